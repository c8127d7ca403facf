/**
 * What interrupts a cycle of certification: suspensions, withdrawals, cancellations of any of its certificates.
 *
 * In:  the numbers of the cycle's certificates, the case's events with their places, what the scheme's `life` says.
 * Out: each interruption with the last day on which it answers for what should have happened meanwhile (`until`): the day on
 *      which the suspension was lifted, or the last day of its period; what was withdrawn or cancelled is not taken up again.
 */
import type { Transition } from '../../schemas/pack/life.js';
import { endsCertificate, roleOfEvent } from '../../schemas/record/events.js';
import type { FactTree } from './fact-places.js';

export interface InterruptingEvent {
  readonly tree: FactTree;
  readonly record: EventRecord;
}
export interface Interruption {
  readonly value: Readonly<Record<string, unknown>>;
  readonly tree: FactTree;
}
interface EventRecord {
  readonly kind?: string | undefined;
  readonly date?: string | undefined;
  readonly certificate?: string | undefined;
  readonly to?: string | undefined;
  readonly reason?: string | undefined;
  readonly part?: unknown;
}

/** Later than any day that a record may name. */
const forGood = '9999-12-31';

export function interruptionsOf(
  numbers: ReadonlySet<string>,
  events: readonly InterruptingEvent[],
  life: readonly Transition[],
): Interruption[] {
  const mine = events
    .map(({ record, tree }) => ({ ...record, tree }))
    .filter(
      // The suspension of a part leaves the certificate valid.
      ({ certificate, date, part }) => certificate !== undefined && numbers.has(certificate) && date !== undefined && part === undefined,
    );
  const lifts = (kind: string | undefined): boolean =>
    life.some((row) => row.event === kind && row.from.includes('suspended') && row.to === 'valid');
  return mine.flatMap((event, i): Interruption[] => {
    const { kind, date, reason, to, tree } = event;
    if (kind === undefined || !(roleOfEvent(kind) === 'suspends' || endsCertificate(kind))) return [];
    const end =
      roleOfEvent(kind) === 'suspends'
        ? mine
            .filter((other, n) => (other.date ?? '') > (date ?? '') || (other.date === date && n > i))
            .sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1))
            .find((other) => lifts(other.kind) || endsCertificate(other.kind))
        : event;
    const lifted = lifts(end?.kind) ? end?.date : undefined;
    const ends = end === undefined || lifted !== undefined;
    const until = ends ? [lifted, to, forGood].filter((day) => day !== undefined).reduce((a, b) => (a < b ? a : b)) : forGood;
    const place =
      lifted !== undefined && lifted === until
        ? end?.tree.place
        : to === until
          ? tree.place && { ...tree.place, path: [...tree.place.path, 'to'] }
          : tree.place;
    return [
      {
        value: { kind, date, until, ...(reason === undefined ? {} : { reason }) },
        tree: { ...tree, ...(place ? { children: { ...tree.children, until: { place: place } } } : {}) },
      },
    ];
  });
}
