/**
 * Widths of the columns of a table in long text, which says nothing of them itself.
 *
 * In:  the text of each column, cell by cell, in both languages, and the room. Out: millimetres that add up to the room.
 * No column is narrower than its longest word; what is left goes where the text is longest.
 */
import { hasHan } from '../typography.js';

/** Letters of cells, pt; padding at the right of a cell, mm. */
const [size, padding] = [9, 3];
const mm = 25.4 / 72;
/** Chinese breaks anywhere, but not a word of this many characters; a column need not hold longer words whole. */
const [chineseWord, longestWord] = [4, 34];
const least = 10;

const widthOf = (text: string): number => [...text].reduce((n, c) => n + (hasHan(c) || c > '\u2e80' ? 1 : 0.52), 0) * size * mm;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const hundredth = (n: number): number => Math.round(n * 100) / 100;

function wordOf(text: string): number {
  const words = text.split(/\s+/).flatMap((w) => (hasHan(w) ? (w.match(/[A-Za-z0-9.,:%/-]+/g) ?? []) : [w]));
  const chinese = hasHan(text) ? Math.min(chineseWord, [...text].length) * size * mm : 0;
  return Math.min(longestWord, Math.max(chinese, ...words.map(widthOf)));
}

/** `columns[x]` holds the texts of column `x`, each language by itself. Nothing where the room cannot hold them. */
export function widthsByContent(columns: readonly (readonly string[])[], room: number): readonly number[] | undefined {
  const lowest = columns.map((texts) => Math.max(least, Math.ceil(Math.max(0, ...texts.map(wordOf)) + padding)));
  const widest = columns.map((texts, x) => Math.max(lowest[x] ?? 0, Math.ceil(Math.max(0, ...texts.map(widthOf)) + padding)));
  if (sum(lowest) > room) {
    const equal = room / columns.length;
    return equal < least - 2
      ? undefined
      : exact(
          columns.map(() => equal),
          room,
        );
  }
  // A column that is much longer than the others takes most of the room, but by far not all of it.
  const wish = widest.map((w, x) => Math.sqrt(Math.max(0, w - (lowest[x] ?? 0))));
  const left = room - sum(lowest);
  if (sum(widest) <= room) {
    const spare = room - sum(widest);
    return exact(
      widest.map((w) => w + (spare * w) / sum(widest)),
      room,
    );
  }
  const grown = lowest.map((w, x) => Math.min(widest[x] ?? w, w + (left * (wish[x] ?? 0)) / sum(wish)));
  const open = grown.map((w, x) => (w < (widest[x] ?? 0) ? (wish[x] ?? 0) : 0));
  const rest = room - sum(grown);
  return exact(
    grown.map((w, x) => (sum(open) > 0 ? w + (rest * (open[x] ?? 0)) / sum(open) : w + rest / columns.length)),
    room,
  );
}

/** Rounded to a hundredth; the last column takes what rounding left. */
function exact(widths: readonly number[], room: number): readonly number[] {
  const out = widths.map(hundredth);
  const last = out.length - 1;
  out[last] = hundredth((out[last] ?? 0) + room - sum(out));
  return out;
}
