/**
 * Tables that come in: cells are what they are, or refused with the reason; records change by what the map says, and by nothing else.
 *
 * The workbooks in `fixtures` were made by openpyxl (`make.py`); hostile ones and text files are made here.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/diagnostics/index.js';
import { newCase, newProject } from '../../src/skeleton/skeleton.js';
import type { Grid, GridCell } from '../../src/tables/import/grid.js';
import { loadMap, proposeMap } from '../../src/tables/import/map.js';
import { planImport, type Import } from '../../src/tables/import/plan.js';
import { readTable } from '../../src/tables/import/read-table.js';
import { fieldsOfTable, importTables, type ValueKind } from '../../src/tables/import/targets.js';
import { valueOf } from '../../src/tables/import/value.js';
import { isLongRun, sweep } from '../setup/long.js';
import { certpress, compile } from '../setup/run.js';

const fixtures = join(import.meta.dirname, 'fixtures');
const folder = mkdtempSync(join(tmpdir(), 'certpress-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
const bytesOf = (name: string): Uint8Array => readFileSync(join(fixtures, name));

describe('a cell', () => {
  const never = (): readonly string[] => [];
  const take = (cell: GridCell, kind: ValueKind): string => {
    const taken = valueOf(cell, kind, never);
    return taken.ok ? `${JSON.stringify(taken.value)}${taken.said ? ' said' : ''}` : 'refused';
  };
  const text = (it: string): GridCell => ({ is: 'text', text: it });
  const number = (it: number, format = 'General', shown = String(it)): GridCell => ({ is: 'number', number: it, format, shown });
  const code: ValueKind = { is: 'code', form: 'code' };
  const phone: ValueKind = { is: 'code', form: 'phone' };
  const postCode: ValueKind = { is: 'code', form: 'postCode' };
  const day: ValueKind = { is: 'day' };
  const amount: ValueKind = { is: 'amount' };
  it.each<readonly [string, GridCell, ValueKind, string]>([
    // Of 18 digits a number keeps 15 to 17: the rest is invented.
    ['18 digits as a number', number(914115031234567890), code, 'refused'],
    ['18 digits as text', text('914115031234567890'), code, '"914115031234567890"'],
    ['18 digits rounded to text', text('9.14115E+17'), code, 'refused'],
    ['11 digits as a number', number(13800138000), phone, '"13800138000" said'],
    ['zeros that a format shows', number(37165, '00000000', '00037165'), code, '"00037165" said'],
    ['5.10 that became 5.1', number(5.1), code, 'refused'],
    ['a post code that lost its zero', number(45000), postCode, 'refused'],
    ['a code that became a day', { is: 'day', day: '2026-03-01' }, code, 'refused'],
    ['full-width digits in a code', text('９１４'), code, 'refused'],
    ['a day', { is: 'day', day: '2026-03-01' }, day, '"2026-03-01"'],
    ['a day with a time', { is: 'day', day: '2026-03-01', time: '14:30:00' }, day, '"2026-03-01" said'],
    ['a time alone, which is a day of 1899', { is: 'day', day: '1899-12-30', time: '14:30:00' }, day, 'refused'],
    ['a number for a day', number(46082), day, 'refused'],
    ['2026-3-1', text('2026-3-1'), day, '"2026-03-01"'],
    ['2026/3/1', text('2026/3/1'), day, '"2026-03-01"'],
    ['2026年3月1日', text('2026年3月1日'), day, '"2026-03-01"'],
    ['full-width', text('２０２６年３月１日'), day, '"2026-03-01"'],
    ['20260301', text('20260301'), day, '"2026-03-01"'],
    ['which is the month', text('3/1/2026'), day, 'refused'],
    ['a day that does not exist', text('2026-02-30'), day, 'refused'],
    ['percent', number(0.35, '0%', '35%'), amount, 'refused'],
    ['a percent sign in quotes is none', number(35, '0"%"', '35%'), amount, '35'],
    ['a number that is shown rounded', number(2.4567, '0.0', '2.5'), amount, '2.4567 said'],
    ['a number with thousands', number(1234.5, '#,##0.0', '1,234.5'), amount, '1234.5'],
    ['thousands in text', text('1,234'), amount, 'refused'],
    ['an error', { is: 'error', error: '#N/A' }, { is: 'text', lang: 'zh' }, 'refused'],
    ['a formula never worked out', { is: 'error', error: '=A1', formula: true }, amount, 'refused'],
    ['a formula', { is: 'number', number: 2, format: 'General', shown: '2', formula: true }, amount, '2 said'],
    ['yes', text('是'), { is: 'flag' }, 'true'],
    ['perhaps', text('待定'), { is: 'flag' }, 'refused'],
    ['a word of the records', text('QMS'), { is: 'word', words: ['QMS', 'EMS'] }, '"QMS"'],
    ['another word', text('ABC'), { is: 'word', words: ['QMS', 'EMS'] }, 'refused'],
  ])('%s', (_, cell, kind, expected) => {
    expect(take(cell, kind)).toBe(expected);
  });
});

describe('a text file', () => {
  const rows = (bytes: Uint8Array): unknown => {
    const { value, diagnostics } = readTable(bytes, 'x.csv');
    return value
      ? value[0]?.rows.map(({ cells }) => [...cells].map(([at, cell]) => `${at}${cell.is === 'text' ? cell.text : cell.is}`).join('|'))
      : diagnostics.map(({ code }) => code);
  };
  const utf16 = (text: string): Uint8Array => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
  /** 客户 and 证 in GBK. */
  const gbk = new Uint8Array([0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xd6, 0xa4, 0x0a, 0x31, 0x2c, 0x32, 0x0a]);
  it.each<readonly [string, Uint8Array, unknown]>([
    ['UTF-8', strToU8('客户,证\n007,"a,b"\n'), ['0客户|1证', '0007|1a,b']],
    ['UTF-8 with its mark', strToU8('\ufeff客户;证\r\n1;2\r\n'), ['0客户|1证', '01|12']],
    ['UTF-16', utf16('客户\t证\n1\t2\n'), ['0客户|1证', '01|12']],
    ['GBK', gbk, ['0客户|1证', '01|12']],
    ['quotes with line ends', strToU8('a,b\n"x\r\ny","1""2"\n'), ['0a|1b', '0x\ny|11"2']],
    ['text kept as text', strToU8('a,b\n="0371",=1+1\n'), ['0a|1b', '00371|1=1+1']],
    ['an error', strToU8('a,b\n#N/A,1\n'), ['0a|1b', '0error|11']],
    ['UTF-16 without its mark', utf16('ab,c\n').subarray(2), ['table-unreadable']],
    ['bytes of no encoding', new Uint8Array([0x61, 0x2c, 0xff, 0xff, 0x0a]), ['table-unreadable']],
    ['a quote that does not end', strToU8('a,b\n"x,y\n'), ['table-unreadable']],
    ['nothing', new Uint8Array(), ['table-unreadable']],
    ['too many columns', strToU8(`${'a,'.repeat(400)}a\n`), ['table-too-large']],
    ['too many rows', strToU8('a,b\n'.repeat(10_001)), ['table-too-large']],
  ])('%s', (_, bytes, expected) => {
    expect(rows(bytes)).toEqual(expected);
  });
});

