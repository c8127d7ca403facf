/**
 * What changes over a case's life is a list of states with `from`; a document prints the state on its own date.
 *
 * In:  the states and a date. Out: the index of the state that holds then.
 */

/** Anything that holds from a day on. */
export interface State {
  readonly from?: string | undefined;
}

/**
 * The state with the greatest `from` that is not after `date`; the latest one where the document has no date yet.
 * `undefined` where none holds: the list is empty, or the document is older than the first state.
 */
export function stateOn(states: readonly State[] | undefined, date: string): number | undefined {
  let found: number | undefined;
  (states ?? []).forEach((state, i) => {
    if (state.from === undefined || (date !== '' && state.from > date)) return;
    if (found === undefined || state.from >= (states?.[found]?.from ?? '')) found = i;
  });
  return found;
}
