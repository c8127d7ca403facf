/**
 * Values that stand once in a record and are meant in several places, by an anchor and its aliases: a change of one of them is told, with
 * the line in the record, and holds back no other change of the same file.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formOf } from '../../src/form/form.js';
import { take } from '../../src/take/take.js';
import { copySamples } from '../setup/samples.js';
import { typed, WordFile } from './edited.js';

const root = mkdtempSync(join(tmpdir(), 'certpress-shared-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = 'wanding/qingyu-payment/audits/stage-2';
const path = join(root, folder, 'plan.yaml');
let before = '';

beforeAll(async () => {
  await copySamples(root, ['wanding/qingyu-payment']);
  // What is said of the shifts is said of normal operation too.
  before = readFileSync(path, 'utf8')
    .replace(/^normalOperation:.*\n(?: .*\n)*/m, '')
    .replace(/^shifts:\n/m, 'shifts: &alike\n')
    .concat('normalOperation: *alike\n');
  writeFileSync(path, before);
});
const taken = async (edit: (file: WordFile) => void) => {
  const { value, diagnostics } = await formOf({ folder: join(root, folder), document: 'audit-plan', today: '2026-11-29' });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  const file = new WordFile(value);
  edit(file);
  return take({ root, forms: [{ name: 'a.docx', bytes: file.bytes() }], accept: false, remove: false });
};
/** The value stands once, below its anchor. */
const lineOf = (text: string): number => before.slice(0, before.indexOf(text)).split('\n').length;

test.each([
  ['where it is named', '/shifts/zh'],
  ['where it is meant', '/normalOperation/zh'],
])('%s, the value stays and is told, and the rest is taken', async (_, pointer) => {
  const { value, diagnostics } = await taken((file) => {
    typed(file, pointer, (words) => `${words}（改）`);
    typed(file, '/scope/en', (words) => `${words}, changed`);
  });
  expect(diagnostics.map(({ code, place }) => [code, place?.file, place?.line])).toEqual([
    ['edit-shared', path, lineOf('shifts: &alike') + 1],
  ]);
  expect(value?.files.map(({ differences }) => differences.map((one) => one.pointer))).toEqual([['/scope/en']]);
  const [, scope = ''] = /^scope:\n.*\n( {2}en: .*)\n/m.exec(before) ?? [];
  expect(scope).not.toBe('');
  expect(value?.files[0]?.source).toBe(before.replace(scope, `${scope}, changed`));
});
test('alone, nothing of the file is to be written', async () => {
  const { value, diagnostics } = await taken((file) => typed(file, '/shifts/zh', (words) => `${words}（改）`));
  expect(diagnostics.map(({ code }) => code)).toEqual(['edit-shared']);
  expect(value?.files).toEqual([]);
});
