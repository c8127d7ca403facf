/**
 * A project before and after, document by document.
 *
 * In:  the folders of both, the cases asked for. Out: a `Difference`: which documents came, went or changed, and of those that changed the
 * words, and the pages on which that can be seen. Of what is the same in both no page is set: a document is what its model says.
 */
import type { Diagnostic, Outcome, Progress, Prose } from '../diagnostics/index.js';
import type { PdfWriter } from '../writers/pdf/index.js';
import { documentsOf, laidOut, modelsOf, writerFor, type LaidOutDocument, type OneDocument, type SideOptions } from './documents.js';
import { outlinesIn, pagePictures, type PagePicture, type PagePictures } from './page-pictures.js';
import { placesIn, type Box, type Places } from './places.js';
import { entriesOf, textChanges, type TextChange } from './text-changes.js';

export type State = 'added' | 'removed' | 'changed';
export interface DocumentDifference {
  readonly name: string;
  readonly title: Prose;
  readonly folder: string;
  readonly lang: string;
  readonly state: State;
  /** Of one that changed: what it says otherwise; none where only its looks, pictures or pages are other. */
  readonly texts: readonly (TextChange & { readonly pageBefore?: number; readonly pageAfter?: number })[];
  readonly pages: readonly [before: number, after: number];
  readonly shown: readonly PagePair[];
  /** Pages that differ, and are not shown. */
  readonly more: number;
  /** The engine draws no pictures, or its file could not be read back. */
  readonly isWithoutPictures: boolean;
}
export interface PagePair {
  readonly before?: ShownPage;
  readonly after?: ShownPage;
}
export interface ShownPage {
  /** Counted from 1. */
  readonly page: number;
  readonly picture: PagePicture;
  /** What changed on it. */
  readonly marks: readonly Box[];
}
export interface Difference {
  readonly documents: readonly DocumentDifference[];
  readonly unchanged: number;
  /** Documents that changed, beyond those that are compared page by page. */
  readonly uncompared: number;
  /** By name, of all pages that are shown. */
  readonly outlines: ReadonlyMap<string, string>;
}

