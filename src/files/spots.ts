/**
 * Where everything of a YAML file stands, without the file and its syntax tree: what a place is worked out from, when it is asked for.
 *
 * In:  a parsed document and its line counter. Out: `Spots`: two arrays of numbers and the keys that occur; a tenth of the tree's size, and
 * plain data, so that it can be sent to a worker as it is. Below: what is asked of them.
 *
 * A node is six numbers; the children of a node stand in a row, so that the n-th of a list is found without counting.
 */
import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';

export interface Spots {
  /** Offset at which each line begins. */
  readonly lines: Uint32Array;
  readonly nodes: Uint32Array;
  readonly keys: readonly string[];
}
/** Number of a node; 0 is the root. */
export type Spot = number;
export type ScalarStyle = 'literal' | 'folded' | 'flow';

// The six numbers: where the node begins; what it is; its key's name (from 1 on) and beginning (plus 1), 0 where it has none;
// its first child (of an alias: the node meant) and how many there are (of an alias: whether there is such a node).
const [START, WHAT, NAME, KEY, FIRST, COUNT, WORDS] = [0, 1, 2, 3, 4, 5, 6];
const kinds = { none: 0, scalar: 1, map: 2, list: 3, alias: 4 } as const;
const kindBits = 7;
/** Takes no room: `title:` with nothing after it. */
const EMPTY = 8;
/** A scalar that is nothing, or only blanks. */
const BLANK = 16;
const LITERAL = 32;
const FOLDED = 64;

export const noSpots: Spots = { lines: Uint32Array.of(0), nodes: new Uint32Array(WORDS), keys: [] };

/** Spots as they are written down, node after node, by whoever reads a file. */
export class SpotsWriter {
  private readonly words: number[] = [];
  private readonly names = new Map<string, number>();

  /** Room for nodes that stand in a row; the first of them. */
  room(count: number): Spot {
    const first = this.words.length / WORDS;
    for (let n = 0; n < count * WORDS; n++) this.words.push(0);
    return first;
  }
  /** Where a node begins, and what it is; both ends are the same offset where it takes no room. */
  node(at: Spot, [start, end]: readonly [start: number, end: number], what: number): void {
    this.words[at * WORDS + START] = start;
    this.words[at * WORDS + WHAT] = what | (start === end ? EMPTY : 0);
  }
  /** Room for the children of a map or list; of an alias, the node meant and 1, or 0 and 0. */
  children(at: Spot, count: number, first = this.room(count)): Spot {
    this.words[at * WORDS + FIRST] = first;
    this.words[at * WORDS + COUNT] = count;
    return first;
  }
  /** The key of an entry: its name where it is a word, and where it begins. */
  key(at: Spot, name: string | undefined, start: number | undefined): void {
    if (name !== undefined) {
      const known = this.names.get(name) ?? this.names.size + 1;
      this.names.set(name, known);
      this.words[at * WORDS + NAME] = known;
    }
    if (start !== undefined) this.words[at * WORDS + KEY] = start + 1;
  }
  done(lines: readonly number[]): Spots {
    return { lines: Uint32Array.from(lines), nodes: Uint32Array.from(this.words), keys: [...this.names.keys()] };
  }
}
/** What a map, a list or a scalar is; a scalar's value as it was read, and how it is written. */
export const whatIs = {
  map: kinds.map,
  list: kinds.list,
  scalar: (value: unknown, style: ScalarStyle): number => {
    const isBlank = value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
    return kinds.scalar | (isBlank ? BLANK : 0) | (style === 'literal' ? LITERAL : style === 'folded' ? FOLDED : 0);
  },
};

export function spotsOf(document: Document, lines: LineCounter): Spots {
  const spots = new SpotsWriter();
  const anchors = new Map<string, Spot>();
  const put = (at: Spot, node: unknown): void => {
    if (!isNode(node)) return;
    const [start, end] = node.range ?? [0, 1];
    spots.node(at, [start, end], whatOf(node));
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      spots.children(at, target === undefined ? 0 : 1, target ?? 0);
      return;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, at);
    if (!isMap(node) && !isSeq(node)) return;
    const first = spots.children(at, node.items.length);
    if (isSeq(node)) {
      node.items.forEach((item, n) => {
        put(first + n, item);
      });
      return;
    }
    node.items.forEach(({ key, value }, n) => {
      spots.key(first + n, isScalar(key) ? String(key.value) : undefined, isNode(key) ? (key.range?.[0] ?? 0) : undefined);
      // What stands as a key may be meant later.
      if (isScalar(key) && key.anchor !== undefined) put(spots.room(1), key);
      put(first + n, value);
    });
  };
  put(spots.room(1), document.contents);
  return spots.done(lines.lineStarts);
}
function whatOf(node: Node): number {
  if (isAlias(node)) return kinds.alias;
  if (isMap(node)) return kinds.map;
  if (isSeq(node)) return kinds.list;
  if (!isScalar(node)) return kinds.none;
  return whatIs.scalar(node.value, node.type === 'BLOCK_LITERAL' ? 'literal' : node.type === 'BLOCK_FOLDED' ? 'folded' : 'flow');
}

