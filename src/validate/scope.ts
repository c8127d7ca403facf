/**
 * Scopes: each document that a case asks for, and everything of the records that belongs to it.
 *
 * In:  a loaded project, one of its cases, the schemes that it names.
 * Out: `DocumentScope[]`, one for each document whose record file exists (a plan asks for an audit plan, each entry of
 *      certificates.yaml for a certificate). The contents are checked in a scope, the context of a layout is made from
 *      one; nothing is copied, so a value of a root is the value of its file.
 *
 * A scope names its roots: the words that answer paths (`report.deviations`), conditions and layouts begin with. What
 * is absent has no root. A state (`client`, `sites`, `headcount`) is the one on the date of the document.
 */
import type { RecordKind } from '../../schemas/record/index.js';
import type { DocumentKind } from '../../schemas/pack/index.js';
import type { TrackedValue } from '../load/tracked.js';
import { schemeKey, type AuditFolder, type CaseFolder, type Project, type RecordFile, type Scheme, type SchemeTable } from '../load/types.js';
import { fileNamePart } from '../load/output-name.js';
import { stateOn } from './states.js';

/** The words that an answer path may begin with. */
export const rootNames = [
  'case', 'client', 'sites', 'headcount', 'audit', 'plan', 'notice', 'report', 'review', 'decision', 'nc', 'cert',
] as const;
export type RootName = (typeof rootNames)[number];

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
/** A finding of the audit, from any of its findings files; its pointer is `/findings/<n>`. */
export type Finding = NonNullable<RecordFile<'findings'>['value']['findings']>[number];
export interface FindingRoot extends Root {
  readonly file: RecordFile<'findings'>;
  readonly value: Finding;
}

export interface DocumentScope {
  readonly kind: DocumentKind;
  readonly project: Project;
  readonly case: CaseFolder;
  /** The audit that the document belongs to; of a certificate, the audit whose decision granted it. */
  readonly audit?: AuditFolder;
  /** Id of the nonconformity; number of the certificate. */
  readonly subject?: string;
  readonly scheme: Scheme;
  /** Its `done` date, on which its states hold: of plan, notice, report, nonconformity; a certificate's `issued`, or the day of its last reissue. '' when missing. */
  readonly date: string;
  /** As the record numbers it; '' when missing. */
  readonly number: string;
  /** The output's folder below the case's: the name of the audit; '' for a certificate. */
  readonly outputFolder: string;
  /** File name without language and format: `audit-plan`, `nonconformity-report-NC-01`, `certificate-<number>`. */
  readonly outputName: string;
  /** The file that asks for the document. */
  readonly asks: Root;
  readonly roots: Readonly<Partial<Record<RootName, Root>>>;
  /** Nonconformities of the audit, by id. */
  readonly ncs: readonly RecordFile<'nonconformity'>[];
  /** Findings of the audit: files by name, each in its own order. */
  readonly findings: readonly FindingRoot[];
  /** The stage 1 audit that belongs to this one, and the audit before. */
  readonly stage1?: AuditFolder;
  readonly previous?: AuditFolder;
  /** Files (relative to the project folder) with errors of form that this document rests on: it cannot be made while there are any. */
  readonly broken: readonly string[];
}

/** All documents of a case, in the order of its audits; certificates last. Those of an unknown scheme, and those that the scheme does not have for the kind of audit, are left out. */
export function documentsOf(project: Project, folder: CaseFolder, schemes: SchemeTable): DocumentScope[] {
  const id = folder.case.value.scheme ?? '';
  const documents: DocumentScope[] = [];
  for (const audit of folder.audits) {
    const scheme = schemes.get(schemeKey(id, audit.audit.value.version ?? ''));
    if (!scheme) continue;
    const of = (kind: DocumentKind, file: RecordFile, name: RootName, subject?: string): void => {
      // A record that the scheme makes no document of is welcome; nothing is asked of it, and nothing printed.
      const document = scheme.scheme.documents[kind];
      const auditKind = audit.audit.value.kind;
      if (!document || (document.for && auditKind !== undefined && !document.for.includes(auditKind))) return;
      const value = file.value as { readonly date?: string; readonly number?: string };
      documents.push(scopeOf({
        project, folder, audit, scheme, kind, name, asks: root(file),
        date: value.date ?? '', number: value.number ?? '', ...(subject === undefined ? {} : { subject }),
      }));
    };
    if (audit.plan) of('audit-plan', audit.plan, 'plan');
    if (audit.notice) of('stage-1-notice', audit.notice, 'notice');
    if (audit.report) of('audit-report', audit.report, 'report');
    for (const nc of audit.nonconformities) of('nonconformity-report', nc, 'nc', nc.name);
  }
  const certificates = folder.certificates;
  certificates?.value.forEach((certificate, i) => {
    const audit = folder.audits.find((a) => a.name === certificate.audit);
    const scheme = schemes.get(schemeKey(id, certificate.version ?? audit?.audit.value.version ?? ''));
    if (!scheme?.scheme.documents.certificate) return;
    const number = certificate.number ?? '';
    documents.push(scopeOf({
      project, folder, ...(audit ? { audit } : {}), scheme, kind: 'certificate', name: 'cert', asks: root(certificates, i),
      date: reissuedOn(folder, number, certificate.issued ?? ''), number, subject: number,
    }));
  });
  return documents;
}

