/**
 * Long text: the small Markdown of records, as `docs/text.md` describes it.
 *
 * In:  a text and its language. Out: paragraphs, lists and tables of plain and bold text, each with its line, and what may
 * not stand there.
 *
 * Written by hand, though libraries read Markdown: in theirs a dozen more signs mean something (`5*8小时和7*24小时` becomes
 * 58 and 724, `\\fs01` loses a backslash, a list that begins at 3 may begin at 1), and a record is evidence: what is no
 * sign of ours reaches the paper as it was written. `kept-words.ts` looks over what comes out here.
 */
import type { TextLang } from '../../files/line-ends.js';
import { entriesOf } from './enumeration.js';
import { linesOf, markerOf, refusedIn, unescaped, type Line, type Marker } from './lines.js';
import { wordsOf } from './spans.js';
import { beginsTable, cellsOf } from './tables.js';
import type { LongBlock, LongList, LongParsed, LongTable, Refused, Span } from './types.js';

const kept = new Map<string, LongParsed>();
/** Lists inside each other: more than this is no text of a record. */
const deepest = 5;

export function parseLong(text: string, lang: TextLang): LongParsed {
  const key = `${lang}${text}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= 2_000) kept.clear();
  const reader = new Reader(lang);
  const parsed = { blocks: reader.blocks(linesOf(text), 0), refused: reader.refused };
  kept.set(key, parsed);
  return parsed;
}

/** Columns by which a line must stand in, to belong to the item above it. */
const within = 2;

class Reader {
  readonly refused: Refused[] = [];
  constructor(private readonly lang: TextLang) {}

  blocks(lines: readonly Line[], depth: number): LongBlock[] {
    const out: LongBlock[] = [];
    for (let i = 0; i < lines.length;) {
      const line = lines[i] as Line;
      if (line.text === '') {
        i++;
        continue;
      }
      const marker = markerOf(line.text);
      if (this.refuses(line)) i++;
      else if (beginsTable(line, lines[i + 1])) i = this.table(lines, i, out);
      else if (marker) i = this.list(lines, i, marker, depth, out);
      else i = this.paragraph(lines, i, out);
    }
    return out;
  }

  private refuses(line: Line): boolean {
    const found = refusedIn(line);
    if (found) this.refused.push(found);
    return found !== undefined;
  }
  private refuse(line: Line, zh: string, en: string, helpZh: string, helpEn: string): void {
    this.refused.push({ line: line.line, column: line.column, zh, en, helpZh, helpEn });
  }
  private spans(lines: readonly Line[]): readonly Span[] {
    const { spans, refused } = wordsOf(lines, this.lang);
    if (refused) this.refused.push(refused);
    return spans;
  }

  private paragraph(lines: readonly Line[], from: number, out: LongBlock[]): number {
    const own: Line[] = [];
    let i = from;
    for (; i < lines.length; i++) {
      const line = lines[i] as Line;
      if (line.text === '') break;
      // A number that is not 1 may be the end of a sentence: only a blank line before it makes it a list.
      const marker = markerOf(line.text);
      if (i > from && ((marker && (marker.sign === '-' || marker.number === 1)) || refusedIn(line) || beginsTable(line, lines[i + 1])))
        break;
      const text = unescaped(line.text);
      own.push({ ...line, text, column: line.column + line.text.length - text.length });
    }
    const first = own[0] as Line;
    if (own.some((line) => line.text.length > 1 && line.text.startsWith('|') && line.text.endsWith('|'))) {
      this.refuse(
        first,
        '这里有表格的行，但不成表格',
        'rows of a table, but no table',
        '表头下面写一行 |---|---|，格数和表头一样。',
        'Below the head write a line |---|---| with as many cells.',
      );
    }
    const isEntry = entriesOf(own);
    for (let begin = 0; begin < own.length;) {
      let end = begin + 1;
      while (end < own.length && !isEntry[end]) end++;
      const spans = this.spans(own.slice(begin, end));
      if (spans.length > 0) out.push({ type: 'paragraph', line: own[begin]?.line ?? first.line, spans });
      begin = end;
    }
    return i;
  }

  private table(lines: readonly Line[], from: number, out: LongBlock[]): number {
    const rows: (readonly Span[])[][] = [];
    const columns = cellsOf((lines[from] as Line).text).length;
    let i = from;
    for (; i < lines.length; i++) {
      const line = lines[i] as Line;
      if (!line.text.includes('|')) break;
      if (i === from + 1) continue;
      const cells = cellsOf(line.text);
      if (cells.length > columns) {
        this.refuse(
          line,
          `表格的这一行有 ${cells.length} 格，表头只有 ${columns} 格`,
          `this row of the table has ${cells.length} cells, the head has ${columns}`,
          '改正格数；格内的 | 写成 \\|。',
          'Correct the cells; the sign | in a cell is written \\|.',
        );
      }
      rows.push(Array.from({ length: columns }, (_, x) => (cells[x] ? this.spans([{ ...line, text: cells[x] }]) : [])));
    }
    const table: LongTable = { type: 'table', line: (lines[from] as Line).line, rows };
    out.push(table);
    return i;
  }

  private list(lines: readonly Line[], from: number, first: Marker, depth: number, out: LongBlock[]): number {
    const head = lines[from] as Line;
    const items: (readonly LongBlock[])[] = [];
    let i = from;
    if (depth >= deepest) {
      this.refuse(
        head,
        `列表套得太深（超过${deepest}层）`,
        `lists inside each other more than ${deepest} deep`,
        '少套几层。',
        'Use fewer levels.',
      );
      return lines.length;
    }
    while (i < lines.length) {
      const line = lines[i] as Line;
      const marker = markerOf(line.text);
      if (!marker || marker.sign !== first.sign || line.indent >= head.indent + within || refusedIn(line)) break;
      const expected = first.number + items.length;
      if (marker.sign !== '-' && marker.number !== expected) {
        // After a blank line another list may begin.
        if (marker.number === 1 && lines[i - 1]?.text === '') break;
        this.refuse(
          line,
          `这一项的编号是 ${marker.number}，按顺序应为 ${expected}`,
          `this item is numbered ${marker.number}, after the one before it should be ${expected}`,
          '编号逐项加一；另一个列表前空一行并加一段文字。',
          'Numbers go up by one; before another list put a blank line and a paragraph.',
        );
      }
      const own: Line[] = [{ text: line.text.slice(marker.length), indent: 0, line: line.line, column: line.column + marker.length }];
      i = this.itemLines(lines, i + 1, head.indent + within, own);
      items.push(this.blocks(own, depth + 1));
    }
    const list: LongList = {
      type: 'list',
      line: head.line,
      ordered: first.sign !== '-',
      start: first.sign === '-' ? 1 : first.number,
      sign: first.sign === ')' ? ')' : '.',
      items,
    };
    out.push(list);
    return i;
  }

  /** Lines that stand in belong to the item, and so does a line that goes on at the margin. */
  private itemLines(lines: readonly Line[], from: number, margin: number, own: Line[]): number {
    let i = from;
    for (; i < lines.length; i++) {
      const line = lines[i] as Line;
      if (line.text !== '' && line.indent < margin) {
        const goesOn = lines[i - 1]?.text !== '' && !markerOf(line.text) && !refusedIn(line) && !beginsTable(line, lines[i + 1]);
        if (!goesOn) break;
      }
      own.push({ ...line, indent: Math.max(0, line.indent - margin) });
    }
    return i;
  }
}
