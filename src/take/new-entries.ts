/**
 * New entries of lists: rows, and paragraphs, that somebody put between those of a list or behind them.
 *
 * In:  what matched, and what is new in between. Out: entries with the words of their fields, by the row or paragraph above them; what of a
 * row cannot be a field of an entry. `used` gets the paragraphs that were taken.
 */
import { commonEntry, isWithin, type Entry, type PlacedSegment } from '../carried/index.js';
import type { Code, Prose } from '../diagnostics/index.js';
import type { WordPlace, WordRow, WordTable } from '../word/types.js';
import { align, isPlaced, type Steps } from './align.js';
import { compactText, saysSame } from './folded.js';
import type { Gap, Matched, Pair } from './match.js';
import type { FormParagraph } from './paragraphs.js';
import type { EntryChange } from './types.js';

interface Fault {
  readonly code: Code;
  readonly at: WordPlace;
  readonly words: string;
  readonly message: Prose;
}
interface NewEntries {
  readonly changes: readonly EntryChange[];
  readonly faults: readonly Fault[];
}
type Value = EntryChange['values'][number];

const placedOf = (pair: Pair): PlacedSegment[] => pair.blocks.flatMap(({ segments }) => segments.filter(isPlaced));
const isBlank = (words: string): boolean => compactText(words) === '';

export function newEntries({ pairs, gaps }: Matched, used: Set<FormParagraph>, fileOf: (n: number) => string, steps: Steps): NewEntries {
  const changes: EntryChange[] = [];
  const faults: Fault[] = [];
  // Of most files nothing is new.
  const rows: Rows = gaps.some(({ extra }) => extra.length > 0) ? byRow(pairs) : new Map();
  const begun = new Set<string>();
  for (const gap of gaps) {
    const extra = gap.extra.filter((paragraph) => !used.has(paragraph));
    for (const row of rowsOf(extra)) rowEntry(row, gap, rows, begun, used, fileOf, changes, faults, steps);
    changes.push(...paragraphEntries(gap, used, fileOf));
  }
  return { changes, faults };
}

/** What was there before, by table and row: looked up for each new row, of which a file of anyone may have many. */
type Rows = ReadonlyMap<WordTable, ReadonlyMap<number, readonly Pair[]>>;
function byRow(pairs: readonly Pair[]): Rows {
  const out = new Map<WordTable, Map<number, Pair[]>>();
  for (const pair of pairs) {
    const row = pair.paragraphs[0]?.row;
    if (!row) continue;
    const inTable = out.get(row.table) ?? new Map<number, Pair[]>();
    out.set(row.table, inTable);
    const own = inTable.get(row.row) ?? [];
    own.push(pair);
    inTable.set(row.row, own);
  }
  return out;
}

/** Paragraphs by the row that they stand in. */
function rowsOf(extra: readonly FormParagraph[]): FormParagraph[][] {
  const out: FormParagraph[][] = [];
  for (const paragraph of extra) {
    if (!paragraph.row) continue;
    const last = out.at(-1)?.[0]?.row;
    if (last && last.table === paragraph.row.table && last.row === paragraph.row.row) out.at(-1)?.push(paragraph);
    else out.push([paragraph]);
  }
  return out;
}

