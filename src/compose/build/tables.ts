/**
 * Tables: of rows and cells as they stand in the layout, and the field lists of labels and values.
 *
 * In:  `<table>` or `<field-list>`. Out: a `Table` with resolved widths whose rows fill their columns exactly; a row that does
 * not is reported at its place, not thrown.
 */
import {
  build,
  keptWhereLow,
  type Block,
  type Cell,
  type Inline,
  type Paragraph,
  type Row,
  type Table,
  type Theme,
} from '../../model/index.js';
import { Phrase } from '../values.js';
import { latinClause } from '../typography.js';
import { parseWidths, resolveWidths } from '../widths.js';
import { arrange, onOneLine, readRuns, recordsIn, pairFormOf, type Run } from './inline.js';
import { labelAround, labelRuns } from './labels.js';
import { paragraphsOf } from './paragraphs.js';
import {
  attribute,
  attributeContents,
  flag,
  numberOf,
  originAt,
  originOf,
  report,
  styleOf,
  type Building,
  type Setting,
} from './setting.js';
import type { TreeElement, TreeNode } from './tree.js';

/** Builds the blocks of a cell; passed in, since cells hold what may hold tables. */
export type Flow = (nodes: readonly TreeNode[], around: TreeElement, building: Building, setting: Setting) => Block[];

export const elementsOf = (element: TreeElement, ...names: readonly string[]): TreeElement[] =>
  element.children.filter((c): c is TreeElement => c.kind === 'element' && (names.length === 0 || names.includes(c.name)));

const points = 25.4 / 72;

/** Widths of `columns` columns within the measure; reported where they do not fit. */
export function columnWidths(
  element: TreeElement,
  building: Building,
  setting: Setting,
  indent: number,
  gutters: number,
  otherwise: string,
): readonly number[] | undefined {
  const value = attribute(element, 'widths') ?? otherwise;
  const parsed = parseWidths(value);
  const room = setting.measure - indent - gutters;
  const widths = parsed && resolveWidths(parsed, room);
  if (!parsed) report(building, 'attribute-value', element.at, `列宽“${value}”写得不对`, `the widths “${value}” are malformed`);
  else if (!widths)
    report(
      building,
      'width-too-large',
      element.at,
      `列宽“${value}”放不进 ${room.toFixed(1)} mm`,
      `the widths “${value}” do not fit into ${room.toFixed(1)} mm`,
    );
  return widths;
}

export function tableElement(element: TreeElement, building: Building, setting: Setting, flow: Flow): Block[] {
  const { theme } = building;
  const style = styleOf(building, element, 'class', theme.tables, 'prose');
  const looks = theme.tables[style];
  const head = elementsOf(element, 'thead').flatMap((e) => elementsOf(e, 'tr'));
  const body = elementsOf(element, 'tbody', 'tr').flatMap((e) => (e.name === 'tr' ? [e] : elementsOf(e, 'tr')));
  const rows = [...head, ...body];
  const first = rows[0];
  if (!first || !looks) return [];
  const columns = elementsOf(first, 'td', 'th').reduce((sum, c) => sum + spanOf(building, c, 'colspan'), 0);
  const indent = numberOf(building, element, 'indent', 0);
  const widths = columnWidths(element, building, setting, indent, 0, Array<string>(Math.max(columns, 1)).fill('*').join(' '));
  if (!widths) return [];

  const open = new Array<number>(widths.length).fill(0);
  const built: Row[] = [];
  let fits = true;
  rows.forEach((row, y) => {
    const inHead = y < head.length;
    let x = 0;
    const cells: Cell[] = [];
    for (const cell of elementsOf(row, 'td', 'th')) {
      while (x < open.length && (open[x] ?? 0) > 0) x++;
      const columnsHere = spanOf(building, cell, 'colspan');
      const rowsHere = Math.min(spanOf(building, cell, 'rowspan'), rows.length - y);
      if (x + columnsHere > open.length || open.slice(x, x + columnsHere).some((k) => k > 0)) {
        fits = fits && wrongRow(building, row, y, widths.length);
        break;
      }
      open.fill(rowsHere, x, x + columnsHere);
      cells.push(
        cellOf({
          cell,
          row,
          inHead,
          building,
          style,
          width: sum(widths.slice(x, x + columnsHere)),
          atStart: x === 0,
          atEnd: x + columnsHere === widths.length,
          columns: columnsHere,
          rows: rowsHere,
          flow,
        }),
      );
      x += columnsHere;
    }
    if (fits && open.some((k) => k === 0)) fits = wrongRow(building, row, y, widths.length);
    for (let k = 0; k < open.length; k++) open[k] = Math.max(0, (open[k] ?? 0) - 1);
    const height = numberOf(building, row, 'height', 0);
    const contents = attributeContents(row);
    built.push(
      build.row({
        cells,
        ...(height > 0 ? { height } : {}),
        ...rowClass(attribute(row, 'class')),
        ...(contents.length > 0 ? { contents } : {}),
        origin: originOf(row),
      }),
    );
  });
  if (!fits) return [];
  const caption = elementsOf(element, 'caption').flatMap((c): Paragraph[] =>
    paragraphsOf(captionRuns(c, building), styleOf(building, c, 'class', theme.styles, 'caption'), building, c.at),
  );
  return [
    kept(
      element,
      build.table({
        style,
        indent,
        widths,
        headerRows: head.length,
        keep: 'rows',
        ...(caption.length > 0 ? { caption } : {}),
        ...continuedOf(element, building, looks.head),
        ...(head.length > 0 ? numberAgain(element, building) : {}),
        rows: built,
        origin: originOf(element),
      }),
      theme,
    ),
  ];
}

