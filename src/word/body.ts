/**
 * The blocks of a part of a Word file: paragraphs and tables, in their order.
 *
 * In:  a part (the body, a header, a footer) and what is known of the file. Out: its blocks, each with its place; of the body by section.
 * Text boxes stand below the paragraph that holds them, and are told.
 */
import { gridOf } from './grid.js';
import { controlName } from './controls.js';
import { bookmarkOf, WordLine, type LineReading } from './line.js';
import { wordLimits } from './limits.js';
import type { WordNumbering } from './numbering.js';
import type { WordPackage } from './package.js';
import { over, paragraphSays, type WordStyles } from './styles.js';
import type { ControlName, Leftover, LeftoverKind, WordBlock, WordInline, WordParagraph, WordPlace, WordTable } from './types.js';
import { wordsOf } from './words.js';
import { childOf, mmOf, valueOf, type WordElement } from './xml.js';

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
}

interface ReadSection {
  readonly properties: WordElement | undefined;
  readonly blocks: readonly WordBlock[];
}
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
    const { parts, styles, pictures, notes, endnotes, comments } = reading;
    this.part = reading.kind;
    this.line = {
      parts,
      styles,
      pictures,
      notes,
      endnotes,
      comments,
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
    return elements.flatMap((element): readonly WordBlock[] => {
      switch (element.name) {
        case 'w:p': {
          const paragraph = this.paragraph(element, controls);
          return [paragraph, ...this.boxed()];
        }
        case 'w:tbl':
          return this.table(element);
        case 'w:sdt':
          return this.blocks(childOf(element, 'w:sdtContent')?.children ?? [], [...controls, controlName(childOf(element, 'w:sdtPr'))]);
        case 'w:customXml':
          return this.blocks(element.children, controls);
        case 'w:ins':
        case 'w:moveTo':
          this.leave('insertion', wordsOf(element));
          return this.blocks(element.children, controls);
        case 'w:del':
        case 'w:moveFrom':
          this.leave('deletion', wordsOf(element));
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
    });
  }

  private place(): WordPlace {
    return { part: this.part, page: this.page, paragraph: Math.max(this.paragraphs, 1), ...this.cell };
  }
  private leave(kind: LeftoverKind, words: string): void {
    // A file may have any number of them; a person reads a list.
    if (this.reading.leftovers.length < 2_000) this.reading.leftovers.push({ kind, place: this.place(), words });
  }

  private paragraph(element: WordElement, controls: readonly ControlName[]): WordParagraph {
    this.paragraphs += 1;
    const properties = childOf(element, 'w:pPr');
    const style = this.reading.styles.style(valueOf(properties, 'w:pStyle'));
    const says = over(style.paragraph, paragraphSays(properties));
    const numbering = this.reading.numbering.next(says.numId, says.level);
    const place = this.place();
    const stops = [...(says.tabs ?? [])].sort((a, b) => (mmOf(a.at) ?? 0) - (mmOf(b.at) ?? 0));
    const content = [...this.bookmarks.splice(0), ...new WordLine(this.line, style.run, stops).read(element)];
    const heading = /^(?:heading|标题) ?([1-9])$/.exec(style.name)?.[1];
    const outline = says.outline !== undefined && says.outline < 9 ? says.outline : heading === undefined ? undefined : Number(heading) - 1;
    return {
      type: 'paragraph',
      place: { ...place, page: place.page },
      content,
      style: style.name,
      ...(outline === undefined ? {} : { outline }),
      ...(numbering === undefined ? {} : { numbering }),
      align: says.align ?? 'left',
      pageBreakBefore: says.pageBreakBefore ?? false,
      controls,
    };
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
      deleted: (row) => this.leave('deletion', wordsOf(row)),
    });
    this.depth -= 1;
    ({ cell: this.cell, paragraphs: this.paragraphs } = around);
    const isFloating = childOf(childOf(element, 'w:tblPr'), 'w:tblpPr') !== undefined;
    return grid.rows.length === 0 ? [] : [{ type: 'table', place, ...grid, isFloating }];
  }
}
