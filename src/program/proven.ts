/**
 * What was proven before need not be proven again: a pack whose rows are sound, a document whose finished files say what its
 * model says.
 *
 * In:  a folder of the user's, or none; keys that name everything that the proof depended on. Out: whether a key was proven by
 *      this very program (`programId`). Only proofs that found nothing at all are kept, so that nothing is ever left unsaid.
 *      The file holds hashes and nothing of a record; it may be deleted at any time, and where it cannot be read or written
 *      everything is proven again.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { programId } from './program-id.js';
import { writeWhole } from '../files/write-file.js';

export interface Proven {
  has(key: string): boolean;
  /** Keeps it from now on; `save` puts it on the disk. */
  add(key: string): void;
  save(): Promise<void>;
}

/** Remembers nothing. */
export const nothingProven: Proven = { has: () => false, add: () => undefined, save: () => Promise.resolve() };

/** The same memory, of what was proven with something that can be exchanged; '' is what comes with the program. */
export const provenWith = (proven: Proven, what: string): Proven =>
  what === '' ? proven : { ...proven, has: (key) => proven.has(`${what}\0${key}`), add: (key) => proven.add(`${what}\0${key}`) };

const fileName = 'proven.txt';
/** At 65 bytes a line; beyond it the older half is forgotten. */
const maxLines = 40_000;

export function openProven(folder: string | null): Proven {
  if (folder === null) return nothingProven;
  const path = join(folder, fileName);
  let known: string[] | undefined;
  let all = new Set<string>();
  const read = (): Set<string> => {
    if (known) return all;
    known = linesOf(path);
    return (all = new Set(known));
  };
  const added: string[] = [];
  const lineOf = (key: string): string => createHash('sha256').update(`${programId()}\0${key}`).digest('hex');
  return {
    has: (key) => read().has(lineOf(key)),
    add(key) {
      const line = lineOf(key);
      if (read().has(line)) return;
      all.add(line);
      added.push(line);
    },
    async save() {
      if (added.length === 0) return;
      const lines = [...(known ?? []), ...added];
      try {
        mkdirSync(folder, { recursive: true });
        // Two runs at once append whole lines; a run that trims may lose what another has just added, which is proven again then.
        if (lines.length > maxLines) await writeWhole(path, new TextEncoder().encode(`${lines.slice(-maxLines / 2).join('\n')}\n`));
        else appendFileSync(path, `${added.join('\n')}\n`);
      } catch {
        // A memory that cannot be written is no fault of the records.
      }
      known = lines;
      added.length = 0;
    },
  };
}

function linesOf(path: string): string[] {
  try {
    const facts = statSync(path);
    if (!facts.isFile() || facts.size > maxLines * 2 * 65) return [];
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => /^[0-9a-f]{64}$/.test(line));
  } catch {
    return [];
  }
}
