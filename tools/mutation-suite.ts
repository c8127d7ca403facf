/**
 * The tests of rules, so arranged that one row can be judged again in all of them at once.
 *
 * In:  a scheme. Out: whether the tests would notice a row in place of another: the rows' cases, first and last days and examples, and
 * tables of facts (`test/judge/rows`), one rule broken at a time, and lawful cases (`test/lawful`). Subjects are made once; a mutant is judged for
 * those of its kind only, the tests of its own row first.
 */
import type { Rule } from '../schemas/pack/rules.js';
import { sharedEnvironment } from '../src/judge/environment.js';
import { Known } from '../src/judge/known.js';
import { subjectsOf, type Subject } from '../src/judge/subjects.js';
import { verdictOf, type Verdict, type VerdictState } from '../src/judge/verdict.js';
import { severityOf } from '../src/judge/violation.js';
import type { Project } from '../src/load/types.js';
import { Starts, tablesOf, valuesOf, type FactTable, type Start } from '../test/judge/rows/facts.js';
import { baseOf, changed, projectFrom, yaml, type Base, type Changes } from '../test/judge/rows/setup.js';
import { brokenCases, impliedRows, reported } from '../test/lawful/break-run.js';
import { breaks } from '../test/lawful/breaks.js';
import { lawfulCase } from '../test/lawful/generate.js';
import { projectOf } from '../test/lawful/project.js';
import { doneDates, lawfulOn, peopleOn } from '../test/lawful/take-out.js';
import { schemes, schemeTable } from '../test/lawful/vocabulary.js';
import { addDays, type SchemeId } from '../test/lawful/windows.js';

/** One test: which rows it says most about, and whether it would fail with this row. */
interface Situation {
  readonly about: ReadonlySet<string>;
  readonly fails: (row: Rule) => boolean;
}
interface Case { readonly row: string; readonly asOf?: string; readonly with?: Changes; readonly breaks: Changes; readonly expect: readonly string[]; readonly kept?: string }
interface Day { readonly anchor: string; readonly early?: string; readonly first?: string; readonly last?: string; readonly late?: string }
interface Boundary { readonly row: string; readonly subject?: string; readonly event: string; readonly anchor: string; readonly with?: Changes; readonly days: readonly Day[] }
interface Example { readonly scheme: string; readonly with: Changes; readonly asOf?: string; readonly is: Readonly<Record<string, string>> }

const environment = sharedEnvironment();
const lawfulCount = 100;

/** The verdicts of one row in a project, by need. */
function judgeOf(make: () => Project, asOf: string, scheme: SchemeId): (row: Rule) => Verdict[] {
  let subjects: readonly Subject[] | undefined;
  return (row) => {
    subjects ??= subjectsOf(make(), schemeTable, environment, new Known(asOf)).subjects.filter((one) => one.scheme.id === scheme);
    return subjects.filter((one) => one.kind === row.for).map((one) => {
      const verdict = verdictOf(row, one, environment, asOf);
      // A row that cannot be judged is an error of its own in every test.
      if ('fault' in verdict) throw new Noticed();
      return verdict;
    });
  };
}
class Noticed extends Error {}
const isViolated = (verdicts: readonly Verdict[]): boolean => verdicts.some((verdict) => verdict.state === 'violated');
const named = (verdicts: readonly Verdict[], subject: string | undefined): Verdict[] => verdicts.filter((verdict) => subject === undefined || verdict.subject.name === subject);

function ofCase(scheme: SchemeId, base: Base, one: Case): Situation {
  const asOf = one.asOf ?? base.asOf;
  const good = judgeOf(() => projectFrom(changed(base, one.with)), asOf, scheme);
  const bad = judgeOf(() => projectFrom(changed(changed(base, one.with), one.breaks)), asOf, scheme);
  const wanted = new Set(one.expect);
  return {
    about: new Set([one.row]),
    fails: (row) => {
      const before = good(row);
      if (isViolated(before)) return true;
      if (row.id === one.row && !before.some((verdict) => verdict.state === (one.kept ?? 'holds'))) return true;
      return isViolated(bad(row)) !== wanted.has(row.id);
    },
  };
}

function ofBoundary(scheme: SchemeId, base: Base, { row: id, subject, event, anchor, with: more, days }: Boundary): Situation[] {
  return days.flatMap((day) => (['early', 'first', 'last', 'late'] as const).flatMap((which): Situation[] => {
    const date = day[which];
    if (date === undefined) return [];
    const isDay = event === 'asOf';
    const judge = judgeOf(() => projectFrom(changed(base, more, { [anchor]: day.anchor }, isDay ? {} : { [event]: date })), isDay ? date : '2032-12-31', scheme);
    const wanted: VerdictState = which === 'early' || which === 'late' ? 'violated' : isDay ? 'pending' : 'holds';
    return [{
      about: new Set([id]),
      fails: (row) => row.id === id && named(judge(row), subject).map((verdict) => verdict.state).find((state) => state !== 'notApplicable') !== wanted,
    }];
  }));
}

