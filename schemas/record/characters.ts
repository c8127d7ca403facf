/**
 * Characters that look like others, or like nothing at all.
 *
 * In:  text as somebody typed or pasted it. Out: its ASCII spelling where it has one, and what is odd about a character.
 * Input methods write full-width forms, word processors write dashes and curly quotes, web pages carry characters that
 * nobody sees: on the screen a code looks right, and no search finds it.
 */

/** Greek and Cyrillic letters whose shape is a Latin letter's. */
const lookAlikes: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  І: 'I',
  Ј: 'J',
  Ѕ: 'S',
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ј: 'j',
  ѕ: 's',
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Ζ: 'Z',
  Η: 'H',
  Ι: 'I',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Υ: 'Y',
  Χ: 'X',
  ο: 'o',
  ν: 'v',
};
export const foreignLetter = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
/** Letters, digits and signs of the full-width block, U+FF01 to U+FF5E: ASCII shifted by one number. */
export const fullWidth = /[\uFF01-\uFF5E]/;
/** Those that Chinese writing has no use for: letters, digits, hyphen, slash, point and the signs of computing. */
export const fullWidthCode = /[\uFF02-\uFF07\uFF0A\uFF0B\uFF0D-\uFF19\uFF1C-\uFF1E\uFF20-\uFF3A\uFF3C\uFF3E-\uFF5A\uFF5C]/;
/** Hyphens, dashes and the minus sign, other than the hyphen of the keyboard. */
export const dash = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D\u30FC]/;
/** Spaces other than that of the keyboard. */
export const oddSpace = /[\t\n\r\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/;
/** What takes no room: marks of direction, joiners, soft hyphen, byte order mark, fillers. */
export const invisible =
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\u3164\uFEFF\uFFA0]/;
export const curlyQuote = /[\u2018-\u201F\u300C-\u300F\uFF02\uFF07]/;
export const han = /\p{Script=Han}/u;

const each = (pattern: RegExp): RegExp => new RegExp(pattern.source, `${pattern.flags}g`);

const narrow = (character: string): string => String.fromCharCode(character.charCodeAt(0) - 0xfee0);
/** As a keyboard set to English would have written it; Chinese characters stay. */
export const typed = (text: string): string =>
  narrowed(text.replace(each(dash), '-').replace(each(fullWidth), narrow).replace(/。/g, '.')).replace(/ {2,}/g, ' ');
/** The same for a number within Chinese words: their brackets, dashes and commas stay. */
export const narrowed = (text: string): string =>
  text
    .replace(each(invisible), '')
    .replace(each(oddSpace), ' ')
    .replace(each(fullWidthCode), narrow)
    .replace(each(foreignLetter), (letter) => lookAlikes[letter] ?? letter)
    .trim();

const named: readonly (readonly [RegExp, string, string])[] = [
  [/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/, '看不见的文字方向记号', 'an invisible mark of writing direction'],
  [/\uFEFF/, '看不见的字节顺序标记', 'an invisible byte order mark'],
  [/\u00AD/, '看不见的软连字符', 'an invisible soft hyphen'],
  [invisible, '看不见的零宽字符', 'an invisible character of no width'],
  [/[\u0000-\u001F\u007F-\u009F]/, '控制字符', 'a control character'],
];
/** What a character is, where nobody can see it. */
export function nameOf(character: string): { readonly zh: string; readonly en: string } | undefined {
  const found = named.find(([pattern]) => pattern.test(character));
  return found && { zh: found[1], en: found[2] };
}
export const codePoint = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
