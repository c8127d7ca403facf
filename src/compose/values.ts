/**
 * Values on their way from the record to the page.
 *
 * In:  tracked scalars of a record, plain ones of a pack, lists and maps of both. Out: what helpers hand on: `Derived`, a
 * computed scalar that knows which values it was computed from, and `Phrase`, words in both languages. Nothing here is
 * ever turned into a string by accident: printing goes through `session.ts`.
 */
import type { Lang, RecordPlace } from '../model/index.js';
import { placeOf, Tracked, type Scalar } from '../files/tracked.js';

/** A scalar that a helper computed; `from` are the values that flowed into it. */
export class Derived {
  constructor(
    readonly value: Scalar,
    readonly from: readonly unknown[],
  ) {}
  toString(): string {
    throw new Error('a computed value was printed without its place');
  }
}

/** A piece of words: text, text in a character style, or the number of the page or of all pages. */
export type Part = string | { readonly text: string; readonly style: string } | { readonly page: 'page-number' | 'page-count' };
export const partText = (part: Part): string => (typeof part === 'string' ? part : 'text' in part ? part.text : '');
/** Words as each language has them. `neutral`: both say the same, and are printed once. */
export class Phrase {
  constructor(
    readonly zh: readonly Part[],
    readonly en: readonly Part[],
    readonly from: readonly unknown[],
    readonly neutral: boolean = sameParts(zh, en),
    /** Where the English came from. */
    readonly enFrom: readonly unknown[] = from,
  ) {}
  toString(): string {
    throw new Error('a phrase was printed without its place');
  }
  in(lang: Lang): readonly Part[] {
    return lang === 'zh' ? this.zh : this.en;
  }
}
/** Long text in small Markdown; becomes blocks, not words. */
export class LongText {
  constructor(
    readonly zh: string,
    readonly en: string | undefined,
    readonly zhFrom: unknown,
    readonly enFrom: unknown,
    readonly from: unknown,
  ) {}
  toString(): string {
    throw new Error('long text was printed without its place');
  }
}

const sameParts = (zh: readonly Part[], en: readonly Part[]): boolean => zh.length === en.length && zh.every((p, i) => p === en[i]);

/** The bare scalar of a value that is one, else undefined. */
export function scalarOf(value: unknown): Scalar | undefined {
  if (value instanceof Tracked || value instanceof Derived) return value.value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined;
}

type Fields = Readonly<Record<string, unknown>>;
export const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Tracked) &&
  !(value instanceof Derived) &&
  !(value instanceof Phrase) &&
  !(value instanceof LongText);
export const own = (value: Fields, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);

/** `{ zh, en? }`: text that has two languages. */
export interface Pair {
  readonly zh: string;
  readonly en: string | undefined;
}
export function pairOf(value: unknown): Pair | undefined {
  if (!isMap(value)) return undefined;
  const zh = scalarOf(own(value, 'zh'));
  if (typeof zh !== 'string') return undefined;
  const en = scalarOf(own(value, 'en'));
  return { zh, en: typeof en === 'string' && en.trim() !== '' ? en : undefined };
}

/** True in an `#if`: not nothing, not `false`, `0`, `""`, an empty list, or `{ none: true }`. */
export function isTrue(value: unknown): boolean {
  const scalar = scalarOf(value);
  if (scalar !== undefined) return scalar !== null && scalar !== false && scalar !== '' && scalar !== 0;
  if (value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Phrase) return value.zh.length > 0 || value.en.length > 0;
  if (isMap(value)) return scalarOf(own(value, 'none')) !== true;
  return true;
}

/** The places in the record of everything that flowed into a value, each once. */
export function placesOf(value: unknown): RecordPlace[] {
  const out: RecordPlace[] = [];
  collect(value, out);
  return out;
}
export function placesOfAll(values: readonly unknown[]): RecordPlace[] {
  const out: RecordPlace[] = [];
  for (const value of values) collect(value, out);
  return out;
}
function collect(value: unknown, out: RecordPlace[]): void {
  if (value instanceof Derived || value instanceof Phrase) {
    for (const source of value.from) collect(source, out);
    return;
  }
  if (value instanceof LongText) {
    collect(value.from, out);
    return;
  }
  const place = placeOf(value);
  if (place && !out.some((p) => p.file === place.file && p.pointer === place.pointer)) out.push(place);
}

/** Compared as `eq` does: by what is said, so that a number and its digits are equal. */
export function sameValue(left: unknown, right: unknown): boolean {
  const l = scalarOf(left);
  const r = scalarOf(right);
  if (l === undefined || r === undefined) return l === r && left === right;
  if (l === null || r === null) return l === r;
  return typeof l === typeof r ? l === r : String(l) === String(r);
}
