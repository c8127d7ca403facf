/**
 * What a tagged PDF says, in its own order.
 *
 * In:  a file's objects, and the text of each piece of marked content. Out: the entries that `canon` makes of a model:
 * one a block, one a cell with its address; on which page each begins, and the marked content that it is made of.
 */
import { canonText, type CanonEntry } from '../model/index.js';
import { Ref, type Dict, type PdfObjects, type Value } from './pdf-objects.js';

/** Text of the marked content `mcid` of the page that is this object. */
export type TextOf = (page: number, mcid: number) => string;
/** A page object by its number, and a piece of marked content of it. */
export interface Marked {
  readonly page: number;
  readonly mcid: number;
}
export interface MarkedText extends Marked {
  readonly text: string;
}
export interface PlacedEntry extends CanonEntry {
  /** In reading order. */
  readonly marked: readonly MarkedText[];
  /** Number of the page object on which the entry begins. */
  readonly page: number | null;
  /** Pieces of it that stand so far apart that a reader finds spaces between their characters; without those. */
  readonly pulled: readonly string[];
}
const pulledApart = /(?:[\p{Script=Han}，。；：、！？（）《》“”] ){3,}\p{Script=Han}?/gu;
const pulledIn = (text: string): string[] => [...text.matchAll(pulledApart)].map((m) => canonText(m[0]));

const blocks = new Set(['P', 'H', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'Caption', 'LI', 'Title', 'BlockQuote', 'Note']);

export function entriesOf(objects: PdfObjects, textOf: TextOf): { readonly entries: PlacedEntry[]; readonly toc: string[] } {
  const out: PlacedEntry[] = [];
  const toc: string[] = [];
  let tables = 0;
  const root = objects.dict(objects.dict(objects.trailer['Root'])['StructTreeRoot']);

  /** All text below an element, and where it stands. `skip` leaves out what is listed elsewhere. */
  const gather = (element: Dict, into: { text: string; marked: MarkedText[] }, skip: (role: string) => boolean): void => {
    for (const kid of objects.list(element['K'])) {
      const found = content(objects, kid, element);
      if (found) {
        const text = textOf(found.page, found.mcid);
        into.marked.push({ ...found, text });
        into.text += text;
        continue;
      }
      const child = objects.dict(kid);
      const role = objects.name(child['S']);
      if (role !== '' && role !== 'Figure' && !skip(role)) gather(child, into, skip);
    }
  };
  const push = (cell: string | null, element: Dict, skip: (role: string) => boolean = () => false): void => {
    const found = { text: '', marked: [] as MarkedText[] };
    gather(element, found, skip);
    const text = canonText(found.text);
    if (text !== '') out.push({ cell, text, marked: found.marked, page: found.marked[0]?.page ?? null, pulled: pulledIn(found.text) });
  };

  const visit = (element: Dict): void => {
    const role = objects.name(element['S']);
    if (role === 'Table') return table(element);
    if (role === 'Figure') return;
    if (role === 'TOCI') {
      const line = { text: '', marked: [] as MarkedText[] };
      gather(element, line, () => false);
      toc.push(canonText(line.text));
      return;
    }
    if (role === 'LI') {
      push(null, element, (r) => r === 'L');
      for (const list of listsIn(objects, element)) visit(list);
      return;
    }
    if (blocks.has(role)) return push(null, element);
    for (const kid of objects.list(element['K'])) {
      const found = content(objects, kid, element);
      // Text outside any block would be a fault of the writer: it shows as an entry of its own.
      if (found) {
        const all = textOf(found.page, found.mcid);
        const text = canonText(all);
        if (text !== '') out.push({ cell: null, text, marked: [{ ...found, text: all }], page: found.page, pulled: [] });
      } else visit(objects.dict(kid));
    }
  };

  const table = (element: Dict): void => {
    const number = ++tables;
    // Each paragraph of the caption is a block of its own, before the cells.
    for (const kid of objects.list(element['K'])) {
      const caption = objects.dict(kid);
      if (objects.name(caption['S']) === 'Caption') for (const paragraph of objects.list(caption['K'])) visit(objects.dict(paragraph));
    }
    const open: number[] = [];
    rowsOf(objects, element).forEach((row, y) => {
      let x = 0;
      for (const kid of objects.list(row['K'])) {
        const cell = objects.dict(kid);
        while ((open[x] ?? 0) > 0) x++;
        push(`${number}/${y + 1}/${x + 1}`, cell);
        const { columns, rows } = spans(objects, cell);
        for (let k = x; k < x + columns; k++) open[k] = rows;
        x += columns;
      }
      for (let k = 0; k < open.length; k++) open[k] = Math.max(0, (open[k] ?? 0) - 1);
    });
  };

  for (const kid of objects.list(root['K'])) visit(objects.dict(kid));
  return { entries: out, toc };
}

/** Marked content that a child of an element is: a number, or a dictionary that names another page. */
function content(objects: PdfObjects, kid: Value, parent: Dict): Marked | null {
  const value = objects.get(kid);
  const page = (holder: Dict): number | null => (holder['Pg'] instanceof Ref ? holder['Pg'].number : null);
  if (typeof value === 'number') {
    const at = page(parent);
    return at === null ? null : { page: at, mcid: value };
  }
  const dict = objects.dict(kid);
  const mcid = objects.number(dict['MCID']);
  const at = page(dict) ?? page(parent);
  return mcid === undefined || at === null ? null : { page: at, mcid };
}

function rowsOf(objects: PdfObjects, element: Dict): Dict[] {
  return objects
    .list(element['K'])
    .map((kid) => objects.dict(kid))
    .flatMap((child) => {
      const role = objects.name(child['S']);
      return role === 'TR' ? [child] : role === '' ? [] : rowsOf(objects, child);
    });
}

function listsIn(objects: PdfObjects, element: Dict): Dict[] {
  return objects
    .list(element['K'])
    .map((kid) => objects.dict(kid))
    .flatMap((child) => {
      const role = objects.name(child['S']);
      return role === 'L' ? [child] : role === '' ? [] : listsIn(objects, child);
    });
}

function spans(objects: PdfObjects, cell: Dict): { columns: number; rows: number } {
  let [columns, rows] = [1, 1];
  for (const item of objects.list(cell['A'])) {
    const attributes = objects.dict(item);
    columns = objects.number(attributes['ColSpan']) ?? columns;
    rows = objects.number(attributes['RowSpan']) ?? rows;
  }
  return { columns, rows };
}
