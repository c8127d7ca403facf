/**
 * Finishes what a stopped run left, under the lock.
 *
 * In:  the session as it was read, the folders. Out: what was done, as notes; or why nothing may be written here.
 *
 * A run can be stopped at one place only, so at most one thing is left half-done; two are damage. Whatever decides what is
 * entered must bear a signature that is believed.
 */
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic } from '../../diagnostics/index.js';
import { settle } from './add.js';
import { bagPath } from './names.js';
import { finishDisposal } from './dispose.js';
import { removeTree, replaceFile } from './disk.js';
import { hashOfLine, headBytes, headName, headSignatureName, indexName, isDay, stampName } from './entry.js';
import { finding, type Finding } from './finding.js';
import { archiveFolders, renewedFolder } from './folders.js';
import { headState, type IndexReading } from './index-file.js';
import { damaged, note } from './problems.js';
import { checkBag, verdictOf } from './read-bag.js';
import { beside, commit, prepare, type Session } from './session.js';

/** Throws what the disk and the signer throw. Errors among the diagnostics: the archive stays closed. */
export async function recover(session: Session, reading: IndexReading): Promise<Diagnostic[]> {
  const { dir, disk } = session;
  const notes: Diagnostic[] = [];
  const said = (zh: string, en: string): void => void notes.push(note('archive-finished', dir, zh, en));
  if (reading.findings.length > 0) return damaged(dir, reading.findings);

  if (reading.torn) {
    if (headState(reading) !== 'right' && reading.head.lines > 0)
      return damaged(dir, [
        finding(
          'chain',
          indexName,
          '最后一行不完整，索引头也与之不符',
          'the last line is cut off, and the head is not that of the lines before it',
        ),
      ]);
    await disk.cut(join(dir, indexName), reading.size);
    said('索引中没有写完的最后一行已去掉', 'A last line of the index that was not finished has been taken away');
  }
  const folders = await archiveFolders(dir);
  const head = await finishHead(session, reading, folders.unfinished);
  if (head.length > 0) return damaged(dir, head);
  if (headState(reading) === 'behind' || (headState(reading) === 'missing' && reading.head.lines > 0))
    said('索引头已补写', 'The head of the index has been written');

  const entered = new Set([...session.places.values()].flatMap((place) => place.revisions.map(({ bag }) => bag)));
  const extra = folders.bags.filter((bag) => !entered.has(bag));
  if (extra.length > 1)
    return damaged(
      dir,
      extra.map((bag) => finding('added', bag, '索引中没有这个档案包', 'no line of the index enters this bag')),
    );
  for (const bag of extra) {
    const wrong = await enter(session, bag);
    if (wrong.length > 0) return damaged(dir, wrong);
    said(`已写好而未登记的档案包 ${bag} 已登记`, `The bag ${bag}, which was whole but not entered, has been entered`);
  }
  const disposal = await finishDisposal(session);
  if (disposal.some(({ severity }) => severity === 'error')) return disposal;
  notes.push(...disposal);

  const renewed = session.entries.findLast((entry) => entry.kind === 'renewed');
  if (renewed) {
    const token = await readFile(join(dir, renewedFolder, `${renewed.n}.tsr`)).catch(() => undefined);
    const stamp = await readFile(join(dir, stampName)).catch(() => undefined);
    if (token && hashOfLine(token) === renewed.token && !stamp?.equals(token)) await replaceFile(disk, dir, stampName, token, beside());
  }
  const unnamed = `${renewedFolder}/${reading.head.lines + 1}.tsr`;
  // A token without its line stamps nothing: the run that asked for it never came to enter it.
  if (folders.kept.includes(unnamed) && session.head.lines === reading.head.lines) await disk.removeFile(join(dir, unnamed));
  await removeEmpty(session, folders.empty);
  for (const name of folders.unfinished) {
    const path = join(dir, name);
    if ((await stat(path).catch(() => undefined))?.isDirectory()) await removeTree(disk, path);
    else await disk.removeFile(path).catch(() => undefined);
  }
  return notes;
}

