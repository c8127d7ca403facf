/**
 * Breaks: for each id of rules.md with rows, changes of facts that break it and nothing else.
 *
 * In:  nothing. Out: the table. Severities are those of the columns of rules.md; a boundary is missed by one day.
 */
import { auditsOf, inAudit, inCase, inCertificate, inEvent, inNc, leaderOf, membersOf, withoutEvents, type Break, type Change } from './break.js';
import { text, type AuditDraft, type CaseDraft, type Certificate, type Event, type LawfulCase } from './drafts.js';
import { lawfulOn, peopleOn } from './take-out.js';
import { addWorkingDays } from './working-days.js';
import { addDays, addMonths, type SchemeId } from './windows.js';

type Of = Partial<Record<SchemeId, string>>;
const both = (of: Of, severity: Break['severity'], what: string, how: Omit<Break, 'scheme' | 'rule' | 'severity' | 'what'>): Break[] =>
  (Object.entries(of) as [SchemeId, string][]).map(([scheme, rule]) => ({ scheme, rule, severity, what, ...how }));
const error = (of: Of, what: string, change: Change, how: Partial<Break> = {}): Break[] => both(of, 'error', what, { change, ...how });
const warning = (of: Of, what: string, change: Change, how: Partial<Break> = {}): Break[] => both(of, 'warning', what, { change, ...how });
/** A bound of windows.yaml, under the name that it has there. */
const missed = (of: Of, step: string, side: 'from' | 'to', rule?: string, how: Partial<Break> = {}): Break[] =>
  (Object.entries(of) as [SchemeId, string][]).map(([scheme, id]) => ({ scheme, rule: id, severity: 'error' as const, what: `${step} ${side === 'to' ? 'too late' : 'too early'}`, missed: { step, side, rule: rule ?? id }, ...how }));

const audited = ['I2', 'S', 'R', 'XE', 'XR', 'TR'] as const;
const granting = ['I2', 'R', 'XE'] as const;
/** Both of one rule in the two schemes. */
const all = (rule: string): Of => ({ wanding: rule, cusc: rule });

const application: Break[] = [
  ...missed({ wanding: 'W-P01' }, 'application', 'from'),
  ...missed({ wanding: 'W-P02' }, 'application', 'from'),
  ...error({ wanding: 'W-P03', cusc: 'C-P01' }, 'ordered to stop business', inCase(({ eligibility }) => { if (eligibility) eligibility.notOrderedToStop = false; })),
  ...error({ wanding: 'W-P03', cusc: 'C-P01' }, 'on the list of dishonest enterprises', inCase(({ eligibility }) => { if (eligibility) eligibility.notOnDishonestList = false; })),
  ...missed({ wanding: 'W-P03' }, 'eligibility', 'from'),
  ...error({ wanding: 'W-P03' }, 'never checked, and decided', inCase((record, one) => {
    if (auditsOf(one, 'I2').length === 0) return false;
    delete record.eligibility;
    return true;
  })),
  ...error({ wanding: 'W-P04' }, 'stopped by order within a year before the application', inCase(({ history, application: applied }) => {
    if (history) history.accidents = [{ on: addDays(addMonths(applied?.date ?? '', -12), 1), what: text('事故', 'An accident'), stopOrder: true }];
  })),
  ...error({ wanding: 'W-P04' }, 'stopped by order after the application, before the decision', inAudit(['I2'], ({ decision }, { draft }) => {
    if (!draft.case.history || !draft.case.application?.date || !decision?.date) return false;
    const on = addDays(draft.case.application.date, 1);
    if (on > decision.date || on <= addMonths(decision.date, -12)) return false;
    draft.case.history.accidents = [{ on, what: text('事故', 'An accident'), stopOrder: true }];
    return true;
  })),
  ...error({ wanding: 'W-P05' }, 'a national spot check failed and not put right', inCase(({ history }) => {
    if (!history || !Array.isArray(history.spotChecks)) return false;
    for (const check of history.spotChecks) check.rectified = false;
    return true;
  })),
  ...error({ wanding: 'W-P06' }, 'a legal entity without proof', inCase(({ client }) => { client?.[0]?.entities?.push({ name: text('分公司', 'A branch') }); })),
  ...error({ wanding: 'W-P06' }, 'a licence that had expired at the application', inCase((record, one) => {
    const licences = record.client?.[0]?.licences;
    if (!Array.isArray(licences) || one.story[0] !== 'initial') return false;
    licences.push({ name: text('许可证', 'A licence'), number: 'Z-2', validTo: addDays(record.application?.date ?? '', -1), verifiedBy: licences[0]?.verifiedBy ?? '', verifiedOn: licences[0]?.verifiedOn ?? '' });
    return true;
  })),
  ...error({ wanding: 'W-P06' }, 'a licence that had expired at the decision', inAudit(['I2'], ({ audit, decision }, { draft }) => {
    const licences = draft.case.client?.[0]?.licences;
    if (!Array.isArray(licences) || !licences[0] || (decision?.date ?? '') <= (audit.end ?? '')) return false;
    licences[0].validTo = addDays(decision?.date ?? '', -1);
    return licences[0].validTo >= (audit.end ?? '');
  })),
  ...warning({ wanding: 'W-P06' }, 'a licence that expired during the audit', inAudit(['S'], ({ audit }, { draft }) => {
    const licences = draft.case.client?.[0]?.licences;
    const granted = draft.audits.filter((one) => one.decision && one.audit.kind !== 'S').map((one) => one.decision?.date ?? '').sort().at(-1) ?? '';
    if (!Array.isArray(licences) || !licences[0] || addDays(audit.end ?? '', -1) < granted) return false;
    licences[0].validTo = addDays(audit.end ?? '', -1);
    return true;
  })),
  ...error({ wanding: 'W-P07' }, 'no statement on penalties', inCase(({ history }) => { delete history?.penalties; })),
  ...error({ wanding: 'W-P08', cusc: 'G-01' }, 'reviewed before it was applied for', inCase(({ applicationReview, application: applied }) => { if (applicationReview) applicationReview.date = addDays(applied?.date ?? '', -1); })),
  ...error({ wanding: 'W-P08' }, 'accepted without competence', inCase(({ applicationReview }) => { if (applicationReview) applicationReview.competent = false; })),
  ...error({ wanding: 'W-P08', cusc: 'C-P76' }, 'audited although not accepted', inCase(({ applicationReview }, one) => {
    if (!applicationReview || one.story[0] !== 'initial') return false;
    applicationReview.result = 'to-complete';
    return true;
  })),
  ...error({ wanding: 'W-P08' }, 'the result not told', inCase(({ applicationReview }, one) => {
    if (!applicationReview || one.story[0] !== 'initial') return false;
    delete applicationReview.notifiedOn;
    return true;
  })),
  ...error({ wanding: 'W-P08' }, 'told before it was decided', inCase(({ applicationReview }) => { if (applicationReview) applicationReview.notifiedOn = addDays(applicationReview.date ?? '', -1); })),
  ...error({ cusc: 'C-P76' }, 'not accepted, and told before that', inCase(({ applicationReview }, one) => {
    if (!applicationReview || one.story[0] === 'initial') return false;
    applicationReview.result = 'rejected';
    applicationReview.notifiedOn = addDays(applicationReview.date ?? '', -1);
    return true;
  })),
  ...error({ wanding: 'W-P10', cusc: 'G-01' }, 'signed before the review', inCase(({ contract, applicationReview }) => { if (contract) contract.signedOn = addDays(applicationReview?.date ?? '', -1); })),
  ...error({ wanding: 'W-P10', cusc: 'C-P04' }, 'signed after the audit began', inAudit(['I1'], ({ audit }, { draft }) => {
    if (draft.case.contract) draft.case.contract.signedOn = addDays(audit.start ?? '', 1);
  }), { also: ['G-01'] }),
  ...error({ wanding: 'W-P11', cusc: 'C-P04' }, "a client's duty missing in the contract", inCase(({ contract }) => { contract?.clauses?.pop(); })),
  ...error({ wanding: 'W-P11', cusc: 'C-P04' }, "a body's duty missing in the contract", inCase(({ contract }) => { contract?.clauses?.shift(); })),
  ...error({ wanding: 'W-P12' }, 'applied for after expiry', inAudit(['R'], ({ audit }, one) => {
    const previous = one.draft.certificates?.find((certificate) => certificate.replaces && certificate.audit?.startsWith('recert'))?.replaces?.validTo;
    if (!audit.application || previous === undefined || addDays(previous, 1) > one.last) return false;
    audit.application.date = addDays(previous, 1);
    return true;
  })),
  ...error({ cusc: 'C-P02' }, 'no material', inCase((record) => { if (record.application) record.application.materials = []; })),
  ...error({ cusc: 'C-P03' }, 'a copy that nobody compared', inAudit(['I2', 'TR', 'R'], (_, { draft }) => {
    const licences = draft.case.client?.[0]?.licences;
    if (!Array.isArray(licences) || (draft.case.client?.length ?? 0) > 1) return false;
    delete licences[0]?.verifiedBy;
    return true;
  })),
  ...warning({ wanding: 'W-P98' }, 'confidentiality agreed after the audit began', inAudit(['I1'], ({ audit }, { draft }) => { draft.case.confidentiality = { signedOn: addDays(audit.start ?? '', 1) }; })),
];

