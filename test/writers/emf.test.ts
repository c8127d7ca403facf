/** The frame of a certificate as Word's picture of strokes: read back by the records' definitions ([MS-EMF] 2.3), on every paper. */
import { describe, expect, it } from 'vitest';
import { emf } from '../../src/writers/docx/emf.js';

/** EMR_SETWINDOWEXTEX, EMR_POLYLINE16. */
const [windowExtent, polyline16] = [9, 87];
function readBack(bytes: Uint8Array): { readonly frame: number[]; readonly extent: number[]; readonly points: number[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const int = (at: number): number => view.getInt32(at, true);
  let [extent, points]: number[][] = [[], []];
  for (let at = 0; at < bytes.length; at += int(at + 4)) {
    if (int(at) === windowExtent) extent = [int(at + 8), int(at + 12)];
    if (int(at) === polyline16) points = Array.from({ length: int(at + 24) * 2 }, (_, n) => view.getInt16(at + 28 + n * 2, true));
  }
  return { frame: [24, 28, 32, 36].map(int), extent: extent ?? [], points: points ?? [] };
}

describe('strokes', () => {
  it.each([
    ['A4', 210, 297],
    ['Letter', 215.9, 279.4],
    ['A3', 297, 420],
    ['A3 across', 420, 297],
  ])('reach every corner of %s', (_, width, height) => {
    const corners = [0, 0, width, 0, width, height, 0, height];
    const read = readBack(emf(width, height, [{ width: 1, colour: '#1F3A5F', strokes: [{ kind: 'lines', points: corners }] }]));
    // Hundredths of a millimetre, whatever the unit of the points is.
    expect(read.frame).toEqual([0, 0, Math.round(width * 100), Math.round(height * 100)]);
    const [across = 0, down = 0] = read.extent;
    const mm = read.points.map((one, n) => (n % 2 === 0 ? (one / across) * width : (one / down) * height));
    for (const [n, one] of mm.entries()) expect(one).toBeCloseTo(corners[n] ?? 0, 1);
  });
});
