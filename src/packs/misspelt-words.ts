/**
 * Words that a fact can never be: `event.kind == 'suspend'`, where the shape of the records knows `suspended`.
 *
 * In:  the syntax tree of an expression; the words of a fact, by its path: those of the records' shape, and of a reason of an event the
 * codes of the scheme. Out: each text that is compared (`==`, `!=`, `in`) with a fact of a closed list of words and is none of them. The
 * check of types sees only text there, and such an expression would hold or fail for ever.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { SchemeFile } from '../../schemas/pack/index.js';
import { childrenOf } from '../rules/expressions.js';
import { conditionTree, wordsOfFact } from '../rules/conditions.js';
import { asPath, textOf } from '../rules/paths.js';
import type { RootShapes } from '../rules/root-shapes.js';

export interface MisspeltWord {
  readonly word: string;
  readonly path: string;
  readonly words: readonly string[];
  /** Offset in the expression. */
  readonly start: number;
}
export type Keys = readonly (string | number)[];
/** Macros that bind their first argument to each element of the list before the dot. */
const binding = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

/** The codes of the scheme, where a path is that of an event's reason. */
export function reasonCodes({ reasons }: SchemeFile, keys: Keys): readonly string[] | undefined {
  const codes = Object.keys(reasons);
  return codes.length > 0 && keys.at(-1) === 'reason' && ['event', 'events'].includes(String(keys[0])) ? codes : undefined;
}

/** Of a condition of a content, a wording or a definition; that of a row is typed in its own environment. */
export const misspeltInCondition = (expression: string, roots: RootShapes, scheme?: SchemeFile): MisspeltWord[] =>
  misspeltWords(conditionTree(expression, roots), (keys) => (scheme && reasonCodes(scheme, keys)) ?? wordsOfFact(keys, roots));

export function misspeltWords(tree: ASTNode, wordsOf: (keys: Keys) => readonly string[] | undefined): MisspeltWord[] {
  const found: MisspeltWord[] = [];
  const pathOf = (node: ASTNode, bound: ReadonlyMap<string, Keys | undefined>): Keys | undefined => {
    if (node.op === 'rcall' && node.args[0] === 'filter') return pathOf(node.args[1], bound);
    const keys = asPath(node);
    const [root] = keys ?? [];
    if (!keys || !bound.has(String(root))) return keys;
    const list = bound.get(String(root));
    return list && [...list, '*', ...keys.slice(1)];
  };
  const compare = (fact: ASTNode, texts: readonly ASTNode[], bound: ReadonlyMap<string, Keys | undefined>): void => {
    const path = pathOf(fact, bound);
    const words = path && wordsOf(path);
    for (const { op, args, range } of words ? texts : []) {
      if (op === 'value' && typeof args === 'string' && words && !words.includes(args))
        found.push({ word: args, path: textOf(path), words, start: range.start });
    }
  };
  const walk = (node: ASTNode, bound: ReadonlyMap<string, Keys | undefined>): void => {
    if (node.op === '==' || node.op === '!=') {
      const [left, right] = node.args;
      compare(left, [right], bound);
      compare(right, [left], bound);
    }
    if (node.op === 'in' && node.args[1].op === 'list') compare(node.args[0], node.args[1].args, bound);
    const isMacro = node.op === 'rcall' && binding.has(node.args[0]) && node.args[2].length > 1;
    if (!isMacro) {
      for (const child of childrenOf(node)) walk(child, bound);
      return;
    }
    const [, list, [variable, ...rest]] = node.args;
    walk(list, bound);
    const inner = variable?.op === 'id' ? new Map(bound).set(variable.args, pathOf(list, bound)) : bound;
    for (const one of rest) walk(one, inner);
  };
  walk(tree, new Map());
  return found;
}
