/**
 * A condition of a row in plain words.
 *
 * In:  a syntax tree, its text, whom the row is for. Out: both languages; paths stay as the records write them, and what has no
 * words here stays as it is written.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { RowSubject } from '../rules/environment.js';
import type { Prose } from '../diagnostics/index.js';
import { asPath, textOf } from '../rules/paths.js';
import { meaningOf } from '../judge/meaning.js';
import { functionWords } from './function-words.js';

export interface Phrasing {
  /** What the tree was made from. */
  readonly text: string;
  readonly of: RowSubject;
  /** Variables that macros bind, with the list that they come from. */
  readonly bound?: ReadonlyMap<string, readonly (string | number)[]>;
}

export function inWords(node: ASTNode, at: Phrasing): Prose {
  const word = (child: ASTNode): Prose => inWords(child, at);
  const both = (text: string): Prose => ({ zh: text, en: text });
  const path = asPath(node);
  if (path) return both(textOf(path));
  switch (node.op) {
    case 'value':
      return typeof node.args === 'number' ? both(source(node, at)) : value(node.args);
    case '.': {
      const inside = word(node.args[0]);
      return { zh: `${inside.zh} 的 ${node.args[1]}`, en: `${node.args[1]} of ${inside.en}` };
    }
    case '[]': {
      const [list, index] = node.args;
      const inside = word(list);
      // A field whose name is a word of the language.
      if (index.op === 'value' && typeof index.args === 'string') return both(`${inside.en}.${index.args}`);
      if (index.op === 'value' && typeof index.args === 'bigint')
        return { zh: `${inside.zh}中的第 ${index.args + 1n} 项`, en: `number ${index.args + 1n} of ${inside.en}` };
      return both(source(node, at));
    }
    case '&&':
      return joined(node, '&&', at, { zh: '，并且 ', en: ' and ' });
    case '||':
      return joined(node, '||', at, { zh: ' 或 ', en: ' or ' });
    case '!_':
      return negated(node.args, at);
    case '-_':
      return both(source(node, at));
    case '?:': {
      const [where, yes, no] = node.args.map(word);
      return {
        zh: `${yes?.zh ?? ''}（当${where?.zh ?? ''}；否则为 ${no?.zh ?? ''}）`,
        en: `${yes?.en ?? ''} where ${where?.en ?? ''}, else ${no?.en ?? ''}`,
      };
    }
    case 'list': {
      const items = node.args.map(word);
      return { zh: items.map((one) => one.zh).join('、'), en: items.map((one) => one.en).join(', ') };
    }
    case 'call': {
      const [name, args] = node.args;
      if (name === 'has' && args[0]) return suffixed(word(args[0]), ' 已记录', ' is recorded');
      if (name === 'size' && args[0]) return number(word(args[0]));
      return (
        functionWords(
          name,
          args,
          args.map((arg) => (shifting.has(name) && arg.op === 'call' ? bracketed(word(arg)) : word(arg))),
        ) ?? both(source(node, at))
      );
    }
    case 'rcall':
      return method(node, at);
    case 'in': {
      const [one, list] = node.args.map(word);
      return { zh: `${one?.zh ?? ''} 为 ${list?.zh ?? ''} 之一`, en: `${one?.en ?? ''} is one of ${list?.en ?? ''}` };
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(node.op, node.args, at);
    case '+':
    case '-':
    case '*':
    case '/': {
      const [left, right] = node.args.map((child) =>
        (node.op === '*' || node.op === '/') && (child.op === '+' || child.op === '-') ? bracketed(word(child)) : word(child),
      );
      return { zh: `${left?.zh ?? ''} ${node.op} ${right?.zh ?? ''}`, en: `${left?.en ?? ''} ${node.op} ${right?.en ?? ''}` };
    }
    default:
      return both(source(node, at));
  }
}

const bracketed = ({ zh, en }: Prose): Prose => ({ zh: `（${zh}）`, en: `(${en})` });
const shifting: ReadonlySet<string> = new Set(['addDays', 'addMonths', 'addYears', 'addWorkingDays', 'dayOfNextMonth']);
const source = (node: ASTNode, { text }: Phrasing): string => text.slice(node.range.start, node.range.end);
const suffixed = (inside: Prose, zh: string, en: string): Prose => ({ zh: `${inside.zh}${zh}`, en: `${inside.en}${en}` });
const number = (inside: Prose): Prose => ({ zh: `${inside.zh} 的项数`, en: `the number of ${inside.en}` });

function value(args: unknown): Prose {
  if (typeof args === 'string') return { zh: `“${args}”`, en: `“${args}”` };
  if (typeof args === 'boolean') return args ? { zh: '是', en: 'true' } : { zh: '否', en: 'false' };
  return { zh: String(args), en: String(args) };
}

/** `a && b && c` as one list; an `||` within it in brackets. */
function joined(node: ASTNode, op: '&&' | '||', at: Phrasing, by: Prose): Prose {
  const parts: Prose[] = [];
  const walk = (one: ASTNode): void => {
    if (one.op === op) {
      const [left, right] = one.args as [ASTNode, ASTNode];
      walk(left);
      walk(right);
      return;
    }
    const word = condition(one, at);
    parts.push(one.op === '||' || one.op === '&&' || one.op === '?:' ? bracketed(word) : word);
  };
  walk(node);
  return { zh: parts.map((part) => part.zh).join(by.zh), en: parts.map((part) => part.en).join(by.en) };
}

/** A condition that is a fact of its own: that it is so. */
export function condition(node: ASTNode, at: Phrasing): Prose {
  const word = inWords(node, at);
  const path = pathIn(node, at);
  return path && meaningOf(at.of, path)?.type === 'bool' ? suffixed(word, ' 为是', ' is true') : word;
}

function negated(inside: ASTNode, at: Phrasing): Prose {
  if (inside.op === 'call' && inside.args[0] === 'has' && inside.args[1][0])
    return suffixed(inWords(inside.args[1][0], at), ' 未记录', ' is not recorded');
  if (inside.op === 'rcall' && inside.args[0] === 'exists')
    return macro(inside, at, { zh: '没有', en: 'no' }) ?? { zh: source(inside, at), en: source(inside, at) };
  const word = inWords(inside, at);
  if (asPath(inside)) return suffixed(word, ' 为否', ' is false');
  return { zh: `并非：${word.zh}`, en: `not: ${word.en}` };
}

const quantified: Readonly<Record<string, Prose>> = {
  all: { zh: '每个', en: 'every' },
  exists: { zh: '至少一个', en: 'at least one' },
  exists_one: { zh: '恰有一个', en: 'exactly one' },
};

function method(node: ASTNode & { readonly op: 'rcall' }, at: Phrasing): Prose {
  const [name, target, args] = node.args;
  const inside = inWords(target, at);
  const [argument] = args.map((arg) => inWords(arg, at));
  if (name === 'size') return number(inside);
  const words = quantified[name];
  if (words) return macro(node, at, words) ?? { zh: source(node, at), en: source(node, at) };
  if (name === 'filter' || name === 'map') {
    const [variable, body] = args;
    if (variable?.op === 'id' && body) {
      const told = condition(body, bind(at, variable.args, target));
      return name === 'filter'
        ? { zh: `${inside.zh} 中符合（${told.zh}）的 ${variable.args}`, en: `the ${variable.args} of ${inside.en} where (${told.en})` }
        : { zh: `${inside.zh} 的 ${told.zh}`, en: `${told.en} of ${inside.en}` };
    }
  }
  if (name === 'contains' && argument) return { zh: `${inside.zh} 含有 ${argument.zh}`, en: `${inside.en} contains ${argument.en}` };
  if (name === 'startsWith' && argument)
    return { zh: `${inside.zh} 以 ${argument.zh} 开头`, en: `${inside.en} begins with ${argument.en}` };
  if (name === 'matches' && argument) return { zh: `${inside.zh} 的形式为 ${argument.zh}`, en: `${inside.en} has the form ${argument.en}` };
  return { zh: source(node, at), en: source(node, at) };
}

function macro(node: ASTNode & { readonly op: 'rcall' }, at: Phrasing, words: Prose): Prose | undefined {
  const [, list, [variable, body]] = node.args;
  if (variable?.op !== 'id' || !body) return undefined;
  const [of, told] = [inWords(list, at), condition(body, bind(at, variable.args, list))];
  return { zh: `${of.zh} 中${words.zh} ${variable.args}：（${told.zh}）`, en: `${words.en} ${variable.args} of ${of.en}: (${told.en})` };
}

function bind(at: Phrasing, variable: string, list: ASTNode): Phrasing {
  const from = pathIn(list.op === 'rcall' && list.args[0] === 'filter' ? list.args[1] : list, at);
  return from ? { ...at, bound: new Map(at.bound).set(variable, [...from, '*']) } : at;
}

/** The path of a node from a variable of the row, through what macros bind. */
function pathIn(node: ASTNode, { bound }: Phrasing): readonly (string | number)[] | undefined {
  const path = asPath(node);
  const from = path && typeof path[0] === 'string' ? bound?.get(path[0]) : undefined;
  return from && path ? [...from, ...path.slice(1)] : path;
}

/** Functions whose result is a date. */
const dating: ReadonlySet<string> = new Set(['addDays', 'addMonths', 'addYears', 'addWorkingDays', 'dayOfNextMonth', 'earliest', 'latest']);
export function isDate(node: ASTNode, at: Phrasing): boolean {
  if (node.op === 'call') return dating.has(node.args[0]);
  if (node.op === 'value') return typeof node.args === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(node.args);
  if (node.op === '?:') return isDate(node.args[1], at) || isDate(node.args[2], at);
  const path = pathIn(node, at);
  return path !== undefined && (meaningOf(at.of, path)?.isDate ?? false);
}

const ofNumbers: Readonly<Record<string, Prose>> = {
  '<': { zh: '小于', en: 'is less than' },
  '<=': { zh: '不大于', en: 'is at most' },
  '>': { zh: '大于', en: 'is more than' },
  '>=': { zh: '不小于', en: 'is at least' },
};
const ofDates: Readonly<Record<string, Prose>> = {
  '<': { zh: '早于', en: 'is before' },
  '<=': { zh: '不晚于', en: 'is not after' },
  '>': { zh: '晚于', en: 'is after' },
  '>=': { zh: '不早于', en: 'is not before' },
};

function comparison(op: string, [left, right]: readonly [ASTNode, ASTNode], at: Phrasing): Prose {
  const [a, b] = [inWords(left, at), inWords(right, at)];
  const words =
    op === '=='
      ? { zh: '为', en: 'is' }
      : op === '!='
        ? { zh: '不为', en: 'is not' }
        : ((isDate(left, at) || isDate(right, at) ? ofDates : ofNumbers)[op] ?? { zh: op, en: op });
  // An empty list has a word of its own.
  if (right.op === 'list' && right.args.length === 0)
    return op === '==' ? suffixed(a, ' 为空', ' is empty') : suffixed(a, ' 不为空', ' is not empty');
  return { zh: `${a.zh} ${words.zh} ${b.zh}`, en: `${a.en} ${words.en} ${b.en}` };
}
