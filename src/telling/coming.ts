/**
 * Days that lie in the records themselves and that somebody must not miss, where no deadline row asks for an act: a certificate that
 * ends, the recertification before it, audits that are planned, registrations and licences that run out, misuse to be corrected,
 * a stage 2 that nobody planned.
 *
 * In:  a project, its schemes, a judgement. Out: `Coming[]`; `due.ts` makes lines of them. What stands behind each, and how many
 * months, says the scheme (`coming` of scheme.yaml); what it does not say is not listed.
 */
import { liveStates } from '../../schemas/pack/life.js';
import { endsCertificate, roleOfEvent } from '../../schemas/record/events.js';
import type { ComingKind } from '../../schemas/pack/index.js';
import type { Place, Prose } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, Project, RecordFile } from '../load/types.js';
import { schemeKey, type Scheme, type SchemeTable } from '../packs/types.js';
import { stateOn } from '../validate/states.js';
import type { CaseFacts, CertificateFacts } from '../judge/case-facts.js';
import { addMonths } from '../rules/dates.js';
import type { Judgement } from '../judge/types.js';
import { KnownOn } from '../judge/known.js';
import { overFor } from './over.js';

export interface Coming {
  readonly kind: ComingKind;
  readonly scheme: Scheme;
  readonly clause: string;
  readonly why: Prose;
  readonly due: string;
  readonly what: Prose;
  readonly thing: Prose;
  /** None for what concerns the whole project: a person's registration. */
  readonly folder?: CaseFolder;
  readonly audit?: string;
  readonly subject?: string;
  readonly place: Place;
}

/** What lies in the records of cases; of people see `Registrations`. */
export function comingOf(project: Project, schemes: SchemeTable, { cases, asOf }: Judgement): Coming[] {
  const known = new KnownOn(asOf);
  return cases.flatMap((one) => new OfCase(project, schemes, one, known).all());
}

const both = (text: string): Prose => ({ zh: text, en: text });

/** The scheme of a case that says what comes: that of its last audit, else any of its id. */
function schemeOf(folder: CaseFolder, schemes: SchemeTable): Scheme | undefined {
  const id = folder.case.value.scheme ?? '';
  const named = folder.audits.flatMap((audit) => schemes.get(schemeKey(id, audit.audit.value.version ?? '')) ?? []);
  return named.at(-1) ?? [...schemes.values()].find((scheme) => scheme.id === id);
}

class OfCase {
  private readonly folder: CaseFolder;
  private readonly scheme: Scheme | undefined;
  constructor(
    private readonly project: Project,
    schemes: SchemeTable,
    private readonly facts: CaseFacts,
    private readonly known: KnownOn,
  ) {
    this.folder = facts.folder;
    this.scheme = schemeOf(facts.folder, schemes);
  }

  all(): Coming[] {
    return [...this.certificates(), ...this.oldCertificates(), ...this.planned(), ...this.licences(), ...this.misuse(), ...this.stage2()];
  }

  private line(
    kind: ComingKind,
    file: RecordFile,
    path: readonly (string | number)[],
    due: string,
    thing: Prose,
    what: Prose,
    more: Partial<Pick<Coming, 'audit' | 'subject'>> = {},
  ): Coming[] {
    const source = this.scheme?.scheme.coming[kind];
    if (!this.scheme || !source) return [];
    return [
      {
        kind,
        scheme: this.scheme,
        clause: source.clause,
        why: { zh: source.zh, en: source.en },
        due,
        what,
        thing,
        folder: this.folder,
        place: placeIn(this.project.root, file, path),
        ...more,
      },
    ];
  }
  private months(kind: ComingKind): number | undefined {
    return this.scheme?.scheme.coming[kind]?.months;
  }
  private get liveCertificates(): readonly CertificateFacts[] {
    return this.facts.certificates.filter((one) => liveStates.has(one.life.state));
  }

