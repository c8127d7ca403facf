/**
 * The HTML of a layout as its author reads it (`build --to html`).
 *
 * In:  HTML with stamps and sentinels, what was printed, the language of the document. Out: the same HTML with the words where they
 * stand, two languages with a slash between them; without stamps. Nothing reads it back.
 */
import type { DocLang } from '../model/index.js';
import { close, open, type Print } from './layout-run.js';
import { LongText, partText, type Part } from './values.js';

const sentinel = new RegExp(`${open}(\\d+)${close}`, 'g');

export const readableHtml = (html: string, prints: readonly Print[], lang: DocLang): string =>
  html.replace(/ data-[tr]="[^"]*"/g, '').replace(sentinel, (_, n: string) => escaped(wordsOf(prints[Number(n)], lang)));

function wordsOf(print: Print | undefined, lang: DocLang): string {
  if (!print) return '';
  const { content } = print;
  const [zh, en] = content instanceof LongText ? [content.zh, content.en ?? ''] : [textOf(content.zh), textOf(content.en)];
  const isOne = content instanceof LongText ? en === '' : content.neutral;
  return lang === 'zh' || (isOne && lang === 'zh-en') ? zh : lang === 'en' ? en : [zh, en].filter((text) => text !== '').join(' / ');
}
/** The number of a page is not known yet: its name stands for it. */
const textOf = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === 'object' && 'page' in part ? `[${part.page}]` : partText(part))).join('');
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);
