/** `case.yaml`: the client, its sites and people, and everything between application and programme of the initial certification. */
import { applicationResults } from './words.js';
import {
  amount,
  applicableList,
  auditRef,
  code,
  done,
  email,
  fields,
  flag,
  from,
  limit,
  listOf,
  name,
  oneOf,
  ownDay,
  person,
  phone,
  planned,
  postCode,
  reference,
  statement,
  text,
} from './fields.js';
import { auditKinds } from './kinds.js';
import { auditTime, confidentiality, contract, eligibility, internalAudit, managementReview } from './recurring.js';

const clientState = fields('客户在某一时期的情况', 'The client, as from a day', {
  from: from(),
  name: name('名称（与法律地位证明文件一致）', 'Name, as in the proof of legal status'),
  uscc: code('统一社会信用代码（18位，加引号）', 'Unified social credit code, 18 characters, quoted'),
  orgCode: code('组织机构代码', 'Organisation code'),
  registeredAddress: text('注册地址', 'Registered address'),
  businessAddress: text('经营地址', 'Business address'),
  postCode: postCode('邮政编码（加引号）', 'Post code, quoted'),
  representative: fields('代表', 'Representative', { name: name('姓名', 'Name'), title: text('职务', 'Position') }),
  legalRepresentative: name('法定代表人', 'Legal representative'),
  contact: fields('联系人', 'Contact', { name: name('姓名', 'Name'), phone: phone('电话', 'Phone'), email: email('电子邮件', 'E-mail') }),
  activities: text('活动范围', 'Activities'),
  entities: listOf(
    fields('法律实体', 'A legal entity', {
      name: name('名称', 'Name'),
      uscc: code('统一社会信用代码', 'Unified social credit code'),
      proof: reference('证明文件', 'Document'),
    }),
    '覆盖的法律实体',
    'Legal entities covered',
  ),
  licences: applicableList(
    fields('许可或资质', 'A licence', {
      name: name('名称', 'Name'),
      number: code('编号', 'Number'),
      validTo: limit('有效期至', 'Valid until'),
      verifiedBy: person('核对原件的审核员', 'Auditor who compared the copy'),
      verifiedOn: done('核对日期', 'Compared on'),
    }),
    '行政许可、资质证书（适用时）',
    'Licences, when required by law',
  ),
});

const site = fields('场所', 'A site', {
  id: code('场所代号，如 S1', 'Id of the site, such as S1'),
  kind: oneOf(['main', 'permanent', 'temporary', 'virtual'], '类别：主场所、固定、临时、虚拟', 'Main, permanent, temporary or virtual'),
  name: name('场所名称', 'Name of the site'),
  address: text('地址', 'Address'),
  distanceKm: amount('距主场所，公里', 'Distance from the main site, km'),
  activities: text('活动', 'Activities at the site'),
  scope: text('该场所的认证范围', 'Scope of certification at the site'),
  similarGroup: code('相似场所组', 'Group of similar sites'),
});

const headcountState = fields('人数', 'Headcount, as from a day', {
  from: from(),
  fullTime: amount('全职人员', 'Full-time'),
  partTime: amount('兼职人员折算', 'Part-time, in full-time equivalents'),
  temporary: amount('非固定人员折算', 'Temporary, in full-time equivalents'),
  reductions: listOf(
    fields('核减', 'A reduction', { persons: amount('人数', 'Persons'), reason: text('理由', 'Reason') }),
    '核减',
    'Reductions',
  ),
  effective: amount('有效人数', 'Effective headcount'),
});

export const caseSchema = fields('认证项目', 'A case', {
  scheme: code('认证方案，如 wanding', 'Id of the scheme'),
  number: code('项目编号', 'Case number'),
  standard: code(
    '认证标准号（方案有几个标准可选时，双方商定的那一个）',
    'Number of the standard, as agreed, where the scheme leaves a choice',
  ),
  lang: oneOf(['zh', 'en', 'zh-en'], '文件的语言', 'Languages of the documents'),
  client: listOf(clientState, '客户（各时期）', 'The client, as states with `from`'),
  sites: listOf(
    fields('场所清单', 'The sites, as from a day', { from: from(), list: listOf(site, '场所', 'Sites') }),
    '场所（各时期）',
    'Sites, as states with `from`',
  ),
  headcount: listOf(headcountState, '有效人数（各时期）', 'Headcount, as states with `from`'),
  bcms: fields('业务连续性管理体系', 'The BCMS', {
    operationStart: done('开始运行', 'In operation since'),
    internalAudit: internalAudit(),
    managementReview: managementReview(),
  }),
  history: fields('以往情况', 'History', {
    priorCertificate: fields('以往证书被暂停或撤销', 'An earlier certificate suspended or withdrawn', {
      on: ownDay('日期', 'Date'),
      ownFault: flag('因自身原因', 'Own fault'),
      body: name('机构', 'Body'),
    }),
    accidents: statement(
      fields('重大事故', 'A major accident', {
        on: ownDay('日期', 'Date'),
        what: text('情况', 'What happened'),
        stopOrder: flag('责令停产整顿', 'Ordered to stop'),
      }),
      '三年内重大事故',
      'Major accidents of three years',
    ),
    penalties: statement(
      fields('行政处罚', 'A penalty', { on: ownDay('日期', 'Date'), what: text('情况', 'What for') }),
      '三年内行政处罚',
      'Penalties of three years',
    ),
    spotChecks: statement(
      fields('抽查不合格', 'A failed spot check', {
        on: ownDay('日期', 'Date'),
        national: flag('国家监督抽查', 'National'),
        what: text('情况', 'What failed'),
        rectified: flag('已整改合格', 'Rectified'),
        rectifiedOn: done('整改合格日期', 'Rectified on'),
      }),
      '抽查不合格',
      'Failed spot checks',
    ),
  }),
  eligibility: eligibility(),
  application: fields('认证申请', 'Application', {
    number: code('编号', 'Number'),
    date: ownDay('申请日期', 'Date'),
    scope: text('申请的认证范围', 'Scope applied for'),
    materials: listOf(
      fields('材料', 'A document', {
        name: name('名称', 'Name'),
        reference: reference('编号或版本', 'Number or version'),
        clause: code('所对应的要求，如 5.1.3(2)', 'The requirement that it answers, such as 5.1.3(2)'),
      }),
      '申请材料',
      'Documents',
    ),
    shifts: text('班次情况', 'Shifts'),
  }),
  applicationReview: fields('申请评审', 'Application review', {
    date: ownDay('日期', 'Date'),
    by: person('评审人', 'By'),
    result: oneOf(applicationResults, '结果', 'Result'),
    eligible: flag('具备受理条件', 'Client is eligible'),
    competent: flag('机构具备能力', 'Body is competent'),
    agreed: flag('双方达成一致', 'Both parties agree'),
    notifiedOn: done('告知日期', 'Notified on'),
    text: text('说明：应补充什么，或者为何不受理', 'Account: what is to be completed, or why it is not accepted'),
  }),
  contract: contract(),
  programme: fields('审核方案', 'Audit programme', {
    cycleStart: planned('周期开始（认证决定日）', 'Start of the cycle: the decision'),
    cycleEnd: limit('周期结束', 'End of the cycle'),
    audits: listOf(
      fields('审核活动', 'An audit', {
        kind: oneOf(auditKinds, '类型', 'Kind'),
        planned: planned('计划日期', 'Planned for'),
        audit: auditRef('对应的审核', 'The audit that it became'),
      }),
      '策划的审核',
      'Audits planned',
    ),
  }),
  auditTime: auditTime(),
  confidentiality: confidentiality(),
});
