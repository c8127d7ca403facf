/**
 * Which characters a TrueType face has: its `cmap` table, read without the rest of the file.
 *
 * In:  the path of a face. Out: ranges of code points that have a glyph.
 */
import { closeSync, openSync, readSync } from 'node:fs';

export type Range = readonly [first: number, last: number];

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

function coverageOf(cmap: DataView): Range[] {
  const subtables = Array.from({ length: cmap.getUint16(2) }, (_, i) => cmap.getUint32(8 + 8 * i));
  // Format 12 reaches beyond the basic plane; where a face has it, it has everything that format 4 has.
  const full = subtables.find((at) => cmap.getUint16(at) === 12);
  if (full !== undefined) return segments(cmap, full);
  const basic = subtables.find((at) => cmap.getUint16(at) === 4);
  return basic === undefined ? [] : basicSegments(cmap, basic);
}

function segments(cmap: DataView, at: number): Range[] {
  return Array.from({ length: cmap.getUint32(at + 12) }, (_, i): Range => {
    const group = at + 16 + 12 * i;
    // A group that starts at glyph 0 begins with "no glyph".
    const first = cmap.getUint32(group) + (cmap.getUint32(group + 8) === 0 ? 1 : 0);
    return [first, cmap.getUint32(group + 4)];
  });
}

function basicSegments(cmap: DataView, at: number): Range[] {
  const count = cmap.getUint16(at + 6) / 2;
  const [ends, starts] = [at + 14, at + 16 + 2 * count];
  const [deltas, offsets] = [starts + 2 * count, starts + 4 * count];
  const out: Range[] = [];
  for (let i = 0; i < count; i++) {
    const [first, last] = [cmap.getUint16(starts + 2 * i), cmap.getUint16(ends + 2 * i)];
    const [delta, offset] = [cmap.getUint16(deltas + 2 * i), cmap.getUint16(offsets + 2 * i)];
    for (let c = first; c <= last && c !== 0xffff; c++) {
      const stored = offset === 0 ? c : cmap.getUint16(offsets + 2 * i + offset + 2 * (c - first));
      if (stored !== 0 && ((stored + delta) & 0xffff) !== 0) out.push([c, c]);
    }
  }
  return out;
}
