/**
 * Dates in words.
 *
 * In:  ISO dates (`YYYY-MM-DD`), compared and split as strings: a `Date` would bring a time zone in. Out: 2025年9月10日 and
 * 10 September 2025; a range in the short form of each language.
 */
import { monthNames } from '../rules/dates.js';

interface Day {
  readonly y: string;
  readonly m: number;
  readonly d: number;
}
export interface DatePhrase {
  readonly zh: string;
  readonly en: string;
}

function parse(iso: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) return undefined;
  const [, y, m, d] = match;
  const day = { y: y ?? '', m: Number(m), d: Number(d) };
  return day.m >= 1 && day.m <= 12 && day.d >= 1 && day.d <= 31 ? day : undefined;
}
const zhOf = (t: Day): string => `${t.y}年${t.m}月${t.d}日`;
const enOf = (t: Day): string => `${t.d}\u00A0${monthNames[t.m - 1] ?? ''}\u00A0${t.y}`;

/** One date; undefined where it is none. */
export function dateInWords(iso: string): DatePhrase | undefined {
  const day = parse(iso);
  return day && { zh: zhOf(day), en: enOf(day) };
}

/** A range; one date where both are the same day. */
export function datesInWords(from: string, to: string): DatePhrase | undefined {
  const a = parse(from);
  const b = parse(to);
  if (!a || !b) return undefined;
  if (from === to) return { zh: zhOf(a), en: enOf(a) };
  const month = (t: Day): string => monthNames[t.m - 1] ?? '';
  if (a.y !== b.y) return { zh: `${zhOf(a)}至${zhOf(b)}`, en: `${enOf(a)} – ${enOf(b)}` };
  if (a.m !== b.m) return { zh: `${zhOf(a)}至${b.m}月${b.d}日`, en: `${a.d}\u00A0${month(a)} – ${enOf(b)}` };
  return { zh: `${zhOf(a)}至${b.d}日`, en: `${a.d}–${enOf(b)}` };
}

const weekdays = [
  ['星期日', 'Sunday'],
  ['星期一', 'Monday'],
  ['星期二', 'Tuesday'],
  ['星期三', 'Wednesday'],
  ['星期四', 'Thursday'],
  ['星期五', 'Friday'],
  ['星期六', 'Saturday'],
] as const;

/** A date with its weekday: 2025年9月16日 星期二 / Tuesday, 16 September 2025. */
export function dayInWords(iso: string): DatePhrase | undefined {
  const day = parse(iso);
  if (!day) return undefined;
  const [zh, en] = weekdays[new Date(Date.UTC(Number(day.y), day.m - 1, day.d)).getUTCDay()] ?? ['', ''];
  return { zh: `${zhOf(day)} ${zh}`, en: `${en}, ${enOf(day)}` };
}
