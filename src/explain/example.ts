/**
 * Examples on each side of a row's limit, computed: what still holds and what is violated.
 *
 * In:  a row and its scheme. Out: trials, each with the facts that it supposes; none where a row has no limit that one fact
 * decides. Nothing is written down here: the row itself says which is which.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Rule } from '../../schemas/pack/rules.js';
import { addDays } from '../rules/dates.js';
import { sharedEnvironment } from '../rules/environment.js';
import { asPath, factPaths, textOf } from '../rules/paths.js';
import type { Scheme } from '../packs/types.js';
import { childrenOf, type Expressions } from '../rules/expressions.js';
import { meaningOf } from '../judge/meaning.js';
import { searchedTrial } from './search.js';
import type { Trial } from './trial.js';
import { Stage, withFact, type SupposedFacts, type Keys } from './stage.js';

/** An ordinary day; further facts are dated later, so that they differ. */
const anchor = '2026-03-10';
const apart = 20;
const enough = 2;

export function trialsOf(row: Rule, scheme: Scheme): Trial[] {
  const expressions = sharedEnvironment().of(row).expressions;
  const stage = new Stage(row, scheme);
  if (row.kind === 'assert') return ofAssert(row, stage, expressions, scheme);
  const event = asPath(expressions.tree(row.event));
  return (['notBefore', 'notAfter'] as const).flatMap((side): Trial[] => {
    const limit = row[side];
    if (limit === undefined) return [];
    const facts = supposed(
      factPaths(expressions.tree(limit)).map((path) => path.keys),
      row,
    );
    const date = facts && stage.value(limit, facts);
    if (!facts || typeof date !== 'string' || (event && facts.has(textOf(event)))) return [];
    const beyond = addDays(date, side === 'notAfter' ? 1 : -1);
    const shown = { given: listed(facts), holds: date, violated: beyond };
    if (!event) return [{ ...shown, path: undefined }];
    const judged = (day: string): unknown => stage.verdict({ event: row.event, [side]: limit }, withFact(facts, event, day));
    return judged(date) === 'holds' && judged(beyond) === 'violated' ? [{ ...shown, path: textOf(event) }] : [];
  });
}

/** Some value for each fact; undefined where one has no ordinary value. */
function supposed(paths: readonly Keys[], row: Rule): SupposedFacts | undefined {
  let facts: SupposedFacts = new Map();
  for (const [i, keys] of paths.entries()) {
    // A date of a list's elements: its list has one.
    const meaning = meaningOf(row, keys);
    if (keys.length === 1 && (keys[0] === 'asOf' || keys[0] === 'scheme')) continue;
    // The list itself is there with its elements.
    if (meaning?.type.startsWith('list<') && paths.some((other) => other.length > keys.length && keys.every((key, n) => other[n] === key)))
      continue;
    if (meaning?.isDate) facts = withFact(facts, keys, addDays(anchor, i * apart));
    else if (meaning?.type === 'double') facts = withFact(facts, keys, 4);
    else return undefined;
  }
  return facts;
}
const listed = (facts: SupposedFacts): Trial['given'] => [...facts].map(([path, { value }]) => ({ path, value }));

/** A leaf of a condition that one fact decides, with what else it reads. */
interface Leaf {
  readonly keys: Keys;
  readonly reads: readonly Keys[];
  readonly values: (facts: SupposedFacts, stage: Stage) => readonly unknown[];
  readonly rank: number;
}
type Bound = ReadonlyMap<string, Keys>;

function ofAssert(row: Rule & { readonly kind: 'assert' }, stage: Stage, expressions: Expressions, scheme: Scheme): Trial[] {
  const found: (Trial & { readonly rank: number })[] = [];
  for (const part of conjuncts(expressions.tree(row.that))) {
    const text = row.that.slice(part.range.start, part.range.end);
    for (const leaf of leavesOf(part, row, new Map())) {
      const facts = supposed(leaf.reads, row);
      if (!facts || facts.has(textOf(leaf.keys))) continue;
      const values = leaf.values(facts, stage);
      const states = values.map((value) => stage.verdict({ that: text }, value === undefined ? facts : withFact(facts, leaf.keys, value)));
      // Neighbours of which one holds and the other does not: the limit lies between them.
      const at = states.findIndex(
        (state, i) => (state === 'holds' && states[i + 1] === 'violated') || (state === 'violated' && states[i + 1] === 'holds'),
      );
      if (at === -1) continue;
      const [holds, violated] = states[at] === 'holds' ? [values[at], values[at + 1]] : [values[at + 1], values[at]];
      found.push({ given: listed(facts), path: textOf(leaf.keys), holds, violated, rank: leaf.rank });
    }
  }
  const once = found.filter((trial, i) => found.findIndex((other) => other.path === trial.path) === i);
  if (once.length > 0) return once.sort((a, b) => a.rank - b.rank).slice(0, enough);
  const searched = searchedTrial(row, stage, expressions, scheme.standard);
  return searched ? [searched] : [];
}

