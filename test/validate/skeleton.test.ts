/** Skeletons: they have their shape, lack only contents, and never write over anything. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditTypes, type AuditType } from '../../schemas/record/kinds.js';
import { parse } from 'yaml';
import { recordSchemas } from '../../schemas/record/index.js';
import { loadProject } from '../../src/load/project.js';
import { listSchemes } from '../../src/packs/load-scheme.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import { newAudit, newCase, newProject, type CaseType } from '../../src/skeleton/skeleton.js';
import { writeNew } from '../../src/skeleton/write-new.js';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'certpress-new-'));
  expect(newProject(root).diagnostics).toEqual([]);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const schemes = [...new Set(listSchemes(packageInfo().root).map((scheme) => scheme.id))];
const types: CaseType[] = ['initial', 'surveillance', 'recertification'];
describe.each(schemes.flatMap((scheme) => types.map((type) => ({ scheme, type }))))('$scheme $type', ({ scheme, type }) => {
  test('lacks contents, each with its clause, and nothing else', () => {
    const folder = join(root, `${scheme}-${type}`);
    const made = newCase({ folder, scheme, type });
    expect(made.diagnostics).toEqual([]);
    const { value: project, diagnostics } = loadProject(root, [folder]);
    expect(diagnostics).toEqual([]);
    if (!project) throw new Error('no project');
    const table = loadSchemes(project, packageInfo().root);
    expect(table.diagnostics).toEqual([]);
    const scopes = project.cases.flatMap((one) => documentsOf(project, one, table.value ?? new Map()));
    expect(scopes.length).toBeGreaterThan(0);
    for (const scope of scopes) {
      const all = checkContents(scope).diagnostics;
      // Which of several standards was agreed on, nobody can know beforehand.
      const isChoice = scope.scheme.standards.length > 1;
      expect(all.some((d) => d.code === 'standard-unknown')).toBe(isChoice);
      const found = all.filter((d) => d.code !== 'standard-unknown');
      expect(new Set(found.map((d) => d.code))).toEqual(new Set(['content-missing']));
      expect(found.every((d) => d.clause && d.why && d.help && d.place?.line)).toBe(true);
      // What is missing is named in the file, with its clause and its words.
      const text = (made.value ?? [])
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => readFileSync(file, 'utf8'))
        .join('\n');
      for (const d of found) expect(text).toContain(d.clause);
    }
  });
});

test('nothing is written over', () => {
  const folder = join(root, 'twice');
  const scheme = schemes[0] ?? '';
  newCase({ folder, scheme, type: 'surveillance' });
  writeFileSync(join(folder, 'case.yaml'), 'scheme: mine\n');
  rmSync(join(folder, 'events.yaml'));
  const again = newCase({ folder, scheme, type: 'initial' });
  expect(again.value).toBeUndefined();
  expect(new Set(again.diagnostics.map((d) => d.code))).toEqual(new Set(['file-exists']));
  expect(readFileSync(join(folder, 'case.yaml'), 'utf8')).toBe('scheme: mine\n');
  expect(existsSync(join(folder, 'events.yaml'))).toBe(false);
  expect(newProject(root).diagnostics.map((d) => d.code)).toEqual(['file-exists', 'file-exists']);
});

test('a scheme that does not exist, a case outside a project, a name that is taken', () => {
  expect(newCase({ folder: join(root, 'x'), scheme: `${schemes[0] ?? ''}x`, type: 'initial' }).diagnostics.map((d) => d.code)).toEqual([
    'scheme-unknown',
  ]);
  expect(
    newCase({ folder: join(tmpdir(), 'certpress-nowhere', 'x'), scheme: schemes[0] ?? '', type: 'initial' }).diagnostics.map((d) => d.code),
  ).toEqual(['project-missing']);
  newCase({ folder: join(root, 'south', 'same'), scheme: schemes[0] ?? '', type: 'surveillance' });
  expect(
    newCase({ folder: join(root, 'north', 'Same'), scheme: schemes[0] ?? '', type: 'surveillance' }).diagnostics.map((d) => d.code),
  ).toEqual(['name-twice']);
});

/** The skeleton as somebody would fill it in: every shape that stands in a comment taken out of it, keys without value left out. */
function filled(text: string): unknown {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/^# ?/, ''))
    .filter((line) => /^\s*(?:- )?[A-Za-z0-9]+:/.test(line));
  const strip = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(strip)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (one === null ? [] : [[key, strip(one)]])))
        : value;
  return strip(parse(lines.join('\n'))) ?? {};
}

test.each(schemes)('%s: what stands in comments has its shape, nested fields and all', (scheme) => {
  const folder = join(root, `${scheme}-shapes`);
  const made = newCase({ folder, scheme, type: 'initial' });
  const kinds = Object.keys(recordSchemas) as (keyof typeof recordSchemas)[];
  for (const file of made.value ?? []) {
    const name = basename(file).replace(/\.yaml.*$/, '');
    const kind = kinds.find((one) => one === name) ?? (name === 'NC-01' ? 'nonconformity' : undefined);
    if (!kind) throw new Error(file);
    const found = recordSchemas[kind].safeParse(filled(readFileSync(file, 'utf8')));
    expect(found.error?.issues.map((issue) => `${name} ${issue.path.join('.')}: ${issue.message}`) ?? []).toEqual([]);
  }
  const shown = filled(readFileSync(join(folder, 'case.yaml'), 'utf8')) as {
    headcount?: readonly { reductions?: unknown }[];
    programme?: { audits?: readonly object[] };
    auditTime?: object;
    application?: { materials?: unknown };
  };
  // Of a scheme whose text is English, English alone.
  const text = scheme === 'zoho' ? { en: '…' } : { zh: '…', en: '…' };
  expect(shown.headcount?.[0]?.reductions).toEqual([{ persons: 0, reason: text }]);
  expect(shown.programme?.audits?.[0]).toEqual({ kind: 'I1', planned: '2025-09-10', audit: 'stage-1' });
  expect(shown.auditTime).toMatchObject({ base: 0, by: 'lin-wan' });
  expect(shown.application?.materials).toEqual([{ name: text, reference: '…', clause: '…' }]);
});

