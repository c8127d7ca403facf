/**
 * A row of a scheme, explained: its clause as the source prints it, the row in plain words beside its CEL, what it reads, what it
 * holds back, and an example on each side of its limit.
 *
 * In:  a row, its scheme. Out: text in both languages.
 */
import type { SubjectKind, Rule } from '../../schemas/pack/rules.js';
import type { Prose } from '../diagnostics/index.js';
import { sharedEnvironment } from '../rules/environment.js';
import { heldWords } from '../telling/held-words.js';
import { readingOf } from '../judge/reading.js';
import { isRendered } from '../packs/renderings.js';
import type { Scheme } from '../packs/types.js';
import { trialsOf } from './example.js';
import type { Trial } from './trial.js';
import { meaningOf } from '../judge/meaning.js';
import { condition } from './words.js';

const subjectNames: Readonly<Record<SubjectKind, Prose>> = {
  case: { zh: '案卷', en: 'case' },
  licence: { zh: '客户的许可', en: 'licence of the client' },
  audit: { zh: '审核', en: 'audit' },
  nonconformity: { zh: '不符合', en: 'nonconformity' },
  meeting: { zh: '首、末次会议', en: 'opening or closing meeting' },
  author: { zh: '审核发现的作者', en: 'author of findings' },
  member: { zh: '审核组成员', en: 'member of an audit team' },
  site: { zh: '审核的场所', en: 'site of an audit' },
  certificate: { zh: '证书', en: 'certificate' },
  change: { zh: '证书尚未印上的变更', en: 'change that the certificate does not print yet' },
  event: { zh: '事件', en: 'event' },
  cycle: { zh: '认证周期', en: 'certification cycle' },
  surveillancePair: { zh: '相邻的两次监督审核', en: 'two consecutive surveillances' },
  project: { zh: '项目', en: 'project' },
  paper: { zh: '文书', en: 'paper' },
};
const severities: Readonly<Record<Rule['severity'], Prose>> = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  info: { zh: '提示', en: 'info' },
};

export function explainRule(scheme: Scheme, row: Rule): Prose {
  const lines: Prose[] = [];
  const say = (zh: string, en: string): void => {
    lines.push({ zh: `  ${zh}`, en: `  ${en}` });
  };
  const reading = readingOf(row, sharedEnvironment().of(row).expressions);
  const told = (expression: string): Prose =>
    condition(sharedEnvironment().of(row).expressions.tree(expression), { text: expression, of: row });

  lines.push({
    zh: `${scheme.id} ${scheme.version}  ${row.rule}  ${row.clause}（${row.id}）`,
    en: `${scheme.id} ${scheme.version}  ${row.rule}  ${row.clause} (${row.id})`,
  });
  if (scheme.scheme.original === 'en') {
    lines.push({ zh: `  原文：${row.en}`, en: `  source: ${row.en}` });
    if (isRendered(row)) lines.push({ zh: `  中译（并非原文）：${row.zh}`, en: `  Chinese: ${row.zh}` });
  } else lines.push({ zh: `  原文：${row.zh}`, en: `  source: ${row.zh}` }, { zh: `  英译：${row.en}`, en: `  English: ${row.en}` });
  const kinds = (row.kinds ?? []).map((kind) => scheme.scheme.labels['audit-kind']?.[kind] ?? { zh: kind, en: kind });
  say(
    `判定对象：每个${subjectNames[row.for].zh}${kinds.length === 0 ? '' : `（${kinds.map((k) => k.zh).join('、')}）`}`,
    `judged for: each ${subjectNames[row.for].en}${kinds.length === 0 ? '' : ` (${kinds.map((k) => k.en).join('; ')})`}`,
  );
  if (row.when !== undefined) {
    const when = told(row.when);
    say(`适用条件：${when.zh}`, `applies when: ${when.en}`);
  }
  for (const line of requirementOf(row, told)) say(line.zh, line.en);
  say('表达式（CEL）：', 'expressions (CEL):');
  for (const [part, text] of Object.entries(reading.parts)) say(`  ${part}: ${text}`, `  ${part}: ${text}`);
  say('读取的事实：', 'facts read:');
  for (const { text, keys } of reading.paths) {
    const name = meaningOf(row, keys)?.name;
    say(`  ${text}${name ? `　${name.zh}` : ''}`, `  ${text}${name ? `  ${name.en}` : ''}`);
  }
  const held = row.severity === 'error' ? heldWords(row.holdsBack, scheme) : [];
  say(
    `严重程度：${severities[row.severity].zh}${held.length === 0 ? '' : `；暂缓：${held.map((h) => h.zh).join('、')}`}`,
    `severity: ${severities[row.severity].en}${held.length === 0 ? '' : `; holds back ${held.map((h) => h.en).join(', ')}`}`,
  );
  const trials = trialsOf(row, scheme);
  if (trials.length === 0) {
    say(`违反时的提示：${row.message.zh}`, `said when violated: ${row.message.en}`);
  } else {
    say('示例：', 'example:');
    for (const line of trials.flatMap((trial) => trialLines(trial, row))) say(`  ${line.zh}`, `  ${line.en}`);
  }
  if (row.help) say(`处理：${row.help.zh}`, `what to do: ${row.help.en}`);
  return { zh: lines.map((line) => line.zh).join('\n'), en: lines.map((line) => line.en).join('\n') };
}

