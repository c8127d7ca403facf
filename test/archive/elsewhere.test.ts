/**
 * What is bagged of audits that lie elsewhere, of one that was terminated and of one that needed no decision; and papers, each with the
 * certificate or the audit that it is about.
 */
import { beforeAll, expect, it } from 'vitest';
import { closingsOf, type Closing } from '../../src/archive/closing.js';
import { judge } from '../../src/judge/judge.js';
import type { CaseFolder, Project } from '../../src/load/types.js';
import type { Output } from '../../src/output/manifest.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { long } from '../setup/long.js';
import { builtCases } from './setup.js';

const paths = ['wanding/heting-vault', 'wanding/xiuyuan-reagents', 'wanding/chengshu-data', 'cusc/lujing-wholesale', 'wanding/ludu-locks'];
let outputs: readonly Output[];
let project: Project;
beforeAll(async () => {
  ({ outputs, project } = await builtCases('closings-elsewhere', paths, { langs: ['zh'] }));
}, 240_000);

function closings(name: string, change: (folder: CaseFolder) => CaseFolder = (folder) => folder): Closing[] {
  const found = project.cases.find((one) => one.name === name);
  if (!found) throw new Error(`no case ${name}`);
  const schemes = loadSchemes(project, packageInfo().root).value ?? new Map();
  return closingsOf({
    project,
    folder: change(found),
    schemes,
    judgement: judge(project, schemes, { asOf: '2026-10-15' }),
    outputs: outputs.filter((one) => one.case === name),
    hasErrors: false,
  });
}
/** Whose register of scans has none of a kind. */
const withoutEvidence =
  (kind: string) =>
  (folder: CaseFolder): CaseFolder => ({
    ...folder,
    ...(folder.register ? { register: { ...folder.register, value: folder.register.value.filter((one) => one.kind !== kind) } } : {}),
  });
const bags = (all: readonly Closing[]): Record<string, string[]> =>
  Object.fromEntries(all.map(({ place, outputs: of }) => [place.subject, of.map(({ document }) => document).sort()]));
const told = (all: readonly Closing[]): string[] =>
  all.flatMap(({ place, open, diagnostics }) => [
    ...open.map(({ en }) => `${place.subject}: ${en}`),
    ...diagnostics.filter(({ severity }) => severity === 'error').map(({ code, clause }) => `${place.subject}: ${code} ${clause ?? ''}`),
  ]);

it('notices lie with the certificate that they are about, other documents with the audit, though its file is elsewhere', long, () => {
  const all = closings('xiuyuan-reagents');
  expect(bags(all)).toEqual({
    'stage-2': ['application-review-record', 'decision-record', 'review-record'],
    'surveillance-1': ['decision-record', 'review-record'],
    'WD-BC-25-0019-R0': ['certificate', 'reporting-record', 'scope-reduction-notice', 'status-publication', 'suspension-notice'],
    'WD-BC-25-0019-R1': ['cancellation-notice', 'certificate', 'status-publication'],
  });
  // Nothing is asked for that the other archive holds: report, plan, attendance sheets.
  expect(told(all)).toEqual([]);
  expect(all.map(({ place, closedOn }) => `${place.subject} ${closedOn ?? ''}`)).toEqual([
    'stage-2 2025-03-05',
    'surveillance-1 2026-04-16',
    'WD-BC-25-0019-R0 2026-04-16',
    'WD-BC-25-0019-R1 2026-09-14',
  ]);
});
it('a refusal lies with its audit where there is no certificate', long, () => {
  const all = closings('heting-vault');
  expect(bags(all)['stage-2']).toContain('refusal-notice');
  expect(told(all)).toEqual([]);
});
it('a notice that documents.yaml does not name keeps its bag open', long, () => {
  const all = closings('heting-vault', (folder) => ({
    ...folder,
    ...(folder.documents
      ? { documents: { ...folder.documents, value: folder.documents.value.filter(({ kind }) => kind !== 'refusal-notice') } }
      : {}),
  }));
  expect(told(all)).toEqual([expect.stringMatching(/^stage-2: .*refusal-notice.* is still a draft/)]);
});
it('a certificate that was printed elsewhere has a bag for its notices, and for the papers about it', long, () => {
  const all = closings('lujing-wholesale');
  expect(bags(all)['CUSC-BC-2024-0187-R0']).toEqual([
    'appeal-result',
    'archive-index',
    'registration-recommendation',
    'restoration-notice',
    'status-publication',
    'suspension-notice',
  ]);
  expect(told(all)).toEqual([]);
});
it('an audit that was terminated is closed once the report on that was delivered, and no report or decision is asked of it', long, () => {
  const [closing] = closings('chengshu-data').filter(({ place }) => place.subject === 'stage-2');
  expect(closing?.open).toEqual([]);
  expect(closing?.closedOn).toBe('2026-07-27');
  expect(bags(closing ? [closing] : [])['stage-2']).toContain('termination-report');
  expect(told(closing ? [closing] : [])).toEqual([]);
  // wanding 10.3 (3): the plan that the client confirmed is signed, whatever became of the audit.
  const unsigned = closings('chengshu-data', withoutEvidence('audit-plan')).filter(({ place }) => place.subject === 'stage-2');
  expect(told(unsigned)).toEqual(['stage-2: archive-unsigned 10.3 (3)']);
  const undelivered = closings('chengshu-data', (folder) => ({
    ...folder,
    ...(folder.events ? { events: { ...folder.events, value: folder.events.value.filter(({ kind }) => kind !== 'delivered') } } : {}),
    audits: folder.audits.map((audit) => ({
      ...audit,
      papers: audit.papers.map((paper) => ({ ...paper, value: { ...paper.value, deliveredOn: undefined } })),
    })),
  }));
  expect(told(undelivered)).toEqual(['stage-2: the report on its termination has not been delivered']);
});
// wanding 5.13.7: certification is maintained without a decision, so that 10.2（10） has nothing to ask for.
it('no record of a decision is asked of a surveillance that needed none; of one that had a decision it is', long, () => {
  const lacks = (subject: string, change?: (folder: CaseFolder) => CaseFolder): string[] =>
    told(closings('ludu-locks', change).filter(({ place }) => place.subject === subject)).filter((line) => line.endsWith('10.2（10）'));
  expect(lacks('surveillance-4')).toEqual([]);
  expect(lacks('surveillance-2')).toEqual([]);
  const all = outputs;
  outputs = all.filter(({ document }) => document !== 'decision-record');
  expect(lacks('surveillance-2', withoutEvidence('decision'))).toEqual(['surveillance-2: archive-lacks 10.2（10）']);
  outputs = all;
});
