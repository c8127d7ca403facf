/** The output folder: reuse, edits, taking away, traces of partial builds. */
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OutputFolder } from '../../src/output/output-folder.js';
import { outputsIn } from '../../src/output/manifest-files.js';
import { printManifest, type Output } from '../../src/output/manifest.js';
import type { TraceRow } from '../../src/output/trace.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certpress-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const options = { write: true, force: false, version: '1' };
const output = (file: string, model = 'm1'): Omit<Output, 'sha256'> => ({
  file,
  scheme: 's',
  case: file.split('/')[0] ?? '',
  audit: 'a',
  document: 'audit-plan',
  subject: null,
  lang: 'zh-en',
  format: 'docx',
  pages: 1,
  variant: 'only',
  model,
  contentPages: {},
  madeFrom: [],
});
const row = (document: string, content: string): TraceRow => ({
  scheme: 's',
  audit: 'a',
  document,
  subject: null,
  lang: 'zh-en',
  content,
  clause: '1',
  rule: null,
  required: 'print',
  record: [],
  template: null,
  page: 1,
});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const exists = (file: string): Promise<boolean> =>
  access(join(folder, file)).then(
    () => true,
    () => false,
  );
async function build(
  file: string,
  model: string,
  text: string,
  more: Partial<typeof options> = {},
  covers: (output: Output) => boolean = () => true,
): Promise<{ reused: boolean; codes: string[] }> {
  const library = new OutputFolder(folder, { ...options, ...more });
  const found: { code: string }[] = [];
  const known = await library.reusable([file], model, [], found as never);
  if (!known) found.push(...(await library.add(output(file, model), bytes(text))));
  found.push(...(await library.close(covers)));
  return { reused: known !== undefined, codes: found.map((d) => d.code) };
}

it('makes a document once, and again when what it says has changed', async () => {
  expect(await build('c/a/plan.docx', 'm1', 'one')).toEqual({ reused: false, codes: [] });
  expect(await build('c/a/plan.docx', 'm1', 'one')).toEqual({ reused: true, codes: [] });
  expect(await build('c/a/plan.docx', 'm2', 'two')).toEqual({ reused: false, codes: [] });
  expect(await readFile(join(folder, 'c/a/plan.docx'), 'utf8')).toBe('two');
});

it('makes everything again for another version of certpress', async () => {
  await build('c/p.docx', 'm1', 'one');
  expect((await build('c/p.docx', 'm1', 'one', { version: '2' })).reused).toBe(false);
});

it('keeps a file that was edited, and says so; force overwrites it', async () => {
  await build('c/p.docx', 'm1', 'one');
  await writeFile(join(folder, 'c/p.docx'), 'edited by hand');
  expect(await build('c/p.docx', 'm1', 'one')).toEqual({ reused: true, codes: ['output-edited'] });
  expect(await build('c/p.docx', 'm2', 'two')).toEqual({ reused: false, codes: ['output-edited'] });
  expect(await readFile(join(folder, 'c/p.docx'), 'utf8')).toBe('edited by hand');
  expect(await build('c/p.docx', 'm2', 'two', { force: true })).toEqual({ reused: false, codes: [] });
  expect(await readFile(join(folder, 'c/p.docx'), 'utf8')).toBe('two');
});

it('does not overwrite a file that it did not make', async () => {
  await mkdir(join(folder, 'c'));
  await writeFile(join(folder, 'c/p.docx'), 'someone else');
  expect((await build('c/p.docx', 'm1', 'one')).codes).toEqual(['output-edited']);
  expect(await readFile(join(folder, 'c/p.docx'), 'utf8')).toBe('someone else');
});

it('takes away what no longer follows, with the folders it leaves empty, but nothing edited', async () => {
  await build('c/a/plan.docx', 'm1', 'one');
  const library = new OutputFolder(folder, options);
  expect((await library.close(() => true)).map((d) => d.code)).toEqual(['output-removed']);
  expect(await exists('c')).toBe(false);
  await build('c/a/plan.docx', 'm1', 'one');
  await writeFile(join(folder, 'c/a/plan.docx'), 'edited');
  expect((await new OutputFolder(folder, options).close(() => true)).map((d) => d.code)).toEqual(['output-edited']);
  expect(await exists('c/a/plan.docx')).toBe(true);
});

