/**
 * Record files and the pictures that they name, written all or none.
 *
 * In:  the files as they are to be, and as they were when they were read; pictures that are not there yet. Out: the names of all; or why
 * nothing was written: a file has changed meanwhile, or the system refuses one, and then those that were written before it are as they
 * were.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failed, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { isInside } from '../files/read-file.js';
import { outputFailed, placeWhole, unfinished } from '../files/write-file.js';

/** A file as it was read (undefined where there is none yet), and the whole of it as it is to be; by its path from the project. */
export interface WholeFile {
  readonly file: string;
  readonly before: string | undefined;
  readonly source: string;
}

export async function writeRecords(
  root: string,
  files: readonly WholeFile[],
  pictures: readonly { readonly file: string; readonly bytes: Uint8Array }[] = [],
): Promise<Outcome<readonly string[]>> {
  for (const { file, before } of files) {
    const now = await readFile(join(root, file), 'utf8').catch(() => undefined);
    if (now !== before) return failed(changed(join(root, file)));
  }
  const written: WholeFile[] = [];
  const placed: string[] = [];
  let at = root;
  try {
    for (const picture of pictures) {
      at = join(root, picture.file);
      const wrong = await placeNew(root, at, picture.bytes);
      if (wrong) {
        await undo(root, written, placed);
        return failed(wrong);
      }
      placed.push(at);
    }
    for (const one of files) {
      at = join(root, one.file);
      await placeWhole(at, one.source);
      written.push(one);
    }
  } catch (error) {
    await undo(root, written, placed);
    return failed(outputFailed(at, error));
  }
  return ok([...files, ...pictures].map(({ file }) => file));
}

async function undo(root: string, written: readonly WholeFile[], placed: readonly string[]): Promise<void> {
  for (const { file, before } of written)
    await (before === undefined ? rm(join(root, file), { force: true }) : placeWhole(join(root, file), before));
  for (const file of placed) await rm(file, { force: true });
}

/** Unlike a rename, a link never takes the place of another file. */
async function placeNew(root: string, file: string, bytes: Uint8Array): Promise<Diagnostic | undefined> {
  await mkdir(dirname(file), { recursive: true });
  if (!isInside(await realpath(dirname(file)), await realpath(root)))
    return {
      code: 'link-outside',
      severity: 'error',
      place: { file: dirname(file) },
      message: { zh: '这个链接指向项目文件夹以外，一个文件也没有写', en: 'This link leads out of the project folder; no file was written' },
    };
  const beside = `${file}.${randomUUID().slice(0, 8)}${unfinished}`;
  try {
    await writeFile(beside, bytes, { flag: 'wx' });
    await link(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return changed(file);
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
  return undefined;
}
const changed = (file: string): Diagnostic => ({
  code: 'take-conflict',
  severity: 'error',
  place: { file },
  message: { zh: '读取之后文件又被改动，一个文件也没有写', en: 'The file has changed since it was read; no file was written' },
});
