/**
 * What people typed, read as the kind of its field; or why it is none.
 *
 * In:  nothing. Out: types, and what each reason says to people.
 */
import type { Prose } from '../diagnostics/index.js';
import type { YamlValue } from '../record-edit/types.js';

export type Why =
  | 'empty'
  | 'date-malformed'
  | 'date-incomplete'
  | 'date-ambiguous'
  | 'date-impossible'
  | 'number-malformed'
  | 'word-unknown'
  | 'word-ambiguous'
  | 'name-unknown'
  | 'name-ambiguous'
  | 'code-malformed'
  | 'frame-changed'
  | 'not-open';
export type Reading = { readonly ok: true; readonly value: YamlValue } | { readonly ok: false; readonly why: Why };
export const read = (value: YamlValue): Reading => ({ ok: true, value });
export const unread = (why: Why): Reading => ({ ok: false, why });

/** What stands for something: a value of a closed list and what layouts call it; an id, and the names that are printed for it. */
export interface Choice {
  readonly value: string;
  readonly words: readonly string[];
}
/** What is known of a place, besides its shape. */
export interface Known {
  /** What the record says there; text that was not touched keeps the record's own signs. */
  readonly present?: unknown;
  /** The words that were printed for it: what stands around the value (`共`…`人日`) is not typed by anyone. */
  readonly printed?: string;
  readonly choices?: readonly Choice[];
}

const reasons: Readonly<Record<Why, Prose>> = {
  empty: { zh: '没有填写', en: 'nothing was written' },
  'date-malformed': { zh: '不是日期', en: 'no date' },
  'date-incomplete': { zh: '日期不全：要写年、月、日，年份四位', en: 'not a whole date: year with four digits, month and day' },
  'date-ambiguous': { zh: '分不清月和日，请写成 2026-3-4', en: 'month and day cannot be told apart; write 2026-3-4' },
  'date-impossible': { zh: '没有这一天', en: 'there is no such day' },
  'number-malformed': { zh: '不是数', en: 'no number' },
  'word-unknown': { zh: '不在可选的词中', en: 'not one of the words to choose from' },
  'word-ambiguous': { zh: '可能是几个选项中的任何一个', en: 'may be any of several choices' },
  'name-unknown': { zh: '没有叫这个名字的', en: 'nobody and nothing has this name' },
  'name-ambiguous': { zh: '有几个叫这个名字的', en: 'several have this name' },
  'code-malformed': { zh: '不合这种编号的写法', en: 'not written as such a number is' },
  'frame-changed': { zh: '前后的固定文字变了', en: 'the fixed words around it have changed' },
  'not-open': { zh: '这里的文字是推算或缩写的，不能从文件改', en: 'these words are worked out or shortened, and cannot be changed here' },
};
export const reasonOf = (why: Why): Prose => reasons[why];
