/**
 * Lines of a file, in a stream.
 *
 * In:  a file. Out: its lines without their ends, each with whether a line feed closed it; bounded in length and number, so
 * that a forged file of any size costs no memory.
 */
import { createReadStream } from 'node:fs';

export interface Line {
  readonly bytes: Uint8Array;
  /** The file goes on after it, or a line feed ends it. */
  readonly closed: boolean;
  /** Where the line begins, in bytes. */
  readonly from: number;
}
export interface LineLimits {
  readonly bytes: number;
  readonly lines: number;
}
export class TooLarge extends Error {}

/** Throws `TooLarge` past the limits, and what node:fs throws. */
export async function* linesOf(file: string, limits: LineLimits): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let from = 0;
  let count = 0;
  const next = (bytes: Buffer, closed: boolean): Line => {
    if (++count > limits.lines || bytes.length > limits.bytes) throw new TooLarge();
    const line = { bytes, closed, from };
    from += bytes.length + 1;
    return line;
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = rest.indexOf(10, start); end >= 0; end = rest.indexOf(10, start)) {
      yield next(rest.subarray(start, end), true);
      start = end + 1;
    }
    rest = rest.subarray(start);
    if (rest.length > limits.bytes) throw new TooLarge();
  }
  if (rest.length > 0) yield next(rest, false);
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Undefined where the bytes are not UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}
