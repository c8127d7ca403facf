/**
 * Values to try for the facts of a row: what a person would try who asks which of them matter.
 *
 * In:  a row, a situation (`test/judge/rows/facts.ts`). Out: for each fact that the row reads the values that its table should
 * have (`must`: absent, the other words, the days on both sides of each change of verdict) and more that may tell a mutant apart.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Rule } from '../schemas/pack/rules.js';
import { addDays, addMonths, daysBetween } from '../src/rules/dates.js';
import { sharedEnvironment } from '../src/rules/environment.js';
import { factShape, type FactShape } from '../src/rules/fact-shape.js';
import { readingOf } from '../src/judge/reading.js';
import { eachNode } from '../src/rules/expressions.js';
import type { FactChanges, FactValue, Start } from '../test/judge/rows/facts.js';

export interface FactValues {
  readonly path: string;
  readonly shape: FactShape;
  readonly must: readonly FactValue[];
  readonly more: readonly FactValue[];
}
/** What a row compares with, in a situation. */
interface Compared {
  readonly dates: readonly string[];
  readonly amounts: readonly number[];
  readonly texts: readonly string[];
  readonly wholes: readonly number[];
}

const environment = sharedEnvironment();
const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const unique = <T>(values: readonly T[]): T[] => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
const mostElements = 14;
const mostPaths = 36;
/**
 * A row over many records compares with hundreds of days; of those so many are looked at for a change of verdict, and fewer tried on
 * mutants.
 */
const mostDays = { seen: 240, tried: 60 };
/** Of many values in order so many, evenly, the first and the last among them. */
const spread = <T>(values: readonly T[], most: number): readonly T[] =>
  values.length <= most ? values : Array.from({ length: most }, (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))] as T);

/** Each fact that the row reads, its elements by index; `groups` keeps apart what is one path of the row. */
function pathsOf(row: Rule, start: Start, where: FactChanges | undefined): string[][] {
  const expressions = environment.of(row).expressions;
  const reading = readingOf(row, expressions);
  const groups = reading.paths.map((path) => path.keys);
  const named = Object.values(reading.parts).flatMap((text) =>
    [...text.matchAll(/([A-Za-z_]\w*)\[([A-Za-z_]\w*(?:\.\w+)+)\]((?:\.\w+)*)/g)].flatMap(([, map = '', index = '', rest = '']) => {
      const key = start.value(index, where);
      return typeof key === 'string' ? [[map, key, ...rest.split('.').slice(1)]] : [];
    }),
  );
  return [...groups, ...named]
    .flatMap((keys) => {
      const shape = factShape(row, keys, environment);
      const inner = shape?.is === 'map' ? Object.keys(environment.types.fieldsOfType(shape.type) ?? {}) : [];
      return [keys, ...inner.map((key) => [...keys, key])];
    })
    .map((keys) => expand(keys, start, where));
}

function expand(keys: readonly (string | number)[], start: Start, where: FactChanges | undefined): string[] {
  let found: string[] = [''];
  for (const key of keys) {
    found = found.flatMap((before) => {
      if (key !== '*') return [before === '' ? String(key) : `${before}.${key}`];
      const list = start.valueAt(before, where);
      return Array.isArray(list) ? Array.from({ length: Math.min(list.length, mostElements) }, (_, i) => `${before}.${i}`) : [];
    });
  }
  return found.slice(0, mostPaths);
}

/** The steps by which dates are moved, and everything else that stands in the row as a number or a text. */
function literals(trees: readonly ASTNode[]): { readonly texts: string[]; readonly numbers: number[] } {
  const [texts, numbers]: [string[], number[]] = [[], []];
  for (const tree of trees) {
    eachNode(tree, (node) => {
      if (node.op !== 'value') return;
      if (typeof node.args === 'string') texts.push(node.args);
      if (typeof node.args === 'bigint' || typeof node.args === 'number') numbers.push(Number(node.args));
    });
  }
  return { texts: unique(texts), numbers: unique(numbers) };
}

