/**
 * One audit with all its files: plan, notice, findings, nonconformities, report, review, decision.
 *
 * In:  what kind, which dates bound it, who the client is. Out: an `AuditDraft`, and its dates by the names of windows.yaml.
 */
import type { AuditKind, RecordOf } from '../../schemas/record/index.js';
import { half, scheduleOf } from './days.js';
import { text, type AuditDraft, type Member, type Nc, type Outcome } from './drafts.js';
import { auditors, decider, expert, fieldOf, numberOf, officer, reviewer, trainee } from './people.js';
import type { Random } from './random.js';
import { answersOf, clauses as allClauses, standards, versions } from './vocabulary.js';
import { addDays, type Dates, type SchemeId, type Windows } from './windows.js';

/** How great a case is. */
export interface Size {
  /** Permanent ones, the main one included. */
  readonly sites: number;
  /** Of each audit that decides on a certificate. */
  readonly nonconformities: number;
}
/** Sites that a schedule has room for, each day of an auditor. */
const sitesPerDay = 4;

export interface Profile {
  readonly scheme: SchemeId;
  readonly persons: number;
  /** Sites audited each time, the main one first. */
  readonly sites: readonly string[];
  readonly temporary: readonly string[];
  readonly scope: { zh: string; en: string };
  /** Where it is given, each site that an audit plans has its time in the schedule. */
  readonly size?: Size;
  /** Days of failed spot checks. */
  readonly spotChecks: string[];
  /** Person-days on site that an audit of the kind needs. */
  readonly daysFor: (kind: AuditKind) => number;
}
export interface AuditAsk {
  readonly kind: AuditKind;
  readonly name: string;
  readonly dates: Dates;
  readonly stage1?: AuditDraft;
  readonly previous?: AuditDraft;
  readonly outcome?: Outcome;
  readonly scope?: { zh: string; en: string };
  /** Last day for the audit on site. */
  readonly until?: string;
  /** Without plan in the record, or without formal decision, where the scheme allows it. */
  readonly noPlan?: boolean;
  readonly noDecision?: boolean;
  readonly notReady?: boolean;
  readonly isClean?: boolean;
  readonly noMajor?: boolean;
}
export interface MadeAudit {
  readonly draft: AuditDraft;
  /** By step: `start`, `end`, `report`, `decision`, … */
  readonly dates: Record<string, string>;
  readonly last: string;
}

const conditions: Readonly<Record<SchemeId, readonly string[]>> = {
  wanding: ['5.13.3(1)', '5.13.3(2)', '5.13.3(3)', '5.13.3(4)'],
  cusc: ['4.6.4（1）', '4.6.4（2）', '4.6.4（3）'],
  cqm: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((item) => `6.1.1 ${item})`),
  zoho: [],
};
const outcomes: Readonly<Partial<Record<AuditKind, Outcome>>> = {
  I2: 'grant',
  S: 'maintain',
  R: 'renew',
  XE: 'extend',
  XS: 'maintain',
  XR: 'restore',
  TR: 'grant',
};

/** cqm and zoho: no grades, no reasons for a stage 1 off site in their texts; an exercise in every plan. */
const isGradeless = (scheme: SchemeId): boolean => scheme === 'cqm' || scheme === 'zoho';

export class AuditMaker {
  private count = 0;
  /** First and last day of each auditor. */
  readonly busy = new Map<string, { first: string; last: string }>();
  constructor(
    readonly windows: Windows,
    readonly random: Random,
    readonly profile: Profile,
  ) {}

