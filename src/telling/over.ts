/**
 * Whether a certification is over, so that what was planned under it is not to come any more.
 *
 * In:  the facts of a case on the day judged on. Out: for a kind of audit, whether the end of the certification took away its need.
 * Over is one whose certificates were withdrawn or cancelled or ran out, none in force or waiting for its day, and one that was
 * refused; until an audit begins anew, or a programme of a later cycle is made.
 */
import { isRefused } from '../../schemas/record/words.js';
import { openingKinds, type AuditKind } from '../../schemas/record/kinds.js';
import type { CaseFacts } from '../judge/case-facts.js';
import type { KnownOn } from '../judge/known.js';
import { endedStates, type LifeState } from '../../schemas/pack/life.js';
import { maxDate } from '../rules/dates.js';

/** Audits that need no certificate: who was refused, or gave its certificate up, may apply anew. */
const initial: ReadonlySet<AuditKind> = new Set(['I1', 'I2', 'TR']);

export function overFor({ folder, audits, certificates }: CaseFacts, known: KnownOn): (kind: AuditKind | undefined) => boolean {
  const ended = endOf(certificates) ?? (certificates.length === 0 ? refusedOn(audits, known) : undefined);
  if (ended === undefined) return () => false;
  const cycleStart = folder.case.value.programme?.cycleStart;
  const isAnew =
    (cycleStart !== undefined && cycleStart > ended.on) ||
    audits.some(
      ({ kind, start }) => start !== undefined && start > ended.on && kind !== undefined && openingKinds.concat('I1').includes(kind),
    );
  if (isAnew) return () => false;
  // One that ran out may yet be recertified (ISO/IEC 17021-1, 9.6.3.2.5).
  return (kind) => kind === undefined || !(initial.has(kind) || (kind === 'R' && ended.state === 'expired'));
}

function endOf(certificates: CaseFacts['certificates']): { readonly on: string; readonly state: LifeState } | undefined {
  if (certificates.length === 0 || certificates.some(({ life }) => !endedStates.has(life.state))) return undefined;
  return certificates
    .flatMap(({ life }) => life.steps.slice(-1))
    .filter(({ state }) => state !== 'replaced')
    .map(({ date: on, state }) => ({ on, state }))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1);
}

function refusedOn(audits: CaseFacts['audits'], known: KnownOn): { readonly on: string; readonly state: LifeState } | undefined {
  const decisions = audits.flatMap(({ folder, kind }) => {
    const decision = folder.decision && known.of(folder.decision);
    return kind !== undefined && openingKinds.includes(kind) && decision?.date !== undefined ? [decision] : [];
  });
  const last = maxDate(decisions.flatMap(({ date }) => date ?? []));
  const refused = decisions.find(({ date, outcome }) => date === last && isRefused(outcome));
  return last !== undefined && refused ? { on: last, state: 'none' } : undefined;
}
