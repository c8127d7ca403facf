/**
 * The life of one case, from its application to its last fact: audits, certificates and events in an order that the scheme allows.
 *
 * In:  a scheme, windows, randomness. Out: a `LawfulCase`. Dates are drawn forward, each in its window; a story that leaves no
 * lawful day for something is `Infeasible`, and drawn again by the caller.
 */
import type { AuditKind, RecordOf } from '../../schemas/record/index.js';
import { AuditMaker, verifyEarlier, type AuditAsk, type MadeAudit, type Profile, type Size } from './audits.js';
import { syntheticUscc } from './codes.js';
import { cuscDays, half, wandingDays } from './days.js';
import { text, type AuditDraft, type CaseDraft, type Certificate, type Event, type LawfulCase } from './drafts.js';
import { officer, peopleOf, restorer } from './people.js';
import type { Random } from './random.js';
import { doneDates } from './take-out.js';
import { clauses, standards, versions } from './vocabulary.js';
import { addDays, addMonths, Infeasible, type Dates, type SchemeId, type Windows } from './windows.js';

type Programme = NonNullable<RecordOf<'case'>['programme']>;
type Story = 'initial' | 'recertified' | 'transferred';
interface Cycle {
  readonly surveillances: MadeAudit[];
  certificate: Certificate;
  /** Issue of the certificate that began it, and the decision behind it. */
  readonly issued: string;
  readonly decided: string;
  readonly isInitial: boolean;
  /** Where a renewed or transferred certificate took effect, unless the year after is that of the next recertification. */
  readonly taken: string;
}

const suspensionReasons: Readonly<Record<SchemeId, readonly string[]>> = {
  wanding: ['W-SUS-3', 'W-SUS-9', 'W-SUS-12'],
  cusc: ['C-SUS-2', 'C-SUS-5', 'C-SUS-6'],
  cqm: ['Q-SUS-A', 'Q-SUS-B', 'Q-SUS-F'],
  zoho: ['Z-SUS-2', 'Z-SUS-3', 'Z-SUS-4'],
};
const withdrawalReasons: Readonly<Record<SchemeId, readonly string[]>> = {
  wanding: ['W-WDR-1', 'W-WDR-6'],
  cusc: ['C-WDR-1', 'C-WDR-8'],
  cqm: ['Q-WDR-A', 'Q-WDR-L'],
  zoho: ['Z-WDR-1', 'Z-WDR-3'],
};
const contractClauses: Readonly<Record<SchemeId, readonly string[]>> = {
  wanding: ['5.3.2(1)', '5.3.2(2)', '5.3.2(3)', '5.3.3(1)', '5.3.3(2)', '5.3.3(3)', '5.3.3(4)', '5.3.3(5)'],
  cusc: ['4.1.5（1）', '4.1.5（2）', '4.1.5（3）', '4.1.5（4）', '4.1.5（5）', '4.1.5（6）', '4.1.5（7）'],
  cqm: [],
  zoho: [],
};

export class Life {
  private readonly story: string[] = [];
  private readonly audits: MadeAudit[] = [];
  private readonly certificates: Certificate[] = [];
  private readonly events: Event[] = [];
  private readonly cycles: Cycle[] = [];
  private readonly documents: RecordOf<'documents'> = [];
  private readonly uscc: string;
  private readonly profile: Profile;
  private readonly maker: AuditMaker;
  /** The latest fact of the main line so far. */
  private before = '';
  private contract = '';
  private count = 0;
  private readonly programmes: { readonly value: Programme; readonly cycle: Cycle; readonly begun: NonNullable<Programme['audits']> }[] =
    [];
  private record: RecordOf<'case'> = {};

  constructor(
    private readonly scheme: SchemeId,
    private readonly windows: Windows,
    private readonly random: Random,
    private readonly seed: number,
    size?: Size,
  ) {
    this.uscc = syntheticUscc(random);
    const persons = random.pick([1, 25, 26, 60, 125, 126, 275, 276, 300, 425, 550, 551, random.int(1, 600)]);
    const usual = random.pick([0, 0, 0, 1, 2]);
    const drawn = random.pick([0, 0, 0, 1]);
    const far = size ? Math.min(drawn, size.sites - 1) : drawn;
    const near = size ? Math.max(0, size.sites - 1 - far) : usual;
    const sites = ['S1', ...Array.from({ length: near + far }, (_, i) => `S${i + 2}`)];
    const temporary = random.chance(0.2) ? ['T1'] : [];
    const total = cuscDays(persons);
    // A temporary site is a site too: it is at the main one's gate, and near.
    const required = wandingDays(persons, far, near + temporary.length);
    this.profile = {
      scheme,
      persons,
      sites,
      temporary,
      ...(size ? { size } : {}),
      spotChecks: [],
      scope: text('支付服务所涉及的业务连续性管理', 'Business continuity management of payment services'),
      daysFor: (kind: AuditKind) => {
        if (kind === 'I1') return scheme === 'wanding' ? 0.5 : 0.5;
        if (scheme === 'wanding') return required;
        return kind === 'I2' || kind === 'TR' ? total - 0.5 : kind === 'R' ? half((2 * total) / 3) : kind === 'S' ? half(total / 3) : 1;
      },
    };
    this.near = near;
    this.far = far;
    this.maker = new AuditMaker(windows, random, this.profile);
  }
  private readonly near: number;
  private readonly far: number;

