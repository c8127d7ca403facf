/**
 * Working days in mainland China.
 *
 * In:  the public holidays and make-up workdays that the State Council's notices set, as `chinese-days` keeps them, by date.
 * Out: which days are worked, and whether that is known: a year without a notice is counted Monday to Friday, and what was
 * computed from it is only indicative.
 *
 * Only the package's table is used: its own functions compute in the time zone of the machine.
 */
import { createRequire } from 'node:module';
import { addDays, weekdayOf, yearOf } from './dates.js';

/** Days that differ from Monday to Friday. */
export interface DayTable {
  readonly holidays: Readonly<Record<string, unknown>>;
  readonly workdays: Readonly<Record<string, unknown>>;
}

export class Calendar {
  private readonly years: ReadonlySet<number>;
  constructor(private readonly table: DayTable) {
    this.years = new Set([...Object.keys(table.holidays), ...Object.keys(table.workdays)].map(yearOf));
  }

  /** Whether the days of a year are known. */
  knows(year: number): boolean {
    return this.years.has(year);
  }

  isWorkingDay(date: string): boolean {
    if (date in this.table.workdays) return true;
    if (date in this.table.holidays) return false;
    const weekday = weekdayOf(date);
    return weekday !== 0 && weekday !== 6;
  }

  /** The n-th working day after a date, which is not counted itself; and whether every day on the way is of a known year. */
  addWorkingDays(date: string, count: number): { readonly date: string; readonly known: boolean } {
    const step = count < 0 ? -1 : 1;
    let at = date;
    let known = true;
    for (let left = Math.abs(count); left > 0; ) {
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
