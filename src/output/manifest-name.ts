/**
 * How the manifest of a case is called, and what it says that a file holds which changed without concerning the case.
 *
 * In:  the manifest, the hash that a file had, and the one that it has. Out: the manifest with the new one. By itself, since who only
 * looks whether something stands needs no shapes.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { unfinished } from '../files/write-file.js';

export const manifestName = 'manifest.json';

/** Hashes stand nowhere but where files are named. What cannot be written is found to differ the next time, and made again. */
export function withHash(manifest: string, was: string, is: string): void {
  const text = readFileSync(manifest, 'utf8');
  const now = text.replaceAll(`"${was}"`, `"${is}"`);
  if (now === text) return;
  writeFileSync(`${manifest}${unfinished}`, now);
  renameSync(`${manifest}${unfinished}`, manifest);
}
