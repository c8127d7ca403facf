/** Audit time: too little of it, too few sites, no record of how it was determined. Figures are those of rules.md, 5. */
import type { AuditDraft, LawfulCase } from '../drafts.js';
import { text } from '../drafts.js';
import { inAudit, inCase, type Break, auditsOf } from '../break.js';
import { cuscDays } from '../days.js';
import { error, warning } from './table.js';

const timed = ['I2', 'S', 'R'] as const;
const isCombined = ({ audit }: AuditDraft): boolean => audit.combination !== undefined && !('notApplicable' in audit.combination);
/** What an initial audit of the client takes, as cusc's table has it; the generator adjusts nothing. */
const totalOf = ({ draft }: LawfulCase): number => cuscDays(draft.case.headcount?.[0]?.effective ?? 0);
const isInitial = (one: LawfulCase): boolean => auditsOf(one, 'I2').length > 0;
/** More person-days, or fewer, for the leader and so for the plan; the schedule stays. */
const planned = (more: number) =>
  inAudit(timed, ({ plan }) => {
    const leader = plan?.team?.[0];
    if (!plan?.duration?.onSite || !leader?.days || leader.days + more <= 0) return false;
    leader.days += more;
    plan.duration.onSite += more;
    return true;
  });
const share = (kind: 'S' | 'R', part: number) =>
  inAudit([kind], (audit, one) => {
    if (isCombined(audit) || audit.audit.days?.remote !== 0) return false;
    audit.audit.days = { onSite: totalOf(one) * part - 0.01, remote: 0, offSite: 0 };
    return true;
  });

export const time: readonly Break[] = [
  ...error(
    { wanding: 'W-P24' },
    'less than a day on site, which the smallest client takes',
    inAudit(timed, ({ audit }) => {
      if (audit.days?.remote !== 0) return false;
      audit.days.onSite = 0.99;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P25' },
    'another system that takes less because both are audited together',
    inAudit(timed, ({ audit }) => {
      const system = audit.combination && !('notApplicable' in audit.combination) ? audit.combination.systems?.[0] : undefined;
      if (!system) return false;
      system.days = 1.5;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P27' },
    'one of two similar sites',
    inAudit(['S'], ({ audit, plan, report }, { draft }) => {
      const others = (audit.sites ?? []).filter((id) => id !== 'S1' && id.startsWith('S'));
      if (others.length !== 2 || !plan || !report) return false;
      for (const site of (draft.case.sites ?? []).flatMap(({ list = [] }) => list))
        if (others.includes(site.id ?? '')) site.similarGroup = 'G';
      for (const holder of [audit, plan, report]) holder.sites = (holder.sites ?? []).filter((id) => id !== others[0]);
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P28' },
    'several sites, and no record of sampling and time',
    inCase((record, one) => {
      if ((record.sites?.[0]?.list ?? []).length < 2 || auditsOf(one, ...timed).length === 0) return false;
      delete record.auditTime;
      return true;
    }),
  ),
  ...warning(
    { wanding: 'W-P29' },
    'a reduction, which the text does not know',
    inCase((record, one) => {
      if (!record.auditTime || !isInitial(one)) return false;
      record.auditTime.adjustments = [{ factor: 'special', days: -0.5, reason: text('过程简单', 'Simple processes') }];
      return true;
    }),
  ),
  ...warning({ wanding: 'W-P21' }, 'a schedule that does not fill the person-days', planned(0.5)),
  ...warning({ cusc: 'C-P11' }, 'longer days for fewer of them', planned(-0.5)),
  ...warning(
    { wanding: 'G-06', cusc: 'G-06' },
    'a plan that names less than is required',
    inAudit(timed, (audit) => {
      // Of systems together only the sum of cusc is bounded.
      if (!audit.plan?.duration || isCombined(audit)) return false;
      audit.plan.duration.required = 0.25;
      return true;
    }),
  ),
  ...error(
    { cusc: 'G-06' },
    'both stages shorter than the table',
    inAudit(['I2'], (audit, one) => {
      const first = one.draft.audits.find(({ name }) => name === audit.audit.stage1)?.audit.days;
      const [onSite, offSite] = [first?.onSite ?? 0, first?.offSite ?? 0];
      const total = totalOf(one);
      const rest = total - 0.01 - onSite - offSite;
      if (isCombined(audit) || audit.audit.days?.remote !== 0 || !first) return false;
      // The on-site shares are other rules.
      if (rest + onSite < 0.8 * total || onSite > 0.3 * (rest + onSite)) return false;
      audit.audit.days = { onSite: rest, remote: 0, offSite: 0 };
      return true;
    }),
  ),
  ...error({ cusc: 'C-P15' }, 'a surveillance shorter than a third', share('S', 1 / 3)),
  ...error({ cusc: 'C-P16' }, 'a recertification shorter than two thirds', share('R', 2 / 3)),
  ...warning(
    { cusc: 'C-P10' },
    'less than 80 % on site',
    inAudit(['S'], (audit, one) => {
      if (isCombined(audit) || audit.audit.days?.remote !== 0) return false;
      audit.audit.days = { onSite: (0.8 * totalOf(one)) / 3 - 0.01, remote: 0, offSite: totalOf(one) };
      return true;
    }),
  ),
  ...warning(
    { cusc: 'C-P12' },
    'more than 30 % deducted',
    inCase((record, one) => {
      if (!record.auditTime || !isInitial(one)) return false;
      record.auditTime.adjustments = [{ factor: 'C-DEC-1', days: -0.3 * totalOf(one) - 0.01, reason: text('体系成熟', 'A mature system') }];
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P12' },
    'no basis of the time on record',
    inCase((record, one) => {
      if (record.auditTime?.reason === undefined || auditsOf(one, ...timed).length === 0) return false;
      delete record.auditTime.reason;
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P12' },
    'an adjustment without a reason',
    inCase((record, one) => {
      if (!record.auditTime || !isInitial(one)) return false;
      record.auditTime.adjustments = [{ factor: 'C-DEC-1', days: -0.1 }];
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P17' },
    'a major change, and no stage 1',
    inAudit(['R'], ({ audit }) => {
      if (audit.stage1 !== undefined) return false;
      audit.majorChange = true;
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P18' },
    'systems together shorter than 80 % of their sum',
    inAudit(timed, ({ audit }) => {
      const system = audit.combination && !('notApplicable' in audit.combination) ? audit.combination.systems?.[0] : undefined;
      if (!system) return false;
      system.required = 100;
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P19' },
    'travel between sites that is counted',
    inAudit(timed, ({ plan }) => {
      const slot = plan?.schedule?.[0]?.slots?.at(-1);
      if (!slot || !plan?.duration?.onSite) return false;
      slot.travel = true;
      return true;
    }),
  ),
];