/** Line and column of an offset, both from 1 on. */
export function lineAt({ lines }: Spots, offset: number): { readonly line: number; readonly column: number } {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return { line: Math.max(low, 1), column: offset - (lines[Math.max(low - 1, 0)] ?? 0) + 1 };
}

const word = ({ nodes }: Spots, spot: Spot, which: number): number => nodes[spot * WORDS + which] ?? 0;
const kindOf = (spots: Spots, spot: Spot): number => word(spots, spot, WHAT) & kindBits;
export const isThere = (spots: Spots, spot: Spot): boolean => kindOf(spots, spot) !== kinds.none;
export const isMapAt = (spots: Spots, spot: Spot): boolean => kindOf(spots, spot) === kinds.map;
export const isListAt = (spots: Spots, spot: Spot): boolean => kindOf(spots, spot) === kinds.list;
export const isScalarAt = (spots: Spots, spot: Spot): boolean => kindOf(spots, spot) === kinds.scalar;
export const takesNoRoom = (spots: Spots, spot: Spot): boolean => (word(spots, spot, WHAT) & EMPTY) !== 0;
/** Whether nothing was said there: no value, only blanks, no entries. */
export const isBlankAt = (spots: Spots, spot: Spot): boolean => {
  const kind = kindOf(spots, spot);
  if (kind === kinds.none) return true;
  return kind === kinds.scalar ? (word(spots, spot, WHAT) & BLANK) !== 0 : kind !== kinds.alias && word(spots, spot, COUNT) === 0;
};
export function styleAt(spots: Spots, spot: Spot): ScalarStyle {
  const what = word(spots, spot, WHAT);
  return (what & LITERAL) !== 0 ? 'literal' : (what & FOLDED) !== 0 ? 'folded' : 'flow';
}
export const startOf = (spots: Spots, spot: Spot): number => word(spots, spot, START);
/** Where the key of an entry begins; undefined for what has none. */
export function keyStart(spots: Spots, spot: Spot): number | undefined {
  const at = word(spots, spot, KEY);
  return at === 0 ? undefined : at - 1;
}
/** What an alias means; any other node is meant itself. */
export const meantBy = (spots: Spots, spot: Spot): Spot =>
  kindOf(spots, spot) === kinds.alias && word(spots, spot, COUNT) === 1 ? word(spots, spot, FIRST) : spot;

/** The n-th of a list, or of the entries of a map. */
export const itemAt = (spots: Spots, list: Spot, n: number): Spot | undefined =>
  n >= 0 && n < word(spots, list, COUNT) && kindOf(spots, list) !== kinds.alias ? word(spots, list, FIRST) + n : undefined;

/** The entry of a map under a key: of two the first. */
export function entryAt(spots: Spots, map: Spot, key: string): Spot | undefined {
  if (!isMapAt(spots, map)) return undefined;
  const first = word(spots, map, FIRST);
  for (let entry = first; entry < first + word(spots, map, COUNT); entry++) if (nameAt(spots, entry) === key) return entry;
  return undefined;
}
/** All entries of a map by their keys, for who wants them one after the other. */
export function entriesAt(spots: Spots, map: Spot): ReadonlyMap<string, Spot> {
  const entries = new Map<string, Spot>();
  const first = word(spots, map, FIRST);
  for (let entry = first; entry < first + word(spots, map, COUNT); entry++) {
    const name = nameAt(spots, entry);
    if (name !== undefined && !entries.has(name)) entries.set(name, entry);
  }
  return entries;
}
const nameAt = (spots: Spots, entry: Spot): string | undefined => spots.keys[word(spots, entry, NAME) - 1];

/** What stands at a path: aliases on the way are followed, one at its end is not. */
export function spotAt(spots: Spots, path: readonly PropertyKey[]): Spot | undefined {
  let at: Spot | undefined = 0;
  for (const step of path) {
    at = meantBy(spots, at);
    at = isMapAt(spots, at) ? entryAt(spots, at, String(step)) : isListAt(spots, at) ? itemAt(spots, at, Number(step)) : undefined;
    if (at === undefined) return undefined;
  }
  return at;
}

/** Lists with some of their entries alone; a list that is named twice, by an alias, is cut once. */
export function withoutItems(
  spots: Spots,
  cuts: readonly { readonly path: readonly PropertyKey[]; readonly left: readonly number[] }[],
): Spots {
  const nodes = Uint32Array.from(spots.nodes);
  const cut = { ...spots, nodes };
  const done = new Set<Spot>();
  for (const { path, left } of cuts) {
    const found = spotAt(cut, path);
    const list = found === undefined ? undefined : meantBy(cut, found);
    if (list === undefined || !isListAt(cut, list) || done.has(list)) continue;
    done.add(list);
    const first = word(cut, list, FIRST);
    const count = word(cut, list, COUNT);
    // Those that are left move up; nothing before a place is read after it was written.
    left.filter((n) => n < count).forEach((n, at) => nodes.copyWithin((first + at) * WORDS, (first + n) * WORDS, (first + n + 1) * WORDS));
    nodes[list * WORDS + COUNT] = left.length;
  }
  return cut;
}
