/**
 * Tables that go out, read back by a reader that did not write them.
 *
 * Text stays text whatever it looks like, days are days, the same inputs give the same bytes; reports say what their clauses ask.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableSheet } from '../../schemas/pack/tables.js';
import { sha256 } from '../../src/files/write-file.js';
import { judgedProjects } from '../../src/judge/judged-projects.js';
import { cellOf, type Cell } from '../../src/tables/cells.js';
import { gather, type Filled } from '../../src/tables/gather.js';
import { sheetsForAll } from '../../src/tables/stock.js';
import { columnName } from '../../src/tables/import/grid.js';
import { workbookOf } from '../../src/tables/workbook.js';
import { compile, certpress } from '../setup/run.js';
import { samplesFolder } from '../setup/samples.js';

const folder = mkdtempSync(join(tmpdir(), 'certpress-tables-'));
afterAll(() => rmSync(folder, { recursive: true }));

const one = (title: string): TableSheet => ({
  id: 'one',
  table: 'people',
  title: { zh: title, en: title },
  for: 'person',
  columns: [{ zh: '甲', en: 'first', value: 'person.id', as: 'text' }],
});
const text = (it: string): Cell => ({ is: 'text', text: it });

describe('a workbook', () => {
  it('keeps text as text, and days as days', async () => {
    const texts = [
      '=1+1',
      '+86 371',
      '007',
      '912345678901234567',
      '1e5',
      '2026-03-01',
      'TRUE',
      ' two  blanks ',
      'a\nb',
      '_x0041_',
      '<&>"',
      '𠮷',
    ];
    const rows = [
      ...texts.map((it) => [text(it)]),
      [{ is: 'day', day: '2024-02-29' } as const],
      [{ is: 'number', number: 3.5 } as const],
      [undefined],
    ];
    const bytes = await workbookOf([{ sheet: one('甲'), rows }], 'en');
    const sheet = read(bytes, { raw: true }).Sheets['甲'] ?? {};
    const cells = rows.map((_, i) => sheet[`A${i + 2}`] as { t: string; v: unknown; f?: string } | undefined);
    expect(cells.slice(0, texts.length).map((cell) => [cell?.t, cell?.v, cell?.f])).toEqual(texts.map((it) => ['s', it, undefined]));
    // The 29th of February 2024 is day 45,351 of the spreadsheet's count, whose day 45,292 is the 1st of January.
    expect(cells[texts.length]).toMatchObject({ t: 'n', v: 45_351 });
    expect(cells[texts.length + 1]).toMatchObject({ t: 'n', v: 3.5 });
    expect(cells[texts.length + 2]).toBeUndefined();
    expect(sheet['!autofilter']).toEqual({ ref: `A1:A${rows.length + 1}` });
  });

  it('is the same bytes whenever and wherever it is made', async () => {
    const make = async (): Promise<string> =>
      sha256(await workbookOf([{ sheet: one('甲'), rows: [[{ is: 'day', day: '2026-01-01' }]] }], 'zh'));
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'Pacific/Auckland';
      const there = await make();
      process.env['TZ'] = 'America/Los_Angeles';
      expect(await make()).toBe(there);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('gives each tab a name that programs take, once', async () => {
    const sheets = ['a/b:c*?[d]', 'x'.repeat(40), `${'x'.repeat(31)}y`, 'X'.repeat(31)].map((title) => ({ sheet: one(title), rows: [] }));
    const { SheetNames } = read(await workbookOf(sheets, 'zh'));
    expect(SheetNames).toEqual(['a-b-c---d-', 'x'.repeat(31), `${'x'.repeat(27)} 2`, `${'X'.repeat(27)} 3`]);
  });

  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

describe('a cell', () => {
  const labels = { decision: { grant: { zh: '授予认证', en: 'Granted' } } };
  it.each([
    ['a text in the language asked for', { zh: '甲', en: 'A' }, { as: 'text' as const }, text('A')],
    ['the other where there is one only', { zh: '甲' }, { as: 'text' as const }, text('甲')],
    ['a list', [{ zh: '甲', en: 'A' }, { zh: '乙' }], { as: 'text' as const }, text('A, 乙')],
    ['yes and no', false, { as: 'text' as const }, text('no')],
    ['a word for a code', 'grant', { as: 'text' as const, words: 'decision' }, text('Granted')],
    ['a code without a word', 'constructor', { as: 'text' as const, words: 'decision' }, text('constructor')],
    ['a state of a certificate', 'suspended', { as: 'text' as const, words: 'certificate-state' }, text('suspended')],
    ['a day', '2026-03-01', { as: 'date' as const }, { is: 'day' as const, day: '2026-03-01' }],
    ['a day before the count of spreadsheets', '1899-12-31', { as: 'date' as const }, text('1899-12-31')],
    ['a day where text is asked for', '2026-03-01', { as: 'text' as const }, text('2026-03-01')],
    ['a whole number', 12n, { as: 'text' as const }, { is: 'number' as const, number: 12 }],
    ['nothing', undefined, { as: 'text' as const }, undefined],
    ['an empty list', [], { as: 'text' as const }, undefined],
  ])('%s', (_, value, column, expected) => {
    expect(cellOf(value, column, 'en', labels)).toEqual(expected);
  });
});

describe('the tables of the samples', () => {
  let certificates: Filled;
  let due: Filled;
  let people: Filled;
  beforeAll(async () => {
    const sheets = sheetsForAll(undefined);
    expect(sheets.diagnostics).toEqual([]);
    const projects = (await judgedProjects([samplesFolder], { asOf: '2027-08-01', today: '2027-08-01' })).value ?? [];
    const of = (table: 'certificates' | 'due' | 'people'): Filled =>
      gather(projects, { table, sheets: sheets.value ?? [], reports: true, lang: 'zh' });
    certificates = of('certificates');
    due = of('due');
    people = of('people');
  });
  const rowOf = ({ sheets }: Filled, id: string, first: string): Record<string, Cell> => {
    const found = sheets.find(({ sheet }) => sheet.id === id);
    const row = found?.rows.find(([cell]) => cell?.is === 'text' && cell.text === first) ?? [];
    return Object.fromEntries((found?.sheet.columns ?? []).map(({ zh }, i) => [zh, row[i]]));
  };
  const day = (it: string): Cell => ({ is: 'day', day: it });

  it('say what is on record, and when the clause wants it reported', () => {
    expect(certificates.sheets.map(({ sheet, scheme }) => `${scheme?.id ?? ''} ${sheet.id}`)).toEqual([
      ' certificates',
      'cusc results-to-authority',
      'wanding results-to-authority',
      'wanding status-to-authority',
      'wanding accidents-to-authority',
    ]);
    // Issued on 4 September 2020: by 10 October (wanding 9.3).
    const wanding = certificates.sheets.find(({ sheet, scheme }) => scheme?.id === 'wanding' && sheet.id === 'results-to-authority');
    const row = wanding?.rows.find(([cell]) => cell?.is === 'text' && cell.text === 'WD-BC-20-0117-R0') ?? [];
    const at = (zh: string): Cell => row[wanding?.sheet.columns.findIndex((column) => column.zh === zh) ?? -1];
    expect([at('颁发日期'), at('最迟报送日'), at('认证决定')]).toEqual([day('2020-09-04'), day('2020-10-10'), text('授予认证')]);
    // Suspended on a Thursday: two working days later is the Monday.
    expect(rowOf(certificates, 'status-to-authority', 'WD-BC-25-0019-R0')).toMatchObject({
      处理: text('暂停证书'),
      日期: day('2025-12-04'),
      暂停期限至: day('2026-06-03'),
      最迟上报日: day('2025-12-08'),
    });
    // R1 was issued in July 2023, before R0 ended in September.
    expect(rowOf(certificates, 'certificates', 'WD-BC-20-0117-R0')['状态']).toEqual(text('已被替代'));
    expect([certificates, due, people].flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  });

  it('of deadlines and people too', () => {
    const first = due.sheets[0]?.rows[0] ?? [];
    expect(first.slice(0, 3).map((cell) => cell?.is)).toEqual(['day', 'number', 'text']);
    expect(rowOf(people, 'people', 'w-jiang')).toMatchObject({ 姓名: text('姜砚秋'), 专职: text('是') });
    expect(rowOf(people, 'registrations', 'w-jiang')).toMatchObject({ 级别: text('审核员'), 有效期至: day('2027-05-19') });
  });

  it('have the rows that a reader finds in the file', async () => {
    const book = read(await workbookOf(certificates.sheets, 'zh'));
    expect(book.SheetNames.map((name) => utils.sheet_to_json(book.Sheets[name] ?? {}).length)).toEqual(
      certificates.sheets.map(({ rows }) => rows.length),
    );
  });
});

describe('a map of the house', () => {
  const good = readFileSync(join(import.meta.dirname, '../../schemas/schemes/tables.yaml'), 'utf8');
  it.each([
    ['an unknown field', 'value: cert.number', 'value: cert.nmber', /^\d+:\d+ rule-wrong/],
    ['an unknown thing', 'value: state,', 'value: stat,', /rule-wrong.*Did you mean state\?/],
    ['a table twice', 'id: audits', 'id: certificates', /pack-wrong/],
    ['a paper that is not said', 'for: audit', 'for: paper', /pack-wrong/],
    ['a key that does not exist', 'words: audit-kind', 'word: audit-kind', /key-unknown/],
    ['a table that does not exist', 'table: due', 'table: dues', /43:10 word-unknown Did you mean due/],
  ])('%s', (_, was, is, expected) => {
    expect(good).toContain(was);
    const file = join(folder, 'map.yaml');
    writeFileSync(file, good.replace(was, is));
    const { value, diagnostics } = sheetsForAll(file);
    expect(value).toBeUndefined();
    expect(diagnostics.map((d) => `${d.place?.line ?? ''}:${d.place?.column ?? ''} ${d.code} ${d.help?.en ?? ''}`).join('\n')).toMatch(
      expected,
    );
  });
});

describe('certpress export', () => {
  beforeAll(compile);
  it('writes no table without what was asked for, none under the name of another format, and takes no option for nothing', async () => {
    const out = join(folder, 'due.xlsx');
    writeFileSync(out, 'of yesterday');
    const run = (...args: string[]): ReturnType<typeof certpress> => certpress(['export', ...args], { cwd: folder });
    const unknown = await run('nowhere', samplesFolder, '--table', 'due', '--out', 'due.xlsx');
    expect([unknown.status, unknown.err]).toEqual([1, expect.stringContaining('path-unknown')]);
    const csv = await run(samplesFolder, '--table', 'due', '--out', 'due.csv');
    expect([csv.status, csv.err]).toEqual([2, expect.stringContaining('.xlsx')]);
    const within = await run(samplesFolder, '--table', 'people', '--within', 'P90D');
    expect([within.status, within.err]).toEqual([2, expect.stringContaining('--table due')]);
    expect([readFileSync(out, 'utf8'), existsSync(join(folder, 'due.csv')), existsSync(join(folder, 'people.xlsx'))]).toEqual([
      'of yesterday',
      false,
      false,
    ]);
  });
});
