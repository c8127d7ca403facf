/**
 * One hash over everything that a result can depend on.
 *
 * In:  folders, and what was asked for. Out: a key; undefined when there are too many files to tell cheaply, or they cannot
 * be read. A link counts with where it leads and with what lies there, as the readers follow it; what lies outside of the
 * folder is refused by them, so that only the link itself counts.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isInside } from '../files/read-file.js';

/** A folder whose files a result depends on: all of them, or those with these endings. It need not exist. */
export interface InputFolder {
  readonly path: string;
  readonly endings?: RegExp;
}
const maxFiles = 50_000;
const slashes = (path: string): string => path.split('\\').join('/');

/** At once where a file is small, as nearly all are; what is larger goes through the same memory piece by piece. */
const pieceBytes = 1 << 18;

function realpath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/**
 * `outputs`: a folder that may lie among the inputs and is none; what a build writes is not what it was made from. Read in one go:
 * waiting for each file costs several times as much as reading it.
 */
export function inputKey(folders: readonly InputFolder[], asked: unknown, outputs: string): string | undefined {
  const hash = createHash('sha256').update(JSON.stringify(asked));
  const out = realpath(outputs) ?? outputs;
  const piece = Buffer.allocUnsafe(pieceBytes);
  let files = 0;
  const addBytes = (path: string): void => {
    const handle = openSync(path, 'r');
    try {
      for (let read = pieceBytes; read === pieceBytes;) {
        read = readSync(handle, piece, 0, pieceBytes, null);
        hash.update(read === pieceBytes ? piece : piece.subarray(0, read));
      }
    } finally {
      closeSync(handle);
    }
  };
  const readFolder = (top: string, endings: RegExp | undefined): void => {
    const seen = new Set<string>();
    const add = (name: string, path: string): void => {
      const found = statSync(path);
      if (found.isDirectory()) return visit(name, path);
      if (endings && !endings.test(name)) return;
      hash.update(`${name}\0${found.isFile() ? found.size : 'special'}\0`);
      if (found.isFile()) addBytes(path);
    };
    const visit = (folder: string, path: string): void => {
      // A folder that is met on two ways, or in itself, is read once.
      if (path === out || seen.has(path)) return;
      seen.add(path);
      const entries = readdirSync(path, { withFileTypes: true });
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.name.startsWith('.') || entry.name === 'node_modules' || ++files > maxFiles) continue;
        if (!entry.isSymbolicLink()) {
          add(name, join(path, entry.name));
          continue;
        }
        const target = realpath(join(path, entry.name));
        hash.update(`${name}\0${target === undefined ? 'nowhere' : slashes(relative(top, target))}\0`);
        if (target !== undefined && isInside(target, top)) add(name, target);
      }
    };
    visit('', top);
  };
  for (const { path, endings } of folders) {
    const top = realpath(path);
    hash.update(top === undefined ? 'none\0' : 'folder\0');
    try {
      if (top !== undefined) readFolder(top, endings);
    } catch {
      return undefined;
    }
  }
  return files > maxFiles ? undefined : hash.digest('hex');
}
