/**
 * Processes that make files, one document at a time each.
 *
 * In:  how many, and how long a document may take. Out: a `FilesMaker`. They are processes and not threads: an engine that fails
 * takes its process along, and a thread would be of ours. A document whose process ends is tried once more, since the fault may
 * have been another's (memory that ran out); one that takes too long is not. Either is told with its name, and the rest goes on.
 */
import { join } from 'node:path';
import workerpool from 'workerpool';
import type { Diagnostic } from '../../diagnostics/index.js';
import type { FilesMaker } from '../files-maker.js';
import type { FilesMade, FilesOrder } from '../files.js';
import { packageInfo } from '../../program/package-info.js';
import { workerCommand } from '../../program/worker-command.js';

/** The longest reports take some seconds; a slow machine may take ten times as long. */
const longest = 300_000;

interface PoolOptions {
  readonly jobs: number;
  /** ms that one document may take. */
  readonly longest?: number;
  /** Aborted: what is lost from then on is no fault of a document. */
  readonly signal?: AbortSignal;
}

export function inWorkers({ jobs, longest: limit = longest, signal }: PoolOptions): FilesMaker {
  const pool = workerpool.pool(join(packageInfo().root, 'dist', 'src', 'cli', 'main.js'), {
    forkArgs: [workerCommand],
    workerType: 'process',
    minWorkers: jobs,
    maxWorkers: jobs,
    forkOpts: { serialization: 'advanced' },
  });
  const attempt = async (order: FilesOrder, name: string, triesLeft: number): Promise<FilesMade> => {
    try {
      return (await pool.exec('make', [order]).timeout(limit)) as FilesMade;
    } catch (error) {
      if (signal?.aborted) return { fits: true, diagnostics: [] };
      if (error instanceof workerpool.Promise.TimeoutError) return { fits: true, diagnostics: [tookTooLong(name, limit)] };
      if (!(error instanceof workerpool.TerminateError)) throw error;
      return triesLeft > 0 ? attempt(order, name, triesLeft - 1) : { fits: true, diagnostics: [ended(name)] };
    }
  };
  return {
    hands: jobs,
    make: (order, name) => attempt(order, name, 1),
    async close() {
      await pool.terminate(true);
    },
  };
}

const ended = (name: string): Diagnostic => ({
  code: 'maker-ended',
  severity: 'error',
  message: {
    zh: `生成“${name}”的进程两次意外结束；其余文件不受影响`,
    en: `The process that made ${name} ended unexpectedly, twice; the other documents are not affected`,
  },
});
const tookTooLong = (name: string, limit: number): Diagnostic => ({
  code: 'maker-late',
  severity: 'error',
  message: {
    zh: `“${name}”用了 ${limit / 1000} 秒仍未完成，已停止；其余文件不受影响`,
    en: `${name} was not finished after ${limit / 1000} s and was stopped; the other documents are not affected`,
  },
});
