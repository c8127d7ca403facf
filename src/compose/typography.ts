/**
 * The little typography that belongs to text itself, not to its looks.
 *
 * In:  a value, or literal punctuation of a layout. Out: the same words, with non-breaking spaces where a break would hurt,
 * and punctuation in the form of the language at hand. Everything else (quotes, dashes, spaces between Chinese and Latin)
 * stays as it was written: the record is evidence.
 */
import { isCjk } from '../files/line-ends.js';
import type { Lang } from '../model/index.js';

export { isCjk };

const nbsp = '\u00A0';
const han = /\p{Script=Han}/u;

export const hasHan = (s: string): boolean => han.test(s);
/** Language of text that has none of its own. */
export const neutralLang = (s: string): Lang => (isCjk(s) ? 'zh' : 'en');

const protectable = /[A-Z0-9] |\d\s|, Ltd|[a-z] \d{4}/;
/** “ISO 22301”, “GB/T 30146”: the name of a standard stays with its number. */
const standard = /\b(ISO|IEC|ISO\/IEC|ISO\/TS|GB|GB\/T|CNAS|IAF|CC|RB\/T)[ ](?=[A-Z]{0,3}-?\d)/g;
/** “5 h 10 min”, “24 mm”, “3 person-days”: a number stays with its unit. */
const unit =
  /(\d) (?=(?:h|min|s|d|ms|mm|cm|m|km|kg|t|%|℃|°C|MW|kW|kV|kWh|GB|TB|MB|Mbit\/s|hours?|days?|weeks?|months?|years?|minutes?|seconds?|person-days?|person-hours?|CNY|RMB|yuan)(?![A-Za-z]))/g;

/** “14 April 2026”, “April 2026”: a date stays on one line. */
const month = '(?:January|February|March|April|May|June|July|August|September|October|November|December)';
const dayOfMonth = new RegExp(String.raw`(\d) (?=${month}\b)`, 'g');
const monthOfYear = new RegExp(String.raw`\b(${month}) (?=\d{4}\b)`, 'g');

/** “2 h 35 min”; “Co., Ltd.” */
const hours = /(\d\u00A0h) (?=\d+[ \u00A0]min)/g;
const limited = /\bCo\., (?=Ltd\b)/g;

/** Non-breaking spaces in what must not be torn apart. */
export function protect(s: string): string {
  if (!protectable.test(s)) return s;
  return s
    .replace(standard, `$1${nbsp}`)
    .replace(unit, `$1${nbsp}`)
    .replace(hours, `$1${nbsp}`)
    .replace(limited, `Co.,${nbsp}`)
    .replace(dayOfMonth, `$1${nbsp}`)
    .replace(monthOfYear, `$1${nbsp}`);
}

const english: Readonly<Record<string, string>> = {
  '，': ', ',
  '、': ', ',
  '；': '; ',
  '：': ': ',
  '。': '. ',
  '（': ' (',
  '）': ') ',
  '！': '! ',
  '？': '? ',
  '～': '–',
  '／': '/',
  '“': '“',
  '”': '”',
  '《': '',
  '》': '',
};
/** Literal punctuation of a layout, as English writes it. */
export const englishPunctuation = (s: string): string =>
  isCjk(s) ? s.replace(/[，、；：。（）！？～／《》]/g, (c) => english[c] ?? c) : s;
/** A clause in Latin text has the brackets of Latin text: `4.4.1（2）` is `4.4.1(2)`. */
export const latinClause = (s: string): string => s.replace(/(?<=[\d)）])（(\d{1,3})）/g, '($1)');