export interface DiffOptions extends SideOptions {
  /** Absolute. */
  readonly before: string;
  readonly after: string;
  /** Folders of cases, from the project; empty: all. */
  readonly only: readonly string[];
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** So many documents are compared page by page, and so many pairs of pages are shown of each: fewer where all that is other is looks. */
const mostDocuments = 60;
const mostPages = { texts: 8, looks: 4 } as const;

interface Seen {
  readonly models: string | undefined;
  readonly folder: string;
  readonly name: string;
  readonly title: Prose;
  readonly lang: string;
}

export async function diff(options: DiffOptions): Promise<Outcome<Difference>> {
  const { before, after, signal } = options;
  const had = await seenIn(before, options, 'before');
  if (!had.value || signal.aborted) return { diagnostics: had.diagnostics };
  const has = await seenIn(after, options, 'after');
  if (!has.value || signal.aborted) return { diagnostics: has.diagnostics };
  const [old, now] = [had.value, has.value];
  const diagnostics: Diagnostic[] = [...has.diagnostics];
  const entry = (seen: Seen, state: State): DocumentDifference => ({
    ...{ name: seen.name, title: seen.title, folder: seen.folder, lang: seen.lang, state },
    ...{ texts: [], pages: [0, 0], shown: [], more: 0, isWithoutPictures: false },
  });
  const came = [...now].filter(([key]) => !old.has(key)).map(([, seen]) => entry(seen, 'added'));
  const went = [...old].filter(([key]) => !now.has(key)).map(([, seen]) => entry(seen, 'removed'));
  const both = [...now].filter(([key]) => old.has(key));
  const changed = both.filter(([key, { models }]) => models === undefined || old.get(key)?.models !== models);
  const compared = changed.slice(0, mostDocuments);
  const keys = new Set(compared.map(([key]) => key));
  // Read again, and no other case with them: the scopes of a great project are not held.
  const only = [...new Set(compared.map(([, { folder }]) => folder))];
  const found: DocumentDifference[] = [];
  const outlines = new Map<string, string>();
  if (compared.length > 0) {
    const [then, today] = [await documentsOf(before, only, options), await documentsOf(after, only, options)];
    if (!then.value || !today.value) return { diagnostics: [...then.diagnostics, ...today.diagnostics] };
    const writer = writerFor(today.value.planned);
    if (!writer.value) return { diagnostics: writer.diagnostics };
    const olds = new Map([...then.value.documents].filter(({ key }) => keys.has(key)).map((one) => [one.key, one]));
    let done = 0;
    for (const one of today.value.documents) {
      const other = olds.get(one.key);
      if (!other || signal.aborted) continue;
      const pair = await compare(other, one, writer.value, outlines);
      diagnostics.push(...pair.diagnostics);
      if (pair.value) found.push(pair.value);
      options.progress({ done: ++done, errors: 0, total: compared.length, what: one.name });
    }
  }
  const rest = changed.slice(mostDocuments).map(([, seen]) => entry(seen, 'changed'));
  const order = ({ folder, name, lang }: DocumentDifference): string => [folder, name, lang].join('\0');
  return {
    value: {
      documents: [...found, ...rest, ...came, ...went].sort((a, b) => (order(a) < order(b) ? -1 : 1)),
      unchanged: both.length - changed.length,
      uncompared: rest.length,
      outlines,
    },
    diagnostics,
  };
}

/** What cannot be made afterwards is told; of before it is enough that there was no document. */
async function seenIn(root: string, options: DiffOptions, side: 'before' | 'after'): Promise<Outcome<Map<string, Seen>>> {
  const faults = new Map<string, Diagnostic>();
  const onFaults = (found: readonly Diagnostic[]): void => found.forEach((d) => faults.set(JSON.stringify(d), d));
  const { value, diagnostics } = await documentsOf(root, options.only, side === 'after' ? { ...options, onFaults } : options);
  if (!value) return { diagnostics: diagnostics.map((d) => (side === 'after' ? d : asBefore(d))) };
  const out = new Map<string, Seen>();
  for (const one of value.documents) {
    if (options.signal.aborted) break;
    const { key, folder, name, title, lang } = one;
    out.set(key, { models: modelsOf(one), folder, name, title, lang });
    options.progress({ done: out.size, errors: 0, total: Math.max(value.planned.planned.orders.length, out.size), what: name });
  }
  return { value: out, diagnostics: [...faults.values()] };
}
const asBefore = (d: Diagnostic): Diagnostic => ({ ...d, message: { zh: `（此前）${d.message.zh}`, en: `(before) ${d.message.en}` } });

async function compare(
  before: OneDocument,
  after: OneDocument,
  writer: PdfWriter,
  outlines: Map<string, string>,
): Promise<Outcome<DocumentDifference>> {
  const [old, now] = [await laidOut(before, writer), await laidOut(after, writer)];
  if (!old.value || !now.value) return { diagnostics: [...old.diagnostics.map(asBefore), ...now.diagnostics] };
  const sides = [sideOf(old.value), sideOf(now.value)] as const;
  const texts = textChanges(entriesOf(old.value.document), entriesOf(now.value.document)).map((one) => {
    const [pageBefore, pageAfter] = [sides[0].places?.pageOf(Math.max(one.before, 0)), sides[1].places?.pageOf(Math.max(one.after, 0))];
    return { ...one, ...(pageBefore === undefined ? {} : { pageBefore }), ...(pageAfter === undefined ? {} : { pageAfter }) };
  });
  const pairs = texts.length > 0 ? pairsOfTexts(texts, sides) : pairsOfLooks(sides);
  const most = texts.length > 0 ? mostPages.texts : mostPages.looks;
  const shown = pairs.slice(0, most).map(([b, a]): PagePair => {
    const [x, y] = [shownPage(sides[0], b, texts, 'gone'), shownPage(sides[1], a, texts, 'new')];
    return { ...(x ? { before: x } : {}), ...(y ? { after: y } : {}) };
  });
  for (const pair of shown)
    for (const [side, page] of [
      [sides[0], pair.before],
      [sides[1], pair.after],
    ] as const)
      for (const id of outlinesIn(page?.picture.drawing ?? '')) outlines.set(id, side.pictures?.outlines.get(id) ?? '');
  const { name, title, folder, lang } = after;
  return {
    value: {
      ...{ name, title, folder, lang, state: 'changed', texts, shown, pages: [old.value.pdf.pages, now.value.pdf.pages] },
      more: Math.max(pairs.length - most, 0),
      isWithoutPictures: sides.some(({ pictures }) => pictures === undefined),
    },
    diagnostics: [],
  };
}

interface Side {
  readonly places: Places | undefined;
  readonly pictures: PagePictures | undefined;
}
const sideOf = ({ pdf }: LaidOutDocument): Side => ({
  places: placesIn(pdf.bytes),
  pictures: pagePictures(pdf.svg(), pdf.pages, (page) => pdf.frameSvg(page)),
});

type Pair = readonly [before: number | undefined, after: number | undefined];
const unique = (pairs: readonly Pair[]): Pair[] => [...new Map(pairs.map((one) => [one.join(), one])).values()];

/** The pages on which changed words stand, each with the page of the other side where they stand, or would. */
function pairsOfTexts(texts: readonly TextChange[], [old, now]: readonly [Side, Side]): Pair[] {
  const pages = ({ places }: Side, entry: number, ranges: readonly (readonly [number, number])[]): number[] => {
    const on = [...new Set(ranges.flatMap((range) => places?.boxes(entry, range).map(({ page }) => page) ?? []))];
    const begins = places?.pageOf(Math.max(entry, 0));
    return on.length > 0 ? on : begins === undefined ? [] : [begins];
  };
  return unique(
    texts.flatMap(({ before, after, gone, new: added }): Pair[] => {
      const [b, a] = [pages(old, before, gone), pages(now, after, added)];
      return Array.from({ length: Math.max(b.length, a.length) }, (_, i): Pair => [b[i] ?? b.at(-1), a[i] ?? a.at(-1)]);
    }),
  );
}

/** Where no word changed: the pages that look otherwise, one beside the other. */
function pairsOfLooks([old, now]: readonly [Side, Side]): Pair[] {
  const [b, a] = [old.pictures?.pages ?? [], now.pictures?.pages ?? []];
  return Array.from({ length: Math.max(b.length, a.length) }, (_, i): Pair => [b[i] && i + 1, a[i] && i + 1]).filter(
    ([, after], i) => after === undefined || b[i]?.drawing !== a[i]?.drawing,
  );
}

function shownPage(
  { places, pictures }: Side,
  page: number | undefined,
  texts: readonly TextChange[],
  which: 'gone' | 'new',
): ShownPage | undefined {
  const picture = page === undefined ? undefined : pictures?.pages[page - 1];
  if (page === undefined || !picture) return undefined;
  const marks = texts.flatMap((one) =>
    one[which].flatMap((range) => places?.boxes(which === 'gone' ? one.before : one.after, range) ?? []),
  );
  return { page, picture, marks: marks.filter((box) => box.page === page) };
}
