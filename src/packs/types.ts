/**
 * What reading a pack yields.
 *
 * In:  nothing. Out: types.
 */
import type { Stationery } from '../../schemas/stationery.js';
import type { AddedFields } from '../../schemas/pack/added-fields.js';
import type { AuditTime } from '../../schemas/pack/audit-time.js';
import type { ArchiveRules } from '../../schemas/pack/archive.js';
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import type { Body, ContentsFile, SchemeFile, Standard, Wording } from '../../schemas/pack/index.js';
import type { GenericCheck, Rule } from '../../schemas/pack/rules.js';
import type { TableSheet } from '../../schemas/pack/tables.js';
import type { RecordOf } from '../../schemas/record/index.js';
import type { YamlFile } from '../files/yaml-file.js';
import type { PackPlace } from '../load/pack-places.js';

export interface SchemeName {
  readonly id: string;
  readonly version: string;
  /** The folder of packs that it is in. */
  readonly place: PackPlace;
  /** Name of the folder of this version, in that of the scheme. */
  readonly folder: string;
}
/** A file of a pack, and where it lies. */
export interface PackFile<T> extends YamlFile<T> {
  /** Absolute. */
  readonly path: string;
}

/** A scheme in one version, with its body and standard. */
export interface Scheme extends SchemeName {
  readonly scheme: SchemeFile;
  readonly body: Body;
  /** The body's own paper, letterhead and so on, where the project says them. */
  readonly stationery?: Stationery;
  /** The standard in use; of a scheme with several, the first until an audit or a certificate names another (`standard-in-use.ts`). */
  readonly standard: Standard;
  /** All that the scheme has. */
  readonly standards: readonly Standard[];
  /** The documents that the scheme has, and the house for it, by id. */
  readonly documents: ReadonlyMap<string, DocumentDefinition>;
  /** The fields that it, or the house, adds to the records: `fields.yaml`. */
  readonly adds?: AddedFields;
  readonly contents: ContentsFile;
  /** With the number of the standard in use. */
  readonly wording: readonly Wording[];
  /** With `{standard.number}`, as the pack has it. */
  readonly wordingAsWritten: readonly Wording[];
  /** None where the scheme has no `rules.yaml` yet. */
  readonly rules: readonly Rule[];
  /** Checks that are no rows: `schemas/schemes/generic.yaml`. */
  readonly generic: readonly GenericCheck[];
  /** Notices of holidays that the pack carries, by year: `calendars/cn-<year>.yaml`. */
  readonly calendars: ReadonlyMap<number, RecordOf<'calendar'>>;
  /** What must be kept, and how long: `archive.yaml`. */
  readonly archive?: ArchiveRules;
  /** How long an audit takes: `audit-time.yaml`. None where the scheme's text gives no table. */
  readonly auditTime?: AuditTime;
  /** The reports that its text asks for, as sheets of `certpress export`: `tables.yaml`. */
  readonly tables?: readonly TableSheet[];
  /** Every file that it was read from, for the manifest. */
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
}

/** `B/1` lies in a folder `B-1`. */
export const folderOf = (version: string): string => version.replaceAll('/', '-');

/** The schemes that a project's cases name, by `schemeKey`. */
export type SchemeTable = ReadonlyMap<string, Scheme>;
export const schemeKey = (id: string, version: string): string => `${id}/${version}`;
