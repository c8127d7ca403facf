/** Breaks: audits: time, team, plan, meetings, stages. */
import { auditsOf, inAudit, leaderOf, membersOf, type Break, type Change } from '../break.js';
import { text } from '../drafts.js';
import { addDays, addMonths } from '../windows.js';
import { endOn, renewed, undecided } from './later.js';
import { all, audited, both, error, missed, warning } from './table.js';

const endedLate: Change = (one) => {
  const audit = auditsOf(one, 'R').at(-1);
  const { number, validTo: end } = one.draft.certificates?.find((entry) => entry.audit === audit?.name)?.replaces ?? {};
  if (
    !audit ||
    end === undefined ||
    // Its end is still on record once the renewal is taken out.
    one.draft.certificates?.some((entry) => entry.number === number) !== true ||
    one.draft.audits.at(-1) !== audit ||
    Object.keys(audit.nonconformities).length > 0 ||
    one.last > addMonths(end, 6)
  )
    return false;
  endOn(audit, addDays(end, 1));
  for (const person of Object.values(one.people))
    for (const registration of person.registrations?.slice(-1) ?? []) registration.validTo = '2049-12-31';
  return undecided(audit, one.draft);
};

export const execution: readonly Break[] = [
  ...error(
    { wanding: 'W-P18' },
    'no shift audited',
    inAudit(['I2', 'S', 'R'], ({ audit }) => {
      for (const shift of audit.shifts ?? []) shift.audited = false;
    }),
  ),
  ...error(
    { wanding: 'W-P19' },
    'ended the day after expiry',
    renewed((audit, end) => {
      endOn(audit, addDays(end, 1));
    }),
  ),
  ...error({ cusc: 'C-P46' }, 'began the day after expiry, and is not decided', (one) => {
    const audit = auditsOf(one, 'R').at(-1);
    const end = one.draft.certificates?.find((entry) => entry.audit === audit?.name)?.replaces?.validTo;
    if (
      !audit ||
      end === undefined ||
      one.draft.audits.at(-1) !== audit ||
      Object.keys(audit.nonconformities).length > 0 ||
      one.last > addMonths(end, 6)
    )
      return false;
    audit.audit.start = addDays(end, 1);
    endOn(audit, addDays(end, 1));
    if (audit.plan) audit.plan.start = addDays(end, 1);
    if (audit.audit.meetings?.opening) audit.audit.meetings.opening.date = addDays(end, 1);
    for (const person of Object.values(one.people))
      for (const registration of person.registrations?.slice(-1) ?? []) registration.validTo = '2049-12-31';
    return undecided(audit, one.draft);
  }),
  ...warning({ cusc: 'C-P46' }, 'ended the day after expiry, and is not decided', endedLate),
  ...error({ cqm: 'Q-P16', zoho: 'Z-P11' }, 'ended the day after expiry, and is not decided', endedLate),
  ...error(
    { wanding: 'W-P22' },
    'stage 1 shorter than half a day',
    inAudit(['I1'], ({ audit }) => {
      audit.days = { onSite: 0.25, remote: 0, offSite: 0 };
    }),
  ),
  ...error(
    { wanding: 'W-P23' },
    'stage 1 of two systems longer than a day',
    inAudit(['I1'], ({ audit }) => {
      if (audit.combination === undefined || 'notApplicable' in audit.combination) return false;
      audit.days = { onSite: 1.5, remote: 0, offSite: 0 };
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P23' },
    'stage 1 of five systems longer than a day and a half',
    inAudit(['I1'], ({ audit }) => {
      audit.combination = { kind: 'combined', systems: ['A', 'B', 'C', 'D'].map((standard) => ({ standard })) };
      audit.days = { onSite: 2, remote: 0, offSite: 0 };
    }),
  ),
  ...error(
    { wanding: 'W-P26', cusc: 'C-P24' },
    'a site that nobody visited',
    inAudit(['S'], ({ audit, plan, report }) => {
      const site = audit.sites?.find((id) => id !== 'S1' && id.startsWith('S'));
      if (site === undefined || !plan || !report) return false;
      for (const holder of [audit, plan, report]) holder.sites = (holder.sites ?? []).filter((id) => id !== site);
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P30' },
    'more than 30 % remote',
    inAudit(['I2', 'S', 'R'], ({ audit }) => {
      if (!audit.days?.remote) return false;
      audit.days.remote = 0.3 * (audit.days.onSite ?? 0) + 0.01;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P30' },
    'more than 30 % remote, as planned',
    inAudit(['I2', 'S', 'R'], ({ audit, plan }) => {
      if (!audit.days?.remote || !plan?.duration) return false;
      plan.duration.remote = 0.3 * (plan.duration.onSite ?? 0) + 0.01;
      return true;
    }),
  ),
  ...warning(
    { wanding: 'W-P30' },
    'more than 30 % of the time in person',
    inAudit(['I2', 'S', 'R'], ({ audit, plan }) => {
      if (!audit.days?.remote || !plan?.duration) return false;
      const { onSite = 0 } = audit.days;
      if (audit.days.remote > 0.3 * (onSite - audit.days.remote)) return false;
      audit.days.remote = 0.3 * onSite - 0.01;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P31', cusc: 'C-P43' },
    'a surveillance that was not on site',
    inAudit(['S'], ({ audit }) => {
      audit.onSite = false;
    }),
  ),
  ...error(
    { wanding: 'W-P31' },
    'an audit that was remote throughout',
    inAudit(['I2', 'S', 'R'], ({ audit }) => {
      if (!audit.days?.remote) return false;
      audit.days.remote = audit.days.onSite ?? 0;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P48', cusc: 'C-P43' },
    'stage 2 that was not on site',
    inAudit(['I2'], ({ audit }) => {
      audit.onSite = false;
    }),
  ),
  ...error(
    { wanding: 'W-P32' },
    'remote without a reason',
    inAudit(['I2', 'S', 'R'], ({ audit, report }) => {
      if (!audit.days?.remote || !report?.remote || 'notApplicable' in report.remote) return false;
      delete report.remote.reason;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P33' },
    'remote and not marked',
    inAudit(['I2', 'S', 'R'], ({ audit, report }) => {
      if (!audit.days?.remote) return false;
      for (const activity of report?.activities ?? []) activity.mode = 'on-site';
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P34', cusc: 'PP-08', cqm: 'PP-08', zoho: 'PP-08' },
    'two leaders',
    inAudit(['I2', 'S', 'R'], (audit) => {
      const members = membersOf(audit).filter((member) => member.role === 'auditor');
      for (const member of members) member.role = 'leader';
      return members.length > 0 && !audit.report?.replacements;
    }),
  ),
  ...error(
    { wanding: 'W-P34', cusc: 'G-25' },
    'a leader in training',
    inAudit(['I2', 'S', 'R'], (audit, { people }) => {
      for (const registration of people[leaderOf(audit)]?.registrations ?? []) registration.grade = 'trainee';
    }),
  ),
  ...error(
    { wanding: 'W-P35', cusc: 'C-P71' },
    'a registration that ended the day before the last',
    inAudit(['I2', 'S', 'R'], (audit, { people }) => {
      const registrations = people[leaderOf(audit)]?.registrations;
      for (const one of registrations ?? [])
        if ((one.validTo ?? '') >= (audit.audit.end ?? '')) one.validTo = addDays(audit.audit.end ?? '', -1);
    }),
  ),
  ...error(
    { wanding: 'W-P35', cusc: 'C-P71' },
    'trained the day after the first',
    inAudit(['I2', 'S', 'R'], (audit, { people }) => {
      const training = people[leaderOf(audit)]?.bcmsTraining;
      if (training) training.on = addDays(audit.audit.start ?? '', 1);
    }),
  ),
  ...error(
    { wanding: 'W-P35' },
    'trained in another standard',
    inAudit(['I2'], (audit, { people }) => {
      const training = people[leaderOf(audit)]?.bcmsTraining;
      if (training) training.standard = 'ISO 9001:2015';
    }),
  ),
  ...error(
    { cusc: 'C-P71' },
    'an examination that was not passed',
    inAudit(['I2', 'S'], (audit, { people }) => {
      const training = people[leaderOf(audit)]?.bcmsTraining;
      if (training) training.passed = false;
    }),
  ),
  ...error(
    { cusc: 'C-P71' },
    'registered for environmental management only',
    inAudit(['I2', 'S'], (audit, { people }) => {
      for (const one of people[leaderOf(audit)]?.registrations ?? []) one.scheme = 'EMS';
    }),
  ),
  ...error(
    { wanding: 'W-P36' },
    'an interest in the client',
    inAudit(['I2', 'S'], (audit, { people, draft }) => {
      const person = people[leaderOf(audit)];
      if (person) person.conflicts = [text(`曾任${draft.case.client?.[0]?.name?.zh ?? ''}顾问`, 'Was a consultant of the client')];
    }),
  ),
  ...warning(
    { wanding: 'W-P36' },
    'an interest in somebody else',
    inAudit(['I2', 'S'], (audit, { people }) => {
      const person = people[leaderOf(audit)];
      if (person) person.conflicts = [text('曾任另一公司顾问', 'Was a consultant of another company')];
    }),
  ),
  ...error(
    { wanding: 'W-P37', cusc: 'C-P21' },
    'an audit without a plan',
    inAudit(['XS', 'XE', 'S'], (audit) => {
      if (audit.plan === undefined) return false;
      delete audit.plan;
      return true;
    }),
  ),
  ...warning(
    { wanding: 'W-P47', cusc: 'C-P44' },
    'a management review completed after the audit that looked at it',
    inAudit(['S', 'R'], ({ audit }) => {
      audit.managementReview = { completedOn: addDays(audit.end ?? '', 1) };
    }),
  ),
  ...(['I2', 'S', 'R'] as const).flatMap((kind) => missed({ wanding: 'W-P38', cusc: 'C-P22' }, `${kind}.confirmed`, 'to')),
  ...error(
    { wanding: 'W-P39', cusc: 'C-P22' },
    'a change that was agreed after the audit',
    inAudit(['I2', 'S', 'R'], ({ audit, plan }) => {
      if (!Array.isArray(plan?.changes) || !plan.changes[0]) return false;
      plan.changes[0].agreedOn = addDays(audit.end ?? '', 1);
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P39' },
    'a change that the report does not tell',
    inAudit(['I2', 'S', 'R'], ({ plan, report }) => {
      if (!Array.isArray(plan?.changes) || !report || report.replacements) return false;
      report.deviations = { none: true };
      return true;
    }),
  ),
  ...(['I1', 'I2', 'S', 'R'] as const).flatMap((kind) => missed({ wanding: 'W-P40' }, `${kind}.cncaReported`, 'to')),
  ...warning(
    { wanding: 'W-P96' },
    'a short-notice audit reported on the day',
    inAudit(['XS'], ({ audit, plan }) => {
      if (plan) plan.cncaReportedOn = audit.start ?? '';
    }),
  ),
  ...warning(
    { wanding: 'W-P96' },
    'a short-notice audit confirmed after it began',
    inAudit(['XS'], ({ audit, plan }) => {
      if (!plan?.confirmation) return false;
      plan.confirmation.on = addDays(audit.start ?? '', 1);
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P42' },
    'not signed in online',
    inAudit(['I2', 'S', 'R'], ({ audit }) => {
      if (audit.meetings) audit.meetings.cncaOnlineSignIn = false;
    }),
  ),
  ...(['opening', 'closing'] as const).flatMap((which) => [
    ...both({ wanding: 'W-P42' }, 'error', `${which} meeting without top management or delegate`, {
      change: inAudit(['I2', 'S', 'R'], ({ audit }) => {
        const meeting = audit.meetings?.[which];
        if (!meeting) return false;
        meeting.topManagement = false;
        delete meeting.delegate;
        return true;
      }),
    }),
    ...both({ cusc: 'C-P25' }, 'warning', `${which} meeting without top management`, {
      change: inAudit(['I2', 'S', 'R'], ({ audit }) => {
        const meeting = audit.meetings?.[which];
        if (meeting?.topManagement !== true) return false;
        meeting.topManagement = false;
        return true;
      }),
    }),
    ...error(
      { wanding: 'W-P42' },
      `no ${which} meeting`,
      inAudit(['I2', 'S', 'R'], ({ audit }) => {
        delete audit.meetings?.[which];
      }),
    ),
    ...warning(
      { cusc: 'C-P25' },
      `no ${which} meeting`,
      inAudit(['I2', 'S', 'R'], ({ audit }) => {
        delete audit.meetings?.[which];
      }),
    ),
    ...error(
      all('G-08'),
      `${which} meeting on another day`,
      inAudit(['I2', 'S', 'R'], ({ audit }) => {
        const meeting = audit.meetings?.[which];
        if (meeting) meeting.date = addDays(meeting.date ?? '', which === 'opening' ? -1 : 1);
      }),
    ),
    ...error(
      all('G-08'),
      `${which} meeting without the leader`,
      inAudit(['I2', 'S', 'R'], (audit) => {
        const meeting = audit.audit.meetings?.[which];
        if (meeting) meeting.attendees = (meeting.attendees ?? []).filter((one) => one.person !== leaderOf(audit));
      }),
    ),
    ...error(
      all('G-08'),
      `${which} meeting without anyone of the client`,
      inAudit(['I2', 'S', 'R'], (audit) => {
        const meeting = audit.audit.meetings?.[which];
        if (meeting) meeting.attendees = (meeting.attendees ?? []).filter((one) => one.person !== undefined);
      }),
    ),
  ]),
  ...missed({ wanding: 'W-P44' }, 'I2.start', 'to'),
  ...missed({ cusc: 'C-P09' }, 'I2.start', 'to', undefined, { severity: 'warning' }),
  ...warning(
    { cusc: 'C-P13' },
    'stage 1 longer than 30 % of the time on site',
    inAudit(['I1'], ({ audit }) => {
      if (!audit.onSite || !audit.days) return false;
      audit.days.onSite = 12;
      return true;
    }),
  ),
  ...warning(
    { cusc: 'C-P14' },
    'stage 2 of half a day',
    inAudit(['I2'], ({ audit }, { draft }) => {
      if (!audit.days || draft.audits.some((one) => one.audit.kind === 'I1' && one.audit.onSite)) return false;
      // The whole time is another rule, and so is its share on site, which may be departed from with a reason.
      audit.days = { ...audit.days, onSite: 0.5, offSite: 30 };
      draft.case.auditTime = {
        ...draft.case.auditTime,
        deviations: [{ clause: '4.2.1.1', reason: text('远程查阅', 'Records were read remotely') }],
      };
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P45', cusc: 'C-P07' },
    'stage 1 off site for a reason that does not count',
    inAudit(['I1'], ({ audit }) => {
      if (!audit.offSiteReason) return false;
      audit.offSiteReason.code = 'OTHER';
      return true;
    }),
  ),
  ...missed({ wanding: 'W-P46' }, 'notice', 'from'),
  ...missed({ wanding: 'W-P46', cusc: 'C-P08' }, 'notice', 'to'),
  ...error(
    { wanding: 'W-P46', cusc: 'C-P08' },
    'not ready, and audited',
    inAudit(['I2'], ({ audit }, { draft }) => {
      const notice = draft.audits.find((one) => one.name === audit.stage1)?.notice;
      if (notice) notice.ready = false;
      return notice !== undefined;
    }),
  ),
  ...missed({ wanding: 'W-P47', cusc: 'C-P06' }, 'internalAudit', 'to'),
  ...missed({ wanding: 'W-P47', cusc: 'C-P06' }, 'managementReview', 'to'),
  ...missed({ cusc: 'C-P05' }, 'I2.start', 'from', 'C-P05'),
  ...error(
    { cusc: 'C-P20' },
    'an expert who counts',
    inAudit(audited, (audit) => {
      const experts = membersOf(audit).filter((member) => member.role === 'expert');
      for (const member of experts) member.days = 0.5;
      return experts.length > 0;
    }),
  ),
  ...error(
    { cusc: 'C-P20' },
    'an expert for whom nobody answers',
    inAudit(audited, (audit) => {
      const experts = membersOf(audit).filter((member) => member.role === 'expert');
      for (const member of experts) delete member.responsibleAuditor;
      return experts.length > 0;
    }),
  ),
  ...error(
    { cusc: 'C-P20' },
    'a trainee who counts',
    inAudit(audited, (audit) => {
      const trainees = membersOf(audit).filter((member) => member.role === 'trainee');
      for (const member of trainees) member.days = 0.5;
      return trainees.length > 0;
    }),
  ),
  ...error(
    { cusc: 'C-P20' },
    'a trainee whom nobody guides',
    inAudit(audited, (audit) => {
      const trainees = membersOf(audit).filter((member) => member.role === 'trainee');
      for (const member of trainees) delete member.mentor;
      return trainees.length > 0;
    }),
  ),
  ...error(
    { cusc: 'C-P20' },
    'a trainee who writes alone',
    inAudit(audited, (audit) => {
      const trainee = membersOf(audit).find((member) => member.role === 'trainee');
      const file = Object.values(audit.findings)[0];
      if (!trainee?.person || !file) return false;
      file.author = trainee.person;
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P23' },
    'an auditor replaced without a word',
    inAudit(['I2', 'S', 'R'], ({ report }) => {
      if (!report?.replacements) return false;
      report.deviations = { none: true };
      delete report.replacements;
      return true;
    }),
  ),
];
