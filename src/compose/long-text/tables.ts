/**
 * Tables of long text: `| a | b |`, below it `|---|---|`, then the rows.
 *
 * In:  lines. Out: the cells of a row; where a table begins. `\|` in a cell is the sign itself.
 */
import type { Line } from './lines.js';

const delimiterCell = /^:?-+:?$/;

export function cellsOf(text: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let from = text.startsWith('|') ? 1 : 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\' && text[i + 1] === '|') {
      cell += `${text.slice(from, i)}|`;
      from = ++i + 1;
    } else if (text[i] === '|') {
      cells.push((cell + text.slice(from, i)).trim());
      cell = '';
      from = i + 1;
    }
  }
  const last = (cell + text.slice(from)).trim();
  return last === '' && cells.length > 0 ? cells : [...cells, last];
}

/** Whether a table begins at the first of two lines. */
export function beginsTable(head: Line | undefined, below: Line | undefined): boolean {
  if (!head?.text.includes('|') || !below?.text.includes('|')) return false;
  const delimiters = cellsOf(below.text);
  return delimiters.every((c) => delimiterCell.test(c)) && delimiters.length === cellsOf(head.text).length;
}