  live(story: Story): LawfulCase {
    if (story === 'initial') this.initial();
    else if (story === 'transferred') this.transferred();
    else this.recertified();
    this.sides();
    return this.finish(story);
  }

  // ---- before the first audit

  private apply(operationStart: string, mayHavePrior = true): Dates {
    const { windows, random } = this;
    const dates: Record<string, string> = { operationStart, longAgo: addMonths(operationStart, -30) };
    const draw = (step: string): string => (dates[step] = windows.draw(step, dates));
    const hadPrior = mayHavePrior && random.chance(0.15);
    if (hadPrior) dates['priorCertificate'] = addMonths(operationStart, -random.int(6, 24));
    draw('application');
    draw('applicationReview');
    draw('eligibility');
    draw('contract');
    for (const step of ['notified', 'confidentiality', 'auditTime']) draw(step);
    this.contract = dates['contract'] ?? '';
    this.before = this.contract;
    const licence = random.chance(0.6);
    this.record = {
      scheme: this.scheme,
      number: `L-${this.seed}`,
      lang: 'zh-en',
      client: [this.client(addMonths(dates['application'] ?? '', -6), licence)],
      sites: [{ from: addMonths(dates['application'] ?? '', -6), list: this.siteList() }],
      headcount: [
        {
          from: addMonths(dates['application'] ?? '', -1),
          fullTime: this.profile.persons,
          partTime: 0,
          temporary: 0,
          reductions: [],
          effective: this.profile.persons,
        },
      ],
      bcms: { operationStart },
      history: {
        ...(hadPrior
          ? { priorCertificate: { on: dates['priorCertificate'] ?? '', ownFault: true, body: text('另一机构', 'Another body') } }
          : {}),
        accidents: random.chance(0.1)
          ? [{ on: addMonths(dates['application'] ?? '', -random.int(12, 30)), what: text('停电', 'A power failure'), stopOrder: true }]
          : { none: true },
        penalties: { none: true },
        spotChecks: random.chance(0.1)
          ? [
              {
                // cqm: none within a year before the decision.
                on: addMonths(dates['application'] ?? '', this.scheme === 'cqm' ? -random.int(12, 30) : -random.int(1, 11)),
                national: true,
                what: text('抽查不合格', 'A failed spot check'),
                rectified: true,
              },
            ]
          : { none: true },
      },
      eligibility: { notOrderedToStop: true, notOnDishonestList: true, checkedOn: dates['eligibility'] ?? '' },
      application: {
        number: `A-${this.seed}`,
        date: dates['application'] ?? '',
        scope: this.profile.scope,
        materials: ['认证申请书', '营业执照', '组织机构图', '流程与班次', '体系文件', '运行记录', '三年内事故、处罚及抽查声明'].map(
          (zh, i) => ({ name: text(zh, 'A document'), reference: `M-${i + 1}` }),
        ),
        shifts: text('白班', 'Day shift'),
      },
      applicationReview: {
        date: dates['applicationReview'] ?? '',
        by: officer,
        result: 'accepted',
        eligible: true,
        competent: true,
        agreed: true,
        notifiedOn: dates['notified'] ?? '',
      },
      contract: { number: `C-${this.seed}`, signedOn: this.contract, clauses: [...contractClauses[this.scheme]] },
      confidentiality: { signedOn: dates['confidentiality'] ?? '' },
      auditTime: {
        date: dates['auditTime'] ?? '',
        by: officer,
        base: this.scheme === 'wanding' ? wandingDays(this.profile.persons, 0, 0) : cuscDays(this.profile.persons),
        adjustments: [],
        sampling: text('不抽样', 'No sampling'),
        reason: text('按附录A', 'By Appendix A'),
      },
    };
    if (Array.isArray(this.record.history?.spotChecks))
      this.profile.spotChecks.push(...this.record.history.spotChecks.map((one) => one.on ?? ''));
    return dates;
  }

