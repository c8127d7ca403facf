/**
 * Fact tables: for a situation of a row, each fact that the row reads, varied alone, with the verdict that each value gives.
 *
 * In:  `<scheme>.checked.yaml` (verdicts that a person derived from the scheme's text), `<scheme>.proposed.yaml` (verdicts of the rows
 * themselves), the rows' cases. Out: situations in which a row can be judged with some facts changed. The change is
 * made on the variables of one subject, so no project is made anew; all dates and values are written out in the files.
 */
import { existsSync } from 'node:fs';
import type { Rule, SubjectKind } from '../../../schemas/pack/rules.js';
import { sharedEnvironment, variables, type RowSubject } from '../../../src/rules/environment.js';
import { factShape } from '../../../src/rules/fact-shape.js';
import { KnownOn } from '../../../src/judge/known.js';
import { subjectsOf } from '../../../src/judge/subjects.js';
import type { Subject } from '../../../src/judge/subject.js';
import { verdictOf, type VerdictState } from '../../../src/judge/verdict.js';
import { schemeOf, schemeTable } from '../../setup/schemes.js';
import { baseOf, changed, projectFrom, yaml, type Base, type Changes } from './setup.js';

/** `null`: the fact is not there. `{first: 3}` of a list: its first three elements, from the start again where it is shorter. */
export type FactValue = null | boolean | number | string | readonly FactValue[] | { readonly [key: string]: FactValue };
/**
 * `open`: pending or not applicable. A scheme's text says that nothing can be found yet; which of both a row says is the rows' own
 * convention.
 */
export type TableState = VerdictState | 'open';
/** By path from a variable on; an element of a list by its index (one behind the end adds it, `null` takes it out). */
export type FactChanges = Readonly<Record<string, FactValue>>;
export interface FactTable {
  readonly row: string;
  /** The schemes whose texts have these words in common, in the tables of several. */
  readonly of?: readonly string[];
  /** Which side of the row's case it starts from; rows without a case start from the base. */
  readonly from: 'kept' | 'broken';
  /** Changes of the records, as in the cases. */
  readonly with?: Changes;
  readonly asOf?: string;
  readonly subject: string;
  /** Which one, where several things are called so. */
  readonly nth?: number;
  /** Facts that are different all over the table. */
  readonly where?: FactChanges;
  /** What the table is about, where somebody made up its situation. */
  readonly why?: string;
  /** Where the verdicts come from: the clause, and the step from its words to these verdicts. */
  readonly checked?: { readonly clause: string; readonly reason: string };
  /** Without a fact of the table changed; left out where nobody was asked. */
  readonly is?: TableState;
  readonly facts?: Readonly<Record<string, Partial<Record<TableState, readonly FactValue[]>>>>;
}
export interface RowCase {
  readonly row: string;
  readonly asOf?: string;
  readonly with?: Changes;
  readonly breaks: Changes;
  readonly kept?: VerdictState | 'none';
}

const environment = sharedEnvironment();
type Tree = Record<string | number, unknown>;

/** The same tree with all that is in it, to be changed at will; things that occur twice in it are one thing again. */
function copyOf<T>(value: T, seen = new Map<unknown, unknown>()): T {
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known as T;
  // An instance is known by its constructor, and its fields are its prototype's.
  const made = (
    Array.isArray(value) ? [] : Object.create(Object.create(Object.prototype, { constructor: { value: value.constructor } }) as object)
  ) as Tree;
  seen.set(value, made);
  for (const key in value) {
    const child = copyOf((value as Tree)[key], seen);
    if (child !== undefined) made[key] = child;
  }
  return made as T;
}

/** One subject on one day, to be judged with facts changed. */
export class Start {
  private readonly subject: Subject;
  private readonly own: Tree;
  constructor(
    subject: Subject,
    readonly asOf: string,
  ) {
    this.own = copyOf(subject.variables) as Tree;
    this.subject = { ...subject, variables: this.own };
  }
  /** Rows for a paper see the fields of its definition. */
  private get seenBy(): RowSubject {
    const { kind, paper, scheme } = this.subject;
    const fields = paper && scheme.documents.get(paper.value.paper ?? '')?.fields;
    return { for: kind, ...(fields ? { fields } : {}) };
  }
  get kind(): SubjectKind {
    return this.subject.kind;
  }
  get name(): string {
    return this.subject.name;
  }

  state(row: Rule, ...all: readonly (FactChanges | undefined)[]): VerdictState | 'fault' {
    return this.during(all, (asOf) => {
      const verdict = verdictOf(row, this.subject, environment, asOf);
      return 'fault' in verdict ? 'fault' : verdict.state;
    });
  }
  /** The value of an expression; undefined where it is unknown. */
  value(expression: string, ...all: readonly (FactChanges | undefined)[]): unknown {
    return this.during(all, () => {
      const found = environment.of(this.seenBy).expressions.evaluate(expression, this.own);
      return 'value' in found ? found.value : undefined;
    });
  }
  valueAt(path: string, ...all: readonly (FactChanges | undefined)[]): unknown {
    return this.during(all, () => copyOf(path.split('.').reduce<unknown>((at, key) => (at as Tree | undefined)?.[key], this.own)));
  }

  private during<T>(all: readonly (FactChanges | undefined)[], look: (asOf: string) => T): T {
    const undo: (() => void)[] = [];
    try {
      for (const changes of all) for (const [path, value] of Object.entries(changes ?? {})) this.set(path.split('.'), value, undo);
      return look(this.own['asOf'] as string);
    } finally {
      for (const step of undo.reverse()) step();
    }
  }

