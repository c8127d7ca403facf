/**
 * Checks the attributes of an element: whether it has them, and what they say, as far as that is written in the layout.
 *
 * In:  an element of the markup, its rule, the theme, the labels. Out: diagnostics. A value that an expression prints is
 * checked when it is rendered.
 */
import type { Diagnostic } from '../../diagnostics/index.js';
import type { Theme } from '../../model/index.js';
import type { Labels } from '../labels.js';
import { attributesOf, possibleValues, type Attribute, type AttributeItem, type MarkupElement } from '../layout/markup.js';
import { didYouMean, problem } from '../problem.js';
import { elementLabels, type AttributeRule, type ElementRule } from '../vocabulary.js';
import { longestMm, parseMargins, parseWidths } from '../widths.js';
import { checkKey } from './label-uses.js';

export interface AttributeInput {
  readonly theme: Theme;
  readonly labels: Labels;
  readonly masters: ReadonlySet<string>;
  readonly contentIds: ReadonlySet<string>;
  readonly pictures?: ReadonlySet<string> | undefined;
  readonly measure: number;
}

export function checkAttributes(element: MarkupElement, rule: ElementRule, input: AttributeInput): Diagnostic[] {
  const out: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const { attribute } of attributesOf(element)) {
    seen.add(attribute.name);
    if (attribute.name === 'data-t' || attribute.name === 'data-r') continue;
    const known = Object.hasOwn(rule.attributes, attribute.name) ? rule.attributes[attribute.name] : undefined;
    if (!known) {
      out.push(
        problem(
          'attribute-unknown',
          attribute.at,
          `<${element.name}> 没有属性 ${attribute.name}`,
          `<${element.name}> has no attribute ${attribute.name}`,
          { help: didYouMean(attribute.name, Object.keys(rule.attributes)) },
        ),
      );
      continue;
    }
    out.push(...checkValue(element, attribute, known, input));
  }
  out.push(...twice(element));
  for (const [name, known] of Object.entries(rule.attributes)) {
    if (known.required && !seen.has(name))
      out.push(
        problem('attribute-missing', element.at, `<${element.name}> 缺少属性 ${name}`, `<${element.name}> needs the attribute ${name}`),
      );
  }
  for (const key of elementLabels[element.name] ?? []) {
    const named = element.name === 'not-applicable' ? ['reason'] : [];
    for (const i of checkKey(key, named, input.labels, new Set(Object.keys(input.theme.characters))))
      out.push(problem(i.code, element.at, i.zh, i.en, { help: i.help }));
  }
  return out;
}

/** Twice on one way through the blocks; the two branches of a block are two ways. */
function twice(element: MarkupElement): Diagnostic[] {
  const out: Diagnostic[] = [];
  const visit = (items: readonly AttributeItem[], before: ReadonlySet<string>): ReadonlySet<string> => {
    const seen = new Set(before);
    for (const item of items) {
      if (item.kind === 'attribute') {
        if (seen.has(item.name))
          out.push(problem('attribute-twice', item.at, `属性 ${item.name} 出现两次`, `the attribute ${item.name} stands twice`));
        seen.add(item.name);
      } else for (const name of [...visit(item.main, seen), ...visit(item.inverse, seen)]) seen.add(name);
    }
    return seen;
  };
  visit(element.attributes, new Set());
  return out;
}

function checkValue(element: MarkupElement, attribute: Attribute, rule: AttributeRule, input: AttributeInput): Diagnostic[] {
  const values = possibleValues(attribute.value);
  const wrong = (zh: string, en: string, help?: ReturnType<typeof didYouMean>): Diagnostic =>
    problem('attribute-value', attribute.at, `<${element.name} ${attribute.name}>：${zh}`, `<${element.name} ${attribute.name}>: ${en}`, {
      help,
    });
  const hasPrint = (parts: Attribute['value']): boolean =>
    parts.some((p) => p.kind === 'print' || (p.kind === 'block' && (hasPrint(p.main) || hasPrint(p.inverse))));
  if (rule.literal && attribute.value.some((p) => p.kind !== 'text')) return [wrong('这里不能有表达式', 'no expression may stand here')];
  if (!values || hasPrint(attribute.value)) return [];
  const out: Diagnostic[] = [];
  // Options that the layout names are the only ones that need labels.
  const listed = rule.kind === 'labels' ? attributesOf(element).find((a) => a.attribute.name === 'values')?.attribute : undefined;
  const named =
    listed &&
    possibleValues(listed.value)
      ?.flatMap((v) => v.split(/\s+/))
      .filter((v) => v !== '');
  for (const raw of new Set(values)) {
    const value = raw.trim();
    if (value === '') {
      if (rule.required && values.length === 1) out.push(wrong('不能为空', 'it cannot be empty'));
      continue;
    }
    out.push(...checkOne(value, attribute, rule, input, wrong, named));
  }
  return out;
}