  private client(from: string, licence: boolean): NonNullable<RecordOf<'case'>['client']>[number] {
    const address = text('河南省某市某路1号', '1 Some Road, Some City, Henan');
    return {
      from,
      name: text('青榆服务有限公司', 'Qingyu Services Co., Ltd.'),
      uscc: this.uscc,
      registeredAddress: address,
      businessAddress: address,
      postCode: '450000',
      representative: { name: text('柯先生', 'Mr Ke'), title: text('副总经理', 'Deputy general manager') },
      legalRepresentative: text('裴先生', 'Mr Pei'),
      activities: text('支付服务', 'Payment services'),
      entities: [{ name: text('青榆服务有限公司', 'Qingyu Services Co., Ltd.'), uscc: this.uscc, proof: '营业执照' }],
      licences: licence
        ? [{ name: text('许可证', 'Licence'), number: 'Z-1', validTo: '2049-12-31' }]
        : { notApplicable: text('无需许可', 'No licence is needed') },
    };
  }

  private siteList(): NonNullable<NonNullable<RecordOf<'case'>['sites']>[number]['list']> {
    const address = text('河南省某市某路', 'Some Road, Some City, Henan');
    const { sites, temporary } = this.profile;
    return [
      ...sites.map((id, i) => ({
        id,
        kind: i === 0 ? ('main' as const) : ('permanent' as const),
        name: text('场所', 'Site'),
        address,
        activities: text('不同的活动', 'Different activities'),
        scope: this.profile.scope,
        // Exactly 10 km is near.
        distanceKm: i === 0 ? 0 : i <= this.near ? this.random.pick([10, 8, 0.5]) : this.random.pick([10.1, 17.6]),
      })),
      ...temporary.map((id) => ({
        id,
        kind: 'temporary' as const,
        name: text('临时场所', 'Temporary site'),
        address,
        activities: text('临时活动', 'Temporary activities'),
        scope: this.profile.scope,
        distanceKm: 3,
      })),
    ];
  }

  // ---- beginnings

  private initial(): void {
    const { random, windows } = this;
    const operationStart =
      this.scheme === 'wanding' ? addDays('2025-06-01', random.int(0, 240)) : addDays('2024-02-01', random.int(0, 500));
    const dates: Dates = this.apply(operationStart);
    const noPlan = this.scheme === 'cusc' && random.chance(0.5);
    let first = this.audit({ kind: 'I1', name: 'stage-1', dates: { operationStart }, noPlan });
    this.bcms(operationStart, first);
    let ready = true;
    if (random.chance(0.08)) {
      // Not ready: the first stage is done again.
      ready = false;
      this.notice(first, false, addDays(first.last, 40));
      first = this.audit({ kind: 'I1', name: 'stage-1b', dates: { operationStart }, noPlan });
      this.story.push('stage 1 repeated');
      ready = true;
    }
    const stage2 = this.audit({
      kind: 'I2',
      name: 'stage-2',
      dates: { ...dates, 'stage1.end': first.draft.audit.end },
      stage1: first.draft,
    });
    this.notice(first, ready, stage2.draft.audit.start ?? '');
    windows.draw('training', { trainingFrom: addMonths(first.draft.audit.start ?? '', -20), firstStart: first.draft.audit.start });
    this.certify(stage2, 'I');
    this.cycle(true);
  }

  private bcms(operationStart: string, stage1: MadeAudit): void {
    const dates: Record<string, string> = { operationStart };
    const known = (): Dates => ({ ...dates, 'stage1.start': stage1.draft.audit.start, 'stage1.end': stage1.draft.audit.end });
    dates['internalAudit'] = this.windows.draw('internalAudit', known());
    dates['managementReview'] = this.windows.draw('managementReview', known());
    this.record.bcms = {
      operationStart,
      internalAudit: { completedOn: dates['internalAudit'], complete: true },
      managementReview: { completedOn: dates['managementReview'] },
    };
  }

  private notice(stage1: MadeAudit, ready: boolean, stage2Start: string): void {
    const dates: Record<string, string> = { 'stage1.end': stage1.draft.audit.end ?? '', 'stage2.start': stage2Start };
    const date = this.windows.draw('notice', dates);
    const delivered = this.windows.draw('noticeDelivered', { ...dates, notice: date });
    const leader = stage1.draft.plan?.team?.[0]?.person ?? stage1.draft.audit.meetings?.opening?.attendees?.[0]?.person ?? 'a-lin';
    stage1.draft.notice = {
      number: `N-${stage1.draft.name}`,
      date,
      by: leader,
      ready,
      conclusion: text('具备第二阶段审核条件', 'Ready for stage 2'),
      concerns: { none: true },
      keyPoints: [text('恢复能力', 'Recovery capability')],
      results: [],
      scope: this.profile.scope,
      headcount: this.profile.persons,
      sites: [...this.profile.sites],
      stage2: text('另行商定', 'To be agreed'),
      delivery: { on: delivered, to: text('柯先生', 'Mr Ke'), evidence: '签收单' },
    };
    if (!ready) this.before = [this.before, date].sort().at(-1) ?? date;
  }

