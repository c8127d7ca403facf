/**
 * The words with which the program starts itself as a process that works for another.
 *
 * In:  nothing. Out: first arguments, and the bundle that each loads; none is a command of a user.
 */
export const workerBundles = {
  'make-files': './make-files.js',
  'verify-bags': './verify-bags.js',
  'try-layouts': './try-layouts.js',
} as const;
export type WorkerWord = keyof typeof workerBundles;
export const isWorkerWord = (word: string | undefined): word is WorkerWord => word !== undefined && Object.hasOwn(workerBundles, word);
