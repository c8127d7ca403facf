/**
 * Questions for a person: situations of rows, and values of their facts, without the verdicts.
 *
 *     npm run questions -- <scheme> [<row> …]
 *
 * Asked is what would show most of the mutants that no evidence notices yet, of the values that `npm run facts` proposed. Derive each
 * verdict from the scheme's text, write it in place of `?` with the clause and the step that leads to it, put the table into
 * `test/judge/rows/<scheme>.checked.yaml`, and only then let the test ask the program. Where both differ, one is wrong: find out from the
 * text.
 */
import { pathToFileURL } from 'node:url';
import type { Rule } from '../schemas/pack/rules.js';
import { sharedEnvironment } from '../src/rules/environment.js';
import { readingOf } from '../src/judge/reading.js';
import {
  proposedTables,
  Starts,
  valuesOf,
  type FactChanges,
  type FactTable,
  type FactValue,
  type Start,
} from '../test/judge/rows/facts.js';
import { schemeOf } from '../test/setup/schemes.js';
import { printed } from './fact-tables.js';
import { mutantsOf, type Mutant } from './mutants.js';
import { suiteOf } from './mutation-suite.js';

/** The table as it stands, or with one fact changed. */
interface Item {
  readonly path?: string;
  readonly value?: FactValue;
  readonly shows: readonly Mutant[];
}
export interface Question {
  readonly row: Rule;
  readonly table: FactTable;
  /** What the row reads, as it stands in this situation. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly asOf: string;
  readonly asksItself: boolean;
  readonly values: readonly { readonly path: string; readonly value: FactValue }[];
  readonly shows: number;
}
/** To read another situation costs as much as so many values. */
const costOf = { table: 1, where: 2, value: 1 };

function itemsOf(table: FactTable, start: Start, row: Rule, alive: readonly Mutant[]): Item[] {
  const shown = (...changes: readonly (FactChanges | undefined)[]): Mutant[] => {
    const usual = start.state(row, ...changes);
    return alive.filter((mutant) => start.state(mutant.row, ...changes) !== usual);
  };
  const values = valuesOf(table).map(({ changes }): Item => {
    const [[path, value] = ['', null]] = Object.entries(changes);
    return { path, value, shows: shown(table.where, changes) };
  });
  return [{ shows: shown(table.where) }, ...values].filter(({ shows }) => shows.length > 0);
}

/** The row's facts by path; of a list each element with the fields that the row reads. */
function factsOf(row: Rule, start: Start, where: FactChanges | undefined): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const paths = readingOf(row, sharedEnvironment().of(row).expressions).paths.map(({ keys }) => keys);
  for (const keys of paths) {
    const star = keys.indexOf('*');
    const list = star >= 0 ? keys.slice(0, star) : keys;
    const value = start.valueAt(list.join('.'), where);
    if (star < 0) {
      const isRead = paths.some((other) => other[keys.length] === '*' && keys.every((key, i) => other[i] === key));
      if (!isRead) found[keys.join('.')] = value;
    } else if (Array.isArray(value)) {
      const fields = [
        ...new Set(
          paths
            .filter((other) => other[star] === '*' && list.every((key, i) => other[i] === key))
            .map((other) =>
              other
                .slice(star + 1)
                .filter((key) => key !== '*')
                .join('.'),
            ),
        ),
      ];
      found[list.join('.')] = value.map((one: unknown) =>
        Object.fromEntries(
          fields
            .filter((field) => field !== '')
            .flatMap((field) => {
              const of = field.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], one);
              return of === undefined ? [] : [[field, of]];
            }),
        ),
      );
    }
  }
  return found;
}

/** Of the tables the fewest questions that show the most, one after the other. */
export function questionsFor(row: Rule, tables: readonly FactTable[], starts: Starts, unnoticed: readonly Mutant[]): Question[] {
  let alive = new Set(unnoticed);
  const all = tables.map((table) => {
    const start = starts.start(table);
    return { table, start, items: itemsOf(table, start, row, unnoticed), taken: [] as Item[] };
  });
  while (alive.size > 0) {
    let best: { readonly of: (typeof all)[number]; readonly item: Item; readonly worth: number } | undefined;
    for (const of of all)
      for (const item of of.items) {
        const gain = item.shows.filter((mutant) => alive.has(mutant)).length;
        const opening = of.taken.length > 0 ? 0 : costOf.table + costOf.where * Object.keys(of.table.where ?? {}).length;
        const worth = gain / (costOf.value + opening);
        if (gain > 0 && (!best || worth > best.worth)) best = { of, item, worth };
      }
    if (!best) break;
    best.of.taken.push(best.item);
    const { shows } = best.item;
    alive = new Set([...alive].filter((mutant) => !shows.includes(mutant)));
  }
  return all
    .filter(({ taken }) => taken.length > 0)
    .map(({ table, start, taken }) => ({
      row,
      table,
      asOf: start.asOf,
      facts: factsOf(row, start, table.where),
      asksItself: taken.some(({ path }) => path === undefined),
      values: taken.flatMap(({ path, value }) => (path === undefined ? [] : [{ path, value: value ?? null }])),
      shows: new Set(taken.flatMap(({ shows }) => shows)).size,
    }));
}

export function questionsOf(scheme: string, ids: readonly string[]): Question[] {
  const [suite, starts, proposed] = [suiteOf(scheme), new Starts(scheme), proposedTables(scheme)];
  return schemeOf(scheme)
    .rules.filter((row) => ids.length === 0 || ids.includes(row.id))
    .flatMap((row) => {
      const mutants = mutantsOf(row);
      const ofRow = suite.of(
        row,
        mutants.map((mutant) => mutant.row),
      );
      const unnoticed = mutants.filter((mutant) => !ofRow.noticed(mutant.row).byEvidence);
      return unnoticed.length === 0
        ? []
        : questionsFor(
            row,
            proposed.filter((table) => table.row === row.id),
            starts,
            unnoticed,
          );
    });
}

function asked({ row, table, facts, asOf, asksItself, values }: Question): string {
  const { facts: _facts, is: _is, ...head } = table;
  const byPath = new Map<string, FactValue[]>();
  for (const { path, value } of values) byPath.set(path, [...(byPath.get(path) ?? []), value]);
  const blank = {
    ...head,
    checked: { clause: row.clause, reason: '' },
    ...(asksItself ? { is: '?' } : {}),
    facts: Object.fromEntries([...byPath].map(([path, list]) => [path, { '?': list }])),
  };
  const stands = Object.entries(facts).map(([path, value]) => `#   ${path}: ${JSON.stringify(value) ?? 'not there'}`);
  return [`# ${row.clause} ${row.zh} (${row.severity}; judged on ${asOf})`, ...stands, printed([blank as unknown as FactTable])].join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [scheme, ...ids] = process.argv.slice(2) as [string, ...string[]];
  console.log(questionsOf(scheme, ids).map(asked).join('\n\n'));
}
