/**
 * Boxes of yes and no that nobody has ticked yet: each is a control, as the options of a recommendation are.
 *
 * The report of a sample is asked for its objectives once without any, once with their words alone; 5.11.3(6) of its scheme asks whether
 * each was achieved. What a tick means is worked out on the YAML by the test.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { formOf } from '../../src/form/form.js';
import { take } from '../../src/take/take.js';
import { copySamples } from '../setup/samples.js';
import { fill, placesIn, WordFile } from '../take/edited.js';

const root = mkdtempSync(join(tmpdir(), 'certpress-boxes-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const audit = 'wanding/qingyu-payment/audits/stage-2';
const report = join(root, audit, 'report.yaml');
interface Report {
  readonly objectives: readonly { readonly text: unknown; readonly achieved?: boolean }[];
}
const read = (source: string): Report => parse(source) as Report;
let whole: Report;
beforeAll(async () => {
  await copySamples(root, ['wanding/qingyu-payment']);
  whole = read(readFileSync(report, 'utf8'));
  expect(whole.objectives.length).toBeGreaterThan(1);
});
const written = async (record: object): Promise<WordFile> => {
  writeFileSync(report, stringify(record, { lineWidth: 0 }));
  const { value, diagnostics } = await formOf({ folder: join(root, audit), document: 'audit-report', today: '2026-11-29' });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return new WordFile(value);
};
const tick = (file: WordFile, pointer: string, ticked: string): void => {
  const place = placesIn(file.carried).find(({ segment }) => segment.pointer === pointer && segment.ticked === ticked);
  if (!place) throw new Error(`${pointer} is not asked`);
  const at = file.xml.indexOf(`<w:tag w:val="${place.block.name}.${place.block.segments.indexOf(place.segment)}"/>`);
  const box = file.xml.indexOf('☐', at);
  if (at < 0 || box < 0) throw new Error(`${pointer} is no control`);
  file.replace(box, box + 1, '☑');
};
const taken = async (file: WordFile): Promise<Report | undefined> => {
  const { value, diagnostics } = await take({ root, forms: [{ name: 'a.docx', bytes: file.bytes() }], accept: false, remove: false });
  expect(diagnostics).toEqual([]);
  return value?.files[0] && read(value.files[0].source);
};

test('can be ticked where an objective has its words, and nobody has said whether it was achieved', async () => {
  const asked = { ...whole, objectives: whole.objectives.map(({ text }) => ({ text })) };
  const file = await written(asked);
  expect(await taken(file)).toBeUndefined();
  // A reader that speaks the titles of controls says whose box it is, in the languages of the form.
  expect(file.xml.split('<w:alias w:val="是否达到 Achieved"/>')).toHaveLength(2 * asked.objectives.length + 1);
  tick(file, '/objectives/0/achieved', 'true');
  tick(file, '/objectives/1/achieved', 'false');
  const [first, second, ...more] = asked.objectives;
  expect(await taken(file)).toEqual({ ...asked, objectives: [{ ...first, achieved: true }, { ...second, achieved: false }, ...more] });
});

test('and where there is no objective yet, with the words of the first', async () => {
  const { objectives: _, ...none } = whole;
  const file = await written(none);
  expect(await taken(file)).toBeUndefined();
  const words = placesIn(file.carried).find(({ segment }) => segment.pointer === '/objectives/0/text/zh');
  if (!words) throw new Error('no words are asked for');
  fill(file, words.block, words.segment, '确认体系符合标准');
  tick(file, '/objectives/0/achieved', 'true');
  expect(await taken(file)).toEqual({ ...none, objectives: [{ text: { zh: '确认体系符合标准' }, achieved: true }] });
});
