/**
 * What rows are judged for and what documents are of is one list: the same things, of the same records, under the same names. What is
 * worked out of several records is judged once for each: a cycle, a change; and each licence by itself.
 */
import { describe, expect, it } from 'vitest';
import { documentSubjects } from '../../schemas/pack/kinds.js';
import { subjects as rowSubjects } from '../../schemas/pack/rules.js';
import { KnownOn } from '../../src/judge/known.js';
import { subjectsOf } from '../../src/judge/subjects.js';
import { loadProject } from '../../src/load/project.js';
import { recordsIn } from '../../src/packs/records-of-schemes.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { sharedEnvironment, variables } from '../../src/rules/environment.js';
import { rootOfSubject } from '../../src/rules/root-shapes.js';
import { documentSubjectsOf } from '../../src/validate/document-subjects.js';
import { samplesFolder } from '../setup/samples.js';
import { baseOf, changed, judged, type Changes } from './rows/setup.js';

describe('rows and documents', () => {
  const { root } = packageInfo();
  const { value: project } = loadProject(samplesFolder, undefined, recordsIn(root));
  const schemes = project && loadSchemes(project, root).value;
  if (!project || !schemes) throw new Error('the samples do not load');
  // Late enough that everything on record has happened.
  const { subjects } = subjectsOf(project, schemes, sharedEnvironment(), new KnownOn('2035-01-01'));

  it('call each thing by the same name', () => {
    expect(documentSubjects.filter((kind) => !(rowSubjects as readonly string[]).includes(kind))).toEqual([]);
    expect(documentSubjects.filter((kind) => !Object.hasOwn(variables[kind], rootOfSubject[kind]))).toEqual([]);
  });
  it('are of the same records, under the same version of the scheme', () => {
    const place = (file: string, path: readonly unknown[]): string => `${file} ${path.join('/')}`;
    const seen = new Map<string, string>(
      subjects.flatMap((one) => {
        const at = one.kind === 'project' ? undefined : one.tree.children?.[rootOfSubject[one.kind as keyof typeof rootOfSubject]]?.place;
        return at ? [[`${one.kind} ${place(at.file.file, at.path)}`, one.scheme.version] as const] : [];
      }),
    );
    const kinds = new Set<string>();
    const lacking = project.cases.flatMap((folder) =>
      documentSubjectsOf(folder, schemes).flatMap((one) => {
        // An audit of elsewhere is not judged here, and which sites are audited is not known before the audit.
        if (one.audit?.audit.value.elsewhere !== undefined || (one.of === 'site' && !one.audit?.audit.value.sites)) return [];
        kinds.add(one.of);
        const key = `${one.of} ${place(one.asks.file.file, one.asks.pointer.split('/').slice(1))}`;
        return seen.get(key) === one.scheme.version ? [] : [key];
      }),
    );
    expect(lacking).toEqual([]);
    expect([...kinds].sort()).toEqual([...documentSubjects].sort());
  });
});

const said = (scheme: string, changes: Changes, asOf: string, row: string): string[] =>
  judged(changed(baseOf(scheme), changes), asOf, [row])
    .diagnostics.filter((d) => d.code === 'rule-violated')
    .map((d) => `${d.place?.pointer ?? ''}: ${d.message.en}`);

describe('a licence', () => {
  const licences = (...list: Changes[]): Changes => ({ 'case.client.0.from': '2024-12-01', 'case.client.0.licences': list });
  const lapsed = { name: '经营许可证', number: 'L-1', validTo: '2024-12-31' };

  it('is judged by itself: of two that had run out each is told, at its own day', () => {
    const found = said(
      'zoho',
      licences(lapsed, { name: '运输许可证', number: 'L-2', validTo: '2024-12-30' }, { name: '执照', number: 'L-3' }),
      '2025-06-01',
      'licence-at-application',
    );
    expect(found.map((one) => one.split(':')[0])).toEqual(['/client/0/licences/0/validTo', '/client/0/licences/1/validTo']);
    expect(found[1]).toContain('valid until 2024-12-30');
  });
  it('that was replaced by the day of the application is none of it', () => {
    const renewed = (from: string): Changes => ({
      ...licences(lapsed),
      'case.client.+': { from, name: '青禾服务有限公司', licences: [{ ...lapsed, validTo: '2029-12-31' }] },
    });
    expect(said('zoho', renewed('2025-01-02'), '2025-06-01', 'licence-at-application')).toEqual([]);
    expect(said('zoho', renewed('2030-01-01'), '2025-06-01', 'licence-at-application')).toHaveLength(1);
  });
});

it('each change that a certificate does not print is told at its own line, with its own day', () => {
  const found = said(
    'cqm',
    { 'case.client.+': { from: '2028-04-10', name: '青禾外包服务有限公司', uscc: '91410100MA0ABCDE6B', registeredAddress: '戊路1号' } },
    '2028-09-01',
    'client-as-printed',
  );
  expect(found.map((one) => one.split(':')[0]).sort()).toEqual(['/client/1/name', '/client/1/registeredAddress']);
  for (const one of found) expect(one).toContain('since 2028-04-10');
});

it('what a cycle lacks is told once, under the certificate that stands last in it', () => {
  const short = { 'audits.surveillance-2.findings.ann.findings.0.clauses': ['8.1'] };
  const reduced = {
    number: 'C-1A',
    audit: 'extension',
    version: 'B/1',
    issued: '2027-01-05',
    validFrom: '2027-01-05',
    validTo: '2028-05-26',
    replaces: { number: 'C-1', validTo: '2028-05-26' },
  };
  const alone = said('wanding', short, '2028-09-01', 'coverage-cycle');
  expect(alone).toHaveLength(1);
  expect(alone[0]).toContain('under certificate C-1 ');
  const both = said('wanding', { ...short, 'certificates.+': reduced }, '2028-09-01', 'coverage-cycle');
  expect(both).toHaveLength(1);
  expect(both[0]).toContain('under certificate C-1A ');
});
