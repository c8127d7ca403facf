/**
 * Destroying a bag whose term is over: all of its revisions, and a signed record of what they were.
 *
 * In:  the place, the reason, the day. Out: the record, the folders gone, the line in the index.
 *
 * The record and its signature come first; from then on the disposal is decided, and a run that is stopped is finished by the
 * next one. Then the folders go out of their place, then for good, then the index gets its line.
 */
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { failed, ok, type Diagnostic, type Outcome } from '../../diagnostics/index.js';
import { sha256 } from '../../files/write-file.js';
import { makeFolders, removeTree } from './disk.js';
import { finding } from './finding.js';
import { disposedFolder } from './folders.js';
import { utf8 } from './lines.js';
import { readManifest } from './manifest.js';
import { damaged, note, notWritten, problem } from './problems.js';
import { verdictOf } from './read-bag.js';
import { beside, commit, ignoreMissing, prepare, signed, takeBack, type Session, type Undo } from './session.js';
import { lastDayAt, type PlaceState } from './standing.js';

/** `disposed/<n>.json`: what was destroyed. */
export interface DisposalRecord {
  /** The line of the index that will name it. */
  readonly n: number;
  readonly at: string;
  /** `<scheme>/<case>/<subject>`. */
  readonly bag: string;
  readonly retainUntil: string;
  readonly reason: string;
  /** Who ran it, and with which program. */
  readonly by: string;
  readonly agent: string;
  readonly revisions: readonly {
    readonly revision: number;
    /** When it was entered. */
    readonly at: string;
    readonly tagManifest: string;
    readonly identity: string;
    /** SHA-256 by path from the bag's root, as its manifest says. */
    readonly files: Readonly<Record<string, string>>;
    /** Its `data/retention.json`: what was kept, and by which clause; null where that cannot be read. */
    readonly retention: unknown;
  }[];
}

const text = z.string();
const recordSchema = z.strictObject({
  n: z.int().positive(),
  at: text,
  bag: text,
  retainUntil: z.iso.date(),
  reason: text,
  by: text,
  agent: text,
  revisions: z
    .array(
      z.strictObject({
        revision: z.int().positive(),
        at: text,
        tagManifest: text,
        identity: text,
        files: z.record(text, text),
        retention: z.unknown(),
      }),
    )
    .min(1),
});
export function parseDisposal(bytes: Uint8Array): DisposalRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(utf8(bytes) ?? ''));
  } catch {
    return undefined;
  }
}

export interface Disposed {
  readonly bag: string;
  readonly revisions: number;
  /** Path of the record in the archive. */
  readonly record: string;
}

