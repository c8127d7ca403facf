/**
 * A scope: everything of the records that belongs to one document.
 *
 * In:  a subject of a case, the definition of a document of it, the part that it is made from.
 * Out: a `DocumentScope`. The contents are checked in a scope, the context of a layout is made from one; nothing is copied, so a
 *      value of a root is the value of its file.
 *
 * A scope names its roots: the words that answer paths (`report.deviations`), conditions and layouts begin with. What
 * is absent has no root. A state (`client`, `sites`, `headcount`) is the one on the date of the document.
 */
import type { RecordKind } from '../../schemas/record/index.js';
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import type { DocumentKind } from '../../schemas/pack/index.js';
import type { Place } from '../diagnostics/index.js';
import { pathOf } from '../files/pointer.js';
import { paperFolder } from '../load/papers.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, Project, RecordFile } from '../load/types.js';
import type { Scheme } from '../packs/types.js';
import { isEnglishWhereChinese } from './original.js';
import { auditParts } from '../rules/conditions.js';
import { fileNamePart } from '../load/output-name.js';
import type { RootName } from '../rules/root-shapes.js';
import type { Reissue } from './reissue.js';
import { rootOf, type CaseSubject, type Root } from './document-subjects.js';
import { stateOn } from './states.js';

export type { Root } from './document-subjects.js';

/** A finding of the audit, from any of its findings files; its pointer is `/findings/<n>`. */
export type Finding = NonNullable<RecordFile<'findings'>['value']['findings']>[number];
export interface FindingRoot extends Root {
  readonly file: RecordFile<'findings'>;
  readonly value: Finding;
}

