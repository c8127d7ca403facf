/**
 * What this program worked out of its own files when it was compiled, so that no run has to do it again.
 *
 * In:  a kind, the hash of a file's bytes, the way to work it out. Out: what was worked out then of those very bytes, or now; and whether
 *      a proof of then found nothing, by a key that names all that it depended on. Nothing of it counts where other code reads here than
 *      did then: the code has its libraries in it.
 *      While the program is compiled, what is worked out is noted, for `src/packs/prepare.ts` to keep.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { codeFolder, codeId } from './program-id.js';
import type { Proven } from './proven.js';

/** Beside the compiled code; there is none beside code that was not compiled. */
export const preparedFolder = join(codeFolder, 'prepared');
/** Written last: where it is whole, all is. */
export const proofsFile = join(preparedFolder, 'proofs.json');

export interface Proofs {
  /** What reading and proving depend on besides the bytes. */
  readonly reader: string;
  readonly sound: readonly string[];
}
export const preparedName = (kind: string, sha256: string): string => `${kind}-${sha256}.json`;
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');

let known: ReadonlySet<string> | undefined;
function sound(): ReadonlySet<string> {
  if (known) return known;
  const proofs = whole();
  return (known = new Set(proofs?.reader === codeId() ? proofs.sound : []));
}
function whole(): Proofs | undefined {
  try {
    return existsSync(proofsFile) ? (JSON.parse(readFileSync(proofsFile, 'utf8')) as Proofs) : undefined;
  } catch {
    return undefined;
  }
}
export const isPrepared = (key: string): boolean => sound().has(hashOfKey(key));

/** Undefined where it was not worked out then. */
export function preparedValue(kind: string, sha256: string): unknown {
  const name = preparedName(kind, sha256);
  if (!isPrepared(name)) return undefined;
  try {
    return JSON.parse(readFileSync(join(preparedFolder, name), 'utf8')) as unknown;
  } catch {
    // Gone meanwhile, as while somebody compiles: worked out as ever.
    return undefined;
  }
}

export interface WorkedOut {
  /** Names of files and what they shall hold. */
  readonly values: ReadonlyMap<string, string>;
  /** Keys of proofs that found nothing. */
  readonly sound: ReadonlySet<string>;
}
let noted: { readonly values: Map<string, string>; readonly sound: Set<string> } | undefined;
/** From now on; what it gives grows. What an earlier compilation of the same code left counts for nothing: layouts may be others since. */
export function noteWorkedOut(): WorkedOut {
  known = new Set();
  return (noted = { values: new Map(), sound: new Set() });
}

/** What a proof finds, which is not made where it found nothing before. */
export function provenBy<T>(key: string, proven: Proven, prove: () => readonly T[]): readonly T[] {
  if (!noted && (isPrepared(key) || proven.has(key))) return [];
  const found = prove();
  if (found.length === 0) {
    noted?.sound.add(key);
    proven.add(key);
  }
  return found;
}

/** What JSON does not give back as it was is worked out each time, and so is what is undefined: something was wrong with it. */
export function prepared<T>(kind: string, sha256: string, workOut: () => T | undefined): T | undefined {
  const value = noted ? undefined : (preparedValue(kind, sha256) as T | undefined);
  if (value !== undefined) return value;
  const made = workOut();
  if (noted && made !== undefined) {
    const json = JSON.stringify(made);
    if (isDeepStrictEqual(JSON.parse(json), made)) noted.values.set(preparedName(kind, sha256), json);
  }
  return made;
}
