/**
 * English by a translator: what goes out is read and filled in by another implementation of XLIFF, and comes back in the lines concerned;
 * English whose Chinese changed is known, and holds back the documents that print it, and no other.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Outcome } from '../../src/diagnostics/index.js';
import { loadProject } from '../../src/load/project.js';
import type { CaseFolder } from '../../src/load/types.js';
import { bringBack, settled, unitsToSend, type Brought } from '../../src/translation/exchange.js';
import { noteOf, notUsed, termsIn } from '../../src/translation/glossary.js';
import { missingOfProject, textsOf } from '../../src/translation/texts.js';
import { unitsIn, xliffOf, type UnitBack } from '../../src/translation/xliff.js';
import { isLongRun, sweep } from '../setup/long.js';
import { certpress, compile } from '../setup/run.js';
import { samplesFolder } from '../setup/samples.js';

interface OtherXliff {
  xliff12ToJs(xml: string): Promise<{ resources: Record<string, Record<string, { source: string; target?: string }>> }>;
  jsToXliff12(js: object): Promise<string>;
}
const other = createRequire(import.meta.url)('xliff') as OtherXliff;

const folder = mkdtempSync(join(tmpdir(), 'certpress-translate-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
/** A project with one case that says this; with a sample where nothing is given. */
function projectOf(client: string): string {
  const root = join(folder, String(++count));
  cpSync(join(samplesFolder, 'certpress.yaml'), join(root, 'certpress.yaml'));
  if (client === '') {
    cpSync(join(samplesFolder, 'people.yaml'), join(root, 'people.yaml'));
    cpSync(join(samplesFolder, 'wanding', 'chengshu-data'), join(root, 'one'), { recursive: true });
  } else {
    mkdirSync(join(root, 'one'));
    writeFileSync(join(root, 'one', 'case.yaml'), client);
  }
  return root;
}
const casesIn = (root: string): readonly CaseFolder[] => loadProject(root).value?.cases ?? [];
const inCase = (root: string): readonly CaseFolder[] =>
  casesIn(root).map((one) => ({ ...one, audits: [], papers: [] }) satisfies CaseFolder);
const record = (name: string, more = ''): string =>
  `# who\nscheme: wanding\nclient:\n  - from: 2026-01-01 # first\n    name: ${name}\n    registeredAddress: { zh: 北路1号, en: 1 North Road }\n${more}`;
const states = (root: string): string[] => inCase(root).flatMap((one) => textsOf(one).map(({ zh, state }) => `${zh} ${state}`));
const settle = (root: string): void => {
  for (const { path, text } of settled(inCase(root), root).files) writeFileSync(path, text);
};
const bring = (root: string, units: readonly UnitBack[], terms: Parameters<typeof termsIn>[1] = []): Outcome<Brought> =>
  bringBack(units, inCase(root), { file: 'x.xlf', root, ofProject: [], terms });
const said = ({ diagnostics }: Outcome<unknown>): string[] => diagnostics.map(({ code }) => code);

describe('stale English', () => {
  const change = (root: string, was: string, is: string): void => {
    const path = join(root, 'one', 'case.yaml');
    const before = readFileSync(path, 'utf8');
    expect(before).toContain(was);
    writeFileSync(path, before.replace(was, is));
  };
  it('is not suspected where nothing is known of it', () => {
    const root = projectOf(record('{ zh: 甲公司, en: Jia Co. }'));
    change(root, '甲公司', '乙公司');
    expect(states(root)).toEqual(['乙公司 there', '北路1号 there']);
  });
  it('is English beside another Chinese than it was written for', () => {
    const root = projectOf(record('{ zh: 甲公司, en: Jia Co. }'));
    settle(root);
    expect(states(root)).toEqual(['甲公司 there', '北路1号 there']);
    change(root, '甲公司', '乙公司');
    expect(states(root)).toEqual(['乙公司 stale', '北路1号 there']);
    // Corrected by hand: new English for new Chinese is nobody's stale text.
    change(root, 'Jia Co.', 'Yi Co.');
    expect(states(root)).toEqual(['乙公司 there', '北路1号 there']);
  });
  it('is right again once it was settled, or the Chinese is back', () => {
    const root = projectOf(record('{ zh: 甲公司, en: Jia Co. }'));
    settle(root);
    change(root, '甲公司', '乙公司');
    settle(root);
    expect(states(root)).toEqual(['乙公司 there', '北路1号 there']);
    change(root, '乙公司', '甲公司');
    expect(states(root)[0]).toBe('甲公司 stale');
    change(root, '甲公司', '乙公司');
    expect(states(root)[0]).toBe('乙公司 there');
  });
  it('is known though entries of a list move, and white space says nothing', () => {
    const site = (id: string, zh: string, en: string): string => `      - { id: ${id}, name: { zh: ${zh}, en: ${en} } }\n`;
    const sites = (...list: readonly string[]): string => `sites:\n  - from: 2026-01-01\n    list:\n${list.join('')}`;
    const [a, b] = [site('S1', '一号库', 'Warehouse 1'), site('S2', '二号库', 'Warehouse 2')];
    const root = projectOf(record('{ zh: 甲公司, en: Jia Co. }', sites(a, b)));
    settle(root);
    const path = join(root, 'one', 'case.yaml');
    writeFileSync(path, record('{ zh: "甲公司 ", en: Jia Co. }', sites(site('S0', '新库', 'New warehouse'), b, a)));
    expect(states(root).filter((one) => one.endsWith('stale'))).toEqual([]);
    // Two places of the same English: what stands there still vouches for neither the changed one nor against a new one.
    writeFileSync(path, record('{ zh: 甲公司, en: Jia Co. }', sites(a, b, site('S3', '三号库', 'Warehouse 1'))));
    expect(states(root).filter((one) => one.endsWith('stale'))).toEqual([]);
    writeFileSync(path, record('{ zh: 甲公司, en: Jia Co. }', sites(site('S1', '甲库', 'Warehouse 1'), b)));
    expect(states(root).filter((one) => one.endsWith('stale'))).toEqual(['甲库 stale']);
  });
  it('asks for no English of what has no Chinese in it', () => {
    expect(states(projectOf(record('ACME Ltd.')))).toEqual(['北路1号 there']);
  });
});

