/**
 * A folder as the store of a shared cache: of this machine, or on the network.
 *
 * In:  the folder. Out: a `Store`. Files are written beside and renamed, so that a reader on whatever machine finds one whole or finds
 * none; two that write the same name write the same bytes. The folder is made when first something is put there.
 */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { placeWhole } from '../files/write-file.js';
import { most, nameOf, StoreFailed, type Store } from './store.js';

export function folderStore(folder: string): Store {
  return {
    async get(shelf, id) {
      let handle;
      try {
        // Not blocking, and no link: what lies in a shared folder may be a pipe, or lead out of it. (Windows has neither flag.)
        handle = await open(
          join(folder, nameOf(shelf, id)),
          constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0),
        );
        const stat = await handle.stat();
        if (!stat.isFile() || stat.size > most[shelf]) return undefined;
        return await handle.readFile();
      } catch (error) {
        const code = codeOf(error);
        if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENXIO'].includes(code)) return undefined;
        throw new StoreFailed(code);
      } finally {
        await handle?.close();
      }
    },
    async put(shelf, id, bytes) {
      try {
        await placeWhole(join(folder, nameOf(shelf, id)), bytes);
      } catch (error) {
        throw new StoreFailed(codeOf(error));
      }
    },
  };
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';
