/**
 * The subjects of one case: itself, its audits with their meetings, authors, members, sites and nonconformities, its certificates, events,
 * papers, and each pair of surveillances that follow one another.
 *
 * In:  the facts of the case, the schemes of its audits and certificates, what all subjects of a scheme see. Out: `Subject[]`.
 */
import { editionOn, isLaterEdition, replacedByEditionOn } from '../load/editions.js';
import { standardNamed, underStandard } from '../packs/standard-in-use.js';
import { type Scheme } from '../packs/types.js';
import { auditTimeOf } from './audit-time.js';
import { Facts, type AuditFacts, type CaseFacts, type CertificateFacts, type Fact } from './case-facts.js';
import type { KnownOn } from './known.js';
import { list, plain, subject, type Sight, type Subject } from './subject.js';
import { at, under, type FactTree } from './fact-places.js';
import { changesBy, unprintedOn, type Change } from './unprinted.js';

export class CaseSubjects {
  constructor(
    private readonly one: CaseFacts,
    private readonly facts: Facts,
    private readonly schemeOf: (version: string | undefined) => Scheme | undefined,
    private readonly first: Scheme | undefined,
    private readonly shared: (scheme: Scheme) => Sight,
    private readonly known: KnownOn,
  ) {}

  private get asOf(): string {
    return this.known.asOf;
  }

  all(): Subject[] {
    const { one, first } = this;
    const { folder } = one;
    const found: Subject[] = [];
    if (first) {
      const sight = { ...this.common(first, this.asOf), certificates: this.certificateList(), events: this.eventList(() => true) };
      found.push(subject('case', first, folder.name, sight, one.tree, { case: folder }));
    }
    for (const audit of one.audits) found.push(...this.ofAudit(audit));
    for (const certificate of one.certificates) found.push(...this.ofCertificate(certificate));
    found.push(...this.ofEvents(), ...this.ofPapers(), ...this.pairs());
    return found;
  }

  private common(scheme: Scheme, date: string): Sight {
    const { client, headcount, sites, sitesTree } = this.one.on(date);
    return {
      ...this.shared(scheme),
      client,
      headcount,
      sites: list(sites, sitesTree),
      case: this.one,
      audits: list(this.one.audits),
      papers: list(this.one.papers),
    };
  }
  private certificateList(): Fact {
    const file = this.one.folder.certificates;
    return list(this.one.certificates, file && at(file));
  }
  private eventList(mine: (event: CaseFacts['events'][number]) => boolean): Fact {
    const file = this.one.folder.events;
    return list(this.one.events.filter(mine), file && at(file));
  }
  /** Under the standard that they name. */
  private schemeOfAudit(audit: AuditFacts | undefined): Scheme | undefined {
    const scheme = this.schemeOf(audit?.folder.audit.value.version);
    return scheme && underStandard(scheme, standardNamed(this.one.folder, audit?.folder));
  }
  private schemeOfCertificate(certificate: CertificateFacts | undefined): Scheme | undefined {
    const scheme = this.schemeOf(certificate?.version);
    const entry = certificate && this.one.folder.certificates?.value[certificate.index];
    return scheme && underStandard(scheme, standardNamed(this.one.folder, certificate?.audit?.folder, entry));
  }
  private named(name: string | undefined): AuditFacts | undefined {
    return name === undefined ? undefined : this.one.audits.find((audit) => audit.folder.name === name);
  }

  /** What a row sees of an audit; every variable is there, if only empty. */
  private sightOf(audit: AuditFacts | undefined): Sight {
    const none = this.facts.empty('Audit');
    const value = audit?.folder.audit.value;
    const stage2 = audit && this.one.audits.find((other) => other.folder.audit.value.stage1 === audit.folder.name);
    const granted = audit && this.one.certificates.find((certificate) => certificate.audit === audit);
    const home = audit?.tree;
    return {
      audit: audit ?? none,
      ...(audit?.parts ?? {
        plan: this.facts.empty('Plan'),
        notice: this.facts.empty('Notice'),
        report: this.facts.empty('Report'),
        review: this.facts.empty('Review'),
        decision: this.facts.empty('Decision'),
      }),
      team: list(audit?.team ?? [], home?.children?.['team']),
      ncs: list(audit?.ncs ?? [], home),
      findings: list(audit?.findings ?? [], home),
      stage1: this.named(value?.stage1) ?? none,
      stage2: stage2 ?? none,
      previous: this.named(value?.previous) ?? none,
      cert: granted ?? this.facts.empty('Certificate'),
      prevCert: this.previous(audit, granted),
    };
  }

  private previous(audit: AuditFacts | undefined, granted: CertificateFacts | undefined): Fact {
    const { certificates, folder } = this.one;
    const replaced = granted && folder.certificates?.value[granted.index]?.replaces;
    if (granted && replaced && folder.certificates) {
      const known = certificates.findLast(
        (certificate) =>
          certificate.number === replaced.number && (certificate.number === granted.number ? certificate.index < granted.index : true),
      );
      return known ?? { value: this.facts.instance('Certificate', replaced), tree: at(folder.certificates, granted.index, 'replaces') };
    }
    const earlier = certificates.filter(
      (certificate) => certificate.audit?.start !== undefined && audit?.start !== undefined && certificate.audit.start < audit.start,
    );
    return earlier.at(-1) ?? this.facts.empty('Certificate');
  }

