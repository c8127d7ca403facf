/**
 * One row, one subject: does it hold?
 *
 * In:  a row of a scheme, a subject, the environment, the day judged on. Out: `Verdict`, with the dates that were compared;
 * or the fault of a row that its check could not foresee.
 *
 * Dates compare as strings; both limits of a deadline are inclusive.
 */
import type { Assert, Deadline, Rule } from '../../schemas/pack/rules.js';
import type { ExpressionFault } from '../rules/expressions.js';
import { addDays, minDate } from '../rules/dates.js';
import type { RuleEnvironment } from '../rules/environment.js';
import type { FactPath } from '../rules/paths.js';
import { readingOf, type RowReading } from './reading.js';
import type { Subject } from './subject.js';

export type VerdictState = 'holds' | 'violated' | 'pending' | 'notApplicable';
export interface Verdict {
  readonly row: Rule;
  readonly subject: Subject;
  readonly state: VerdictState;
  readonly event?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Of a violated deadline, which limit; `missing`: it has not happened in time. */
  readonly broken?: 'notBefore' | 'notAfter' | 'overdue';
  /** A date was counted in working days of a year whose holidays are not known. */
  readonly indicative: boolean;
  /** Of a pending row: the facts that it waits for, as paths; none where it waits for a day only. */
  readonly missing: readonly FactPath[];
  /** Whether it waits for its own fact, and not for what says whether it applies at all. */
  readonly awaited: boolean;
  /** The first day after the day judged on, on which the verdict may be another without any new fact. */
  readonly changesOn?: string;
}
/** A row that could not be evaluated: a bug of the pack. */
export interface RowFault {
  readonly row: Rule;
  readonly subject: Subject;
  readonly fault: ExpressionFault;
}

/** What an expression of the row gives, and whether it counted working days of a year whose holidays are not known. */
interface Reader {
  readonly value: (expression: string) => unknown;
  readonly wasIndicative: () => boolean;
}
interface Found {
  readonly state: VerdictState;
  readonly indicative?: boolean;
  readonly unknown?: readonly string[];
  readonly awaited?: boolean;
  readonly event?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly broken?: 'notBefore' | 'notAfter' | 'overdue';
  readonly changesOn?: string;
}

class Fault extends Error {
  constructor(readonly fault: ExpressionFault) {
    super(fault.message);
  }
}

export function verdictOf(row: Rule, subject: Subject, env: RuleEnvironment, asOf: string): Verdict | RowFault {
  const expressions = env.of(row).expressions;
  const value = (expression: string): unknown => {
    const found = expressions.evaluate(expression, subject.variables);
    if ('fault' in found) throw new Fault(found.fault);
    return 'unknown' in found ? undefined : found.value;
  };
  env.wasIndicative();
  const reader = { value, wasIndicative: env.wasIndicative };
  let found: Found;
  let isAppliedByCount = false;
  try {
    const not = applies(row, subject, value);
    isAppliedByCount = env.wasIndicative();
    found = not ?? (row.kind === 'deadline' ? deadline(row, reader, asOf) : assertion(row, reader, asOf));
  } catch (error) {
    if (error instanceof Fault) return { row, subject, fault: error.fault };
    throw error;
  }
  const { unknown, indicative = false, ...rest } = found;
  const changesOn =
    found.state === 'notApplicable' && row.when === undefined ? undefined : nextDay(found, readingOf(row, expressions), value, asOf);
  return {
    row,
    subject,
    awaited: false,
    indicative: indicative || isAppliedByCount,
    ...rest,
    missing: unknown ? missingOf(unknown, readingOf(row, expressions), subject.variables) : [],
    ...(changesOn === undefined ? {} : { changesOn }),
  };
}

/** The first day after the one judged on, on which a comparison with it may turn out otherwise. */
function nextDay(
  { state, changesOn }: Found,
  reading: RowReading,
  value: (expression: string) => unknown,
  asOf: string,
): string | undefined {
  const days = changesOn === undefined ? [] : [changesOn];
  for (const day of reading.days) {
    // Where `when` says no, nothing else of the row is asked.
    if (state === 'notApplicable' && day.of !== 'when') continue;
    try {
      days.push(...day.candidates(asOf, value));
    } catch (error) {
      // What the row itself did not get to evaluate decides nothing.
      if (!(error instanceof Fault)) throw error;
    }
  }
  return days.length === 0 ? undefined : minDate(days.filter((day) => day > asOf));
}

