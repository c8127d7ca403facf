/**
 * `build --queue` and `work`, on a real server: what workers make is what one machine makes, whatever comes out of the queue besides; who
 * has another program says so and takes nothing; and who is interrupted leaves nothing behind.
 */
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueAddress, queueName } from '../../src/queue/address.js';
import { work } from '../../src/queue/work.js';
import { freePort } from '../setup/free-port.js';
import { isLongRun, long, sweep } from '../setup/long.js';
import { outputsIn } from '../setup/outputs.js';
import { certpress, compile } from '../setup/run.js';
import { copySamples } from '../setup/samples.js';
import { hasServer, Server, started, until, type Process } from './server.js';

let folder = '';
let server: Server;
let redis: Redis;
let alone = new Map<string, string>();
/** Of the compiled program, as its manifest has it. */
let program = '';
const processes: Process[] = [];
/** `npm test` has one of the four documents made. */
const part = isLongRun ? [] : ['--doc', 'certificate'];
beforeAll(async () => {
  await compile();
  folder = await mkdtemp(join(tmpdir(), 'certpress-queue-'));
  await copySamples(join(folder, 'records'), ['wanding/nuantu-heating']);
  await certpress(['build', 'records', '--out', 'alone', '--jobs', '1', ...part], { cwd: folder });
  alone = await outputsIn(join(folder, 'alone'));
  program = (JSON.parse(await readFile(join(folder, 'alone/nuantu-heating/manifest.json'), 'utf8')) as { certpress: string }).certpress;
  if (!hasServer) return;
  server = await Server.at(folder);
  await server.begin(false);
  redis = new Redis(server.url, { maxRetriesPerRequest: null });
});
afterAll(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  redis?.disconnect();
  await server?.end();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});
const begun = (...args: readonly string[]): Process => {
  const one = started(args, folder);
  processes.push(one);
  return one;
};
const building = (out: string, cache: string, ...more: readonly string[]): Process =>
  begun('build', 'records', '--out', out, '--queue', server.url, '--cache', cache, ...part, ...more);
const working = (cache: string): Process => begun('work', '--queue', server.url, '--cache', cache, '--jobs', '1');
const jobsLeft = async (): Promise<string[]> => (await redis.keys('bull:*')).filter((key) => /:order-|:\d+$/.test(key));
const madeBy = ({ said }: Process): number => (said().match(/: made \(/g) ?? []).length;

describe.skipIf(!hasServer)('a queue', () => {
  it('gives what one machine gives, and workers make each document once, whatever else lies in the queue', sweep, async () => {
    // From anyone: no address, one that leads elsewhere, one of nothing, and what is no object.
    const queue = new Queue(queueName({ program, engine: '' }), { connection: redis });
    for (const data of [{}, { address: '../../etc/passwd' }, { address: 'ab'.repeat(32) }, 'text'])
      await queue.add('make', data, { removeOnFail: true, removeOnComplete: true });
    const workers = isLongRun ? [working('cache'), working('cache')] : [working('cache')];
    const build = building('out', 'cache', '--jobs', '1');
    expect([await build.ended, build.said()]).toEqual([0, expect.stringContaining(isLongRun ? '8 file(s) written' : '2 file(s) written')]);
    expect(await outputsIn(join(folder, 'out'))).toEqual(alone);
    expect(workers.map(madeBy).reduce((a, b) => a + b)).toBe(isLongRun ? 4 : 1);
    expect(workers.map(({ said }) => said()).join('\n')).toContain('abababababab: the cache has no order of this address for this program');
    // Who is told to end says what it made.
    for (const { child } of workers) child.kill('SIGTERM');
    for (const one of workers)
      expect([await one.ended, one.said()]).toEqual([0, expect.stringContaining(`Ended: ${madeBy(one)} document(s) made`)]);
    await until(async () => (await jobsLeft()).length === 0);
    await queue.close();
  });

  it('whose workers lie gives the same all the same: the build believes what it has proved', long, async () => {
    const liar = new Worker(queueName({ program, engine: '' }), () => Promise.resolve('kept'), { connection: redis });
    const build = building('believed', 'cache-of-liars', '--jobs', '1', '--doc', 'certificate');
    expect([await build.ended, build.said()]).toEqual([0, expect.stringContaining('2 file(s) written')]);
    const certificates = [...alone].filter(([name]) => /certificate.*\.(pdf|docx)$/.test(name));
    expect([...(await outputsIn(join(folder, 'believed')))].filter(([name]) => !name.endsWith('.json'))).toEqual(certificates);
    await liar.close();
  });

  it('has no worker of this program: both sides say so, and whoever is interrupted takes its jobs away', long, async () => {
    // As written and not as compiled: another program.
    const stop = new AbortController();
    const said: string[] = [];
    const address = queueAddress(server.url);
    if (!address) throw new Error('no address');
    const other = work({
      address,
      place: { in: 'folder', folder: join(folder, 'cache-of-nobody') },
      jobs: 1,
      say: ({ en }) => said.push(en),
      signal: stop.signal,
    });
    const build = building('never', 'cache-of-nobody', '--jobs', '1');
    await until(() => build.said().includes('No worker of'));
    expect(build.said()).toContain(`No worker of certpress ${program} is there: waiting for one`);
    await until(() => said.some((line) => line.startsWith('A build of')));
    expect(said.join('\n')).toContain(`A build of certpress ${program} waits; this is certpress `);
    await until(async () => (await jobsLeft()).length === 4);
    build.child.kill('SIGINT');
    expect(await build.ended).toBe(130);
    expect(await jobsLeft()).toEqual([]);
    stop.abort();
    expect(await other).toEqual({ value: 0, diagnostics: [] });
  });

  it('whose server is not there is waited for, with a line, and holds up nobody who wants to end', long, async () => {
    const nowhere = `redis://127.0.0.1:${await freePort()}`;
    const build = begun('build', 'records', '--out', 'nowhere', '--queue', nowhere, '--cache', 'cache-of-nowhere', '--doc', 'certificate');
    await until(() => build.said().includes('cannot be reached'));
    expect(build.said()).toContain(`The queue ${nowhere} cannot be reached (ECONNREFUSED): waiting, and trying again`);
    build.child.kill('SIGINT');
    expect(await build.ended).toBe(130);
  });
});