  private ofAudit(audit: AuditFacts): Subject[] {
    const { folder } = audit;
    const value = folder.audit.value;
    const scheme = this.schemeOfAudit(audit);
    if (!scheme || value.elsewhere !== undefined) return [];
    const about = { case: this.one.folder, audit: folder.name, ...(audit.kind === undefined ? {} : { auditKind: audit.kind }) };
    const plan = audit.folder.plan?.value;
    const date = audit.start ?? plan?.start ?? this.asOf;
    const seen = this.sightOf(audit);
    const sight = { ...this.common(scheme, date), ...seen };
    const found = [
      subject(
        'audit',
        scheme,
        folder.name,
        {
          ...sight,
          events: this.eventList((event) => event.audit === folder.name),
          unprinted: this.changes(audit.kind === 'S' ? changesBy(folder.name, this.one.folder, scheme, this.known) : []),
          time: this.time(audit, scheme),
        },
        audit.tree,
        about,
      ),
    ];
    for (const nc of audit.ncs)
      found.push(
        subject(
          'nonconformity',
          scheme,
          nc.id,
          { ...(nc.date === undefined ? sight : { ...this.common(scheme, nc.date), ...seen }), nc },
          nc.tree,
          { ...about, nc: nc.id },
        ),
      );
    for (const meeting of audit.meetings)
      found.push(
        subject(
          'meeting',
          scheme,
          `${folder.name} ${meeting.which}`,
          { ...(meeting.date === undefined ? sight : { ...this.common(scheme, meeting.date), ...seen }), meeting },
          meeting.tree,
          about,
        ),
      );
    for (const author of audit.authors)
      found.push(subject('author', scheme, `${folder.name} ${author.name}`, { ...sight, author }, author.tree, about));
    for (const member of audit.team) found.push(subject('member', scheme, folder.name, { ...sight, member }, member.tree, about));
    const { sites } = this.one.on(date);
    (value.sites ?? []).forEach((id, i) => {
      const site = sites.find((one) => (one.value as { readonly id?: string }).id === id);
      if (site) found.push(subject('site', scheme, id, { ...sight, site }, at(folder.audit, 'sites', i), about));
    });
    return found;
  }

  /** The figures of its working; they stand where what they were made from stands. */
  private time(audit: AuditFacts, scheme: Scheme): Fact {
    const { folder, start } = audit;
    const { headcount } = this.one.on(start ?? folder.plan?.value.start ?? this.asOf);
    const days = folder.audit.value.days?.onSite === undefined && folder.plan ? at(folder.plan, 'duration') : at(folder.audit, 'days');
    const record = folder.audit.value.auditTime ? folder.audit : this.one.folder.case;
    const determined = (...path: readonly string[]): FactTree => at(record, 'auditTime', ...path);
    const figures = auditTimeOf(audit, this.one, scheme, this.known)?.figures;
    return {
      value: this.facts.instance('Time', figures),
      tree: under(
        {},
        {
          headcount: headcount.tree,
          base: headcount.tree,
          least: headcount.tree,
          recordedBase: determined('base'),
          decrease: determined('adjustments'),
          wrongFactors: determined('adjustments'),
          // What is missing is looked for where it would stand.
          unreasoned: figures && figures.unreasoned.length > 0 ? determined('adjustments') : determined(),
          taken: days,
          onSite: days,
          sumTaken: days,
        },
      ),
    };
  }

  private ofCertificate(certificate: CertificateFacts): Subject[] {
    const { audit, number = '', life } = certificate;
    const scheme = this.schemeOfCertificate(certificate);
    if (!scheme) return [];
    const decided = audit?.folder.decision?.value.date;
    const date = certificate.issued ?? decided ?? this.asOf;
    const seen = this.sightOf(audit);
    const unprinted = unprintedOn(this.asOf, this.one.folder, certificate.index, scheme, this.known);
    const sight: Sight = {
      ...this.common(scheme, date),
      ...seen,
      cert: certificate,
      prevCert: this.previous(audit, certificate),
      surveillances: list(certificate.surveillances),
      events: this.eventList(
        (event) => event.certificate === number && event.date !== undefined && this.isOfEdition(event.date, certificate),
      ),
      interruptions: list(certificate.interruptions),
      state: plain(life.state),
      printedOn: plain(unprinted.printedOn),
      unprinted: this.changes(unprinted.changes),
    };
    return [
      subject('certificate', scheme, number, sight, certificate.tree, {
        case: this.one.folder,
        certificate: number,
        ...(audit ? { audit: audit.folder.name } : {}),
        ...(audit?.kind === undefined ? {} : { auditKind: audit.kind }),
      }),
    ];
  }