const programme: Break[] = [
  ...error({ wanding: 'W-P13' }, 'no surveillance in the programme', inCase(({ programme: plan }) => { if (plan?.audits) plan.audits = plan.audits.filter((one) => one.kind !== 'S'); else return false; return true; })),
  ...error({ wanding: 'W-P13' }, 'no initial audit in the programme', inCase(({ programme: plan }) => {
    if (!plan?.audits?.some((one) => one.kind === 'I2')) return false;
    plan.audits = plan.audits.filter((one) => one.kind !== 'I2');
    return true;
  })),
  ...error({ wanding: 'W-P13' }, 'recertification planned after expiry', inCase(({ programme: plan }) => {
    const last = plan?.audits?.findLast((one) => one.kind === 'R' && one.audit === undefined);
    if (!last) return false;
    last.planned = addDays(plan?.cycleEnd ?? '', 1);
    return true;
  })),
  ...warning({ wanding: 'W-P13' }, 'the cycle does not start with the decision', inCase(({ programme: plan }, one) => {
    if (!plan?.cycleStart || one.draft.certificates?.length !== 1) return false;
    plan.cycleStart = addDays(plan.cycleStart, -1);
    return true;
  })),
  ...warning({ wanding: 'W-P13' }, 'the cycle does not end with the certificate', inCase(({ programme: plan }, one) => {
    if (!plan?.cycleEnd || one.draft.certificates?.length !== 1) return false;
    plan.cycleEnd = addDays(plan.cycleEnd, -1);
    return true;
  })),
  ...missed({ wanding: 'W-P14', cusc: 'C-P38' }, 'S.end', 'to'),
  ...missed({ wanding: 'W-P15', cusc: 'C-P39' }, 'S.start', 'to'),
  ...missed({ wanding: 'W-P16', cusc: 'C-P40' }, 'S.start', 'to'),
  ...missed({ cusc: 'C-P42' }, 'S.start', 'to'),
  ...missed({ cusc: 'C-P42' }, 'S.start', 'from'),
  ...warning(all('ISO-02'), 'first surveillance more than twelve months after the decision', inCertificate(['I2'], (certificate, { review, decision, report, nonconformities }, draft) => {
    const first = draft.audits.find(({ audit }) => audit.kind === 'S')?.audit.end;
    if (!decision?.date || !certificate.issued || first === undefined || Object.keys(nonconformities).length > 0) return false;
    // The decision a little earlier: between the limit from it and the limit from the issue.
    const date = addDays(addMonths(first, -12), -1);
    if (date >= decision.date || date < (review?.date ?? '') || date < (report?.signedOn ?? '') || date < (report?.date ?? '')) return false;
    if (certificate.validFrom === decision.date) certificate.validFrom = date;
    if (draft.case.programme?.cycleStart === decision.date) draft.case.programme.cycleStart = date;
    decision.date = date;
    certificate.validTo = [certificate.validTo ?? '', addDays(addMonths(certificate.validFrom ?? '', 36), -1)].sort()[0] ?? '';
    if (draft.case.programme && draft.certificates?.length === 1) draft.case.programme.cycleEnd = certificate.validTo;
    return draft.certificates?.length === 1 && (report?.delivery?.on ?? '') <= addDays(date, 30);
  })),
  ...error({ wanding: 'W-P17' }, 'a clause that the audit does not cover', inAudit(['I2', 'R'], (audit) => {
    for (const file of Object.values(audit.findings)) for (const finding of file.findings ?? []) finding.clauses = (finding.clauses ?? []).filter((clause) => !clause.startsWith('8.5'));
  })),
  ...error({ wanding: 'W-P17' }, 'a clause that no surveillance of the cycle covers', (one) => {
    if (!one.story.includes('renewed') || one.story[0] !== 'initial') return false;
    const end = auditsOf(one, 'R')[0]?.audit.start ?? '';
    const surveillances = auditsOf(one, 'S').filter(({ audit }) => (audit.start ?? '') < end);
    for (const { findings } of surveillances) for (const file of Object.values(findings)) for (const finding of file.findings ?? []) finding.clauses = (finding.clauses ?? []).filter((clause) => !clause.startsWith('8.5'));
    return surveillances.length > 0;
  }),
  ...error({ wanding: 'W-P09' }, 'a transfer', inAudit(['XS', 'XE'], (audit, { draft }) => {
    if (draft.audits.at(-1) !== audit) return false;
    audit.audit.kind = 'TR';
    return true;
  }), { also: ['W-P14', 'ISO-02', 'W-P80'] }),
];

