/**
 * Pictures of a seal for tests.
 *
 * In:  with or without transparency. Out: a PNG: a red ring on nothing or on white.
 */
import { crc32, deflateSync } from 'node:zlib';

export function drawnPng({ alpha, side = 240 }: { alpha: boolean; side?: number }): Uint8Array {
  const channels = alpha ? 4 : 3;
  const rows = Buffer.alloc(side * (side * channels + 1));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = Math.hypot(x - side / 2 + 0.5, y - side / 2 + 0.5) / side;
      const isInk = (from < 0.5 && from > 0.45) || (Math.abs(from - 0.3) < 0.05);
      const at = y * (side * channels + 1) + 1 + x * channels;
      rows.set(isInk ? [190, 30, 40] : [255, 255, 255], at);
      if (alpha) rows[at + 3] = isInk ? 230 : 0;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, alpha ? 6 : 2], 8);
  return pngOf(head, rows);
}
export function pngOf(head: Uint8Array, rows: Uint8Array): Uint8Array {
  const chunk = (type: string, content: Uint8Array): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