  /** Editions of one number share their events: each has those from its issue on, until the next one is issued. */
  private isOfEdition(day: string, { index, issued }: CertificateFacts): boolean {
    const file = this.one.folder.certificates;
    const entries = (file && this.known.of(file)) ?? [];
    const until = replacedByEditionOn(entries, index);
    return (until === undefined || day <= until) && (issued === undefined || day >= issued || !isLaterEdition(entries, index));
  }

  private changes(changes: readonly Change[]): Fact {
    return list(
      changes.map(({ tree, ...change }) => ({
        value: this.facts.instance('Change', change),
        tree: under(tree, { content: tree, from: tree }),
      })),
    );
  }

  private ofEvents(): Subject[] {
    return this.one.events.flatMap((event) => {
      const editions = this.one.certificates.filter((one) => event.certificate !== undefined && one.number === event.certificate);
      const certificate = editionOn(editions, event.date ?? this.asOf);
      const audit = this.named(event.audit) ?? certificate?.audit;
      const scheme = this.schemeOfCertificate(certificate) ?? this.schemeOfAudit(audit) ?? this.first;
      if (!scheme) return [];
      const sight: Sight = {
        ...this.common(scheme, event.date ?? this.asOf),
        event,
        cert: certificate ?? this.facts.empty('Certificate'),
        audit: audit ?? this.facts.empty('Audit'),
        events: this.eventList(() => true),
        certificates: this.certificateList(),
        state: plain(certificate?.life.state ?? 'none'),
      };
      const { kind, date } = event.value as { readonly kind?: string; readonly date?: string };
      return [
        subject('event', scheme, `${kind ?? ''} ${date ?? ''}`.trim(), sight, event.tree, {
          case: this.one.folder,
          ...(audit ? { audit: audit.folder.name } : {}),
          ...(audit?.kind === undefined ? {} : { auditKind: audit.kind }),
          ...(event.certificate === undefined ? {} : { certificate: event.certificate }),
        }),
      ];
    });
  }

  private ofPapers(): Subject[] {
    return this.one.papers.flatMap((paper) => {
      const { file, audit } = paper;
      const { paper: id = '', certificate: number, date } = file.value;
      const scheme = this.schemeOfAudit(audit) ?? this.first;
      const document = scheme?.documents.get(id);
      if (!scheme || document?.of !== 'paper') return [];
      const editions = this.one.certificates.filter((one) => number !== undefined && one.number === number);
      const certificate = editionOn(editions, date ?? this.asOf);
      const seen = this.sightOf(audit);
      const sight: Sight = {
        ...this.common(scheme, date ?? this.asOf),
        ...seen,
        ...(certificate ? { cert: certificate, prevCert: this.previous(certificate.audit, certificate) } : {}),
        paper: this.facts.ofPaper(paper, document.fields ?? {}),
        events: this.eventList(() => true),
        certificates: this.certificateList(),
        state: plain(certificate?.life.state ?? 'none'),
      };
      return [
        subject('paper', scheme, file.name === id ? id : `${id} ${file.name}`, sight, paper.tree, {
          case: this.one.folder,
          paper: file,
          ...(audit ? { audit: audit.folder.name } : {}),
          ...(audit?.kind === undefined ? {} : { auditKind: audit.kind }),
          ...(number === undefined ? {} : { certificate: number }),
        }),
      ];
    });
  }

  /** Each surveillance of a cycle with the next; the last one alone while the cycle is open. */
  private pairs(): Subject[] {
    const found: Subject[] = [];
    const pair = (earlier: AuditFacts, later: AuditFacts | undefined, certificate: CertificateFacts | undefined): void => {
      const scheme = this.schemeOfAudit(later) ?? this.schemeOfCertificate(certificate);
      if (!scheme || later?.folder.audit.value.elsewhere !== undefined) return;
      // A certificate that was replaced in between (scope extended or reduced) is of the same cycle.
      const numbers = new Set(this.one.certificates.flatMap((one) => (one.cycle === certificate?.cycle ? [one.number] : [])));
      const sight: Sight = {
        ...this.common(scheme, later?.start ?? earlier.end ?? this.asOf),
        earlier,
        later: later ?? this.facts.empty('Audit'),
        cert: certificate ?? this.facts.empty('Certificate'),
        state: plain(certificate?.life.state ?? 'none'),
        interruptions: list(certificate?.interruptions ?? []),
        events: this.eventList((event) => event.certificate !== undefined && numbers.has(event.certificate)),
      };
      const audit = later ?? earlier;
      found.push(
        subject('surveillancePair', scheme, audit.folder.name, sight, audit.tree, {
          case: this.one.folder,
          audit: audit.folder.name,
          ...(audit.kind === undefined ? {} : { auditKind: audit.kind }),
          ...(certificate?.number === undefined ? {} : { certificate: certificate.number }),
        }),
      );
    };
    const cycles = new Map<number, CertificateFacts>();
    // The certificate that stands last in its cycle speaks for it.
    for (const certificate of this.one.certificates) cycles.set(certificate.cycle, certificate);
    for (const certificate of cycles.values()) {
      const { surveillances } = certificate;
      surveillances.forEach((earlier, i) => {
        const later = surveillances[i + 1];
        if (later || certificate.isCycleOpen) pair(earlier, later, certificate);
      });
    }
    return found;
  }
}
