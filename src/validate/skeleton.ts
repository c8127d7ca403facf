/**
 * Skeletons of projects and cases.
 *
 * In:  a folder; for a case, the scheme and what the case begins with. Out: the files written. What is there already is
 *      never written over: where any file exists, nothing is written at all.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { AuditKind, RecordKind } from '../../schemas/record/index.js';
import { recordFiles } from '../../schemas/record/index.js';
import type { Content, DocumentKind } from '../../schemas/pack/index.js';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { findCases } from '../load/find-cases.js';
import { whyUnreadable } from '../load/read-file.js';
import { listSchemes, loadScheme } from '../load/scheme.js';
import type { Scheme } from '../load/types.js';
import { packageInfo } from '../package-info.js';
import { skeletonText } from './skeleton-text.js';

export type CaseType = 'initial' | 'surveillance' | 'recertification';
export interface NewCase {
  /** The case's folder. */
  readonly folder: string;
  readonly scheme: string;
  readonly type: CaseType;
  /** The project; the nearest folder above with a certpress.yaml, unless given. */
  readonly project?: string;
}

/** The audits that a case of a type begins with. */
const auditsOf: Readonly<Record<CaseType, readonly { readonly name: string; readonly kind: AuditKind; readonly stage1?: string }[]>> = {
  initial: [{ name: 'stage-1', kind: 'I1' }, { name: 'stage-2', kind: 'I2', stage1: 'stage-1' }],
  surveillance: [{ name: 'surveillance-1', kind: 'S' }],
  recertification: [{ name: 'recertification', kind: 'R' }],
};
/** Which file asks for which document. */
const filesOfDocuments: readonly { readonly file: RecordKind; readonly document: DocumentKind; readonly for: readonly AuditKind[] }[] = [
  { file: 'plan', document: 'audit-plan', for: ['I1', 'I2', 'S', 'R'] },
  { file: 'notice', document: 'stage-1-notice', for: ['I1'] },
  { file: 'report', document: 'audit-report', for: ['I2', 'S', 'R'] },
];

export function newProject(folder: string): Outcome<readonly string[]> {
  const root = resolve(folder);
  return write(new Map([
    [join(root, 'certpress.yaml'), [
      '# certpress 项目：认证机构的设置 / A certpress project: settings of the certification body', '',
      'lang: zh-en  # 文件的语言：zh、en 或 zh-en / Languages of the documents: zh, en or zh-en',
      '# asOf: 2025-12-31  判定日，缺省为今天 / The day to judge on; today, unless given',
      '# layouts: layouts  本机构自己的版式、标签和主题 / The house\'s own layouts, labels and theme', '',
    ].join('\n')],
    [join(root, 'people.yaml'), [
      '# 人员：审核员、技术专家、评定和决定人员，以代号列出 / People, each under an id that other records refer to', '#',
      '# lin-wan:', '#   name: { zh: 林晚, en: Lin Wan }', '#   registrations:',
      '#     - { from: 2024-01-01, scheme: QMS, number: "2024-N1QMS-1234567", grade: auditor, validTo: 2027-01-01 }',
      '#   bcmsTraining: { on: 2023-05-10, passed: true, standard: "ISO 22301:2019" }',
      '#   employment: { fullTime: true, underControl: true, inMainlandChina: true, from: 2022-01-01 }', '',
    ].join('\n')],
  ]));
}

export function newCase(request: NewCase): Outcome<readonly string[]> {
  const folder = resolve(request.folder);
  const project = request.project === undefined ? projectAbove(dirname(folder)) : resolve(request.project);
  if (project === undefined || !existsSync(join(project, 'certpress.yaml'))) {
    return { diagnostics: [{
      code: 'project-missing', severity: 'error', place: { file: folder },
      message: { zh: '案卷要放在项目里：上级文件夹中没有 certpress.yaml', en: 'A case lies in a project: no folder above has a certpress.yaml' },
    }] };
  }
  const root = packageInfo().root;
  const versions = listSchemes(root).filter((scheme) => scheme.id === request.scheme).map(({ id, version }) => loadScheme(id, version, root));
  const scheme = versions.flatMap((one) => one.value ?? []).sort((a, b) => (a.scheme.from < b.scheme.from ? 1 : -1))[0];
  if (!scheme) return { diagnostics: versions.length > 0 ? versions.flatMap((one) => one.diagnostics) : loadScheme(request.scheme, 'latest', root).diagnostics };
  const same = (findCases(project).value ?? []).find((one) => basename(one).toLowerCase() === basename(folder).toLowerCase() && join(project, one) !== folder);
  if (same !== undefined) {
    return { diagnostics: [{
      code: 'name-twice', severity: 'error', place: { file: folder }, related: [{ file: join(project, same) }],
      message: { zh: `项目中已有案卷 ${same}`, en: `The project has a case ${same} already` },
    }] };
  }
  return write(caseFiles(request, scheme, folder));
}

