/** What a build leaves for the next one counts where it is whole, and as nothing where it is not. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { forgetOthers, readStanding, standingOfCase, writeStanding } from '../../src/output/standing.js';
import { isOn } from '../../src/plan/kept-cases.js';

const out = mkdtempSync(join(tmpdir(), 'certpress-standing-'));
afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});
const file = standingOfCase(out, 'acme');
const lines = ['{"key":"k"}', '{"told":{}}'];

it.each([
  ['no day matters', undefined, ['2020-01-01', '2030-01-01'], []],
  ['nothing is due any more', { from: '2026-01-10' }, ['2026-01-10', '2030-01-01'], ['2026-01-09']],
  [
    'something falls due',
    { from: '2026-01-10', until: '2026-02-05' },
    ['2026-01-10', '2026-02-04'],
    ['2026-01-09', '2026-02-05', '2027-01-01'],
  ],
])('%s', (_, days, standing, fallen) => {
  for (const today of standing) expect(isOn(days, today), today).toBe(true);
  for (const today of fallen) expect(isOn(days, today), today).toBe(false);
});

it('is read as it was written', () => {
  writeStanding(file, lines);
  expect(readStanding(file)).toEqual(lines);
});
it.each<[string, (bytes: Buffer) => Buffer | string]>([
  ['cut short', (bytes) => bytes.subarray(0, -1)],
  ['altered', (bytes) => bytes.toString().replace('"k"', '"l"')],
  ['empty', () => ''],
  ['of an earlier program', () => '{ "key": "k", "named": [] }'],
  ['without an end', (bytes) => bytes.toString().replaceAll('\n', '')],
])('counts as nothing where it is %s', (_, damage) => {
  writeStanding(file, lines);
  writeFileSync(file, damage(readFileSync(file)));
  expect(readStanding(file)).toBeUndefined();
});
it('leaves nothing half-written where it cannot be written', () => {
  const folder = standingOfCase(out, 'folder');
  mkdirSync(join(folder, 'x'), { recursive: true });
  writeStanding(folder, lines);
  expect(readStanding(folder)).toBeUndefined();
  expect(readdirSync(join(out, '.standing')).sort()).toEqual(['acme.json', 'folder.json']);
  rmSync(folder, { recursive: true });
});
it('goes with its case', () => {
  writeStanding(file, lines);
  writeStanding(standingOfCase(out, 'other'), lines);
  forgetOthers(out, new Set(['acme']));
  expect([existsSync(file), existsSync(standingOfCase(out, 'other'))]).toEqual([true, false]);
});
