/**
 * Files made by workers on other machines, through a queue.
 *
 * In:  who makes files here, the shared cache, the server. Out: a `FilesMaker`. An order lies in the cache under its address; a job says
 * that it is to be carried out, and no more. What came of it is looked for in the cache and proved here; where nothing of use came of it,
 * whether a worker had something to tell, failed, or lied, the document is made here, and that is what counts.
 *
 * Retries and jobs whose worker is gone are BullMQ's matter. A server that lost its jobs is noticed by looking: a job that is no longer
 * there is handed over again, unless the cache has what came of it.
 */
import { Queue, QueueEvents } from 'bullmq';
import type { Prose } from '../diagnostics/index.js';
import type { FilesMaker, NearMaker, WithCache } from '../make/files-maker.js';
import type { FilesMade } from '../make/files.js';
import { queueName, type QueueAddress } from './address.js';
import { connect } from './connect.js';
import { jobId, jobOptions, type JobData } from './jobs.js';
import { announce, makerName } from './presence.js';

export interface QueueUse {
  readonly address: QueueAddress;
  readonly say: (prose: Prose) => void;
  /** BullMQ's: 1 goes first. */
  readonly priority: number;
}
/** `over`: somebody carried it out, or gave it up; `gone`: the server has no such job; `aborted`: nobody wants it any more. */
type End = 'over' | 'gone' | 'aborted';

/** Workers that a run counts with; twice as many orders are handed over at once (`plan/carry-out.ts`). */
const hands = 64;
/** ms between two looks at what has become of jobs and workers. */
const everyLook = 2000;
/** So often what a server lost is handed over again. */
const mostTimes = 10;
/** ms that a run waits for a server when it ends. */
const longestEnd = 3000;

export async function inQueue(
  near: NearMaker,
  shared: WithCache,
  { address, say, priority, signal }: QueueUse & { readonly signal: AbortSignal },
): Promise<FilesMaker> {
  const { redis, end: disconnect } = connect(address, say);
  const name = queueName(shared.use);
  const queue = new Queue<JobData>(name, { connection: redis, streams: { events: { maxLen: 1000 } } });
  const events = new QueueEvents(name, { connection: redis });
  // What goes wrong with a connection is told by `connect`.
  queue.on('error', () => undefined);
  events.on('error', () => undefined);
  const pending = new Map<string, Pending>();
  const end = (id: string, how: End): void => {
    pending.get(id)?.end(how);
    pending.delete(id);
  };
  events.on('completed', ({ jobId: id }) => end(id, 'over'));
  events.on('failed', ({ jobId: id }) => end(id, 'over'));
  const abort = (): void => {
    for (const id of [...pending.keys()]) {
      void queue.remove(id).catch(() => undefined);
      end(id, 'aborted');
    }
  };
  signal.addEventListener('abort', abort);
  say({
    zh: `文件交给 ${address.shown} 上的工作进程（${makerName(shared.use)}）`,
    en: `Documents are handed to workers at ${address.shown} (${makerName(shared.use)})`,
  });

  const seeWorkers = workersWatch(say, makerName(shared.use));
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking || pending.size === 0) return;
    isLooking = true;
    try {
      const others = await announce(redis, 'builds', shared.use);
      seeWorkers(await queue.getWorkersCount(), others);
      const since = performance.now() - everyLook;
      for (const [id, { from }] of [...pending]) {
        if (from > since) continue;
        const state = await queue.getJobState(id);
        if (state === 'unknown') end(id, 'gone');
        else if (state === 'completed' || state === 'failed') end(id, 'over');
      }
    } catch {
      // Lost again: it is told, and looked at again.
    } finally {
      isLooking = false;
    }
  };
  const looking = setInterval(() => void look(), everyLook);

  const handOver = async (order: string): Promise<End> => {
    const id = jobId(order);
    const known = pending.get(id);
    if (known) return known.ended;
    const one = pendingNow();
    pending.set(id, one);
    if (signal.aborted) end(id, 'aborted');
    // Not waited for: the server may be away. Lost with it: the next look finds that it is not there.
    else void queue.add('make', { address: order }, jobOptions(order, priority)).catch(() => undefined);
    return one.ended;
  };

  return {
    hands,
    async make(order, what): Promise<FilesMade> {
      const offered = await near.offer(order, shared, true);
      if (offered?.made) return offered.made;
      for (let times = 0; offered?.isThere && times < mostTimes; times += 1) {
        const how = await handOver(offered.address);
        if (how === 'aborted') return { fits: true, diagnostics: [] };
        const { made } = (await near.offer(order, shared, false)) ?? {};
        if (made) return made;
        if (how === 'over') break;
      }
      return near.make(order, what);
    },
    async close() {
      clearInterval(looking);
      signal.removeEventListener('abort', abort);
      await Promise.race([Promise.allSettled([queue.close(), events.close()]), pause(longestEnd)]);
      disconnect();
      await near.close();
    },
  };
}

interface Pending {
  readonly from: number;
  readonly ended: Promise<End>;
  readonly end: (how: End) => void;
}
function pendingNow(): Pending {
  let end: (how: End) => void = () => undefined;
  const ended = new Promise<End>((resolve) => (end = resolve));
  return { from: performance.now(), ended, end };
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());

/** Says once that there is no worker, and once that there is one. */
function workersWatch(say: (prose: Prose) => void, name: string): (count: number, others: readonly string[]) => void {
  let without = 0;
  return (count, others) => {
    if (count > 0) {
      if (without > 1) say({ zh: `现有 ${count} 个工作进程`, en: `${count} worker(s) are there now` });
      without = 0;
      return;
    }
    without += 1;
    if (without !== 2) return;
    const elsewhere = others.join(', ');
    say({
      zh: `没有 ${name} 的工作进程，等待中：运行 certpress work --queue … --cache …${elsewhere === '' ? '' : `（现有的是其他版本：${elsewhere}）`}`,
      en: `No worker of ${name} is there: waiting for one (certpress work --queue … --cache …)${elsewhere === '' ? '' : `; there are workers of ${elsewhere}`}`,
    });
  };
}
