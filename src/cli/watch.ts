/**
 * Watching: a build whenever a record, layout or pack is saved.
 *
 * In:  paths and what to run. Out: a promise that stays open until Ctrl-C. Saves that come together are one build.
 */
import { watch } from 'node:fs';
import { resolve } from 'node:path';
import { projectRootsOf } from '../pipeline.js';
import { packageInfo } from '../package-info.js';
import type { Terminal } from './terminal.js';

const settleMs = 80;

export async function watchAndRun(paths: readonly string[], terminal: Terminal, run: () => Promise<void>): Promise<void> {
  const roots = await projectRootsOf(paths.map((p) => resolve(p)));
  const folders = [...new Set([...roots.map((r) => r.root), `${packageInfo().root}/templates`, `${packageInfo().root}/schemas`])];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  const start = (): void => {
    if (running) {
      again = true;
      return;
    }
    running = run().finally(() => {
      running = undefined;
      if (again) {
        again = false;
        start();
      } else terminal.say({ zh: '等待保存……（Ctrl-C 结束）', en: 'Waiting for changes … (Ctrl-C ends)' });
    });
  };
  start();
  for (const folder of folders) {
    watch(folder, { recursive: true }, (_event, name) => {
      if (name === null || !/\.(ya?ml|hbs|png|jpe?g)$/i.test(name)) return;
      clearTimeout(timer);
      timer = setTimeout(start, settleMs);
    });
  }
  await new Promise<never>(() => undefined);
}