  make(ask: AuditAsk): MadeAudit {
    const { windows, random, profile } = this;
    const { scheme } = profile;
    const { kind } = ask;
    const isOnSite = kind !== 'I1' || random.chance(0.75);
    const required = profile.daysFor(kind);
    const combined = random.chance(0.15);
    const heads = kind === 'I1' ? random.int(1, 2) : Math.min(3, Math.max(random.int(1, 2), Math.ceil(required / 3)));
    // Stage 1 of combined audits has an upper limit too.
    const usual = Math.max(0.5, half(required / heads) + (random.chance(0.3) && !(kind === 'I1' && (combined || heads > 1)) ? 0.5 : 0));
    const all = [...profile.sites, ...profile.temporary];
    const perHead = profile.size && kind !== 'I1' ? Math.max(usual, half(all.length / sitesPerDay)) : usual;
    const span = Math.ceil(perHead);
    const names = new Map<string, string>();
    const dates: Record<string, string> = {};
    const known = (): Dates => ({ ...ask.dates, ...dates });
    const draw = (step: string, until?: string): string => (dates[step] = windows.draw(`${kind}.${step}`, known(), until));

    const { start, end } = windows.drawAudit(kind, span, ask.dates, ask.until);
    dates['start'] = start;
    dates['end'] = end;
    const hasPlan = !ask.noPlan;
    if (hasPlan) {
      if (scheme === 'wanding') draw('cncaReported');
      draw('plan', dates['cncaReported']);
      if (kind === 'R' || kind === 'XE' || kind === 'XR') draw('application');
      draw('confirmed');
    }

    const team = this.team(heads, perHead);
    for (const { person, role } of team) {
      if (person === undefined || role === 'expert') continue;
      const busy = this.busy.get(person);
      this.busy.set(person, { first: busy && busy.first < start ? busy.first : start, last: busy && busy.last > end ? busy.last : end });
      names.set(role ?? '', person);
    }
    const chosen = team.filter((member) => member.role === 'leader' || member.role === 'auditor');
    const leader = chosen[0]?.person ?? '';
    const onSite = isOnSite ? perHead * heads : 0;
    const isRemote = isOnSite && kind !== 'I1' && perHead >= 1 && random.chance(0.3);
    // Two hours of each of the auditors.
    const remoteDays = isRemote ? 0.25 * heads : 0;
    const visited = profile.size && kind === 'I1' ? all.slice(0, perHead * sitesPerDay) : all;
    const sites = isOnSite ? visited : all.slice(0, 1);
    const scope = ask.scope ?? profile.scope;

    const audit: RecordOf<'audit'> = {
      kind,
      version: versions[scheme],
      start,
      end,
      onSite: isOnSite,
      ...(isOnSite
        ? {}
        : {
            offSiteReason: {
              // Their texts have no list of reasons.
              ...(isGradeless(scheme)
                ? {}
                : { code: random.pick(scheme === 'wanding' ? ['W-OFF-1', 'W-OFF-2', 'W-OFF-3'] : ['C-OFF-1', 'C-OFF-2', 'C-OFF-3']) }),
              text: text('过程简单，文件审核足以达到目的', 'Simple processes: a review of documents suffices'),
            },
          }),
      days: { onSite, remote: remoteDays, offSite: !isOnSite ? perHead * heads : kind === 'I1' && combined ? 0 : random.pick([0, 0.5, 1]) },
      combination: combined
        ? {
            kind: 'combined',
            systems: [
              {
                standard: 'GB/T 19001-2016',
                name: text('质量管理体系', 'Quality management system'),
                days: 2,
                required: 2,
                report: text('另一体系的审核报告', 'Report on the other system'),
              },
            ],
            text: text('与质量管理体系结合审核', 'Combined with an audit of quality management'),
          }
        : { notApplicable: text('只审核业务连续性管理体系', 'Only the BCMS is audited') },
      sites,
      headcount: profile.persons,
      shifts: [
        { name: text('白班', 'Day shift'), hours: '08:00–20:00', audited: true },
        ...(random.chance(0.4) ? [{ name: text('夜班', 'Night shift'), hours: '20:00–08:00', audited: false }] : []),
      ],
      ...(ask.stage1 ? { stage1: ask.stage1.name } : {}),
      ...(ask.previous ? { previous: ask.previous.name } : {}),
      ...(dates['application'] === undefined ? {} : { application: { date: dates['application'], scope } }),
      ...(isOnSite ? { meetings: this.meetings(start, end, team, scheme) } : {}),
    };
    const draft: AuditDraft = { name: ask.name, audit, findings: {}, nonconformities: {} };
    const objectives = [text('评价符合性和有效性', 'Evaluate conformity and effectiveness')];
    const criteria = [text(standards[scheme], standards[scheme]), text('体系文件', "The client's documents")];
    const change = hasPlan && isOnSite && random.chance(0.25);
    if (hasPlan) {
      draft.plan = {
        number: `P-${ask.name}`,
        date: dates['plan'] ?? start,
        by: leader,
        objectives,
        criteria,
        scope,
        start,
        end,
        duration: {
          onSite,
          remote: remoteDays,
          offSite: audit.days?.offSite ?? 0,
          required: Math.min(required, onSite === 0 ? required : onSite),
          text: text('按附录A确定', 'As Appendix A asks'),
        },
        sites,
        team,
        ...(isGradeless(scheme) ? { exerciseSite: text('机房切换演练', 'Switching exercise in the server room') } : {}),
        normalOperation: text('审核期间正常运行', 'In normal operation during the audit'),
        shifts: text('白班', 'Day shift'),
        schedule: [],
        remote: isRemote ? this.remote(remoteDays) : { notApplicable: text('全部在现场', 'All on site') },
        confirmation: { by: text('柯先生', 'Mr Ke'), title: text('副总经理', 'Deputy general manager'), on: dates['confirmed'] ?? start },
        changes: change
          ? [
              {
                what: text('两个时段对调', 'Two slots change places'),
                reason: text('客户的安排', "The client's arrangement"),
                agreedOn: draw('change'),
              },
            ]
          : { none: true },
        ...(dates['cncaReported'] === undefined ? {} : { cncaReportedOn: dates['cncaReported'] }),
      };
    }
    this.cover(draft, kind === 'I1' && !hasPlan ? [] : allClauses);
    if (kind === 'I1') return { draft, dates, last: end };

    const ncs = ask.isClean ? [] : this.nonconformities(ask, draft, chosen, dates, known);
    dates['latestNc'] = [end, ...ncs.map((nc) => nc.date)].sort().at(-1) ?? end;
    // Only grant and renewal can be recommended "after closure": other majors are verified before the report.
    const waits = isGradeless(scheme) || (kind !== 'I2' && kind !== 'R' && kind !== 'TR');
    if (waits)
      dates['latestNc'] = [dates['latestNc'], ...ncs.filter((nc) => nc.isMust).map((nc) => nc.verified ?? end)].sort().at(-1) ?? end;
    draw('report');
    draw('review');
    dates['ready'] =
      [dates['review'] ?? end, ...ncs.flatMap((nc) => [nc.accepted ?? end, ...(nc.isMust ? [nc.verified ?? end] : [])])].sort().at(-1) ??
      end;
    if (!ask.noDecision) draw('decision');
    // cqm: the leader confirms before certification is maintained.
    if (scheme !== 'wanding' || random.chance(0.7)) draw('signed');
    else dates['signed'] = dates['report'] ?? end;
    draw('delivered');
    for (const nc of ncs) {
      const record = draft.nonconformities[nc.id];
      if (record?.plan !== undefined) this.later(record, kind, dates['decision'] ?? dates['review'] ?? end);
      if (record?.acknowledgement) record.acknowledgement.on = windows.draw(`${kind}.acknowledged`, { ...known(), nc: nc.date });
    }
    const outcome = ask.outcome ?? outcomes[kind] ?? 'maintain';
    const openMajor = ncs.some((nc) => nc.isMust && (nc.verified ?? '9999') > (dates['report'] ?? ''));
    draft.report = this.report({
      ask,
      draft,
      dates,
      team,
      leader,
      outcome,
      openMajor,
      change,
      isRemote,
      remoteDays,
      objectives,
      criteria,
      scope,
      sites,
      ncs: ncs.map((nc) => nc.id),
      combined,
    });
    draft.review = {
      number: `V-${ask.name}`,
      by: reviewer,
      date: dates['review'] ?? end,
      result: 'accepted',
      attributes: { impartial: true, effective: true, genuine: true, complete: true, sufficient: true },
      text: text('案卷完整', 'The file is complete'),
    };
    if (!ask.noDecision) {
      draft.decision = {
        number: `D-${ask.name}`,
        by: decider,
        date: dates['decision'] ?? end,
        outcome,
        scope,
        keyContent: { information: true, majors: true, minors: true },
        conditions: (kind === 'S' && scheme === 'cusc' ? ['5.9'] : conditions[scheme]).map((clause) => ({ clause, met: true })),
        outsourced: false,
        text: text('同意', 'Agreed'),
      };
    }
    return { draft, dates, last: [dates['decision'] ?? '', dates['review'] ?? '', end].sort().at(-1) ?? end };
  }

