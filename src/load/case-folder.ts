/**
 * One case: all record files of its folder.
 *
 * In:  the project's folder, the case's path from there. Out: `CaseFolder`, without its evidence; what is wrong with any
 *      file. A broken file is named in `broken`, and leaves the others usable.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordShapes } from '../../schemas/record/added-fields.js';
import { recordFiles, recordSchemas, type RecordKind } from '../../schemas/record/index.js';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { listFolder, type Listing } from '../files/folder.js';
import { loadRecord } from './record-file.js';
import { didYouMean } from '../files/shape-issues.js';
import { loadPaper, paperFolder } from './papers.js';
import { unknownSchemes, type KindsOfPaper, type RecordsOf } from './records-of.js';
import type { AuditFolder, CaseFolder, RecordFile } from './types.js';

const stem = (file: string): string => file.replace(/\.ya?ml$/i, '');

/** Reads the files of one folder and keeps count of what is wrong. */
class Reader {
  readonly diagnostics: Diagnostic[] = [];
  readonly broken: string[] = [];
  constructor(readonly root: string) {}

  /** `shapes`: those of the scheme, where it adds fields. */
  record<K extends RecordKind>(kind: K, file: string, shapes: RecordShapes): RecordFile<K> | undefined {
    return this.keep(file, loadRecord(kind, this.root, file, shapes[kind]));
  }

  private keep<K extends RecordKind>(file: string, loaded: Outcome<RecordFile<K>>): RecordFile<K> | undefined {
    this.diagnostics.push(...loaded.diagnostics);
    if (!loaded.value || loaded.diagnostics.some((d) => d.severity === 'error')) this.broken.push(file);
    return loaded.value;
  }

  list(folder: string): Listing {
    const listing = listFolder(join(this.root, folder), this.root);
    this.diagnostics.push(...listing.diagnostics);
    if (!listing.value) this.broken.push(folder);
    return listing.value ?? { files: [], folders: [] };
  }

  /** All files of a folder that holds one kind. */
  all<K extends RecordKind>(kind: K, folder: string, shapes: RecordShapes): RecordFile<K>[] {
    const { files } = this.list(folder);
    this.unknown(folder, files, []);
    return files.filter((file) => file.endsWith('.yaml')).flatMap((file) => this.record(kind, `${folder}/${file}`, shapes) ?? []);
  }

  papers(folder: string, at: 'case' | 'audit', kinds: () => KindsOfPaper | undefined): RecordFile<'paper'>[] {
    const { files } = this.list(folder);
    this.unknown(folder, files, []);
    return files
      .filter((file) => file.endsWith('.yaml'))
      .flatMap((file) => this.keep(`${folder}/${file}`, loadPaper(this.root, `${folder}/${file}`, at, kinds())) ?? []);
  }

  /** YAML files under names that nothing reads: likely a slip, and the records in them would be missed silently. */
  unknown(folder: string, files: readonly string[], known: readonly string[]): void {
    for (const file of files) {
      if (known.includes(file) || !/\.ya?ml$/i.test(file) || (known.length === 0 && file.endsWith('.yaml'))) continue;
      const near = known.length === 0 ? stem(file) : didYouMean(stem(file), known.map(stem));
      this.diagnostics.push({
        code: 'file-unknown',
        severity: 'warning',
        place: { file: join(this.root, folder, file), line: 1, column: 1 },
        message: { zh: `不认识 ${file}，其中的记录没有读取`, en: `${file} is not known here; what it records was not read` },
        ...(near === undefined
          ? { help: { zh: `这里可以有：${known.join('、')}。`, en: `Known here: ${known.join(', ')}.` } }
          : { help: { zh: `是否应为 ${near}.yaml？`, en: `Did you mean ${near}.yaml?` } }),
      });
    }
  }
}

const namesAt = (at: 'case' | 'audit'): string[] =>
  Object.values(recordFiles).flatMap((one) => (one.at === at && one.file !== undefined ? [one.file] : []));

/**
 * `folder` is relative to `root`, with forward slashes; `recordsOf`: which papers the schemes have, and which fields they add. The value is
 * absent where `case.yaml` could not be read.
 */
