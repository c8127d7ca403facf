/**
 * Long text, printed into a Word file and read back: the same blocks. What is expected is what the record's text means by docs/text.md.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { visit, isScalar, type Scalar } from 'yaml';
import { describe, expect, it } from 'vitest';
import { markdownOf, saidOfLost, type LostKind } from '../../src/answers/markdown.js';
import { parseLong } from '../../src/compose/long-text/parse.js';
import { parseYaml } from '../../src/files/parse-yaml.js';
import { readWord } from '../../src/word/read.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { packageInfo } from '../../src/program/package-info.js';
import type { TextLook, WordBlock, WordCell, WordInline, WordParagraph, WordPlace, WordTable } from '../../src/word/types.js';
import { sweep, swept } from '../setup/long.js';
import { composed } from '../compose/setup.js';
import { theme } from '../writers/docx-samples.js';

/** What the text means, without line numbers. */
const meant = (text: string, lang: 'zh' | 'en'): unknown => {
  const { blocks, refused } = parseLong(text, lang);
  expect(refused).toEqual([]);
  return JSON.parse(JSON.stringify(blocks, (key, value: unknown) => (key === 'line' ? undefined : value)));
};
/** The texts, each printed in a document of its own language behind a line that says which it is; read back as Word has them. */
function printed(texts: readonly string[], lang: 'zh' | 'en'): (readonly WordBlock[])[] {
  const yaml = texts.map((text, i) => `t${i}: ${JSON.stringify(lang === 'zh' ? { zh: text } : { zh: '中', en: text })}`).join('\n');
  const body = texts.map((_, i) => `<p class="value">mark-${i}</p><div class="prose">{{rich t${i}}}</div>`).join('\n');
  const { value, diagnostics } = composed(body, yaml, { lang, theme });
  if (!value) throw new Error(diagnostics.map((one) => one.message.en).join('; '));
  const bytes = writeDocx(value).value;
  const word = bytes && readWord(bytes, 'x.docx').value;
  if (!word) throw new Error('no Word file');
  const out: WordBlock[][] = [];
  for (const block of word.sections.flatMap(({ blocks }) => blocks)) {
    const words = block.type === 'paragraph' ? block.content.map((one) => (one.type === 'text' ? one.value : '')).join('') : '';
    if (/^mark[-‑]\d+$/.test(words)) out.push([]);
    else out.at(-1)?.push(block);
  }
  return out;
}
describe('long texts of the samples', () => {
  const root = join(packageInfo().root, 'samples');
  const texts = { zh: new Set<string>(), en: new Set<string>() };
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const parsed = name.endsWith('.yaml') ? parseYaml(readFileSync(join(root, name)), name).value : undefined;
    if (!parsed) continue;
    visit(parsed.document, {
      Pair: (_, { key, value }) => {
        const lang = isScalar(key) && key.value === 'en' ? 'en' : 'zh';
        if (isScalar(value) && value.type === 'BLOCK_LITERAL') texts[lang].add(String((value as Scalar).value));
      },
    });
  }
  it.each(['zh', 'en'] as const)('come back with the same blocks: %s', sweep, (lang) => {
    const all = swept([...texts[lang]], 10);
    expect(all.length).toBeGreaterThan(15);
    printed(all, lang).forEach((blocks, i) => {
      const { text, lost } = markdownOf(blocks, lang);
      expect(lost, all[i]).toEqual([]);
      expect(meant(text, lang), all[i]).toEqual(meant(all[i] ?? '', lang));
    });
  });
});

