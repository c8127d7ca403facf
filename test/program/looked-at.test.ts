/** A kept answer counts as long as nothing that it was read from has moved. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LookedAt, keptAnswer } from '../../src/program/looked-at.js';

const place = mkdtempSync(join(tmpdir(), 'certpress-looked-'));
const at = (name: string): string => join(place, name);
const look = (): void => {
  const looked = new LookedAt();
  for (const name of ['folder', 'folder/file', 'absent']) looked.add(at(name));
  looked.keep(at('answer'), 'forty-two');
};
beforeAll(() => {
  mkdirSync(at('folder'));
  writeFileSync(at('folder/file'), 'one');
});
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

it('what was written just now is not trusted: its time may stand still while it changes', () => {
  look();
  expect(keptAnswer(at('answer'))).toBeUndefined();
});
it.each<[string, () => void]>([
  [
    'a file is written with as many bytes and its old time',
    () => {
      const then = new Date('2026-01-01T00:00:00Z');
      writeFileSync(at('folder/file'), 'two');
      utimesSync(at('folder/file'), then, then);
    },
  ],
  [
    'a file takes the place of another',
    () => {
      writeFileSync(at('new'), 'one');
      renameSync(at('new'), at('folder/file'));
    },
  ],
  ['a file comes into a folder', () => writeFileSync(at('folder/other'), '')],
  ['what was not there is', () => writeFileSync(at('absent'), '')],
  ['what was there is not', () => rmSync(at('folder/file'))],
])('it falls when %s', async (_, change) => {
  rmSync(at('absent'), { force: true });
  writeFileSync(at('folder/file'), 'one');
  await pause(2_100);
  look();
  expect(keptAnswer(at('answer'))).toBe('forty-two');
  change();
  expect(keptAnswer(at('answer'))).toBeUndefined();
});
it('a file that is no answer gives none', () => {
  writeFileSync(at('answer'), '{');
  expect(keptAnswer(at('answer'))).toBeUndefined();
  expect(keptAnswer(at('none'))).toBeUndefined();
});
