/**
 * Helpers that yield values: comparisons, counting, looking up.
 *
 * In:  values as they flow, wrapped or not. Out: a value that keeps its place where one is passed through (`and`, `or`,
 * `find`), else a computed one that knows what it was computed from.
 */
import { isOpenPlace } from '../open-place.js';
import { Derived, isMap, isTrue, own, sameValue, scalarOf } from '../values.js';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const number = (value: unknown): number => {
  const n = Number(scalarOf(value) ?? 0);
  return Number.isFinite(n) ? n : 0;
};

/** Of a form: a place that waits for words, or a map of such places. */
function isOpen(value: unknown): boolean {
  const scalar = scalarOf(value);
  // Of two boxes neither is ticked.
  if (scalar !== undefined) return scalar === null || (typeof scalar === 'string' && isOpenPlace(scalar));
  if (Array.isArray(value)) return value.every(isOpen);
  return isMap(value) && Object.keys(value).every((key) => isOpen(own(value, key)));
}

export const conditions: Readonly<Record<string, (...values: readonly unknown[]) => unknown>> = {
  eq: (a, b) => sameValue(a, b),
  ne: (a, b) => !sameValue(a, b),
  gt: (a, b) => {
    const texts = [scalarOf(a), scalarOf(b)];
    // Dates and times of the day sort as they are written.
    return texts.every((one) => typeof one === 'string' && Number.isNaN(Number(one)))
      ? String(texts[0]) > String(texts[1])
      : number(a) > number(b);
  },
  startsWith: (text, start) => String(scalarOf(text) ?? '').startsWith(String(scalarOf(start) ?? '')),
  // The first that is not true may be one that is not there, so it is looked for by its place.
  and: (...values) => (values.every(isTrue) ? values.at(-1) : values[values.findIndex((v) => !isTrue(v))]),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  not: (a) => !isTrue(a),
  written: (a) => isTrue(a) && !isOpen(a),
  has: (list, value) => listOf(list).some((item) => sameValue(item, value)),
  count: (list) => new Derived(listOf(list).length, [list]),
  add: (...values) =>
    new Derived(
      values.reduce<number>((sum, v) => sum + number(v), 0),
      values,
    ),
  find: (list, key, value) => listOf(list).find((item) => isMap(item) && sameValue(own(item, String(scalarOf(key) ?? '')), value)),
};
