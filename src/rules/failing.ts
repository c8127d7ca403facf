/**
 * Which part of an assert does not hold, and the limit that it does not keep.
 *
 * In:  an assert that is violated, the variables of its subject. Out: the part of `that`, and where this part compares, the value on
 * its right side: rows are written `what it is <= what it may be`, so that is the limit that their messages show.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Assert } from '../../schemas/pack/rules.js';
import type { Expressions } from './expressions.js';

type Variables = Readonly<Record<string, unknown>>;
const comparing: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

const textOf = (row: Assert, node: ASTNode): string => row.that.slice(node.range.start, node.range.end);

/** Of parts that must all hold, the first that does not. */
export function failingPart(row: Assert, variables: Variables, expressions: Expressions): ASTNode {
  const failing = (node: ASTNode): ASTNode => {
    if (node.op !== '&&') return node;
    const [left, right] = node.args;
    const found = expressions.evaluate(textOf(row, left), variables);
    return 'value' in found && found.value === false ? failing(left) : failing(right);
  };
  return failing(expressions.tree(row.that));
}

/** The value that is compared with; undefined where the part compares nothing. */
export function limitOf(row: Assert, variables: Variables, expressions: Expressions): unknown {
  const part = failingPart(row, variables, expressions);
  if (!comparing.has(part.op)) return undefined;
  const [, right] = part.args as [ASTNode, ASTNode];
  const found = expressions.evaluate(textOf(row, right), variables);
  return 'value' in found ? found.value : undefined;
}

/** Whether a message may show `{limit}`: some part of the assert compares. */
export function hasLimit(row: Assert, expressions: Expressions): boolean {
  const compares = (node: ASTNode): boolean => (node.op === '&&' ? (node.args as ASTNode[]).some(compares) : comparing.has(node.op));
  return compares(expressions.tree(row.that));
}
