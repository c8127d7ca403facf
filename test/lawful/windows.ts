/**
 * Lawful windows: when a fact may come to be, given those before it.
 *
 * In:  `windows.yaml`, a seed, the dates known so far. Out: a lawful date for a step; about a third of them on an edge.
 * A break asks for one bound to be missed by a day instead; a case in which that is not possible is drawn again.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addMonths as monthsLater, addDays as daysLater, format, parseISO } from 'date-fns';
import { parse } from 'yaml';
import type { Random } from './random.js';
import { addWorkingDays } from './working-days.js';

export type SchemeId = 'wanding' | 'cusc' | 'cqm' | 'zoho';
export interface Window {
  readonly from?: Readonly<Record<string, string>>;
  readonly to?: Readonly<Record<string, string>>;
  readonly within?: number;
}
type Table = Readonly<Record<string, Window>>;
const tables = parse(readFileSync(fileURLToPath(new URL('windows.yaml', import.meta.url)), 'utf8')) as Readonly<
  Record<SchemeId | 'both', Table>
>;

/** A bound to be missed: that of this rule at this step. */
export interface Missed {
  readonly step: string;
  readonly side: 'from' | 'to';
  readonly rule: string;
}
/** Dates that the steps may name. */
export type Dates = Readonly<Record<string, string | undefined>>;
/** The facts drawn so far leave no lawful day (or no day that misses one bound alone): draw another case. */
export class Infeasible extends Error {}

// Arithmetic of its own, not that of the judgement.
const written = (date: Date): string => format(date, 'yyyy-MM-dd');
export const addDays = (date: string, days: number): string => written(daysLater(parseISO(date), days));
export const addMonths = (date: string, months: number): string => written(monthsLater(parseISO(date), months));

/** The table's window for a step: `S.report` of the scheme, of any audit, of both schemes. */
export function windowOf(scheme: SchemeId, step: string): Window {
  const any = step.replace(/^[A-Z0-9]+\./, '*.');
  const found = tables[scheme][step] ?? tables.both[step] ?? tables[scheme][any] ?? tables.both[any];
  if (!found) throw new Error(`windows.yaml has no ${step} for ${scheme}`);
  return found;
}

/** `stage1.end + 6M`; undefined where the name is not a fact of the case. */
export function dateOf(text: string, dates: Dates): string | undefined {
  const found = /^(?:(tenth|last) of )?([\w.]+)((?: [+-] \d+(?:D|M|Y|WD))*)$/.exec(text);
  if (!found) throw new Error(`windows.yaml: ${text} is no date`);
  const [, special, name = '', steps = ''] = found;
  let date = dates[name];
  if (date === undefined) return undefined;
  for (const [, sign, count, unit] of steps.matchAll(/ ([+-]) (\d+)(D|M|Y|WD)/g)) {
    const n = Number(count) * (sign === '-' ? -1 : 1);
    date =
      unit === 'D'
        ? addDays(date, n)
        : unit === 'M'
          ? addMonths(date, n)
          : unit === 'Y'
            ? addMonths(date, n * 12)
            : addWorkingDays(date, n);
  }
  if (special === 'tenth') return `${addMonths(`${date.slice(0, 7)}-01`, 1).slice(0, 8)}10`;
  return special === 'last' ? `${date.slice(0, 4)}-12-31` : date;
}

interface Bound {
  readonly rules: readonly string[];
  readonly date: string;
}
const boundsOf = (bounds: Readonly<Record<string, string>> | undefined, dates: Dates, shift = 0): Bound[] =>
  Object.entries(bounds ?? {}).flatMap(([rules, text]) => {
    const date = dateOf(text, dates);
    return date === undefined ? [] : [{ rules: rules.trim().split(' '), date: addDays(date, shift) }];
  });
const latest = (bounds: readonly Bound[]): string | undefined =>
  bounds
    .map((b) => b.date)
    .sort()
    .at(-1);
const earliest = (bounds: readonly Bound[]): string | undefined => bounds.map((b) => b.date).sort()[0];

export class Windows {
  /** Whether the break was made. */
  isBroken = false;
  constructor(
    readonly scheme: SchemeId,
    private readonly random: Random,
    private readonly missed?: Missed,
  ) {}

  /** A date for a step. `until`: a last day that the story sets. */
  draw(step: string, dates: Dates, until?: string): string {
    const window = windowOf(this.scheme, step);
    return this.choose(
      step,
      boundsOf(window.from, dates),
      [...boundsOf(window.to, dates), ...(until === undefined ? [] : [{ rules: ['order'], date: until }])],
      window.within,
    );
  }

  /** First and last day of an audit of so many days: bounds of either move both. */
  drawAudit(kind: string, days: number, dates: Dates, until?: string): { start: string; end: string } {
    const start = windowOf(this.scheme, `${kind}.start`);
    const end = (tables[this.scheme][`${kind}.end`] ?? tables.both[`${kind}.end`] ?? {}) satisfies Window;
    const back = 1 - days;
    const begin = this.choose(
      [`${kind}.start`, `${kind}.end`],
      [...boundsOf(start.from, dates), ...boundsOf(end.from, dates, back)],
      [
        ...boundsOf(start.to, dates),
        ...boundsOf(end.to, dates, back),
        ...(until === undefined ? [] : [{ rules: ['order'], date: addDays(until, back) }]),
      ],
      start.within,
    );
    return { start: begin, end: addDays(begin, days - 1) };
  }

  private choose(step: string | readonly string[], from: readonly Bound[], to: readonly Bound[], within: number | undefined): string {
    const low = latest(from);
    const high = earliest(to);
    const { missed, random } = this;
    if (missed && !this.isBroken && (typeof step === 'string' ? step === missed.step : step.includes(missed.step))) {
      const date = this.miss(missed, from, to);
      if (date !== undefined) return date;
    }
    const first = low ?? (high === undefined ? undefined : addDays(high, -(within ?? 60)));
    if (first === undefined) throw new Error(`windows.yaml: nothing bounds ${String(step)}`);
    if (high !== undefined && high < first) {
      if (low === undefined) throw new Infeasible(String(step));
      throw new Infeasible(`${String(step)}: from ${low} to ${high}`);
    }
    const usual = addDays(first, within ?? 60);
    const last = high ?? usual;
    const roll = random.next();
    if (roll < 1 / 6) return first;
    if (roll < 1 / 3) return last;
    const end = usual < last && within !== undefined ? usual : last;
    const span = Math.round((parseISO(end).getTime() - parseISO(first).getTime()) / 86_400_000);
    return addDays(first, random.int(0, Math.max(0, span)));
  }

  /** One day outside the bound of the rule, and inside all that are not of it; undefined where there is no such day. */
  private miss(missed: Missed, from: readonly Bound[], to: readonly Bound[]): string | undefined {
    const isOf = (bound: Bound): boolean => bound.rules.includes(missed.rule);
    const own = (missed.side === 'from' ? from : to).filter(isOf);
    const bound = missed.side === 'from' ? latest(own) : earliest(own);
    if (bound === undefined) return undefined;
    const date = addDays(bound, missed.side === 'from' ? -1 : 1);
    const others = (list: readonly Bound[]): Bound[] => list.filter((one) => !isOf(one) && !one.rules.includes('room'));
    if (others(from).some((one) => one.date > date) || others(to).some((one) => one.date < date)) return undefined;
    this.isBroken = true;
    return date;
  }
}