it('takes nothing away after an interruption, nor what the run was not about', async () => {
  await build('c/a/plan.docx', 'm1', 'one');
  expect(await new OutputFolder(folder, options).close(null)).toEqual([]);
  expect(await new OutputFolder(folder, options).close(() => false)).toEqual([]);
  expect(await exists('c/a/plan.docx')).toBe(true);
});

it('writes nothing when checking', async () => {
  expect((await build('c/p.docx', 'm1', 'one', { write: false })).codes).toEqual([]);
  expect(await exists('c/p.docx')).toBe(false);
  expect(await exists('c')).toBe(false);
});

it('replaces only its own rows of the trace', async () => {
  const first = new OutputFolder(folder, options);
  await first.add({ ...output('c/a/plan.docx') }, bytes('x'));
  await first.add({ ...output('c/a/report.docx'), document: 'audit-report' }, bytes('y'));
  first.trace('c', [row('audit-plan', 'p1'), row('audit-report', 'r1')]);
  await first.close(() => true);
  const second = new OutputFolder(folder, options);
  await second.add({ ...output('c/a/plan.docx', 'm2') }, bytes('z'));
  second.trace('c', [row('audit-plan', 'p2')]);
  await second.close((o) => o.document === 'audit-plan');
  const rows = JSON.parse(await readFile(join(folder, 'c/trace.json'), 'utf8')) as TraceRow[];
  expect(rows.map((r) => r.content)).toEqual(['p2', 'r1']);
});

it('counts a damaged manifest as none', async () => {
  await build('c/p.docx', 'm1', 'one');
  await writeFile(join(folder, 'c/manifest.json'), '{ "outputs": [');
  expect(await build('c/p.docx', 'm1', 'one')).toEqual({ reused: false, codes: [] });
});

it('has the manifest of an earlier program, one for all cases, divided among them: what was edited is known', async () => {
  await build('c/p.docx', 'm1', 'one');
  await build('d/p.docx', 'm1', 'two', {}, () => false);
  const outputs = ['c', 'd'].flatMap((name) => outputsIn(folder, name));
  await writeFile(join(folder, 'manifest.json'), printManifest({ certpress: '1', outputs: [...outputs] }));
  for (const name of ['c', 'd']) await rename(join(folder, name, 'manifest.json'), join(folder, name, 'elsewhere.json'));
  await writeFile(join(folder, 'd/p.docx'), 'edited');
  expect(await build('c/p.docx', 'm1', 'one', {}, (o) => o.case === 'c')).toEqual({ reused: true, codes: [] });
  expect(['c', 'd'].map((name) => outputsIn(folder, name))).toEqual(outputs.map((one) => [one]));
  expect(await exists('manifest.json')).toBe(false);
  expect((await build('d/p.docx', 'm2', 'three', {}, () => false)).codes).toEqual(['output-edited']);
});

it('takes nothing away that a manifest names outside of its own folder', async () => {
  await build('c/p.docx', 'm1', 'one');
  const [entry] = outputsIn(folder, 'c');
  if (!entry) throw new Error('no entry');
  for (const file of ['c/p.docx', 'd/../c/p.docx', '../c/p.docx', 'd/./../c/p.docx']) {
    await mkdir(join(folder, 'd'), { recursive: true });
    await writeFile(join(folder, 'd/manifest.json'), JSON.stringify({ certpress: '1', outputs: [{ ...entry, case: 'd', file }] }));
    expect(await new OutputFolder(folder, options).close((o) => o.case === 'd'), file).toEqual([]);
  }
  expect(await exists('c/p.docx')).toBe(true);
});

it('says that an output folder cannot be written, and leaves nothing half-written', async () => {
  await writeFile(join(folder, 'c'), 'a file where a folder is due');
  const { codes } = await build('c/a/plan.docx', 'm1', 'one');
  expect(codes).toEqual(['output-failed']);
});
