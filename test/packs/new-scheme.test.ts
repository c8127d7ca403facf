/** `certpress new scheme`: what it writes is sound as it stands, and a project knows of it; nothing is written over. */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { lint } from '../../src/make/lint.js';
import { packsSeenFrom } from '../../src/packs/packs-seen.js';
import { packageInfo } from '../../src/program/package-info.js';
import { nothingProven } from '../../src/program/proven.js';
import { newScheme } from '../../src/skeleton/scheme.js';
import { newProject } from '../../src/skeleton/skeleton.js';

const { root } = packageInfo();
const project = join(mkdtempSync(join(tmpdir(), 'certpress-new-scheme-')), 'records');
afterAll(() => {
  rmSync(join(project, '..'), { recursive: true });
});
const ask = { id: 'acme-bcms', version: 'B/2', standard: 'iso-22301-2019', folder: project, today: '2026-11-29' };

it('needs a project', () => {
  expect(newScheme(ask).diagnostics.map((d) => d.code)).toEqual(['project-missing']);
});
it('writes a pack that lint finds nothing wrong with, and names its folder in certpress.yaml once', async () => {
  expect(newProject(project).diagnostics).toEqual([]);
  const { value = [], diagnostics } = newScheme(ask);
  expect(diagnostics).toEqual([]);
  expect(value).toContain(join(project, 'packs/schemes/acme-bcms/B-2/source.txt'));
  for (const file of value) expect(readFileSync(file, 'utf8')).not.toContain('{{');
  const packs = packsSeenFrom(project, root);
  expect(await lint(root, undefined, nothingProven, { packs, scheme: 'acme-bcms' })).toEqual([]);
  expect(newScheme({ ...ask, id: 'acme-qms' }).diagnostics).toEqual([]);
  expect(readFileSync(join(project, 'certpress.yaml'), 'utf8').match(/^packs:/gm)).toHaveLength(1);
});
it('writes the standard too where there is none of that id', async () => {
  const quality = { ...ask, id: 'acme-quality', standard: 'iso-9001-2015' };
  const { value = [], diagnostics } = newScheme(quality);
  const written = join(project, 'packs/standards/iso-9001-2015.yaml');
  expect([diagnostics, value.includes(written)]).toEqual([[], true]);
  expect(readFileSync(written, 'utf8')).toContain('number: "ISO 9001:2015"');
  expect(await lint(root, undefined, nothingProven, { packs: packsSeenFrom(project, root), scheme: quality.id })).toEqual([]);
  appendFileSync(written, '# ours\n');
  expect(newScheme({ ...quality, id: 'acme-more' }).diagnostics).toEqual([]);
  expect(readFileSync(written, 'utf8')).toMatch(/# ours\n$/);
});
it('writes nothing over, and takes no id that there is', () => {
  const text = join(project, 'packs/schemes/acme-bcms/B-2/source.txt');
  appendFileSync(text, '7 附则\n');
  for (const id of ['acme-bcms', 'wanding']) expect(newScheme({ ...ask, id }).diagnostics.map((d) => d.code)).toEqual(['file-exists']);
  expect(readFileSync(text, 'utf8')).toContain('7 附则');
  writeFileSync(join(project, 'packs/bodies/new.yaml'), 'id: new\n');
  expect(newScheme({ ...ask, id: 'new' }).diagnostics.map((d) => d.code)).toEqual(['file-exists']);
  expect(existsSync(join(project, 'packs/schemes/new'))).toBe(false);
});
