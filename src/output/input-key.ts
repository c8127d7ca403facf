/**
 * One hash over everything that a result can depend on.
 *
 * In:  folders, and what was asked for. Out: a key; undefined when there are too many files to tell cheaply, or they cannot
 * be read. A link counts with where it leads and with what lies there, as the readers follow it; what lies outside of the
 * folder is refused by them, so that only the link itself counts.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isInside } from '../files/read-file.js';

/** A folder whose files a result depends on: all of them, or those with these endings. It need not exist. */
export interface InputFolder {
  readonly path: string;
  readonly endings?: RegExp;
}
const maxFiles = 50_000;
const slashes = (path: string): string => path.split('\\').join('/');

/** `outputs`: a folder that may lie among the inputs and is none; what a build writes is not what it was made from. */
export async function inputKey(folders: readonly InputFolder[], asked: unknown, outputs: string): Promise<string | undefined> {
  const hash = createHash('sha256').update(JSON.stringify(asked));
  const out = await realpath(outputs).catch(() => outputs);
  let files = 0;
  const readFolder = async (top: string, endings: RegExp | undefined): Promise<void> => {
    const seen = new Set<string>();
    const add = async (name: string, path: string): Promise<void> => {
      const found = await stat(path);
      if (found.isDirectory()) return visit(name, path);
      if (endings && !endings.test(name)) return;
      hash.update(`${name}\0${found.isFile() ? found.size : 'special'}\0`);
      if (found.isFile())
        await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) hash.update(chunk);
        });
    };
    const visit = async (folder: string, path: string): Promise<void> => {
      // A folder that is met on two ways, or in itself, is read once.
      if (path === out || seen.has(path)) return;
      seen.add(path);
      const entries = await readdir(path, { withFileTypes: true });
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.name.startsWith('.') || entry.name === 'node_modules' || ++files > maxFiles) continue;
        if (!entry.isSymbolicLink()) {
          await add(name, join(path, entry.name));
          continue;
        }
        const target = await realpath(join(path, entry.name)).catch(() => undefined);
        hash.update(`${name}\0${target === undefined ? 'nowhere' : slashes(relative(top, target))}\0`);
        if (target !== undefined && isInside(target, top)) await add(name, target);
      }
    };
    await visit('', top);
  };
  for (const { path, endings } of folders) {
    const top = await realpath(path).catch(() => undefined);
    hash.update(top === undefined ? 'none\0' : 'folder\0');
    try {
      if (top !== undefined) await readFolder(top, endings);
    } catch {
      return undefined;
    }
  }
  return files > maxFiles ? undefined : hash.digest('hex');
}