  private transferred(): void {
    const { random } = this;
    this.apply(addDays('2024-03-01', random.int(0, 400)), false);
    this.record.bcms = {
      ...this.record.bcms,
      internalAudit: { completedOn: addMonths(this.contract, -2), complete: true },
      managementReview: { completedOn: addMonths(this.contract, -1) },
    };
    const source = { number: `OTHER-${this.seed}`, validTo: addMonths(this.contract, random.int(8, 20)) };
    const transfer = this.audit({ kind: 'TR', name: 'transfer', dates: { 'source.validTo': source.validTo } });
    this.certify(transfer, 'TR', source);
    this.cycle(false);
  }

  /** A renewal in the project, of a certificate whose audits are elsewhere. */
  private recertified(): void {
    const { random } = this;
    const validTo = addDays('2026-04-01', random.int(0, 300));
    const started = addMonths(validTo, -36);
    this.apply(addMonths(started, -15));
    const elsewhere = text('案卷存于档案室', 'File in the archives');
    let previous: AuditDraft | undefined;
    for (const [i, months] of [11, 22].entries()) {
      const start = addMonths(started, months);
      previous = {
        name: `surveillance-${i + 1}`,
        findings: {},
        nonconformities: {},
        audit: {
          kind: 'S',
          elsewhere,
          start,
          end: addDays(start, 1),
          onSite: true,
          sites: ['S1'],
          ...(previous ? { previous: previous.name } : {}),
        },
      };
      this.audits.push({ draft: previous, dates: {}, last: addDays(start, 1) });
    }
    this.record.bcms = {
      ...this.record.bcms,
      internalAudit: { completedOn: addMonths(validTo, -9), complete: true },
      managementReview: { completedOn: addMonths(validTo, -8) },
    };
    this.before = [addMonths(validTo, -7), this.contract].sort().at(-1) ?? '';
    this.renew({ number: `OLD-${this.seed}`, validTo }, addMonths(started, 1), previous);
    this.cycle(false);
  }

  // ---- certificates

  private certify(granted: MadeAudit, how: 'I' | 'R' | 'TR', replaced?: { number: string; validTo: string }, firstIssued?: string): void {
    const { windows, scheme, random } = this;
    const dates: Record<string, string> = {
      decision: granted.dates['decision'] ?? '',
      ...(replaced && how === 'R' ? { 'prevCert.validTo': replaced.validTo } : {}),
    };
    const issued = (dates['issued'] = windows.draw('issued', dates));
    const isLate = how === 'R' && replaced !== undefined && (dates['decision'] ?? '') > replaced.validTo;
    const validFrom = (dates['validFrom'] =
      how === 'TR' ? (dates['decision'] ?? '') : windows.draw(isLate ? 'lateR.validFrom' : `${how}.validFrom`, dates));
    // Restored after expiry: the old cycle goes on.
    const term = scheme === 'cqm' && how === 'R' ? 'R.validTo' : 'validTo';
    const validTo = isLate && replaced ? addMonths(replaced.validTo, 36) : windows.draw(term, { ...dates, validFrom });
    this.issue({
      number: `L-${this.seed}-${++this.count}`,
      audit: granted.draft.name,
      version: versions[scheme],
      standard: standards[scheme],
      scope: granted.draft.decision?.scope ?? this.profile.scope,
      firstIssued: firstIssued ?? issued,
      issued,
      validFrom,
      validTo: random.chance(0.5) && validTo === addMonths(validFrom, 36) ? addDays(validTo, -1) : validTo,
      ...(replaced ? { replaces: replaced } : {}),
      sites: [...this.profile.sites],
      signatory: text('戚先生', 'Mr Qi'),
    });
    const certificate = this.certificates.at(-1);
    if (!certificate) return;
    const isTaken = how !== 'I' && Number(validFrom.slice(0, 4)) + 1 < Number(validTo.slice(0, 4));
    this.cycles.push({
      surveillances: [],
      certificate,
      issued,
      decided: dates['decision'] ?? '',
      isInitial: how === 'I',
      taken: isTaken ? validFrom : '',
    });
    this.before = issued > this.before ? issued : this.before;
    if (isLate) this.story.push('restored after expiry');
    const begun: NonNullable<Programme['audits']> = [
      { kind: how === 'R' ? 'R' : (granted.draft.audit.kind ?? 'I2'), planned: granted.draft.audit.start ?? '', audit: granted.draft.name },
    ];
    if (how === 'I') begun.unshift({ kind: 'I1', planned: this.audits[0]?.draft.audit.start ?? '', audit: 'stage-1' });
    const cycle = this.cycles.at(-1);
    if (cycle)
      this.programmes.push({
        value: { cycleStart: dates['decision'] ?? '', cycleEnd: certificate.validTo ?? '', audits: [] },
        cycle,
        begun,
      });
  }

