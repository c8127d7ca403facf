/**
 * Many cases: throughput on two cores beside one, and of a thousand cases beside b5e3223.
 *
 * In:  the main modules of both with the samples of each, how many cases. Out: ratios, documents a second by the clock, the most memory of
 * one process. The older program refuses the records that are generated today: beside it, each side makes copies of the same case out of
 * samples of its own time, a tenth as many as there are cases. That two copies have the same numbers is an error for both, and both make
 * all the same what is asked for.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Cost } from './process.js';
import type { Side } from './start.js';

export interface Many {
  readonly jobs2: number | null;
  readonly thousand: { readonly docsPerSecond: number | null; readonly ratioToB5e3223: number | null; readonly peakMB: number | null };
}
interface Made {
  readonly files: number;
  readonly perSecond: number;
  readonly cost: Cost;
}
const fewCases = 24;

export function measureMany(root: string, our: Side, their: Side, count: number): Many {
  const ours = our.main;
  const place = mkdtempSync(join(tmpdir(), 'certpress-bench-many-'));
  const at = (name: string): string => join(place, name);
  const project = (cases: number): string => {
    const folder = at(`cases-${cases}`);
    const args = [join(root, 'tools/run-ts.mjs'), join(root, 'tools/cases.ts'), '--count', String(cases), '--out', folder];
    if (spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore' }).status !== 0) throw new Error('the cases are not written');
    return folder;
  };
  const copies = ({ samples }: Side, name: string, cases: number): string => {
    for (const file of ['certpress.yaml', 'people.yaml']) cpSync(join(samples, file), join(at(name), file));
    for (let n = 1; n <= cases; n++)
      cpSync(join(samples, 'wanding/qingyu-payment'), join(at(name), `wanding/copy-${n}`), { recursive: true });
    return at(name);
  };
  const build = (main: string, folder: string, args: readonly string[] = []): Made | undefined => {
    const out = at('out');
    rmSync(out, { recursive: true, force: true });
    const cost = run(main, ['build', folder, '--out', out, '--json', ...args], at('cache'), { peaks: true });
    try {
      const { outputs } = JSON.parse(cost.out) as { readonly outputs: readonly unknown[] };
      // Documents, not files: each comes in two formats.
      return outputs.length === 0 ? undefined : { files: outputs.length, perSecond: outputs.length / 2 / cost.seconds, cost };
    } catch {
      return undefined;
    }
  };
  try {
    const few = project(fewCases);
    build(ours, few);
    const [one, two] = [build(ours, few, ['--jobs', '1']), build(ours, few, ['--jobs', '2'])];
    const all = project(count);
    const thousand = build(ours, all);
    const tenth = Math.max(1, Math.round(count / 10));
    const [mine, before] = [our, their].map((side, i) => build(side.main, copies(side, `copies-${i}`, tenth)));
    return {
      jobs2: one && two ? two.perSecond / one.perSecond : null,
      thousand: {
        docsPerSecond: thousand?.perSecond ?? null,
        ratioToB5e3223: mine && before ? mine.perSecond / before.perSecond : null,
        peakMB: thousand?.cost.peakMB ?? null,
      },
    };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
