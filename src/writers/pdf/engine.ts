/**
 * The layout engine behind one small interface, so that one can take the place of another.
 *
 * In:  sheets: a Typst program, its data as one JSON string, pictures, the day of the file where one is wanted. A program finds its data
 * as `model` (bytes), and as `sheet` the label of its document where the engine lays out several at once, else none.
 * Out: pages, what the program reports about them, and the PDF; or the reason why there are none.
 */
export interface Sheet {
  readonly program: string;
  readonly data: string;
  /** By the names that the data say. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** The day of the file, seconds since 1970; absent: pages are counted and no file is made. */
  readonly date?: number;
}
export interface Laid {
  readonly pages: number;
  /** The value of the metadata element with the label `report`; undefined where the program has none. */
  readonly report: unknown;
  /** At least PDF/A-3a; made when it is asked for, which may throw. */
  readonly pdf?: Uint8Array;
  /** The pages as one SVG picture, one below the other; made when it is asked for. Absent where the engine draws none. */
  readonly svg?: string;
}
export interface EngineError {
  readonly message: string;
}
export interface Engine {
  layOut(sheet: Sheet): Promise<Laid | EngineError>;
}
export const isEngineError = (value: object): value is EngineError => 'message' in value;
