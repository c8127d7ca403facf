/**
 * A project whose cases are let go says, orders and makes what one says, orders and makes whose cases are held.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, Progress } from '../../src/diagnostics/index.js';
import { dayOf, judgedOn, projectThen } from '../../src/judge/as-it-stood.js';
import { judge } from '../../src/judge/judge.js';
import { loadProject, openProject, type OpenProject } from '../../src/load/project.js';
import { recordsIn } from '../../src/packs/records-of-schemes.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { Cases } from '../../src/judge/cases.js';
import type { KeptCase } from '../../src/plan/kept-cases.js';
import { planCases, type Planned } from '../../src/plan/plan-cases.js';
import { assembled } from '../../src/plan/told.js';
import { packageInfo } from '../../src/program/package-info.js';
import type { BuildOptions } from '../../src/plan/options.js';
import { built } from '../setup/built.js';
import { isLongRun, long, sweep } from '../setup/long.js';

const { root } = packageInfo();
const samples = join(root, 'samples');
const today = '2026-11-28';
const options = { langs: ['zh-en'] } as unknown as BuildOptions;

function opened(): { readonly project: OpenProject; readonly reads: Map<string, number> } {
  const { value } = openProject(samples, [], recordsIn(root));
  if (!value) throw new Error('the samples do not open');
  const reads = new Map<string, number>();
  const read: OpenProject['read'] = (folder) => {
    reads.set(folder, (reads.get(folder) ?? 0) + 1);
    return value.read(folder);
  };
  return { project: { ...value, read }, reads };
}
function planned(
  mostHeld: number,
  asked?: string,
): Planned & { readonly said: readonly Diagnostic[]; readonly reads: number[]; readonly made: string[] } {
  const { project: open, reads } = opened();
  const day = dayOf(open.project, { asked, today });
  const cases = new Cases<KeptCase>(open, day, () => true, { mostHeld });
  const project = projectThen(open.project, cases, day);
  const schemes = loadSchemes(project, root, undefined, cases.naming).value ?? new Map();
  const plan = planCases(project, schemes, cases, day, options);
  const made = [...plan.work].flatMap(({ scope, orders }) => orders.map(({ lang }) => `${scope.case.name} ${scope.outputName} ${lang}`));
  const said = assembled(
    { across: cases.across, ...plan.told },
    plan.cases.map(({ rest }) => rest.take().told),
  );
  return { ...plan, said, reads: [...reads.values()], made };
}

describe('cases of a run', () => {
  it.each(isLongRun ? ['2026-03-02'] : [undefined])('held or let go, it is the same project (as of %s)', sweep, (asked) => {
    const held = planned(Infinity, asked);
    const letGo = planned(0, asked);
    expect(letGo.said).toEqual(held.said);
    expect(letGo.orders).toEqual(held.orders);
    expect([letGo.documents, letGo.changesOn, letGo.names]).toEqual([held.documents, held.changesOn, held.names]);
    expect(letGo.made).toEqual(held.made);
    expect(letGo.made.length).toBe(letGo.orders.length);
    // To know the schemes, to judge and plan, to make: no more often.
    expect([new Set(held.reads), new Set(letGo.reads)]).toEqual([new Set([1]), new Set([3])]);
  });

  it('it is judged as the whole project is', long, () => {
    const { value } = loadProject(samples, undefined, recordsIn(root));
    if (!value) throw new Error('the samples do not load');
    const { project, asOf } = judgedOn(value, { asked: '2026-03-02', today });
    const schemes = loadSchemes(project, root).value ?? new Map();
    const whole = judge(project, schemes, { asOf });
    const { said, changesOn } = planned(0, '2026-03-02');
    const rules = new Set(whole.diagnostics.map(({ code }) => code));
    expect(said.filter(({ code }) => rules.has(code))).toEqual(whole.diagnostics);
    expect(changesOn).toBe(whole.changesOn);
  });
});

it('is told how far it is with the cases, before the documents', async () => {
  const told: Progress[] = [];
  const folder = 'wanding/nuantu-heating';
  await built({ paths: [join(samples, folder)], cwd: samples, documents: ['certificate'], progress: (one) => told.push(one) });
  const before = { done: 0, total: 1, errors: 0 };
  expect(told.slice(0, 2)).toEqual([
    { ...before, what: { zh: `读取 ${folder}`, en: `reading ${folder}` } },
    { ...before, what: { zh: `核查 ${folder}`, en: `judging ${folder}` } },
  ]);
  expect(told.slice(2).map(({ what }) => what)).toEqual([expect.stringMatching(/^nuantu-heating certificate-/)]);
});
