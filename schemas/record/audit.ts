/** `audits/<audit>/audit.yaml`, `plan.yaml`, `notice.yaml`: an audit, how it was planned, and the stage-1 notice. */
import { teamRoles } from './words.js';
import {
  amount,
  applicable,
  auditRef,
  code,
  done,
  fields,
  file,
  flag,
  hours,
  listOf,
  long,
  name,
  oneOf,
  ownDay,
  person,
  planned,
  reference,
  siteRef,
  statement,
  text,
  time,
} from './fields.js';
import { auditKinds } from './kinds.js';
import { auditTime, confidentiality, contract, eligibility, internalAudit, managementReview } from './recurring.js';

const attendee = fields('参会人', 'Someone present', {
  person: person('本机构人员', 'A person of the body'),
  name: name('姓名', 'Name'),
  department: text('部门', 'Department'),
  title: text('职务', 'Position'),
});
const meeting = fields('会议', 'A meeting', {
  date: ownDay('日期', 'Date'),
  place: siteRef('场所', 'Site'),
  topManagement: flag('最高管理者参加', 'Top management was present'),
  delegate: fields('授权代表', 'Authorised delegate', {
    name: name('姓名', 'Name'),
    title: text('职务', 'Position'),
    reason: text('理由', 'Reason'),
  }),
  attendees: listOf(attendee, '签到', 'Attendance'),
});

export const auditSchema = fields('审核', 'An audit', {
  kind: oneOf(auditKinds, '审核类型', 'Kind of audit'),
  version: code('适用的认证规则版本，如 B/1', 'Version of the scheme that judges it, such as B/1'),
  standard: code('认证标准号（与 case.yaml 商定的不同时）', 'Number of the standard, where it is not the one of case.yaml'),
  elsewhere: text('本项目以外的审核：出处', 'An audit older than the project: where it is recorded'),
  start: done('现场审核开始', 'First day on site'),
  end: done('现场审核结束', 'Last day on site'),
  terminatedOn: done('审核终止', 'Terminated on, before it was complete'),
  onSite: flag('在现场进行', 'Conducted on site'),
  offSiteReason: fields('未在现场进行第一阶段审核的理由', 'Why stage 1 was not on site', {
    code: code('理由代号', 'Reason'),
    text: text('说明', 'Explanation'),
  }),
  days: fields('实际人日', 'Person-days spent', {
    onSite: amount('现场人日（含远程）', 'On site, remote part included'),
    remote: amount('其中远程', 'Of which remote'),
    offSite: amount('非现场人日', 'Off site'),
  }),
  combination: applicable('结合、联合或一体化审核', 'Combined, joint or integrated audit', {
    kind: oneOf(['combined', 'joint', 'integrated'], '方式', 'Kind'),
    systems: listOf(
      fields('体系', 'A system', {
        standard: code('标准号', 'Standard'),
        name: name('体系名称', 'Name of the system'),
        days: amount('人日', 'Person-days'),
        required: amount('应有人日', 'Person-days required'),
        report: name('其审核报告', 'Its audit report'),
      }),
      '一同审核的体系',
      'Systems audited together',
    ),
    text: text('情况', 'How'),
  }),
  sites: listOf(siteRef('场所', 'Site'), '审核的场所', 'Sites audited'),
  shifts: listOf(
    fields('班次', 'A shift', { name: text('名称', 'Name'), hours: hours('时间', 'Hours'), audited: flag('现场审核', 'Audited on site') }),
    '班次',
    'Shifts',
  ),
  meetings: fields('首、末次会议', 'Meetings', {
    opening: meeting,
    closing: meeting,
    cncaOnlineSignIn: flag('国家认监委网络签到', 'CNCA network sign-in'),
  }),
  stage1: auditRef('第一阶段审核', 'The stage 1 audit that belongs to it'),
  previous: auditRef('上次审核', 'The audit before'),
  application: fields('再认证或扩大范围的申请', 'Application for recertification or extension', {
    date: ownDay('日期', 'Date'),
    scope: text('范围', 'Scope'),
  }),
  // What was gathered anew for this audit; case.yaml keeps what the initial certification rested on.
  eligibility: eligibility(),
  contract: contract(),
  confidentiality: confidentiality(),
  internalAudit: internalAudit(),
  managementReview: managementReview(),
  auditTime: auditTime(),
  headcount: amount('审核时的有效人数', 'Effective headcount at the audit'),
  majorChange: flag('体系或其内外部环境有重大变更', 'The system, or its internal or external context, has changed in a major way'),
  spotCheckOn: done('抽查不合格通报日', 'Day of a spot-check failure that caused it'),
});

