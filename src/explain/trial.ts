/**
 * An example: facts that are supposed, and one that decides.
 *
 * In:  nothing. Out: the type; `example.ts` and `search.ts` find them.
 */

export interface Trial {
  /** What is supposed. */
  readonly given: readonly { readonly path: string; readonly value: unknown }[];
  /** The fact that decides; undefined for an event that is more than one fact. */
  readonly path: string | undefined;
  readonly holds: unknown;
  readonly violated: unknown;
}
