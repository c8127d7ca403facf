/** What happened when people used certpress, played again: each trial of `cases/` goes as it says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { sweep, swept } from '../setup/long.js';
import { faultsOf, trialShape } from './trial.js';

const folder = join(import.meta.dirname, 'cases');
const trials = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .flatMap((file) =>
    (parse(readFileSync(join(folder, file), 'utf8')) as unknown[]).map((trial) => [file, trialShape.parse(trial)] as const),
  );
it.each(swept(trials, 50).map(([file, trial]) => [file, trial.trial, trial] as const))('%s: %s', sweep, async (_file, _name, trial) => {
  expect(await faultsOf(trial)).toEqual([]);
});
