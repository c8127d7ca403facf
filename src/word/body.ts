/**
 * The blocks of a part of a Word file: paragraphs and tables, in their order.
 *
 * In:  a part (the body, a header, a footer) and what is known of the file. Out: its blocks, each with its place; of the body by section.
 * Text boxes stand below the paragraph that holds them, and are told.
 */
import { gridOf } from './grid.js';
import { bookmarksOf, controlName } from './controls.js';
import { bookmarkOf, WordLine, type LineReading } from './line.js';
import { wordLimits } from './limits.js';
import type { WordNumbering } from './numbering.js';
import type { WordPackage } from './package.js';
import { textOf, type WordReview } from './review.js';
import { over, paragraphSays, type WordStyles } from './styles.js';
import type {
  ControlName,
  Leftover,
  LeftoverKind,
  TrackedChange,
  WordBlock,
  WordInline,
  WordParagraph,
  WordPlace,
  WordTable,
} from './types.js';
import { wordsOf } from './words.js';
import { below, childOf, mmOf, valueOf, type WordElement } from './xml.js';

export interface BodyReading {
  readonly parts: WordPackage;
  readonly styles: WordStyles;
  readonly numbering: WordNumbering;
  readonly leftovers: Leftover[];
  readonly pictures: Map<string, Uint8Array>;
  /** Name of the part, from which its references are read. */
  readonly part: string;
  readonly kind: WordPlace['part'];
  readonly notes?: WordElement | undefined;
  readonly endnotes?: WordElement | undefined;
  readonly comments?: WordElement | undefined;
  readonly review: WordReview;
}

interface ReadSection {
  readonly properties: WordElement | undefined;
  readonly blocks: readonly WordBlock[];
}
const none: readonly never[] = [];
type Cell = Pick<WordPlace, 'table' | 'row' | 'cell'>;

export class WordBody {
  private page = 1;
  private tables = 0;
  private depth = 0;
  private cell: Cell = {};
  private paragraphs = 0;
  private boxes: WordElement[] = [];
  /** Between paragraphs: told of the next one. */
  private readonly bookmarks: WordInline[] = [];
  private part: WordPlace['part'];
  private readonly line: LineReading;

  constructor(private readonly reading: BodyReading) {
    const { parts, styles, pictures, notes, endnotes, comments, review } = reading;
    this.part = reading.kind;
    this.line = {
      parts,
      styles,
      pictures,
      notes,
      endnotes,
      comments,
      review,
      place: () => this.place(),
      related: parts.related(reading.part),
      leave: (kind, words) => this.leave(kind, words),
      box: (content) => this.boxes.push(content),
      newPage: () => (this.page += 1),
      carried: 0,
    };
  }

  /** The last section's properties stand at the end of the body, those of the others in the last paragraph of each. */
  sections(body: WordElement): readonly ReadSection[] {
    const out: ReadSection[] = [];
    let from = 0;
    body.children.forEach((element, i) => {
      const properties = element.name === 'w:p' ? childOf(childOf(element, 'w:pPr'), 'w:sectPr') : undefined;
      if (!properties) return;
      out.push({ properties, blocks: this.blocks(body.children.slice(from, i + 1)) });
      this.page += valueOf(properties, 'w:type') === 'continuous' ? 0 : 1;
      from = i + 1;
    });
    const last = childOf(body, 'w:sectPr');
    const blocks = this.blocks(body.children.slice(from));
    if (blocks.length > 0 || out.length === 0) out.push({ properties: last, blocks });
    return out;
  }

  blocks(elements: readonly WordElement[], controls: readonly ControlName[] = []): readonly WordBlock[] {
    /** A paragraph whose end is gone: its content is that of the next one. */
    let open: WordParagraph | undefined;
    const out: WordBlock[] = [];
    for (const element of elements) {
      if (element.name === 'w:p') {
        const { paragraph, goesOn } = this.paragraph(element, controls);
        const whole: WordParagraph = open ? { ...paragraph, content: [...open.content, ...paragraph.content] } : paragraph;
        open = goesOn ? whole : undefined;
        if (!goesOn) out.push(whole);
        if (this.boxes.length > 0) out.push(...this.boxed());
        continue;
      }
      const blocks = this.others(element, controls);
      if (blocks.length === 0) continue;
      out.push(...(open ? [open] : []), ...blocks);
      open = undefined;
    }
    return open ? [...out, open] : out;
  }
  /** What an element other than a paragraph holds. */
  private others(element: WordElement, controls: readonly ControlName[]): readonly WordBlock[] {
    switch (element.name) {
      case 'w:tbl':
        return this.table(element);
      case 'w:sdt':
        return this.blocks(childOf(element, 'w:sdtContent')?.children ?? [], [...controls, controlName(childOf(element, 'w:sdtPr'))]);
      case 'w:customXml':
        return this.blocks(element.children, controls);
      case 'w:ins':
      case 'w:moveTo':
        return this.changed('insertion', element) ? this.blocks(element.children, controls) : [];
      case 'w:del':
      case 'w:moveFrom':
        return this.changed('deletion', element) ? this.blocks(element.children, controls) : [];
      case 'w:commentRangeStart':
        this.reading.review.start(element.attributes['w:id'] ?? '', this.place());
        return [];
      case 'w:commentRangeEnd':
        this.reading.review.end(element.attributes['w:id'] ?? '');
        return [];
      case 'w:bookmarkStart':
      case 'w:bookmarkEnd':
        this.bookmarks.push(bookmarkOf(element));
        return [];
      case 'w:altChunk':
        this.leave('other-file', '');
        return [];
      case 'm:oMath':
      case 'm:oMathPara':
        this.leave('equation', wordsOf(element));
        return [];
      default:
        return [];
    }
  }

