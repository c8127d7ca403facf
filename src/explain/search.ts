/**
 * An example for a condition that no single comparison decides: searched for, not written.
 *
 * In:  an assert, a stage to try it on, the row's expressions. Out: two sets of facts that differ in one, of which one holds and the other
 * does not; as few facts as will do. The search goes the same way each time. Nothing where a condition reads what has no simple
 * values (a person with their registrations).
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Standard } from '../../schemas/pack/index.js';
import type { Assert } from '../../schemas/pack/rules.js';
import { addDays, addMonths, addYears } from '../rules/dates.js';
import { factPaths, textOf } from '../rules/paths.js';
import { eachNode, type Expressions } from '../rules/expressions.js';
import type { Trial } from './trial.js';
import { meaningOf } from '../judge/meaning.js';
import { withFact, type SupposedFacts, type Keys, type Stage } from './stage.js';

const day = '2026-03-10';
/** How many sets of facts are tried, and how many facts a condition may read. */
const tries = 120;
const most = 14;

interface Choice {
  readonly keys: Keys;
  readonly values: readonly unknown[];
}

export function searchedTrial(row: Assert, stage: Stage, expressions: Expressions, standard: Standard): Trial | undefined {
  const tree = expressions.tree(row.that);
  const choices = choicesOf(row, tree, standard);
  if (choices.length === 0 || choices.length > most) return undefined;
  const state = (facts: SupposedFacts): string | undefined => stage.verdict({ that: row.that }, facts);
  const random = sequence();
  const top = hasPeriod(choices) ? 5 : 4;
  let best:
    | { readonly facts: SupposedFacts; readonly keys: Keys; readonly holds: unknown; readonly violated: unknown; readonly score: number }
    | undefined;
  for (let n = 0; n < tries && (best?.score ?? 0) < top; n++) {
    let facts: SupposedFacts = new Map();
    for (const { keys, values } of choices) {
      const value = values[random(values.length)];
      if (value !== undefined) facts = withFact(facts, keys, value);
    }
    const here = state(facts);
    if (here !== 'holds' && here !== 'violated') continue;
    for (const { keys, values } of choices) {
      const own = facts.get(textOf(keys))?.value;
      for (const other of values) {
        const there = other === own ? undefined : state(changed(facts, keys, other));
        if (there === undefined || there === here || (there !== 'holds' && there !== 'violated')) continue;
        const score = scoreOf(
          own,
          other,
          [...changed(facts, keys, undefined).values()].map(({ value }) => value),
        );
        if (score > (best?.score ?? -1))
          best = { facts, keys, score, ...(here === 'holds' ? { holds: own, violated: other } : { holds: other, violated: own }) };
      }
    }
  }
  if (!best) return undefined;
  const { keys, holds, violated } = best;
  // What makes no difference is not told.
  let { facts } = best;
  for (const [path, fact] of facts) {
    if (path === textOf(keys)) continue;
    const less = changed(facts, fact.keys, undefined);
    if (state(changed(less, keys, holds)) === 'holds' && state(changed(less, keys, violated)) === 'violated') facts = less;
  }
  return { given: [...changed(facts, keys, undefined)].map(([path, { value }]) => ({ path, value })), path: textOf(keys), holds, violated };
}

function changed(facts: SupposedFacts, keys: Keys, value: unknown): SupposedFacts {
  if (value !== undefined) return withFact(facts, keys, value);
  const less = new Map(facts);
  less.delete(textOf(keys));
  return less;
}

/**
 * Two values say more than one that is missing; two days that follow one another more; and most, at a limit that is counted from another
 * day.
 */
function scoreOf(a: unknown, b: unknown, given: readonly unknown[]): number {
  if (a === undefined || b === undefined) return 1;
  if (typeof a !== 'string' || typeof b !== 'string' || !isDay(a) || !isDay(b)) return 3;
  if (addDays(a, 1) !== b && addDays(b, 1) !== a) return 2;
  const isNear = (value: unknown): boolean =>
    typeof value === 'string' && isDay(value) && [a, b].some((end) => value > addDays(end, -near) && value < addDays(end, near));
  return given.some((value) => typeof value === 'string' && isDay(value)) && !given.some(isNear) ? 5 : 4;
}
/** Days that are so near to one another that no period lies between them. */
const near = 25;
const hasPeriod = (choices: readonly Choice[]): boolean =>
  choices.some(({ values }) =>
    values.some((value) => typeof value === 'string' && isDay(value) && (value < addDays(day, -near) || value > addDays(day, near))),
  );
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

