/**
 * Notices of holidays of one year that say different things: there is one notice of the State Council a year.
 *
 * In:  project, schemes. Out: diagnostics with both places and the days on which they differ. Between two packs nobody has chosen, so
 * that it is an error; a project's own notice wins over a pack's and over the table of the package, and that it does is told.
 */
import { join } from 'node:path';
import type { Diagnostic, Place } from '../diagnostics/index.js';
import { calendarFolder, yearOfNotice } from '../load/calendars.js';
import type { Project } from '../load/types.js';
import { chinaCalendar, type Calendar } from '../rules/calendar.js';
import { addDays } from '../rules/dates.js';
import { noticeOf } from '../rules/notice.js';
import { packFolder } from './load-scheme.js';
import type { SchemeTable } from './types.js';

interface Notice {
  readonly isOwn: boolean;
  readonly place: Place;
  readonly calendar: Calendar;
}
const mostNamed = 8;

export function differingNotices(project: Project, schemes: SchemeTable): Diagnostic[] {
  const notices = new Map<number, Notice[]>();
  const add = (year: number | undefined, value: Parameters<typeof noticeOf>[1], isOwn: boolean, file: string): void => {
    const { days } = year === undefined ? {} : noticeOf(year, value);
    if (year === undefined || !days) return;
    const place = { file, line: 1, column: 1 };
    notices.set(year, [...(notices.get(year) ?? []), { isOwn, place, calendar: chinaCalendar().withNotices([days]) }]);
  };
  for (const notice of project.calendars ?? [])
    add(yearOfNotice(`${notice.name}.yaml`), notice.value, true, join(project.root, notice.file));
  for (const scheme of schemes.values())
    for (const [year, value] of scheme.calendars) add(year, value, false, join(packFolder(scheme), calendarFolder, `cn-${year}.yaml`));
  return [...notices].flatMap(([year, [first, ...others]]): Diagnostic[] => {
    if (!first) return [];
    const told = (days: readonly string[], with_: { readonly zh: string; readonly en: string }, related: readonly Place[]): Diagnostic => ({
      code: 'calendar-differs',
      severity: first.isOwn ? 'warning' : 'error',
      place: first.place,
      related,
      message: {
        zh: `${year} 年的放假通知与${with_.zh}不一致：${named(days, '、')}${first.isOwn ? '；以本项目的为准' : ''}`,
        en: `This notice of ${year} and ${with_.en} differ: ${named(days, ', ')}${first.isOwn ? '; the one of the project counts' : ''}`,
      },
    });
    const table = first.isOwn && others.length === 0 && chinaCalendar().knows(year) ? differing(year, first.calendar, chinaCalendar()) : [];
    return [
      ...others.flatMap(({ place, calendar }) => {
        const days = differing(year, first.calendar, calendar);
        return days.length > 0 ? [told(days, { zh: '另一份', en: 'another' }, [place])] : [];
      }),
      ...(table.length > 0 ? [told(table, { zh: '程序自带的日历', en: 'the calendar of the program' }, [])] : []),
    ];
  });
}

function differing(year: number, one: Calendar, other: Calendar): string[] {
  const days: string[] = [];
  for (let day = `${year - 1}-12-16`; day <= `${year}-12-31`; day = addDays(day, 1))
    if (one.isWorkingDay(day) !== other.isWorkingDay(day)) days.push(day);
  return days;
}
const named = (days: readonly string[], comma: string): string =>
  days.slice(0, mostNamed).join(comma) + (days.length > mostNamed ? `${comma}… (${days.length})` : '');
