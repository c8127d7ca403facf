/**
 * A connection that waits for its server for as long as it takes.
 *
 * In:  the address, and who is told. Out: the connection; told once when the server is lost and once when it is back. It ends at once, with
 * all that BullMQ made of it, whether the server is there or not.
 */
import { Redis } from 'ioredis';
import type { Prose } from '../diagnostics/index.js';
import type { QueueAddress } from './address.js';

/** ms between two attempts, at most. */
const longestPause = 3000;

export interface Connection {
  readonly redis: Redis;
  end(): void;
}
export function connect({ url, shown }: QueueAddress, say: (prose: Prose) => void): Connection {
  // Commands wait for the server, as BullMQ wants it.
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(times * 200, longestPause) });
  const all = [redis];
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (options) => {
    const one = duplicate(options);
    all.push(one);
    return one;
  };
  let isLost = false;
  let why = '';
  redis.on('error', (error: NodeJS.ErrnoException) => {
    why = error.code ?? error.message;
    lost();
  });
  redis.on('close', () => lost());
  redis.on('end', () => (isLost = true));
  redis.on('ready', () => {
    if (isLost) say({ zh: `队列 ${shown} 已恢复`, en: `The queue ${shown} is there again` });
    isLost = false;
  });
  const lost = (): void => {
    if (isLost || redis.status === 'end') return;
    isLost = true;
    const because = why === '' ? '' : ` (${why})`;
    say({
      zh: `队列 ${shown} 无法访问${because}，稍后再试`,
      en: `The queue ${shown} cannot be reached${because}: waiting, and trying again`,
    });
  };
  return {
    redis,
    end() {
      for (const one of all) one.disconnect();
    },
  };
}
