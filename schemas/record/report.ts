/** `report.yaml`, `review.yaml`, `decision.yaml`: what happened, who reviewed it, what was decided. */
import { outcomes, reviewResults } from './words.js';
import {
  amount,
  applicable,
  applicableList,
  code,
  done,
  fields,
  flag,
  listOf,
  long,
  name,
  oneOf,
  ownDay,
  person,
  reference,
  siteRef,
  statement,
  text,
} from './fields.js';
import { memberSchema } from './audit.js';

export const reportSchema = fields('审核报告', 'Audit report', {
  number: code('编号', 'Number'),
  date: ownDay('日期', 'Date'),
  objectives: listOf(
    fields('审核目的', 'An objective', {
      text: text('审核目的', 'Objective'),
      achieved: flag('是否达到', 'Achieved'),
      reason: text('未达到的理由', 'Why not'),
    }),
    '审核目的及其是否达到',
    'Objectives, and whether achieved',
  ),
  criteria: listOf(text('审核准则', 'A criterion'), '审核准则', 'Criteria'),
  scope: text('审核范围', 'Scope of the audit'),
  units: text('所审核的组织、职能单元或过程', 'Units and processes audited'),
  auditTime: text('审核时间', 'Audit time'),
  sites: listOf(siteRef('场所', 'Site'), '场所', 'Sites'),
  summary: long('概述', 'Summary'),
  deviations: statement(
    fields('偏离', 'A deviation', { what: text('偏离计划的情况', 'What'), reason: text('理由', 'Reason') }),
    '偏离审核计划的情况及其理由',
    'Deviations from the plan, with reasons',
  ),
  risk: long('审核风险及影响审核结论的不确定性', 'Audit risk and uncertainty affecting the conclusion'),
  issues: statement(
    fields('事项', 'An issue', { text: text('事项', 'Issue') }),
    '影响审核方案的重要事项',
    'Significant issues affecting the programme',
  ),
  team: listOf(memberSchema, '审核组成员', 'Audit team'),
  replacements: listOf(
    fields('更换', 'A replacement', {
      out: person('原成员', 'Planned'),
      in: person('替换成员', 'Instead'),
      reason: text('理由', 'Reason'),
    }),
    '成员更换',
    'Replacements',
  ),
  activities: listOf(
    fields('审核活动', 'An activity', {
      start: done('日期', 'Date'),
      end: done('至', 'To'),
      activity: text('活动', 'Activity'),
      site: siteRef('场所', 'Site'),
      place: text('地点', 'Place'),
      siteKind: oneOf(['permanent', 'temporary', 'virtual'], '固定或临时场所', 'Permanent or temporary site'),
      mode: oneOf(['on-site', 'off-site', 'remote'], '现场、非现场或远程', 'On site, off site or remote'),
    }),
    '审核活动的日期和地点',
    'Dates and places',
  ),
  remote: applicable('远程审核', 'Remote audit', {
    process: text('过程', 'Process'),
    method: text('方式', 'Method'),
    reason: text('理由', 'Reason'),
    days: amount('人日', 'Person-days'),
  }),
  combination: applicable('结合、联合或一体化审核情况', 'Combined, joint or integrated audit', {
    text: text('情况', 'How'),
    report: name('其他体系的审核报告', 'Report on the other system'),
  }),
  work: long('审核工作情况', 'Account of the audit work'),
  evaluation: long('目标、过程及绩效实现情况的评价', 'Evaluation of objectives, processes and performance'),
  focus: fields('重点', 'Focus', {
    provision: long('主要产品和服务提供过程与控制', 'Provision of the main products and services, and its control'),
    internalAudit: long('内部审核和管理评审的过程', 'Internal audit and management review'),
    performance: long('所取得的绩效', 'Performance achieved'),
    gaps: long('与预期目标之间的差距和改进机会', 'Gaps against objectives, opportunities for improvement'),
  }),
  nonconformities: statement(
    fields('不符合', 'A nonconformity', { nc: code('不符合代号', 'Nonconformity'), summary: text('摘要', 'Summary') }),
    '识别出的不符合项',
    'Nonconformities found',
  ),
  opportunities: listOf(text('改进机会', 'An opportunity'), '改进机会', 'Opportunities for improvement'),
  conclusion: long('审核结论', 'Conclusion on conformity and effectiveness'),
  spotChecks: applicableList(
    fields('抽查不合格', 'A spot-check failure', {
      what: text('情况', 'What'),
      cause: text('原因', 'Cause'),
      effectiveness: text('整改有效性', 'Effectiveness of the rectification'),
    }),
    '行政监管部门抽查不合格',
    'Spot-check failures',
  ),
  changes: applicableList(
    fields('变更', 'A change', { text: text('变更', 'Change') }),
    '上次审核后的重要变更',
    'Significant changes since the last audit',
  ),
  certificateUse: applicable('认证证书的使用', 'Use of the certificate', { text: long('情况', 'How it is controlled') }),
  previousNcs: applicableList(
    fields('以前的不符合', 'An earlier nonconformity', { nc: code('编号', 'Number'), text: text('验证情况', 'Verification') }),
    '对以前不符合纠正措施的验证',
    'Actions on earlier nonconformities, verified',
  ),
  unresolved: statement(fields('未解决的问题', 'An issue', { text: text('问题', 'Issue') }), '未解决的问题', 'Unresolved issues'),
  recommendation: fields('推荐意见', 'Recommendation', {
    outcome: oneOf(
      ['grant', 'grant-after-closure', 'maintain', 'renew', 'renew-after-closure', 'extend', 'suspend', 'withdraw', 'refuse'],
      '意见',
      'Outcome',
    ),
    text: long('说明', 'Explanation'),
  }),
  scopeConclusion: text('对认证范围适宜性的结论', 'Conclusion on the suitability of the scope'),
  signedBy: person('签字的审核组长', 'Team leader who signed'),
  signedOn: done('签字日期', 'Signed on'),
  delivery: fields('提交', 'Delivery', {
    on: ownDay('日期', 'Date'),
    to: name('签收人', 'Received by'),
    evidence: reference('凭据', 'Evidence'),
  }),
});

