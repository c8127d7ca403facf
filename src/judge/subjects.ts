/**
 * Subjects: what rows are judged for, each with the variables that its rows see and the places of what they name.
 *
 * In:  a project, the schemes that it names, the environment, what is known on the day judged on.
 * Out: `Subject[]`, each with the scheme in the version that judges it: an audit and a certificate name theirs; what belongs to
 *      the case alone is judged by that of its first audit, or, before there is one, by the newest in force.
 *
 * `environment.ts` declares the variables; a test keeps both equal.
 */
import type { AuditKind } from '../../schemas/record/index.js';
import type { SubjectKind } from '../../schemas/pack/rules.js';
import { schemeKey, type CaseFolder, type Project, type Scheme, type SchemeTable } from '../load/types.js';
import { Facts, nowhere, trees, values, type AuditFacts, type CaseFacts, type CertificateFacts, type Fact } from './case-facts.js';
import type { RuleEnvironment } from './environment.js';
import type { Known } from './known.js';
import { at, listTree, under, type SpotTree } from './spots.js';

export interface Subject {
  readonly kind: SubjectKind;
  readonly scheme: Scheme;
  /** As people call it: `stage-2`, `NC-01`, a certificate's number. */
  readonly name: string;
  readonly case?: CaseFolder;
  /** Folder of the audit that it is or belongs to. */
  readonly audit?: string;
  readonly auditKind?: AuditKind;
  readonly nc?: string;
  readonly certificate?: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Variables by name. */
  readonly tree: SpotTree;
  /** Where to point when nothing that a row reads stands anywhere. */
  readonly home: SpotTree;
}
export interface Subjects {
  readonly subjects: readonly Subject[];
  readonly cases: readonly CaseFacts[];
}
/** Variables under construction: each with its place. */
type Sight = Readonly<Record<string, Fact>>;

const plain = (value: unknown): Fact => ({ value, tree: nowhere });
const list = (facts: readonly Fact[], home?: SpotTree): Fact => ({ value: values(facts), tree: listTree(trees(facts), home) });

export function subjectsOf(project: Project, schemes: SchemeTable, env: RuleEnvironment, known: Known): Subjects {
  const facts = new Facts(env, known, project.people);
  const everyone = project.people ? known.of(project.people) : undefined;
  const people: Fact = {
    value: facts.instance('map<string, Person>', Object.fromEntries(Object.entries(everyone ?? {}).map(([id, person]) => [id, { ...person, id }]))),
    tree: project.people ? at(project.people) : nowhere,
  };
  const standardOf = (scheme: Scheme): Fact => {
    const { number, from, to, clauses } = scheme.standard;
    return plain(facts.instance('Standard', { number, from, ...(to === undefined ? {} : { to }), clauses: clauses.filter((clause) => clause.auditable).map((clause) => clause.number) }));
  };
  const standards = new Map([...schemes.values()].map((scheme) => [scheme, standardOf(scheme)]));
  const shared = (scheme: Scheme): Sight => ({ scheme: plain(scheme.id), asOf: plain(known.asOf), standard: standards.get(scheme) ?? plain({}), people });

  const cases: CaseFacts[] = [];
  const subjects: Subject[] = [];
  for (const folder of project.cases) {
    const schemeOf = (version: string | undefined): Scheme | undefined => (version === undefined ? undefined : schemes.get(schemeKey(folder.case.value.scheme ?? '', version)));
    const one = facts.caseFacts(folder, schemeOf);
    cases.push(one);
    subjects.push(...new CaseSubjects(one, facts, schemeOf, firstScheme(folder, schemes, known.asOf), shared, known.asOf).all());
  }
  for (const scheme of schemes.values()) {
    const own = cases.filter(({ folder }) => folder.case.value.scheme === scheme.id);
    const config = project.config ? at(project.config) : nowhere;
    const records = own.map((one): Fact => ({
      value: facts.instance('CaseRecords', { folder: one.folder.name, case: one.value, audits: values(one.audits), certificates: values(one.certificates), events: values(one.events) }),
      tree: under(one.tree, { case: one.tree, audits: listTree(trees(one.audits)), certificates: listTree(trees(one.certificates)), events: listTree(trees(one.events)) }),
    }));
    subjects.push(subject('project', scheme, scheme.id, { ...shared(scheme), cases: list(records, config), certificates: list(own.flatMap((one) => one.certificates), config) }, config, {}));
  }
  return { subjects, cases };
}

