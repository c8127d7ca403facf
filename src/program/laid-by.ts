/**
 * What is wanted once more, much later: as few bytes instead of many objects.
 *
 * In:  a value that JSON gives back as it was. Out: the same value, or its text, as often as it is taken up; made anew each time.
 *
 * Of a project of ten thousand cases each case leaves what is to be told of it, kept of it and held against others: some 20 KB of text,
 * which as objects take several times that.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A shorter text does not get shorter. */
const short = 200;

export class LaidBy<T> {
  private readonly bytes: Uint8Array;
  private readonly isPacked: boolean;

  constructor(value: T) {
    const text = Buffer.from(JSON.stringify(value));
    this.isPacked = text.length > short;
    // The quickest level: it is read again by this process alone. Copied, since what zlib and Buffer give lies in memory that is shared and
    // larger: 16 KB for each would be held.
    this.bytes = new Uint8Array(this.isPacked ? deflateRawSync(text, { level: 1 }) : text);
  }
  take(): T {
    return JSON.parse(this.text()) as T;
  }
  text(): string {
    return new TextDecoder().decode(this.isPacked ? inflateRawSync(this.bytes) : this.bytes);
  }
}
