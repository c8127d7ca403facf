/**
 * What the YAML parser complains about, in words for someone who keeps records.
 *
 * In:  an error of the `yaml` package. Out: prose; the parser's own words where no better ones are known.
 */
import type { ErrorCode, YAMLParseError } from 'yaml';
import type { Prose } from '../diagnostics/index.js';

const known: Readonly<Partial<Record<ErrorCode, Prose>>> = {
  BAD_ALIAS: {
    zh: '星号后面的引用没有对应的锚点；文字以 * 开头时要加引号',
    en: 'The alias (*name) refers to no anchor; quote text that begins with *',
  },
  BAD_DQ_ESCAPE: {
    zh: '双引号中的反斜杠转义不正确；路径等请改用单引号',
    en: 'Wrong escape with \\ in double quotes; use single quotes for text with \\',
  },
  BAD_INDENT: { zh: '缩进不正确：同一层的各行要左对齐', en: 'Wrong indentation: lines of one level must begin in one column' },
  BAD_SCALAR_START: { zh: '文字不能以这个字符开头，请加引号', en: 'Text cannot begin with this character; quote it' },
  BLOCK_AS_IMPLICIT_KEY: {
    zh: '一行中有两个“键: 值”；文字中有冒号加空格时要加引号',
    en: 'Two "key: value" on one line; quote text that contains a colon and a space',
  },
  BLOCK_IN_FLOW: { zh: '方括号或花括号里不能用分行的列表或键值', en: 'A list or map by lines cannot stand inside [ ] or { }' },
  KEY_OVER_1024_CHARS: { zh: '键太长', en: 'The key is too long' },
  MULTILINE_IMPLICIT_KEY: {
    zh: '此处像是一个跨行的键：上一行可能缺少冒号，或引号没有结束',
    en: 'This looks like a key over several lines: a colon may be missing on the line before, or a closing quote',
  },
  MULTIPLE_ANCHORS: { zh: '一个值只能有一个锚点', en: 'A value can have one anchor only' },
  MULTIPLE_TAGS: { zh: '一个值只能有一个标签', en: 'A value can have one tag only' },
  TAB_AS_INDENT: { zh: '不能用制表符（Tab）缩进，请改用空格', en: 'Tabs cannot indent; use spaces' },
  RESOURCE_EXHAUSTION: { zh: '嵌套太深', en: 'Nested too deep' },
};
const byText: readonly (readonly [RegExp, Prose])[] = [
  [/Missing closing/, { zh: '引号没有结束', en: 'A closing quote is missing' }],
  [
    /Implicit map keys need to be followed by map values/,
    { zh: '键的后面缺少冒号（冒号用半角，后面加空格）', en: 'A key without its colon (an ASCII colon, and a space after it)' },
  ],
  [
    /Flow (?:map|sequence) in block/,
    {
      zh: '此处之前有一个括号没有结束，或括号内的行没有缩进',
      en: 'A bracket before this place is not closed, or the lines inside it are not indented',
    },
  ],
  [/must end with a [\]}]|Expected .* to end with/, { zh: '括号没有结束', en: 'A closing bracket is missing' }],
  [/Missing , /, { zh: '括号中的各项之间缺少逗号', en: 'A comma is missing between items in brackets' }],
  [
    /Sequence item without - indicator|All sequence items/,
    { zh: '列表的各项要以“- ”开头并左对齐', en: 'Items of a list begin with "- ", all in one column' },
  ],
  [/Comments must be separated/, { zh: '# 前面要有空格；文字中有 # 时请加引号', en: 'A space must precede #; quote text that contains #' }],
  [/Unexpected (flow-seq-end|flow-map-end|\]|\})/, { zh: '多出一个括号', en: 'One closing bracket too many' }],
];

export function yamlErrorProse(error: YAMLParseError): Prose {
  const own = error.message.split('\n')[0] ?? '';
  const prose = byText.find(([pattern]) => pattern.test(own))?.[1] ?? known[error.code];
  return prose ?? { zh: `不是正确的YAML：${own}`, en: `Not correct YAML: ${own}` };
}