describe('texts that docs/text.md names', () => {
  it.each<[string, string]>([
    ['paragraphs', '甲。\n\n乙。'],
    ['bold words', '**抽查结果：**20家中3家停用，**2家**在用'],
    ['bold words alone', '**全部**\n\n其余'],
    ['a list', '如下：\n\n- 甲\n- 乙：\n  - 子\n  - 丑\n\n    丑的第二段\n- 丙\n\n  丙的第二段\n\n完。'],
    ['numbers', '1. 甲\n2. 乙\n\n再：\n\n3) 丙\n4) 丁'],
    ['numbers that begin again', '1. 甲\n2. 乙\n\n1. 丙\n2. 丁'],
    ['numbers in bullets', '- 甲\n  1. 子\n  2. 丑\n- 乙\n  1. 寅'],
    ['bullets, then numbers', '- 甲\n\n1. 乙\n2. 丙'],
    ['ten and more', Array.from({ length: 12 }, (_, n) => `${n + 1}. 第${n + 1}项\n\n   又一段`).join('\n')],
    ['lines numbered by hand', '原因：\n1、甲\n2、乙\n\n（一）丙\n（二）丁'],
    ['a table', '前\n\n| 代号 | RTO |\n|---|---|\n| A\\|B | 4小时 |\n| **C** |  |\n\n后'],
    [
      'signs as they are',
      '5*8小时和7*24小时，200*300*50，张*，138****5678，_内部_，\\\\fs01\\quality\\backup，D:\\备份\\*.bak，AT&amp;T，[4.2](c)，> 4 h，#1泵',
    ],
    ['signs that need a backslash', '\\- 5 ℃\n\n1\\. 甲\n\n\\# 1\n\n两个 \\** 星号'],
    ['an item that begins with a number', '- 1\\. 甲\n- \\- 乙'],
  ])('%s', (_, text) => {
    const [blocks = []] = printed([text], 'zh');
    const { text: back, lost } = markdownOf(blocks);
    expect(lost).toEqual([]);
    expect(meant(back, 'zh')).toEqual(meant(text, 'zh'));
  });

  it('come back in both languages from a document of both', () => {
    const zh = '如下：\n\n- 甲**一**\n- 乙\n  1. 子\n\n     又\n\n| 代号 | 值 |\n|---|---|\n| 丙 | 丁 |';
    const en = 'As follows:\n\n- a **one**\n- b\n  1. c\n\n     more\n\n| code | value |\n|---|---|\n| d | e |';
    const { value } = composed('<div class="prose">{{rich t}}</div>', `t: ${JSON.stringify({ zh, en })}`, { theme });
    const bytes = value && writeDocx(value).value;
    const blocks = (bytes && readWord(bytes, 'x.docx').value?.sections.flatMap((one) => one.blocks)) ?? [];
    const isChinese = (one: WordParagraph): boolean =>
      /\p{Script=Han}/u.test(one.content.map((c) => (c.type === 'text' ? c.value : '')).join(''));
    expect(meant(markdownOf(blocks, 'zh', isChinese).text, 'zh')).toEqual(meant(zh, 'zh'));
    expect(meant(markdownOf(blocks, 'en', (one) => !isChinese(one)).text, 'en')).toEqual(meant(en, 'en'));
  });
});

const place: WordPlace = { part: 'body', page: 1, paragraph: 1 };
const look = { bold: false, underline: false, size: 10 };
const say = (value: string, more: Partial<TextLook> = {}): WordInline => ({ type: 'text', value, look: { ...look, ...more } });
const paragraph = (content: readonly WordInline[], more: Partial<WordParagraph> = {}): WordParagraph => ({
  type: 'paragraph',
  place,
  content,
  style: 'normal',
  align: 'left',
  pageBreakBefore: false,
  controls: [],
  ...more,
});
const table = (rows: readonly (readonly WordBlock[])[], more: Partial<WordCell> = {}): WordTable => ({
  type: 'table',
  place,
  widths: [50, 50],
  headerRows: 0,
  isFloating: false,
  rows: rows.map((row) => ({ cells: row.map((block) => ({ columns: 1, rows: 1, isShaded: false, ...more, blocks: [block] })) })),
});
const numbered = (mark: string, format = 'decimal', level = 0): Partial<WordParagraph> => ({
  numbering: { level, isOrdered: format !== 'bullet', mark, format },
});

