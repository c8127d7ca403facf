/** Scopes: which documents a case asks for, and the states that hold on their dates. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileNamePart } from '../../src/load/output-name.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import type { DocumentScope } from '../../src/validate/scope.js';
import { stateOn } from '../../src/validate/states.js';

let root = '';
const files: Record<string, string> = {
  'certpress.yaml': 'lang: zh\n',
  'people.yaml': 'lin: { name: 林晚 }\n',
  'c/case.yaml': 'scheme: wanding\nclient:\n  - { from: 2024-01-01, name: 旧名 }\n  - { from: 2025-06-01, name: 新名 }\n',
  'c/audits/two/audit.yaml': 'kind: I2\nversion: B/1\nstage1: one\n',
  'c/audits/one/audit.yaml': 'kind: I1\nversion: B/1\n',
  'c/audits/one/notice.yaml': 'date: 2025-05-01\n',
  'c/audits/two/plan.yaml': 'date: 2025-05-31\nnumber: "P-1"\n',
  'c/audits/two/report.yaml': 'date: 2025-06-01\n',
  'c/audits/two/nonconformities/NC-01.yaml': 'date: 2023-01-01\n',
  'c/certificates.yaml': '- { number: "WD 1/2", audit: two, issued: 2025-07-01 }\n',
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'certpress-scope-'));
  for (const [file, text] of Object.entries(files)) put(file, text);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});
const put = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
function scopes(): DocumentScope[] {
  const project = loadProject(root).value;
  if (!project) throw new Error('no project');
  const schemes = loadSchemes(project, packageInfo().root).value ?? new Map();
  return project.cases.flatMap((one) => documentsOf(project, one, schemes));
}
const named = (name: string): DocumentScope => {
  const found = scopes().find((scope) => scope.outputName === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

test('each file that exists asks for its document', () => {
  expect(scopes().map((scope) => [scope.outputFolder, scope.outputName, scope.date].join(' '))).toEqual([
    'one stage-1-notice 2025-05-01',
    'two audit-plan 2025-05-31',
    'two audit-report 2025-06-01',
    'two nonconformity-report-NC-01 2023-01-01',
    ' certificate-WD-1-2 2025-07-01',
  ]);
});
test('a document has the state on its own date', () => {
  expect(named('audit-plan').roots.client).toMatchObject({ pointer: '/client/0', value: { name: { zh: '旧名' } } });
  expect(named('audit-report').roots.client).toMatchObject({ pointer: '/client/1', value: { name: { zh: '新名' } } });
  expect(named('nonconformity-report-NC-01').roots.client).toBeUndefined();
});
test('a certificate that was reissued has the state of that day', () => {
  put('c/certificates.yaml', '- { number: "WD 1/2", audit: two, issued: 2025-05-20 }\n');
  expect(named('certificate-WD-1-2').roots.client).toMatchObject({ value: { name: { zh: '旧名' } } });
  const first = '- { kind: certificate, subject: "WD 1/2", revision: "1", date: 2025-05-20 }\n';
  put('c/documents.yaml', `${first}- { kind: certificate, subject: "WD 9", revision: "2", date: 2025-08-01 }\n`);
  expect(named('certificate-WD-1-2').roots.client).toMatchObject({ value: { name: { zh: '旧名' } } });
  put(
    'c/documents.yaml',
    `${first}- { kind: certificate, subject: "WD 1/2", revision: "2", date: 2025-06-10, supersedes: "1", reason: 更名 }\n`,
  );
  expect(named('certificate-WD-1-2').roots.client).toMatchObject({ value: { name: { zh: '新名' } } });
});
test('what belongs to it is at hand', () => {
  const report = named('audit-report');
  expect(report.stage1?.notice?.value.date).toBe('2025-05-01');
  expect(report.ncs.map((nc) => nc.name)).toEqual(['NC-01']);
  expect(named('certificate-WD-1-2').roots.cert).toMatchObject({ pointer: '/0', value: { number: 'WD 1/2' } });
  expect(report.broken).toEqual([]);
});
test('a file with errors holds back the documents that rest on it, and leaves the others', () => {
  put('c/audits/two/plan.yaml', 'date: 2025-05-31\nnumber: 5.10\n');
  expect(
    scopes()
      .filter((scope) => scope.broken.length > 0)
      .map((scope) => scope.outputName),
  ).toEqual(['audit-plan', 'audit-report', 'nonconformity-report-NC-01', 'certificate-WD-1-2']);
  put('c/audits/two/plan.yaml', 'date: 2025-05-31\n');
  put('people.yaml', 'lin: { nmae: 林晚 }\n');
  expect(scopes().every((scope) => scope.broken.includes('people.yaml'))).toBe(true);
});
test('an answer in a wrong form is complained of once, a missing one with its clause', () => {
  put('c/audits/two/report.yaml', 'date: 2025-06-01\nscope: 5.10\nunits: {}\nauditTime: "  "\ndeviations: []\nissues: {}\n');
  const missing = checkContents(named('audit-report')).diagnostics.map(
    (d) => `${d.clause ?? ''} ${d.place?.line ?? 0} ${d.place?.pointer ?? ''}`,
  );
  expect(missing.some((line) => line.endsWith('/scope'))).toBe(false);
  expect(missing).toContain('5.11.3(7) 3 /units');
  expect(missing).toContain('5.11.3(7) 4 /auditTime');
  expect(missing).toContain('5.11.3(8) 5 /deviations');
  expect(missing).toContain('5.11.3(9) 6 /issues');
});
test('a version that the scheme does not have is said where it is named', () => {
  put('c/audits/two/audit.yaml', 'kind: I2\nversion: B/9\n');
  const project = loadProject(root).value;
  if (!project) throw new Error('no project');
  expect(loadSchemes(project, packageInfo().root).diagnostics).toMatchObject([{ code: 'scheme-unknown', place: { line: 2, column: 10 } }]);
  expect(scopes().map((scope) => scope.audit?.name)).toEqual(['one']);
});

describe('states', () => {
  const states = [{ from: '2024-01-01' }, { from: '2025-01-01' }, { from: '2026-01-01' }];
  test.each([
    ['2023-12-31', undefined],
    ['2024-01-01', 0],
    ['2025-12-31', 1],
    ['2026-01-01', 2],
    ['', 2],
  ])('on %s', (date, index) => {
    expect(stateOn(states, date)).toBe(index);
  });
  test('none', () => {
    expect(stateOn(undefined, '2025-01-01')).toBeUndefined();
  });
});
test.each([
  ['WD-2025/7', 'WD-2025-7'],
  ['../../up', 'up'],
  ['a:b*c?', 'a-b-c'],
  ['证书 7', '证书-7'],
  ['...', '-'],
  ['x'.repeat(400), 'x'.repeat(150)],
])('%s as part of a file name', (text, name) => {
  expect(fileNamePart(text).replace(/-$/, '')).toBe(name.replace(/-$/, ''));
});

test('an audit that grants no certificate speaks of the one in force on the day of its document', () => {
  put('c/audits/watch/audit.yaml', 'kind: S\nversion: B/1\nprevious: two\n');
  put('c/audits/watch/plan.yaml', 'date: 2026-06-01\n');
  const watching = (): string | undefined => {
    const plan = scopes().find((scope) => scope.audit?.name === 'watch' && scope.document.role === 'plan');
    return (plan?.roots.cert?.value as { readonly number?: string } | undefined)?.number;
  };
  expect(watching()).toBe('WD 1/2');
  put('c/certificates.yaml', '- { number: "WD 1/2", audit: two, issued: 2025-07-01, validTo: 2026-05-31 }\n');
  expect(watching()).toBeUndefined();
  put('c/certificates.yaml', '- { number: "WD 1/2", audit: two, issued: 2026-06-02 }\n');
  expect(watching()).toBeUndefined();
});
test('each event, meeting and author of findings has documents of its own, told apart by what they are about', () => {
  put('c/audits/two/audit.yaml', 'kind: I2\nversion: B/1\nstage1: one\nmeetings: { opening: { date: 2025-05-31 } }\n');
  put('c/audits/two/findings/lin.yaml', 'author: lin\nfindings: []\n');
  const suspended = '{ kind: suspended, certificate: "WD 1/2", date: 2025-08-01, text: 理由 }';
  put('c/events.yaml', `- ${suspended}\n- { kind: delivered, certificate: "WD 1/2", date: 2025-08-01 }\n- ${suspended}\n`);
  expect(scopes().map(({ outputName }) => outputName)).toEqual(
    expect.arrayContaining(['suspension-notice-WD-1-2-2025-08-01', 'suspension-notice-WD-1-2-2025-08-01-2']),
  );
  expect(named('suspension-notice-WD-1-2-2025-08-01').roots.cert?.pointer).toBe('/0');
  // Working papers come where they are asked for, or registered as issued.
  expect(scopes().some(({ kind }) => kind === 'attendance-sheet')).toBe(false);
  put(
    'c/documents.yaml',
    '- { kind: attendance-sheet, audit: two, subject: opening }\n- { kind: on-site-record, audit: two, subject: lin }\n',
  );
  expect(named('attendance-sheet-opening')).toMatchObject({ outputFolder: 'two', date: '2025-05-31' });
  expect(named('on-site-record-lin').roots.author?.file.file).toBe('c/audits/two/findings/lin.yaml');
});
