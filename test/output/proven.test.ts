/** What was proven is not proven again, and nothing that was found is ever left unsaid. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built } from '../setup/built.js';
import type { BuildResult } from '../../src/plan/options.js';
import { openProven } from '../../src/program/proven.js';
import { copySamples } from '../setup/samples.js';

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'certpress-proven-'));
});
afterAll(() => rm(place, { recursive: true, force: true }));

describe('the memory', () => {
  it('keeps over processes what was added, and no record’s words', async () => {
    const folder = join(place, 'memory');
    const first = openProven(folder);
    expect(first.has('a plan')).toBe(false);
    first.add('a plan');
    await first.save();
    const second = openProven(folder);
    expect([second.has('a plan'), second.has('another')]).toEqual([true, false]);
    expect(await readFile(join(folder, 'proven.txt'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  });
  it('is empty where its file holds something else, or where there is no folder', async () => {
    await writeFile(join(place, 'proven.txt'), 'not hashes\n');
    const memory = openProven(place);
    expect(memory.has('a plan')).toBe(false);
    memory.add('a plan');
    await memory.save();
    expect(openProven(place).has('a plan')).toBe(true);
    expect(openProven(null).has('a plan')).toBe(false);
  });
});

describe('check', () => {
  const made: string[] = [];
  const check = async (project: string): Promise<BuildResult> =>
    built({
      paths: [project],
      cwd: place,
      provenIn: join(place, 'cache'),
      documents: ['stage-1-notice'],
      today: '2026-11-02',
      // Documents; before them it tells of the cases.
      progress: ({ what }) => void (typeof what === 'string' && made.push(what)),
    });
  it('says the same the second time, and finds a sentence that was edited in since', async () => {
    const project = join(place, 'records');
    await copySamples(project, ['wanding/qingyu-payment', 'cusc/jieyu-contact-services']);
    const first = await check(project);
    expect(first.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    const kept = await readFile(join(place, 'cache/proven.txt'), 'utf8');
    // The notice of each case: packs and layouts of ours were proven once, before the run.
    expect(kept.trim().split('\n')).toHaveLength(2);
    expect((await check(project)).diagnostics).toEqual(first.diagnostics);
    expect(await readFile(join(place, 'cache/proven.txt'), 'utf8')).toBe(kept);
    // `XXX` may stand on no document; only the finished files are searched for it.
    const notice = join(project, 'cusc/jieyu-contact-services/audits/stage-1/notice.yaml');
    const text = await readFile(notice, 'utf8');
    await writeFile(notice, text.replace('2025年业务连续性目标', 'XXX年业务连续性目标'));
    for (const _time of ['first', 'again']) expect((await check(project)).diagnostics.map((d) => d.code)).toContain('wording-forbidden');
  });
});
