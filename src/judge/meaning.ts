/**
 * What the paths of rows mean: `decision.date` is the date of the certification decision.
 *
 * In:  whom a row is for, a path's keys. Out: the meaning of the record's fields in both languages, and whether it is a date.
 * Both come from the shapes of the records, as everything that is said about a field does.
 */
import { recordsWith } from '../../schemas/record/added-fields.js';
import { childOf, itemOf, metaOf, type Shape } from '../../schemas/record/index.js';
import { paperShape } from '../../schemas/record/paper.js';
import type { Prose } from '../diagnostics/index.js';
import { sharedEnvironment, type RowSubject, type RuleType } from '../rules/environment.js';
import { shapesOfTypes } from '../rules/fact-shape.js';
import type { Verdict } from './verdict.js';

/** What the types that rows see are called; `shapesOfTypes` has the shapes behind them. */
const names: Readonly<Partial<Record<RuleType, Prose>>> = {
  Case: { zh: '案卷', en: 'Case' },
  Client: { zh: '客户', en: 'Client' },
  Headcount: { zh: '人数', en: 'Headcount' },
  Site: { zh: '场所', en: 'Site' },
  Licence: { zh: '许可', en: 'Licence' },
  Person: { zh: '人员', en: 'Person' },
  Audit: { zh: '审核', en: 'Audit' },
  Plan: { zh: '审核计划', en: 'Audit plan' },
  Notice: { zh: '第一阶段告知', en: 'Stage 1 notice' },
  Report: { zh: '审核报告', en: 'Audit report' },
  Review: { zh: '认证评定', en: 'Certification review' },
  Decision: { zh: '认证决定', en: 'Certification decision' },
  Meeting: { zh: '会议', en: 'Meeting' },
  Author: { zh: '审核发现的作者', en: 'Author of findings' },
  Member: { zh: '审核组成员', en: 'Member of the team' },
  Finding: { zh: '审核发现', en: 'Finding' },
  Nonconformity: { zh: '不符合', en: 'Nonconformity' },
  Certificate: { zh: '证书', en: 'Certificate' },
  Event: { zh: '事件', en: 'Event' },
  Paper: { zh: '文书', en: 'Paper' },
  Interruption: { zh: '中断', en: 'Interruption' },
};
/** What a variable says beyond its type. */
const roles: Readonly<Record<string, Prose>> = {
  stage1: { zh: '第一阶段审核', en: 'Stage 1 audit' },
  stage2: { zh: '第二阶段审核', en: 'Stage 2 audit' },
  previous: { zh: '上次审核', en: 'The audit before' },
  prevCert: { zh: '原证书', en: 'The certificate before' },
  earlier: { zh: '前一次监督审核', en: 'The earlier surveillance' },
  later: { zh: '后一次监督审核', en: 'The later surveillance' },
  surveillances: { zh: '本周期的监督审核', en: 'Surveillances of the cycle' },
  audits: { zh: '全部审核', en: 'Audits of the case' },
  events: { zh: '事件', en: 'Events' },
  interruptions: { zh: '暂停、撤销和注销', en: 'Suspensions, withdrawals and cancellations' },
  unprinted: { zh: '最近一次打印证书之后的变化', en: 'Changes since the certificate was last printed' },
  change: { zh: '证书尚未印上的变更', en: 'A change that the certificate does not print yet' },
  printedOn: { zh: '证书最近一次打印的日期', en: 'The day on which the certificate was last printed' },
  certificates: { zh: '证书', en: 'Certificates' },
  team: { zh: '审核组', en: 'Team' },
  ncs: { zh: '本次审核的不符合', en: 'Nonconformities of the audit' },
  findings: { zh: '审核发现', en: 'Findings' },
  sites: { zh: '场所', en: 'Sites' },
  people: { zh: '人员', en: 'People' },
  cases: { zh: '全部案卷', en: 'All cases' },
  asOf: { zh: '判定日', en: 'The day judged on' },
  scheme: { zh: '认证方案', en: 'The scheme' },
  state: { zh: '证书的状态', en: "The certificate's state" },
  standard: { zh: '认证标准', en: 'The standard' },
  time: { zh: '审核时间的计算', en: 'Working of the audit time' },
};
const fieldsBesides: Readonly<Record<string, Prose>> = {
  folder: { zh: '文件夹', en: 'folder' },
  id: { zh: '代号', en: 'id' },
  author: { zh: '审核员', en: 'auditor' },
  clauses: { zh: '条款', en: 'clauses' },
  number: { zh: '编号', en: 'number' },
  content: { zh: '内容', en: 'content' },
  until: { zh: '恢复日或期满日', en: 'lifted, or at its end' },
  from: { zh: '自', en: 'from' },
  to: { zh: '至', en: 'to' },
  headcount: { zh: '有效人数', en: 'effective headcount' },
  base: { zh: '基准人日', en: 'base' },
  recordedBase: { zh: '记录的基准人日', en: 'base on record' },
  sites: { zh: '场所', en: 'sites' },
  increase: { zh: '增加的人日', en: 'person-days added' },
  decrease: { zh: '减少的人日', en: 'person-days deducted' },
  special: { zh: '特殊情况增加的人日', en: 'person-days for special circumstances' },
  decreaseMost: { zh: '最多可减少的人日', en: 'most person-days that may be deducted' },
  adjusted: { zh: '调整后的人日', en: 'person-days after adjustment' },
  determined: { zh: '确定的人日', en: 'person-days determined' },
  least: { zh: '最少', en: 'least' },
  remaining: { zh: '扣除第一阶段后的最少人日', en: 'least person-days after stage 1' },
  taken: { zh: '实际或计划的人日', en: 'person-days spent or planned' },
  onSiteLeast: { zh: '现场最少人日', en: 'least person-days on site' },
  onSite: { zh: '实际或计划的现场人日', en: 'person-days on site, spent or planned' },
  sumLeast: { zh: '各体系合计最少人日', en: 'least person-days of all systems' },
  sumTaken: { zh: '各体系合计人日', en: 'person-days of all systems' },
  scheduled: { zh: '日程中审核员的小时数', en: 'hours of auditors in the schedule' },
  travel: { zh: '日程中往返的小时数', en: 'hours of travel in the schedule' },
  samples: { zh: '抽样', en: 'samples' },
  audited: { zh: '审核的场所数', en: 'sites visited' },
  group: { zh: '相似场所组', en: 'group of similar sites' },
  hours: { zh: '小时数', en: 'hours' },
  member: { zh: '审核员', en: 'auditor' },
  wrongFactors: { zh: '规则所无的因素', en: 'factors that the text does not have' },
  unreasoned: { zh: '没有依据的因素', en: 'factors without a reason' },
  justified: { zh: '已说明偏离理由的条款', en: 'clauses departed from with a reason' },
};
/** Dates of types that have no shape of their own in the records. */
const datesBesides: ReadonlySet<string> = new Set(['until']);

