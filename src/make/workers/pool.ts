/**
 * Files made by other processes, one document at a time each.
 *
 * In:  how many, and how long a document may take. Out: a `FilesMaker`. A document that is lost with its process, or takes too long, is
 * told with its name, and the rest goes on.
 */
import type { Diagnostic } from '../../diagnostics/index.js';
import { openWorkers, type WorkersOptions } from '../../program/workers.js';
import type { NearMaker, WithCache } from '../files-maker.js';
import type { CachedMade, Offered } from '../cached-files.js';
import type { Piece } from './pieces.js';

export function inWorkers(options: WorkersOptions, shared?: WithCache): NearMaker {
  const workers = openWorkers('make-files', options);
  const run = <T>(piece: Piece): ReturnType<typeof workers.run<T>> => workers.run<T>(piece);
  return {
    hands: workers.jobs,
    async make(order, name) {
      const done = await run<CachedMade>({ do: 'make', order, ...(shared ? { use: shared.use } : {}) });
      if ('value' in done) {
        const { troubles = [], ...made } = done.value;
        shared?.trouble(troubles);
        return made;
      }
      if (done.lost === 'aborted') return { fits: true, diagnostics: [] };
      return { fits: true, diagnostics: [done.lost === 'late' ? tookTooLong(name, workers.longest) : ended(name)] };
    },
    async offer(order, { use, trouble }, offer) {
      const done = await run<Offered>({ do: 'offer', order, use, offer });
      if (!('value' in done)) return undefined;
      trouble(done.value.troubles);
      return done.value;
    },
    close: () => workers.close(),
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