describe('texts that belong to no case', () => {
  const people = [
    '# who audits',
    'w-one: { name: 甲一, registrations: [] }   # plain',
    'w-two: { name: { zh: 乙二, en: Yi Er } }',
    'w-three:',
    '  name: { zh: 丙三 }',
    'w-four: { name: 丁四 }',
    '',
  ].join('\n');
  const project = (): { readonly root: string; readonly loaded: NonNullable<ReturnType<typeof loadProject>['value']> } => {
    const root = projectOf(record('{ zh: 甲公司, en: Jia Co. }', 'applicationReview: { by: w-one }\nauditTime: { by: w-three }\n'));
    writeFileSync(join(root, 'people.yaml'), people);
    writeFileSync(join(root, 'certpress.yaml'), 'lang: zh-en\nbody:\n  wanding: { address: { zh: 某市某路1号 } }\n');
    const loaded = loadProject(root).value;
    if (!loaded) throw new Error('not loaded');
    return { root, loaded };
  };
  it('are sent where they have no English: of the body, and of people whom a case names', () => {
    const { loaded } = project();
    const sent = unitsToSend([], missingOfProject(loaded, loaded.cases), []);
    // w-two has English, w-four is named nowhere.
    expect(sent.map(({ file, id, source }) => [file, id, source])).toEqual([
      ['certpress.yaml', '/body/wanding/address', '某市某路1号'],
      ['people.yaml', '/w-one/name', '甲一'],
      ['people.yaml', '/w-three/name', '丙三'],
    ]);
  });
  it('come back into their lines, and nothing is kept of them', () => {
    const { root, loaded } = project();
    const ofProject = missingOfProject(loaded, loaded.cases);
    const back = [
      { file: 'people.yaml', id: '/w-one/name', source: '甲一', target: 'Jia Yi', hasCodes: false },
      { file: 'people.yaml', id: '/w-three/name', source: '丙三', target: 'Bing San', hasCodes: false },
    ];
    const brought = bringBack(back, loaded.cases, { file: 'x.xlf', root, ofProject, terms: [] });
    expect(said(brought)).toEqual([]);
    expect(brought.value?.files.map(({ path }) => path)).toEqual([join(root, 'people.yaml')]);
    const text = brought.value?.files[0]?.text ?? '';
    expect(parse(text)).toMatchObject({
      'w-one': { name: { zh: '甲一', en: 'Jia Yi' } },
      'w-three': { name: { zh: '丙三', en: 'Bing San' } },
    });
    const lines = people.split('\n');
    expect(text.split('\n').filter((one) => !lines.includes(one)).length).toBeLessThanOrEqual(2);
    expect(text).toContain('# plain');
  });
});

