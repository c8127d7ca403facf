/**
 * With what documents are made: program, layout engine, faces.
 *
 * In:  a theme, the engine that makes the documents. Out: versions, and the hash of every face, so that years later one can tell
 * whether the same bytes may be expected again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Theme } from '../model/index.js';
import { sha256 } from '../files/write-file.js';
import { programId } from '../program/program-id.js';
import { facesOf } from '../writers/pdf/faces.js';

export interface Engine {
  /** Version and hash of the program. */
  readonly certpress: string;
  /** Name and version; null where none is installed. */
  readonly layout: string | null;
  /** File names with their hashes, in order. */
  readonly fonts: readonly { readonly file: string; readonly sha256: string }[];
}

const hashes = new Map<string, string>();

export function engineOf(theme: Theme, layout: Engine['layout']): Engine {
  const fonts = facesOf(theme).folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(ttf|otf)$/.test(name))
      .map((name) => {
        const path = join(folder, name);
        const known = hashes.get(path) ?? sha256(readFileSync(path));
        hashes.set(path, known);
        return { file: name, sha256: known };
      }),
  );
  return { certpress: programId(), layout, fonts: fonts.sort((a, b) => (a.file < b.file ? -1 : 1)) };
}
