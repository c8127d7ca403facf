/** A kept answer counts as long as nothing that it was read from has moved. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { LookedAt, keptAnswer } from '../../src/program/looked-at.js';

const place = mkdtempSync(join(tmpdir(), 'certpress-looked-'));
type At = (name: string) => string;
/** A folder of its own for each, since they wait together. */
let folders = 0;
function laidOut(): At {
  const own = join(place, String((folders += 1)));
  mkdirSync(join(own, 'folder'), { recursive: true });
  writeFileSync(join(own, 'folder/file'), 'one');
  return (name) => join(own, name);
}
const look = (at: At): void => {
  const looked = new LookedAt();
  for (const name of ['folder', 'folder/file', 'absent']) looked.add(at(name));
  looked.keep(at('answer'), 'forty-two');
};
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

it('what was written just now is not trusted: its time may stand still while it changes', () => {
  const at = laidOut();
  look(at);
  expect(keptAnswer(at('answer'))).toBeUndefined();
});
it.concurrent.each<[string, (at: At) => void]>([
  [
    'a file is written with as many bytes and its old time',
    (at) => {
      const then = new Date('2026-01-01T00:00:00Z');
      writeFileSync(at('folder/file'), 'two');
      utimesSync(at('folder/file'), then, then);
    },
  ],
  [
    'a file takes the place of another',
    (at) => {
      writeFileSync(at('new'), 'one');
      renameSync(at('new'), at('folder/file'));
    },
  ],
  ['a file comes into a folder', (at) => writeFileSync(at('folder/other'), '')],
  ['what was not there is', (at) => writeFileSync(at('absent'), '')],
  ['what was there is not', (at) => rmSync(at('folder/file'))],
])('it falls when %s', async (_, change) => {
  const at = laidOut();
  await pause(2_100);
  look(at);
  expect(keptAnswer(at('answer'))).toBe('forty-two');
  change(at);
  expect(keptAnswer(at('answer'))).toBeUndefined();
});
it('a file that is no answer gives none', () => {
  const at = laidOut();
  writeFileSync(at('answer'), '{');
  expect(keptAnswer(at('answer'))).toBeUndefined();
  expect(keptAnswer(at('none'))).toBeUndefined();
});
