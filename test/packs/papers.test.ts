/**
 * Papers of a scheme: its contents, sentences, conditions and rules see the fields that the definition declares, typed by it; a pack that
 * asks for others is told where.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { built } from '../setup/built.js';
import { explainWord } from '../../src/explain/explain.js';
import { KnownOn } from '../../src/judge/known.js';
import { loadProject } from '../../src/load/project.js';
import { recordsIn } from '../../src/packs/records-of-schemes.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { storyOf } from '../../src/telling/story.js';
import { LanguageServer } from '../validate/language-server.js';
import { jsonSchemas } from '../../src/packs/json-schema.js';
import { packsSeenFrom } from '../../src/packs/packs-seen.js';
import { packageInfo } from '../../src/program/package-info.js';

const { root } = packageInfo();
const place = mkdtempSync(join(tmpdir(), 'certpress-papers-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});
const pack = join(place, 'packs/schemes/own/A-1');
const put = (file: string, text: string): void => {
  mkdirSync(dirname(join(place, file)), { recursive: true });
  writeFileSync(join(place, file), text);
};
const change = (file: string, from: string, to: string): void => {
  const before = readFileSync(join(place, file), 'utf8');
  expect(before).toContain(from);
  writeFileSync(join(place, file), before.replace(from, to));
};

/** The result of an appeal: its reasons are asked for where it was not upheld, and it is due 30 days after the appeal came in. */
beforeEach(() => {
  rmSync(place, { recursive: true, force: true });
  const base = join(root, 'test/load/pack-base/schemas');
  cpSync(join(base, 'schemes/north/A-1'), pack, { recursive: true });
  for (const kind of ['bodies', 'standards']) cpSync(join(base, kind), join(place, 'packs', kind), { recursive: true });
  change('packs/schemes/own/A-1/scheme.yaml', 'id: north', 'id: own');
  change(
    'packs/schemes/own/A-1/scheme.yaml',
    'documents:',
    'documents:\n  appeal-result: { title: { zh: 申诉结果通知书, en: Notice of the Result of an Appeal } }',
  );
  put(
    'packs/schemes/own/A-1/documents/appeal-result.yaml',
    `id: appeal-result
title: { zh: 申诉处理结果, en: Result of an Appeal }
of: paper
lies: case
date: paper.date
fields:
  appellant: { is: text, zh: 申诉人, en: Appellant }
  received: { is: done, zh: 收到日期, en: Received on }
  result: { is: word, zh: 结果, en: Result, words: { upheld: { zh: 成立, en: Upheld }, rejected: { zh: 不成立, en: Rejected } } }
  reasons: { is: list, zh: 理由, en: Reasons, of: { what: { is: long, zh: 事由, en: What } } }
`,
  );
  put(
    'packs/schemes/own/A-1/layouts/appeal-result.hbs',
    `{{> page}}
<section master="page">
  <h1>{{text doc.title}}</h1>
  <field-list class="prose" widths="42 *">
    <field label="appeal-result.appellant" data-content="appeal.appellant">{{text paper.appellant}}</field>
    <field label="appeal-result.result">{{t "appeal-result-result" paper.result}}</field>
  </field-list>
  {{#if paper.reasons}}<div data-content="appeal.reasons">{{#each paper.reasons}}{{rich this.what}}{{/each}}</div>{{/if}}
</section>
`,
  );
  change(
    'packs/schemes/own/A-1/contents.yaml',
    'audit-report:',
    `appeal-result:
  - id: all
    title: { zh: 全部, en: All }
    contents:
      - { id: appeal.appellant, clause: "1.1", zh: 申诉人, en: appellant, title: { zh: 申诉人, en: Appellant }, answer: [paper.appellant] }
      - id: appeal.reasons
        clause: "1.2"
        when: paper.result == 'rejected'
        zh: 理由
        en: reasons
        title: { zh: 理由, en: Reasons }
        answer: ["paper.reasons[].what"]
audit-report:`,
  );
  put(
    'packs/schemes/own/A-1/rules.yaml',
    `- id: appeal-in-time
  rule: O-01
  clause: "1.1"
  kind: deadline
  severity: error
  for: paper
  paper: appeal-result
  holdsBack: [appeal-result]
  when: paper.result in ['upheld', 'rejected']
  event: paper.date
  notAfter: addDays(paper.received, 30)
  zh: 三十日内答复
  en: Answered within thirty days
  message: { zh: '于 {event} 答复，晚于 {notAfter}', en: 'Answered on {event}, later than {notAfter}' }
- id: appeal-of-a-client
  rule: O-02
  clause: "1.2"
  kind: assert
  severity: warning
  for: case
  that: papers.filter(p, p.paper == 'appeal-result').size() < 2
  zh: 一次
  en: Once
  message: { zh: 多次, en: More than one }
`,
  );
  put('certpress.yaml', 'packs: packs\nlang: zh-en\n');
  put('people.yaml', '');
  put(
    'case/case.yaml',
    'scheme: own\nclient:\n  - { from: 2026-01-01, name: { zh: 澄川泵业有限公司, en: "Chengchuan Pumps Co., Ltd." } }\n',
  );
  put('case/papers/appeal-result.yaml', paper);
});
const paper = `paper: appeal-result
date: 2026-05-20
appellant: { zh: 澄川泵业有限公司, en: "Chengchuan Pumps Co., Ltd." }
received: 2026-05-06
result: rejected
reasons:
  - what: { zh: 证据齐全，判定无误。, en: The evidence is complete and the judgement right. }
`;

