/**
 * A working: how an audit's time comes about, line by line.
 *
 * In:  nothing. Out: types. A line is for people, a figure of `TimeFigures` for the rows of a scheme: both come from one computation.
 */
import type { Prose } from '../diagnostics/index.js';

export type Unit = 'persons' | 'person-days' | 'sites';
export interface Line {
  /** What kind of line it is, in one word for all schemes: `base`, `least`. */
  readonly id: string;
  readonly what: Prose;
  readonly figure: number;
  readonly unit: Unit;
  /** The clause that asks for it; none where the record says it. */
  readonly clause?: string;
  readonly note?: Prose;
}
/** A fact that the record lacks, and where it would stand. */
export interface Missing {
  readonly what: Prose;
  readonly where: string;
}
export interface Sample {
  readonly group: string;
  readonly sites: number;
  readonly least: number;
  readonly audited: number;
}
/** Hours that the schedule gives an auditor, against the person-days that the plan counts for them. */
export interface Hours {
  readonly member: string;
  readonly days: number;
  readonly hours: number;
}
/** What rows see as `time`. A figure that cannot be worked out is not there. Person-days, unless it says otherwise. */
export interface TimeFigures {
  /** Effective headcount, and what the table gives for it. */
  readonly headcount?: number;
  readonly base?: number;
  /** The base that the record of this determination names. */
  readonly recordedBase?: number;
  /** For sites besides the main one. */
  readonly sites?: number;
  /** Of the adjustments: added, deducted, and for special circumstances. */
  readonly increase?: number;
  readonly decrease?: number;
  readonly special?: number;
  /** The most that may be deducted. */
  readonly decreaseMost?: number;
  /** Base, sites and adjustments together; with special circumstances too. */
  readonly adjusted?: number;
  readonly determined?: number;
  /** What this audit takes at least, and what of it is still to come after stage 1. */
  readonly least?: number;
  readonly remaining?: number;
  /** What it took, or was planned to take, of the same kind of time. */
  readonly taken?: number;
  readonly onSiteLeast?: number;
  readonly onSite?: number;
  /** Of all systems audited together. */
  readonly sumLeast?: number;
  readonly sumTaken?: number;
  readonly samples?: readonly Sample[];
  readonly hours?: readonly Hours[];
  /** Hours of auditors in the schedule, and of those spent on travel. */
  readonly scheduled?: number;
  readonly travel?: number;
  /** Factors that the text does not know, or not with that sign; those without a reason. */
  readonly wrongFactors: readonly string[];
  readonly unreasoned: readonly string[];
  readonly justified: readonly string[];
}
export interface Working {
  readonly lines: readonly Line[];
  readonly missing: readonly Missing[];
  readonly figures: TimeFigures;
}
