/**
 * One rule broken at a time: what a break is, and the small changes that breaks are made of.
 *
 * In:  lawful cases. Out: types, and functions that change a draft in place; each returns whether there was anything to change.
 */
import type { AuditKind } from '../../schemas/record/index.js';
import type { AuditDraft, CaseDraft, Certificate, Event, LawfulCase, Member, Nc } from './drafts.js';
import type { Missed, SchemeId } from './windows.js';

export interface Break {
  readonly scheme: SchemeId;
  /** Id of rules.md, and how severe it is there. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly what: string;
  /** A bound of windows.yaml missed by a day. */
  readonly missed?: Missed;
  /** A change of facts; false where the case has nothing to change. */
  readonly change?: (one: LawfulCase) => boolean;
  /** The day judged on; the day after the last fact where it is missing. */
  readonly asOf?: (one: LawfulCase) => string;
  /** Broken by the day that it is judged on: the case itself is as lawful as before. */
  readonly isByTime?: boolean;
  /** Only where all days lie in years whose holidays are known: else it is a warning. */
  readonly isByWorkingDays?: boolean;
}

export type Change = (one: LawfulCase) => boolean;

/** Audits of the project itself, of some kinds. */
export const auditsOf = ({ draft }: LawfulCase, ...kinds: readonly AuditKind[]): AuditDraft[] =>
  draft.audits.filter(
    ({ audit }) => audit.elsewhere === undefined && audit.kind !== undefined && (kinds.length === 0 || kinds.includes(audit.kind)),
  );

/** Changes the first audit (of some kinds) for which `change` does not say false. */
export const inAudit =
  (kinds: readonly AuditKind[], change: (audit: AuditDraft, one: LawfulCase) => unknown): Change =>
  (one) =>
    auditsOf(one, ...kinds).some((audit) => change(audit, one) !== false);

/** Changes the first nonconformity that suits. */
export const inNc =
  (kinds: readonly AuditKind[], change: (nc: Nc, audit: AuditDraft, one: LawfulCase) => unknown): Change =>
  (one) =>
    auditsOf(one, ...kinds).some((audit) => Object.values(audit.nonconformities).some((nc) => change(nc, audit, one) !== false));

export const inCertificate =
  (kinds: readonly AuditKind[], change: (certificate: Certificate, audit: AuditDraft, draft: CaseDraft) => unknown): Change =>
  (one) =>
    (one.draft.certificates ?? []).some((certificate) => {
      const audit = auditsOf(one, ...kinds).find(({ name }) => name === certificate.audit);
      return audit !== undefined && change(certificate, audit, one.draft) !== false;
    });

export const inEvent =
  (kind: Event['kind'], change: (event: Event, draft: CaseDraft) => unknown): Change =>
  (one) =>
    (one.draft.events ?? []).some((event) => event.kind === kind && change(event, one.draft) !== false);

export const inCase =
  (change: (record: CaseDraft['case'], one: LawfulCase) => unknown): Change =>
  (one) =>
    change(one.draft.case, one) !== false;

/** Leaves out events for which `goes` says so. */
export function withoutEvents(draft: CaseDraft, goes: (event: Event) => boolean): boolean {
  const kept = (draft.events ?? []).filter((event) => !goes(event));
  const isChanged = kept.length < (draft.events ?? []).length;
  draft.events = kept;
  return isChanged;
}

/** The members of an audit in plan and report alike. */
export const membersOf = ({ plan, report }: AuditDraft): Member[] => [...(plan?.team ?? []), ...(report?.team ?? [])];
export const leaderOf = (audit: AuditDraft): string =>
  (audit.report?.team ?? audit.plan?.team ?? []).find((member) => member.role === 'leader')?.person ?? '';
