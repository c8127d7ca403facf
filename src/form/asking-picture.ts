/**
 * The picture that a form shows where it asks for one.
 *
 * In:  nothing. Out: a PNG, the same each time, so that a form that comes back with it says that nobody put a picture in.
 */
import { crc32 } from 'node:zlib';
import { zlibSync } from 'fflate';
import type { Asset } from '../compose/index.js';

const [width, height] = [144, 48];

/** Shades of grey: a frame, a hill with the sun above it. */
function shade(x: number, y: number): number {
  if (x < 2 || y < 2 || x >= width - 2 || y >= height - 2) return 0xa0;
  const isHill = y >= 38 - Math.max(0, 22 - Math.abs(x - 62)) && y < 38 && x >= 40 && x < 104;
  const isLesserHill = y >= 38 - Math.max(0, 14 - Math.abs(x - 88)) && y < 38 && x >= 40 && x < 104;
  const isSun = (x - 90) ** 2 + (y - 15) ** 2 <= 25;
  return isHill || isLesserHill || isSun ? 0xb8 : 0xf4;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

let made: Asset | undefined;
export function askingPicture(): Asset {
  if (made) return made;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = shade(x, y);
  const bytes = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', zlibSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
  made = { mime: 'image/png', pixels: { width, height }, bytes };
  return made;
}
