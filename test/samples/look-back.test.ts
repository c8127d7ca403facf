/**
 * `--as-of` in the past, on the samples: no day of their lives has an error, and the documents of a day are those that the records
 * of that day made. The records of that day are written by `take-out.ts`, which knows nothing of the program's own cutting.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { built } from '../setup/built.js';
import type { BuildResult } from '../../src/plan/options.js';
import { judgedOn } from '../../src/judge/as-it-stood.js';
import { judge } from '../../src/judge/judge.js';
import { statusOf } from '../../src/telling/status.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import { draftOf } from '../lawful/project.js';
import { caseOn, doneDates } from '../lawful/take-out.js';
import type { CaseDraft } from '../lawful/drafts.js';
import { sweep, swept } from '../setup/long.js';
import { samplesFolder } from '../setup/samples.js';

const today = '2026-11-28';
const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));

const loaded = loadProject(samplesFolder).value;
if (!loaded) throw new Error('the samples do not load');
const project = loaded;
const schemes = loadSchemes(project, packageInfo().root).value ?? new Map();

/** The case alone in a project of its own, as the draft has it. */
async function written(draft: CaseDraft): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'certpress-then-'));
  made.push(root);
  await cp(join(samplesFolder, 'people.yaml'), join(root, 'people.yaml'));
  await writeFile(join(root, 'certpress.yaml'), stringify(project.config?.value));
  const at = join(root, draft.folder);
  // A case whose audits lie elsewhere has none.
  const evidence = join(samplesFolder, draft.folder, 'evidence');
  if (existsSync(evidence)) await cp(evidence, join(at, 'evidence'), { recursive: true });
  const write = async (file: string, value: unknown): Promise<void> => {
    if (value === undefined) return;
    await mkdir(dirname(join(at, file)), { recursive: true });
    await writeFile(join(at, file), stringify(value, { aliasDuplicateObjects: false }));
  };
  for (const name of ['case', 'certificates', 'events', 'documents'] as const) await write(`${name}.yaml`, draft[name]);
  for (const [name, { value }] of Object.entries(draft.papers ?? {})) await write(`papers/${name}.yaml`, value);
  for (const { name, findings, nonconformities, papers, ...files } of draft.audits) {
    for (const [file, { value }] of Object.entries(papers ?? {})) await write(`audits/${name}/papers/${file}.yaml`, value);
    for (const [file, value] of Object.entries(files)) await write(`audits/${name}/${file}.yaml`, value);
    for (const [file, value] of Object.entries(findings)) await write(`audits/${name}/findings/${file}.yaml`, value);
    for (const [file, value] of Object.entries(nonconformities)) await write(`audits/${name}/nonconformities/${file}.yaml`, value);
  }
  return at;
}

const models = (path: string, asOf: string, now: string): Promise<BuildResult> =>
  built({ paths: [path], cwd: samplesFolder, formats: [], langs: ['zh'], asOf, today: now, print: 'model' });

/** The middle of each quarter of each life. */
const looks = swept(
  project.cases.flatMap((folder) => [1, 3, 5, 7].map((eighth) => [folder.name, eighth] as const)),
  40,
);

describe.each(project.cases.map((folder) => [folder.name, folder] as const))('%s', (_, folder) => {
  const draft = draftOf(folder);
  const days = doneDates(draft);

  it('has no error on any day of its life, and a status', sweep, () => {
    for (const day of swept(days, 28)) {
      const then = judgedOn({ ...project, cases: [folder] }, { asked: day, today }).project;
      const judgement = judge(then, schemes, { asOf: day });
      const found = [
        ...judgement.diagnostics,
        ...then.cases.flatMap((one) => documentsOf(then, one, schemes)).flatMap((scope) => checkContents(scope).diagnostics),
      ];
      expect(found.filter((d) => d.severity === 'error').map((d) => `${day} ${d.message.en}`)).toEqual([]);
      for (const one of then.cases) {
        const status = statusOf(then, schemes, judgement, one);
        expect([...status.story].filter((step) => step.date > day)).toEqual([]);
        expect(status.verdicts.filter((verdict) => verdict.state === 'violated' && verdict.severity === 'error')).toEqual([]);
        // In words of the field: no name of a key in what it says in Chinese.
        for (const { missingWords } of status.verdicts) for (const { zh } of missingWords) expect(zh).not.toMatch(/[a-z]{2}/);
      }
    }
  });

  it.each(looks.flatMap(([name, eighth]) => (name === folder.name ? [days[Math.floor((days.length * eighth) / 8)] ?? ''] : [])))(
    'makes the documents of %s',
    sweep,
    async (day) => {
      const back = await models(join(samplesFolder, folder.folder), day, today);
      const then = await models(await written(caseOn(draftOf(folder), day)), day, day);
      expect(back.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
      expect(back.printed).toEqual(then.printed);
      // What comes next is said of a case as it is filed today, not of one that is looked back on.
      const told = (list: typeof back.diagnostics): string[] =>
        list.filter((d) => !['case-next', 'case-incomplete'].includes(d.code)).map((d) => d.message.en);
      expect(told(back.diagnostics)).toEqual(told(then.diagnostics));
    },
  );
});
