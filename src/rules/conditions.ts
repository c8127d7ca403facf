/**
 * Conditions: the CEL expressions of packs, typed against the shape of the records.
 *
 * In:  an expression; for its value, the variables of a scope (`validate/variables.ts`). Out: what is wrong with the expression (an unknown
 *      path, a type that does not fit), or whether it holds; its syntax tree, and the words that a fact of it may be.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { z } from 'zod';
import { bare, shapeAt } from '../../schemas/record/index.js';
import { Expressions, type ExpressionFault } from './expressions.js';
import { RecordTypes } from './record-types.js';
import { rootShapes, rootsWithoutPaper, type RootName, type RootShapes } from './root-shapes.js';

export type ConditionFault = ExpressionFault;
export type Truth = 'true' | 'false' | 'unknown' | ConditionFault;

/** Audits that a condition sees besides its own: their record files hang on them. */
export const auditParts = ['plan', 'notice', 'report', 'review', 'decision'] as const;

function conditions(shapes: RootShapes): RecordTypes {
  const types = new RecordTypes({ statements: 'dyn' });
  const { env } = types;
  const roots = new Map([...shapes].map(([name, shape]) => [name, types.typeOf(shape, `Record_${name}`)]));
  const fieldsOf = (root: RootName, name: string): Record<string, string> => types.fieldsOf(shapes.get(root) ?? z.never(), name);
  const ncType = types.declare('Nonconformity', { id: 'string', ...fieldsOf('nc', 'Nc') });
  const meeting = types.declare('Meeting', { which: 'string', ...fieldsOf('meeting', 'Meeting') });
  const audit = { folder: 'string', ...fieldsOf('audit', 'Audit') };
  const other = types.declare(
    'OtherAudit',
    { ...audit, ncs: `list<${ncType}>`, ...Object.fromEntries(auditParts.map((part) => [part, roots.get(part) ?? 'dyn'])) },
    ['ncs'],
  );
  for (const [name, type] of roots)
    env.registerVariable(
      name,
      name === 'audit' ? types.declare('ThisAudit', audit) : name === 'nc' ? ncType : name === 'meeting' ? meeting : type,
    );
  env.registerVariable('ncs', `list<${ncType}>`);
  env.registerVariable('stage1', other);
  env.registerVariable('previous', other);
  env.registerVariable('scheme', 'string');
  env.registerVariable('lang', 'string');
  return types;
}

const bases = new WeakMap<RootShapes, RecordTypes>();
const known = new WeakMap<RootShapes, Expressions>();
/** A paper is declared over the roots of every document: making them all takes a while. */
function expressionsOf(roots: RootShapes): Expressions {
  const kept = known.get(roots);
  if (kept) return kept;
  const below = rootsWithoutPaper(roots);
  const base = bases.get(below) ?? conditions(below);
  bases.set(below, base);
  const more = [...roots].filter(([name]) => !below.has(name));
  const types = more.length === 0 ? base : new RecordTypes({ statements: 'dyn' }, { types: base, env: base.env });
  for (const [name, shape] of more) types.env.registerVariable(name, types.typeOf(shape, `Record_${name}`));
  const made = new Expressions(types.env);
  known.set(roots, made);
  return made;
}

/** What is wrong with a condition, if anything: syntax, paths that do not exist, types, a result that is not true or false. */
export const conditionFault = (expression: string, roots: RootShapes = rootShapes): ConditionFault | undefined =>
  expressionsOf(roots).faultOf(expression, 'bool');

export const conditionTree = (expression: string, roots: RootShapes = rootShapes): ASTNode => expressionsOf(roots).tree(expression);

/** The words that a fact may be, where the records' shape has a closed list of them; an element of a list is `*`. */
export function wordsOfFact([root = '', ...rest]: readonly (string | number)[], roots: RootShapes = rootShapes): string[] | undefined {
  const isOther = root === 'stage1' || root === 'previous';
  const part = auditParts.find((one) => isOther && one === rest[0]);
  const shape = roots.get(root === 'ncs' ? 'nc' : (part ?? (isOther ? 'audit' : (root as RootName))));
  const path = root === 'ncs' || part ? rest.slice(1) : rest;
  const at =
    shape &&
    shapeAt(
      shape,
      path.map((key) => (key === '*' ? 0 : key)),
    );
  const form = at && bare(at);
  return form instanceof z.ZodEnum ? form.options.map(String) : undefined;
}

/** Whether a condition holds for the variables of a scope. */
export function truthOf(expression: string, variables: Readonly<Record<string, unknown>>, roots: RootShapes = rootShapes): Truth {
  const found = expressionsOf(roots).evaluate(expression, variables);
  if ('fault' in found) return found.fault;
  return 'unknown' in found ? 'unknown' : found.value === true ? 'true' : 'false';
}
