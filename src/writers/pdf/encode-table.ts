/**
 * Tables for the Typst program.
 *
 * In:  a table of the model. Out: its caption and the table itself, with the look of each kind of cell resolved once:
 * padding, rules on its four sides, fill, alignment.
 *
 * Rules are resolved here and not in the program, which would ask for them cell by cell.
 */
import {
  columnsOf,
  rowStaysWithNext,
  walk,
  widthOf,
  type Block,
  type Cell,
  type Inline,
  type Row,
  type Table,
  type TableStyle,
} from '../../model/index.js';
import type { Run } from './runs.js';
import type { CellItem, Item, TableSurroundings } from './items.js';

/** Padding and rules as top, right, bottom, left; 0 is no rule. */
interface CellLook {
  readonly padding: readonly number[];
  readonly rules: readonly (readonly [number, string] | 0)[];
  readonly fill: string | 0;
  readonly align: 0 | 1 | 2;
  /** Whether its row may go over to the next page. */
  readonly split: boolean;
}
const aligns = { top: 0, middle: 1, bottom: 2 } as const;

export function encodeTable(encoder: TableSurroundings, table: Table, before: number, mark: Run[], stays: boolean): Item[] {
  const style = encoder.text.theme.tables[table.style];
  if (!style) throw new Error(`table style ${table.style} is not in theme ${encoder.text.theme.name}`);
  const looks: CellLook[] = [];
  const numbers = new Map<string, number>();
  const headers = new Map<string, 'header' | 'data' | 'caption'>();
  const number = (look: CellLook): number => {
    const key = JSON.stringify(look);
    const known = numbers.get(key) ?? looks.push(look) - 1;
    numbers.set(key, known);
    return known;
  };

  const columns = columnsOf(table);
  const groups: [kind: 0 | 1 | 2 | 3, cells: CellItem[]][] = [];
  table.rows.forEach((row, y) => {
    const split =
      y >= table.headerRows && row.cells.some((cell, i) => linesOf(cell, widthOf(table, cell, columns[y]?.[i] ?? 0)) > longAnswer);
    // A row that must stay with the next one is a heading within the table: the engine keeps such a row from ending a page,
    // and repeats that of a day where the day goes on. Of a row that only stays (3) the cells are data: `finish.ts` says so.
    const kind = y < table.headerRows ? 1 : !staysWithNext(table, row, y) ? 0 : row.repeats === true ? 2 : split ? 0 : 3;
    let group = groups.at(-1);
    if (!group || group[0] !== kind) groups.push((group = [kind, []]));
    row.cells.forEach((cell, i) => {
      const x = columns[y]?.[i] ?? 0;
      if (cell.header === 'row') headers.set(`${y}/${i}`, 'header');
      else if (kind === 3) headers.set(`${y}/${i}`, 'data');
      const ids: Run[] = [
        ...(y === 0 && i === 0 ? mark : []),
        ...(i === 0 ? (row.contents ?? []) : []).map((id): Run => [10, id]),
        ...(cell.contents ?? []).map((id): Run => [10, id]),
      ];
      const look = lookOf(encoder, style, table, cell, x, y, split);
      // A row is at least as high as it says, and higher where its text needs it: nothing is written over.
      const [top = 0, , bottom = 0] = look.padding;
      const least = i === 0 && row.height !== undefined ? Math.max(0, (row.height * 72) / 25.4 - top - bottom) : 0;
      group[1].push([
        number(look),
        cell.columns,
        cell.rows,
        [
          ...(y === 0 && table.headerRows > 0 && table.caption ? encoder.numberAgain(table, i === 0) : []),
          ...cellBlocks(
            encoder,
            table,
            cell,
            x,
            look,
            y === 0 && i === 0 && table.headerRows > 0 && !table.caption ? table.continued : undefined,
          ),
        ],
        ids,
        least,
      ]);
    });
  });
  encoder.rowHeaders.push(headers);

  const caption = table.caption ?? [];
  const captions: Item[] = caption.length === 0 ? [] : [['d', table.indent, encoder.flow(caption), before]];
  caption.forEach((_, i) => headers.set(`caption/${i}`, 'caption'));
  const whole = table.keep === 'whole' ? (encoder.mayBeTall([table]) ? 2 : 1) : 0;
  const item: Item = ['t', caption.length === 0 ? before : 3, table.indent, table.widths, looks, groups, whole, stays];
  return [...captions, item];
}