  private set(keys: readonly string[], value: FactValue, undo: (() => void)[]): void {
    let parent = this.own;
    for (const [i, key] of keys.slice(0, -1).entries()) {
      if (parent[key] === undefined) {
        if (value === null) return;
        this.put(parent, key, copyOf(environment.types.instance(this.typeOf(keys.slice(0, i + 1)), {})), undo);
      }
      parent = parent[key] as Tree;
    }
    const last = keys.at(-1) ?? '';
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && 'first' in value) {
      const list = (parent[last] ?? []) as readonly unknown[];
      this.put(
        parent,
        last,
        Array.from({ length: list.length === 0 ? 0 : Number(value['first']) }, (_, i) => list[i % list.length]),
        undo,
      );
    } else this.put(parent, last, value === null ? undefined : copyOf(environment.types.instance(this.typeOf(keys), value)), undo);
  }

  private put(parent: Tree, key: string, value: unknown, undo: (() => void)[]): void {
    const was = parent[key];
    if (Array.isArray(parent)) {
      const before = [...(parent as unknown[])];
      undo.push(() => {
        parent.splice(0, parent.length, ...before);
      });
      if (value === undefined) parent.splice(Number(key), 1);
      else parent[Number(key)] = value;
      return;
    }
    const had = key in parent;
    undo.push(() => {
      if (had) parent[key] = was;
      else Reflect.deleteProperty(parent, key);
    });
    if (value === undefined) Reflect.deleteProperty(parent, key);
    else parent[key] = value;
  }

  private typeOf(keys: readonly string[]): string {
    const shape = factShape(this.seenBy, keys, environment);
    if (!shape) throw new Error(`rows for ${this.kind} see no ${keys.join('.')}`);
    return shape.type;
  }
}

/** The situations of a scheme; each is made once. */
export class Starts {
  readonly base: Base;
  readonly cases: readonly RowCase[];
  private readonly made = new Map<string, readonly Subject[]>();
  constructor(private readonly scheme: string) {
    this.base = baseOf(scheme);
    this.cases = yaml(`${scheme}.cases.yaml`) as readonly RowCase[];
  }
  row(id: string): Rule {
    const found = schemeOf(this.scheme).rules.find((row) => row.id === id);
    if (!found) throw new Error(`${this.scheme} has no row ${id}`);
    return found;
  }
  /** The things that the row is judged for, in such a situation, and the day. */
  subjects({ row: id, from, with: more, asOf }: Pick<FactTable, 'row' | 'from' | 'with' | 'asOf'>): {
    readonly subjects: readonly Subject[];
    readonly asOf: string;
  } {
    const own = this.cases.find((one) => one.row === id);
    const changes = [own?.with, from === 'broken' ? own?.breaks : undefined, more].filter((one) => one !== undefined);
    const day = asOf ?? own?.asOf ?? this.base.asOf;
    const key = JSON.stringify([changes, day]);
    let all = this.made.get(key);
    if (!all)
      this.made.set(
        key,
        (all = subjectsOf(projectFrom(changed(this.base, ...changes)), schemeTable, environment, new KnownOn(day)).subjects.filter(
          (one) => one.scheme.id === this.scheme,
        )),
      );
    const { for: kind, paper } = this.row(id);
    return { subjects: all.filter((one) => one.kind === kind && (!one.paper || one.paper.value.paper === paper)), asOf: day };
  }
  start(table: FactTable): Start {
    const { subjects, asOf } = this.subjects(table);
    const subject = subjects.filter((one) => one.name === table.subject)[table.nth ?? 0];
    if (!subject) throw new Error(`${table.row}: there is no ${table.subject}`);
    return new Start(subject, asOf);
  }
}

/** None where a scheme has no such file: its evidence is then what its cases, boundaries, breaks and lawful cases show. */
const tablesIn = (name: string): readonly FactTable[] =>
  existsSync(new URL(name, import.meta.url)) ? ((yaml(name) ?? []) as readonly FactTable[]) : [];
const commonTables = (scheme: string): readonly FactTable[] =>
  tablesIn('common.checked.yaml').filter(({ of }) => of?.includes(scheme) ?? false);
/** Those that are evidence for a row, and those that show its changes. */
export const checkedTables = (scheme: string): readonly FactTable[] => [...tablesIn(`${scheme}.checked.yaml`), ...commonTables(scheme)];
export const proposedTables = (scheme: string): readonly FactTable[] => tablesIn(`${scheme}.proposed.yaml`);

export const agrees = (is: VerdictState | 'fault', wanted: TableState): boolean =>
  wanted === 'open' ? is === 'pending' || is === 'notApplicable' : is === wanted;

/** The table as it stands, and each of its values: where it stands, what is changed, what it gives. */
export function verdictsOf(table: FactTable): { readonly at: string; readonly changes: FactChanges; readonly state: TableState }[] {
  return [...(table.is === undefined ? [] : [{ at: '', changes: {}, state: table.is }]), ...valuesOf(table)];
}
export function valuesOf(table: FactTable): { readonly at: string; readonly changes: FactChanges; readonly state: TableState }[] {
  return Object.entries(table.facts ?? {}).flatMap(([path, byState]) =>
    (Object.entries(byState) as [TableState, readonly FactValue[]][]).flatMap(([state, values]) =>
      values.map((value) => ({ at: `${path} = ${JSON.stringify(value)}`, changes: { [path]: value }, state })),
    ),
  );
}

/** The paths that a table varies, an index standing as `[]`, as `readingOf` names them. */
export const variedIn = (path: string): string => path.replace(/\.\d+(?=\.|$)/g, '[]');
/** Whether rows see a variable of this name; a path that begins otherwise is misspelt. */
export const isSeen = (kind: SubjectKind, path: string): boolean => (path.split('.')[0] ?? '') in variables[kind];
