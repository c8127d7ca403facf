/**
 * The stages in their order; each stage's logic is its own module.
 *
 *     load -> validate -> judge -> compose -> inspect -> write -> proof -> out
 *
 * In:  what the command line asks for, with day and folders passed in. Out: what was made, what was found, what waits.
 * All problems are reported at once; the way stops only between stages, and only for the document concerned.
 */
import { join, relative } from 'node:path';
import type { DocumentKind } from '../schemas/pack/index.js';
import { hasErrors, type Diagnostic } from './diagnostics/index.js';
import { loadProject } from './load/project.js';
import { loadSchemes } from './load/scheme.js';
import { schemeKey, type Project, type RecordFile } from './load/types.js';
import { assetsOf } from './make/assets.js';
import { composeFitting, htmlOf, makeFiles, type Composed, type Format, type Order } from './make/document.js';
import { loadKit, type House, type Kit } from './make/kit.js';
import { projectsOf, type ProjectPaths } from './make/project-paths.js';
import { versionOf } from './make/version.js';
import { holdOn } from './judge/holds.js';
import { judge } from './judge/judge.js';
import type { DocLang } from './model/index.js';
import { printModel } from './model/print.js';
import { Library, type FinishedOutput } from './output/library.js';
import { absolute, placedFrom, portable, restored } from './output/places.js';
import { readStanding, standingKey, writeStanding, type Standing } from './output/standing.js';
import { traceRows } from './output/trace.js';
import { packageInfo, programId } from './package-info.js';
import { checkContents } from './validate/contents.js';
import { checkRecurrence } from './validate/recurrence.js';
import { documentsOf, type DocumentScope } from './validate/scope.js';
import { wordingOf } from './validate/wording.js';
import { createPdfWriter } from './writers/pdf/index.js';

export type { Format } from './make/document.js';

export interface BuildOptions {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** Output folder; `null` writes nothing. */
  readonly out: string | null;
  /** The folder whose manifest says what need not be made again. */
  readonly knownOut: string | null;
  readonly formats: readonly Format[];
  readonly langs?: readonly DocLang[];
  readonly documents?: readonly DocumentKind[];
  readonly asOf?: string;
  readonly today: string;
  readonly force: boolean;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, what: string) => void;
  /** Print a stage instead of writing files. */
  readonly print?: 'model' | 'html';
}
export interface BuildResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly outputs: readonly FinishedOutput[];
  readonly cases: number;
  readonly documents: number;
  readonly printed: readonly string[];
}

export const projectRootsOf = async (paths: readonly string[]): Promise<readonly ProjectPaths[]> => (await projectsOf(paths)).value ?? [];

export async function runBuild(options: BuildOptions): Promise<BuildResult> {
  const found = await projectsOf(options.paths);
  const projects = found.value ?? [];
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  if (projects.length > 1 && options.out !== null) {
    diagnostics.push({
      code: 'two-projects', severity: 'error',
      message: { zh: `给出的路径属于 ${projects.length} 个项目`, en: `The paths belong to ${projects.length} projects` },
      help: { zh: '分别运行，或用 --out 给每个项目一个文件夹。', en: 'Run the command for each project, with an --out folder each.' },
    });
    return { diagnostics, outputs: [], cases: 0, documents: 0, printed: [] };
  }
  const results = [];
  for (const project of projects) results.push(await buildProject(project, options));
  return {
    diagnostics: [...diagnostics, ...results.flatMap((r) => r.diagnostics)].map((d) => placedFrom(d, options.cwd)),
    outputs: results.flatMap((r) => r.outputs),
    cases: results.reduce((n, r) => n + r.cases, 0),
    documents: results.reduce((n, r) => n + r.documents, 0),
    printed: results.flatMap((r) => r.printed),
  };
}

