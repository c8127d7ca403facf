/**
 * Making a break, and seeing what the judgement says of it.
 *
 * In:  a break. Out: broken cases, each with what was already reported before it was broken; the rows that it violates anew.
 */
import { judge } from '../../src/judge/judge.js';
import { severityOf } from '../../src/judge/violation.js';
import type { Project } from '../../src/load/types.js';
import type { SchemeTable } from '../../src/packs/types.js';
import type { Break } from './break.js';
import type { LawfulCase } from './drafts.js';
import { lawfulCase } from './generate.js';
import { projectOf } from './project.js';
import { doneDates } from './take-out.js';
import { schemeTable } from '../setup/schemes.js';
import { schemes } from './vocabulary.js';
import { addDays, Infeasible, type SchemeId } from './windows.js';

export interface Broken {
  readonly of: Break;
  readonly one: LawfulCase;
  readonly project: Project;
  readonly asOf: string;
  /** What is reported without the break; of a case generated with it, what lawful cases may be warned of. */
  readonly before: ReadonlySet<string>;
}
/** One thing reported: a row violated, or a diagnostic of another kind. */
export interface Reported {
  readonly rule: string;
  readonly row: string;
  readonly severity: 'error' | 'warning';
  readonly about: string;
  readonly message: string;
}

const pools: Record<SchemeId, LawfulCase[]> = { wanding: [], cusc: [], cqm: [], zoho: [] };
const poolSize = 260;
const pooled = (scheme: SchemeId, n: number): LawfulCase => (pools[scheme][n] ??= lawfulCase(n + 1, { scheme }));
/** What a case says, each as it is in the pool once. */
const saidBy = ({ draft, people }: LawfulCase): string => JSON.stringify([draft, people]);
const said = new WeakMap<LawfulCase, string>();
function saidUnbroken(one: LawfulCase): string {
  const known = said.get(one) ?? saidBy(one);
  said.set(one, known);
  return known;
}

/** Everything reported as an error or a warning. */
export function reported(project: Project, asOf: string, table: SchemeTable = schemeTable): Reported[] {
  const { verdicts, diagnostics } = judge(project, table, { asOf });
  const rows = verdicts.flatMap((verdict): Reported[] => {
    const severity = severityOf(verdict);
    if (verdict.state !== 'violated' || severity === 'info') return [];
    const { row, subject } = verdict;
    return [
      {
        rule: row.rule,
        row: row.id,
        severity,
        about: `${subject.kind} ${subject.name}`,
        message: `${verdict.event ?? ''} (${verdict.notBefore ?? ''}..${verdict.notAfter ?? ''})`,
      },
    ];
  });
  const others = diagnostics.flatMap((d): Reported[] =>
    d.code === 'rule-violated' || d.severity === 'info'
      ? []
      : [{ rule: d.rule ?? d.code, row: d.code, severity: d.severity, about: d.place?.file ?? '', message: d.message.en }],
  );
  return [...rows, ...others];
}

const keyOf = ({ row, about }: Reported): string => `${row} ${about}`;
const mayWarn: Partial<Record<SchemeId, ReadonlySet<string>>> = {};
/** Rows of which lawful cases are warned. */
function warned(scheme: SchemeId): ReadonlySet<string> {
  return (mayWarn[scheme] ??= new Set(
    Array.from({ length: 60 }, (_, n) => pooled(scheme, n)).flatMap((one) =>
      reported(projectOf([one.draft], one.people), addDays(one.last, 1))
        .filter((found) => found.severity === 'warning')
        .map((found) => found.row),
    ),
  ));
}

const unbroken = new Map<string, ReadonlySet<string>>();
/** What is reported of a case of the pool as it is: many breaks begin with the same one. */
function reportedUnbroken(scheme: SchemeId, n: number, asOf: string): ReadonlySet<string> {
  const key = `${scheme} ${n} ${asOf}`;
  const { draft, people } = pooled(scheme, n);
  const found = unbroken.get(key) ?? new Set(reported(projectOf([draft], people), asOf).map(keyOf));
  unbroken.set(key, found);
  return found;
}

/** Up to `count` cases broken in this way. */
export function brokenCases(of: Break, count: number): Broken[] {
  const found: Broken[] = [];
  const { missed, change } = of;
  const isEarly = (one: LawfulCase): boolean => of.isByWorkingDays !== true || one.last <= '2026-12-20';
  for (let n = 0; found.length < count && n < (missed ? count * 3 : poolSize); n++) {
    try {
      const whole = missed ? lawfulCase(n + 1, { scheme: of.scheme, missed, fits: isEarly }) : pooled(of.scheme, n);
      if (change && !isEarly(whole)) continue;
      const one = missed ? whole : structuredClone(whole);
      const before = saidUnbroken(whole);
      if (change && (!change(one) || saidBy(one) === before)) continue;
      const asOf = of.asOf?.(one) ?? addDays([one.last, ...doneDates(one.draft)].sort().at(-1) ?? one.last, 1);
      const known = missed || of.isByTime ? warned(of.scheme) : reportedUnbroken(of.scheme, n, asOf);
      found.push({ of, one, project: projectOf([one.draft], one.people), asOf, before: known });
    } catch (error) {
      if (!(error instanceof Infeasible)) throw error;
    }
  }
  return found;
}

/** What the break made the judgement say. */
export const newlyReported = ({ project, asOf, before, of }: Broken, table: SchemeTable = schemeTable): Reported[] =>
  reported(project, asOf, table).filter((one) =>
    of.missed || of.isByTime ? !(one.severity === 'warning' && before.has(one.row)) || one.rule === of.rule : !before.has(keyOf(one)),
  );

/** Rules that the rows of the reported rule declare as implied, and theirs in turn. */
export function impliedRows(scheme: SchemeId, rows: readonly string[]): ReadonlySet<string> {
  const all = new Set(rows);
  for (const id of all) for (const implied of schemes[scheme].rules.find((row) => row.id === id)?.implies ?? []) all.add(implied);
  return all;
}

/** What is wrong with how a break was reported; undefined where it was reported exactly. */
export function faultOf(broken: Broken, table: SchemeTable = schemeTable): string | undefined {
  const { of } = broken;
  const found = newlyReported(broken, table);
  const own = found.filter((one) => one.rule === of.rule);
  if (!own.some((one) => one.severity === of.severity))
    return `not reported as ${of.severity}: ${found.map(brief).join('; ') || 'nothing was reported'}`;
  const allowed = impliedRows(
    of.scheme,
    own.map((one) => one.row),
  );
  const others = found.filter((one) => one.rule !== of.rule && !allowed.has(one.row));
  return others.length === 0 ? undefined : `also reported: ${others.map(brief).join('; ')}`;
}
const brief = (one: Reported): string => `${one.severity} ${one.rule} ${one.row} ${one.about} ${one.message}`;
