/** All samples with their schemes, and what a project is when one of its files reads differently. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { track } from '../../src/files/tracked.js';
import type { CaseFolder, Project, RecordFile } from '../../src/load/types.js';
import type { SchemeTable } from '../../src/packs/types.js';
import { documentOf, yamlFromBytes } from '../../src/files/yaml-file.js';
import { packageInfo } from '../../src/program/package-info.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import type { DocumentScope } from '../../src/validate/scope.js';

export interface Samples {
  readonly project: Project;
  readonly schemes: SchemeTable;
  readonly scopes: readonly DocumentScope[];
}

export function loadSamples(folder = join(packageInfo().root, 'samples')): Samples {
  const project = loadProject(folder).value;
  if (!project) throw new Error(`no project at ${folder}`);
  const schemes = loadSchemes(project, packageInfo().root).value ?? new Map();
  return { project, schemes, scopes: project.cases.flatMap((one) => documentsOf(project, one, schemes)) };
}

/** The same file with the nodes at some paths taken out of its YAML, as someone would who deletes those lines. */
export function without(project: Project, file: RecordFile, pointers: readonly string[]): RecordFile {
  const path = join(project.root, file.file);
  const document = documentOf({ path, text: readFileSync(path, 'utf8') });
  // From the end, so that the items before keep their numbers.
  for (const pointer of [...pointers].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))) {
    document.deleteIn(
      pointer
        .split('/')
        .slice(1)
        .map((token) => (/^\d+$/.test(token) ? Number(token) : token)),
    );
  }
  const read = yamlFromBytes({ path, file: file.file, root: project.root, shape: file.shape }, Buffer.from(String(document))).value;
  if (!read) throw new Error(`${file.file} is no longer YAML`);
  return { ...file, ...read, value: read.value as RecordFile['value'], tracked: track(read.value, read.source) };
}

/** The scope as it is when files read differently; undefined where its document is no longer asked for. */
export function scopeWith({ project, schemes }: Samples, scope: DocumentScope, files: readonly RecordFile[]): DocumentScope | undefined {
  const swap = <F extends RecordFile | undefined>(file: F): F => (files.find((one) => one.file === file?.file) ?? file) as F;
  const folder: CaseFolder = {
    ...scope.case,
    case: swap(scope.case.case),
    ...(scope.case.certificates ? { certificates: swap(scope.case.certificates) } : {}),
    ...(scope.case.events ? { events: swap(scope.case.events) } : {}),
    papers: scope.case.papers.map(swap),
    audits: scope.case.audits.map((audit) => ({
      ...audit,
      audit: swap(audit.audit),
      papers: audit.papers.map(swap),
      findings: audit.findings.map(swap),
      nonconformities: audit.nonconformities.map(swap),
      ...Object.fromEntries(
        (['plan', 'notice', 'report', 'review', 'decision'] as const).flatMap((key) => (audit[key] ? [[key, swap(audit[key])]] : [])),
      ),
    })),
  };
  const { file, pointer } = scope.asks;
  return documentsOf(project, folder, schemes).find(
    (one) =>
      one.kind === scope.kind && one.asks.file.file === file.file && one.asks.pointer === pointer && one.audit?.name === scope.audit?.name,
  );
}
