/** Cases cut back to a certificate just issued, and what is then left undone. */
import { auditsOf } from '../break.js';
import type { CaseDraft, Certificate, Event, LawfulCase } from '../drafts.js';
import { lawfulOn, peopleOn } from '../take-out.js';
import { addDays } from '../windows.js';
import { addWorkingDays } from '../working-days.js';

/** Only what had happened when the certificate was reported, with nothing left to do. */
export function justCertified(one: LawfulCase): Certificate | undefined {
  const certificate = one.draft.certificates?.[0];
  const audit = auditsOf(one, 'I2')[0];
  const day = one.draft.events
    ?.filter((event) => event.certificate === certificate?.number && event.kind === 'reported' && event.subject === undefined)
    .map((event) => event.date ?? '')
    .sort()[0];
  if (
    !certificate?.issued ||
    !audit ||
    day === undefined ||
    Object.keys(audit.nonconformities).length > 0 ||
    (audit.report?.delivery?.on ?? '9999') > day
  )
    return undefined;
  Object.assign(one.draft, lawfulOn(one, day));
  // What was only planned then would be overdue on the day judged on.
  one.draft.audits = one.draft.audits.filter(({ audit: { kind } }) => kind === 'I1' || kind === 'I2');
  for (const planned of one.draft.case.programme?.audits ?? []) if (planned.kind !== 'I1' && planned.kind !== 'I2') delete planned.audit;
  const people = peopleOn(one.people, day);
  for (const id of Object.keys(one.people)) one.people[id] = people[id] ?? {};
  one.draft.events = (one.draft.events ?? []).filter(
    (event) => event.kind === 'issued' || event.kind === 'reported' || event.kind === 'published',
  );
  return one.draft.certificates?.[0];
}
/** Suspended ten days after it was issued, for two months, and nothing after that. */
export function endless(one: LawfulCase): boolean {
  const certificate = justCertified(one);
  if (!certificate?.issued || !certificate.number) return false;
  const [first = ''] = [addWorkingDays(addDays(certificate.issued, 50), 1)];
  const about = { certificate: certificate.number, by: 'o-kang', date: first };
  one.draft.events?.push(
    {
      ...about,
      kind: 'suspended',
      reason: { wanding: 'W-SUS-9', cusc: 'C-SUS-2', cqm: 'Q-SUS-F', zoho: 'Z-SUS-4' }[one.scheme],
      verifiedOn: first,
      from: first,
      to: suspendedTo(certificate.issued),
    },
    { ...about, kind: 'reported', subject: 'suspended' },
    { ...about, kind: 'published', subject: 'suspended', from: first, to: suspendedTo(certificate.issued) },
  );
  return certificate.issued < '2026-06-01';
}
export const suspendedTo = (issued: string): string => addDays(issued, 120);
export const issueOf = (one: LawfulCase): string => one.draft.certificates?.[0]?.issued ?? '';

export const misusedOn = (one: LawfulCase): string => addDays(issueOf(one), 45);
/** A misuse of which nothing is known but that its correction was requested. */
export function misused(one: LawfulCase): boolean {
  const certificate = justCertified(one);
  if (!certificate?.issued) return false;
  one.draft.events?.push({ kind: 'misuse', date: misusedOn(one), certificate: certificate.number ?? '', closed: false, by: 'o-kang' });
  return certificate.issued < '2026-06-01';
}

/** An event later than it should be, where nothing else of its kind comes between. */
export function late(event: Event, date: string, since: string, draft: CaseDraft): boolean {
  if (
    draft.events?.some(
      (one) => one !== event && one.kind === event.kind && one.certificate === event.certificate && (one.date ?? '') >= since,
    )
  )
    return false;
  event.date = date;
  return true;
}

export function answeredByDecider(event: Event, draft: CaseDraft): boolean {
  const audit = draft.audits.find((one) => one.decision);
  if (!audit) return false;
  event.audit = audit.name;
  event.by = audit.decision?.by ?? '';
  return true;
}
