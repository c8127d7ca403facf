/** `certpress preview` as a process: it says where it is, and ends when it should. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { long } from '../setup/long.js';
import { briefly, certpress, compile, main } from '../setup/run.js';
import { copySamples } from '../setup/samples.js';

let folder: string;
beforeAll(async () => {
  await compile();
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'certpress-preview-')));
  await copySamples(folder, ['cusc/jieyu-contact-services']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function begun(...more: readonly string[]): Promise<{ child: ChildProcess; address: string; ended: Promise<number | null> }> {
  const child = spawn(process.execPath, [...briefly, main, 'preview', folder, '--no-open', ...more], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const address = await new Promise<string>((resolve) => child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim())));
  return { child, address, ended };
}

it('prints its address, serves the page there, and ends with its input', async () => {
  const { child, address, ended } = await begun();
  // 24 random bytes.
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
  const page = await (await fetch(address)).text();
  const script = /src="\.\/(assets\/[\w-]+\.js)"/.exec(page)?.[1] ?? '';
  expect((await fetch(address + script)).status).toBe(200);
  // No script and no style stands in the page itself.
  expect(page).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|style=/);
  const taken = await certpress(['preview', folder, '--no-open', '--port', new URL(address).port, '--ui', 'en']);
  expect(taken).toMatchObject({ status: 1, out: '' });
  expect(taken.err).toContain('port-taken');
  child.stdin?.end();
  expect(await ended).toBe(0);
  await expect(fetch(address)).rejects.toThrow();
});

it('ends when it is told to', long, async () => {
  const { child, address, ended } = await begun();
  const open = await fetch(`${address}api/events`);
  child.kill('SIGTERM');
  // As every command that is ended so: 128 and the number of the signal.
  expect(await ended).toBe(143);
  await open.body?.cancel().catch(() => undefined);
});

it('says what is wrong with the path and the port', async () => {
  const nowhere = await certpress(['preview', join(folder, 'nowhere'), '--no-open', '--ui', 'zh']);
  expect(nowhere.status).toBe(1);
  expect(nowhere.err).toContain('没有这个文件夹');
  expect((await certpress(['preview', folder, '--port', '70000'])).status).toBe(2);
});
