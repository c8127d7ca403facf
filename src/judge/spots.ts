/**
 * Where facts stand.
 *
 * In:  what rows name (`stage1.end`, `member.person.registrations`), and which record holds each of it. Out: the record file
 * and the path in it, so that a violation points at the smallest line.
 */
import type { RecordFile } from '../load/types.js';

export type Key = string | number;
export interface Spot {
  readonly file: RecordFile;
  readonly path: readonly Key[];
}
/** Something that rows name: a place of the records, below which paths go on, unless a child stands in another file. */
export interface SpotTree {
  readonly spot?: Spot;
  readonly children?: Readonly<Record<string, SpotTree>>;
}

export const at = (file: RecordFile, ...path: readonly Key[]): SpotTree => ({ spot: { file, path } });
export const under = (tree: SpotTree, children: Readonly<Record<string, SpotTree | undefined>>): SpotTree => ({
  ...tree, children: { ...tree.children, ...Object.fromEntries(Object.entries(children).filter((entry): entry is [string, SpotTree] => entry[1] !== undefined)) },
});
/** A list whose elements stand in several files; `home` is where the list itself may be looked for. */
export const listTree = (items: readonly SpotTree[], home?: SpotTree): SpotTree => ({ ...home, children: { ...Object.fromEntries(items.map((item, i) => [String(i), item])) } });

/** The spot of a path; of a list's elements (`*`), the list; undefined for what stands nowhere (`asOf`, a standard). */
export function spotOf(tree: SpotTree, keys: readonly Key[]): Spot | undefined {
  let node: SpotTree = tree;
  let path: readonly Key[] | undefined = tree.spot?.path;
  for (const [i, key] of keys.entries()) {
    if (key === '*') break;
    const child = node.children?.[String(key)];
    if (child) {
      node = child;
      path = child.spot?.path;
    } else {
      if (!node.spot || !path) return undefined;
      const rest = keys.slice(i);
      const stop = rest.indexOf('*');
      return { file: node.spot.file, path: [...path, ...(stop === -1 ? rest : rest.slice(0, stop))] };
    }
  }
  return node.spot && path ? { file: node.spot.file, path } : undefined;
}