  /** Which clauses an audit covers: in the slots of its plan and in the findings. */
  cover(draft: AuditDraft, clauses: readonly string[]): void {
    const { random, profile } = this;
    const team = draft.report?.team ?? draft.plan?.team ?? [];
    const authors = team.filter((member) => member.role === 'leader' || member.role === 'auditor');
    if (draft.plan) {
      const perHead = authors[0]?.days ?? 0.5;
      const remoteHours = (draft.audit.days?.remote ?? 0) > 0 ? 2 : 0;
      draft.plan.schedule = scheduleOf(
        draft.plan.start ?? '',
        perHead,
        team.flatMap((member) => member.id ?? []),
        clauses,
        draft.plan.sites ?? [],
        remoteHours,
      );
    }
    if (draft.audit.kind === 'I1') return;
    const kept = Object.values(draft.findings)
      .flatMap((file) => file.findings ?? [])
      .filter((finding) => finding.nc !== undefined);
    draft.findings = {};
    authors.forEach((member, i) => {
      const mine = clauses.filter((_, n) => n % authors.length === i);
      draft.findings[`f-${i}`] = {
        author: member.person ?? '',
        findings: [
          ...mine.map((clause) => ({
            clauses: [random.chance(0.2) ? `${clause}.1` : clause],
            ...(i === 0 ? { answers: answersOf(profile.scheme, draft.audit.kind ?? 'S') } : {}),
            title: text('条款', 'Clause'),
            unit: text('部门', 'Department'),
            evidence: text('查看了记录', 'Records were read'),
            finding: text('符合', 'It conforms'),
            conclusion: 'conforms' as const,
          })),
          ...(i === 0 ? kept : []),
        ],
      };
    });
  }

