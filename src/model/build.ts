/**
 * Builders: the only way to make nodes of the model.
 *
 * In:  plain values. Out: nodes, checked, so that a malformed tree fails where it is made; that nobody changes them is held by
 * their types alone (`readonly`; nothing is frozen). A builder throws `ModelError`: that is a bug in certpress, since layouts are checked
 * before they come here.
 */
import type {
  Block,
  Blank,
  Cell,
  CheckBox,
  Fill,
  Gap,
  Grid,
  GridCell,
  GridRow,
  Heading,
  Image,
  Inline,
  Keep,
  LineBreak,
  List,
  ListItem,
  PageBreak,
  PageNumber,
  Paragraph,
  QrCode,
  Row,
  Rule,
  RunningHeading,
  SealPlace,
  Space,
  Table,
  Text,
  Toc,
} from './types.js';

export class ModelError extends Error {}

type Of<T> = Omit<T, 'type'>;
function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ModelError(message);
}
const positive = (n: number): boolean => Number.isFinite(n) && n > 0;

export function text(value: string, lang: Text['lang'], rest: Omit<Of<Text>, 'value' | 'lang'> = {}): Text {
  check(!/[\n\r\t\0]/.test(value), 'text holds a control character; use lineBreak');
  return { type: 'text', value, lang, ...rest };
}
export const lineBreak = (rest: Of<LineBreak> = {}): LineBreak => ({ type: 'line-break', ...rest });
export const gap = (em: number): Gap => ({ type: 'gap', em });
export const fill = (): Fill => ({ type: 'fill' });
export const checkBox = (checked: boolean, rest: Omit<Of<CheckBox>, 'checked'> = {}): CheckBox => ({ type: 'check-box', checked, ...rest });
export function blank(width: number, rest: Omit<Of<Blank>, 'width'> = {}): Blank {
  check(positive(width), 'blank without width');
  return { type: 'blank', width, ...rest };
}
export const pageNumber = (node: PageNumber): PageNumber => node;
export function runningHeading(node: Of<RunningHeading>): RunningHeading {
  check(node.from <= node.to, 'a running heading from a deeper level to one above it');
  return { type: 'running-heading', ...node };
}

function checkInline(content: readonly Inline[]): void {
  check(content.filter((i) => i.type === 'fill').length <= 1, 'more than one fill in a paragraph');
}
export function paragraph(node: Of<Paragraph>): Paragraph {
  checkInline(node.content);
  check(node.style !== '', 'paragraph without style');
  return { type: 'paragraph', ...node };
}
export function heading(node: Of<Heading>): Heading {
  checkInline(node.content);
  check(node.content.length > 0, 'empty heading');
  return { type: 'heading', ...node };
}
export function list(node: Of<List>): List {
  check(node.items.length > 0, 'list without items');
  return { type: 'list', ...node };
}
export const listItem = (blocks: ListItem['blocks'], rest: Omit<ListItem, 'blocks'> = {}): ListItem => ({ blocks, ...rest });

const tablesIn = (node: Of<Table>): Table[] => node.rows.flatMap((r) => r.cells.flatMap((c) => c.blocks.filter((b) => b.type === 'table')));
/** Checks that each row fills the columns exactly, spans down from earlier rows included. */
export function table(node: Of<Table>): Table {
  const n = node.widths.length;
  check(n > 0 && node.widths.every(positive), 'table widths');
  check(node.rows.length > 0, 'table without rows');
  check(
    tablesIn(node).every((inner) => tablesIn(inner).length === 0),
    'a table inside a table inside a table',
  );
  check(node.headerRows >= 0 && node.headerRows <= node.rows.length, 'table header rows');
  const open = new Array<number>(n).fill(0);
  node.rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (x < n && (open[x] ?? 0) > 0) x++;
      check(cell.columns >= 1 && cell.rows >= 1 && x + cell.columns <= n, `row ${y + 1} is wider than the table`);
      for (let k = x; k < x + cell.columns; k++) {
        check((open[k] ?? 0) === 0, `row ${y + 1}: cells overlap`);
        open[k] = cell.rows;
      }
      x += cell.columns;
    }
    check(
      open.every((k) => k > 0),
      `row ${y + 1} leaves columns empty`,
    );
    for (let k = 0; k < n; k++) open[k] = (open[k] ?? 1) - 1;
  });
  check(
    open.every((k) => k === 0),
    'a cell spans below the table',
  );
  return { type: 'table', ...node };
}
export const row = (node: Row): Row => node;
export const cell = (node: Partial<Cell> & Pick<Cell, 'blocks'>): Cell => ({ columns: 1, rows: 1, ...node });

export function grid(node: Of<Grid>): Grid {
  check(node.widths.length > 0 && node.widths.every(positive), 'grid widths');
  for (const r of node.rows) check(r.cells.length === node.widths.length, 'grid row does not fill its columns');
  return { type: 'grid', ...node };
}
export const gridRow = (node: GridRow): GridRow => node;
export const gridCell = (node: Partial<GridCell> & Pick<GridCell, 'blocks'>): GridCell => ({ align: 'top', side: 'left', ...node });

export function image(node: Of<Image>): Image {
  check(positive(node.width) && node.alt !== '', 'image needs a width and a description');
  return { type: 'image', ...node };
}
export function qrCode(node: Of<QrCode>): QrCode {
  check(
    node.modules.every((r) => r.length === node.modules.length && /^[01]+$/.test(r)),
    'QR modules are not square',
  );
  return { type: 'qr-code', ...node };
}
export const sealPlace = (node: Of<SealPlace>): SealPlace => ({ type: 'seal-place', ...node });
export const rule = (style: string, rest: Omit<Of<Rule>, 'style'> = {}): Rule => ({ type: 'rule', style, ...rest });
export const space = (height: number, share?: number): Space =>
  share === undefined ? { type: 'space', height } : { type: 'space', height, share };
export const pageBreak = (rest: Of<PageBreak> = {}): PageBreak => ({ type: 'page-break', ...rest });
export function toc(node: Of<Toc>): Toc {
  check(node.title.length > 0 && node.over >= 0, 'table of contents without a title');
  return { type: 'toc', ...node };
}
export const keep = (blocks: readonly Block[], rest: Omit<Of<Keep>, 'blocks'> = {}): Keep => ({ type: 'keep', blocks, ...rest });
