/**
 * Sheets as a workbook (XLSX): what people open in Excel, WPS or LibreOffice.
 *
 * In:  filled sheets, the language. Out: bytes, the same for the same sheets: the library stamps each part with the time, so that its parts
 * are packed anew. Each sheet has a header that stays in sight, filters and widths; cells of text are text for good (`@`), days are days.
 */
import { strFromU8, unzipSync, zipSync, type Zippable } from 'fflate';
import writeExcelFile, { type CellObject, type Row } from 'write-excel-file/node';
import type { TableColumn } from '../../schemas/pack/tables.js';
import type { Cell, TableLang } from './cells.js';
import { mostOfCell, type FilledSheet } from './gather.js';
import { columnName } from './import/grid.js';

export async function workbookOf(sheets: readonly FilledSheet[], lang: TableLang): Promise<Uint8Array> {
  const names = tabNames(sheets, lang);
  const written = writeExcelFile(
    sheets.map(({ sheet, rows }, i) => {
      const widths = sheet.columns.map((column, n) =>
        widthOf(
          column,
          rows.map((row) => row[n]),
          lang,
        ),
      );
      return {
        data: [sheet.columns.map((column) => heading(column[lang])), ...rows.map((row): Row => asRow(row, widths))],
        sheet: names[i] ?? sheet.id,
        columns: widths.map((width) => ({ width })),
        stickyRowsCount: 1,
        orientation: 'landscape' as const,
        dateFormat: 'yyyy-mm-dd',
      };
    }),
    { features: [filters(sheets)] },
  );
  return packedAnew(await written.toBuffer());
}

const heading = (text: string): CellObject => ({
  value: spelled(text),
  type: String,
  fontWeight: 'bold',
  backgroundColor: '#E7E6E6',
  wrap: true,
  alignVertical: 'center',
});

/** LibreOffice shows one line of a cell whose row says no height. */
function asRow(row: readonly Cell[], widths: readonly number[]): Row {
  const lines = row.map((cell, n) => (cell?.is === 'text' ? linesIn(cell.text, widths[n] ?? widest) : 1));
  const height = Math.min(409, 15 * Math.max(...lines));
  return row.map((cell) => {
    const one = asCell(cell);
    return one && { ...one, height };
  });
}
const linesIn = (text: string, width: number): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(lengthOf(line) / (width - 1.5))), 0);

function asCell(cell: Cell): CellObject | null {
  if (!cell) return null;
  if (cell.is === 'number') return { value: cell.number, type: Number, alignVertical: 'top' };
  if (cell.is === 'day') return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, alignVertical: 'top' };
  return { value: spelled(cell.text), type: String, format: '@', wrap: true, alignVertical: 'top' };
}
/** A cell holds 32,767 characters, and spells a character as `_x0041_`: what looks like that is spelled itself (ECMA-376, 22.9.2.19). */
const spelled = (text: string): string => text.slice(0, mostOfCell).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

const [narrowest, widest] = [8, 48];
/** Han takes two of Latin; a day takes ten. */
const lengthOf = (text: string): number =>
  Math.max(...text.split('\n').map((line) => [...line].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0)));
function widthOf(column: TableColumn, cells: readonly Cell[], lang: TableLang): number {
  if (column.width !== undefined) return column.width;
  const lengths = cells.map((cell) => (!cell ? 0 : cell.is === 'text' ? lengthOf(cell.text) : cell.is === 'day' ? 10 : 6));
  // The filter's arrow stands beside the heading.
  return Math.min(widest, Math.max(narrowest, Math.min(lengthOf(column[lang]), 18) + 4, ...lengths.map((length) => length + 2)));
}

/** At most 31 characters, none of a few signs, each once whatever its case. */
function tabNames(sheets: readonly FilledSheet[], lang: TableLang): string[] {
  const seen = new Set<string>();
  return sheets.map(({ sheet, scheme }) => {
    const own = `${scheme ? `${scheme.id} ` : ''}${sheet.title[lang]}`.replace(/[[\]/\\:*?']/g, '-');
    let name = own.slice(0, 31);
    for (let n = 2; seen.has(name.toLowerCase()); n++) name = `${own.slice(0, 27)} ${n}`;
    seen.add(name.toLowerCase());
    return name;
  });
}

const filters = (sheets: readonly FilledSheet[]) => ({
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        // After the cells and before all else that a sheet has (CT_Worksheet); the range grows with what is typed below it in Excel.
        transform: (xml: string, _options: unknown, { sheetIndex }: { readonly sheetIndex: number }): string => {
          const { sheet, rows } = sheets[sheetIndex] ?? {};
          if (!sheet) return xml;
          const range = `A1:${columnName(sheet.columns.length - 1)}${(rows?.length ?? 0) + 1}`;
          return xml.replace('</sheetData>', () => `</sheetData><autoFilter ref="${range}"/>`);
        },
      },
    },
  },
});
function packedAnew(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  const files: Zippable = {};
  for (const [name, part] of Object.entries(parts)) files[name] = part;
  if (!strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array()).includes('<sheets>')) throw new Error('a workbook without sheets');
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) });
}
