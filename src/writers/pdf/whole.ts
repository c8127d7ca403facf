/**
 * What a line must not break, though it might.
 *
 * In:  text, and the width that it has. Out: a pattern of the pieces to keep whole, or nothing where there are none: codes
 * with a hyphen before a letter (`BC-M-01`) or with a slash (`GB/T`, `Q/CUSC-AR33-2023`), words joined by a non-breaking
 * hyphen, characters joined by word joiners, the forms of companies, and in narrow columns the term of the field.
 */
const code = String.raw`[A-Z0-9]{2,}(?:-[A-Z0-9]+)*-[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*|[A-Z]{1,5}(?:\/[A-Z]{1,5})+(?:-[A-Z0-9]+)*`;
const company = '股份有限公司|有限责任公司|有限公司';
const term = '业务连续性管理';
const joinedWords = String.raw`[^\s\u2060](?:\u2060+[^\s\u2060])+|[\p{L}\p{N}./]+(?:[-\u2011][\p{L}\p{N}./]+)*\u2011[\p{L}\p{N}./]+(?:[-\u2011][\p{L}\p{N}./]+)*`;

const usual = new RegExp(`${code}|${company}`, 'g');
const inColumns = new RegExp(`${code}|${company}|${term}`, 'g');
/** With signs that join; they are rare, and the pattern takes time. */
const withSigns = new RegExp(`${joinedWords}|${company}|${term}|${code}`, 'gu');
const signs = /[\u2011\u2060]/;
/** A column of less than this, pt, is narrow: on longer lines a term kept whole would tear holes into justified text. */
const narrow = 200;
const suspicious = /[A-Z0-9]-[A-Z]|[A-Z]\/[A-Z]|公司|业务连续性/;

export const mayHoldWhole = (text: string): boolean => suspicious.test(text);
export const wholePieces = (text: string, room: number): RegExp => (signs.test(text) ? withSigns : room < narrow ? inColumns : usual);
