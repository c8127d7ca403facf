/** How breaks are written: a rule of one scheme or of both, an error or a warning, a change of facts or a bound missed. */
import type { Break, Change } from '../break.js';
import type { SchemeId } from '../windows.js';

export type Of = Partial<Record<SchemeId, string>>;
export const both = (
  of: Of,
  severity: Break['severity'],
  what: string,
  how: Omit<Break, 'scheme' | 'rule' | 'severity' | 'what'>,
): Break[] => (Object.entries(of) as [SchemeId, string][]).map(([scheme, rule]) => ({ scheme, rule, severity, what, ...how }));
export const error = (of: Of, what: string, change: Change, how: Partial<Break> = {}): Break[] =>
  both(of, 'error', what, { change, ...how });
export const warning = (of: Of, what: string, change: Change, how: Partial<Break> = {}): Break[] =>
  both(of, 'warning', what, { change, ...how });
/** A bound of windows.yaml, under the name that it has there. */
export const missed = (of: Of, step: string, side: 'from' | 'to', rule?: string, how: Partial<Break> = {}): Break[] =>
  (Object.entries(of) as [SchemeId, string][]).map(([scheme, id]) => ({
    scheme,
    rule: id,
    severity: 'error' as const,
    what: `${step} ${side === 'to' ? 'too late' : 'too early'}`,
    missed: { step, side, rule: rule ?? id },
    ...how,
  }));

export const audited = ['I2', 'S', 'R', 'XE', 'XR', 'TR'] as const;
export const granting = ['I2', 'R', 'XE'] as const;
/** A rule that the schemes share. */
export const all = (rule: string): Of => ({ wanding: rule, cusc: rule, cqm: rule, zoho: rule });
