/**
 * One run's hold on an archive: where its index stands, and how a line is added to it.
 *
 * In:  the body of an entry. Out: the line on the disk, with the head signed anew; or everything put back, and an error.
 *
 * Order: the head's signature is made before anything is written. Head and signature are written beside and synced; the line
 * is appended and synced; then the signature, then the head take their places. So what a stopped run leaves is a line without
 * its head, whose signature is there, beside or in its place. Anything else is damage: nobody but the signer adds a line.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { IndexEntry } from '../types.js';
import type { Sign } from './bag.js';
import { replaceFile, type Disk } from './disk.js';
import { entryLine, hashOfLine, headBytes, headName, headSignatureName, indexName, type IndexHead } from './entry.js';
import { unfinishedPrefix } from './folders.js';
import { SignFailed } from './problems.js';
import type { CheckSignature } from './read-bag.js';
import { standingOf, type PlaceState } from './standing.js';

export interface StoreOptions {
  readonly sign: Sign;
  /** For what a stopped run left: only what this judges intact and trusted is believed. */
  readonly checkSignature: CheckSignature;
  /** ISO 8601, UTC, whole seconds: what all lines of this run are dated. */
  readonly at: string;
  /** Program and version. */
  readonly agent: string;
  /** Who runs it, for the records of what was destroyed. */
  readonly by?: string;
  /** Tests give one that fails. */
  readonly disk?: Disk;
}
export interface Session {
  readonly dir: string;
  readonly disk: Disk;
  readonly options: StoreOptions;
  entries: IndexEntry[];
  head: IndexHead;
  /** Of the index, bytes. */
  size: number;
  places: ReadonlyMap<string, PlaceState>;
  /** What lies in `index.head.p7s`. */
  headSignature: Uint8Array | undefined;
  /** Something could not be put back: nothing more is written until the archive is opened again. */
  broken: boolean;
}

type Body<T> = T extends unknown ? Omit<T, 'n' | 'at' | 'previous'> : never;
export type EntryBody = Body<IndexEntry>;
/** What takes back the steps that were taken, last first. */
export type Undo = (() => Promise<void>)[];

export interface Prepared {
  readonly entry: IndexEntry;
  readonly line: string;
  readonly head: IndexHead;
  readonly signature: Uint8Array;
}

export const signed = async (session: Session, bytes: Uint8Array): Promise<Uint8Array> => {
  try {
    return await session.options.sign(bytes);
  } catch (error) {
    throw new SignFailed((error as Error).message);
  }
};

export const beside = (): string => `${unfinishedPrefix}${randomUUID()}`;

/** Makes the line and signs the head that it will have. Throws `SignFailed`. */
export async function prepare(session: Session, body: EntryBody): Promise<Prepared> {
  const { kind, ...rest } = body;
  const entry = { n: session.head.lines + 1, kind, at: session.options.at, previous: session.head.head, ...rest } as IndexEntry;
  const line = entryLine(entry);
  const head = { lines: entry.n, head: hashOfLine(line) };
  return { entry, line, head, signature: await signed(session, headBytes(head)) };
}

/** Throws what the disk throws; `undo` then takes back what was done. */
export async function commit(session: Session, prepared: Prepared, undo: Undo): Promise<void> {
  const { dir, disk } = session;
  const [head, signature] = [beside(), beside()];
  for (const [name, bytes] of [
    [head, headBytes(prepared.head)],
    [signature, prepared.signature],
  ] as const) {
    undo.push(() => disk.removeFile(join(dir, name)).catch(ignoreMissing));
    await disk.create(join(dir, name), bytes, 0o644);
  }
  await disk.syncFolder(dir);
  const size = session.size;
  undo.push(() => (size === 0 ? disk.removeFile(join(dir, indexName)).catch(ignoreMissing) : disk.cut(join(dir, indexName), size)));
  const bytes = new TextEncoder().encode(`${prepared.line}\n`);
  await disk.append(join(dir, indexName), bytes);
  if (size === 0) await disk.syncFolder(dir);
  const old = session.headSignature;
  undo.push(() =>
    old ? replaceFile(disk, dir, headSignatureName, old, beside()) : disk.removeFile(join(dir, headSignatureName)).catch(ignoreMissing),
  );
  await disk.rename(join(dir, signature), join(dir, headSignatureName));
  await disk.syncFolder(dir);
  await disk.rename(join(dir, head), join(dir, headName));
  session.entries.push(prepared.entry);
  session.head = prepared.head;
  session.size = size + bytes.length;
  session.headSignature = prepared.signature;
  session.places = standingOf(session.entries).places;
  undo.length = 0;
  // The head is in its place; should this fail, a power cut may bring back the one before, and the next run mends it.
  await disk.syncFolder(dir).catch(() => undefined);
}

export function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/** Runs the steps back. True where the archive is as it was. */
export async function takeBack(session: Session, undo: Undo): Promise<boolean> {
  for (const step of undo.reverse()) {
    try {
      await step();
    } catch {
      session.broken = true;
    }
  }
  return !session.broken;
}