/** A member of the audit team, as planned or as in the report. */
export const memberSchema = fields('审核组成员', 'A member of the audit team', {
  id: code('组内代号，如 A', 'Letter in the team, such as A'),
  person: person('人员', 'Person'),
  role: oneOf(teamRoles, '组内职责', 'Role'),
  registration: code('注册号', 'Registration number'),
  field: oneOf(['QMS', 'EMS', 'OHSMS'], '注册领域', 'Field of registration'),
  tasks: text('审核任务', 'Tasks'),
  days: amount('人日', 'Person-days'),
  expert: fields('技术专家信息', 'Data of the technical expert', {
    professionalCode: code('专业代码', 'Professional code'),
    employer: name('工作单位', 'Employer'),
    title: text('专业技术职称', 'Professional title'),
  }),
  responsibleAuditor: person('对其活动负责的审核员', 'Auditor responsible for the expert'),
  mentor: person('指导审核员', 'Auditor who guides the trainee'),
});

const slot = fields('时段', 'A slot', {
  start: time('开始，如 "09:00"', 'From, such as "09:00"'),
  end: time('结束', 'To'),
  activity: text('活动', 'Activity'),
  clauses: listOf(code('条款', 'Clause'), '标准条款', 'Clauses of the standard'),
  members: listOf(code('组内代号', 'Letter'), '审核员', 'Members'),
  site: siteRef('场所', 'Site'),
  department: text('部门', 'Department'),
  remote: flag('远程', 'Remote'),
  travel: flag('场所间往返，不计入审核时间', 'Travel between sites, which is no audit time'),
});

export const planSchema = fields('审核计划', 'Audit plan', {
  number: code('编号', 'Number'),
  date: ownDay('编制日期', 'Date of the plan'),
  by: person('编制人', 'Prepared by'),
  objectives: listOf(text('审核目的', 'An objective'), '审核目的', 'Objectives'),
  criteria: listOf(text('审核准则', 'A criterion'), '审核准则', 'Criteria'),
  scope: text('审核范围', 'Scope'),
  start: planned('现场审核开始', 'First day on site'),
  end: planned('现场审核结束', 'Last day on site'),
  duration: fields('审核时间', 'Duration', {
    onSite: amount('现场人日（含远程）', 'Person-days on site'),
    remote: amount('其中远程', 'Of which remote'),
    offSite: amount('非现场人日', 'Off site'),
    required: amount('本机构确定的最少人日（现场）', 'Least on site, as determined by the body'),
    text: text('说明', 'Explanation'),
  }),
  sites: listOf(siteRef('场所', 'Site'), '场所', 'Sites'),
  schedule: listOf(
    fields('一天', 'A day', { date: planned('日期', 'Date'), slots: listOf(slot, '时段', 'Slots') }),
    '时间安排',
    'Time schedule',
  ),
  team: listOf(memberSchema, '审核组', 'Audit team'),
  exerciseSite: text('演练活动现场（方案要求时）', 'Site of an exercise, where the scheme asks for one'),
  normalOperation: text('正常运行', 'Normal operation'),
  shifts: text('审核的班次', 'Shifts to be audited'),
  remote: applicable('远程审核', 'Remote audit', {
    process: text('过程', 'Process'),
    method: text('方式', 'Method'),
    reason: text('理由', 'Reason'),
    days: amount('人日', 'Person-days'),
  }),
  confirmation: fields('受审核方确认', "Client's confirmation", {
    by: name('姓名', 'Name'),
    title: text('职务', 'Position'),
    on: ownDay('日期', 'Date'),
    scan: file('扫描件（evidence/ 下）', 'Scan, under evidence/'),
  }),
  changes: statement(
    fields('变更', 'A change', {
      what: text('内容', 'What'),
      reason: text('理由', 'Reason'),
      agreedOn: ownDay('双方协商一致的日期', 'Agreed on'),
    }),
    '计划变更',
    'Changes of the plan',
  ),
  cncaReportedOn: done('上报国家认监委的日期', 'Reported to CNCA on'),
});

export const noticeSchema = fields('第一阶段审核结论告知', 'Stage 1 notice', {
  number: code('编号', 'Number'),
  date: ownDay('日期', 'Date'),
  by: person('审核组长', 'Issued by'),
  ready: flag('是否具备第二阶段审核条件', 'Ready for stage 2'),
  conclusion: long('结论说明', 'Conclusion'),
  concerns: statement(
    fields('关注问题', 'An issue of concern', { clause: code('标准条款', 'Clause of the standard'), text: text('问题', 'Issue') }),
    '第二阶段可能判定为不符合项的问题',
    'Issues that may become nonconformities at stage 2',
  ),
  keyPoints: listOf(text('重要审核点', 'A key audit point'), '重要审核点', 'Key audit points for stage 2'),
  results: listOf(
    fields('审核内容', 'An item audited', { content: code('内容代号', 'Content id'), text: long('情况', 'What was found') }),
    '第一阶段审核情况',
    'What stage 1 found',
  ),
  scope: text('确认的认证范围', 'Scope confirmed'),
  headcount: amount('确认的有效人数', 'Effective headcount confirmed'),
  sites: listOf(siteRef('场所', 'Site'), '确认的场所', 'Sites confirmed'),
  stage2: text('第二阶段安排', 'What was agreed for stage 2'),
  delivery: fields('送达', 'Delivery', {
    on: ownDay('日期', 'Date'),
    to: name('接收人', 'Received by'),
    evidence: reference('凭据', 'Evidence'),
  }),
});
