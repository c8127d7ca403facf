/**
 * A case's status as text for a terminal.
 *
 * In:  `CaseStatus`, the language of the interface. Out: sections of lines: what was done, certificates, what is not kept, what waits,
 * what is planned, what holds. A section without lines is left out.
 */
import type { Diagnostic, Prose } from '../../diagnostics/index.js';
import { stateNames } from '../../judge/refusals.js';
import type { CaseStatus, LifeTold, Told } from '../../telling/status.js';
import type { Step } from '../../telling/story.js';
import type { UiLang } from '../terminal.js';
import { textTable, wrapped } from '../text-table.js';

/** Places of a line; a terminal that is narrower breaks them once more. */
const lineWidth = 110;

export function statusText(status: CaseStatus, lang: UiLang): string {
  const say = (prose: Prose): string => prose[lang];
  const violated = status.verdicts.filter(({ state }) => state === 'violated');
  const pending = status.verdicts.filter(({ state }) => state === 'pending');
  const section = (title: Prose, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', say(title), ...lines.map((line) => `  ${line}`)];
  const scheme = [status.scheme, ...status.versions].join(' ');
  return [
    [status.case, ...(status.client ? [say(status.client)] : []), scheme, say({ zh: `截至 ${status.asOf}`, en: `on ${status.asOf}` })].join(
      '  ',
    ),
    ...section({ zh: '经过', en: 'What was done' }, textTable(status.story.map((step) => stepCells(step, say)))),
    ...section(
      { zh: '证书', en: 'Certificates' },
      status.certificates.flatMap((certificate) => lifeLines(certificate, say)),
    ),
    ...section({ zh: '不符合规则', en: 'Not kept' }, [
      ...violated.flatMap((verdict) => violationLines(verdict, say)),
      ...status.complaints.flatMap((d) => complaintLines(d, say)),
    ]),
    ...section({ zh: '等待', en: 'What waits' }, [
      ...status.waiting.flatMap((d) => wrapped(say(d.message), lineWidth, '  ')),
      ...waitLines(pending, say),
    ]),
    ...section({ zh: '计划', en: 'Planned' }, textTable(status.planned.map((step) => stepCells(step, say)))),
    ...section(
      { zh: '符合的规则', en: 'What holds' },
      holdLines(
        status.verdicts.filter(({ state }) => state === 'holds'),
        say,
      ),
    ),
  ].join('\n');
}

type Say = (prose: Prose) => string;

const stepCells = ({ date, to, audit, subject, what }: Step, say: Say): string[] => [
  to === undefined ? date : `${date} – ${to}`,
  [audit, subject].filter(Boolean).join(' ') || '–',
  say(what),
];

function lifeLines({ number, state, validFrom, validTo, steps, changesOn }: LifeTold, say: Say): string[] {
  const span =
    validFrom === undefined && validTo === undefined
      ? ''
      : say({ zh: `，有效期 ${validFrom ?? '…'} 至 ${validTo ?? '…'}`, en: `, validity ${validFrom ?? '…'} to ${validTo ?? '…'}` });
  const lines = steps.map(({ date, state: entered, event, clause }) => [
    date,
    say(stateNames[entered]),
    event ? `${say(event)}${clause === undefined ? '' : ` (${clause})`}` : say({ zh: '由日期得出', en: 'by its dates' }),
  ]);
  // What was not issued cannot end.
  const ended =
    changesOn === undefined || state === 'none'
      ? []
      : [[changesOn, say({ zh: '届时状态改变', en: 'changes then' }), say({ zh: '如无事件', en: 'unless something happens' })]];
  return [`${number}  ${say(stateNames[state])}${span}`, ...textTable([...lines, ...ended]).map((line) => `  ${line}`)];
}

function violationLines({ severity, rule, clause, thing, message, what, place }: Told, say: Say): string[] {
  const head = `${say(severityWords[severity])}  ${rule} ${clause}  ${say(thing)}`;
  const at = place ? `  ${place.file}${place.line === undefined ? '' : `:${place.line}`}` : '';
  return [`${head}${at}`, ...wrapped(say(message ?? what), lineWidth).map((line) => `  ${line}`)];
}
function complaintLines({ severity, rule, clause, message, place }: Diagnostic, say: Say): string[] {
  const at = place ? `  ${place.file}${place.line === undefined ? '' : `:${place.line}`}` : '';
  return [
    `${[say(severityWords[severity]), [...new Set([rule, clause])].filter(Boolean).join(' ')].filter(Boolean).join('  ')}${at}`,
    ...wrapped(say(message), lineWidth).map((line) => `  ${line}`),
  ];
}

/** What is awaited until a day, first; then what is awaited without one; what may not even apply is counted. */
function waitLines(pending: readonly Told[], say: Say): string[] {
  const dated = pending
    .filter((one) => one.awaited && one.notAfter !== undefined && one.event === undefined)
    .sort((a, b) => ((a.notAfter ?? '') < (b.notAfter ?? '') ? -1 : 1));
  const open = pending.filter((one) => one.awaited && !dated.includes(one));
  const rest = pending.length - dated.length - open.length;
  const cells = (one: Told): string[] => [
    one.notAfter !== undefined && one.event === undefined ? say({ zh: `至 ${one.notAfter}`, en: `until ${one.notAfter}` }) : '–',
    say(one.thing),
    `${one.rule} ${one.clause}`,
    `${say(one.what)}${one.missingWords.length === 0 ? '' : say({ zh: `（待 ${one.missingWords.map(({ zh }) => zh).join('、')}）`, en: ` (awaits ${one.missingWords.map(({ en }) => en).join(', ')})` })}${heldBack(one, say)}`,
  ];
  const more =
    rest === 0
      ? []
      : [
          say({
            zh: `另有 ${rest} 项规则待事实成立后方知是否适用`,
            en: `${rest} more rule(s) apply, or do not, once their facts are on record`,
          }),
        ];
  return [...textTable([...dated, ...open].map(cells)), ...more];
}

const heldBack = ({ heldBack: held, severity }: Told, say: Say): string =>
  held.length === 0 || severity !== 'error'
    ? ''
    : say({
        zh: `；在此之前不得进行：${held.map((one) => one.zh).join('、')}`,
        en: `; until then it holds back ${held.map((one) => one.en).join(', ')}`,
      });

/** By thing, the rules whose rows hold. */
function holdLines(held: readonly Told[], say: Say): string[] {
  const things = new Map<string, Set<string>>();
  for (const one of held) things.set(say(one.thing), (things.get(say(one.thing)) ?? new Set()).add(one.rule));
  return [...things].flatMap(([thing, rules]) => wrapped(`${thing}: ${[...rules].join(', ')}`, lineWidth, '  '));
}

const severityWords: Readonly<Record<Told['severity'], Prose>> = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  info: { zh: '提示', en: 'info' },
};
