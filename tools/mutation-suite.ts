/**
 * The tests of rules, so arranged that one row can be judged again in all of them at once.
 *
 * In:  a scheme. Out: whether the tests would notice a row in place of another. Evidence is what people derived from the scheme's text: the
 * rows' cases, first and last days, examples and checked tables of facts (`test/judge/rows`), one rule broken at a time, and lawful cases
 * (`test/lawful`). Proposed tables take their verdicts from the rows, so they are asked apart. Subjects are made once; a mutant
 * is judged for those of its kind only, the tests of its own row first.
 */
import type { Rule } from '../schemas/pack/rules.js';
import { sharedEnvironment } from '../src/rules/environment.js';
import { KnownOn } from '../src/judge/known.js';
import { subjectsOf } from '../src/judge/subjects.js';
import type { Subject } from '../src/judge/subject.js';
import type { Verdict, VerdictState } from '../src/judge/verdict.js';
import { severityOf } from '../src/judge/violation.js';
import type { Project } from '../src/load/types.js';
import { agrees, checkedTables, proposedTables, Starts, verdictsOf, type FactTable, type Start } from '../test/judge/rows/facts.js';
import { baseOf, changed, projectFrom, yaml, type Base, type Boundary, type Case, type Example } from '../test/judge/rows/setup.js';
import { brokenCases, impliedRows, reported } from '../test/lawful/break-run.js';
import { breaks } from '../test/lawful/breaks.js';
import { lawfulCase } from '../test/lawful/generate.js';
import { projectOf } from '../test/lawful/project.js';
import { doneDates, lawfulOn, peopleOn } from '../test/lawful/take-out.js';
import { schemes as lawfulSchemes } from '../test/lawful/vocabulary.js';
import { schemeOf, schemeTable } from '../test/setup/schemes.js';
import { addDays, type SchemeId } from '../test/lawful/windows.js';
import { Likeness, VerdictMemo } from './verdict-memo.js';

/** One test: which rows it says most about, and whether it would fail with this row. */
interface Situation {
  readonly about: ReadonlySet<string>;
  readonly fails: (row: Rule) => boolean;
}
const environment = sharedEnvironment();
const lawfulCount = 40;
const likeness = new Likeness();
/** Of the row that is asked about now. */
let memo = new VerdictMemo([], environment, likeness);

/** The verdicts of one row in a project, by need. */
function judgeOf(make: () => Project, asOf: string, scheme: string): (row: Rule) => Verdict[] {
  let subjects: readonly Subject[] | undefined;
  return (row) => {
    subjects ??= subjectsOf(make(), schemeTable, environment, new KnownOn(asOf)).subjects.filter((one) => one.scheme.id === scheme);
    return subjects
      .filter((one) => one.kind === row.for && (!one.paper || one.paper.value.paper === row.paper))
      .map((one) => {
        const verdict = memo.verdict(row, one, asOf);
        // A row that cannot be judged is an error of its own in every test.
        if ('fault' in verdict) throw new Unjudged();
        return verdict;
      });
  };
}
class Unjudged extends Error {}
const isViolated = (verdicts: readonly Verdict[]): boolean => verdicts.some((verdict) => verdict.state === 'violated');
const named = (verdicts: readonly Verdict[], subject: string | undefined): Verdict[] =>
  verdicts.filter((verdict) => subject === undefined || verdict.subject.name === subject);

function ofCase(scheme: string, base: Base, one: Case): Situation {
  const asOf = one.asOf ?? base.asOf;
  const good = judgeOf(() => projectFrom(changed(base, one.with)), asOf, scheme);
  const bad = judgeOf(() => projectFrom(changed(changed(base, one.with), one.breaks)), asOf, scheme);
  const wanted = new Set(one.expect);
  return {
    about: new Set([one.row]),
    fails: (row) => {
      const before = good(row);
      if (isViolated(before)) return true;
      // Of a case that was printed right there is no change to judge: it has no verdict at all.
      if (row.id === one.row && !(one.kept === 'none' ? before.length === 0 : before.some(({ state }) => state === (one.kept ?? 'holds'))))
        return true;
      return isViolated(bad(row)) !== wanted.has(row.id);
    },
  };
}

