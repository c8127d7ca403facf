/**
 * What the command line says of a shared cache and of a queue.
 *
 * In:  what was typed, and the environment. Out: where the cache lies, with the notes of this run; the queue's server; or what is wrong
 * with them, in one line.
 */
import { CacheNotes } from '../cache/notes.js';
import { cachePlace } from '../cache/place.js';
import { placeName, type CachePlace } from '../cache/store.js';
import type { Prose } from '../diagnostics/index.js';
import { queueAddress, type QueueAddress } from '../queue/address.js';

export interface SharedFlags {
  readonly cache?: string;
  readonly queue?: string;
}
export interface Shared {
  readonly shared?: { readonly place: CachePlace; readonly notes: CacheNotes };
  readonly address?: QueueAddress;
}

export function sharedBy({ cache = '', queue = '' }: SharedFlags): Shared | { readonly problem: Prose } {
  const placed = cache === '' ? undefined : cachePlace(cache, process.cwd(), process.env);
  if (placed && 'problem' in placed) return placed;
  const shared = placed && { place: placed.place, notes: new CacheNotes(placeName(placed.place)) };
  if (queue === '') return shared ? { shared } : {};
  const address = queueAddress(queue);
  if (!address) return { problem: notAQueue };
  return shared ? { shared, address } : { problem: queueWithoutCache };
}

/** What a library leaves running where a server is lost does not hold up the end. */
export function endSoon(): void {
  setTimeout(() => process.exit(), 1000).unref();
}

const notAQueue: Prose = {
  zh: '--queue 应为 redis://主机:端口 或 rediss://主机:端口',
  en: '--queue is redis://host:port or rediss://host:port',
};
const queueWithoutCache: Prose = {
  zh: '--queue 需要 --cache：文件经由共享缓存往来',
  en: '--queue needs --cache: documents travel by way of the shared cache',
};
