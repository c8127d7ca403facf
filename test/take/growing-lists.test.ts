/**
 * Entries that Word adds to a list of a form: the entry's element once more, with ids of its own, without the bookmarks (Word keeps a name
 * for the first that has it), and with the words that somebody typed into its controls.
 *
 * What the record must say is worked out on its YAML by the test: the entry stands behind the one that was copied, and no other line
 * differs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Outcome } from '../../src/diagnostics/index.js';
import { formOf } from '../../src/form/form.js';
import { take } from '../../src/take/take.js';
import type { Taken } from '../../src/take/types.js';
import { samplesFolder } from '../setup/samples.js';
import { copied, item } from './copied.js';
import { WordFile } from './edited.js';

const audit = 'wanding/qingyu-payment/audits/stage-2';
const bytesOf = new Map<string, Promise<Uint8Array>>();
async function formFile(document: string): Promise<WordFile> {
  const made =
    bytesOf.get(document) ??
    formOf({ folder: join(samplesFolder, audit), document, today: '2026-11-29' }).then(({ value }) => value ?? new Uint8Array());
  bytesOf.set(document, made);
  return new WordFile(await made);
}
const taken = (file: WordFile, remove = false): Promise<Outcome<Taken>> =>
  take({ root: samplesFolder, forms: [{ name: 'a.docx', bytes: file.bytes() }], accept: false, remove });
const read = (file: string): string => readFileSync(join(samplesFolder, audit, file), 'utf8');

/** The lines of a text that are not in another one, in order: what `git diff` shows as added. */
function addedLines(before: string, after: string): string[] {
  const old = before.split('\n');
  const out: string[] = [];
  let at = 0;
  for (const line of after.split('\n'))
    if (line === old[at]) at += 1;
    else out.push(line);
  expect(at, 'no line of before is gone').toBe(old.length);
  return out;
}

