/** `certificates.yaml`, `events.yaml`, `documents.yaml`: what was certified, what happened to it, what was issued. */
import { z } from 'zod';
import {
  auditRef,
  code,
  documentRef,
  done,
  fields,
  flag,
  limit,
  listOf,
  name,
  openList,
  ownDay,
  person,
  picture,
  planned,
  reference,
  siteRef,
  text,
} from './fields.js';
import { eventKinds } from './events.js';

export const certificatesSchema = listOf(
  fields('证书', 'A certificate', {
    number: code('证书编号', 'Certificate number'),
    audit: auditRef('其决定授予该证书的审核', 'The audit whose decision grants it'),
    version: code('认证规则版本', 'Version of the scheme'),
    standard: code('认证标准号', 'Number of the standard'),
    scope: text('认证范围', 'Scope of certification'),
    firstIssued: done('首次颁发日期', 'First issued'),
    issued: ownDay('颁发日期', 'Issued'),
    validFrom: planned('有效期自', 'Valid from'),
    validTo: limit('有效期至', 'Valid until'),
    replaces: fields('替代的证书', 'The certificate it replaces', {
      number: code('编号', 'Number'),
      validTo: limit('有效期至', 'Valid until'),
    }),
    sites: listOf(siteRef('场所', 'Site'), '证书覆盖的场所', 'Sites covered'),
    signatory: name('授权签字人', 'Authorised signatory'),
    accreditation: fields('认可', 'Accreditation', {
      number: code('认可注册号', 'Registration number of the accreditation'),
      symbol: picture('认可标识文件', 'File of the symbol'),
    }),
    enquiry: text('查询途径补充', 'More on how to enquire'),
  }),
  '证书',
  'Certificates',
);

export const eventsSchema = listOf(
  fields('事件', 'An event', {
    kind: openList(eventKinds, '事件', 'What happened'),
    date: ownDay('日期', 'Date'),
    certificate: code('证书编号', 'Certificate'),
    audit: auditRef('审核', 'Audit'),
    document: reference('文件', 'Document'),
    by: person('经办人', 'Who'),
    reason: code('原因代号', 'Reason'),
    text: text('说明', 'Explanation'),
    requestedOn: done('客户提出申请的日期', 'Day on which the client asked for it'),
    verifiedOn: done('核实日期', 'Verified on'),
    from: planned('起', 'From'),
    to: limit('止', 'To'),
    scope: text(
      '扩大或缩小后的认证范围（审核的认证决定没有写明时）',
      'Scope as extended or reduced, where no decision on an audit says it',
    ),
    part: text('所涉及的部分认证范围（暂停、恢复不涉及全部范围时）', 'Part of the scope, where not all of it is suspended or restored'),
    subject: code('对象', 'Subject'),
    evidence: reference('凭据', 'Evidence'),
    closed: flag('已解决', 'Resolved'),
    closedOn: done('解决日期', 'Resolved on'),
  }),
  '事件（只追加）',
  'Events, append-only',
);

export const documentsSchema = listOf(
  fields('文件登记', 'A document issued', {
    kind: documentRef('文件', 'Kind'),
    audit: auditRef('审核', 'Audit'),
    subject: code('对象（不符合代号、证书编号）', 'Subject: id of the nonconformity, number of the certificate'),
    revision: code('版本', 'Version'),
    date: ownDay('日期', 'Date'),
    supersedes: code('替代的版本', 'Supersedes'),
    reason: text('原因', 'Reason'),
  }),
  '文件登记（只追加）',
  'Register of issued documents, append-only',
);

export type Certificate = z.output<typeof certificatesSchema>[number];
