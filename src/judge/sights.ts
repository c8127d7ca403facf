/**
 * What rows see of a case: the variables of an audit, a certificate, a cycle, each with its place.
 *
 * In:  the facts of the case, what all subjects of a scheme see. Out: `Sight`s, from which subjects are made.
 */
import { isLaterEdition, replacedByEditionOn } from '../load/editions.js';
import type { Scheme } from '../packs/types.js';
import { auditTimeOf } from './audit-time.js';
import type { AuditFacts, CaseFacts, CertificateFacts, Fact, Facts } from './case-facts.js';
import { at, under, type FactTree } from './fact-places.js';
import type { KnownOn } from './known.js';
import { list, plain, type Sight } from './subject.js';
import { unprintedOn, type Change } from './unprinted.js';

type Unprinted = ReturnType<typeof unprintedOn>;

export class Sights {
  private readonly ofCertificates = new Map<number, Unprinted>();
  constructor(
    readonly one: CaseFacts,
    readonly facts: Facts,
    private readonly shared: (scheme: Scheme) => Sight,
    readonly known: KnownOn,
  ) {}

  /** What every row sees; client, sites and headcount of a day. */
  common(scheme: Scheme, date: string): Sight {
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
  certificateList(): Fact {
    const file = this.one.folder.certificates;
    return list(this.one.certificates, file && at(file));
  }
  eventList(mine: (event: CaseFacts['events'][number]) => boolean): Fact {
    const file = this.one.folder.events;
    return list(this.one.events.filter(mine), file && at(file));
  }
  private named(name: string | undefined): AuditFacts | undefined {
    return name === undefined ? undefined : this.one.audits.find((audit) => audit.folder.name === name);
  }

  /** What a row sees of an audit; every variable is there, if only empty. */
  ofAudit(audit: AuditFacts | undefined): Sight {
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

  previous(audit: AuditFacts | undefined, granted: CertificateFacts | undefined): Fact {
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

  /** The certificate alone: what happened to it, and in what state it is. */
  ofCertificate(certificate: CertificateFacts): Sight {
    return {
      cert: certificate,
      surveillances: list(certificate.surveillances),
      events: this.eventList(
        (event) => event.certificate === certificate.number && event.date !== undefined && this.isOfEdition(event.date, certificate),
      ),
      interruptions: list(certificate.interruptions),
      state: plain(certificate.life.state),
    };
  }

  /** Editions of one number share their events: each has those from its issue on, until the next one is issued. */
  private isOfEdition(day: string, { index, issued }: CertificateFacts): boolean {
    const file = this.one.folder.certificates;
    const entries = (file && this.known.of(file)) ?? [];
    const until = replacedByEditionOn(entries, index);
    return (until === undefined || day <= until) && (issued === undefined || day >= issued || !isLaterEdition(entries, index));
  }

  /** The figures of its working; they stand where what they were made from stands. */
  time(audit: AuditFacts, scheme: Scheme): Fact {
    const { folder, start } = audit;
    const { headcount } = this.one.on(start ?? folder.plan?.value.start ?? this.known.asOf);
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

  /** What a certificate would print otherwise on the day judged on. */
  unprinted({ index }: CertificateFacts, scheme: Scheme): Unprinted {
    const found = this.ofCertificates.get(index) ?? unprintedOn(this.known.asOf, this.one.folder, index, scheme, this.known);
    this.ofCertificates.set(index, found);
    return found;
  }

  /** One for each change; it stands where the record says what is so now. */
  changes(changes: readonly Change[]): Fact[] {
    return changes.map(({ tree, ...change }) => ({
      value: this.facts.instance('Change', change),
      tree: under(tree, { content: tree, from: tree }),
    }));
  }
}
