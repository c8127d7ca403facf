/**
 * What a case is made of: the case itself, each licence of its client, each audit with its meetings, authors of findings, members,
 * sites and nonconformities, each certificate, each event, each paper. Rows are judged for these and documents are of them: both begin
 * here, and with documents the archive, intake and what is due.
 *
 * In:  a case, the schemes that it names, the day that undated things are seen on. Out: `SubjectOfCase[]` in the order of the work, each
 * with the record that it stands in and the scheme, in the version and under the standard, that it is judged by. What is worked out of
 * several records (a cycle, two surveillances in a row, a change that no certificate prints yet) stands in none: `judge/worked-out.ts`.
 */
import type { DocumentSubject } from '../../schemas/pack/kinds.js';
import { editionOn } from '../load/editions.js';
import type { AuditFolder, CaseFolder, RecordFile } from '../load/types.js';
import { standardNamed, underStandard } from '../packs/standard-in-use.js';
import { schemeKey, type Scheme, type SchemeTable } from '../packs/types.js';
import { stateOn } from './states.js';

/** What a thing belongs to or speaks of. */
export interface About {
  /** The audit that it is, belongs to or names. */
  readonly audit?: AuditFolder;
  /** The entry of certificates.yaml that it is or names: of several editions the one in force on its day. */
  readonly certificate?: number;
}
export interface SubjectOfCase extends About {
  readonly kind: DocumentSubject;
  readonly scheme: Scheme;
  readonly file: RecordFile;
  /** Where it stands in `file`; of a whole file empty. */
  readonly path: readonly (string | number)[];
}
export interface SeenOn {
  readonly schemes: SchemeTable;
  /** What has no day of its own is seen on this one. */
  readonly day: string;
  /** Of a case without an audit: versions from later days judge nothing yet. */
  readonly inForceOn?: string;
}

/** The scheme in a version that a record names. */
export const schemeIn =
  (folder: CaseFolder, schemes: SchemeTable) =>
  (version: string | undefined): Scheme | undefined =>
    version === undefined ? undefined : schemes.get(schemeKey(folder.case.value.scheme ?? '', version));

/** The scheme of the case itself: that of its first audit; before there is one, the newest, on a day the newest in force. */
export function schemeOfCase(folder: CaseFolder, schemes: SchemeTable, inForceOn?: string): Scheme | undefined {
  const id = folder.case.value.scheme ?? '';
  const day = (audit: AuditFolder): string => audit.audit.value.start ?? '9999';
  const found =
    [...folder.audits]
      .sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0))
      .map((audit) => schemes.get(schemeKey(id, audit.audit.value.version ?? '')))
      .find((scheme) => scheme !== undefined) ??
    [...schemes.values()]
      .filter((scheme) => scheme.id === id && (inForceOn === undefined || scheme.scheme.from <= inForceOn))
      .sort((a, b) => (a.scheme.from < b.scheme.from ? 1 : -1))[0];
  return found && underStandard(found, standardNamed(folder));
}

