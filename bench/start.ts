/**
 * What a start costs, beside b5e3223.
 *
 * In:  the main modules of both, a copy of the samples of each. Out: ratios of CPU time, taken in turn within each round: `--help`, a build
 * that finds nothing changed, one certificate into an empty folder, and `check` where nothing at all is kept.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './process.js';
import { median } from './rounds.js';

export interface Side {
  readonly main: string;
  /** Its own: records of another time may have other shapes. */
  readonly samples: string;
}
const steps = ['help', 'noop', 'first', 'check'] as const;
export type Start = Readonly<Record<(typeof steps)[number], number>>;
/** Until what is kept from one run to the next is kept. */
const warmUps = 4;

export function measureStart(ours: Side, theirs: Side, rounds: number): Start {
  const places = [ours, theirs].map((side) => prepared(side));
  const times = steps.map(() => [] as number[]);
  try {
    for (let round = -warmUps; round < rounds; round++) {
      for (const [i, step] of steps.entries()) {
        if (round < 0 && step === 'check') continue;
        const order = round % 2 === 0 ? [0, 1] : [1, 0];
        const cost = [NaN, NaN];
        for (const k of order) cost[k] = places[k]?.cost(step) ?? NaN;
        if (round >= 0) times[i]?.push((cost[0] ?? NaN) / (cost[1] ?? NaN));
      }
    }
  } finally {
    for (const { remove } of places) remove();
  }
  const [help = NaN, noop = NaN, first = NaN, check = NaN] = times.map(median);
  return { help, noop, first, check };
}

function prepared({ main, samples }: Side): { cost(step: (typeof steps)[number]): number; remove(): void } {
  const place = mkdtempSync(join(tmpdir(), 'certpress-bench-start-'));
  const at = (name: string): string => join(place, name);
  cpSync(samples, at('records'), { recursive: true });
  const folder = at('records/wanding/qingyu-payment');
  const cost = (args: readonly string[], cache = at('cache')): number => {
    const { cpu, status } = run(main, args, cache);
    if (status !== 0) throw new Error(`${args.join(' ')} of ${main} ended with ${status}`);
    return cpu;
  };
  return {
    cost(step) {
      switch (step) {
        case 'help':
          return cost(['--help']);
        case 'noop':
          return cost(['build', folder, '--out', at('kept')]);
        case 'first':
          rmSync(at('first'), { recursive: true, force: true });
          return cost(['build', folder, '--doc', 'certificate', '--out', at('first')]);
        case 'check':
          rmSync(at('empty'), { recursive: true, force: true });
          return cost(['check', folder, '--out', at('none')], at('empty'));
      }
    },
    remove() {
      rmSync(place, { recursive: true, force: true });
    },
  };
}
