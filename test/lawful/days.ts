/**
 * Audit time: what the two schemes ask, computed here from rules.md §5, and a schedule that adds up to it.
 *
 * In:  headcount, sites, days for each auditor. Out: person-days required; the days of a plan with their slots.
 */
import type { RecordOf } from '../../schemas/record/index.js';
import { text } from './drafts.js';
import { addDays } from './windows.js';

/** §5.1: on-site person-days of stage 2, surveillance and recertification; `far` and `near` are additional sites visited. */
export const wandingDays = (persons: number, far: number, near: number): number =>
  1 + 0.5 * (Math.ceil(Math.ceil(persons) / 275) - 1) + 0.5 * far + 0.5 * Math.max(0, near - 1);

/** §5.2, note B: stage 1 and 2 together, before adjustment. */
const cuscTable: readonly (readonly [number, number])[] = [
  [25, 4],
  [45, 5],
  [65, 6],
  [85, 7],
  [125, 8],
  [175, 9],
  [275, 10],
  [425, 11],
  [625, 12],
];
export const cuscDays = (persons: number): number => cuscTable.find(([upper]) => Math.ceil(persons) <= upper)?.[1] ?? 13;

/** Up to the next half day. */
export const half = (days: number): number => Math.ceil(days * 2 - 1e-9) / 2;

type Schedule = NonNullable<RecordOf<'plan'>['schedule']>;
type Slot = NonNullable<Schedule[number]['slots']>[number];

const wholeDay: readonly (readonly [string, string])[] = [
  ['08:00', '10:00'],
  ['10:00', '12:00'],
  ['13:00', '15:00'],
  ['15:00', '17:00'],
];

/** A schedule of `days` for each member: eight hours a day, all clauses, all sites, the meetings at both ends. */
export function scheduleOf(
  start: string,
  days: number,
  members: readonly string[],
  clauses: readonly string[],
  sites: readonly string[],
  remoteHours: number,
): Schedule {
  const slots: { date: string; slot: Slot }[] = [];
  for (let left = days, date = start; left > 0; left -= 1, date = addDays(date, 1)) {
    for (const [from, to] of left >= 1 ? wholeDay : wholeDay.slice(0, 2)) {
      slots.push({ date, slot: { start: from, end: to, activity: text('现场审核', 'Audit on site'), clauses: [], members: [...members] } });
    }
  }
  const first = slots[0]?.slot;
  const last = slots.at(-1)?.slot;
  // The meetings are slots of their own, cut from the first and the last.
  const opening: Slot = { start: '08:00', end: '08:30', activity: text('首次会议', 'Opening meeting'), clauses: [], members: [...members] };
  if (first) first.start = '08:30';
  const closingStart = last?.end === '17:00' ? '16:30' : '11:30';
  const closing: Slot = {
    start: closingStart,
    end: last?.end ?? '12:00',
    activity: text('末次会议', 'Closing meeting'),
    clauses: [],
    members: [...members],
  };
  if (last) last.end = closingStart;
  clauses.forEach((clause, i) => slots[i % slots.length]?.slot.clauses?.push(clause));
  slots.forEach(({ slot }, i) => {
    slot.site = sites[i % Math.max(1, sites.length)] ?? 'S1';
  });
  opening.site = sites[0] ?? 'S1';
  closing.site = sites[0] ?? 'S1';
  // A remote slot is two hours of all members.
  const remote = remoteHours > 0 ? slots[1]?.slot : undefined;
  if (remote) remote.remote = true;
  const all = [{ date: start, slot: opening }, ...slots, { date: slots.at(-1)?.date ?? start, slot: closing }];
  return [...new Set(all.map(({ date }) => date))].map((date) => ({
    date,
    slots: all.filter((one) => one.date === date).map((one) => one.slot),
  }));
}
