/**
 * Lists of the record that grow in a form: Word shows a sign behind each entry that adds another one.
 *
 * In:  rows of a table, or blocks that follow one another, and what the form asks in them. Out: which of them are the entries of a list,
 * and the controls around these. Those around paragraphs begin with an empty one: without it LibreOffice 7.4 writes Chinese words of the
 * first paragraph several times. What else it does to them does no harm: bookmarks and words stay.
 */
import { entriesAround, isWithin, type Entry } from '../../carried/index.js';
import type { Block, Table } from '../../model/index.js';
import type { DocumentParts } from './document-parts.js';
import { separator } from './flow.js';
import type { OpenPlaces } from './open-places.js';
import { escape } from './xml.js';

/** From one row or block to before another. */
interface Run {
  readonly from: number;
  readonly to: number;
}
/** Entries that stand one below the other. */
export interface RepeatedList {
  readonly title: string;
  readonly items: readonly Run[];
}
interface EntryInFile extends Entry {
  readonly file: string;
}

/**
 * What has places of one entry alone is of that entry, and so is what stands between two such. `nodes`: the blocks of each row, or each
 * block.
 */
function listsIn(nodes: readonly (readonly Block[])[], open: OpenPlaces): RepeatedList[] {
  const lists: { title: string; list: string; items: (EntryInFile & Run)[] }[] = [];
  let last: (EntryInFile & { from: number; to: number }) | undefined;
  nodes.forEach((blocks, n) => {
    const common = open.commonTo(blocks);
    if (common === undefined) return;
    const { file, pointer } = common === 'several files' ? { file: undefined, pointer: '' } : common;
    if (last && file === last.file && isWithin(pointer, last.pointer)) {
      last.to = n + 1;
      return;
    }
    const entry = entriesAround(pointer).at(-1);
    const title = entry && file !== undefined ? open.form.list(file, entry.list) : undefined;
    if (!entry || file === undefined || title === undefined) {
      last = undefined;
      return;
    }
    last = { ...entry, file, from: n, to: n + 1 };
    const list = lists.at(-1);
    const before = list?.items.at(-1);
    if (list && before && before.to === n && before.file === file && before.list === entry.list) list.items.push(last);
    else lists.push({ title, list: entry.list, items: [last] });
  });
  return lists.map(({ title, items }) => ({ title, items: items.map(({ from, to }) => ({ from, to })) }));
}

/** Of a table: rows, where no cell reaches out of its entry. */
export function repeatedRows({ rows, headerRows }: Table, context: DocumentParts): readonly RepeatedList[] {
  const { open } = context;
  if (!open || context.inEntry) return [];
  const lists = listsIn(
    rows.map(({ cells }, y) => (y < headerRows ? [] : cells.flatMap(({ blocks }) => blocks))),
    open,
  );
  const isWhole = ({ from, to }: Run): boolean =>
    rows.every(({ cells }, y) =>
      cells.every((cell) => {
        const end = y + cell.rows;
        return end <= from || y >= to || (y >= from && end <= to);
      }),
    );
  return lists.filter(({ items }) => items.every(isWhole));
}

export function repeatedBlocks(list: readonly Block[], context: DocumentParts): readonly RepeatedList[] {
  const { open } = context;
  // A table, and a list of items, has entries of its own.
  if (!open || context.inEntry) return [];
  return listsIn(
    list.map((block) => [block]),
    open,
  ).filter(({ items }) => items.some(({ from, to }) => to - from > 1 || list[from]?.type === 'paragraph'));
}

/** Around rows; around paragraphs where there are `paragraphs`. */
const begin = (properties: string, context: DocumentParts, paragraphs: boolean): string =>
  `<w:sdt><w:sdtPr>${properties.replace('@', `<w:id w:val="${context.controlId()}"/>`)}</w:sdtPr><w:sdtContent>${paragraphs ? separator() : ''}`;
const end = '</w:sdtContent></w:sdt>';

/** The n-th row or block with what stands around it. */
export class Repeating {
  constructor(
    private readonly lists: readonly RepeatedList[],
    private readonly context: DocumentParts,
    private readonly paragraphs: boolean,
  ) {}

  /** What begins before the n-th. */
  before(n: number): string {
    const list = this.lists.find(({ items }) => items.some(({ from }) => from === n));
    if (!list) return '';
    const { context, paragraphs } = this;
    const title = escape([...list.title].slice(0, 60).join(''));
    const isFirst = list.items[0]?.from === n;
    context.inEntry = true;
    return (
      (isFirst
        ? begin(
            `<w:alias w:val="${title}"/>@<w15:repeatingSection><w15:sectionTitle w15:val="${title}"/></w15:repeatingSection>`,
            context,
            paragraphs,
          )
        : '') + begin('@<w15:repeatingSectionItem/>', context, paragraphs)
    );
  }
  /** What ends behind the n-th. */
  behind(n: number): string {
    const list = this.lists.find(({ items }) => items.some(({ to }) => to === n + 1));
    if (!list) return '';
    this.context.inEntry = false;
    return list.items.at(-1)?.to === n + 1 ? end + end : end;
  }
}
