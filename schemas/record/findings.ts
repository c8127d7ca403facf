/** `findings/*.yaml` and `nonconformities/<id>.yaml`: what the auditors found, and what became of it. */
import { grades } from './words.js';
import { code, done, fields, picture, flag, limit, listOf, long, name, oneOf, ownDay, person, siteRef, text } from './fields.js';

/** The description is for those who do not see the picture; without it the caption is what they are told. */
const figure = fields('图', 'A figure', {
  file: picture('文件（evidence/ 下，PNG或JPEG）', 'File under evidence/, PNG or JPEG'),
  caption: text('图题', 'Caption'),
  description: text('描述', 'Description, for those who do not see it'),
});

/** One finding: the clauses it is about, the contents of the scheme that it answers, evidence, finding, conclusion. */
const finding = fields('审核发现', 'A finding', {
  clauses: listOf(code('标准条款', 'Clause of the standard'), '标准条款', 'Clauses of the standard'),
  answers: listOf(
    code('内容代号，如 stage2.conformity', 'Content id, such as stage2.conformity'),
    '回答的认证规则内容',
    'Contents of the scheme that it answers',
  ),
  title: text('标题', 'Title'),
  unit: text('部门或过程', 'Unit or process'),
  evidence: long('审核证据', 'Audit evidence'),
  finding: long('审核发现', 'Finding'),
  conclusion: oneOf(
    ['conforms', 'minor', 'major', 'nonconformity', 'opportunity'],
    '结论（方案不分级时：nonconformity）',
    'Conclusion; nonconformity where the scheme has no grades',
  ),
  nc: code('不符合代号', 'Nonconformity'),
  figure,
});
export const findingsSchema = fields('审核发现', 'Findings of one auditor', {
  author: person('审核员', 'Auditor'),
  findings: listOf(finding, '审核发现', 'Findings'),
});

export const nonconformitySchema = fields('不符合', 'A nonconformity', {
  number: code('编号', 'Number'),
  date: ownDay('开具日期', 'Raised on'),
  by: person('审核员', 'Raised by'),
  grade: oneOf(grades, '级别', 'Grade'),
  category: code('方案规定的类别代号，不属于则为 none', 'Category of the scheme, or none'),
  clause: code('标准条款', 'Clause of the standard'),
  site: siteRef('场所', 'Site'),
  unit: text('部门', 'Unit'),
  statement: long('不符合陈述', 'Statement'),
  evidence: long('客观证据', 'Objective evidence'),
  reason: text('分级理由', 'Reason for the grade'),
  due: limit('完成期限', 'Due date'),
  acknowledgement: fields('受审核方代表确认', "Client's acknowledgement", {
    by: name('姓名', 'Name'),
    title: text('职务', 'Position'),
    on: ownDay('日期', 'Date'),
  }),
  cause: long('原因分析', 'Cause analysis'),
  correction: long('纠正', 'Correction'),
  correctiveAction: long('纠正措施', 'Corrective action'),
  plan: long('纠正措施计划（限轻微不符合）', 'Plan of corrective action, minor only'),
  pictures: listOf(figure, '受审核方的证据图片', "The client's evidence pictures"),
  completedOn: done('措施完成日期', 'Action completed on'),
  client: fields('受审核方签署', "Client's signatures", {
    responsible: name('责任人', 'Person responsible'),
    representative: name('受审核方代表', 'Representative'),
    on: ownDay('日期', 'Date'),
  }),
  review: fields('评审', 'Review', { accepted: flag('接受', 'Accepted'), by: person('评审人', 'By'), on: ownDay('日期', 'Date') }),
  verification: fields('验证', 'Verification', {
    method: oneOf(['documents', 'on-site', 'next-audit'], '方式', 'Method'),
    evidence: long('证据', 'Evidence'),
    effective: flag('有效', 'Effective'),
    by: person('验证人', 'By'),
    on: ownDay('日期', 'Date'),
  }),
});
