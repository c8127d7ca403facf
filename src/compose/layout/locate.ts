/**
 * Places inside literal text.
 *
 * In:  a content statement of the tree. Out: for an index in its text, line and column in the file. Separate, because the
 * text may have lost white space at its start (`~`, a line of its own), and only its first character says how much.
 */
import type { ContentStatement, LayoutPlace } from './ast.js';

/** Places in a piece of text. Its start is exact; white space that `~` or a line of its own took away stands before `value`. */
export function locator(node: ContentStatement, file: string): (index: number) => LayoutPlace {
  const { original, value } = node;
  const first = (s: string): number => Math.max(s.search(/\S/), 0);
  const shift = original === value ? 0 : first(original) - first(value);
  const { start } = node.loc;
  return (index) => {
    const before = original.slice(0, Math.max(index + shift, 0));
    const lines = before.split(/\r\n?|\n/);
    const last = lines.at(-1) ?? '';
    return { file, line: start.line + lines.length - 1, column: (lines.length === 1 ? start.column : 0) + last.length + 1 };
  };
}