const conjuncts = (node: ASTNode): ASTNode[] => (node.op === '&&' ? node.args.flatMap(conjuncts) : [node]);

function leavesOf(node: ASTNode, row: Rule & { readonly kind: 'assert' }, bound: Bound): Leaf[] {
  const pathOf = (one: ASTNode | undefined): Keys | undefined => {
    const path = one && asPath(one);
    const from = path && typeof path[0] === 'string' ? bound.get(path[0]) : undefined;
    return from && path ? [...from, ...path.slice(1)] : path;
  };
  const text = (one: ASTNode): string => row.that.slice(one.range.start, one.range.end);
  const leaves: Leaf[] = [];
  if (['==', '!=', '<', '<=', '>', '>='].includes(node.op)) {
    const sides = node.args as readonly [ASTNode, ASTNode];
    sides.forEach((side, i) => {
      const other = sides[1 - i];
      const keys = pathOf(side) ?? pathOf(sized(side));
      if (!keys || !other) return;
      const reads = factPaths(other).map((path) => path.keys);
      // What a macro binds has no value outside it.
      if (reads.some((path) => bound.has(String(path[0])) && !pathOf(other))) return;
      const given = pathOf(other) ? [pathOf(other) ?? []] : reads;
      leaves.push({
        keys,
        reads: given,
        rank: 0,
        values: (facts, stage) => {
          const limit = pathOf(other) ? facts.get(textOf(pathOf(other) ?? []))?.value : stage.value(text(other), facts);
          return around(limit, sized(side) !== undefined);
        },
      });
    });
  } else if (node.op === 'in') {
    const [side, list] = node.args;
    const keys = pathOf(side);
    if (keys && list.op === 'list')
      leaves.push({
        keys,
        reads: [],
        rank: 1,
        values: (_, stage) => [...((stage.value(text(list), new Map()) as unknown[] | undefined) ?? []).slice(0, 1), '…'],
      });
  } else if (node.op === 'call' && node.args[0] === 'has') {
    const keys = pathOf(node.args[1][0]);
    const meaning = keys && meaningOf(row, keys);
    if (keys && meaning)
      leaves.push({
        keys,
        reads: [],
        rank: 3,
        values: () => [
          meaning.isDate
            ? anchor
            : meaning.type === 'double'
              ? 1
              : meaning.type === 'bool'
                ? true
                : meaning.type === 'string'
                  ? '…'
                  : meaning.type.startsWith('list<')
                    ? [{}]
                    : {},
          undefined,
        ],
      });
    return leaves;
  }
  const own = pathOf(node);
  if (own) {
    if (meaningOf(row, own)?.type === 'bool') leaves.push({ keys: own, reads: [], rank: 2, values: () => [true, false] });
    return leaves;
  }
  const [name, list, [variable, body] = []] = node.op === 'rcall' ? node.args : [];
  if (name === 'all' && list && variable?.op === 'id' && body) {
    const from = pathOf(list);
    return from ? [...leaves, ...leavesOf(body, row, new Map(bound).set(variable.args, [...from, '*']))] : leaves;
  }
  return [...leaves, ...childrenOf(node).flatMap((child) => leavesOf(child, row, bound))];
}

/** `x` of `x.size()`. */
const sized = (node: ASTNode): ASTNode | undefined =>
  node.op === 'rcall' && node.args[0] === 'size'
    ? node.args[1]
    : node.op === 'call' && node.args[0] === 'size'
      ? node.args[1][0]
      : undefined;

/** A value, and its neighbours on both sides. */
function around(limit: unknown, isCount: boolean): readonly unknown[] {
  const list = (length: number): unknown[] => Array.from({ length: Math.max(0, length) }, () => ({}));
  if (isCount)
    return typeof limit === 'bigint' || typeof limit === 'number'
      ? [list(Number(limit) - 1), list(Number(limit)), list(Number(limit) + 1)]
      : [];
  if (typeof limit === 'number' || typeof limit === 'bigint')
    return [Number(limit) - 0.5, Number(limit), Number(limit) + 0.5].filter((n) => n >= 0);
  if (typeof limit === 'boolean') return [limit, !limit];
  if (typeof limit !== 'string') return [];
  return /^\d{4}-\d{2}-\d{2}$/.test(limit) ? [addDays(limit, -1), limit, addDays(limit, 1)] : [limit, `${limit}…`];
}