/** A certificate that was printed again under its number (another name, another address) shows the states of that day. */
function reissuedOn(folder: CaseFolder, number: string, issued: string): string {
  const days = (folder.documents?.value ?? []).flatMap((entry) => (entry.kind === 'certificate' && entry.subject === number ? entry.date ?? [] : []));
  return days.reduce((last, day) => (day > last ? day : last), issued);
}

/** What a scope is made from. */
interface Ask {
  readonly project: Project;
  readonly folder: CaseFolder;
  readonly audit?: AuditFolder;
  readonly scheme: Scheme;
  readonly kind: DocumentKind;
  /** The root that the document is about. */
  readonly name: RootName;
  readonly asks: Root;
  readonly date: string;
  readonly number: string;
  readonly subject?: string;
}

function scopeOf(ask: Ask): DocumentScope {
  const { project, folder, audit, scheme, kind, asks, date, number, subject } = ask;
  const named = (name: string | undefined): AuditFolder | undefined => (name === undefined ? undefined : folder.audits.find((a) => a.name === name));
  const stage1 = named(audit?.audit.value.stage1);
  const previous = named(audit?.audit.value.previous);
  const files: RecordFile[] = [
    ...(project.config ? [project.config] : []), ...(project.people ? [project.people] : []), folder.case,
    ...(kind === 'certificate' && folder.certificates ? [folder.certificates] : []),
    ...(audit ? [audit.audit, ...audit.findings, ...audit.nonconformities, ...optional(audit.plan, audit.notice, audit.report, audit.review, audit.decision)] : []),
  ];
  // Of the case's own files, events and certificates say nothing that an audit's documents print.
  const ofCase = folder.broken.filter((file) =>
    file.startsWith(`${folder.folder}/audits/`) ? audit !== undefined && file.startsWith(`${folder.folder}/audits/${audit.name}/`) : !/\/(events|certificates)\.yaml$/.test(file));
  // Of another audit, only what a document of this one prints of it.
  const ofOthers = [...folder.broken, ...(stage1?.broken ?? []), ...(previous?.broken ?? [])].filter((file) =>
    [stage1, previous].some((other) => other && ['audit', 'notice', 'report'].some((name) => file === `${folder.folder}/audits/${other.name}/${name}.yaml`)));
  const broken = new Set([
    ...project.broken.filter((file) => !file.endsWith('/case.yaml')), ...ofCase, ...ofOthers, ...(audit?.broken ?? []),
    ...files.filter((file) => file.misshapen.length > 0).map((file) => file.file),
  ]);
  return {
    kind, project, case: folder, scheme, date, number, asks,
    ...(audit ? { audit } : {}),
    ...(subject === undefined ? {} : { subject }),
    ...(stage1 ? { stage1 } : {}),
    ...(previous ? { previous } : {}),
    outputFolder: kind === 'certificate' ? '' : (audit?.name ?? ''),
    outputName: kind === 'certificate' || kind === 'nonconformity-report' ? `${kind}-${fileNamePart(subject ?? '')}` : kind,
    roots: rootsOf(ask),
    ncs: audit?.nonconformities ?? [],
    findings: (audit?.findings ?? []).flatMap((file) =>
      (file.value.findings ?? []).map((value, i) => ({ ...root(file, 'findings', i), file, value }))),
    broken: [...broken].sort(),
  };
}

function rootsOf({ folder, audit, name, asks, date }: Ask): Partial<Record<RootName, Root>> {
  const roots: Partial<Record<RootName, Root>> = { case: root(folder.case) };
  const { client, sites, headcount } = folder.case.value;
  const state = (of: 'client' | 'sites' | 'headcount', i: number | undefined, ...rest: string[]): void => {
    if (i !== undefined) roots[of] = root(folder.case, of, i, ...rest);
  };
  state('client', stateOn(client, date));
  state('sites', stateOn(sites, date), 'list');
  state('headcount', stateOn(headcount, date));
  if (audit) {
    roots.audit = root(audit.audit);
    for (const part of ['plan', 'notice', 'report', 'review', 'decision'] as const) {
      const file = audit[part];
      if (file) roots[part] = root(file);
    }
    // The certificate that this audit's decision granted: what its report may speak of.
    const granted = folder.certificates?.value.findIndex((certificate) => certificate.audit === audit.name) ?? -1;
    if (granted >= 0 && folder.certificates) roots.cert = root(folder.certificates, granted);
  }
  roots[name] = asks;
  return roots;
}

const optional = <K extends RecordKind>(...files: readonly (RecordFile<K> | undefined)[]): RecordFile<K>[] =>
  files.filter((file): file is RecordFile<K> => file !== undefined);

function root(file: RecordFile, ...path: readonly (string | number)[]): Root {
  let value: unknown = file.value;
  let tracked: unknown = file.tracked;
  for (const key of path) {
    value = (value as Readonly<Record<string | number, unknown>> | undefined)?.[key];
    tracked = (tracked as Readonly<Record<string | number, unknown>> | undefined)?.[key];
  }
  return { file, pointer: path.map((key) => `/${key}`).join(''), value, tracked: tracked as TrackedValue };
}