describe('an entry that was added', () => {
  test('of one paragraph in each language, is one entry behind the one that it was copied from', async () => {
    const file = await formFile('audit-plan');
    const { to, xml } = item(file, '/criteria/1/zh');
    file.replace(
      to,
      to,
      copied(file, '/criteria/1', xml, { '/zh': '受审核方与卡组织的协议', '/en': 'Agreements with card schemes' }, 'asked'),
    );
    const { value, diagnostics } = await taken(file);
    expect(diagnostics).toEqual([]);
    expect(value?.files.map((one) => one.file)).toEqual([`${audit}/plan.yaml`]);
    expect(addedLines(read('plan.yaml'), value?.files[0]?.source ?? '')).toEqual([
      '  - zh: 受审核方与卡组织的协议',
      '    en: Agreements with card schemes',
    ]);
    expect((parse(value?.files[0]?.source ?? '') as { criteria: unknown[] }).criteria[2]).toEqual({
      zh: '受审核方与卡组织的协议',
      en: 'Agreements with card schemes',
    });
  });

  test('where the record says that there is none, begins the list with the others', async () => {
    expect(read('report.yaml')).toContain('issues: {none: true}');
    const file = await formFile('audit-report');
    const { from, to, xml } = item(file, '/issues/0/text/zh');
    const two = ['甲事项', '乙事项'].map((zh) => copied(file, '/issues/0', xml, { '/text/zh': zh }, 'asked'));
    file.replace(from, to, xml + two.join(''));
    const { value, diagnostics } = await taken(file);
    expect(diagnostics).toEqual([]);
    expect(
      addedLines(read('report.yaml').replace('issues: {none: true}\n', ''), value?.files[0]?.source ?? '').map((line) => line.trim()),
    ).toEqual(['issues:', '- text: {zh: 甲事项}', '- text: {zh: 乙事项}']);
  });

  test('several times, stands in the order of the form', async () => {
    const file = await formFile('audit-plan');
    const last = item(file, '/criteria/2/zh');
    file.replace(last.to, last.to, copied(file, '/criteria/2', last.xml, { '/zh': '丁' }, 'asked'));
    const { to, xml } = item(file, '/criteria/0/zh');
    const two = ['乙', '丙'].map((zh) => copied(file, '/criteria/0', xml, { '/zh': zh, '/en': `Item ${zh}` }, 'asked')).join('');
    file.replace(to, to, two);
    const { value, diagnostics } = await taken(file);
    expect(diagnostics).toEqual([]);
    const { criteria } = parse(read('plan.yaml')) as { criteria: unknown[] };
    const [first, ...rest] = criteria;
    expect((parse(value?.files[0]?.source ?? '') as { criteria: unknown[] }).criteria).toEqual([
      first,
      { zh: '乙', en: 'Item 乙' },
      { zh: '丙', en: 'Item 丙' },
      ...rest,
      { zh: '丁' },
    ]);
  });

  test('of many paragraphs, has each field, its long texts whole, and answers what the one above it answers', async () => {
    const file = await formFile('audit-report');
    const entry = '/findings/1';
    const { to, xml } = item(file, `${entry}/conclusion`);
    const words = {
      '/clauses': '4.2.2',
      '/title/zh': '监管要求的更新',
      '/title/en': 'Updates of regulatory requirements',
      '/unit/zh': '内审合规部',
      '/unit/en': 'Internal Audit',
      '/evidence/zh': '查更新记录3份。',
      '/finding/zh': '更新及时。',
      '/conclusion': '符合',
    };
    // Of a text of several paragraphs only the first is typed in again; somebody pressed Enter behind it.
    let isFirst = true;
    const copy = copied(file, entry, xml, words, 'asked')
      .replaceAll(/<w:p>(?:(?!<\/w:p>).)*查更新记录3份。(?:(?!<\/w:p>).)*<\/w:p>/g, (paragraph) => {
        const kept = isFirst ? paragraph : '';
        isFirst = false;
        return kept;
      })
      .replace(
        /(<w:p>)((?:(?!<\/w:p>).)*<w:pStyle w:val="[^"]*"\/>(?:(?!<\/w:p>).)*?<\/w:pPr>)((?:(?!<\/w:p>).)*查更新记录3份。(?:(?!<\/w:p>).)*<\/w:p>)/,
        '$1$2$3$1$2<w:r><w:t>均在期限内。</w:t></w:r></w:p>',
      );
    file.replace(to, to, copy);
    const { value, diagnostics } = await taken(file);
    expect(diagnostics).toEqual([]);
    expect(value?.files.map((one) => one.file)).toEqual([`${audit}/findings/jiang.yaml`]);
    const before = (parse(read('findings/jiang.yaml')) as { findings: unknown[] }).findings;
    const after = (parse(value?.files[0]?.source ?? '') as { findings: unknown[] }).findings;
    expect(after).toEqual([
      ...before.slice(0, 2),
      {
        clauses: ['4.2.2'],
        answers: ['stage2.capability'],
        title: { zh: '监管要求的更新', en: 'Updates of regulatory requirements' },
        unit: { zh: '内审合规部', en: 'Internal Audit' },
        evidence: { zh: '查更新记录3份。\n\n均在期限内。\n' },
        finding: { zh: '更新及时。' },
        conclusion: 'conforms',
      },
      ...before.slice(2),
    ]);
    addedLines(read('findings/jiang.yaml'), value?.files[0]?.source ?? '');
  });

  test('of the rows of a table, is one entry of it, whether its words are chosen or typed', async () => {
    const file = await formFile('audit-plan');
    const { to, xml } = item(file, '/team/1/id');
    // Word copies whole rows: they stand in the control of the entry.
    expect(xml).toMatch(/^<w:sdt>(?:(?!<w:p>|<w:sdtContent>).)*<w15:repeatingSectionItem\/>(?:(?!<w:p>).)*?<w:sdtContent><w:tr>/);
    const people = parse(readFileSync(join(samplesFolder, 'people.yaml'), 'utf8')) as Record<string, { name: { zh: string } }>;
    const { team } = parse(read('plan.yaml')) as { team: { id: string; person: string }[] };
    const person = Object.keys(people).find((id) => id.startsWith('w-') && team.every((member) => member.person !== id)) ?? '';
    const words = { '/id': 'C', '/person': people[person]?.name.zh ?? '', '/role': '审核员', '/tasks/zh': '5、6' };
    file.replace(to, to, copied(file, '/team/1', xml, words, 'asked'));
    const { value, diagnostics } = await taken(file);
    expect(diagnostics).toEqual([]);
    const source = value?.files[0]?.source ?? '';
    expect((parse(source) as { team: unknown[] }).team).toEqual([
      ...team.slice(0, 2),
      { id: 'C', person, role: 'auditor', tasks: { zh: '5、6' } },
      ...team.slice(2),
    ]);
    addedLines(read('plan.yaml'), source);
  });

  test('and left empty is none; what was typed in it outside of every field is told', async () => {
    const file = await formFile('audit-plan');
    const { to, xml } = item(file, '/criteria/1/zh');
    file.replace(to, to, copied(file, '/criteria/1', xml, {}, 'asked'));
    expect(await taken(file).then(({ value, diagnostics }) => [value?.files, diagnostics])).toEqual([[], []]);
    const typed = await formFile('audit-plan');
    const copy = copied(typed, '/criteria/1', xml, { '/zh': '戊', '/en': 'E' }, 'asked');
    const stray = '<w:p><w:r><w:t>此处另议</w:t></w:r></w:p>';
    typed.replace(to, to, copy.replace('<w:sdtContent>', `<w:sdtContent>${stray}`));
    const { value, diagnostics } = await taken(typed);
    expect(diagnostics.map(({ code }) => code)).toEqual(['take-outside']);
    expect(diagnostics[0]?.message.zh).toContain('此处另议');
    expect((parse(value?.files[0]?.source ?? '') as { criteria: unknown[] }).criteria).toHaveLength(4);
  });
});

describe('an entry that was deleted', () => {
  test('is told, and goes where that is wanted, whatever was added before it', async () => {
    const file = await formFile('audit-plan');
    const gone = item(file, '/criteria/2/zh');
    file.replace(gone.from, gone.to, '');
    const { to, xml } = item(file, '/criteria/0/zh');
    file.replace(to, to, copied(file, '/criteria/0', xml, { '/zh': '乙', '/en': 'B' }, 'asked'));
    const told = await taken(file);
    expect(told.diagnostics.map(({ code }) => code)).toEqual(['take-removed']);
    const { criteria } = parse(read('plan.yaml')) as { criteria: unknown[] };
    const added = [criteria[0], { zh: '乙', en: 'B' }, criteria[1], criteria[2]];
    expect((parse(told.value?.files[0]?.source ?? '') as { criteria: unknown[] }).criteria).toEqual(added);
    const { value, diagnostics } = await taken(file, true);
    expect(diagnostics).toEqual([]);
    expect((parse(value?.files[0]?.source ?? '') as { criteria: unknown[] }).criteria).toEqual(added.slice(0, 3));
  });
});
