/**
 * Diagnostics: the one type in which every stage says what is wrong.
 *
 * In:  nothing. Out: `Diagnostic`, `Outcome` and the functions that join them. A user's mistake is a diagnostic, never an
 * exception; an exception is a bug in certpress.
 */
import type { Code } from './catalogue/index.js';

/** Prose in both interface languages. */
export interface Prose {
  readonly zh: string;
  readonly en: string;
}
export type Severity = 'error' | 'warning' | 'info';
/** A place in a file; line and column count from 1; `pointer` is a JSON Pointer in a record or pack file. */
export interface Place {
  /** Absolute, or relative to the current folder. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
}
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: Prose;
  /** What to do. */
  readonly help?: Prose;
  /** The clause's words, quoted from the scheme. */
  readonly why?: Prose;
  readonly place?: Place;
  /** Other places that belong to it: the second of two dates that contradict each other. */
  readonly related?: readonly Place[];
  readonly verdict?: 'violated' | 'pending';
  /** Id of the rule (`W-P44`) and the clause and item as the source prints them (`5.11.3(8)`). */
  readonly rule?: string;
  readonly clause?: string;
  readonly scheme?: string;
  /** What it holds back, if not everything: a kind of document, with case, audit and subject where known. */
  readonly document?: string;
  readonly case?: string;
  readonly audit?: string;
  readonly subject?: string;
}

/** What a stage gives back: its value unless it could make none, and what it found on the way. */
export interface Outcome<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}
export const ok = <T>(value: T, diagnostics: readonly Diagnostic[] = []): Outcome<T> => ({ value, diagnostics });
export const failed = <T>(...diagnostics: readonly Diagnostic[]): Outcome<T> => ({ diagnostics });
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some((d) => d.severity === 'error');
