/**
 * The layout of a form.
 *
 * In:  a Word file as a tree, what the document is of, certpress's own words. Out: the text of the layout, its labels, the title; what is
 * left for a person. One page master for upright pages and one for those that lie: each that of the first such section. Nothing is read or
 * written here.
 */
import type { AddedFields } from '../../../schemas/pack/added-fields.js';
import type { DocumentSubject } from '../../../schemas/pack/kinds.js';
import type { Prose } from '../../diagnostics/index.js';
import type { PageSetup, RunningBlocks, WordBlock, WordDocument, WordPlace, WordTable } from '../../word/types.js';
import { Dictionary } from './dictionary.js';
import type { DraftBlock, DraftHeading } from './draft-blocks.js';
import { draftOf } from './draft.js';
import { fill } from './fill.js';
import { FormLabels } from './labels.js';
import { textOfPieces } from './pieces.js';
import { LayoutPrinter, type PrintedTodo } from './print.js';
import { toldOf, type ToldKind } from './said-places.js';
import { OtherLanguage, type StockWords } from './stock-words.js';

export interface FormInput {
  readonly id: string;
  readonly of: DocumentSubject;
  readonly word: WordDocument;
  readonly stock: StockWords;
  readonly adds?: AddedFields | undefined;
  /** What the layout calls a picture, once it is in the house; nothing where it cannot be printed. */
  pictureOf(key: string): string | undefined;
  /** Whether the house has, or may get, styles that stand in the middle. */
  readonly mayCentre: boolean;
  /** The name of the Word file. */
  readonly source: string;
}
export interface FormLayout {
  readonly layout: string;
  readonly labels: FormLabels;
  /** Whether it uses the styles of `theme.ts`. */
  readonly centres: boolean;
  readonly title: Prose;
  readonly todos: readonly PrintedTodo[];
  readonly counts: { readonly filled: number; readonly open: number };
  /** All that was not taken over as it stands; `unsound`: names of pictures that cannot be printed. */
  told(unsound: readonly string[]): readonly Prose[];
}

const [paperWidth, paperHeight] = [210, 297];
/** Margins that leave too little of an A4 page are those of another paper. */
const leastMeasure = 120;
/** Height of a line of a header, and room between it and the text, mm. */
const [runningLine, runningGap] = [5, 3];

