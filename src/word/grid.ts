/**
 * The grid of a table of a Word file.
 *
 * In:  `w:tbl`, and what reads the blocks of a cell. Out: columns with their widths, rows of cells that fill the grid exactly, whatever the
 * file says: what is missing is an empty cell, columns whose edges no cell has are one, rows in which no cell begins are none.
 */
import { tooLarge, wordLimits } from './limits.js';
import { controlName } from './controls.js';
import type { ControlName, WordBlock, WordCell, WordRow } from './types.js';
import { childOf, mmOf, switchOf, valueOf, type WordElement } from './xml.js';

export interface Grid {
  readonly widths: readonly number[];
  readonly headerRows: number;
  readonly rows: readonly WordRow[];
}
/** What a cell is read with; `row` and `cell` count from 1 as somebody counts who looks at the page. */
export interface CellReader {
  /** `controls`: the content controls around the cell and its row. */
  blocks(cell: WordElement, row: number, at: number, controls: readonly ControlName[]): readonly WordBlock[];
  /** Of a cell that another covers: its words are nowhere to be seen in Word either. */
  covered(cell: WordElement, row: number, at: number): void;
  /** A row that was put in or taken out while changes were tracked: whether the text that is wanted has it. */
  changed(kind: 'insertion' | 'deletion', row: WordElement, mark: WordElement): boolean;
}

interface Placed {
  readonly start: number;
  end: number;
  readonly row: number;
  rows: number;
  readonly blocks: readonly WordBlock[];
  readonly isShaded: boolean;
}

