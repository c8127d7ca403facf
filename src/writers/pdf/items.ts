/**
 * What the Typst program is given of blocks, and what a table needs of whoever encodes them.
 *
 * In:  nothing. Out: types.
 */
import type { Block, Inline, Paragraph, Table } from '../../model/index.js';
import type { TextEncoder } from './encode-text.js';
import type { Run } from './runs.js';

/**
 * A block for the program, which reads its parts by their place (`it.at(3)`): what it is, then what it needs. Space `above`, line
 * heights and strokes are in pt; `indent`, widths and other sizes in mm; `form` and `look` are numbers of the tables in the data;
 * `marks` are the contents that stand there (runs of the kind 10); `stays`: with the next block.
 */
export type Item =
  /**
   * A paragraph; `q`: one that is not justified, whatever its form says. `hang`: the runs of a check box, behind which an answer of several
   * lines hangs.
   */
  | readonly [is: 'p' | 'q', form: number, above: number, runs: readonly Run[], hang?: readonly Run[]]
  /** A heading. `column`: where the mark hangs left of the text. */
  | readonly [is: 'h', form: number, above: number, level: number, column: number, runs: readonly Run[]]
  /** A list. `between`: its items; `numbers`: none for bullets, else the first and its pattern. */
  | readonly [
      is: 'l',
      above: number,
      form: number,
      between: number,
      numbers: readonly [start: number, pattern: string] | 0,
      items: readonly (readonly Item[])[],
      marks: readonly Run[],
    ]
  /** A table. `whole`: 1 on one page, 2 unless no page holds it, 0 as it comes. */
  | readonly [
      is: 't',
      above: number,
      indent: number,
      widths: readonly number[],
      looks: readonly object[],
      groups: readonly RowGroup[],
      whole: 0 | 1 | 2,
      stays: boolean,
    ]
  /** The caption of a table, which stays with it. */
  | readonly [is: 'd', indent: number, blocks: readonly Item[], above: number]
  /** An arrangement in columns, without lines. */
  | readonly [
      is: 'g',
      above: number,
      indent: number,
      widths: readonly number[],
      gutter: number,
      cells: readonly GridItem[],
      marks: readonly Run[],
    ]
  /** Blocks kept on one page. `measured`: the width at which to ask whether any page holds them; 0 where one surely does. */
  | readonly [is: 'k', above: number, measured: number, blocks: readonly Item[], marks: readonly Run[], stays: boolean]
  /** A picture, by the name under which the program was given it. */
  | readonly [is: 'i', above: number, indent: number, name: string, width: number, alt: string, marks: readonly Run[]]
  /** The place of a seal. */
  | readonly [is: 'o', diameter: number, caption: readonly Item[], marks: readonly Run[]]
  /** A rule. */
  | readonly [is: 'r', above: number, below: number, stroke: number, colour: string, marks: readonly Run[]]
  /** Space: at least `height`, and so many shares of what is left of a page that is filled. */
  | readonly [is: 's', height: number, share: number, marks: readonly Run[]]
  /** A table of contents; its title stands before it. */
  | readonly [is: 'c', entries: readonly TocItem[], marks: readonly Run[], width: number]
  /** What a table with a number says above its repeated header: the table, and in its first cell a form and the runs. */
  | readonly [is: 'n', table: number, form: number, runs: readonly Run[] | 0]
  /** A new page. */
  | readonly [is: 'b', marks: readonly Run[]];
/** Rows of a table that stand together: 0 rows, 1 its header, 2 a heading within it that comes again on each page, 3 one that does not. */
export type RowGroup = readonly [kind: 0 | 1 | 2 | 3, cells: readonly CellItem[]];
/** `heading`: its number among all of the document; `column`: that of its mark. */
export type TocItem = readonly [heading: number, form: number, above: number, column: number, runs: readonly Run[]];
/** `look`: in the table's own list; `least`: the height in pt that a cell takes at least, 0 for that of its text. */
export type CellItem = readonly [
  look: number,
  columns: number,
  rows: number,
  blocks: readonly Item[],
  marks: readonly Run[],
  least: number,
];
/** `across`: 0 top, 1 middle, 2 bottom; `side`: 1 for the right. */
export type GridItem = readonly [across: 0 | 1 | 2, side: 0 | 1, blocks: readonly Item[]];
/**
 * Cells as `row/cell`, counted from 0 in the row: those that head a row, and those that are data though their row is taken for
 * a heading; `caption/n` for each paragraph of a caption.
 */
export type RowCells = ReadonlyMap<string, 'header' | 'data' | 'caption'>;
export interface TableSurroundings {
  readonly text: TextEncoder;
  /** Of the tables before it. */
  readonly rowHeaders: RowCells[];
  flow(blocks: readonly Block[], indent?: boolean): Item[];
  /** Whether blocks may be higher than a page. */
  mayBeTall(blocks: readonly Block[]): boolean;
  /** White space above the words of a cell of a header that repeats, from its second page on; in the first cell with the table's number. */
  numberAgain(table: Table, first: boolean): Item[];
  /** The first paragraph of a header, with the words that say that the table goes on. */
  band(paragraph: Paragraph, continued: readonly Inline[], table: number): Item;
}
