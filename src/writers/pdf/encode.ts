/**
 * The model as data for the Typst program: short, resolved, and without what only other stages need.
 *
 * In:  a document. Out: `Encoded`: the JSON, the pictures it names, and where row headers stand, since the engine cannot
 * tag those itself (`finish.ts` does).
 */
import {
  anchorsOf,
  beginsPair,
  belowTable,
  betweenPairs,
  hangsBehindBox,
  headingsOf,
  heightOf,
  itemEndsPair,
  listedWords,
  lists,
  measureOf,
  sheetOf,
  runningWords,
  standsBelowTable,
  staysWithNext,
  tocStyle,
  type Backdrop,
  type Block,
  type Document,
  type Grid,
  type Heading,
  type Inline,
  type List,
  type Paragraph,
  type Section,
  type Table,
  type Toc,
} from '../../model/index.js';
import { TextEncoder } from './encode-text.js';
import type { Run } from './runs.js';
import { encodeTable } from './encode-table.js';
import type { GridItem, Item, RowCells, TableSurroundings, TocItem } from './items.js';
import { qrPicture } from './qr-picture.js';

interface EncodedSection {
  readonly sheet: readonly [width: number, height: number];
  readonly behind: readonly EncodedBackdrop[];
  readonly margins: readonly number[];
  readonly from: readonly [header: number, footer: number];
  readonly header: readonly Item[];
  readonly firstHeader: readonly Item[] | 0;
  readonly footer: readonly Item[];
  /** Least height and share of each space that takes up what is left; 0 where the page is not filled. */
  readonly fill: readonly (readonly [number, number])[] | 0;
  readonly width: number;
  readonly height: number;
  readonly blocks: readonly Item[];
}
/** Left, top, width and height, mm; the name of the picture; 1 where it is for the first page alone. */
type EncodedBackdrop = readonly [left: number, top: number, width: number, height: number, name: string, firstOnly: 0 | 1];
export interface Encoded {
  readonly data: string;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** For each table in reading order, the cells that the engine tags otherwise than they are. */
  readonly rowHeaders: readonly RowCells[];
}

export function encode(document: Document, onlyFilled = false, ragged: ReadonlySet<Paragraph> = new Set()): Encoded {
  const encoder = new BlockEncoder(document, ragged);
  const sections = document.sections.filter((s) => !onlyFilled || s.master.fill).map((s) => encoder.section(s));
  const { meta, theme } = document;
  const data = JSON.stringify({
    meta: [meta.title, meta.author, meta.subject, meta.keywords, meta.date.split('-').map(Number)],
    lang: document.lang === 'en' || document.lead === 'en' ? 1 : 0,
    only: onlyFilled,
    faces: [theme.faces.serif, theme.faces.sans].map((f) => [f.zh, f.en]),
    box: theme.checkBox.size,
    // A block higher than this is let go over the page.
    page: Math.min(...sections.map((s) => s.height)),
    line: encoder.text.colour('ink'),
    metal: encoder.text.colour('metal'),
    seal: encoder.text.colour('seal'),
    looks: encoder.text.looks.values,
    forms: encoder.text.forms.values,
    sections,
  });
  return { data, pictures: encoder.pictures, rowHeaders: encoder.rowHeaders };
}

class BlockEncoder implements TableSurroundings {
  readonly text: TextEncoder;
  readonly pictures = new Map<string, Uint8Array>();
  readonly rowHeaders: RowCells[] = [];
  /** The level of the heading before; a level that skips would make the file inaccessible. */
  private level = 0;
  /** The measure of the section at hand, mm. */
  private width = 0;
  /** And the room on its pages, mm. */
  private height = 0;
  /** Of the whole document: a table of contents stands before most of them. */
  private readonly headings: readonly Heading[];
  constructor(
    document: Document,
    private readonly ragged: ReadonlySet<Paragraph>,
  ) {
    this.headings = headingsOf(document);
    this.text = new TextEncoder(document.theme, {
      named: (node) => runningWords(this.headings, document.lang, node),
      anchors: anchorsOf(document),
    });
  }

  section(section: Section): EncodedSection {
    const { master } = section;
    const { top, right, bottom, left } = master.margins;
    this.width = measureOf(section);
    const sheet = sheetOf(master);
    this.height = sheet.height - top - bottom;
    this.text.measure = (this.width * 0.75 * 72) / 25.4;
    const spaces: (readonly [number, number])[] = [];
    if (master.fill) collectShares(section.blocks, spaces);
    // What runs at head and foot is never a table of the text: its row headers are not counted.
    const counted = this.rowHeaders.length;
    const [header, footer] = [this.flow(master.header), this.flow(master.footer)];
    const firstHeader = master.firstHeader ? this.flow(master.firstHeader) : 0;
    this.rowHeaders.length = counted;
    return {
      sheet: [sheet.width, sheet.height],
      behind: (master.backdrops ?? []).map((one) => this.backdrop(one)),
      margins: [top, right, bottom, left],
      from: [master.headerFrom, master.footerFrom],
      header,
      firstHeader,
      footer,
      fill: master.fill ? spaces : 0,
      width: measureOf(section),
      height: this.height,
      blocks: this.flow(section.blocks),
    };
  }

