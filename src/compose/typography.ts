/**
 * The little typography that belongs to text itself, not to its looks.
 *
 * In:  a value, or literal punctuation of a layout. Out: the same words, with non-breaking spaces where a break would hurt,
 * and punctuation in the form of the language at hand. Everything else (quotes, dashes, spaces between Chinese and Latin)
 * stays as it was written: the record is evidence.
 */
import type { Lang } from '../model/index.js';

const nbsp = '\u00A0';
const cjk = /[\u2E80-\u2FFF\u3000-\u303F\u31C0-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF]|[\uD840-\uD8BF]/;
const han = /\p{Script=Han}/u;

export const hasHan = (s: string): boolean => han.test(s);
/** Han characters, or punctuation that only Chinese has. */
export const isCjk = (s: string): boolean => cjk.test(s);
/** Language of text that has none of its own. */
export const neutralLang = (s: string): Lang => (cjk.test(s) ? 'zh' : 'en');

const protectable = /[A-Z0-9] |\d\s|, Ltd/;
/** “ISO 22301”, “GB/T 30146”: the name of a standard stays with its number. */
const standard = /\b(ISO|IEC|ISO\/IEC|ISO\/TS|GB|GB\/T|CNAS|IAF|CC|RB\/T)[ ](?=[A-Z]{0,3}-?\d)/g;
/** “5 h 10 min”, “24 mm”, “3 person-days”: a number stays with its unit. */
const unit = /(\d) (?=(?:h|min|s|d|mm|cm|m|km|kg|t|%|℃|°C|MW|kW|kV|GB|TB|MB|hours?|days?|minutes?|person-days?)(?![A-Za-z]))/g;

/** “2 h 35 min”; “Co., Ltd.” */
const hours = /(\d\u00A0h) (?=\d+[ \u00A0]min)/g;
const limited = /\bCo\., (?=Ltd\b)/g;

/** Non-breaking spaces in what must not be torn apart. */
export function protect(s: string): string {
  if (!protectable.test(s)) return s;
  return s.replace(standard, `$1${nbsp}`).replace(unit, `$1${nbsp}`).replace(hours, `$1${nbsp}`).replace(limited, `Co.,${nbsp}`);
}

const english: Readonly<Record<string, string>> = {
  '，': ', ', '、': ', ', '；': '; ', '：': ': ', '。': '. ', '（': ' (', '）': ') ', '！': '! ', '？': '? ', '～': '–', '／': '/', '“': '“', '”': '”', '《': '', '》': '',
};
/** Literal punctuation of a layout, as English writes it. */
export const englishPunctuation = (s: string): string => (cjk.test(s) ? s.replace(/[，、；：。（）！？～／《》]/g, (c) => english[c] ?? c) : s);
