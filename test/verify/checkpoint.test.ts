import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCheckpoint, type BagVerdict, type CheckpointInput } from '../../src/verify/index.js';
import { must } from './setup/lived.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certpress-checkpoint-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const input = (change: Partial<CheckpointInput> = {}): CheckpointInput => ({
  file: join(folder, 'run'),
  secret: Buffer.alloc(32, 7),
  archive: '/archive',
  head: 'a'.repeat(64),
  options: { trust: { roots: [Uint8Array.of(1)] }, render: true },
  program: 'x',
  now: '2026-11-01T00:00:00.000Z',
  ...change,
});
const verdict = (bag: string, change: Partial<BagVerdict> = {}): BagVerdict => ({
  bag,
  state: 'sound',
  tagManifest: 'b'.repeat(64),
  documents: [],
  comparison: 'bytes',
  notes: [{ zh: '甲\t"', en: 'x' }],
  findings: [],
  ...change,
});
async function begun(): Promise<string> {
  const checkpoint = must(await openCheckpoint(input()));
  for (const bag of ['s/c/a/1', 's/c/b/1', 's/c/c/1']) await checkpoint.keep(verdict(bag));
  await checkpoint.close(false);
  return readFileSync(join(folder, 'run'), 'utf8');
}
const taken = async (change: Partial<CheckpointInput> = {}): Promise<string[]> => {
  const { value, diagnostics } = await openCheckpoint(input(change));
  if (!value) return diagnostics.map((d) => d.code);
  const bags = ['s/c/a/1', 's/c/b/1', 's/c/c/1', 's/c/d/1'].filter((bag) => value.taken(bag, 'b'.repeat(64)) !== undefined);
  await value.close(false);
  return bags;
};

test('what was kept is taken, for the same manifest alone, and says so', async () => {
  await begun();
  expect(await taken()).toEqual(['s/c/a/1', 's/c/b/1', 's/c/c/1']);
  const checkpoint = must(await openCheckpoint(input({ now: '2026-12-01T00:00:00.000Z' })));
  expect(checkpoint.since).toBe('2026-11-01T00:00:00.000Z');
  expect(checkpoint.taken('s/c/a/1', 'b'.repeat(64))).toEqual({ ...verdict('s/c/a/1'), resumed: true });
  expect(checkpoint.taken('s/c/a/1', 'c'.repeat(64))).toBeUndefined();
  await checkpoint.close(true);
  expect(existsSync(join(folder, 'run'))).toBe(false);
});

test.each<[string, Partial<CheckpointInput>]>([
  ['another archive', { archive: '/other' }],
  ['another head', { head: 'c'.repeat(64) }],
  ['other roots', { options: { trust: { roots: [] }, render: true } }],
  ['other options', { options: { trust: { roots: [Uint8Array.of(1)] }, render: false } }],
  ['another program', { program: 'y' }],
  ['another user', { secret: Buffer.alloc(32, 8) }],
])('refused: %s', async (_, change) => {
  const text = await begun();
  expect(await taken(change)).toEqual(['verify-resume']);
  expect(readFileSync(join(folder, 'run'), 'utf8')).toBe(text);
});

test('nobody without the secret can put a verdict into it', async () => {
  const text = await begun();
  const lines = text.trimEnd().split('\n');
  const with_ = (change: readonly string[]): string => change.map((line) => `${line}\n`).join('');
  const forged: readonly (readonly [string, string])[] = [
    ['a bag renamed', text.replace('s/c/b/1', 's/c/d/1')],
    ['a manifest changed', text.replace(/b{64}/, 'c'.repeat(64))],
    ['a line dropped', with_([lines[0], lines[1], lines[3]].map(String))],
    ['lines swapped', with_([lines[0], lines[2], lines[1], lines[3]].map(String))],
    ['a line of its own', `${text}{"mac":"${'0'.repeat(64)}","verdict":${JSON.stringify(verdict('s/c/d/1'))}}\n`],
    ['a line repeated', `${text}${lines[1]}\n`],
    ['garbage', '\u0000\n'],
    ['empty', ''],
    ['the header of another', text.replace('2026-11-01', '2026-11-02')],
  ];
  for (const [what, bytes] of forged) {
    writeFileSync(join(folder, 'run'), bytes);
    expect(await taken(), what).toEqual(['verify-resume']);
  }
});

test('half a last line, as a killed run leaves it, is no verdict and does no harm', async () => {
  const text = await begun();
  writeFileSync(join(folder, 'run'), text.slice(0, -20));
  expect(await taken()).toEqual(['s/c/a/1', 's/c/b/1']);
  const checkpoint = must(await openCheckpoint(input()));
  await checkpoint.keep(verdict('s/c/d/1'));
  await checkpoint.close(false);
  expect(await taken()).toEqual(['s/c/a/1', 's/c/b/1', 's/c/d/1']);
  appendFileSync(join(folder, 'run'), 'x');
  expect(await taken()).toEqual(['s/c/a/1', 's/c/b/1', 's/c/d/1']);
});
