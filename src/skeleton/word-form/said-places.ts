/**
 * What of a form could not be carried as it stands, in words.
 *
 * In:  the kind of it, its place, its words. Out: prose in both languages: where a person finds it in the Word file, and what became of it.
 */
import type { Prose } from '../../diagnostics/index.js';
import { leftoverSaid, saidAt } from '../../word/said.js';
import type { LeftoverKind, WordPlace } from '../../word/types.js';

type OwnKind =
  'nested-table' | 'paper' | 'columns' | 'even-pages' | 'first-footer' | 'later-running' | 'floating-table' | 'picture-unsound';
export type ToldKind = LeftoverKind | OwnKind;

/** What the reading has, and a layout has not. */
const kinds: Readonly<Record<OwnKind, Prose>> = {
  'picture-unsound': { zh: '图片不能印出，没有带入', en: 'a picture cannot be printed and was not taken over' },
  'nested-table': { zh: '单元格或页眉页脚里的表格按行写成了文字', en: 'a table in a cell, header or footer was set as lines of text' },
  paper: { zh: '纸张不是 A4，版式排成 A4', en: 'the paper is not A4; the layout is' },
  columns: { zh: '分栏没有带入', en: 'columns of text were not taken over' },
  'even-pages': { zh: '偶数页不同的页眉页脚没有带入', en: 'another header or footer of even pages was not taken over' },
  'first-footer': { zh: '首页不同的页脚没有带入', en: 'another footer of the first page was not taken over' },
  'later-running': { zh: '后面各节不同的页眉页脚没有带入', en: 'other headers or footers of later sections were not taken over' },
  'floating-table': { zh: '浮动的表格按顺序排在文中', en: 'a floating table stands in its order in the text' },
};
const isOwn = (kind: ToldKind): kind is OwnKind => Object.hasOwn(kinds, kind);

export const toldOf = (kind: ToldKind, place: WordPlace | undefined, words: string): Prose =>
  isOwn(kind) ? saidAt(kinds[kind], place, words) : leftoverSaid(kind, place, words);