  private team(heads: number, perHead: number): Member[] {
    const { random, profile } = this;
    const chosen = random.shuffle(auditors).slice(0, heads);
    const team: Member[] = chosen.map((person, i) => ({
      id: 'ABC'[i] ?? 'Z',
      person,
      role: i === 0 ? 'leader' : 'auditor',
      registration: numberOf(profile.scheme, person),
      field: fieldOf(profile.scheme, person),
      tasks: text('审核', 'Audit'),
      days: perHead,
    }));
    const leader = chosen[0] ?? '';
    if (profile.scheme === 'cusc' && random.chance(0.25)) {
      team.push({
        id: 'X',
        person: expert,
        role: 'expert',
        tasks: text('提供技术支持', 'Technical advice'),
        days: 0,
        responsibleAuditor: leader,
        expert: {
          professionalCode: 'I6591',
          employer: text('某研究院', 'A research institute'),
          title: text('高级工程师', 'Senior engineer'),
        },
      });
    }
    if (profile.scheme === 'cusc' && random.chance(0.25)) {
      team.push({
        id: 'T',
        person: trainee,
        role: 'trainee',
        registration: '2025-N0QMS-9021190',
        field: 'QMS',
        tasks: text('见习', 'Learns'),
        days: 0,
        mentor: leader,
      });
    }
    return team;
  }

  private meetings(start: string, end: string, team: readonly Member[], scheme: SchemeId): NonNullable<RecordOf<'audit'>['meetings']> {
    const attendees = [
      ...team.map((member) => ({ person: member.person ?? '' })),
      { name: text('柯先生', 'Mr Ke'), department: text('管理层', 'Management'), title: text('副总经理', 'Deputy general manager') },
    ];
    const isDelegated = this.random.chance(0.25);
    const meeting = (date: string): NonNullable<NonNullable<RecordOf<'audit'>['meetings']>['opening']> => ({
      date,
      place: 'S1',
      topManagement: !isDelegated,
      attendees,
      ...(isDelegated
        ? { delegate: { name: text('柯先生', 'Mr Ke'), title: text('副总经理', 'Deputy general manager'), reason: text('出国', 'Abroad') } }
        : {}),
    });
    return { opening: meeting(start), closing: meeting(end), ...(scheme === 'wanding' ? { cncaOnlineSignIn: true } : {}) };
  }

