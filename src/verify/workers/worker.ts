/**
 * A process that verifies bags for another.
 *
 * In:  bags, one at a time, from the process that started it. Out: their verdicts.
 */
import { workFor } from '../../program/workers.js';
import { verifyBag } from '../bag.js';
import { openWorkshop } from '../bag-project.js';
import type { BagVerdict } from '../types.js';
import type { BagOrder } from './pool.js';

const workshop = openWorkshop();
workFor<BagOrder, BagVerdict>(
  async ({ folder, options, expected }) => verifyBag(folder, { ...options, workshop: await workshop }, expected),
  async () => (await workshop).close(),
);
