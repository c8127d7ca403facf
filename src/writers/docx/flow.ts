/**
 * What blocks are written into, and where they stand.
 *
 * In:  paragraphs and tables, one after the other. Out: the markup of a body, a cell, a header.
 */
import type { Block, SealPlace, Space } from '../../model/index.js';
import type { Part } from './document-parts.js';
import type { Place } from './looks.js';
import { plain } from './style-definitions.js';

/** Where blocks stand, and what their surroundings ask of them. */
export interface Where {
  readonly part: Part;
  /** Width of the measure or of the cell, mm. */
  readonly width: number;
  /** What the place does to styles, but for `first`, which changes as blocks are written. */
  readonly place: Omit<Place, 'first'>;
  /** All of it stays on one page. */
  readonly whole: boolean;
  /** Its last paragraph stays on one page with what follows. */
  readonly keepNext: boolean;
  /** Height of a space, mm. */
  readonly height: (space: Space) => number;
  /** On the page itself, whose top swallows space. */
  readonly onPage?: boolean;
  /** The bottom of the last row of a grid: circles of seals are not drawn in it, but from what stands below the grid. */
  readonly circles?: Circle[];
}
/** A circle to be drawn, `left` mm from the left edge of its cell. */
export interface Circle {
  readonly seal: SealPlace;
  readonly left: number;
}

/** What was written so far into a body, a cell, a header. */
export class Flow {
  readonly out: string[] = [];
  private table = false;

  /** `first`: nothing stands above, so that space above falls away. */
  constructor(public first = true) {}

  paragraph(xml: string): void {
    this.out.push(xml);
    this.table = false;
    this.first = false;
  }
  /** Two tables that touch become one in Word: something stands between them. */
  addTable(xml: string, between: string = separator()): void {
    if (this.table) this.out.push(between);
    this.out.push(xml);
    this.table = true;
    this.first = false;
  }
  /** What follows stands in something that begins here, and ends with `close`; between its end and a table stands a paragraph. */
  open(xml: string): void {
    this.out.push(xml);
    this.table = false;
  }
  close(xml: string): void {
    if (this.table) this.out.push(separator());
    this.out.push(xml);
    this.table = true;
  }
  pageBreak(): void {
    this.paragraph(wordless(plain.pageBreak));
    this.first = true;
  }
  /** The markup, ended by a paragraph, as Word wants it of bodies and cells. */
  end(): string {
    if (this.table || this.out.length === 0) this.out.push(separator());
    return this.out.join('');
  }
}

/** A paragraph without words. */
export const wordless = (style: string, properties = ''): string => `<w:p><w:pPr><w:pStyle w:val="${style}"/>${properties}</w:pPr></w:p>`;
/** A paragraph that only Word needs; `inside` goes before its end, `properties` into its properties. */
export const separator = (properties = '', inside = ''): string =>
  `<w:p><w:pPr><w:pStyle w:val="${plain.separator}"/>${properties}</w:pPr>${inside}</w:p>`;

/** Writes the blocks of a cell, as those of a page are written. */
export type WriteBlocks = (list: readonly Block[], flow: Flow, where: Where) => void;