function cellBlocks(
  encoder: TableSurroundings,
  table: Table,
  cell: Cell,
  x: number,
  look: CellLook,
  continued?: readonly Inline[],
): Item[] {
  const [, right = 0, , left = 0] = look.padding;
  const [around, counted] = [encoder.text.room, encoder.rowHeaders.length];
  encoder.text.room = (widthOf(table, cell, x) * 72) / 25.4 - left - right;
  const [first, ...rest] = cell.blocks;
  const blocks =
    continued && first?.type === 'paragraph'
      ? [encoder.band(first, continued, encoder.rowHeaders.length), ...encoder.flow(rest, false)]
      : encoder.flow(cell.blocks, false);
  encoder.text.room = around;
  // A table inside a cell is passed over when row headers are tagged: it has those of its columns only.
  encoder.rowHeaders.length = counted;
  return blocks;
}

const staysWithNext = (table: Table, row: Row, y: number): boolean => rowStaysWithNext(table, y) && row.cells.every((c) => c.rows === 1);

function lookOf(encoder: TableSurroundings, style: TableStyle, table: Table, cell: Cell, x: number, y: number, split: boolean): CellLook {
  const own = cell.style === undefined ? undefined : encoder.text.theme.cells[cell.style];
  if (cell.style !== undefined && !own) throw new Error(`cell style ${cell.style} is not in theme ${encoder.text.theme.name}`);
  const { padding } = style;
  const [first, last] = [x === 0, x + cell.columns === table.widths.length];
  const end = y + cell.rows;
  const bottom = end === table.rows.length;
  const rule = (line: TableStyle['top']): readonly [number, string] | 0 => (line ? [line.width, encoder.text.colour(line.colour)] : 0);
  return {
    padding: [
      own?.padding?.top ?? padding.top,
      own?.padding?.right ?? (last ? padding.last : padding.right),
      own?.padding?.bottom ?? padding.bottom,
      own?.padding?.left ?? (first ? padding.first : padding.left),
    ],
    rules: [
      rule(y === 0 ? style.top : y === table.headerRows ? style.header : style.rows),
      last ? rule(style.sides) : 0,
      // The header repeats on other pages, so its rule belongs to it and not only to the row that happens to follow.
      bottom ? rule(style.bottom) : end === table.headerRows ? rule(style.header) : 0,
      first ? rule(style.sides) : rule(style.columns),
    ],
    fill: own?.fill === undefined ? 0 : encoder.text.colour(own.fill),
    align: aligns[cell.align ?? 'top'],
    split,
  };
}

/** Half-width characters, and lines that are begun anew, in blocks. */
function amountOf(blocks: readonly Block[]): { characters: number; lines: number } {
  let characters = 0;
  let lines = 0;
  walk(blocks, { cells: [], rows: [] }, (b) => {
    if (b.type === 'paragraph' || b.type === 'heading') {
      lines += 0.5;
      for (const i of b.content) if (i.type === 'text') characters += i.lang === 'zh' ? 2 * i.value.length : i.value.length;
    } else if (b.type === 'table') lines += b.rows.reduce((n, r) => n + 1 + (r.height ?? 0) / 5, 0);
    else if (b.type === 'image') lines += (b.width * b.pixels.height) / b.pixels.width / 5;
    else if (b.type === 'space') lines += b.height / 5;
  });
  return { characters, lines };
}
/** About how many lines a cell of this width, mm, needs. */
function linesOf(cell: Cell, width: number): number {
  const { characters, lines } = amountOf(cell.blocks);
  return lines + characters / Math.max(1, width * 0.6);
}
/** A row of more lines than this breaks over pages, rather than leaving a hole; rows that are short stay whole. */
const longAnswer = 9;
