/**
 * How far a long run has come.
 *
 * In:  nothing. Out: a type that all long runs tell alike.
 */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Errors found so far. */
  readonly errors: number;
  /** What is done, or was done last: a document, a bag. */
  readonly what: string;
}
