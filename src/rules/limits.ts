/**
 * What answers for a limit that ran out, or takes it away: suspensions, a recertification to come, an act within so many days.
 *
 * In:  days and facts as rows pass them to the functions of these names (`functions.ts`). Out: yes or no, or the day.
 */
import { addDays, maxDate, minDate, yearOf } from './dates.js';

/** Later than this after a day, whatever the year's holidays, a handful of working days are over. */
const threeWeeks = 21;

/**
 * Whether one of them answers for a limit that ran out: begun by it, or by `lastStart` of the day after it, and running past the limit
 * until
 * the day (on which what was due has been held, or on which that is asked).
 */
export function interrupts(
  list: readonly { readonly date?: string; readonly until?: string }[],
  limit: string,
  day: string,
  lastStart: (late: string) => string,
): boolean {
  return list.some(({ date, until }) => {
    if (date === undefined || until === undefined || until <= limit || until < day) return false;
    // Working days are counted only where they decide: those of a year without a notice make a verdict indicative.
    return date <= limit || (date <= addDays(limit, threeWeeks) && date <= lastStart(addDays(limit, 1)));
  });
}

interface PlannedFacts {
  readonly kind?: string;
  readonly planned?: string;
}
interface BegunFacts {
  readonly kind?: string;
  readonly start?: string;
  readonly plan?: { readonly start?: string };
}

/**
 * Whether by the end of the year one begins after the day: what was planned for a day that has gone by without it says nothing of when it
 * will be.
 */
export function recertifiesBy(
  audits: readonly BegunFacts[],
  programme: readonly PlannedFacts[],
  year: bigint,
  after: string,
  asOf: string,
): boolean {
  const isIn = (day: string | undefined): boolean => day !== undefined && day > after && BigInt(yearOf(day)) <= year;
  const isToCome = (day: string | undefined): boolean => isIn(day) && (day ?? '') >= asOf;
  return (
    audits.some(({ kind, start, plan }) => kind === 'R' && (start === undefined ? isToCome(plan?.start) : isIn(start))) ||
    programme.some(({ kind, planned }) => kind === 'R' && isToCome(planned))
  );
}

/** The first of the days that none of the answers follows in time; where each is followed, the last. */
export function firstUnanswered(asked: readonly string[], answers: readonly string[], most: number): string | undefined {
  return minDate(asked.filter((day) => !answers.some((answer) => answer >= day && answer <= addDays(day, most)))) ?? maxDate(asked);
}