function ofBoundary(scheme: string, base: Base, { row: id, subject, event, anchor, with: more, days }: Boundary): Situation[] {
  return days.flatMap((day) =>
    (['early', 'first', 'last', 'late'] as const).flatMap((which): Situation[] => {
      const date = day[which];
      if (date === undefined) return [];
      const isDay = event === 'asOf';
      const judge = judgeOf(
        () => projectFrom(changed(base, more, { [anchor]: day.anchor }, isDay ? {} : { [event]: date })),
        isDay ? date : '2032-12-31',
        scheme,
      );
      const wanted: VerdictState = which === 'early' || which === 'late' ? 'violated' : isDay ? 'pending' : 'holds';
      return [
        {
          about: new Set([id]),
          fails: (row) =>
            row.id === id &&
            named(judge(row), subject)
              .map((verdict) => verdict.state)
              .find((state) => state !== 'notApplicable') !== wanted,
        },
      ];
    }),
  );
}

/** A table of facts: its situation, and each of its values. */
function ofFacts(starts: Starts, table: FactTable): Situation {
  let start: Start | undefined;
  return {
    about: new Set([table.row]),
    fails: (row) => {
      if (row.id !== table.row) return false;
      const from = (start ??= starts.start(table));
      return verdictsOf(table).some(({ changes, state }) => !agrees(from.state(row, table.where, changes), state));
    },
  };
}

const worstFirst: readonly VerdictState[] = ['violated', 'pending', 'holds', 'notApplicable'];
function ofExample(scheme: string, base: Base, one: Example): Situation {
  const judge = judgeOf(() => projectFrom(changed(base, one.with)), one.asOf ?? base.asOf, scheme);
  const wanted = Object.entries(one.is).map(([key, state]) => ({ row: key.split('@')[0] ?? '', subject: key.split('@')[1], state }));
  return {
    about: new Set(wanted.map(({ row }) => row)),
    fails: (row) =>
      wanted
        .filter((about) => about.row === row.id)
        .some(({ subject, state }) => {
          const states = new Set(named(judge(row), subject).map((verdict) => verdict.state));
          return worstFirst.find((worst) => states.has(worst)) !== state;
        }),
  };
}

/** With the row in its place, the broken rule is no longer reported as severely as it is, or something else is reported. */
function ofBreaks(scheme: SchemeId): Situation[] {
  const { rules } = schemeOf(scheme);
  const ruleOf = new Map(rules.map((row) => [row.id, row.rule]));
  return breaks
    .filter((one) => one.scheme === scheme)
    .flatMap((of) =>
      brokenCases(of, 2).map((broken): Situation => {
        const judge = judgeOf(() => broken.project, broken.asOf, scheme);
        const isNew = (id: string, severity: string, about: string): boolean =>
          of.missed || of.isByTime
            ? !(severity === 'warning' && broken.before.has(id)) || ruleOf.get(id) === of.rule
            : !broken.before.has(`${id} ${about}`);
        let found: { readonly row: string; readonly severity: string }[] | undefined;
        const originally = (): { readonly row: string; readonly severity: string }[] =>
          (found ??= reported(broken.project, broken.asOf).filter((one) => isNew(one.row, one.severity, one.about)));
        const own = rules.filter((row) => row.rule === of.rule).map((row) => row.id);
        return {
          about: new Set(own),
          fails: (row) => {
            const now = judge(row).flatMap((verdict) => {
              const severity = severityOf(verdict);
              return verdict.state === 'violated' &&
                severity !== 'info' &&
                isNew(row.id, severity, `${verdict.subject.kind} ${verdict.subject.name}`)
                ? [{ row: row.id, severity }]
                : [];
            });
            const all = [...originally().filter((one) => one.row !== row.id), ...now];
            const mine = all.filter((one) => (ruleOf.get(one.row) ?? '') === of.rule || one.row === of.rule);
            if (row.rule === of.rule) return !mine.some((one) => one.severity === of.severity);
            return (
              now.length > 0 &&
              !impliedRows(
                scheme,
                mine.map((one) => one.row),
              ).has(row.id)
            );
          },
        };
      }),
    );
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
      return {
        about: new Set<string>(),
        fails: (row) =>
          row.severity === 'error' && judge(row).some((verdict) => verdict.state === 'violated' && severityOf(verdict) === 'error'),
      };
    });
  });
}

