/**
 * What there can be documents of in one case: the case itself, each audit with its meetings, authors of findings, members,
 * sites and nonconformities, each certificate, each event, each paper.
 *
 * In:  a case, the schemes that it names. Out: `CaseSubject[]` in the order of the work, each with the scheme in the version that it is
 * judged by, the record that it is, and the name that tells it from others of its kind.
 */
import type { DocumentSubject } from '../../schemas/pack/kinds.js';
import type { TrackedValue } from '../files/tracked.js';
import { editionOn, replacedByEditionOn } from '../load/editions.js';
import type { AuditFolder, CaseFolder, RecordFile } from '../load/types.js';
import { standardNamed, underStandard } from '../packs/standard-in-use.js';
import { schemeKey, type Scheme, type SchemeTable } from '../packs/types.js';
import type { RootName } from '../rules/root-shapes.js';
import { reissueOf, type Reissue } from './reissue.js';
import { stateOn } from './states.js';

/** A named value of the records, and where it stands. */
export interface Root {
  readonly file: RecordFile;
  /** JSON Pointer of the value in `file`; '' for the whole file. */
  readonly pointer: string;
  /** Without places; `undefined` only where the file lacks it. */
  readonly value: unknown;
  /** With places. */
  readonly tracked: TrackedValue;
}
export interface CaseSubject {
  readonly of: DocumentSubject;
  readonly scheme: Scheme;
  /** The root that it is, and the record that it stands in. */
  readonly name: RootName;
  readonly asks: Root;
  readonly audit?: AuditFolder;
  /** What tells it from others: id of a nonconformity, number of a certificate, `opening`; none of a case or audit. */
  readonly subject?: string;
  /** Of a paper: the document that it is made for. */
  readonly paper?: string;
  /** The certificate that it is about, by its place in the list. */
  readonly certificate?: number;
  readonly reissue?: Reissue;
  /** Roots besides those of its audit. */
  readonly roots?: Readonly<Partial<Record<RootName, Root>>>;
}

export function subjectsOfCase(folder: CaseFolder, schemes: SchemeTable): CaseSubject[] {
  const schemeOf = (version: string | undefined): Scheme | undefined =>
    version === undefined ? undefined : schemes.get(schemeKey(folder.case.value.scheme ?? '', version));
  const first = firstScheme(folder, schemes);
  const found: CaseSubject[] = [];
  if (first) found.push({ of: 'case', scheme: underStandard(first, standardNamed(folder)), name: 'case', asks: rootOf(folder.case) });
  for (const audit of folder.audits) {
    const named = schemeOf(audit.audit.value.version);
    if (!named) continue;
    const scheme = underStandard(named, standardNamed(folder, audit));
    found.push(...ofAudit(folder, audit, scheme), ...audit.papers.map((file) => ofPaper(folder, file, scheme, audit)));
  }
  const { certificates, events } = folder;
  const audits = new Map(folder.audits.map((audit) => [audit.name, audit]));
  certificates?.value.forEach((certificate, i) => {
    // Only the newest edition of a certificate is made: the one before was given back.
    if (replacedByEditionOn(certificates.value, i) !== undefined) return;
    const audit = audits.get(certificate.audit ?? '');
    const named = schemeOf(certificate.version ?? audit?.audit.value.version);
    if (!named) return;
    const scheme = underStandard(named, standardNamed(folder, audit, certificate));
    const number = certificate.number ?? '';
    const reissue = reissueOf(number, certificate.issued, folder.documents?.value, events?.value);
    found.push({
      of: 'certificate',
      scheme,
      name: 'cert',
      asks: rootOf(certificates, i),
      subject: number,
      certificate: i,
      ...(audit ? { audit } : {}),
      ...(reissue ? { reissue } : {}),
    });
  });
  const names = new Set<string>();
  events?.value.forEach((event, i) => {
    const editions = (certificates?.value ?? []).filter((one) => event.certificate !== undefined && one.number === event.certificate);
    const certificate = editionOn(editions, event.date ?? '');
    const at = certificate ? (certificates?.value.indexOf(certificate) ?? -1) : -1;
    const audit = audits.get(event.audit ?? certificate?.audit ?? '');
    const named = schemeOf(certificate?.version) ?? schemeOf(audit?.audit.value.version) ?? first;
    if (!named) return;
    const scheme = underStandard(named, standardNamed(folder, audit, certificate));
    const base = [event.certificate ?? event.audit, event.date].filter((part) => part !== undefined).join('-');
    // Two of one day on one thing are told apart by their order, which does not change: the file is append-only.
    let subject = base;
    for (let n = 2; names.has(`${event.kind ?? ''} ${subject}`); n++) subject = `${base}-${n}`;
    names.add(`${event.kind ?? ''} ${subject}`);
    found.push({
      of: 'event',
      scheme,
      name: 'event',
      asks: rootOf(events, i),
      subject,
      ...(audit ? { audit } : {}),
      ...(at >= 0 && certificates ? { certificate: at, roots: { cert: rootOf(certificates, at) } } : {}),
    });
  });
  for (const file of folder.papers) {
    const audit = audits.get(file.value.audit ?? '');
    const scheme = schemeOf(audit?.audit.value.version) ?? first;
    if (scheme) found.push(ofPaper(folder, file, underStandard(scheme, standardNamed(folder, audit)), audit));
  }
  return found;
}

