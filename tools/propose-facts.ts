/**
 * Proposes tables of facts (`test/judge/rows/<scheme>.proposed.yaml`), with the verdicts that the rows give: they show what a change of a
 * row changes, and are no evidence that it is right. `npm run questions` asks a person for that.
 *
 *     npm run facts -- <scheme> [<row> …]        of the rows named, else of those that have none
 *     npm run facts -- <scheme> --all [--tries <n>]
 *
 * Each fact is varied alone, from the side of the row's case that keeps it and from the one that breaks it. What mutants that and the
 * checked tables leave unnoticed is looked for with one or two facts changed beforehand, with so many tries (400), whatever the
 * machine does besides; such tables say so in `where`. A row is given up when a hundred tries in a row have found nothing: then it is a
 * situation that a person has to think of. How far it is goes to stderr.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../schemas/pack/rules.js';
import { packageInfo } from '../src/program/package-info.js';
import {
  agrees,
  checkedTables,
  proposedTables,
  Starts,
  Start,
  verdictsOf,
  type FactChanges,
  type FactTable,
  type FactValue,
} from '../test/judge/rows/facts.js';
import { schemes } from '../test/lawful/vocabulary.js';
import type { SchemeId } from '../test/lawful/windows.js';
import { printed } from './fact-tables.js';
import { addedElements, factValues, type FactValues } from './fact-values.js';
import { mutantsOf, type Mutant } from './mutants.js';

type Head = Omit<FactTable, 'facts'>;
interface Place {
  readonly head: Head;
  readonly start: Start;
}
interface Tried extends Place {
  readonly values: readonly FactValues[];
  readonly open: () => Open;
}
/** A table in the making. */
interface Open {
  readonly head: Head;
  readonly start: Start;
  readonly facts: Map<string, Map<string, FactValue>>;
}