function checkOne(
  value: string,
  attribute: Attribute,
  rule: AttributeRule,
  { theme, labels, masters, pictures }: AttributeInput,
  wrong: (zh: string, en: string, help?: ReturnType<typeof didYouMean>) => Diagnostic,
  named?: readonly string[],
): Diagnostic[] {
  const { kind } = rule;
  const among = (names: Readonly<Record<string, unknown>>, zh: string, en: string): Diagnostic[] =>
    Object.hasOwn(names, value)
      ? []
      : [
          problem('layout-style-unknown', attribute.at, `主题里没有${zh} ${value}`, `the theme has no ${en} ${value}`, {
            help: didYouMean(value, Object.keys(names)),
          }),
        ];
  const number = Number(value);
  if (typeof kind !== 'string')
    return kind.includes(value) ? [] : [wrong(`没有“${value}”`, `there is no “${value}”`, didYouMean(value, kind))];
  switch (kind) {
    case 'paragraph':
      return among(theme.styles, '段落样式', 'paragraph style');
    case 'table':
      return among(theme.tables, '表格样式', 'table style');
    case 'cell':
      return among(theme.cells, '单元格样式', 'cell style');
    case 'character':
      return among(theme.characters, '字符样式', 'character style');
    case 'rule':
      return among(theme.rules, '线条样式', 'rule');
    case 'number':
      return number >= 0 && number <= longestMm
        ? []
        : [wrong(`“${value}”不是 0 到 ${longestMm} 的数`, `“${value}” is no number from 0 to ${longestMm}`)];
    case 'positive':
      return number > 0 && number <= longestMm
        ? []
        : [wrong(`要大于 0、不超过 ${longestMm}，“${value}”不是`, `“${value}” is not a number above 0, at most ${longestMm}`)];
    case 'integer':
      return Number.isInteger(number) && number >= 1 && number < 1000
        ? []
        : [wrong(`“${value}”不是正整数`, `“${value}” is no whole number above 0`)];
    case 'boolean':
      return value === 'true' || value === 'false' ? [] : [wrong('要写 true 或 false', 'it is true or false')];
    case 'widths':
      return parseWidths(value)
        ? []
        : [wrong(`“${value}”：写毫米数和 *，如 20 2* *`, `“${value}”: write millimetres and *, such as 20 2* *`)];
    case 'margins':
      return parseMargins(value)
        ? []
        : [wrong(`“${value}”：写四个毫米数 上 右 下 左`, `“${value}”: write four numbers in mm: top right bottom left`)];
    case 'id':
      if (attribute.name === 'master' && !masters.has(value))
        return [
          problem('master-unknown', attribute.at, `没有页面母版 ${value}`, `there is no page master ${value}`, {
            help: didYouMean(value, masters),
          }),
        ];
      return /^[A-Za-z][\w-]*$/.test(value) ? [] : [wrong(`“${value}”不能作名称`, `“${value}” cannot be a name`)];
    case 'contents':
      return value.split(/\s+/).every((id) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(id))
        ? []
        : [wrong(`“${value}”不是内容编号，如 report.deviations`, `“${value}” is no id of a content, such as report.deviations`)];
    case 'picture':
      // A case's own pictures are known when its record is read.
      if (pictures === undefined || pictures.has(value) || value.startsWith('evidence/')) return [];
      return [
        problem('asset-missing', attribute.at, `版式文件夹里没有图片 ${value}`, `the folder of layouts has no picture ${value}`, {
          help: /^[a-z]+:/i.test(value)
            ? {
                zh: '版式不从网络读取：把图片放进版式文件夹。',
                en: 'Nothing is read from the network: put the picture into the folder of layouts.',
              }
            : didYouMean(value, pictures),
        }),
      ];
    case 'label':
      return checkKey(value, [], labels, new Set(Object.keys(theme.characters))).map((i) =>
        problem(i.code, attribute.at, i.zh, i.en, { help: i.help }),
      );
    case 'labels': {
      const names = labels.group(value);
      if (names.length === 0)
        return [
          problem('label-missing', attribute.at, `没有标签组 ${value}`, `there is no group of labels ${value}`, {
            help: didYouMean(value, new Set(labels.keys('zh').map((k) => k.slice(0, k.lastIndexOf('.'))))),
          }),
        ];
      return (named ?? names)
        .flatMap((n) => checkKey(`${value}.${n}`, [], labels, new Set(Object.keys(theme.characters))))
        .map((i) => problem(i.code, attribute.at, i.zh, i.en, { help: i.help }));
    }
    default:
      return [];
  }
}
