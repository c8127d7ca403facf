/**
 * Bags verified by other processes, one at a time each.
 *
 * In:  how many. Out: a `BagVerifier`. A bag that is lost with its process, or takes too long, is told as one that could not be verified.
 */
import type { Diagnostic, Prose } from '../../diagnostics/index.js';
import { openWorkers, type WorkersOptions } from '../../program/workers.js';
import type { Expected } from '../bag.js';
import type { BagVerifier } from '../bag-verifier.js';
import { found } from '../finding.js';
import type { BagVerdict, VerifyOptions } from '../types.js';

/** Plain data. */
export interface BagOrder {
  readonly folder: string;
  readonly options: Omit<VerifyOptions, 'workshop'>;
  readonly expected: Expected;
}

export function inWorkers({ trust, render }: VerifyOptions, workersOptions: WorkersOptions): BagVerifier {
  const workers = openWorkers('verify-bags', workersOptions);
  return {
    hands: workers.jobs,
    async verify(folder, expected) {
      const order: BagOrder = { folder, options: { trust, render }, expected };
      const done = await workers.run<BagVerdict>(order);
      if ('value' in done) return done.value;
      return done.lost === 'aborted' ? undefined : lost(folder, expected, done.lost === 'late' ? tookTooLong : ended);
    },
    close: () => workers.close(),
  };
}

const lost = (folder: string, { bag }: Expected, why: Prose): BagVerdict => {
  const finding: Diagnostic = found('verify-bag', folder, why.zh, why.en);
  return { bag, state: 'faulty', documents: [], comparison: 'not-done', notes: [], findings: [finding] };
};
const ended: Prose = {
  zh: '查验它的进程两次意外结束，未能查验',
  en: 'the process that verified it ended unexpectedly, twice: it could not be verified',
};
const tookTooLong: Prose = { zh: '查验用时过长，已停止，未能查验', en: 'it took too long and was stopped: it could not be verified' };
