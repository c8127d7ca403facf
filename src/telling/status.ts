/**
 * A case on one day: its story, the lives of its certificates, what holds, what is not kept and what waits for what.
 *
 * In:  a judged project, one of its cases. Out: `CaseStatus`, which `certpress status` prints. Pure: all of it follows from records,
 * rows and the day judged on.
 */
import type { LifeState } from '../../schemas/pack/life.js';
import type { Diagnostic, Place, Prose } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import { staleOf } from '../translation/stale-printed.js';
import { draftsOf } from '../validate/version.js';
import type { AuditFolder, CaseFolder, Project } from '../load/types.js';
import { schemeKey, type Scheme, type SchemeTable } from '../packs/types.js';
import { documentsOf } from '../validate/documents-of-case.js';
import { stateOn } from '../validate/states.js';
import type { CertificateFacts, EventFacts } from '../judge/case-facts.js';
import { thingOf } from './due.js';
import { heldWords } from './held-words.js';
import { holdOn, whatOf } from '../judge/holds.js';
import { missingWords } from '../judge/meaning.js';
import type { Judgement } from '../judge/types.js';
import { KnownOn } from '../judge/known.js';
import { overFor } from './over.js';
import { plannedSteps, storyOf, type Step } from './story.js';
import { eventName } from '../packs/event-kinds.js';
import type { Verdict, VerdictState } from '../judge/verdict.js';
import { severityOf, violationOf } from '../judge/violation.js';

/** A verdict as it is told. */
export interface Told {
  readonly state: VerdictState;
  readonly row: string;
  readonly rule: string;
  readonly clause: string;
  readonly severity: Diagnostic['severity'];
  readonly thing: Prose;
  readonly audit?: string;
  readonly subject?: string;
  readonly what: Prose;
  /** Of a deadline: when it was, and the days between which it must be. */
  readonly event?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** The facts that it waits for, by the names of the records. */
  readonly missing: readonly string[];
  /** The same in words. */
  readonly missingWords: readonly Prose[];
  /** Whether it waits for its own fact, and not for what says whether it applies. */
  readonly awaited: boolean;
  readonly holdsBack: readonly string[];
  readonly heldBack: readonly Prose[];
  /** What is said of a violation. */
  readonly message?: Prose;
  readonly place?: Place;
}
export interface LifeTold {
  readonly number: string;
  readonly audit?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly state: LifeState;
  readonly steps: readonly { readonly date: string; readonly state: LifeState; readonly event?: Prose; readonly clause?: string }[];
  /** The day on which its state changes without an event. */
  readonly changesOn?: string;
}
export interface CaseStatus {
  readonly case: string;
  readonly client?: Prose;
  readonly number?: string;
  readonly scheme: string;
  readonly versions: readonly string[];
  readonly asOf: string;
  readonly story: readonly Step[];
  readonly planned: readonly Step[];
  readonly certificates: readonly LifeTold[];
  readonly verdicts: readonly Told[];
  /** What documents wait for: what `build` would say. */
  readonly waiting: readonly Diagnostic[];
  /** Complaints that are no row's: an event that a state does not allow, a decision too early, a date to come. */
  readonly complaints: readonly Diagnostic[];
}

export function statusOf(project: Project, schemes: SchemeTable, judgement: Judgement, folder: CaseFolder): CaseStatus {
  const known = new KnownOn(judgement.asOf);
  const id = folder.case.value.scheme ?? '';
  const ofScheme = [...schemes.values()].filter((scheme) => scheme.id === id);
  const schemeOf = (audit: AuditFolder | undefined): Scheme | undefined =>
    schemes.get(schemeKey(id, audit?.audit.value.version ?? '')) ?? ofScheme[0];
  const record = known.of(folder.case) ?? {};
  const client = record.client?.[stateOn(record.client, judgement.asOf) ?? -1]?.name;
  const facts = judgement.cases.find((one) => one.folder.folder === folder.folder);
  const mine = judgement.verdicts.filter(({ subject }) => subject.case?.folder === folder.folder);
  const scopes = documentsOf({ ...project, cases: [folder] }, folder, schemes);
  return {
    case: folder.name,
    scheme: id,
    asOf: judgement.asOf,
    versions: [...new Set(folder.audits.flatMap((audit) => audit.audit.value.version ?? []))],
    ...(client ? { client: { zh: client.zh, en: client.en ?? client.zh } } : {}),
    ...(record.number === undefined ? {} : { number: record.number }),
    story: storyOf(project, folder, known, schemeOf),
    planned: plannedSteps(project, folder, known, schemeOf, facts ? overFor(facts, known) : () => false),
    certificates: (facts?.certificates ?? []).map((certificate) => lifeTold(certificate, facts?.events ?? [], schemeOf(undefined))),
    verdicts: mine.filter(({ state }) => state !== 'notApplicable').map((verdict) => told(verdict, project, judgement)),
    waiting: [
      ...scopes.flatMap((scope) => holdOn(scope, judgement).diagnostics),
      ...draftsOf(scopes),
      // Which documents print it is known once they are composed; in Chinese alone none does.
      ...((folder.case.value.lang ?? project.config?.value.lang) === 'zh' ? [] : staleOf(folder, project.root)),
    ],
    complaints: judgement.diagnostics.filter((d) => d.case === folder.name && d.code !== 'rule-violated' && d.code !== 'rule-wrong'),
  };
}

function lifeTold(
  { number = '', audit, life, value }: CertificateFacts,
  events: readonly EventFacts[],
  scheme: Scheme | undefined,
): LifeTold {
  const { validFrom, validTo } = value as { readonly validFrom?: string; readonly validTo?: string };
  return {
    number,
    state: life.state,
    ...(audit ? { audit: audit.folder.name } : {}),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    steps: life.steps.map(({ date, state, event, clause }) => {
      const { kind } = ((event === undefined ? undefined : (events[event]?.value ?? {})) as { readonly kind?: string } | undefined) ?? {};
      return {
        date,
        state,
        ...(kind === undefined ? {} : { event: eventName(kind, scheme) }),
        ...(clause === undefined ? {} : { clause }),
      };
    }),
    ...(life.changesOn === undefined ? {} : { changesOn: life.changesOn }),
  };
}

function told(verdict: Verdict, project: Project, { asOf, environment }: Judgement): Told {
  const { row, subject, state } = verdict;
  const { place: spot } = subject.home;
  const violation = state === 'violated' ? violationOf(verdict, project, environment, asOf) : undefined;
  const place = violation?.place ?? (spot ? placeIn(project.root, spot.file, spot.path) : undefined);
  const named = subject.nc ?? subject.certificate;
  return {
    state,
    row: row.id,
    rule: row.rule,
    clause: row.clause,
    severity: severityOf(verdict),
    thing: thingOf(subject),
    ...(subject.audit === undefined ? {} : { audit: subject.audit }),
    ...(named === undefined ? {} : { subject: named }),
    what: whatOf(verdict),
    ...(verdict.event === undefined ? {} : { event: verdict.event }),
    ...(verdict.notBefore === undefined ? {} : { notBefore: verdict.notBefore }),
    ...(verdict.notAfter === undefined ? {} : { notAfter: verdict.notAfter }),
    missing: [...new Set(verdict.missing.map((path) => path.text))],
    missingWords: missingWords(verdict),
    awaited: verdict.awaited,
    holdsBack: row.holdsBack,
    heldBack: heldWords(row.holdsBack, subject.scheme),
    ...(violation ? { message: violation.message } : {}),
    ...(place ? { place } : {}),
  };
}
