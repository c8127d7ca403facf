/**
 * What a copy for review calls itself, in both formats alike.
 *
 * In:  nothing. Out: the words, in the languages of a document.
 */
import type { DocLang } from './types.js';

export const forReview: Readonly<Record<DocLang, string>> = {
  zh: '供审阅，不是正式文件',
  en: 'For review only, not the document',
  'zh-en': '供审阅，不是正式文件 For review only, not the document',
};