/** What the row demands, in words. */
function requirementOf(row: Rule, told: (expression: string) => Prose): Prose[] {
  if (row.kind === 'assert') {
    const [that, at] = [told(row.that), row.at === undefined ? undefined : told(row.at)];
    return [{ zh: `要求：${that.zh}${at ? `；自 ${at.zh} 起须成立` : ''}`, en: `demands: ${that.en}${at ? `; from ${at.en} on` : ''}` }];
  }
  const [event, before, after] = [
    told(row.event),
    row.notBefore === undefined ? undefined : told(row.notBefore),
    row.notAfter === undefined ? undefined : told(row.notAfter),
  ];
  const limits = {
    zh: [...(before ? [`不早于 ${before.zh}`] : []), ...(after ? [`不晚于 ${after.zh}`] : [])].join('，'),
    en: [...(before ? [`not before ${before.en}`] : []), ...(after ? [`not after ${after.en}`] : [])].join(', '),
  };
  const what = row.what ? { zh: `${row.what.zh}（${event.zh}）`, en: `${row.what.en} (${event.en})` } : event;
  return [
    {
      zh: `要求：${what.zh} ${limits.zh}（含当日）${after ? '；届时没有记录即为逾期' : ''}`,
      en: `demands: ${what.en}, ${limits.en}, that day included${after ? '; overdue when it is not on record by then' : ''}`,
    },
  ];
}

function trialLines({ given, path, holds, violated }: Trial, row: Rule): Prose[] {
  const facts = {
    zh: given.map(({ path: of, value }) => `${of} ${shown(value).zh}`).join('、'),
    en: given.map(({ path: of, value }) => `${of} ${shown(value).en}`).join(', '),
  };
  // An event that is more than one fact goes by its name.
  const what: Prose =
    path !== undefined ? { zh: path, en: path } : ((row.kind === 'deadline' ? row.what : undefined) ?? { zh: '该日期', en: 'the date' });
  const named = (value: unknown): Prose => ({ zh: `${what.zh} ${shown(value).zh}`, en: `${what.en} ${shown(value).en}` });
  const [yes, no] = [named(holds), named(violated)];
  const lead = given.length === 0 ? { zh: '', en: '' } : { zh: `设 ${facts.zh}：`, en: `given ${facts.en}: ` };
  return [
    { zh: `${lead.zh}${yes.zh} 符合`, en: `${lead.en}${yes.en} holds` },
    { zh: `${lead.zh}${no.zh} 不符合`, en: `${lead.en}${no.en} is violated` },
  ];
}

function shown(value: unknown): Prose {
  if (value === undefined) return { zh: '未记录', en: 'not recorded' };
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'))
    return { zh: value.join('、'), en: value.join(', ') };
  if (Array.isArray(value)) return { zh: `有 ${value.length} 项`, en: `with ${value.length} ${value.length === 1 ? 'entry' : 'entries'}` };
  if (typeof value === 'boolean') return value ? { zh: '为是', en: 'true' } : { zh: '为否', en: 'false' };
  if (value === '…' || typeof value === 'object') return { zh: '已记录', en: 'recorded' };
  return { zh: String(value), en: String(value) };
}
