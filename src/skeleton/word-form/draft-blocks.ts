/**
 * The blocks of a draft: what a form says, in the terms of the vocabulary of layouts.
 *
 * Made of a Word file by `draft.ts`, filled with fields of the records by `fill.ts`, written as a layout by `print.ts`.
 */
import type { Prose } from '../../diagnostics/index.js';
import type { WordParagraph, WordPlace } from '../../word/types.js';
import type { Piece } from './pieces.js';

interface Noted {
  /** What a person should look at here, as comments of the layout. */
  readonly todo: Prose[];
}
export interface DraftLine extends Noted {
  readonly is: 'paragraph';
  pieces: Piece[];
  readonly place: WordPlace;
  readonly bold: boolean;
  readonly align: WordParagraph['align'];
}
export interface DraftHeading extends Noted {
  readonly is: 'heading';
  /** 1 to 4, once all headings are known. */
  level: number;
  pieces: Piece[];
  readonly align: WordParagraph['align'];
}
export interface DraftItem {
  readonly pieces: Piece[];
  readonly below: DraftList[];
}
export interface DraftList extends Noted {
  readonly is: 'list';
  readonly isOrdered: boolean;
  readonly items: DraftItem[];
}
export interface DraftCell {
  readonly columns: number;
  readonly rows: number;
  blocks: DraftBlock[];
  readonly isShaded: boolean;
  /** What it is for the others of its row and column. */
  kind: 'plain' | 'label' | 'head' | 'band';
}
export interface DraftRow extends Noted {
  readonly height?: number;
  readonly cells: DraftCell[];
  /** The list of the record that this row is repeated for, and the name of one entry. */
  each?: { readonly list: string; readonly as: string };
}
export interface DraftTable extends Noted {
  readonly is: 'table';
  readonly widths: readonly number[];
  headerRows: number;
  readonly rows: DraftRow[];
  readonly place: WordPlace;
}
export interface DraftPicture extends Noted {
  readonly is: 'picture';
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}
/** Options of which the record has one. */
export interface DraftOptions extends Noted {
  readonly is: 'options';
  readonly group: string;
  readonly values: readonly string[];
  readonly path: string;
}
/** Long text of the record, which stands alone. */
export interface DraftLong extends Noted {
  readonly is: 'long';
  readonly print: string;
}
export type DraftBlock =
  | DraftLine
  | DraftHeading
  | DraftList
  | DraftTable
  | DraftPicture
  | DraftOptions
  | DraftLong
  /** `onto`: the page master of what follows, where the paper turns. */
  | { readonly is: 'page-break'; readonly onto?: string }
  | { readonly is: 'toc' }
  | { readonly is: 'space'; readonly lines: number };