/** Folders made for a bag that never came, and those above them that then hold nothing. */
async function removeEmpty({ dir, disk, places }: Session, empty: readonly string[]): Promise<void> {
  for (const folder of empty) {
    if (places.get(folder)?.disposed) continue;
    for (let parts = folder.split('/'); parts.length > 0; parts = parts.slice(0, -1)) {
      const left = await readdir(join(dir, ...parts)).catch(() => ['?']);
      if (left.length > 0) break;
      await disk.removeFolder(join(dir, ...parts)).catch(() => undefined);
    }
  }
}

/**
 * See `commit` for the order in which line, signature and head are written: the signature of the head to come is on the disk,
 * in its place or beside, before the line is. A line for which there is none was put there by somebody else.
 */
async function finishHead(session: Session, reading: IndexReading, unfinished: readonly string[]): Promise<Finding[]> {
  const {
    dir,
    disk,
    options: { checkSignature },
  } = session;
  const state = headState(reading);
  if (reading.head.lines === 0 && state === 'missing') {
    // The first line of all was cut off, or never came.
    if (reading.headSignature) await disk.removeFile(join(dir, headSignatureName));
    session.headSignature = undefined;
    return [];
  }
  if (state === 'wrong' || (state === 'missing' && reading.head.lines > 1)) {
    return [finding('chain', headName, '与索引的各行不符', 'is not the head of the lines of the index')];
  }
  const due = headBytes(reading.head);
  const signs = async (cms: Uint8Array | undefined): Promise<boolean> => {
    const verdict = cms && (await verdictOf(checkSignature, due, cms));
    return verdict !== undefined && verdict.intact && verdict.trusted;
  };
  if (!(await signs(reading.headSignature))) {
    let found: Uint8Array | undefined;
    for (const name of state === 'right' ? [] : unfinished) {
      const bytes = await smallFile(join(dir, name));
      if (await signs(bytes)) found = bytes;
    }
    if (!found)
      return [finding('signature', headSignatureName, '不是对索引头的受信任的签名', 'is no trusted signature over the head of the index')];
    await replaceFile(disk, dir, headSignatureName, found, beside());
    session.headSignature = found;
  }
  if (state !== 'right') await replaceFile(disk, dir, headName, due, beside());
  return [];
}

async function smallFile(file: string): Promise<Uint8Array | undefined> {
  try {
    const { size } = await stat(file);
    return size <= 1024 * 1024 ? await readFile(file) : undefined;
  } catch {
    return undefined;
  }
}

/** A bag was synced before it was renamed into its place: when it is whole and signed, only its line is missing. */
async function enter(session: Session, bag: string): Promise<readonly Finding[]> {
  const { dir, disk, options } = session;
  const check = await checkBag(join(dir, bag), options.checkSignature);
  if (check.findings.length > 0)
    return check.findings.map(({ kind, path, message }) => ({
      kind,
      path: `${bag}/${path}`,
      message: { zh: `${bag}/${message.zh}`, en: `${bag}/${message.en}` },
    }));
  const path = bagPath(bag);
  const state = path && session.places.get(path.place);
  const last = state?.revisions.at(-1);
  const { info, tagManifest, signature } = check;
  const fits =
    path?.revision === (last?.revision ?? 0) + 1 &&
    info.identifier === bag &&
    info.replaces === last?.tagManifest &&
    (last === undefined || info.reason !== undefined) &&
    !state?.disposed &&
    /^[0-9a-f]{64}$/.test(info.identity ?? '') &&
    (info.retainUntil === undefined || isDay(info.retainUntil));
  if (!fits || !tagManifest || !signature || info.identity === undefined)
    return [finding('added', bag, '不是下一版次，索引中也没有它', 'is not the next revision, and no line of the index enters it')];
  await settle(disk, dir, bag);
  const prepared = await prepare(session, {
    kind: 'added',
    bag,
    tagManifest,
    signature,
    identity: info.identity,
    ...(info.replaces === undefined ? {} : { replaces: info.replaces }),
    ...(info.reason === undefined ? {} : { reason: info.reason }),
    ...(info.retainUntil === undefined ? {} : { retainUntil: info.retainUntil }),
  });
  await commit(session, prepared, []);
  return [];
}
