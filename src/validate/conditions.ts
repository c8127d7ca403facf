/**
 * Conditions: the CEL expressions of packs, typed against the shape of the records.
 *
 * In:  an expression; for its value, the variables of a scope. Out: what is wrong with the expression (an unknown path, a
 *      type that does not fit), or whether it holds.
 */
import { recordSchemas } from '../../schemas/record/index.js';
import type { AuditFolder, RecordFile } from '../load/types.js';
import { Expressions, type ExpressionFault } from './expressions.js';
import { RecordTypes } from './record-types.js';
import { rootShapes } from './root-shapes.js';
import { rootNames, type DocumentScope } from './scope.js';

export type ConditionFault = ExpressionFault;
export type Verdict = 'true' | 'false' | 'unknown' | ConditionFault;

/** Audits that a condition sees besides its own: their record files hang on them. */
const parts = ['plan', 'notice', 'report', 'review', 'decision'] as const;

function conditions(): Expressions {
  const types = new RecordTypes({ statements: 'dyn' });
  const { env } = types;
  const roots = new Map([...rootShapes].map(([name, shape]) => [name, types.typeOf(shape, `Record_${name}`)]));
  const ncType = types.declare('Nonconformity', { id: 'string', ...types.fieldsOf(recordSchemas.nonconformity, 'Nc') });
  const audit = { folder: 'string', ...types.fieldsOf(recordSchemas.audit, 'Audit') };
  const other = types.declare('OtherAudit', { ...audit, ncs: `list<${ncType}>`, ...Object.fromEntries(parts.map((part) => [part, roots.get(part) ?? 'dyn'])) });
  for (const [name, type] of roots) env.registerVariable(name, name === 'audit' ? types.declare('ThisAudit', audit) : name === 'nc' ? ncType : type);
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
export function verdictOf(expression: string, variables: Readonly<Record<string, unknown>>): Verdict {
  const found = expressions().evaluate(expression, variables);
  if ('fault' in found) return found.fault;
  return 'unknown' in found ? 'unknown' : found.value === true ? 'true' : 'false';
}

/**
 * The variables of a scope. A record that does not exist is an empty map, and a list of what does not exist is empty, so
 * that `has(review.date)` is false, and `review.date` unknown.
 */
export function variablesOf(scope: DocumentScope, lang = ''): Readonly<Record<string, unknown>> {
  const { roots } = scope;
  const variables: Record<string, unknown> = Object.fromEntries(rootNames.map((name) => [name, roots[name]?.value ?? (name === 'sites' ? [] : {})]));
  variables['audit'] = scope.audit ? { ...scope.audit.audit.value, folder: scope.audit.name } : {};
  variables['ncs'] = scope.ncs.map(ncOf);
  if (scope.kind === 'nonconformity-report') variables['nc'] = { ...(roots.nc?.value as object), id: scope.subject ?? '' };
  variables['findings'] = scope.findings.map((finding) => finding.value);
  variables['stage1'] = auditOf(scope.stage1);
  variables['previous'] = auditOf(scope.previous);
  variables['scheme'] = scope.scheme.id;
  variables['lang'] = lang;
  return variables;
}
const ncOf = (nc: RecordFile<'nonconformity'>): object => ({ ...nc.value, id: nc.name });
const auditOf = (audit: AuditFolder | undefined): object => !audit ? {} : {
  ...audit.audit.value, folder: audit.name, ncs: audit.nonconformities.map(ncOf),
  ...Object.fromEntries(parts.flatMap((part) => (audit[part] ? [[part, audit[part].value]] : []))),
};
