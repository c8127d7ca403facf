/**
 * Pictures of a seal for tests.
 *
 * In:  with or without transparency. Out: a PNG: a red ring on nothing or on white; and a small JPEG.
 */
import { crc32, deflateSync } from 'node:zlib';

export function drawnPng({ alpha, side = 240 }: { alpha: boolean; side?: number }): Uint8Array {
  const channels = alpha ? 4 : 3;
  const rows = Buffer.alloc(side * (side * channels + 1));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = Math.hypot(x - side / 2 + 0.5, y - side / 2 + 0.5) / side;
      const isInk = (from < 0.5 && from > 0.45) || Math.abs(from - 0.3) < 0.05;
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
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** 16 by 16, a corner of a page. */
export const smallJpeg: Uint8Array = Buffer.from(
  [
    '/9j/4AAQSkZJRgABAQEABgAGAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpK',
    'SkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAQABADASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF',
    'BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmq',
    'KjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC',
    'AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqK',
    'mqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwC9PNfS6nNb284REAPKg4GAfrS7NU/5/k/79f8A2NPgz/bt7g4Plr/IVc2zdpfTsKAP/9k=',
  ].join(''),
  'base64',
);
