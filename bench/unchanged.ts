/**
 * A build that finds nothing changed, beside hashing the files of the project: `node tools/run-ts.mjs bench/unchanged.ts`.
 *
 * In:  `--cases N`, `--rounds N`; the program compiled. Out: CPU time as ratios to that of one process that hashes all files, medians, in
 * turn: where no file has moved, and where all have been touched, so that each must be read. And the most memory.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageInfo } from '../src/program/package-info.js';
import { run, type Cost } from './process.js';

const { values } = parseArgs({ options: { cases: { type: 'string', default: '100' }, rounds: { type: 'string', default: '5' } } });
const { root } = packageInfo();
const place = mkdtempSync(join(tmpdir(), 'certpress-bench-unchanged-'));
const [project, out, cache] = ['project', 'out', 'cache'].map((name) => join(place, name)) as [string, string, string];
/** What is written within two seconds before a look is read again by the next. */
const settled = 2_500;
const pause = (): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, settled);

const build = (): Cost => {
  const args = ['build', project, '--out', out, '--doc', 'certificate', '--format', 'docx', '--json'];
  return run(join(root, 'dist/src/cli/main.js'), args, cache, { peaks: true });
};
const noop = (): Cost => {
  const cost = build();
  const { outputs } = JSON.parse(cost.out) as { readonly outputs: readonly { readonly reused: boolean }[] };
  if (outputs.length === 0 || outputs.some(({ reused }) => !reused)) throw new Error('something was made again');
  return cost;
};
const touch = (): void => {
  for (const one of readdirSync(project, { recursive: true, withFileTypes: true }))
    if (one.isFile()) utimesSync(join(one.parentPath, one.name), new Date(), new Date());
};
const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? NaN;

try {
  const cases = spawnSync(process.execPath, ['tools/run-ts.mjs', 'tools/cases.ts', '--count', values.cases, '--out', project], {
    cwd: root,
  });
  if (cases.status !== 0) throw new Error('the cases are not written');
  build();
  const rounds = Array.from({ length: Number(values.rounds) }, () => {
    touch();
    const read = noop();
    pause();
    noop();
    const unmoved = noop();
    const hashing = run(join(root, 'bench/hash-folder.mjs'), [project], cache);
    return { read: read.cpu / hashing.cpu, unmoved: unmoved.cpu / hashing.cpu, peakMB: Math.max(read.peakMB, unmoved.peakMB), hashing };
  });
  const two = (of: (one: (typeof rounds)[number]) => number): number => Math.round(median(rounds.map(of)) * 100) / 100;
  const [unmoved, read, hashed] = [two((one) => one.unmoved), two((one) => one.read), two((one) => one.hashing.cpu)];
  console.log(`${values.cases} cases, ${values.rounds} rounds; hashing all files of the project takes ${hashed} s of CPU time`);
  console.log(`nothing has changed or moved / hashing: ${unmoved} (aim: 1); all files touched / hashing: ${read} (aim: 2)`);
  console.log(`at most ${Math.max(...rounds.map((one) => one.peakMB))} MB`);
} finally {
  rmSync(place, { recursive: true, force: true });
}
