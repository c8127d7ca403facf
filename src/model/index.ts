/** The middle of the house: see `types.ts`. */
export * from './types.js';
export * from './theme.js';
export * as build from './build.js';
export { ModelError, measureOf } from './build.js';
export { canon, canonText, bullet, type CanonEntry } from './canon.js';
export { belowTable, standsBelowTable, staysWithNext } from './keeping.js';
export { eachBlock, inlinesOf, walk, type Around } from './walk.js';
export { printModel, type PrintOptions } from './print.js';