describe('a hostile workbook', () => {
  const good = unzipSync(bytesOf('clients.xlsx'));
  const code = (bytes: Uint8Array): string => {
    const { value, diagnostics } = readTable(bytes, 'x.xlsx');
    return value ? 'read' : diagnostics.map((one) => one.code).join();
  };
  const sheet = 'xl/worksheets/sheet1.xml';
  const withSheet = (xml: string): Uint8Array => zipSync({ ...good, [sheet]: strToU8(xml) });
  it.each<readonly [string, () => Uint8Array, string]>([
    ['a bomb', () => withSheet(' '.repeat(40_000_000)), 'table-too-large'],
    [
      'many parts',
      () => zipSync({ ...good, ...Object.fromEntries([...Array(2_000).keys()].map((i) => [`x${i}.xml`, strToU8('<a/>')])) }),
      'table-too-large',
    ],
    ['an old workbook, or one with a password', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'table-unreadable'],
    ['a PDF', () => strToU8('%PDF-1.7\n'), 'table-unreadable'],
    ['half a file', () => bytesOf('clients.xlsx').subarray(0, 2_000), 'table-unreadable'],
    ['a zip of something else', () => zipSync({ 'a.txt': strToU8('a') }), 'table-unreadable'],
    [
      'a cell beyond all columns',
      () =>
        withSheet(
          '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="XFD1" t="inlineStr"><is><t>a</t></is></c></row></sheetData></worksheet>',
        ),
      'table-too-large',
    ],
  ])('%s', (_, make, expected) => {
    expect(code(make())).toBe(expected);
  });
  it('with entities of its own gives no more than it holds', () => {
    const xml = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>`;
    expect(JSON.stringify([...(readTable(withSheet(xml), 'x').value?.[0]?.rows ?? [])].map(({ cells }) => [...cells]))).not.toContain(
      'root:',
    );
  });
});

describe('an import', () => {
  let root = '';
  beforeAll(() => {
    root = join(folder, 'project');
    newProject(root);
    newCase({ folder: join(root, 'yunxiu'), scheme: 'wanding', type: 'initial' });
  });
  const grids = (name: string): readonly Grid[] => readTable(bytesOf(name), name).value ?? [];
  let count = 0;
  const plan = (name: string, map: string, at = root): Outcome<Import> => {
    const path = join(folder, `map-${++count}.yaml`);
    writeFileSync(path, map);
    const loaded = loadMap(path);
    if (!loaded.value) return { diagnostics: loaded.diagnostics };
    return planImport({ loaded: loaded.value, grids: grids(name), file: name, root: at });
  };
  const said = ({ diagnostics }: Outcome<unknown>): string[] =>
    diagnostics.map(({ code, message }) => `${code} ${/^(?:row )?(?:\S+![A-Z]*)?\d+/.exec(message.en)?.[0] ?? ''}`);
  const proposed = (name: string): string => proposeMap(grids(name), name).value?.text ?? '';

  it('proposes a map by the headings, and says what it does not know', () => {
    const { value } = proposeMap(grids('clients.xlsx'), 'clients.xlsx');
    const lines = (value?.text ?? '').split('\n').map((line) => line.replace(/ {2}#.*/, ''));
    expect(lines).toEqual(
      expect.arrayContaining([
        'table: clients',
        'sheet: "客户"',
        'header: 2',
        '  - { heading: "客户名称", field: name }',
        '  - { heading: "统一社会信用代码", field: uscc }',
        '  - { heading: "联系人", field: contact.name }',
        '  - { heading: "联系电话", field: contact.phone }',
        '  - { heading: "邮编", field: postCode }',
        '  - { heading: "英文名称", field: name.en }',
      ]),
    );
    expect(value?.unsure.map(({ message }) => message.en)).toEqual(['客户!H2 “备注”: no field is known for it; it is left out']);
  });

  it('brings new cases as certpress new makes them, with what the rows say', () => {
    const outcome = plan('clients.xlsx', proposed('clients.xlsx').replace('# scheme', 'scheme').replace('# fixed', 'fixed'));
    expect(said(outcome)).toEqual(['table-cell-said 客户!E3']);
    const files = outcome.value?.files ?? [];
    const one = files.find(({ path }) => path === join(root, '云岫仓储有限公司', 'case.yaml'));
    expect(one?.text).toContain(
      [
        '  - from: 2026-01-01',
        '    name: {zh: 云岫仓储有限公司, en: "Yunxiu Storage Co., Ltd."}',
        '    uscc: 91411503MA0K2X7R1X',
        '    registeredAddress: 河南省云岫市北路1号',
        // A number of a post code would lose its zero, and a text that looks like a number is quoted.
        '    postCode: "045000"',
        '    contact: {name: 简一, phone: "13800138000"}',
      ].join('\n'),
    );
    expect(one?.text.startsWith('# wanding B/1')).toBe(true);
    expect(files.filter(({ before }) => before === undefined).length).toBe(files.length);
  });

  it('changes a record that is there in the lines concerned only', () => {
    const text =
      'scheme: wanding\n# who\nclient:\n  - from: 2026-01-01\n    name: 云岫仓储有限公司 # as in the licence\n    uscc: "91411503MA0K2X7R1X"\n';
    const at = join(folder, 'changed');
    newProject(at);
    cpSync(join(root, 'yunxiu'), join(at, 'yunxiu'), { recursive: true });
    writeFileSync(join(at, 'yunxiu', 'case.yaml'), text);
    const map =
      'table: clients\nsheet: 客户\nheader: 2\nscheme: wanding\ncolumns:\n  - { heading: 统一社会信用代码, field: uscc }\n  - { heading: 英文名称, field: name.en }\n';
    const one = plan('clients.xlsx', map, at).value?.files.find(({ path }) => path.endsWith(join('yunxiu', 'case.yaml')));
    expect(one?.changes).toMatchObject([{ way: ['client', 0, 'name', 'en'], after: 'Yunxiu Storage Co., Ltd.', cell: '客户!G3' }]);
    const [before, after] = [text, one?.text ?? ''].map((it) => it.split('\n'));
    expect(after?.filter((line) => !before?.includes(line)).join('\n')).toContain('Yunxiu Storage Co., Ltd.');
    expect(before?.filter((line) => !after?.includes(line))).toEqual(['    name: 云岫仓储有限公司 # as in the licence']);
    expect(after?.join('\n')).toContain('# as in the licence');
  });

  it('tells of English that was written for the Chinese before, which no cell gives', () => {
    const at = join(folder, 'english');
    newProject(at);
    cpSync(join(root, 'yunxiu'), join(at, 'yunxiu'), { recursive: true });
    const record = (name: string): string =>
      `scheme: wanding\nclient:\n  - from: 2026-01-01\n    name: ${name}\n    uscc: "91411503MA0K2X7R1X"\n`;
    const map = (columns: string): string =>
      `table: clients\nsheet: 客户\nheader: 2\nscheme: wanding\ncolumns:\n  - { heading: 统一社会信用代码, field: uscc }\n  - { heading: 客户名称, field: name }\n${columns}`;
    const told = (name: string, columns = ''): string[] => {
      writeFileSync(join(at, 'yunxiu', 'case.yaml'), record(name));
      const { value, diagnostics } = plan('clients.xlsx', map(columns), at);
      expect(value).toBeDefined();
      return diagnostics.filter(({ code }) => code === 'table-english-left').map(({ severity, message }) => `${severity} ${message.en}`);
    };
    const [fault, ...others] = told('{ zh: 云岫仓库, en: Yunxiu Warehouse }');
    expect(fault).toMatch(/^warning 客户!\w+: .*name.*“Yunxiu Warehouse”/);
    expect(others).toEqual([]);
    expect(told('云岫仓库')).toEqual([]);
    expect(told('{ zh: 云岫仓储有限公司, en: Yunxiu Warehouse }')).toEqual([]);
    expect(told('{ zh: 云岫仓库, en: Yunxiu Warehouse }', '  - { heading: 英文名称, field: name.en }\n')).toEqual([]);
  });

  it.each(['certificates-1900.xlsx', 'certificates-1904.xlsx', 'certificates-iso.xlsx'])('the same days by %s', (name) => {
    const at = join(folder, name);
    newProject(at);
    for (const [id, uscc] of [
      ['a', '91411503MA0K2X7R1X'],
      ['b', '91411503MA0K2X7R2X'],
    ] as const) {
      mkdirSync(join(at, id));
      writeFileSync(join(at, id, 'case.yaml'), `scheme: wanding\nclient: [{ from: 2026-01-01, name: 某, uscc: "${uscc}" }]\n`);
    }
    const outcome = plan(name, proposed(name), at);
    expect(said(outcome)).toEqual(['table-cell-said 证书!C3']);
    const files = outcome.value?.files ?? [];
    expect(files.map(({ changes }) => changes.filter(({ way }) => way.at(-1) !== 'scope').map(({ after }) => after))).toEqual([
      ['001-26', '2026-03-01', '2029-02-28'],
      ['002-26', '2026-03-01', '2029-02-28'],
    ]);
    expect(files[0]?.text.replace(/["']/g, '')).toContain('issued: 2026-03-01');
    // What was written is there, and the second run has nothing to do.
    for (const { path, text } of files) writeFileSync(path, text);
    expect(plan(name, proposed(name), at).value?.files).toEqual([]);
  });

  it('refuses what is no value, cell by cell, and writes nothing then', () => {
    const outcome = plan('trouble.xlsx', proposed('trouble.xlsx').replace('# scheme', 'scheme'));
    expect(outcome.value).toBeUndefined();
    expect(said(outcome).sort()).toEqual(
      [
        'table-cell-refused 一!B2', // 18 digits as a number
        'table-cell-refused 一!D2', // a post code that lost its zero
        'table-cell-refused 一!F2', // a formula that nobody worked out
        'table-cell-refused 一!H2', // a number where a day is wanted
        'table-cell-said 一!B3', // zeros shown by a format
        'table-cell-refused 一!E3', // percent
        'table-cell-refused 一!F3', // a fraction for a telephone
        'table-cell-refused 一!G3', // #N/A
        'table-cell-refused 一!C5', // joined with its neighbour
        'table-cell-refused 一!D5',
        'table-cell-refused 一!H5', // 3/1/2026
        'table-cell-said 一!A6', // joined with the cell above
        'table-cell-said 1', // one row is hidden
      ].sort(),
    );
  });

  it('refuses two rows that contradict each other, and rows that belong nowhere', () => {
    const csv = (text: string): readonly Grid[] => readTable(strToU8(text), 'x.csv').value ?? [];
    const run = (text: string, map: string): string[] => {
      const path = join(folder, `map-${++count}.yaml`);
      writeFileSync(path, map);
      const loaded = loadMap(path).value;
      return loaded ? said(planImport({ loaded, grids: csv(text), file: 'x.csv', root })) : ['no map'];
    };
    const people = 'table: people\ncolumns: [{ heading: id, field: id }, { heading: name, field: name }]\n';
    expect(run('id,name\na,甲\na,乙\n', people)).toEqual(['table-row-refused row 3']);
    expect(run('id,name\n,甲\n', people)).toEqual(['table-row-refused row 2']);
    expect(run('id,name\n__proto__,甲\n', people)).toEqual(['table-row-refused row 2']);
    expect(run('id,name\na,甲\n', people)).toEqual([]);
    const sites = 'table: sites\ncolumns: [{ heading: c, field: case }, { heading: id, field: id }]\n';
    expect(run('c,id\nnowhere,S1\n', sites)).toEqual(['table-row-refused row 2']);
    expect(run('c,id\nyunxiu,S1\n', sites)).toEqual([]);
    const clients = 'table: clients\nscheme: wanding\ncolumns: [{ heading: c, field: case }, { heading: n, field: name }]\n';
    for (const name of ['../x', '/x', 'a/../../b', 'con', 'a\\b', '.git', 'a.'])
      expect(run(`c,n\n${name},甲\n`, clients), name).toEqual(['table-row-refused row 2']);
  });

  it.each([
    ['a field that does not exist', 'field: uscc', 'field: usc'],
    ['a field twice', 'field: name.en', 'field: name'],
    ['a heading that is not there', '"邮编"', '"邮政"'],
    ['a sheet that is not there', 'sheet: "客户"', 'sheet: "顾客"'],
    ['a folder that leads out', '# folder: cases', 'folder: ../cases'],
  ])('refuses a map with %s', (_, was, is) => {
    const text = proposed('clients.xlsx');
    expect(text).toContain(was);
    const { value, diagnostics } = plan('clients.xlsx', text.replace(was, is));
    expect([value, diagnostics.every(({ place }) => (place?.line ?? 0) > 1), diagnostics.length]).toEqual([undefined, true, 1]);
  });

  it('has a name in both languages for every field', () => {
    for (const table of importTables) {
      const names = fieldsOfTable(table).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { zh, en, name } of fieldsOfTable(table))
        expect(
          [zh, en].every((word) => word.length > 0),
          name,
        ).toBe(true);
    }
  });
});

describe('certpress import', () => {
  beforeAll(compile);
  it('proposes, shows, writes', sweep, async () => {
    const at = join(folder, 'command');
    newProject(at);
    cpSync(join(fixtures, 'clients.xlsx'), join(at, 'clients.xlsx'));
    const args = ['import', 'clients.xlsx'];
    if (isLongRun) {
      const early = await certpress([...args, '--write'], { cwd: at });
      expect([early.status, existsSync(join(at, 'clients.map.yaml'))]).toEqual([2, false]);
    }
    const first = await certpress(args, { cwd: at });
    expect([first.status, first.out]).toEqual([0, 'clients.map.yaml\n']);
    const map = join(at, 'clients.map.yaml');
    writeFileSync(map, readFileSync(map, 'utf8').replace('# scheme', 'scheme').replace('# fixed', 'fixed'));
    const shown = await certpress(args, { cwd: at });
    expect([shown.status, existsSync(join(at, '云岫仓储有限公司'))]).toEqual([0, false]);
    expect(shown.out).toContain('云岫仓储有限公司/case.yaml (new)\n  client[1].from: 2026-01-01  (fixed.from)\n');
    const written = await certpress([...args, '--write'], { cwd: at });
    expect([written.status, existsSync(join(at, '泽川检测有限公司', 'case.yaml'))]).toEqual([0, true]);
    if (isLongRun) expect((await certpress(['status', '云岫仓储有限公司'], { cwd: at })).status).toBe(0);
  });
});
