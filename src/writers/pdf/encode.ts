/**
 * The model as data for the Typst program: short, resolved, and without what only other stages need.
 *
 * In:  a document. Out: `Encoded`: the JSON, the pictures it names, and where row headers stand, since the engine cannot
 * tag those itself (`finish.ts` does).
 */
import { belowTable, measureOf, standsBelowTable, staysWithNext, type Block, type Document, type Grid, type Heading, type List, type Paragraph, type Section } from '../../model/index.js';
import { TextEncoder, type Run } from './encode-text.js';
import { encodeTable } from './encode-table.js';
import { heightOf } from './height.js';
import { qrPicture } from './qr-picture.js';

/** A block for the program: what it is, then what it needs. */
export type Item = readonly unknown[];
interface EncodedSection {
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
export interface Encoded {
  readonly data: string;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** For each table in reading order, the cells that head a row, as `row/cell` counted from 0 in the row. */
  readonly rowHeaders: readonly ReadonlySet<string>[];
}

export function encode(document: Document, onlyFilled = false): Encoded {
  const encoder = new BlockEncoder(document);
  const sections = document.sections.filter((s) => !onlyFilled || s.master.fill).map((s) => encoder.section(s));
  const { meta, theme } = document;
  const data = JSON.stringify({
    meta: [meta.title, meta.author, meta.subject, meta.keywords, meta.date.split('-').map(Number)],
    lang: document.lang === 'en' ? 1 : 0,
    only: onlyFilled,
    faces: [theme.faces.serif, theme.faces.sans].map((f) => [f.zh, f.en]),
    box: theme.checkBox.size,
    // A block higher than this is let go over the page.
    page: Math.min(297, ...sections.map((s) => s.height)),
    line: encoder.text.colour('ink'),
    metal: encoder.text.colour('metal'),
    seal: encoder.text.colour('seal'),
    looks: encoder.text.looks.values, forms: encoder.text.forms.values,
    sections,
  });
  return { data, pictures: encoder.pictures, rowHeaders: encoder.rowHeaders };
}

export class BlockEncoder {
  readonly text: TextEncoder;
  readonly pictures = new Map<string, Uint8Array>();
  readonly rowHeaders: ReadonlySet<string>[] = [];
  /** The level of the heading before; a level that skips would make the file inaccessible. */
  private level = 0;
  /** The measure of the section at hand, mm. */
  private width = 0;
  /** And the room on its pages, mm. */
  private height = 0;
  constructor(document: Document) {
    this.text = new TextEncoder(document.theme);
  }

  section(section: Section): EncodedSection {
    const { master } = section;
    const { top, right, bottom, left } = master.margins;
    this.width = measureOf(section);
    this.height = 297 - top - bottom;
    const spaces: (readonly [number, number])[] = [];
    if (master.fill) collectShares(section.blocks, spaces);
    // What runs at head and foot is never a table of the text: its row headers are not counted.
    const counted = this.rowHeaders.length;
    const [header, footer] = [this.flow(master.header), this.flow(master.footer)];
    const firstHeader = master.firstHeader ? this.flow(master.firstHeader) : 0;
    this.rowHeaders.length = counted;
    return {
      margins: [top, right, bottom, left], from: [master.headerFrom, master.footerFrom], header, firstHeader, footer,
      fill: master.fill ? spaces : 0, width: measureOf(section), height: this.height, blocks: this.flow(section.blocks),
    };
  }

  /** `indent` false: inside a list or cell that stands where it should already. */
  flow(blocks: readonly Block[], indent = true): Item[] {
    const out: Item[] = [];
    blocks.forEach((block, i) => out.push(...this.block(block, blocks[i - 1], blocks[i + 1], indent)));
    return out;
  }

  private block(block: Block, previous: Block | undefined, next: Block | undefined, indent: boolean): Item[] {
    const mark: Run[] = (block.contents ?? []).map((id) => [10, id]);
    switch (block.type) {
      case 'paragraph':
        return [this.paragraph(block, mark, this.before(block, previous), staysWithNext(block, next), indent)];
      case 'heading':
        return [this.heading(block, mark)];
      case 'list':
        return [['l', this.before(block, previous), ...this.list(block, indent), mark]];
      case 'table':
        return encodeTable(this, block, this.before(block, previous), mark);
      case 'grid':
        return [['g', this.before(block, previous), block.indent, block.widths, block.gutter, this.gridCells(block), mark]];
      case 'image': {
        const name = `picture-${this.pictures.size}.${block.mime === 'image/png' ? 'png' : 'jpg'}`;
        this.pictures.set(name, Buffer.from(block.data, 'base64'));
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
      case 'keep':
        return [['k', this.before(block, previous), this.mayBeTall(block.blocks) ? this.width : 0, this.flow(block.blocks, indent), mark]];
    }
  }

  /** Whether blocks may need more than a page: then "keep whole" needs a second look at layout. */
  mayBeTall(blocks: readonly Block[]): boolean {
    return heightOf(this.text.theme, blocks, this.width) > 0.9 * this.height;
  }

  private paragraph(p: Paragraph, mark: Run[], before: number, keepNext: boolean, indent: boolean): Item {
    const f = this.text.formOf(p.style, p.rank);
    const form = this.text.form(p.style, p.rank, p.lang, f.keepNext || keepNext, indent);
    return ['p', form, before, [...mark, ...this.text.runs(p.content, f, this.text.forms.values[form]?.look ?? 0)]];
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

  private list(list: List, indent: boolean): Item {
    const f = this.text.formOf(list.style, list.rank);
    const items = list.items.map((item) => item.blocks.flatMap((b): Item[] => this.block(b, undefined, undefined, false)));
    return [this.text.form(list.style, list.rank, list.lang, false, indent), f.before, list.ordered ? 1 : 0, items];
  }

  private gridCells(grid: Grid): Item[] {
    const aligns = { top: 0, middle: 1, bottom: 2 } as const;
    return grid.rows.flatMap((row) => row.cells.map((c): Item => [aligns[c.align], c.side === 'right' ? 1 : 0, this.flow(c.blocks)]));
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
        return Math.max(this.text.formOf(block.style, block.rank).before, standsBelowTable(block, previous) ? belowTable : 0);
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
