/**
 * Where facts stand.
 *
 * In:  what rows name (`stage1.end`, `member.person.registrations`), and which record holds each of it. Out: the record file
 * and the path in it, so that a violation points at the smallest line.
 */
import type { RecordFile } from '../load/types.js';

export type Key = string | number;
export interface FactPlace {
  readonly file: RecordFile;
  readonly path: readonly Key[];
}
/** Something that rows name: a place of the records, below which paths go on, unless a child stands in another file. */
export interface FactTree {
  readonly place?: FactPlace;
  readonly children?: Readonly<Record<string, FactTree>>;
}

export const at = (file: RecordFile, ...path: readonly Key[]): FactTree => ({ place: { file, path } });
export const under = (tree: FactTree, children: Readonly<Record<string, FactTree | undefined>>): FactTree => ({
  ...tree,
  children: {
    ...tree.children,
    ...Object.fromEntries(Object.entries(children).filter((entry): entry is [string, FactTree] => entry[1] !== undefined)),
  },
});
/** A list whose elements stand in several files; `home` is where the list itself may be looked for. */
export const listTree = (items: readonly FactTree[], home?: FactTree): FactTree => ({
  ...home,
  children: { ...Object.fromEntries(items.map((item, i) => [String(i), item])) },
});

/** The spot of a path; of a list's elements (`*`), the list; undefined for what stands nowhere (`asOf`, a standard). */
export function factPlaceOf(tree: FactTree, keys: readonly Key[]): FactPlace | undefined {
  let node: FactTree = tree;
  let path: readonly Key[] | undefined = tree.place?.path;
  for (const [i, key] of keys.entries()) {
    if (key === '*') break;
    const child = node.children?.[String(key)];
    if (child) {
      node = child;
      path = child.place?.path;
    } else {
      if (!node.place || !path) return undefined;
      const rest = keys.slice(i);
      const stop = rest.indexOf('*');
      return { file: node.place.file, path: [...path, ...(stop === -1 ? rest : rest.slice(0, stop))] };
    }
  }
  return node.place && path ? { file: node.place.file, path } : undefined;
}