export function layoutOfForm({ id, of, word, stock, adds, pictureOf, mayCentre, source }: FormInput): FormLayout {
  const told: { readonly kind: ToldKind; readonly place: WordPlace | undefined; readonly words: string }[] = [...word.leftovers];
  const tell = (kind: ToldKind, place: WordPlace | undefined, words: string): void => {
    told.push({ kind, place, words });
  };
  const [first] = word.sections;
  const sheets = sheetsOf(word, tell);
  tellOfSections(word, tell);

  const body = word.sections.flatMap(({ blocks, page: setup }, i): DraftBlock[] => {
    if (setup.columns > 1) tell('columns', undefined, '');
    for (const { place } of floating(blocks)) tell('floating-table', place, '');
    const drafted = draftOf(blocks, { where: 'body', tell });
    const lies = isLandscape(setup);
    const turns = i > 0 && lies !== isLandscape(word.sections[i - 1]?.page);
    return i > 0 && (drafted.length > 0 || turns)
      ? [{ is: 'page-break', ...(turns ? { onto: masterOf(lies) } : {}) }, ...drafted]
      : drafted;
  });
  const title = levelled(body);
  const counts = { filled: 0, open: 0 };
  const filling = { dictionary: new Dictionary(of, adds, stock.printed), groups: stock.groups, counts };
  fill(body, filling);

  const labels = new FormLabels(id, new OtherLanguage(stock.labels.values(), filling.dictionary.names()));
  const running = (blocks: readonly WordBlock[] | undefined): DraftBlock[] => draftOf(blocks ?? [], { where: 'running', tell });
  const header = running(first?.header.usual);
  const firstHeader = first?.header.first && running(first.header.first);
  const footer = running(first?.footer.usual ?? first?.footer.first);
  for (const blocks of [header, firstHeader ?? [], footer]) fill(blocks, filling);

  const printer = new LayoutPrinter(labels, pictureOf, mayCentre);
  printer.put(
    0,
    `{{!-- Made from ${source.replace(/[{}]/g, '').replace(/-{2,}/g, '-')} by certpress new template; docs/layouts.md says what may stand here. --}}`,
  );
  for (const sheet of sheets) {
    const top = Math.max(
      sheet.top,
      ...[header, firstHeader ?? []].map((blocks) => (blocks.length === 0 ? 0 : sheet.headerFrom + heightOf(blocks) + runningGap)),
    );
    const bottom = Math.max(sheet.bottom, footer.length === 0 ? 0 : sheet.footerFrom + heightOf(footer) + runningGap);
    const margins = [Math.min(top, 120), sheet.right, Math.min(bottom, 120), sheet.left].map((mm) => Math.round(mm * 10) / 10).join(' ');
    const orientation = isLandscape(sheet) ? ' orientation="landscape"' : '';
    printer.put(
      0,
      `<page-master id="${masterOf(isLandscape(sheet))}" margins="${margins}" header-from="${sheet.headerFrom}" footer-from="${sheet.footerFrom}"${orientation}>`,
    );
    const part = (name: string, blocks: readonly DraftBlock[], style: 'header' | 'footer'): void => {
      printer.put(1, `<${name}>`);
      printer.running(blocks, style, measureOf(sheet), 2);
      printer.put(1, `</${name}>`);
    };
    if (header.length > 0) part('running-header', header, 'header');
    if (firstHeader) part('first-header', firstHeader, 'header');
    if (footer.length > 0) part('running-footer', footer, 'footer');
    printer.put(0, '</page-master>');
  }
  const called = titleOf(title, id, labels);
  const unnamed = called.zh === called.en && /\p{Script=Han}/u.test(called.en);
  const notes = unnamed ? [{ zh: `documents/${id}.yaml 的 title 缺英文`, en: `the title in documents/${id}.yaml lacks English` }] : [];
  for (const { master, blocks } of sectionsOf(body, masterOf(isLandscape(first?.page)))) {
    const sheet = sheets.find((one) => masterOf(isLandscape(one)) === master);
    printer.put(0, `<section master="${master}">`);
    printer.blocks(blocks, { measure: sheet ? measureOf(sheet) : paperWidth }, 1, notes);
    printer.put(0, '</section>');
  }

  return {
    layout: `${printer.lines.join('\n')}\n`,
    labels,
    centres: printer.centres,
    title: called,
    todos: printer.todos,
    counts,
    told: (unsound) => [
      ...told.map(({ kind, place, words }) => toldOf(kind, place, words)),
      ...unsound.map((name) => toldOf('picture-unsound', undefined, name)),
    ],
  };
}

function titleOf(title: DraftHeading | undefined, id: string, labels: FormLabels): Prose {
  const words = title?.pieces.find((piece) => piece.is === 'words');
  return words?.is === 'words' ? labels.completed(words.said) : { zh: id, en: id };
}

/** The sheets of a form, the first first: one for all upright pages, one for those that lie. */
function sheetsOf({ sections }: WordDocument, tell: (kind: ToldKind, place: undefined, words: string) => void): readonly PageSetup[] {
  const [first, ...later] = sections;
  const other = later.find(({ page }) => isLandscape(page) !== isLandscape(first?.page));
  return [pageFor(first?.page, tell), ...(other ? [pageFor(other.page, () => undefined)] : [])];
}
const isLandscape = (page: PageSetup | undefined): boolean => page !== undefined && page.width > page.height;
const masterOf = (lies: boolean): string => (lies ? 'landscape' : 'page');
const measureOf = ({ width, left, right }: PageSetup): number => width - left - right;

