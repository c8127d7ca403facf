/**
 * A notice of holidays, read: which days of its year are not worked, which weekend days are, and what cannot be so.
 *
 * In:  a year, what `calendars/cn-<year>.yaml` says. Out: its days, or the faults, each with its path in the file: a holiday of the law
 * that is
 * left out, a make-up day that is no weekend, a day of another year. A notice with faults gives no days: a wrong one would make
 * limits certain that are not.
 */
import type { RecordOf } from '../../schemas/record/index.js';
import { addDays, weekdayOf, yearOf } from './dates.js';
import { statutoryHolidays } from './statutory.js';

export interface NoticeDays {
  readonly year: number;
  readonly off: readonly string[];
  readonly worked: readonly string[];
}
export interface NoticeFault {
  readonly path: readonly (string | number)[];
  readonly zh: string;
  readonly en: string;
}
/** The longest time off that a notice has set so far is nine days; what is longer is a slip of the pen. */
const longest = 31;
/** From this year on the law has the 13 days that `statutory.ts` computes. */
const lawSince = 2025;

export function noticeOf(
  year: number,
  { source, off = [], worked = [] }: RecordOf<'calendar'>,
): { readonly days?: NoticeDays; readonly faults: readonly NoticeFault[] } {
  const faults: NoticeFault[] = [];
  const say = (path: NoticeFault['path'], zh: string, en: string): void => {
    faults.push({ path, zh, en });
  };
  // The days off around New Year begin, and are made up for, in the last days of the year before.
  const isOfYear = (date: string): boolean => yearOf(date) === year || (yearOf(date) === year - 1 && date.slice(5) >= '12-16');
  const checkYear = (date: string, path: NoticeFault['path']): boolean => {
    if (isOfYear(date)) return true;
    say(path, `${date} 不属于 ${year} 年的通知`, `${date} is no day of the notice of ${year}`);
    return false;
  };
  if (source === undefined) say([], '没有写明依据的通知（source）', 'The notice that this rests on is not named (source)');
  const free = new Set<string>();
  off.forEach(({ from, to = from }, i) => {
    if (from === undefined || to === undefined) return say(['off', i], '没有第一天（from）', 'The first day (from) is missing');
    if (![checkYear(from, ['off', i, 'from']), to === from || checkYear(to, ['off', i, 'to'])].every(Boolean)) return;
    if (to < from) return say(['off', i, 'to'], `最后一天 ${to} 早于第一天 ${from}`, `The last day, ${to}, is before the first, ${from}`);
    if (addDays(from, longest) <= to)
      return say(['off', i, 'to'], `${from} 至 ${to} 超过 ${longest} 天`, `${from} to ${to} is more than ${longest} days`);
    for (let day = from; day <= to; day = addDays(day, 1)) free.add(day);
  });
  worked.forEach((date, i) => {
    if (!checkYear(date, ['worked', i])) return;
    if (free.has(date)) say(['worked', i], `${date} 已列为放假`, `${date} is listed as a day off`);
    else if (weekdayOf(date) !== 0 && weekdayOf(date) !== 6)
      say(['worked', i], `${date} 不是周末，本来就上班`, `${date} is no weekend: it is worked anyway`);
  });
  const left = year < lawSince ? [] : [...statutoryHolidays(year)].filter((date) => !free.has(date)).sort();
  if (left.length > 0)
    say(off.length > 0 ? ['off'] : [], `缺少法定节日：${left.join('、')}`, `Holidays of the law are left out: ${left.join(', ')}`);
  return faults.length > 0 ? { faults } : { faults, days: { year, off: [...free].sort(), worked } };
}
