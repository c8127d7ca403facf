/** Breaks: facts that must agree. */
import { auditsOf, inAudit, inCase, inNc, leaderOf, membersOf, type Break } from '../break.js';
import { text } from '../drafts.js';
import { doneDates } from '../take-out.js';
import { addDays, addMonths } from '../windows.js';
import { all, error, warning } from './table.js';

export const consistency: readonly Break[] = [
  ...error(
    all('G-01'),
    'the plan dated before the contract',
    inAudit(['I2'], ({ plan }, { draft }) => {
      if (plan) plan.date = addDays(draft.case.contract?.signedOn ?? '', -1);
    }),
  ),
  ...error(
    all('G-01'),
    'confirmed before it was written',
    inAudit(['I2', 'S', 'R'], ({ plan }) => {
      if (plan?.confirmation) plan.confirmation.on = addDays(plan.date ?? '', -1);
    }),
  ),
  ...warning(
    all('G-01'),
    'planned before the audit before had ended',
    inAudit(['S', 'R'], ({ audit, plan }, { draft }) => {
      const previous = draft.audits.find(({ name }) => name === audit.previous);
      if (!plan || previous?.audit.end === undefined) return false;
      plan.date = addDays(previous.audit.end, -1);
      return true;
    }),
  ),
  ...error(
    all('G-01'),
    'planned to end before it begins',
    inAudit(['I2', 'S'], ({ plan, report }) => {
      if (!plan || !report) return false;
      plan.end = addDays(plan.start ?? '', -1);
      report.deviations = [{ what: text('审核提前一天', 'A day earlier'), reason: text('理由', 'A reason') }];
      return true;
    }),
  ),
  ...error(
    all('G-01'),
    'reported before the audit ended',
    inAudit(['I2', 'S', 'R'], ({ audit, report, nonconformities }) => {
      if (!report || Object.keys(nonconformities).length > 0) return false;
      report.date = addDays(audit.end ?? '', -1);
      return true;
    }),
  ),
  ...error(
    // In cqm the client confirms it by the end of the audit.
    { wanding: 'G-01', cusc: 'G-01' },
    'raised after the audit',
    inNc(['I2', 'S', 'R'], (nc, { audit, report }) => {
      const day = addDays(audit.end ?? '', 1);
      if (day > (report?.date ?? '') || day > (nc.review?.on ?? '') || day > (nc.acknowledgement?.on ?? '9999') || nc.grade === 'major')
        return false;
      nc.date = day;
      return true;
    }),
  ),
  ...error(
    all('G-01'),
    'raised before the audit',
    inNc(['I2', 'S', 'R'], (nc, { audit }) => {
      if (nc.grade === 'major') return false;
      nc.date = addDays(audit.start ?? '', -1);
      return true;
    }),
  ),
  ...error(
    all('G-01'),
    'reviewed before it was raised',
    inNc(['I2', 'S', 'R'], (nc) => {
      if (!nc.review) return false;
      nc.review.on = addDays(nc.date ?? '', -1);
      return true;
    }),
  ),
  ...error(
    all('G-01'),
    'verified before it was raised',
    inNc(['I2', 'S', 'R'], (nc) => {
      if (!nc.verification) return false;
      nc.verification.on = addDays(nc.date ?? '', -1);
      return true;
    }),
  ),
  ...error(
    all('G-02'),
    'a date that is still to come',
    inAudit(['I1'], ({ notice }, { last }) => {
      if (!notice?.delivery) return false;
      notice.delivery.on = addDays(last, 30);
      return true;
    }),
    { asOf: (one) => addDays(one.last, 1) },
  ),
  ...warning(
    all('G-32'),
    'a report that does not name stage 1',
    inAudit(['I2'], ({ audit, report }, { draft }) => {
      const first = draft.audits.find(({ name }) => name === audit.stage1)?.audit;
      // What began on the last day of stage 1 may be taken for it.
      if (!report || (first?.end ?? '') >= (audit.start ?? '')) return false;
      report.activities = (report.activities ?? []).slice(1);
      return true;
    }),
  ),
  ...warning(
    all('G-22'),
    'a certificate that ends in three months, and no recertification',
    (one) => {
      const [certificate] = one.draft.certificates ?? [];
      const year = auditsOf(one, 'S').at(-1)?.audit.end?.slice(0, 4);
      if (
        one.story.some((word) => ['renewed', 'withdrawn', 'cancelled', 'suspended'].includes(word)) ||
        one.draft.certificates?.length !== 1 ||
        year === undefined ||
        Number(year) + 1 < Number(certificate?.validTo?.slice(0, 4))
      )
        return false;
      one.draft.events?.push({
        kind: 'delivered',
        date: addDays(addMonths(certificate?.validTo ?? '', -3), -1),
        certificate: certificate?.number ?? '',
        by: 'o-kang',
      });
      return !doneDates(one.draft).some((date) => date > addMonths(certificate?.validTo ?? '', -3));
    },
    { asOf: (one) => addMonths(one.draft.certificates?.[0]?.validTo ?? '', -3), isByTime: true },
  ),
  ...error(
    all('G-04'),
    'other days than planned',
    inAudit(['I2', 'S', 'R'], ({ plan, report }, { people }) => {
      if (!plan || Array.isArray(report?.deviations)) return false;
      plan.end = addDays(plan.end ?? '', 1);
      for (const { person } of plan.team ?? [])
        for (const one of people[person ?? '']?.registrations?.slice(-1) ?? []) one.validTo = '2049-12-31';
      return true;
    }),
  ),
  ...error(
    all('G-04'),
    'another scope than planned',
    inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
      if (!plan || Array.isArray(report?.deviations)) return false;
      plan.scope = text('另一范围', 'Another scope');
      return true;
    }),
  ),
  ...error(
    all('G-04'),
    'a site that was not planned',
    inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
      if (!plan || Array.isArray(report?.deviations) || (plan.sites?.length ?? 0) < 2) return false;
      plan.sites = plan.sites?.slice(0, -1) ?? [];
      return true;
    }),
  ),
  ...error(
    all('G-04'),
    'a site that was planned and left out',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (!report || Array.isArray(report.deviations) || (report.sites?.length ?? 0) < 2) return false;
      report.sites = report.sites?.slice(0, -1) ?? [];
      return true;
    }),
  ),
  ...error(
    all('G-04'),
    'a criterion that was not planned',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (!report || Array.isArray(report.deviations)) return false;
      report.criteria = [...(report.criteria ?? []), text('另一准则', 'Another criterion')];
      return true;
    }),
  ),
  ...error(
    all('G-04'),
    'a criterion that was planned and left out',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (!report || Array.isArray(report.deviations)) return false;
      report.criteria = (report.criteria ?? []).slice(0, 1);
      return true;
    }),
  ),
  ...error(
    all('G-04'),
    'an objective that was not planned',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (!report || Array.isArray(report.deviations)) return false;
      report.objectives = [...(report.objectives ?? []), { text: text('另一目的', 'Another objective'), achieved: true }];
      return true;
    }),
  ),
  ...error(
    all('G-04'),
    'an objective that was planned and forgotten',
    inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
      if (!plan || Array.isArray(report?.deviations)) return false;
      plan.objectives = [...(plan.objectives ?? []), text('另一目的', 'Another objective')];
      return true;
    }),
  ),
  ...error(
    { cusc: 'G-04' },
    'a member who stayed away',
    inAudit(['I2', 'S', 'R'], ({ report, findings, nonconformities }) => {
      const gone = report?.team?.findLast((member) => member.role === 'trainee' || member.role === 'expert');
      if (
        !report ||
        !gone ||
        Array.isArray(report.deviations) ||
        Object.keys(findings).length === 0 ||
        Object.keys(nonconformities).length < 0
      )
        return false;
      report.team = (report.team ?? []).filter((member) => member !== gone);
      return true;
    }),
  ),
  ...error(
    all('G-05'),
    'a member whom nobody planned',
    inAudit(['I2', 'S', 'R'], ({ report, plan }, { people }) => {
      const known = new Set([...(plan?.team ?? []), ...(report?.team ?? [])].map((member) => member.person));
      const other = Object.keys(people).find((id) => id.startsWith('e-') && !known.has(id));
      if (!report?.team || other === undefined) return false;
      report.team.push({
        id: 'Y',
        person: other,
        role: 'expert',
        days: 0,
        responsibleAuditor: report.team[0]?.person ?? '',
        tasks: text('支持', 'Advice'),
      });
      return true;
    }),
  ),
  ...warning(
    all('G-07'),
    'a site without a slot',
    inAudit(['I2', 'S', 'R'], ({ plan }) => {
      const site = plan?.sites?.[1];
      if (site === undefined) return false;
      for (const day of plan?.schedule ?? []) for (const slot of day.slots ?? []) if (slot.site === site) slot.site = 'S1';
      return true;
    }),
  ),
  ...warning(
    all('G-07'),
    'a member without a slot',
    inAudit(['I2', 'S', 'R'], ({ plan }) => {
      const member = plan?.team?.[1]?.id;
      if (member === undefined) return false;
      for (const day of plan?.schedule ?? [])
        for (const slot of day.slots ?? []) slot.members = (slot.members ?? []).filter((id) => id !== member);
      return true;
    }),
  ),
  ...warning(
    all('G-07'),
    'a member in two slots at once',
    inAudit(['I2', 'S', 'R'], ({ plan }) => {
      const slot = plan?.schedule?.[0]?.slots?.[1];
      if (!slot) return false;
      plan?.schedule?.[0]?.slots?.push({ ...slot, clauses: [] });
      return true;
    }),
  ),
  ...warning(
    { wanding: 'G-07' },
    'a clause without a slot',
    inAudit(['I2', 'R'], ({ plan }) => {
      for (const day of plan?.schedule ?? [])
        for (const slot of day.slots ?? []) slot.clauses = (slot.clauses ?? []).filter((clause) => !clause.startsWith('8.5'));
    }),
  ),
  ...error(
    all('G-16'),
    'a wrong check character',
    inCase(({ client }) => {
      const state = client?.[0];
      if (!state?.uscc) return false;
      state.uscc = state.uscc.slice(0, 17) + (state.uscc.endsWith('0') ? '1' : '0');
      return true;
    }),
  ),
  ...error(
    all('G-16'),
    "a wrong check character in an entity's code",
    inCase(({ client }) => {
      const entity = client?.[0]?.entities?.[0];
      if (!entity?.uscc) return false;
      entity.uscc = entity.uscc.slice(0, 17) + (entity.uscc.endsWith('0') ? '1' : '0');
      return true;
    }),
  ),
  ...warning(
    all('G-16'),
    'a wrong organisation code',
    inCase(({ client }) => {
      if (client?.[0]) client[0].orgCode = 'MA8Y4H6T0';
    }),
  ),
  ...warning(
    all('G-17'),
    'another headcount at stage 1',
    inAudit(['I1'], ({ notice }) => {
      if (notice) notice.headcount = 9_999;
      else return false;
      return true;
    }),
  ),
  ...warning(
    all('G-17'),
    'another headcount at the audit',
    inAudit(['I2', 'S', 'R'], ({ audit }) => {
      audit.headcount = 9_999;
    }),
  ),
  ...error(
    all('G-24'),
    'spot checks declared not applicable in spite of one',
    inAudit(['I2', 'R', 'TR'], ({ report }) => {
      if (!report || !Array.isArray(report.spotChecks)) return false;
      report.spotChecks = { notApplicable: text('没有', 'None') };
      return true;
    }),
  ),
  ...error(
    all('G-24'),
    'a combination declared not applicable in spite of two systems',
    inAudit(['I2', 'S', 'R'], ({ audit, report }) => {
      if (!report || audit.combination === undefined || 'notApplicable' in audit.combination) return false;
      report.combination = { notApplicable: text('没有', 'None') };
      return true;
    }),
  ),
  ...error(
    { wanding: 'G-24' },
    'use of the certificate declared not applicable',
    inAudit(['S', 'R'], ({ report }) => {
      if (report) report.certificateUse = { notApplicable: text('没有', 'None') };
    }),
  ),
  ...warning(
    all('PP-01'),
    "a number that is not the person's",
    inAudit(['I2', 'S', 'R'], (audit) => {
      for (const member of membersOf(audit).filter((one) => one.role === 'leader')) member.registration = '2020-N1QMS-1234567';
    }),
  ),
  ...warning(
    { wanding: 'PP-01', cusc: 'PP-01', cqm: 'PP-01' },
    'a number of another form',
    inAudit(['I2', 'S', 'R'], (audit, { people }) => {
      for (const member of membersOf(audit).filter((one) => one.role === 'leader')) member.registration = 'QMS-1';
      for (const registration of people[leaderOf(audit)]?.registrations ?? []) registration.number = 'QMS-1';
    }),
  ),
];
