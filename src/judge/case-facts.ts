/**
 * The facts of a case as rows see them: audits with everything that hangs on them, certificates with their cycles, events.
 *
 * In:  a case folder, people, what is known on the day judged on. Out: `CaseFacts`: instances for expressions, and beside
 *      each the tree of places that it was read from.
 */
import type { AuditKind, RecordOf } from '../../schemas/record/index.js';
import { openingKinds } from '../../schemas/record/kinds.js';
import type { AddedFields } from '../../schemas/pack/added-fields.js';
import type { PaperFields } from '../../schemas/pack/papers.js';
import type { LifeState } from '../../schemas/pack/life.js';
import type { AuditFolder, CaseFolder, RecordFile } from '../load/types.js';
import { documentOfRole } from '../packs/of-role.js';
import type { Scheme } from '../packs/types.js';
import { stateOn } from '../validate/states.js';
import { auditParts, type RuleEnvironment, type RuleType } from '../rules/environment.js';
import type { KnownOn } from './known.js';
import { interruptionsOf } from './interruptions.js';
import { lifeOf, type Life } from './life.js';
import { at, listTree, under, type FactTree } from './fact-places.js';

/** A value for expressions, and where it stands. */
export interface Fact {
  readonly value: unknown;
  readonly tree: FactTree;
}
export interface AuditFacts extends Fact {
  readonly folder: AuditFolder;
  readonly kind: AuditKind | undefined;
  /** Days on site, as known. */
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly parts: Readonly<Record<(typeof auditParts)[number], Fact>>;
  readonly team: readonly Fact[];
  readonly ncs: readonly (Fact & { readonly id: string; readonly date: string | undefined })[];
  readonly findings: readonly Fact[];
  readonly meetings: readonly (Fact & { readonly which: string; readonly date: string | undefined })[];
  /** One for each file of findings. */
  readonly authors: readonly (Fact & { readonly name: string })[];
}
export interface CertificateFacts extends Fact {
  readonly index: number;
  readonly number: string | undefined;
  readonly audit: AuditFacts | undefined;
  readonly version: string | undefined;
  readonly issued: string | undefined;
  readonly life: Life;
  readonly surveillances: readonly AuditFacts[];
  /** Number of the cycle in the case, by its first certificate. */
  readonly cycle: number;
  /** The audit that began it; none where the case has none that could. */
  readonly begins: AuditFacts | undefined;
  readonly isCycleOpen: boolean;
  /** What interrupted its cycle. */
  readonly interruptions: readonly Fact[];
}
export interface EventFacts extends Fact {
  readonly record: RecordOf<'events'>[number];
  readonly index: number;
  readonly date: string | undefined;
  readonly certificate: string | undefined;
  readonly audit: string | undefined;
}
export interface PaperFacts extends Fact {
  readonly file: RecordFile<'paper'>;
  /** The audit in whose folder it lies, or that it names. */
  readonly audit: AuditFacts | undefined;
}
export interface CaseFacts extends Fact {
  readonly folder: CaseFolder;
  readonly audits: readonly AuditFacts[];
  readonly certificates: readonly CertificateFacts[];
  readonly events: readonly EventFacts[];
  readonly papers: readonly PaperFacts[];
  /** Client, sites and headcount on a day. */
  readonly on: (date: string) => {
    readonly client: Fact;
    readonly headcount: Fact;
    readonly sites: readonly Fact[];
    readonly sitesTree: FactTree;
  };
}

export const nowhere: FactTree = {};

export class Facts {
  constructor(
    private readonly env: RuleEnvironment,
    private readonly known: KnownOn,
    private readonly people: RecordFile<'people'> | undefined,
    /** What the scheme adds to the records. */
    private readonly adds?: AddedFields,
  ) {}

  instance(type: RuleType | `list<${RuleType}>` | 'map<string, Person>', value: unknown): unknown {
    return this.env.typesWith(this.adds).instance(type, value ?? {});
  }
  empty(type: RuleType): Fact {
    return { value: this.instance(type, {}), tree: nowhere };
  }

  person(id: string | undefined): Fact {
    const file = this.people;
    const known = file && this.known.of(file);
    const entry = id === undefined ? undefined : known?.[id];
    return {
      value: this.instance('Person', { ...entry, ...(id === undefined ? {} : { id }) }),
      tree: file && id !== undefined ? at(file, id) : nowhere,
    };
  }