  /** An entry of certificates.yaml with its events. */
  private issue(certificate: Certificate): void {
    const { windows, random } = this;
    const number = certificate.number ?? '';
    const dates = { issued: certificate.issued };
    this.certificates.push(certificate);
    this.event({ kind: 'issued', date: certificate.issued ?? '', certificate: number });
    const delivered = windows.draw('certDelivered', dates);
    if (random.chance(0.6)) this.event({ kind: 'delivered', date: delivered, certificate: number });
    const published = windows.draw('published', dates);
    this.event({ kind: 'published', date: published, certificate: number, ...(this.scheme === 'cqm' ? { subject: 'issued' } : {}) });
    const reported = windows.draw('certReported', dates);
    this.event({ kind: 'reported', date: reported, certificate: number });
  }

  private event(event: Event): void {
    this.events.push({ by: officer, text: text('已办', 'Done'), ...event });
  }

  // ---- a cycle

  private cycle(mayRenew: boolean): void {
    const { random } = this;
    const cycle = this.cycles.at(-1);
    if (!cycle) return;
    const count = random.int(0, 3);
    let end = '';
    for (let n = 0; n < count; n++) {
      const done = cycle.surveillances.at(-1)?.draft.audit;
      if (done?.start && Number(done.start.slice(0, 4)) + 1 >= Number(cycle.certificate.validTo?.slice(0, 4))) break;
      if (random.chance(0.15)) this.suspend(cycle);
      if (random.chance(0.1)) this.extend(cycle);
      if (random.chance(0.1)) this.short(cycle);
      if (random.chance(0.08)) this.reissue(cycle);
      this.surveil(cycle);
      if (random.chance(0.08)) {
        end = this.end(cycle);
        break;
      }
    }
    const last = cycle.surveillances.at(-1)?.draft.audit;
    const isComplete = last?.start !== undefined && Number(last.start.slice(0, 4)) + 1 >= Number(cycle.certificate.validTo?.slice(0, 4));
    this.coverCycle(cycle, isComplete);
    if (end === '' && mayRenew && isComplete && random.chance(0.8)) {
      const { number = '', validTo = '', firstIssued } = cycle.certificate;
      this.before = [this.before, addMonths(validTo, this.random.chance(0.3) ? -10 : -8)].sort().at(-1) ?? '';
      this.renew({ number, validTo }, firstIssued ?? '', cycle.surveillances.at(-1)?.draft);
      const next = this.cycles.at(-1);
      if (next && random.chance(0.5)) {
        this.surveil(next);
        this.coverCycle(next, false);
      }
    }
  }

  private surveil(cycle: Cycle): void {
    const { random } = this;
    const number = this.audits.filter(({ draft }) => draft.name.startsWith('surveillance')).length + 1;
    const last = cycle.surveillances.at(-1)?.draft.audit;
    const previous = this.lastAudit();
    const dates: Record<string, string> = {
      'cycle.issued': cycle.surveillances.length === 0 ? cycle.issued : '',
      'cycle.initialIssued': cycle.surveillances.length === 0 && cycle.isInitial ? cycle.issued : '',
      'cycle.taken': cycle.surveillances.length === 0 ? cycle.taken : '',
      'cycle.decided': cycle.surveillances.length === 0 ? cycle.decided : '',
      'last.start': last?.start ?? '',
      'last.end': last?.end ?? '',
    };
    if (this.scheme === 'cusc' && random.chance(0.1)) dates['spotCheck'] = this.windows.draw('spotCheck', { before: this.before });
    const isReduced = random.chance(0.08);
    const noDecision = this.scheme === 'wanding' && !isReduced && random.chance(0.3);
    const made = this.audit(
      {
        kind: 'S',
        name: `surveillance-${number}`,
        ...(previous ? { previous } : {}),
        noDecision,
        noMajor: noDecision,
        dates: Object.fromEntries(Object.entries(dates).filter(([, date]) => date !== '')),
        until: addDays(cycle.certificate.validTo ?? '', -60),
        ...(isReduced ? { outcome: 'reduce' as const } : {}),
      },
      noDecision,
    );
    if (dates['spotCheck'] !== undefined) made.draft.audit.spotCheckOn = dates['spotCheck'];
    verifyEarlier(previous, made.draft, random);
    cycle.surveillances.push(made);
    if (isReduced) {
      this.story.push('reduced');
      this.replace(
        cycle,
        made,
        'reduced',
        text('部分支付服务所涉及的业务连续性管理', 'Business continuity management of part of the payment services'),
      );
    }
  }

