/**
 * A time stamp over the whole archive: over the head of its index, which covers every line, and so every bag and signature.
 *
 * In:  a function that gets a token. Out: the token in `renewed/<n>.tsr`, the line that names it, and `index.head.tsr`.
 *
 * What is stamped is `index.head` as it is; the line that names the token comes after it. So `index.head.tsr` is a stamp over
 * the head of the lines before the last `renewed` line: that line says how many they are and what their hash is.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type Outcome } from '../../diagnostics/index.js';
import { sha256 } from '../../files/write-file.js';
import { makeFolders, replaceFile } from './disk.js';
import { headBytes, stampName } from './entry.js';
import { renewedFolder } from './folders.js';
import { notWritten, problem, SignFailed } from './problems.js';
import { beside, commit, ignoreMissing, prepare, takeBack, type Session, type Undo } from './session.js';

/** Gets an RFC 3161 token (DER) over `bytes`. */
export type TimeStamp = (bytes: Uint8Array) => Promise<Uint8Array>;
export interface Renewed {
  /** The line of the index. */
  readonly n: number;
  /** Path of the token in the archive. */
  readonly token: string;
}

export async function renewArchive(session: Session, timeStamp: TimeStamp): Promise<Outcome<Renewed>> {
  const { dir, disk } = session;
  if (session.head.lines === 0)
    return failed(
      problem('archive-bag-unknown', dir, '档案库是空的，没有可盖时间戳的内容', 'The archive is empty: there is nothing to stamp'),
    );
  const bytes = headBytes(session.head);
  const n = session.head.lines + 1;
  const name = `${renewedFolder}/${n}.tsr`;
  const undo: Undo = [];
  let token: Uint8Array;
  try {
    token = await timeStamp(bytes).catch((error: unknown) => {
      throw new SignFailed((error as Error).message);
    });
    const prepared = await prepare(session, { kind: 'renewed', head: sha256(bytes), token: sha256(token) });
    await makeFolders(disk, dir, [renewedFolder]);
    const aside = join(dir, beside());
    undo.push(async () => {
      await disk.removeFile(aside).catch(ignoreMissing);
      await disk.removeFile(join(dir, name)).catch(ignoreMissing);
    });
    await disk.create(aside, token, 0o444);
    // A token that no line names was left by a run that was stopped here: nothing is lost with it.
    if (await readFile(join(dir, name)).catch(() => undefined)) await disk.removeFile(join(dir, name));
    await disk.rename(aside, join(dir, name));
    await disk.syncFolder(join(dir, renewedFolder));
    await commit(session, prepared, undo);
  } catch (error) {
    return failed(notWritten(join(dir, name), error, !(await takeBack(session, undo))));
  }
  // It repeats what the line and the folder say already; the next run makes up for it.
  await replaceFile(disk, dir, stampName, token, beside()).catch(() => undefined);
  return ok({ n, token: name });
}