describe('an audit is added to a case', () => {
  const make = (scheme: string): string => {
    const folder = join(root, `${scheme}-grows`);
    if (!existsSync(folder)) newCase({ folder, scheme, type: 'initial' });
    return folder;
  };
  test.each(schemes)('%s: a surveillance, and another; what they say is of surveillances', (scheme) => {
    const folder = make(scheme);
    for (const n of [1, 2]) {
      const made = newAudit({ folder, type: 'surveillance' });
      expect(made.diagnostics).toEqual([]);
      const at = join(folder, 'audits', `surveillance-${n}`);
      expect(made.value?.every((file) => file.startsWith(at))).toBe(true);
      const text = readFileSync(join(at, 'audit.yaml'), 'utf8');
      expect(text).toMatch(/^kind: S /m);
      // The audit before it is the stage 2, or the surveillance that was added.
      expect(text).toMatch(n === 1 ? /^previous: stage-2 /m : /^previous: (?:stage-2|surveillance-1) /m);
      for (const file of made.value ?? []) expect(readFileSync(file, 'utf8')).not.toMatch(/第一阶段|stage 1\b|offSiteReason/);
      expect(existsSync(join(at, 'notice.yaml'))).toBe(false);
      expect(existsSync(join(at, 'report.yaml'))).toBe(true);
    }
    expect(loadProject(root, [folder]).diagnostics).toEqual([]);
  });
  test('every kind that the scheme has, and none that it has not', () => {
    for (const scheme of schemes) {
      const folder = make(scheme);
      for (const type of Object.keys(auditTypes) as AuditType[]) {
        const { value, diagnostics } = newAudit({ folder, type, id: `new-${type}` });
        if (value)
          expect(readFileSync(join(folder, 'audits', `new-${type}`, 'audit.yaml'), 'utf8')).toContain(`kind: ${auditTypes[type]} `);
        else expect(diagnostics.map((d) => d.code)).toEqual(['audit-kind-unknown']);
      }
    }
    const [folder] = schemes.map(make);
    // Stage 1 done again, and a stage 2 that rests on it.
    const again = newAudit({ folder: folder ?? '', type: 'stage-1' });
    expect(again.value?.[0]).toContain('stage-1-again-1');
    expect(
      newAudit({ folder: folder ?? '', type: 'surveillance', id: 'surveillance-1' }).diagnostics.every((d) => d.code === 'file-exists'),
    ).toBe(true);
    expect(newAudit({ folder: join(root, 'nothing'), type: 'surveillance' }).diagnostics.map((d) => d.code)).toEqual(['case-missing']);
  });
  test('wanding says in the sample of a surveillance’s decision when none is needed (5.13.7); cusc asks for one always (5.9)', () => {
    const sample = (scheme: string): string => readFileSync(join(make(scheme), 'audits', 'surveillance-1', 'decision.yaml.sample'), 'utf8');
    expect(sample('wanding')).toContain('无需再进行独立的认证决定');
    expect(sample('cusc')).not.toContain('无需');
  });
  test('new case on a case says how to add an audit', () => {
    const [found] = newCase({ folder: make(schemes[0] ?? ''), scheme: schemes[0] ?? '', type: 'surveillance' }).diagnostics;
    expect(found?.code).toBe('file-exists');
    expect(found?.help?.en).toContain('certpress new audit');
  });
});

test('what the system refuses leaves everything as it was: no file, no folder, no line behind another', () => {
  const place = mkdtempSync(join(tmpdir(), 'certpress-write-'));
  const [labels, noFolder] = [join(place, 'labels.yaml'), join(place, 'no-folder')];
  writeFileSync(labels, 'a: 1\n');
  writeFileSync(noFolder, '');
  const isAsItWas = (): void => {
    expect(readdirSync(place).sort()).toEqual(['labels.yaml', 'no-folder']);
    expect(readFileSync(labels, 'utf8')).toBe('a: 1\n');
  };
  const one = [join(place, 'deep/er/one.yaml'), 'b: 1\n'] as const;
  const codes = (...[files, behind]: Parameters<typeof writeNew>): string[] => writeNew(files, behind).diagnostics.map((d) => d.code);
  // What lies below a file cannot be made, and nothing goes behind a file that is not there.
  expect(codes(new Map([one, [join(noFolder, 'two.yaml'), 'c: 1\n']]))).toEqual(['output-failed']);
  isAsItWas();
  const behind = new Map([
    [labels, 'd: 1\n'],
    [join(place, 'gone.yaml'), 'e: 1\n'],
  ]);
  expect(codes(new Map([one]), behind)).toEqual(['output-failed']);
  isAsItWas();
  expect(writeNew(new Map([one]), new Map([[labels, 'd: 1\n']])).value).toEqual([one[0], labels]);
  expect(readFileSync(labels, 'utf8')).toBe('a: 1\nd: 1\n');
  rmSync(place, { recursive: true, force: true });
});
