/**
 * The hours of a plan's schedule.
 *
 * In:  facts of an audit. Out: hours of the auditors, with and without travel between sites; of each of them, where the plan says how many
 * person-days on site it counts for each: then the days of the team are those of the plan. Experts and trainees do not count, and who has
 * no slot at all is told as such elsewhere. What somebody does at once with something else is done in the same hours.
 */
import { isAuditing } from '../../schemas/record/words.js';
import { hoursBetween } from '../rules/functions.js';
import { exact } from './table.js';
import type { TimeFacts } from './facts.js';
import type { Hours } from './types.js';

export interface Scheduled {
  readonly scheduled: number;
  readonly travel: number;
  readonly hours?: readonly Hours[];
}
type Span = readonly [from: number, to: number];

/** Nothing where the schedule is not complete: a time that is not there, a first or last day that has no slots. */
export function scheduledHours({ schedule = [], team, planned, planStart, planEnd }: TimeFacts): Scheduled | undefined {
  const auditors = team.flatMap(({ id, role, days }) => (isAuditing(role) ? [{ id, days }] : []));
  const dates = schedule.map(({ date }) => date);
  if (auditors.length === 0 || auditors.some(({ id }) => id === undefined)) return undefined;
  if (planStart === undefined || planEnd === undefined || !dates.includes(planStart) || !dates.includes(planEnd)) return undefined;
  if (schedule.some(({ slots = [] }) => slots.some(({ start, end }) => !isTime(start) || !isTime(end)))) return undefined;
  const spent = (member: string, isTravel: boolean): number =>
    exact(
      schedule.reduce((sum, { slots = [] }) => {
        // A slot without names is everyone's.
        const own = slots.filter(({ members, travel = false }) => travel === isTravel && (!members || members.includes(member)));
        return sum + lengthOf(own.map(spanOf));
      }, 0),
    );
  const all = auditors.map(({ id = '', days }) => ({ member: id, days, hours: spent(id, false), travel: spent(id, true) }));
  const sum = (figures: readonly number[]): number => exact(figures.reduce((one, other) => one + other, 0));
  const isOnSite =
    planned?.onSite !== undefined && all.every(({ days }) => days !== undefined) && sum(all.map(({ days = 0 }) => days)) === planned.onSite;
  return {
    scheduled: sum(all.map(({ hours }) => hours)),
    travel: sum(all.map(({ travel }) => travel)),
    ...(isOnSite ? { hours: all.map(({ member, days = 0, hours }) => ({ member, days, hours })).filter(({ hours }) => hours > 0) } : {}),
  };
}

const isTime = (text: string | undefined): text is string => text !== undefined && /^\d{1,2}:\d{2}$/.test(text);
function spanOf({ start = '', end = '' }: { readonly start?: string | undefined; readonly end?: string | undefined }): Span {
  const from = hoursBetween('0:00', start);
  return [from, from + hoursBetween(start, end)];
}
/** How long spans last together. */
function lengthOf(spans: readonly Span[]): number {
  let [length, reached] = [0, 0];
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    length += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return length;
}
