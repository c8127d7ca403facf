/**
 * Which facts an expression reads.
 *
 * In:  its syntax tree. Out: the paths, from a variable on; an index stands as a number, and what a macro binds
 * (`team.all(m, m.role == …)`) as `*` below the list. Places of violations, what a pending row misses, and the table of rules come from
 * this.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './expressions.js';
import { readOfElements } from './functions.js';

export interface FactPath {
  readonly text: string;
  readonly keys: readonly (string | number)[];
}
/** Macros that bind their first argument to each element of the list before the dot. */
const binding = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

export function factPaths(tree: ASTNode): FactPath[] {
  const found = new Map<string, FactPath>();
  const add = (keys: readonly (string | number)[]): void => {
    const text = textOf(keys);
    if (!found.has(text)) found.set(text, { text, keys });
  };
  const walk = (node: ASTNode, bound: ReadonlyMap<string, readonly (string | number)[] | undefined>): void => {
    const chain = chainOf(node, bound);
    if (chain === 'bound') return;
    if (chain) {
      add(chain);
      return;
    }
    if (node.op === 'rcall' && binding.has(node.args[0])) {
      const [, list, [variable, ...rest]] = node.args;
      walk(list, bound);
      const under = elementsOf(list, bound);
      const inner = variable?.op === 'id' ? new Map(bound).set(variable.args, under) : bound;
      for (const one of rest) walk(one, inner);
      return;
    }
    if (node.op === 'call') {
      const [name, args] = node.args;
      readOfElements[name]?.forEach((fields, i) => {
        for (const list of args[i] ? placesOf(args[i]) : []) {
          const under = elementsOf(list, bound);
          for (const field of under ? fields : []) add([...(under ?? []), ...field.split('.')]);
        }
      });
    }
    for (const child of childrenOf(node)) walk(child, bound);
  };
  walk(tree, new Map());
  return [...found.values()];
}

/** `plan.team[0].person` of `.`, `[]` and a name; undefined for anything else; `bound` for what a macro binds to no path. */
function chainOf(
  node: ASTNode,
  bound: ReadonlyMap<string, readonly (string | number)[] | undefined>,
): readonly (string | number)[] | 'bound' | undefined {
  if (node.op === 'id') return bound.has(node.args) ? (bound.get(node.args) ?? 'bound') : [node.args];
  if (node.op === '.') {
    const before = chainOf(node.args[0], bound);
    return Array.isArray(before) ? [...(before as readonly (string | number)[]), node.args[1]] : (before as 'bound' | undefined);
  }
  if (node.op === '[]' && node.args[1].op === 'value' && typeof node.args[1].args === 'bigint') {
    const before = chainOf(node.args[0], bound);
    return Array.isArray(before)
      ? [...(before as readonly (string | number)[]), Number(node.args[1].args)]
      : (before as 'bound' | undefined);
  }
  return undefined;
}

/** Where the elements of a list stand, also of one that was filtered. */
function elementsOf(
  list: ASTNode,
  bound: ReadonlyMap<string, readonly (string | number)[] | undefined>,
): readonly (string | number)[] | undefined {
  const chain = chainOf(list, bound);
  if (Array.isArray(chain)) return [...(chain as readonly (string | number)[]), '*'];
  return list.op === 'rcall' && list.args[0] === 'filter' ? elementsOf(list.args[1], bound) : undefined;
}

export const textOf = (keys: readonly (string | number)[]): string =>
  keys.reduce<string>(
    (text, key, i) => (typeof key === 'number' ? `${text}[${key}]` : key === '*' ? `${text}[]` : i === 0 ? key : `${text}.${key}`),
    '',
  );

/** The path of an expression that is one, such as a placeholder of a message. */
export const asPath = (tree: ASTNode): readonly (string | number)[] | undefined => {
  const chain = chainOf(tree, new Map());
  return Array.isArray(chain) ? (chain as readonly (string | number)[]) : undefined;
};

/** A place may depend: `cert.validTo > limit ? cert.validTo : case.programme.cycleEnd` names the one that is wrong. */
export const placesOf = (tree: ASTNode): ASTNode[] => (tree.op === '?:' ? [...placesOf(tree.args[1]), ...placesOf(tree.args[2])] : [tree]);
