/**
 * Drafts to a project as the loader yields it, and back.
 *
 * In:  plain values. Out: `Project`. There is no text: thousands of cases are judged without writing and parsing YAML, and a place in one
 * of these files is a pointer, its line the first. That the values are what the loader would give is checked against the shapes.
 */
import type { z } from 'zod';
import { recordSchemas, type RecordKind, type RecordOf } from '../../schemas/record/index.js';
import { noSpots } from '../../src/files/spots.js';
import { track, type Source, type TrackedValue } from '../../src/files/tracked.js';
import type { AuditFolder, CaseFolder, Project, RecordFile } from '../../src/load/types.js';
import { filesOf } from '../../src/load/walk.js';
import type { AuditDraft, CaseDraft, PaperDrafts } from './drafts.js';

export function recordFile<K extends RecordKind>(
  kind: K,
  file: string,
  value: RecordOf<K>,
  shape: z.ZodType = recordSchemas[kind],
): RecordFile<K> {
  let source: Source | undefined;
  let tracked: TrackedValue;
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.yaml$/, '');
  return {
    kind,
    shape,
    file,
    name,
    value,
    sha256: '',
    misshapen: [],
    get source() {
      return (source ??= { file, spots: noSpots });
    },
    get tracked() {
      return (tracked ??= track(value, this.source));
    },
  };
}

const auditFolder = (of: CaseDraft, draft: AuditDraft): AuditFolder => {
  const at = `${of.folder}/audits/${draft.name}`;
  const all = <K extends 'findings' | 'nonconformity'>(kind: K, folder: string, files: Record<string, RecordOf<K>>): RecordFile<K>[] =>
    Object.entries(files).map(([name, value]) => recordFile(kind, `${at}/${folder}/${name}.yaml`, value));
  return {
    name: draft.name,
    audit: recordFile('audit', `${at}/audit.yaml`, draft.audit),
    broken: [],
    ...(draft.plan ? { plan: recordFile('plan', `${at}/plan.yaml`, draft.plan) } : {}),
    ...(draft.notice ? { notice: recordFile('notice', `${at}/notice.yaml`, draft.notice) } : {}),
    ...(draft.report ? { report: recordFile('report', `${at}/report.yaml`, draft.report) } : {}),
    ...(draft.review ? { review: recordFile('review', `${at}/review.yaml`, draft.review) } : {}),
    ...(draft.decision ? { decision: recordFile('decision', `${at}/decision.yaml`, draft.decision) } : {}),
    findings: all('findings', 'findings', draft.findings),
    nonconformities: all('nonconformity', 'nonconformities', draft.nonconformities),
    papers: papers(at, draft.papers),
  };
};
const papers = (at: string, drafts: PaperDrafts = {}): RecordFile<'paper'>[] =>
  Object.entries(drafts).map(([name, { value, shape }]) => recordFile('paper', `${at}/papers/${name}.yaml`, value, shape));

export const caseFolder = (draft: CaseDraft, evidence: CaseFolder['evidence'] = new Map()): CaseFolder => ({
  name: draft.name,
  folder: draft.folder,
  case: recordFile('case', `${draft.folder}/case.yaml`, draft.case),
  evidence,
  broken: [],
  papers: papers(draft.folder, draft.papers),
  audits: draft.audits.map((audit) => auditFolder(draft, audit)),
  ...(draft.certificates ? { certificates: recordFile('certificates', `${draft.folder}/certificates.yaml`, draft.certificates) } : {}),
  ...(draft.events ? { events: recordFile('events', `${draft.folder}/events.yaml`, draft.events) } : {}),
  ...(draft.documents ? { documents: recordFile('documents', `${draft.folder}/documents.yaml`, draft.documents) } : {}),
});

export function projectOf(drafts: readonly CaseDraft[], people: RecordOf<'people'>, root = '/lawful'): Project {
  return {
    root,
    config: recordFile('project', 'certpress.yaml', {}),
    people: recordFile('people', 'people.yaml', people),
    cases: drafts.map((draft) => caseFolder(draft)),
    broken: [],
  };
}

/** The records of a loaded case as plain values of their own, to be changed at will. */
export function draftOf(folder: CaseFolder): CaseDraft {
  const copy = <K extends RecordKind>(file: RecordFile<K>): RecordOf<K> => structuredClone(file.value);
  const papersOf = (files: readonly RecordFile<'paper'>[]): PaperDrafts =>
    Object.fromEntries(files.map((file) => [file.name, { value: copy(file), shape: file.shape }]));
  return {
    name: folder.name,
    folder: folder.folder,
    case: copy(folder.case),
    ...(folder.certificates ? { certificates: copy(folder.certificates) } : {}),
    ...(folder.events ? { events: copy(folder.events) } : {}),
    ...(folder.documents ? { documents: copy(folder.documents) } : {}),
    papers: papersOf(folder.papers),
    audits: folder.audits.map((audit) => ({
      name: audit.name,
      audit: copy(audit.audit),
      ...(audit.plan ? { plan: copy(audit.plan) } : {}),
      ...(audit.notice ? { notice: copy(audit.notice) } : {}),
      ...(audit.report ? { report: copy(audit.report) } : {}),
      ...(audit.review ? { review: copy(audit.review) } : {}),
      ...(audit.decision ? { decision: copy(audit.decision) } : {}),
      findings: Object.fromEntries(audit.findings.map((file) => [file.name, copy(file)])),
      nonconformities: Object.fromEntries(audit.nonconformities.map((file) => [file.name, copy(file)])),
      papers: papersOf(audit.papers),
    })),
  };
}

/** What of a project does not have the shape of its file: a generator or a break gone wrong. */
export function misfits(project: Project): string[] {
  const files: readonly (RecordFile | undefined)[] = [project.people, ...project.cases.flatMap(filesOf)];
  return files.flatMap((file) => {
    if (!file) return [];
    const found = file.shape.safeParse(file.value);
    return found.success ? [] : found.error.issues.map((issue) => `${file.file} ${issue.path.join('.')}: ${issue.message}`);
  });
}
