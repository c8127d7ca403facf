/**
 * A worker: makes the documents of builds on other machines.
 *
 * In:  the server, the shared cache, how many at once. Out: files in the cache; lines of what it does. It goes on until it is told to end,
 * and finishes then what it has begun. What comes out of the queue is anyone's: an address, and nothing else of it is looked at; the order
 * lies in the cache, has the hash that it is called by, and names the program and the engine that it is for.
 */
import { UnrecoverableError, Worker, type Job } from 'bullmq';
import type { CachePlace } from '../cache/store.js';
import { ok, failed, type Outcome, type Prose } from '../diagnostics/index.js';
import type { CacheUse } from '../make/cached-files.js';
import type { Fulfil, Fulfilment } from '../make/workers/pieces.js';
import { programId } from '../program/program-id.js';
import { openWorkers, type Lost } from '../program/workers.js';
import { chooseEngine } from '../writers/pdf/choose-engine.js';
import { queueName, type QueueAddress } from './address.js';
import { connect } from './connect.js';
import { addressIn, type Came, type JobData } from './jobs.js';
import { announce, makerName } from './presence.js';

export interface WorkOptions {
  readonly address: QueueAddress;
  readonly place: CachePlace;
  /** As a project would name it; else the one that comes with certpress. */
  readonly engine?: 'built-in' | 'typst';
  readonly jobs: number;
  readonly say: (prose: Prose) => void;
  /** Aborted: it ends when it has finished what it has begun. */
  readonly signal: AbortSignal;
}

/** ms after which a worker that says nothing has lost its job to another one; it says something twice as often. */
const silence = 10_000;
/** So often the workers of one job may be gone before it is given up: its document may be what ends them. */
const mostSilences = 3;
/** ms between two looks at who else is there. */
const everyLook = 5000;
/** ms that it waits for a server that is lost, when it ends. */
const longestEnd = 10_000;

/** How many documents it made; a problem where there is no engine. */
export async function work({ address, place, engine, jobs, say, signal }: WorkOptions): Promise<Outcome<number>> {
  const { id, problem } = chooseEngine(engine === undefined ? undefined : { name: engine, project: '' });
  if (problem) return failed(problem);
  const use: CacheUse = { place, program: programId(), engine: id };
  const { redis, end: disconnect } = connect(address, say);
  const pool = openWorkers('make-files', { jobs });
  let count = 0;
  const carryOut = async ({ data }: Job<JobData>): Promise<Came> => {
    const order = addressIn(data);
    if (order === undefined) throw new UnrecoverableError('no order');
    const short = order.slice(0, 12);
    const began = performance.now();
    const piece: Fulfil = { do: 'fulfil', address: order, use, ...(engine === undefined ? {} : { engine }) };
    // An order that is none in some way that nobody thought of may fail in any way.
    const came = await pool.run<Fulfilment>(piece).catch((): { readonly lost: Lost } => ({ lost: 'ended' }));
    if (!('value' in came)) {
      say({ zh: `${short}：生成失败，由 build 自行生成`, en: `${short}: it could not be made, so the build makes it itself` });
      throw new UnrecoverableError('lost');
    }
    const { done, troubles } = came.value;
    const ms = Math.round(performance.now() - began);
    const why = troubles.map((trouble) => trouble.why).join(', ');
    say(lines[done](short, ms, why));
    if (done === 'missing') throw new UnrecoverableError('missing');
    if (done === 'failed') throw new Error('cache');
    if (done === 'kept') count += 1;
    return done;
  };
  const worker = new Worker<JobData, Came>(queueName(use), carryOut, {
    connection: redis,
    concurrency: jobs,
    lockDuration: silence,
    stalledInterval: silence,
    maxStalledCount: mostSilences,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });
  worker.on('error', () => undefined);
  say({
    zh: `等待 ${address.shown} 上的文件，同时 ${jobs} 份（${makerName(use)}）`,
    en: `Waiting for documents at ${address.shown}, ${jobs} at once (${makerName(use)})`,
  });

  const saidOf = new Set<string>();
  const look = async (): Promise<void> => {
    for (const other of await announce(redis, 'workers', use)) {
      if (saidOf.has(other)) continue;
      saidOf.add(other);
      say({
        zh: `有用 ${other} 运行的 build 在等待；这里是 ${makerName(use)}，不接它的文件`,
        en: `A build of ${other} waits; this is ${makerName(use)}, which takes none of its documents`,
      });
    }
  };
  const looking = setInterval(() => void look().catch(() => undefined), everyLook);
  void look().catch(() => undefined);

  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(looking);
  say({ zh: '正在结束：完成已开始的文件', en: 'Ending: what has begun is finished first' });
  // Where the server is lost, what was finished cannot be told, and another worker will find it done.
  const closed = worker.close().catch(() => undefined);
  if (redis.status === 'ready') await closed;
  else await Promise.race([closed, pause(longestEnd)]);
  disconnect();
  await pool.close();
  return ok(count);
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());

const lines: Readonly<Record<Fulfilment['done'], (order: string, ms: number, why: string) => Prose>> = {
  kept: (order, ms) => ({ zh: `${order}：已生成（${ms} ms）`, en: `${order}: made (${ms} ms)` }),
  told: (order, ms) => ({
    zh: `${order}：有问题要报告，由 build 自行生成（${ms} ms）`,
    en: `${order}: there is something to tell, so the build makes it itself (${ms} ms)`,
  }),
  missing: (order) => ({
    zh: `${order}：缓存中没有这份文件的材料，或不是本程序的`,
    en: `${order}: the cache has no order of this address for this program`,
  }),
  failed: (order, _, why) => ({ zh: `${order}：共享缓存无法使用（${why}）`, en: `${order}: the shared cache failed (${why})` }),
};
