/**
 * Where in a YAML file a place inside a scalar stands.
 *
 * In:  the scalar's node, the file's text, its value, an offset in the value. Out: the offset in the file; undefined where it cannot be
 * told.
 *
 * A plain or quoted scalar on one line stands as it is. In a folded or literal one, indentation and line ends differ, so
 * the word at the offset is looked for: the n-th of its kind in the value is the n-th in the file.
 */
import type { Scalar } from 'yaml';

export function offsetIn(scalar: Scalar | undefined, text: string, value: string, offset: number): number | undefined {
  const range = scalar?.range;
  if (!range) return undefined;
  if (
    scalar.source === value &&
    !value.includes('\n') &&
    (scalar.type === 'PLAIN' || scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE')
  ) {
    const raw = text.slice(range[0], range[1]);
    const within = scalar.type === 'PLAIN' ? 0 : 1;
    if (!raw.includes('\n')) return range[0] + within + offset;
  }
  const raw = text.slice(range[0], range[2]);
  const word = /^[\w.]+|^\S/.exec(value.slice(offset))?.[0];
  if (word === undefined) return undefined;
  let before = 0;
  for (let at = value.indexOf(word); at !== -1 && at < offset; at = value.indexOf(word, at + 1)) before++;
  let at = raw.indexOf(word);
  for (; before > 0 && at !== -1; before--) at = raw.indexOf(word, at + 1);
  return at === -1 ? undefined : range[0] + at;
}
