/** Breaks: from application to contract. */
import { auditsOf, inAudit, inCase, type Break } from '../break.js';
import { text } from '../drafts.js';
import { addDays, addMonths } from '../windows.js';
import { error, missed, warning } from './table.js';

export const application: readonly Break[] = [
  ...missed({ wanding: 'W-P01' }, 'application', 'from'),
  ...missed({ wanding: 'W-P02' }, 'application', 'from'),
  ...error(
    { wanding: 'W-P03', cusc: 'C-P01' },
    'ordered to stop business',
    inCase(({ eligibility }) => {
      if (eligibility) eligibility.notOrderedToStop = false;
    }),
  ),
  ...error(
    { wanding: 'W-P03', cusc: 'C-P01' },
    'on the list of dishonest enterprises',
    inCase(({ eligibility }) => {
      if (eligibility) eligibility.notOnDishonestList = false;
    }),
  ),
  ...missed({ wanding: 'W-P03' }, 'eligibility', 'from'),
  ...error(
    { wanding: 'W-P03' },
    'never checked, and decided',
    inCase((record, one) => {
      if (auditsOf(one, 'I2').length === 0) return false;
      delete record.eligibility;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P04' },
    'stopped by order within a year before the application',
    inCase(({ history, application: applied }) => {
      if (history)
        history.accidents = [{ on: addDays(addMonths(applied?.date ?? '', -12), 1), what: text('事故', 'An accident'), stopOrder: true }];
    }),
  ),
  ...error(
    { wanding: 'W-P04' },
    'stopped by order after the application, before the decision',
    inAudit(['I2'], ({ decision }, { draft }) => {
      if (!draft.case.history || !draft.case.application?.date || !decision?.date) return false;
      const on = addDays(draft.case.application.date, 1);
      if (on > decision.date || on <= addMonths(decision.date, -12)) return false;
      draft.case.history.accidents = [{ on, what: text('事故', 'An accident'), stopOrder: true }];
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P05' },
    'a national spot check failed and not put right',
    inCase(({ history }) => {
      if (!history || !Array.isArray(history.spotChecks)) return false;
      for (const check of history.spotChecks) check.rectified = false;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P06' },
    'a legal entity without proof',
    inCase(({ client }) => {
      client?.[0]?.entities?.push({ name: text('分公司', 'A branch') });
    }),
  ),
  ...error(
    { wanding: 'W-P06', cusc: 'C-P02' },
    'a licence that had expired at the application',
    inCase((record, one) => {
      const licences = record.client?.[0]?.licences;
      if (!Array.isArray(licences) || one.story[0] !== 'initial') return false;
      licences.push({
        name: text('许可证', 'A licence'),
        number: 'Z-2',
        validTo: addDays(record.application?.date ?? '', -1),
        verifiedBy: licences[0]?.verifiedBy ?? '',
        verifiedOn: licences[0]?.verifiedOn ?? '',
      });
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P06', cusc: 'C-P02' },
    'a licence that had expired at the decision',
    inAudit(['I2'], ({ audit, decision }, { draft }) => {
      const licences = draft.case.client?.[0]?.licences;
      if (!Array.isArray(licences) || !licences[0] || (decision?.date ?? '') <= (audit.end ?? '')) return false;
      licences[0].validTo = addDays(decision?.date ?? '', -1);
      return licences[0].validTo >= (audit.end ?? '');
    }),
  ),
  ...warning(
    { wanding: 'W-P06' },
    'a licence that expired during the audit',
    inAudit(['S'], ({ audit }, { draft }) => {
      const licences = draft.case.client?.[0]?.licences;
      const granted =
        draft.audits
          .filter((one) => one.decision && one.audit.kind !== 'S')
          .map((one) => one.decision?.date ?? '')
          .sort()
          .at(-1) ?? '';
      if (!Array.isArray(licences) || !licences[0] || addDays(audit.end ?? '', -1) < granted) return false;
      licences[0].validTo = addDays(audit.end ?? '', -1);
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P07' },
    'no statement on penalties',
    inCase(({ history }) => {
      delete history?.penalties;
    }),
  ),
  ...error(
    { wanding: 'W-P08', cusc: 'G-01' },
    'reviewed before it was applied for',
    inCase(({ applicationReview, application: applied }) => {
      if (applicationReview) applicationReview.date = addDays(applied?.date ?? '', -1);
    }),
  ),
  ...error(
    { wanding: 'W-P08' },
    'accepted without competence',
    inCase(({ applicationReview }) => {
      if (applicationReview) applicationReview.competent = false;
    }),
  ),
  ...error(
    { wanding: 'W-P08', cusc: 'C-P76' },
    'audited although not accepted',
    inCase(({ applicationReview }, one) => {
      if (!applicationReview || one.story[0] !== 'initial') return false;
      applicationReview.result = 'to-complete';
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P08' },
    'the result not told',
    inCase(({ applicationReview }, one) => {
      if (!applicationReview || one.story[0] !== 'initial') return false;
      delete applicationReview.notifiedOn;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P08' },
    'told before it was decided',
    inCase(({ applicationReview }) => {
      if (applicationReview) applicationReview.notifiedOn = addDays(applicationReview.date ?? '', -1);
    }),
  ),
  ...error(
    { cusc: 'C-P76' },
    'not accepted, and told before that',
    inCase(({ applicationReview }, one) => {
      if (!applicationReview || one.story[0] === 'initial') return false;
      applicationReview.result = 'rejected';
      applicationReview.notifiedOn = addDays(applicationReview.date ?? '', -1);
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P10', cusc: 'G-01' },
    'signed before the review',
    inCase(({ contract, applicationReview }) => {
      if (contract) contract.signedOn = addDays(applicationReview?.date ?? '', -1);
    }),
  ),
  ...error(
    { wanding: 'W-P10', cusc: 'C-P04' },
    'signed after the audit began',
    inAudit(['I1'], ({ audit }, { draft }) => {
      if (draft.case.contract) draft.case.contract.signedOn = addDays(audit.start ?? '', 1);
    }),
  ),
  ...error(
    { wanding: 'W-P11', cusc: 'C-P04' },
    "a client's duty missing in the contract",
    inCase(({ contract }) => {
      contract?.clauses?.pop();
    }),
  ),
  ...error(
    { wanding: 'W-P11', cusc: 'C-P04' },
    "a body's duty missing in the contract",
    inCase(({ contract }) => {
      contract?.clauses?.shift();
    }),
  ),
  ...error(
    { wanding: 'W-P12' },
    'applied for after expiry',
    inAudit(['R'], ({ audit }, one) => {
      const previous = one.draft.certificates?.find((certificate) => certificate.replaces && certificate.audit?.startsWith('recert'))
        ?.replaces?.validTo;
      if (!audit.application || previous === undefined || addDays(previous, 1) > one.last) return false;
      audit.application.date = addDays(previous, 1);
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P02' },
    'no material',
    inCase((record) => {
      if (record.application) record.application.materials = [];
    }),
  ),
  ...error(
    { cusc: 'C-P03' },
    'a copy that nobody compared',
    inAudit(['I2', 'TR', 'R'], (_, { draft }) => {
      const licences = draft.case.client?.[0]?.licences;
      if (!Array.isArray(licences) || (draft.case.client?.length ?? 0) > 1) return false;
      delete licences[0]?.verifiedBy;
      return true;
    }),
  ),
  ...warning(
    { wanding: 'W-P98' },
    'confidentiality agreed after the audit began',
    inAudit(['I1'], ({ audit }, { draft }) => {
      draft.case.confidentiality = { signedOn: addDays(audit.start ?? '', 1) };
    }),
  ),
];
