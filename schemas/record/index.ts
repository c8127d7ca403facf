/** All record files and their shapes, by file name. */
import type { z } from 'zod';
import { auditSchema, noticeSchema, planSchema } from './audit.js';
import { calendarSchema } from './calendar.js';
import { caseSchema } from './case.js';
import { certificatesSchema, documentsSchema, eventsSchema } from './certificates.js';
import { evidenceSchema } from './evidence.js';
import { findingsSchema, nonconformitySchema } from './findings.js';
import { paperSchema } from './paper.js';
import { peopleSchema, projectSchema } from './project.js';
import { translationsSchema } from './translations.js';
import { decisionSchema, reportSchema, reviewSchema } from './report.js';

export { auditKinds, type AuditKind } from './kinds.js';
export { fieldMeta, type FieldKind, type FieldMeta } from './fields.js';
export * from './shape.js';

/** Kind of record file to shape. */
export const recordSchemas = {
  project: projectSchema,
  people: peopleSchema,
  calendar: calendarSchema,
  case: caseSchema,
  audit: auditSchema,
  plan: planSchema,
  notice: noticeSchema,
  findings: findingsSchema,
  nonconformity: nonconformitySchema,
  paper: paperSchema,
  report: reportSchema,
  review: reviewSchema,
  decision: decisionSchema,
  certificates: certificatesSchema,
  events: eventsSchema,
  documents: documentsSchema,
  evidence: evidenceSchema,
  translations: translationsSchema,
} as const;
export type RecordKind = keyof typeof recordSchemas;
export type RecordOf<K extends RecordKind> = z.output<(typeof recordSchemas)[K]>;

/** Where each kind lies: a file name, or a folder of files; `project` at the project's root, `case` in the case, `audit` in the audit. */
export const recordFiles: Record<
  RecordKind,
  { readonly at: 'project' | 'case' | 'audit'; readonly file?: string; readonly folder?: string }
> = {
  project: { at: 'project', file: 'certpress.yaml' },
  people: { at: 'project', file: 'people.yaml' },
  calendar: { at: 'project', folder: 'calendars' },
  case: { at: 'case', file: 'case.yaml' },
  certificates: { at: 'case', file: 'certificates.yaml' },
  events: { at: 'case', file: 'events.yaml' },
  documents: { at: 'case', file: 'documents.yaml' },
  evidence: { at: 'case', file: 'evidence.yaml' },
  translations: { at: 'case', file: 'translations.yaml' },
  audit: { at: 'audit', file: 'audit.yaml' },
  plan: { at: 'audit', file: 'plan.yaml' },
  notice: { at: 'audit', file: 'notice.yaml' },
  report: { at: 'audit', file: 'report.yaml' },
  review: { at: 'audit', file: 'review.yaml' },
  decision: { at: 'audit', file: 'decision.yaml' },
  findings: { at: 'audit', folder: 'findings' },
  nonconformity: { at: 'audit', folder: 'nonconformities' },
  /** Of a case, or of one of its audits. */
  paper: { at: 'case', folder: 'papers' },
};
