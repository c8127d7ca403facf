/** A kept result stands until the first day on which a rule may say something else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readStanding, standsOn, writeStanding, type Standing } from '../../src/output/standing.js';

const out = mkdtempSync(join(tmpdir(), 'certpress-standing-'));
afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});
const kept: Standing = { key: 'k', named: ['../house'], engine: '', diagnostics: [], files: [], cases: 1, documents: 0 };
const manifest = (text: string): void => {
  writeFileSync(join(out, 'manifest.json'), text);
};
const stands = async (key: string, today: string): Promise<unknown> => {
  const standing = await readStanding(out);
  return standing && standsOn(out, standing, key, today);
};
manifest('{ "certpress": "1", "outputs": [] }');

it.each([
  ['no day matters', undefined, ['2020-01-01', '2030-01-01'], []],
  ['nothing is due any more', { from: '2026-01-10' }, ['2026-01-10', '2030-01-01'], ['2026-01-09']],
  [
    'something falls due',
    { from: '2026-01-10', until: '2026-02-05' },
    ['2026-01-10', '2026-02-04'],
    ['2026-01-09', '2026-02-05', '2027-01-01'],
  ],
])('%s', async (_, days, standing, fallen) => {
  await writeStanding(out, { ...kept, ...(days ? { days } : {}) });
  for (const today of standing) expect(await stands('k', today), today).toBeDefined();
  for (const today of fallen) expect(await stands('k', today), today).toBeUndefined();
  expect(await stands('other', standing[0] ?? '')).toBeUndefined();
});

it('it does not where another run, or anybody, has altered the manifest; nor where it is damaged itself', async () => {
  await writeStanding(out, kept);
  expect(await stands('k', '2026-01-10')).toEqual([]);
  manifest('{ "certpress": "1", "outputs": [] } ');
  expect(await stands('k', '2026-01-10')).toBeUndefined();
  writeFileSync(join(out, '.standing.json'), '{ "key": "k", "named": ["a", "b", "c"]');
  expect(await readStanding(out)).toBeUndefined();
  writeFileSync(join(out, '.standing.json'), '{ "key": "k", "named": ["a", "b", "c"] }');
  expect(await readStanding(out)).toBeUndefined();
});