/** The blocks of each section of the layout. */
function sectionsOf(body: readonly DraftBlock[], begins: string): { readonly master: string; readonly blocks: DraftBlock[] }[] {
  const out = [{ master: begins, blocks: [] as DraftBlock[] }];
  for (const block of body) {
    if (block.is === 'page-break' && block.onto !== undefined) out.push({ master: block.onto, blocks: [] });
    else out.at(-1)?.blocks.push(block);
  }
  // What has nothing in it, as where a form ends by turning its paper, would be an empty page.
  return out.filter(({ blocks }, i) => blocks.length > 0 || i === 0);
}

/** A layout has A4: of another paper the margins are kept where they leave room. */
function pageFor(page: PageSetup | undefined, tell: (kind: ToldKind, place: undefined, words: string) => void): PageSetup {
  const lies = isLandscape(page);
  const [width, height] = lies ? [paperHeight, paperWidth] : [paperWidth, paperHeight];
  const usual = { width, height, top: 25.4, right: 25.4, bottom: 25.4, left: 25.4, headerFrom: 12.5, footerFrom: 12.5, columns: 1 };
  if (!page) return usual;
  if (!isA4(page)) tell('paper', undefined, `${page.width} × ${page.height} mm`);
  const fits = width - page.left - page.right >= leastMeasure && page.top + page.bottom < height / 2;
  return fits
    ? { ...page, width, height }
    : { ...usual, headerFrom: Math.min(page.headerFrom, 12.5), footerFrom: Math.min(page.footerFrom, 12.5) };
}
const isA4 = ({ width, height }: PageSetup): boolean =>
  Math.abs(Math.min(width, height) - paperWidth) < 2 && Math.abs(Math.max(width, height) - paperHeight) < 2;

function tellOfSections({ sections }: WordDocument, tell: (kind: ToldKind, place: WordPlace | undefined, words: string) => void): void {
  const [first, ...later] = sections;
  const of = (running: RunningBlocks | undefined): string => JSON.stringify([running?.usual ?? [], running?.first ?? []]);
  if (first?.header.even || first?.footer.even) tell('even-pages', undefined, '');
  if (first?.footer.first && first.footer.usual && JSON.stringify(first.footer.first) !== JSON.stringify(first.footer.usual))
    tell('first-footer', undefined, '');
  if (later.some(({ header, footer }) => of(header) !== of(first?.header) || of(footer) !== of(first?.footer)))
    tell('later-running', undefined, '');
  for (const { page, blocks } of later) {
    const [block] = blocks;
    const [before, now] = [first?.page, page].map((one) => one && [one.width, one.height].sort((a, b) => a - b).join(' '));
    if (block && before !== now && !isA4(page)) tell('paper', block.place, `${page.width} × ${page.height} mm`);
  }
}
const floating = (blocks: readonly WordBlock[]): WordTable[] =>
  blocks.filter((block) => block.type === 'table').filter(({ isFloating }) => isFloating);

/** Headings get their levels: the first is the title, the others go down one at a time. */
function levelled(blocks: readonly DraftBlock[]): DraftHeading | undefined {
  const headings = blocks.filter((block) => block.is === 'heading');
  const [title, ...others] = headings;
  if (!title) return undefined;
  const ranks = [...new Set(others.map(({ level }) => level))].sort((a, b) => a - b);
  let before = 1;
  title.level = 1;
  for (const heading of others) {
    heading.level = Math.min(4, ranks.indexOf(heading.level) + 2, before + 1);
    before = heading.level;
  }
  return title;
}

const heightOf = (blocks: readonly DraftBlock[]): number =>
  blocks.reduce(
    (sum, block) =>
      sum +
      (block.is === 'picture'
        ? block.height + 1
        : block.is === 'space'
          ? 0
          : runningLine * Math.max(1, Math.ceil('pieces' in block ? textOfPieces(block.pieces).length / 90 : 1))),
    0,
  );
