/**
 * What a line must not break, though it might.
 *
 * In:  text, and the width that it has. Out: a pattern of the pieces to keep whole, or nothing where there are none: codes
 * with a hyphen before a letter (`BC-M-01`) or with a slash (`GB/T`, `Q/CUSC-AR33-2023`), words joined by a non-breaking
 * hyphen, characters joined by word joiners, the forms of companies, dates and figures with their Chinese unit, and in narrow
 * columns the term of the field.
 */
const code = String.raw`(?<![A-Z0-9])(?<![A-Z0-9]{2}-)[A-Z0-9]{2,}(?:-[A-Z0-9]+)*-[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*|[A-Z]{1,5}(?:\/[A-Z]{1,5})+(?:-[A-Z0-9]+)*`;
const company = '股份有限公司|有限责任公司|有限公司';
const term = '业务连续性管理';
const joinedWords = String.raw`[^\s\u2060](?:\u2060+[^\s\u2060])+|(?<![\p{L}\p{N}./])(?<![\p{L}\p{N}./][-\u2011])[\p{L}\p{N}./]+(?:[-\u2011][\p{L}\p{N}./]+)*\u2011[\p{L}\p{N}./]+(?:[-\u2011][\p{L}\p{N}./]+)*`;

/** Words that count or measure; the longer before those they begin with. */
const measure =
  '个工作日|个小时|个月|工作日|小时|分钟|人日|人次|人天|万元|亿元|千元|万人|万户|公里|千米|毫米|厘米|平方米|立方米|千瓦时|千瓦|兆瓦' +
  '|[年月日天时分秒周个人名项类份次条台家处元万亿米吨号页班级组种起套路层楼辆户座件张部期季倍点位间]';
const figure = String.raw`\d[\d.,]{0,14}`;
const chineseDate = String.raw`\d{1,2}月\d{1,2}日`;
/** On a long line a date may leave its year behind: kept whole it would tear holes into justified text. */
const wholeDate = String.raw`\d{4}年\d{1,2}月(?:\d{1,2}日)?`;
/** “9.0 person-days”: its number is joined to it already, its hyphen would let it break. */
const personDays = String.raw`(?:${figure}\u00a0)?person-(?:days?|hours?)`;
const isoDate = String.raw`(?<![\w-])\d{4}-\d{2}(?:-\d{2})?(?![\w-])`;
const figures = String.raw`${isoDate}|${chineseDate}|第?${figure}(?:${measure})|${personDays}`;

const usual = new RegExp(`${code}|${company}|${figures}`, 'g');
const inColumns = new RegExp(`${code}|${company}|${term}|${wholeDate}|${figures}`, 'g');
/** With signs that join; they are rare, and the pattern takes time. */
const withSigns = new RegExp(`${joinedWords}|${company}|${term}|${code}|${figures}`, 'gu');
const signs = /[\u2011\u2060]/;
/** A column of less than this, pt, is narrow: on longer lines a term kept whole would tear holes into justified text. */
const narrow = 200;
const suspicious = /[A-Z0-9]-[A-Z]|[A-Z]\/[A-Z]|公司|业务连续性|\d[\u4e00-\u9fff]|person-|\d{4}-\d/;

export const mayHoldWhole = (text: string): boolean => suspicious.test(text);
export const wholePieces = (text: string, room: number): RegExp => (signs.test(text) ? withSigns : room < narrow ? inColumns : usual);
