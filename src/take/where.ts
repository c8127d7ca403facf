/**
 * Where something stands in a Word file, as somebody finds it who has it open.
 *
 * In:  a place of the file. Out: the words for it, in both languages.
 */
import type { Prose } from '../diagnostics/index.js';
import type { WordPlace } from '../word/types.js';

export function whereProse({ part, page, paragraph, table, row, cell }: WordPlace): Prose {
  if (part === 'header') return { zh: '页眉', en: 'header' };
  if (part === 'footer') return { zh: '页脚', en: 'footer' };
  const [zh, en] =
    table === undefined
      ? [`第 ${paragraph} 段`, `paragraph ${paragraph}`]
      : row === undefined
        ? [`表 ${table}`, `table ${table}`]
        : [`表 ${table} 第 ${row} 行第 ${cell ?? 1} 格`, `table ${table}, row ${row}, cell ${cell ?? 1}`];
  return { zh: `第 ${page} 页${zh}`, en: `page ${page}, ${en}` };
}

const most = 80;
/** Words as a message quotes them. */
export function quoted(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > most ? `${flat.slice(0, most)}…` : flat;
}
