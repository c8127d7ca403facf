/**
 * Which programs are at a queue's server: builds and workers of different versions never see each other's jobs, and somebody has to say why
 * nothing happens.
 *
 * In:  a connection, what this one is. Out: programs of the other kind that were there of late. Server time alone counts.
 */
import type { Redis } from 'ioredis';
import type { Maker } from '../make/order-text.js';

export type Role = 'builds' | 'workers';
/** s after which one that says nothing is gone. */
const lately = 20;
/** What is printed comes from anyone. */
const sayable = /^[\w.+: -]{1,80}$/;

/** What people call a program with its engine. */
export const makerName = ({ program, engine }: Maker): string => `certpress ${program}${engine}`;

export async function announce(redis: Redis, role: Role, maker: Maker): Promise<readonly string[]> {
  const [seconds] = await redis.time();
  const now = Number(seconds);
  const other: Role = role === 'builds' ? 'workers' : 'builds';
  const key = (of: Role): string => `certpress:${of}`;
  await redis.zadd(key(role), now, makerName(maker));
  await redis.zremrangebyscore(key(role), 0, now - 3600);
  const others = await redis.zrangebyscore(key(other), now - lately, '+inf', 'LIMIT', 0, 20);
  return others.filter((name) => sayable.test(name) && name !== makerName(maker));
}