/** A table of facts: its situation, and each of its values. */
function ofFacts(starts: Starts, table: FactTable): Situation {
  let start: Start | undefined;
  return {
    about: new Set([table.row]),
    fails: (row) => {
      if (row.id !== table.row) return false;
      const from = (start ??= starts.start(table));
      return from.state(row, table.where) !== table.is || valuesOf(table).some(({ changes, state }) => from.state(row, table.where, changes) !== state);
    },
  };
}

const worstFirst: readonly VerdictState[] = ['violated', 'pending', 'holds', 'notApplicable'];
function ofExample(scheme: SchemeId, base: Base, one: Example): Situation {
  const judge = judgeOf(() => projectFrom(changed(base, one.with)), one.asOf ?? base.asOf, scheme);
  const wanted = Object.entries(one.is).map(([key, state]) => ({ row: key.split('@')[0] ?? '', subject: key.split('@')[1], state }));
  return {
    about: new Set(wanted.map(({ row }) => row)),
    fails: (row) => wanted.filter((about) => about.row === row.id).some(({ subject, state }) => {
      const states = new Set(named(judge(row), subject).map((verdict) => verdict.state));
      return worstFirst.find((worst) => states.has(worst)) !== state;
    }),
  };
}

/** With the row in its place, the broken rule is no longer reported as severely as it is, or something else is reported. */
function ofBreaks(scheme: SchemeId): Situation[] {
  const ruleOf = new Map(schemes[scheme].rules.map((row) => [row.id, row.rule]));
  return breaks.filter((one) => one.scheme === scheme).flatMap((of) => brokenCases(of, 2).map((broken): Situation => {
    const judge = judgeOf(() => broken.project, broken.asOf, scheme);
    const isNew = (id: string, severity: string, about: string): boolean =>
      of.missed || of.isByTime ? !(severity === 'warning' && broken.before.has(id)) || ruleOf.get(id) === of.rule : !broken.before.has(`${id} ${about}`);
    let found: { readonly row: string; readonly severity: string }[] | undefined;
    const originally = (): { readonly row: string; readonly severity: string }[] => (found ??= reported(broken.project, broken.asOf).filter((one) => isNew(one.row, one.severity, one.about)));
    const own = schemes[scheme].rules.filter((row) => row.rule === of.rule).map((row) => row.id);
    return {
      about: new Set(own),
      fails: (row) => {
        const now = judge(row).flatMap((verdict) => {
          const severity = severityOf(verdict);
          return verdict.state === 'violated' && severity !== 'info' && isNew(row.id, severity, `${verdict.subject.kind} ${verdict.subject.name}`) ? [{ row: row.id, severity }] : [];
        });
        const all = [...originally().filter((one) => one.row !== row.id), ...now];
        const mine = all.filter((one) => (ruleOf.get(one.row) ?? '') === of.rule || one.row === of.rule);
        if (row.rule === of.rule) return !mine.some((one) => one.severity === of.severity);
        return now.length > 0 && !impliedRows(scheme, mine.map((one) => one.row)).has(row.id);
      },
    };
  }));
}

/** A lawful case, at its end and on a day in between: no error. */
function ofLawful(scheme: SchemeId): Situation[] {
  return Array.from({ length: lawfulCount }, (_, i) => lawfulCase(i + 1, { scheme })).flatMap((one, i): Situation[] => {
    const days = doneDates(one.draft);
    const between = days[(i * 7) % days.length] ?? one.last;
    return [
      { make: () => projectOf([one.draft], one.people), day: addDays(one.last, 1) },
      { make: () => projectOf([lawfulOn(one, between)], peopleOn(one.people, between)), day: between },
    ].map(({ make, day }) => {
      const judge = judgeOf(make, day, scheme);
      return { about: new Set<string>(), fails: (row) => row.severity === 'error' && judge(row).some((verdict) => verdict.state === 'violated' && severityOf(verdict) === 'error') };
    });
  });
}

/** Whether the tests of a scheme would notice that this row stands in place of the one with its id. */
export function suiteOf(scheme: SchemeId): { readonly notices: (row: Rule) => boolean; readonly size: number } {
  const base = baseOf(scheme);
  const starts = new Starts(scheme);
  const situations = [
    ...tablesOf(scheme).map((table) => ofFacts(starts, table)),
    ...(yaml(`${scheme}.boundaries.yaml`) as readonly Boundary[]).flatMap((one) => ofBoundary(scheme, base, one)),
    ...(yaml(`${scheme}.cases.yaml`) as readonly Case[]).map((one) => ofCase(scheme, base, one)),
    ...(yaml('examples.yaml') as readonly Example[]).filter((one) => one.scheme === scheme).map((one) => ofExample(scheme, base, one)),
    ...ofBreaks(scheme), ...ofLawful(scheme),
  ];
  const fails = (situation: Situation, row: Rule): boolean => {
    try {
      return situation.fails(row);
    } catch (error) {
      if (error instanceof Noticed) return true;
      throw error;
    }
  };
  return {
    size: situations.length,
    notices: (row) => {
      const isOwn = (one: Situation): boolean => one.about.has(row.id);
      return situations.filter(isOwn).some((one) => fails(one, row)) || situations.filter((one) => !isOwn(one)).some((one) => fails(one, row));
    },
  };
}