  private certificates(): Coming[] {
    const file = this.folder.certificates;
    if (!file) return [];
    return this.liveCertificates.flatMap(({ index, number = '', cycle, isCycleOpen }) => {
      const validTo = file.value[index]?.validTo;
      if (validTo === undefined) return [];
      const more = { subject: number, ...(file.value[index]?.audit === undefined ? {} : { audit: file.value[index].audit }) };
      const path = [index, 'validTo'];
      // Decided already, the next certificate only waits for its day.
      const renewed = this.facts.certificates.some((one) => one.cycle > cycle);
      const begun = !isCycleOpen
        ? { zh: '再认证已开始，作出决定', en: 'The recertification has begun: its decision' }
        : { zh: '再认证：实施审核并作出决定', en: 'Recertification: its audit and its decision' };
      return [
        ...this.line('validity', file, path, validTo, both(number), { zh: '证书到期', en: 'End of the certificate' }, more),
        ...(renewed ? [] : this.line('recertification', file, path, validTo, both(number), begun, more)),
      ];
    });
  }

  /** A certificate that stands only in what replaces it ends too, until that is issued. */
  private oldCertificates(): Coming[] {
    const file = this.folder.certificates;
    const known = (file && this.known.of(file)) ?? [];
    return known.flatMap(({ replaces, issued, number }, i) => {
      const old = replaces?.number;
      if (!file || old === undefined || replaces?.validTo === undefined || issued !== undefined || known.some((one) => one.number === old))
        return [];
      return this.line(
        'validity',
        file,
        [i, 'replaces', 'validTo'],
        replaces.validTo,
        both(old),
        {
          zh: `原证书到期，替代它的 ${number ?? ''} 尚未颁发`,
          en: `End of the certificate before; ${number ?? ''}, which replaces it, is not issued yet`,
        },
        { subject: old },
      );
    });
  }

  private nameOf(kind: string | undefined): Prose {
    return (kind === undefined ? undefined : this.scheme?.scheme.labels['audit-kind']?.[kind]) ?? { zh: '审核', en: 'Audit' };
  }
  private begun(audit: AuditFolder | undefined): boolean {
    return audit !== undefined && this.known.of(audit.audit)?.start !== undefined;
  }

  /** By its plan, where there is one; else as the programme has it; none under a certification that is over. */
  private planned(): Coming[] {
    const isOver = overFor(this.facts, this.known);
    const inPlan = this.folder.audits.flatMap((audit) => {
      const start = audit.plan && this.known.of(audit.plan)?.start;
      if (!audit.plan || start === undefined || this.begun(audit) || isOver(audit.audit.value.kind)) return [];
      return this.line('planned', audit.plan, ['start'], start, both(audit.name), this.nameOf(audit.audit.value.kind), {
        audit: audit.name,
      });
    });
    const inProgramme = (this.folder.case.value.programme?.audits ?? []).flatMap(({ kind, planned, audit: name }, i) => {
      const audit = this.folder.audits.find((one) => one.name === name);
      if (planned === undefined || this.begun(audit) || isOver(kind) || inPlan.some((line) => line.audit === name)) return [];
      // Held, though the programme does not say that it was this one.
      const isHeld =
        name === undefined &&
        this.facts.audits.some((one) => one.kind === kind && one.start !== undefined && one.start >= addMonths(planned, -6));
      if (isHeld) return [];
      return this.line(
        'planned',
        this.folder.case,
        ['programme', 'audits', i, 'planned'],
        planned,
        name === undefined ? { zh: '审核方案', en: 'programme' } : both(name),
        this.nameOf(kind),
        name === undefined ? {} : { audit: name },
      );
    });
    return [...inPlan, ...inProgramme];
  }

  /** Licences of the client as it is, while a certificate rests on them. */
  private licences(): Coming[] {
    const states = this.known.of(this.folder.case)?.client;
    const i = stateOn(states, this.known.asOf);
    const licences = i === undefined ? undefined : states?.[i]?.licences;
    if (!Array.isArray(licences) || this.liveCertificates.length === 0) return [];
    return licences.flatMap(({ name, number, validTo }, n) =>
      validTo === undefined
        ? []
        : this.line(
            'licence',
            this.folder.case,
            ['client', i ?? 0, 'licences', n, 'validTo'],
            validTo,
            name ? { zh: name.zh, en: name.en ?? name.zh } : both(number ?? ''),
            { zh: '客户的许可或资质到期', en: 'A licence of the client runs out' },
            number === undefined ? {} : { subject: number },
          ),
    );
  }

