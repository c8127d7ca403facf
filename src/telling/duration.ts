/**
 * Spans of calendar time as ISO 8601 writes them: `P90D`, `P3M`, `P1Y6M`, `P2W`.
 *
 * In:  what a person typed. Out: months and days, or nothing where it is no such span; `addDuration` (rules/dates.ts) says to which
 * day a span leads.
 * Hours and fractions have no meaning for rules, which know calendar days only, so they are no spans here.
 */
export interface Duration {
  readonly months: number;
  readonly days: number;
}

/** At most four figures each: nobody plans beyond the calendar. */
const pattern = /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?$/;

export function parseDuration(text: string): Duration | undefined {
  const found = pattern.exec(text.trim().toUpperCase());
  if (!found) return undefined;
  const [years, months, weeks, days] = found.slice(1).map((figure: string | undefined) => Number(figure ?? 0));
  return { months: (years ?? 0) * 12 + (months ?? 0), days: (weeks ?? 0) * 7 + (days ?? 0) };
}
