/**
 * Tracked values: a record's values, each knowing the place in the file that it was read from.
 *
 * In:  a plain value and the YAML node it came from. Out: the same shape, where scalars are `Tracked` and maps and lists
 * carry their place under a symbol; `plain` takes it all off again.
 *
 * Not proxies (twice as slow) and not null-prototype objects (Handlebars compares contexts with `!=`). Line and column
 * are computed only when asked for.
 */
import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';
import type { RecordPlace } from '../model/index.js';

export type Scalar = string | number | boolean | null;
/** One file of records, parsed: what a place is computed from. */
export interface Source {
  /** As diagnostics and traces name it: relative to the project folder, with forward slashes. */
  readonly file: string;
  readonly lines: LineCounter;
  readonly document: Document;
}

interface Mark {
  readonly source: Source;
  readonly parent?: Mark;
  readonly key?: string | number;
  readonly offset: number;
}
const mark = Symbol('place in a record');

/** A scalar and where it stands. Printing one that was not unwrapped is a bug, so `toString` throws. */
export class Tracked {
  readonly value: Scalar;
  readonly [mark]: Mark;
  constructor(value: Scalar, at: Mark) {
    this.value = value;
    this[mark] = at;
  }
  toString(): string {
    throw new Error('a tracked value was printed without its place');
  }
}
export type TrackedValue = Tracked | readonly TrackedValue[] | { readonly [key: string]: TrackedValue } | undefined;

/** Escapes one token of a JSON Pointer (RFC 6901). */
export const pointerToken = (key: string | number): string => String(key).replace(/~/g, '~0').replace(/\//g, '~1');

/** The place of a tracked value, or undefined for a value that no file holds (one that a pack or code supplied). */
export function placeOf(value: unknown): RecordPlace | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const at = (value as { [mark]?: Mark })[mark];
  if (!at) return undefined;
  const keys: string[] = [];
  for (let m: Mark | undefined = at; m?.key !== undefined; m = m.parent) keys.unshift(pointerToken(m.key));
  const { line, col } = at.source.lines.linePos(at.offset);
  return { file: at.source.file, pointer: keys.map((k) => `/${k}`).join(''), line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** Wraps `value`, which was read from `node`; both have the same shape (`value` may have lost keys or had strings widened). */
export function track(value: unknown, source: Source, node: Node | null = source.document.contents): TrackedValue {
  return wrap(value, node, { source, offset: node?.range?.[0] ?? 0 });
}

function wrap(value: unknown, node: unknown, at: Mark): TrackedValue {
  const { source } = at;
  if (isAlias(node)) node = node.resolve(source.document) ?? node;
  if (value === undefined) return undefined;
  if (Array.isArray(value)) {
    const out = value.map((item, i) => {
      const child = isSeq(node) ? node.items[i] : node;
      return wrap(item, child, { source, parent: at, key: i, offset: offsetOf(child, at) });
    });
    Object.defineProperty(out, mark, { value: at });
    return out;
  }
  if (typeof value === 'object' && value !== null) {
    const out: Record<string, TrackedValue> = {};
    for (const [key, item] of Object.entries(value)) {
      const said = (name: string) => (isMap(node) ? node.items.find((p) => isScalar(p.key) && String(p.key.value) === name) : undefined);
      // A text in English alone was widened too: `{ en }` is read as `{ zh }`, and stands where the English stands.
      const own = said(key);
      const pair = own ?? (key === 'zh' ? said('en') : undefined);
      // A plain string that was widened to { zh }: the map stands where the string stands.
      const widened = !pair && isScalar(node);
      out[key] = wrap(
        item,
        pair ? pair.value : node,
        widened ? at : { source, parent: at, key: pair && !own ? 'en' : key, offset: offsetOf(pair?.value ?? pair?.key, at) },
      );
    }
    Object.defineProperty(out, mark, { value: at });
    return out;
  }
  return new Tracked(value as Scalar, at);
}

function offsetOf(node: unknown, fallback: Mark): number {
  return (node as { range?: [number, number, number] | null } | undefined)?.range?.[0] ?? fallback.offset;
}

/** Takes the places off: the plain value again. */
export function plain(value: unknown): unknown {
  if (value instanceof Tracked) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
  return value;
}

/**
 * How a tracked scalar is written: in a `|` block its lines are the file's lines, so that a place inside it can be named.
 * Undefined where no file holds the value.
 */
export function blockScalarOf(value: unknown): 'literal' | 'folded' | 'flow' | undefined {
  const at = value instanceof Tracked ? value[mark] : undefined;
  if (!at) return undefined;
  const keys: (string | number)[] = [];
  for (let m: Mark | undefined = at; m?.key !== undefined; m = m.parent) keys.unshift(m.key);
  const node = keys.length === 0 ? at.source.document.contents : at.source.document.getIn(keys, true);
  if (!isScalar(node)) return 'flow';
  return node.type === 'BLOCK_LITERAL' ? 'literal' : node.type === 'BLOCK_FOLDED' ? 'folded' : 'flow';
}
