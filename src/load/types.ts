/**
 * What loading yields: a project as values with places.
 *
 * In:  nothing. Out: types.
 */
import type { RecordKind, RecordOf, Shape } from '../../schemas/record/index.js';
import type { Source, TrackedValue } from '../files/tracked.js';

/** One record file that is correct YAML. A file that is not is absent, and its diagnostics say why. */
export interface RecordFile<K extends RecordKind = RecordKind> {
  readonly kind: K;
  /** That of its kind; of a paper, as the definition of its document has it. */
  readonly shape: Shape;
  /** Relative to the project folder, forward slashes. */
  readonly file: string;
  /** File name without extension: the id of a nonconformity. */
  readonly name: string;
  readonly value: RecordOf<K>;
  readonly tracked: TrackedValue;
  readonly source: Source;
  readonly sha256: string;
  /**
   * JSON Pointers of what does not have its shape (an unknown key, a number where a code is due): `value` and `tracked`
   * are without it, so that the contents can be checked all the same; no document is made from such a file.
   */
  readonly misshapen: readonly string[];
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
  readonly papers: readonly RecordFile<'paper'>[];
  /** Files of this audit that exist but have errors (relative to the project folder): no document is made from them. */
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
  /** `evidence.yaml`; the files themselves are in `evidence`. */
  readonly register?: RecordFile<'evidence'>;
  /** Which English was written for which Chinese: no record of what was done, and so none of `filesOf`. */
  readonly translations?: RecordFile<'translations'>;
  readonly audits: readonly AuditFolder[];
  /** Those of its own; an audit's lie with the audit. */
  readonly papers: readonly RecordFile<'paper'>[];
  /** By path as the records write it: from the case folder, or from its `evidence/`. */
  readonly evidence: ReadonlyMap<string, EvidenceFile>;
  /** As in `AuditFolder`: files of the case itself, and audits whose `audit.yaml` could not be read. */
  readonly broken: readonly string[];
}
export interface Project {
  /** Absolute. */
  readonly root: string;
  readonly config?: RecordFile<'project'>;
  readonly people?: RecordFile<'people'>;
  /** Notices of holidays, `calendars/cn-<year>.yaml`. */
  readonly calendars?: readonly RecordFile<'calendar'>[];
  /** Pictures of the body, by their path as `certpress.yaml` writes it. */
  readonly bodyPictures?: ReadonlyMap<string, EvidenceFile>;
  /** PEM files with the roots for people's signatures. */
  readonly peopleRoots?: readonly EvidenceFile[];
  /** In the order of their folders; of those asked for. */
  readonly cases: readonly CaseFolder[];
  /** Where only some were asked for, the others' audits on the same days. */
  readonly bystanders?: readonly Pick<CaseFolder, 'name' | 'folder' | 'audits'>[];
  /** As in `AuditFolder`: `certpress.yaml`, `people.yaml`, and cases whose `case.yaml` could not be read. */
  readonly broken: readonly string[];
}
