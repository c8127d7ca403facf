/**
 * What a path in a layout can see, at one place.
 *
 * In:  the shapes of the contexts around. Out: the shape at the end of a path, or the first part of it that does not exist.
 */
import { dataNames, loopData } from '../helpers/signatures.js';
import type { PathExpression } from '../layout/ast.js';
import { any, fieldOf, keysOf, narrowed, scalar, type Shape } from './shape.js';

interface Frame {
  readonly id: number;
  readonly shape: Shape;
}
/** A fact that `{{#if (eq path value)}}` establishes. */
export interface Fact {
  readonly frame: number;
  readonly path: readonly string[];
  readonly key: string;
  readonly value: string | number | boolean;
  readonly equal: boolean;
}
export interface Scope {
  readonly frames: readonly Frame[];
  readonly params: ReadonlyMap<string, Shape>;
  readonly root: Shape;
  readonly inLoop: boolean;
  readonly facts: readonly Fact[];
}
export type Resolved =
  | { readonly found: Shape; readonly frame: number; readonly path: readonly string[] }
  | { readonly missing: string; readonly known: readonly string[]; readonly why?: 'outside' | 'loop' };

let frames = 0;
const frame = (shape: Shape): Frame => ({ id: (frames += 1), shape });

export function scopeOf(context: Shape, root: Shape, inLoop: boolean): Scope {
  return { frames: [frame(context)], params: new Map(), root, inLoop, facts: [] };
}
export function within(scope: Scope, shape: Shape, params: ReadonlyMap<string, Shape>, loop: boolean): Scope {
  return { ...scope, frames: [...scope.frames, frame(shape)], params: new Map([...scope.params, ...params]), inLoop: scope.inLoop || loop };
}
export const knowing = (scope: Scope, facts: readonly Fact[]): Scope =>
  facts.length === 0 ? scope : { ...scope, facts: [...scope.facts, ...facts] };

export function resolve(scope: Scope, path: PathExpression): Resolved {
  const [head] = path.parts;
  if (path.data) return resolveData(scope, path);
  if (head !== undefined && path.depth === 0 && !/^\.|^this\b/.test(path.original)) {
    const param = scope.params.get(head);
    if (param) return walk(scope, param, path.parts.slice(1), -1, []);
  }
  const at = scope.frames[scope.frames.length - 1 - path.depth];
  if (!at) return { missing: path.original, known: [], why: 'outside' };
  return walk(scope, at.shape, path.parts, at.id, []);
}

function resolveData(scope: Scope, path: PathExpression): Resolved {
  const [name, ...rest] = path.parts;
  if (name === 'root') return walk(scope, scope.root, rest, 0, []);
  if (name === undefined || !dataNames.some((n) => n === name)) return { missing: `@${name ?? ''}`, known: dataNames.map((n) => `@${n}`) };
  if (loopData.has(name) && !scope.inLoop) return { missing: `@${name}`, known: [], why: 'loop' };
  const shape =
    name === 'index' ? scalar('number') : name === 'key' ? any : name === 'first' || name === 'last' ? scalar('boolean') : scalar('string');
  return { found: shape, frame: -1, path: path.parts };
}

function walk(scope: Scope, from: Shape, parts: readonly string[], id: number, done: readonly string[]): Resolved {
  let shape = applied(scope, from, id, done);
  const path = [...done];
  for (const part of parts) {
    const next = fieldOf(shape, part);
    if (!next) return { missing: part, known: keysOf(shape) };
    path.push(part);
    shape = applied(scope, next, id, path);
  }
  return { found: shape, frame: id, path };
}
function applied(scope: Scope, shape: Shape, id: number, path: readonly string[]): Shape {
  let out = shape;
  for (const fact of scope.facts) {
    if (fact.frame === id && fact.path.length === path.length && fact.path.every((p, i) => p === path[i]))
      out = narrowed(out, fact.key, fact.value, fact.equal);
  }
  return out;
}
