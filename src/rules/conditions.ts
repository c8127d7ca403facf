/**
 * Conditions: the CEL expressions of packs, typed against the shape of the records.
 *
 * In:  an expression; for its value, the variables of a scope (`validate/variables.ts`). Out: what is wrong with the expression (an unknown
 * path, a
 *      type that does not fit), or whether it holds.
 */
import { recordSchemas } from '../../schemas/record/index.js';
import { Expressions, type ExpressionFault } from './expressions.js';
import { RecordTypes } from './record-types.js';
import { rootShapes } from './root-shapes.js';

export type ConditionFault = ExpressionFault;
export type Truth = 'true' | 'false' | 'unknown' | ConditionFault;

/** Audits that a condition sees besides its own: their record files hang on them. */
export const auditParts = ['plan', 'notice', 'report', 'review', 'decision'] as const;

function conditions(): Expressions {
  const types = new RecordTypes({ statements: 'dyn' });
  const { env } = types;
  const roots = new Map([...rootShapes].map(([name, shape]) => [name, types.typeOf(shape, `Record_${name}`)]));
  const ncType = types.declare('Nonconformity', { id: 'string', ...types.fieldsOf(recordSchemas.nonconformity, 'Nc') });
  const audit = { folder: 'string', ...types.fieldsOf(recordSchemas.audit, 'Audit') };
  const other = types.declare('OtherAudit', {
    ...audit,
    ncs: `list<${ncType}>`,
    ...Object.fromEntries(auditParts.map((part) => [part, roots.get(part) ?? 'dyn'])),
  });
  for (const [name, type] of roots)
    env.registerVariable(name, name === 'audit' ? types.declare('ThisAudit', audit) : name === 'nc' ? ncType : type);
  env.registerVariable('ncs', `list<${ncType}>`);
  env.registerVariable('stage1', other);
  env.registerVariable('previous', other);
  env.registerVariable('scheme', 'string');
  env.registerVariable('lang', 'string');
  return new Expressions(env);
}

let shared: Expressions | undefined;
const expressions = (): Expressions => (shared ??= conditions());

/** What is wrong with a condition, if anything: syntax, paths that do not exist, types, a result that is not true or false. */
export const conditionFault = (expression: string): ConditionFault | undefined => expressions().faultOf(expression, 'bool');

/** Whether a condition holds for the variables of a scope. */
export function truthOf(expression: string, variables: Readonly<Record<string, unknown>>): Truth {
  const found = expressions().evaluate(expression, variables);
  if ('fault' in found) return found.fault;
  return 'unknown' in found ? 'unknown' : found.value === true ? 'true' : 'false';
}
