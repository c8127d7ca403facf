/** The record files of a case, in one order: the case's own, then each audit's. */
import type { AuditFolder, CaseFolder, RecordFile } from './types.js';

const present = (files: readonly (RecordFile | undefined)[]): RecordFile[] =>
  files.filter((file): file is RecordFile => file !== undefined);

export const filesOfAudit = (audit: AuditFolder): RecordFile[] =>
  present([
    audit.audit,
    audit.plan,
    audit.notice,
    ...audit.findings,
    ...audit.nonconformities,
    audit.report,
    audit.review,
    audit.decision,
    ...audit.papers,
  ]);

export const filesOf = (folder: CaseFolder): RecordFile[] => [
  ...present([folder.case, folder.certificates, folder.events, folder.documents, folder.register]),
  ...folder.papers,
  ...folder.audits.flatMap(filesOfAudit),
];

/** The record files whose text is printed. */
export const printedFilesOf = (folder: CaseFolder): RecordFile[] => [
  ...present([folder.case, folder.certificates]),
  ...folder.papers,
  ...folder.audits.flatMap((a) =>
    present([a.audit, a.plan, a.notice, a.report, a.review, a.decision, ...a.findings, ...a.nonconformities, ...a.papers]),
  ),
];
