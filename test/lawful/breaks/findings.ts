/** Breaks: nonconformities. */
import { auditsOf, inAudit, inNc, type Break } from '../break.js';
import { text } from '../drafts.js';
import { addDays, addMonths } from '../windows.js';
import { notBefore, undecided } from './later.js';
import { all, error, missed, warning } from './table.js';

export const findings: readonly Break[] = [
  ...error(
    { wanding: 'W-P50', cusc: 'C-P74' },
    'no cause by the due date',
    inNc(['S'], (nc, _, one) => {
      if ((nc.due ?? '9999') >= one.last) return false;
      delete nc.cause;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P50' },
    'completed after the due date',
    inNc(['I2', 'S', 'R'], (nc) => {
      if (nc.completedOn === undefined || nc.plan !== undefined) return false;
      nc.due = addDays(nc.completedOn, -1);
      return nc.due >= (nc.date ?? '');
    }),
  ),
  ...warning(
    { wanding: 'W-P50' },
    'a plan completed after the due date',
    inNc(['I2', 'S', 'R'], (nc, { decision }) => {
      if (nc.completedOn === undefined || nc.plan === undefined || addDays(nc.completedOn, -1) < (decision?.date ?? '9999')) return false;
      nc.due = addDays(nc.completedOn, -1);
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P74' },
    'completed after the due date',
    inNc(['S'], (nc) => {
      if (nc.completedOn === undefined || nc.plan !== undefined) return false;
      nc.due = addDays(nc.completedOn, -1);
      return nc.due >= (nc.date ?? '');
    }),
  ),
  ...error(
    { wanding: 'W-P50' },
    'a major with a plan only',
    inNc(['I2', 'S', 'R'], (nc, _, one) => {
      if (nc.grade !== 'major' || (nc.due ?? '9999') >= one.last) return false;
      nc.plan = text('计划', 'A plan');
      delete nc.correctiveAction;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P51', cusc: 'C-P31' },
    'a major that was not effective',
    inNc(['I2', 'R'], (nc, { report, decision }) => {
      if (nc.grade !== 'major' || !nc.verification || !decision || (nc.verification.on ?? '') <= (report?.date ?? '')) return false;
      nc.verification.effective = false;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P51', cusc: 'C-P31' },
    'a major verified the day after the decision',
    inNc(['I2'], (nc, { report, decision }, one) => {
      if (
        nc.grade !== 'major' ||
        !nc.verification ||
        !decision?.date ||
        (nc.verification.on ?? '') <= (report?.date ?? '') ||
        addDays(decision.date, 1) > one.last
      )
        return false;
      if (addDays(decision.date, 1) > addMonths(auditsOf(one, 'I2')[0]?.audit.end ?? '', 6)) return false;
      nc.verification.on = addDays(decision.date, 1);
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P31' },
    'a category that must be verified, and was not',
    inNc(['I2', 'R'], (nc, { decision }) => {
      if (nc.grade !== 'minor' || nc.verification || !decision) return false;
      nc.category = 'C-NCX-2';
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P51', cusc: 'C-P32' },
    'a minor whose plan was not accepted',
    inNc(['I2', 'R'], (nc, { decision }) => {
      if (nc.grade !== 'minor' || (nc.category ?? 'none') !== 'none' || nc.plan === undefined || !decision || !nc.review) return false;
      if ((nc.verification?.on ?? '9999') <= (decision.date ?? '')) return false;
      nc.review.accepted = false;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P52' },
    'a major verified a day after six months',
    inNc(['S'], (nc, audit, { draft }) => {
      if (nc.grade !== 'major' || !nc.verification || draft.audits.at(-1) !== audit) return false;
      nc.verification.on = addDays(addMonths(audit.audit.end ?? '', 6), 1);
      notBefore(audit, nc.verification.on);
      return true;
    }),
  ),
  ...missed({ cusc: 'C-P30' }, 'I2.verified', 'to'),
  ...error(
    { cusc: 'C-P30' },
    'a major due after more than six months',
    inNc(['I2', 'S', 'R'], (nc) => {
      if (nc.grade !== 'major') return false;
      nc.due = addDays(addMonths(nc.date ?? '', 6), 1);
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P47' },
    'a major verified the day after expiry',
    inNc(['R'], (nc, audit, { draft, last }) => {
      const certificate = draft.certificates?.find((one) => one.audit === audit.name);
      const end = certificate?.replaces?.validTo;
      if (
        nc.grade !== 'major' ||
        !nc.verification ||
        end === undefined ||
        draft.audits.at(-1) !== audit ||
        !draft.certificates?.some((one) => one.validTo === end) ||
        last > addMonths(end, 6)
      )
        return false;
      nc.verification.on = addDays(end, 1);
      return undecided(audit, draft);
    }),
  ),
  ...error(
    { wanding: 'W-P53' },
    'decided with an action overdue',
    inNc(['I2', 'S', 'R'], (nc, { decision }) => {
      if (nc.plan === undefined || !decision?.date || (nc.completedOn ?? '9999') <= decision.date) return false;
      nc.due = addDays(decision.date, -1);
      delete nc.completedOn;
      return nc.due >= (nc.date ?? '') && !nc.verification;
    }),
  ),
  ...error(
    all('G-09'),
    'a nonconformity that the report does not name',
    inNc(['I2', 'S', 'R'], (nc, { report }) => {
      if (!report || !Array.isArray(report.nonconformities) || report.nonconformities.length < 2) return false;
      report.nonconformities = report.nonconformities.filter((one) => one.nc !== nc.number);
      return true;
    }),
  ),
  ...error(
    all('G-09'),
    'a nonconformity that only the report names',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (!report) return false;
      report.nonconformities = [
        ...(Array.isArray(report.nonconformities) ? report.nonconformities : []),
        { nc: 'NC-99', summary: text('摘要', 'Summary') },
      ];
      return true;
    }),
  ),
  ...error(
    { wanding: 'G-11', cusc: 'G-11' },
    'recommended with an open major',
    inNc(['I2'], (nc, { report }) => {
      if (nc.grade !== 'major' || report?.recommendation?.outcome !== 'grant-after-closure') return false;
      report.recommendation.outcome = 'grant';
      return true;
    }),
  ),
  ...warning(
    { wanding: 'G-12', cusc: 'G-12' },
    'decided otherwise, without a word',
    inAudit(['S'], ({ report, decision }) => {
      if (!report?.recommendation || decision?.outcome !== 'maintain') return false;
      report.recommendation.outcome = 'suspend';
      delete decision.text;
      return true;
    }),
  ),
  ...error(
    all('G-31'),
    'nothing on the nonconformities of the audit before',
    inAudit(['S', 'R'], ({ report }) => {
      if (!report || !Array.isArray(report.previousNcs)) return false;
      report.previousNcs = { notApplicable: text('没有', 'None') };
      return true;
    }),
  ),
];
