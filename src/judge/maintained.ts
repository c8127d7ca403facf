/**
 * Surveillances after which certification is maintained without a decision of their own, where the scheme allows that.
 *
 * In:  a case and one of its audits, the scheme (`maintained` of scheme.yaml), what is known on the day. Out: whether no decision is
 * awaited: the team leader's conclusion is to maintain, there is no major nonconformity, nothing changed of what is certified, the
 * scope became neither larger nor smaller, the review denies none of the scheme's conditions, and nobody decided otherwise. That more
 * is not kept (other grounds to suspend) is for the scheme's rows to say.
 */
import { isKept, isMajor } from '../../schemas/record/words.js';
import { changesScope } from '../../schemas/record/events.js';
import type { AuditFolder, CaseFolder } from '../load/types.js';
import type { Scheme } from '../packs/types.js';
import type { KnownOn } from './known.js';
import { changesBy } from './unprinted.js';
import type { Verdict } from './verdict.js';

export function isMaintained(folder: CaseFolder, audit: AuditFolder, scheme: Scheme, known: KnownOn): boolean {
  if (!scheme.scheme.maintained || audit.audit.value.kind !== 'S') return false;
  if (audit.decision && known.of(audit.decision)) return false;
  const report = audit.report && known.of(audit.report);
  const isRescoped = ((folder.events && known.of(folder.events)) ?? []).some(
    ({ kind, audit: name }) => name === audit.name && changesScope(kind),
  );
  return (
    isKept(report?.recommendation?.outcome) &&
    audit.nonconformities.every((file) => !isMajor(known.of(file)?.grade)) &&
    !isRescoped &&
    ((audit.review && known.of(audit.review))?.conditions ?? []).every(({ met }) => met !== false) &&
    changesBy(audit.name, folder, scheme, known).length === 0
  );
}

/** A verdict that waits for nothing but a decision that is not needed says nothing. */
export function withoutDecision(verdict: Verdict, known: KnownOn): Verdict {
  const { state, missing, subject } = verdict;
  if (state !== 'pending' || missing.length === 0 || !missing.every(({ keys }) => keys[0] === 'decision')) return verdict;
  const audit = subject.case?.audits.find((one) => one.name === subject.audit);
  return subject.case && audit && isMaintained(subject.case, audit, subject.scheme, known)
    ? { ...verdict, state: 'notApplicable' }
    : verdict;
}