export function subjectsOfCase(folder: CaseFolder, { schemes, day, inForceOn }: SeenOn): SubjectOfCase[] {
  const named = schemeIn(folder, schemes);
  const first = schemeOfCase(folder, schemes, inForceOn);
  const { certificates, events } = folder;
  const audits = new Map(folder.audits.map((audit) => [audit.name, audit]));
  const schemeOfAudit = (audit: AuditFolder | undefined): Scheme | undefined => {
    const scheme = named(audit?.audit.value.version);
    return scheme && underStandard(scheme, standardNamed(folder, audit));
  };
  const schemeOfCertificate = (index: number | undefined): Scheme | undefined => {
    const entry = index === undefined ? undefined : certificates?.value[index];
    const audit = audits.get(entry?.audit ?? '');
    const scheme = named(entry?.version ?? audit?.audit.value.version);
    return scheme && underStandard(scheme, standardNamed(folder, audit, entry));
  };
  const editionOf = (number: string | undefined, on: string): number | undefined => {
    const list = certificates?.value ?? [];
    const found = editionOn(
      list.filter((one) => number !== undefined && one.number === number),
      on,
    );
    return found && list.indexOf(found);
  };
  const found: SubjectOfCase[] = [];
  const add = (scheme: Scheme | undefined, subject: Omit<SubjectOfCase, 'scheme'>): void => {
    if (scheme) found.push({ ...subject, scheme });
  };
  const paper = (file: RecordFile<'paper'>, audit: AuditFolder | undefined): void => {
    const certificate = editionOf(file.value.certificate, file.value.date ?? day);
    add(schemeOfAudit(audit) ?? first, { kind: 'paper', file, path: [], ...about(audit, certificate) });
  };

  add(first, { kind: 'case', file: folder.case, path: [] });
  folder.case.value.client?.forEach(({ licences }, i) => {
    if (Array.isArray(licences))
      licences.forEach((_, n) => {
        add(first, { kind: 'licence', file: folder.case, path: ['client', i, 'licences', n] });
      });
  });
  for (const audit of folder.audits) {
    const scheme = schemeOfAudit(audit);
    for (const part of partsOf(folder, audit, day)) add(scheme, { ...part, audit });
    if (scheme) for (const file of audit.papers) paper(file, audit);
  }
  certificates?.value.forEach((entry, i) => {
    add(schemeOfCertificate(i), { kind: 'certificate', file: certificates, path: [i], ...about(audits.get(entry.audit ?? ''), i) });
  });
  events?.value.forEach((event, i) => {
    const certificate = editionOf(event.certificate, event.date ?? day);
    const granting = certificate === undefined ? undefined : certificates?.value[certificate]?.audit;
    const audit = audits.get(event.audit ?? granting ?? '');
    add(schemeOfCertificate(certificate) ?? schemeOfAudit(audit) ?? first, {
      kind: 'event',
      file: events,
      path: [i],
      ...about(audit, certificate),
    });
  });
  for (const file of folder.papers) paper(file, audits.get(file.value.audit ?? ''));
  return found;
}

const about = (audit: AuditFolder | undefined, certificate: number | undefined): About => ({
  ...(audit ? { audit } : {}),
  ...(certificate === undefined ? {} : { certificate }),
});

/** An audit with all that belongs to it: the team as it was, else as planned; a site as it is on the first day. */
function partsOf(folder: CaseFolder, audit: AuditFolder, day: string): Omit<SubjectOfCase, 'scheme'>[] {
  const team: RecordFile<'report' | 'plan'> | undefined = audit.report?.value.team ? audit.report : audit.plan;
  const { sites } = folder.case.value;
  const { start, meetings } = audit.audit.value;
  const state = stateOn(sites, start ?? audit.plan?.value.start ?? day);
  return [
    { kind: 'audit', file: audit.audit, path: [] },
    ...(['opening', 'closing'] as const)
      .filter((which) => meetings?.[which] !== undefined)
      .map((which) => ({ kind: 'meeting' as const, file: audit.audit, path: ['meetings', which] })),
    ...audit.findings.map((file) => ({ kind: 'author' as const, file, path: [] })),
    ...(team?.value.team ?? []).map((_, i) => ({ kind: 'member' as const, file: team as RecordFile, path: ['team', i] })),
    ...(audit.audit.value.sites ?? audit.plan?.value.sites ?? []).flatMap((id) => {
      const i = state === undefined ? -1 : (sites?.[state]?.list ?? []).findIndex((site) => site.id === id);
      return i < 0 ? [] : [{ kind: 'site' as const, file: folder.case, path: ['sites', state ?? 0, 'list', i] }];
    }),
    ...audit.nonconformities.map((file) => ({ kind: 'nonconformity' as const, file, path: [] })),
  ];
}
