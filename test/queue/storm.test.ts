/**
 * The storm: workers killed at random, the server stopped and begun again, with its jobs and without. Every document is made, with the
 * bytes that one machine makes, and the manifest is that of one machine.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../lawful/random.js';
import { long } from '../setup/long.js';
import { outputsIn } from '../setup/outputs.js';
import { certpress, compile } from '../setup/run.js';
import { copySamples } from '../setup/samples.js';
import { hasServer, Server, started, until, type Process } from './server.js';

let folder = '';
let server: Server;
let alone = new Map<string, string>();
const processes = new Set<Process>();
beforeAll(async () => {
  await compile();
  folder = await mkdtemp(join(tmpdir(), 'certpress-storm-'));
  // Three closed cases of two schemes: 54 documents when this was written.
  await copySamples(join(folder, 'records'));
  await certpress(['build', 'records', '--out', 'alone'], { cwd: folder });
  alone = await outputsIn(join(folder, 'alone'));
  server = await Server.at(folder);
});
afterAll(async () => {
  for (const { child } of processes) child.kill('SIGKILL');
  await server.end();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});
const begun = (...args: readonly string[]): Process => {
  const one = started(args, folder);
  processes.add(one);
  void one.ended.then(() => processes.delete(one));
  return one;
};

describe.skipIf(!hasServer)('through a storm', () => {
  it.each([
    ['of a server that keeps its jobs', true, 1],
    ['of a server that loses them', false, 2],
  ])('%s every document is made, and all is as one machine makes it', long, async (name, keeps, seed) => {
    const dice = new Random(seed);
    await server.begin(keeps);
    const cache = `cache-${seed}`;
    const working = (): Process => begun('work', '--queue', server.url, '--cache', cache, '--jobs', '1');
    let workers = [working(), working(), working()];
    const build = begun('build', 'records', '--out', `out-${seed}`, '--queue', server.url, '--cache', cache, '--jobs', '1');
    const made = async (): Promise<number> =>
      (await readdir(join(folder, cache, 'made'), { recursive: true }).catch(() => [])).filter((one) => one.length > 60).length;
    let isOver = false;
    const over = build.ended.finally(() => (isOver = true));
    let kills = 0;
    // After every few documents a worker dies in the midst of one, and another takes its place; twice the server goes.
    for (const at of [3, 6, 10, 14, 18, 22, 26, 30]) {
      await until(async () => isOver || (await made()) >= at);
      if (isOver) break;
      const victim = dice.pick(workers);
      victim.child.kill('SIGKILL');
      kills += 1;
      workers = [...workers.filter((one) => one !== victim), working()];
      if (at !== 10 && at !== 22) continue;
      await server.end();
      await until(() => build.said().includes('cannot be reached'));
      await server.begin(keeps);
    }
    expect([await over, build.said()], name).toEqual([0, expect.stringMatching(/file\(s\) written, 0 reused; 0 error/)]);
    expect(build.said()).toContain('is there again');
    // Fewer only where the build was over before.
    expect(kills).toBeGreaterThanOrEqual(6);
    expect(await outputsIn(join(folder, `out-${seed}`))).toEqual(alone);
    for (const { child } of workers) child.kill('SIGTERM');
    for (const one of workers) expect(await one.ended).toBe(0);
    await server.end();
  });
});