const execution: Break[] = [
  ...error({ wanding: 'W-P18' }, 'no shift audited', inAudit(['I2', 'S', 'R'], ({ audit }) => { for (const shift of audit.shifts ?? []) shift.audited = false; })),
  ...error({ wanding: 'W-P19' }, 'ended the day after expiry', renewed((audit, end) => { endOn(audit, addDays(end, 1)); }), { also: ['W-P63', 'W-P72'] }),
  ...error({ cusc: 'C-P46' }, 'began the day after expiry', renewed((audit, end) => {
    audit.audit.start = addDays(end, 1);
    endOn(audit, addDays(end, 1));
    if (audit.plan) audit.plan.start = addDays(end, 1);
    if (audit.audit.meetings?.opening) audit.audit.meetings.opening.date = addDays(end, 1);
    for (const nc of Object.values(audit.nonconformities)) nc.date = addDays(end, 1);
  }), { also: ['C-P49', 'C-P51', 'C-P47'] }),
  ...error({ wanding: 'W-P22' }, 'stage 1 shorter than half a day', inAudit(['I1'], ({ audit }) => { audit.days = { onSite: 0.25, remote: 0, offSite: 0 }; })),
  ...error({ wanding: 'W-P23' }, 'stage 1 of two systems longer than a day', inAudit(['I1'], ({ audit }) => {
    if (audit.combination === undefined || 'notApplicable' in audit.combination) return false;
    audit.days = { onSite: 1.5, remote: 0, offSite: 0 };
    return true;
  })),
  ...error({ wanding: 'W-P23' }, 'stage 1 of five systems longer than a day and a half', inAudit(['I1'], ({ audit }) => {
    audit.combination = { kind: 'combined', systems: ['A', 'B', 'C', 'D'].map((standard) => ({ standard })) };
    audit.days = { onSite: 2, remote: 0, offSite: 0 };
  })),
  ...error({ wanding: 'W-P26', cusc: 'C-P24' }, 'a site that nobody visited', inAudit(['S'], ({ audit, plan, report }) => {
    const site = audit.sites?.find((id) => id !== 'S1' && id.startsWith('S'));
    if (site === undefined || !plan || !report) return false;
    for (const holder of [audit, plan, report]) holder.sites = (holder.sites ?? []).filter((id) => id !== site);
    return true;
  })),
  ...error({ wanding: 'W-P30' }, 'more than 30 % remote', inAudit(['I2', 'S', 'R'], ({ audit }) => {
    if (!audit.days?.remote) return false;
    audit.days.remote = 0.3 * (audit.days.onSite ?? 0) + 0.01;
    return true;
  })),
  ...error({ wanding: 'W-P30' }, 'more than 30 % remote, as planned', inAudit(['I2', 'S', 'R'], ({ audit, plan }) => {
    if (!audit.days?.remote || !plan?.duration) return false;
    plan.duration.remote = 0.3 * (plan.duration.onSite ?? 0) + 0.01;
    return true;
  })),
  ...warning({ wanding: 'W-P30' }, 'more than 30 % of the time in person', inAudit(['I2', 'S', 'R'], ({ audit, plan }) => {
    if (!audit.days?.remote || !plan?.duration) return false;
    const { onSite = 0 } = audit.days;
    if (audit.days.remote > 0.3 * (onSite - audit.days.remote)) return false;
    audit.days.remote = 0.3 * onSite - 0.01;
    return true;
  })),
  ...error({ wanding: 'W-P31', cusc: 'C-P43' }, 'a surveillance that was not on site', inAudit(['S'], ({ audit }) => { audit.onSite = false; }), { also: ['W-P18', 'W-P42'] }),
  ...error({ wanding: 'W-P31' }, 'an audit that was remote throughout', inAudit(['I2', 'S', 'R'], ({ audit }) => {
    if (!audit.days?.remote) return false;
    audit.days.remote = audit.days.onSite ?? 0;
    return true;
  }), { also: ['W-P30'] }),
  ...error({ wanding: 'W-P48', cusc: 'C-P43' }, 'stage 2 that was not on site', inAudit(['I2'], ({ audit }) => { audit.onSite = false; })),
  ...error({ wanding: 'W-P32' }, 'remote without a reason', inAudit(['I2', 'S', 'R'], ({ audit, report }) => {
    if (!audit.days?.remote || !report?.remote || 'notApplicable' in report.remote) return false;
    delete report.remote.reason;
    return true;
  })),
  ...error({ wanding: 'W-P33' }, 'remote and not marked', inAudit(['I2', 'S', 'R'], ({ audit, report }) => {
    if (!audit.days?.remote) return false;
    for (const activity of report?.activities ?? []) activity.mode = 'on-site';
    return true;
  })),
  ...error({ wanding: 'W-P34', cusc: 'PP-08' }, 'two leaders', inAudit(['I2', 'S', 'R'], (audit) => {
    const members = membersOf(audit).filter((member) => member.role === 'auditor');
    for (const member of members) member.role = 'leader';
    return members.length > 0 && !audit.report?.replacements;
  })),
  ...error({ wanding: 'W-P34', cusc: 'G-25' }, 'a leader in training', inAudit(['I2', 'S', 'R'], (audit, { people }) => {
    for (const registration of people[leaderOf(audit)]?.registrations ?? []) registration.grade = 'trainee';
  }), { also: ['W-P35', 'C-P71'] }),
  ...error({ wanding: 'W-P35', cusc: 'C-P71' }, 'a registration that ended the day before the last', inAudit(['I2', 'S', 'R'], (audit, { people }) => {
    const registrations = people[leaderOf(audit)]?.registrations;
    for (const one of registrations ?? []) if ((one.validTo ?? '') >= (audit.audit.end ?? '')) one.validTo = addDays(audit.audit.end ?? '', -1);
  })),
  ...error({ wanding: 'W-P35', cusc: 'C-P71' }, 'trained the day after the first', inAudit(['I2', 'S', 'R'], (audit, { people }) => {
    const training = people[leaderOf(audit)]?.bcmsTraining;
    if (training) training.on = addDays(audit.audit.start ?? '', 1);
  })),
  ...error({ wanding: 'W-P35' }, 'trained in another standard', inAudit(['I2'], (audit, { people }) => {
    const training = people[leaderOf(audit)]?.bcmsTraining;
    if (training) training.standard = 'ISO 9001:2015';
  })),
  ...error({ cusc: 'C-P71' }, 'an examination that was not passed', inAudit(['I2', 'S'], (audit, { people }) => {
    const training = people[leaderOf(audit)]?.bcmsTraining;
    if (training) training.passed = false;
  })),
  ...error({ cusc: 'C-P71' }, 'registered for environmental management only', inAudit(['I2', 'S'], (audit, { people }) => {
    for (const one of people[leaderOf(audit)]?.registrations ?? []) one.scheme = 'EMS';
  })),
  ...error({ wanding: 'W-P36' }, 'an interest in the client', inAudit(['I2', 'S'], (audit, { people, draft }) => {
    const person = people[leaderOf(audit)];
    if (person) person.conflicts = [text(`曾任${draft.case.client?.[0]?.name?.zh ?? ''}顾问`, 'Was a consultant of the client')];
  })),
  ...warning({ wanding: 'W-P36' }, 'an interest in somebody else', inAudit(['I2', 'S'], (audit, { people }) => {
    const person = people[leaderOf(audit)];
    if (person) person.conflicts = [text('曾任另一公司顾问', 'Was a consultant of another company')];
  })),
  ...(['I2', 'S', 'R'] as const).flatMap((kind) => missed({ wanding: 'W-P38', cusc: 'C-P22' }, `${kind}.confirmed`, 'to')),
  ...error({ wanding: 'W-P39', cusc: 'C-P22' }, 'a change that was agreed after the audit', inAudit(['I2', 'S', 'R'], ({ audit, plan }) => {
    if (!Array.isArray(plan?.changes) || !plan.changes[0]) return false;
    plan.changes[0].agreedOn = addDays(audit.end ?? '', 1);
    return true;
  })),
  ...error({ wanding: 'W-P39' }, 'a change that the report does not tell', inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
    if (!Array.isArray(plan?.changes) || !report || report.replacements) return false;
    report.deviations = { none: true };
    return true;
  })),
  ...(['I1', 'I2', 'S', 'R'] as const).flatMap((kind) => missed({ wanding: 'W-P40' }, `${kind}.cncaReported`, 'to')),
  ...warning({ wanding: 'W-P96' }, 'a short-notice audit reported on the day', inAudit(['XS'], ({ audit, plan }) => { if (plan) plan.cncaReportedOn = audit.start ?? ''; })),
  ...warning({ wanding: 'W-P96' }, 'a short-notice audit confirmed after it began', inAudit(['XS'], ({ audit, plan }) => {
    if (!plan?.confirmation) return false;
    plan.confirmation.on = addDays(audit.start ?? '', 1);
    return true;
  })),
  ...error({ wanding: 'W-P42' }, 'not signed in online', inAudit(['I2', 'S', 'R'], ({ audit }) => { if (audit.meetings) audit.meetings.cncaOnlineSignIn = false; })),
  ...(['opening', 'closing'] as const).flatMap((which) => [
    ...both({ wanding: 'W-P42' }, 'error', `${which} meeting without top management or delegate`, { change: inAudit(['I2', 'S', 'R'], ({ audit }) => {
      const meeting = audit.meetings?.[which];
      if (!meeting) return false;
      meeting.topManagement = false;
      delete meeting.delegate;
      return true;
    }) }),
    ...both({ cusc: 'C-P25' }, 'warning', `${which} meeting without top management`, { change: inAudit(['I2', 'S', 'R'], ({ audit }) => {
      const meeting = audit.meetings?.[which];
      if (meeting?.topManagement !== true) return false;
      meeting.topManagement = false;
      return true;
    }) }),
    ...error({ wanding: 'W-P42' }, `no ${which} meeting`, inAudit(['I2', 'S', 'R'], ({ audit }) => { delete audit.meetings?.[which]; })),
    ...warning({ cusc: 'C-P25' }, `no ${which} meeting`, inAudit(['I2', 'S', 'R'], ({ audit }) => { delete audit.meetings?.[which]; })),
    ...error(all('G-08'), `${which} meeting on another day`, inAudit(['I2', 'S', 'R'], ({ audit }) => {
      const meeting = audit.meetings?.[which];
      if (meeting) meeting.date = addDays(meeting.date ?? '', which === 'opening' ? -1 : 1);
    })),
    ...error(all('G-08'), `${which} meeting without the leader`, inAudit(['I2', 'S', 'R'], (audit) => {
      const meeting = audit.audit.meetings?.[which];
      if (meeting) meeting.attendees = (meeting.attendees ?? []).filter((one) => one.person !== leaderOf(audit));
    })),
    ...error(all('G-08'), `${which} meeting without anyone of the client`, inAudit(['I2', 'S', 'R'], (audit) => {
      const meeting = audit.audit.meetings?.[which];
      if (meeting) meeting.attendees = (meeting.attendees ?? []).filter((one) => one.person !== undefined);
    })),
  ]),
  ...missed({ wanding: 'W-P44' }, 'I2.start', 'to'),
  ...missed({ cusc: 'C-P09' }, 'I2.start', 'to', undefined, { severity: 'warning' }),
  ...warning({ cusc: 'C-P13' }, 'stage 1 longer than 30 % of the time on site', inAudit(['I1'], ({ audit }) => {
    if (!audit.onSite || !audit.days) return false;
    audit.days.onSite = 12;
    return true;
  })),
  ...warning({ cusc: 'C-P14' }, 'stage 2 of half a day', inAudit(['I2'], ({ audit }, { draft }) => {
    if (!audit.days || draft.audits.some((one) => one.audit.kind === 'I1' && one.audit.onSite)) return false;
    audit.days.onSite = 0.5;
    return true;
  })),
  ...error({ wanding: 'W-P45', cusc: 'C-P07' }, 'stage 1 off site for a reason that does not count', inAudit(['I1'], ({ audit }) => {
    if (!audit.offSiteReason) return false;
    audit.offSiteReason.code = 'OTHER';
    return true;
  })),
  ...missed({ wanding: 'W-P46' }, 'notice', 'from'),
  ...missed({ wanding: 'W-P46', cusc: 'C-P08' }, 'notice', 'to'),
  ...error({ wanding: 'W-P46', cusc: 'C-P08' }, 'not ready, and audited', inAudit(['I2'], ({ audit }, { draft }) => {
    const notice = draft.audits.find((one) => one.name === audit.stage1)?.notice;
    if (notice) notice.ready = false;
    return notice !== undefined;
  })),
  ...missed({ wanding: 'W-P47', cusc: 'C-P06' }, 'internalAudit', 'to'),
  ...missed({ wanding: 'W-P47', cusc: 'C-P06' }, 'managementReview', 'to'),
  ...missed({ cusc: 'C-P05' }, 'I2.start', 'from', 'C-P05', { also: [] }),
  ...error({ cusc: 'C-P20' }, 'an expert who counts', inAudit(audited, (audit) => {
    const experts = membersOf(audit).filter((member) => member.role === 'expert');
    for (const member of experts) member.days = 0.5;
    return experts.length > 0;
  })),
  ...error({ cusc: 'C-P20' }, 'an expert for whom nobody answers', inAudit(audited, (audit) => {
    const experts = membersOf(audit).filter((member) => member.role === 'expert');
    for (const member of experts) delete member.responsibleAuditor;
    return experts.length > 0;
  })),
  ...error({ cusc: 'C-P20' }, 'a trainee who counts', inAudit(audited, (audit) => {
    const trainees = membersOf(audit).filter((member) => member.role === 'trainee');
    for (const member of trainees) member.days = 0.5;
    return trainees.length > 0;
  })),
  ...error({ cusc: 'C-P20' }, 'a trainee whom nobody guides', inAudit(audited, (audit) => {
    const trainees = membersOf(audit).filter((member) => member.role === 'trainee');
    for (const member of trainees) delete member.mentor;
    return trainees.length > 0;
  })),
  ...error({ cusc: 'C-P20' }, 'a trainee who writes alone', inAudit(audited, (audit) => {
    const trainee = membersOf(audit).find((member) => member.role === 'trainee');
    const file = Object.values(audit.findings)[0];
    if (!trainee?.person || !file) return false;
    file.author = trainee.person;
    return true;
  })),
  ...error({ cusc: 'C-P23' }, 'an auditor replaced without a word', inAudit(['I2', 'S', 'R'], ({ report }) => {
    if (!report?.replacements) return false;
    report.deviations = { none: true };
    delete report.replacements;
    return true;
  }), { also: ['G-05', 'G-04'] }),
];

