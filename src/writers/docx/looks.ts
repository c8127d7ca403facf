/**
 * How a paragraph looks where it stands.
 *
 * In:  nothing. Out: types.
 */
import type { StyleForm } from '../../model/index.js';

/** What a place does to the styles in it. */
export interface Place {
  readonly align?: 'left' | 'right' | 'centre';
  /** The top of a page, section or cell, where space above falls away. */
  readonly first?: boolean;
  /** Left edge of what it belongs to, mm: a caption stands on the edge of its table. */
  readonly indentMm?: number;
  /** A cell of a table, where text begins at the cell's edge. */
  readonly flush?: boolean;
  /** A table follows, which cannot say itself how far it stands from the text above it. */
  readonly aboveTable?: boolean;
  /** A table stands above, whose last rule wants some distance. */
  readonly belowTable?: boolean;
  /** It begins with a box to tick, behind which its further lines hang. */
  readonly box?: boolean;
  /** The English of another text stands above, from which it keeps some distance. */
  readonly belowPair?: boolean;
}
/** A paragraph style as it is used: what a run in it must know. */
export interface ParagraphLook {
  readonly id: string;
  readonly name: string;
  /** The style that it is a variant of; its own id where it is none. */
  readonly base: string;
  readonly form: StyleForm;
  readonly after: number;
  /** Level in the outline of text that is no heading of the model, from 1. */
  readonly outline?: number;
  readonly markMm: number;
  /** It is set in the form for the second language. */
  readonly second: boolean;
  /** The paragraph style itself is bold. */
  readonly bold: boolean;
  /** The paragraph is bold, but holds lighter runs: its style is not bold, and its plain runs take a character style that is. */
  readonly boldRuns: boolean;
  /** Run properties that were asked for already, by character style and language. */
  readonly runs: Map<string, string>;
}
