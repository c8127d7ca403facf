/**
 * An Enhanced Metafile: strokes on a page.
 *
 * In:  polylines and chains of Bézier curves in mm, with pens. Out: the bytes of an EMF. Word and LibreOffice both show it
 * as vectors, it is a tenth of the size of the same curves in DrawingML, and many headers can share one picture.
 *
 * Coordinates are hundredths of a millimetre in 16 bits, enough for 327 mm; those of a larger sheet are fiftieths (records: [MS-EMF] 2.3).
 */
export interface Stroke {
  readonly kind: 'lines' | 'curves';
  /** x, y, x, y, …; of curves: a point, then three for each piece. */
  readonly points: readonly number[];
}
export interface Pen {
  /** Points. */
  readonly width: number;
  readonly colour: string;
  readonly strokes: readonly Stroke[];
}

/** So many to a millimetre. */
const unitOf = (longest: number): number => (longest * 100 <= 0x7fff ? 100 : 50);
const records = {
  header: 1,
  windowExtent: 9,
  windowOrigin: 10,
  viewportExtent: 11,
  viewportOrigin: 12,
  end: 14,
  mapMode: 17,
  select: 37,
  delete: 40,
  curves: 85,
  lines: 87,
  pen: 95,
} as const;
const headerSize = 108;

export function emf(widthMm: number, heightMm: number, pens: readonly Pen[]): Uint8Array {
  const unit = unitOf(Math.max(widthMm, heightMm));
  const size = pens.reduce(
    (n, pen) => n + 52 + 3 * 12 + pen.strokes.reduce((m, s) => m + 28 + s.points.length * 2, 0),
    headerSize + 16 * 4 + 12 + 20,
  );
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  let at = headerSize;
  let count = 1;
  const record = (type: number, values: readonly number[], more = 0): void => {
    view.setUint32(at, type, true);
    view.setUint32(at + 4, 8 + values.length * 4 + more, true);
    values.forEach((v, i) => view.setInt32(at + 8 + i * 4, v | 0, true));
    at += 8 + values.length * 4;
    count++;
  };
  const [w, h] = [Math.round(widthMm * unit), Math.round(heightMm * unit)];
  record(records.mapMode, [8]);
  record(records.windowOrigin, [0, 0]);
  record(records.windowExtent, [w, h]);
  record(records.viewportOrigin, [0, 0]);
  record(records.viewportExtent, [w, h]);
  pens.forEach((pen, i) => {
    const [r, g, b] = [1, 3, 5].map((k) => parseInt(pen.colour.slice(k, k + 2), 16));
    // A geometric pen with flat ends and mitred corners.
    record(records.pen, [
      i + 1,
      0,
      0,
      0,
      0,
      0x12200,
      Math.max(1, Math.round((pen.width * 25.4 * unit) / 72)),
      0,
      (r ?? 0) | ((g ?? 0) << 8) | ((b ?? 0) << 16),
      0,
      0,
    ]);
    record(records.select, [i + 1]);
    for (const stroke of pen.strokes) {
      record(stroke.kind === 'curves' ? records.curves : records.lines, [0, 0, w, h, stroke.points.length / 2], stroke.points.length * 2);
      for (const p of stroke.points) {
        view.setInt16(at, Math.round(p * unit), true);
        at += 2;
      }
    }
    record(records.select, [0x80000007]); // the stock's black pen, so that ours can be deleted
    record(records.delete, [i + 1]);
  });
  record(records.end, [0, 16, 20]);
  count--;
  // The bounds in dots, the frame in hundredths of a millimetre.
  const frame = [Math.round(widthMm * 100), Math.round(heightMm * 100)];
  const header = [records.header, headerSize, 0, 0, w, h, 0, 0, ...frame, 0x464d4520, 0x10000, at, count + 1];
  header.forEach((v, i) => view.setInt32(i * 4, v, true));
  view.setUint16(56, pens.length + 1, true);
  // Reference device: a dot is a unit, so that pictures, units and millimetres agree.
  [0, 0, 0, w, h, Math.round(widthMm), Math.round(heightMm), 0, 0, 0, Math.round(widthMm * 1000), Math.round(heightMm * 1000)].forEach(
    (v, i) => view.setInt32(60 + i * 4, v, true),
  );
  return out.subarray(0, at);
}