export interface DocumentScope {
  /** The id of its definition. */
  readonly kind: DocumentKind;
  readonly document: DocumentDefinition;
  readonly project: Project;
  readonly case: CaseFolder;
  /** The audit that the document belongs to; of a certificate, the audit whose decision granted it. */
  readonly audit?: AuditFolder;
  /** Id of the nonconformity; number of the certificate. */
  readonly subject?: string;
  readonly scheme: Scheme;
  /**
   * Its `done` date, on which its states hold: of plan, notice, report, nonconformity; a certificate's `issued`, or the day of its last
   * reissue. '' when missing.
   */
  readonly date: string;
  /** Of a certificate that was printed again under its number: the entry that says so. */
  readonly reissue?: Reissue;
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

/** What a scope is made from: a subject, the definition of a document of it, the part that the document is made from. */
export interface Ask extends Omit<CaseSubject, 'asks' | 'name'> {
  readonly project: Project;
  readonly folder: CaseFolder;
  readonly document: DocumentDefinition;
  readonly asks: { readonly name: RootName; readonly root: Root };
}

export function scopeOf(ask: Ask): DocumentScope {
  const { project, folder, audit, scheme, document, subject, reissue } = ask;
  const asks = ask.asks.root;
  const kind = document.id;
  // Of the case's own files, events and certificates say nothing that an audit's documents print; of a certificate, when it was reissued.
  const isOfCase = document.lies === 'case';
  const roots = rootsOf(ask);
  const factOf = (fact: string | undefined): string => {
    const value = fact === undefined ? undefined : factIn(roots, fact);
    return typeof value === 'string' ? value : '';
  };
  // Printed again (another name, another address), it shows the states of that day.
  const date = reissue?.date ?? factOf(document.date);
  const named = (name: string | undefined): AuditFolder | undefined =>
    name === undefined ? undefined : folder.audits.find((a) => a.name === name);
  const stage1 = named(audit?.audit.value.stage1);
  const previous = named(audit?.audit.value.previous);
  const files: RecordFile[] = [
    ...(project.config ? [project.config] : []),
    ...(project.people ? [project.people] : []),
    folder.case,
    asks.file,
    ...(audit
      ? [
          audit.audit,
          ...audit.findings,
          ...audit.nonconformities,
          ...optional(audit.plan, audit.notice, audit.report, audit.review, audit.decision),
        ]
      : []),
  ];
  const ofCase = folder.broken.filter((file) =>
    // A paper is printed by its own document alone.
    file.includes(`/${paperFolder}/`)
      ? file === asks.file.file
      : file.startsWith(`${folder.folder}/audits/`)
        ? audit !== undefined && file.startsWith(`${folder.folder}/audits/${audit.name}/`)
        : isOfCase || !/\/(events|certificates)\.yaml$/.test(file),
  );
  // Of another audit, only what a document of this one prints of it.
  const ofOthers = [...folder.broken, ...(stage1?.broken ?? []), ...(previous?.broken ?? [])].filter((file) =>
    [stage1, previous].some(
      (other) => other && ['audit', 'notice', 'report'].some((name) => file === `${folder.folder}/audits/${other.name}/${name}.yaml`),
    ),
  );
  const broken = new Set([
    ...project.broken.filter((file) => !file.endsWith('/case.yaml')),
    ...ofCase,
    ...ofOthers,
    ...(audit?.broken ?? []).filter((file) => !file.includes(`/${paperFolder}/`) || file === asks.file.file),
    ...files.filter((file) => file.misshapen.length > 0 || isEnglishWhereChinese(file, scheme)).map((file) => file.file),
  ]);
  return {
    kind,
    document,
    project,
    case: folder,
    scheme,
    date,
    number: factOf(document.number),
    asks,
    ...(audit ? { audit } : {}),
    ...(subject === undefined ? {} : { subject }),
    ...(reissue ? { reissue } : {}),
    ...(stage1 ? { stage1 } : {}),
    ...(previous ? { previous } : {}),
    outputFolder: isOfCase ? '' : (audit?.name ?? ''),
    outputName: subject === undefined ? kind : `${kind}-${fileNamePart(subject)}`,
    roots: withStates(withCertificate(roots, folder, audit, date), folder, date),
    ncs: audit?.nonconformities ?? [],
    findings: (audit?.findings ?? []).flatMap((file) =>
      (file.value.findings ?? []).map((value, i) => ({ ...rootOf(file, 'findings', i), file, value })),
    ),
    broken: [...broken].sort(),
  };
}

/** All roots but the states, which need a day. */
function rootsOf({ folder, audit, asks, certificate, roots: own }: Ask): Partial<Record<RootName, Root>> {
  const roots: Partial<Record<RootName, Root>> = { case: rootOf(folder.case) };
  if (audit) {
    roots.audit = rootOf(audit.audit);
    for (const part of auditParts) {
      const file = audit[part];
      if (file) roots[part] = rootOf(file);
    }
  }
  const file = folder.certificates;
  // The certificate that this audit's decision granted: what its report may speak of.
  const at = certificate ?? file?.value.findIndex((one) => one.audit === audit?.name) ?? -1;
  if (file && audit && at >= 0) roots.cert = rootOf(file, at);
  return { ...roots, ...own, ...(asks.name === 'case' ? {} : { [asks.name]: asks.root }) };
}

/** Where its decision granted none, an audit speaks of the certificate in force on the document’s day: a surveillance, of its own. */
function withCertificate(
  roots: Partial<Record<RootName, Root>>,
  folder: CaseFolder,
  audit: AuditFolder | undefined,
  date: string,
): Partial<Record<RootName, Root>> {
  const file = folder.certificates;
  if (roots.cert || !file || !audit || date === '') return roots;
  const at = file.value.findLastIndex(({ issued, validTo }) => issued !== undefined && issued <= date && (validTo ?? date) >= date);
  return at < 0 ? roots : { ...roots, cert: rootOf(file, at) };
}

function withStates(roots: Partial<Record<RootName, Root>>, folder: CaseFolder, date: string): Partial<Record<RootName, Root>> {
  const { client, sites, headcount } = folder.case.value;
  const state = (of: 'client' | 'sites' | 'headcount', i: number | undefined, ...rest: string[]): Partial<Record<RootName, Root>> =>
    i === undefined ? {} : { [of]: rootOf(folder.case, of, i, ...rest) };
  return {
    ...roots,
    ...state('client', stateOn(client, date)),
    ...state('sites', stateOn(sites, date), 'list'),
    ...state('headcount', stateOn(headcount, date)),
  };
}

/** A single fact: `plan.date`. */
export function factIn(roots: Readonly<Partial<Record<RootName, Root>>>, fact: string, of: 'value' | 'tracked' = 'value'): unknown {
  const [root = '', ...keys] = fact.split('.');
  return keys.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Readonly<Record<string, unknown>>)[key] : undefined,
    roots[root as RootName]?.[of],
  );
}

/** Where a record asks for a document: its file, or its entry in one. */
export const placeOfAsking = ({ project, asks }: Pick<DocumentScope, 'project' | 'asks'>): Place =>
  placeIn(
    project.root,
    asks.file,
    pathOf(asks.pointer).map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
  );

const optional = <K extends RecordKind>(...files: readonly (RecordFile<K> | undefined)[]): RecordFile<K>[] =>
  files.filter((file): file is RecordFile<K> => file !== undefined);
