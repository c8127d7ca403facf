/**
 * Chinese that a Word file changes makes the English beside it stale (docs/translation.md: English belongs to the Chinese that it was
 * written for); English that is changed, alone or with it, does not.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { formOf } from '../../src/form/form.js';
import { loadProject } from '../../src/load/project.js';
import { take } from '../../src/take/take.js';
import { writeRecords } from '../../src/record-edit/write-records.js';
import { textsOf } from '../../src/translation/texts.js';
import { pointerOf } from '../../src/files/pointer.js';
import { copySamples } from '../setup/samples.js';
import { typed, WordFile } from './edited.js';

const root = mkdtempSync(join(tmpdir(), 'certpress-stale-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const one = 'wanding/qingyu-payment';
const stale = (): string[] =>
  (loadProject(root).value?.cases ?? []).flatMap((folder) =>
    textsOf(folder)
      .filter(({ state }) => state === 'stale')
      .map(({ file, path }) => `${file.file}#${pointerOf(path)}`),
  );

it('is known from the day on which the Chinese was taken', async () => {
  await copySamples(root, [one]);
  const { value: form } = await formOf({ folder: join(root, one, 'audits/stage-2'), document: 'audit-plan', today: '2026-11-29' });
  const taken = async (...pointers: readonly string[]) => {
    const file = new WordFile(form as Uint8Array);
    for (const pointer of pointers) typed(file, pointer, (words) => (pointer.endsWith('zh') ? `${words}（补充）` : `${words} (added)`));
    const { value, diagnostics } = await take({ root, forms: [{ name: 'a.docx', bytes: file.bytes() }], accept: false, remove: false });
    expect(diagnostics).toEqual([]);
    return value;
  };
  // Without a change of Chinese, or with both, nothing is noted.
  expect((await taken('/scope/en'))?.stale).toEqual([]);
  expect((await taken('/scope/zh', '/scope/en'))?.stale).toEqual([]);
  const chinese = await taken('/scope/zh');
  const sidecar = `${one}/translations.yaml`;
  expect(chinese?.stale.map(({ file, texts, before }) => ({ file, texts, before }))).toEqual([
    { file: sidecar, texts: 1, before: undefined },
  ]);
  expect(stale()).toEqual([]);
  await writeRecords(root, [...(chinese?.files ?? []), ...(chinese?.stale ?? [])]);
  expect(stale()).toEqual([`${one}/audits/stage-2/plan.yaml#/scope`]);
  // A second change keeps what is known of the first.
  const first = readFileSync(join(root, sidecar), 'utf8');
  const second = await taken('/objectives/0/zh');
  expect(second?.stale.map(({ before }) => before)).toEqual([first]);
  await writeRecords(root, [...(second?.files ?? []), ...(second?.stale ?? [])]);
  expect(stale()).toEqual(['/objectives/0', '/scope'].map((pointer) => `${one}/audits/stage-2/plan.yaml#${pointer}`));
});