/** Whether a table stays whole: as the layout says, else where it is low. */
function kept(element: TreeElement, table: Table, theme: Theme): Table {
  const keep = attribute(element, 'keep');
  return keep === 'whole' || keep === 'rows' ? { ...table, keep } : keptWhereLow(table, theme);
}

/** A caption, with “Table 3: ” before it where it is numbered. Counted here: what stands before it is in the scheme's own order. */
function captionRuns(caption: TreeElement, building: Building): Run[] {
  const words = readRuns(caption.children, { building, at: caption.at });
  if (!flag(caption, 'numbered')) return words;
  const number = String(++building.numbered.tables);
  return labelAround('table.caption', 'caption', words, caption, building, new Map([['number', new Phrase([number], [number], [])]]));
}

const rowClass = (name: string | undefined): { keepNext?: true; repeats?: true } =>
  name === 'day' ? { keepNext: true, repeats: true } : name === 'with-next' ? { keepNext: true } : {};

function continuedOf(element: TreeElement, building: Building, style: string): { continued?: readonly Inline[] } {
  const key = attribute(element, 'continued');
  const form = pairFormOf(building, style);
  const content = key === undefined ? [] : onOneLine(labelRuns(key, element, building), building, { ...form, pair: 'line', gap: 0.4 });
  return content.length === 0 ? {} : { continued: content };
}

