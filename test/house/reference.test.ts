/**
 * The reference of layouts is what the program knows, and each of its examples is sound: checked as `lint` does, composed with a sample,
 * and made as PDF and Word file, both read back and proved.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { signatures } from '../../src/compose/helpers/signatures.js';
import { elementExamples, helperExamples, layoutExample } from '../../src/compose/reference-examples.js';
import { elementNames } from '../../src/compose/vocabulary.js';
import { loadProject } from '../../src/load/project.js';
import { assetsOf } from '../../src/make/assets.js';
import { composeFitting } from '../../src/make/document.js';
import { makeFiles } from '../../src/make/files.js';
import { contextRoots } from '../../src/make/layout-reference.js';
import { loadSchemeTools } from '../../src/make/scheme-tools.js';
import { canon } from '../../src/model/index.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import { versionOf } from '../../src/validate/version.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { referenceText } from '../../tools/reference.js';
import { samplesFolder } from '../setup/samples.js';

const { root } = packageInfo();
const house = mkdtempSync(join(tmpdir(), 'certpress-reference-'));
afterAll(() => {
  rmSync(house, { recursive: true, force: true });
});

it('says what the program knows now (npm run rules)', () => {
  const text = readFileSync(join(root, 'docs/reference.md'), 'utf8');
  expect(text === referenceText()).toBe(true);
  for (const name of elementNames) expect(text).toContain(`\n### \`<${name}>\`\n`);
  for (const name of Object.keys(signatures)) expect(text).toContain(`\n### \`${name}\`\n`);
  for (const { name } of contextRoots()) expect(text).toMatch(new RegExp(`\\n\\| \`${name}\``));
});

it('has an example of each element and each helper, and of nothing else', () => {
  const all = [layoutExample, ...Object.values(elementExamples)].join('\n');
  expect(elementNames.filter((name) => !new RegExp(`<${name}[ >]`).test(all))).toEqual([]);
  expect(Object.keys(elementExamples).filter((name) => !elementNames.includes(name))).toEqual([]);
  for (const [name, example] of Object.entries(elementExamples)) expect(example).toMatch(new RegExp(`<${name}[ >]`));
  expect(Object.keys(helperExamples)).toEqual(Object.keys(signatures));
  for (const [name, example] of Object.entries(helperExamples)) expect(example).toMatch(new RegExp(`[{(#]${name}\\b`));
});

it('has examples that are sound, in Word as in PDF', async () => {
  const examples = [...Object.values(elementExamples), ...Object.values(helperExamples)];
  writeFileSync(join(house, 'audit-report.hbs'), layoutExample.replace('…', examples.join('\n')));
  const project = loadProject(samplesFolder, [join(samplesFolder, 'wanding/qingyu-payment')]).value;
  const schemes = project && loadSchemes(project, root).value;
  const folder = project?.cases.find(({ name }) => name === 'qingyu-payment');
  const scope =
    folder && schemes
      ? documentsOf(project, folder, schemes).find(({ kind, audit }) => kind === 'audit-report' && audit?.name === 'stage-2')
      : undefined;
  const tools = scope && (await loadSchemeTools(scope.scheme, root, { path: house, shown: 'house' })).value;
  const assets = scope && assetsOf(scope);
  if (!scope || !tools || !assets) throw new Error('no sample');
  const told = (found: readonly { code: string; place?: { line?: number }; message: { en: string } }[]): string[] =>
    found.map(({ code, place, message }) => `${code} ${place?.line ?? ''} ${message.en}`);
  // It is no report: what the scheme asks of one has no place in it.
  expect(told(tools.checked('audit-report').filter(({ code }) => code !== 'content-place-missing'))).toEqual([]);
  const writer = createPdfWriter();
  const { composed, diagnostics } = await composeFitting(
    { scope, lang: 'zh-en', tools, version: versionOf(scope), contents: checkContents(scope).applying, wording: [], assets },
    writer,
  );
  expect(told(diagnostics.filter(({ code }) => code !== 'content-left-out'))).toEqual([]);
  if (!composed) throw new Error('not composed');
  // Each example prints something, or is a place, a line or a space.
  expect(canon(composed.document).length).toBeGreaterThan(examples.length);
  const { made, diagnostics: found } = await makeFiles(writer, {
    document: composed.document,
    mustFit: false,
    wording: [],
    layout: 'house/audit-report.hbs',
    formats: ['pdf', 'docx'],
  });
  expect(told(found)).toEqual([]);
  expect(made?.files.map(({ format }) => format)).toEqual(['pdf', 'docx']);
});
