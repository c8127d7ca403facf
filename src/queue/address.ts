/**
 * The server of a queue, as people write it.
 *
 * In:  `redis://host:6379/0`, or `rediss://` with TLS. Out: the URL with what may be told of it, which is without user and password; or
 * nothing where it is none. And the name of the queue on it.
 */
import type { Maker } from '../make/order-text.js';
import { sha256 } from '../files/write-file.js';

export interface QueueAddress {
  readonly url: string;
  readonly shown: string;
}
export function queueAddress(text: string): QueueAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, pathname } = new URL(text);
  if ((protocol !== 'redis:' && protocol !== 'rediss:') || host === '' || !/^\/?\d{0,4}$/.test(pathname)) return undefined;
  return { url: text, shown: `${protocol}//${host}${pathname}` };
}

/** Each program with each engine has its own: what another one made would be other bytes. */
export const queueName = ({ program, engine }: Maker): string => `certpress-${sha256(JSON.stringify([program, engine])).slice(0, 16)}`;
