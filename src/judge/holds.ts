/**
 * What verdicts hold back: acts and documents.
 *
 * In:  the judgement, and an audit's decision or a document that is asked for. Out: whether it must wait, and what is said: a
 * decision that was recorded too early is an error there; a certificate says what it waits for, and by when that can come.
 */
import { isGiven } from '../../schemas/record/words.js';
import type { SubjectKind } from '../../schemas/pack/rules.js';
import type { Diagnostic, Place, Prose } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, Project } from '../load/types.js';
import { placeOfAsking, type DocumentScope } from '../validate/scope.js';
import type { Judgement } from './types.js';
import { missingWords } from './meaning.js';
import type { Verdict } from './verdict.js';
import { aboutOf, placesMissing, severityOf } from './violation.js';

const isGranting = (audit: AuditFolder | undefined): boolean => isGiven(audit?.decision?.value.outcome);

const holds = (verdict: Verdict, acts: readonly string[]): boolean =>
  severityOf(verdict) === 'error' && verdict.row.holdsBack.some((what) => acts.includes(what));
const isAwaited = (verdict: Verdict): boolean => verdict.state === 'pending' && verdict.awaited;

const ofWholeCase: ReadonlySet<SubjectKind> = new Set(['case', 'licence']);
/** Whether a verdict speaks of a decision's audit: of the audit, of the stage 1 that belongs to it, or of the whole case. */
function concerns(verdict: Verdict, folder: CaseFolder, audit: AuditFolder | undefined): boolean {
  const { subject } = verdict;
  if (subject.kind === 'project') return subject.scheme.id === folder.case.value.scheme;
  if (subject.case?.folder !== folder.folder) return false;
  return (
    ofWholeCase.has(subject.kind) || (audit !== undefined && (subject.audit === audit.name || subject.audit === audit.audit.value.stage1))
  );
}

/**
 * Verdicts of a judgement by the folder of their case, and those of no case, each in its order: asked for again for each document,
 * and a project may hold thousands of cases.
 */
const grouped = new WeakMap<readonly Verdict[], ReadonlyMap<string | undefined, readonly Verdict[]>>();
function byCase(verdicts: readonly Verdict[]): ReadonlyMap<string | undefined, readonly Verdict[]> {
  const known = grouped.get(verdicts);
  if (known) return known;
  const groups = new Map<string | undefined, Verdict[]>();
  for (const verdict of verdicts) {
    const folder = verdict.subject.case?.folder;
    const group = groups.get(folder);
    if (group) group.push(verdict);
    else groups.set(folder, [verdict]);
  }
  grouped.set(verdicts, groups);
  return groups;
}

/** Decisions that were recorded although a fact that they rest on is still missing. */
export function earlyDecisions(
  verdicts: readonly Verdict[],
  project: Project,
  asOf: string,
  isUnreadable: (verdict: Verdict) => boolean,
  /** What the whole project lacks is said at the first decision that rests on it, whichever case that is in. */
  said: Set<Verdict>,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  // What waits only because another row is violated is said there.
  const isImplied = (verdict: Verdict): boolean =>
    (byCase(verdicts).get(verdict.subject.case?.folder) ?? []).some(
      ({ state, row, subject }) =>
        state === 'violated' &&
        row.implies.includes(verdict.row.id) &&
        subject.case === verdict.subject.case &&
        subject.audit === verdict.subject.audit,
    );
  const waiting = verdicts.filter(
    (verdict) => isAwaited(verdict) && holds(verdict, ['decide']) && !isImplied(verdict) && !isUnreadable(verdict),
  );
  if (waiting.length === 0) return found;
  const ofCase = byCase(waiting);
  for (const folder of project.cases) {
    const decided = folder.audits
      .filter((audit) => isGranting(audit) && audit.decision?.value.date !== undefined && audit.decision.value.date <= asOf)
      .sort((a, b) => ((a.decision?.value.date ?? '') < (b.decision?.value.date ?? '') ? -1 : 1));
    for (const audit of decided) {
      const { decision } = audit;
      if (!decision) continue;
      const here = [...(ofCase.get(folder.folder) ?? []), ...(ofCase.get(undefined) ?? [])].filter((one) => concerns(one, folder, audit));
      for (const verdict of withoutEchoes(here).filter((one) => !said.has(one))) {
        // What the whole case lacks is said at its first decision.
        said.add(verdict);
        const { row } = verdict;
        const what = awaitedOf(verdict);
        const missing = placesMissing(verdict, project);
        found.push({
          code: 'act-too-early',
          severity: 'error',
          verdict: 'pending',
          rule: row.rule,
          clause: row.clause,
          ...aboutOf(verdict),
          audit: audit.name,
          message: {
            zh: `认证决定记录于 ${decision.value.date ?? ''}，但所依据的事实还没有：${what.zh}`,
            en: `The decision is dated ${decision.value.date ?? ''}, but what it rests on is not on record: ${what.en}`,
          },
          help: {
            zh: `补记所缺的事实${listed(verdict, 'zh', true)}，或撤回这一决定。`,
            en: `Record what is missing${listed(verdict, 'en', true)}, or take the decision back.`,
          },
          why: { zh: row.zh, en: row.en },
          place: placeIn(project.root, decision, ['date']),
          ...(missing.length > 0 ? { related: missing } : {}),
        });
      }
    }
  }
  return found;
}

