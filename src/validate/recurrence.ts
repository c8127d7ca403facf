/**
 * Figures in two languages: a date, number or code of the Chinese recurs in the English.
 *
 * In:  a record file. Out: a warning for each text whose English lacks a figure of the Chinese. A wrong date in one language
 * is the commonest slip of a translation, and nobody who reads one language sees it. Small numbers may be words in English,
 * and months are.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { placeAt } from '../files/pointer.js';
import type { RecordFile } from '../load/types.js';

export function checkRecurrence(file: RecordFile): Diagnostic[] {
  const out: Diagnostic[] = [];
  const visit = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      value.forEach((one, i) => {
        visit(one, [...path, i]);
      });
      return;
    }
    const map = value as Readonly<Record<string, unknown>>;
    const { zh, en } = map;
    if (typeof zh === 'string' && typeof en === 'string') {
      const lost = lostFigures(zh, en);
      if (lost.length > 0) {
        out.push({
          code: 'languages-disagree',
          severity: 'warning',
          place: placeAt(file.source, [...path, 'en'], file.source.file),
          message: { zh: `中文中的 ${lost.join('、')} 没有出现在英文中`, en: `The English lacks ${lost.join(', ')} of the Chinese` },
        });
      }
      return;
    }
    for (const [key, one] of Object.entries(map)) visit(one, [...path, key]);
  };
  visit(file.value, []);
  return out;
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const words = [
  ['zero', 'no', 'none'],
  ['one', 'first', 'once', 'a', 'an', 'single', 'each', 'the'],
  ['two', 'second', 'twice', 'both', 'pair', 'double', 'dual'],
  ['three', 'third', 'quarter', 'triple'],
  ['four', 'fourth'],
  ['five', 'fifth'],
  ['six', 'sixth'],
  ['seven', 'seventh'],
  ['eight', 'eighth'],
  ['nine', 'ninth'],
  ['ten', 'tenth'],
  ['eleven', 'eleventh'],
  ['twelve', 'twelfth'],
  ['thirteen', 'thirteenth'],
  ['fourteen', 'fourteenth'],
  ['fifteen', 'fifteenth'],
  ['sixteen', 'sixteenth'],
  ['seventeen', 'seventeenth'],
  ['eighteen', 'eighteenth'],
  ['nineteen', 'nineteenth'],
  ['twenty', 'twentieth'],
];
/** 万 and 亿 multiply; English writes the number out, or in thousands and millions. */
const multiples: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

/** The figures of the Chinese, as written there, that the English lacks. */
export function lostFigures(zh: string, en: string): string[] {
  const english = en
    .normalize('NFKC')
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/[\u2010\u2011]/g, '-');
  const lower = english.toLowerCase();
  const numbers = new Set((english.match(/\d+(?:\.\d+)?/g) ?? []).map(Number));
  const has = (n: number): boolean =>
    numbers.has(n) ||
    (words[n]?.some((w) => new RegExp(`\\b${w}\\b`).test(lower)) ?? false) ||
    (n >= 1e6 && numbers.has(n / 1e6) && /million/.test(lower)) ||
    (n >= 1e9 && numbers.has(n / 1e9) && /billion/.test(lower)) ||
    (n >= 1e3 && numbers.has(n / 1e3) && /thousand/.test(lower));
  const lost = new Set<string>();
  let chinese = zh
    .normalize('NFKC')
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(/[\u2010\u2011]/g, '-');
  // Codes first: their digits are no numbers.
  chinese = chinese.replace(/[A-Za-z]+(?:[-/.]?[A-Za-z0-9]+)*/g, (code) => {
    if (/\d/.test(code) && code.length > 2 && !lower.includes(code.toLowerCase())) lost.add(code);
    return ' ';
  });
  chinese = chinese.replace(/(\d{1,2})月(?!份?内|个)/g, (all, m: string) => {
    const name = months[Number(m) - 1];
    if (name !== undefined && !lower.includes(name.slice(0, 3).toLowerCase()) && !has(Number(m))) lost.add(all);
    return ' ';
  });
  for (const [all, digits = '', unit = ''] of chinese.matchAll(/(\d+(?:\.\d+)?)\s*([万亿]?)/g)) {
    if (!has(Number(digits) * (multiples[unit] ?? 1)) && !has(Number(digits))) lost.add(all.trim());
  }
  return [...lost];
}