const findings: Break[] = [
  ...error({ wanding: 'W-P50', cusc: 'C-P74' }, 'no cause by the due date', inNc(['S'], (nc, _, one) => {
    if ((nc.due ?? '9999') >= one.last) return false;
    delete nc.cause;
    return true;
  })),
  ...error({ wanding: 'W-P50' }, 'completed after the due date', inNc(['I2', 'S', 'R'], (nc) => {
    if (nc.completedOn === undefined || nc.plan !== undefined) return false;
    nc.due = addDays(nc.completedOn, -1);
    return nc.due >= (nc.date ?? '');
  })),
  ...warning({ wanding: 'W-P50' }, 'a plan completed after the due date', inNc(['I2', 'S', 'R'], (nc, { decision }) => {
    if (nc.completedOn === undefined || nc.plan === undefined || addDays(nc.completedOn, -1) < (decision?.date ?? '9999')) return false;
    nc.due = addDays(nc.completedOn, -1);
    return true;
  })),
  ...error({ cusc: 'C-P74' }, 'completed after the due date', inNc(['S'], (nc) => {
    if (nc.completedOn === undefined || nc.plan !== undefined) return false;
    nc.due = addDays(nc.completedOn, -1);
    return nc.due >= (nc.date ?? '');
  })),
  ...error({ wanding: 'W-P50' }, 'a major with a plan only', inNc(['I2', 'S', 'R'], (nc, _, one) => {
    if (nc.grade !== 'major' || (nc.due ?? '9999') >= one.last) return false;
    nc.plan = text('计划', 'A plan');
    delete nc.correctiveAction;
    return true;
  })),
  ...error({ wanding: 'W-P51', cusc: 'C-P31' }, 'a major that was not effective', inNc(['I2', 'R'], (nc, { report, decision }) => {
    if (nc.grade !== 'major' || !nc.verification || !decision || (nc.verification.on ?? '') <= (report?.date ?? '')) return false;
    nc.verification.effective = false;
    return true;
  })),
  ...error({ wanding: 'W-P51', cusc: 'C-P31' }, 'a major verified the day after the decision', inNc(['I2'], (nc, { report, decision }, one) => {
    if (nc.grade !== 'major' || !nc.verification || !decision?.date || (nc.verification.on ?? '') <= (report?.date ?? '') || addDays(decision.date, 1) > one.last) return false;
    if (addDays(decision.date, 1) > addMonths(auditsOf(one, 'I2')[0]?.audit.end ?? '', 6)) return false;
    nc.verification.on = addDays(decision.date, 1);
    return true;
  })),
  ...error({ cusc: 'C-P31' }, 'a category that must be verified, and was not', inNc(['I2', 'R'], (nc, { decision }) => {
    if (nc.grade !== 'minor' || nc.verification || !decision) return false;
    nc.category = 'C-NCX-2';
    return true;
  })),
  ...error({ wanding: 'W-P51', cusc: 'C-P32' }, 'a minor whose plan was not accepted', inNc(['I2', 'R'], (nc, { decision }) => {
    if (nc.grade !== 'minor' || (nc.category ?? 'none') !== 'none' || nc.plan === undefined || !decision || !nc.review) return false;
    if ((nc.verification?.on ?? '9999') <= (decision.date ?? '')) return false;
    nc.review.accepted = false;
    return true;
  })),
  ...error({ wanding: 'W-P52' }, 'a major verified a day after six months', inNc(['S'], (nc, audit, { draft }) => {
    if (nc.grade !== 'major' || !nc.verification || draft.audits.at(-1) !== audit) return false;
    nc.verification.on = addDays(addMonths(audit.audit.end ?? '', 6), 1);
    notBefore(audit, nc.verification.on);
    return true;
  })),
  ...missed({ cusc: 'C-P30' }, 'I2.verified', 'to'),
  ...error({ cusc: 'C-P30' }, 'a major due after more than six months', inNc(['I2', 'S', 'R'], (nc) => {
    if (nc.grade !== 'major') return false;
    nc.due = addDays(addMonths(nc.date ?? '', 6), 1);
    return true;
  })),
  ...error({ cusc: 'C-P47' }, 'a major verified the day after expiry', inNc(['R'], (nc, audit, { draft }) => {
    const certificate = draft.certificates?.find((one) => one.audit === audit.name);
    const end = certificate?.replaces?.validTo;
    if (nc.grade !== 'major' || !nc.verification || end === undefined || draft.audits.at(-1) !== audit || !draft.certificates?.some((one) => one.validTo === end)) return false;
    nc.verification.on = addDays(end, 1);
    delete audit.decision;
    draft.certificates = draft.certificates.filter((one) => one !== certificate);
    withoutEvents(draft, (event) => event.certificate === certificate?.number);
    delete draft.case.programme;
    return true;
  }), { also: ['C-P50'] }),
  ...error({ wanding: 'W-P53' }, 'decided with an action overdue', inNc(['I2', 'S', 'R'], (nc, { decision }) => {
    if (nc.plan === undefined || !decision?.date || (nc.completedOn ?? '9999') <= decision.date) return false;
    nc.due = addDays(decision.date, -1);
    delete nc.completedOn;
    return nc.due >= (nc.date ?? '') && !nc.verification;
  }), { also: ['W-P50'] }),
  ...error(all('G-09'), 'a nonconformity that the report does not name', inNc(['I2', 'S', 'R'], (nc, { report }) => {
    if (!report || !Array.isArray(report.nonconformities) || report.nonconformities.length < 2) return false;
    report.nonconformities = report.nonconformities.filter((one) => one.nc !== nc.number);
    return true;
  })),
  ...error(all('G-09'), 'a nonconformity that only the report names', inAudit(['I2', 'S', 'R'], ({ report }) => {
    if (!report) return false;
    report.nonconformities = [...(Array.isArray(report.nonconformities) ? report.nonconformities : []), { nc: 'NC-99', summary: text('摘要', 'Summary') }];
    return true;
  })),
  ...error(all('G-11'), 'recommended with an open major', inNc(['I2'], (nc, { report }) => {
    if (nc.grade !== 'major' || report?.recommendation?.outcome !== 'grant-after-closure') return false;
    report.recommendation.outcome = 'grant';
    return true;
  })),
  ...warning(all('G-12'), 'decided otherwise, without a word', inAudit(['S'], ({ report, decision }) => {
    if (!report?.recommendation || decision?.outcome !== 'maintain') return false;
    report.recommendation.outcome = 'suspend';
    delete decision.text;
    return true;
  })),
  ...error(all('G-31'), 'nothing on the nonconformities of the audit before', inAudit(['S', 'R'], ({ report }) => {
    if (!report || !Array.isArray(report.previousNcs)) return false;
    report.previousNcs = { notApplicable: text('没有', 'None') };
    return true;
  })),
];

