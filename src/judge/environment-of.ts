/**
 * The environment that a project is judged in: with the calendar of the package, or with the notices of holidays that the project or
 * its packs carry.
 *
 * In:  project, schemes. Out: `RuleEnvironment`. A project's notice wins over a pack's, a pack's over the package's table; one that is
 * wrong
 * counts for nothing. Making an environment takes a while, so that the last few are kept.
 */
import { yearOfNotice } from '../load/calendars.js';
import type { Project } from '../load/types.js';
import type { SchemeTable } from '../packs/types.js';
import { chinaCalendar } from '../rules/calendar.js';
import { ruleEnvironment, sharedEnvironment, type RuleEnvironment } from '../rules/environment.js';
import { noticeOf, type NoticeDays } from '../rules/notice.js';

const kept = new Map<string, RuleEnvironment>();
const mostKept = 8;

export function environmentOf(project: Project, schemes: SchemeTable): RuleEnvironment {
  const notices = new Map<number, NoticeDays>();
  const add = (year: number | undefined, value: Parameters<typeof noticeOf>[1]): void => {
    const days = year === undefined || notices.has(year) ? undefined : noticeOf(year, value).days;
    if (days) notices.set(days.year, days);
  };
  for (const notice of project.calendars ?? []) add(yearOfNotice(`${notice.name}.yaml`), notice.value);
  for (const scheme of schemes.values()) for (const [year, value] of scheme.calendars) add(year, value);
  if (notices.size === 0) return sharedEnvironment();
  const list = [...notices.values()].sort((a, b) => a.year - b.year);
  const key = JSON.stringify(list);
  let environment = kept.get(key);
  if (!environment) {
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, (environment = ruleEnvironment(chinaCalendar().withNotices(list))));
  }
  return environment;
}
