/**
 * What loading yields: a project as values with places, and the packs that its cases name.
 *
 * In:  nothing. Out: types.
 */
import type { RecordKind, RecordOf } from '../../schemas/record/index.js';
import type { Body, ContentsFile, SchemeFile, Standard, Wording } from '../../schemas/pack/index.js';
import type { Source, TrackedValue } from './tracked.js';

/** One record file that parsed and has its shape. A file that does not is absent, and its diagnostics say why. */
export interface RecordFile<K extends RecordKind = RecordKind> {
  readonly kind: K;
  /** Relative to the project folder, forward slashes. */
  readonly file: string;
  /** File name without extension: the id of a nonconformity. */
  readonly name: string;
  readonly value: RecordOf<K>;
  readonly tracked: TrackedValue;
  readonly source: Source;
  readonly sha256: string;
}
export interface AuditFolder {
  readonly name: string;
  readonly audit: RecordFile<'audit'>;
  readonly plan?: RecordFile<'plan'>;
  readonly notice?: RecordFile<'notice'>;
  readonly report?: RecordFile<'report'>;
  readonly review?: RecordFile<'review'>;
  readonly decision?: RecordFile<'decision'>;
  readonly findings: readonly RecordFile<'findings'>[];
  readonly nonconformities: readonly RecordFile<'nonconformity'>[];
  /** Files of this audit that exist but could not be read: no document is made from them. */
  readonly broken: readonly string[];
}
/** A file under `evidence/`, read when a record refers to it. */
export interface EvidenceFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}
export interface CaseFolder {
  readonly name: string;
  /** Relative to the project folder. */
  readonly folder: string;
  readonly case: RecordFile<'case'>;
  readonly certificates?: RecordFile<'certificates'>;
  readonly events?: RecordFile<'events'>;
  readonly documents?: RecordFile<'documents'>;
  readonly audits: readonly AuditFolder[];
  /** By path relative to the case folder. */
  readonly evidence: ReadonlyMap<string, EvidenceFile>;
  readonly broken: readonly string[];
}
export interface Project {
  /** Absolute. */
  readonly root: string;
  readonly config?: RecordFile<'project'>;
  readonly people?: RecordFile<'people'>;
  readonly cases: readonly CaseFolder[];
  readonly broken: readonly string[];
}

/** A scheme in one version, with its body and standard. */
export interface Scheme {
  readonly id: string;
  readonly version: string;
  readonly scheme: SchemeFile;
  readonly body: Body;
  readonly standard: Standard;
  readonly contents: ContentsFile;
  readonly wording: readonly Wording[];
  /** Every file that it was read from, for the manifest. */
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
}
