/**
 * Which characters a TrueType face has: its `cmap` table, read without the rest of the file.
 *
 * In:  the path of a face. Out: ranges of code points that have a glyph.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { coverageOf, type Range } from '../../files/font-file.js';

export function readCoverage(path: string): Range[] {
  const file = openSync(path, 'r');
  try {
    const read = (at: number, length: number): DataView => {
      const bytes = new Uint8Array(length);
      const got = readSync(file, bytes, 0, length, at);
      return new DataView(bytes.buffer, 0, got);
    };
    const tables = read(4, 2).getUint16(0);
    const directory = read(12, 16 * tables);
    for (let i = 0; i < tables; i++) {
      if (directory.getUint32(16 * i) !== 0x636d6170) continue; // "cmap"
      return coverageOf(read(directory.getUint32(16 * i + 8), directory.getUint32(16 * i + 12)));
    }
    return [];
  } finally {
    closeSync(file);
  }
}
