/**
 * What of this room is used from outside of the compiled program: when it is compiled, and by the tests of what was prepared then.
 *
 * In:  nothing. Out: names.
 */
export { loadScheme } from './load-scheme.js';
export { preparePacks } from './prepare.js';
export { isPrepared } from './prepared.js';
