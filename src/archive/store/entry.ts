/**
 * One line of the index, and the head.
 *
 * In:  an entry, or a line. Out: its bytes, or the entry. A line has one form only: what reads as an entry and is written
 * otherwise (other blanks, other order of keys, a key twice) is no entry.
 */
import { z } from 'zod';
import { sha256 } from '../../files/write-file.js';
import type { IndexEntry } from '../types.js';
import { utf8 } from './lines.js';

export const indexName = 'index.jsonl';
export const headName = 'index.head';
export const headSignatureName = 'index.head.p7s';
export const stampName = 'index.head.tsr';
/** What the first line names as the one before. */
export const noLine = '0'.repeat(64);

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.iso.date();
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  .refine((text) => !Number.isNaN(Date.parse(text)));
const text = z.string().min(1).max(4000);
const bag = z.string().min(1).max(1000);
const entry = <K extends IndexEntry['kind'], T extends z.ZodRawShape>(kind: K, more: T) =>
  z.strictObject({ n: z.int().positive(), kind: z.literal(kind), at: moment, previous: hash, ...more });

const entrySchema = z.discriminatedUnion('kind', [
  entry('added', {
    bag,
    tagManifest: hash,
    signature: hash,
    identity: hash,
    replaces: hash.optional(),
    reason: text.optional(),
    retainUntil: day.optional(),
  }),
  entry('retained', { bag, retainUntil: day, reason: text }),
  entry('held', { bag, reason: text }),
  entry('released', { bag, reason: text }),
  entry('disposed', { bag, tagManifest: hash, record: hash, reason: text }),
  entry('renewed', { head: hash, token: hash }),
]);

/** What a caller may give as a moment, a day, a reason. */
export const isMoment = (value: string): boolean => moment.safeParse(value).success;
export const isDay = (value: string): boolean => day.safeParse(value).success;
export const isReason = (value: string): boolean => text.safeParse(value).success && value.trim() !== '';

/** The line without its line feed. Throws where the entry is none: a bug of the caller. */
export const entryLine = (value: IndexEntry): string => JSON.stringify(entrySchema.parse(value));

/** Undefined where the line is not exactly how an entry is written. */
export function parseEntry(bytes: Uint8Array): IndexEntry | undefined {
  const line = utf8(bytes);
  if (line === undefined) return undefined;
  try {
    const parsed = entrySchema.parse(JSON.parse(line));
    return JSON.stringify(parsed) === line ? (parsed as IndexEntry) : undefined;
  } catch {
    return undefined;
  }
}

export interface IndexHead {
  readonly lines: number;
  /** SHA-256 of the last line, without its line feed. */
  readonly head: string;
}
const headSchema = z.strictObject({ lines: z.int().nonnegative(), head: hash });

/** The file `index.head`. */
export const headBytes = ({ lines, head }: IndexHead): Uint8Array => new TextEncoder().encode(`${JSON.stringify({ lines, head })}\n`);
export function parseHead(bytes: Uint8Array): IndexHead | undefined {
  try {
    const parsed = headSchema.parse(JSON.parse(utf8(bytes) ?? ''));
    return Buffer.from(headBytes(parsed)).equals(bytes) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
export const hashOfLine = (line: string | Uint8Array): string => sha256(line);
