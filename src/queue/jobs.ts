/**
 * A job: one document to be made from an order in the shared cache.
 *
 * In:  what came out of the queue, which may be anyone's. Out: the address of an order, or nothing.
 */
import type { JobsOptions } from 'bullmq';
import { isAddress } from '../cache/store.js';

export interface JobData {
  readonly address: string;
}
/** What a worker says came of it; whoever ordered it looks for itself. */
export type Came = 'kept' | 'told';

const before = 'order-';
/** One job for one order, whoever wants it. */
export const jobId = (address: string): string => before + address;

export function addressIn(data: unknown): string | undefined {
  const { address } = (data ?? {}) as Partial<JobData>;
  return isAddress(address) ? address : undefined;
}

/** Nothing is kept of a job that is over: what came of it is in the cache. */
export const jobOptions = (address: string, priority: number): JobsOptions => ({
  jobId: jobId(address),
  priority,
  attempts: 3,
  backoff: { type: 'exponential', delay: 1000 },
  removeOnComplete: true,
  removeOnFail: true,
});
