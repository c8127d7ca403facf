/**
 * Calendar arithmetic on dates as the records write them, by date-fns.
 *
 * In:  `YYYY-MM-DD` strings. Out: the same. There is no time of day and no time zone: days are counted in UTC (`UTCDateMini`), and
 * never shown as moments. Strings compare as dates do, so sums stay within the four digits of a year: what lies beyond is the first
 * or the last day that a record can write.
 */
import { UTCDateMini } from '@date-fns/utc';
import { addDays as daysLater } from 'date-fns/addDays';
import { addMonths as monthsLater } from 'date-fns/addMonths';
import { millisecondsInDay } from 'date-fns/constants';
import { getDaysInMonth } from 'date-fns/getDaysInMonth';

const [firstDay, lastDay] = ['0000-01-01', '9999-12-31'];
const parsed = (date: string): Date => new UTCDateMini(date);
/** An unlikely sum leads beyond what a `Date` can hold, and then counts as beyond the last year that can be written, or the first. */
function written(date: Date, isLater: boolean): string {
  const year = date.getFullYear();
  if (Number.isNaN(year)) return isLater ? lastDay : firstDay;
  return year < 0 ? firstDay : year > 9999 ? lastDay : date.toISOString().slice(0, 10);
}

/** Whether a value is written as a date; whether the month has such a day is asked where records are read. */
export const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
export const yearOf = (date: string): number => Number(date.slice(0, 4));
export const addDays = (date: string, days: number): string => written(daysLater(parsed(date), days), days > 0);
/** From the first date to the second; negative where the second is earlier. Every day of UTC is as long as every other. */
export const daysBetween = (from: string, to: string): number => (parsed(to).getTime() - parsed(from).getTime()) / millisecondsInDay;

/** The same day so many months later; the month's last day where it has no such day. */
export const addMonths = (date: string, months: number): string => written(monthsLater(parsed(date), months), months > 0);
export const addYears = (date: string, years: number): string => addMonths(date, years * 12);

/** Months first, clamped to the month's end, then days. */
export const addDuration = (date: string, { months, days }: { readonly months: number; readonly days: number }): string =>
  addDays(addMonths(date, months), days);

/** That day of the month after the date's; its last where it has no such day. */
export function dayOfNextMonth(date: string, day: number): string {
  const next = addMonths(`${date.slice(0, 7)}-01`, 1);
  return `${next.slice(0, 8)}${String(Math.min(day, getDaysInMonth(parsed(next)))).padStart(2, '0')}`;
}

/** 0 is Sunday. */
export const weekdayOf = (date: string): number => parsed(date).getDay();

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

/** In English, January first. */
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
