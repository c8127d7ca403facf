/**
 * A month, day by day, with what is due on each.
 *
 * In:  lines, the day judged on, how a line is called, how those of a day are shown. Out: a grid of days, in which arrow keys move; below
 * it the lines of the day that is chosen.
 */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { DueItem } from '../../src/preview/protocol.js';
import { useSaying } from './words.js';

interface Props {
  readonly items: readonly DueItem[];
  readonly asOf: string;
  /** Whose, and what. */
  readonly titleOf: (item: DueItem) => readonly [string, string];
  readonly children: (ofDay: readonly DueItem[]) => ComponentChildren;
}
const mostInCell = 2;
const dayMs = 86_400_000;
const plus = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
/** Monday is 0. */
const weekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
function inMonth(day: string, months: number): string {
  const first = new Date(`${day.slice(0, 8)}01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  const date = Math.min(Number(day.slice(8)), last.getUTCDate());
  return `${first.toISOString().slice(0, 8)}${String(date).padStart(2, '0')}`;
}

const steps: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => plus(day, -1),
  ArrowRight: (day) => plus(day, 1),
  ArrowUp: (day) => plus(day, -7),
  ArrowDown: (day) => plus(day, 7),
  PageUp: (day) => inMonth(day, -1),
  PageDown: (day) => inMonth(day, 1),
  Home: (day) => plus(day, -weekday(day)),
  End: (day) => plus(day, 6 - weekday(day)),
};

export function Month({ items, asOf, titleOf, children }: Props) {
  const { w, lang } = useSaying();
  const [day, setDay] = useState(asOf);
  const grid = useRef<HTMLTableElement>(null);
  const isMoving = useRef(false);
  const byDay = useMemo(() => {
    const days = new Map<string, DueItem[]>();
    for (const item of items) days.set(item.due, [...(days.get(item.due) ?? []), item]);
    return days;
  }, [items]);
  const locale = lang === 'zh' ? 'zh-CN' : 'en-GB';
  const said = (date: string, options: Intl.DateTimeFormatOptions): string =>
    new Date(`${date}T00:00:00Z`).toLocaleDateString(locale, { timeZone: 'UTC', ...options });
  const first = `${day.slice(0, 8)}01`;
  const begin = plus(first, -weekday(first));
  const end = plus(inMonth(first, 1), -1);
  const weeks = Array.from({ length: Math.ceil((weekday(first) + Number(end.slice(8))) / 7) }, (_, n) =>
    Array.from({ length: 7 }, (__, i) => plus(begin, n * 7 + i)),
  );
  // In the same turn, so that a key that is held down finds it.
  useLayoutEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    grid.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  }, [day]);
  const onKey = (event: KeyboardEvent): void => {
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (!step) return;
    event.preventDefault();
    isMoving.current = true;
    setDay(step);
  };
  const ofDay = byDay.get(day) ?? [];
  const ofMonth = items.filter(({ due }) => due.startsWith(day.slice(0, 7))).length;
  const dates = [...byDay.keys()].sort();
  const before = dates.findLast((one) => one < first);
  const after = dates.find((one) => one > end);
  return (
    <section class="month">
      <div class="month-bar">
        <button type="button" aria-label={w('monthBefore')} title={w('monthBefore')} onClick={() => setDay(inMonth(day, -1))}>
          ‹
        </button>
        <h3 aria-live="polite">
          {said(day, { year: 'numeric', month: 'long' })} <span class="under">{w('monthCount', { n: ofMonth })}</span>
        </h3>
        <button type="button" aria-label={w('monthAfter')} title={w('monthAfter')} onClick={() => setDay(inMonth(day, 1))}>
          ›
        </button>
        <button type="button" onClick={() => setDay(asOf)}>
          {w('toToday')}
        </button>
      </div>
      <table class="month-grid" ref={grid} onKeyDown={onKey} aria-label={said(day, { year: 'numeric', month: 'long' })}>
        <thead>
          <tr>
            {weeks[0]?.map((one) => (
              <th key={one} scope="col">
                {said(one, { weekday: 'short' })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((one) => {
                const its = byDay.get(one) ?? [];
                return (
                  <td key={one} class={one.startsWith(day.slice(0, 7)) ? '' : 'other'}>
                    <button
                      type="button"
                      class={`day ${one === asOf ? 'as-of-day' : ''} ${its.some(({ isOverdue }) => isOverdue) ? 'overdue' : ''}`}
                      tabIndex={one === day ? 0 : -1}
                      aria-pressed={one === day}
                      onClick={() => setDay(one)}
                    >
                      <span class="unseen">{said(one, { month: 'long' })} </span>
                      <time class="date" dateTime={one}>
                        {Number(one.slice(8))}
                      </time>
                      {its.length > 0 && (
                        <span class="number">
                          {its.length}
                          <span class="unseen"> {w('dueShort')}</span>
                        </span>
                      )}
                      {its.slice(0, mostInCell).flatMap((item) =>
                        titleOf(item).map((words, n) => (
                          <span key={`${item.case} ${item.id} ${n}`} class={n === 0 ? 'line' : 'line under'}>
                            {words}
                          </span>
                        )),
                      )}
                      {its.length > mostInCell && <span class="line rest">+{its.length - mostInCell}</span>}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {ofMonth === 0 && (
        <p class="quiet">
          {w('monthEmpty')}{' '}
          {before !== undefined && (
            <button type="button" onClick={() => setDay(before)}>
              ‹ {before}
            </button>
          )}{' '}
          {after !== undefined && (
            <button type="button" onClick={() => setDay(after)}>
              {after} ›
            </button>
          )}
        </p>
      )}
      <h4>{said(day, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' })}</h4>
      {ofDay.length > 0 ? children(ofDay) : <p class="quiet">{w('dayEmpty')}</p>}
    </section>
  );
}
