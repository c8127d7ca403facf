/**
 * The life of a certificate, derived from events and dates, never typed in.
 *
 * In:  what its scheme allows (`life` in scheme.yaml), the entry of certificates.yaml, the case's events, a day.
 * Out: its state on that day, how it came to it, the events that the state did not allow, and the next day on which the
 *      state changes without an event.
 */
import { endedStates, type LifeState, type Transition } from '../../schemas/pack/life.js';
import { changesCertificate, roleOfEvent } from '../../schemas/record/events.js';
import { replacedByEditionOn } from '../load/editions.js';
import { addDays, minDate } from '../rules/dates.js';

export interface LifeEvent {
  readonly kind?: string | undefined;
  readonly date?: string | undefined;
  readonly certificate?: string | undefined;
  /** There where the event is about a part of the scope. */
  readonly part?: unknown;
}
export interface Certificate {
  readonly number?: string | undefined;
  readonly issued?: string | undefined;
  readonly validFrom?: string | undefined;
  readonly validTo?: string | undefined;
  readonly replaces?: { readonly number?: string | undefined } | undefined;
}
export interface LifeStep {
  readonly date: string;
  readonly state: LifeState;
  /** Index of the event in events.yaml; none where a date alone did it. */
  readonly event?: number;
  readonly clause?: string;
}
export interface Refusal {
  readonly event: number;
  readonly kind: string;
  readonly date: string;
  readonly state: LifeState;
  readonly ofPart: boolean;
  /** The rows that speak of such events; none where the scheme knows no such event. */
  readonly allowed: readonly Transition[];
}
export interface Life {
  readonly state: LifeState;
  readonly steps: readonly LifeStep[];
  readonly refused: readonly Refusal[];
  readonly changesOn?: string;
}

/** What changes a certificate, and what a scheme says of it; one that has a `life` names those that it knows. */
const isRuled = (kind: string, transitions: readonly Transition[]): boolean =>
  changesCertificate(kind) || transitions.some((row) => row.event === kind);

/** `all`: the case's certificates, among which a later one may replace this one. */
export function lifeOf(
  certificate: Certificate,
  all: readonly Certificate[],
  events: readonly LifeEvent[],
  transitions: readonly Transition[],
  asOf: string,
): Life {
  // What happens under the number once the next edition is issued happens to that edition.
  const edition = replacedByEditionOn(all, all.indexOf(certificate));
  const mine = events
    .map((event, index) => ({ ...event, index }))
    .filter(
      (event) =>
        event.certificate !== undefined &&
        event.certificate === certificate.number &&
        event.date !== undefined &&
        event.date <= asOf &&
        (edition === undefined || event.date <= edition),
    )
    .sort((a, b) => (a.date === b.date ? a.index - b.index : (a.date ?? '') < (b.date ?? '') ? -1 : 1));
  const steps: LifeStep[] = [];
  const refused: Refusal[] = [];
  let state: LifeState = 'none';
  const enter = (step: LifeStep): void => {
    state = step.state;
    steps.push(step);
  };
  const endings = endingsOf(certificate, all, edition);
  // An event on the day of the replacement still finds the certificate as it was: an extension may be decided and printed in one day.
  const endBy = (day: string, before?: LifeState): void => {
    for (const { date, state: end } of endings)
      if ((date < day || (date === day && end !== before)) && state !== 'none' && !endedStates.has(state)) enter({ date, state: end });
  };
  // A certificate that is issued needs no event to exist; events.yaml confirms it.
  const issued = certificate.issued;
  const isConfirmed = mine.some((event) => roleOfEvent(event.kind) === 'issues');
  if (issued !== undefined && issued <= asOf && !isConfirmed) enter({ date: issued, state: 'valid' });
  for (const { kind, date = '', index, part } of mine) {
    endBy(date, 'replaced');
    if (kind === undefined || !isRuled(kind, transitions) || transitions.length === 0) {
      if (roleOfEvent(kind) === 'issues') enter({ date, state: 'valid', event: index });
      continue;
    }
    const ofPart = part !== undefined;
    const rows = transitions.filter((row) => row.event === kind && (row.part ?? false) === ofPart);
    const row = rows.find(({ from }) => from.includes(state));
    if (row) enter({ date, state: row.to === 'same' ? state : row.to, event: index, clause: row.clause });
    else refused.push({ event: index, kind, date, state, ofPart, allowed: rows });
  }
  endBy(asOf);
  const next = minDate(endings.map((end) => end.date).filter((date) => date > asOf));
  return { state, steps, refused, ...(next === undefined ? {} : { changesOn: next }) };
}

/** The day after its validity, and the day from which a later certificate stands in its place; the earlier first. */
function endingsOf(
  { number, validTo }: Certificate,
  all: readonly Certificate[],
  edition: string | undefined,
): { date: string; state: LifeState }[] {
  const endings: { date: string; state: LifeState }[] = edition === undefined ? [] : [{ date: edition, state: 'replaced' }];
  if (validTo !== undefined) endings.push({ date: addDays(validTo, 1), state: 'expired' });
  for (const later of all) {
    if (number === undefined || later.replaces?.number !== number || later.number === number || later.issued === undefined) continue;
    const { issued, validFrom = issued } = later;
    endings.push({ date: validFrom > issued ? validFrom : issued, state: 'replaced' });
  }
  return endings.sort((a, b) => (a.date < b.date ? -1 : 1));
}
