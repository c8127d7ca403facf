/** Breaks: the programme, surveillances in time, coverage of a cycle. */
import { auditsOf, inAudit, inCase, inCertificate, type Break } from '../break.js';
import { text } from '../drafts.js';
import { addDays, addMonths } from '../windows.js';
import { renewed } from './later.js';
import { issueOf, justCertified } from './situations.js';
import { error, missed, warning } from './table.js';

export const programme: readonly Break[] = [
  ...error(
    { wanding: 'W-P13' },
    'no surveillance in the programme',
    inCase(({ programme: plan }) => {
      if (plan?.audits) plan.audits = plan.audits.filter((one) => one.kind !== 'S');
      else return false;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P13' },
    'no initial audit in the programme',
    inCase(({ programme: plan }) => {
      if (!plan?.audits?.some((one) => one.kind === 'I2')) return false;
      plan.audits = plan.audits.filter((one) => one.kind !== 'I2');
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P13' },
    'recertification planned after expiry',
    inCase(({ programme: plan }) => {
      const last = plan?.audits?.findLast((one) => one.kind === 'R' && one.audit === undefined);
      if (!last) return false;
      last.planned = addDays(plan?.cycleEnd ?? '', 1);
      return true;
    }),
  ),
  ...warning(
    { wanding: 'W-P13' },
    'the cycle does not start with the decision',
    inCase(({ programme: plan }, one) => {
      if (!plan?.cycleStart || one.draft.certificates?.length !== 1) return false;
      plan.cycleStart = addDays(plan.cycleStart, -1);
      return true;
    }),
  ),
  ...warning(
    { wanding: 'W-P13' },
    'the cycle does not end with the certificate',
    inCase(({ programme: plan }, one) => {
      if (!plan?.cycleEnd || one.draft.certificates?.length !== 1) return false;
      plan.cycleEnd = addDays(plan.cycleEnd, -1);
      return true;
    }),
  ),
  ...missed({ wanding: 'W-P14', cusc: 'C-P38' }, 'S.end', 'to'),
  ...missed({ wanding: 'W-P15', cusc: 'C-P39' }, 'S.start', 'to'),
  ...missed({ wanding: 'W-P16', cusc: 'C-P40' }, 'S.start', 'to'),
  ...missed({ cusc: 'C-P42' }, 'S.start', 'to'),
  ...missed({ cusc: 'C-P42' }, 'S.start', 'from'),
  ...error(
    { cusc: 'C-P42' },
    'no surveillance after a failed national spot check',
    (one) => {
      const certificate = justCertified(one);
      const { history } = one.draft.case;
      if (certificate?.issued === undefined || !history) return false;
      history.spotChecks = [{ on: addDays(certificate.issued, 1), national: true, what: text('抽查不合格', 'A failed spot check') }];
      return true;
    },
    { asOf: (one) => addDays(issueOf(one), 32) },
  ),
  ...error(
    { cusc: 'C-P39' },
    'no surveillance in the calendar year after a recertification',
    renewed((audit, _end, certificate) => audit.decision !== undefined && certificate.validFrom !== undefined),
    { asOf: (one) => `${Number(one.draft.certificates?.at(-1)?.validFrom?.slice(0, 4)) + 2}-01-01`, isByTime: true },
  ),
  ...warning(
    { wanding: 'ISO-02', cusc: 'ISO-02' },
    'first surveillance more than twelve months after the decision',
    inCertificate(['I2'], (certificate, { review, decision, report, nonconformities }, draft) => {
      const first = draft.audits.find(({ audit }) => audit.kind === 'S')?.audit.end;
      if (!decision?.date || !certificate.issued || first === undefined || Object.keys(nonconformities).length > 0) return false;
      // The decision a little earlier: between the limit from it and the limit from the issue.
      const date = addDays(addMonths(first, -12), -1);
      if (date >= decision.date || date < (review?.date ?? '') || date < (report?.signedOn ?? '') || date < (report?.date ?? ''))
        return false;
      if (certificate.validFrom === decision.date) certificate.validFrom = date;
      if (draft.case.programme?.cycleStart === decision.date) draft.case.programme.cycleStart = date;
      decision.date = date;
      certificate.validTo = [certificate.validTo ?? '', addDays(addMonths(certificate.validFrom ?? '', 36), -1)].sort()[0] ?? '';
      if (draft.case.programme && draft.certificates?.length === 1) draft.case.programme.cycleEnd = certificate.validTo;
      return draft.certificates?.length === 1 && (report?.delivery?.on ?? '') <= addDays(date, 30);
    }),
  ),
  ...error(
    { wanding: 'W-P17' },
    'a clause that the audit does not cover',
    inAudit(['I2', 'R'], (audit) => {
      for (const file of Object.values(audit.findings))
        for (const finding of file.findings ?? []) finding.clauses = (finding.clauses ?? []).filter((clause) => !clause.startsWith('8.5'));
    }),
  ),
  ...error({ wanding: 'W-P17' }, 'a clause that no surveillance of the cycle covers', (one) => {
    if (!one.story.includes('renewed') || one.story[0] !== 'initial') return false;
    const end = auditsOf(one, 'R')[0]?.audit.start ?? '';
    const surveillances = auditsOf(one, 'S').filter(({ audit }) => (audit.start ?? '') < end);
    for (const { findings } of surveillances)
      for (const file of Object.values(findings))
        for (const finding of file.findings ?? []) finding.clauses = (finding.clauses ?? []).filter((clause) => !clause.startsWith('8.5'));
    return surveillances.length > 0;
  }),
  // A transfer would begin a cycle of its own: the first surveillance of the one before comes earlier.
  ...error(
    { wanding: 'W-P09' },
    'a transfer',
    inAudit(['XS', 'XE'], (audit, one) => {
      const start = (other: typeof audit): string => other.audit.start ?? '';
      const begun =
        auditsOf(one, 'I2', 'R')
          .map(start)
          .filter((day) => day < start(audit))
          .sort()
          .at(-1) ?? '';
      if (
        !auditsOf(one, 'S').some((other) => start(other) > begun && start(other) < start(audit)) ||
        auditsOf(one, 'R').some((other) => start(other) > start(audit))
      )
        return false;
      audit.audit.kind = 'TR';
      return true;
    }),
  ),
];
