/**
 * Blanks of a draft that the record can fill, and what each cell of a table is.
 *
 * In:  a draft, the dictionary, the words that closed lists of the records have. Out: the draft, changed in place: a blank with a known
 * label is a field, a group of boxes whose words are those of a closed list its options; of any other blank with a label a note says which
 * fields it might be. Nothing is guessed: two fields of one name, and names that are only like one, are notes.
 */
import type { Dictionary, Field, Found } from './dictionary.js';
import { bareName, listEntry } from './dictionary.js';
import type { Prose } from '../../diagnostics/index.js';
import type { DraftBlock, DraftCell, DraftRow, DraftTable } from './draft-blocks.js';
import type { Said } from './languages.js';
import { isEmpty, textOfPieces, type Piece } from './pieces.js';

export interface Filling {
  readonly dictionary: Dictionary;
  /** For words of a closed list: the group of labels that has them, and what each is called, by value. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** How many blanks were filled, how many were not. */
  readonly counts: { filled: number; open: number };
}

const namesOf = ({ zh, en }: Said): string[] => [zh, en].filter((name) => name !== undefined);
/** How a layout prints a field; a word of a closed list by its label, and not at all where no group of labels has them. */
function printOf({ helper, path, values }: Field, groups: Filling['groups']): string | undefined {
  if (!values) return helper === 'code' ? `{{${path}}}` : `{{${helper} ${path}}}`;
  const group = groupOf(values, groups);
  return group === undefined ? undefined : `{{t "${group}" ${path}}}`;
}
function groupOf(values: readonly string[], groups: Filling['groups']): string | undefined {
  return values.join() === 'true,false' ? 'yes-no' : groupsOf(values, groups)[0]?.[0];
}
/** Groups of labels that have these words, those with the fewest others first. */
const groupsOf = (values: readonly string[], groups: Filling['groups']) =>
  [...groups].filter(([, called]) => values.every((value) => called.has(value))).sort(([, a], [, b]) => a.size - b.size);
function noteOf(label: string, { field, isNear, candidates }: Found, shown?: string): Prose {
  const paths = candidates.map(({ path }) => path).join(', ');
  const had = shown === undefined ? { zh: '', en: '' } : { zh: `；原表此处为：${shown}`, en: `; the form had: ${shown}` };
  const said =
    field && isNear
      ? {
          zh: `“${label}”已按 ${field.path}（${field.zh}）填写，请核对`,
          en: `“${label}” was taken for ${field.path} (${field.en}): is it?`,
        }
      : candidates.length > 0
        ? { zh: `“${label}”可能是 ${paths}`, en: `“${label}” may be ${paths}` }
        : { zh: `记录中没有“${label}”，留作手填`, en: `“${label}” is no field of the records; it is left to be filled in by hand` };
  return { zh: said.zh + had.zh, en: said.en + had.en };
}
/** Where somebody signs or seals the record has nothing to print, and nobody needs to be told. */
const isSigned = (names: readonly string[]): boolean =>
  names.some((name) => /签字|签名|签章|盖章|公章|印章|\b(?:sign(?:ed|ature)?|seal|stamp)\b/i.test(name));

/** Blanks in a line, each with the words before it. `around`: the label of the cell, or of the line, that it stands under. */
function fillLine(
  pieces: readonly Piece[],
  around: readonly string[],
  filling: Filling,
  todo: Prose[],
  beside?: Field,
): { pieces: Piece[]; last?: Field } {
  let label: readonly string[] = around;
  let last = beside;
  const dates = datesIn(pieces);
  const out: Piece[] = [];
  for (const [i, piece] of pieces.entries()) {
    if (piece.is === 'words') label = isUnit(piece.said) ? label : namesOf(piece.said);
    const units = dates.get(i);
    if (piece.is === 'tag') {
      todo.push({
        zh: `模板中的 ${piece.text}：重复或有条件的部分，请用 #each 或 #if 写出`,
        en: `${piece.text} of the template repeats or asks for something: write it with #each or #if`,
      });
      continue;
    }
    if (piece.is !== 'blank' || units === 'inside') {
      out.push(piece);
      continue;
    }
    const names = piece.hint === undefined ? label : [...label, spaced(piece.hint)];
    const found = names.length === 0 || isSigned(names) ? undefined : filling.dictionary.find(names, last);
    const field = found?.field;
    const isDate = units !== undefined;
    const print = field && printOf(field, filling.groups);
    if (found && field && print !== undefined && field.helper !== 'rich' && (!isDate || field.helper === 'date')) {
      out.push({ is: 'value', mm: isDate ? 35 : piece.mm, print, test: field.path });
      last = field;
      filling.counts.filled += 1;
      if (found.isNear) todo.push(noteOf(names[0] ?? '', found));
    } else {
      out.push(piece);
      filling.counts.open += 1;
      if (found) todo.push(noteOf(names[0] ?? '', found, piece.shown));
    }
    label = [];
  }
  return { pieces: withoutUnits(out), ...(last ? { last } : {}) };
}