describe('a file for a translator', () => {
  const sources = ['甲公司 <乙> & "丙"', '第一段\n\n- **甲**\n- 乙\n', "a'b 号", '  两  空  '];
  /** That library drops the line end at the end of a text, which says nothing. */
  const kept = (source: string): string => source.replace(/\n$/, '');
  const sent = sources.map((source, i) => ({ file: 'a b/案"卷.yaml', id: `/x/${i}~1y`, source, notes: ['甲 = A & B'] }));

  it('is read by another implementation as it was meant', async () => {
    const { resources } = await other.xliff12ToJs(xliffOf(sent));
    const read = Object.entries(resources).flatMap(([file, units]) =>
      Object.entries(units).map(([id, { source }]) => ({ file, id, source })),
    );
    expect(read).toEqual(sent.map(({ file, id, source }) => ({ file, id, source: kept(source) })));
  });
  it('comes back as that implementation writes it', async () => {
    const js = await other.xliff12ToJs(xliffOf(sent));
    for (const units of Object.values(js.resources)) for (const unit of Object.values(units)) unit.target = `EN ${unit.source}`;
    const back = unitsIn(strToU8(await other.jsToXliff12(js)), 'x.xlf').value;
    expect(back?.map(({ file, id, source, target }) => ({ file, id, source, target }))).toEqual(
      sent.map(({ file, id, source }) => ({ file, id, source: kept(source), target: `EN ${kept(source)}` })),
    );
  });
  it('takes no target of what tools put beside it', () => {
    const xml = xliffOf([{ file: 'f', id: '/a', source: '甲', stale: 'Old', notes: [] }]);
    expect(unitsIn(strToU8(xml), 'x').value).toEqual([{ file: 'f', id: '/a', source: '甲', hasCodes: false }]);
    const withTarget = xml.replace(
      '</source>',
      '</source><seg-source><mrk mtype="seg" mid="1">甲</mrk></seg-source><target state="final"><mrk mtype="seg" mid="1">New</mrk></target>',
    );
    expect(unitsIn(strToU8(withTarget), 'x').value).toEqual([
      { file: 'f', id: '/a', source: '甲', target: 'New', state: 'final', hasCodes: false },
    ]);
    const withCode = xml.replace('</source>', '</source><target>N<g id="1">e</g>w</target>');
    expect(unitsIn(strToU8(withCode), 'x').value).toEqual([{ file: 'f', id: '/a', source: '甲', target: 'New', hasCodes: true }]);
  });
  const good = xliffOf(sent);
  it.each<readonly [string, string | Uint8Array]>([
    ['a document type', good.replace('<xliff', '<!DOCTYPE x [<!ENTITY a "b">]><xliff')],
    ['half a file', good.slice(0, 400)],
    ['another version', good.replace('version="1.2" xmlns', 'version="2.0" xmlns')],
    ['other XML', '<a/>'],
    ['nothing', ''],
    ['depth', good.replace('<body>', `<body>${'<group>'.repeat(100)}`)],
    ['no text', new Uint8Array([0x3c, 0xff, 0xff])],
  ])('is refused: %s', (_, content) => {
    const { value, diagnostics } = unitsIn(typeof content === 'string' ? strToU8(content) : content, 'x.xlf');
    expect([value, diagnostics.map(({ code }) => code)]).toEqual([undefined, ['translation-unreadable']]);
  });
});

