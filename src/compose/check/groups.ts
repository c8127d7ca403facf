/**
 * Which groups of a document's contents a block of a layout is about, as far as its words say it.
 *
 * In:  a block, the groups at hand, what the scheme says of each group. Out: the groups at hand in its two branches: all of them in
 * `{{#each groups}}`, one in `{{#with (find groups "id" "conduct")}}`, those that it is true of in `{{#if (eq form "fields")}}`.
 * Whatever else stands there leaves them as they are.
 */
import type { BlockStatement, Expression, PathExpression, StringLiteral } from '../layout/ast.js';

/** By id. */
export type Groups = ReadonlyMap<string, { readonly form: string }>;
type Some = ReadonlySet<string> | undefined;

export function groupsIn({ path, params }: BlockStatement, here: Some, groups: Groups): { readonly main: Some; readonly inverse: Some } {
  const name = path.type === 'PathExpression' ? path.original : '';
  const [first] = params;
  if (!first) return { main: here, inverse: here };
  if (name === 'each' && isPath(first, 'groups')) return { main: new Set(groups.keys()), inverse: here };
  if (name === 'with') {
    const [list, key, value] = first.type === 'SubExpression' && isCall(first, 'find') ? first.params : [];
    const isFound = isPath(list, 'groups') && isText(key) && key.value === 'id' && isText(value);
    return { main: isFound ? new Set([value.value]) : here, inverse: here };
  }
  if ((name === 'if' || name === 'unless') && here && first.type === 'SubExpression' && isCall(first, 'eq')) {
    const [left, right] = first.params;
    const [fact, word] = isText(right) ? [left, right] : isText(left) ? [right, left] : [];
    const key = isPath(fact, 'form') ? 'form' : isPath(fact, 'id') ? 'id' : undefined;
    if (key === undefined || !word || [...here].some((id) => !groups.has(id))) return { main: here, inverse: here };
    const isTrue = (id: string): boolean => (key === 'id' ? id : groups.get(id)?.form) === word.value;
    const [yes, no] = [new Set([...here].filter(isTrue)), new Set([...here].filter((id) => !isTrue(id)))];
    return name === 'if' ? { main: yes, inverse: no } : { main: no, inverse: yes };
  }
  return { main: here, inverse: here };
}

const isText = (node: Expression | undefined): node is StringLiteral => node?.type === 'StringLiteral';
/** `groups`, `this.groups`, `@root.groups`. */
const isPath = (node: Expression | undefined, name: string): node is PathExpression =>
  node?.type === 'PathExpression' && node.parts.at(-1) === name;
const isCall = ({ path }: { readonly path: Expression }, name: string): boolean => path.type === 'PathExpression' && path.original === name;