/** `client_name`, `clientName` as words. */
const spaced = (name: string): string => name.replace(/[_.-]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
const isUnit = ({ zh }: Said): boolean => zh !== undefined && /^[年月日号]$/.test(zh);

/** The blanks of `    年  月  日`: where such a date begins, and those inside of it. */
function datesIn(pieces: readonly Piece[]): ReadonlyMap<number, 'begin' | 'inside'> {
  const out = new Map<number, 'begin' | 'inside'>();
  const isWord = (at: number, word: RegExp): boolean => {
    const piece = pieces[at];
    return piece?.is === 'words' && word.test(piece.said.zh ?? '');
  };
  pieces.forEach((piece, i) => {
    if (
      piece.is === 'blank' &&
      isWord(i + 1, /^年$/) &&
      pieces[i + 2]?.is === 'blank' &&
      isWord(i + 3, /^月$/) &&
      pieces[i + 4]?.is === 'blank' &&
      isWord(i + 5, /^[日号]/)
    ) {
      out.set(i, 'begin');
      out.set(i + 2, 'inside');
      out.set(i + 4, 'inside');
    }
  });
  return out;
}
/** A date that the record prints has its own year, month and day. */
function withoutUnits(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece) continue;
    out.push(piece);
    if (piece.is !== 'value' || !piece.print.startsWith('{{date')) continue;
    const rest = pieces
      .slice(i + 1, i + 6)
      .map((p) => (p.is === 'words' ? (p.said.zh ?? '') : p.is === 'blank' ? '_' : '?'))
      .join('');
    if (/^年_月_[日号]$/.test(rest)) i += 5;
  }
  return out;
}

/** Boxes whose words a closed list has: its options, and what stands before them. */
function optionsIn(pieces: readonly Piece[], around: readonly string[], { dictionary, groups }: Filling) {
  const first = pieces.findIndex(({ is }) => is === 'box');
  if (first < 0) return undefined;
  const before = pieces.slice(0, first);
  const words = pieces.slice(first).filter((p) => p.is === 'words');
  const boxes = pieces.filter(({ is }) => is === 'box');
  if (boxes.length < 2 || words.length !== boxes.length || pieces.some(({ is }) => is === 'blank' || is === 'value')) return undefined;
  const own = before.findLast((p) => p.is === 'words');
  const { field, isNear } = dictionary.find(own ? namesOf(own.said) : around);
  if (!field?.values || isNear) return undefined;
  for (const [group, called] of groupsOf(field.values, groups)) {
    const values = words.map(({ said }) =>
      [...called].find(
        ([value, names]) =>
          field.values?.includes(value) && namesOf(said).some((name) => names.some((one) => bareName(one) === bareName(name))),
      ),
    );
    if (values.every((value) => value !== undefined)) return { before, group, values: values.map(([value]) => value), path: field.path };
  }
  return undefined;
}

/** A line that is a label and a colon, with room for its value behind it or below: the field that it surely is. */
function openEnd(
  pieces: readonly Piece[],
  { dictionary, groups }: Filling,
  beside: Field | undefined,
): { readonly field: Field; readonly print: string } | undefined {
  const [label, colon, more] = pieces.filter((piece) => piece.is !== 'gap');
  if (label?.is !== 'words' || colon?.is !== 'signs' || more || !/^\s*[:：]\s*$/.test(colon.text) || isSigned(namesOf(label.said)))
    return undefined;
  const { field, isNear } = dictionary.find(namesOf(label.said), beside);
  const print = field && printOf(field, groups);
  return field && print !== undefined && !isNear ? { field, print } : undefined;
}

