/**
 * A lawful case in one YAML file, and the same with some facts changed, as projects to judge.
 *
 * In:  a file `<name>.base.yaml`; changes by path (`audits.stage-2.audit.start`, `events.3.date`; `null` takes a fact out; `events.+` adds one or several).
 * Out: a project; judged, the rows that are violated.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { judge, type Judgement } from '../../../src/judge/judge.js';
import type { Project } from '../../../src/load/types.js';
import { recordSchemas, type RecordKind, type RecordOf } from '../../../schemas/record/index.js';
import type { CaseDraft } from '../../lawful/drafts.js';
import { projectOf } from '../../lawful/project.js';
import { schemeTable } from '../../lawful/vocabulary.js';

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
  for (const changes of all) for (const [path, value] of Object.entries(changes ?? {})) set(copy, path.split('.'), value === undefined ? null : structuredClone(value));
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

/** As the loader would give it: each part by its shape. */
export function projectFrom(base: Base): Project {
  const shaped = <K extends RecordKind>(kind: K, value: unknown): RecordOf<K> => recordSchemas[kind].parse(value) as RecordOf<K>;
  const audits = Object.entries(base['audits'] as Tree).map(([name, parts]) => {
    const { findings = {}, nonconformities = {}, ...files } = parts as Record<string, Tree>;
    const all = <K extends RecordKind>(kind: K, values: Tree): Record<string, RecordOf<K>> => Object.fromEntries(Object.entries(values).map(([id, value]) => [id, shaped(kind, value)]));
    return {
      name, ...Object.fromEntries(Object.entries(files).map(([kind, value]) => [kind, shaped(kind as RecordKind, value)])),
      findings: all('findings', findings), nonconformities: all('nonconformity', nonconformities),
    };
  });
  const draft = {
    name: 'case', folder: 'case', case: shaped('case', base['case']), audits,
    ...(base['certificates'] ? { certificates: shaped('certificates', base['certificates']) } : {}),
    ...(base['events'] ? { events: shaped('events', base['events']) } : {}),
  };
  return projectOf([draft as unknown as CaseDraft], shaped('people', base['people']), '/rows');
}

/** `rows`: only these, where the others are of no interest. */
export function judged(base: Base, asOf = base.asOf, rows?: readonly string[]): Judgement {
  const table = rows ? new Map([...schemeTable].map(([key, scheme]) => [key, { ...scheme, rules: scheme.rules.filter((row) => rows.includes(row.id)) }])) : schemeTable;
  return judge(projectFrom(base), table, { asOf });
}

/** Ids of the violated rows, each once, in the order of the pack. */
export const violated = ({ verdicts }: Judgement): string[] => [...new Set(verdicts.filter((verdict) => verdict.state === 'violated').map((verdict) => verdict.row.id))].sort();
export const statesOf = ({ verdicts }: Judgement, row: string, subject?: string): string[] =>
  verdicts.filter((verdict) => verdict.row.id === row && (subject === undefined || verdict.subject.name === subject)).map((verdict) => verdict.state);
