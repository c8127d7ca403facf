/** Breaks: certificates: dates, scope, what they replace. */
import { inAudit, inCertificate, inEvent, type Break } from '../break.js';
import { text } from '../drafts.js';
import { addDays, addMonths } from '../windows.js';
import { all, error, missed, warning } from './table.js';

export const certificates: readonly Break[] = [
  ...missed({ wanding: 'W-P67' }, 'issued', 'from', 'W-P67'),
  ...missed({ cusc: 'G-01' }, 'issued', 'from', 'G-01'),
  ...error(
    { cusc: 'C-P48' },
    'issued before the decision',
    inCertificate(['R'], (certificate, { decision }, draft) => {
      const before = addDays(decision?.date ?? '', -1);
      for (const event of draft.events ?? []) if (event.certificate === certificate.number) event.date = before;
      if (certificate.firstIssued === certificate.issued) return false;
      certificate.issued = before;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P68', cusc: 'C-P52' },
    'valid for a day more than three years',
    inCertificate(['I2', 'TR'], (certificate, _, draft) => {
      if (draft.certificates?.length !== 1) return false;
      certificate.validTo = addDays(addMonths(certificate.validFrom ?? '', 36), 1);
      if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P69' },
    'valid from the issue',
    inCertificate(['I2'], (certificate, { decision }) => {
      if (certificate.validFrom !== decision?.date) return false;
      certificate.validFrom = addDays(decision?.date ?? '', 1);
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P70' },
    'starts after the certificate before has ended',
    inCertificate(['R'], (certificate) => {
      certificate.validFrom = addDays(certificate.replaces?.validTo ?? '', 1);
    }),
  ),
  ...error(
    { wanding: 'W-P71', cusc: 'C-P52' },
    'ends more than three years after the one before',
    inCertificate(['R'], (certificate, { decision }, draft) => {
      const end = certificate.replaces?.validTo ?? '';
      if ((decision?.date ?? '') > end) return false;
      certificate.validTo = addDays(addMonths(end, 36), 1);
      if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
      return true;
    }),
  ),
  ...warning(
    { wanding: 'W-P72' },
    'starts before the decision',
    inCertificate(['R'], (certificate, { decision }) => {
      certificate.validFrom = addDays(decision?.date ?? '', -1);
    }),
  ),
  ...warning(
    { cusc: 'C-P52' },
    'longer than 42 months',
    inCertificate(['R'], (certificate, { decision }) => {
      certificate.validTo = addMonths(certificate.replaces?.validTo ?? '', 36);
      const start = addDays(addMonths(certificate.validTo, -42), -1);
      if (start < (decision?.date ?? '')) return false;
      certificate.validFrom = start;
      return true;
    }),
  ),
  ...warning(
    { cusc: 'C-P78' },
    'valid from before the decision',
    inCertificate(['I2'], (certificate, { decision }, draft) => {
      if (draft.certificates?.length !== 1) return false;
      certificate.validFrom = addDays(decision?.date ?? '', -1);
      return (certificate.validTo ?? '') <= addMonths(certificate.validFrom, 36);
    }),
  ),
  ...missed({ cusc: 'C-P51' }, 'lateR.validFrom', 'from'),
  ...error(
    { cusc: 'C-P51' },
    'the new end not that of the old cycle',
    (one) =>
      one.story.includes('restored after expiry') &&
      inCertificate(['R'], (certificate) => {
        certificate.validTo = addDays(certificate.validTo ?? '', -5);
      })(one),
  ),
  ...error(
    { cusc: 'C-P49' },
    'a late renewal that leaves no gap',
    (one) =>
      one.story.includes('restored after expiry') &&
      inCertificate(['R'], (certificate) => {
        certificate.validFrom = certificate.replaces?.validTo ?? '';
      })(one),
  ),
  ...warning({ wanding: 'W-P75', cusc: 'C-P53' }, 'another name since, and not printed again', (one) => {
    const [certificate, client] = [one.draft.certificates?.at(-1), one.draft.case.client?.at(-1)];
    const events = (one.draft.events ?? []).filter((event) => event.certificate === certificate?.number);
    if (
      !client ||
      certificate?.issued === undefined ||
      (certificate.validTo ?? '') <= addDays(one.last, 2) ||
      events.some(({ kind }) => kind === 'suspended' || kind === 'withdrawn' || kind === 'cancelled')
    )
      return false;
    one.draft.case.client?.push({ ...client, from: addDays(one.last, 1), name: text('青榆集团有限公司', 'Qingyu Group Co., Ltd.') });
    return true;
  }),
  ...error(
    { wanding: 'W-P76', cusc: 'C-P55' },
    'a superseded standard',
    inCertificate(['I2', 'R', 'TR'], (certificate) => {
      certificate.standard = 'ISO 22301:2012';
    }),
  ),
  ...error(
    { cusc: 'C-P55', wanding: 'G-18' },
    'another standard in the plan',
    inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
      if (plan) plan.criteria = [text('ISO 9001:2015', 'ISO 9001:2015')];
      if (report) report.deviations = [{ what: text('审核准则改变', 'Other criteria'), reason: text('理由', 'A reason') }];
      return plan !== undefined;
    }),
  ),
  ...error(
    { cusc: 'C-P55', wanding: 'G-18' },
    'another standard in the report',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (!report) return false;
      report.criteria = [text('ISO 9001:2015', 'ISO 9001:2015')];
      report.deviations = [{ what: text('审核准则改变', 'Other criteria'), reason: text('理由', 'A reason') }];
      return true;
    }),
  ),
  ...missed({ wanding: 'W-P87', cusc: 'C-P37' }, 'certReported', 'to', undefined, { isByWorkingDays: true }),
  ...missed({ wanding: 'W-P87' }, 'certReported', 'from'),
  ...error(
    { cusc: 'C-P37' },
    'reported before it was issued',
    inEvent('reported', (event, draft) => {
      const certificate = draft.certificates?.find((one) => one.number === event.certificate);
      if (event.subject !== undefined || !certificate) return false;
      event.date = addDays(certificate.issued ?? '', -1);
      return true;
    }),
  ),
  ...error(
    all('G-13'),
    'another scope than decided',
    inCertificate(['I2', 'R', 'TR'], (certificate) => {
      certificate.scope = text('另一范围', 'Another scope');
    }),
  ),
  ...error(
    all('G-13'),
    'a site that the case does not have',
    inCertificate(['I2', 'R', 'TR'], (certificate) => {
      certificate.sites = [...(certificate.sites ?? []), 'S9'];
    }),
  ),
  ...error(
    { wanding: 'W-P75', cusc: 'C-P53' },
    'a site that was audited is left off',
    inCertificate(['I2', 'R', 'TR'], (certificate) => {
      if ((certificate.sites?.length ?? 0) < 2) return false;
      certificate.sites = certificate.sites?.slice(0, -1) ?? [];
      return true;
    }),
  ),
  ...warning(
    all('G-13'),
    'another scope than audited',
    inAudit(['I2', 'R'], ({ report, plan }) => {
      if (report) report.scope = text('另一范围', 'Another scope');
      if (plan) plan.scope = text('另一范围', 'Another scope');
    }),
  ),
  ...error(
    all('G-20'),
    'a renewal that replaces nothing',
    inCertificate(['R'], (certificate, _, draft) => {
      if (draft.certificates?.length !== 1) return false;
      delete certificate.replaces?.number;
      return true;
    }),
  ),
  ...error(
    all('G-21'),
    'another day of issue than the event has',
    inEvent('issued', (event, draft) => {
      const certificate = draft.certificates?.find((one) => one.number === event.certificate);
      if (certificate?.issued !== event.date || draft.events?.some((one) => one.kind === 'suspended')) return false;
      event.date = addDays(event.date ?? '', 1);
      return true;
    }),
  ),
  ...error(
    all('G-33'),
    'first issued after it was issued',
    inCertificate(['I2', 'TR'], (certificate, _, draft) => {
      if (draft.certificates?.length !== 1) return false;
      certificate.firstIssued = addDays(certificate.issued ?? '', 1);
      return true;
    }),
  ),
  ...error(
    all('G-33'),
    'another first issue than the certificate before',
    inCertificate(['R'], (certificate, _, draft) => {
      if ((draft.certificates?.length ?? 0) < 2) return false;
      certificate.firstIssued = certificate.issued ?? '';
      return true;
    }),
  ),
];
