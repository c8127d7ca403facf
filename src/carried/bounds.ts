/**
 * Bounds of the state that a Word file carries.
 *
 * In:  nothing. Out: far above any document that certpress writes: the deepest report of the samples has 1,100 blocks, and 120 KB of state.
 */
export const bounds = {
  blocks: 50_000,
  segments: 2_000,
  words: 200_000,
  files: 5_000,
  running: 1_000,
  pictures: 5_000,
  path: 500,
  pointer: 500,
  /** Characters of the whole state as JSON. */
  json: 16 * 1024 * 1024,
} as const;
