/**
 * The lines of `due` as cells: what the table and the CSV show.
 *
 * In:  lines, the language of the interface. Out: a header and a row for each line.
 */
import type { Prose } from '../../diagnostics/index.js';
import type { DueLine } from '../../telling/due.js';
import type { UiLang } from '../terminal.js';

const columns: readonly Prose[] = [
  { zh: '期限', en: 'due' },
  { zh: '剩余天数', en: 'days left' },
  { zh: '案卷', en: 'case' },
  { zh: '客户', en: 'client' },
  { zh: '组长', en: 'leader' },
  { zh: '对象', en: 'thing' },
  { zh: '条款', en: 'clause' },
  { zh: '规则', en: 'rule' },
  { zh: '事项', en: 'what' },
];
/** Column of figures. */
export const figures = [1];

export const headerOf = (lang: UiLang): string[] => columns.map((column) => column[lang]);

export function cellsOf(line: DueLine, lang: UiLang): string[] {
  return [
    line.due,
    String(line.daysLeft),
    line.case,
    line.client?.[lang] ?? '',
    line.leader?.[lang] ?? '',
    line.thing[lang],
    line.clause,
    line.rule,
    sayingOf(line)[lang],
  ];
}

/** What must happen, and what a reader must know about it. */
export function sayingOf({ what, isOverdue, isIndicative, notBefore, asOf }: DueLine): Prose {
  const notes: Prose[] = [
    ...(isOverdue ? [{ zh: '已逾期', en: 'overdue' }] : []),
    ...(notBefore !== undefined && notBefore > asOf ? [{ zh: `不早于 ${notBefore}`, en: `not before ${notBefore}` }] : []),
    ...(isIndicative ? [{ zh: '仅供参考：该年节假日未知', en: 'indicative: the holidays of that year are not known' }] : []),
  ];
  if (notes.length === 0) return what;
  return { zh: `${what.zh}（${notes.map((n) => n.zh).join('；')}）`, en: `${what.en} (${notes.map((n) => n.en).join('; ')})` };
}