const reporting: Break[] = [
  ...error({ wanding: 'W-P54' }, 'decided without a report', inAudit(['XE'], (audit) => { delete audit.report; }), { also: ['W-P60', 'W-P56', 'G-01', 'W-P51'] }),
  ...error({ cusc: 'C-P34' }, 'decided without a report', inAudit(['XE'], (audit) => { delete audit.report; }), { also: ['C-P26', 'C-P28', 'G-01', 'C-P32'] }),
  ...warning({ wanding: 'W-P54' }, 'signed by another', inAudit(['I2', 'S', 'R'], ({ report }) => {
    if (report?.signedBy === undefined) return false;
    report.signedBy = 'o-kang';
    return true;
  })),
  ...error({ cusc: 'C-P26' }, 'signed by another', inAudit(['I2', 'S', 'R'], ({ report }) => { if (report) report.signedBy = 'o-kang'; })),
  ...error({ cusc: 'C-P26' }, 'not signed, and decided', inAudit(['I2', 'S', 'R'], ({ report }) => { delete report?.signedBy; })),
  ...error({ wanding: 'W-P56', cusc: 'C-P28' }, 'delivered before it was written', inAudit(['I2', 'S', 'R'], ({ report }) => { if (report?.delivery) report.delivery.on = addDays(report.date ?? '', -1); })),
  ...(['I2', 'S'] as const).flatMap((kind) => missed({ cusc: 'C-P28' }, `${kind}.delivered`, 'to', undefined, { isByWorkingDays: true })),
  ...error({ cusc: 'C-P28' }, 'delivered without evidence', inAudit(['I2', 'S', 'R'], ({ report }) => { delete report?.delivery?.evidence; })),
  ...missed({ cusc: 'C-P34' }, 'I2.signed', 'to'),
  ...error({ wanding: 'W-P58', cusc: 'G-25' }, 'reviewed by one of the team', inAudit(['I2', 'S', 'R'], (audit) => { if (audit.review) audit.review.by = leaderOf(audit); })),
  ...error({ wanding: 'W-P59', cusc: 'C-P33' }, 'decided by one of the team', inAudit(['I2', 'S', 'R'], (audit) => { if (audit.decision) audit.decision.by = leaderOf(audit); else return false; return true; })),
  ...error({ wanding: 'W-P58', cusc: 'G-25' }, 'reviewed by one of the team of stage 1', inAudit(['I2'], (audit, { draft }) => {
    const other = membersOf(draft.audits.find((one) => one.name === audit.audit.stage1) ?? audit).find((member) => !membersOf(audit).some((one) => one.person === member.person))?.person;
    if (!audit.review || other === undefined) return false;
    audit.review.by = other;
    return true;
  })),
  ...error({ wanding: 'W-P59', cusc: 'C-P33' }, 'decided by one of the team of stage 1', inAudit(['I2'], (audit, { draft }) => {
    const other = membersOf(draft.audits.find((one) => one.name === audit.audit.stage1) ?? audit).find((member) => !membersOf(audit).some((one) => one.person === member.person))?.person;
    if (!audit.decision || other === undefined) return false;
    audit.decision.by = other;
    return true;
  })),
  ...(['fullTime', 'underControl', 'inMainlandChina'] as const).flatMap((key) =>
    error({ wanding: 'W-P59', ...(key === 'underControl' ? { cusc: 'C-P33' } : {}) }, `decided by someone not ${key}`, inAudit(['I2', 'TR', 'R'], ({ decision }, { people }) => {
      const person = people[decision?.by ?? ''];
      if (!person?.employment) return false;
      person.employment = { ...person.employment, [key]: false };
      return true;
    }))),
  ...error({ wanding: 'W-P59' }, 'an outsourced decision', inAudit(['I2', 'R'], ({ decision }) => { if (decision) decision.outsourced = true; })),
  ...warning({ wanding: 'PP-12' }, 'reviewed and decided by one person', inAudit(['I2', 'R'], ({ review, decision }) => { if (review) review.by = decision?.by ?? ''; })),
  ...(['I2', 'S', 'R'] as const).flatMap((kind) => missed({ wanding: 'W-P60', cusc: 'G-01' }, `${kind}.review`, 'from', 'G-01')),
  ...error({ wanding: 'W-P60', cusc: 'G-01' }, 'decided before the review', inAudit(['I2', 'S', 'R'], ({ review, decision, report }, { last }) => {
    if (!review || !decision?.date || addDays(decision.date, 1) > last || (report?.signedOn ?? '') > decision.date) return false;
    review.date = addDays(decision.date, 1);
    return true;
  })),
  ...error({ wanding: 'W-P60' }, 'granted although the file was returned', inAudit(['I2', 'R'], ({ review }) => { if (review) review.result = 'returned'; })),
  ...(['information', 'majors', 'minors'] as const).flatMap((key) => error({ wanding: 'W-P60' }, `granted although ${key} are not confirmed`, inAudit(['I2', 'R'], ({ decision }) => {
    if (decision?.keyContent) decision.keyContent[key] = false;
  }))),
  ...error({ wanding: 'W-P61', cusc: 'C-P35' }, 'granted with a condition not met', inAudit(granting, ({ decision }) => { if (decision?.conditions?.[0]) decision.conditions[0].met = false; })),
  ...error({ wanding: 'W-P61', cusc: 'C-P35' }, 'granted with a condition not answered', inAudit(granting, ({ decision }) => { decision?.conditions?.pop(); })),
  ...missed({ wanding: 'W-P62' }, 'I2.decision', 'to'),
  ...error({ wanding: 'W-P63' }, 'renewed the day after expiry', renewed((audit, end) => { decideOn(audit, addDays(end, 1)); }), { also: ['W-P72'] }),
  ...warning({ wanding: 'W-P63' }, 'renewed on the day of expiry', renewed((audit, end) => {
    if (audit.decision?.date === end) return false;
    decideOn(audit, end);
    return true;
  }), { also: ['W-P72'] }),
  ...error({ wanding: 'W-P65' }, 'maintained without a decision in spite of a major', inAudit(['S'], (audit, one) => {
    const next = auditsOf(one, 'S').find((other) => (other.audit.start ?? '') > (audit.audit.start ?? ''));
    const major = Object.values(audit.nonconformities).some((nc) => nc.grade === 'major');
    // The next of the same cycle.
    const between = auditsOf(one, 'R').some((other) => (other.audit.start ?? '') > (audit.audit.start ?? '') && (other.audit.start ?? '') < (next?.audit.start ?? ''));
    if (!next || between || !major || !audit.decision || audit.decision.outcome !== 'maintain') return false;
    delete audit.decision;
    return true;
  }), { also: [] }),
  ...error({ wanding: 'W-P66' }, 'applied for after the audit began', inAudit(['XE'], ({ audit }) => { if (audit.application) audit.application.date = addDays(audit.start ?? '', 1); })),
  ...error({ wanding: 'W-P64', cusc: 'C-P36' }, 'refused without reasons', (one) => {
    const audit = auditsOf(one, 'I2')[0];
    if (!audit?.decision || (one.draft.certificates?.length ?? 0) !== 1 || auditsOf(one).length !== 2) return false;
    audit.decision.outcome = 'refuse';
    delete audit.decision.text;
    delete one.draft.certificates;
    delete one.draft.case.programme;
    withoutEvents(one.draft, (event) => event.certificate !== undefined);
    return true;
  }, { also: ['G-12'] }),
  ...error({ cusc: 'C-P45' }, 'a surveillance without a decision', inAudit(['S'], (audit, one) => {
    const next = auditsOf(one, 'S').find((other) => (other.audit.start ?? '') > (audit.audit.start ?? ''));
    if (!next || audit.decision?.outcome !== 'maintain' || Object.values(audit.nonconformities).length > 0) return false;
    delete audit.decision;
    return true;
  })),
  ...error({ cusc: 'C-P45' }, 'a surveillance that grants', inAudit(['S'], ({ decision, report }) => {
    if (decision?.outcome !== 'maintain' || !report?.recommendation) return false;
    decision.outcome = 'refuse';
    report.recommendation.outcome = 'refuse';
    return true;
  })),
  ...missed({ cusc: 'C-P50' }, 'R.decision', 'to'),
];