function missingOf(expressions: readonly string[], reading: RowReading, variables: Readonly<Record<string, unknown>>): FactPath[] {
  const paths = expressions.flatMap((expression) => reading.pathsOf(expression)).filter((path) => isMissing(path, variables));
  return [...new Map(paths.map((path) => [path.text, path])).values()];
}

/** What `kinds` and `when` decide; undefined where the row applies. */
function applies(row: Rule, subject: Subject, value: (expression: string) => unknown): Found | undefined {
  if (row.kinds && (subject.auditKind === undefined || !row.kinds.includes(subject.auditKind))) return { state: 'notApplicable' };
  if (row.when === undefined) return undefined;
  const is = value(row.when);
  if (is === undefined) return { state: 'pending', unknown: [row.when] };
  return is === true ? undefined : { state: 'notApplicable' };
}

/** Only the limit that decides can make a verdict indicative: of two, the one that is not kept. */
function deadline(row: Deadline, { value, wasIndicative }: Reader, asOf: string): Found {
  const date = (expression: string | undefined): { readonly date?: string; readonly indicative: boolean } => {
    const found = expression === undefined ? undefined : (value(expression) as string | undefined);
    return { ...(found === undefined ? {} : { date: found }), indicative: wasIndicative() };
  };
  wasIndicative();
  const [event, first, last] = [date(row.event), date(row.notBefore), date(row.notAfter)];
  const [notBefore, notAfter] = [first.date, last.date];
  const dates = {
    ...(event.date === undefined ? {} : { event: event.date }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
  const violated = (broken: 'notBefore' | 'notAfter' | 'overdue', limit: { readonly indicative: boolean }): Found => ({
    state: 'violated',
    broken,
    indicative: event.indicative || limit.indicative,
    ...dates,
  });
  const indicative = event.indicative || first.indicative || last.indicative;
  if (event.date === undefined) {
    if (notAfter !== undefined && asOf > notAfter) return violated('overdue', last);
    return {
      state: 'pending',
      awaited: true,
      indicative: last.indicative,
      unknown: [row.event],
      ...dates,
      ...(notAfter === undefined ? {} : { changesOn: addDays(notAfter, 1) }),
    };
  }
  if (notBefore !== undefined && event.date < notBefore) return violated('notBefore', first);
  if (notAfter !== undefined && event.date > notAfter) return violated('notAfter', last);
  const unknown = [
    ...(notBefore === undefined && row.notBefore !== undefined ? [row.notBefore] : []),
    ...(notAfter === undefined && row.notAfter !== undefined ? [row.notAfter] : []),
  ];
  return unknown.length > 0 ? { state: 'pending', awaited: true, indicative, unknown, ...dates } : { state: 'holds', indicative, ...dates };
}

function assertion(row: Assert, { value, wasIndicative }: Reader, asOf: string): Found {
  wasIndicative();
  if (row.at !== undefined) {
    const from = value(row.at) as string | undefined;
    if (from === undefined) return { state: 'pending', unknown: [row.at] };
    if (from > asOf) return { state: 'pending', indicative: wasIndicative(), changesOn: from };
  }
  const holds = value(row.that);
  if (holds === undefined) return { state: 'pending', awaited: true, unknown: [row.that] };
  return { state: holds === true ? 'holds' : 'violated', indicative: wasIndicative() };
}

/** Whether a path has no value; of a list's elements, whether one of them has none. */
function isMissing(path: FactPath, variables: Readonly<Record<string, unknown>>): boolean {
  return valuesAt(path.keys, variables).some((value) => value === undefined || (Array.isArray(value) && value.length === 0));
}

/** The value at a path, or the values below each element of a list. */
export function valuesAt(keys: readonly (string | number)[], variables: Readonly<Record<string, unknown>>): unknown[] {
  return keys.reduce<unknown[]>(
    (values, key) =>
      values.flatMap((value) =>
        key === '*'
          ? Array.isArray(value)
            ? (value as unknown[])
            : []
          : [(value as Readonly<Record<string | number, unknown>> | undefined)?.[key]],
      ),
    [variables],
  );
}

/** The value of a placeholder that every message, or every message of a deadline, may use; undefined for any other. */
export function ownValue(verdict: Verdict, name: string, asOf: string): unknown {
  const { broken, subject } = verdict;
  if (name === 'limit') return broken === 'notBefore' ? verdict.notBefore : verdict.notAfter;
  if (name === 'event' || name === 'notBefore' || name === 'notAfter') return verdict[name];
  if (name === 'asOf') return asOf;
  return name === 'subject' ? subject.name : undefined;
}
