/**
 * What loading yields: a project as values with places, and the packs that its cases name.
 *
 * In:  nothing. Out: types.
 */
import type { RecordKind, RecordOf } from '../../schemas/record/index.js';
import type { ArchiveRules } from '../../schemas/pack/archive.js';
import type { GenericCheck, Rule } from '../../schemas/pack/rules.js';
import type { Body, ContentsFile, SchemeFile, Standard, Wording } from '../../schemas/pack/index.js';
import type { Source, TrackedValue } from './tracked.js';

/** One record file that is correct YAML. A file that is not is absent, and its diagnostics say why. */
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
  readonly audits: readonly AuditFolder[];
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
  /** In the order of their folders; of those asked for. */
  readonly cases: readonly CaseFolder[];
  /** Where only some were asked for, the others' audits on the same days. */
  readonly bystanders?: readonly Pick<CaseFolder, 'name' | 'folder' | 'audits'>[];
  /** As in `AuditFolder`: `certpress.yaml`, `people.yaml`, and cases whose `case.yaml` could not be read. */
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
  /** None where the scheme has no `rules.yaml` yet. */
  readonly rules: readonly Rule[];
  /** Checks that are no rows: `schemas/schemes/generic.yaml`. */
  readonly generic: readonly GenericCheck[];
  /** What must be kept, and how long: `archive.yaml`. */
  readonly archive?: ArchiveRules;
  /** Every file that it was read from, for the manifest. */
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
}

/** The schemes that a project's cases name, by `schemeKey`. */
export type SchemeTable = ReadonlyMap<string, Scheme>;
export const schemeKey = (id: string, version: string): string => `${id}/${version}`;
