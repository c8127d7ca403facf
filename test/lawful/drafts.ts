/**
 * A case as plain values, before it is a project: what the generator makes, breaks change and the taking-out trims.
 *
 * In:  nothing. Out: types, and small helpers to write texts.
 */
import type { z } from 'zod';
import type { RecordOf } from '../../schemas/record/index.js';
import type { SchemeId } from './windows.js';

/** By file name without extension; the shape is that of the definition that the paper names. */
export type PaperDrafts = Record<string, { value: RecordOf<'paper'>; readonly shape: z.ZodType }>;
export interface AuditDraft {
  readonly name: string;
  audit: RecordOf<'audit'>;
  plan?: RecordOf<'plan'>;
  notice?: RecordOf<'notice'>;
  report?: RecordOf<'report'>;
  review?: RecordOf<'review'>;
  decision?: RecordOf<'decision'>;
  /** By file name without extension. */
  findings: Record<string, RecordOf<'findings'>>;
  nonconformities: Record<string, RecordOf<'nonconformity'>>;
  papers?: PaperDrafts;
}
export interface CaseDraft {
  readonly name: string;
  readonly folder: string;
  case: RecordOf<'case'>;
  audits: AuditDraft[];
  certificates?: RecordOf<'certificates'>;
  events?: RecordOf<'events'>;
  documents?: RecordOf<'documents'>;
  papers?: PaperDrafts;
}
/** A generated case with the people that it names. */
export interface LawfulCase {
  readonly seed: number;
  readonly scheme: SchemeId;
  /** What happens in it, one word each. */
  readonly story: readonly string[];
  readonly draft: CaseDraft;
  readonly people: RecordOf<'people'>;
  /** The programme of each cycle; the record holds the last. */
  readonly programmes: readonly NonNullable<RecordOf<'case'>['programme']>[];
  /** The day of the last fact of the main line. */
  readonly last: string;
}

export type Member = NonNullable<RecordOf<'plan'>['team']>[number];
export type Nc = RecordOf<'nonconformity'>;
export type Event = RecordOf<'events'>[number];
export type Certificate = RecordOf<'certificates'>[number];
export type Person = RecordOf<'people'>[string];
export type Outcome = NonNullable<RecordOf<'decision'>['outcome']>;

export const text = (zh: string, en: string): { zh: string; en: string } => ({ zh, en });

/** The audit's own part of a step's name: `I2` of an initial audit, `S` of a surveillance. */
export const auditOf = (draft: CaseDraft, name: string): AuditDraft => {
  const found = draft.audits.find((audit) => audit.name === name);
  if (!found) throw new Error(`no audit ${name}`);
  return found;
};