function choicesOf(row: Assert, tree: ASTNode, standard: Standard): Choice[] {
  const paths = factPaths(tree)
    .map((path) => path.keys)
    .filter((keys) => keys[0] !== 'standard' && keys[0] !== 'asOf' && keys[0] !== 'scheme');
  const { days, words, numbers } = poolOf(tree, standard);
  // A list is there with what is in it.
  const leaves = paths.filter((keys) => !paths.some((other) => other.length > keys.length && keys.every((key, i) => other[i] === key)));
  const choices = leaves.flatMap((keys): Choice[] => {
    const meaning = meaningOf(row, keys);
    const values = meaning?.isDate ? days : valuesOf(meaning?.type, words, numbers);
    return values ? [{ keys, values: [...values, undefined] }] : [];
  });
  return choices.length === leaves.length ? choices : [];
}

function valuesOf(type: string | undefined, words: readonly string[], numbers: readonly number[]): readonly unknown[] | undefined {
  const [first = 'A', second = 'B'] = words;
  switch (type) {
    case 'bool':
      return [true, false];
    case 'double':
      return numbers;
    case 'string':
      return words;
    case 'list<string>':
      return [[], [first], [second], [first, second]];
    case undefined:
    case 'dyn':
      return undefined;
    // A text, or what else has fields of its own: that it is there.
    default:
      return type.startsWith('map<') ? undefined : type.startsWith('list<') ? [[], [{}]] : [{ zh: 'A' }];
  }
}

/** A sound code and an unsound one of each kind; nobody's. */
const codes = { uscc: ['91410100MA0ABCDE6B', '91410100MA0ABCDE6C'], orgCode: ['MA0ABCDE6', 'MA0ABCDE7'] };

/** Values near those that the condition itself names. */
function poolOf(
  tree: ASTNode,
  standard: Standard,
): { readonly days: readonly string[]; readonly words: readonly string[]; readonly numbers: readonly number[] } {
  // A Tuesday, and a Saturday.
  const days = new Set([day, addDays(day, -3)]);
  const words = new Set<string>();
  const numbers = new Set([0, 1, 2, 4]);
  const shift = { addDays, addMonths, addYears };
  eachNode(tree, (node) => {
    if (node.op === 'value' && typeof node.args === 'string') words.add(node.args);
    if (node.op === 'value' && typeof node.args === 'number' && node.args >= 0.1)
      for (const by of [-0.5, 0, 0.5]) numbers.add(Math.max(0, node.args + by));
    if (node.op === 'id' && node.args === 'standard') {
      words.add(standard.number);
      days.add(standard.from);
    }
    if (node.op === 'call' && node.args[0] in codes) for (const code of codes[node.args[0] as keyof typeof codes]) words.add(code);
    if (node.op !== 'call' || !(node.args[0] in shift)) return;
    const [, figure] = node.args[1];
    const count =
      figure?.op === 'value'
        ? figure.args
        : figure?.op === '-_' && figure.args.op === 'value' && typeof figure.args.args === 'bigint'
          ? -figure.args.args
          : undefined;
    if (typeof count === 'bigint') days.add(shift[node.args[0] as keyof typeof shift](day, Number(count)));
  });
  const around = [...days].flatMap((date) => [addDays(date, -1), date, addDays(date, 1)]);
  return { days: around, words: [...words].slice(0, 6).concat('A', 'B'), numbers: [...numbers].sort((a, b) => a - b) };
}

/** Numbers below a bound, the same ones in every run. */
function sequence(): (below: number) => number {
  let seed = 20_260_310;
  return (below) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 4_294_967_296) * below);
  };
}
