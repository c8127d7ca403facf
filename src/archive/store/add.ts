/**
 * One more bag, or one more revision of a bag.
 *
 * In:  what it holds, the session. Out: what has come of it; the archive as it was where that failed.
 *
 * The bag is written into a folder beside, file by file, synced and made read-only, and renamed into its place; only then does
 * the index get its line.
 */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type Outcome } from '../../diagnostics/index.js';
import { sha256 } from '../../files/write-file.js';
import type { BagContents } from '../types.js';
import { bagFiles } from './bag.js';
import { makeFolders, removeTree, type Disk } from './disk.js';
import { isDay, isReason } from './entry.js';
import { isPortablePath, placePath, sameName } from './names.js';
import { notWritten, problem } from './problems.js';
import { beside, commit, ignoreMissing, prepare, signed, takeBack, type Session, type Undo } from './session.js';

export type Added =
  | { readonly state: 'added'; readonly bag: string; readonly revision: number }
  /** The last revision is of the same identity: nothing was written. */
  | { readonly state: 'unchanged'; readonly bag: string; readonly revision: number }
  /** The bag was destroyed when its term was over: nothing was written, and nothing ever is again. */
  | { readonly state: 'disposed'; readonly at: string; readonly reason: string };

export async function addBag(session: Session, contents: BagContents, reason: string | undefined): Promise<Outcome<Added>> {
  const { dir, disk, options } = session;
  const refused = await namesRefused(dir, contents);
  if (refused) return failed(refused);
  const place = placePath(contents.place) ?? '';
  const state = session.places.get(place);
  if (state?.disposed) return ok({ state: 'disposed', at: state.disposed.at, reason: state.disposed.reason });
  const last = state?.revisions.at(-1);
  if (last?.identity === contents.identity) return ok({ state: 'unchanged', bag: last.bag, revision: last.revision });
  if (last ? reason === undefined || !isReason(reason) : reason !== undefined && !isReason(reason)) {
    return failed(
      problem(
        'archive-reason-missing',
        join(dir, place),
        '新的版次须说明理由（至多4000字）',
        'A new revision needs a reason (of 4000 characters at most)',
      ),
    );
  }
  const revision = (last?.revision ?? 0) + 1;
  const bag = `${place}/${revision}`;
  const undo: Undo = [];
  try {
    const files = await bagFiles(contents, {
      at: options.at,
      revision,
      agent: options.agent,
      sign: (bytes) => signed(session, bytes),
      ...(last ? { replaces: last.tagManifest } : {}),
      ...(reason === undefined ? {} : { reason }),
    });
    const hashOf = (name: string): string => sha256(files.get(name) ?? new Uint8Array());
    const prepared = await prepare(session, {
      kind: 'added',
      bag,
      tagManifest: hashOf('tagmanifest-sha256.txt'),
      signature: hashOf('tagmanifest-sha256.txt.p7s'),
      identity: contents.identity,
      ...(last ? { replaces: last.tagManifest } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...(contents.retainUntil === undefined ? {} : { retainUntil: contents.retainUntil }),
    });
    const name = beside();
    undo.push(() => removeTree(disk, join(dir, name)).catch(ignoreMissing));
    await writeFolder(disk, dir, name, files);
    const parent = place.split('/');
    await makeFolders(disk, dir, parent);
    // Under the lock nobody makes it in between; renaming would quietly take the place of an empty folder.
    if (await isThere(join(dir, bag))) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
    await disk.rename(join(dir, name), join(dir, bag));
    undo.push(async () => {
      await disk.folderMode(join(dir, bag), 0o755);
      await disk.rename(join(dir, bag), join(dir, name));
    });
    await settle(disk, dir, bag);
    await commit(session, prepared, undo);
    return ok({ state: 'added', bag, revision });
  } catch (error) {
    return failed(notWritten(join(dir, bag), error, !(await takeBack(session, undo))));
  }
}

/** Forbids changes to a bag's own folder, which must allow them until it is renamed, and syncs where it lies. */
export async function settle(disk: Disk, dir: string, bag: string): Promise<void> {
  await disk.folderMode(join(dir, bag), 0o555);
  await disk.syncFolder(join(dir, bag));
  await disk.syncFolder(join(dir, bag, '..'));
}

async function writeFolder(disk: Disk, dir: string, name: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await disk.makeFolder(join(dir, name));
  const folders = new Set(['']);
  for (const [path, bytes] of files) {
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_, i) => folders.add(parts.slice(0, i + 1).join('/')));
    await makeFolders(disk, join(dir, name), parts);
    await disk.create(join(dir, name, path), bytes, 0o444);
  }
  // Deepest first: a folder that forbids changes cannot get new ones.
  for (const folder of [...folders].sort().reverse()) {
    if (folder !== '') await disk.folderMode(join(dir, name, folder), 0o555);
    await disk.syncFolder(join(dir, name, folder));
  }
}

const isThere = async (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function namesRefused(dir: string, contents: BagContents): Promise<ReturnType<typeof problem> | undefined> {
  const place = placePath(contents.place);
  const says = Object.values(contents.place).join('/');
  if (place === undefined) return problem('archive-name-refused', dir, `名称为空或过长：${says}`, `A name is empty or too long: ${says}`);
  if (contents.retainUntil !== undefined && !isDay(contents.retainUntil)) throw new TypeError(`not a day: ${contents.retainUntil}`);
  const names = new Map<string, string>();
  for (const path of contents.files.keys()) {
    if (!isPortablePath(path))
      return problem(
        'archive-name-refused',
        path,
        `“${path}”不是任何系统都能保存的名称`,
        `“${path}” is not a name that every system can hold`,
      );
    const parts = path.split('/');
    for (let n = 1; n <= parts.length; n++) {
      const part = parts.slice(0, n).join('/');
      // A folder is written many times, a file once; a file is no folder.
      const written = n === parts.length ? `file ${part}` : `folder ${part}`;
      const before = names.get(sameName(part));
      if (before !== undefined && before !== written)
        return problem(
          'archive-name-refused',
          path,
          `“${path}”与另一文件在某些系统上同名`,
          `“${path}” has the name of another file on some systems`,
        );
      names.set(sameName(part), written);
    }
  }
  const parts = place.split('/');
  for (const [i, part] of parts.entries()) {
    const there = await readdir(join(dir, ...parts.slice(0, i))).catch(() => [] as string[]);
    const other = there.find((name) => name !== part && sameName(name) === sameName(part));
    if (other !== undefined)
      return problem(
        'archive-name-refused',
        dir,
        `“${part}”与已有的“${other}”在某些系统上同名`,
        `“${part}” and “${other}”, which is there already, are one name on some systems`,
      );
  }
  return undefined;
}
