/** What the two languages need of each other: English that is missing, names, neutral content, long text in pairs. */
import { describe, expect, it } from 'vitest';
import { printModel, type Document } from '../../src/model/index.js';
import type { Outcome } from '../../src/diagnostics/index.js';
import { codes, composed } from './setup.js';

const body = (outcome: Outcome<Document>): string[] =>
  outcome.value
    ? printModel(outcome.value)
        .split('\n')
        .slice(4)
        .map((l) => l.trim())
        .filter((l) => l !== '')
    : codes(outcome.diagnostics);

describe('English', () => {
  const yaml = 'a: { zh: 只有中文 }\nb: 普通文字\nc: { zh: ISO 22301 }\nd: { zh: 名, en: "" }\n';
  it('is required of text, at its place in the record', () => {
    expect(codes(composed('<p>{{text a}}{{text a}}</p><p>{{text b}}</p><p>{{text c}}</p><p>{{text d}}</p>', yaml).diagnostics)).toEqual([
      'english-missing record.yaml:1:4',
      'english-missing record.yaml:2:4',
      'english-missing record.yaml:4:4',
    ]);
    expect(codes(composed('<p>{{text a}}</p>', yaml, { lang: 'en' }).diagnostics)).toEqual(['english-missing record.yaml:1:4']);
  });
  it('is not asked for in Chinese, nor of names', () => {
    expect(body(composed('<p>{{text a}}</p>', yaml, { lang: 'zh' }))).toEqual(['p prose main zh: zh“只有中文”']);
    expect(body(composed('<p>{{name a}}</p>', yaml))).toEqual(['p prose main zh: zh“只有中文”']);
    expect(body(composed('<p>{{name a}}</p>', yaml, { lang: 'en' }))).toEqual(['p prose main zh: zh“只有中文”']);
  });
  it('follows the order of the languages in lists', () => {
    const list = 'list:\n  - { zh: 甲, en: A }\n  - { zh: 乙, en: B }\ncodes: [X1, X2]\nnames: [{ zh: 王 }]\n';
    expect(
      body(composed('<p>{{join list}}</p><p>{{join codes}}</p><p>{{join list with=" / "}}</p><p>{{join names names=true}}</p>', list)),
    ).toEqual([
      'p prose main zh: zh“甲、乙”',
      'p prose second en: en“A, B”',
      'p prose main en: en“X1, X2”',
      'p prose main zh: zh“甲 / 乙”',
      'p prose second en: en“A / B”',
      'p prose main zh: zh“王”',
    ]);
    expect(codes(composed('<p>{{join names}}</p>', list).diagnostics)).toEqual(['english-missing record.yaml:5:9']);
  });
});

describe('of a scheme whose text is English', () => {
  const yaml =
    'a: { zh: 审核报告, en: Audit report }\nb: { zh: Head office }\nc: { zh: ISO 22301 }\nd: { zh: 只有中文 }\nlist: [{ zh: 甲, en: A }]\n';
  const english = { original: 'en' } as const;
  it('English leads', () => {
    expect(body(composed('<p>{{text a}}</p><p>{{text c}}：{{join list}}</p>', yaml, english))).toEqual([
      'p prose main en: en“Audit report”',
      'p prose second zh: zh“审核报告”',
      'p prose main en: en“ISO⍽22301” en“: ” en“A”',
      'p prose second zh: en“ISO⍽22301” zh“：” zh“甲”',
    ]);
    expect(body(composed('<p>{{text a}}</p>', yaml, { ...english, lang: 'zh' }))).toEqual(['p prose main zh: zh“审核报告”']);
  });
  it('Chinese is required where it is printed, of words and not of codes or names', () => {
    expect(codes(composed('<p>{{text b}}{{text c}}</p>', yaml, english).diagnostics)).toEqual(['chinese-missing record.yaml:2:4']);
    expect(body(composed('<p>{{text b}}</p>', yaml, { ...english, lang: 'en' }))).toEqual(['p prose main en: en“Head office”']);
    expect(body(composed('<p>{{name b}}</p>', yaml, { ...english, lang: 'zh' }))).toEqual(['p prose main en: en“Head office”']);
    expect(codes(composed('<p>{{text d}}</p>', yaml, english).diagnostics)).toEqual(['english-missing record.yaml:4:4']);
  });
});

describe('numbered captions', () => {
  const labels = { table: { caption: { zh: '表{number}　{caption}', en: 'Table {number}: {caption}' } } };
  const table = (caption: string): string => `<table>${caption}<tbody><tr><td>{{a}}</td></tr></tbody></table>`;
  const numbered = table('<caption numbered="true">{{text b}}</caption>');
  it.each([
    ['zh', ['表1　组', '表2　组']],
    ['en', ['Table 1: Team', 'Table 2: Team']],
    ['zh-en', ['表1　组', '表2　组', 'Table 1:', 'Table 2:']],
  ] as const)('are counted through the document, other captions and tables are not: %s', (lang, said) => {
    const lines = body(
      composed(numbered + table('') + table('<caption>{{text b}}</caption>') + numbered, 'a: X\nb: { zh: 组, en: Team }\n', {
        lang,
        labels,
      }),
    )
      .join(' ')
      .replace(/”[ ·]*(?:zh|en)“/g, '')
      .replace(/[⍽· ]/g, ' ');
    for (const one of said) expect(lines).toContain(one);
    expect(lines).not.toMatch(/表3|Table 3/);
  });
});

