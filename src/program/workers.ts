/**
 * Processes that work for this one, one piece of work at a time each.
 *
 * In:  what they do, how many, and how long a piece may take. Out: for each piece what came of it, or how it was lost. They are
 * processes and not threads: native code that fails takes its process along, and a thread would be of ours. What is lost with its
 * process is tried once more, since the fault may have been another's (memory that ran out); what takes too long is not.
 */
import { join } from 'node:path';
import workerpool from 'workerpool';
import { packageInfo } from './package-info.js';
import type { WorkerWord } from './worker-words.js';

/** ms. The longest reports take some seconds; a slow machine may take ten times as long. */
const longest = 300_000;

export interface WorkersOptions {
  readonly jobs: number;
  /** ms that one piece of work may take. */
  readonly longest?: number;
  /** Aborted: what is lost from then on is no fault of the work. */
  readonly signal?: AbortSignal;
}
/** `ended`: its process did, twice; `late`: it was stopped; `aborted`: whoever wanted it no longer does, or has closed the workers. */
export type Lost = 'ended' | 'late' | 'aborted';
export interface Workers {
  readonly jobs: number;
  /** ms that a piece of work may take. */
  readonly longest: number;
  /** `within`: ms that this piece may take, where that is another. */
  run<T>(input: unknown, within?: number): Promise<{ readonly value: T } | { readonly lost: Lost }>;
  close(): Promise<void>;
}

export function openWorkers(word: WorkerWord, { jobs, longest: limit = longest, signal }: WorkersOptions): Workers {
  const pool = workerpool.pool(join(packageInfo().root, 'dist', 'src', 'cli', 'main.js'), {
    workerType: 'process',
    minWorkers: jobs,
    maxWorkers: jobs,
    forkArgs: [word],
    // Maps, bytes and dates stay what they are.
    forkOpts: { serialization: 'advanced' },
  });
  let isClosed = false;
  const attempt = async <T>(input: unknown, within: number, triesLeft: number): Promise<{ value: T } | { lost: Lost }> => {
    try {
      return { value: (await pool.exec('run', [input]).timeout(within)) as T };
    } catch (error) {
      if (isClosed || signal?.aborted) return { lost: 'aborted' };
      if (error instanceof workerpool.Promise.TimeoutError) return { lost: 'late' };
      if (!(error instanceof workerpool.TerminateError)) throw error;
      return triesLeft > 0 ? attempt<T>(input, within, triesLeft - 1) : { lost: 'ended' };
    }
  };
  return {
    jobs,
    longest: limit,
    run: <T>(input: unknown, within = limit) => attempt<T>(input, within, 1),
    async close() {
      isClosed = true;
      await pool.terminate(true);
    },
  };
}

/** What a process that works for another does with each piece; it ends with whoever started it. */
export function workFor<In, Out>(run: (input: In) => Promise<Out>, end: () => Promise<void> = () => Promise.resolve()): void {
  // Whoever started it decides when it ends: what is under way when a person interrupts a run is still finished.
  // eslint-disable-next-line no-restricted-globals -- the entry of a process of its own
  for (const name of ['SIGINT', 'SIGHUP'] as const) process.on(name, () => undefined);
  workerpool.worker({ run }, { onTerminate: end });
}
