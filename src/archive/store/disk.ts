/**
 * Every step in which the archive changes something on the disk.
 *
 * In:  paths and bytes. Out: files and folders, synced where the step says so. Errors are those of node:fs.
 *
 * One interface, so that tests can stop a run at each step, or let a step fail. Reading needs none of it.
 */
import { chmod, mkdir, open, readdir, rename, rmdir, truncate, unlink } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { whileBusy } from '../../files/while-busy.js';

export interface Disk {
  /** A file that must not be there yet; written and synced. `mode` as in chmod(2); on Windows 0444 is the attribute. */
  create(file: string, bytes: Uint8Array, mode: number): Promise<void>;
  /** Adds to the end of a file, makes it where there is none, and syncs it. */
  append(file: string, bytes: Uint8Array): Promise<void>;
  /** Cuts a file to `size` bytes, and syncs it. */
  cut(file: string, size: number): Promise<void>;
  /** One folder; its parent must be there. Fails where it is there already. */
  makeFolder(folder: string): Promise<void>;
  /** Names in a folder outlive a power cut only once the folder is synced. */
  syncFolder(folder: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  removeFile(file: string): Promise<void>;
  removeFolder(folder: string): Promise<void>;
  /** Lets a folder be changed, or forbids it. Windows has no such thing for folders. */
  folderMode(folder: string, mode: 0o555 | 0o755): Promise<void>;
}

const windows = platform() === 'win32';

export const nodeDisk: Disk = {
  async create(file, bytes, mode) {
    const handle = await open(file, 'wx', 0o644);
    try {
      await handle.writeFile(bytes);
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  async append(file, bytes) {
    const handle = await open(file, 'a', 0o644);
    try {
      await handle.appendFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  async cut(file, size) {
    await truncate(file, size);
    const handle = await open(file, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  async makeFolder(folder) {
    await mkdir(folder, 0o755);
  },
  async syncFolder(folder) {
    // Windows opens no folder; NTFS keeps its own journal of names.
    if (windows) return;
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename: (from, to) => whileBusy(() => rename(from, to)),
  async removeFile(file) {
    // Windows removes no file that is read-only.
    if (windows) await chmod(file, 0o666).catch(() => undefined);
    await whileBusy(() => unlink(file));
  },
  removeFolder: (folder) => whileBusy(() => rmdir(folder)),
  async folderMode(folder, mode) {
    if (!windows) await chmod(folder, mode);
  },
};

/** Writes a file beside, and renames it into the place of the one before. Leaves either the old file or the new one. */
export async function replaceFile(disk: Disk, root: string, name: string, bytes: Uint8Array, beside: string): Promise<void> {
  try {
    await disk.create(join(root, beside), bytes, 0o644);
    await disk.rename(join(root, beside), join(root, name));
  } catch (error) {
    await disk.removeFile(join(root, beside)).catch(() => undefined);
    throw error;
  }
  await disk.syncFolder(root);
}

/** Makes a folder and those above it up to `root`, syncing each parent that got a new name. */
export async function makeFolders(disk: Disk, root: string, parts: readonly string[]): Promise<void> {
  let folder = root;
  for (const part of parts) {
    const parent = folder;
    folder = join(folder, part);
    try {
      await disk.makeFolder(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    await disk.syncFolder(parent);
  }
}

/** Removes a folder and all in it, read-only or not; links are removed and not followed. */
export async function removeTree(disk: Disk, folder: string): Promise<void> {
  await disk.folderMode(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await removeTree(disk, path);
    else await disk.removeFile(path);
  }
  await disk.removeFolder(folder);
}