  /** Each clause in one surveillance of the cycle at least, once it is complete. */
  private coverCycle(cycle: Cycle, isComplete: boolean): void {
    const { random } = this;
    const parts = cycle.surveillances.map(() => new Set(clauses.filter(() => random.chance(0.5))));
    for (const clause of clauses) if (isComplete && !parts.some((part) => part.has(clause))) random.pick(parts).add(clause);
    cycle.surveillances.forEach((made, i) => {
      this.maker.cover(
        made.draft,
        clauses.filter((clause) => parts[i]?.has(clause)),
      );
    });
  }

  private renew(replaced: { number: string; validTo: string }, firstIssued: string, previous: AuditDraft | undefined): void {
    this.story.push('renewed');
    const number = this.audits.filter(({ draft }) => draft.name.startsWith('recertification')).length;
    const made = this.audit({
      kind: 'R',
      name: `recertification${number === 0 ? '' : `-${number + 1}`}`,
      ...(previous ? { previous } : {}),
      dates: { 'prevCert.validTo': replaced.validTo },
      until: replaced.validTo,
    });
    verifyEarlier(previous, made.draft, this.random);
    this.certify(made, 'R', replaced, firstIssued);
  }

  private suspend(cycle: Cycle): void {
    const { windows, random, scheme } = this;
    this.story.push('suspended');
    const certificate = cycle.certificate.number ?? '';
    const dates: Record<string, string> = { before: this.before };
    for (const step of ['suspension.verified', 'suspension', 'suspension.from', 'suspension.to'])
      dates[step] = windows.draw(step, dates, step === 'suspension.to' ? undefined : addDays(cycle.certificate.validTo ?? '', -90));
    let { 'suspension.to': to = '' } = dates;
    let reason = random.pick(suspensionReasons[scheme]);
    if (scheme === 'cusc' && random.chance(0.2)) {
      // Until the licence is decided on: the one ground that may last longer.
      reason = 'C-SUS-4';
      to = dates['suspension.to'] = addMonths(dates['suspension.from'] ?? '', 8);
    }
    // cqm alone knows the suspension of a part.
    const part = scheme === 'cqm' && random.chance(0.4) ? { part: text('结算服务', 'Settlement services') } : {};
    this.event({
      kind: 'suspended',
      date: dates['suspension'] ?? '',
      certificate,
      reason,
      ...part,
      verifiedOn: dates['suspension.verified'] ?? '',
      from: dates['suspension.from'] ?? '',
      to,
    });
    this.status(certificate, 'suspended', dates['suspension'] ?? '', { from: dates['suspension.from'] ?? '', to });
    this.before = dates['suspension.from'] ?? this.before;
    let audit: MadeAudit | undefined;
    if (random.chance(0.5)) {
      this.story.push('restoration audit');
      audit = this.audit({
        kind: 'XR',
        name: `restoration-${this.events.length}`,
        dates: { 'suspension.from': dates['suspension.from'], 'suspension.to': to },
        isClean: true,
      });
    }
    const restored = windows.draw(
      'restored',
      { ...dates, 'suspension.from': audit?.dates['decision'] ?? dates['suspension.from'] },
      cycle.certificate.validTo,
    );
    this.event({
      kind: 'restored',
      date: restored,
      certificate,
      ...(audit ? { audit: audit.draft.name } : {}),
      by: restorer,
      reason,
      ...part,
      ...(scheme === 'cqm' ? { requestedOn: windows.draw('requested', { ...dates, restored }) } : {}),
      evidence: '恢复申请',
    });
    if (scheme === 'cqm')
      this.event({ kind: 'published', date: windows.draw('statusPublished', { action: restored }), certificate, subject: 'restored' });
    this.before = restored;
  }

  /** What is told of a change of status: to CNCA, and to the public. */
  private status(certificate: string, subject: string, action: string, more: Partial<Event> = {}): void {
    this.event({ kind: 'reported', date: this.windows.draw('statusReported', { action }), certificate, subject, ...more });
    this.event({ kind: 'published', date: action, certificate, subject, ...more });
  }

