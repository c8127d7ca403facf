export * from './types.js';
export type { Progress } from './progress.js';
export { catalogue, type Code, type CodeEntry } from './catalogue/index.js';
