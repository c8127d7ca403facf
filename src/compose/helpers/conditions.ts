/**
 * Helpers that yield values: comparisons, counting, looking up.
 *
 * In:  values as they flow, wrapped or not. Out: a value that keeps its place where one is passed through (`and`, `or`,
 * `find`), else a computed one that knows what it was computed from.
 */
import { Derived, isMap, isTrue, own, sameValue, scalarOf } from '../values.js';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const number = (value: unknown): number => {
  const n = Number(scalarOf(value) ?? 0);
  return Number.isFinite(n) ? n : 0;
};

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
  has: (list, value) => listOf(list).some((item) => sameValue(item, value)),
  count: (list) => new Derived(listOf(list).length, [list]),
  add: (...values) =>
    new Derived(
      values.reduce<number>((sum, v) => sum + number(v), 0),
      values,
    ),
  find: (list, key, value) => listOf(list).find((item) => isMap(item) && sameValue(own(item, String(scalarOf(key) ?? '')), value)),
};
