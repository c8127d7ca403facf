/** `certpress time` as a user runs it: both languages, JSON, an initial certification before its first audit, what is missing. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { long } from '../setup/long.js';
import { certpress, compile } from '../setup/run.js';
import { samplesFolder } from '../setup/samples.js';

let place: string;
beforeAll(async () => {
  await compile();
  place = await mkdtemp(join(tmpdir(), 'certpress-time-'));
});
afterAll(() => rm(place, { recursive: true, force: true }));

interface Told {
  readonly times: readonly {
    readonly audit: string | null;
    readonly lines: readonly { readonly id: string; readonly figure: number; readonly clause: string | null }[];
    readonly missing: readonly { readonly where: string }[];
  }[];
}
const sample = (name: string): string => join(samplesFolder, ...name.split('/'));

describe('time', () => {
  it('prints each line with its figure, unit and clause, in the language asked for', async () => {
    // 568 persons: 2.0 by Appendix A; one day more for the three shifts.
    const zh = (await certpress(['--ui', 'zh', 'time', sample('wanding/qingyu-payment')])).out.split('\n');
    expect(zh.filter((line) => /附录A/.test(line)).map((line) => line.trim().split(/\s+/).slice(0, 3))).toEqual([
      ['568', '人', '附录A'],
      ['2', '人日', '附录A'],
      ['1', '人日', '附录A注5'],
    ]);
    const { out, status } = await certpress(['--ui', 'en', 'time', sample('cusc/jieyu-contact-services')]);
    expect(status).toBe(0);
    // A third of 9.0.
    expect(out).toMatch(/\n +3 +person-days +5\.3 +This audit/);
  });
  it('gives the same as JSON, before the first audit too, and says what is missing', long, async () => {
    const folder = join(place, 'case');
    await mkdir(folder);
    for (const name of ['certpress.yaml', 'people.yaml']) await cp(join(samplesFolder, name), join(place, name));
    const file = join(folder, 'case.yaml');
    const text = (await readFile(join(sample('wanding/qingyu-payment'), 'case.yaml'), 'utf8')).replace(/, audit: stage-[12]/g, '');
    for (const [record, expected] of [
      [text, [['base', 2, '附录A'], []]],
      [text.replace(/^ +effective: 568\n/m, ''), [undefined, ['case.yaml headcount[].effective']]],
    ] as const) {
      await writeFile(file, record);
      const { times } = JSON.parse((await certpress(['time', folder, '--json'])).out) as Told;
      expect(times.map(({ audit }) => audit)).toEqual([null]);
      const base = times[0]?.lines.find(({ id }) => id === 'base');
      const missing = times[0]?.missing.map(({ where }) => where) ?? [];
      expect([base && [base.id, base.figure, base.clause], missing.filter((where) => where.startsWith('case.yaml'))]).toEqual(expected);
    }
  });
  it('ends with status 1 where the records cannot be read, and with 2 without a path', async () => {
    expect((await certpress(['time', join(place, 'nowhere')])).status).toBe(1);
    expect((await certpress(['time'])).status).toBe(2);
  });
});
