/**
 * The small Markdown of records.
 *
 * In:  texts as authors write them. Out: what each sign means is what `docs/text.md` says, and no other sign means anything; the
 * net notices a word, a figure or a sign that is gone, whoever lost it.
 */
import { describe, expect, it } from 'vitest';
import { lostWords } from '../../src/compose/long-text/kept-words.js';
import { parseLong } from '../../src/compose/long-text/parse.js';
import type { LongBlock } from '../../src/compose/long-text/types.js';

/** One line a block: bold words in «», labels before items, cells between bars. */
function shown(blocks: readonly LongBlock[], indent = ''): string[] {
  const words = (spans: readonly { readonly text: string; readonly style?: string }[]): string =>
    spans.map((s) => (s.style ? `«${s.text}»` : s.text)).join('');
  return blocks.flatMap((b): string[] => {
    if (b.type === 'paragraph') return [`${indent}${words(b.spans)}`];
    if (b.type === 'table') return b.rows.map((row) => `${indent}| ${row.map(words).join(' | ')} |`);
    return b.items.flatMap((item, i) => {
      const [first = '', ...more] = shown(item);
      return [`${indent}${b.ordered ? `${b.start + i}${b.sign}` : '•'} ${first}`, ...more.map((m) => `${indent}  ${m}`)];
    });
  });
}
const read = (text: string, lang: 'zh' | 'en' = 'zh'): string[] => {
  const { blocks, refused } = parseLong(text, lang);
  expect(refused).toEqual([]);
  expect(lostWords(text, blocks)).toBeUndefined();
  return shown(blocks);
};
const refusals = (text: string): string[] => parseLong(text, 'zh').refused.map((r) => `${r.line}:${r.column} ${r.en}`);

