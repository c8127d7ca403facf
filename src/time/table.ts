/**
 * What the table of a scheme's appendix gives.
 *
 * In:  the table or the rule of sampling (`audit-time.yaml`), a number of persons or sites. Out: person-days, or the size of a sample.
 */
import type { AuditTime } from '../../schemas/pack/audit-time.js';

/** Sums and shares of halves, without what binary fractions leave behind: 0.3 × 3 is 0.9. */
export const exact = (figure: number): number => Math.round(figure * 1e9) / 1e9;
/** Up to the next whole number. */
export const upTo = (figure: number): number => Math.ceil(exact(figure));

export interface Band {
  readonly from: number;
  readonly upTo: number;
  readonly days: number;
  /** Behind the last row of the table: how its rows go on was read out of them, and a person confirms it. */
  readonly toConfirm: boolean;
}

/** The band that so many persons fall into; a part of a person counts as one, and so does a started block. */
export function bandOf({ bands, beyond }: AuditTime['table'], persons: number): Band {
  const count = upTo(persons);
  let [from, days] = [1, 0];
  for (const band of bands) {
    if (count <= band.upTo) return { from, upTo: band.upTo, days: band.days, toConfirm: false };
    [from, days] = [band.upTo + 1, band.days];
  }
  let bound = from - 1;
  while (count > bound) {
    from = bound + 1;
    days += beyond.days;
    if (beyond.by === 'step') bound += beyond.persons;
    else bound = Math.max(upTo((bound * beyond.ratio) / beyond.multiple), Math.floor(bound / beyond.multiple) + 1) * beyond.multiple;
  }
  return { from, upTo: bound, days: exact(days), toConfirm: beyond.by === 'ratio' };
}

/** How many of so many similar sites a sample takes. */
export const sampleOf = ({ power }: NonNullable<AuditTime['sampling']>, sites: number): number => upTo(sites ** power);

/** Up to the next multiple of what a tool proposes: half days. */
export const proposed = ({ propose }: AuditTime, days: number): number => exact(upTo(days / propose) * propose);
