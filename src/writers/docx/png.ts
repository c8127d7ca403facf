/**
 * A QR symbol as a PNG.
 *
 * In:  rows of modules, the size in mm, the ink. Out: a PNG of two colours, a whole number of dots a module, at 600 dots an
 * inch or more, so that it prints as sharp as the printer can.
 */
import { crc32 } from 'node:zlib';
import { zlibSync } from 'fflate';

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(
    [...type].map((c) => c.charCodeAt(0)),
    4,
  );
  out.set(data, 8);
  view.setUint32(data.length + 8, crc32(out.subarray(4, data.length + 8)));
  return out;
}

export function modulesPng(modules: readonly string[], sizeMm: number, ink: string): Uint8Array {
  const dots = Math.ceil(((sizeMm / 25.4) * 600) / modules.length);
  const side = dots * modules.length;
  const stride = Math.ceil(side / 8) + 1;
  const pixels = new Uint8Array(stride * side);
  modules.forEach((row, y) => {
    const line = new Uint8Array(stride);
    for (let x = 0; x < side; x++)
      if (row[Math.floor(x / dots)] === '1') line[1 + (x >> 3)] = (line[1 + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    for (let k = 0; k < dots; k++) pixels.set(line, (y * dots + k) * stride);
  });
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, side);
  view.setUint32(4, side);
  head.set([1, 3], 8); // one bit a dot, of a palette
  const rgb = [1, 3, 5].map((i) => parseInt(ink.slice(i, i + 2), 16));
  const density = new Uint8Array(9);
  new DataView(density.buffer).setUint32(0, Math.round((side / sizeMm) * 1000));
  new DataView(density.buffer).setUint32(4, Math.round((side / sizeMm) * 1000));
  density[8] = 1;
  const parts = [
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Uint8Array.from([255, 255, 255, ...rgb])),
    chunk('pHYs', density),
    chunk('IDAT', zlibSync(pixels, { level: 6 })),
    chunk('IEND', new Uint8Array(0)),
  ];
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
