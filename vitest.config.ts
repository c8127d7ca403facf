import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { lateOptimization } from './src/program/late-optimization.js';
import CountAssertions from './test/setup/count-assertions.js';
import LongestFirst from './test/setup/longest-first.js';
import { asJavaScript } from './tools/as-javascript.mjs';

const late = lateOptimization(process.versions.node)?.split(' ') ?? [];
// Two runs: `npm test`, and with `--mode long` what it leaves out (test/setup/long.ts).
const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => join('test', name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.test.ts'))
  .sort();
const isSwept = (file: string): boolean => readFileSync(file, 'utf8').includes('setup/long.js');
/** Another library in its place, or the heap measured: these need a process of their own, and are for the long run alone. */
const apart = ['test/verify/memory.test.ts', 'test/verify/other-zlib.test.ts'];

/** What tests import of the repository runs as Node runs it, not by way of vitest's evaluator: a fifth of the time, and loaded at once. */
const javascript = asJavaScript();
const nativeImports: Plugin = {
  name: 'native imports',
  enforce: 'pre',
  resolveId(source, importer) {
    if (importer === undefined || !source.startsWith('.')) return undefined;
    const name = relative('.', resolve(dirname(importer), source)).replaceAll('\\', '/');
    return /^(src|schemas|tools|test)\/.*\.js$/.test(name) ? join(javascript, name) : undefined;
  },
};

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
      globalSetup: ['tools/prepare-javascript.mjs', 'test/setup/once.ts'],
      // Two native engines at once are enough for a small machine.
      maxWorkers: 2,
      // What a test makes is soon forgotten: a larger young generation spares half of the collector's work.
      execArgv: ['--max-semi-space-size=64', ...late],
      // Guards against what never ends, on a machine that is busy with other work; nothing is measured by them.
      testTimeout: 600_000,
      hookTimeout: 600_000,
      projects: [
        // Modules are loaded once a process, not once a file.
        {
          extends: true,
          plugins: [nativeImports],
          test: {
            name: 'together',
            isolate: false,
            include: own.filter((file) => !apart.includes(file)),
            server: { deps: { external: [/[\\/]\.cache[\\/]javascript[\\/]/] } },
          },
        },
        ...(isLong ? [{ extends: true as const, test: { name: 'apart', include: apart } }] : []),
      ],
    },
  };
});
