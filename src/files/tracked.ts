/**
 * Tracked values: a record's values, each knowing the place in the file that it was read from.
 *
 * In:  a plain value and the spots of the file it came from. Out: the same shape, where scalars are `Tracked` and maps and lists
 * carry their place under a symbol; `plain` takes it all off again.
 *
 * Not proxies (twice as slow) and not null-prototype objects (Handlebars compares contexts with `!=`). Line and column
 * are computed only when asked for.
 */
import type { RecordPlace } from '../model/index.js';
import {
  entriesAt,
  entryAt,
  isListAt,
  isMapAt,
  isScalarAt,
  isThere,
  itemAt,
  keyStart,
  lineAt,
  meantBy,
  startOf,
  styleAt,
  type ScalarStyle,
  type Spot,
  type Spots,
} from './spots.js';

export type Scalar = string | number | boolean | null;
/** One file of records, as it was read: what a place is computed from. */
export interface Source {
  /** As diagnostics and traces name it: relative to the project folder, with forward slashes. */
  readonly file: string;
  readonly spots: Spots;
}

interface Mark {
  readonly source: Source;
  readonly parent?: Mark;
  readonly key?: string | number;
  readonly offset: number;
  /** Of maps and lists, once the place of something in them was asked for. */
  pointer?: string;
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
  const { line, column } = lineAt(at.source.spots, at.offset);
  return { file: at.source.file, pointer: at.pointer ?? pointerTo(at), line, column };
}
function pointerTo({ parent, key }: Mark): string {
  if (key === undefined) return '';
  const around = parent === undefined ? '' : (parent.pointer ??= pointerTo(parent));
  return `${around}/${pointerToken(key)}`;
}

/** Wraps the value of a whole file; it has the file's shape, though it may have lost keys or had strings widened. */
export function track(value: unknown, source: Source): TrackedValue {
  return wrap(value, 0, { source, offset: startOf(source.spots, 0) });
}

function wrap(value: unknown, alias: Spot | undefined, at: Mark): TrackedValue {
  const { source } = at;
  const { spots } = source;
  const spot = alias === undefined ? undefined : meantBy(spots, alias);
  if (value === undefined) return undefined;
  if (Array.isArray(value)) {
    const out = value.map((item, i) => {
      const child = spot !== undefined && isListAt(spots, spot) ? itemAt(spots, spot, i) : spot;
      return wrap(item, child, { source, parent: at, key: i, offset: offsetOf(child, at) });
    });
    Object.defineProperty(out, mark, { value: at });
    return out;
  }
  if (typeof value === 'object' && value !== null) {
    const out: Record<string, TrackedValue> = {};
    const entries = spot !== undefined && isMapAt(spots, spot) ? entriesAt(spots, spot) : undefined;
    for (const [key, item] of Object.entries(value)) {
      // A text in English alone was widened too: `{ en }` is read as `{ zh }`, and stands where the English stands.
      const own = entries?.get(key);
      const entry = own ?? (key === 'zh' ? entries?.get('en') : undefined);
      // A plain string that was widened to { zh }: the map stands where the string stands.
      const widened = entry === undefined && spot !== undefined && isScalarAt(spots, spot);
      const offset =
        entry === undefined ? at.offset : isThere(spots, entry) ? startOf(spots, entry) : (keyStart(spots, entry) ?? at.offset);
      out[key] = wrap(
        item,
        entry ?? spot,
        widened ? at : { source, parent: at, key: entry !== undefined && own === undefined ? 'en' : key, offset },
      );
    }
    Object.defineProperty(out, mark, { value: at });
    return out;
  }
  return new Tracked(value as Scalar, at);
}

const offsetOf = (spot: Spot | undefined, { source: { spots }, offset }: Mark): number =>
  spot !== undefined && isThere(spots, spot) ? startOf(spots, spot) : offset;

/**
 * The same value with another at a path where it has none: where that belongs, so that it has a place though no file holds it yet. What is
 * there stays; lists are made longer at their end alone. A list in place of `{ none: true }` still answers to `none`: what a layout ticks
 * because there is none is ticked.
 */
export function withAt(tracked: TrackedValue, path: readonly (string | number)[], value: unknown): TrackedValue {
  const [key, ...rest] = path;
  const at = typeof tracked === 'object' ? (tracked as { readonly [mark]?: Mark })[mark] : undefined;
  if (key === undefined || !at || tracked === undefined || tracked instanceof Tracked) return tracked;
  const known = Object.hasOwn(tracked, key) ? (tracked as Readonly<Record<string | number, TrackedValue>>)[key] : undefined;
  const isEmptyList = Array.isArray(known) && known.length === 0;
  const none = typeof known === 'object' && Object.hasOwn(known, 'none') ? (known as { readonly none?: TrackedValue }).none : undefined;
  const below = (): TrackedValue => wrap(nested(rest, value), undefined, { source: at.source, parent: at, key, offset: at.offset });
  const isNothing = known === undefined || ((isEmptyList || none !== undefined) && rest.length === 0);
  const made = isNothing ? below() : rest.length === 0 ? known : withAt(known, rest, value);
  if (none !== undefined && Array.isArray(made)) Object.defineProperty(made, 'none', { value: none });
  const out = Array.isArray(tracked) ? tracked.map((item: TrackedValue, i) => (i === key ? made : item)) : { ...tracked, [key]: made };
  if (Array.isArray(out) && key === out.length) out.push(made);
  Object.defineProperty(out, mark, { value: at });
  return out;
}
/** Another value at the place of one. */
export const placedAt = (value: Scalar, { [mark]: at }: Tracked): Tracked => new Tracked(value, at);
/** The same map without these keys. */
export function withoutKeys(tracked: TrackedValue, keys: readonly string[]): TrackedValue {
  if (typeof tracked !== 'object' || tracked instanceof Tracked || Array.isArray(tracked)) return tracked;
  const out = Object.fromEntries(Object.entries(tracked).filter(([key]) => !keys.includes(key)));
  const at = (tracked as { readonly [mark]?: Mark })[mark];
  if (at) Object.defineProperty(out, mark, { value: at });
  return out;
}
const nested = (path: readonly (string | number)[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), value);

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
export function blockScalarOf(value: unknown): ScalarStyle | undefined {
  const at = value instanceof Tracked ? value[mark] : undefined;
  if (!at) return undefined;
  const { spots } = at.source;
  const keys: (string | number)[] = [];
  for (let m: Mark | undefined = at; m?.key !== undefined; m = m.parent) keys.unshift(m.key);
  // Of what an alias means the lines are not those of the alias.
  let spot: Spot | undefined = 0;
  for (const key of keys) spot = spot === undefined ? undefined : (entryAt(spots, spot, String(key)) ?? listItem(spots, spot, key));
  return spot === undefined ? 'flow' : styleAt(spots, spot);
}
const listItem = (spots: Spots, spot: Spot, key: string | number): Spot | undefined =>
  isListAt(spots, spot) ? itemAt(spots, spot, Number(key)) : undefined;
