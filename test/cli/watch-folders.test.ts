/** The watcher by itself: folders made anew and files saved at any moment of a run, each of which the last run must have read. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { watchAndRun } from '../../src/cli/watch.js';

it('sees each save, though the folder was made anew and another run is on its way', { timeout: 60_000 }, async () => {
  const house = realpathSync(mkdtempSync(join(tmpdir(), 'certpress-folders-')));
  const [folder, file] = [join(house, 'locales'), join(house, 'locales/zh.yaml')];
  mkdirSync(folder);
  writeFileSync(file, '0');
  let read = '';
  const end = new AbortController();
  const run = async (): Promise<void> => {
    await passed(30);
    read = readFileSync(file, 'utf8');
  };
  const watching = watchAndRun({ folders: () => Promise.resolve([house]), until: end.signal }, { say: () => undefined }, run);
  try {
    for (let save = 1; save <= 12; save++) {
      if (save % 2 === 1) {
        rmSync(folder, { recursive: true });
        mkdirSync(folder);
      }
      writeFileSync(file, String(save));
      // A save that nobody saw is never read, however long one waits: the guard is the time of the test.
      while (read !== String(save)) await passed(5);
      await passed((save * 37) % 120);
    }
    expect(read).toBe('12');
  } finally {
    end.abort();
    await watching;
    rmSync(house, { recursive: true });
  }
});
