/**
 * The lines of `due` as an iCalendar file (RFC 5545): one all-day event for each, on its last allowed day.
 *
 * In:  lines, the language of the interface. Out: text. Ids come from case, row and thing, and stamps from the day judged on:
 * the same records give the same bytes, and a calendar that subscribes to the file moves an event rather than doubling it.
 */
import ical, { ICalEventTransparency } from 'ical-generator';
import type { DueLine } from '../judge/due.js';
import { sayingOf } from './due-table.js';
import type { UiLang } from './terminal.js';

export function calendarOf(lines: readonly DueLine[], lang: UiLang): string {
  const calendar = ical({
    prodId: { company: 'certpress', product: 'due', language: lang === 'zh' ? 'ZH' : 'EN' },
    name: lang === 'zh' ? 'certpress 期限' : 'certpress deadlines',
  });
  // Two projects may have a case of the same name.
  const used = new Map<string, number>();
  for (const line of lines) {
    const count = (used.get(line.id) ?? 0) + 1;
    used.set(line.id, count);
    const label = lang === 'zh' ? { clause: '条款', rule: '规则', thing: '对象', why: '依据' } : { clause: 'Clause', rule: 'Rule', thing: 'For', why: 'Why' };
    calendar.createEvent({
      id: `${line.id}${count === 1 ? '' : `-${count}`}@certpress`,
      stamp: new Date(`${line.asOf}T00:00:00Z`),
      start: new Date(`${line.due}T00:00:00Z`),
      allDay: true,
      summary: `${line.case} ${line.thing[lang]}: ${sayingOf(line)[lang]}`,
      description: [
        `${label.thing}: ${line.case} ${line.thing[lang]}`, `${label.clause}: ${line.scheme} ${line.clause}`, `${label.rule}: ${line.rule} (${line.row})`, `${label.why}: ${line.why[lang]}`,
      ].join('\n'),
      categories: [{ name: line.scheme }],
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return `${calendar.toString().replace(/(\r\n)+$/, '')}\r\n`;
}