/** The earlier result where every input stands as it did; else a new one, kept for the next time. */
async function buildProject(paths: ProjectPaths, options: BuildOptions): Promise<BuildResult> {
  const { root, only } = paths;
  const out = options.out ?? options.knownOut;
  const { formats, langs, documents, asOf } = options;
  const packages = packageInfo();
  const roots = { project: root, package: packages.root };
  const key = out === null || options.force || options.print ? undefined : await standingKey(
    [{ path: root }, ...['templates', 'schemas'].map((folder) => ({ path: join(packages.root, folder), endings: /\.(yaml|hbs)$/ }))],
    { version: programId(), formats, langs, documents, asOf, only: only.map((o) => relative(root, o)) },
  );
  const standing = key === undefined || out === null ? undefined : await readStanding(out, key, options.today);
  if (standing) {
    const outputs = standing.outputs.map((o) => ({ ...o, reused: true }));
    return { ...standing, diagnostics: standing.diagnostics.map((d) => restored(d, roots)), outputs, printed: [] };
  }
  const made = await makeProject(paths, options);
  const result = { ...made, diagnostics: made.diagnostics.map((d) => absolute(d, roots)) };
  if (key !== undefined && options.out !== null && !options.signal.aborted) {
    await writeStanding(options.out, {
      key, cases: result.cases, documents: result.documents, ...(made.days ? { days: made.days } : {}),
      diagnostics: result.diagnostics.map((d) => portable(d, roots)),
      files: result.outputs.map((o) => o.file),
    });
  }
  return result;
}

type Made = BuildResult & Pick<Standing, 'days'>;

async function makeProject({ root, only }: ProjectPaths, options: BuildOptions): Promise<Made> {
  const diagnostics: Diagnostic[] = [];
  const printed: string[] = [];
  const keep = <T>({ value, diagnostics: found }: { value?: T; diagnostics: readonly Diagnostic[] }): T | undefined => {
    diagnostics.push(...found);
    return value;
  };

  const project = keep(loadProject(root, only.length > 0 ? only : undefined));
  if (!project) return { diagnostics, outputs: [], cases: 0, documents: 0, printed };
  const schemes = keep(await loadSchemes(project, packageInfo().root)) ?? new Map();
  for (const file of filesOf(project)) diagnostics.push(...checkRecurrence(file));
  const pinned = options.asOf ?? project.config?.value.asOf;
  const judgement = judge(project, schemes, { asOf: pinned ?? options.today });
  diagnostics.push(...judgement.diagnostics);
  const { changesOn } = judgement;
  const days = pinned === undefined ? { from: judgement.asOf, ...(changesOn === undefined ? {} : { until: changesOn }) } : undefined;
  const scopes = project.cases.flatMap((c) => documentsOf(project, c, schemes)).filter((s) => options.documents?.includes(s.kind) ?? true);

  const kits = new Map<string, Kit | undefined>();
  for (const { scheme } of scopes) {
    const key = schemeKey(scheme.id, scheme.version);
    if (!kits.has(key)) kits.set(key, keep(await loadKit(scheme, packageInfo().root, houseOf(project))));
  }

  const library = await Library.open(options.out ?? options.knownOut, { write: options.out !== null && !options.print, force: options.force, version: programId() });
  diagnostics.push(...library.diagnostics);
  const pdf = createPdfWriter();
  const orders = scopes.flatMap((scope) => langsOf(scope, project, options).map((lang) => ({ scope, lang })));
  let done = 0;
  for (const scope of scopes) {
    const contents = checkContents(scope);
    diagnostics.push(...contents.diagnostics);
    const hold = holdOn(scope, judgement);
    diagnostics.push(...hold.diagnostics);
    const kit = kits.get(schemeKey(scope.scheme.id, scope.scheme.version));
    const layoutFaults = kit?.checked(scope.kind) ?? [];
    diagnostics.push(...layoutFaults.filter((d) => !diagnostics.includes(d)));
    const assets = keep(assetsOf(scope));
    const held = scope.broken.length > 0 || hasErrors(contents.diagnostics) || hold.held || hasErrors(layoutFaults) || !kit || !assets;
    for (const { lang } of orders.filter((o) => o.scope === scope)) {
      if (options.signal.aborted) break;
      options.progress(done++, orders.length, `${scope.case.name} ${scope.outputName}`);
      if (held || !kit || !assets) continue;
      const order: Order = { scope, lang, kit, version: versionOf(scope), contents: contents.applying, wording: wordingOf(scope), assets, pdf };
      const { composed, diagnostics: onTheWay } = await composeFitting(order);
      diagnostics.push(...onTheWay);
      if (!composed || hasErrors(onTheWay)) continue;
      if (options.print) {
        printed.push(options.print === 'model' ? printModel(composed.document) : htmlOf(order));
        continue;
      }
      await finish(order, composed, options.formats, library, diagnostics, contents.answers);
    }
  }
  diagnostics.push(...(await library.close(options.signal.aborted ? null : coverage(project, scopes, only, options))));
  return { diagnostics, outputs: library.outputs(), cases: project.cases.length, documents: scopes.length, printed, ...(days ? { days } : {}) };
}

