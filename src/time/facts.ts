/**
 * What an audit's time is worked out from.
 *
 * In:  the records of a case, as known on some day: the audit, its plan, its stage 1, who and what the client was then.
 * Out: `TimeFacts`: the same facts without the shape of the files; what is not recorded is undefined.
 */
import type { AuditKind, RecordOf } from '../../schemas/record/index.js';

type CaseRecord = RecordOf<'case'>;
type AuditRecord = RecordOf<'audit'>;
type PlanRecord = RecordOf<'plan'>;
export type Determination = NonNullable<CaseRecord['auditTime']>;
export type Adjustment = NonNullable<Determination['adjustments']>[number];
export type Site = NonNullable<NonNullable<CaseRecord['sites']>[number]['list']>[number];
export type System = NonNullable<Extract<NonNullable<AuditRecord['combination']>, { systems?: unknown }>['systems']>[number];
type Team = NonNullable<PlanRecord['team']>;

/** Person-days, spent or else planned. */
export interface Days {
  readonly onSite?: number | undefined;
  readonly remote?: number | undefined;
  readonly offSite?: number | undefined;
}
export interface TimeFacts {
  readonly kind: AuditKind | undefined;
  readonly headcount: number | undefined;
  readonly sites: readonly Site[];
  /** Ids of the sites that the audit goes to. */
  readonly audited: readonly string[] | undefined;
  /** How the time was determined: for this audit, or, where that is not recorded, the last time before it. */
  readonly own: Determination | undefined;
  readonly earlier: Determination | undefined;
  /** Clauses of which the record says with a reason why this audit departs from them. */
  readonly justified: readonly string[];
  /** Other systems of the same audit; undefined where it is of this system alone. */
  readonly systems: readonly System[] | undefined;
  readonly days: Days | undefined;
  readonly isPlanned: boolean;
  /** Of the stage 1 that belongs to it. */
  readonly stage1: { readonly days: Days | undefined; readonly isOnSite: boolean } | undefined;
  readonly schedule: PlanRecord['schedule'];
  readonly team: Team;
  readonly planned: PlanRecord['duration'];
  readonly planStart: string | undefined;
  readonly planEnd: string | undefined;
}

export interface TimeRecords {
  readonly case: CaseRecord | undefined;
  readonly audit: AuditRecord | undefined;
  readonly plan?: PlanRecord | undefined;
  readonly stage1?: { readonly audit: AuditRecord | undefined; readonly plan: PlanRecord | undefined } | undefined;
  /** The audits before it, the latest last. */
  readonly before: readonly AuditRecord[];
  /** As on the first day of the audit. */
  readonly headcount: number | undefined;
  readonly sites: readonly Site[];
}

/** Kinds whose time is that of the initial certification. */
const initial: readonly (AuditKind | undefined)[] = ['I1', 'I2'];
const daysOf = (audit: AuditRecord | undefined, plan: PlanRecord | undefined): Days | undefined =>
  audit?.days?.onSite === undefined ? plan?.duration : audit.days;

export function timeFacts({ case: record, audit, plan, stage1, before, headcount, sites }: TimeRecords): TimeFacts {
  const kind = audit?.kind;
  const isInitial = audit === undefined || initial.includes(kind);
  const own = audit?.auditTime ?? (isInitial ? record?.auditTime : undefined);
  const { combination } = audit ?? {};
  return {
    kind: audit === undefined ? 'I2' : kind,
    headcount,
    sites,
    audited: audit?.sites ?? plan?.sites,
    own,
    earlier: own ? undefined : (before.findLast((one) => one.auditTime !== undefined)?.auditTime ?? record?.auditTime),
    justified: [own, isInitial ? record?.auditTime : undefined].flatMap((one) =>
      (one?.deviations ?? []).flatMap(({ clause, reason }) => (clause !== undefined && reason !== undefined ? [clause] : [])),
    ),
    // An audit of several bodies together is of one system still.
    systems: combination && !('notApplicable' in combination) && combination.kind !== 'joint' ? (combination.systems ?? []) : undefined,
    days: daysOf(audit, plan),
    isPlanned: audit?.days?.onSite === undefined,
    stage1: stage1 && { days: daysOf(stage1.audit, stage1.plan), isOnSite: stage1.audit?.onSite !== false },
    schedule: plan?.schedule,
    team: plan?.team ?? [],
    planned: plan?.duration,
    planStart: plan?.start,
    planEnd: plan?.end,
  };
}