  private extend(cycle: Cycle): void {
    this.story.push('extended');
    const scope = text('支付和结算服务所涉及的业务连续性管理', 'Business continuity management of payment and settlement services');
    const previous = this.lastAudit();
    const made = this.audit({ kind: 'XE', name: `extension-${this.audits.length}`, dates: {}, scope, ...(previous ? { previous } : {}) });
    verifyEarlier(previous, made.draft, this.random);
    this.replace(cycle, made, 'extended', scope);
  }

  private short(_cycle: Cycle): void {
    this.story.push('short notice');
    const previous = this.lastAudit();
    const made = this.audit({
      kind: 'XS',
      name: `short-${this.audits.length}`,
      dates: {},
      ...(previous ? { previous } : {}),
      isClean: true,
    });
    verifyEarlier(previous, made.draft, this.random);
  }

  /** A certificate in place of the cycle's: another scope, the same end. */
  private replace(cycle: Cycle, made: MadeAudit, kind: 'extended' | 'reduced', scope: { zh: string; en: string }): void {
    const { number = '', validFrom = '', validTo = '', firstIssued } = cycle.certificate;
    const decision = made.dates['decision'] ?? '';
    if (made.draft.decision) made.draft.decision.scope = scope;
    this.event({ kind, date: decision, certificate: number, audit: made.draft.name });
    const issued = this.windows.draw('issued', { decision });
    if (issued > validTo) throw new Infeasible('replaced after its end');
    this.issue({
      ...cycle.certificate,
      // cqm: number and validity stay. A renewed certificate may not have begun when its scope changes: no term is longer for that.
      ...(this.scheme === 'cqm'
        ? {}
        : { number: `L-${this.seed}-${++this.count}`, validFrom: decision > validFrom ? decision : validFrom }),
      audit: made.draft.name,
      scope,
      issued,
      replaces: { number, validTo },
      ...(firstIssued === undefined ? {} : { firstIssued }),
    });
    if (this.scheme === 'cqm') this.event({ kind: 'recovered', date: addDays(issued, this.random.int(0, 10)), certificate: number });
    cycle.certificate = this.certificates.at(-1) ?? cycle.certificate;
    this.before = issued;
  }

  /** New address: the same certification, printed again; number and validity stay. */
  private reissue(cycle: Cycle): void {
    this.story.push('reissued');
    const from = addDays(this.before, this.random.int(20, 60));
    this.record.client?.push({
      ...this.client(from, false),
      registeredAddress: text(`河南省某市某路${this.events.length}号`, `${this.events.length} Some Road, Some City, Henan`),
    });
    const { number = '', audit = '', issued = '' } = cycle.certificate;
    const again = addDays(from, this.random.int(0, 15));
    this.event({ kind: 'issued', date: again, certificate: number, reason: 'reissue' });
    this.documents.push(
      { kind: 'certificate', audit, subject: number, revision: '1', date: issued },
      {
        kind: 'certificate',
        audit,
        subject: number,
        revision: '2',
        date: again,
        supersedes: '1',
        reason: text('地址变更', 'Change of address'),
      },
    );
    this.before = again;
  }

  private end(cycle: Cycle): string {
    const { windows, random, scheme } = this;
    const certificate = cycle.certificate.number ?? '';
    const last = cycle.surveillances.at(-1)?.draft.audit.end ?? '';
    // In the year in which recertification is due no surveillance is awaited.
    const isAwaited = Number(last.slice(0, 4)) + 1 < Number(cycle.certificate.validTo?.slice(0, 4));
    const dates: Record<string, string> = { before: this.before, ...(isAwaited ? { 'awaited.end': last } : {}) };
    if (scheme === 'wanding' && random.chance(0.5)) {
      this.story.push('cancelled');
      const date = windows.draw('cancelled', dates, cycle.certificate.validTo);
      this.event({ kind: 'cancelled', date, certificate, evidence: '客户的注销申请', reason: '客户申请' });
      this.status(certificate, 'cancelled', date);
      return (this.before = date);
    }
    this.story.push('withdrawn');
    dates['withdrawal.confirmed'] = windows.draw('withdrawal.confirmed', dates);
    const date = windows.draw('withdrawn', dates, cycle.certificate.validTo);
    this.event({
      kind: 'withdrawn',
      date,
      certificate,
      reason: random.pick(withdrawalReasons[scheme]),
      verifiedOn: dates['withdrawal.confirmed'] ?? '',
    });
    this.status(certificate, 'withdrawn', date);
    this.event({ kind: 'recovered', date: addDays(date, random.int(0, 10)), certificate });
    return (this.before = date);
  }

  // ---- what happens beside the main line

