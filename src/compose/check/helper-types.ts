/**
 * What each helper takes and gives, as shapes: the counterpart of `helpers/signatures.ts`, which says how it is called.
 *
 * In:  a call with the shapes of its arguments. Out: the shape of what it gives; what is wrong with the arguments.
 */
import type { Diagnostic, Prose } from '../../diagnostics/index.js';
import type { Expression } from '../layout/ast.js';
import type { Labels } from '../labels.js';
import { didYouMean } from '../problem.js';
import { checkLabel, type LabelUse } from './label-uses.js';
import {
  any,
  describe,
  isScalarShape,
  isTextual,
  itemOf,
  listOf,
  long,
  membersOf,
  objectOf,
  scalar,
  unionOf,
  valuesOf,
  words,
  type Shape,
} from './shape.js';

type Located = { readonly loc: Expression['loc'] };
export type Report = (code: Diagnostic['code'], node: Located, zh: string, en: string, help?: Prose) => void;
export interface HelperCall {
  readonly params: readonly Expression[];
  readonly shapes: readonly Shape[];
  readonly named: ReadonlyMap<string, Shape>;
  readonly node: Located;
}
interface Surroundings {
  readonly labels: Labels;
  readonly characters: ReadonlySet<string>;
  readonly report: Report;
}
const pair: Shape = objectOf({ zh: scalar('string'), en: scalar('string') });
const wording: Shape = listOf(objectOf({ id: scalar('string'), text: pair, string: scalar('string') }));

export function typeOfHelper(name: string, call: HelperCall, surroundings: Surroundings): Shape {
  const { params, shapes, node } = call;
  const { report } = surroundings;
  const [first = any] = shapes;
  const wants = (ok: boolean, zh: string, en: string): void => {
    const [param] = params;
    if (!ok && param)
      report(
        'path-type',
        param,
        `${name} 要${zh}，${textOf(param)} 是${describe(first).zh}`,
        `${name} needs ${en}, and ${textOf(param)} is ${describe(first).en}`,
      );
  };
  switch (name) {
    case 't':
      label(call, surroundings);
      return words;
    case 'text':
    case 'name':
      wants(isTextual(first), '文字', 'text');
      return words;
    case 'rich':
      wants(isTextual(first), '长文本', 'long text');
      return long;
    case 'date':
    case 'dates':
    case 'day':
      wants(isScalarShape(first), '日期', 'a date');
      return words;
    case 'join': {
      const item = itemOf(first);
      wants(item !== undefined, '列表', 'a list');
      if (item && params[1]) keyOfItems(item, params[1], report);
      else if (item && !isTextual(item))
        report(
          'path-type',
          node,
          `列表的项是${describe(item).zh}，要写出字段：{{join list "字段"}}`,
          `the items of the list are ${describe(item).en}; name a field: {{join list "field"}}`,
        );
      return words;
    }
    case 'clauses':
    case 'has':
    case 'count':
      wants(itemOf(first) !== undefined, '列表', 'a list');
      return name === 'clauses' ? words : scalar(name === 'count' ? 'number' : 'boolean');
    case 'find': {
      const item = itemOf(first);
      wants(item !== undefined, '列表', 'a list');
      if (item && params[1]) keyOfItems(item, params[1], report);
      return item ?? any;
    }
    case 'eq':
    case 'ne':
      comparable(call, report);
      return scalar('boolean');
    case 'gt':
    case 'not':
    case 'written':
    case 'startsWith':
      return scalar('boolean');
    case 'add':
      return scalar('number');
    case 'and':
    case 'or':
      return unionOf(shapes);
    case 'clauseFor':
      return scalar('string');
    case 'titleFor':
      return words;
    case 'wordingAt':
      return wording;
    default:
      return any;
  }
}

/** A key that is written out must be one that the items of the list have. */
function keyOfItems(item: Shape, key: Expression, report: Report): void {
  const members = membersOf(item);
  if (key.type !== 'StringLiteral' || members.some((m) => m.kind === 'any' || (m.kind === 'object' && m.field(key.value)))) return;
  report(
    'layout-path-unknown',
    key,
    `列表的项没有 ${key.value}`,
    `the items of the list have no ${key.value}`,
    didYouMean(
      key.value,
      members.flatMap((m) => (m.kind === 'object' ? m.keys : [])),
    ),
  );
}

/** A closed list compared with a word that is not on it is never equal: a typo. */
function comparable({ params, shapes: [left = any, right = any] }: HelperCall, report: Report): void {
  const check = (list: Shape, word: Shape, at: Expression | undefined): void => {
    const known = valuesOf(list);
    const [value, more] = valuesOf(word) ?? [];
    if (
      !at ||
      at.type !== 'StringLiteral' ||
      !known ||
      value === undefined ||
      more !== undefined ||
      known.some((v) => String(v) === String(value))
    )
      return;
    report('path-type', at, `这个字段不会是“${value}”`, `this field is never “${value}”`, didYouMean(String(value), known.map(String)));
  };
  check(left, right, params[1]);
  check(right, left, params[0]);
}

function label({ params, shapes, named, node }: HelperCall, { labels, characters, report }: Surroundings): void {
  const use: LabelUse = {
    keys: shapes.map((s) => valuesOf(s)?.map(String)),
    named: [...named.keys()],
    written: params.every((p) => p.type === 'StringLiteral'),
  };
  for (const issue of checkLabel(use, labels, characters)) report(issue.code, params[0] ?? node, issue.zh, issue.en, issue.help);
}

export function textOf(node: Expression): string {
  if (node.type === 'PathExpression') return node.original;
  if (node.type === 'SubExpression') return `(${node.path.type === 'PathExpression' ? node.path.original : ''} …)`;
  return 'value' in node ? String(node.value) : node.type;
}