/** What a scheme asks for, clause by clause, and whether it is met. */
const conditions = (zh: string, en: string) =>
  listOf(fields('条件', 'A condition', { clause: code('条款', 'Clause'), met: flag('满足', 'Met') }), zh, en);

export const reviewSchema = fields('认证评定', 'Certification review', {
  number: code('编号', 'Number'),
  by: person('评定人员', 'Reviewer'),
  date: ownDay('日期', 'Date'),
  attributes: fields('五项确认', 'Five attributes', {
    impartial: flag('公正性', 'Impartial'),
    effective: flag('有效性', 'Effective'),
    genuine: flag('真实性', 'Genuine'),
    complete: flag('完整性', 'Complete'),
    sufficient: flag('充足性', 'Sufficient'),
  }),
  result: oneOf(reviewResults, '结果', 'Result'),
  conditions: conditions('不作认证决定而保持认证的条件', 'Conditions of maintaining certification without a decision'),
  text: long('说明', 'Explanation'),
});

export const decisionSchema = fields('认证决定', 'Certification decision', {
  number: code('编号', 'Number'),
  by: person('决定人员', 'Decision maker'),
  date: ownDay('日期', 'Date'),
  outcome: oneOf(outcomes, '决定', 'Outcome'),
  scope: text('决定的认证范围', 'Scope decided'),
  keyContent: fields('关键内容', 'Key content', {
    information: flag('信息足以确定', 'Information suffices'),
    majors: flag('严重不符合已验证', 'Majors verified'),
    minors: flag('轻微不符合计划已接受', 'Plans for minors accepted'),
  }),
  conditions: conditions('授予条件', 'Conditions'),
  outsourced: flag('外包', 'Outsourced'),
  text: long('说明', 'Explanation'),
});
