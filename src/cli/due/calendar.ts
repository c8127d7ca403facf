/**
 * The lines of `due` as an iCalendar file (RFC 5545): one all-day event for each, on its last allowed day.
 *
 * In:  lines, the language of the interface. Out: text. Ids come from case, row and thing, and stamps from the day judged on:
 * the same records give the same bytes, and a calendar that subscribes to the file moves an event rather than doubling it.
 */
import ical, { ICalAlarmType, ICalEventTransparency } from 'ical-generator';
import type { DueLine } from '../../telling/due.js';
import { sayingOf } from './table.js';
import type { UiLang } from '../terminal.js';

const alarmDays = [30, 7];

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
    const label =
      lang === 'zh'
        ? { clause: '条款', rule: '规则', thing: '对象', client: '客户', leader: '审核组长', why: '依据' }
        : { clause: 'Clause', rule: 'Rule', thing: 'For', client: 'Client', leader: 'Team leader', why: 'Why' };
    const whose = line.client?.[lang] ?? line.case;
    const event = calendar.createEvent({
      id: `${line.id}${count === 1 ? '' : `-${count}`}@certpress`,
      stamp: new Date(`${line.asOf}T00:00:00Z`),
      start: new Date(`${line.due}T00:00:00Z`),
      allDay: true,
      summary: `${whose === '' ? '' : `${whose} `}${line.thing[lang]}: ${sayingOf(line)[lang]}`,
      description: [
        `${label.thing}: ${`${line.case} ${line.thing[lang]}`.trim()}`,
        ...(line.client ? [`${label.client}: ${line.client[lang]}`] : []),
        ...(line.leader ? [`${label.leader}: ${line.leader[lang]}`] : []),
        `${label.clause}: ${line.scheme} ${line.clause}`,
        ...(line.rule === '' ? [] : [`${label.rule}: ${line.rule} (${line.row})`]),
        `${label.why}: ${line.why[lang]}`,
      ].join('\n'),
      categories: [{ name: line.scheme }],
      transparency: ICalEventTransparency.TRANSPARENT,
    });
    // In time to arrange it, and once more in the week before.
    for (const days of alarmDays)
      event.createAlarm({ type: ICalAlarmType.display, trigger: days * 24 * 60 * 60, description: event.summary() });
  }
  return `${calendar.toString().trimEnd()}\r\n`;
}
