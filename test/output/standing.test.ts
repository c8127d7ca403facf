/** A kept result stands until the first day on which a rule may say something else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readStanding, writeStanding, type Standing } from '../../src/output/standing.js';

const out = mkdtempSync(join(tmpdir(), 'certpress-standing-'));
afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});
const kept: Standing = { key: 'k', diagnostics: [], files: [], cases: 1, documents: 0 };
writeFileSync(join(out, 'manifest.json'), '{}');

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
  for (const today of standing) expect(await readStanding(out, 'k', today), today).toBeDefined();
  for (const today of fallen) expect(await readStanding(out, 'k', today), today).toBeUndefined();
  expect(await readStanding(out, 'other', standing[0] ?? '')).toBeUndefined();
});
