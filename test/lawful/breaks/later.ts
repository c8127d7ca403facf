/** Facts moved to a later day, with what follows from them. */
import { auditsOf, withoutEvents, type Change } from '../break.js';
import type { AuditDraft, CaseDraft, Certificate } from '../drafts.js';

/** Nothing of the file before this day. */
export function notBefore(audit: AuditDraft, day: string): void {
  const later = (date: string | undefined): string => (date !== undefined && date > day ? date : day);
  const { report, review, decision } = audit;
  if (report) {
    report.date = later(report.date);
    if (report.signedOn !== undefined) report.signedOn = later(report.signedOn);
    if (report.delivery) report.delivery.on = later(report.delivery.on);
  }
  if (review) review.date = later(review.date);
  if (decision) decision.date = later(decision.date);
}
export function endOn(audit: AuditDraft, day: string): void {
  audit.audit.end = day;
  if (audit.plan) audit.plan.end = day;
  if (audit.audit.meetings?.closing) audit.audit.meetings.closing.date = day;
  notBefore(audit, day);
}
export function decideOn(audit: AuditDraft, day: string): void {
  if (audit.decision) audit.decision.date = day;
}
/** Without the decision, and all that rests on it. */
export function undecided(audit: AuditDraft, draft: CaseDraft): true {
  const certificate = draft.certificates?.find((one) => one.audit === audit.name);
  delete audit.decision;
  delete draft.case.programme;
  draft.certificates = (draft.certificates ?? []).filter((one) => one !== certificate);
  withoutEvents(draft, (event) => event.certificate === certificate?.number);
  return true;
}
/** A renewal, its last audit: `change` gets the day on which the certificate before ends; issue and events follow the decision. */
export function renewed(change: (audit: AuditDraft, end: string, certificate: Certificate) => unknown): Change {
  return (one) => {
    const audit = auditsOf(one, 'R')[0];
    const certificate = one.draft.certificates?.find((entry) => entry.audit === audit?.name);
    const end = certificate?.replaces?.validTo;
    if (
      !audit?.decision ||
      !certificate ||
      end === undefined ||
      one.draft.audits.at(-1) !== audit ||
      (audit.decision.date ?? '') > end ||
      Object.keys(audit.nonconformities).length > 0
    )
      return false;
    if (change(audit, end, certificate) === false) return false;
    const { date = '' } = audit.decision;
    certificate.issued = [certificate.issued ?? '', date].sort().at(-1) ?? '';
    for (const event of one.draft.events ?? [])
      if (event.certificate === certificate.number && (event.date ?? '') < certificate.issued) event.date = certificate.issued;
    if (one.draft.case.programme) one.draft.case.programme.cycleStart = date;
    for (const person of Object.values(one.people))
      for (const registration of person.registrations?.slice(-1) ?? []) registration.validTo = '2049-12-31';
    return true;
  };
}
