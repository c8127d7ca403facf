/**
 * What this program read and proved of its own packs when it was compiled (`prepare.ts` wrote it), so that no run has to do it again.
 *
 * In:  shapes, hashes of bytes, keys of proofs. Out: the value of a file with that hash in that shape, and whether that proof found
 *      nothing; none of it where other code or other libraries read here than did then, or where a file is not what it was.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { archiveSchema } from '../../schemas/pack/archive.js';
import { auditTimeSchema } from '../../schemas/pack/audit-time.js';
import { documentSchema } from '../../schemas/pack/documents.js';
import { bodySchema, contentsFileSchema, schemeSchema, standardSchema, wordingFileSchema } from '../../schemas/pack/index.js';
import { genericFileSchema, rulesFileSchema, rulesOfSchemeSchema } from '../../schemas/pack/rules.js';
import { codeFolder, codeId } from '../program/program-id.js';

/** Beside the compiled code; there is none beside code that was not compiled. */
export const preparedFolder = join(codeFolder, 'prepared');
/** Written last: where it is whole, all is. */
export const proofsFile = join(preparedFolder, 'proofs.json');

/** Names of shapes, as files of `preparedFolder` have them. */
export const shapesByName: Readonly<Record<string, z.ZodType>> = {
  archive: archiveSchema,
  'audit-time': auditTimeSchema,
  body: bodySchema,
  contents: contentsFileSchema,
  document: documentSchema,
  generic: genericFileSchema,
  rules: rulesOfSchemeSchema,
  'shared-rules': rulesFileSchema,
  scheme: schemeSchema,
  standard: standardSchema,
  wording: wordingFileSchema,
};
const names = new Map(Object.entries(shapesByName).map(([name, shape]) => [shape, name]));

export interface Proofs {
  readonly reader: string;
  readonly sound: readonly string[];
}
/** What reading and proving depend on besides the bytes: the code, with yaml, zod and CEL bundled in it. */
export const reader = (): string => codeId();
export const preparedName = (shape: string, sha256: string): string => `${shape}-${sha256}.json`;
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');

let known: ReadonlySet<string> | undefined;
function sound(): ReadonlySet<string> {
  if (known) return known;
  const proofs = whole();
  return (known = new Set(proofs?.reader === reader() ? proofs.sound : []));
}
function whole(): Proofs | undefined {
  try {
    return existsSync(proofsFile) ? (JSON.parse(readFileSync(proofsFile, 'utf8')) as Proofs) : undefined;
  } catch {
    return undefined;
  }
}

export const isPrepared = (key: string): boolean => sound().has(hashOfKey(key));

/** For `loadYaml`: the value of a file in this shape, by the hash of its bytes. */
export const preparedIn =
  (shape: z.ZodType) =>
  (sha256: string): unknown => {
    const name = names.get(shape);
    if (name === undefined || !sound().has(hashOfKey(preparedName(name, sha256)))) return undefined;
    try {
      return JSON.parse(readFileSync(join(preparedFolder, preparedName(name, sha256)), 'utf8')) as unknown;
    } catch {
      // Gone meanwhile, as while somebody compiles: read as ever.
      return undefined;
    }
  };