const build = (print = false): ReturnType<typeof built> =>
  built({ paths: [place], cwd: place, langs: ['zh-en'], ...(print ? { print: 'model' as const } : {}) });
const said = async (): Promise<string[]> =>
  (await build()).diagnostics
    .filter((d) => d.severity !== 'info' && d.code !== 'case-incomplete')
    .map(
      (d) => `${d.code} ${d.rule ?? ''} ${(d.place?.file ?? '').replace(/^.*(?:case|A-1)\//, '')}:${d.place?.line ?? '-'} ${d.message.en}`,
    );

it('is printed and held to contents and rules; called like its document it needs no other name', async () => {
  expect(await said()).toEqual([]);
  const { printed, documents } = await build(true);
  expect(documents).toBe(1);
  for (const words of ['申诉结果通知书', 'Appellant', '不成立', 'The evidence is complete']) expect(printed.join('\n')).toContain(words);
});
it('misses what the scheme asks of it, where it asks', async () => {
  put('case/papers/appeal-result.yaml', paper.replace(/reasons:[^]*/, ''));
  expect(await said()).toEqual(['content-missing  papers/appeal-result.yaml:1 “Reasons” is missing (1.2)']);
  put('case/papers/appeal-result.yaml', paper.replace(/reasons:[^]*/, '').replace('rejected', 'upheld'));
  expect(await said()).toEqual([]);
});
it('is judged by the rows for it, and held back by them', async () => {
  put('case/papers/appeal-result.yaml', paper.replace('2026-05-20', '2026-06-06'));
  expect(await said()).toEqual(['rule-violated O-01 papers/appeal-result.yaml:2 Answered on 2026-06-06, later than 2026-06-05']);
  expect((await build(true)).printed).toEqual([]);
  put('case/papers/appeal-result.yaml', paper.replace('2026-05-20', '2026-06-05'));
  put('case/papers/second.yaml', paper);
  expect(await said()).toEqual(['rule-violated O-02 case.yaml:1 More than one']);
});
it('is asked for in the editor and explained like any record', async () => {
  const packs = packsSeenFrom(join(place, 'case'), root);
  const schema = jsonSchemas(packs).value?.get('own/paper.json');
  expect(schema?.properties?.['paper']?.enum).toEqual(['appeal-result']);
  expect(schema?.allOf?.[0]?.then.properties?.['appellant']?.markdownDescription).toContain('own 1.1：「申诉人」');
  const told = ((await explainWord('O-01', 'own', packs)).value ?? []).map(({ en }) => en).join();
  expect(told).toContain('Received on');
});

