/**
 * The subjects of one case: what its records hold (`validate/subjects-of-case.ts`), and what is worked out of them (`worked-out.ts`).
 *
 * In:  what rows see of the case, its folder with the schemes that it names. Out: `Subject[]`.
 */
import type { SchemeTable, Scheme } from '../packs/types.js';
import { standardNamed, underStandard } from '../packs/standard-in-use.js';
import { schemeIn, subjectsOfCase, type SubjectOfCase } from '../validate/subjects-of-case.js';
import type { AuditFacts, CertificateFacts, Fact } from './case-facts.js';
import { at } from './fact-places.js';
import type { Sights } from './sights.js';
import { plain, list, subject, type Sight, type Subject } from './subject.js';
import { changesBy } from './unprinted.js';
import { workedOut, type SchemesOf } from './worked-out.js';

export function caseSubjects(sights: Sights, schemes: SchemeTable): Subject[] {
  const { folder } = sights.one;
  const { asOf } = sights.known;
  const byStart = sights.one.audits.map((audit) => audit.folder);
  const recorded = subjectsOfCase({ ...folder, audits: byStart }, { schemes, day: asOf, inForceOn: asOf });
  return [...recorded.flatMap((one) => subjectOf(one, sights)), ...workedOut(sights, schemesOf(sights, schemes))];
}

/** Under the standard that they name. */
function schemesOf({ one }: Sights, schemes: SchemeTable): SchemesOf {
  const named = schemeIn(one.folder, schemes);
  const under = (scheme: Scheme | undefined, ...of: Parameters<typeof standardNamed>): Scheme | undefined =>
    scheme && underStandard(scheme, standardNamed(...of));
  return {
    audit: (audit) => under(named(audit?.folder.audit.value.version), one.folder, audit?.folder),
    certificate: (certificate) =>
      certificate &&
      under(named(certificate.version), one.folder, certificate.audit?.folder, one.folder.certificates?.value[certificate.index]),
  };
}

/** None where the record is dated after the day judged on, or where the audit lies outside of the project. */
function subjectOf(of: SubjectOfCase, sights: Sights): Subject[] {
  const { one } = sights;
  const { folder } = one;
  const { scheme } = of;
  const audit = of.audit && one.audits.find((facts) => facts.folder === of.audit);
  const certificate = of.certificate === undefined ? undefined : one.certificates.find(({ index }) => index === of.certificate);
  const about: Partial<Subject> = {
    case: folder,
    ...(audit ? { audit: audit.folder.name } : {}),
    ...(audit?.kind === undefined ? {} : { auditKind: audit.kind }),
  };
  const index = Number(of.path.at(-1));
  switch (of.kind) {
    case 'case':
      return [
        subject(
          'case',
          scheme,
          folder.name,
          { ...sights.common(scheme, sights.known.asOf), certificates: sights.certificateList(), events: sights.eventList(() => true) },
          one.tree,
          about,
        ),
      ];
    case 'licence':
      return ofLicence(of, sights);
    case 'certificate':
      return certificate ? ofCertificate(certificate, scheme, about, sights) : [];
    case 'event':
      return ofEvent(of, index, audit, certificate, about, sights);
    case 'paper':
      return ofPaper(of, audit, certificate, about, sights);
    default:
      return audit && audit.folder.audit.value.elsewhere === undefined ? inAudit(of, audit, about, sights) : [];
  }
}

/** An audit, and what belongs to it: each sees all of the audit, on its own day. */
function inAudit(of: SubjectOfCase, audit: AuditFacts, about: Partial<Subject>, sights: Sights): Subject[] {
  const { scheme } = of;
  const { name, plan, audit: file } = audit.folder;
  const day = audit.start ?? plan?.value.start ?? sights.known.asOf;
  const seenOn = (date: string | undefined): Sight => ({ ...sights.common(scheme, date ?? day), ...sights.ofAudit(audit) });
  const make = (called: string, fact: Fact | undefined, date?: string, home = fact?.tree, more: Partial<Subject> = {}): Subject[] =>
    fact && home
      ? [subject(of.kind, scheme, called, { ...seenOn(date), [variableOf[of.kind] ?? '']: fact }, home, { ...about, ...more })]
      : [];
  const index = Number(of.path.at(-1));
  switch (of.kind) {
    case 'audit': {
      const sight = {
        ...seenOn(undefined),
        events: sights.eventList((event) => event.audit === name),
        unprinted: list(sights.changes(audit.kind === 'S' ? changesBy(name, sights.one.folder, scheme, sights.known) : [])),
        time: sights.time(audit, scheme),
      };
      return [subject('audit', scheme, name, sight, audit.tree, about)];
    }
    case 'meeting': {
      const meeting = audit.meetings.find(({ which }) => which === of.path.at(-1));
      return make(`${name} ${String(of.path.at(-1))}`, meeting, meeting?.date);
    }
    case 'author':
      return make(
        `${name} ${of.file.name}`,
        audit.authors.find((author) => author.name === of.file.name),
      );
    case 'member':
      return make(name, audit.team[index]);
    case 'site': {
      const { id = '' } = valueAt(of) as { readonly id?: string };
      const place = file.value.sites?.indexOf(id) ?? -1;
      // Which of the planned sites are audited is known once the audit says so.
      return place < 0 ? [] : make(id, sights.one.on(day).sites[index], undefined, at(file, 'sites', place));
    }
    default: {
      const nc = audit.ncs.find(({ id }) => id === of.file.name);
      return make(of.file.name, nc, nc?.date, nc?.tree, { nc: of.file.name });
    }
  }
}
const variableOf: Readonly<Record<string, string>> = {
  meeting: 'meeting',
  author: 'author',
  member: 'member',
  site: 'site',
  nonconformity: 'nc',
};

