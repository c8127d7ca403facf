/**
 * An archive, opened for writing by this process alone.
 *
 * In:  its folder, what signs, what judges signatures, the moment. Out: `Store`. Whatever it cannot do is a diagnostic, and
 * leaves the archive as it was.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, hasErrors, ok, type Outcome } from '../../diagnostics/index.js';
import type { BagContents } from '../types.js';
import { addBag, type Added } from './add.js';
import { nodeDisk } from './disk.js';
import { disposeBag, type Disposed } from './dispose.js';
import { isDay, isMoment, isReason } from './entry.js';
import { recover } from './recover.js';
import { readIndex } from './index-file.js';
import { takeLock, type Lock } from './lock.js';
import { bagPath } from './names.js';
import { damaged, notWritten, problem } from './problems.js';
import { renewArchive, type Renewed, type TimeStamp } from './renew.js';
import { commit, prepare, takeBack, type EntryBody, type Session, type StoreOptions, type Undo } from './session.js';
import { standingOf, type PlaceState } from './standing.js';

/**
 * `bag` is `<scheme>/<case>/<subject>`, as folders are named; with a revision at its end it means the same. Days are
 * `YYYY-MM-DD`. Each call waits for the one before.
 */
export interface Store {
  /** `reason` is needed for each revision but the first. */
  add(contents: BagContents, reason?: string): Promise<Outcome<Added>>;
  /** Not to be destroyed, term or no term, until it is released. */
  hold(bag: string, reason: string): Promise<Outcome<true>>;
  release(bag: string, reason: string): Promise<Outcome<true>>;
  /** Makes a term longer, or says one that was not known. */
  retain(bag: string, until: string, reason: string): Promise<Outcome<true>>;
  /** Destroys all revisions. Not before the day after the term, nor while held. */
  dispose(bag: string, reason: string, today: string): Promise<Outcome<Disposed>>;
  renew(timeStamp: TimeStamp): Promise<Outcome<Renewed>>;
  /** The lines as they stand. */
  readonly places: () => ReadonlyMap<string, PlaceState>;
  close(): Promise<void>;
}

/** With the value come notes on what a stopped run left and this one finished. Makes the folder where there is none. */
export async function openStore(dir: string, options: StoreOptions): Promise<Outcome<Store>> {
  if (!isMoment(options.at)) throw new TypeError(`not a moment in UTC with whole seconds: ${options.at}`);
  let lock: Lock | undefined;
  try {
    await mkdir(dir, { recursive: true });
    const taken = await takeLock(dir);
    if ('heldBy' in taken) {
      const { file, pid, host } = taken.heldBy;
      return failed(
        problem(
          'archive-locked',
          join(dir, file),
          `进程 ${pid}（${host}）正在写入档案库`,
          `Process ${pid} on ${host} is writing to the archive`,
        ),
      );
    }
    lock = taken.lock;
    const reading = await readIndex(dir);
    const { places, findings } = standingOf(reading.entries);
    const session: Session = {
      dir,
      disk: options.disk ?? nodeDisk,
      options,
      entries: [...reading.entries],
      head: reading.head,
      size: reading.size,
      places,
      headSignature: reading.headSignature,
      broken: false,
    };
    const last = reading.entries.at(-1)?.at;
    const notes =
      findings.length > 0
        ? damaged(dir, findings)
        : last !== undefined && options.at < last
          ? [
              problem(
                'archive-clock',
                dir,
                `现在是 ${options.at}，而索引的最后一行是 ${last}`,
                `It is ${options.at}, but the last line of the index is of ${last}`,
              ),
            ]
          : await recover(session, reading);
    if (hasErrors(notes)) {
      await lock.release();
      return failed(...notes);
    }
    return ok(storeOf(session, lock), notes);
  } catch (error) {
    await lock?.release();
    return failed(notWritten(dir, error, false));
  }
}

function storeOf(session: Session, lock: Lock): Store {
  let tail: Promise<unknown> = Promise.resolve();
  /** One after the other, and none once something could not be put back. */
  const inTurn = <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const turn = tail.then(() =>
      session.broken
        ? failed<T>(
            problem(
              'archive-failed',
              session.dir,
              '前一步未能完成也未能撤回；重新运行即接着完成',
              'A step before could neither be finished nor be taken back; the next run finishes it',
            ),
          )
        : work(),
    );
    tail = turn.catch(() => undefined);
    return turn;
  };
  const known = <T>(bag: string, reason: string, work: (state: PlaceState, reason: string) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    inTurn(async () => {
      const state = session.places.get(bagPath(bag)?.place ?? bag);
      const said = plain(reason);
      if (!state) return failed(problem('archive-bag-unknown', join(session.dir, bag), `档案库中没有 ${bag}`, `The archive has no ${bag}`));
      if (state.disposed)
        return failed(
          problem(
            'archive-disposed',
            join(session.dir, bag),
            `已于 ${state.disposed.at} 销毁：${state.disposed.reason}`,
            `It was destroyed at ${state.disposed.at}: ${state.disposed.reason}`,
          ),
        );
      if (!isReason(said))
        return failed(
          problem(
            'archive-reason-missing',
            join(session.dir, bag),
            '须说明理由（至多4000字）',
            'A reason is needed (of 4000 characters at most)',
          ),
        );
      return work(state, said);
    });
  const enter = async (body: EntryBody): Promise<Outcome<true>> => {
    const undo: Undo = [];
    try {
      await commit(session, await prepare(session, body), undo);
      return ok(true);
    } catch (error) {
      return failed(notWritten(session.dir, error, !(await takeBack(session, undo))));
    }
  };
  return {
    add: (contents, reason) => inTurn(() => addBag(session, contents, reason === undefined ? undefined : plain(reason))),
    hold: (bag, reason) =>
      known(bag, reason, async ({ place, held }, said) =>
        held
          ? failed(
              problem(
                'archive-held',
                join(session.dir, place),
                `自 ${held.at} 起已被冻结：${held.reason}`,
                `It is under a hold since ${held.at}: ${held.reason}`,
              ),
            )
          : enter({ kind: 'held', bag: place, reason: said }),
      ),
    release: (bag, reason) =>
      known(bag, reason, async ({ place, held }, said) =>
        held
          ? enter({ kind: 'released', bag: place, reason: said })
          : failed(problem('archive-held', join(session.dir, place), '它未被冻结', 'It is under no hold')),
      ),
    retain: (bag, until, reason) =>
      known(bag, reason, async ({ place, retainUntil }, said) => {
        if (!isDay(until)) return failed(problem('archive-term', join(session.dir, place), `“${until}”不是日期`, `“${until}” is no day`));
        if (retainUntil !== undefined && until <= retainUntil) {
          return failed(
            problem(
              'archive-term',
              join(session.dir, place),
              `期限已是 ${retainUntil}，只能延长`,
              `Its term is ${retainUntil} and may only be made longer`,
            ),
          );
        }
        return enter({ kind: 'retained', bag: place, retainUntil: until, reason: said });
      }),
    dispose: (bag, reason, today) =>
      known(bag, reason, (state, said) => {
        if (!isDay(today)) throw new TypeError(`not a day: ${today}`);
        return disposeBag(session, state, said, today);
      }),
    renew: (timeStamp) => inTurn(() => renewArchive(session, timeStamp)),
    places: () => session.places,
    async close() {
      await tail;
      await lock.release();
    },
  };
}

/** On one line, as bag-info.txt and the index hold it alike. */
const plain = (reason: string): string => reason.replace(/[\p{Cc}\p{Z}]+/gu, ' ').trim();
