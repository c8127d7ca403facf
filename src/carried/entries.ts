/**
 * Entries of lists, by the pointers of what they print.
 *
 * In:  pointers. Out: the entry that they have in common, the list that it is in, what of a pointer is inside of it.
 */
import { pathOf, pointerOf } from '../files/pointer.js';

const isIndex = (step: string): boolean => /^(?:0|[1-9]\d{0,5})$/.test(step);

export interface Entry {
  /** Of the entry: `/team/3`. */
  readonly pointer: string;
  readonly list: string;
  readonly index: number;
}

export function entryOf(pointer: string): Entry | undefined {
  const path = pathOf(pointer);
  const last = path.at(-1);
  return last !== undefined && isIndex(last) ? { pointer, list: pointerOf(path.slice(0, -1)), index: Number(last) } : undefined;
}

/** All entries that a pointer is inside of, the outermost first. */
export function entriesAround(pointer: string): readonly Entry[] {
  const out: Entry[] = [];
  for (let from = 0; from >= 0 && from < pointer.length;) {
    const next = pointer.indexOf('/', from + 1);
    const end = next < 0 ? pointer.length : next;
    const step = pointer.slice(from + 1, end);
    if (isIndex(step)) out.push({ pointer: pointer.slice(0, end), list: pointer.slice(0, from), index: Number(step) });
    from = next;
  }
  return out;
}

/** The innermost entry that all of these are of. */
export function commonEntry(pointers: readonly string[]): Entry | undefined {
  const [first = [], ...rest] = pointers.map(pathOf);
  let length = first.length;
  for (const path of rest) {
    let n = 0;
    while (n < length && n < path.length && path[n] === first[n]) n += 1;
    length = n;
  }
  while (length > 0 && !isIndex(first[length - 1] ?? '')) length -= 1;
  return length === 0 ? undefined : entryOf(pointerOf(first.slice(0, length)));
}

export const isWithin = (pointer: string, around: string): boolean => pointer === around || pointer.startsWith(`${around}/`);
