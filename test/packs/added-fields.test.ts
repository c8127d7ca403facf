/**
 * `fields.yaml`: what a scheme or a house adds to the records is checked, asked for, typed in rows and layouts, told in editors and
 * skeletons like any field, and is known there alone.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { built } from '../setup/built.js';
import { explainWord } from '../../src/explain/explain.js';
import { lint } from '../../src/make/lint.js';
import { jsonSchemas, type JsonSchema } from '../../src/packs/json-schema.js';
import { loadScheme } from '../../src/packs/load-scheme.js';
import { packsSeenFrom } from '../../src/packs/packs-seen.js';
import { packageInfo } from '../../src/program/package-info.js';
import { nothingProven } from '../../src/program/proven.js';
import { sweep, swept } from '../setup/long.js';
import { caseFiles } from '../../src/skeleton/files.js';

const { root } = packageInfo();
const place = mkdtempSync(join(tmpdir(), 'certpress-fields-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});
const put = (file: string, text: string): void => {
  mkdirSync(dirname(join(place, file)), { recursive: true });
  writeFileSync(join(place, file), text);
};
const change = (file: string, from: string, to: string): void => {
  const before = readFileSync(join(place, file), 'utf8');
  expect(before).toContain(from);
  writeFileSync(join(place, file), before.replace(from, to));
};
const own = 'packs/schemes/own/A-1';
const other = 'packs/schemes/other/A-1';

/** Two schemes; the first adds an industry code to clients and a registration to certificates, and asks for the first in a card. */
beforeEach(() => {
  rmSync(place, { recursive: true, force: true });
  const base = join(root, 'test/load/pack-base/schemas');
  for (const kind of ['bodies', 'standards']) cpSync(join(base, kind), join(place, 'packs', kind), { recursive: true });
  for (const [folder, id] of [
    [own, 'own'],
    [other, 'other'],
  ] as const) {
    cpSync(join(base, 'schemes/north/A-1'), join(place, folder), { recursive: true });
    change(`${folder}/scheme.yaml`, 'id: north', `id: ${id}`);
  }
  put(
    `${own}/fields.yaml`,
    `case.client:
  industryCode: { is: code, zh: 行业代码, en: Industry code }
  size: { is: word, zh: 规模, en: Size, words: { small: { zh: 小型, en: Small }, large: { zh: 大型, en: Large } } }
certificates:
  registration: { is: done, zh: 上报登记日期, en: Registered on }
`,
  );
  change(`${own}/scheme.yaml`, 'documents:', 'documents:\n  card: { title: { zh: 客户卡, en: Client Card } }');
  put(
    `${own}/documents/card.yaml`,
    'id: card\ntitle: { zh: 客户卡, en: Client Card }\nof: case\nlies: case\ndate: case.application.date\nwhen: has(client.name)\n',
  );
  put(
    `${own}/layouts/card.hbs`,
    `{{> page}}
<section master="page">
  <h1>{{text doc.title}}</h1>
  <field-list class="prose" widths="42 *">
    <field label="case-client.industryCode" data-content="card.code">{{text client.industryCode}}</field>
    <field label="case-client.size">{{t "case-client-size" client.size}}</field>
  </field-list>
</section>
`,
  );
  change(
    `${own}/contents.yaml`,
    'audit-report:',
    `card:
  - id: all
    title: { zh: 全部, en: All }
    contents:
      - { id: card.code, clause: "1.1", when: client.size == 'large', zh: 行业代码, en: industry code, title: { zh: 行业代码, en: Industry code }, answer: [client.industryCode] }
audit-report:`,
  );
  put(
    `${own}/rules.yaml`,
    `- id: small-ones-have-no-code
  rule: O-01
  clause: "1.1"
  kind: assert
  severity: error
  for: case
  when: client.size == 'small'
  that: '!has(client.industryCode)'
  zh: 小型不分行业
  en: Small ones have no code
  message: { zh: '小型客户有代码 {client.industryCode}', en: 'A small client has the code {client.industryCode}' }
`,
  );
  put('certpress.yaml', 'packs: packs\nlang: zh-en\n');
  put('people.yaml', '');
  put('case/case.yaml', record('own', 'industryCode: C35\n    size: large'));
});
const record = (scheme: string, more: string): string => `scheme: ${scheme}
application: { date: 2026-01-05 }
client:
  - from: 2026-01-01
    name: { zh: 澄川泵业有限公司, en: "Chengchuan Pumps Co., Ltd." }
    ${more}
`;
const house = (fields: string): void => {
  put('certpress.yaml', 'packs: packs\nlayouts: house\nlang: zh-en\n');
  put('house/fields.yaml', fields);
};
const ofHouse = `case.client:
  salesRegion: { is: text, zh: 销售大区, en: Sales region }
`;

