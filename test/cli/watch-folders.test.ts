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

it('told to end while it is at work, it ends after that, and watches nothing any more', { timeout: 60_000 }, async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'certpress-folders-')));
  const end = new AbortController();
  let runs = 0;
  // Asked for before the second run, when the old watcher is closed and the new one not yet there.
  const folders = (): Promise<string[]> => {
    if (runs === 1 && isSaved) end.abort();
    return Promise.resolve([folder]);
  };
  let isSaved = false;
  const run = (): Promise<void> => {
    runs += 1;
    return Promise.resolve();
  };
  const watching = watchAndRun({ folders, until: end.signal }, { say: () => undefined }, run);
  try {
    while (runs === 0) await passed(5);
    // After the first run has asked for the folders once more.
    await passed(50);
    isSaved = true;
    while (!end.signal.aborted) {
      writeFileSync(join(folder, 'a.yaml'), String(Math.random()));
      await passed(20);
    }
    await watching;
    expect(runs).toBe(2);
    // What watches keeps a process from ending; what was closed goes with the next turn of the loop.
    await passed(50);
    expect(process.getActiveResourcesInfo().filter((one) => one === 'FSEventWrap')).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