function comparedIn(row: Rule, start: Start, groups: readonly (readonly string[])[], where: FactChanges | undefined): Compared {
  const { parts } = readingOf(row, environment.of(row).expressions);
  const texts = Object.values(parts);
  const trees = texts.map((text) => environment.of(row).expressions.tree(text));
  const words = literals(trees);
  const values: unknown[] = groups.flat().map((path) => start.valueAt(path, where));
  trees.forEach((tree, i) => {
    eachNode(tree, (node) => {
      if (node.op !== 'value' && node.op !== 'id') values.push(start.value(texts[i]?.slice(node.range.start, node.range.end) ?? '', where));
    });
  });
  const dates = unique([...values.filter(isDate), start.asOf]);
  const steps = words.numbers.filter((n) => Number.isInteger(n) && Math.abs(n) > 1);
  const moved = dates.flatMap((date) =>
    steps.flatMap((n) => [
      addDays(date, n),
      addDays(date, -n),
      addMonths(date, n),
      addMonths(date, -n),
      ...(Math.abs(n) < 10 ? [addMonths(date, 12 * n), addMonths(date, -12 * n)] : []),
    ]),
  );
  const years = dates.flatMap((date) => ['01-01', '12-31'].map((day) => `${date.slice(0, 4)}-${day}`));
  return {
    dates: unique([...dates, ...moved, ...years]).sort(),
    amounts: unique([
      ...words.numbers,
      ...values.filter((value) => typeof value === 'number'),
      ...values.filter((value) => typeof value === 'bigint').map(Number),
    ]),
    texts: unique([...words.texts, ...values.filter((value): value is string => typeof value === 'string' && !isDate(value))]),
    wholes: words.numbers.filter((n) => Number.isInteger(n) && Math.abs(n) <= 10).map(Math.abs),
  };
}

/** A random element of a list: its fields that the row reads, with values that it compares with. */
function elements(row: Rule, list: string, compared: Compared, random: () => number): FactValue[] {
  const prefix = list.replace(/\.\d+(?=\.|$)/g, '[]');
  const { paths } = readingOf(row, environment.of(row).expressions);
  // An element that is read as a whole (`r['in']`) may matter by each of its fields.
  const inner = paths
    .filter(({ text }) => text === `${prefix}[]`)
    .flatMap(({ text, keys }) =>
      Object.keys(environment.types.fieldsOfType(factShape(row, keys, environment)?.type ?? '') ?? {}).map((key) => ({
        text: `${text}.${key}`,
        keys: [...keys, key],
      })),
    );
  const fields = [...paths, ...inner]
    .filter(({ text }) => text.startsWith(`${prefix}[].`))
    .map(({ text, keys }) => ({ name: text.slice(prefix.length + 3), shape: factShape(row, keys, environment) }))
    .filter(({ name }) => !/[[\]]/.test(name));
  if (fields.length === 0) return factShape(row, list.split('.'), environment)?.type === 'list<string>' ? compared.texts.slice(0, 6) : [{}];
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)];
  return Array.from({ length: 16 }, () => {
    const made: Record<string, FactValue> = {};
    for (const { name, shape } of fields) {
      const value =
        shape?.is === 'flag'
          ? random() < 0.7
          : shape?.is === 'date'
            ? addDays(pick(compared.dates) ?? '2026-01-01', Math.floor(random() * 3) - 1)
            : shape?.is === 'word'
              ? pick(shape.words?.filter((word) => compared.texts.includes(word)) ?? [])
              : shape?.is === 'text'
                ? pick(compared.texts)
                : shape?.is === 'amount'
                  ? pick(compared.amounts)
                  : shape?.is === 'map'
                    ? {}
                    : undefined;
      if (value === undefined || random() < 0.1) continue;
      const steps = name.split('.');
      let at = made;
      for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as Record<string, FactValue>;
      at[steps.at(-1) ?? ''] = value;
    }
    return made;
  });
}

/** Neighbours between which the verdict changes, of values in order. */
function changes<T extends FactValue>(values: readonly T[], state: (value: T) => string, between: (a: T, b: T) => T | undefined): T[] {
  const states = values.map(state);
  const found: T[] = [];
  for (let i = 0; i + 1 < values.length; i++) {
    if (states[i] === states[i + 1]) continue;
    let [a, b] = [values[i] as T, values[i + 1] as T];
    for (let middle = between(a, b); middle !== undefined; middle = between(a, b)) {
      if (state(middle) === states[i]) a = middle;
      else b = middle;
    }
    found.push(a, b);
  }
  return found;
}
const dayBetween = (a: string, b: string): string | undefined =>
  daysBetween(a, b) > 1 ? addDays(a, Math.floor(daysBetween(a, b) / 2)) : undefined;

