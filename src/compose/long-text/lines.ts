/**
 * Lines of long text, and what their beginnings mean.
 *
 * In:  a text. Out: its lines without the blanks around them; of a line, the sign of a list it begins with, and what in it
 * means something elsewhere (headings, code, links …) and therefore may not stand here.
 */
import type { Refused } from './types.js';

export interface Line {
  readonly text: string;
  /** Columns of white space before it, less those of the list that it stands in. */
  readonly indent: number;
  /** From 1, in the whole text; and the column of its first character. */
  readonly line: number;
  readonly column: number;
}

export function linesOf(text: string): Line[] {
  return text.split(/\r\n|\r|\n/).map((source, i) => {
    let at = 0;
    let indent = 0;
    for (; source[at] === ' ' || source[at] === '\t'; at++) indent += source[at] === '\t' ? 4 : 1;
    return { text: source.slice(at).trim(), indent, line: i + 1, column: at + 1 };
  });
}

export interface Marker {
  readonly sign: '-' | '.' | ')';
  readonly number: number;
  /** Of the sign and the blanks after it. */
  readonly length: number;
}
const numbered = /^(0|[1-9]\d{0,2})([.)])[ \t]+(?=\S)/;
const bullet = /^-[ \t]+(?=\S)/;

/** `- ` or `1. ` or `1) `, with words after it. */
export function markerOf(text: string): Marker | undefined {
  const dash = bullet.exec(text);
  if (dash) return { sign: '-', number: 0, length: dash[0].length };
  const number = numbered.exec(text);
  return number ? { sign: number[2] as '.' | ')', number: Number(number[1]), length: number[0].length } : undefined;
}

/** A backslash before the sign at a line's beginning takes its meaning away, and is not printed. */
const escaped = /^\\(?=[-+*][ \t]|#{1,6}[ \t]|[-*=]{3})|^(\d{1,3})\\(?=[.)][ \t])/;
export const unescaped = (text: string): string => text.replace(escaped, '$1');

const ruleLine = /^([-*=])(?:[ \t]*\1){2,}$/;
const html =
  /<\/?(?:b|i|u|br|hr|p|strong|em|span|div|sub|sup|font|table|tr|td|th|li|ul|ol|a|img|h[1-6])(?:[ \t]*\/?|[ \t]+[a-z-]+[ \t]*=[^<>]*)>/i;

type Why = Pick<Refused, 'zh' | 'en' | 'helpZh' | 'helpEn'> & { readonly at: number };
const why = (at: number, zh: string, en: string, helpZh: string, helpEn: string): Why => ({ at, zh, en, helpZh, helpEn });
const plainly = ['写成普通文字。', 'Write plain text.'] as const;

function refusedAt(text: string): Why | undefined {
  if (/^#{1,6}[ \t]+\S/.test(text)) {
    return why(
      0,
      '长文本里不能有标题',
      'long text cannot hold a heading',
      '另起一段，用 **…** 加粗；要印出 # 就写 \\#。',
      'Begin a paragraph with **…**; to print the sign write \\#.',
    );
  }
  if (/^[*+][ \t]+\S/.test(text)) {
    return why(
      0,
      `行首的 ${text.charAt(0)} 不是列表的记号`,
      `${text.charAt(0)} does not begin a list`,
      `列表写成“- ”；要印出 ${text.charAt(0)} 就写 \\${text.charAt(0)}。`,
      `Lists begin with “- ”; to print the sign write \\${text.charAt(0)}.`,
    );
  }
  if (ruleLine.test(text))
    return why(0, '长文本里不能有分隔线', 'long text cannot hold a rule', '空一行就是另一段。', 'A blank line begins a new paragraph.');
  if (text.startsWith('```') || text.startsWith('~~~')) return why(0, '长文本里不能有代码', 'long text cannot hold code', ...plainly);
  const tick = text.indexOf('`');
  if (tick >= 0 && text.includes('`', tick + 1)) return why(tick, '长文本里不能有代码', 'long text cannot hold code', ...plainly);
  const link = text.search(/\]\((?:https?:|mailto:|www\.)/);
  const image = link < 0 && text.includes('](') ? text.indexOf('![') : -1;
  if (image >= 0)
    return why(image, '长文本里不能有图片', 'long text cannot hold an image', '图片写在 figures 里。', 'Pictures stand under figures.');
  if (link >= 0) return why(link, '长文本里不能有链接', 'long text cannot hold a link', '写出网址。', 'Write the address out.');
  const bare = text.search(/<(?:https?:|mailto:)/);
  if (bare >= 0)
    return why(
      bare,
      '长文本里不能有链接',
      'long text cannot hold a link',
      '写出网址，不加尖括号。',
      'Write the address out, without angle brackets.',
    );
  const tag = text.includes('<!--') ? text.indexOf('<!--') : text.includes('<') ? text.search(html) : -1;
  if (tag >= 0) return why(tag, '长文本里不能有HTML', 'long text cannot hold HTML', ...plainly);
  return undefined;
}

export function refusedIn({ text, line, column }: Line): Refused | undefined {
  const found = refusedAt(text);
  if (!found) return undefined;
  const { at, ...rest } = found;
  return { line, column: column + at, ...rest };
}
