/**
 * Long text as blocks: what the small Markdown of records (`docs/text.md`) comes to.
 *
 * In:  nothing. Out: types.
 */
export interface Span {
  readonly text: string;
  readonly style?: 'strong';
}
export interface LongParagraph {
  readonly type: 'paragraph';
  readonly line: number;
  readonly spans: readonly Span[];
}
export interface LongList {
  readonly type: 'list';
  /** Where a block begins: from 1, in the text. */
  readonly line: number;
  readonly ordered: boolean;
  /** The number of the first item, and what stands after each number. */
  readonly start: number;
  readonly sign: '.' | ')';
  readonly items: readonly (readonly LongBlock[])[];
}
export interface LongTable {
  readonly type: 'table';
  readonly line: number;
  readonly rows: readonly (readonly (readonly Span[])[])[];
}
export type LongBlock = LongParagraph | LongList | LongTable;

/** What may not stand there: where, why, and what to write. */
export interface Refused {
  readonly line: number;
  readonly column: number;
  readonly zh: string;
  readonly en: string;
  readonly helpZh: string;
  readonly helpEn: string;
}
export interface LongParsed {
  readonly blocks: readonly LongBlock[];
  readonly refused: readonly Refused[];
}