  /** `schemeOf`: the scheme that judges a certificate: what its life allows. */
  caseFacts(folder: CaseFolder, schemeOf: (version: string | undefined) => Scheme | undefined): CaseFacts {
    const file = folder.case;
    const record = this.known.of(file) ?? {};
    const audits = folder.audits.map((audit) => this.audit(audit)).sort(byStart);
    const events = this.events(folder);
    const certificates = this.certificates(folder, audits, events, schemeOf);
    return {
      folder,
      audits,
      certificates,
      events,
      papers: this.papers(folder, audits),
      value: this.instance('Case', { ...record, folder: folder.name }),
      tree: at(file),
      on: (date) => {
        const [client, headcount, sites] = [stateOn(record.client, date), stateOn(record.headcount, date), stateOn(record.sites, date)];
        const list = sites === undefined ? [] : (record.sites?.[sites]?.list ?? []);
        return {
          client: {
            value: this.instance('Client', client === undefined ? {} : record.client?.[client]),
            tree: at(file, 'client', ...(client === undefined ? [] : [client])),
          },
          headcount: {
            value: this.instance('Headcount', headcount === undefined ? {} : record.headcount?.[headcount]),
            tree: at(file, 'headcount', ...(headcount === undefined ? [] : [headcount])),
          },
          sites: list.map((site, i) => ({ value: this.instance('Site', site), tree: at(file, 'sites', sites ?? 0, 'list', i) })),
          sitesTree: at(file, 'sites', ...(sites === undefined ? [] : [sites, 'list'])),
        };
      },
    };
  }

  private audit(folder: AuditFolder): AuditFacts {
    const record = this.known.of(folder.audit) ?? {};
    const parts = Object.fromEntries(
      auditParts.map((part) => {
        const file = folder[part] as RecordFile | undefined;
        const type = `${part[0]?.toUpperCase() ?? ''}${part.slice(1)}` as RuleType;
        return [part, file ? { value: this.instance(type, this.known.of(file)), tree: at(file) } : this.empty(type)];
      }),
    ) as Record<(typeof auditParts)[number], Fact>;
    const from = folder.report && this.known.of(folder.report)?.team ? folder.report : folder.plan;
    const members = (from && this.known.of(from)?.team) ?? [];
    const team = members.map((member, i): Fact => {
      const person = this.person(member.person);
      return {
        value: this.instance('Member', { ...member, person: person.value }),
        tree: from ? under(at(from, 'team', i), { person: under(person.tree, { id: at(from, 'team', i, 'person') }) }) : nowhere,
      };
    });
    const ncs = folder.nonconformities.flatMap((file) => {
      const value = this.known.of(file);
      return value
        ? [{ id: file.name, date: value.date, value: this.instance('Nonconformity', { ...value, id: file.name }), tree: at(file) }]
        : [];
    });
    const findings = folder.findings.flatMap((file) => {
      const { author, findings: list = [] } = this.known.of(file) ?? {};
      return list.map((value, i): Fact => ({
        value: this.instance('Finding', { ...value, ...(author === undefined ? {} : { author }) }),
        tree: at(file, 'findings', i),
      }));
    });
    const meetings = (['opening', 'closing'] as const).flatMap((which) => {
      const held = record.meetings?.[which];
      return held
        ? [{ which, date: held.date, value: this.instance('Meeting', { ...held, which }), tree: at(folder.audit, 'meetings', which) }]
        : [];
    });
    const authors = folder.findings.flatMap((file) => {
      const value = this.known.of(file);
      return value ? [{ name: file.name, value: this.instance('Author', value), tree: at(file) }] : [];
    });
    const value = this.instance('Audit', {
      ...record,
      folder: folder.name,
      ...Object.fromEntries(auditParts.flatMap((part) => (folder[part] ? [[part, parts[part].value]] : []))),
      team: values(team),
      ncs: values(ncs),
      findings: values(findings),
    });
    const tree = under(at(folder.audit), {
      ...Object.fromEntries(auditParts.map((part) => [part, folder[part] ? parts[part].tree : undefined])),
      team: listTree(trees(team), from && at(from, 'team')),
      ncs: listTree(trees(ncs)),
      findings: listTree(trees(findings)),
    });
    return { folder, kind: record.kind, start: record.start, end: record.end, parts, team, ncs, findings, meetings, authors, value, tree };
  }

  /** What all papers have; the other fields of one are seen by the rows for it (`ofPaper`). */
  private papers(folder: CaseFolder, audits: readonly AuditFacts[]): PaperFacts[] {
    const of = (file: RecordFile<'paper'>, audit: AuditFacts | undefined): PaperFacts[] => {
      const value = this.known.of(file);
      return value ? [{ file, audit, value: this.instance('Paper', { ...value, ...whereItIs(file, audit) }), tree: at(file) }] : [];
    };
    return [
      ...folder.papers.flatMap((file) =>
        of(
          file,
          audits.find((audit) => audit.folder.name === file.value.audit),
        ),
      ),
      ...audits.flatMap((audit) => audit.folder.papers.flatMap((file) => of(file, audit))),
    ];
  }
  /** A paper with all that the definition of its document gives it. */
  ofPaper({ file, audit, tree }: PaperFacts, fields: PaperFields): Fact {
    const { types, variables } = this.env.of({ for: 'paper', fields, adds: this.adds });
    return { value: types.instance(variables['paper'] ?? '', { ...this.known.of(file), ...whereItIs(file, audit) }), tree };
  }

