/** Skeletons: they have their shape, lack only contents, and never write over anything. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadProject } from '../../src/load/project.js';
import { listSchemes, loadSchemes } from '../../src/load/scheme.js';
import { packageInfo } from '../../src/package-info.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf } from '../../src/validate/scope.js';
import { newCase, newProject, type CaseType } from '../../src/validate/skeleton.js';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'certpress-new-'));
  expect(newProject(root).diagnostics).toEqual([]);
});
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

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
      const found = checkContents(scope).diagnostics;
      expect(new Set(found.map((d) => d.code))).toEqual(new Set(['content-missing']));
      expect(found.every((d) => d.clause && d.why && d.help && d.place?.line)).toBe(true);
      // What is missing is named in the file, with its clause and its words.
      const text = (made.value ?? []).filter((file) => file.endsWith('.yaml')).map((file) => readFileSync(file, 'utf8')).join('\n');
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
  expect(newCase({ folder: join(root, 'x'), scheme: `${schemes[0] ?? ''}x`, type: 'initial' }).diagnostics.map((d) => d.code)).toEqual(['scheme-unknown']);
  expect(newCase({ folder: join(tmpdir(), 'certpress-nowhere', 'x'), scheme: schemes[0] ?? '', type: 'initial' }).diagnostics.map((d) => d.code)).toEqual(['project-missing']);
  newCase({ folder: join(root, 'south', 'same'), scheme: schemes[0] ?? '', type: 'surveillance' });
  expect(newCase({ folder: join(root, 'north', 'Same'), scheme: schemes[0] ?? '', type: 'surveillance' }).diagnostics.map((d) => d.code)).toEqual(['name-twice']);
});
