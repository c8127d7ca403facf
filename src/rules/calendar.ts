/**
 * Working days in mainland China.
 *
 * In:  the public holidays and make-up workdays that the State Council's notices set, as `chinese-days` keeps them, by date.
 * Notices that a project or a pack carries take the place of that table, year by year (`withNotices`).
 * Out: which days are worked, and whether that is known: a year without a notice is counted Monday to Friday without the holidays
 * that the law fixes for every year (`statutory.ts`), and what was computed from it is only indicative.
 *
 * Only the package's table is used: its own functions compute in the time zone of the machine.
 */
import { createRequire } from 'node:module';
import { addDays, weekdayOf, yearOf } from './dates.js';
import type { NoticeDays } from './notice.js';
import { statutoryHolidays } from './statutory.js';

/** Days that differ from Monday to Friday. */
export interface DayTable {
  readonly holidays: Readonly<Record<string, unknown>>;
  readonly workdays: Readonly<Record<string, unknown>>;
}

export class Calendar {
  constructor(
    private readonly table: DayTable,
    private readonly years: ReadonlySet<number> = new Set([...Object.keys(table.holidays), ...Object.keys(table.workdays)].map(yearOf)),
  ) {}

  /** With these notices in place of what was known of their years; the last days of a year may be those of the next notice. */
  withNotices(notices: readonly NoticeDays[]): Calendar {
    const years = new Set(notices.map(({ year }) => year));
    const listed = new Set(notices.flatMap(({ off, worked }) => [...off, ...worked]));
    const merged = (of: keyof DayTable, days: (notice: NoticeDays) => readonly string[]): Record<string, unknown> =>
      Object.fromEntries([
        ...Object.entries(this.table[of]).filter(([date]) => !listed.has(date) && (!years.has(yearOf(date)) || date.slice(5) >= '12-16')),
        ...notices.flatMap(days).map((date): [string, unknown] => [date, true]),
      ]);
    // A day at the turn of the year says nothing of the rest of its year.
    return new Calendar(
      { holidays: merged('holidays', ({ off }) => off), workdays: merged('workdays', ({ worked }) => worked) },
      new Set([...this.years, ...years]),
    );
  }

  /** Whether the days of a year are known. */
  knows(year: number): boolean {
    return this.years.has(year);
  }

  /** Of a year without a notice: whether the law itself says that the day is a holiday. */
  isStatutory(date: string): boolean {
    const year = yearOf(date);
    return !this.knows(year) && statutoryHolidays(year).has(date);
  }

  isWorkingDay(date: string): boolean {
    if (Object.hasOwn(this.table.workdays, date)) return true;
    if (Object.hasOwn(this.table.holidays, date) || this.isStatutory(date)) return false;
    const weekday = weekdayOf(date);
    return weekday !== 0 && weekday !== 6;
  }

  /** The n-th working day after a date, which is not counted itself; and whether every day on the way is of a known year. */
  addWorkingDays(date: string, count: number): { readonly date: string; readonly known: boolean } {
    const step = count < 0 ? -1 : 1;
    let at = date;
    let known = true;
    for (let left = Math.abs(count); left > 0;) {
      at = addDays(at, step);
      if (!this.knows(yearOf(at))) known = false;
      if (this.isWorkingDay(at)) left--;
    }
    return { date: at, known };
  }
}

let china: Calendar | undefined;
/** The calendar of the package. */
export function chinaCalendar(): Calendar {
  china ??= new Calendar(createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as DayTable);
  return china;
}
