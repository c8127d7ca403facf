/**
 * Breaks of zoho: what its text asks, in the order of its clauses, then what ISO/IEC 17021-1 asks where it is silent (warnings). Rules that
 * all schemes share are broken in the other tables.
 */
import { auditsOf, inAudit, inCase, inCertificate, inEvent, inNc, leaderOf, type Break, type Change } from '../break.js';
import { text, type LawfulCase } from '../drafts.js';
import { addDays, addMonths } from '../windows.js';
import { answeredByDecider, endless, issueOf, suspendedTo } from './situations.js';
import { error, missed, warning } from './table.js';

/** The audit on site that the application has to be ready for. */
const readyBy = (change: (record: LawfulCase['draft']['case'], start: string) => unknown): Change =>
  inAudit(['I1'], ({ audit }, { draft }) => {
    if (audit.onSite === false || draft.audits.filter((one) => one.audit.kind === 'I1').length > 1) return false;
    return change(draft.case, audit.start ?? '');
  });
const correctedLate = (kinds: Parameters<typeof inNc>[0]): Change =>
  inNc(kinds, (nc) => {
    if (nc.completedOn === undefined || addDays(nc.completedOn, -1) < (nc.date ?? '')) return false;
    nc.due = addDays(nc.completedOn, -1);
    return true;
  });