  private backdrop({ mime, data, left, top, width, height, firstOnly }: Backdrop): EncodedBackdrop {
    return [left, top, width, height, this.picture(mime, data), firstOnly ? 1 : 0];
  }
  private picture(mime: Backdrop['mime'], data: string): string {
    const name = `picture-${this.pictures.size}.${mime === 'image/png' ? 'png' : 'jpg'}`;
    this.pictures.set(name, Buffer.from(data, 'base64'));
    return name;
  }

  /** `indent` false: inside a list or cell that stands where it should already. */
  flow(blocks: readonly Block[], indent = true): Item[] {
    const out: Item[] = [];
    blocks.forEach((block, i) => out.push(...this.block(block, blocks[i - 1], staysWithNext(this.text.theme, blocks, i), indent)));
    return out;
  }

  private block(block: Block, previous: Block | undefined, stays: boolean, indent: boolean): Item[] {
    const mark: Run[] = (block.contents ?? []).map((id) => [10, id]);
    switch (block.type) {
      case 'paragraph':
        return [this.paragraph(block, mark, this.before(block, previous), stays, indent)];
      case 'heading':
        return [this.heading(block, mark)];
      case 'list':
        return [this.list(block, this.before(block, previous), mark, indent, stays)];
      case 'table':
        return encodeTable(this, block, this.before(block, previous), mark, stays);
      case 'grid':
        return [['g', this.before(block, previous), block.indent, block.widths, block.gutter, this.gridCells(block), mark]];
      case 'image': {
        const name = this.picture(block.mime, block.data);
        return [['i', this.before(block, previous), block.indent, name, block.width, block.alt, mark]];
      }
      case 'qr-code': {
        const name = `qr-${this.pictures.size}.svg`;
        this.pictures.set(name, qrPicture(block.modules, this.text.colour('certificate-ink')));
        return [['i', this.before(block, previous), 0, name, block.size, block.alt, mark]];
      }
      case 'seal-place':
        return [['o', block.diameter, this.flow(block.caption), mark]];
      case 'rule': {
        const rule = this.text.theme.rules[block.style];
        if (!rule) throw new Error(`rule ${block.style} is not in theme ${this.text.theme.name}`);
        return [['r', rule.before, rule.after, rule.width, this.text.colour(rule.colour), mark]];
      }
      case 'space':
        return [['s', block.height, block.share ?? 0, mark]];
      case 'page-break':
        return [['b', mark]];
      case 'toc':
        return [...this.flow(block.title), ['c', this.tocEntries(block), mark, this.width]];
      case 'keep':
        return [
          ['k', this.before(block, previous), this.mayBeTall(block.blocks) ? this.width : 0, this.flow(block.blocks, indent), mark, stays],
        ];
    }
  }

  /** Whether blocks may need more than a page: then "keep whole" needs a second look at layout. */
  mayBeTall(blocks: readonly Block[]): boolean {
    return heightOf(this.text.theme, blocks, this.width) > 0.9 * this.height;
  }

  private paragraph(p: Paragraph, mark: Run[], before: number, keepNext: boolean, indent: boolean): Item {
    const f = this.text.formOf(p.style, p.rank);
    const form = this.text.form(p.style, p.rank, p.lang, f.keepNext || keepNext, indent);
    const look = this.text.forms.values[form]?.look ?? 0;
    const hang: [Run[]?] = hangsBehindBox(p) ? [this.text.runs(p.content.slice(0, 2), f, look)] : [];
    return [this.ragged.has(p) ? 'q' : 'p', form, before, [...mark, ...this.text.runs(p.content, f, look)], ...hang];
  }

  /** The words of a header that repeats; `continued` stands behind them from its second page on. */
  band(p: Paragraph, continued: readonly Inline[], table: number): Item {
    const f = this.text.formOf(p.style, p.rank);
    const form = this.text.form(p.style, p.rank, p.lang, f.keepNext, false);
    const look = this.text.forms.values[form]?.look ?? 0;
    const words = this.text.runs(p.content, f, look);
    const at = words.findIndex((r) => typeof r !== 'string' && r[0] === 4);
    const end = at < 0 ? words.length : at;
    return [
      'p',
      form,
      0,
      [...words.slice(0, end), [13, table, [[3, f.size * 0.6], ...this.text.runs(continued, f, look)]], ...words.slice(end)],
    ];
  }

  numberAgain({ caption, continued }: Table, first: boolean): Item[] {
    const [p] = caption ?? [];
    if (!p || !continued) return [];
    const form = this.text.form(p.style, p.rank, p.lang, false, false);
    const look = this.text.forms.values[form]?.look ?? 0;
    return [['n', this.rowHeaders.length, form, first ? this.text.runs(continued, this.text.formOf(p.style, p.rank), look) : 0]];
  }

