/**
 * When a document is due: an untouched skeleton asks for an application and nothing else; each act makes its document due; what
 * was issued, or is asked for by name, is due whatever the day.
 */
import { existsSync, mkdtempSync, mkdirSync, renameSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DocumentKind } from '../../schemas/pack/index.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { firstSteps } from '../../src/validate/first-steps.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import { newCase, newProject } from '../../src/skeleton/skeleton.js';
import { isDue } from '../../src/validate/when-due.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'certpress-due-'));
  newProject(root);
  newCase({ folder: join(root, 'one'), scheme: 'wanding', type: 'initial' });
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const edit = (file: string, replace: RegExp | string, by: string): void => {
  const path = join(root, 'one', file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const changed = replace === '' ? `${text}\n${by}` : text.replace(replace, by);
  expect(changed).not.toBe(text);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, changed);
};
function due(asOf = '2026-01-31', asked?: readonly DocumentKind[]): string[] {
  const { value: project, diagnostics } = loadProject(root);
  expect(diagnostics).toEqual([]);
  if (!project) throw new Error('no project');
  const schemes = loadSchemes(project, packageInfo().root).value ?? new Map();
  return project.cases
    .flatMap((one) => documentsOf(project, one, schemes))
    .filter((scope) => isDue(scope, { asOf, asked }))
    .map((scope) => [scope.audit?.name, scope.kind].join(' '));
}
function steps(): string[] {
  const { value: project } = loadProject(root);
  return (project?.cases ?? []).flatMap((one) => firstSteps(root, one)).map((d) => `${d.severity} ${d.message.en}`);
}

test('of an untouched skeleton nothing is due, and the application is asked for', () => {
  expect(due()).toEqual([]);
  expect(steps()).toEqual([
    'error The case lacks the client',
    'error The case lacks the application',
    'error The case lacks the sites',
    'error The case lacks the headcount',
  ]);
});

test('once the application is there, the next step is named; once an audit is begun, none', () => {
  edit('case.yaml', /^client:.*$/m, 'client: [{ from: 2026-01-05, name: 甲公司, uscc: "91131204MA0G8T2QXB", registeredAddress: 甲地 }]');
  edit('case.yaml', /^sites:.*$/m, 'sites: [{ from: 2026-01-05, list: [{ id: S1, kind: main, address: 甲地 }] }]');
  edit('case.yaml', '', 'headcount: [{ from: 2026-01-05, effective: 20 }]\napplication: { date: 2026-01-05, scope: 热力供应 }\n');
  expect(steps()).toEqual(['info Next comes the application review']);
  edit(
    'case.yaml',
    '',
    'applicationReview: { date: 2026-01-08, by: lin, result: accepted }\ncontract: { signedOn: 2026-01-09, clauses: ["5.3.2(1)"] }\n',
  );
  expect(steps()).toEqual(['info Next comes the audit programme and the audit time']);
  edit('audits/stage-1/plan.yaml', /^scope:.*$/m, 'scope: 热力供应');
  expect(steps()).toEqual([]);
});

test('a plan is due once it is begun, or its audit is', () => {
  edit('audits/stage-1/plan.yaml', /^scope:.*$/m, 'scope: 热力供应');
  expect(due()).toEqual(['stage-1 audit-plan']);
  edit('audits/stage-2/audit.yaml', /^(?:# )?start:.*$/m, 'start: 2026-01-20');
  expect(due()).toEqual(['stage-1 audit-plan', 'stage-2 audit-plan']);
});

test('notice and report are due once the audit has ended, or they are dated; a scope written beforehand does not make them so', () => {
  edit('audits/stage-1/notice.yaml', /^scope:.*$/m, 'scope: 热力供应');
  edit('audits/stage-2/report.yaml', /^scope:.*$/m, 'scope: 热力供应');
  expect(due()).toEqual([]);
  edit('audits/stage-1/audit.yaml', /^end:.*$/m, 'end: 2026-01-20');
  expect(due('2026-01-19')).toEqual(['stage-1 audit-plan']);
  expect(due('2026-01-20')).toEqual(['stage-1 audit-plan', 'stage-1 stage-1-notice']);
  edit('audits/stage-2/report.yaml', /^date:.*$/m, 'date: 2026-01-25');
  expect(due('2026-01-20')).toEqual(['stage-1 audit-plan', 'stage-1 stage-1-notice', 'stage-2 audit-report']);
});

test('a nonconformity and a certificate are due once they are there', () => {
  const folder = join(root, 'one/audits/stage-2/nonconformities');
  renameSync(join(folder, 'NC-01.yaml.sample'), join(folder, 'NC-01.yaml'));
  edit('certificates.yaml', '', '- { number: "C-1", audit: stage-2 }');
  expect(due()).toEqual(['stage-2 nonconformity-report', 'stage-2 certificate']);
});

test('what was issued, and what is asked for by name, is due', () => {
  edit('documents.yaml', '', '- { kind: audit-report, audit: stage-2, revision: A/0, date: 2026-01-25 }');
  expect(due()).toEqual(['stage-2 audit-report']);
  expect(due('2026-01-31', ['audit-plan'])).toEqual(['stage-1 audit-plan', 'stage-2 audit-plan', 'stage-2 audit-report']);
});
