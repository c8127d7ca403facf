import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { lateOptimization } from './src/program/late-optimization.js';
import CountAssertions from './test/setup/count-assertions.js';
import LongestFirst from './test/setup/longest-first.js';

const late = [lateOptimization(process.versions.node)].filter((flag) => flag !== undefined);
// Two runs: `npm test`, and with `--mode long` what it leaves out (test/setup/long.ts).
const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => join('test', name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.test.ts'))
  .sort();
const isSwept = (file: string): boolean => readFileSync(file, 'utf8').includes('setup/long.js');
/** Another library in its place, or the heap measured: these need a process of their own, and are for the long run alone. */
const apart = ['test/verify/memory.test.ts', 'test/verify/other-zlib.test.ts'];

export default defineConfig(({ mode }) => {
  // Asked first for the run itself, with its mode, and then for each project, without.
  const isLong = (process.env['CERTPRESS_TESTS'] ??= mode === 'long' ? 'long' : 'part') === 'long';
  const own = files.filter((file) => (isLong ? isSwept(file) : !apart.includes(file)));
  return {
    test: {
      tags: [
        { name: 'sweep', description: 'npm test runs a part of it, npm run test:long the rest' },
        { name: 'long', description: 'only npm run test:long runs it' },
      ],
      tagsFilter: [isLong ? 'sweep || long' : '!long'],
      setupFiles: ['test/setup/assertions.ts'],
      reporters: ['default', new CountAssertions(isLong ? 'long' : 'part', own.length)],
      sequence: { sequencer: LongestFirst },
      globalSetup: ['test/setup/once.ts'],
      // Two native engines at once are enough for a small machine.
      maxWorkers: 2,
      // What a test makes is soon forgotten: a larger young generation spares half of the collector's work.
      execArgv: ['--max-semi-space-size=64', ...late],
      // Guards against what never ends, on a machine that is busy with other work; nothing is measured by them.
      testTimeout: 120_000,
      hookTimeout: 300_000,
      projects: [
        // Modules are loaded once a process, not once a file.
        { extends: true, test: { name: 'together', isolate: false, include: own.filter((file) => !apart.includes(file)) } },
        ...(isLong ? [{ extends: true as const, test: { name: 'apart', include: apart } }] : []),
      ],
    },
  };
});