/** Whether lawful cases are drawn for it. */
const isLawful = (scheme: string): scheme is SchemeId => scheme in lawfulSchemes;

export interface Noticed {
  /** By what people derived from the scheme's text. */
  readonly byEvidence: boolean;
  /** By that, or by a table that took its verdicts from the row. */
  readonly atAll: boolean;
}
export interface RowSuite {
  /** Whether the tests would notice that the mutant stands in place of the row. */
  readonly noticed: (mutant: Rule) => Noticed;
  /** Whether one of the tests that noticed a mutant fails with the row itself too: then it has noticed nothing. */
  readonly isBroken: () => boolean;
}
export interface Suite {
  readonly of: (row: Rule, mutants: readonly Rule[]) => RowSuite;
}

export function suiteOf(scheme: string): Suite {
  const base = baseOf(scheme);
  const starts = new Starts(scheme);
  const written = [
    ...checkedTables(scheme).map((table) => ofFacts(starts, table)),
    ...(yaml(`${scheme}.boundaries.yaml`) as readonly Boundary[]).flatMap((one) => ofBoundary(scheme, base, one)),
    ...(yaml(`${scheme}.cases.yaml`) as readonly Case[]).map((one) => ofCase(scheme, base, one)),
    ...(yaml('examples.yaml') as readonly Example[]).filter((one) => one.scheme === scheme).map((one) => ofExample(scheme, base, one)),
  ];
  let drawn: readonly Situation[] | undefined;
  /** Whole cases are dear to make, and many rows need none: what was written of them notices every mutant. */
  const drawnCases = (): readonly Situation[] => (drawn ??= isLawful(scheme) ? [...ofBreaks(scheme), ...ofLawful(scheme)] : []);
  const proposed = proposedTables(scheme).map((table) => ofFacts(starts, table));
  const fails = (situation: Situation, row: Rule): boolean => {
    try {
      return situation.fails(row);
    } catch (error) {
      if (error instanceof Unjudged) return true;
      throw error;
    }
  };
  return {
    of: (row, mutants) => {
      const isOwn = (one: Situation): boolean => one.about.has(row.id);
      const isOther = (one: Situation): boolean => !isOwn(one);
      const ofRows = new VerdictMemo([row, ...mutants], environment, likeness);
      // A test says something only where the row itself passes it; asked once, and only of those that notice something.
      const passes = new Map<Situation, boolean>();
      const notices = (situation: Situation, mutant: Rule): boolean => {
        if (!fails(situation, mutant)) return false;
        if (!passes.has(situation)) passes.set(situation, !fails(situation, row));
        return passes.get(situation) === true;
      };
      return {
        noticed: (mutant) => {
          memo = ofRows;
          const isNoticed = (all: readonly Situation[], which: (one: Situation) => boolean): boolean =>
            all.some((one) => which(one) && notices(one, mutant));
          const byEvidence =
            isNoticed(written, isOwn) || isNoticed(drawnCases(), isOwn) || isNoticed(written, isOther) || isNoticed(drawnCases(), isOther);
          return { byEvidence, atAll: byEvidence || isNoticed(proposed, isOwn) };
        },
        isBroken: () => [...passes.values()].includes(false),
      };
    },
  };
}
