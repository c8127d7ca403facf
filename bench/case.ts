/**
 * The report that is measured: the deepest of the samples, from records in a copy of the project.
 *
 * In:  the samples. Out: a project folder of our own, whose records `renew` gives other words of the same length before each
 * round, so that nothing that certpress, an engine or a library remembers of the round before can be used again; the order to
 * make the report from its loaded and validated records; and the same facts as plain data for the floors.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contextOf } from '../src/compose/context.js';
import { Labels } from '../src/compose/labels.js';
import { hasErrors, type Diagnostic } from '../src/diagnostics/index.js';
import { loadProject } from '../src/load/project.js';
import { loadSchemes } from '../src/packs/schemes-of-project.js';
import { plain } from '../src/files/tracked.js';
import type { Project } from '../src/load/types.js';
import type { Scheme } from '../src/packs/types.js';
import { assetsOf } from '../src/make/assets.js';
import type { Materials } from '../src/make/document.js';
import { loadSchemeTools, type SchemeTools } from '../src/make/scheme-tools.js';
import { versionOf } from '../src/validate/version.js';
import { checkContents, type CheckedContents } from '../src/validate/contents.js';
import { documentsOf } from '../src/validate/documents-of-case.js';
import type { DocumentScope } from '../src/validate/scope.js';
import { wordingOf } from '../src/validate/wording.js';
import { picturesOf, reportData, type ReportData } from './floor/data.js';

const caseFolder = join('wanding', 'qingyu-payment');
const auditFolder = join(caseFolder, 'audits', 'stage-2');
/** The prefix of the client's document numbers; it stands in nearly all of its texts. */
const prefix = /QY(?=-)/g;

export interface LoadedCase {
  readonly scope: DocumentScope;
  readonly contents: CheckedContents;
}

export class SampleCase {
  readonly root = mkdtempSync(join(tmpdir(), 'certpress-bench-'));
  readonly folder = join(this.root, caseFolder);
  private readonly originals = new Map<string, string>();

  constructor(packageRoot: string) {
    cpSync(join(packageRoot, 'samples'), this.root, { recursive: true });
    for (const name of readdirSync(this.root, { recursive: true, encoding: 'utf8' })) {
      if (name.endsWith('.yaml')) this.originals.set(name, readFileSync(join(this.root, name), 'utf8'));
    }
  }
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Other words of the same length in the audit's records; other bytes in every file. */
  renew(round: number): void {
    const letters = String.fromCharCode(65 + (round % 26), 65 + (Math.floor(round / 26) % 26));
    for (const [name, text] of this.originals) {
      writeFileSync(join(this.root, name), `${name.startsWith(auditFolder) ? text.replace(prefix, letters) : text}\n# ${round}\n`);
    }
  }

  /** What `load` measures: the records of the case, read, checked for shape, and checked for what the scheme asks of them. */
  load(schemesOf: (project: Project) => ReadonlyMap<string, Scheme>): LoadedCase {
    const loaded = loadProject(this.root, [this.folder]);
    if (!loaded.value) throw new Error(`the samples do not load: ${said(loaded.diagnostics)}`);
    const project = loaded.value;
    const checked = project.cases
      .flatMap((c) => documentsOf(project, c, schemesOf(project)))
      .map((scope) => ({ scope, contents: checkContents(scope) }));
    const report = checked.find(({ scope }) => scope.kind === 'audit-report' && scope.audit?.name === 'stage-2');
    if (!report || hasErrors(report.contents.diagnostics))
      throw new Error(`the report of the sample is not valid: ${said(report?.contents.diagnostics ?? [])}`);
    return report;
  }
}

/** Packs and layouts: read once for a process, not for a document. */
export async function packsOf(
  sample: SampleCase,
  packageRoot: string,
): Promise<{ schemes: ReadonlyMap<string, Scheme>; tools: SchemeTools }> {
  const project = loadProject(sample.root, [sample.folder]).value;
  const schemes = project ? (await loadSchemes(project, packageRoot)).value : undefined;
  const scheme = [...(schemes?.values() ?? [])].find((s) => s.id === 'wanding');
  const tools = scheme ? (await loadSchemeTools(scheme, packageRoot, undefined)).value : undefined;
  if (!schemes || !tools) throw new Error('the packs do not load');
  tools.checked('audit-report');
  return { schemes, tools };
}

export const orderOf = ({ scope, contents }: LoadedCase, tools: SchemeTools): Materials => ({
  scope,
  lang: 'zh-en',
  tools,
  version: versionOf(scope),
  contents: contents.applying,
  wording: wordingOf(scope),
  assets: assetsOf(scope),
});

export function plainReport(order: Materials): { data: ReportData; pictures: ReadonlyMap<string, Uint8Array> } {
  const { scope, version, contents, tools } = order;
  const disclaimer = tools.scheme.wording.flatMap((w) => (w.place === 'report.disclaimer' && w.text ? [w.text] : []));
  const context = plain(contextOf(scope, { version, contents, variant: 'only' }));
  const data = reportData(context, new Labels(tools.layouts, tools.scheme.scheme.labels), disclaimer);
  return { data, pictures: picturesOf(order.assets) };
}

const said = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .filter((d) => d.severity === 'error')
    .map((d) => d.message.en)
    .join('; ');
