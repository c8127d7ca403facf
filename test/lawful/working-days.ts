/**
 * Working days for the windows: counted here a second time, straight from the table of holidays.
 *
 * In:  dates `YYYY-MM-DD`. Out: the n-th working day after one.
 */
import { createRequire } from 'node:module';

const { holidays, workdays } = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as {
  readonly holidays: Readonly<Record<string, unknown>>;
  readonly workdays: Readonly<Record<string, unknown>>;
};

const next = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
export const isWorkingDay = (date: string): boolean =>
  date in workdays || (!(date in holidays) && ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()));

export function addWorkingDays(date: string, count: number): string {
  let at = date;
  for (let left = count; left > 0;) {
    at = next(at);
    if (isWorkingDay(at)) left--;
  }
  return at;
}