/** What stands above the repeated header of a table whose caption is numbered. */
function numberAgain(element: TreeElement, building: Building): { continued?: readonly Inline[] } {
  const caption = elementsOf(element, 'caption').find((c) => flag(c, 'numbered'));
  if (!caption) return {};
  const number = String(building.numbered.tables);
  const values = new Map([['number', new Phrase([number], [number], [])]]);
  const content = onOneLine(
    labelRuns('table.caption-continued', caption, building, undefined, values),
    building,
    pairFormOf(building, styleOf(building, caption, 'class', building.theme.styles, 'caption')),
  );
  return content.length === 0 ? {} : { continued: content };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
function spanOf(building: Building, cell: TreeElement, name: 'colspan' | 'rowspan'): number {
  const n = numberOf(building, cell, name, 1);
  if (Number.isInteger(n) && n >= 1 && n < 1000) return n;
  report(building, 'attribute-value', cell.at, `${name} 要写一个正整数`, `${name} must be a whole number above 0`);
  return 1;
}
function wrongRow(building: Building, row: TreeElement, y: number, columns: number): false {
  report(
    building,
    'table-columns',
    row.at,
    `第 ${y + 1} 行没有正好占满 ${columns} 列`,
    `row ${y + 1} does not fill the ${columns} columns exactly`,
  );
  return false;
}

interface CellInput {
  readonly cell: TreeElement;
  readonly row: TreeElement;
  readonly inHead: boolean;
  readonly building: Building;
  readonly style: string;
  readonly width: number;
  readonly atStart: boolean;
  readonly atEnd: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly flow: Flow;
}
function cellOf({ cell, row, inHead, building, style, width, atStart, atEnd, columns, rows, flow }: CellInput): Cell {
  const { theme } = building;
  const looks = theme.tables[style];
  const scope = attribute(cell, 'scope');
  const header = cell.name === 'th' ? (scope === 'row' || (!inHead && scope !== 'col') ? 'row' : 'column') : undefined;
  const text = (header === 'column' ? looks?.head : header === 'row' ? looks?.label : looks?.text) ?? 'cell';
  const paragraph = styleOf(building, cell, 'text', theme.styles, text);
  const day = attribute(row, 'class') === 'day' && Object.hasOwn(theme.cells, 'day') ? 'day' : '';
  const look = styleOf(building, cell, 'class', theme.cells, day);
  const padding = { ...looks?.padding, ...theme.cells[look]?.padding };
  const sides =
    points * ((atStart ? (padding.first ?? padding.left) : padding.left) ?? 0) +
    points * ((atEnd ? (padding.last ?? padding.right) : padding.right) ?? 0);
  const contents = attributeContents(cell);
  const align = attribute(cell, 'valign');
  return build.cell({
    columns,
    rows,
    blocks: flow(cell.children, cell, building, { style: paragraph, measure: Math.max(width - sides, 1), inCell: true }),
    ...(header ? { header } : {}),
    ...(look === '' ? {} : { style: look }),
    ...(align === 'top' || align === 'middle' || align === 'bottom' ? { align } : {}),
    ...(contents.length > 0 ? { contents } : {}),
    origin: originOf(cell),
  });
}

// ---- field lists -------------------------------------------------------------------------------------------------------

export function fieldListElement(element: TreeElement, building: Building, setting: Setting, flow: Flow): Block[] {
  const { theme } = building;
  const form = flag(element, 'form');
  const marks = flag(element, 'marks');
  const style = styleOf(building, element, 'class', theme.tables, form ? 'form' : 'identification');
  const looks = theme.tables[style];
  const fields = elementsOf(element, 'field');
  if (fields.length === 0 || !looks) return [];
  const indent = numberOf(building, element, 'indent', 0);
  const widths = columnWidths(element, building, setting, indent, 0, `${marks ? '18 ' : ''}${form ? '27' : '32'} *`);
  if (!widths) return [];
  const columns = marks ? 3 : 2;
  if (widths.length !== columns) {
    report(
      building,
      'table-columns',
      element.at,
      `这个字段表要 ${columns} 列的宽度`,
      `this field list needs widths for ${columns} columns`,
    );
    return [];
  }
  const markStyle =
    [form ? 'form-mark' : `${style}-mark`, 'mark-cell', looks.text].find((s) => Object.hasOwn(theme.styles, s)) ?? looks.text;
  const labelCell = form && Object.hasOwn(theme.cells, 'label') ? { style: 'label' } : {};
  const { padding } = looks;
  const rows = fields.map((field, i) => {
    const label = elementsOf(field, 'field-label')[0];
    const key = attribute(field, 'label');
    const labels: Run[] = label
      ? readRuns(label.children, { building, at: label.at })
      : key === undefined
        ? []
        : labelRuns(key, field, building);
    const mark = attribute(field, 'mark');
    // A mark is not said again in the row below it.
    const again = marks && mark !== undefined && i > 0 && attribute(fields[i - 1] ?? field, 'mark') === mark;
    const markBlocks = mark === undefined || again ? [] : [markParagraph(field, mark, markStyle, building)];
    const labelBlocks: Block[] = labels.length === 0 ? [] : paragraphsOf(labels, looks.label, building, label?.at ?? field.at);
    const value = field.children.filter((c) => c !== label);
    const wide = labelBlocks.length === 0 ? 1 : 0;
    const width = (widths.at(-1) ?? 0) + (wide ? (widths.at(-2) ?? 0) : 0);
    const left = columns - 1 - wide === 0 ? padding.first : padding.left;
    const text = styleOf(building, field, 'text', theme.styles, looks.text);
    const contents = attributeContents(field);
    const cells = [
      ...(marks ? [build.cell({ blocks: markBlocks, ...labelCell })] : []),
      // Without a column for marks the mark stands under the label.
      ...(wide
        ? []
        : [
            build.cell({
              header: 'row',
              blocks: marks ? labelBlocks : [...labelBlocks, ...markBlocks],
              ...labelCell,
              origin: originAt(label?.at ?? field.at, []),
            }),
          ]),
      build.cell({
        columns: 1 + wide,
        blocks: flow(value, field, building, { style: text, measure: Math.max(width - points * (left + padding.last), 1), inCell: true }),
        origin: originOf(field),
      }),
    ];
    return build.row({ cells, ...(contents.length > 0 ? { contents } : {}), origin: originOf(field) });
  });
  const table = build.table({ style, indent, widths, headerRows: 0, keep: 'rows', rows, origin: originOf(element) });
  return [kept(element, table, theme)];
}

function markParagraph(field: TreeElement, mark: string, style: string, building: Building): Paragraph {
  const content = [build.text(building.lang === 'en' ? latinClause(mark) : mark, 'en', { origin: originAt(field.at, []) })];
  const runs: Run[] = [{ zh: content, en: content, neutral: true, side: 'left' }];
  const [one] = arrange(runs, building, pairFormOf(building, style));
  return build.paragraph({
    style,
    rank: 'main',
    lang: 'en',
    content: one?.content ?? content,
    origin: originAt(field.at, recordsIn(content)),
  });
}
