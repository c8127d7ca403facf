/**
 * Signatures that were checked before.
 *
 * In:  as `isSignedBy`. Out: the same answer.
 *
 * The certificates and lists of a body lie in each of its files: an archive of thousands asks the same few questions again and
 * again, and each costs a millisecond. What is remembered is a function of the bytes asked about, so no answer can be wrong later.
 */
import { createHash } from 'node:crypto';
import { isSignedBy, type SignatureAlgorithm } from '../cms/algorithms.js';

const answers = new Map<string, boolean>();
const most = 5000;

/** @throws Malformed, NotAccepted */
export function wasSignedBy(spki: Uint8Array, algorithm: SignatureAlgorithm, data: Uint8Array, signature: Uint8Array): boolean {
  const hash = createHash('sha256').update(JSON.stringify([algorithm, spki.length, data.length]));
  for (const part of [spki, data, signature]) hash.update(part);
  const question = hash.digest('base64');
  const known = answers.get(question);
  if (known !== undefined) return known;
  const answer = isSignedBy(spki, algorithm, data, signature);
  if (answers.size >= most) answers.clear();
  answers.set(question, answer);
  return answer;
}