/** The recorded decision that a violation holds back, as another place of the violation. */
export function decisionOf(verdict: Verdict, project: Project): Place | undefined {
  if (!holds(verdict, ['decide'])) return undefined;
  const folder = verdict.subject.case;
  const audit = folder?.audits.find((one) => isGranting(one) && concerns(verdict, folder, one));
  return audit?.decision ? placeIn(project.root, audit.decision, ['date']) : undefined;
}

export interface Hold {
  readonly held: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether a document must wait, and for what. */
export function holdOn(scope: DocumentScope, judgement: Judgement): Hold {
  const groups = byCase(judgement.verdicts);
  const mine = [...(groups.get(scope.case.folder) ?? []), ...(groups.get(undefined) ?? [])].filter((verdict) => isOf(verdict, scope));
  if (scope.document.role !== 'certificate')
    return { held: mine.some((verdict) => verdict.state === 'violated' && holds(verdict, [scope.kind])), diagnostics: [] };

  const decision = scope.audit?.decision;
  const { outcome, date } = decision?.value ?? {};
  const decided = (outcome === undefined ? undefined : scope.scheme.scheme.labels['decision']?.[outcome]) ?? {
    zh: outcome ?? '',
    en: outcome ?? '',
  };
  const about = {
    code: 'waiting',
    verdict: 'pending',
    document: scope.kind,
    case: scope.case.name,
    scheme: scope.scheme.id,
    ...(scope.subject === undefined ? {} : { subject: scope.subject }),
    ...(scope.audit ? { audit: scope.audit.name } : {}),
    place: placeOfAsking(scope),
  } as const;
  if (outcome !== undefined && !isGiven(outcome)) {
    return {
      held: true,
      diagnostics: [
        {
          ...about,
          severity: 'error',
          message: {
            zh: `认证决定为“${decided.zh}”，证书 ${scope.number} 不得出具`,
            en: `The decision is “${decided.en}”: certificate ${scope.number} must not be issued`,
          },
          help: {
            zh: '从 certificates.yaml 中去掉这张证书，或更正 decision.yaml。',
            en: 'Remove the certificate from certificates.yaml, or correct decision.yaml.',
          },
        },
      ],
    };
  }
  const isDecided = decision !== undefined && outcome !== undefined && date !== undefined && date <= judgement.asOf;
  const broken = mine.filter((verdict) => verdict.state === 'violated' && holds(verdict, ['decide', 'issue', scope.kind]));
  const awaited = mine.filter((verdict) => isAwaited(verdict) && holds(verdict, ['decide', 'issue', scope.kind]));
  if (isDecided && broken.length === 0 && awaited.length === 0) return { held: false, diagnostics: [] };
  const reasons: Prose[] = [];
  if (!isDecided) {
    const by = mine.filter(
      (verdict) =>
        verdict.state === 'pending' &&
        verdict.row.kind === 'deadline' &&
        verdict.row.event === 'decision.date' &&
        verdict.notAfter !== undefined,
    );
    const limits = by.map((verdict) => limitOf(verdict));
    reasons.push({
      zh: `认证决定${limits.map((limit) => limit.zh).join('')}`,
      en: `its certification decision${limits.map((limit) => limit.en).join('')}`,
    });
  }
  for (const verdict of withoutEchoes(awaited)) {
    const what = awaitedOf(verdict);
    const limit = limitOf(verdict);
    const missing = (lang: 'zh' | 'en'): string => (verdict.event === undefined ? listed(verdict, lang) : '');
    reasons.push({ zh: `${what.zh}${missing('zh')}${limit.zh}`, en: `${what.en}${missing('en')}${limit.en}` });
  }
  const rules = [...new Set(broken.map((verdict) => `${verdict.row.rule} (${verdict.row.clause})`))];
  const parts: Prose[] = [
    // Both stages may wait for one thing: it is said once.
    ...(reasons.length > 0
      ? [
          {
            zh: `等待：${[...new Set(reasons.map((r) => r.zh))].join('；')}`,
            en: `waits for ${[...new Set(reasons.map((r) => r.en))].join('; ')}`,
          },
        ]
      : []),
    ...(rules.length > 0 ? [{ zh: `因不符合 ${rules.join('、')} 而不得出具`, en: `is held back by ${rules.join(', ')}` }] : []),
  ];
  return {
    held: true,
    diagnostics: [
      {
        ...about,
        severity: 'info',
        message: {
          zh: `证书 ${scope.number} ${parts.map((p) => p.zh).join('；')}`,
          en: `Certificate ${scope.number} ${parts.map((p) => p.en).join(', and ')}`,
        },
        help:
          rules.length > 0
            ? { zh: '先处理所列规则的错误。', en: 'Settle the errors of these rules first.' }
            : isDecided
              ? { zh: '所缺的事实记入案卷后，再次生成即可。', en: 'Build again once what is missing is on record.' }
              : {
                  zh: '作出决定后写入该审核的 decision.yaml（outcome、date、by）。',
                  en: "Once decided, record it in the audit's decision.yaml (outcome, date, by).",
                },
      },
    ],
  };
}

/** Whether a verdict bears on a document. */
function isOf(verdict: Verdict, scope: DocumentScope): boolean {
  const { subject } = verdict;
  const { of } = scope.document;
  if (of === 'paper' && subject.paper) return subject.paper.file === scope.asks.file.file;
  if (of === 'certificate' && subject.certificate !== undefined && subject.kind !== 'surveillancePair') {
    return subject.case?.folder === scope.case.folder && subject.certificate === scope.subject;
  }
  // What happens between two surveillances says nothing about the certificate that was issued before them.
  if (subject.kind === 'surveillancePair' && of === 'certificate') return false;
  if (!concerns(verdict, scope.case, scope.audit)) return false;
  if (of !== 'certificate' && !ofWholeCase.has(subject.kind) && subject.kind !== 'project' && subject.audit !== scope.audit?.name)
    return false;
  return of !== 'nonconformity' || subject.nc === undefined || subject.nc === scope.subject;
}

/**
 * Without those whose own day is on record and that only lack a day which another one of them waits for: one fact that is missing
 * is said once, and of the plan that is on record nothing.
 */
function withoutEchoes(awaited: readonly Verdict[]): readonly Verdict[] {
  const isEcho = (one: Verdict): boolean => one.row.kind === 'deadline' && one.event !== undefined && one.missing.length > 0;
  const own = new Set(awaited.flatMap((one) => (isEcho(one) ? [] : one.missing.map((path) => path.text))));
  return awaited.filter((one) => !isEcho(one) || !one.missing.some((path) => own.has(path.text)));
}

/** What a row waits for: what happened is on record where only the other day lacks that it is compared with. */
function awaitedOf(verdict: Verdict): Prose {
  if (verdict.row.kind !== 'deadline' || verdict.event === undefined || verdict.missing.length === 0) return whatOf(verdict);
  const what = whatOf(verdict);
  const names = missingWords(verdict);
  return {
    zh: `${names.map(({ zh }) => zh).join('、')}（“${what.zh}”以它为准）`,
    en: `${names.map(({ en }) => en).join(', ')}, by which “${what.en}” is judged`,
  };
}
export const whatOf = ({ row }: Verdict): Prose => (row.kind === 'deadline' && row.what ? row.what : { zh: row.zh, en: row.en });
function limitOf({ notAfter, row }: Verdict): Prose {
  return notAfter === undefined
    ? { zh: '', en: '' }
    : { zh: `（最迟 ${notAfter}，${row.clause}）`, en: ` (by ${notAfter}, ${row.clause})` };
}
/** The facts that are missing, in words; with their paths for whoever is to write them down. */
export function listed(verdict: Verdict, lang: 'zh' | 'en', withPaths = false): string {
  if (verdict.missing.length === 0) return '';
  const words = missingWords(verdict).map((one) => one[lang]);
  const names = withPaths ? [...words, ...new Set(verdict.missing.map((path) => path.text))] : words;
  return lang === 'zh' ? `（缺 ${names.join('、')}）` : ` (missing: ${names.join(', ')})`;
}