/** On record from its state of the client on, until the next state. */
function ofLicence(of: SubjectOfCase, sights: Sights): Subject[] {
  const { folder } = sights.one;
  const states = sights.known.of(folder.case)?.client ?? [];
  const [, state = 0] = of.path;
  const from = states[Number(state)]?.from;
  if (from === undefined) return [];
  const [until] = states
    .flatMap((other) => (other.from !== undefined && other.from > from ? other.from : []))
    .sort((a, b) => (a < b ? -1 : 1));
  const value = { ...(valueAt(of) as object), from, until: until ?? '9999-12-31' };
  const tree = at(folder.case, ...of.path);
  const sight = { ...sights.common(of.scheme, from), licence: { value: sights.facts.instance('Licence', value), tree } };
  const { number } = value as { readonly number?: string };
  return [subject('licence', of.scheme, number ?? from, sight, tree, { case: folder })];
}

function ofCertificate(certificate: CertificateFacts, scheme: Scheme, about: Partial<Subject>, sights: Sights): Subject[] {
  const { audit, number = '' } = certificate;
  const date = certificate.issued ?? audit?.folder.decision?.value.date ?? sights.known.asOf;
  const unprinted = sights.unprinted(certificate, scheme);
  const sight: Sight = {
    ...sights.common(scheme, date),
    ...sights.ofAudit(audit),
    ...sights.ofCertificate(certificate),
    prevCert: sights.previous(audit, certificate),
    printedOn: plain(unprinted.printedOn),
    unprinted: list(sights.changes(unprinted.changes)),
  };
  return [subject('certificate', scheme, number, sight, certificate.tree, { ...about, certificate: number })];
}

function ofEvent(
  { scheme }: SubjectOfCase,
  index: number,
  audit: AuditFacts | undefined,
  certificate: CertificateFacts | undefined,
  about: Partial<Subject>,
  sights: Sights,
): Subject[] {
  const event = sights.one.events.find((one) => one.index === index);
  if (!event) return [];
  const sight: Sight = {
    ...sights.common(scheme, event.date ?? sights.known.asOf),
    event,
    cert: certificate ?? sights.facts.empty('Certificate'),
    audit: audit ?? sights.facts.empty('Audit'),
    events: sights.eventList(() => true),
    certificates: sights.certificateList(),
    state: plain(certificate?.life.state ?? 'none'),
  };
  const { kind, date } = event.value as { readonly kind?: string; readonly date?: string };
  const name = `${kind ?? ''} ${date ?? ''}`.trim();
  const named = event.certificate === undefined ? {} : { certificate: event.certificate };
  return [subject('event', scheme, name, sight, event.tree, { ...about, ...named })];
}

function ofPaper(
  of: SubjectOfCase,
  audit: AuditFacts | undefined,
  certificate: CertificateFacts | undefined,
  about: Partial<Subject>,
  sights: Sights,
): Subject[] {
  const { scheme } = of;
  const paper = sights.one.papers.find(({ file }) => file === of.file);
  const { paper: id = '', certificate: number, date } = paper?.file.value ?? {};
  const document = scheme.documents.get(id);
  if (!paper || document?.of !== 'paper') return [];
  const sight: Sight = {
    ...sights.common(scheme, date ?? sights.known.asOf),
    ...sights.ofAudit(audit),
    ...(certificate ? { cert: certificate, prevCert: sights.previous(certificate.audit, certificate) } : {}),
    paper: sights.facts.ofPaper(paper, document.fields ?? {}),
    events: sights.eventList(() => true),
    certificates: sights.certificateList(),
    state: plain(certificate?.life.state ?? 'none'),
  };
  const { file } = paper;
  return [
    subject('paper', scheme, file.name === id ? id : `${id} ${file.name}`, sight, paper.tree, {
      ...about,
      paper: file,
      ...(number === undefined ? {} : { certificate: number }),
    }),
  ];
}

const valueAt = ({ file, path }: SubjectOfCase): unknown =>
  path.reduce<unknown>((at, key) => (at as Readonly<Record<string | number, unknown>>)[key], file.value);
