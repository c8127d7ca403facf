/**
 * Documents with the comments of Word files that came back beside their text, for the auditor to go through.
 *
 * In:  a project, Word files as bytes. Out: for each document that they are of a Word file and a PDF with all comments on it, as the record
 * is now; or what is wrong. These are copies for review: they say so on each page and in their names, and no manifest knows them.
 */
import { join } from 'node:path';
import { compose, variantsOf } from '../compose/index.js';
import { hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { engineOfProject } from '../load/engine-named.js';
import { projectsOf } from '../load/project-paths.js';
import { openProject } from '../load/project.js';
import { assetsOf } from '../make/assets.js';
import { placed } from '../make/deliver.js';
import { composeInput, layoutName, nothingFits, type Materials } from '../make/document.js';
import { makeFiles, type Format } from '../make/files.js';
import type { DocLang, Document } from '../model/index.js';
import { recordsIn } from '../packs/records-of-schemes.js';
import { schemeKey } from '../packs/types.js';
import type { SchemeTools } from '../make/scheme-tools.js';
import { plannedProject } from '../plan/planned-project.js';
import { packageInfo } from '../program/package-info.js';
import { nothingProven } from '../program/proven.js';
import { checkContents } from '../validate/contents.js';
import type { DocumentScope } from '../validate/scope.js';
import { versionOf } from '../validate/version.js';
import { chooseEngine } from '../writers/pdf/choose-engine.js';
import { createPdfWriter, type PdfWriter } from '../writers/pdf/index.js';
import { besides } from './beside.js';
import { commentedFile, type CommentedFile, type Thread } from './remarks.js';
import { PrintedTexts } from './standing.js';
import { manyProjects, noDocument, notReadable, placeGone, tooMany } from './told.js';

export interface ReviewOptions {
  /** Absolute: folders of one project. */
  readonly paths: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Else the languages that the files are in. */
  readonly langs?: readonly DocLang[] | undefined;
  readonly formats: readonly Format[];
  readonly today: string;
}
export interface ReviewFile {
  /** In the folder for what comes out, with forward slashes. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

export async function reviewCopies({ paths, files, langs, formats, today }: ReviewOptions): Promise<Outcome<ReviewFile[]>> {
  const diagnostics: Diagnostic[] = [];
  const commented: CommentedFile[] = [];
  for (const { name, bytes } of files) {
    const { value, diagnostics: found } = commentedFile(bytes, name);
    diagnostics.push(...found);
    if (value && value.threads.length > 0) commented.push(value);
  }
  if (commented.length === 0) return { diagnostics };
  const large = tooMany(commented);
  if (large) return { diagnostics: [...diagnostics, large] };

  const { value: projects = [], diagnostics: onPaths } = await projectsOf(paths);
  diagnostics.push(...onPaths);
  const [project, ...others] = projects;
  if (!project || others.length > 0)
    return { diagnostics: others.length > 0 ? [...diagnostics, manyProjects(projects.length)] : diagnostics };
  const { root } = project;
  const opened = openProject(root, [], recordsIn(packageInfo().root));
  if (!opened.value) return { diagnostics: [...diagnostics, ...opened.diagnostics] };
  const printed = commented.flatMap((one) => one.files);
  const folders = opened.value.folders
    .map(({ folder }) => folder)
    .filter((folder) => printed.some((file) => file.startsWith(`${folder}/`)));
  if (folders.length === 0) return { diagnostics: [...diagnostics, ...commented.map((one) => noDocument(one, 0))] };
  const { value: planned, diagnostics: onPlanning } = await plannedProject(
    { root, only: folders.map((folder) => join(root, folder)) },
    {
      options: { today, documents: [...new Set(commented.map(({ document }) => document.kind))] },
      proven: nothingProven,
      once: (found) => found,
    },
  );
  diagnostics.push(...onPlanning);
  if (!planned) return { diagnostics };
  const wrong = [...planned.houseFaults, ...(planned.told.opened ?? []), ...(planned.told.tools ?? [])].filter(isError);
  const engine = chooseEngine(engineOfProject(root, planned.project.config));
  if (wrong.length > 0 || engine.problem) return { diagnostics: [...diagnostics, ...wrong, ...(engine.problem ? [engine.problem] : [])] };

  const copies = new Map<DocumentScope, { readonly langs: Set<DocLang>; readonly threads: Thread[] }>();
  const scopes = [...planned.planned.work].map(({ scope }) => scope);
  for (const one of commented) {
    const [scope, ...others] = scopesOf(one, scopes);
    if (!scope || others.length > 0) {
      diagnostics.push(noDocument(one, scope ? others.length + 1 : 0));
      continue;
    }
    const copy = copies.get(scope) ?? { langs: new Set(langs ?? []), threads: [] };
    copies.set(scope, copy);
    if (!langs) copy.langs.add(one.document.lang);
    copy.threads.push(...one.threads);
  }
  const writer = createPdfWriter(engine);
  const out: ReviewFile[] = [];
  for (const [scope, { langs: wanted, threads }] of copies) {
    const tools = planned.toolsOf.get(schemeKey(scope.scheme.id, scope.scheme.version));
    if (!tools || scope.broken.length > 0) {
      diagnostics.push(notReadable(scope));
      continue;
    }
    for (const lang of wanted) {
      const made = await copyOf({ scope, lang, tools, threads, formats }, writer);
      diagnostics.push(...made.diagnostics);
      out.push(...(made.value ?? []));
    }
  }
  return ok(out, diagnostics);
}
const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** The document that a file is of: of its kind and case, by its number, else by the record that asks for it. */
function scopesOf({ document, files }: CommentedFile, scopes: readonly DocumentScope[]): DocumentScope[] {
  const ofKind = scopes.filter((one) => one.kind === document.kind && files.some((file) => file.startsWith(`${one.case.folder}/`)));
  const asked = ofKind.filter(({ asks }) => files.includes(asks.file.file));
  const near = asked.length > 0 ? asked : ofKind;
  const numbered = near.filter(({ number }) => number === (document.number ?? ''));
  return numbered.length > 0 ? numbered : near;
}

interface Copy {
  readonly scope: DocumentScope;
  readonly lang: DocLang;
  readonly tools: SchemeTools;
  readonly threads: readonly Thread[];
  readonly formats: readonly Format[];
}
/**
 * In the first variant of its layout that fits, as the document itself. It is being worked on, so that contents may be missing; where a
 * layout cannot do without, what is missing is told.
 */
async function copyOf({ scope, lang, tools, threads, formats }: Copy, writer: PdfWriter): Promise<Outcome<ReviewFile[]>> {
  const { applying: contents, diagnostics: missing } = checkContents(scope);
  const materials: Materials = { scope, lang, tools, version: versionOf(scope), contents, wording: [], assets: assetsOf(scope) };
  const layout = scope.document.layout ?? scope.document.id;
  const variants = variantsOf(tools.layouts, layout);
  for (const variant of variants) {
    const composed = compose(tools.layouts, layout, composeInput(materials, variant));
    if (!composed.value || hasErrors(composed.diagnostics))
      return { diagnostics: hasErrors(missing) ? placed(scope, missing) : composed.diagnostics };
    const made = await filesOf(
      composed.value,
      { scope, lang, threads, formats, mustFit: variants.length > 1, layout: layoutName(materials) },
      writer,
    );
    if (made) return made;
  }
  return { diagnostics: nothingFits(materials) };
}

interface Wanted extends Omit<Copy, 'tools'> {
  readonly mustFit: boolean;
  readonly layout: string;
}
/** Nothing where its pages do not hold it. */
async function filesOf(
  document: Document,
  { scope, lang, threads, formats, mustFit, layout }: Wanted,
  writer: PdfWriter,
): Promise<Outcome<ReviewFile[]> | undefined> {
  const printed = new PrintedTexts(document);
  const copies = besides(document, threads, printed);
  const diagnostics: Diagnostic[] = threads.filter((thread) => !printed.of(thread)).map(placeGone);
  const out: ReviewFile[] = [];
  for (const format of formats) {
    const {
      fits,
      made,
      diagnostics: found,
    } = await makeFiles(writer, { document: copies[format], mustFit, wording: [], layout, formats: [format] });
    if (!fits) return undefined;
    diagnostics.push(...found);
    const name = [scope.case.name, scope.outputFolder, `${scope.outputName}.${lang}.review.${format}`].filter(Boolean).join('/');
    for (const { bytes } of made?.files ?? []) out.push({ file: name, bytes });
  }
  return ok(out, diagnostics);
}