describe('a translation', () => {
  const unit = (more: Partial<UnitBack> = {}): UnitBack => ({
    file: 'one/case.yaml',
    id: '/client/0/name',
    source: '甲公司',
    target: 'Jia Co., Ltd.',
    hasCodes: false,
    ...more,
  });
  it('comes into the record, in the line concerned, and is known from then on', () => {
    const root = projectOf(record('甲公司 # as in the licence'));
    expect(unitsToSend(inCase(root), [], []).map(({ id, source }) => [id, source])).toEqual([['/client/0/name', '甲公司']]);
    const { value } = bring(root, [unit()]);
    const text = value?.files.find(({ path }) => path.endsWith('case.yaml'))?.text ?? '';
    const before = record('甲公司 # as in the licence').split('\n');
    expect(
      text
        .split('\n')
        .filter((line) => !before.includes(line))
        .join(),
    ).toMatch(/zh: 甲公司.*Jia Co\., Ltd\..*# as in the licence/);
    for (const file of value?.files ?? []) writeFileSync(file.path, file.text);
    expect(states(root)).toEqual(['甲公司 there', '北路1号 there']);
    const path = join(root, 'one', 'case.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('甲公司', '乙公司'));
    expect(states(root)[0]).toBe('乙公司 stale');
    expect(unitsToSend(inCase(root), [], [])).toMatchObject([{ source: '乙公司', stale: 'Jia Co., Ltd.' }]);
  });
  it.each<readonly [string, Partial<UnitBack>, readonly string[], boolean]>([
    ['an empty one', { target: '' }, ['translation-left'], true],
    ['one that a tool filled with the source', { target: '甲公司' }, ['translation-left'], true],
    ['one that is not finished', { state: 'needs-review-translation' }, ['translation-left'], true],
    ['one with codes', { hasCodes: true }, ['translation-refused'], false],
    ['one of other Chinese', { source: '乙公司' }, ['translation-refused'], false],
    ['one of no text', { id: '/client/0/uscc' }, ['translation-refused'], false],
    ['one of a file elsewhere', { file: '../../etc/passwd' }, ['translation-refused'], false],
    ['one of a file of the project that is no record', { file: 'certpress.yaml' }, ['translation-refused'], false],
    ['one that is too long', { target: 'x'.repeat(401) }, ['text-wrong'], false],
  ])('is not taken: %s', (name, more, codes, isLeft) => {
    const root = projectOf(record('甲公司'));
    const outcome = bring(root, [unit(more)]);
    if (name !== 'one that is too long') expect(said(outcome)).toEqual(codes);
    else expect(outcome.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    expect(outcome.value?.files).toEqual(isLeft ? [] : undefined);
  });
  it('is one for one text', () => {
    const root = projectOf(record('甲公司'));
    expect(said(bring(root, [unit(), unit({ target: 'Other' })]))).toEqual(['translation-refused']);
  });
  it('uses the terms of the house', () => {
    const terms = [
      { zh: '不符合', en: 'nonconformity' },
      { zh: '严重不符合', en: ['major nonconformity', 'major NC'], note: 'never “serious”' },
      { zh: '公司', en: 'Co., Ltd.' },
    ];
    expect(termsIn('一项严重不符合', terms).map(({ zh }) => zh)).toEqual(['严重不符合']);
    expect(termsIn('严重不符合与不符合', terms).map(({ zh }) => zh)).toEqual(['严重不符合', '不符合']);
    expect(notUsed('一项严重不符合', 'One Major NC', terms)).toEqual([]);
    expect(notUsed('一项严重不符合', 'One serious failure', terms).map(noteOf)).toEqual([
      '严重不符合 = major nonconformity / major NC (never “serious”)',
    ]);
    const root = projectOf(record('甲公司'));
    expect(unitsToSend(inCase(root), [], terms)[0]?.notes).toEqual(['公司 = Co., Ltd.']);
    expect(said(bring(root, [unit({ target: 'Jia Company' })], terms))).toEqual(['translation-term']);
    expect(said(bring(root, [unit()], terms))).toEqual([]);
  });
});

describe('certpress translate', () => {
  beforeAll(compile);
  it('sends, brings back, and holds back what prints stale English', sweep, async () => {
    const root = projectOf('');
    const run = (...args: readonly string[]) => certpress(args, { cwd: root });
    if (isLongRun) {
      const nothing = await run('translate', '--export', 'one');
      expect([nothing.status, nothing.err, existsSync(join(root, 'translate.xlf'))]).toEqual([
        0,
        '0 text(s): 0 without English, 0 whose Chinese has changed since\n',
        false,
      ]);
    }
    expect((await run('translate', '--settle', 'one')).status).toBe(0);
    const path = join(root, 'one', 'case.yaml');
    const line = 'name: {zh: 浉宁澄数数据服务有限公司, en: "Shining Chengshu Data Services Co., Ltd."}';
    const before = readFileSync(path, 'utf8');
    expect(before).toContain(line);
    writeFileSync(path, before.replace(line, line.replace('数据服务', '数据')));
    if (isLongRun) {
      const told = await run('status', 'one', '--json');
      const { cases } = JSON.parse(told.out) as {
        readonly cases: readonly { readonly waiting: readonly { readonly code: string; readonly line: number }[] }[];
      };
      const waiting = cases.flatMap((one) => one.waiting).filter(({ code }) => code === 'translation-stale');
      expect(waiting.map((one) => one.line)).toEqual([before.slice(0, before.indexOf(line)).split('\n').length]);
    }
    const report = ['build', 'one', '--doc', 'termination-report', '--format', 'docx'];
    const held = await run(...report, '--lang', 'en');
    const at = before.slice(0, before.indexOf(line)).split('\n').length;
    expect(held.status).toBe(1);
    expect(held.err).toMatch(new RegExp(`one/case\\.yaml:${at}:\\d+ +error +translation-stale`));
    expect(held.out).toBe('');
    if (isLongRun) {
      const chinese = await run(...report, '--lang', 'zh');
      expect([chinese.status, chinese.out.trim().split('\n').length]).toEqual([0, 1]);
    }
    const sent = await run('translate', '--export', 'one');
    expect(sent.out).toBe('translate.xlf\n');
    const xlf = readFileSync(join(root, 'translate.xlf'), 'utf8');
    writeFileSync(join(root, 'back.xlf'), xlf.replace('</source>', '</source><target>Shining Chengshu Data Co., Ltd.</target>'));
    const back = await run('translate', '--import', 'back.xlf', 'one');
    expect([back.status, back.err]).toEqual([0, '1 translation(s) brought back, 0 left\n']);
    if (!isLongRun) return;
    expect((await run(...report, '--lang', 'en')).status).toBe(0);
    expect((await run('translate', '--export', '--settle', 'one')).status).toBe(2);
  });
});
