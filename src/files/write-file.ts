/**
 * Writing into the output folder so that no file is ever half-written.
 *
 * In:  bytes and paths. Out: files written beside and renamed; hashes. Failures are diagnostics.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failed, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { whileBusy } from './while-busy.js';

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Marks the files of an unfinished write: left behind only by a crash, taken away by the next build. */
export const unfinished = '.certpress-tmp';

export async function writeWhole(file: string, bytes: Uint8Array | string): Promise<Outcome<true>> {
  try {
    await placeWhole(file, bytes);
    return ok(true);
  } catch (error) {
    return failed(outputFailed(file, error));
  }
}
/** The same, for who takes what the system says. */
export async function placeWhole(file: string, bytes: Uint8Array | string): Promise<void> {
  const beside = `${file}.${randomUUID().slice(0, 8)}${unfinished}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(beside, bytes);
    await whileBusy(() => rename(beside, file));
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}

export function outputFailed(file: string, error: unknown): Diagnostic {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return {
    code: 'output-failed',
    severity: 'error',
    place: { file },
    message: { zh: `无法写入该文件（${code}）`, en: `This file could not be written (${code})` },
    help:
      code === 'ENOSPC'
        ? { zh: '磁盘已满：腾出空间后重新运行。', en: 'The disk is full: make room and run again.' }
        : {
            zh: '检查输出文件夹是否存在、是否可写、文件是否被其他程序打开，或用 --out 另选文件夹。',
            en: 'Check that the output folder can be written and the file is not open elsewhere, or choose another folder with --out.',
          },
  };
}

/** Hash of a file, or undefined when there is none. */
export async function hashOf(file: string): Promise<string | undefined> {
  try {
    return sha256(await readFile(file));
  } catch {
    return undefined;
  }
}

/** Takes a file away, and the folders that it leaves empty, up to `root`. */
export async function takeAway(root: string, file: string): Promise<void> {
  await rm(join(root, file), { force: true });
  for (let folder = dirname(file); folder !== '.' && folder !== ''; folder = dirname(folder)) {
    try {
      if ((await readdir(join(root, folder))).length > 0) return;
      await rmdir(join(root, folder));
    } catch {
      return;
    }
  }
}
