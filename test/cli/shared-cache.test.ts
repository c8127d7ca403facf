/** `--cache`: what one machine made another one takes, wherever its project lies and whatever its clock and language are. */
import { cp, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/files/write-file.js';
import { long, sweep, swept } from '../setup/long.js';
import { certpress, compile } from '../setup/run.js';
import { copySamples } from '../setup/samples.js';

let folder = '';
const aCase = 'wanding/nuantu-heating';
beforeAll(async () => {
  await compile();
  folder = await mkdtemp(join(tmpdir(), 'certpress-shared-'));
  for (const machine of ['one', 'another/year']) await copySamples(join(folder, machine), [aCase]);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});
async function filesIn(out: string): Promise<Map<string, string>> {
  const entries = await readdir(join(folder, out), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    // What is kept for the next build is no output.
    .filter((path) => !path.slice(join(folder, out).length).includes('/.'));
  return new Map(
    await Promise.all(paths.sort().map(async (path) => [path.slice(join(folder, out).length), sha256(await readFile(path))] as const)),
  );
}
const build = (machine: string, out: string, cache: string, ...more: readonly string[]): ReturnType<typeof certpress> =>
  certpress(['build', '.', '--out', join(folder, out), '--cache', join(folder, cache), '--ui', 'en', ...more], {
    cwd: join(folder, machine),
  });
/** When the last file of a cache was written. */
async function lastWritten(cache: string): Promise<number> {
  const entries = await readdir(join(folder, cache), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Math.max(...(await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).mtimeMs))));
}

describe('a shared cache', () => {
  it('gives another machine what one made: the same files and manifest, and nothing is made or written there again', async () => {
    const first = await build('one', 'out-1', 'cache', '--jobs', '1');
    expect([first.status, first.err]).toEqual([0, expect.stringContaining('8 file(s) written')]);
    const made = await filesIn('cache/made');
    // A document in two formats is one entry.
    expect(made.size).toBe(4);
    const last = await lastWritten('cache');
    const second = await certpress(['build', '.', '--out', join(folder, 'out-2'), '--jobs', '2'], {
      cwd: join(folder, 'another/year'),
      env: { TZ: 'Pacific/Apia', LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8', CERTPRESS_SHARED_CACHE: join(folder, 'cache') },
    });
    expect([second.status, second.err]).toEqual([0, expect.stringContaining('写出 8 个文件')]);
    expect(await filesIn('out-2')).toEqual(await filesIn('out-1'));
    expect(await filesIn('cache/made')).toEqual(made);
    expect(await lastWritten('cache')).toBe(last);
  });

  it('that was spoiled is told once, and mended; the run that follows says nothing of it', long, async () => {
    await build('one', 'out-1', 'cache', '--jobs', '1');
    await cp(join(folder, 'cache'), join(folder, 'spoilt'), { recursive: true });
    for (const [name] of [...(await filesIn('spoilt/made'))].slice(0, 2)) await writeFile(join(folder, 'spoilt/made', name), 'no entry');
    const said = await build('one', 'out-3', 'spoilt', '--jobs', '2');
    expect(said.status).toBe(0);
    expect(said.err.match(/cache-spoiled/g)).toHaveLength(1);
    expect(said.err).toContain('2 entry or entries were not what they said');
    expect(await filesIn('out-3')).toEqual(await filesIn('out-1'));
    expect(await filesIn('spoilt/made')).toEqual(await filesIn('cache/made'));
    // Nothing has changed: the result that stands says nothing of a cache.
    expect((await build('one', 'out-3', 'spoilt')).err).not.toContain('cache-');
  });

  it('that cannot be used stops nobody: one warning', long, async () => {
    await writeFile(join(folder, 'file'), '');
    const { status, err } = await build('one', 'out-4', 'file', '--jobs', '2', '--doc', 'certificate');
    expect(status).toBe(0);
    expect(err.match(/cache-unwritable/g)).toHaveLength(1);
    expect(await readdir(join(folder, 'out-4/nuantu-heating'))).toContain('manifest.json');
  });

  it.each(
    swept(
      [
        [
          ['build', '.', '--cache', 'ftp://host/x'],
          '--cache is a folder, s3://bucket/prefix or https://host/bucket/prefix (without keys in it)',
        ],
        [['build', '.', '--queue', 'redis://127.0.0.1'], '--queue needs --cache: documents travel by way of the shared cache'],
        [['build', '.', '--queue', 'http://127.0.0.1', '--cache', 'x'], '--queue is redis://host:port or rediss://host:port'],
        [['work', '--cache', 'x'], '--queue is redis://host:port or rediss://host:port'],
        [['work', '--queue', 'redis://127.0.0.1'], '--queue needs --cache: documents travel by way of the shared cache'],
        [['archive', '.', '--archive', 'a', '--cache', 'ftp://host/x'], expect.stringContaining('--cache is a folder')],
      ],
      3,
    ),
  )('%j is wrong usage, said in one line', sweep, async (args, line) => {
    const { status, err, out } = await certpress([...args, '--ui', 'en'], { cwd: join(folder, 'one') });
    expect([status, out, err.trim()]).toEqual([2, '', line]);
  });
});