export function loadCase(root: string, folder: string, recordsOf: RecordsOf = unknownSchemes): Outcome<CaseFolder> {
  const reader = new Reader(root);
  const { files, folders } = reader.list(folder);
  reader.unknown(folder, files, namesAt('case'));
  const auditFolders = folders.includes('audits') ? reader.list(`${folder}/audits`).folders : [];
  const scheme = loadRecord('case', root, `${folder}/case.yaml`).value?.value.scheme;
  const shapesOf = (versions: readonly string[]): RecordShapes =>
    scheme === undefined ? recordSchemas : recordsOf.shapes(scheme, versions);
  // The files of the case speak of what was done under each version.
  const shapes = shapesOf(versionsIn(root, folder, auditFolders, files));
  const file = reader.record('case', `${folder}/case.yaml`, shapes);
  const read = <K extends 'certificates' | 'events' | 'documents' | 'evidence' | 'translations'>(kind: K): RecordFile<K> | undefined =>
    files.includes(`${kind}.yaml`) ? reader.record(kind, `${folder}/${kind}.yaml`, shapes) : undefined;
  const certificates = read('certificates');
  const events = read('events');
  const documents = read('documents');
  const register = read('evidence');
  const translations = read('translations');
  const kindsOf = (version: string | undefined): KindsOfPaper | undefined =>
    scheme === undefined ? undefined : recordsOf.papers(scheme, version);
  const audits = auditFolders.flatMap((name) => loadAudit(reader, `${folder}/audits/${name}`, name, kindsOf, shapesOf) ?? []);
  // The case is kept by the version of its first audit; before there is one, by the newest.
  const papers = folders.includes(paperFolder)
    ? reader.papers(`${folder}/${paperFolder}`, 'case', () => kindsOf(firstVersion(audits)))
    : [];
  if (!file) return { diagnostics: reader.diagnostics };
  return ok(
    {
      name: folder.split('/').at(-1) ?? folder,
      folder,
      case: file,
      audits,
      papers,
      evidence: new Map(),
      broken: reader.broken,
      ...(certificates ? { certificates } : {}),
      ...(events ? { events } : {}),
      ...(documents ? { documents } : {}),
      ...(register ? { register } : {}),
      ...(translations ? { translations } : {}),
    },
    reader.diagnostics,
  );
}

/** The versions that audits and certificates name; what is wrong with their files is said when they are read in their shape. */
function versionsIn(root: string, folder: string, audits: readonly string[], files: readonly string[]): string[] {
  const named = [
    ...audits
      .map((name) => `${folder}/audits/${name}/audit.yaml`)
      .filter((file) => existsSync(join(root, file)))
      .map((file) => loadRecord('audit', root, file).value?.value.version),
    ...(files.includes('certificates.yaml')
      ? (loadRecord('certificates', root, `${folder}/certificates.yaml`).value?.value ?? [])
      : []
    ).map(({ version }) => version),
  ];
  return [...new Set(named.filter((version) => version !== undefined))];
}

const firstVersion = (audits: readonly AuditFolder[]): string | undefined =>
  [...audits]
    .filter(({ audit }) => audit.value.version !== undefined)
    .sort((a, b) => ((a.audit.value.start ?? '9999') < (b.audit.value.start ?? '9999') ? -1 : 1))[0]?.audit.value.version;

function loadAudit(
  of: Reader,
  folder: string,
  name: string,
  kindsOf: (version: string | undefined) => KindsOfPaper | undefined,
  shapesOf: (versions: readonly string[]) => RecordShapes,
): AuditFolder | undefined {
  const reader = new Reader(of.root);
  const { files, folders } = reader.list(folder);
  reader.unknown(folder, files, namesAt('audit'));
  const has = (file: string): boolean => files.includes(file);
  if (!has('audit.yaml')) {
    // A folder without any record is not an audit, but nothing to complain of either.
    if (files.length + folders.length > 0) {
      of.diagnostics.push({
        code: 'file-missing',
        severity: 'error',
        place: { file: join(of.root, folder, 'audit.yaml'), line: 1, column: 1 },
        message: { zh: `审核 ${name} 缺少 audit.yaml`, en: `The audit ${name} has no audit.yaml` },
        help: {
          zh: '建立 audit.yaml，写明 kind（审核类型）和 version（认证规则版本）。',
          en: 'Make audit.yaml with kind (the kind of audit) and version (of the scheme).',
        },
      });
      of.broken.push(`${folder}/audit.yaml`);
    }
  }
  const version = has('audit.yaml') ? loadRecord('audit', of.root, `${folder}/audit.yaml`).value?.value.version : undefined;
  const shapes = shapesOf(version === undefined ? [] : [version]);
  const audit = has('audit.yaml') ? reader.record('audit', `${folder}/audit.yaml`, shapes) : undefined;
  const read = <K extends 'plan' | 'notice' | 'report' | 'review' | 'decision'>(kind: K): RecordFile<K> | undefined =>
    has(`${kind}.yaml`) ? reader.record(kind, `${folder}/${kind}.yaml`, shapes) : undefined;
  const plan = read('plan');
  const notice = read('notice');
  const report = read('report');
  const review = read('review');
  const decision = read('decision');
  const findings = folders.includes('findings') ? reader.all('findings', `${folder}/findings`, shapes) : [];
  const nonconformities = folders.includes('nonconformities') ? reader.all('nonconformity', `${folder}/nonconformities`, shapes) : [];
  const papers = folders.includes(paperFolder)
    ? reader.papers(`${folder}/${paperFolder}`, 'audit', () =>
        audit?.value.version === undefined ? undefined : kindsOf(audit.value.version),
      )
    : [];
  of.diagnostics.push(...reader.diagnostics);
  if (!audit) {
    of.broken.push(...reader.broken);
    return undefined;
  }
  return {
    name,
    audit,
    findings,
    nonconformities,
    papers,
    broken: reader.broken,
    ...(plan ? { plan } : {}),
    ...(notice ? { notice } : {}),
    ...(report ? { report } : {}),
    ...(review ? { review } : {}),
    ...(decision ? { decision } : {}),
  };
}