/**
 * `around`: what the blocks stand under; `beside`: the field before them. Out: the last field found, for its neighbours. `isLabel`: the
 * blocks are the label of a cell beside them, which has the room for the value.
 */
export function fill(
  blocks: DraftBlock[],
  filling: Filling,
  around: readonly string[] = [],
  beside?: Field,
  isLabel = false,
): Field | undefined {
  let last = beside;
  for (const [i, block] of [...blocks.entries()].reverse()) {
    if (block.is !== 'paragraph') continue;
    const options = optionsIn(block.pieces, around, filling);
    if (!options) continue;
    const { before, group, values, path } = options;
    filling.counts.filled += 1;
    block.pieces = before;
    blocks.splice(isEmpty(before) ? i : i + 1, isEmpty(before) ? 1 : 0, { is: 'options', group, values, path, todo: [] });
  }
  const longs: (readonly [DraftBlock, DraftBlock])[] = [];
  for (const block of blocks) {
    if (block.is === 'paragraph') {
      const filled = fillLine(block.pieces, around, filling, block.todo, last);
      block.pieces = filled.pieces;
      last = filled.last;
      const open = isLabel ? undefined : openEnd(block.pieces, filling, last);
      if (!open) continue;
      filling.counts.filled += 1;
      last = open.field;
      if (open.field.helper === 'rich') longs.push([block, { is: 'long', print: open.print, todo: [] }]);
      else block.pieces = [...block.pieces, { is: 'value', mm: 0, print: open.print, test: open.field.path }];
    } else if (block.is === 'list') {
      const items = [...block.items];
      for (let item = items.shift(); item; item = items.shift()) {
        const filled = fillLine(item.pieces, around, filling, block.todo, last);
        item.pieces.splice(0, item.pieces.length, ...filled.pieces);
        items.push(...item.below.flatMap((list) => list.items));
      }
    } else if (block.is === 'table') fillTable(block, filling);
  }
  for (const [line, long] of longs) blocks.splice(blocks.indexOf(line) + 1, 0, long);
  return last;
}

// ---- tables --------------------------------------------------------------------------------------------------------------

const isEmptyCell = ({ blocks }: DraftCell): boolean =>
  blocks.every((block) => block.is === 'space' || (block.is === 'paragraph' && isEmpty(block.pieces)));
const isWrittenIn = ({ blocks }: DraftCell): boolean =>
  blocks.some((block) => 'pieces' in block && block.pieces.some(({ is }) => is === 'blank' || is === 'box')) ||
  blocks.some(({ is }) => is === 'picture' || is === 'list');
/** Short words and nothing to fill in. */
function labelOf(cell: DraftCell): readonly string[] | undefined {
  if (isEmptyCell(cell) || isWrittenIn(cell)) return undefined;
  const lines = cell.blocks.flatMap((block) => (block.is === 'paragraph' ? [block.pieces] : []));
  const words = lines.flatMap((pieces) => pieces.flatMap((p) => (p.is === 'words' ? [p.said] : [])));
  const [first] = words;
  const length = lines.map(textOfPieces).join('').length;
  if (!first || length > 40 || cell.blocks.some(({ is }) => is !== 'paragraph' && is !== 'space')) return undefined;
  return words.length === 1 ? namesOf(first) : [words.map(({ zh, en }) => zh ?? en ?? '').join('')];
}

