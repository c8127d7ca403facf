/**
 * Whether somebody has typed in a copy for review since it was written.
 *
 * In:  the path of the file. Out: true where another program has saved it; what cannot be read, or is no Word file, holds nothing typed.
 */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { readInside } from '../files/read-file.js';
import { producerOf } from '../take/producer.js';
import { wordLimits } from '../word/limits.js';
import { readWord } from '../word/read.js';

export function isTypedIn(path: string): boolean {
  if (!path.endsWith('.docx') || !existsSync(path)) return false;
  const { value: bytes } = readInside(path, dirname(path), wordLimits.fileBytes);
  const word = bytes && readWord(bytes, path).value;
  return word !== undefined && producerOf(word.about).kind !== 'certpress';
}
