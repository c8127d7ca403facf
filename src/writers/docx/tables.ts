/**
 * Tables and grids.
 *
 * In:  `Table` and `Grid` of the model. Out: `w:tbl`. Layout is fixed, widths are the model's to the twip. A table takes
 * borders and padding from its named style; Word has no named styles for cells, so a cell's fill, and padding where it
 * differs from the table's, stand on the cell. A grid is a table of the style `Arrangement`, which a reader passes over.
 */
import { rowStaysWithNext, type Cell, type Grid, type Row, type Table, type TableStyle, type Theme } from '../../model/index.js';
import { Flow, type Circle, type Where, type WriteBlocks } from './flow.js';
import { heightOf, highestWhole } from './heights.js';
import { repeatedRows, Repeating } from './repeating.js';
import { borderXml, plain, verticalPadding } from './style-definitions.js';
import { columnTwips, twipsOfMm, twipsOfPt } from './units.js';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const points = 72 / 25.4;
const vertical = { top: 'top', middle: 'center', bottom: 'bottom' } as const;

function frame(style: string, indent: number, columns: readonly number[], look: string): string {
  return (
    `<w:tbl><w:tblPr><w:tblStyle w:val="${style}"/><w:tblW w:w="${sum(columns)}" w:type="dxa"/>` +
    `<w:tblInd w:w="${twipsOfMm(indent)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>${look}</w:tblPr>` +
    `<w:tblGrid>${columns.map((w) => `<w:gridCol w:w="${w}"/>`).join('')}</w:tblGrid>`
  );
}

interface Padding {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}
const sides = ['top', 'left', 'bottom', 'right'] as const;

/** Padding of the table's style, and of one cell: the edge columns and the cell's own style may differ. */
function paddings(
  theme: Theme,
  table: TableStyle,
  cell: Cell,
  x: number,
  columns: number,
): { readonly usual: Padding; readonly own: Padding } {
  const { padding } = table;
  const said = theme.cells[cell.style ?? '']?.padding;
  const usual = { ...padding, ...verticalPadding(theme, table, padding.top, padding.bottom) };
  return {
    usual,
    own: {
      ...verticalPadding(theme, table, said?.top ?? padding.top, said?.bottom ?? padding.bottom),
      left: said?.left ?? (x === 0 ? padding.first : padding.left),
      right: said?.right ?? (x + cell.columns === columns ? padding.last : padding.right),
    },
  };
}

/** A cell that goes on from the row above, and what of it must be said again. */
interface Open {
  readonly cell: Cell;
  rows: number;
}

export function tableXml(table: Table, where: Where, blocks: WriteBlocks): string {
  const { theme } = where.part.context.document;
  const style = theme.tables[table.style];
  if (!style) throw new Error(`table style ${table.style} is not in theme ${theme.name}`);
  const columns = columnTwips(table.widths);
  const rowHeaders = table.rows.some((r) => r.cells[0]?.header === 'row');
  const oneHead = table.headerRows === 1;
  const look =
    `<w:tblLook w:val="${oneHead ? (rowHeaders ? '06A0' : '0620') : rowHeaders ? '0680' : '0600'}" w:firstRow="${oneHead ? 1 : 0}" w:lastRow="0"` +
    ` w:firstColumn="${rowHeaders ? 1 : 0}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`;
  const out = [frame(where.part.context.sheet.table(table.style), table.indent, columns, look)];
  const open: (Open | undefined)[] = table.widths.map(() => undefined);

  const cellXml = (cell: Cell, x: number, y: number, at: Where, continued: boolean): string => {
    const widthMm = sum(table.widths.slice(x, x + cell.columns));
    const fill = theme.cells[cell.style ?? '']?.fill;
    const { usual, own } = paddings(theme, style, cell, x, columns.length);
    const margins = sides
      .filter((s) => own[s] !== usual[s])
      .map((s) => `<w:${s} w:w="${twipsOfPt(own[s])}" w:type="dxa"/>`)
      .join('');
    // The conditional format of a first row reaches one row only: below more header rows the rule stands on the cells.
    const rule = !oneHead && y + cell.rows === table.headerRows ? borderXml(theme, 'bottom', style.header) : '';
    const content = new Flow();
    if (!continued) blocks(cell.blocks, content, { ...at, width: widthMm - (own.left + own.right) / points });
    return (
      `<w:tc><w:tcPr><w:tcW w:w="${sum(columns.slice(x, x + cell.columns))}" w:type="dxa"/>` +
      (cell.columns > 1 ? `<w:gridSpan w:val="${cell.columns}"/>` : '') +
      (cell.rows > 1 ? (continued ? '<w:vMerge/>' : '<w:vMerge w:val="restart"/>') : '') +
      (rule === '' ? '' : `<w:tcBorders>${rule}</w:tcBorders>`) +
      (fill === undefined ? '' : `<w:shd w:val="clear" w:color="auto" w:fill="${(theme.colours[fill] ?? fill).replace(/^#/, '')}"/>`) +
      (margins === '' ? '' : `<w:tcMar>${margins}</w:tcMar>`) +
      (cell.align && cell.align !== 'top' ? `<w:vAlign w:val="${vertical[cell.align]}"/>` : '') +
      `</w:tcPr>${content.end()}</w:tc>`
    );
  };

  const repeating = new Repeating(repeatedRows(table, where.part.context), where.part.context, false);
  table.rows.forEach((row, y) => {
    const last = y === table.rows.length - 1;
    // In a cell, whose row never splits, nothing need be kept together.
    const kept =
      last || where.place.flush === true
        ? where.keepNext
        : table.keep === 'whole' || where.whole || rowStaysWithNext(table, y) || y < table.headerRows;
    const at: Where = { part: where.part, width: 0, place: { flush: true }, whole: false, keepNext: kept, height: where.height };
    out.push(repeating.before(y), rowOpen(row, y < table.headerRows, mayNotFit(row, table, theme)));
    let next = 0;
    for (let x = 0; x < columns.length;) {
      const above = open[x];
      const cell = above ? above.cell : row.cells[next++];
      if (!cell) break;
      out.push(cellXml(cell, x, y, at, above !== undefined));
      const left = (above ? above.rows : cell.rows) - 1;
      for (let k = x; k < x + cell.columns; k++) open[k] = left > 0 ? { cell, rows: left } : undefined;
      x += cell.columns;
    }
    out.push('</w:tr>', repeating.behind(y));
  });
  return `${out.join('')}</w:tbl>`;
}