/** `today` is a day of the caller's calendar; a day that is nowhere yet at the session's moment does not count. */
export async function disposeBag(session: Session, state: PlaceState, reason: string, today: string): Promise<Outcome<Disposed>> {
  const { dir, disk, options } = session;
  const file = join(dir, state.place);
  if (state.held)
    return failed(
      problem(
        'archive-held',
        file,
        `自 ${state.held.at} 起被冻结：${state.held.reason}`,
        `It is under a hold since ${state.held.at}: ${state.held.reason}`,
      ),
    );
  if (state.retainUntil === undefined)
    return failed(problem('archive-term', file, '保存期限还不知道，不得销毁', 'Its term is not known yet, so it may not be destroyed'));
  const last = lastDayAt(options.at);
  if ((today < last ? today : last) <= state.retainUntil) {
    return failed(
      problem(
        'archive-term',
        file,
        `须保存至 ${state.retainUntil}，其后方可销毁`,
        `It is kept until ${state.retainUntil} and may be destroyed from the day after`,
      ),
    );
  }
  const n = session.head.lines + 1;
  const record: DisposalRecord = {
    n,
    at: options.at,
    bag: state.place,
    retainUntil: state.retainUntil,
    reason,
    by: options.by ?? '',
    agent: options.agent,
    revisions: await Promise.all(
      state.revisions.map(async ({ bag, revision, at, tagManifest, identity }) => ({
        revision,
        at,
        tagManifest,
        identity,
        files: await hashesOf(join(dir, bag)),
        retention: await retentionOf(join(dir, bag)),
      })),
    ),
  };
  const bytes = new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`);
  const name = `${disposedFolder}/${n}.json`;
  const undo: Undo = [];
  try {
    const signature = await signed(session, bytes);
    // Signed beforehand for the same reason as the record: nothing is destroyed that cannot be entered.
    await prepare(session, lineOf(state, bytes, reason));
    await makeFolders(disk, dir, [disposedFolder]);
    for (const [path, content] of [
      [`${name}.p7s`, signature],
      [name, bytes],
    ] as const) {
      const aside = join(dir, beside());
      undo.push(async () => {
        await disk.removeFile(aside).catch(ignoreMissing);
        await disk.removeFile(join(dir, path)).catch(ignoreMissing);
      });
      await disk.create(aside, content, 0o444);
      await disk.rename(aside, join(dir, path));
      await disk.syncFolder(join(dir, disposedFolder));
    }
  } catch (error) {
    return failed(notWritten(file, error, !(await takeBack(session, undo))));
  }
  try {
    await carryOut(session, state, record, bytes);
    return ok({ bag: state.place, revisions: state.revisions.length, record: name });
  } catch (error) {
    session.broken = true;
    return failed(notWritten(file, error, true));
  }
}

const lineOf = (state: PlaceState, record: Uint8Array, reason: string) =>
  ({ kind: 'disposed', bag: state.place, tagManifest: state.revisions.at(-1)?.tagManifest ?? '', record: sha256(record), reason }) as const;

/** From the record on: whatever is still there of the bag goes, and the line is entered. */
async function carryOut(session: Session, state: PlaceState, record: DisposalRecord, bytes: Uint8Array): Promise<void> {
  const { dir, disk } = session;
  const gone: string[] = [];
  for (const { bag } of state.revisions) {
    const path = join(dir, bag);
    if (
      !(await lstat(path).then(
        () => true,
        () => false,
      ))
    )
      continue;
    const aside = join(dir, beside());
    await disk.folderMode(path, 0o755);
    await disk.rename(path, aside);
    gone.push(aside);
  }
  await disk.syncFolder(join(dir, state.place)).catch(ignoreMissing);
  for (const aside of gone) await removeTree(disk, aside);
  await disk.syncFolder(dir);
  await commit(session, await prepare(session, lineOf(state, bytes, record.reason)), []);
}

/** A record without its line: the run was stopped in between. Throws what the disk and the signer throw. */
export async function finishDisposal(session: Session): Promise<Diagnostic[]> {
  const { dir, disk, options } = session;
  const name = `${disposedFolder}/${session.head.lines + 1}.json`;
  const file = join(dir, name);
  const bytes = await readFile(file).catch(() => undefined);
  const cms = await readFile(`${file}.p7s`).catch(() => undefined);
  if (!bytes) {
    // The signature comes first, so that a record always has one; without the record nothing was decided.
    if (cms) await disk.removeFile(`${file}.p7s`);
    return [];
  }
  const record = parseDisposal(bytes);
  const verdict = cms && (await verdictOf(options.checkSignature, bytes, cms));
  const state = record && session.places.get(record.bag);
  const last = state?.revisions.at(-1);
  if (
    !record ||
    !verdict?.intact ||
    !verdict.trusted ||
    !state ||
    state.disposed ||
    state.held ||
    record.n !== session.head.lines + 1 ||
    state.retainUntil !== record.retainUntil ||
    lastDayAt(record.at) <= record.retainUntil ||
    record.revisions.at(-1)?.tagManifest !== last?.tagManifest
  ) {
    return damaged(dir, [
      finding(
        'added',
        name,
        '索引中没有这份销毁记录，它也不是中断的销毁留下的',
        'no line of the index names this record of a disposal, and no stopped run left it',
      ),
    ]);
  }
  await carryOut(session, state, record, bytes);
  return [
    note('archive-finished', dir, `中断的销毁已完成：${record.bag}`, `The disposal of ${record.bag}, which was stopped, has been finished`),
  ];
}

async function hashesOf(bag: string): Promise<Record<string, string>> {
  const payload = await readManifest(bag, 'manifest-sha256.txt', 'sha256', true);
  const tags = await readManifest(bag, 'tagmanifest-sha256.txt', 'sha256', false);
  return Object.fromEntries([...payload.hashes, ...tags.hashes]);
}

async function retentionOf(bag: string): Promise<unknown> {
  try {
    const path = join(bag, 'data', 'retention.json');
    return (await lstat(path)).size <= 4 * 1024 * 1024 ? JSON.parse(await readFile(path, 'utf8')) : null;
  } catch {
    return null;
  }
}