const certificates: Break[] = [
  ...missed({ wanding: 'W-P67' }, 'issued', 'from', 'W-P67'),
  ...missed({ cusc: 'G-01' }, 'issued', 'from', 'G-01'),
  ...error({ cusc: 'C-P48' }, 'issued before the decision', inCertificate(['R'], (certificate, { decision }, draft) => {
    const before = addDays(decision?.date ?? '', -1);
    for (const event of draft.events ?? []) if (event.certificate === certificate.number) event.date = before;
    if (certificate.firstIssued === certificate.issued) return false;
    certificate.issued = before;
    return true;
  })),
  ...error({ wanding: 'W-P68', cusc: 'C-P52' }, 'valid for a day more than three years', inCertificate(['I2', 'TR'], (certificate, _, draft) => {
    if (draft.certificates?.length !== 1) return false;
    certificate.validTo = addDays(addMonths(certificate.validFrom ?? '', 36), 1);
    if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
    return true;
  })),
  ...error({ wanding: 'W-P69' }, 'valid from the issue', inCertificate(['I2'], (certificate, { decision }) => {
    if (certificate.validFrom !== decision?.date) return false;
    certificate.validFrom = addDays(decision?.date ?? '', 1);
    return true;
  })),
  ...error({ wanding: 'W-P70' }, 'starts after the certificate before has ended', inCertificate(['R'], (certificate) => { certificate.validFrom = addDays(certificate.replaces?.validTo ?? '', 1); })),
  ...error({ wanding: 'W-P71', cusc: 'C-P52' }, 'ends more than three years after the one before', inCertificate(['R'], (certificate, { decision }, draft) => {
    const end = certificate.replaces?.validTo ?? '';
    if ((decision?.date ?? '') > end) return false;
    certificate.validTo = addDays(addMonths(end, 36), 1);
    if (draft.case.programme) draft.case.programme.cycleEnd = certificate.validTo;
    return true;
  }), { also: ['W-P68'] }),
  ...warning({ wanding: 'W-P72' }, 'starts before the decision', inCertificate(['R'], (certificate, { decision }) => { certificate.validFrom = addDays(decision?.date ?? '', -1); })),
  ...warning({ cusc: 'C-P52' }, 'longer than 42 months', inCertificate(['R'], (certificate, { decision }) => {
    certificate.validTo = addMonths(certificate.replaces?.validTo ?? '', 36);
    const start = addDays(addMonths(certificate.validTo, -42), -1);
    if (start < (decision?.date ?? '')) return false;
    certificate.validFrom = start;
    return true;
  })),
  ...warning({ cusc: 'C-P78' }, 'valid from before the decision', inCertificate(['I2'], (certificate, { decision }, draft) => {
    if (draft.certificates?.length !== 1) return false;
    certificate.validFrom = addDays(decision?.date ?? '', -1);
    return (certificate.validTo ?? '') <= addMonths(certificate.validFrom, 36);
  })),
  ...missed({ cusc: 'C-P51' }, 'lateR.validFrom', 'from'),
  ...error({ cusc: 'C-P51' }, 'the new end not that of the old cycle', (one) => one.story.includes('restored after expiry') && inCertificate(['R'], (certificate) => {
    certificate.validTo = addDays(certificate.validTo ?? '', -5);
  })(one)),
  ...error({ cusc: 'C-P49' }, 'a late renewal that leaves no gap', (one) => one.story.includes('restored after expiry') && inCertificate(['R'], (certificate) => {
    certificate.validFrom = certificate.replaces?.validTo ?? '';
  })(one), { also: ['C-P51'] }),
  ...error({ wanding: 'W-P76', cusc: 'C-P55' }, 'a superseded standard', inCertificate(['I2', 'R', 'TR'], (certificate) => { certificate.standard = 'ISO 22301:2012'; })),
  ...error({ cusc: 'C-P55', wanding: 'G-18' }, 'another standard in the plan', inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
    if (plan) plan.criteria = [text('ISO 9001:2015', 'ISO 9001:2015')];
    if (report) report.deviations = [{ what: text('偏离', 'A deviation'), reason: text('理由', 'A reason') }];
    return plan !== undefined;
  }), { also: ['G-04'] }),
  ...error({ cusc: 'C-P55', wanding: 'G-18' }, 'another standard in the report', inAudit(['I2', 'S', 'R'], ({ report }) => {
    if (!report) return false;
    report.criteria = [text('ISO 9001:2015', 'ISO 9001:2015')];
    report.deviations = [{ what: text('偏离', 'A deviation'), reason: text('理由', 'A reason') }];
    return true;
  }), { also: ['G-04'] }),
  ...missed({ wanding: 'W-P87', cusc: 'C-P37' }, 'certReported', 'to', undefined, { isByWorkingDays: true }),
  ...missed({ wanding: 'W-P87' }, 'certReported', 'from'),
  ...error({ cusc: 'C-P37' }, 'reported before it was issued', inEvent('reported', (event, draft) => {
    const certificate = draft.certificates?.find((one) => one.number === event.certificate);
    if (event.subject !== undefined || !certificate) return false;
    event.date = addDays(certificate.issued ?? '', -1);
    return true;
  })),
  ...error(all('G-13'), 'another scope than decided', inCertificate(['I2', 'R', 'TR'], (certificate) => { certificate.scope = text('另一范围', 'Another scope'); })),
  ...error(all('G-13'), 'a site that the case does not have', inCertificate(['I2', 'R', 'TR'], (certificate) => { certificate.sites = [...(certificate.sites ?? []), 'S9']; })),
  ...warning(all('G-13'), 'another scope than audited', inAudit(['I2', 'R'], ({ report, plan }) => {
    if (report) report.scope = text('另一范围', 'Another scope');
    if (plan) plan.scope = text('另一范围', 'Another scope');
  })),
  ...error(all('G-20'), 'a renewal that replaces nothing', inCertificate(['R'], (certificate, _, draft) => {
    if (draft.certificates?.length !== 1) return false;
    delete certificate.replaces?.number;
    return true;
  })),
  ...error(all('G-33'), 'first issued after it was issued', inCertificate(['I2', 'TR'], (certificate, _, draft) => {
    if (draft.certificates?.length !== 1) return false;
    certificate.firstIssued = addDays(certificate.issued ?? '', 1);
    return true;
  })),
  ...error(all('G-33'), 'another first issue than the certificate before', inCertificate(['R'], (certificate, _, draft) => {
    if ((draft.certificates?.length ?? 0) < 2) return false;
    certificate.firstIssued = certificate.issued ?? '';
    return true;
  })),
];

const life: Break[] = [
  ...missed({ wanding: 'W-P78', cusc: 'C-P56' }, 'suspension', 'to', undefined, { isByWorkingDays: true }),
  ...error({ wanding: 'W-P79', cusc: 'C-P57' }, 'suspended for a day more than six months', inEvent('suspended', (event, draft) => {
    if (event.reason === 'C-SUS-4') return false;
    event.to = addDays(addMonths(event.from ?? '', 6), 1);
    for (const other of draft.events ?? []) if (other.subject === 'suspended' && other.to !== undefined) other.to = event.to;
    return true;
  })),
  ...missed({ wanding: 'W-P81', cusc: 'C-P58' }, 'withdrawn', 'to', undefined, { isByWorkingDays: true }),
  ...error({ wanding: 'W-P78', cusc: 'C-P56' }, 'suspended before it was verified', (one) => {
    const isMade = endless(one);
    for (const event of one.draft.events ?? []) if (event.kind === 'suspended') event.verifiedOn = addDays(event.date ?? '', 1);
    return isMade;
  }, { asOf: (one) => addDays(one.draft.events?.find((event) => event.kind === 'suspended')?.date ?? '', 2) }),
  ...error({ wanding: 'W-P81', cusc: 'C-P58' }, 'withdrawn before it was confirmed', inEvent('withdrawn', (event) => { event.verifiedOn = addDays(event.date ?? '', 1); }), { isByWorkingDays: true }),
  ...error({ wanding: 'W-P82', cusc: 'C-P60' }, 'a suspension that nobody ended', endless, { asOf: (one) => addDays(suspendedTo(issueOf(one)), 20), isByWorkingDays: true }),
  ...warning({ wanding: 'W-P82', cusc: 'C-P60' }, 'a suspension that ended yesterday', endless, { asOf: (one) => addDays(suspendedTo(issueOf(one)), 1) }),
  ...error({ wanding: 'W-P83' }, 'a misuse that was not put right', misused, { asOf: (one) => addDays(addMonths(misusedOn(one), 1), 20), isByWorkingDays: true }),
  ...error({ cusc: 'C-P59' }, 'a misuse that was not put right', misused, { asOf: (one) => addDays(addMonths(misusedOn(one), 2), 20), isByWorkingDays: true }),
  ...warning({ wanding: 'W-P83' }, 'a misuse whose month has passed', misused, { asOf: (one) => addDays(addMonths(misusedOn(one), 1), 1) }),
  ...warning({ cusc: 'C-P59' }, 'a misuse whose two months have passed', misused, { asOf: (one) => addDays(addMonths(misusedOn(one), 2), 1) }),
  ...warning({ wanding: 'W-P80' }, 'no surveillance in time, and no suspension', (one) => justCertified(one) !== undefined, { asOf: (one) => addDays(addMonths(issueOf(one), 12), 1), also: ['W-P14', 'ISO-02'] }),
  ...error({ cusc: 'C-P41' }, 'no surveillance in time, and no suspension', (one) => justCertified(one) !== undefined && issueOf(one) < '2025-11-01', { asOf: (one) => addDays(addMonths(issueOf(one), 12), 20), also: ['C-P38', 'ISO-02'] }),
  ...error({ wanding: 'W-P97' }, 'a misuse of what', inEvent('misuse', (event) => { delete event.certificate; })),
  ...error({ wanding: 'W-P84', cusc: 'C-P63' }, 'restored by nobody', inEvent('restored', (event) => { delete event.by; })),
  ...warning({ wanding: 'W-P84' }, 'restored without evidence', inEvent('restored', (event) => { delete event.evidence; })),
  ...error({ cusc: 'C-P63' }, 'restored without evidence', inEvent('restored', (event) => { delete event.evidence; })),
  ...error({ wanding: 'W-P85' }, 'cancelled by nobody asking', inEvent('cancelled', (event) => {
    delete event.evidence;
    delete event.reason;
    delete event.text;
  })),
  ...missed({ wanding: 'W-P86', cusc: 'C-P67' }, 'replied', 'to'),
  ...error({ wanding: 'W-P86' }, 'answered by one who decided', inEvent('replied', (event, draft) => {
    const audit = draft.audits.find((one) => one.decision);
    if (!audit) return false;
    event.audit = audit.name;
    event.by = audit.decision?.by ?? '';
    return true;
  })),
  ...error({ wanding: 'W-P89' }, 'a change of status reported after three working days', inEvent('reported', (event, draft) => {
    const action = draft.events?.find((one) => one.kind === event.subject && one.certificate === event.certificate && (one.date ?? '') <= (event.date ?? ''));
    return action !== undefined && late(event, addWorkingDays(action.date ?? '', 3), action.date ?? '', draft);
  }), { isByWorkingDays: true }),
  ...error({ wanding: 'W-P89', cusc: 'C-P62' }, 'a suspension that does not say from when', inEvent('suspended', (event) => {
    // What follows is counted from its day.
    if (event.from !== event.date) return false;
    delete event.from;
    return true;
  })),
  ...error({ wanding: 'W-P90' }, 'an accident reported after three working days', inEvent('reported', (event, draft) => {
    const accident = draft.events?.find((one) => one.kind === 'accident' && one.subject === event.subject);
    return accident !== undefined && late(event, addWorkingDays(accident.date ?? '', 3), accident.date ?? '', draft);
  }), { isByWorkingDays: true }),
  ...warning({ wanding: 'W-P90' }, 'an accident that the client told late, reported after three working days', inEvent('reported', (event, draft) => {
    const accident = draft.events?.find((one) => one.kind === 'accident' && one.subject === event.subject);
    if (!accident?.date || !late(event, addWorkingDays(accident.date, 3), accident.date, draft)) return false;
    accident.verifiedOn = addDays(accident.date, 1);
    return true;
  })),
  ...error({ wanding: 'G-30', cusc: 'C-P63' }, 'restored after the suspension had ended', inEvent('suspended', (event, draft) => {
    const restored = draft.events?.find((one) => one.kind === 'restored' && one.certificate === event.certificate && (one.date ?? '') >= (event.date ?? ''));
    if (!restored?.date || !event.from || addDays(restored.date, -1) < event.from) return false;
    event.to = addDays(restored.date, -1);
    return true;
  })),
  ...error(all('G-30'), 'suspended again during a suspension', inEvent('suspended', (event, draft) => {
    const again = addDays(event.date ?? '', 1);
    if (again > (draft.events?.find((one) => one.kind === 'restored')?.date ?? '')) return false;
    draft.events?.push({ ...event, date: again, verifiedOn: again });
    return true;
  }), { also: ['event-not-allowed', 'W-P89', 'C-P62'] }),
  ...error({ cusc: 'C-P64' }, 'maintained before it was restored', inEvent('restored', (event, draft) => {
    const surveillance = draft.audits.find(({ audit, decision }) => audit.kind === 'S' && decision?.outcome === 'maintain' && (decision.date ?? '') < (event.date ?? ''));
    if (!surveillance) return false;
    event.audit = surveillance.name;
    return true;
  })),
  ...error({ cusc: 'C-P66' }, 'a transfer of a certificate that was suspended', inAudit(['TR'], (_, { draft }) => {
    draft.case.history = { ...draft.case.history, priorCertificate: { on: addMonths(draft.case.application?.date ?? '', -2), ownFault: false, body: text('另一机构', 'Another body') } };
  })),
];

