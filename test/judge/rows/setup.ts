/**
 * A lawful case in one YAML file, and the same with some facts changed, as projects to judge.
 *
 * In:  a file `<name>.base.yaml`; changes by path (`audits.stage-2.audit.start`, `events.3.date`; `null` takes a fact out; `events.+` adds
 * one or several).
 * Out: a project; judged, the rows that are violated.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Rule } from '../../../schemas/pack/rules.js';
import { sharedEnvironment } from '../../../src/rules/environment.js';
import { judge } from '../../../src/judge/judge.js';
import type { Judgement } from '../../../src/judge/types.js';
import { KnownOn } from '../../../src/judge/known.js';
import { withoutDecision } from '../../../src/judge/maintained.js';
import { subjectsOf } from '../../../src/judge/subjects.js';
import { verdictOf } from '../../../src/judge/verdict.js';
import type { Project } from '../../../src/load/types.js';
import { recordSchemas, type RecordKind, type RecordOf } from '../../../schemas/record/index.js';
import { paperShape } from '../../../schemas/record/paper.js';
import type { CaseDraft, PaperDrafts } from '../../lawful/drafts.js';
import { projectOf } from '../../lawful/project.js';
import { schemeOf, schemeTable } from '../../setup/schemes.js';

export type Changes = Readonly<Record<string, unknown>>;
type Tree = Record<string, unknown>;
export interface Base extends Tree {
  readonly asOf: string;
  readonly scheme: string;
}

const text = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
export const yaml = (name: string): unknown => parse(text(name), { merge: true, maxAliasCount: -1 }) as unknown;
export const baseOf = (name: string): Base => yaml(`${name}.base.yaml`) as Base;

export function changed(base: Base, ...all: readonly (Changes | undefined)[]): Base {
  // Parts that YAML aliases share become parts of their own.
  const copy = JSON.parse(JSON.stringify(base)) as Base;
  for (const changes of all)
    for (const [path, value] of Object.entries(changes ?? {}))
      set(copy, path.split('.'), value === undefined ? null : structuredClone(value));
  return copy;
}

function set(tree: Tree, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (key === '+' && Array.isArray(tree)) {
    tree.push(...(Array.isArray(value) ? (value as unknown[]) : [value]));
  } else if (rest.length > 0) {
    tree[key] ??= {};
    set(tree[key] as Tree, rest, value);
  } else if (value === null) {
    if (Array.isArray(tree)) tree.splice(Number(key), 1);
    else Reflect.deleteProperty(tree, key);
  } else tree[key] = value;
}

/** Parts that were shaped before: a change leaves most of a case as it was. */
const parsed = new Map<string, unknown>();
function shaped<K extends RecordKind>(kind: K, value: unknown): RecordOf<K> {
  const key = `${kind} ${JSON.stringify(value)}`;
  const known = parsed.get(key) ?? recordSchemas[kind].parse(value);
  parsed.set(key, known);
  return known as RecordOf<K>;
}

/** Papers by the name of their file, each in the shape that the scheme's definition gives it. */
function papersOf(scheme: string, papers: Tree = {}): PaperDrafts {
  const { documents } = schemeOf(scheme);
  return Object.fromEntries(
    Object.entries(papers).map(([name, value]) => {
      const { paper = '' } = value as { readonly paper?: string };
      const shape = paperShape(documents.get(paper)?.fields ?? {});
      return [name, { value: shape.parse(value) as RecordOf<'paper'>, shape }];
    }),
  );
}

/** As the loader would give it: each part by its shape. Projects share the parts in which they are alike, so nobody changes one. */
export function projectFrom(base: Base): Project {
  const audits = Object.entries(base['audits'] as Tree).map(([name, parts]) => {
    const { findings = {}, nonconformities = {}, papers, ...files } = parts as Record<string, Tree>;
    const all = <K extends RecordKind>(kind: K, values: Tree): Record<string, RecordOf<K>> =>
      Object.fromEntries(Object.entries(values).map(([id, value]) => [id, shaped(kind, value)]));
    return {
      name,
      ...Object.fromEntries(Object.entries(files).map(([kind, value]) => [kind, shaped(kind as RecordKind, value)])),
      findings: all('findings', findings),
      nonconformities: all('nonconformity', nonconformities),
      papers: papersOf(base.scheme, papers),
    };
  });
  const draft = {
    name: 'case',
    folder: 'case',
    case: shaped('case', base['case']),
    audits,
    ...(base['certificates'] ? { certificates: shaped('certificates', base['certificates']) } : {}),
    ...(base['events'] ? { events: shaped('events', base['events']) } : {}),
    papers: papersOf(base.scheme, base['papers'] as Tree | undefined),
  };
  return projectOf([draft as unknown as CaseDraft], shaped('people', base['people']), '/rows');
}

type Verdicts = Pick<Judgement, 'verdicts'>;
/**
 * What a judgement says of some rows, for things with this name where one is given; without what it tells people about them, which
 * `messages.test.ts` reads.
 */
export function verdictsOn(base: Base, asOf: string, isAsked: (row: Rule) => boolean = () => true, name?: string): Verdicts {
  const [environment, known] = [sharedEnvironment(), new KnownOn(asOf)];
  const { subjects } = subjectsOf(projectFrom(base), schemeTable, environment, known);
  const verdicts = subjects
    .filter((one) => name === undefined || one.name === name)
    .flatMap((one) =>
      one.scheme.rules
        .filter((row) => row.for === one.kind && (!one.paper || one.paper.value.paper === row.paper) && isAsked(row))
        .map((row) => {
          const verdict = verdictOf(row, one, environment, asOf);
          if ('fault' in verdict) throw new Error(`${row.id} of ${one.name} cannot be judged: ${verdict.fault.message}`);
          return withoutDecision(verdict, known);
        }),
    );
  return { verdicts };
}

/** `rows`: only these, where the others are of no interest. */
export function judged(base: Base, asOf = base.asOf, rows?: readonly string[]): Judgement {
  const table = rows
    ? new Map([...schemeTable].map(([key, scheme]) => [key, { ...scheme, rules: scheme.rules.filter((row) => rows.includes(row.id)) }]))
    : schemeTable;
  return judge(projectFrom(base), table, { asOf });
}

/** Ids of the violated rows, each once, in the order of the pack. */
export const violated = ({ verdicts }: Verdicts): string[] =>
  [...new Set(verdicts.filter((verdict) => verdict.state === 'violated').map((verdict) => verdict.row.id))].sort();
export const statesOf = ({ verdicts }: Verdicts, row: string, subject?: string): string[] =>
  verdicts
    .filter((verdict) => verdict.row.id === row && (subject === undefined || verdict.subject.name === subject))
    .map((verdict) => verdict.state);

// ---- what the tables beside this file hold

export interface Case {
  readonly row: string;
  readonly asOf?: string;
  readonly with?: Changes;
  readonly breaks: Changes;
  readonly expect: readonly string[];
  readonly kept?: string;
}
interface Day {
  readonly anchor: string;
  readonly early?: string;
  readonly first?: string;
  readonly last?: string;
  readonly late?: string;
}
export interface Boundary {
  readonly row: string;
  readonly subject?: string;
  readonly event: string;
  readonly anchor: string;
  readonly with?: Changes;
  readonly days: readonly Day[];
}
export interface Example {
  readonly name: string;
  readonly scheme: string;
  readonly with: Changes;
  readonly asOf?: string;
  readonly is: Readonly<Record<string, string>>;
  readonly severity?: Readonly<Record<string, string>>;
}