const build = (print = false): ReturnType<typeof built> =>
  built({ paths: [place], cwd: place, langs: ['zh-en'], ...(print ? { print: 'model' as const } : {}) });
const said = async (): Promise<string[]> =>
  (await build()).diagnostics
    .filter((d) => d.severity !== 'info' && d.code !== 'case-incomplete')
    .map((d) =>
      `${d.code} ${(d.place?.file ?? '').replace(`${place}/`, '')}:${d.place?.line ?? '-'} ${d.message.en} ${d.help?.en ?? ''}`.trim(),
    );
const linted = async (): Promise<string[]> => {
  const named = { path: join(place, 'house'), shown: 'house' };
  const folder = readFileSync(join(place, 'certpress.yaml'), 'utf8').includes('layouts:') ? named : undefined;
  const found = await lint(root, folder, nothingProven, { packs: packsSeenFrom(place, root), scheme: 'own' });
  return found.map((d) => `${d.code} ${d.message.en} ${d.help?.en ?? ''}`.trim());
};

describe('fields that a scheme adds', () => {
  it('are read, printed with their labels and words, and asked for where a row of contents says', async () => {
    expect(await said()).toEqual([]);
    const printed = (await build(true)).printed.join('\n');
    for (const words of ['C35', '行业代码', 'Size', '大型']) expect(printed).toContain(words);
    put('case/case.yaml', record('own', 'size: large'));
    expect(await said()).toEqual([expect.stringMatching(/^content-missing case\/case\.yaml:4 “Industry code” is missing \(1\.1\)/)]);
    put('case/case.yaml', record('own', 'size: small'));
    // Not asked for then, and the layout prints its row all the same.
    expect(await said()).toEqual([expect.stringMatching(/^row-empty packs\/schemes\/own\/A-1\/layouts\/card\.hbs:5 /)]);
  });
  it('are held to their form, with the word that was meant', async () => {
    put('case/case.yaml', record('own', 'industyCode: C35\n    size: huge'));
    const found = await said();
    expect(found).toContainEqual(expect.stringMatching(/^key-unknown case\/case\.yaml:6 .*industyCode.*Did you mean industryCode\?/));
    expect(found).toContainEqual(expect.stringMatching(/case\.yaml:7 .*small/));
  });
  it('are judged by rows', async () => {
    put('case/case.yaml', record('own', 'industryCode: C35\n    size: small'));
    expect(await said()).toContainEqual(expect.stringContaining('A small client has the code C35'));
  });
  it('are unknown under another scheme', async () => {
    put('case/case.yaml', record('other', 'industryCode: C35'));
    expect(await said()).toEqual([expect.stringMatching(/^key-unknown case\/case\.yaml:6 .*industryCode/)]);
  });
  it('of a version of a case with several are known in the files of the case, and in audits of that version alone', async () => {
    cpSync(join(place, own), join(place, 'packs/schemes/own/A-2'), { recursive: true });
    change('packs/schemes/own/A-2/scheme.yaml', 'version: A/1', 'version: A/2');
    change('packs/schemes/own/A-2/fields.yaml', 'certificates:', 'audit:\n  weather: { is: text, zh: 天气, en: Weather }\ncertificates:');
    const audit = (version: string): string => `kind: I2\nversion: ${version}\nstart: 2026-02-02\nweather: { zh: 晴, en: Fine }\n`;
    put('case/audits/stage-2/audit.yaml', audit('A/2'));
    expect((await said()).filter((one) => one.startsWith('key-unknown'))).toEqual([]);
    put('case/audits/stage-2/audit.yaml', audit('A/1'));
    expect((await said()).filter((one) => one.startsWith('key-unknown'))).toEqual([
      expect.stringMatching(/stage-2\/audit\.yaml:4 .*weather/),
    ]);
  });
  it('of kind done are never after the day judged on', async () => {
    put('case/certificates.yaml', '- { number: OWN-1, version: A/1, registration: 2027-01-05 }\n');
    const future = (await build()).diagnostics.filter((d) => d.code === 'date-in-future');
    expect(future.map((d) => d.place?.line)).toEqual([1]);
  });
  it('stand in the JSON Schema of that scheme, with the clause that asks for them, and in no other', () => {
    const { value } = jsonSchemas(packsSeenFrom(join(place, 'case'), root));
    const client = (name: string): Record<string, JsonSchema> | undefined =>
      (value?.get(name)?.properties?.['client'] as JsonSchema | undefined)?.items?.properties;
    expect(client('own/case.json')?.['industryCode']?.markdownDescription).toMatch(/行业代码[^]*Industry code[^]*own 1\.1：「行业代码」/);
    expect(client('own/case.json')?.['size']?.enum).toEqual(['small', 'large']);
    for (const name of ['other/case.json', 'case.json']) expect(Object.keys(client(name) ?? {})).not.toContain('industryCode');
  });
  it('stand in the skeleton of a new case, and in what explain says', async () => {
    const packs = packsSeenFrom(place, root);
    const { value } = loadScheme('own', 'A/1', packs);
    if (!value) throw new Error('no scheme');
    const text = [...caseFiles(value, join(place, 'new'), 'initial')].find(([file]) => file.endsWith('case.yaml'))?.[1] ?? '';
    expect(text).toMatch(/industryCode: .*行业代码 \/ Industry code/);
    expect(((await explainWord('card.code', 'own', packs)).value ?? []).map(({ en }) => en).join()).toContain('client.industryCode');
    expect(((await explainWord('O-01', 'own', packs)).value ?? []).map(({ en }) => en).join()).toContain('Industry code');
  });
  it.each(
    swept(
      [
        ['layouts/card.hbs', '{{text client.industryCode}}', '{{text client.industyCode}}', /client\.industyCode|industyCode/],
        [
          'contents.yaml',
          'answer: [client.industryCode]',
          'answer: [client.industyCode]',
          /answer-unknown.*industyCode.*Did you mean industryCode\?/,
        ],
        ['contents.yaml', "client.size == 'large'", "client.sise == 'large'", /condition-wrong.*sise/],
        ['rules.yaml', '!has(client.industryCode)', 'has(client.industyCode)', /rule-wrong.*industyCode/],
        ['rules.yaml', "client.size == 'small'", "client.size == 'smal'", /rule-wrong.*smal.*Did you mean small\?/],
        ['documents/card.yaml', 'has(client.name)', 'has(client.sise)', /condition-wrong.*sise/],
        ['fields.yaml', 'case.client:', 'case.clint:', /pack-wrong case has no clint Did you mean client\?/],
        ['fields.yaml', 'case.client:', 'people:', /pack-wrong people is a record of the whole project/],
        ['fields.yaml', 'case.client:', 'paper:', /pack-wrong The fields of papers stand in `fields`/],
        ['fields.yaml', 'case.client:', 'case.application.scope:', /pack-wrong case\.application\.scope is no map/],
        ['fields.yaml', 'case.client:', 'cases.client:', /pack-wrong There is no record cases Did you mean case\?/],
        ['fields.yaml', 'industryCode: {', 'uscc: {', /pack-wrong case\.client has a field uscc already/],
        ['fields.yaml', 'industryCode: {', 'x: {', /pack-wrong x is kept for the fields of a house/],
        ['fields.yaml', 'is: code', 'is: cod', /Did you mean code\?/],
        ['fields.yaml', 'is: code', 'is: list', /pack-wrong A list says with of what it holds/],
      ] as const,
      5,
    ),
  )('%s with %s → %s is found by lint', sweep, async (file, from, to, what) => {
    change(`${own}/${file}`, from, to);
    expect(await linted()).toContainEqual(expect.stringMatching(what));
  });
});

