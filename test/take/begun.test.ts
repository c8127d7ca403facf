/**
 * Entries that a form begins where the record has none: once something is written in one, it goes into the record, with what goes along.
 *
 * The records are those of a sample in which an answer is missing; what they must say is worked out on their YAML by the test.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Outcome } from '../../src/diagnostics/index.js';
import { reasonNotApplicable, saysNone } from '../../src/answers/said-none.js';
import { formOf } from '../../src/form/form.js';
import { take } from '../../src/take/take.js';
import type { Taken } from '../../src/take/types.js';
import { copySamples } from '../setup/samples.js';
import { fill, placesIn, WordFile } from './edited.js';

const root = mkdtempSync(join(tmpdir(), 'certpress-begun-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const audit = 'wanding/qingyu-payment/audits/stage-2';
const read = (file: string): unknown => parse(readFileSync(join(root, audit, file), 'utf8'));
interface Findings {
  readonly findings: readonly { readonly answers?: readonly string[] }[];
}

beforeAll(async () => {
  await copySamples(root, ['wanding/qingyu-payment']);
  // Nobody has answered what B/1 5.6.3.2(3) asks, nor said which criteria the plan has.
  const findings = join(root, audit, 'findings/jiang.yaml');
  const before = read('findings/jiang.yaml') as Findings;
  const left = before.findings.filter(({ answers = [] }) => !answers.includes('stage2.capability'));
  // Tables of a text stand in lines of their own.
  writeFileSync(findings, stringify({ ...before, findings: left }, { lineWidth: 0 }));
  const { issues: none, remote: ___, ...report } = read('report.yaml') as Record<string, unknown>;
  expect(none).toEqual({ none: true });
  writeFileSync(join(root, audit, 'report.yaml'), stringify(report, { lineWidth: 0 }));
  const { criteria: _, ...plan } = read('plan.yaml') as Record<string, unknown>;
  // Said in one language: alone, and as a text of its own.
  Object.assign(plan, { scope: { zh: '收单业务' }, normalOperation: '三班运转' });
  writeFileSync(join(root, audit, 'plan.yaml'), stringify(plan, { lineWidth: 0 }));
});
const formFile = async (document: string, person?: string): Promise<WordFile> => {
  const { value, diagnostics } = await formOf({ folder: join(root, audit), document, person, today: '2026-11-29' });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return new WordFile(value);
};
const taken = (file: WordFile): Promise<Outcome<Taken>> =>
  take({ root, forms: [{ name: 'a.docx', bytes: file.bytes() }], accept: false, remove: false });

test('a finding that answers what nobody has answered says so in the record', async () => {
  const file = await formFile('audit-report', 'w-jiang');
  const { findings } = read('findings/jiang.yaml') as Findings;
  const entry = `/findings/${findings.length}`;
  const asked = placesIn(file.carried).filter(({ segment }) => segment.pointer.startsWith(`${entry}/`));
  expect(asked.map(({ segment }) => segment.pointer.slice(entry.length))).toEqual(
    expect.arrayContaining(['/clauses', '/title/zh', '/evidence/zh', '/finding/zh', '/conclusion']),
  );
  const words: Readonly<Record<string, string>> = {
    '/clauses': '4.2',
    '/title/zh': '法律法规要求',
    '/evidence/zh': '查清单41项。',
    '/finding/zh': '具备能力。',
    '/conclusion': '符合',
  };
  const done = new Set<string>();
  for (const { block, segment } of asked) {
    const said = words[segment.pointer.slice(entry.length)];
    // What is printed in both languages is typed in the first.
    if (said !== undefined && !done.has(segment.pointer)) fill(file, block, segment, said);
    done.add(segment.pointer);
  }
  const { value, diagnostics } = await taken(file);
  expect(diagnostics).toEqual([]);
  expect(value?.files.map((one) => one.file)).toEqual([`${audit}/findings/jiang.yaml`]);
  expect((parse(value?.files[0]?.source ?? '') as Findings).findings).toEqual([
    ...findings,
    {
      clauses: ['4.2'],
      answers: ['stage2.capability'],
      title: { zh: '法律法规要求' },
      evidence: { zh: '查清单41项。' },
      finding: { zh: '具备能力。' },
      conclusion: 'conforms',
    },
  ]);
  // Left empty, nothing is begun.
  expect((await taken(await formFile('audit-report'))).value?.files).toEqual([]);
});

test('a list that was not there begins with the entry that the form offers', async () => {
  const file = await formFile('audit-plan');
  const asked = placesIn(file.carried).filter(({ segment }) => segment.pointer.startsWith('/criteria/0/'));
  expect(asked.map(({ segment }) => segment.pointer)).toEqual(['/criteria/0/zh', '/criteria/0/en']);
  for (const { block, segment } of asked) fill(file, block, segment, segment.pointer.endsWith('zh') ? '体系文件' : 'System documents');
  const { value, diagnostics } = await taken(file);
  expect(diagnostics).toEqual([]);
  const plan = read('plan.yaml') as object;
  expect(parse(value?.files[0]?.source ?? '')).toEqual({ ...plan, criteria: [{ zh: '体系文件', en: 'System documents' }] });
});

test('the days of an audit are asked for one by one: two dates of one sentence could not be told apart', async () => {
  const path = join(root, audit, 'plan.yaml');
  const before = readFileSync(path, 'utf8');
  try {
    const { start: _, end: __, ...none } = read('plan.yaml') as Record<string, unknown>;
    for (const [there, said] of [
      [{}, { start: '2026-04-14', end: '2026-04-16' }],
      [{ start: '2026-04-14' }, { end: '2026-04-16' }],
    ] as const) {
      writeFileSync(path, stringify({ ...none, ...there }, { lineWidth: 0 }));
      const file = await formFile('audit-plan');
      for (const [key, day] of Object.entries(said)) {
        const place = placesIn(file.carried).find(({ segment }) => segment.pointer === `/${key}`);
        if (!place) throw new Error(`${key} is not asked`);
        expect(place.segment).toMatchObject({ as: 'date', words: '' });
        fill(file, place.block, place.segment, day);
      }
      const { value, diagnostics } = await taken(file);
      expect(diagnostics).toEqual([]);
      expect(value?.files.map(({ source }) => parse(source) as unknown)).toEqual([{ ...none, ...there, ...said }]);
    }
  } finally {
    writeFileSync(path, before);
  }
});

describe('what the scheme asks for where there is any', () => {
  const fields = (file: WordFile) =>
    placesIn(file.carried).filter(({ segment }) => segment.pointer.startsWith('/issues/0') && segment.as === undefined);
  test('is none where the form says so: the record states it', async () => {
    const file = await formFile('audit-report');
    const [first] = fields(file);
    if (!first) throw new Error('not asked');
    expect(file.xml).toContain('没有就写“无”');
    fill(file, first.block, first.segment, '无。');
    const { value, diagnostics } = await taken(file);
    expect(diagnostics).toEqual([]);
    expect(parse(value?.files[0]?.source ?? '')).toEqual({ ...(read('report.yaml') as object), issues: { none: true } });
  });
  test('or where it applies, does not apply where the form says why', async () => {
    const answered = async (words: string): Promise<Outcome<Taken>> => {
      const file = await formFile('audit-report');
      const place = placesIn(file.carried).find(({ segment }) => /^\/remote\/.*\/zh$/.test(segment.pointer));
      if (!place) throw new Error('not asked');
      fill(file, place.block, place.segment, words);
      return taken(file);
    };
    const { value, diagnostics } = await answered('不适用：全部在现场审核');
    expect(diagnostics).toEqual([]);
    expect(parse(value?.files[0]?.source ?? '')).toEqual({
      ...(read('report.yaml') as object),
      remote: { notApplicable: { zh: '全部在现场审核' } },
    });
    const without = await answered('不适用');
    expect(without.diagnostics.map(({ code }) => code)).toEqual(['take-unreadable']);
    expect(without.value?.files).toEqual([]);
  });
  test('which changes nothing when it is taken again; what is filled in after all stands in its place', async () => {
    const file = join(root, audit, 'report.yaml');
    const before = readFileSync(file, 'utf8');
    const filled = async (words: string): Promise<WordFile> => {
      const form = await formFile('audit-report');
      const place = placesIn(form.carried).find(({ segment }) => /^\/remote\/.*\/zh$/.test(segment.pointer));
      if (!place) throw new Error('not asked');
      fill(form, place.block, place.segment, words);
      return form;
    };
    // Both are of the day on which the record said nothing of it yet.
    const [none, some, other] = [await filled('不适用：全部在现场审核'), await filled('查看了监控系统'), await filled('不适用：现场够用')];
    writeFileSync(file, `${before}remote:\n  notApplicable: 全部在现场审核\n`);
    try {
      const again = await taken(none);
      expect(again.diagnostics).toEqual([]);
      expect(again.value?.files).toEqual([]);
      const { value, diagnostics } = await taken(some);
      expect(diagnostics).toEqual([]);
      const { remote } = parse(value?.files[0]?.source ?? '') as { readonly remote: object };
      expect(JSON.stringify(remote)).toContain('查看了监控系统');
      expect(remote).not.toHaveProperty('notApplicable');
      const reason = await taken(other);
      expect((parse(reason.value?.files[0]?.source ?? '') as { readonly remote: unknown }).remote).toEqual({
        notApplicable: { zh: '现场够用' },
      });
    } finally {
      writeFileSync(file, before);
    }
  });
  test('is an entry like others where it says more', async () => {
    const file = await formFile('audit-report');
    const [first, second] = fields(file);
    if (!first || !second) throw new Error('not asked');
    fill(file, first.block, first.segment, '无人值守机房');
    fill(file, second.block, second.segment, 'None');
    const { value } = await taken(file);
    expect((parse(value?.files[0]?.source ?? '') as { issues: unknown }).issues).toEqual([{ text: { zh: '无人值守机房', en: 'None' } }]);
  });
});

test('a text without its English asks for it, in the form of both languages', async () => {
  const file = await formFile('audit-plan');
  const place = placesIn(file.carried).find(({ segment }) => segment.pointer === '/scope/en');
  if (!place) throw new Error('not asked');
  expect(place.segment).toMatchObject({ words: '', lang: 'en' });
  fill(file, place.block, place.segment, 'Acquiring');
  const { value, diagnostics } = await taken(file);
  expect(diagnostics).toEqual([]);
  expect(parse(value?.files[0]?.source ?? '')).toEqual({ ...(read('plan.yaml') as object), scope: { zh: '收单业务', en: 'Acquiring' } });
  // A Chinese form asks for no English.
  const { value: chinese } = await formOf({ folder: join(root, audit), document: 'audit-plan', lang: 'zh', today: '2026-11-29' });
  expect(placesIn(new WordFile(chinese ?? new Uint8Array()).carried).map(({ segment }) => segment.pointer)).not.toContain('/scope/en');
});

describe('words that say so', () => {
  test('none', () => {
    for (const words of ['无', ' 无。', '没有', 'None', 'none.', 'There are none']) expect(saysNone(words), words).toBe(true);
    for (const words of ['无人值守', '没有发现不符合', 'none of these', '', '-']) expect(saysNone(words), words).toBe(false);
  });
  test('not applicable, and why', () => {
    expect(reasonNotApplicable('不适用：全部在现场审核')).toBe('全部在现场审核');
    expect(reasonNotApplicable('Not applicable: all on site')).toBe('all on site');
    expect(reasonNotApplicable('不适用')).toBe('');
    expect(reasonNotApplicable('不适用于本次审核的条款有三条')).toBeUndefined();
    expect(reasonNotApplicable('适用')).toBeUndefined();
  });
});

describe('where the record says that there is nothing', () => {
  const stage1 = 'wanding/qingyu-payment/audits/stage-1';
  const plan = (): Record<string, unknown> => parse(readFileSync(join(root, stage1, 'plan.yaml'), 'utf8')) as Record<string, unknown>;
  const form = async (asked: { folder: string; document: string }): Promise<WordFile> => {
    const { value, diagnostics } = await formOf({ ...asked, folder: join(root, asked.folder), today: '2026-11-29' });
    if (!value) throw new Error(JSON.stringify(diagnostics));
    return new WordFile(value);
  };
  /** Words by pointer, each typed where its place comes first. */
  const filled = (file: WordFile, words: Readonly<Record<string, string>>): WordFile => {
    for (const [pointer, said] of Object.entries(words)) {
      const place = placesIn(file.carried).find(({ segment }) => segment.pointer === pointer);
      if (!place) throw new Error(`${pointer} is not asked`);
      fill(file, place.block, place.segment, said);
    }
    return file;
  };
  const planForm = (): Promise<WordFile> => form({ folder: stage1, document: 'audit-plan' });

  test('an entry can be written, which comes in place of “none”; the form says what the record says', async () => {
    expect(plan()['changes']).toEqual({ none: true });
    const file = await planForm();
    expect(file.xml).toContain('记录说没有；如果有，写在这里');
    const { value, diagnostics } = await taken(
      filled(file, { '/changes/0/what/zh': '末次会议改为次日', '/changes/0/reason/zh': '客户请求', '/changes/0/agreedOn': '2026-03-08' }),
    );
    expect(diagnostics).toEqual([]);
    expect(value?.files.map((one) => parse(one.source) as unknown)).toEqual([
      { ...plan(), changes: [{ what: { zh: '末次会议改为次日' }, reason: { zh: '客户请求' }, agreedOn: '2026-03-08' }] },
    ]);
  });
  test('a list that is empty begins as well', async () => {
    const now = plan() as { schedule: { slots: { clauses: string[] }[] }[] };
    const first = now.schedule[0]?.slots[0];
    expect(first?.clauses).toEqual([]);
    const { value, diagnostics } = await taken(filled(await planForm(), { '/schedule/0/slots/0/clauses': '9.3' }));
    expect(diagnostics).toEqual([]);
    Object.assign(first ?? {}, { clauses: ['9.3'] });
    expect(value?.files.map((one) => parse(one.source) as unknown)).toEqual([now]);
  });
  test('it stays as it is where nobody writes, and where somebody says it again', async () => {
    expect(await taken(await planForm())).toMatchObject({ diagnostics: [], value: { files: [] } });
    const again = await taken(filled(await planForm(), { '/changes/0/what/zh': '无' }));
    expect(again).toMatchObject({ diagnostics: [], value: { files: [] } });
  });
  test('what else is ticked because there is none stays ticked', async () => {
    const file = await form({ folder: 'wanding/qingyu-payment', document: 'application-form' });
    expect(placesIn(file.carried).map(({ segment }) => segment.pointer)).toContain('/history/accidents/0/what/zh');
    const ticks = ({ carried }: WordFile): number =>
      carried.blocks.flatMap(({ segments }) => segments).filter((one) => (typeof one === 'string' ? one : one.words).includes('☑')).length;
    const path = join(root, 'wanding/qingyu-payment/case.yaml');
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, before.replace('  accidents: {none: true}\n', ''));
    const unsaid = await form({ folder: 'wanding/qingyu-payment', document: 'application-form' });
    writeFileSync(path, before);
    // B/1's form has a box for “no accidents within a year”.
    expect(ticks(file)).toBeGreaterThan(ticks(unsaid));
    expect((await taken(file)).value?.files).toEqual([]);
  });
});