describe('lines numbered by hand', () => {
  it.each([
    ['stay lines', '1、甲。\n2、乙，\n续。\n3、丙。', ['1、甲。', '2、乙，续。', '3、丙。']],
    ['after a sentence', '原因：\n（1）甲；\n（2）乙。', ['原因：', '（1）甲；', '（2）乙。']],
    ['without a blank after the sign', '1.甲\n2.乙\n3)丙\n4)丁', ['1.甲', '2.乙', '3)丙', '4)丁']],
    [
      'in Chinese numbers',
      '九、甲\n十、乙\n十一、丙\n（二十）丁\n（二十一）戊',
      ['九、甲', '十、乙', '十一、丙', '（二十）丁', '（二十一）戊'],
    ],
    ['in words', '第一，甲\n第二，乙\n第三步：丙\n第四步：丁', ['第一，甲', '第二，乙', '第三步：丙', '第四步：丁']],
    ['in circles and letters', '①甲\n②乙\na）丙\nb）丁\nA、戊\nB、己', ['①甲', '②乙', 'a）丙', 'b）丁', 'A、戊', 'B、己']],
    [
      'one in the other, again from 1',
      '一、甲\n（1）子\n（2）丑\n二、乙\n（1）寅\n（2）卯',
      ['一、甲', '（1）子', '（2）丑', '二、乙', '（1）寅', '（2）卯'],
    ],
    ['in an item', '- 甲：\n  1、子\n  2、丑', ['• 甲：', '  1、子', '  2、丑']],
    ['one alone goes on', '见本节\n（3）项，共\n12、13两件', ['见本节（3）项，共12、13两件']],
    ['two that are no neighbours go on', '见本节\n（3）项和\n（5）项', ['见本节（3）项和（5）项']],
    ['figures are no signs', '用时\n1.5小时和\n2.5小时', ['用时1.5小时和2.5小时']],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
  it('in English too, and the rest of a line with a space', () => {
    expect(read('Causes:\n(1) one,\nand more\n(2) two\nAs in\n(5) above', 'en')).toEqual([
      'Causes:',
      '(1) one, and more',
      '(2) two As in (5) above',
    ]);
  });
});

describe('signs that mean something', () => {
  it.each([
    [
      'bold beside Chinese punctuation',
      '**抽查结果：**20家中3家停用。**“备用联络表”**没有更新。',
      ['«抽查结果：»20家中3家停用。«“备用联络表”»没有更新。'],
    ],
    ['bold inside Chinese words', '号码**停用**的3家', ['号码«停用»的3家']],
    ['a list', '- 甲；\n- 乙。', ['• 甲；', '• 乙。']],
    ['a list after a paragraph', '原因：\n- 甲\n- 乙', ['原因：', '• 甲', '• 乙']],
    ['numbers that go on', '1. 甲\n2. 乙\n\n另有：\n\n3. 丙\n4. 丁', ['1. 甲', '2. 乙', '另有：', '3. 丙', '4. 丁']],
    ['a bracket after a number', '3) 丙\n4) 丁', ['3) 丙', '4) 丁']],
    ['a list from nought', '0. 准备\n1. 实施', ['0. 准备', '1. 实施']],
    ['lists in lists', '1. 甲\n  - 子\n  - 丑\n2. 乙', ['1. 甲', '  • 子', '  • 丑', '2. 乙']],
    ['an item of two paragraphs', '- 甲\n\n  再说甲\n- 乙', ['• 甲', '  再说甲', '• 乙']],
    ['an item over two lines', '- 甲，\n  续\n- 乙，\n续', ['• 甲，续', '• 乙，续']],
    ['two lists, the second from 1', '1. 甲\n2. 乙\n\n1. 子', ['1. 甲', '2. 乙', '1. 子']],
    [
      'a table',
      '前文：\n| 代号 | RTO |\n|:--|---|\n| PA-1 | 2 h |\n| PA-2 |  |\n后文',
      ['前文：', '| 代号 | RTO |', '| PA-1 | 2 h |', '| PA-2 |  |', '后文'],
    ],
    ['a table without outer bars, and a bar in a cell', 'a | b\n---|---\nx \\| y | - ', ['| a | b |', '| x | y | - |']],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('no other sign means anything', () => {
  it.each([
    '提供5*8小时服务和7*24小时值班',
    '200*300*50（mm）',
    '12*2*7',
    '5 * 8 和 7 * 24',
    '张*、李*和王*',
    '138****5678',
    '2**3**4',
    'a ** b ** c',
    '*为关键岗位*',
    '_内部_和_internal_',
    'a_b_c',
    '备份存放在\\\\fs01\\quality\\backup',
    'D:\\备份\\*.bak和\\\\fs01\\**',
    'C:\\data\\',
    '\\\\srv\\-old',
    'AT&amp;T &#35; &copy;',
    '[附录A](第3页)',
    '[x]: y',
    'RTO<MTPD and MTPD>24 h',
    '#1泵和#2泵',
    '> 4 h',
    '“~40%~”',
    '1、甲',
    '（1）甲',
    '① 甲',
    '1.甲',
    '-5 ℃',
    '2026. 5. 1',
    '-',
    '| 一根竖线',
    'x | y',
    '____',
    '{{姓名}} ${x} $1',
  ])('%s', (text) => {
    expect(read(text)).toEqual([text]);
    expect(read(text, 'en')).toEqual([text]);
  });
  it('four blanks or an ideographic space before a paragraph', () => {
    expect(read('    甲\n\n　　乙')).toEqual(['甲', '乙']);
  });
  it('a number at the beginning of a line that goes on', () => {
    expect(read('There were in all\n12. Of these', 'en')).toEqual(['There were in all 12. Of these']);
  });
});

describe('a backslash', () => {
  it('takes the meaning of a sign away, and stays before all else', () => {
    expect(read('\\- 5 ℃')).toEqual(['- 5 ℃']);
    expect(read('\\# 1')).toEqual(['# 1']);
    expect(read('\\+ 5 %')).toEqual(['+ 5 %']);
    expect(read('1\\. 甲')).toEqual(['1. 甲']);
    expect(read('5\\*8，张\\*\\*和李\\**')).toEqual(['5*8，张**和李**']);
    expect(read('\\.git \\_x \\# \\n')).toEqual(['\\.git \\_x \\# \\n']);
  });
});

describe('lines are joined', () => {
  it.each([
    ['甲，\n乙', '甲，乙'],
    ['采用RTO\n指标', '采用RTO指标'],
    ['见“清单”\n“台账”', '见“清单”“台账”'],
    ['见**清单**\n**台账**', '见«清单»«台账»'],
    ['他说——\n“甲”', '他说——“甲”'],
    ['RTO\nMTPD', 'RTO MTPD'],
    ['𠮷\n野', '𠮷野'],
  ])('without a space in Chinese: %j', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });
  it.each([
    ['a\nb', 'a b'],
    ['“a”\n“b”', '“a” “b”'],
    ['the list 名单\nwas read', 'the list 名单 was read'],
    ['**a**\nb', '«a» b'],
    ['禾川\n区', '禾川区'],
  ])('with one in English: %j', (text, expected) => {
    expect(read(text, 'en')).toEqual([expected]);
  });
});

describe('refused, with the place', () => {
  it.each([
    ['甲\n\n乙**丙', '3:2 this ** has no partner: which words are bold?'],
    ['甲\n乙** 丙**', '2:2 this ** has no partner: which words are bold?'],
    ['张**、李**', '1:2 this ** has no partner: which words are bold?'],
    ['1. 甲\n3. 丙', '2:1 this item is numbered 3, after the one before it should be 2'],
    ['1. 甲\n1. 乙', '2:1 this item is numbered 1, after the one before it should be 2'],
    ['| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |', '3:1 this row of the table has 3 cells, the head has 2'],
    ['| 甲 | 乙 |\n| 1 | 2 |', '1:1 rows of a table, but no table'],
    ['* 甲', '1:1 * does not begin a list'],
    ['+ 5 %', '1:1 + does not begin a list'],
    ['甲\n---', '2:1 long text cannot hold a rule'],
    ['- 甲\n  # 乙', '2:3 long text cannot hold a heading'],
  ])('%j', (text, expected) => {
    expect(refusals(text)).toEqual([expected]);
  });
});

describe('the net', () => {
  const paragraph = (text: string, style?: 'strong'): LongBlock => ({
    type: 'paragraph',
    line: 1,
    spans: [style ? { text, style } : { text }],
  });
  const list = (start: number, ...items: string[]): LongBlock => ({
    type: 'list',
    line: 1,
    ordered: true,
    start,
    sign: '.',
    items: items.map((i) => [paragraph(i)]),
  });
  it.each([
    ['figures that ran together', '5*8小时和7*24小时', [paragraph('58小时和724小时')]],
    ['one asterisk of two', '5*8', [paragraph('58')]],
    ['a word', '甲乙丙', [paragraph('甲丙')]],
    ['the last word', '甲乙', [paragraph('甲')]],
    ['a word too many', '甲', [paragraph('甲乙')]],
    ['words in another order', '12', [paragraph('21')]],
    ['a backslash', '\\\\fs01\\q', [paragraph('\\fs01\\q')]],
    ['a hyphen', 'QY-P-07', [paragraph('QYP07')]],
    ['a minus taken for a bullet', '温度\n- 5', [paragraph('温度5')]],
    ['the beginning of a list', '3. 丙\n4. 丁', [list(1, '丙', '丁')]],
    ['a whole item', '1. 甲\n2. 乙', [list(1, '甲')]],
    ['a bar', 'x | y', [paragraph('x y')]],
    ['an entity', 'AT&amp;T', [paragraph('AT&T')]],
  ])('notices the loss of %s', (_, text, blocks) => {
    expect(lostWords(text, blocks)).toBeDefined();
  });
  it('names the line', () => {
    expect(lostWords('甲\n\n乙丙', [paragraph('甲'), paragraph('乙')])).toEqual({ line: 3, said: '丙', made: '' });
  });
  it('is quiet over texts put together at random', () => {
    const pieces = [
      '',
      '',
      '中文一段。',
      'Plain text',
      '- item',
      '- two: 2',
      '  continued',
      '    indented',
      '1. one',
      '2. two',
      '3) three',
      '  - nested',
      '| a | b |',
      '|---|---|',
      '|:--|--:|',
      '| 1 |  |',
      '| only |',
      '|x|y| ',
      '**bold** text',
      'a * b',
      '5*8和7*24',
      '> quote',
      '\\\\fs01\\x',
      '\\* kept',
      '&amp;',
      '10. ten',
      'line - dash',
      '- - twice',
      '1. - both',
      '\\- no',
      '张\\*\\*',
      '**“甲”**乙',
      '- **甲：**乙',
    ];
    let seed = 7;
    const next = (n: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * n);
    };
    let read = 0;
    for (let i = 0; i < 20_000; i++) {
      const text = Array.from({ length: 1 + next(7) }, () => pieces[next(pieces.length)]).join('\n');
      const { blocks, refused } = parseLong(text, i % 2 === 0 ? 'zh' : 'en');
      if (refused.length > 0) continue;
      read++;
      expect(lostWords(text, blocks), JSON.stringify(text)).toBeUndefined();
    }
    expect(read).toBeGreaterThan(3_000);
  });
});
