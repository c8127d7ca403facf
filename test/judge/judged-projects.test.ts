/** Commands that judge one case after the other tell what they would tell if they held all of them. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgedOn } from '../../src/judge/as-it-stood.js';
import { judge } from '../../src/judge/judge.js';
import { judgedProjects } from '../../src/judge/judged-projects.js';
import { loadProject } from '../../src/load/project.js';
import { recordsIn } from '../../src/packs/records-of-schemes.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { DueLines, dueLines } from '../../src/telling/due.js';
import { statusOf } from '../../src/telling/status.js';

const { root } = packageInfo();
const samples = join(root, 'samples');
const today = '2026-11-28';

describe.each([undefined, '2026-03-02'])('as of %s', (asOf) => {
  const loaded = loadProject(samples, undefined, recordsIn(root)).value;
  if (!loaded) throw new Error('the samples do not load');
  const whole = judgedOn(loaded, { asked: asOf, today });
  const schemes = loadSchemes(whole.project, root).value ?? new Map();
  const judgement = judge(whole.project, schemes, { asOf: whole.asOf });

  it('the same cases have the same status, and the same falls due', async () => {
    const [one, ...others] = (await judgedProjects([samples], { asOf, today })).value ?? [];
    if (!one) throw new Error('the samples do not load');
    expect(others).toEqual([]);
    expect(one.count).toBe(whole.project.cases.length);
    const due = new DueLines(one.project, one.asOf, { schemes: one.schemes });
    const told = [...one].map((mine) => {
      due.add({ ...mine.judgement, verdicts: mine.judgement.verdicts.filter(({ subject }) => subject.case) });
      return statusOf(mine.project, one.schemes, mine.judgement, mine.folder);
    });
    due.add(one.ofProject);
    expect(told.length).toBe(one.count);
    expect(told).toEqual(whole.project.cases.map((folder) => statusOf(whole.project, schemes, judgement, folder)));
    expect(due.all()).toEqual(dueLines(judgement, whole.project, { schemes }));
    expect(one.faults).toEqual(judgement.diagnostics.filter(({ code }) => code === 'rule-wrong'));
  });
});
