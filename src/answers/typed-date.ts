/**
 * A date in the forms in which people type it.
 *
 * In:  words: `2026-3-1`, `2026/3/1`, `2026.3.1`, `20260301`, `2026年3月1日（星期日）`, `二〇二六年三月一日`, `1 March 2026`, `Sunday, Mar. 1st, 2026`,
 * in full-width signs too. Out: `YYYY-MM-DD`; or why it is none. Nothing is guessed: where day and month may be either, it is refused.
 */
import { z } from 'zod';
import { monthNames } from '../rules/dates.js';
import { read, unread, type Reading } from './types.js';

const numerals = '〇一二三四五六七八九';
/** 一 to 九十九, and years sign by sign (二〇二六). */
function chineseNumber(text: string): number {
  const signs = text
    .replace(/[零○Ｏ]/g, '〇')
    .replace(/廿/g, '二十')
    .replace(/卅/g, '三十');
  const [tens, ones, ...more] = signs.split('十');
  if (more.length > 0 || tens === undefined) return Number.NaN;
  if (ones === undefined) return Number(Array.from(signs, (sign) => numerals.indexOf(sign)).join(''));
  const digit = (sign: string, none: number): number => (sign === '' ? none : sign.length === 1 ? numerals.indexOf(sign) : Number.NaN);
  return digit(tens, 1) * 10 + digit(ones, 0);
}

const week = /(?:[（(]\s*)?(?:星期|周|礼拜)[一二三四五六日天](?:\s*[）)])?/g;
const weekday =
  /^(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? | \(?(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\)?$/gi;

const chinese =
  /^([\d〇零○一二三四五六七八九]{2,4})年\s*(?:([\d一二三四五六七八九十]{1,3})月\s*(?:([\d一二三四五六七八九十廿卅]{1,4})[日号])?)?$/;
const yearFirst = /^(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})\.?$/;
const yearLast = /^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})\.?$/;
const dayMonthYear = /^(\d{1,2})(?:st|nd|rd|th)?(?:\s+of\s+|[\s-]*)([a-z]{3,9})\.?,?[\s-]*(\d{2,4})?$/i;
const monthDayYear = /^([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)?(\d{2,4})?$/i;

export function typedDate(words: string): Reading {
  const text = words
    .normalize('NFKC')
    .replace(/[\u200B\u2060\uFEFF\u00AD]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/。/g, '.')
    .replace(week, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(weekday, '')
    .replace(/,$/, '')
    .trim();
  if (text === '') return unread('empty');
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return dayOf(compact[1], compact[2], compact[3]);
  const inChinese = chinese.exec(text.replace(/ (?=[年月日号])|(?<=[年月]) /g, ''));
  if (inChinese) {
    const [, year = '', month, day] = inChinese;
    const number = (one: string): number => (/^\d+$/.test(one) ? Number(one) : chineseNumber(one));
    if (month === undefined || day === undefined || year.length < 4) return unread('date-incomplete');
    return dayOf(number(year), number(month), number(day));
  }
  const first = yearFirst.exec(text);
  if (first && (first[1] ?? '').length === 4) return dayOf(first[1], first[3], first[4]);
  const last = yearLast.exec(text);
  if (last) return eitherWay(Number(last[1]), Number(last[3]), Number(last[4]));
  if (first) return unread('date-incomplete');
  const named = dayMonthYear.exec(text);
  const namedFirst = named ? undefined : monthDayYear.exec(text);
  const month = monthNumber(named?.[2] ?? namedFirst?.[1]);
  const year = named?.[3] ?? namedFirst?.[3];
  if (month > 0) return (year ?? '').length === 4 ? dayOf(year, month, named?.[1] ?? namedFirst?.[2]) : unread('date-incomplete');
  if (/^\d{4}\s*[-/.]\s*\d{1,2}$|^\d{1,2}\s*(?:[-/.]\s*\d{1,2}|月\s*\d{1,2}\s*[日号])$|^\d{4}$/.test(text))
    return unread('date-incomplete');
  return unread('date-malformed');
}

/** By its first three letters, as long as they go on as the month does. */
function monthNumber(word: string | undefined): number {
  const name = word?.toLowerCase();
  if (name === undefined) return 0;
  if (name === 'sept') return 9;
  return monthNames.findIndex((month) => month.toLowerCase().startsWith(name)) + 1;
}

/** Day first or month first: known where one of them can be no month, or both are the same. */
function eitherWay(one: number, other: number, year: number): Reading {
  if (one > 12 && other <= 12) return dayOf(year, other, one);
  if (other > 12 && one <= 12) return dayOf(year, one, other);
  return one === other ? dayOf(year, one, one) : unread(one > 12 ? 'date-impossible' : 'date-ambiguous');
}

function dayOf(...parts: readonly (string | number | undefined)[]): Reading {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = parts.map(Number);
  if ([year, month, day].some((one) => !Number.isInteger(one))) return unread('date-malformed');
  const written = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return year >= 1000 && z.iso.date().safeParse(written).success ? read(written) : unread('date-impossible');
}
