/** Breaks of cqm: what its text asks, in the order of its clauses. Rules that all schemes share are broken in the other tables. */
import { auditsOf, inAudit, inCase, inCertificate, inEvent, inNc, leaderOf, withoutEvents, type Break, type Change } from '../break.js';
import { text, type LawfulCase } from '../drafts.js';
import { addDays, addMonths } from '../windows.js';
import { answeredByDecider, endless, issueOf, misused, misusedOn, suspendedTo } from './situations.js';
import { error, missed, warning } from './table.js';

const accident = (on: string) => [{ on, what: text('事故', 'An accident') }];
/** The audit on site that the application has to be ready for. */
const readyBy = (change: (record: LawfulCase['draft']['case'], start: string) => unknown): Change =>
  inAudit(['I1'], ({ audit }, { draft }) => {
    if (audit.onSite === false || draft.audits.filter((one) => one.audit.kind === 'I1').length > 1) return false;
    return change(draft.case, audit.start ?? '');
  });
/** The last certificate is still in force after all that the case tells of. */
const inForce = ({ draft, story, last }: LawfulCase): boolean =>
  !story.includes('withdrawn') && (draft.certificates?.at(-1)?.validTo ?? '') > addDays(last, 30) && !story.includes('reissued');
const day = (one: LawfulCase): string => addDays(one.last, 10);