  private remote(days: number): {
    process: { zh: string; en: string };
    method: { zh: string; en: string };
    reason: { zh: string; en: string };
    days: number;
  } {
    return {
      process: text('机房', 'The server room'),
      method: text('实时视频', 'Live video'),
      reason: text('安全因素：外人不得进入', 'Security: closed to outsiders'),
      days,
    };
  }

  private nonconformities(
    ask: AuditAsk,
    draft: AuditDraft,
    chosen: readonly Member[],
    dates: Record<string, string>,
    known: () => Dates,
  ): { id: string; date: string; isMust: boolean; accepted?: string; verified?: string }[] {
    const { windows, random, profile } = this;
    const { kind } = ask;
    const usual = random.pick([0, 0, 1, 1, 2, 3]);
    const isGreat = kind === 'I2' || kind === 'R' || kind === 'TR';
    return Array.from({ length: (isGreat ? profile.size?.nonconformities : undefined) ?? usual }, () => {
      const id = `NC-${String(++this.count).padStart(2, '0')}`;
      const isMajor = !ask.noMajor && random.chance(0.4);
      const category = isMajor ? 'C-NCX-4' : random.chance(0.25) ? random.pick(['C-NCX-1', 'C-NCX-2', 'C-NCX-3']) : 'none';
      // Without grades each is verified before the decision.
      const isMust = isMajor || isGradeless(profile.scheme) || (profile.scheme === 'cusc' && category !== 'none');
      const own: Record<string, string> = {};
      const draw = (step: string): string => (own[step] = windows.draw(`${kind}.${step}`, { ...known(), ...own }));
      draw('nc');
      draw('due');
      draw('accepted');
      const isPlanned = !isMust && random.chance(0.6);
      // What is only planned is due after the decision: `later` draws it.
      if (!isPlanned) draw('completed');
      if (!isPlanned) draw('verified');
      const by = random.pick(chosen).person ?? '';
      const record: Nc = {
        number: id,
        date: own['nc'] ?? '',
        by,
        ...(isGradeless(profile.scheme) ? {} : { grade: isMajor ? ('major' as const) : ('minor' as const) }),
        ...(profile.scheme === 'cusc' ? { category } : {}),
        clause: random.pick(allClauses),
        site: 'S1',
        unit: text('部门', 'Department'),
        statement: text('没有按规定核对', 'Not checked as prescribed'),
        evidence: text('记录缺失', 'Records are missing'),
        reason: text('个别情况', 'An isolated case'),
        due: own['due'] ?? '',
        acknowledgement: { by: text('柯先生', 'Mr Ke'), title: text('副总经理', 'Deputy general manager'), on: own['nc'] ?? '' },
        cause: text('没有提醒', 'There was no reminder'),
        correction: text('已核对', 'Checked'),
        ...(isPlanned
          ? { plan: text('录入提醒', 'Enter a reminder') }
          : { correctiveAction: text('修订规程', 'The procedure was revised') }),
        ...(own['completed'] === undefined ? {} : { completedOn: own['completed'] }),
        review: { accepted: true, by, on: own['accepted'] ?? '' },
        ...(isPlanned
          ? {}
          : {
              verification: {
                method: random.pick(['documents', 'on-site'] as const),
                evidence: text('查看了记录', 'Records were read'),
                effective: true,
                by,
                on: own['verified'] ?? '',
              },
            }),
      };
      draft.nonconformities[id] = record;
      const file = draft.findings['f-0'];
      file?.findings?.push({
        clauses: [record.clause ?? '8.1'],
        title: text('不符合', 'Nonconformity'),
        unit: text('部门', 'Department'),
        evidence: text('见不符合', 'See the nonconformity'),
        finding: text('不符合', 'It does not conform'),
        conclusion: isGradeless(profile.scheme) ? 'nonconformity' : isMajor ? 'major' : 'minor',
        nc: id,
      });
      return {
        id,
        date: own['nc'] ?? '',
        isMust,
        ...(own['accepted'] === undefined ? {} : { accepted: own['accepted'] }),
        ...(own['verified'] === undefined ? {} : { verified: own['verified'] }),
      };
    });
  }

