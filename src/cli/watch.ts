/**
 * Watching: a run whenever a file is saved that it depends on.
 *
 * In:  the folders to watch, asked for again after each run, and what to run. Out: a promise that stays open until it is told to end.
 * Saves that come together are one run.
 *
 * chokidar watches: Node's own recursive watcher loses a file on Linux once it was saved by rename (nodejs/node#52879), as
 * most editors save, and none of Node's waits for a folder that does not exist yet.
 */
import { watch, type FSWatcher } from 'chokidar';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { isInside } from '../files/read-file.js';
import { rememberYaml } from '../files/yaml-file.js';
import type { Terminal } from './terminal.js';

/** Told at once what was saved, while the watching is as it was: `run` comes after it, when nobody has saved for a while. */
export type AtOnce = (saved: ReadonlySet<string>) => Promise<void>;
export interface Watched {
  /** Absolute; they need not exist yet. */
  folders(): Promise<readonly string[]>;
  /** What a run writes, which must not set off the next one. */
  readonly outputs?: string;
  /** Ends the watching; without it, it goes on until the process ends. */
  readonly until?: AbortSignal;
  readonly atOnce?: AtOnce;
}
const settleMs = 80;
/** Where somebody looks on: as long as it takes to write a file. */
const shortMs = 15;
/** Where somebody looks on, all is read again once they have not saved for so long; at the latest after so many saves. */
const restMs = 2_500;
const mostPutOff = 30;
/** Records of three hundred cases: with one saved, the others are not parsed again. */
const rememberedBytes = 64_000_000;

export async function watchAndRun(
  { folders, outputs, until, atOnce }: Watched,
  terminal: Pick<Terminal, 'say'>,
  run: () => Promise<void>,
): Promise<void> {
  rememberYaml(rememberedBytes);
  let waiting: NodeJS.Timeout | undefined;
  let running = false;
  let watcher: FSWatcher | undefined;
  let saved = new Set<string>();
  let resting: NodeJS.Timeout | undefined;
  let putOff = 0;
  /** Done when nothing goes on. */
  let work: Promise<void> = Promise.resolve();
  const start = async (): Promise<void> => {
    waiting = undefined;
    if (running) return later();
    const known = saved;
    saved = new Set();
    if (!atOnce || known.size === 0 || putOff === mostPutOff) return whole();
    running = true;
    await atOnce(known);
    running = false;
    putOff += 1;
    clearTimeout(resting);
    resting = setTimeout(goOn(whole), restMs);
  };
  const goOn = (next: () => Promise<void>) => (): void => {
    const [before, mine] = [work, next()];
    work = before.then(() => mine);
  };
  const whole = async (): Promise<void> => {
    clearTimeout(resting);
    resting = undefined;
    // Told at once just now: that comes first, and this after it.
    if (running) {
      resting = setTimeout(goOn(whole), restMs);
      return;
    }
    running = true;
    putOff = 0;
    // The old watcher goes first: chokidar 5 gives two that watch one path the same eye, and that of a folder which was taken away
    // and made again is blind. What is saved in between, the run reads.
    await watcher?.close();
    const watchedNow = await folders();
    // Watched before it is read: what is saved while the run reads is seen, and sets off the next one.
    watcher = await watched(watchedNow, outputs, later, unseen);
    await run();
    running = false;
    // Named by a file that was saved meanwhile.
    if ((await folders()).some((folder) => !watchedNow.includes(folder))) later();
    if (waiting === undefined) terminal.say({ zh: '等待保存……（Ctrl-C 结束）', en: 'Waiting for changes … (Ctrl-C ends)' });
  };
  // Not begun anew by each save: a program that saves without end must not keep the build waiting without end.
  const later = (path?: string): void => {
    if (path !== undefined) saved.add(path);
    if (until?.aborted) return;
    waiting ??= setTimeout(goOn(start), atOnce ? shortMs : settleMs);
  };
  const unseen = (error: unknown): void => {
    terminal.say({ zh: `有的保存可能看不到：${(error as Error).message}`, en: `Some saves may not be seen: ${(error as Error).message}` });
  };
  await start();
  // It may have been told to end while it was at work.
  if (!until?.aborted) await new Promise<void>((resolve) => until?.addEventListener('abort', () => resolve(), { once: true }));
  clearTimeout(waiting);
  clearTimeout(resting);
  // It may be at work, and about to watch anew.
  await work;
  clearTimeout(resting);
  await watcher?.close();
}

/**
 * A watcher of all that is there now, when it sees. A new one for each run: chokidar 5 tells that a folder was taken away
 * and made again by the change of its files, and is blind to the new folder from then on.
 */
async function watched(
  folders: readonly string[],
  outputs: string | undefined,
  saved: (path?: string) => void,
  failed: (error: unknown) => void,
): Promise<FSWatcher> {
  const known = [...new Set(folders)];
  const ignored = (path: string): boolean =>
    !known.includes(path) &&
    (/^\.|^node_modules$/.test(basename(path)) ||
      (outputs !== undefined && isInside(path, outputs) && !known.some((folder) => isInside(folder, outputs))));
  const [there, notYet] = [known.filter((folder) => existsSync(folder)), known.filter((folder) => !existsSync(folder))];
  // Listened to while it looks around: a folder that is made anew meanwhile needs another look.
  const watcher = watch(there, { ignored, ignoreInitial: true })
    .on('error', failed)
    .on('all', (_, path) => saved(path));
  // chokidar is never ready for a folder that is not there, but sees it come.
  if (there.length > 0)
    await new Promise<void>((resolve) => {
      watcher.once('ready', () => resolve());
    });
  return watcher.add(notYet);
}