function caseFiles({ type }: NewCase, scheme: Scheme, folder: string): Map<string, string> {
  const files = new Map<string, string>();
  const audits = auditsOf[type];
  const title = `${scheme.id} ${scheme.version} ${scheme.scheme.document.title.zh} / ${scheme.scheme.document.title.en}`;
  const rowsFor = (kinds: readonly AuditKind[], documents: readonly DocumentKind[]): Content[] => documents
    .filter((document) => scheme.scheme.documents[document])
    .flatMap((document) => (scheme.contents[document] ?? []).flatMap((group) => group.contents))
    .filter((content) => !content.for || content.for.some((kind) => kinds.includes(kind)));
  const add = (kind: RecordKind, way: readonly string[], kinds: readonly AuditKind[], documents: readonly DocumentKind[], preset: Readonly<Record<string, string>>, about: readonly string[]): void => {
    const path = join(folder, ...way);
    const schema = schemaLine(kind, scheme.id, path);
    const text = skeletonText({ kind, rows: rowsFor(kinds, documents), preset, opening: [title, ...about] });
    files.set(path, schema === undefined ? text : `${schema}\n${text}`);
  };
  const all: readonly DocumentKind[] = ['audit-plan', 'stage-1-notice', 'audit-report', 'nonconformity-report', 'certificate'];
  const kinds = audits.map((audit) => audit.kind);
  add('case', ['case.yaml'], kinds, all, { scheme: scheme.id }, ['认证项目 / The case', '* 认证规则要求 / asked for by the scheme']);
  add('certificates', ['certificates.yaml'], kinds, ['certificate'], {}, ['证书（决定之后填写）/ Certificates, once decided']);
  add('events', ['events.yaml'], kinds, [], {}, ['事件，只追加 / Events, append-only']);
  add('documents', ['documents.yaml'], kinds, [], {}, ['文件登记，只追加 / Register of issued documents, append-only']);
  for (const audit of audits) {
    const at = ['audits', audit.name];
    add('audit', [...at, 'audit.yaml'], [audit.kind], all, { kind: audit.kind, version: scheme.version, ...(audit.stage1 === undefined ? {} : { stage1: audit.stage1 }) }, [`审核 / The audit`]);
    for (const { file, document, for: asksFor } of filesOfDocuments) {
      const has = scheme.scheme.documents[document];
      if (!has || (has.for && !has.for.includes(audit.kind)) || !asksFor.includes(audit.kind)) continue;
      add(file, [...at, recordFiles[file].file ?? ''], [audit.kind], [document], {}, [`${has.title.zh} / ${has.title.en}`]);
    }
    if (files.has(join(folder, ...at, 'report.yaml'))) {
      add('findings', [...at, 'findings', 'findings.yaml'], [audit.kind], ['audit-report'], {}, ['审核发现（每位审核员一个文件）/ Findings, one file for each auditor']);
    }
    // Files that say something only once they exist: to be renamed when they do.
    add('nonconformity', [...at, 'nonconformities', 'NC-01.yaml.sample'], [audit.kind], ['nonconformity-report'], {}, ['有不符合时改名为 NC-01.yaml / Rename to NC-01.yaml once there is a nonconformity']);
    if (audit.kind !== 'I1') {
      add('review', [...at, 'review.yaml.sample'], [audit.kind], ['certificate'], {}, ['评定时改名为 review.yaml / Rename to review.yaml at the review']);
      add('decision', [...at, 'decision.yaml.sample'], [audit.kind], ['certificate'], {}, ['决定时改名为 decision.yaml / Rename to decision.yaml at the decision']);
    }
  }
  return files;
}

function projectAbove(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'certpress.yaml'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Tells an editor the JSON Schema, where a folder above holds those that `certpress schema` writes. */
function schemaLine(kind: RecordKind, scheme: string, file: string): string | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const schema = join(folder, 'schemas', 'json', scheme, `${kind}.json`);
    if (existsSync(schema)) return `# yaml-language-server: $schema=${relative(dirname(file), schema).split('\\').join('/')}`;
  }
  return undefined;
}

function write(files: ReadonlyMap<string, string>): Outcome<readonly string[]> {
  const there = [...files.keys()].filter((file) => existsSync(file));
  if (there.length > 0) {
    return { diagnostics: there.map((file): Diagnostic => ({
      code: 'file-exists', severity: 'error', place: { file },
      message: { zh: `${basename(file)} 已经存在，没有写任何文件`, en: `${basename(file)} exists already; nothing was written` },
    })) };
  }
  for (const [file, text] of files) {
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { flag: 'wx' });
    } catch (error) {
      return { diagnostics: [{ code: 'output-failed', severity: 'error', place: { file }, message: whyUnreadable(error) }] };
    }
  }
  return ok([...files.keys()]);
}
