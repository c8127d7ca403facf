/**
 * The working of one audit's time as text.
 *
 * In:  what is told of an audit, the language of the interface. Out: lines: the audit, then each figure with its unit, clause and words.
 */
import type { AuditTimeTold } from '../../telling/audit-times.js';
import { shownFigure, unitWords } from '../../time/lines.js';
import type { UiLang } from '../terminal.js';
import { textTable } from '../text-table.js';

export function timeText({ case: name, client, scheme, version, audit, name: called, working, why }: AuditTimeTold, lang: UiLang): string {
  const title = [
    `${name}${audit === undefined ? '' : `/${audit}`}`,
    called[lang],
    client?.[lang],
    [scheme, version].filter(Boolean).join(' '),
  ];
  const rows = (working?.lines ?? []).map(({ what, figure, unit, clause = '', note }) => [
    shownFigure(figure),
    unitWords[unit][lang],
    clause,
    `${what[lang]}${note ? (lang === 'zh' ? `（${note.zh}）` : ` (${note.en})`) : ''}`,
  ]);
  const missing = (working?.missing ?? []).map(({ what, where }) =>
    lang === 'zh' ? `缺：${what.zh}（${where}）` : `Missing: ${what.en} (${where})`,
  );
  return [
    title.filter((part) => part !== undefined && part !== '').join(lang === 'zh' ? '　' : '  '),
    ...[...textTable(rows, [0]), ...missing, ...(why ? [why[lang]] : [])].map((line) => `  ${line}`),
  ].join('\n');
}