  private misuse(): Coming[] {
    const file = this.folder.events;
    const months = this.months('misuse');
    const events = (file && this.known.of(file)) ?? [];
    if (!file || months === undefined) return [];
    return events.flatMap(({ kind, date, certificate, closed, closedOn }, i) => {
      const validTo = ((this.folder.certificates && this.known.of(this.folder.certificates)) || []).find(
        (one) => one.number === certificate,
      )?.validTo;
      const isOver =
        closed === true ||
        closedOn !== undefined ||
        (validTo !== undefined && validTo < this.known.asOf) ||
        events.some((one) => endsCertificate(one.kind) && one.certificate === certificate && (one.date ?? '') >= (date ?? ''));
      if (roleOfEvent(kind) !== 'misuses' || date === undefined || isOver) return [];
      return this.line(
        'misuse',
        file,
        [i],
        addMonths(date, months),
        both(certificate ?? ''),
        { zh: `${date} 要求纠正的证书误用，应已纠正`, en: `Misuse, correction of which was asked for on ${date}: corrected` },
        certificate === undefined ? {} : { subject: certificate },
      );
    });
  }

  /** A stage 1 after which a stage 2 may follow and that none names. */
  private stage2(): Coming[] {
    const months = this.months('stage-2');
    if (months === undefined) return [];
    const opened = this.folder.audits.filter((audit) => audit.audit.value.kind === 'I2');
    return this.folder.audits.flatMap((audit) => {
      const { kind, end } = this.known.of(audit.audit) ?? {};
      const notice = audit.notice && this.known.of(audit.notice);
      const isFollowed = opened.some((one) => one.audit.value.stage1 === audit.name || (one.audit.value.start ?? '') > (end ?? ''));
      if (kind !== 'I1' || end === undefined || isFollowed || notice?.ready === false || this.facts.certificates.length > 0) return [];
      return this.line(
        'stage-2',
        audit.audit,
        ['end'],
        addMonths(end, months),
        both(audit.name),
        { zh: '第二阶段审核开始（尚未策划）', en: 'Stage 2 begins (not planned yet)' },
        { audit: audit.name },
      );
    });
  }
}

/** The last registration of each field, of everyone who is on a team of the project. */
export class Registrations {
  private readonly found = new Map<string, Coming>();
  constructor(
    private readonly project: Project,
    private readonly schemes: SchemeTable,
    private readonly known: KnownOn,
  ) {}

  /** Takes one case after the other. */
  add(folder: CaseFolder): void {
    const { project, schemes, known, found } = this;
    const file = project.people;
    const people = file && known.of(file);
    const scheme = schemeOf(folder, schemes);
    const source = scheme?.scheme.coming.registration;
    if (!file || !people || !scheme || !source) return;
    const team = new Set(
      folder.audits.flatMap((audit) =>
        [audit.plan, audit.report].flatMap((part) => (part && known.of(part)?.team) ?? []).flatMap((member) => member.person ?? []),
      ),
    );
    for (const id of team) {
      const person = people[id];
      (person?.registrations ?? []).forEach(({ scheme: field, validTo, number }, i, all) => {
        // What ran out before is for the audits that it was needed for.
        if (validTo === undefined || validTo < known.asOf || all.some((other) => other.scheme === field && (other.validTo ?? '') > validTo))
          return;
        const name = person?.name ?? { zh: id };
        found.set(`${scheme.id} ${id} ${field ?? ''}`, {
          kind: 'registration',
          scheme,
          clause: source.clause,
          why: { zh: source.zh, en: source.en },
          due: validTo,
          place: placeIn(project.root, file, [id, 'registrations', i, 'validTo']),
          thing: { zh: `${name.zh} ${field ?? ''}`, en: `${name.en ?? name.zh} ${field ?? ''}` },
          what: { zh: '注册资格到期', en: 'A registration runs out' },
          ...(number === undefined ? {} : { subject: number }),
        });
      });
    }
  }
  all(): readonly Coming[] {
    return [...this.found.values()];
  }
}
