/**
 * Many code points in little room.
 *
 * In:  ranges of code points, and one of which it is asked whether it is among them. Out: the ranges in order; the answer, found in a
 * dozen steps. One bit for each code point there is takes longer to write than a document takes to ask.
 */
import type { Range } from '../../files/font-file.js';

/** First and last code points in turn, apart from one another and in order. */
export type Spans = Uint32Array;
/** A font that somebody brings may have them in any order, and twice. */
export function spansOf(ranges: readonly Range[]): Spans {
  const spans: number[] = [];
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    if (last < first) continue;
    const end = spans.length - 1;
    if (end > 0 && first <= (spans[end] ?? 0) + 1) spans[end] = Math.max(spans[end] ?? 0, last);
    else spans.push(first, last);
  }
  return Uint32Array.from(spans);
}
export function reaches(spans: Spans, codePoint: number): boolean {
  let [low, high] = [0, spans.length / 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[2 * middle + 1] ?? 0) < codePoint) low = middle + 1;
    else high = middle;
  }
  return (spans[2 * low] ?? Infinity) <= codePoint;
}
