/**
 * What a zip says of the bytes of its entries (APPNOTE.TXT 4.3.12 and 4.3.16).
 *
 * In:  a zip. Out: the CRC-32 of each entry, in the order of its directory; nothing where the directory is not where small files have it.
 * And the CRC-32 of bytes, here and not from Node: the workbench's page is checked against this room.
 * The library that unpacks does not compare them, and one flipped bit can make another word of a word.
 */
const endOfDirectory = 0x06054b50;
const entryOfDirectory = 0x02014b50;

export function checksumsOf(bytes: Uint8Array): readonly number[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The end has 22 bytes, and a remark of up to 65,535.
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 65_558 && view.getUint32(end, true) !== endOfDirectory) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== endOfDirectory) return undefined;
  const out: number[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entryOfDirectory) return undefined;
    out.push(view.getUint32(at + 16, true));
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return out;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});
export function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 255] ?? 0);
  return ~crc >>> 0;
}