/** Only what had happened when the certificate was reported, with nothing left to do. */
function justCertified(one: LawfulCase): Certificate | undefined {
  const certificate = one.draft.certificates?.[0];
  const audit = auditsOf(one, 'I2')[0];
  const day = one.draft.events?.filter((event) => event.certificate === certificate?.number && event.kind === 'reported' && event.subject === undefined).map((event) => event.date ?? '').sort()[0];
  if (!certificate?.issued || !audit || day === undefined || Object.keys(audit.nonconformities).length > 0 || (audit.report?.delivery?.on ?? '9999') > day) return undefined;
  Object.assign(one.draft, lawfulOn(one, day));
  // What was only planned then would be overdue on the day judged on.
  one.draft.audits = one.draft.audits.filter(({ audit: { kind } }) => kind === 'I1' || kind === 'I2');
  for (const planned of one.draft.case.programme?.audits ?? []) if (planned.kind !== 'I1' && planned.kind !== 'I2') delete planned.audit;
  const people = peopleOn(one.people, day);
  for (const id of Object.keys(one.people)) one.people[id] = people[id] ?? {};
  one.draft.events = (one.draft.events ?? []).filter((event) => event.kind === 'issued' || event.kind === 'reported' || event.kind === 'published');
  return one.draft.certificates?.[0];
}
/** Suspended ten days after it was issued, for two months, and nothing after that. */
function endless(one: LawfulCase): boolean {
  const certificate = justCertified(one);
  if (!certificate?.issued || !certificate.number) return false;
  const [first = ''] = [addWorkingDays(addDays(certificate.issued, 50), 1)];
  const about = { certificate: certificate.number, by: 'o-kang', date: first };
  one.draft.events?.push(
    { ...about, kind: 'suspended', reason: certificate.version === '2023' ? 'C-SUS-2' : 'W-SUS-9', verifiedOn: first, from: first, to: suspendedTo(certificate.issued) },
    { ...about, kind: 'reported', subject: 'suspended' }, { ...about, kind: 'published', subject: 'suspended', from: first, to: suspendedTo(certificate.issued) },
  );
  return certificate.issued < '2026-06-01';
}
const suspendedTo = (issued: string): string => addDays(issued, 120);
const issueOf = (one: LawfulCase): string => one.draft.certificates?.[0]?.issued ?? '';

const misusedOn = (one: LawfulCase): string => addDays(issueOf(one), 45);
/** A misuse of which nothing is known but that its correction was requested. */
function misused(one: LawfulCase): boolean {
  const certificate = justCertified(one);
  if (!certificate?.issued) return false;
  one.draft.events?.push({ kind: 'misuse', date: misusedOn(one), certificate: certificate.number ?? '', closed: false, by: 'o-kang' });
  return certificate.issued < '2026-06-01';
}

/** An event later than it should be, where nothing else of its kind comes between. */
function late(event: Event, date: string, since: string, draft: CaseDraft): boolean {
  if (draft.events?.some((one) => one !== event && one.kind === event.kind && one.certificate === event.certificate && (one.date ?? '') >= since)) return false;
  event.date = date;
  return true;
}

/** Nothing of the file before this day. */
function notBefore(audit: AuditDraft, day: string): void {
  const later = (date: string | undefined): string => (date !== undefined && date > day ? date : day);
  const { report, review, decision } = audit;
  if (report) {
    report.date = later(report.date);
    if (report.signedOn !== undefined) report.signedOn = later(report.signedOn);
    if (report.delivery) report.delivery.on = later(report.delivery.on);
  }
  if (review) review.date = later(review.date);
  if (decision) decision.date = later(decision.date);
}
function endOn(audit: AuditDraft, day: string): void {
  audit.audit.end = day;
  if (audit.plan) audit.plan.end = day;
  if (audit.audit.meetings?.closing) audit.audit.meetings.closing.date = day;
  notBefore(audit, day);
}
function decideOn(audit: AuditDraft, day: string): void {
  if (audit.decision) audit.decision.date = day;
}
/** A renewal, its last audit: `change` gets the day on which the certificate before ends; issue and events follow the decision. */
function renewed(change: (audit: AuditDraft, end: string) => unknown): Change {
  return (one) => {
    const audit = auditsOf(one, 'R')[0];
    const certificate = one.draft.certificates?.find((entry) => entry.audit === audit?.name);
    const end = certificate?.replaces?.validTo;
    if (!audit?.decision || !certificate || end === undefined || one.draft.audits.at(-1) !== audit || (audit.decision.date ?? '') > end || Object.keys(audit.nonconformities).length > 0) return false;
    if (change(audit, end) === false) return false;
    const { date = '' } = audit.decision;
    certificate.issued = [certificate.issued ?? '', date].sort().at(-1) ?? '';
    for (const event of one.draft.events ?? []) if (event.certificate === certificate.number && (event.date ?? '') < certificate.issued) event.date = certificate.issued;
    if (one.draft.case.programme) one.draft.case.programme.cycleStart = date;
    for (const person of Object.values(one.people)) for (const registration of person.registrations?.slice(-1) ?? []) registration.validTo = '2049-12-31';
    return true;
  };
}

