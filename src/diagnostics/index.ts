export * from './types.js';
export { catalogue, type Code, type CodeEntry } from './catalogue/index.js';
