/** What happened when people used certpress, played again: each trial of `cases/` goes as it says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { sweep, swept } from '../setup/long.js';
import { faultsOf, trialShape } from './trial.js';

const folder = join(import.meta.dirname, 'cases');
for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
  describe(file, () => {
    const trials = (parse(readFileSync(join(folder, file), 'utf8')) as unknown[]).map((t) => trialShape.parse(t));
    it.each(swept(trials, 64).map((trial) => [trial.trial, trial] as const))('%s', sweep, async (_name, trial) => {
      expect(await faultsOf(trial)).toEqual([]);
    });
  });
}
