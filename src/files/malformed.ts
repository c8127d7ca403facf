/**
 * What readers of bytes share: how they refuse.
 *
 * In:  nothing. Out: the error that readers of DER and PDF throw, and the comparison of bytes.
 */

/** What was read is not what it should be. Caught where a verdict is made; never reaches a command. */
export class Malformed extends Error {}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
