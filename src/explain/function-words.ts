/**
 * The functions of rows in plain words.
 *
 * In:  a call's name, its arguments as nodes and as words. Out: words; nothing for a function that has none here.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Prose } from '../diagnostics/index.js';

const units: Readonly<Record<string, { readonly zh: string; readonly one: string; readonly many: string }>> = {
  addDays: { zh: '日', one: 'day', many: 'days' },
  addMonths: { zh: '个月', one: 'month', many: 'months' },
  addYears: { zh: '年', one: 'year', many: 'years' },
  addWorkingDays: { zh: '个工作日', one: 'working day', many: 'working days' },
};
/** `{0}` and so on stand for the arguments. */
const templates: Readonly<Record<string, Prose>> = {
  year: { zh: '{0} 的年份', en: 'the year of {0}' },
  daysBetween: { zh: '从 {0} 到 {1} 的天数', en: 'the days from {0} to {1}' },
  earliest: { zh: '{0} 中最早的日期', en: 'the earliest of {0}' },
  latest: { zh: '{0} 中最晚的日期', en: 'the latest of {0}' },
  daysOff: { zh: '{0} 至 {1} 之间的休息日', en: 'the days off from {0} to {1}' },
  hours: { zh: '{0} 至 {1} 的小时数', en: 'the hours from {0} to {1}' },
  sum: { zh: '{0} 的总和', en: 'the sum of {0}' },
  uscc: { zh: '{0} 是校验正确的统一社会信用代码', en: '{0} is a sound unified social credit code' },
  orgCode: { zh: '{0} 是校验正确的组织机构代码', en: '{0} is a sound organisation code' },
  registered: {
    zh: '{0} 自 {2} 至 {3} 每天都有 {1} 领域的审核员注册资格',
    en: '{0} is registered as an auditor in one of {1} on every day from {2} to {3}',
  },
  trained: { zh: '{0} 到 {2} 为止已接受 {1} 的培训', en: '{0} was trained in {1} by {2}' },
  slip: { zh: '{0} 与 {1} 相差不过一两个字', en: '{0} and {1} differ in a character or two at most' },
  missing: { zh: '{0} 中有而 {1} 中没有的', en: 'what of {0} is missing in {1}' },
  coverage: { zh: '{0} 所涉及的条款', en: 'the clauses that {0} name' },
  yearsWithout: { zh: '{1} 年至 {2} 年中没有 {0} 的日历年', en: 'the calendar years from {1} to {2} without any of {0}' },
  interrupted: {
    zh: '{0} 中有一项在 {1} 之前（或其次日起 {2} 个工作日内）开始，持续到 {1} 之后，直至 {3}',
    en: 'one of {0} that began by {1}, or within {2} working days of the day after, ran past it and until {3}',
  },
  recertifiesBy: {
    zh: '{3} 之后、不晚于 {2} 有再认证审核开始，或按 {0} 的计划或 {1} 在 {4} 或之后进行',
    en: 'by the end of the year given by {2} a recertification began after {3}, or is planned by {0} or by {1} for {4} or later',
  },
  firstUnanswered: {
    zh: '{0} 中第一个 {2} 日内没有 {1} 跟随的日期（都有的取最后一个）',
    en: 'the first of {0} that none of {1} follows within {2} days (where each is followed, the last)',
  },
  inForce: { zh: '{0} 在 {1} 有效', en: '{0} is in force on {1}' },
  dyn: { zh: '{0}', en: '{0}' },
  string: { zh: '{0}', en: '{0}' },
  double: { zh: '{0}', en: '{0}' },
  int: { zh: '{0}', en: '{0}' },
};

export function functionWords(name: string, args: readonly ASTNode[], words: readonly Prose[]): Prose | undefined {
  const [first, second] = words;
  if (!first) return undefined;
  const unit = units[name];
  if (unit && second) return shifted(first, args[1], second, unit);
  if (name === 'dayOfNextMonth' && second)
    return { zh: `${first.zh} 次月的第 ${second.zh} 日`, en: `day ${second.en} of the month after ${first.en}` };
  const template = templates[name];
  if (!template) return undefined;
  const fill = (lang: 'zh' | 'en'): string => template[lang].replace(/\{(\d)\}/g, (_, i: string) => words[Number(i)]?.[lang] ?? '');
  return { zh: fill('zh'), en: fill('en') };
}

/** “6 months after stage1.end”; before it where the figure is negative. */
function shifted(from: Prose, figure: ASTNode | undefined, words: Prose, unit: (typeof units)[string]): Prose {
  const count =
    figure?.op === 'value' && typeof figure.args === 'bigint'
      ? figure.args
      : figure?.op === '-_' && figure.args.op === 'value' && typeof figure.args.args === 'bigint'
        ? -figure.args.args
        : undefined;
  if (count === undefined || unit === undefined)
    return { zh: `${from.zh} 之后 ${words.zh} ${unit?.zh ?? ''}`, en: `${words.en} ${unit?.many ?? ''} after ${from.en}` };
  const size = count < 0n ? -count : count;
  return {
    zh: `${from.zh} 之${count < 0n ? '前' : '后'} ${size} ${unit.zh}`,
    en: `${size} ${size === 1n ? unit.one : unit.many} ${count < 0n ? 'before' : 'after'} ${from.en}`,
  };
}