export const ofCqm: readonly Break[] = [
  ...error(
    { cqm: 'Q-P01' },
    'less than three months of operation before the first audit on site',
    readyBy((record, start) => {
      if (record.bcms) record.bcms.operationStart = addDays(addMonths(start, -3), 2);
    }),
  ),
  ...error(
    { cqm: 'Q-P02' },
    'the internal audit completed on the day of the audit',
    readyBy((record, start) => {
      if (record.bcms?.internalAudit) record.bcms.internalAudit.completedOn = start;
    }),
  ),
  ...error(
    { cqm: 'Q-P02' },
    'the management review on the day of the audit',
    readyBy((record, start) => {
      if (record.bcms?.managementReview) record.bcms.managementReview.completedOn = start;
    }),
  ),
  ...error(
    { cqm: 'Q-P02' },
    'an internal audit of a part of the requirements',
    inAudit(['I2'], (_, { draft }) => {
      if (draft.case.bcms?.internalAudit) draft.case.bcms.internalAudit.complete = false;
    }),
  ),
  ...error(
    { cqm: 'Q-P03' },
    'on the list of seriously illegal enterprises',
    inCase(({ eligibility }) => {
      if (eligibility) eligibility.notOnDishonestList = false;
    }),
  ),
  ...error(
    { cqm: 'Q-P03' },
    'an accident within a year before the application',
    inCase(({ history, application }) => {
      if (history) history.accidents = accident(addDays(addMonths(application?.date ?? '', -12), 1));
    }),
  ),
  ...error(
    { cqm: 'Q-P03' },
    'an accident after the application, before the decision',
    inAudit(['I2'], ({ decision }, { draft }) => {
      const on = addDays(draft.case.application?.date ?? '', 1);
      if (!draft.case.history || !decision?.date || on <= addMonths(decision.date, -12)) return false;
      draft.case.history.accidents = accident(on);
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P03' },
    'a failed inspection by the state within a year before the decision',
    inAudit(['I2'], ({ decision, report }, { draft }) => {
      if (!draft.case.history || !decision?.date || !report) return false;
      draft.case.history.spotChecks = [
        { on: addDays(addMonths(decision.date, -12), 1), national: true, what: text('抽查不合格', 'A failed spot check'), rectified: true },
      ];
      report.spotChecks = [{ what: text('抽查', 'A spot check'), cause: text('原因', 'Cause'), effectiveness: text('有效', 'Effective') }];
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P04' },
    'a licence that had expired at the decision',
    inAudit(['I2', 'R', 'XE'], ({ decision }, { draft }) => {
      const licences = draft.case.client?.[0]?.licences;
      if (!Array.isArray(licences) || !decision?.date || (draft.case.client?.length ?? 0) > 1) return false;
      licences.push({
        name: text('许可证', 'A licence'),
        number: 'Z-2',
        validTo: addDays(decision.date, -1),
        verifiedBy: licences[0]?.verifiedBy ?? '',
        verifiedOn: licences[0]?.verifiedOn ?? '',
      });
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P06' },
    'criteria that do not name the standard',
    inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
      if (!plan || !report) return false;
      plan.criteria = [text('体系文件', 'The documents')];
      report.criteria = [text('体系文件', 'The documents')];
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P06' },
    'a certificate that does not name the edition',
    inCertificate(['I2', 'R'], (certificate) => {
      certificate.standard = 'GB/T 30146';
    }),
  ),
  ...error(
    { cqm: 'Q-P42' },
    'stage 2 although stage 1 had postponed it',
    inAudit(['I1'], ({ notice, name }, { draft }) => {
      if (!notice || !draft.audits.some(({ audit }) => audit.kind === 'I2' && audit.stage1 === name)) return false;
      notice.ready = false;
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P21' },
    'an audit without a plan',
    inAudit(['XE', 'XS'], (audit) => {
      delete audit.plan;
    }),
  ),
  ...missed({ cqm: 'Q-P21' }, 'S.confirmed', 'to'),
  ...error(
    { cqm: 'Q-P21' },
    'a change that nobody approved',
    inAudit(['I2', 'S', 'R'], ({ plan }) => {
      const change = Array.isArray(plan?.changes) ? plan.changes[0] : undefined;
      if (!change) return false;
      delete change.agreedOn;
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P20' },
    'confirmed after the audit had ended',
    inNc(['I2', 'S', 'R'], (nc, { audit }) => {
      if (nc.acknowledgement) nc.acknowledgement.on = addDays(audit.end ?? '', 1);
    }),
  ),
  ...error(
    { cqm: 'Q-P08' },
    'corrected a day after the time set',
    inNc(['I2', 'R'], (nc) => {
      if (nc.completedOn === undefined || addDays(nc.completedOn, -1) < (nc.date ?? '')) return false;
      nc.due = addDays(nc.completedOn, -1);
      return true;
    }),
  ),
  ...warning(
    { cqm: 'Q-P41' },
    'corrected a day after the time set',
    inNc(['S'], (nc) => {
      if (nc.completedOn === undefined || addDays(nc.completedOn, -1) < (nc.date ?? '')) return false;
      nc.due = addDays(nc.completedOn, -1);
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P22' },
    'changed after it was provided',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (report?.delivery) report.delivery.on = addDays(report.date ?? '', -1);
    }),
  ),
  ...error(
    { cqm: 'Q-P23' },
    'an application that was not accepted',
    inCase(({ applicationReview }, one) => {
      if (!applicationReview || auditsOf(one, 'I1').length === 0) return false;
      applicationReview.result = 'to-complete';
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P23' },
    'a contract signed after the decision',
    inAudit(['I2'], ({ decision }, { draft }) => {
      if (draft.case.contract) draft.case.contract.signedOn = addDays(decision?.date ?? '', 1);
    }),
  ),
  ...error(
    { cqm: 'Q-P23' },
    'a nonconformity of which a plan was accepted only',
    inNc(['I2', 'R', 'XE'], (nc) => {
      delete nc.verification;
    }),
  ),
  ...error(
    { cqm: 'Q-P23' },
    'decided without a report',
    inAudit(['XE', 'XS'], (audit) => {
      delete audit.report;
    }),
  ),
  ...error(
    { cqm: 'Q-P23' },
    'a condition that nobody confirmed',
    inAudit(['I2'], ({ decision }) => {
      decision?.conditions?.pop();
    }),
  ),
  ...missed({ cqm: 'Q-P09' }, 'S.end', 'to'),
  ...missed({ cqm: 'Q-P10' }, 'S.start', 'to'),
  ...missed({ cqm: 'Q-P11' }, 'S.start', 'to'),
  ...error({ cqm: 'Q-P12' }, 'later than first planned, after a suspension for a surveillance that was missed', (one) => {
    const held = auditsOf(one, 'S');
    const planned = one.draft.case.programme?.audits ?? [];
    const events = one.draft.events ?? [];
    return events.some((event) => {
      const end = events.find((other) => other.kind === 'restored' && (other.date ?? '') >= (event.date ?? ''))?.date ?? '9999';
      const later = held.find((audit, i) => {
        const before = held[i - 1];
        return before !== undefined && (event.date ?? '') <= (before.audit.end ?? '') && end <= (audit.audit.start ?? '');
      });
      const entry = planned.find(({ audit }) => audit !== undefined && audit === later?.name);
      const before = held[held.findIndex((audit) => audit === later) - 1]?.name;
      // Both in the last cycle, whose programme is on record.
      if (event.kind !== 'suspended' || !later || !entry || !planned.some(({ audit }) => audit !== undefined && audit === before))
        return false;
      event.reason = 'Q-SUS-B';
      entry.planned = addDays(later.audit.start ?? '', -1);
      return true;
    });
  }),
  ...missed({ cqm: 'Q-P14' }, 'R.application', 'to'),
  ...warning(
    { cqm: 'Q-P15' },
    'audited less than three months before the certificate ends',
    inCertificate(['R'], (certificate, { audit, decision }, draft) => {
      const { number = '', validTo: end = '' } = certificate.replaces ?? {};
      const sooner = addDays(addMonths(audit.start ?? '', 3), -1);
      const isEarly = addMonths(sooner, -3) >= (audit.application?.date ?? '9999');
      // Of the certificate before nothing but its end is on record.
      if (sooner >= end || (decision?.date ?? '') > sooner || !isEarly || !number.startsWith('OLD') || draft.certificates?.length !== 1)
        return false;
      certificate.replaces = { number, validTo: sooner };
      certificate.validTo = [certificate.validTo ?? '', addMonths(sooner, 36)].sort()[0] ?? '';
      if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
      return true;
    }),
  ),
  ...missed({ cqm: 'Q-P17' }, 'R.decision', 'to'),
  ...error(
    { cqm: 'Q-P24' },
    'refused without reasons',
    inAudit(['XS'], ({ decision }) => {
      if (!decision) return false;
      decision.outcome = 'refuse';
      delete decision.text;
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P25' },
    'maintained although the review had returned it',
    inAudit(['S'], ({ review, decision }) => {
      if (!review || decision?.outcome !== 'maintain') return false;
      review.result = 'returned';
      return true;
    }),
  ),
  ...missed({ cqm: 'Q-P25' }, 'S.signed', 'to'),
  ...error(
    { cqm: 'Q-P25' },
    'maintained although the team had proposed a suspension',
    inAudit(['S'], ({ report, decision }) => {
      if (!report?.recommendation || decision?.outcome !== 'maintain') return false;
      report.recommendation.outcome = 'suspend';
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P44' },
    'an extension that nobody applied for',
    inAudit(['XE'], ({ audit }) => {
      delete audit.application;
    }),
  ),
  ...warning(
    { cqm: 'Q-P47' },
    'issued before the decision',
    inCertificate(['I2'], (certificate, { decision }, draft) => {
      const before = addDays(decision?.date ?? '', -1);
      const { firstIssued } = certificate;
      for (const one of draft.certificates ?? []) if (one.firstIssued === firstIssued) one.firstIssued = before;
      for (const event of draft.events ?? []) {
        if (event.certificate === certificate.number && event.date === certificate.issued && event.kind === 'issued') event.date = before;
      }
      for (const entry of draft.documents ?? []) if (entry.date === certificate.issued) entry.date = before;
      certificate.issued = before;
    }),
  ),
  ...warning(
    { cqm: 'Q-P47' },
    'valid from before the decision',
    inCertificate(['I2'], (certificate, { decision }, draft) => {
      if (draft.certificates?.length !== 1) return false;
      certificate.validFrom = addDays(decision?.date ?? '', -1);
      certificate.validTo = [certificate.validTo ?? '', addDays(addMonths(certificate.validFrom, 36), -1)].sort()[0] ?? '';
      if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P26' },
    'valid for a day more than three years',
    inCertificate(['I2'], (certificate, _, draft) => {
      if (draft.certificates?.length !== 1) return false;
      certificate.validTo = addDays(addMonths(certificate.validFrom ?? '', 36), 1);
      if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P27' },
    'ends more than three years after the one before',
    inCertificate(['R'], (certificate, { decision }, draft) => {
      const end = certificate.replaces?.validTo ?? '';
      if ((decision?.date ?? '') > end || addMonths(certificate.validFrom ?? '', 40) < addMonths(end, 36)) return false;
      certificate.validTo = addDays(addMonths(end, 36), 1);
      if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P27' },
    'longer than 42 months',
    inCertificate(['R'], (certificate, { decision }) => {
      if ((decision?.date ?? '') > (certificate.replaces?.validTo ?? '')) return false;
      certificate.validFrom = addDays(addMonths(certificate.validTo ?? '', -42), -2);
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P28' },
    'three full years although it was decided after the end',
    inCertificate(['R'], (certificate, { decision }) => {
      const end = certificate.replaces?.validTo ?? '';
      if ((decision?.date ?? '') <= end) return false;
      certificate.validTo = addMonths(end, 36);
      certificate.validFrom = addDays(end, 1);
      return true;
    }),
  ),
  ...error(
    { cqm: 'Q-P29' },
    'an extension that ends on another day',
    inCertificate(['XE'], (certificate, _, draft) => {
      if (draft.certificates?.at(-1) !== certificate || draft.events?.some(({ kind }) => kind === 'withdrawn') === true) return false;
      certificate.validTo = addDays(certificate.validTo ?? '', -1);
      if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
      return true;
    }),
  ),
  ...warning({ cqm: 'Q-P29' }, 'the old certificate not taken back', (one) =>
    (one.draft.certificates ?? []).filter(({ audit }) => auditsOf(one, 'XE', 'S').some(({ name }) => name === audit)).length === 1
      ? withoutEvents(one.draft, ({ kind }) => kind === 'recovered')
      : false,
  ),
  ...warning(
    { cqm: 'Q-P45' },
    'another name than the certificate prints',
    (one) => {
      const state = one.draft.case.client?.at(-1);
      if (!state || !inForce(one)) return false;
      one.draft.case.client?.push({ ...state, from: addDays(one.last, 2), name: text('青榆科技有限公司', 'Qingyu Technology Co., Ltd.') });
      return true;
    },
    { asOf: day },
  ),
  ...warning(
    { cqm: 'Q-P45' },
    'a site more than the certificate prints',
    (one) => {
      const state = one.draft.case.sites?.at(-1);
      const [main] = state?.list ?? [];
      if (!state || !main || !inForce(one)) return false;
      one.draft.case.sites?.push({ from: addDays(one.last, 2), list: [{ ...main, address: text('某市另一路', 'Another Road') }] });
      return true;
    },
    { asOf: day },
  ),
  ...error(
    { cqm: 'Q-P31' },
    'suspended for no one knows how long',
    inEvent('suspended', (event) => {
      delete event.to;
    }),
  ),
  ...error(
    { cqm: 'Q-P31' },
    'suspended for a reason of another scheme',
    inEvent('suspended', (event) => {
      event.reason = 'C-SUS-2';
    }),
  ),
  ...error(
    { cqm: 'Q-P32' },
    'restored although nobody had asked',
    inEvent('restored', (event) => {
      delete event.requestedOn;
    }),
  ),
  ...error(
    { cqm: 'Q-P32' },
    'asked for before it was suspended',
    inEvent('restored', (event, draft) => {
      const first = draft.events?.find((one) => one.kind === 'suspended')?.date ?? '';
      event.requestedOn = addDays(first, -1);
    }),
  ),
  ...error(
    { cqm: 'Q-P32' },
    'restored without evidence',
    inEvent('restored', (event) => {
      delete event.evidence;
    }),
  ),
  ...error(
    { cqm: 'Q-P33' },
    'withdrawn for a reason of suspension',
    inEvent('withdrawn', (event) => {
      event.reason = 'Q-SUS-G';
    }),
  ),
  ...warning({ cqm: 'Q-P33' }, 'a suspension that ended yesterday', endless, { asOf: (one) => addDays(suspendedTo(issueOf(one)), 1) }),
  ...error({ cqm: 'Q-P33' }, 'a misuse whose two months have passed', misused, { asOf: (one) => addDays(addMonths(misusedOn(one), 2), 1) }),
  ...error(
    { cqm: 'Q-P39' },
    'a suspension that nobody published',
    (one) => withoutEvents(one.draft, ({ kind, subject }) => kind === 'published' && subject === 'suspended'),
    { asOf: (one) => addDays([one.last, ...(one.draft.events ?? []).map(({ to = '' }) => to)].sort().at(-1) ?? one.last, 1) },
  ),
  ...missed({ cqm: 'Q-P37' }, 'replied', 'to'),
  ...warning({ cqm: 'PP-16' }, 'answered by one who decided', inEvent('replied', answeredByDecider)),
  ...warning(
    { cqm: 'G-12' },
    'decided otherwise, without a word',
    inAudit(['R', 'XE'], ({ report, decision }) => {
      if (!report?.recommendation || !decision) return false;
      report.recommendation.outcome = 'refuse';
      delete decision.text;
      return true;
    }),
  ),
  ...error(
    { cqm: 'G-25' },
    'reviewed by one of the team',
    inAudit(['I2', 'S', 'R'], (audit) => {
      if (audit.review) audit.review.by = leaderOf(audit);
    }),
  ),
  ...error(
    { cqm: 'G-25' },
    'decided by one of the team',
    inAudit(['I2', 'S', 'R'], (audit) => {
      if (audit.decision) audit.decision.by = leaderOf(audit);
    }),
  ),
];