  private sides(): void {
    const { windows, random } = this;
    const certificate = this.certificates.at(0);
    const last = this.before;
    if (!certificate?.issued) return;
    const number = certificate.number ?? '';
    const before = certificate.issued;
    const some = (probability: number, happen: () => void): void => {
      if (!random.chance(probability)) return;
      try {
        happen();
      } catch (error) {
        if (!(error instanceof Infeasible)) throw error;
      }
    };
    some(0.2, () => {
      const appeal = windows.draw('appeal', { before }, last);
      const replied = windows.draw('replied', { appeal }, last);
      this.event({ kind: 'appeal', date: appeal, certificate: number, subject: 'AP-1', document: 'AP-1' });
      this.event({ kind: 'replied', date: replied, certificate: number, subject: 'AP-1', document: 'AP-1', by: restorer });
      this.story.push('appeal');
    });
    some(0.15, () => {
      const accident = windows.draw('accident', { before }, last);
      const reported = windows.draw('accidentReported', { accident }, last);
      this.event({ kind: 'accident', date: accident, certificate: number, subject: 'AC-1' });
      this.event({ kind: 'reported', date: reported, certificate: number, subject: 'AC-1' });
      this.story.push('accident');
    });
    some(0.15, () => {
      const date = windows.draw('misuse', { before }, last);
      this.event({
        kind: 'misuse',
        date,
        certificate: number,
        closed: true,
        ...(random.chance(0.5) ? { closedOn: addDays(date, random.int(0, 20)) } : {}),
      });
      this.story.push('misuse');
    });
  }

  // ---- common

  private lastAudit(): AuditDraft | undefined {
    return this.audits.at(-1)?.draft;
  }

  private audit(ask: AuditAsk, _noDecision = false): MadeAudit {
    const made = this.maker.make({ ...ask, dates: { contract: this.contract, before: this.before, ...ask.dates } });
    this.audits.push(made);
    this.before = made.last > this.before ? made.last : this.before;
    return made;
  }

  /** The programme of each cycle: what was audited, and what is still to come before its end. */
  private plan(): Programme[] {
    return this.programmes.map(({ value, cycle, begun }) => {
      const end = value.cycleEnd ?? '';
      const done = cycle.surveillances.map(({ draft }) => ({ kind: 'S' as const, planned: draft.audit.start ?? '', audit: draft.name }));
      const coming: { kind: 'S'; planned: string }[] = [];
      for (
        let at = addMonths(done.at(-1)?.planned ?? cycle.issued, 11);
        Number(at.slice(0, 4)) < Number(end.slice(0, 4));
        at = addMonths(at, 11)
      ) {
        if (!done.some((one) => one.planned.slice(0, 4) === at.slice(0, 4))) coming.push({ kind: 'S', planned: at });
      }
      if (done.length + coming.length === 0) coming.push({ kind: 'S', planned: addMonths(cycle.issued, 10) });
      return { ...value, audits: [...begun, ...done, ...coming, { kind: 'R' as const, planned: addMonths(end, -3) }] };
    });
  }

  /** The copies of licences are compared with the originals at the first audit of the project. */
  private compare(): void {
    const first = this.audits.find(({ draft }) => draft.audit.elsewhere === undefined && draft.audit.kind !== 'I1');
    for (const state of this.record.client ?? []) {
      if (!Array.isArray(state.licences)) continue;
      for (const licence of state.licences) {
        licence.verifiedOn = first?.draft.audit.start ?? '';
        licence.verifiedBy = first?.draft.report?.team?.[0]?.person ?? 'a-lin';
      }
    }
  }

  private finish(story: Story): LawfulCase {
    const { random } = this;
    this.compare();
    const programmes = this.plan();
    const programme = programmes.at(-1);
    if (programme) this.record.programme = programme;
    const draft: CaseDraft = {
      name: `lawful-${this.scheme}-${this.seed}`,
      folder: `lawful-${this.scheme}-${this.seed}`,
      case: this.record,
      audits: this.audits.map((made) => made.draft),
      ...(this.certificates.length > 0 ? { certificates: this.certificates } : {}),
      ...(this.documents.length > 0 ? { documents: this.documents } : {}),
      events: [...this.events].sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : (a.date ?? '') > (b.date ?? '') ? 1 : 0)),
    };
    const people = peopleOf(this.scheme, random, this.maker.busy, (first) =>
      random.chance(1 / 3) ? first : addDays(first, -random.int(1, 300)),
    );
    // Auditors who compared a licence's copy did so while auditing.
    return {
      seed: this.seed,
      scheme: this.scheme,
      story: [story, ...this.story],
      draft,
      people,
      programmes,
      last: [this.before, ...doneDates(draft)].sort().at(-1) ?? '',
    };
  }
  /** For breaks and messages. */
  get sitesNear(): number {
    return this.near + this.far;
  }
}
