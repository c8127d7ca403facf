/**
 * What a copy for review says besides the document and the comments.
 *
 * In:  the languages of the document. Out: words as inlines, both languages on a line where the document has both.
 */
import { build, forReview, type Document, type Inline, type Lang, type Text } from '../model/index.js';
import { hasHan } from '../compose/typography.js';
import type { Prose } from '../diagnostics/index.js';

export const words = {
  title: { zh: '审阅意见', en: 'Review comments' },
  unplacedTitle: { zh: '不在文字旁的审阅意见', en: 'Review comments that stand at no text' },
  number: { zh: '序号', en: 'No.' },
  by: { zh: '审阅人', en: 'By' },
  about: { zh: '所指文字', en: 'About' },
  said: { zh: '意见', en: 'Comment' },
  done: { zh: '已解决', en: 'Resolved' },
  changed: { zh: '该处文字已改', en: 'The text has changed since' },
  gone: { zh: '所指文字已不在文件中，或不止一处', en: 'Printed no more, or more than once' },
  noGlyph: { zh: '□ 代表字体没有的字符，原文见 Word 文件。', en: '□ stands for a character that no typeface has; the Word file has it.' },
} as const satisfies Record<string, Prose>;

/** The style of English behind Chinese on one line. */
const second = 'english-label';

export function said(prose: Prose, { lang, lead }: Pick<Document, 'lang' | 'lead'>): Inline[] {
  const one = (of: Lang, style?: string): Text => build.text(prose[of], of, style === undefined ? {} : { style });
  if (lang !== 'zh-en') return [one(lang)];
  return lead === 'en' ? [one('en'), build.gap(0.5), one('zh')] : [one('zh'), build.gap(0.5), one('en', second)];
}

/** What the copy is, as a line of its pages. */
export const copyLine = (document: Pick<Document, 'lang' | 'lead'>): Inline[] => said({ zh: forReview.zh, en: forReview.en }, document);

/** A line that somebody typed. */
export const typed = (line: string): Text => build.text(line.replace(/[\n\r\t\0]/g, ' '), hasHan(line) ? 'zh' : 'en');
