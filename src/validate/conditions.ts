/**
 * Conditions: the CEL expressions of packs, typed against the shape of the records.
 *
 * In:  an expression; for its value, the variables of a scope. Out: what is wrong with the expression (an unknown path, a
 *      type that does not fit), or whether it holds.
 *
 * A fact that is not recorded makes a condition `unknown`, which is never an error: only the codes `no_such_key` and
 * `unknown_variable` mean that. Anything else is a fault of the expression.
 */
import { Environment, type ASTNode, type EvaluationError, type ParseResult } from '@marcbachmann/cel-js';
import { z } from 'zod';
import { bare, entryOf, fieldsOf, formsOf, itemOf, recordSchemas, type Shape } from '../../schemas/record/index.js';
import type { AuditFolder, RecordFile } from '../load/types.js';
import { rootShapes } from './root-shapes.js';
import { rootNames, type DocumentScope } from './scope.js';

export interface ConditionFault {
  readonly message: string;
  /** Offset in the expression. */
  readonly start: number;
}
export type Verdict = 'true' | 'false' | 'unknown' | ConditionFault;

/** Audits that a condition sees besides its own: their record files hang on them. */
const parts = ['plan', 'notice', 'report', 'review', 'decision'] as const;

function environment(): Environment {
  const env = new Environment({ unlistedVariablesAreDyn: false });
  const names = new Map<Shape, string>();
  const declare = (name: string, fields: Readonly<Record<string, string>>): string => {
    env.registerType(name, { fields: { ...fields } });
    return name;
  };
  const typeOf = (shape: Shape, name: string): string => {
    const at = bare(shape);
    const known = names.get(at);
    if (known !== undefined) return known;
    const type = build(at, name);
    names.set(at, type);
    return type;
  };
  const typed = (shape: Shape, name: string): Record<string, string> =>
    Object.fromEntries([...(fieldsOf(shape) ?? [])].map(([key, child]) => [key, typeOf(child, `${name}_${key}`)]));
  const build = (shape: Shape, name: string): string => {
    const forms = formsOf(shape);
    const fields = fieldsOf(shape);
    const item = itemOf(shape);
    const entry = entryOf(shape);
    // A list or a statement about it: both are written, so neither is its type.
    if (item && fields) return 'dyn';
    if (item) return `list<${typeOf(item, name)}>`;
    if (entry) return `map<string, ${typeOf(entry, name)}>`;
    if (fields) return declare(name, typed(shape, name));
    const [form] = forms;
    if (form instanceof z.ZodNumber) return 'double';
    if (form instanceof z.ZodBoolean) return 'bool';
    return 'string';
  };
  const roots = new Map([...rootShapes].map(([name, shape]) => [name, typeOf(shape, `Record_${name}`)]));
  const ncType = declare('Nonconformity', { id: 'string', ...typed(recordSchemas.nonconformity, 'Nc') });
  const audit = { folder: 'string', ...typed(recordSchemas.audit, 'Audit') };
  const other = declare('OtherAudit', { ...audit, ncs: `list<${ncType}>`, ...Object.fromEntries(parts.map((part) => [part, roots.get(part) ?? 'dyn'])) });
  for (const [name, type] of roots) env.registerVariable(name, name === 'audit' ? declare('ThisAudit', audit) : name === 'nc' ? ncType : type);
  env.registerVariable('ncs', `list<${ncType}>`);
  env.registerVariable('stage1', other);
  env.registerVariable('previous', other);
  env.registerVariable('scheme', 'string');
  env.registerVariable('lang', 'string');
  return env;
}

let shared: Environment | undefined;
const env = (): Environment => (shared ??= environment());
const programs = new Map<string, ParseResult>();

function program(expression: string): ParseResult {
  let made = programs.get(expression);
  if (!made) programs.set(expression, (made = env().parse(expression)));
  return made;
}

/** What is wrong with an expression, if anything: syntax, paths that do not exist, types, a result that is not true or false. */
export function conditionFault(expression: string): ConditionFault | undefined {
  let made: ParseResult;
  try {
    made = program(expression);
  } catch (error) {
    return faultOf(error);
  }
  const result = made.check();
  if (!result.valid) return faultOf(result.error);
  if (result.type !== 'bool') return { message: `the result is ${result.type ?? 'nothing'}, not true or false`, start: 0 };
  // `has(plan.typo)` passes the check of types; as `dyn(plan.typo)`, which has the same length, it does not.
  let plain = expression;
  eachNode(made.ast, (node) => {
    if (node.op === 'call' && node.args[0] === 'has') plain = `${plain.slice(0, node.range.start)}dyn${plain.slice(node.range.start + 3)}`;
  });
  if (plain !== expression) {
    const inside = env().check(plain);
    if (!inside.valid && (inside.error as { code?: string }).code === 'no_such_key') return faultOf(inside.error);
  }
  return undefined;
}

function faultOf(error: unknown): ConditionFault {
  const { summary, message, range } = error as Partial<EvaluationError>;
  return { message: summary ?? (message ?? String(error)).split('\n')[0] ?? '', start: range?.start ?? 0 };
}

function eachNode(node: ASTNode, visit: (node: ASTNode) => void): void {
  visit(node);
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    else if (typeof part === 'object' && part !== null && 'op' in part) eachNode(part as ASTNode, visit);
  };
  walk(node.args);
}

/** Whether a condition holds for the variables of a scope. */
export function verdictOf(expression: string, variables: Readonly<Record<string, unknown>>): Verdict {
  try {
    const value: unknown = program(expression)(variables as Record<string, unknown>);
    return value === true ? 'true' : 'false';
  } catch (error) {
    const { code } = error as { code?: string };
    return code === 'no_such_key' || code === 'unknown_variable' ? 'unknown' : faultOf(error);
  }
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
