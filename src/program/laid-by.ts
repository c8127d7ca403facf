/**
 * What is wanted once more, much later: as few bytes instead of many objects.
 *
 * In:  a value that JSON gives back as it was. Out: the same value, or its text, as often as it is taken up; made anew each time.
 *
 * Of a project of ten thousand cases each case leaves what is to be told of it, kept of it and held against others: some 20 KB of text,
 * which as objects take several times that, and packed a third. Where `layByOnDisk` was called, it lies in memory only as long as it is
 * little, and then in a file that has no name any more, so that it is gone when the process ends, however it ends.
 */
import { randomUUID } from 'node:crypto';
import { openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A shorter text does not get shorter. */
const short = 200;

interface OnDisk {
  /** How many bytes lie in memory first. */
  readonly mostInMemory: number;
  inMemory: number;
  file: number | undefined;
  length: number;
}
let disk: OnDisk | undefined;

/** For a process that ends with one build: nothing in the file is ever given free. Calling it again begins another file. */
export function layByOnDisk(mostInMemory = 8 * 1024 * 1024): void {
  disk = { mostInMemory, inMemory: 0, file: undefined, length: 0 };
}

interface Place {
  readonly file: number;
  readonly from: number;
  readonly length: number;
}
/** In the file, or nothing where it stays in memory: it is little yet, or there is no room. */
function placeOnDisk(bytes: Uint8Array): Place | undefined {
  if (!disk || disk.inMemory + bytes.length <= disk.mostInMemory) {
    if (disk) disk.inMemory += bytes.length;
    return undefined;
  }
  try {
    disk.file ??= namelessFile();
    const { file, length: from } = disk;
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, from + done);
    disk.length += bytes.length;
    return { file, from, length: bytes.length };
  } catch {
    return undefined;
  }
}
function namelessFile(): number {
  const path = join(tmpdir(), `certpress-laid-by-${randomUUID()}`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return file;
}
function bytesAt({ file, from, length }: Place): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const read = readSync(file, bytes, done, length - done, from + done);
    if (read === 0) throw new Error('a file for what is laid by is shorter than what was written');
    done += read;
  }
  return bytes;
}

export class LaidBy<T> {
  private readonly lies: Uint8Array | Place;
  private readonly isPacked: boolean;

  constructor(value: T) {
    const text = Buffer.from(JSON.stringify(value));
    this.isPacked = text.length > short;
    // The quickest level: it is read again by this process alone. Copied, since what zlib and Buffer give lies in memory that is shared and
    // larger: 16 KB for each would be held.
    const bytes = this.isPacked ? deflateRawSync(text, { level: 1 }) : text;
    this.lies = (this.isPacked ? placeOnDisk(bytes) : undefined) ?? new Uint8Array(bytes);
  }
  take(): T {
    return JSON.parse(this.text()) as T;
  }
  text(): string {
    const bytes = this.lies instanceof Uint8Array ? this.lies : bytesAt(this.lies);
    return new TextDecoder().decode(this.isPacked ? inflateRawSync(bytes) : bytes);
  }
}