describe('dates', () => {
  const yaml = 'a: "2025-09-16"\nb: "2025-09-17"\nc: "2025-10-02"\nd: "2026-01-05"\nbad: "16.9."\n';
  it.each([
    ['{{date a}}', '2025年9月16日', '16⍽September⍽2025'],
    ['{{dates a b}}', '2025年9月16日至17日', '16–17⍽September⍽2025'],
    ['{{dates a c}}', '2025年9月16日至10月2日', '16⍽September – 2⍽October⍽2025'],
    ['{{dates a d}}', '2025年9月16日至2026年1月5日', '16⍽September⍽2025 – 5⍽January⍽2026'],
    ['{{dates a a}}', '2025年9月16日', '16⍽September⍽2025'],
    ['{{day a}}', '2025年9月16日 星期二', 'Tuesday, 16⍽September⍽2025'],
  ])('%s', (expression, zh, en) => {
    expect(body(composed(`<p>${expression}</p>`, yaml))).toEqual([`p prose main zh: zh“${zh}”`, `p prose second en: en“${en}”`]);
  });
  it('are refused where they are none, and absent where they are absent', () => {
    expect(codes(composed('<p>{{date bad}}</p>', yaml).diagnostics)).toEqual(['date-malformed record.yaml:5:6']);
    expect(body(composed('<p>{{date nope}}</p>', yaml))).toEqual([]);
  });
});

describe('long text', () => {
  const long = (zh: string, en: string): string =>
    `x:\n  zh: |\n${zh
      .split('\n')
      .map((l) => `    ${l}`)
      .join('\n')}\n  en: |\n${en
      .split('\n')
      .map((l) => `    ${l}`)
      .join('\n')}\n`;
  const of = (zh: string, en: string, markup = '<div>{{rich x}}</div>'): Outcome<Document> => composed(markup, long(zh, en));

  it('is set block by block', () => {
    expect(body(of('一。\n\n二\n续。', 'One.\n\nTwo\ngoes on.'))).toEqual([
      'p prose main zh: zh“一。”',
      'p prose second en: en“One.”',
      'p prose main zh: zh“二续。”',
      'p prose second en: en“Two goes on.”',
    ]);
  });
  it.each([
    ['paragraphs', '一\n\n二', 'One', 'languages-differ record.yaml:5:7'],
    ['more English', '一', 'One\n\nTwo', 'languages-differ record.yaml:7:7'],
    ['kinds', '一\n\n- 二', 'One\n\nTwo', 'languages-differ record.yaml:5:7'],
    ['numbering', '1. 一', '- One', 'languages-differ record.yaml:3:7'],
    ['items', '- 一\n- 二', '- One', 'languages-differ record.yaml:3:7'],
    ['nested items', '- 一\n  - 甲\n  - 乙', '- One\n  - A', 'languages-differ record.yaml:4:7'],
    ['table rows', '| 甲 |\n|---|\n| 乙 |', '| A |\n|---|', 'languages-differ record.yaml:3:7'],
    ['table columns', '| 甲 | 丙 |\n|---|---|', '| A |\n|---|', 'languages-differ record.yaml:3:7'],
  ])('must have the same %s', (_, zh, en, expected) => {
    expect(codes(of(zh, en).diagnostics)).toContain(expected);
  });
  it.each([
    ['a heading', '# 一'],
    ['HTML', '<b>x</b>'],
    ['a link', '[x](http://x)'],
    ['an image', '![x](y.png)'],
    ['code', '`x`'],
    ['a rule', '---'],
    ['a comment', '<!-- x -->'],
    ['an automatic link', '<http://x.y>'],
  ])('cannot hold %s', (_, markdown) => {
    expect(codes(of(`一\n\n${markdown}`, `One\n\n${markdown}`).diagnostics)).toEqual(
      expect.arrayContaining(['markdown-not-allowed record.yaml:5:7']),
    );
  });
  it('keeps what only looks like markup', () => {
    expect(body(of('a_b_c 3 < 5 > 4 {{x}} $x #set \\* “**强**”', 'a_b_c 3 < 5 > 4 {{x}} $x #set \\* “**strong**”'))).toEqual([
      'p prose main zh: zh“a_b_c 3 < 5 > 4 {{x}} $x #set * “” zh.strong“强” zh“””',
      'p prose second en: en“a_b_c 3 < 5 > 4 {{x}} $x #set * “” en.strong“strong” en“””',
    ]);
  });
  it('stands alone, never in a line or an attribute', () => {
    expect(codes(of('一', 'One', '<p>{{rich x}}</p>').diagnostics)).toEqual(['print-refused t/doc.hbs:3:4']);
    expect(codes(of('一', 'One', '<div class="{{rich x}}"></div>').diagnostics)).toEqual(['print-refused record.yaml:2:3']);
  });
  it('needs no English where it has no Chinese words', () => {
    expect(body(composed('<div>{{rich x}}</div>', 'x: { zh: "BCM-01" }'))).toEqual(['p prose main en: en“BCM-01”']);
    expect(codes(composed('<div>{{rich x}}</div>', 'x: { zh: 一 }').diagnostics)).toEqual(['english-missing record.yaml:1:4']);
  });
});