  private events(folder: CaseFolder): EventFacts[] {
    const file = folder.events;
    const list = (file && this.known.of(file)) ?? [];
    return list.flatMap((event, index) =>
      event.date === undefined || !file
        ? []
        : [
            {
              index,
              record: event,
              date: event.date,
              certificate: event.certificate,
              audit: event.audit,
              value: this.instance('Event', event),
              tree: at(file, index),
            },
          ],
    );
  }

  /** By its own record, or by a report on it: the report may follow days later. */
  private isTerminated({ folder }: AuditFacts, schemeOf: (version: string | undefined) => Scheme | undefined): boolean {
    if (this.known.of(folder.audit)?.terminatedOn !== undefined) return true;
    const scheme = schemeOf(folder.audit.value.version);
    const kind = scheme && documentOfRole(scheme, 'termination')?.id;
    return kind !== undefined && folder.papers.some((file) => this.known.of(file)?.paper === kind);
  }

  private certificates(
    folder: CaseFolder,
    audits: readonly AuditFacts[],
    events: readonly EventFacts[],
    schemeOf: (version: string | undefined) => Scheme | undefined,
  ): CertificateFacts[] {
    const file = folder.certificates;
    const list = (file && this.known.of(file)) ?? [];
    if (!file) return [];
    const recorded = events.map(({ record }) => record);
    const named = list.map((certificate) => audits.find((audit) => audit.folder.name === certificate.audit));
    // Each opening audit that granted a certificate, in order, and the cycle that it began.
    const openings = [...new Set(named.filter((audit) => audit?.kind !== undefined && openingKinds.includes(audit.kind)))].sort((a, b) =>
      byStart(a as AuditFacts, b as AuditFacts),
    ) as AuditFacts[];
    const started = (audit: AuditFacts | undefined): string => audit?.start ?? '9999';
    const versionOf = (index: number): string | undefined => list[index]?.version ?? named[index]?.folder.audit.value.version;
    const lives = list.map((certificate, i) =>
      lifeOf(certificate, list, recorded, schemeOf(versionOf(i))?.scheme.life ?? [], this.known.asOf),
    );
    const cycles = named.map((audit) =>
      Math.max(
        0,
        openings.findLastIndex((one) => started(one) <= started(audit)),
      ),
    );
    return list.map((certificate, index) => {
      const audit = named[index];
      const cycle = cycles[index] ?? 0;
      const numbers = new Set(list.flatMap(({ number }, i) => (number !== undefined && cycles[i] === cycle ? [number] : [])));
      const interruptions = interruptionsOf(numbers, events, schemeOf(versionOf(index))?.scheme.life ?? []).map(
        ({ value, tree }): Fact => ({ value: this.instance('Interruption', value), tree }),
      );
      const begins = openings[cycle];
      // The next opening audit ends the cycle, also before its decision.
      const next = audits.find(
        (one) => one.kind !== undefined && openingKinds.includes(one.kind) && begins !== undefined && started(one) > started(begins),
      );
      // One that was terminated was not held to its end: the surveillance is still to come.
      const surveillances =
        begins === undefined
          ? []
          : audits.filter(
              (one) =>
                one.kind === 'S' &&
                !this.isTerminated(one, schemeOf) &&
                started(one) > started(begins) &&
                (next?.start === undefined || started(one) < next.start),
            );
      const life = lives[index] ?? { state: 'none' as LifeState, steps: [], refused: [] };
      return {
        index,
        audit,
        life,
        surveillances,
        cycle,
        begins,
        interruptions,
        number: certificate.number,
        issued: certificate.issued,
        version: versionOf(index),
        isCycleOpen: next?.start === undefined,
        value: this.instance('Certificate', certificate),
        tree: at(file, index),
      };
    });
  }
}

const byStart = (a: AuditFacts, b: AuditFacts): number =>
  (a.start ?? '9999') < (b.start ?? '9999') ? -1 : (a.start ?? '9999') > (b.start ?? '9999') ? 1 : 0;
export const values = (facts: readonly Fact[]): unknown[] => facts.map((fact) => fact.value);
export const trees = (facts: readonly Fact[]): FactTree[] => facts.map((fact) => fact.tree);
/** A paper is called like its file; one that lies with an audit is that audit's. */
const whereItIs = (file: RecordFile<'paper'>, audit: AuditFacts | undefined): { readonly name: string; readonly audit?: string } => ({
  name: file.name,
  ...(audit ? { audit: audit.folder.name } : {}),
});