export const ofZoho: readonly Break[] = [
  ...error(
    { zoho: 'Z-P01' },
    'less than three months of operation before the first audit on site',
    readyBy((record, start) => {
      if (record.bcms) record.bcms.operationStart = addDays(addMonths(start, -3), 2);
    }),
  ),
  ...error(
    { zoho: 'Z-P01' },
    'the internal audit completed on the day of the audit',
    readyBy((record, start) => {
      if (record.bcms?.internalAudit) record.bcms.internalAudit.completedOn = start;
    }),
  ),
  ...error(
    { zoho: 'Z-P01' },
    'the management review on the day of the audit',
    readyBy((record, start) => {
      if (record.bcms?.managementReview) record.bcms.managementReview.completedOn = start;
    }),
  ),
  ...error(
    { zoho: 'Z-P01' },
    'an internal audit of a part of the requirements',
    inAudit(['I2'], (_, { draft }) => {
      if (draft.case.bcms?.internalAudit) draft.case.bcms.internalAudit.complete = false;
    }),
  ),
  ...error(
    { zoho: 'Z-P02' },
    'on the list of seriously illegal enterprises',
    inCase(({ eligibility }) => {
      if (eligibility) eligibility.notOnDishonestList = false;
    }),
  ),
  ...error(
    { zoho: 'Z-P02' },
    'an accident within a year before the application',
    inCase(({ history, application }) => {
      if (history) history.accidents = [{ on: addDays(addMonths(application?.date ?? '', -12), 1), what: text('事故', 'An accident') }];
    }),
  ),
  ...error(
    { zoho: 'G-14' },
    'a licence that had expired at the application',
    inCase(({ client, application }) => {
      const licences = client?.[0]?.licences;
      if (!Array.isArray(licences) || (client?.length ?? 0) > 1) return false;
      licences.push({
        name: text('许可证', 'A licence'),
        number: 'Z-2',
        validTo: addDays(application?.date ?? '', -1),
        verifiedBy: licences[0]?.verifiedBy ?? '',
        verifiedOn: licences[0]?.verifiedOn ?? '',
      });
      return true;
    }),
  ),
  ...error(
    { zoho: 'G-18' },
    'criteria that do not name the standard',
    inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
      if (!plan || !report) return false;
      plan.criteria = [text('体系文件', 'The documents')];
      report.criteria = [text('体系文件', 'The documents')];
      return true;
    }),
  ),
  ...error(
    { zoho: 'G-18' },
    'a certificate that does not name the edition',
    inCertificate(['I2', 'R'], (certificate) => {
      certificate.standard = 'GB/T 30146';
    }),
  ),
  ...warning(
    { zoho: 'Z-P04' },
    'stage 2 although stage 1 had postponed it',
    inAudit(['I1'], ({ notice, name }, { draft }) => {
      if (!notice || !draft.audits.some(({ audit }) => audit.kind === 'I2' && audit.stage1 === name)) return false;
      notice.ready = false;
      return true;
    }),
  ),
  ...error({ zoho: 'Z-P04' }, 'corrected a day after the time set', correctedLate(['I2'])),
  ...error({ zoho: 'Z-P11' }, 'corrected a day after the time set', correctedLate(['R'])),
  ...warning({ zoho: 'Z-P05' }, 'corrected a day after the time set', correctedLate(['S'])),
  ...missed({ zoho: 'Z-P06' }, 'S.end', 'to'),
  ...missed({ zoho: 'Z-P07' }, 'S.start', 'to'),
  ...missed({ zoho: 'Z-P08' }, 'S.start', 'to'),
  ...error({ zoho: 'Z-P09' }, 'later than first planned, after a suspension for a surveillance that was missed', (one) => {
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
      event.reason = 'Z-SUS-1';
      entry.planned = addDays(later.audit.start ?? '', -1);
      return true;
    });
  }),
  ...missed({ zoho: 'Z-P10' }, 'R.application', 'to'),
  ...missed({ zoho: 'Z-P11' }, 'R.decision', 'to'),
  ...error(
    { zoho: 'Z-P13' },
    'confirmed after the report had been prepared',
    inNc(['I2', 'S', 'R'], (nc, { report }) => {
      if (nc.acknowledgement) nc.acknowledgement.on = addDays(report?.date ?? '', 1);
    }),
  ),
  ...error(
    { zoho: 'Z-P13' },
    'decided without a report',
    inAudit(['XE', 'XS'], (audit) => {
      delete audit.report;
    }),
  ),
  ...error(
    { zoho: 'Z-P13' },
    'changed after it was provided',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (report?.delivery) report.delivery.on = addDays(report.date ?? '', -1);
    }),
  ),
  ...error(
    { zoho: 'Z-P14' },
    'an audit without a plan',
    inAudit(['XE', 'XS'], (audit) => {
      delete audit.plan;
    }),
  ),
  ...missed({ zoho: 'Z-P14' }, 'S.confirmed', 'to'),
  ...error(
    { zoho: 'Z-P14' },
    'a change that nobody approved',
    inAudit(['I2', 'S', 'R'], ({ plan }) => {
      const change = Array.isArray(plan?.changes) ? plan.changes[0] : undefined;
      if (!change) return false;
      delete change.agreedOn;
      return true;
    }),
  ),
  ...error(
    { zoho: 'Z-P14' },
    'an extension that nobody applied for',
    inAudit(['XE'], ({ audit }) => {
      delete audit.application;
    }),
  ),
  ...warning(
    { zoho: 'Z-P16' },
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
    { zoho: 'Z-P16' },
    'valid from before the decision',
    inCertificate(['I2'], (certificate, { decision }, draft) => {
      if (draft.certificates?.length !== 1) return false;
      certificate.validFrom = addDays(decision?.date ?? '', -1);
      certificate.validTo = [certificate.validTo ?? '', addDays(addMonths(certificate.validFrom, 36), -1)].sort()[0] ?? '';
      if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
      return true;
    }),
  ),
  ...warning(
    { zoho: 'Z-P16' },
    'valid for a day more than three years',
    inCertificate(['I2'], (certificate, _, draft) => {
      if (draft.certificates?.length !== 1) return false;
      certificate.validTo = addDays(addMonths(certificate.validFrom ?? '', 36), 1);
      if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
      return true;
    }),
  ),
  ...warning(
    { zoho: 'Z-P16' },
    'ends more than three years after the one before',
    inCertificate(['R'], (certificate, _, draft) => {
      certificate.validTo = addDays(addMonths(certificate.replaces?.validTo ?? '', 36), 1);
      if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
    }),
  ),
  ...warning(
    { zoho: 'Z-P16' },
    'granted with a nonconformity that was neither verified nor its action accepted',
    inNc(['I2', 'R', 'XE'], (nc) => {
      delete nc.verification;
      delete nc.review;
    }),
  ),
  ...warning({ zoho: 'Z-P16' }, 'a suspension that ended yesterday', endless, { asOf: (one) => addDays(suspendedTo(issueOf(one)), 1) }),
  ...warning({ zoho: 'PP-16' }, 'answered by one who decided', inEvent('replied', answeredByDecider)),
  ...warning(
    { zoho: 'G-12' },
    'decided otherwise, without a word',
    inAudit(['R', 'XE'], ({ report, decision }) => {
      if (!report?.recommendation || !decision) return false;
      report.recommendation.outcome = 'refuse';
      delete decision.text;
      return true;
    }),
  ),
  ...warning(
    { zoho: 'G-25' },
    'decided by one of the team',
    inAudit(['I2', 'S', 'R'], (audit) => {
      if (audit.decision) audit.decision.by = leaderOf(audit);
    }),
  ),
  ...warning(
    { zoho: 'ISO-01' },
    'a programme without a recertification',
    inCertificate(['I2', 'R'], (certificate, _, draft) => {
      const { programme } = draft.case;
      if (!programme?.audits || draft.certificates?.at(-1) !== certificate) return false;
      programme.audits = programme.audits.filter(({ kind, audit }) => kind !== 'R' || audit !== undefined);
      return true;
    }),
  ),
];
