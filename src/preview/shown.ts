/**
 * A document that somebody looks at.
 *
 * In:  the bytes of its pages. Out: what is known of it, under the hash by which its pages are asked for.
 */
import { createHash } from 'node:crypto';
import type { FilesMade } from '../make/files.js';
import type { Pages, Tried } from './pages.js';

/** The Word file of pages; none where a proof found something against it. */
export interface WordFile {
  readonly bytes?: Uint8Array;
  readonly name: string;
  /** Of the pages. */
  readonly hash: string;
}
/** A document that was asked for. */
export interface Shown {
  tried: Tried;
  /** The last that could be made. */
  good?: Pages;
  hash?: string;
  /** Of the pages before these. */
  hashBefore?: string;
  /** What was found when `good` was proved. */
  proved?: { readonly model: string; readonly made: FilesMade };
  savedAt?: number;
}
/** It has other pages now: their hash is its own, and the one before is known for who asks for those still. */
export function renamed(shown: Shown, bytes: Uint8Array): void {
  const { hash } = shown;
  shown.hash = hashOf(bytes);
  if (hash !== undefined && hash !== shown.hash) shown.hashBefore = hash;
}
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
