/**
 * `canon`: what every format of a document must say, word for word and cell for cell.
 *
 * In:  a model. Out: an ordered list of entries. A table's cells are addressed `table/row/column` (from 1, in reading
 * order, spans down counted), all text of a cell in one entry, that of a table inside it too; everything else is one entry a block. Text is
 * NFC, without
 * white space; non-breaking hyphens are hyphens; list labels stand before their items; a sign stands for the
 * number of a page; running headers, footers, pictures
 * and the lines of a table of contents (`toc.ts` has them) are left out, as are entries without text. A reader of a finished file yields
 * the same list.
 */
import type { Block, Document, Inline, List, Table } from './types.js';
import { inlinesOf } from './walk.js';

export interface CanonEntry {
  /** Cell address `1/2/3`, or `null` outside tables. */
  readonly cell: string | null;
  readonly text: string;
}

/** Normalises text as `canon` does; readers of finished files use it too. */
export const canonText = (s: string): string =>
  s
    .normalize('NFC')
    .replace(/[\s\u200b\u2060\ufeff\u00ad]+/gu, '')
    .replace(/\u2011/gu, '-');

/** The bullet that stands before items of an unordered list, in both formats. */
export const bullet = '•';

/** Stands for the number of a page, which only layout knows; no text of a record can hold it. */
const pageSign = '\u0001';
const inlineText = (inlines: readonly Inline[]): string =>
  inlines
    .map((i) =>
      i.type === 'text'
        ? i.value
        : i.type === 'check-box'
          ? i.checked
            ? '☑'
            : '☐'
          : i.type === 'page-number' || i.type === 'page-count'
            ? pageSign
            : '',
    )
    .join('');

/** Whether a file says what the model says: the same words in the same cell, and a number where the model has that of a page. */
export function saysSame(wanted: CanonEntry | undefined, read: CanonEntry | undefined): boolean {
  if (!wanted || !read || wanted.cell !== read.cell) return false;
  const pieces = wanted.text.split(pageSign);
  if (pieces.length === 1) return wanted.text === read.text;
  const literal = (s: string): string => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${pieces.map(literal).join('\\d{1,4}')}$`, 'u').test(read.text);
}

export function canon(document: Document): CanonEntry[] {
  const out: CanonEntry[] = [];
  let tables = 0;
  const push = (cell: string | null, text: string): void => {
    const t = canonText(text);
    if (t !== '') out.push({ cell, text: t });
  };
  const textOf = (blocks: readonly Block[]): string => {
    const parts: string[] = [];
    flow(blocks, (t) => parts.push(t), true);
    return parts.join('');
  };
  const listText = (list: List, emit: (t: string) => void): void => {
    list.items.forEach((item, i) => {
      emit(
        (list.ordered ? `${(list.start ?? 1) + i}${list.sign ?? '.'}` : bullet) + textOf(item.blocks.filter((b) => b.type === 'paragraph')),
      );
      for (const b of item.blocks) if (b.type === 'list') listText(b, emit);
    });
  };
  const cellsOf = (table: Table): void => {
    if (table.caption) flow(table.caption, (t) => push(null, t));
    const number = ++tables;
    const open: number[] = table.widths.map(() => 0);
    table.rows.forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while ((open[x] ?? 0) > 0) x++;
        push(`${number}/${y + 1}/${x + 1}`, textOf(cell.blocks));
        for (let k = x; k < x + cell.columns; k++) open[k] = cell.rows;
        x += cell.columns;
      }
      for (let k = 0; k < open.length; k++) open[k] = Math.max(0, (open[k] ?? 0) - 1);
    });
  };
  /** `inCell`: a table is part of what its cell says. */
  const flow = (blocks: readonly Block[], emit: (t: string) => void, inCell = false): void => {
    for (const block of blocks) {
      switch (block.type) {
        case 'paragraph':
        case 'heading':
          emit(inlineText(inlinesOf(block)));
          break;
        case 'list':
          listText(block, emit);
          break;
        case 'keep':
          flow(block.blocks, emit, inCell);
          break;
        case 'grid':
          for (const row of block.rows) for (const cell of row.cells) flow(cell.blocks, emit, inCell);
          break;
        case 'toc':
          flow(block.title, emit);
          break;
        case 'seal-place':
          flow(block.caption, emit);
          break;
        case 'table':
          if (!inCell) cellsOf(block);
          else flow([...(block.caption ?? []), ...block.rows.flatMap((r) => r.cells.flatMap((c) => c.blocks))], emit, true);
          break;
        default:
          break;
      }
    }
  };
  for (const section of document.sections) flow(section.blocks, (t) => push(null, t));
  return out;
}
