/**
 * What the Typst program is given of text.
 *
 * In:  nothing. Out: types.
 */
/** How letters look: face, size pt, weight, italic, colour, language, tabular figures, tracking em. */
export type Look = readonly [
  face: 0 | 1,
  size: number,
  weight: number,
  italic: 0 | 1,
  colour: string,
  lang: 0 | 1,
  tabular: 0 | 1,
  tracking: number,
];
export type Line = readonly [width: number, colour: string, gap: number] | 0;
/** How a paragraph stands; `top` and `bottom` are the edges of its lines, above and below the baseline, pt. */
export interface Form {
  readonly look: number;
  readonly top: number;
  readonly bottom: number;
  readonly indent: number;
  readonly align: 0 | 1 | 2 | 3;
  readonly sticky: boolean;
  readonly above: Line;
  readonly below: Line;
}
/**
 * A run: text in the paragraph's own look, or a tuple that begins with what it is. 0 text, 1 code kept whole (with the
 * quarter em that stands between it and Chinese, pt), 2 line break, 3 space pt (1: none at the end of a line), 4 fill, 5 check box, 6 blank
 * mm,
 * 7 page number, 8 page count, 9 boxed runs, 10 id of a content, 11 runs kept together, 12 runs in a column of mm, 13 runs
 * that a repeated header says on all pages of its table but the first, 14 what is said of the first of these headings on the page, or of
 * the last before it, 15 runs that are a place for links, or lead to one.
 */
export type Run =
  | string
  | readonly [op: 0, look: number, text: string]
  | readonly [op: 1, look: number, text: string, before: number, after: number]
  | readonly [op: 2]
  | readonly [op: 3, pt: number, weak?: 1]
  | readonly [op: 4]
  | readonly [op: 5, box: string]
  | readonly [op: 6, mm: number]
  | readonly [op: 7 | 8, look: number]
  | readonly [op: 9 | 11, runs: readonly Run[]]
  | readonly [op: 10, id: string]
  | readonly [op: 12, mm: number, runs: readonly Run[]]
  | readonly [op: 13, table: number, runs: readonly Run[]]
  | readonly [op: 15, anchor: string | 0, to: string | 0, runs: readonly Run[]]
  | readonly [op: 14, headings: readonly (readonly [n: number, runs: readonly Run[]])[]];
