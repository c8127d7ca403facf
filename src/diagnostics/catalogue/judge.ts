/** Codes of this stage; see `index.ts`. */
export const judgeCodes = {
  'rule-wrong': {
    zh: '认证方案的规则行有错误',
    en: 'A rule of a scheme is wrong',
    helpZh: '改正 rules.yaml：路径、类型和函数见 docs/judgement.md。',
    helpEn: 'Correct rules.yaml; docs/judgement.md lists paths, types and functions.',
  },
  'rule-violated': {
    zh: '不符合认证规则',
    en: 'A rule of the scheme is not kept',
    helpZh: '按提示改正记录；若记录属实，则按规则的要求处理。',
    helpEn: 'Correct the record as the message says; where it is true, do what the scheme then asks.',
  },
  'act-too-early': {
    zh: '认证决定已记录，但它所依据的事实还没有',
    en: 'A decision is recorded before a fact that it rests on',
    helpZh: '补记提示中所缺的事实，或撤回尚不能作出的决定。',
    helpEn: 'Record the fact that the message names, or take back a decision that cannot be made yet.',
  },
  'event-not-allowed': {
    zh: '证书的状态不允许这一事件',
    en: 'The state of the certificate does not allow this event',
    helpZh: '核对 events.yaml 中事件的先后、日期和证书编号。',
    helpEn: 'Check order, dates and certificate number of the events in events.yaml.',
  },
  'date-in-future': {
    zh: '已发生之事的日期晚于判定日',
    en: 'Something that happened is dated after the day judged on',
    helpZh: '改正日期；尚未发生的事，发生之后再记录。',
    helpEn: 'Correct the date; what has not happened yet is recorded once it has.',
  },
  'person-in-two-places': {
    zh: '同一人同一天在两处审核',
    en: 'One person audits in two places on one day',
    helpZh: '核对两次审核的审核组和日期。',
    helpEn: 'Check teams and dates of both audits.',
  },
  'difference-not-stated': {
    zh: '计划与报告不同，报告的偏离中没有提到',
    en: 'Plan and report differ, and no deviation of the report speaks of it',
    helpZh: '改正记录，或在 report.deviations 中写明这一不同及其理由。',
    helpEn: 'Correct the record, or state the difference and its reason in report.deviations.',
  },
  'body-facts-since': {
    zh: '证书印的是机构以前的信息',
    en: 'A certificate prints facts of the body that were so before',
    helpZh: '由机构决定是否换发。',
    helpEn: 'Whether to reissue it is for the body to decide.',
  },
  'not-yet': {
    zh: '回看之日案卷尚未开始',
    en: 'A case had not begun on the day looked back to',
    helpZh: '无须处理；要看它，请用较晚的 --as-of。',
    helpEn: 'Nothing to do; give a later --as-of to see it.',
  },
} as const;