it('completes and explains itself in an editor by the kind that it names', { timeout: 60_000 }, async () => {
  const schema = jsonSchemas(packsSeenFrom(join(place, 'case'), root)).value?.get('own/paper.json');
  put('paper.json', JSON.stringify(schema));
  const server = new LanguageServer({ [join(place, 'paper.json')]: '**/papers/*.yaml' });
  await server.start();
  try {
    const ask = (method: string, text: string, line: number, character: number): Promise<unknown> =>
      server.request(`textDocument/${method}`, {
        textDocument: { uri: server.open(join(place, `case/papers/${line}${method}.yaml`), text) },
        position: { line, character },
      });
    const complete = async (text: string, line: number, character: number): Promise<string[]> =>
      ((await ask('completion', text, line, character)) as { items: { label: string }[] }).items.map((item) => item.label);
    expect(await complete('paper: appeal-result\nrec\n', 1, 3)).toContain('received');
    expect(await complete('date: 2026-05-20\n\npaper: \n', 2, 7)).toContain('appeal-result');
    expect(await complete('paper: appeal-result\n\n\nresult: \n', 3, 8)).toContain('rejected');
    const hover = (await ask('hover', 'paper: appeal-result\n\n\n\nreceived: 2026-05-06\n', 4, 3)) as {
      contents: { value: string };
    } | null;
    expect(hover?.contents.value).toContain('收到日期');
  } finally {
    server.stop();
  }
});
it('is told in the story of its case', () => {
  const { value: project } = loadProject(place, undefined, recordsIn(root));
  const folder = project?.cases[0];
  const scheme = project && [...(loadSchemes(project, root).value?.values() ?? [])][0];
  if (!project || !folder) throw new Error('the project does not load');
  const story = (day: string): string[] =>
    storyOf(project, folder, new KnownOn(day), () => scheme).map(({ date, what }) => `${date} ${what.en}`);
  expect(story('2026-11-28')).toEqual(['2026-05-20 Notice of the Result of an Appeal']);
  expect(story('2026-05-19')).toEqual([]);
});

describe('a pack that asks for what the paper does not have', () => {
  it.each([
    ['contents.yaml', 'answer: [paper.appellant]', 'answer: [paper.apellant]', 'answer-unknown', 'apellant'],
    ['contents.yaml', "paper.result == 'rejected'", 'paper.resullt == 1', 'condition-wrong', 'resullt'],
    ['rules.yaml', "['upheld', 'rejected']", "['upheld', 'refused']", 'rule-wrong', 'refused'],
    ['rules.yaml', 'paper.received, 30', 'paper.recieved, 30', 'rule-wrong', 'recieved'],
    ['rules.yaml', 'paper: appeal-result', 'paper: apeal-result', 'rule-wrong', 'apeal-result'],
    ['rules.yaml', '  paper: appeal-result\n', '', 'rule-wrong', 'of which document'],
    ['documents/appeal-result.yaml', 'date: paper.date', 'date: paper.dae', 'answer-unknown', 'dae'],
    ['documents/appeal-result.yaml', 'of: paper', 'of: case', 'pack-wrong', 'of: paper only'],
  ])('%s with %s', async (file, from, to, code, word) => {
    change(`packs/schemes/own/A-1/${file}`, from, to);
    const found = (await build()).diagnostics.filter((d) => d.severity === 'error');
    expect(found.map((d) => d.code)).toContain(code);
    expect(found.map((d) => d.message.en).join('\n')).toContain(word);
    for (const one of found.filter((d) => d.code === code)) expect(one.place?.line).toBeGreaterThan(0);
  });
});
