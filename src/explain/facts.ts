/**
 * What the paths of rows mean: `decision.date` is the date of the certification decision.
 *
 * In:  the kind of subject, a path's keys. Out: the meaning of the record's fields in both languages, and whether it is a date.
 * Both come from the shapes of the records, as everything that is said about a field does.
 */
import { childOf, entryOf, itemOf, metaOf, recordSchemas, shapeAt, type Shape } from '../../schemas/record/index.js';
import type { SubjectKind } from '../../schemas/pack/rules.js';
import type { Prose } from '../diagnostics/index.js';
import { sharedEnvironment, variables, type RuleType } from '../judge/environment.js';

interface Known {
  readonly shape: Shape;
  readonly name: Prose;
}
const known = (shape: Shape | undefined, zh: string, en: string): Known | undefined => shape && { shape, name: { zh, en } };
const people = recordSchemas.people;
/** Record shapes behind the types that rows see. */
const types: Readonly<Partial<Record<RuleType, Known | undefined>>> = {
  Case: known(recordSchemas.case, '案卷', 'Case'), Client: known(shapeAt(recordSchemas.case, ['client', 0]), '客户', 'Client'),
  Headcount: known(shapeAt(recordSchemas.case, ['headcount', 0]), '人数', 'Headcount'), Site: known(shapeAt(recordSchemas.case, ['sites', 0, 'list', 0]), '场所', 'Site'),
  Person: known(entryOf(people), '人员', 'Person'), Audit: known(recordSchemas.audit, '审核', 'Audit'), Plan: known(recordSchemas.plan, '审核计划', 'Audit plan'),
  Notice: known(recordSchemas.notice, '第一阶段告知', 'Stage 1 notice'), Report: known(recordSchemas.report, '审核报告', 'Audit report'),
  Review: known(recordSchemas.review, '认证评定', 'Certification review'), Decision: known(recordSchemas.decision, '认证决定', 'Certification decision'),
  Member: known(shapeAt(recordSchemas.plan, ['team', 0]), '审核组成员', 'Member of the team'), Finding: known(shapeAt(recordSchemas.findings, ['findings', 0]), '审核发现', 'Finding'),
  Nonconformity: known(recordSchemas.nonconformity, '不符合', 'Nonconformity'), Certificate: known(shapeAt(recordSchemas.certificates, [0]), '证书', 'Certificate'),
  Event: known(shapeAt(recordSchemas.events, [0]), '事件', 'Event'),
};
/** What a variable says beyond its type. */
const roles: Readonly<Record<string, Prose>> = {
  stage1: { zh: '第一阶段审核', en: 'Stage 1 audit' }, stage2: { zh: '第二阶段审核', en: 'Stage 2 audit' }, previous: { zh: '上次审核', en: 'The audit before' },
  prevCert: { zh: '原证书', en: 'The certificate before' }, earlier: { zh: '前一次监督审核', en: 'The earlier surveillance' }, later: { zh: '后一次监督审核', en: 'The later surveillance' },
  surveillances: { zh: '本周期的监督审核', en: 'Surveillances of the cycle' }, audits: { zh: '全部审核', en: 'Audits of the case' }, events: { zh: '事件', en: 'Events' },
  certificates: { zh: '证书', en: 'Certificates' }, team: { zh: '审核组', en: 'Team' }, ncs: { zh: '本次审核的不符合', en: 'Nonconformities of the audit' },
  findings: { zh: '审核发现', en: 'Findings' }, sites: { zh: '场所', en: 'Sites' }, people: { zh: '人员', en: 'People' }, cases: { zh: '全部案卷', en: 'All cases' },
  asOf: { zh: '判定日', en: 'The day judged on' }, scheme: { zh: '认证方案', en: 'The scheme' }, state: { zh: '证书的状态', en: "The certificate's state" }, standard: { zh: '认证标准', en: 'The standard' },
};
const fieldsBesides: Readonly<Record<string, Prose>> = {
  folder: { zh: '文件夹', en: 'folder' }, id: { zh: '代号', en: 'id' }, author: { zh: '审核员', en: 'auditor' }, clauses: { zh: '条款', en: 'clauses' },
  number: { zh: '编号', en: 'number' }, from: { zh: '自', en: 'from' }, to: { zh: '至', en: 'to' },
};

export interface Meaning {
  readonly name: Prose;
  readonly isDate: boolean;
  readonly type: string;
}

export function meaningOf(kind: SubjectKind, keys: readonly (string | number)[]): Meaning | undefined {
  const [root, ...rest] = keys;
  let type: string | undefined = typeof root === 'string' ? variables[kind][root] : undefined;
  if (type === undefined || typeof root !== 'string') return undefined;
  let shape: Shape | undefined = types[elementOf(type) as RuleType]?.shape;
  const names: Prose[] = [roles[root] ?? types[elementOf(type) as RuleType]?.name ?? { zh: root, en: root }];
  let isDate = root === 'asOf';
  for (const key of rest) {
    isDate = false;
    if (key === '*' || typeof key === 'number' || type?.startsWith('map<')) {
      // The shape of a list of records is that of its elements already.
      shape = shape && (itemOf(shape) ?? shape);
      type = type && elementOf(type);
      continue;
    }
    const owner: string | undefined = type && elementOf(type);
    type = owner === undefined ? undefined : sharedEnvironment().types.fieldsOfType(owner)?.[key];
    const element = type === undefined ? undefined : types[elementOf(type) as RuleType];
    const own = shape && childOf(itemOf(shape) ?? shape, key);
    const meta = own && metaOf(own);
    names.push(meta ?? element?.name ?? fieldsBesides[key] ?? { zh: key, en: key });
    shape = element?.shape ?? own;
    isDate = meta?.kind === 'done' || meta?.kind === 'planned' || meta?.kind === 'limit';
  }
  return { name: { zh: names.map((one) => one.zh).join(' · '), en: names.map((one) => one.en).join(' · ') }, isDate, type: type ?? 'dyn' };
}

const elementOf = (type: string): string => /^(?:list<|map<string, )(.+)>$/.exec(type)?.[1] ?? type;