describe('fields that a house adds', () => {
  beforeEach(() => {
    house(ofHouse);
    put(
      'house/documents/region.yaml',
      'id: region\ntitle: { zh: 大区, en: Region }\nof: case\nlies: case\ndate: case.application.date\nschemes: [own]\nneeds: [client.x.salesRegion]\n',
    );
    put(
      'house/region.hbs',
      '{{> page}}\n<section master="page">\n  <h1>{{text doc.title}}</h1>\n  <field-list class="prose" widths="42 *">\n    <field label="case-client.x.salesRegion">{{text client.x.salesRegion}}</field>\n  </field-list>\n</section>\n',
    );
    put('case/case.yaml', record('own', 'industryCode: C35\n    size: large\n    x: { salesRegion: { zh: 北区, en: North } }'));
  });
  it('stand below x, beside those of the scheme, and are printed', async () => {
    expect(await said()).toEqual([]);
    // The packs of this test have no text to quote.
    expect((await linted()).filter((one) => !one.startsWith('quotation-wrong'))).toEqual([]);
    const printed = (await build(true)).printed.join('\n');
    for (const words of ['C35', 'North', '销售大区']) expect(printed).toContain(words);
  });
  it('are held to their form, and are not known outside of x', async () => {
    put('case/case.yaml', record('own', 'industryCode: C35\n    size: large\n    x: { salesRegon: { zh: 北区, en: North } }'));
    expect(await said()).toContainEqual(expect.stringMatching(/^key-unknown case\/case\.yaml:8 .*salesRegon.*Did you mean salesRegion\?/));
    put('case/case.yaml', record('own', 'industryCode: C35\n    size: large\n    salesRegion: { zh: 北区, en: North }'));
    expect(await said()).toContainEqual(expect.stringMatching(/^key-unknown case\/case\.yaml:8 .*salesRegion/));
  });
  it('are waited for by the document that needs them', async () => {
    put('case/case.yaml', record('own', 'industryCode: C35\n    size: large'));
    expect((await build()).diagnostics.map((d) => d.message.en).join('\n')).toContain('Region waits for client.x.salesRegion');
    expect((await build(true)).printed.join('\n')).not.toContain('大区');
  });
  it('are unknown to a project without that house', async () => {
    put('certpress.yaml', 'packs: packs\nlang: zh-en\n');
    expect(await said()).toEqual([expect.stringMatching(/^key-unknown case\/case\.yaml:8 .*\bx\b/)]);
  });
  it.each(
    swept(
      [
        ['house/region.hbs', 'x.salesRegion}}', 'x.salesRegon}}', /salesRegon/],
        ['house/documents/region.yaml', 'client.x.salesRegion', 'client.x.salesRegon', /answer-unknown.*Did you mean salesRegion\?/],
        ['house/fields.yaml', 'case.client', 'case.clients', /pack-wrong case has no clients Did you mean client\?/],
      ] as const,
      3,
    ),
  )('%s with %s → %s is found by lint', sweep, async (file, from, to, what) => {
    change(file, from, to);
    expect(await linted()).toContainEqual(expect.stringMatching(what));
  });
  it('stand in the JSON Schemas that the house writes', () => {
    const packs = packsSeenFrom(join(place, 'case'), root);
    const schema = jsonSchemas(packs, { path: join(place, 'house'), shown: 'house' }).value?.get('own/case.json');
    expect(JSON.stringify(schema)).toContain('销售大区');
  });
});

