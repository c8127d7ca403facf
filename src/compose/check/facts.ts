/**
 * What the condition of an `#if` says about a discriminated union.
 *
 * In:  the condition and the scope. Out: the facts that hold where it is true, and those that hold where it is false.
 */
import type { Expression } from '../layout/ast.js';
import { resolve, type Fact, type Scope } from './scope.js';

/** What a condition says about the member of a union: `(eq x.kind "a")`, also under `and`, `or`, `not`. */
export function factsOf(node: Expression, scope: Scope): { yes: Fact[]; no: Fact[] } {
  if (node.type !== 'SubExpression' || node.path.type !== 'PathExpression') return { yes: [], no: [] };
  const [a, b] = node.params;
  switch (node.path.original) {
    case 'eq':
    case 'ne': {
      const [path, value] = a?.type === 'PathExpression' ? [a, b] : [b, a];
      if (
        path?.type !== 'PathExpression' ||
        (value?.type !== 'StringLiteral' && value?.type !== 'BooleanLiteral' && value?.type !== 'NumberLiteral')
      )
        return { yes: [], no: [] };
      const at = resolve(scope, path);
      if (!('found' in at) || at.path.length === 0 || at.frame < 0) return { yes: [], no: [] };
      const fact = (equal: boolean): Fact => ({
        frame: at.frame,
        path: at.path.slice(0, -1),
        key: at.path.at(-1) ?? '',
        value: value.value,
        equal,
      });
      const equal = node.path.original === 'eq';
      return { yes: [fact(equal)], no: [fact(!equal)] };
    }
    case 'not': {
      const inner = a ? factsOf(a, scope) : { yes: [], no: [] };
      return { yes: inner.no, no: inner.yes };
    }
    case 'and':
      return { yes: node.params.flatMap((p) => factsOf(p, scope).yes), no: [] };
    case 'or':
      return { yes: [], no: node.params.flatMap((p) => factsOf(p, scope).no) };
    default:
      return { yes: [], no: [] };
  }
}