function subject(kind: SubjectKind, scheme: Scheme, name: string, sight: Sight, home: SpotTree, more: Partial<Subject>): Subject {
  const variables: Record<string, unknown> = {};
  const children: Record<string, SpotTree> = {};
  for (const [key, { value, tree }] of Object.entries(sight)) {
    variables[key] = value;
    children[key] = tree;
  }
  return { kind, scheme, name, home, ...more, variables, tree: { children } };
}

/** The scheme by which the case itself is judged. */
function firstScheme(folder: CaseFolder, schemes: SchemeTable, asOf: string): Scheme | undefined {
  const id = folder.case.value.scheme ?? '';
  const versions = folder.audits
    .filter((audit) => audit.audit.value.version !== undefined)
    .sort((a, b) => ((a.audit.value.start ?? '9999') < (b.audit.value.start ?? '9999') ? -1 : 1))
    .map((audit) => schemes.get(schemeKey(id, audit.audit.value.version ?? '')));
  const first = versions.find((scheme) => scheme !== undefined);
  if (first) return first;
  const inForce = [...schemes.values()].filter((scheme) => scheme.id === id && scheme.scheme.from <= asOf);
  return inForce.sort((a, b) => (a.scheme.from < b.scheme.from ? 1 : -1))[0];
}

class CaseSubjects {
  constructor(
    private readonly one: CaseFacts, private readonly facts: Facts,
    private readonly schemeOf: (version: string | undefined) => Scheme | undefined, private readonly first: Scheme | undefined,
    private readonly shared: (scheme: Scheme) => Sight, private readonly asOf: string,
  ) {}

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
    found.push(...this.ofEvents(), ...this.pairs());
    return found;
  }

  private common(scheme: Scheme, date: string): Sight {
    const { client, headcount, sites, sitesTree } = this.one.on(date);
    return { ...this.shared(scheme), client, headcount, sites: list(sites, sitesTree), case: this.one, audits: list(this.one.audits) };
  }
  private certificateList(): Fact {
    const file = this.one.folder.certificates;
    return list(this.one.certificates, file && at(file));
  }
  private eventList(mine: (event: CaseFacts['events'][number]) => boolean): Fact {
    const file = this.one.folder.events;
    return list(this.one.events.filter(mine), file && at(file));
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
      ...(audit?.parts ?? { plan: this.facts.empty('Plan'), notice: this.facts.empty('Notice'), report: this.facts.empty('Report'), review: this.facts.empty('Review'), decision: this.facts.empty('Decision') }),
      team: list(audit?.team ?? [], home?.children?.['team']), ncs: list(audit?.ncs ?? [], home), findings: list(audit?.findings ?? [], home),
      stage1: this.named(value?.stage1) ?? none, stage2: stage2 ?? none, previous: this.named(value?.previous) ?? none,
      cert: granted ?? this.facts.empty('Certificate'), prevCert: this.previous(audit, granted),
    };
  }

  private previous(audit: AuditFacts | undefined, granted: CertificateFacts | undefined): Fact {
    const { certificates, folder } = this.one;
    const replaced = granted && folder.certificates?.value[granted.index]?.replaces;
    if (granted && replaced && folder.certificates) {
      const known = certificates.find((certificate) => certificate.number === replaced.number && certificate !== granted);
      return known ?? { value: this.facts.instance('Certificate', replaced), tree: at(folder.certificates, granted.index, 'replaces') };
    }
    const earlier = certificates.filter((certificate) => certificate.audit?.start !== undefined && audit?.start !== undefined && certificate.audit.start < audit.start);
    return earlier.at(-1) ?? this.facts.empty('Certificate');
  }

  private ofAudit(audit: AuditFacts): Subject[] {
    const { folder } = audit;
    const value = folder.audit.value;
    const scheme = this.schemeOf(value.version);
    if (!scheme || value.elsewhere !== undefined) return [];
    const about = { case: this.one.folder, audit: folder.name, ...(audit.kind === undefined ? {} : { auditKind: audit.kind }) };
    const plan = audit.folder.plan?.value;
    const date = audit.start ?? plan?.start ?? this.asOf;
    const seen = this.sightOf(audit);
    const sight = { ...this.common(scheme, date), ...seen };
    const found = [subject('audit', scheme, folder.name, { ...sight, events: this.eventList((event) => event.audit === folder.name) }, audit.tree, about)];
    for (const nc of audit.ncs) found.push(subject('nonconformity', scheme, nc.id, { ...(nc.date === undefined ? sight : { ...this.common(scheme, nc.date), ...seen }), nc }, nc.tree, { ...about, nc: nc.id }));
    for (const member of audit.team) found.push(subject('member', scheme, folder.name, { ...sight, member }, member.tree, about));
    const { sites } = this.one.on(date);
    (value.sites ?? []).forEach((id, i) => {
      const site = sites.find((one) => (one.value as { readonly id?: string }).id === id);
      if (site) found.push(subject('site', scheme, id, { ...sight, site }, at(folder.audit, 'sites', i), about));
    });
    return found;
  }

  private ofCertificate(certificate: CertificateFacts): Subject[] {
    const { audit, number = '', life } = certificate;
    const scheme = this.schemeOf(certificate.version);
    if (!scheme) return [];
    const decided = audit?.folder.decision?.value.date;
    const date = certificate.issued ?? decided ?? this.asOf;
    const seen = this.sightOf(audit);
    const sight: Sight = {
      ...this.common(scheme, date), ...seen, cert: certificate, prevCert: this.previous(audit, certificate),
      surveillances: list(certificate.surveillances), events: this.eventList((event) => event.certificate === number), state: plain(life.state),
    };
    return [subject('certificate', scheme, number, sight, certificate.tree, {
      case: this.one.folder, certificate: number,
      ...(audit ? { audit: audit.folder.name } : {}), ...(audit?.kind === undefined ? {} : { auditKind: audit.kind }),
    })];
  }

  private ofEvents(): Subject[] {
    return this.one.events.flatMap((event) => {
      const certificate = this.one.certificates.find((one) => event.certificate !== undefined && one.number === event.certificate);
      const audit = this.named(event.audit) ?? certificate?.audit;
      const scheme = this.schemeOf(certificate?.version) ?? this.schemeOf(audit?.folder.audit.value.version) ?? this.first;
      if (!scheme) return [];
      const sight: Sight = {
        ...this.common(scheme, event.date ?? this.asOf), event, cert: certificate ?? this.facts.empty('Certificate'), audit: audit ?? this.facts.empty('Audit'),
        events: this.eventList(() => true), state: plain(certificate?.life.state ?? 'none'),
      };
      const { kind, date } = event.value as { readonly kind?: string; readonly date?: string };
      return [subject('event', scheme, `${kind ?? ''} ${date ?? ''}`.trim(), sight, event.tree, {
        case: this.one.folder, ...(audit ? { audit: audit.folder.name } : {}), ...(audit?.kind === undefined ? {} : { auditKind: audit.kind }),
        ...(event.certificate === undefined ? {} : { certificate: event.certificate }),
      })];
    });
  }

  /** Each surveillance of a cycle with the next; the last one alone while the cycle is open. */
  private pairs(): Subject[] {
    const found: Subject[] = [];
    const pair = (earlier: AuditFacts, later: AuditFacts | undefined, certificate: CertificateFacts | undefined): void => {
      const scheme = this.schemeOf(later?.folder.audit.value.version) ?? this.schemeOf(certificate?.version);
      if (!scheme || later?.folder.audit.value.elsewhere !== undefined) return;
      const sight: Sight = {
        ...this.common(scheme, later?.start ?? earlier.end ?? this.asOf), earlier, later: later ?? this.facts.empty('Audit'),
        cert: certificate ?? this.facts.empty('Certificate'), state: plain(certificate?.life.state ?? 'none'),
        events: this.eventList((event) => certificate?.number !== undefined && event.certificate === certificate.number),
      };
      const audit = later ?? earlier;
      found.push(subject('surveillancePair', scheme, audit.folder.name, sight, audit.tree, {
        case: this.one.folder, audit: audit.folder.name, ...(audit.kind === undefined ? {} : { auditKind: audit.kind }),
        ...(certificate?.number === undefined ? {} : { certificate: certificate.number }),
      }));
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