describe('kinds of event that a scheme adds', () => {
  const kind = (word: string): string =>
    `events:\n  kind: { is: word, zh: 事件, en: What happened, words: { ${word}: { zh: 确认保持, en: Certification confirmed } } }\n`;
  const life = (event: string): string =>
    `life:\n  - { event: issued, from: [none], to: valid, clause: "1.1", zh: 颁发, en: issued }\n  - { event: ${event}, from: [valid], to: same, clause: "1.1", zh: 确认, en: confirmed }\nlabels: {}`;
  beforeEach(() => {
    put(`${own}/fields.yaml`, `${readFileSync(join(place, own, 'fields.yaml'), 'utf8')}${kind('confirmed')}`);
    change(`${own}/scheme.yaml`, 'labels: {}', life('confirmed'));
    put('case/certificates.yaml', '- { number: OWN-1, version: A/1, issued: 2026-02-02, validTo: 2029-02-01 }\n');
  });
  const happened = (what: string): void =>
    put('case/events.yaml', `- { kind: ${what}, date: 2026-03-02, certificate: OWN-1, text: 年度 }\n`);
  const about = async (): Promise<string[]> => (await said()).filter((one) => one.includes('events.yaml'));

  it('happen under it, and are unknown under another', async () => {
    happened('confirmed');
    expect(await about()).toEqual([]);
    happened('confirmd');
    expect(await about()).toEqual([expect.stringMatching(/events\.yaml:1 .*confirmed/)]);
    happened('confirmed');
    change('case/case.yaml', 'scheme: own', 'scheme: other');
    expect(await about()).toEqual([expect.stringMatching(/events\.yaml:1 /)]);
  });
  it('are refused in a state for which its `life` has no row', async () => {
    change(`${own}/scheme.yaml`, 'event: confirmed, from: [valid]', 'event: confirmed, from: [suspended]');
    happened('confirmed');
    expect(await about()).toEqual([expect.stringMatching(/^event-not-allowed case\/events\.yaml:1 /)]);
  });
  it('are called by their names', async () => {
    const told = (await explainWord('1.1', 'own', packsSeenFrom(place, root))).value ?? [];
    expect(told.map(({ zh }) => zh).join('\n')).toContain('事件：确认保持（confirmed）');
  });
  it.each([
    [`${own}/scheme.yaml`, 'event: confirmed', 'event: confirmd', /pack-wrong There is no kind of event confirmd Did you mean confirmed\?/],
    [`${own}/fields.yaml`, 'words: { confirmed', 'words: { suspended', /pack-wrong kind of events can be suspended already/],
  ])('%s with %s → %s is found by lint', async (file, from, to, what) => {
    change(file, from, to);
    expect(await linted()).toContainEqual(expect.stringMatching(what));
  });
});
