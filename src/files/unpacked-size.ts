/**
 * How many bytes a deflated stream comes to, without keeping them.
 *
 * In:  bytes that begin with the stream, a bound. Out: the count, until the stream ends, fails, or passes the bound: what came before a
 * failure was unpacked too, and readers use it.
 */
import { constants, createInflate } from 'node:zlib';

const piece = 16_384;

export async function unpackedSize(bytes: Uint8Array, most: number): Promise<number> {
  let size = 0;
  const unpacking = createInflate({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: piece });
  unpacking.end(bytes);
  try {
    for await (const part of unpacking) {
      size += (part as Buffer).length;
      if (size > most) break;
    }
  } catch {
    // Damaged, or nothing packed at all: a reader will say so. Up to a piece was unpacked and not handed out.
    size += piece;
  } finally {
    unpacking.destroy();
  }
  return size;
}