/** The same numbers each time: tables change only with the rows. */
function numbers(seed: string): () => number {
  let state = [...seed].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const mostIdle = 100;
/** One line that is written over; where stderr is no terminal, each in its own. */
function progress(text: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
}

class Proposal {
  private readonly tables: Open[] = [];
  private alive: readonly Mutant[];
  private readonly random: () => number;
  constructor(
    private readonly row: Rule,
    private readonly starts: Starts,
    kept: readonly FactTable[],
  ) {
    this.random = numbers(row.id);
    this.alive = mutantsOf(row);
    // What people wrote is noticed already.
    for (const table of kept) {
      const start = starts.start(table);
      this.alive = this.alive.filter((mutant) =>
        verdictsOf(table).every(({ changes, state }) => agrees(start.state(mutant.row, table.where, changes), state)),
      );
    }
  }

  /** Takes out the mutants that give another verdict; says how many. */
  private notice(start: Start, ...changes: readonly (FactChanges | undefined)[]): number {
    if (this.alive.length === 0) return 0;
    const usual = start.state(this.row, ...changes);
    if (usual === 'fault') return 0;
    const before = this.alive.length;
    this.alive = this.alive.filter((mutant) => start.state(mutant.row, ...changes) === usual);
    return before - this.alive.length;
  }

  private open(head: Head, start: Start): Open {
    const found = { head, start, facts: new Map<string, Map<string, FactValue>>() };
    this.tables.push(found);
    return found;
  }
  private add({ facts }: Open, path: string, value: FactValue): void {
    const values = facts.get(path) ?? new Map<string, FactValue>();
    facts.set(path, values.set(JSON.stringify(value), value));
  }

  /** The things that the row is judged for in a situation of its case. */
  private things(from: FactTable['from'], on?: string): Place[] {
    const { row, starts } = this;
    const { subjects, asOf } = starts.subjects({ row: row.id, from, ...(on === undefined ? {} : { asOf: on }) });
    return subjects.flatMap((subject) => {
      const start = new Start(subject, asOf);
      const is = start.state(row);
      const nth = subjects.filter((one) => one.name === subject.name).indexOf(subject);
      return is === 'fault'
        ? []
        : [
            {
              head: {
                row: row.id,
                from,
                ...(on === undefined ? {} : { asOf: on }),
                subject: subject.name,
                ...(nth > 0 ? { nth } : {}),
                is,
              },
              start,
            },
          ];
    });
  }

  /** Where the row's case keeps it, and where it is broken. */
  private own(): Place[] {
    const own = this.starts.cases.find((one) => one.row === this.row.id);
    return (own ? (['kept', 'broken'] as const) : (['kept'] as const)).flatMap((from) => {
      const all = this.things(from);
      return all.find(({ head }) => head.is === (from === 'broken' ? 'violated' : (own?.kept ?? 'holds'))) ?? all[0] ?? [];
    });
  }
  /** Other things of the case, at its end and on days in between, when less was recorded: a few of each verdict. */
  private others(): Place[] {
    const days = [
      undefined,
      ...[
        '2025-02-01',
        '2025-04-15',
        '2025-05-01',
        '2025-06-01',
        '2025-10-01',
        '2026-05-01',
        '2026-08-01',
        '2027-05-01',
        '2028-03-20',
      ].filter((day) => day < this.starts.base.asOf),
    ];
    const all = days.flatMap((day) => [...this.things('kept', day), ...(day === undefined ? this.things('broken') : [])]);
    return (['holds', 'violated', 'pending', 'notApplicable'] as const).flatMap((is) => {
      const like = all.filter(({ head }) => head.is === is);
      return [0, 0.2, 0.4, 0.6, 0.8]
        .flatMap((part) => like[Math.floor(part * like.length)] ?? [])
        .filter((one, i, list) => list.indexOf(one) === i);
    });
  }

  make(tries: number): readonly FactTable[] {
    const single = this.own().map(({ head, start }): Tried => {
      const values = factValues(this.row, start, undefined, this.random);
      const table = this.open(head, start);
      this.notice(start);
      for (const { path, must } of values) {
        if (head.from === 'broken' && must.every((value) => start.state(this.row, { [path]: value }) === head.is)) continue;
        for (const value of must) {
          this.add(table, path, value);
          this.notice(start, { [path]: value });
        }
      }
      return { head, start, values, open: () => table };
    });
    for (const { start, values, open } of single) this.try(values, start, undefined, open);
    // What is left needs other situations: other things, then facts that fall together.
    if (this.alive.length > 0) {
      for (const { head, start } of this.others()) {
        if (this.alive.length === 0) break;
        const values = factValues(this.row, start, undefined, this.random);
        let table: Open | undefined;
        const open = (): Open => (table ??= this.open(head, start));
        if (this.notice(start) > 0) open();
        this.try(values, start, undefined, open);
        single.push({ head, start, values, open });
      }
    }
    for (let i = 0, idle = 0; this.alive.length > 0 && i < tries && idle < mostIdle; i++) {
      const left = this.alive.length;
      if (i % 20 === 0) progress(`${this.row.id}: try ${i} of ${tries}, ${left} changes of the row not noticed yet`);
      const one = single[Math.floor(this.random() * (i % 2 === 0 ? single.length : Math.min(2, single.length)))];
      if (one) this.tryFrom(one.head, one.start, one.values);
      idle = this.alive.length < left ? 0 : idle + 1;
    }
    return this.tables
      .filter(({ facts, head }, i) => facts.size > 0 || head.where !== undefined || i >= 2)
      .map((table) => this.closed(table));
  }

  /** With some facts changed beforehand, each fact again. */
  private tryFrom(head: Head, start: Start, values: readonly FactValues[]): void {
    const where: Record<string, FactValue> = {};
    const added = addedElements(this.row, start, undefined, this.random);
    for (let n = this.random() < 0.6 ? 1 : 2; n > 0; n--) {
      const isAdded = added.length > 0 && this.random() < 0.4;
      if (isAdded) Object.assign(where, added[Math.floor(this.random() * added.length)]);
      else {
        const { path, more } = values[Math.floor(this.random() * values.length)] ?? { path: '', more: [] };
        if (more.length > 0) where[path] = more[Math.floor(this.random() * more.length)] ?? null;
      }
    }
    if (Object.keys(where).length === 0) return;
    const is = start.state(this.row, where);
    if (is === 'fault') return;
    let opened: Open | undefined;
    const open = (): Open => (opened ??= this.open({ ...head, where, is }, start));
    if (this.notice(start, where) > 0) open();
    this.try(values, start, where, open);
  }

  /** Each fact again; of many values a few, for the situations are many too. */
  private try(values: readonly FactValues[], start: Start, where: FactChanges | undefined, open: () => Open): void {
    for (const { path, more } of values) {
      if (where && path in where) continue;
      for (const value of where ? more.filter(() => this.random() < 6 / more.length) : more)
        if (this.alive.length > 0 && this.notice(start, where, { [path]: value }) > 0) this.add(open(), path, value);
    }
  }

  private closed({ head, start, facts }: Open): FactTable {
    return {
      ...head,
      facts: Object.fromEntries(
        [...facts].map(([path, values]) => {
          const byState: Record<string, FactValue[]> = {};
          for (const value of values.values()) (byState[start.state(this.row, head.where, { [path]: value })] ??= []).push(value);
          for (const list of Object.values(byState))
            list.sort((a, b) => (a === null ? -1 : b === null ? 1 : JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
          return [path, byState];
        }),
      ),
    };
  }
  get survivors(): readonly Mutant[] {
    return this.alive;
  }
}

const [scheme, ...args] = process.argv.slice(2) as [SchemeId, ...string[]];
const tries = args.includes('--tries') ? Number(args[args.indexOf('--tries') + 1]) : 400;
const file = join(packageInfo().root, 'test', 'judge', 'rows', `${scheme}.proposed.yaml`);
const [header] = readFileSync(file, 'utf8').split(/^(?!#)/m);
const [before, checked] = [proposedTables(scheme), checkedTables(scheme)];
const starts = new Starts(scheme);
const { rules } = schemes[scheme];
const tables = new Map(rules.map((row) => [row.id, before.filter((table) => table.row === row.id)]));
const isNamed = args.some((arg) => rules.some((row) => row.id === arg));
const asked = rules.filter(({ id }) => args.includes(id) || args.includes('--all') || (tables.get(id)?.length === 0 && !isNamed));
for (const [done, row] of asked.entries()) {
  const proposal = new Proposal(
    row,
    starts,
    checked.filter((table) => table.row === row.id),
  );
  tables.set(row.id, [...proposal.make(tries)]);
  progress(`${row.id}: ${tables.get(row.id)?.length ?? 0} tables (${done + 1} of ${asked.length} rows)`);
  if (process.stderr.isTTY) process.stderr.write('\n');
  for (const { part, was, is } of proposal.survivors) process.stderr.write(`  survives: ${part} ${was} → ${is}\n`);
  writeFileSync(file, `${header ?? ''}${printed([...tables.values()].flat())}\n`);
}