function ofPaper(folder: CaseFolder, file: RecordFile<'paper'>, scheme: Scheme, audit: AuditFolder | undefined): CaseSubject {
  const { paper = '', certificate, date = '' } = file.value;
  const { certificates } = folder;
  const editions = (certificates?.value ?? []).filter((one) => certificate !== undefined && one.number === certificate);
  const edition = editionOn(editions, date);
  const at = edition ? (certificates?.value.indexOf(edition) ?? -1) : -1;
  return {
    of: 'paper',
    scheme,
    name: 'paper',
    paper,
    asks: rootOf(file),
    // One that is called like its document needs no other name.
    ...(file.name === paper ? {} : { subject: file.name }),
    ...(audit ? { audit } : {}),
    ...(at >= 0 && certificates ? { certificate: at, roots: { cert: rootOf(certificates, at) } } : {}),
  };
}

function ofAudit(folder: CaseFolder, audit: AuditFolder, scheme: Scheme): CaseSubject[] {
  // The team as it was, else as planned; a site as it is on the first day.
  const from: RecordFile<'report' | 'plan'> | undefined = audit.report?.value.team ? audit.report : audit.plan;
  const { sites } = folder.case.value;
  const state = stateOn(sites, audit.audit.value.start ?? audit.plan?.value.start ?? '9999-12-31');
  const { opening, closing } = audit.audit.value.meetings ?? {};
  const meetings = (['opening', 'closing'] as const).filter((which) => (which === 'opening' ? opening : closing) !== undefined);
  return [
    { of: 'audit', scheme, audit, name: 'audit', asks: rootOf(audit.audit) },
    ...meetings.map((which): CaseSubject => ({
      of: 'meeting',
      scheme,
      audit,
      name: 'meeting',
      asks: rootOf(audit.audit, 'meetings', which),
      subject: which,
    })),
    ...audit.findings.map((file): CaseSubject => ({ of: 'author', scheme, audit, name: 'author', asks: rootOf(file), subject: file.name })),
    ...(from?.value.team ?? []).flatMap((member, i): CaseSubject[] =>
      member.person === undefined
        ? []
        : [{ of: 'member', scheme, audit, name: 'member', asks: rootOf(from as RecordFile, 'team', i), subject: member.person }],
    ),
    ...(audit.audit.value.sites ?? audit.plan?.value.sites ?? []).flatMap((id): CaseSubject[] => {
      const i = state === undefined ? -1 : (sites?.[state]?.list ?? []).findIndex((site) => site.id === id);
      return i < 0
        ? []
        : [{ of: 'site', scheme, audit, name: 'site', asks: rootOf(folder.case, 'sites', state ?? 0, 'list', i), subject: id }];
    }),
    ...audit.nonconformities.map((nc): CaseSubject => ({
      of: 'nonconformity',
      scheme,
      audit,
      name: 'nc',
      asks: rootOf(nc),
      subject: nc.name,
    })),
  ];
}

/** The scheme of the case itself: that of its first audit; before there is one, the newest. */
function firstScheme(folder: CaseFolder, schemes: SchemeTable): Scheme | undefined {
  const id = folder.case.value.scheme ?? '';
  const day = (audit: AuditFolder): string => audit.audit.value.start ?? '9999';
  const first = [...folder.audits]
    .sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0))
    .map((audit) => schemes.get(schemeKey(id, audit.audit.value.version ?? '')))
    .find((scheme) => scheme !== undefined);
  return first ?? [...schemes.values()].filter((scheme) => scheme.id === id).sort((a, b) => (a.scheme.from < b.scheme.from ? 1 : -1))[0];
}

export function rootOf(file: RecordFile, ...path: readonly (string | number)[]): Root {
  let value: unknown = file.value;
  let tracked: unknown = file.tracked;
  for (const key of path) {
    value = (value as Readonly<Record<string | number, unknown>> | undefined)?.[key];
    tracked = (tracked as Readonly<Record<string | number, unknown>> | undefined)?.[key];
  }
  return { file, pointer: path.map((key) => `/${key}`).join(''), value, tracked: tracked as TrackedValue };
}
