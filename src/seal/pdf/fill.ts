/**
 * The room left for a signature, filled.
 *
 * In:  an update with an open signature, and who signs the digest of everything else. Out: the finished bytes.
 */
import { createHash } from 'node:crypto';
import { nodeName } from '../cms/algorithms.js';
import type { DigestName } from '../types.js';
import { openRange, rangeText } from './signature.js';
import type { Reference } from '../../pdf/syntax.js';
import type { Update } from '../../pdf/update.js';

/** The signature did not fit; so many bytes are needed. */
export class TooLarge extends Error {
  constructor(readonly needed: number) {
    super(`${needed} bytes are needed`);
  }
}
export async function fill(
  update: Update,
  signature: Reference,
  digest: DigestName,
  sign: (digest: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const { bytes, places } = update.save();
  const range = bytes.indexOf(openRange, places.get(signature.number), 'latin1');
  const from = bytes.indexOf('/Contents <', range, 'latin1') + '/Contents '.length;
  const to = bytes.indexOf('>', from, 'latin1') + 1;
  bytes.write(rangeText([from, to, bytes.length - to]), range, 'latin1');
  const hash = createHash(nodeName(digest)).update(bytes.subarray(0, from)).update(bytes.subarray(to)).digest();
  const value = Buffer.from(await sign(new Uint8Array(hash))).toString('hex');
  if (value.length > to - from - 2) throw new TooLarge(value.length / 2);
  bytes.write(value, from + 1, 'latin1');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
/** Tries once with the room that should do, and once more with the room that was found to be needed. */
export async function withRoom(space: number, attempt: (space: number) => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await attempt(space);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return attempt(error.needed + 1024);
  }
}
