/**
 * A workbook (XLSX) as grids.
 *
 * In:  bytes, of anyone. Out: its sheets with cells. Throws `TableRefused`.
 *
 * What the zip says of sizes is bounded before anything is unpacked, no more than that is unpacked, and the library gets what was
 * unpacked so: its own unpacking knows no bounds. Days come from it by the workbook's own system (1900 or 1904) in universal time.
 */
import { read, utils, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { cellName, tableLimits, type Grid, type GridCell, type GridRow } from './grid.js';
import { damaged, TableRefused, tooLarge } from './refused.js';

export function readXlsx(bytes: Uint8Array): Grid[] {
  const book = workbookIn(bounded(bytes));
  if (book.SheetNames.length > tableLimits.sheets)
    throw tooLarge(`工作表超过 ${tableLimits.sheets} 张`, `it has more than ${tableLimits.sheets} sheets`);
  const left = { cells: tableLimits.cells };
  return book.SheetNames.flatMap((name, i) => {
    const sheet = book.Sheets[name];
    const grid = sheet && gridOf(name, Boolean(book.Workbook?.Sheets?.[i]?.Hidden), sheet, left);
    return grid && grid.rows.length > 0 ? [grid] : [];
  });
}

function bounded(bytes: Uint8Array): Uint8Array {
  let parts = 0;
  let unpacked = 0;
  const names = new Set<string>();
  try {
    const files: Zippable = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        parts += 1;
        if (parts > tableLimits.parts)
          throw tooLarge(`压缩包里的文件超过 ${tableLimits.parts} 个`, `the zip has more than ${tableLimits.parts} entries`);
        if (names.has(name.toLowerCase())) throw damaged('压缩包里有同名文件', 'the zip has two entries of one name');
        names.add(name.toLowerCase());
        // Pictures, macros and what lies outside are not looked at.
        if (!/\.(?:xml|rels)$/i.test(name)) return false;
        unpacked += originalSize;
        if (unpacked > tableLimits.unpackedBytes)
          throw tooLarge(
            `解压后超过 ${tableLimits.unpackedBytes / 2 ** 20} MB`,
            `it unpacks to more than ${tableLimits.unpackedBytes / 2 ** 20} MB`,
          );
        if (originalSize > tableLimits.ratioFrom && originalSize > size * tableLimits.ratio)
          throw tooLarge('压缩比过大，不像是表格', 'it is packed as tightly as no table is');
        return true;
      },
    });
    return zipSync(files, { level: 0 });
  } catch (error) {
    if (error instanceof TableRefused) throw error;
    throw damaged('压缩包已损坏或不完整', 'the zip is damaged or cut off');
  }
}

function workbookIn(bytes: Uint8Array): WorkBook {
  let book: WorkBook;
  try {
    // One row more than is taken, so that too many are seen.
    book = read(bytes, { cellDates: true, UTC: true, cellNF: true, cellStyles: true, cellHTML: false, sheetRows: tableLimits.rows + 1 });
  } catch {
    throw damaged('这不是 .xlsx 工作簿，或已损坏', 'it is no .xlsx workbook, or a damaged one');
  }
  if (!Array.isArray(book.SheetNames) || book.SheetNames.length === 0) throw damaged('工作簿里没有工作表', 'the workbook has no sheet');
  return book;
}

interface Range {
  readonly s: { readonly r: number; readonly c: number };
  readonly e: { readonly r: number; readonly c: number };
}

function gridOf(name: string, hidden: boolean, sheet: WorkSheet, left: { cells: number }): Grid {
  const rows = new Map<number, Map<number, GridCell>>();
  for (const address of Object.keys(sheet)) {
    if (address.startsWith('!')) continue;
    const { r, c } = utils.decode_cell(address);
    if (r >= tableLimits.rows) throw tooLarge(`${name} 超过 ${tableLimits.rows} 行`, `${name} has more than ${tableLimits.rows} rows`);
    const cell = cellOf(sheet[address] as CellObject);
    if (!cell) continue;
    if (c >= tableLimits.columns)
      throw tooLarge(`${name} 超过 ${tableLimits.columns} 列`, `${name} has more than ${tableLimits.columns} columns`);
    if (--left.cells < 0) throw tooLarge(`单元格超过 ${tableLimits.cells} 个`, `it has more than ${tableLimits.cells} cells`);
    const row = rows.get(r) ?? new Map<number, GridCell>();
    rows.set(r, row.set(c, cell));
  }
  const joined = new Map<number, Set<number>>();
  for (const { s, e } of (sheet['!merges'] ?? []) as readonly Range[]) {
    const first = rows.get(s.r)?.get(s.c);
    const [lastRow, lastColumn] = [Math.min(e.r, tableLimits.rows - 1), Math.min(e.c, tableLimits.columns - 1)];
    for (let r = s.r; r <= lastRow; r++) {
      if (lastColumn > s.c) for (let c = s.c; c <= lastColumn; c++) joined.set(r, (joined.get(r) ?? new Set<number>()).add(c));
      else if (first && r > s.r) {
        if (--left.cells < 0) throw tooLarge(`单元格超过 ${tableLimits.cells} 个`, `it has more than ${tableLimits.cells} cells`);
        const row = rows.get(r);
        // A row that has nothing else is the room of a large cell, not a row of the table.
        if (row) row.set(s.c, { ...first, from: cellName('', s.r + 1, s.c) });
      }
    }
  }
  const hiddenRows = (sheet['!rows'] ?? []) as readonly ({ readonly hidden?: boolean } | undefined)[];
  return {
    sheet: name,
    hidden,
    rows: [...rows]
      .sort(([a], [b]) => a - b)
      .map(([r, cells]): GridRow => ({ number: r + 1, hidden: hiddenRows[r]?.hidden === true, cells, joined: joined.get(r) ?? new Set() })),
  };
}

function cellOf({ t, v, f, w, z }: CellObject): GridCell | undefined {
  const formula = f === undefined ? {} : { formula: true as const };
  const format = typeof z === 'string' ? z : 'General';
  if (t === 'e') return { is: 'error', error: w ?? '#VALUE!', ...formula };
  // Written by a program that works nothing out.
  if (f !== undefined && t === 'z') return { is: 'error', error: `=${f}`, ...formula };
  if (t === 'd' && v instanceof Date) return { ...dayOf(v), ...formula };
  if (t === 'n' && typeof v === 'number') return { is: 'number', number: v, format, shown: (w ?? String(v)).trim(), ...formula };
  if (t === 'b') return { is: 'flag', flag: v === true, ...formula };
  const text = typeof v === 'string' ? v.replaceAll('\r\n', '\n') : '';
  if (text.trim() === '') return undefined;
  if (text.length > tableLimits.cell) throw tooLarge('单元格的文字过长', 'the text of a cell is too long');
  return { is: 'text', text, ...formula };
}

/** Excel counts days in binary fractions: a time is off by a millisecond. */
function dayOf(date: Date): GridCell {
  const time = date.getTime();
  if (!Number.isFinite(time)) return { is: 'error', error: '#VALUE!' };
  const iso = new Date(Math.round(time / 1000) * 1000).toISOString();
  const clock = iso.slice(11, 19);
  return { is: 'day', day: iso.slice(0, 10), ...(clock === '00:00:00' ? {} : { time: clock }) };
}
