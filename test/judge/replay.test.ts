/**
 * A case in the middle of its life builds without an error: for every sample and every `done` date in it, what came later is
 * taken out with all that refers to it, and the case is judged, and its contents are checked, as of that day.
 */
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/index.js';
import { judge } from '../../src/judge/judge.js';
import { loadProject } from '../../src/load/project.js';
import { checkReferences } from '../../src/load/references.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import type { Project } from '../../src/load/types.js';
import { packageInfo } from '../../src/program/package-info.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import { caseFolder, draftOf, misfits, recordFile } from '../lawful/project.js';
import { caseOn, doneDates, peopleOn } from '../lawful/take-out.js';
import { samplesFolder } from '../setup/samples.js';
import { sweep, swept } from '../setup/long.js';

const loaded = loadProject(samplesFolder).value;
if (!loaded) throw new Error('the samples do not load');
const samples: Project = loaded;
const schemes = loadSchemes(samples, packageInfo().root).value ?? new Map();
const people = samples.people?.value ?? {};
const line = (d: Diagnostic): string =>
  `${d.rule ?? d.code} ${d.document ?? ''} ${d.audit ?? ''} ${d.place?.file ?? ''}${d.place?.pointer ?? ''}: ${d.message.en}`;

describe.each(samples.cases.map((one) => ({ name: one.name, one })))('$name', ({ one }) => {
  const draft = draftOf(one);
  const dates = doneDates(draft);

  it('has dates to replay', () => {
    // A refused application has few.
    expect(dates.length).toBeGreaterThan(3);
  });

  it('is the sample itself after its last date', () => {
    expect(caseOn(draft, '9999-12-31')).toEqual(draft);
  });

  it.each(swept(dates, 15))('%s', sweep, (day) => {
    const then = caseFolder(caseOn(draft, day), one.evidence);
    const project: Project = {
      ...samples,
      config: recordFile('project', 'certpress.yaml', {}),
      people: recordFile('people', 'people.yaml', peopleOn(people, day)),
      cases: [then],
    };
    const documents = documentsOf(project, then, schemes).flatMap((scope) => checkContents(scope).diagnostics);
    const found = [
      ...checkReferences(project.root, then, new Set(Object.keys(people))),
      ...documents,
      ...judge(project, schemes, { asOf: day }).diagnostics,
    ];
    expect([...misfits(project), ...found.filter((d) => d.severity === 'error').map(line)]).toEqual([]);
    expect(doneDates(draftOf(then)).filter((date) => date > day)).toEqual([]);
  });
});
