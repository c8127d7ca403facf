/**
 * Calendar arithmetic on dates as the records write them.
 *
 * In:  `YYYY-MM-DD` strings. Out: the same. There is no time of day and no time zone: days are counted in UTC only to have
 * the calendar's lengths of months, and never shown. Strings compare as dates do.
 */
const dayLength = 86_400_000;

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}
const partsOf = (date: string): Parts => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return { year, month, day };
};
const two = (n: number): string => String(n).padStart(2, '0');
const dateOf = (year: number, month: number, day: number): string => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
/** Days since 1970-01-01. */
const dayNumber = (date: string): number => {
  const { year, month, day } = partsOf(date);
  return Math.round(Date.UTC(year, month - 1, day) / dayLength);
};
const fromDayNumber = (number: number): string => new Date(number * dayLength).toISOString().slice(0, 10);
const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export const yearOf = (date: string): number => partsOf(date).year;
export const addDays = (date: string, days: number): string => fromDayNumber(dayNumber(date) + days);
/** From the first date to the second; negative where the second is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** The same day so many months later; the month's last day where it has no such day. */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = partsOf(date);
  const count = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  return dateOf(y, m, Math.min(day, daysInMonth(y, m)));
}
export const addYears = (date: string, years: number): string => addMonths(date, years * 12);

/** That day of the month after the date's. */
export function dayOfNextMonth(date: string, day: number): string {
  const { year, month } = partsOf(date);
  const next = addMonths(dateOf(year, month, 1), 1);
  const { year: y, month: m } = partsOf(next);
  return dateOf(y, m, Math.min(day, daysInMonth(y, m)));
}

/** 0 is Sunday. */
export const weekdayOf = (date: string): number => (((dayNumber(date) + 4) % 7) + 7) % 7;

export const minDate = (dates: Iterable<string>): string | undefined => {
  let least: string | undefined;
  for (const date of dates) if (least === undefined || date < least) least = date;
  return least;
};
export const maxDate = (dates: Iterable<string>): string | undefined => {
  let greatest: string | undefined;
  for (const date of dates) if (greatest === undefined || date > greatest) greatest = date;
  return greatest;
};
