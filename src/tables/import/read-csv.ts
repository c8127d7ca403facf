/**
 * A text file with a table (CSV) as a grid.
 *
 * In:  bytes, of anyone. Out: one grid, all of whose cells are text. Throws `TableRefused`.
 *
 * The encoding is the one that its mark names; without a mark UTF-8, else GB18030, of which GBK and GB2312 are parts, where the bytes are
 * right in it: that is said, since bytes of other encodings may be. Fields are divided by the one of `,` `;` and tab that divides the most.
 */
import { parse } from 'csv-parse/sync';
import type { Prose } from '../../diagnostics/index.js';
import { columnName, tableLimits, type Grid, type GridCell } from './grid.js';
import { damaged, TableRefused, tooLarge } from './refused.js';

export function readCsv(bytes: Uint8Array, say: (message: Prose) => void): Grid[] {
  const text = decoded(bytes, say);
  const delimiter = delimiterOf(text);
  const records = parsed(text, delimiter);
  let left: number = tableLimits.cells;
  const rows = records.flatMap(({ record, info }) => {
    if (record.length > tableLimits.columns)
      throw tooLarge(
        `第 ${info.lines} 行超过 ${tableLimits.columns} 列`,
        `line ${info.lines} has more than ${tableLimits.columns} columns`,
      );
    const cells = new Map<number, GridCell>();
    record.forEach((field, i) => {
      const cell = cellOf(field, info.lines, i, say);
      if (cell) cells.set(i, cell);
    });
    if ((left -= cells.size) < 0) throw tooLarge(`单元格超过 ${tableLimits.cells} 个`, `it has more than ${tableLimits.cells} cells`);
    return cells.size === 0 ? [] : [{ number: info.lines, hidden: false, cells, joined: new Set<number>() }];
  });
  return rows.length === 0 ? [] : [{ sheet: '', hidden: false, rows }];
}

function decoded(bytes: Uint8Array, say: (message: Prose) => void): string {
  const begins = (...mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte);
  const by = (encoding: string): string | undefined => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      return undefined;
    }
  };
  const wrong = (encoding: string): TableRefused =>
    damaged(`文件标明是 ${encoding}，内容却不是`, `the file says that it is ${encoding}, and is not`);
  let text: string | undefined;
  if (begins(0xff, 0xfe)) text = by('utf-16le') ?? refuse(wrong('UTF-16'));
  else if (begins(0xfe, 0xff)) text = by('utf-16be') ?? refuse(wrong('UTF-16'));
  else if (begins(0xef, 0xbb, 0xbf)) text = by('utf-8') ?? refuse(wrong('UTF-8'));
  else text = by('utf-8');
  if (text === undefined) {
    text = by('gb18030') ?? refuse(damaged('文件的编码不是 UTF-8，也不是 GB18030', 'the text is neither UTF-8 nor GB18030'));
    say({ zh: '文件按 GB18030（GBK）编码读取', en: 'the text was read as GB18030 (GBK)' });
  }
  // Of UTF-16 without its mark every other byte is one.
  if (/[\0-\u0008\u000e-\u001f\ufffd]/.test(text))
    throw damaged('文件里有不属于文字的字符：编码可能不对', 'the text has characters that are none: it may be in another encoding');
  return text;
}
function refuse(error: TableRefused): never {
  throw error;
}

/** Counted in the first line, outside of quotes; the comma where none divides anything. */
function delimiterOf(text: string): string {
  const counts = new Map([',', ';', '\t'].map((one) => [one, 0]));
  let quoted = false;
  for (const character of text.slice(0, 100_000)) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r') && [...counts.values()].some((count) => count > 0)) break;
    else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}
function parsed(text: string, delimiter: string): readonly Parsed[] {
  try {
    const records = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      // `="007"`, and inches.
      relax_quotes: true,
      skip_empty_lines: false,
      to: tableLimits.rows + 1,
      max_record_size: tableLimits.cell * 16,
    }) as unknown as readonly Parsed[];
    if (records.length > tableLimits.rows) throw tooLarge(`超过 ${tableLimits.rows} 行`, `it has more than ${tableLimits.rows} rows`);
    return records;
  } catch (error) {
    if (error instanceof TableRefused) throw error;
    const line = (error as { readonly lines?: number }).lines;
    throw damaged(
      `第 ${line ?? '?'} 行的引号不成对，或内容不是表格`,
      `the quotes of line ${line ?? '?'} do not match, or it is no table`,
      line,
    );
  }
}

/** `="007"` is how text is kept as text on its way through a spreadsheet. */
function cellOf(field: string, line: number, column: number, say: (message: Prose) => void): GridCell | undefined {
  const text = field.replaceAll('\r\n', '\n');
  if (text.trim() === '') return undefined;
  if (text.length > tableLimits.cell) throw tooLarge('单元格的文字过长', 'the text of a cell is too long');
  const kept = /^="([^"]*)"$/.exec(text)?.[1];
  const name = `${columnName(column)}${line}`;
  if (kept !== undefined) {
    say({ zh: `${name}：${text} 取为文字 ${kept}`, en: `${name}: ${text} was taken as the text ${kept}` });
    return kept.trim() === '' ? undefined : { is: 'text', text: kept };
  }
  if (/^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/.test(text)) return { is: 'error', error: text };
  return { is: 'text', text };
}