/** `where`: facts that are different to begin with. */
export function factValues(row: Rule, start: Start, where: FactChanges | undefined, random: () => number): FactValues[] {
  const groups = pathsOf(row, start, where);
  const compared = comparedIn(row, start, groups, where);
  const usual = start.state(row, where);
  const state =
    (path: string) =>
    (value: FactValue): string =>
      start.state(row, where, { [path]: value });
  const isPlain = (n: number): boolean => n >= 0 && n <= 1_000_000;

  const valuesFor = (path: string, shape: FactShape, group: readonly string[]): Omit<FactValues, 'path' | 'shape'> => {
    const is = start.valueAt(path, where);
    const isRoot = !path.includes('.');
    const gone: FactValue[] = isRoot ? [] : [null];
    if (shape.is === 'flag') return { must: [...gone, ...[true, false].filter((value) => value !== is)], more: [] };
    if (shape.is === 'word') return { must: [...gone, ...(shape.words ?? []).filter((word) => word !== is)], more: [] };
    if (shape.is === 'text') {
      // Another one as its neighbours have it, else another word.
      const like = group.map((one) => start.valueAt(one, where)).filter((text): text is string => typeof text === 'string' && text !== is);
      return {
        must: [...gone, like[0] ?? '其他'],
        more: unique([...like, ...compared.texts.filter((text) => text !== is), '其他']).slice(0, 12),
      };
    }
    if (shape.is === 'date') {
      const days = unique(compared.dates.flatMap((date) => [addDays(date, -1), date, addDays(date, 1)])).sort();
      const limits = changes(spread(days, mostDays.seen), state(path), dayBetween);
      return {
        must: [...gone, ...(limits.length > 0 ? limits.slice(0, 12) : [days[0] ?? '2020-01-01', days.at(-1) ?? '2032-12-31'])],
        more: spread(days, mostDays.tried),
      };
    }
    if (shape.is === 'amount') {
      const amounts = unique(
        compared.amounts
          .flatMap((n) =>
            [n, n - 1, n + 1, n - 0.01, n + 0.01, n * 0.95, n * 1.05, n * 0.91, n * 1.09].map(
              (value) => Math.round(value * 10_000) / 10_000,
            ),
          )
          .concat(compared.amounts),
      )
        .filter(isPlain)
        .sort((a, b) => a - b);
      const limits = changes(amounts, state(path), () => undefined);
      return { must: [...gone, 0, ...(limits.length > 0 ? limits.slice(0, 8) : amounts.slice(-1))], more: amounts };
    }
    if (shape.is === 'list') {
      const { length } = (is ?? []) as readonly unknown[];
      const sizes = unique([1, 2, length + 1, ...compared.wholes.flatMap((n) => [n - 1, n, n + 1])])
        .filter((n) => n > 0 && n !== length)
        .map((first) => ({ first }));
      const made =
        shape.type === 'list<string>'
          ? compared.texts.slice(0, 8).map((text) => [text])
          : elements(row, path, compared, random).map((one) => [one]);
      return { must: [...gone, [], ...(length > 1 ? [{ first: length - 1 }] : [])], more: [...(length > 0 ? sizes : []), ...made] };
    }
    return { must: gone, more: [] };
  };

  const seen = new Set<string>();
  return groups.flatMap((paths, g) => {
    const all = paths
      .filter((path) => !seen.has(path))
      .flatMap((path): (FactValues & { readonly telling: number })[] => {
        seen.add(path);
        const shape = factShape(row, path.split('.'), environment);
        if (!shape || path === 'scheme') return [];
        const { must, more } = valuesFor(path, shape, paths);
        const kept = unique(must).filter((value) => state(path)(value) !== 'fault');
        return [{ path, shape, must: kept, more: unique(more), telling: kept.filter((value) => state(path)(value) !== usual).length }];
      });
    // Of the elements of a list those that decide; the fields of a map that is read as a whole only where they do.
    const isInner =
      g > 0 &&
      all.every(
        ({ path }) =>
          paths.length > 0 &&
          groups
            .slice(0, g)
            .some(
              (before) =>
                before.includes(path.split('.').slice(0, -1).join('.')) &&
                factShape(row, (before[0] ?? '').split('.'), environment)?.is === 'map',
            ),
      );
    const telling = all
      .filter((one) => one.telling > 0)
      .sort((a, b) => b.telling - a.telling)
      .slice(0, 2);
    const chosen = new Set(telling.length > 0 ? telling : isInner ? [] : all.slice(0, 1));
    return all.map((one) => ({
      path: one.path,
      shape: one.shape,
      must: chosen.has(one) ? one.must : [],
      more: unique([...one.must, ...one.more]),
    }));
  });
}
/** An element more, for lists of which the row reads fields: one for each try. */
export function addedElements(row: Rule, start: Start, where: FactChanges | undefined, random: () => number): FactChanges[] {
  const groups = pathsOf(row, start, where);
  const compared = comparedIn(row, start, groups, where);
  return groups.flat().flatMap((path) => {
    const shape = factShape(row, path.split('.'), environment);
    if (shape?.is !== 'list') return [];
    const { length } = (start.valueAt(path, where) ?? []) as readonly unknown[];
    return elements(row, path, compared, random).map((one) => ({ [`${path}.${length}`]: one }));
  });
}