export function gridOf(table: WordElement, reader: CellReader): Grid {
  const rows: (Unwrapped & { readonly properties: WordElement | undefined })[] = [];
  for (const { element, controls } of unwrapped(table, 'w:tr')) {
    const properties = childOf(element, 'w:trPr');
    const mark = childOf(properties, 'w:del') ?? childOf(properties, 'w:ins');
    if (!mark || reader.changed(mark.name === 'w:del' ? 'deletion' : 'insertion', element, mark))
      rows.push({ element, controls, properties });
  }
  if (rows.length > wordLimits.rows) throw tooLarge(`一个表格超过 ${wordLimits.rows} 行`, `a table has more than ${wordLimits.rows} rows`);

  const placed: Placed[] = [];
  let open: Placed[] = [];
  rows.forEach(({ element, controls: around, properties }, row) => {
    const here: Placed[] = [];
    let at = spanOf(valueOf(properties, 'w:gridBefore'), 0);
    if (at > 0) here.push({ start: 0, end: at, row, rows: 1, blocks: [], isShaded: false });
    let shown = 0;
    for (const { element: cell, controls } of unwrapped(element, 'w:tc')) {
      const says = childOf(cell, 'w:tcPr');
      const span = spanOf(valueOf(says, 'w:gridSpan'), 1);
      const last = here.at(-1);
      if (last && childOf(says, 'w:hMerge') && valueOf(says, 'w:hMerge') !== 'restart') {
        last.end += span;
        at += span;
        reader.covered(cell, row + 1, shown);
        continue;
      }
      const down = childOf(says, 'w:vMerge') ? (valueOf(says, 'w:vMerge') ?? 'continue') : undefined;
      const above = down === 'continue' ? open.find(({ start, end }) => start === at && end === at + span) : undefined;
      if (above) {
        above.rows += 1;
        here.push(above);
        reader.covered(cell, row + 1, shown);
      } else {
        shown += 1;
        const fill = childOf(says, 'w:shd')?.attributes['w:fill'] ?? 'auto';
        here.push({
          start: at,
          end: at + span,
          row,
          rows: 1,
          blocks: reader.blocks(cell, row + 1, shown, [...around, ...controls]),
          isShaded: !/^(?:auto|ffffff)$/i.test(fill),
        });
      }
      at += span;
      if (at > 1_000) throw tooLarge('一个表格的列太多', 'a table has too many columns');
    }
    placed.push(...here.filter((cell) => cell.row === row));
    open = here;
  });

  const right = placed.reduce((most, { end }) => Math.max(most, end), 0);
  // What a row lacks at its end.
  const ends = rows.map(() => 0);
  for (const cell of placed) for (let row = cell.row; row < cell.row + cell.rows; row++) ends[row] = Math.max(ends[row] ?? 0, cell.end);
  ends.forEach((end, row) => {
    if (end < right) placed.push({ start: end, end: right, row, rows: 1, blocks: [], isShaded: false });
  });

  const edges = [...new Set(placed.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  if (edges.length > wordLimits.columns + 1)
    throw tooLarge(`一个表格超过 ${wordLimits.columns} 列`, `a table has more than ${wordLimits.columns} columns`);
  const edgeAt = new Map(edges.map((edge, i) => [edge, i]));
  const inRow = rows.map((): Placed[] => []);
  for (const cell of placed) inRow[cell.row]?.push(cell);
  const begun = inRow.map((cells) => cells.length > 0);
  const seen = (from: number, count: number): number => begun.slice(from, from + count).filter(Boolean).length;
  const made = rows.flatMap(({ properties }, row): WordRow[] => {
    if (!begun[row]) return [];
    const height = mmOf(childOf(properties, 'w:trHeight')?.attributes['w:val']);
    return [
      {
        ...(height !== undefined && height > 1 && height < 250 ? { height: Math.round(height * 10) / 10 } : {}),
        cells: (inRow[row] ?? [])
          .sort((a, b) => a.start - b.start)
          .map((cell): WordCell => ({
            columns: (edgeAt.get(cell.end) ?? 0) - (edgeAt.get(cell.start) ?? 0),
            rows: seen(row, cell.rows),
            blocks: cell.blocks,
            isShaded: cell.isShaded,
          })),
      },
    ];
  });
  const repeated = rows.findIndex(({ properties }) => !(switchOf(properties, 'w:tblHeader') ?? false));
  return { widths: widthsOf(table, edges), headerRows: repeated < 0 || repeated >= made.length ? 0 : repeated, rows: made };
}

interface Unwrapped {
  readonly element: WordElement;
  readonly controls: readonly ControlName[];
}
/** Rows of a table, cells of a row: also those in content controls, with the names of these, and the like. */
function unwrapped(element: WordElement, name: 'w:tr' | 'w:tc', controls: readonly ControlName[] = []): Unwrapped[] {
  return element.children.flatMap((child) => {
    if (child.name === name) return [{ element: child, controls }];
    if (child.name === 'w:sdt') return unwrapped(child, name, [...controls, controlName(childOf(child, 'w:sdtPr'))]);
    return ['w:sdtContent', 'w:customXml', 'w:ins', 'w:moveTo'].includes(child.name) ? unwrapped(child, name, controls) : [];
  });
}

function spanOf(written: string | undefined, otherwise: number): number {
  const n = Number(written ?? otherwise);
  return Number.isInteger(n) && n >= 0 && n <= 200 ? Math.max(n, otherwise) : otherwise;
}

/** Widths of the columns between these edges of the file's grid; where it says nothing, all are alike in 160 mm. */
function widthsOf(table: WordElement, edges: readonly number[]): number[] {
  const grid = childOf(table, 'w:tblGrid')?.children.filter(({ name }) => name === 'w:gridCol') ?? [];
  const columns = edges.slice(1).map((edge, i) => {
    const part = grid.slice(edges[i], edge).map(({ attributes }) => mmOf(attributes['w:w']) ?? 0);
    return part.reduce((sum, mm) => sum + Math.max(mm, 0), 0);
  });
  const known = columns.filter((mm) => mm > 0.5);
  const usual = known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : 160 / Math.max(columns.length, 1);
  return columns.map((mm) => Math.round((mm > 0.5 ? mm : usual) * 10) / 10);
}
