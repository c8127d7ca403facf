/**
 * Record files, written all or none.
 *
 * In:  the files as they are to be, and as they were when they were read. Out: their names; or why nothing was written: a file has changed
 * meanwhile, or the system refuses one, and then those that were written before it are as they were.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type Outcome } from '../diagnostics/index.js';
import { outputFailed, placeWhole } from '../files/write-file.js';
import type { WholeFile } from './types.js';

export async function writeTaken(root: string, files: readonly WholeFile[]): Promise<Outcome<readonly string[]>> {
  for (const { file, before } of files) {
    const now = await readFile(join(root, file), 'utf8').catch(() => undefined);
    if (now !== before)
      return failed({
        code: 'take-conflict',
        severity: 'error',
        place: { file: join(root, file) },
        message: { zh: '读取之后文件又被改动，一个文件也没有写', en: 'The file has changed since it was read; no file was written' },
      });
  }
  const written: WholeFile[] = [];
  for (const one of files) {
    try {
      await placeWhole(join(root, one.file), one.source);
      written.push(one);
    } catch (error) {
      for (const { file, before } of written)
        await (before === undefined ? rm(join(root, file), { force: true }) : placeWhole(join(root, file), before));
      return failed(outputFailed(join(root, one.file), error));
    }
  }
  return ok(files.map(({ file }) => file));
}