function rowEntry(
  row: readonly FormParagraph[],
  gap: Gap,
  rows: Rows,
  /** Entries behind which new ones stand already. */
  begun: Set<string>,
  used: Set<FormParagraph>,
  fileOf: (n: number) => string,
  changes: EntryChange[],
  faults: Fault[],
  steps: Steps,
): void {
  const [first] = row;
  const here = first?.row;
  if (!first || !here) return;
  const inTable = rows.get(here.table);
  // A row with anything in it that was there before is no new row.
  if (inTable?.has(here.row) === true) return;
  const sampleRow = [gap.before, gap.after].map((pair) => pair?.paragraphs[0]?.row).find((at) => at?.table === here.table)?.row;
  if (sampleRow === undefined) return;
  const sample = inTable?.get(sampleRow) ?? [];
  const entry = entryOfRow(sample);
  if (!entry) return;
  const values: Value[] = [];
  const [cells, sampleCells] = [here.table.rows[here.row], here.table.rows[sampleRow]];
  for (const [n, cell] of (cells?.cells ?? []).entries()) {
    const own = row.filter((paragraph) => paragraph.cell === cell.blocks);
    const like = sample.filter((pair) => pair.paragraphs[0]?.cell === cellOf(sampleCells, n));
    own.forEach((paragraph, k) => {
      used.add(paragraph);
      const pair = like[k];
      const segments = pair?.blocks.flatMap((block) => block.segments) ?? [];
      const aligned = align(segments, paragraph.text, steps);
      const isOwn = ({ file, pointer }: PlacedSegment): boolean => file === entry.file && isWithin(pointer, entry.pointer);
      // What is fixed, or of another record, is copied along with the row; it says nothing as long as it says what it said.
      const isFixed = (one: PlacedSegment, i: number): boolean =>
        isOwn(one) || saysSame(aligned.ok ? (aligned.said[i] ?? '') : '', one.words);
      const placed = segments.filter(isPlaced);
      if (!placed.some(isOwn) && saidIn(inTable, here.table, n).has(compactText(paragraph.text))) return;
      if (!pair || !aligned.ok || !placed.some(isOwn) || !placed.every(isFixed))
        faults.push({
          code: 'take-outside',
          at: paragraph.place,
          words: paragraph.text,
          message: {
            zh: '新的一行的这一格不是由这个列表自己的字段写成的，没有采用；请在记录中填写',
            en: 'this cell of a new row is of no field of the list itself, and is not taken; fill it in in the record',
          },
        });
      else
        placed.forEach((segment, i) => {
          const { pointer, lang, words } = segment;
          const said = aligned.said[i] ?? '';
          if (isOwn(segment) && !isBlank(said)) values.push({ tail: pointer.slice(entry.pointer.length), lang, said, sample: words });
        });
    });
  }
  // Two new rows below one another: each stands behind the one before.
  const key = `${entry.file}#${entry.pointer}`;
  const isBelow = sampleRow < here.row || begun.has(key);
  if (values.length === 0) return;
  if (isBelow) begun.add(key);
  changes.push({
    kind: 'entry',
    file: fileOf(entry.file),
    list: entry.list,
    after: isBelow ? entry.index : entry.index - 1,
    values,
    at: first.place,
  });
}
/** What stands in the n-th cells of the rows that were there before: any of them may have been copied. */
function saidIn(rows: ReadonlyMap<number, readonly Pair[]> | undefined, table: WordTable, n: number): ReadonlySet<string> {
  if (!rows) return new Set();
  const ofTable = known.get(rows) ?? new Map<number, ReadonlySet<string>>();
  known.set(rows, ofTable);
  const said =
    ofTable.get(n) ??
    new Set(
      [...rows].flatMap(([row, pairs]) =>
        pairs.flatMap(({ paragraphs }) =>
          paragraphs.filter(({ cell }) => cell === cellOf(table.rows[row], n)).map(({ text }) => compactText(text)),
        ),
      ),
    );
  ofTable.set(n, said);
  return said;
}
/** By rows of a table and number of the cell: a file of anyone may have many new rows. */
const known = new WeakMap<ReadonlyMap<number, readonly Pair[]>, Map<number, ReadonlySet<string>>>();
const cellOf = (row: WordRow | undefined, n: number) => row?.cells[n]?.blocks;

/** The entry that a row is of: of the file most of whose values stand in it. */
function entryOfRow(pairs: readonly Pair[]): (Entry & { readonly file: number }) | undefined {
  const byFile = new Map<number, string[]>();
  for (const { file, pointer } of pairs.flatMap(placedOf)) byFile.set(file, [...(byFile.get(file) ?? []), pointer]);
  const [most] = [...byFile].sort(([, a], [, b]) => b.length - a.length);
  const entry = most && commonEntry(most[1]);
  return most && entry && { ...entry, file: most[0] };
}

/** Paragraphs, each an entry: `/criteria/2/zh`, `/criteria/2/en`. Those of both languages that follow one another are one entry. */
function paragraphEntries({ before, after, extra }: Gap, used: Set<FormParagraph>, fileOf: (n: number) => string): EntryChange[] {
  if (!before) return [];
  const segments = before.blocks.flatMap((block) => block.segments);
  const [segment, ...others] = segments.filter(isPlaced);
  const entry = segment && /\/\d+(?:\/(?:zh|en))?$/.test(segment.pointer) ? commonEntry([segment.pointer]) : undefined;
  const last = before.paragraphs.at(-1);
  if (!segment || !entry || others.length > 0 || !last || segments.some((s) => !isPlaced(s) && !isBlank(s))) return [];
  // Between the two languages of one entry nothing can be new.
  const next = after && placedOf(after)[0];
  if (next && next.file === segment.file && isWithin(next.pointer, entry.pointer)) return [];
  const out: { values: Value[]; at: WordPlace }[] = [];
  const isNeutral = segment.pointer === entry.pointer;
  for (const paragraph of extra) {
    if (used.has(paragraph) || paragraph.cell !== last.cell || paragraph.cell === undefined || paragraph.block.style !== last.block.style)
      break;
    used.add(paragraph);
    const lang = /\p{Script=Han}/u.test(paragraph.text) ? 'zh' : 'en';
    const value: Value = { tail: isNeutral ? '' : `/${lang}`, lang, said: paragraph.text, sample: segment.words };
    const open = out.at(-1);
    if (!isNeutral && open && lang === 'en' && open.values.every((one) => one.lang === 'zh')) open.values.push(value);
    else out.push({ values: [value], at: paragraph.place });
  }
  return out.map(({ values, at }) => ({ kind: 'entry', file: fileOf(segment.file), list: entry.list, after: entry.index, values, at }));
}
