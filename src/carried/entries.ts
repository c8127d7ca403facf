/**
 * Entries of lists, by the pointers of what they print.
 *
 * In:  pointers. Out: the entry that they have in common, the list that it is in, what of a pointer is inside of it.
 */
const isIndex = (step: string): boolean => /^(?:0|[1-9]\d{0,5})$/.test(step);

export interface Entry {
  /** Of the entry: `/team/3`. */
  readonly pointer: string;
  readonly list: string;
  readonly index: number;
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

export const isWithin = (pointer: string, around: string): boolean => pointer === around || pointer.startsWith(`${around}/`);

/** What both are within: at least the whole file, ''. */
export function commonPointer(a: string, b: string): string {
  let around = a;
  while (!isWithin(b, around)) around = around.slice(0, around.lastIndexOf('/'));
  return around;
}

/** The innermost entry that all of these are of. */
export const commonEntry = ([first, ...rest]: readonly string[]): Entry | undefined =>
  first === undefined ? undefined : entriesAround(rest.reduce(commonPointer, first)).at(-1);
