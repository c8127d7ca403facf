/**
 * The files of one bag, read as they were checked.
 *
 * In:  the bag's folder and what the check of its manifests found. Out: bytes of a file, of which it is certain that they are
 * those that were hashed; undefined for what the manifests do not list, what is too large, and what has changed since.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BagCheck } from '../archive/store/read-bag.js';
import { sha256 } from '../files/write-file.js';

export const fileLimits = { pdf: 200 * 1024 * 1024, described: 16 * 1024 * 1024, other: 64 * 1024 * 1024 } as const;

export class BagFiles {
  constructor(
    readonly folder: string,
    private readonly check: BagCheck,
  ) {}

  /** Payload paths, from `data/`. */
  paths(below = ''): string[] {
    return [...this.check.files.keys()].flatMap((path) => (path.startsWith(`data/${below}`) ? [path.slice('data/'.length)] : [])).sort();
  }
  sha256(path: string): string | undefined {
    return this.check.files.get(`data/${path}`)?.hashes.sha256;
  }
  place(path: string): string {
    return join(this.folder, 'data', path);
  }
  async read(path: string, most: number): Promise<Uint8Array | undefined> {
    const known = this.check.files.get(`data/${path}`);
    if (!known || known.size > most) return undefined;
    const bytes = await readFile(this.place(path)).catch(() => undefined);
    return bytes && sha256(bytes) === known.hashes.sha256 ? bytes : undefined;
  }
}
