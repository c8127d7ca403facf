/**
 * Text over several lines of YAML.
 *
 * In:  YAML as authors wrap it. Out: Chinese joined without a space, English with one; a blank line stays one.
 */
import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { plainYaml } from '../../src/files/yaml-values.js';

const value = (text: string): unknown => {
  const { value, diagnostics } = plainYaml(parseDocument(text), text, () => ({ file: 'x', line: 1, column: 1 }));
  expect(diagnostics).toEqual([]);
  return value;
};

it.each([
  ['plain text', 'a: 河南省\n  长亭路36号', { a: '河南省长亭路36号' }],
  ['text in single quotes', "a: '河南省\n  长亭路36号'", { a: '河南省长亭路36号' }],
  ['text in double quotes', 'a: "河南省\n  长亭路\\\n  36号"', { a: '河南省长亭路36号' }],
  ['folded text', 'a: >\n  核对，\n  离职。\n\n  第二段。\n', { a: '核对，离职。\n\n第二段。\n' }],
  ['folded text without its last line feed', 'a: >-\n  核对，\n  离职。\n', { a: '核对，离职。' }],
  ['folded text that says how far it stands in', 'b:\n  a: >2-\n     核对，\n    离职。\n', { b: { a: ' 核对，\n离职。' } }],
  ['paragraphs of plain text', 'a: 一\n\n  二\n  三\n\n\n  四', { a: '一\n\n二三\n\n\n四' }],
  ['carriage returns', 'a: >\r\n  核对，\r\n  离职。\r\n', { a: '核对，离职。\n' }],
  ['curly quotes at the end of a line', 'a: 见“清单”\n  “台账”', { a: '见“清单”“台账”' }],
  ['Latin words in Chinese', 'a: 采用RTO\n  指标，RTO\n  MTPD', { a: '采用RTO指标，RTO MTPD' }],
  ['English', 'a: { en: "one\n  two" }', { a: { en: 'one two' } }],
  ['English with a Chinese name', 'a:\n  en: the list 名单\n    was read', { a: { en: 'the list 名单 was read' } }],
  ['folded English', 'a:\n  en: >-\n    one\n    two\n\n    three\n', { a: { en: 'one two\n\nthree' } }],
  ['lines that stand in further', 'a: >\n  甲：\n    - 子\n    - 丑\n  乙\n', { a: '甲：\n  - 子\n  - 丑\n乙\n' }],
  ['lines as they are written', 'a: |\n  甲\n  乙\n', { a: '甲\n乙\n' }],
  ['a comment after it', 'a: 河南省\n  长亭路 # 路\nb: 1', { a: '河南省长亭路', b: 1 }],
  ['items', '- 甲\n  乙\n- 丙', ['甲乙', '丙']],
])('%s', (_, text, expected) => {
  expect(value(text)).toEqual(expected);
});
