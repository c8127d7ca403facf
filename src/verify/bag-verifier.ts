/**
 * Who verifies bags: this process, or others (`workers/pool.ts`).
 *
 * In:  bags of an archive. Out: their verdicts; the same, whoever verified them.
 */
import { verifyBag, type Expected } from './bag.js';
import { openWorkshop } from './bag-project.js';
import type { BagVerdict, VerifyOptions } from './types.js';

export interface BagVerifier {
  /** How many it works on at once. */
  readonly hands: number;
  /** Undefined where the run was given up before it was done. */
  verify(folder: string, expected: Expected): Promise<BagVerdict | undefined>;
  close(): Promise<void>;
}

export async function inThisProcess(options: VerifyOptions): Promise<BagVerifier> {
  const workshop = await openWorkshop();
  return { hands: 1, verify: (folder, expected) => verifyBag(folder, { ...options, workshop }, expected), close: () => workshop.close() };
}
