/**
 * Facts that come again in each cycle: case.yaml has those of the initial certification, audit.yaml those of the audit that they
 * were gathered for. So no fact overwrites an earlier one, and no rule needs to guess to which audit it belongs.
 */
import { amount, code, fields, flag, listOf, long, ownDay, person, signed, text } from './fields.js';

export const internalAudit = () =>
  fields('内部审核', 'Internal audit', {
    completedOn: ownDay('完成日期', 'Completed on'),
    complete: flag('覆盖全部要求', 'Covers all requirements'),
  });
export const managementReview = () => fields('管理评审', 'Management review', { completedOn: ownDay('完成日期', 'Completed on') });
export const eligibility = () =>
  fields('受理条件', 'Eligibility', {
    notOrderedToStop: flag('未被责令停业整顿', 'Not ordered to stop business'),
    notOnDishonestList: flag('未被列入严重违法失信名单', 'Not on the list of seriously dishonest enterprises'),
    checkedOn: ownDay('查询日期', 'Checked on'),
  });
export const contract = () =>
  fields('认证合同', 'Contract', {
    number: code('编号', 'Number'),
    signedOn: ownDay('签订日期', 'Signed on'),
    clauses: listOf(code('条款', 'Clause'), '包含的条款', 'Clauses of the scheme that it contains'),
    fees: listOf(
      fields('费用', 'A fee', { item: text('项目', 'Item'), amount: amount('金额，元', 'Amount, yuan'), note: text('说明', 'Note') }),
      '认证费用',
      'Fees',
    ),
    payment: text('付费方式', 'How and when they are paid'),
    breach: text('违约条款', 'What follows from a breach'),
  });
export const auditTime = () =>
  fields('审核时间的确定', 'Audit time', {
    date: ownDay('日期', 'Date'),
    by: person('确定人', 'By'),
    base: amount('基准人日', 'Base, person-days'),
    adjustments: listOf(
      fields('调整', 'An adjustment', {
        factor: code('因素代号', 'Factor'),
        days: signed('人日，可为负', 'Person-days, may be negative'),
        reason: text('依据', 'Reason'),
      }),
      '调整',
      'Adjustments',
    ),
    sampling: long('多场所抽样', 'Sampling of sites'),
    samplingConditions: fields('抽样的前提', 'What sampling of sites rests on', {
      central: flag('各场所在同一个集中管理的体系下运行', 'All sites work under one centrally managed system'),
      internalAudit: flag('各场所包含在内部审核方案中', 'All sites are in the internal audit programme'),
      managementReview: flag('各场所包含在管理评审方案中', 'All sites are in the management review programme'),
      noRegionalFactor: flag('场所间没有有显著影响的区域性因素', 'No regional factor bears significantly on the sites'),
    }),
    deviations: listOf(
      fields('偏离', 'A deviation', { clause: code('所偏离的条款', 'Clause that it departs from'), reason: text('理由', 'Reason') }),
      '规则允许的偏离及其理由',
      'What the scheme lets the time depart from, with reasons',
    ),
    reason: text('依据', 'Basis'),
  });
export const confidentiality = () => fields('保密协议', 'Confidentiality agreement', { signedOn: ownDay('签订日期', 'Signed on') });