export interface Meaning {
  readonly name: Prose;
  readonly isDate: boolean;
  readonly type: string;
}

/** What a verdict waits for, each fact once. */
export function missingWords({ missing, row }: Verdict): Prose[] {
  const words = missing.map(({ keys, text }) => meaningOf(row, keys)?.name ?? { zh: text, en: text });
  return [...new Map(words.map((one) => [one.zh, one])).values()];
}

export function meaningOf(subject: RowSubject, keys: readonly (string | number)[]): Meaning | undefined {
  const [root, ...rest] = keys;
  const sight = sharedEnvironment().of(subject);
  const shapes = shapesOfTypes(recordsWith(subject.adds));
  let type: string | undefined = typeof root === 'string' ? sight.variables[root] : undefined;
  if (type === undefined || typeof root !== 'string') return undefined;
  let shape: Shape | undefined = root === 'paper' ? paperShape(subject.fields ?? {}) : shapes[elementOf(type)];
  const said: Prose[] = [roles[root] ?? names[elementOf(type) as RuleType] ?? { zh: root, en: root }];
  let isDate = root === 'asOf' || root === 'printedOn';
  for (const key of rest) {
    isDate = false;
    if (key === '*' || typeof key === 'number' || type?.startsWith('map<')) {
      // The shape of a list of records is that of its elements already.
      shape = shape && (itemOf(shape) ?? shape);
      type = type && elementOf(type);
      continue;
    }
    const owner: string | undefined = type && elementOf(type);
    type = owner === undefined ? undefined : sight.types.fieldsOfType(owner)?.[key];
    const element = type === undefined ? undefined : elementOf(type);
    const own = shape && childOf(itemOf(shape) ?? shape, key);
    const meta = own && metaOf(own);
    said.push(meta ?? names[element as RuleType] ?? fieldsBesides[key] ?? { zh: key, en: key });
    shape = (element === undefined ? undefined : shapes[element]) ?? own;
    isDate = meta === undefined ? datesBesides.has(key) : meta.kind === 'done' || meta.kind === 'planned' || meta.kind === 'limit';
  }
  return { name: { zh: said.map((one) => one.zh).join(' · '), en: said.map((one) => one.en).join(' · ') }, isDate, type: type ?? 'dyn' };
}

const elementOf = (type: string): string => /^(?:list<|map<string, )(.+)>$/.exec(type)?.[1] ?? type;
