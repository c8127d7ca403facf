/**
 * Mutants of a row: each number, operator and path of its expressions changed, one at a time.
 *
 * In:  a row. Out: rows that differ from it in one place and still pass the check of types (what does not is noticed when the
 * pack is loaded, and is no mutant). A path is changed into a sibling of the same kind: another date of the same map.
 */
import { z } from 'zod';
import { formsOf, metaOf, recordSchemas, type Shape } from '../schemas/record/index.js';
import type { Rule } from '../schemas/pack/rules.js';
import { sharedEnvironment } from '../src/rules/environment.js';

export interface Mutant {
  readonly row: Rule;
  readonly part: Part;
  /** What stands there, and what instead. */
  readonly was: string;
  readonly is: string;
  readonly expression: string;
  /** Within `has()`. */
  readonly isGuard: boolean;
}
const parts = ['when', 'event', 'notBefore', 'notAfter', 'that', 'at'] as const;
type Part = (typeof parts)[number];

const operators: Readonly<Record<string, readonly string[]>> = {
  '<=': ['<', '>='],
  '<': ['<=', '>'],
  '>=': ['>', '<='],
  '>': ['>=', '<'],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
};
/** Variables that hold the like. */
const roots: Readonly<Record<string, readonly string[]>> = {
  audit: ['stage1', 'previous'],
  stage1: ['audit'],
  previous: ['audit'],
  plan: ['report'],
  report: ['plan'],
  review: ['decision', 'report'],
  decision: ['review', 'report'],
  cert: ['prevCert'],
  prevCert: ['cert'],
  earlier: ['later'],
  later: ['earlier'],
};
const mostSiblings = 2;

/** What a field holds, as far as another may stand in its place. */
function kindOf(shape: Shape): string {
  const kind = metaOf(shape)?.kind;
  if (kind === 'done' || kind === 'planned' || kind === 'limit') return 'date';
  if (kind !== undefined) return kind;
  const [form] = formsOf(shape);
  return form instanceof z.ZodBoolean
    ? 'flag'
    : form instanceof z.ZodNumber
      ? 'amount'
      : form instanceof z.ZodEnum
        ? 'word'
        : form instanceof z.ZodArray
          ? 'list'
          : 'map';
}

let known: Map<string, Set<string>> | undefined;
/** For each name of a field, the fields of the same kind beside it, wherever it occurs. */
function siblings(): ReadonlyMap<string, ReadonlySet<string>> {
  if (known) return known;
  const found = (known = new Map<string, Set<string>>());
  const seen = new Set<Shape>();
  const walk = (shape: Shape): void => {
    for (const form of formsOf(shape)) {
      if (seen.has(form)) continue;
      seen.add(form);
      if (form instanceof z.ZodArray) walk(form.element as Shape);
      if (form instanceof z.ZodRecord) walk(form.valueType as Shape);
      if (!(form instanceof z.ZodObject)) continue;
      const fields = Object.entries(form.shape as Readonly<Record<string, Shape>>);
      for (const [name, field] of fields) {
        walk(field);
        const like = fields
          .filter(([other, shapeOfOther]) => other !== name && kindOf(shapeOfOther) === kindOf(field))
          .map(([other]) => other);
        found.set(name, new Set([...(found.get(name) ?? []), ...like]));
      }
    }
  };
  for (const shape of Object.values(recordSchemas)) walk(shape);
  return found;
}

interface Spot {
  readonly start: number;
  readonly was: string;
  readonly instead: readonly string[];
  /** How many of the replacements to take: those that pass the check of types, the first so many. */
  readonly most: number;
}

/** Strings, then paths, numbers and operators, in the order in which they stand. */
const token = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(\d+(?:\.\d+)?)|(<=|>=|==|!=|&&|\|\||<|>)/g;

function spotsOf(expression: string): Spot[] {
  const spots: Spot[] = [];
  for (const found of expression.matchAll(token)) {
    const [, path, number, operator] = found;
    const at = found.index;
    if (number !== undefined) {
      const n = Number(number);
      const step = number.includes('.') ? Math.max(0.1, n / 10) : 1;
      const text = (value: number): string => (number.includes('.') ? Math.max(0, value).toFixed(3) : String(value));
      spots.push({ start: at, was: number, instead: [text(n + step), ...(n > 0 ? [text(n - step)] : [])], most: 2 });
    } else if (operator !== undefined) {
      const instead = operators[operator] ?? [];
      spots.push({ start: at, was: operator, instead, most: instead.length });
    } else if (path !== undefined) {
      const steps = path.split('.');
      const isCall = expression[at + path.length] === '(';
      const names = isCall ? steps.slice(0, -1) : steps;
      const last = names.at(-1);
      if (last === undefined) continue;
      if (names.length > 1) {
        const before = names.slice(0, -1).join('.').length + 1;
        spots.push({ start: at + before, was: last, instead: [...(siblings().get(last) ?? [])], most: mostSiblings });
        const [root = ''] = names;
        spots.push({ start: at, was: root, instead: roots[root] ?? [], most: 1 });
      }
    }
  }
  return spots;
}

/** Whether a place stands within `has(…)`. */
const isGuarded = (expression: string, at: number): boolean =>
  [...expression.matchAll(/has\([^()]*\)/g)].some((found) => at >= found.index && at < found.index + found[0].length);

export function mutantsOf(row: Rule): Mutant[] {
  const environment = sharedEnvironment().of(row).expressions;
  const texts = row as Partial<Record<Part, string>>;
  return parts.flatMap((part) => {
    const expression = texts[part];
    if (expression === undefined) return [];
    const type = part === 'when' || part === 'that' ? 'bool' : 'string';
    return spotsOf(expression).flatMap(({ start, was, instead, most }): Mutant[] => {
      const made: Mutant[] = [];
      for (const is of instead) {
        if (made.length >= most) break;
        const changed = expression.slice(0, start) + is + expression.slice(start + was.length);
        if (environment.faultOf(changed, type)) continue;
        made.push({
          row: { ...row, [part]: changed } as Rule,
          part,
          was,
          is: `${is} at ${start}`,
          expression: changed,
          isGuard: isGuarded(expression, start),
        });
      }
      return made;
    });
  });
}