  private heading(h: Heading, mark: Run[]): Item {
    const f = this.text.formOf(h.style, h.rank);
    const form = this.text.form(h.style, h.rank, h.lang, true);
    const base = this.text.forms.values[form]?.look ?? 0;
    const runs = (inlines: Heading['content'] | undefined): Run[] => (inlines ? this.text.runs(inlines, f, base) : []);
    const column = this.text.styleOf(h.style)?.markMm ?? 0;
    const head: Run[] = [...mark];
    if (column > 0) head.push([12, column, runs(h.mark)]);
    else if (h.mark) head.push(...runs(h.mark), [3, f.size * 0.6]);
    const aside: Run[] = h.aside ? [[4], [11, runs(h.aside)]] : [];
    this.level = Math.min(h.level, this.level + 1);
    return ['h', form, f.before, this.level, column, [...head, ...runs(h.content), ...aside]];
  }

  /** For each heading of the document that is listed: its number among all, the form, distance above and column of its mark, the words. */
  private tocEntries(toc: Toc): TocItem[] {
    return this.headings.flatMap((h, n): TocItem[] => {
      if (!lists(toc, h)) return [];
      const style = tocStyle(h.level);
      const f = this.text.formOf(style, 'main');
      const form = this.text.form(style, 'main', h.lang, false);
      const base = this.text.forms.values[form]?.look ?? 0;
      const column = this.text.styleOf(style)?.markMm ?? 0;
      const mark: Run[] =
        column > 0
          ? [[12, column, this.text.runs(h.mark ?? [], f, base)]]
          : h.mark
            ? [...this.text.runs(h.mark, f, base), [3, f.size * 0.6]]
            : [];
      return [[n, form, f.before, column, [...mark, ...this.text.runs(listedWords(h), f, base)]]];
    });
  }

  private list(list: List, above: number, mark: Run[], indent: boolean, stays: boolean): Item {
    const f = this.text.formOf(list.style, list.rank);
    const items = list.items.map((item) =>
      item.blocks.flatMap((b, i): Item[] => this.block(b, item.blocks[i - 1], staysWithNext(this.text.theme, item.blocks, i), false)),
    );
    return [
      'l',
      above,
      this.text.form(list.style, list.rank, list.lang, stays, indent),
      list.items.some(itemEndsPair) ? betweenPairs - 1 : f.before,
      list.ordered ? [list.start ?? 1, `1${list.sign ?? '.'}`] : 0,
      items,
      mark,
    ];
  }

  private gridCells(grid: Grid): GridItem[] {
    const aligns = { top: 0, middle: 1, bottom: 2 } as const;
    const around = this.text.measure;
    const items = grid.rows.flatMap((row) =>
      row.cells.map((c, i): GridItem => {
        this.text.measure = Math.min(around, ((grid.widths[i] ?? this.width) * 72) / 25.4);
        return [aligns[c.align], c.side === 'right' ? 1 : 0, this.flow(c.blocks)];
      }),
    );
    this.text.measure = around;
    return items;
  }

  /** Whether a table ends in a rule: two such tables stand apart, others join into one. */
  private closed(style: string, edge: 'top' | 'bottom'): boolean {
    return this.text.theme.tables[style]?.[edge] != null;
  }

  /** The space above a block that has no style of its own to say it, pt: that of what it begins with, or of habit. */
  before(block: Block, previous: Block | undefined): number {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
      case 'list':
        return Math.max(
          this.text.formOf(block.style, block.rank).before,
          standsBelowTable(block, previous) ? belowTable : beginsPair(block, previous) ? betweenPairs : 0,
        );
      case 'keep':
        return block.blocks[0] ? this.before(block.blocks[0], previous) : 0;
      case 'grid':
        return Math.max(0, ...(block.rows[0]?.cells ?? []).map((c) => (c.blocks[0] ? this.before(c.blocks[0], undefined) : 0)));
      case 'table':
        if (block.caption?.[0]) return this.before(block.caption[0], previous);
        if (previous?.type === 'table') return this.closed(previous.style, 'bottom') && this.closed(block.style, 'top') ? 8 : 0;
        return follows(previous) ? 3 : 0;
      case 'image':
      case 'qr-code':
        return follows(previous) ? 4 : 0;
      default:
        return 0;
    }
  }
}

/** Whether a block stands below something that does not make its own distance. */
const follows = (previous: Block | undefined): boolean =>
  previous !== undefined && previous.type !== 'rule' && previous.type !== 'space' && previous.type !== 'page-break';

function collectShares(blocks: readonly Block[], out: (readonly [number, number])[]): void {
  for (const b of blocks) {
    if (b.type === 'space' && b.share !== undefined) out.push([b.height, b.share]);
    else if (b.type === 'keep') collectShares(b.blocks, out);
  }
}
