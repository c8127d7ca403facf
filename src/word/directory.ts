/**
 * What a zip says of its entries (APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16), and the bytes of most of them.
 *
 * In:  a zip. Out: the CRC-32 of each entry, in the order of its directory, and its packed bytes where they are deflated and stand where
 * zips have them; nothing where the directory is not where small files have it. And these bytes unpacked, by Node, which takes less than
 * half the time of the library that knows all zips: what cannot be unpacked so is left to that.
 */
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const entryOfDirectory = 0x02014b50;
const entry = 0x04034b50;
/** Comes before the end of the directory where sizes and offsets stand elsewhere. */
const locator64 = 0x07064b50;
const deflate = 8;

export interface ZipEntry {
  /** The library that unpacks does not compare it, and one flipped bit can make another word of a word. */
  readonly crc: number;
  readonly deflated: Uint8Array | undefined;
}

export function directoryOf(bytes: Uint8Array): readonly ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The end has 22 bytes, and a remark of up to 65,535.
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 65_558 && view.getUint32(end, true) !== endOfDirectory) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== endOfDirectory) return undefined;
  const is64 = end >= 20 && view.getUint32(end - 20, true) === locator64;
  const out: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entryOfDirectory) return undefined;
    const isDeflated = !is64 && view.getUint16(at + 10, true) === deflate;
    const deflated = isDeflated ? packedAt(bytes, view, view.getUint32(at + 42, true), view.getUint32(at + 20, true)) : undefined;
    out.push({ crc: view.getUint32(at + 16, true), deflated });
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return out;
}
function packedAt(bytes: Uint8Array, view: DataView, at: number, size: number): Uint8Array | undefined {
  if (at + 30 > bytes.length || view.getUint32(at, true) !== entry) return undefined;
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  return from + size > bytes.length ? undefined : bytes.subarray(from, from + size);
}

/** All of them, if they are as many as the zip says; undefined where they are not, or the packed bytes are damaged. */
export function inflated(packed: Uint8Array, length: number): Uint8Array | undefined {
  try {
    // One chunk with room to spare, so that nothing is put together, and nothing beyond what is said.
    const out = inflateRawSync(packed, { chunkSize: Math.max(64, length + 1), maxOutputLength: Math.max(1, length) });
    return out.length === length ? new Uint8Array(out.buffer, out.byteOffset, out.length) : undefined;
  } catch {
    return undefined;
  }
}
