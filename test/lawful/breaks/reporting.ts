/** Breaks: report, review, decision. */
import type { AuditKind } from '../../../schemas/record/index.js';
import { auditsOf, inAudit, leaderOf, membersOf, withoutEvents, type Break } from '../break.js';
import type { AuditDraft, LawfulCase } from '../drafts.js';
import { addDays } from '../windows.js';
import { decideOn, renewed } from './later.js';
import { error, granting, missed, warning } from './table.js';

/** The kind of the surveillance or recertification that comes next. */
function followedBy(audit: AuditDraft, one: LawfulCase): AuditKind | undefined {
  return auditsOf(one, 'S', 'R')
    .filter((other) => (other.audit.start ?? '') > (audit.audit.end ?? ''))
    .sort((a, b) => ((a.audit.start ?? '') < (b.audit.start ?? '') ? -1 : 1))[0]?.audit.kind;
}

export const reporting: readonly Break[] = [
  ...error(
    { wanding: 'W-P54' },
    'decided without a report',
    inAudit(['XE'], (audit) => {
      delete audit.report;
    }),
  ),
  ...error(
    { cusc: 'C-P34' },
    'decided without a report',
    inAudit(['XE'], (audit) => {
      delete audit.report;
    }),
  ),
  ...warning(
    { wanding: 'W-P54' },
    'signed by another',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (report?.signedBy === undefined) return false;
      report.signedBy = 'o-kang';
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P26' },
    'signed by another',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (report) report.signedBy = 'o-kang';
    }),
  ),
  ...error(
    { cusc: 'C-P26' },
    'not signed, and decided',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      delete report?.signedBy;
    }),
  ),
  ...error(
    { wanding: 'W-P56', cusc: 'C-P28' },
    'delivered before it was written',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (report?.delivery) report.delivery.on = addDays(report.date ?? '', -1);
    }),
  ),
  ...(['I2', 'S'] as const).flatMap((kind) => missed({ cusc: 'C-P28' }, `${kind}.delivered`, 'to', undefined, { isByWorkingDays: true })),
  ...error(
    { cusc: 'C-P28' },
    'delivered without evidence',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      delete report?.delivery?.evidence;
    }),
  ),
  ...missed({ cusc: 'C-P34' }, 'I2.signed', 'to'),
  ...error(
    { wanding: 'W-P58', cusc: 'G-25' },
    'reviewed by one of the team',
    inAudit(['I2', 'S', 'R'], (audit) => {
      if (audit.review) audit.review.by = leaderOf(audit);
    }),
  ),
  ...error(
    { wanding: 'W-P59', cusc: 'C-P33' },
    'decided by one of the team',
    inAudit(['I2', 'S', 'R'], (audit) => {
      if (audit.decision) audit.decision.by = leaderOf(audit);
      else return false;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P58', cusc: 'G-25' },
    'reviewed by one of the team of stage 1',
    inAudit(['I2'], (audit, { draft }) => {
      const other = membersOf(draft.audits.find((one) => one.name === audit.audit.stage1) ?? audit).find(
        (member) => !membersOf(audit).some((one) => one.person === member.person),
      )?.person;
      if (!audit.review || other === undefined) return false;
      audit.review.by = other;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P59', cusc: 'C-P33' },
    'decided by one of the team of stage 1',
    inAudit(['I2'], (audit, { draft }) => {
      const other = membersOf(draft.audits.find((one) => one.name === audit.audit.stage1) ?? audit).find(
        (member) => !membersOf(audit).some((one) => one.person === member.person),
      )?.person;
      if (!audit.decision || other === undefined) return false;
      audit.decision.by = other;
      return true;
    }),
  ),
  ...(['fullTime', 'underControl', 'inMainlandChina'] as const).flatMap((key) =>
    error(
      { wanding: 'W-P59', ...(key === 'underControl' ? { cusc: 'C-P33' } : {}) },
      `decided by someone not ${key}`,
      inAudit(['I2', 'TR', 'R'], ({ decision }, { people }) => {
        const person = people[decision?.by ?? ''];
        if (!person?.employment) return false;
        person.employment = { ...person.employment, [key]: false };
        return true;
      }),
    ),
  ),
  ...error(
    { wanding: 'W-P59' },
    'an outsourced decision',
    inAudit(['I2', 'R'], ({ decision }) => {
      if (decision) decision.outsourced = true;
    }),
  ),
  ...warning(
    { wanding: 'PP-12' },
    'reviewed and decided by one person',
    inAudit(['I2', 'R'], ({ review, decision }) => {
      if (review) review.by = decision?.by ?? '';
    }),
  ),
  ...(['I2', 'S', 'R'] as const).flatMap((kind) => missed({ wanding: 'W-P60', cusc: 'G-01' }, `${kind}.review`, 'from', 'G-01')),
  ...error(
    { wanding: 'W-P60', cusc: 'G-01' },
    'decided before the review',
    inAudit(['I2', 'S', 'R'], ({ review, decision, report }, { last }) => {
      if (!review || !decision?.date || addDays(decision.date, 1) > last || (report?.signedOn ?? '') > decision.date) return false;
      review.date = addDays(decision.date, 1);
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P60' },
    'granted although the file was returned',
    inAudit(['I2', 'R'], ({ review }) => {
      if (review) review.result = 'returned';
    }),
  ),
  ...(['information', 'majors', 'minors'] as const).flatMap((key) =>
    error(
      { wanding: 'W-P60' },
      `granted although ${key} are not confirmed`,
      inAudit(['I2', 'R'], ({ decision }) => {
        if (decision?.keyContent) decision.keyContent[key] = false;
      }),
    ),
  ),
  ...error(
    { wanding: 'W-P61', cusc: 'C-P35' },
    'granted with a condition not met',
    inAudit(granting, ({ decision }) => {
      if (decision?.conditions?.[0]) decision.conditions[0].met = false;
    }),
  ),
  ...error(
    { wanding: 'W-P61', cusc: 'C-P35' },
    'granted with a condition not answered',
    inAudit(granting, ({ decision }) => {
      decision?.conditions?.pop();
    }),
  ),
  ...missed({ wanding: 'W-P62' }, 'I2.decision', 'to'),
  ...error(
    { wanding: 'W-P63' },
    'renewed the day after expiry',
    renewed((audit, end) => {
      decideOn(audit, addDays(end, 1));
    }),
  ),
  ...warning(
    { wanding: 'W-P63' },
    'renewed on the day of expiry',
    renewed((audit, end, certificate) => {
      if (audit.decision?.date === end) return false;
      decideOn(audit, end);
      certificate.validFrom = end;
      return true;
    }),
  ),
  ...(['S', 'R'] as const).flatMap((kind) =>
    error(
      { wanding: 'W-P65' },
      `maintained without a decision in spite of a major, until the next ${kind}`,
      inAudit(['S'], (audit, one) => {
        const major = Object.values(audit.nonconformities).some((nc) => nc.grade === 'major');
        if (followedBy(audit, one) !== kind || !major || audit.decision?.outcome !== 'maintain') return false;
        delete audit.decision;
        return true;
      }),
    ),
  ),
  ...error(
    { wanding: 'W-P66' },
    'applied for after the audit began',
    inAudit(['XE'], ({ audit }) => {
      if (audit.application) audit.application.date = addDays(audit.start ?? '', 1);
    }),
  ),
  ...error({ wanding: 'W-P64', cusc: 'C-P36' }, 'refused without reasons', (one) => {
    const audit = auditsOf(one, 'I2')[0];
    if (!audit?.decision || (one.draft.certificates?.length ?? 0) !== 1 || auditsOf(one).length !== 2) return false;
    audit.decision.outcome = 'refuse';
    delete audit.decision.text;
    delete one.draft.certificates;
    delete one.draft.case.programme;
    withoutEvents(one.draft, (event) => event.certificate !== undefined);
    return true;
  }),
  ...(['S', 'R'] as const).flatMap((kind) =>
    error(
      { cusc: 'C-P45' },
      `a surveillance without a decision, until the next ${kind}`,
      inAudit(['S'], (audit, one) => {
        if (followedBy(audit, one) !== kind || audit.decision?.outcome !== 'maintain' || Object.values(audit.nonconformities).length > 0)
          return false;
        delete audit.decision;
        return true;
      }),
    ),
  ),
  ...error(
    { cusc: 'C-P45' },
    'a surveillance that grants',
    inAudit(['S'], ({ decision, report }) => {
      if (decision?.outcome !== 'maintain' || !report?.recommendation) return false;
      decision.outcome = 'refuse';
      report.recommendation.outcome = 'refuse';
      return true;
    }),
  ),
  ...missed({ cusc: 'C-P50' }, 'R.decision', 'to'),
];
