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
export const pageSign = '\u0001';
const wordsOf = (i: Inline): string =>
  i.type === 'text'
    ? i.value
    : i.type === 'check-box'
      ? i.checked
        ? '☑'
        : '☐'
      : i.type === 'page-number' || i.type === 'page-count'
        ? pageSign
        : '';
/** Whether a file says what the model says: the same words in the same cell, and a number where the model has that of a page. */
export function saysSame(wanted: CanonEntry | undefined, read: CanonEntry | undefined): boolean {
  if (!wanted || !read || wanted.cell !== read.cell) return false;
  const pieces = wanted.text.split(pageSign);
  if (pieces.length === 1) return wanted.text === read.text;
  const literal = (s: string): string => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${pieces.map(literal).join('\\d{1,4}')}$`, 'u').test(read.text);
}

/** A piece of an entry: an inline of the model, or what stands there besides (a bullet, the number of an item). */
export type CanonPart = Inline | string;
/** What an entry is made of, with whitespace yet; entries without text among them. */
export interface CanonParts {
  readonly cell: string | null;
  readonly parts: readonly CanonPart[];
  /** The required contents that it belongs to, the innermost last. */
  readonly contents: readonly string[];
}
/** As it is printed, with its white space. */
export const partText = (part: CanonPart): string => (typeof part === 'string' ? part : wordsOf(part));
/** As it counts for the text of an entry. */
export const canonPartText = (part: CanonPart): string => canonText(partText(part));

export function canon(document: Document): CanonEntry[] {
  const out: CanonEntry[] = [];
  eachEntry(document, ({ cell, parts }) => {
    const text = canonText(parts.map(partText).join(''));
    if (text !== '') out.push({ cell, text });
  });
  return out;
}

/** Calls `emit` for what may be an entry of `canon`, in its order: those without text are none. */
export function eachEntry(document: Document, emit: (entry: CanonParts) => void): void {
  let tables = 0;
  const within = (contents: readonly string[], node: { readonly contents?: readonly string[] }): readonly string[] =>
    node.contents && node.contents.length > 0 ? [...contents, ...node.contents] : contents;
  type Emit = (parts: readonly CanonPart[], contents: readonly string[]) => void;
  const outside: Emit = (parts, contents) => emit({ cell: null, parts, contents });
  /** Of what is one entry together: its parts, and the contents that any of it belongs to. */
  const joined = (blocks: readonly Block[], around: readonly string[]): readonly [parts: CanonPart[], contents: readonly string[]] => {
    const all: CanonPart[] = [];
    const inner: string[] = [];
    const say: Emit = (parts, contents) => {
      // White space, which counts for no text: for who shows it to a reader.
      if (all.length > 0) all.push('\n');
      all.push(...parts);
      inner.push(...contents);
    };
    flow(blocks, say, [], true);
    return [all, inner.length === 0 ? around : [...new Set([...around, ...inner])]];
  };
  const eachItem = (list: List, say: Emit, contents: readonly string[]): void => {
    list.items.forEach((item, i) => {
      const label = list.ordered ? `${(list.start ?? 1) + i}${list.sign ?? '.'}` : bullet;
      const [parts, own] = joined(
        item.blocks.filter((b) => b.type === 'paragraph'),
        contents,
      );
      say([label, ...parts], own);
      for (const b of item.blocks) if (b.type === 'list') eachItem(b, say, contents);
    });
  };
  const eachCell = (table: Table, contents: readonly string[]): void => {
    if (table.caption) flow(table.caption, outside, contents);
    const number = ++tables;
    const open: number[] = table.widths.map(() => 0);
    table.rows.forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while ((open[x] ?? 0) > 0) x++;
        const [parts, own] = joined(cell.blocks, within(within(contents, row), cell));
        emit({ cell: `${number}/${y + 1}/${x + 1}`, parts, contents: own });
        for (let k = x; k < x + cell.columns; k++) open[k] = cell.rows;
        x += cell.columns;
      }
      for (let k = 0; k < open.length; k++) open[k] = Math.max(0, (open[k] ?? 0) - 1);
    });
  };
  /** `inCell`: a table is part of what its cell says. */
  const flow = (blocks: readonly Block[], say: Emit, around: readonly string[], inCell = false): void => {
    for (const block of blocks) {
      const contents = within(around, block);
      switch (block.type) {
        case 'paragraph':
        case 'heading':
          say(inlinesOf(block), contents);
          break;
        case 'list':
          eachItem(block, say, contents);
          break;
        case 'keep':
          flow(block.blocks, say, contents, inCell);
          break;
        case 'grid':
          for (const row of block.rows) for (const cell of row.cells) flow(cell.blocks, say, contents, inCell);
          break;
        case 'toc':
          flow(block.title, say, contents);
          break;
        case 'seal-place':
          flow(block.caption, say, contents);
          break;
        case 'table':
          if (!inCell) eachCell(block, contents);
          else flow([...(block.caption ?? []), ...block.rows.flatMap((r) => r.cells.flatMap((c) => c.blocks))], say, contents, true);
          break;
        default:
          break;
      }
    }
  };
  for (const section of document.sections) flow(section.blocks, outside, []);
}