  /** The initial report covers both stages. */
  private firstStage({ audit }: AuditDraft): NonNullable<RecordOf<'report'>['activities']>[number] {
    return {
      start: audit.start ?? '',
      end: audit.end ?? '',
      activity: text('第一阶段', 'Stage 1'),
      site: 'S1',
      place: text('现场', 'On site'),
      siteKind: 'permanent',
      mode: audit.onSite === false ? 'off-site' : 'on-site',
    };
  }

  /** A failed spot check since the audit before, or before the first one. */
  private spotChecked(ask: AuditAsk, report: string): NonNullable<RecordOf<'report'>['spotChecks']> {
    const since = ask.previous?.audit.end ?? '';
    return this.profile.spotChecks.some((on) => on <= report && on > since)
      ? [
          {
            what: text('抽查不合格', 'A failed spot check'),
            cause: text('原因', 'The cause'),
            effectiveness: text('整改有效', 'Rectified effectively'),
          },
        ]
      : { notApplicable: text('没有抽查不合格', 'No failed spot check') };
  }

  /** A plan that was accepted: due some time after the decision, and done by then. */
  private later(nc: Nc, kind: AuditKind, decision: string): void {
    nc.due = addDays(decision, this.random.int(20, 120));
    nc.completedOn = this.windows.draw(`${kind}.completed`, { nc: decision, due: nc.due });
  }

