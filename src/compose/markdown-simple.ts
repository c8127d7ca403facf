/**
 * The lists and tables that records are full of, read without a parser.
 *
 * In:  the lines of one block, between blank lines. Out: the list or table that they are, or nothing where anything in them
 * is more than plain items or plain cells; the parser then reads them. What both read, both read alike.
 */
import type { LongBlock } from './markdown.js';

/** Means something inside a line, or may. */
const special = /[*_#<>[\]`\\&!\t]/;
const bullet = /^- (\S.*)$/;
const numbered = /^\d{1,9}\. (\S.*)$/;
/** What would begin another block inside an item. */
const beginsBlock = /^(?:[-+]|\d{1,9}[.)])(?: |$)|^(?:-+|=+|~{3,}.*)$/;
const delimiters = /^\|(?: *:?-+:? *\|)+ *$/;
const trimmed = (s: string): string => s.replace(/^ +| +$/g, '');

/** `line`: that of the first line in the text. */
export function simpleBlock(lines: readonly string[], line: number): LongBlock | undefined {
  if (lines.some((l) => special.test(l))) return undefined;
  return listOf(lines, line) ?? tableOf(lines, line);
}

function listOf(lines: readonly string[], line: number): LongBlock | undefined {
  const marker = bullet.test(lines[0] ?? '') ? bullet : numbered;
  const items: LongBlock[][] = [];
  for (const [i, source] of lines.entries()) {
    const text = trimmed(marker.exec(source)?.[1] ?? '');
    if (text === '' || text.includes('|') || beginsBlock.test(text)) return undefined;
    items.push([{ type: 'paragraph', line: line + i, spans: [{ text }] }]);
  }
  return { type: 'list', line, ordered: marker === numbered, items };
}

function tableOf(lines: readonly string[], line: number): LongBlock | undefined {
  if (!delimiters.test(lines[1] ?? '')) return undefined;
  const rows: { readonly text: string }[][][] = [];
  const cellsOf = (source: string): string[] | undefined => {
    const whole = trimmed(source);
    return whole.length > 1 && whole.startsWith('|') && whole.endsWith('|') && source.startsWith('|') ? whole.slice(1, -1).split('|').map(trimmed) : undefined;
  };
  const columns = cellsOf(lines[1] ?? '')?.length;
  for (const [i, source] of lines.entries()) {
    const cells = cellsOf(source);
    if (!cells || cells.length !== columns) return undefined;
    if (i !== 1) rows.push(cells.map((text) => (text === '' ? [] : [{ text }])));
  }
  return { type: 'table', line, rows };
}
