/**
 * How far a long run has come.
 *
 * In:  nothing. Out: a type that all long runs tell alike.
 */
import type { Prose } from './types.js';

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Errors found so far. */
  readonly errors: number;
  /** What is done, or was done last: a document, a bag; or what is done with it before that. */
  readonly what: string | Prose;
}
