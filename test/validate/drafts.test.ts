/** What the register does not name is a draft, and one line says how many there are. */
import { expect, it } from 'vitest';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { draftsOf, versionOf } from '../../src/validate/version.js';
import { packageInfo } from '../../src/program/package-info.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import { samplesFolder } from '../setup/samples.js';

it('says once how many documents are drafts, and nothing where all are registered', () => {
  const project = loadProject(samplesFolder).value;
  if (!project) throw new Error('the samples do not load');
  const schemes = loadSchemes(project, packageInfo().root).value ?? new Map();
  const scopes = project.cases.flatMap((one) => documentsOf(project, one, schemes));
  expect(draftsOf(scopes)).toEqual([]);
  const bare = project.cases.flatMap(({ documents: _, ...one }) => documentsOf(project, one, schemes));
  expect(new Set(bare.map((scope) => versionOf(scope).en))).toEqual(new Set(['Draft']));
  const [found, ...more] = draftsOf(bare);
  expect([found?.severity, more]).toEqual(['info', []]);
  expect(found?.message.en).toMatch(new RegExp(`^${bare.length} document\\(s\\) are marked as drafts`));
  expect(found?.message.zh).toMatch(/^\d+ 份文件标为草稿/);
});