function fillTable(table: DraftTable, filling: Filling): void {
  const columns = table.widths.length;
  headRow(table);
  repeatRow(table, filling);
  table.rows.forEach((row, y) => {
    if (row.each) return;
    const isHead = y < table.headerRows;
    let last: Field | undefined;
    row.cells.forEach((cell, x) => {
      const label = labelOf(cell);
      const next = row.cells[x + 1];
      if (isHead) cell.kind = 'head';
      else if (label && row.cells.length === 1 && cell.columns === columns && (cell.isShaded || isBold(cell))) cell.kind = 'band';
      else if (label && next && !labelOf(next)) cell.kind = 'label';
      const left = row.cells[x - 1];
      const over = left?.kind === 'label' ? labelOf(left) : undefined;
      if (!isHead && over && isEmptyCell(cell) && !isSigned(over)) {
        const found = filling.dictionary.find(over, last);
        const { field } = found;
        const print = field && printOf(field, filling.groups);
        if (field && print !== undefined) {
          last = field;
          filling.counts.filled += 1;
          cell.blocks = [
            {
              is: 'paragraph',
              pieces: [{ is: 'value', mm: 0, print, test: field.path }],
              place: table.place,
              bold: false,
              align: 'left',
              todo: [],
            },
          ];
          if (found.isNear) row.todo.push(noteOf(over[0] ?? '', found));
        } else {
          filling.counts.open += 1;
          row.todo.push(noteOf(over[0] ?? '', found));
        }
      } else last = fill(cell.blocks, filling, over ?? [], last, cell.kind !== 'plain') ?? last;
      // Comments stand between rows, where they move nothing.
      for (const block of cell.blocks) if ('todo' in block) row.todo.push(...block.todo.splice(0));
    });
  });
}
/**
 * Empty rows under a head whose columns are what the entries of one list of the record hold: a row for each entry, and those where there
 * is none.
 */
function repeatRow(table: DraftTable, { dictionary, groups, counts }: Filling): void {
  const head = table.rows[table.headerRows - 1];
  const empty = table.rows[table.headerRows];
  if (table.headerRows !== 1 || !head || !empty || empty.cells.length !== head.cells.length || !empty.cells.every(isEmptyCell)) return;
  if ([...head.cells, ...empty.cells].some(({ rows }) => rows > 1)) return;
  const [list, ...others] = dictionary.lists(head.cells.map((cell) => labelOf(cell) ?? []));
  if (!list) return;
  if (others.length > 0) {
    const paths = [list, ...others].map(({ path }) => path).join(', ');
    empty.todo.push({
      zh: `各行可能是 ${paths} 的各项：用 #each 写出`,
      en: `the rows may be the entries of ${paths}: write them with #each`,
    });
    counts.open += 1;
    return;
  }
  const cells = empty.cells.map((cell, x): DraftCell => {
    const field = list.columns[x];
    const print = field && printOf(field, groups);
    if (!field || print === undefined) return { ...cell, blocks: [] };
    counts.filled += 1;
    const pieces: Piece[] = [{ is: 'value', mm: 0, print, test: field.path }];
    return { ...cell, blocks: [{ is: 'paragraph', pieces, place: table.place, bold: false, align: 'left', todo: [] }] };
  });
  const missing = head.cells.flatMap((cell, x) => (list.columns[x] ? [] : (labelOf(cell)?.slice(0, 1) ?? [])));
  const todo: Prose[] = missing.map((name) => ({
    zh: `${list.path} 的各项没有“${name}”，留作手填`,
    en: `entries of ${list.path} have no “${name}”; it is left to be filled in by hand`,
  }));
  const height = empty.height === undefined ? {} : { height: empty.height };
  table.rows.splice(table.headerRows, 0, { ...height, todo, cells, each: { list: list.path, as: listEntry } });
}
const isBold = ({ blocks }: DraftCell): boolean => blocks.every((block) => block.is !== 'paragraph' || block.bold);

/** A first row of labels over rows to write in is a head, whether the file says so or not. */
function headRow(table: DraftTable): void {
  const [first, ...rest] = table.rows;
  if (table.headerRows > 0 || !first || rest.length === 0 || first.cells.length < 2) return;
  const labels = first.cells.map(labelOf);
  const under = (row: DraftRow): boolean =>
    row.cells.length === first.cells.length && row.cells.filter(isEmptyCell).length >= row.cells.length - 1;
  const isHead = labels.every((label) => label !== undefined) && rest.some(under) && first.cells.every(({ rows }) => rows === 1);
  if (isHead) table.headerRows = 1;
}