describe('what a person typed in Word', () => {
  it.each<[string, readonly WordBlock[], string, readonly LostKind[]]>([
    [
      'bold with its stop and its blank',
      [paragraph([say('结论：', { bold: true }), say(' ', { bold: true }), say('符合')])],
      '**结论：** 符合',
      [],
    ],
    ['bold that begins with a stop', [paragraph([say('甲'), say('，乙', { bold: true }), say('丙')])], '甲，**乙**丙', []],
    ['bold within a Latin word', [paragraph([say('ab'), say('cd', { bold: true }), say('ef')])], 'abcdef', ['bold']],
    ['bold blanks', [paragraph([say('甲 '), say('  ', { bold: true }), say(' 乙')])], '甲   乙', []],
    ['an underlined word', [paragraph([say('甲'), say('乙', { underline: true })])], '甲乙', ['underline']],
    ['a heading', [paragraph([say('标题')], { outline: 1 })], '**标题**', ['heading']],
    ['breaks of the line', [paragraph([say('甲'), { type: 'break', of: 'line' }, say('乙')])], '甲\n\n乙', []],
    [
      'a tab, a box, no-break signs',
      [paragraph([say('甲\u00A0一‑二'), { type: 'tab', look, leader: false, to: 'left' }, { type: 'box', checked: true }, say('是')])],
      '甲 一-二 ☑是',
      [],
    ],
    [
      'Chinese numbers by Word',
      [paragraph([say('甲')], numbered('一、', 'chineseCounting')), paragraph([say('乙')], numbered('二、', 'chineseCounting'))],
      '一、甲\n二、乙',
      [],
    ],
    [
      'letters by Word',
      [paragraph([say('甲')], numbered('a)', 'lowerLetter')), paragraph([say('乙')], numbered('b)', 'lowerLetter'))],
      'a)甲\nb)乙',
      [],
    ],
    ['numbers with a gap', [paragraph([say('甲')], numbered('1.')), paragraph([say('乙')], numbered('3.'))], '1. 甲\n2. 乙', ['number']],
    ['full-width brackets', [paragraph([say('甲')], numbered('1）'))], '1) 甲', []],
    [
      'a list that begins deep',
      [paragraph([say('甲')], numbered('•', 'bullet', 2)), paragraph([say('乙')], numbered('•', 'bullet', 0))],
      '- 甲\n- 乙',
      [],
    ],
    [
      'signs that mean something',
      [paragraph([say('- 不是列表')]), paragraph([say('1. 不是')]), paragraph([say('# 不是')]), paragraph([say('---')])],
      '\\- 不是列表\n\n1\\. 不是\n\n\\# 不是\n\n\\---',
      [],
    ],
    ['two asterisks', [paragraph([say('a**b 与 ** 与 **粗')])], 'a\\**b 与 \\** 与 \\**粗', []],
    ['what long text cannot hold', [paragraph([say('见 <b>这里</b>')])], '见 <b>这里</b>', ['sign']],
    [
      'a picture',
      [paragraph([say('甲'), { type: 'picture', key: 'a.png', width: 1, height: 1, alt: '图', floating: false }])],
      '甲',
      ['picture'],
    ],
    [
      'a table with bold heads',
      [
        table([
          [paragraph([say('代号', { bold: true })]), paragraph([say('值', { bold: true })])],
          [paragraph([say('a|b')]), paragraph([say('丁', { bold: true })])],
        ]),
      ],
      '| 代号 | 值 |\n|---|---|\n| a\\|b | **丁** |',
      [],
    ],
    [
      'a table in a table',
      [table([[table([[paragraph([say('甲')])]]), paragraph([say('乙')])]])],
      '| 甲 | 乙 |\n|---|---|',
      ['nested-table'],
    ],
    [
      'merged cells',
      [table([[paragraph([say('甲')])], [paragraph([say('乙')])]], { columns: 2 })],
      '| 甲 |  |\n|---|---|\n| 乙 |  |',
      ['merged-cells', 'merged-cells'],
    ],
    ['nothing', [paragraph([]), paragraph([say('  ')])], '', []],
    [
      'what asks for a value',
      [paragraph([{ type: 'control', kind: 'rich', isPlaceholder: true, choices: [], content: [say('请填写')] }])],
      '',
      [],
    ],
  ])('%s', (_, blocks, expected, kinds) => {
    const { text, lost } = markdownOf(blocks);
    expect(text).toBe(expected);
    expect(lost.map(({ kind }) => kind)).toEqual(kinds);
    for (const { kind } of lost) expect(saidOfLost(kind).zh).toMatch(/\p{Script=Han}/u);
  });
});