  private place(): WordPlace {
    return { part: this.part, page: this.page, paragraph: Math.max(this.paragraphs, 1), ...this.cell };
  }
  private leave(kind: LeftoverKind, words: string): void {
    // A file may have any number of them; a person reads a list.
    if (this.reading.leftovers.length < 2_000) this.reading.leftovers.push({ kind, place: this.place(), words });
  }

  private changed(kind: TrackedChange['kind'], element: WordElement, mark = element): boolean {
    this.leave(kind, wordsOf(element));
    this.reading.review.change(kind, mark, textOf(element), this.place());
    return this.reading.review.isWanted(kind);
  }

  /** It goes on in the next one where its end was deleted, or is yet to be inserted. */
  private paragraph(
    element: WordElement,
    controls: readonly ControlName[],
  ): { readonly paragraph: WordParagraph; readonly goesOn: boolean } {
    this.paragraphs += 1;
    const properties = childOf(element, 'w:pPr');
    const { review } = this.reading;
    const goesOn = childOf(childOf(properties, 'w:rPr'), review.as === 'accepted' ? 'w:del' : 'w:ins') !== undefined;
    const style = this.reading.styles.style(valueOf(properties, 'w:pStyle'));
    const says = over(style.paragraph, paragraphSays(properties));
    const numbering = goesOn ? undefined : this.reading.numbering.next(says.numId, says.level);
    const place = this.place();
    const stops = says.tabs === undefined ? none : [...says.tabs].sort((a, b) => (mmOf(a.at) ?? 0) - (mmOf(b.at) ?? 0));
    const before = this.bookmarks.length === 0 ? none : this.bookmarks.splice(0);
    const inside = new WordLine(this.line, style.run, stops).read(element);
    const content = before.length === 0 ? inside : [...before, ...inside];
    review.paragraph(place, () => bookmarksIn(content));
    const heading = /^(?:heading|标题) ?([1-9])$/.exec(style.name)?.[1];
    const outline = says.outline !== undefined && says.outline < 9 ? says.outline : heading === undefined ? undefined : Number(heading) - 1;
    const paragraph: { -readonly [K in keyof WordParagraph]: WordParagraph[K] } = {
      type: 'paragraph',
      place,
      content,
      style: style.name,
      align: says.align ?? 'left',
      pageBreakBefore: says.pageBreakBefore ?? false,
      controls,
    };
    if (outline !== undefined) paragraph.outline = outline;
    if (numbering !== undefined) paragraph.numbering = numbering;
    return { paragraph, goesOn };
  }

  /** What stands in the text boxes of the paragraph at hand. */
  private boxed(): readonly WordBlock[] {
    const boxes = this.boxes;
    this.boxes = [];
    const part = this.part;
    return boxes.flatMap((box) => {
      this.leave('text-box', wordsOf(box));
      this.part = 'text-box';
      const blocks = this.blocks(box.children);
      this.part = part;
      return blocks;
    });
  }

  private table(element: WordElement): readonly WordTable[] {
    if (this.depth >= wordLimits.tableDepth) {
      this.leave('too-deep', wordsOf(element));
      return [];
    }
    const around = { cell: this.cell, paragraphs: this.paragraphs };
    if (this.depth === 0) this.tables += 1;
    const at = this.depth === 0 ? { table: this.tables } : this.cell;
    const place = { ...this.place(), ...at };
    this.depth += 1;
    const inCell = (row: number, cell: number): void => {
      // Inside a table of a table the outer cell is what a person finds.
      this.cell = this.depth > 1 ? around.cell : { table: this.tables, row, cell };
      this.paragraphs = 0;
    };
    const grid = gridOf(element, {
      blocks: (cell, row, n, controls) => {
        inCell(row, n);
        return this.blocks(cell.children, controls);
      },
      covered: (cell, row, n) => {
        const words = wordsOf(cell);
        inCell(row, n);
        if (words !== '') this.leave('merged-words', words);
      },
      changed: (kind, row, mark) => {
        // Its runs are marked too, and tell it where they are read.
        const wanted = this.reading.review.isWanted(kind);
        const isTold = wanted && below(row, kind === 'deletion' ? 'w:delText' : 'w:ins').length > 0;
        return isTold ? wanted : this.changed(kind, row, mark);
      },
    });
    this.depth -= 1;
    ({ cell: this.cell, paragraphs: this.paragraphs } = around);
    const isFloating = childOf(childOf(element, 'w:tblPr'), 'w:tblpPr') !== undefined;
    return grid.rows.length === 0 ? [] : [{ type: 'table', place, ...grid, isFloating }];
  }
}

/** Names of the bookmarks that begin in a paragraph. */
const bookmarksIn = (content: readonly WordInline[]): string[] =>
  bookmarksOf(content).flatMap(({ edge, name }) => (edge === 'start' ? [name] : []));
