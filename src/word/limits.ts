/**
 * Bounds on a Word file that comes from anyone, and the exception by which it is refused.
 *
 * In:  nothing. Out: the bounds; `WordRefused`, which never leaves this room: `readWord` makes a diagnostic of it.
 */
import type { Prose } from '../diagnostics/index.js';

export const wordLimits = {
  /** Bytes of the file itself. */
  fileBytes: 32 * 1024 * 1024,
  /** Entries of the zip, used or not. */
  parts: 2_000,
  /** Bytes of all that is unpacked, by what the zip says of it before anything is. */
  unpackedBytes: 96 * 1024 * 1024,
  /** A form packs to a tenth or a thirtieth; what packs better than this, above `ratioFrom` bytes, was made to. */
  ratio: 200,
  ratioFrom: 256 * 1024,
  /** Elements inside each other, and in all parts together. */
  depth: 200,
  elements: 500_000,
  /** Tables inside each other: Word itself stops at 20. */
  tableDepth: 8,
  columns: 63,
  rows: 3_000,
  /** Characters of one paragraph. */
  paragraph: 20_000,
} as const;

export type WordFault = 'word-unreadable' | 'word-too-large';

export class WordRefused extends Error {
  constructor(
    readonly code: WordFault,
    readonly prose: Prose,
  ) {
    super(prose.en);
  }
}
export const damaged = (zh: string, en: string): WordRefused => new WordRefused('word-unreadable', { zh, en });
export const tooLarge = (zh: string, en: string): WordRefused => new WordRefused('word-too-large', { zh, en });