/** A row that a page may not hold. Cells that begin above are counted where they begin. */
function mayNotFit(row: Row, table: Table, theme: Theme): boolean {
  const narrow =
    row.cells.length === table.widths.length
      ? table.widths
      : row.cells.map((cell) => cell.columns * (sum(table.widths) / table.widths.length));
  return row.cells.some((cell, x) => heightOf(cell.blocks, narrow[x] ?? 0, theme) > highestWhole);
}

function rowOpen(row: Row, header: boolean, splits: boolean): string {
  return (
    `<w:tr><w:trPr>${splits && !header ? '' : '<w:cantSplit/>'}` +
    (row.height === undefined ? '' : `<w:trHeight w:val="${twipsOfMm(row.height)}" w:hRule="atLeast"/>`) +
    `${header ? '<w:tblHeader/>' : ''}</w:trPr>`
  );
}

/**
 * The gutter lies in the cells to its left: a table of Word has no space between columns. Nor has it space above: what
 * begins a cell of the first row keeps its own, unless the grid is `first` on its page.
 */
export function gridXml(
  grid: Grid,
  where: Where,
  first: boolean,
  blocks: WriteBlocks,
): { readonly xml: string; readonly circles: readonly Circle[] } {
  const circles: Circle[] = [];
  const last = grid.widths.length - 1;
  const columns = columnTwips(grid.widths.map((w, x) => (x < last ? w + grid.gutter : w)));
  const look = '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>';
  const out = [frame(plain.grid, grid.indent, columns, look)];
  grid.rows.forEach((row, y) => {
    const keepNext = y < grid.rows.length - 1 ? where.whole : where.keepNext;
    out.push('<w:tr><w:trPr><w:cantSplit/></w:trPr>');
    row.cells.forEach((cell, x) => {
      const content = new Flow(first || y > 0);
      const place = cell.side === 'right' ? ({ align: 'right' } as const) : {};
      const below = cell.align === 'bottom' && y === grid.rows.length - 1 && cell.blocks.at(-1)?.type === 'seal-place';
      const inCell: Circle[] = [];
      blocks(cell.blocks, content, {
        part: where.part,
        width: grid.widths[x] ?? 0,
        place,
        whole: keepNext,
        keepNext,
        height: where.height,
        ...(below ? { circles: inCell } : {}),
      });
      const edge = grid.indent + grid.widths.slice(0, x).reduce((n, w) => n + w + grid.gutter, 0);
      circles.push(...inCell.map((c) => ({ ...c, left: c.left + edge })));
      out.push(
        `<w:tc><w:tcPr><w:tcW w:w="${columns[x] ?? 0}" w:type="dxa"/>` +
          (x < last && grid.gutter > 0 ? `<w:tcMar><w:right w:w="${twipsOfMm(grid.gutter)}" w:type="dxa"/></w:tcMar>` : '') +
          (cell.align === 'top' ? '' : `<w:vAlign w:val="${vertical[cell.align]}"/>`) +
          `</w:tcPr>${content.end()}</w:tc>`,
      );
    });
    out.push('</w:tr>');
  });
  return { xml: `${out.join('')}</w:tbl>`, circles };
}
