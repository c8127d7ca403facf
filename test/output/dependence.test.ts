/** A change renders exactly what depends on it: a record, a person, a label, a partial; a moved line renders nothing. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageInfo } from '../../src/program/package-info.js';
import { built } from '../setup/built.js';
import { copySamples } from '../setup/samples.js';
import { long } from '../setup/long.js';

let place: string;
let project: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'certpress-dep-'));
  project = join(place, 'records');
  await copySamples(project, ['wanding/qingyu-payment']);
  await mkdir(join(project, 'house/locales'), { recursive: true });
  await mkdir(join(project, 'house/partials/certificate'), { recursive: true });
  await change('certpress.yaml', (text) => `${text}\nlayouts: house\n`);
  await build();
});
afterAll(() => rm(place, { recursive: true, force: true }));

async function change(file: string, edit: (text: string) => string): Promise<void> {
  const path = join(project, file);
  const before = await readFile(path, 'utf8').catch(() => '');
  const after = edit(before);
  expect(after, file).not.toBe(before);
  await writeFile(path, after);
}
/** Builds, and names what was rendered. */
async function build(): Promise<string[]> {
  const result = await built({
    paths: [join(project, 'wanding/qingyu-payment')],
    cwd: place,
    out: join(place, 'out'),
    knownOut: join(place, 'out'),
    documents: ['audit-plan', 'stage-1-notice', 'nonconformity-report', 'certificate'],
    today: '2026-11-02',
  });
  expect(result.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  return result.outputs
    .filter((o) => !o.reused && o.format === 'pdf')
    .map((o) => [o.audit, o.document, o.document === 'nonconformity-report' ? o.subject : null].filter(Boolean).join('/'));
}
const nc = 'wanding/qingyu-payment/audits/stage-2/nonconformities/NC-02.yaml';

it('nothing has changed: nothing is rendered', async () => expect(await build()).toEqual([]));
it('a moved line', long, async () => {
  await change(nc, (text) => `# a remark\n\n${text}`);
  expect(await build()).toEqual([]);
});
it('a record', async () => {
  await change(nc, (text) => text.replace(/^number: .*$/m, 'number: "WD-BC-2026-0093-NC92"'));
  expect(await build()).toEqual(['stage-2/nonconformity-report/NC-02']);
});
it('a person', long, async () => {
  const people = await readFile(join(project, 'people.yaml'), 'utf8');
  expect(people).toMatch(/方泊宁/);
  await change('people.yaml', (text) => text.replace(/方泊宁/g, '方泊凝'));
  const made = await build();
  expect(made).toContain('stage-2/audit-plan');
  expect(made).not.toContain('certificate');
});
it('a label', async () => {
  await change('house/locales/zh.yaml', () => 'certificate:\n  this-certifies: 特此证明\n');
  expect(await build()).toEqual(['certificate']);
});
it('a label of the house for one scheme: nothing of another scheme is rendered, and over the label for all of its own', long, async () => {
  await mkdir(join(project, 'house/schemes/cusc/locales'), { recursive: true });
  await mkdir(join(project, 'house/schemes/wanding/locales'), { recursive: true });
  await change('house/schemes/cusc/locales/zh.yaml', () => 'certificate:\n  this-certifies: 兹以此证明\n');
  expect(await build()).toEqual([]);
  await change('house/schemes/wanding/locales/zh.yaml', () => 'certificate:\n  this-certifies: 谨此证明\n');
  expect(await build()).toEqual(['certificate']);
});
it('a partial', long, async () => {
  const partial = await readFile(join(packageInfo().root, 'templates/partials/certificate/ceremony.hbs'), 'utf8');
  await change('house/partials/certificate/ceremony.hbs', () => `${partial}<space height="1"></space>\n`);
  expect(await build()).toEqual(['certificate']);
});
it('a notice of holidays: judged anew, though no document changes', async () => {
  const run = async (): Promise<string[]> =>
    (
      await built({
        paths: [join(project, 'wanding/qingyu-payment')],
        cwd: place,
        out: join(place, 'out'),
        knownOut: join(place, 'out'),
        documents: ['certificate'],
        today: '2026-11-02',
      })
    ).diagnostics
      .filter((d) => d.severity === 'error')
      .map((d) => `${d.code} ${d.place?.file ?? ''}:${d.place?.line ?? 0}`);
  expect(await run()).toEqual([]);
  await mkdir(join(project, 'calendars'));
  await change('calendars/cn-2027.yaml', () => 'source: 测试用的通知\noff:\n  - { from: 2027-01-01 }\n');
  expect(await run()).toEqual(['calendar-wrong records/calendars/cn-2027.yaml:3']);
  await rm(join(project, 'calendars/cn-2027.yaml'));
  expect(await run()).toEqual([]);
});