const consistency: Break[] = [
  ...error(all('G-01'), 'the plan dated before the contract', inAudit(['I2'], ({ plan }, { draft }) => { if (plan) plan.date = addDays(draft.case.contract?.signedOn ?? '', -1); })),
  ...error(all('G-01'), 'confirmed before it was written', inAudit(['I2', 'S', 'R'], ({ plan }) => { if (plan?.confirmation) plan.confirmation.on = addDays(plan.date ?? '', -1); })),
  ...error(all('G-01'), 'planned to end before it begins', inAudit(['I2', 'S'], ({ plan, report }) => {
    if (!plan || !report) return false;
    plan.end = addDays(plan.start ?? '', -1);
    report.deviations = [{ what: text('偏离', 'A deviation'), reason: text('理由', 'A reason') }];
    return true;
  }), { also: ['W-P35', 'C-P71', 'G-04'] }),
  ...error(all('G-01'), 'reported before the audit ended', inAudit(['I2', 'S', 'R'], ({ audit, report, nonconformities }) => {
    if (!report || Object.keys(nonconformities).length > 0) return false;
    report.date = addDays(audit.end ?? '', -1);
    return true;
  })),
  ...error(all('G-01'), 'raised after the audit', inNc(['I2', 'S', 'R'], (nc, { audit, report }) => {
    const day = addDays(audit.end ?? '', 1);
    if (day > (report?.date ?? '') || day > (nc.review?.on ?? '') || day > (nc.acknowledgement?.on ?? '9999') || nc.grade === 'major') return false;
    nc.date = day;
    return true;
  })),
  ...error(all('G-01'), 'raised before the audit', inNc(['I2', 'S', 'R'], (nc, { audit }) => { if (nc.grade === 'major') return false; nc.date = addDays(audit.start ?? '', -1); return true; })),
  ...error(all('G-01'), 'reviewed before it was raised', inNc(['I2', 'S', 'R'], (nc) => { if (!nc.review) return false; nc.review.on = addDays(nc.date ?? '', -1); return true; })),
  ...error(all('G-01'), 'verified before it was raised', inNc(['I2', 'S', 'R'], (nc) => { if (!nc.verification) return false; nc.verification.on = addDays(nc.date ?? '', -1); return true; })),
  ...error(all('G-02'), 'a date that is still to come', inAudit(['I1'], ({ notice }, { last }) => {
    if (!notice?.delivery) return false;
    notice.delivery.on = addDays(last, 30);
    return true;
  }), { asOf: (one) => addDays(one.last, 1) }),
  ...warning(all('G-32'), 'a report that does not name stage 1', inAudit(['I2'], ({ report }) => { if (report) report.activities = (report.activities ?? []).slice(1); })),
  ...warning(all('G-22'), 'a certificate that ends in three months, and no recertification', (one) => {
    const [certificate] = one.draft.certificates ?? [];
    const year = auditsOf(one, 'S').at(-1)?.audit.end?.slice(0, 4);
    if (one.story.some((word) => ['renewed', 'withdrawn', 'cancelled', 'suspended'].includes(word)) || one.draft.certificates?.length !== 1 || year === undefined || Number(year) + 1 < Number(certificate?.validTo?.slice(0, 4))) return false;
    one.draft.events?.push({ kind: 'delivered', date: addDays(addMonths(certificate?.validTo ?? '', -3), -1), certificate: certificate?.number ?? '', by: 'o-kang' });
    return true;
  }, { asOf: (one) => addMonths(one.draft.certificates?.[0]?.validTo ?? '', -3), isByTime: true }),
  ...error(all('G-04'), 'other days than planned', inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
    if (!plan || Array.isArray(report?.deviations)) return false;
    plan.end = addDays(plan.end ?? '', 1);
    return true;
  }), { also: ['W-P35', 'C-P71'] }),
  ...error(all('G-04'), 'another scope than planned', inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
    if (!plan || Array.isArray(report?.deviations)) return false;
    plan.scope = text('另一范围', 'Another scope');
    return true;
  })),
  ...error(all('G-04'), 'a site that was not planned', inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
    if (!plan || Array.isArray(report?.deviations) || (plan.sites?.length ?? 0) < 2) return false;
    plan.sites = plan.sites?.slice(0, -1) ?? [];
    return true;
  })),
  ...error(all('G-04'), 'a site that was planned and left out', inAudit(['I2', 'S', 'R'], ({ report }) => {
    if (!report || Array.isArray(report.deviations) || (report.sites?.length ?? 0) < 2) return false;
    report.sites = report.sites?.slice(0, -1) ?? [];
    return true;
  })),
  ...error(all('G-04'), 'a criterion that was not planned', inAudit(['I2', 'S', 'R'], ({ report }) => {
    if (!report || Array.isArray(report.deviations)) return false;
    report.criteria = [...(report.criteria ?? []), text('另一准则', 'Another criterion')];
    return true;
  })),
  ...error(all('G-04'), 'a criterion that was planned and left out', inAudit(['I2', 'S', 'R'], ({ report }) => {
    if (!report || Array.isArray(report.deviations)) return false;
    report.criteria = (report.criteria ?? []).slice(0, 1);
    return true;
  })),
  ...error(all('G-04'), 'an objective that was not planned', inAudit(['I2', 'S', 'R'], ({ report }) => {
    if (!report || Array.isArray(report.deviations)) return false;
    report.objectives = [...(report.objectives ?? []), { text: text('另一目的', 'Another objective'), achieved: true }];
    return true;
  })),
  ...error(all('G-04'), 'an objective that was planned and forgotten', inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
    if (!plan || Array.isArray(report?.deviations)) return false;
    plan.objectives = [...(plan.objectives ?? []), text('另一目的', 'Another objective')];
    return true;
  })),
  ...error({ cusc: 'G-04' }, 'a member who stayed away', inAudit(['I2', 'S', 'R'], ({ report, findings, nonconformities }) => {
    const gone = report?.team?.findLast((member) => member.role === 'trainee' || member.role === 'expert');
    if (!report || !gone || Array.isArray(report.deviations) || Object.keys(findings).length === 0 || Object.keys(nonconformities).length < 0) return false;
    report.team = (report.team ?? []).filter((member) => member !== gone);
    return true;
  })),
  ...error(all('G-05'), 'a member whom nobody planned', inAudit(['I2', 'S', 'R'], ({ report, plan }, { people }) => {
    const known = new Set([...(plan?.team ?? []), ...(report?.team ?? [])].map((member) => member.person));
    const other = Object.keys(people).find((id) => id.startsWith('e-') && !known.has(id));
    if (!report?.team || other === undefined) return false;
    report.team.push({ id: 'Y', person: other, role: 'expert', days: 0, responsibleAuditor: report.team[0]?.person ?? '', tasks: text('支持', 'Advice') });
    return true;
  }), { also: ['G-04'] }),
  ...warning(all('G-07'), 'a site without a slot', inAudit(['I2', 'S', 'R'], ({ plan }) => {
    const site = plan?.sites?.[1];
    if (site === undefined) return false;
    for (const day of plan?.schedule ?? []) for (const slot of day.slots ?? []) if (slot.site === site) slot.site = 'S1';
    return true;
  })),
  ...warning(all('G-07'), 'a member without a slot', inAudit(['I2', 'S', 'R'], ({ plan }) => {
    const member = plan?.team?.[1]?.id;
    if (member === undefined) return false;
    for (const day of plan?.schedule ?? []) for (const slot of day.slots ?? []) slot.members = (slot.members ?? []).filter((id) => id !== member);
    return true;
  })),
  ...warning(all('G-07'), 'a member in two slots at once', inAudit(['I2', 'S', 'R'], ({ plan }) => {
    const slot = plan?.schedule?.[0]?.slots?.[1];
    if (!slot) return false;
    plan?.schedule?.[0]?.slots?.push({ ...slot, clauses: [] });
    return true;
  })),
  ...warning({ wanding: 'G-07' }, 'a clause without a slot', inAudit(['I2', 'R'], ({ plan }) => {
    for (const day of plan?.schedule ?? []) for (const slot of day.slots ?? []) slot.clauses = (slot.clauses ?? []).filter((clause) => !clause.startsWith('8.5'));
  })),
  ...error(all('G-16'), 'a wrong check character', inCase(({ client }) => {
    const state = client?.[0];
    if (!state?.uscc) return false;
    state.uscc = state.uscc.slice(0, 17) + (state.uscc.endsWith('0') ? '1' : '0');
    return true;
  })),
  ...error(all('G-16'), "a wrong check character in an entity's code", inCase(({ client }) => {
    const entity = client?.[0]?.entities?.[0];
    if (!entity?.uscc) return false;
    entity.uscc = entity.uscc.slice(0, 17) + (entity.uscc.endsWith('0') ? '1' : '0');
    return true;
  })),
  ...warning(all('G-16'), 'a wrong organisation code', inCase(({ client }) => { if (client?.[0]) client[0].orgCode = 'MA8Y4H6T0'; })),
  ...warning(all('G-17'), 'another headcount at stage 1', inAudit(['I1'], ({ notice }) => { if (notice) notice.headcount = 9_999; else return false; return true; })),
  ...warning(all('G-17'), 'another headcount at the audit', inAudit(['I2', 'S', 'R'], ({ audit }) => { audit.headcount = 9_999; })),
  ...error(all('G-24'), 'spot checks declared not applicable in spite of one', inAudit(['I2', 'R', 'TR'], ({ report }) => {
    if (!report || !Array.isArray(report.spotChecks)) return false;
    report.spotChecks = { notApplicable: text('没有', 'None') };
    return true;
  })),
  ...error(all('G-24'), 'a combination declared not applicable in spite of two systems', inAudit(['I2', 'S', 'R'], ({ audit, report }) => {
    if (!report || audit.combination === undefined || 'notApplicable' in audit.combination) return false;
    report.combination = { notApplicable: text('没有', 'None') };
    return true;
  })),
  ...error({ wanding: 'G-24' }, 'use of the certificate declared not applicable', inAudit(['S', 'R'], ({ report }) => { if (report) report.certificateUse = { notApplicable: text('没有', 'None') }; })),
  ...warning(all('PP-01'), 'a number that is not the person\'s', inAudit(['I2', 'S', 'R'], (audit) => {
    for (const member of membersOf(audit).filter((one) => one.role === 'leader')) member.registration = '2020-N1QMS-1234567';
  })),
  ...warning(all('PP-01'), 'a number of another form', inAudit(['I2', 'S', 'R'], (audit, { people }) => {
    for (const member of membersOf(audit).filter((one) => one.role === 'leader')) member.registration = 'QMS-1';
    for (const registration of people[leaderOf(audit)]?.registrations ?? []) registration.number = 'QMS-1';
  })),
];

export const breaks: readonly Break[] = [...application, ...programme, ...execution, ...findings, ...reporting, ...certificates, ...life, ...consistency];
