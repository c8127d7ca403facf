/**
 * A table that somebody made, as cells: what Excel files and CSV files have in common.
 *
 * In:  nothing. Out: types, bounds and names of cells. A cell keeps what it is in the file: a number is no text that looks like one.
 */
export type GridCell = (
  | { readonly is: 'text'; readonly text: string }
  /** `shown`: as the program prints it, by the cell's format. */
  | { readonly is: 'number'; readonly number: number; readonly format: string; readonly shown: string }
  /** `time`: where it is not midnight. */
  | { readonly is: 'day'; readonly day: string; readonly time?: string }
  | { readonly is: 'flag'; readonly flag: boolean }
  /** `#N/A` and its like; a formula without a value. */
  | { readonly is: 'error'; readonly error: string }
) & {
  /** It was worked out by the program that wrote the file. */
  readonly formula?: true;
  /** The value stands in another cell that this one is joined with: its name. */
  readonly from?: string;
};

export interface GridRow {
  /** As the program counts them, from 1. */
  readonly number: number;
  readonly hidden: boolean;
  /** By column from 0; empty cells are not there. */
  readonly cells: ReadonlyMap<number, GridCell>;
  /** Columns of cells that are joined across columns. */
  readonly joined: ReadonlySet<number>;
}
export interface Grid {
  /** Of a CSV file ''. */
  readonly sheet: string;
  readonly hidden: boolean;
  readonly rows: readonly GridRow[];
}

export const tableLimits = {
  fileBytes: 32 * 1024 * 1024,
  parts: 2_000,
  unpackedBytes: 192 * 1024 * 1024,
  /** A workbook packs to a tenth; what packs better than this, above `ratioFrom` bytes, was made to. */
  ratio: 200,
  ratioFrom: 1024 * 1024,
  sheets: 100,
  rows: 10_000,
  columns: 300,
  cells: 400_000,
  /** Characters of one cell: as many as Excel holds. */
  cell: 32_767,
} as const;

/** `A`, `Z`, `AA`. */
export const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : `${columnName(Math.floor(index / 26) - 1)}${String.fromCharCode(65 + (index % 26))}`;
/** `客户!B3`, of a CSV file `B3`. */
export const cellName = (sheet: string, row: number, column: number): string =>
  `${sheet === '' ? '' : `${sheet}!`}${columnName(column)}${row}`;