/** Reuses what the manifest proves, makes the rest, and hands both to the library with their trace. */
async function finish(order: Order, composed: Composed, formats: readonly Format[], library: Library, diagnostics: Diagnostic[], answers: Parameters<typeof traceRows>[1]): Promise<void> {
  const { scope, lang } = order;
  const about = {
    scheme: scope.scheme.id, case: scope.case.name, audit: scope.kind === 'certificate' ? null : (scope.audit?.name ?? null),
    document: scope.kind, subject: scope.subject ?? null, lang,
  };
  const file = (format: Format): string => [scope.case.name, scope.outputFolder, `${scope.outputName}.${lang}.${format}`].filter(Boolean).join('/');
  const known = await library.reusable(formats.map(file), composed.model, madeFrom(order), diagnostics);
  let contentPages = known?.contentPages;
  if (!known) {
    const { made, diagnostics: found } = await makeFiles(order, composed, formats);
    diagnostics.push(...found);
    if (!made) return;
    contentPages = made.contentPages;
    for (const f of made.files) {
      diagnostics.push(...(await library.add({
        ...about, file: file(f.format), format: f.format, pages: made.pages, variant: composed.variant, model: composed.model, words: composed.words,
        contentPages: made.contentPages, madeFrom: madeFrom(order), ...(f.format === 'pdf' && made.seals.length > 0 ? { seals: [...made.seals] } : {}),
      }, f.bytes)));
    }
  }
  library.trace(scope.case.name, traceRows(about, answers, composed.templates, contentPages ?? {}));
}

/** Every file that a document was made from: its records, its pack, layouts and theme. */
function madeFrom({ scope, kit }: Order): { file: string; sha256: string }[] {
  const { project, case: folder, audit } = scope;
  const records = [
    project.config, project.people, folder.case, folder.documents, scope.kind === 'certificate' ? folder.certificates : undefined,
    audit?.audit, audit?.plan, audit?.notice, audit?.report, audit?.review, audit?.decision, ...(audit?.findings ?? []), ...(audit?.nonconformities ?? []),
    scope.stage1?.audit, scope.previous?.audit,
  ].filter((f) => f !== undefined).map((f) => ({ file: f.file, sha256: f.sha256 }));
  return [...records, ...kit.files].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** The record files whose text is printed. */
const filesOf = (project: Project): RecordFile[] => project.cases.flatMap((c) => [
  c.case, c.certificates,
  ...c.audits.flatMap((a) => [a.audit, a.plan, a.notice, a.report, a.review, a.decision, ...a.findings, ...a.nonconformities]),
]).filter((f) => f !== undefined);

const houseOf = (project: Project): House | undefined => {
  const shown = project.config?.value.layouts;
  return shown === undefined ? undefined : { path: join(project.root, shown), shown };
};

const langsOf = (scope: DocumentScope, project: Project, options: BuildOptions): readonly DocLang[] =>
  options.langs ?? [scope.case.case.value.lang ?? project.config?.value.lang ?? 'zh-en'];

/** Which outputs this run is responsible for: only those may be taken away. */
function coverage(project: Project, scopes: readonly DocumentScope[], only: readonly string[], options: BuildOptions): (output: { case: string; document: string; lang: string; format: string }) => boolean {
  const cases = new Set(project.cases.map((c) => c.name));
  return (o) =>
    (only.length === 0 || cases.has(o.case)) &&
    (options.documents?.includes(o.document as DocumentKind) ?? true) &&
    (options.langs?.includes(o.lang as DocLang) ?? true) &&
    options.formats.includes(o.format as Format) && scopes !== undefined;
}
