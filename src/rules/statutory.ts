/**
 * The holidays that the law itself fixes for every year (全国年节及纪念日放假办法, as in force from 2025): 13 days, among them the
 * lunar ones. What else is not worked, and which weekends are, only the notice of the year says.
 *
 * In:  a year. Out: its statutory holidays as `YYYY-MM-DD`.
 *
 * The lunar calendar and the solar term come from tyme4ts; it is loaded only where a year without a notice is asked for.
 */
import { createRequire } from 'node:module';
import type { LunarDay as LunarDays, SolarDay, SolarTerm as SolarTerms } from 'tyme4ts';
import { addDays } from './dates.js';

const kept = new Map<number, ReadonlySet<string>>();

export function statutoryHolidays(year: number): ReadonlySet<string> {
  let days = kept.get(year);
  if (!days) kept.set(year, (days = new Set(computed(year))));
  return days;
}

function computed(year: number): string[] {
  const { LunarDay, SolarTerm } = createRequire(import.meta.url)('tyme4ts') as {
    readonly LunarDay: typeof LunarDays;
    readonly SolarTerm: typeof SolarTerms;
  };
  const dated = (day: SolarDay): string => `${String(day.getYear()).padStart(4, '0')}-${two(day.getMonth())}-${two(day.getDay())}`;
  const lunar = (month: number, day: number): string => dated(LunarDay.fromYmd(year, month, day).getSolarDay());
  const newYear = lunar(1, 1);
  const fixed = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((day) => `${String(year).padStart(4, '0')}-${day}`);
  return [
    ...fixed,
    // New Year's Eve to the third day of the first month.
    ...[-1, 0, 1, 2].map((n) => addDays(newYear, n)),
    dated(SolarTerm.fromName(year, '清明').getSolarDay()),
    lunar(5, 5),
    lunar(8, 15),
  ];
}
const two = (n: number): string => String(n).padStart(2, '0');