  private report(of: {
    ask: AuditAsk;
    draft: AuditDraft;
    dates: Record<string, string>;
    team: readonly Member[];
    leader: string;
    outcome: Outcome;
    openMajor: boolean;
    change: boolean;
    isRemote: boolean;
    remoteDays: number;
    objectives: readonly { zh: string; en: string }[];
    criteria: { zh: string; en: string }[];
    scope: { zh: string; en: string };
    sites: string[];
    ncs: readonly string[];
    combined: boolean;
  }): RecordOf<'report'> {
    const { ask, draft, dates, team, leader, outcome, openMajor, scope, sites } = of;
    const { random, profile } = this;
    const { kind } = ask;
    const isFirst = kind === 'I2' || kind === 'TR';
    const earlier = Object.keys(ask.previous?.nonconformities ?? {});
    // A trainee who stayed at home, or an auditor replaced.
    const members = [...team];
    const out = members.find((member) => member.role === 'auditor');
    const isReplaced = out !== undefined && random.chance(0.15);
    const replacements: NonNullable<RecordOf<'report'>['replacements']> = [];
    if (isReplaced && out.person !== undefined) {
      const spare = auditors.find((id) => !members.some((member) => member.person === id)) ?? auditors[0];
      members[members.indexOf(out)] = {
        ...out,
        person: spare,
        registration: numberOf(profile.scheme, spare),
        field: fieldOf(profile.scheme, spare),
      };
      replacements.push({ out: out.person, in: spare, reason: text('突发疾病', 'Sudden illness') });
      const { start = '', end = '' } = draft.audit;
      const busy = this.busy.get(spare);
      this.busy.set(spare, { first: busy && busy.first < start ? busy.first : start, last: busy && busy.last > end ? busy.last : end });
      for (const file of Object.values(draft.findings)) if (file.author === out.person) file.author = spare;
      for (const nc of Object.values(draft.nonconformities)) {
        if (nc.by === out.person) nc.by = spare;
        if (nc.review?.by === out.person) nc.review.by = spare;
        if (nc.verification?.by === out.person) nc.verification.by = spare;
      }
      for (const meeting of [draft.audit.meetings?.opening, draft.audit.meetings?.closing]) {
        if (meeting?.attendees) meeting.attendees = meeting.attendees.map((one) => (one.person === out.person ? { person: spare } : one));
      }
    }
    const deviates = of.change || isReplaced;
    const start = draft.audit.start ?? '';
    const end = draft.audit.end ?? '';
    return {
      number: `R-${ask.name}`,
      date: dates['report'] ?? end,
      objectives: of.objectives.map((objective) => ({ text: objective, achieved: true })),
      criteria: of.criteria,
      scope,
      units: text('各部门', 'All departments'),
      auditTime: text('按计划', 'As planned'),
      sites,
      summary: text('概述', 'Summary'),
      deviations: deviates
        ? [{ what: text('两个时段对调', 'Two slots changed places'), reason: text('客户的安排', "The client's arrangement") }]
        : { none: true },
      risk: text('审核基于抽样', 'The audit rests on samples'),
      issues: { none: true },
      team: members,
      ...(replacements.length > 0 ? { replacements } : {}),
      activities: [
        ...(ask.stage1 ? [this.firstStage(ask.stage1)] : []),
        ...sites.map((site) => ({
          start,
          end,
          activity: text('现场审核', 'Audit on site'),
          site,
          place: text('现场', 'On site'),
          siteKind: profile.temporary.includes(site) ? ('temporary' as const) : ('permanent' as const),
          mode: of.isRemote && site === sites[0] ? ('remote' as const) : ('on-site' as const),
        })),
      ],
      remote: of.isRemote ? this.remote(of.remoteDays) : { notApplicable: text('全部在现场', 'All on site') },
      combination: of.combined
        ? {
            text: text('与质量管理体系结合审核', 'Combined with an audit of quality management'),
            report: text('另一体系的审核报告', 'Report on the other system'),
          }
        : { notApplicable: text('只审核业务连续性管理体系', 'Only the BCMS was audited') },
      work: text('按程序实施', 'As the procedure asks'),
      evaluation: text('达到', 'Reached'),
      focus: {
        provision: text('受控', 'Controlled'),
        internalAudit: text('有效', 'Effective'),
        performance: text('良好', 'Good'),
        gaps: text('没有', 'None'),
      },
      nonconformities: of.ncs.length > 0 ? of.ncs.map((nc) => ({ nc, summary: text('摘要', 'Summary') })) : { none: true },
      conclusion: text('符合', 'It conforms'),
      spotChecks: this.spotChecked(ask, dates['report'] ?? end),
      changes: isFirst
        ? { notApplicable: text('初次认证', 'Initial certification') }
        : [{ text: text('没有重要变更', 'No change of weight') }],
      certificateUse: isFirst ? { notApplicable: text('尚无证书', 'No certificate yet') } : { text: text('使用正确', 'Used correctly') },
      previousNcs:
        earlier.length > 0
          ? earlier.map((nc) => ({ nc, text: text('已验证', 'Verified') }))
          : { notApplicable: text('上次没有不符合', 'None at the audit before') },
      unresolved: { none: true },
      recommendation: {
        outcome:
          openMajor && !isGradeless(profile.scheme) && outcome === 'grant'
            ? 'grant-after-closure'
            : openMajor && !isGradeless(profile.scheme) && outcome === 'renew'
              ? 'renew-after-closure'
              : outcome === 'restore' || outcome === 'reduce'
                ? 'maintain'
                : outcome,
        text: text('建议', 'Recommended'),
      },
      scopeConclusion: text('适宜', 'Suitable'),
      ...(dates['signed'] === undefined ? {} : { signedBy: leader, signedOn: dates['signed'] }),
      delivery: { on: dates['delivered'] ?? end, evidence: '签收单' },
    };
  }
}

/** Verifies at this audit what the one before left for it. */
export function verifyEarlier(earlier: AuditDraft | undefined, now: AuditDraft, random: Random): void {
  const { start = '', end = '' } = now.audit;
  const by = now.report?.team?.find((member) => member.role === 'leader')?.person ?? officer;
  for (const nc of Object.values(earlier?.nonconformities ?? {})) {
    if (nc.verification) continue;
    nc.completedOn ??= (nc.due ?? start) < start ? (nc.due ?? start) : start;
    nc.verification = {
      method: 'next-audit',
      evidence: text('查看了记录', 'Records were read'),
      effective: true,
      by,
      on: random.chance(0.5) ? start : end,
    };
  }
}
