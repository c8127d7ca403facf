/**
 * The documents of one side of a comparison.
 *
 * In:  a project's folder, the cases asked for, the day. Out: each document that can be made, by a key that both sides share; composed, and
 * laid out where somebody asks for its pages.
 */
import { join } from 'node:path';
import { failed, hasErrors, ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { engineOfProject } from '../load/engine-named.js';
import { compositionOf, composeFitting, type Materials } from '../make/document.js';
import { layOut } from '../make/lay-out.js';
import type { Document } from '../model/index.js';
import { plannedProject, type PlannedProject } from '../plan/planned-project.js';
import { readinessOf } from '../plan/readiness.js';
import type { BuildOptions } from '../plan/options.js';
import { schemeKey } from '../packs/types.js';
import type { Proven } from '../program/proven.js';
import { versionOf } from '../validate/version.js';
import { wordingOf } from '../validate/wording.js';
import { chooseEngine } from '../writers/pdf/choose-engine.js';
import { createPdfWriter, type PdfFile, type PdfWriter } from '../writers/pdf/index.js';

export interface SideOptions extends Pick<BuildOptions, 'asOf' | 'today' | 'langs' | 'documents'> {
  readonly proven: Proven;
  /** Errors that keep a document from being made. */
  readonly onFaults?: (found: readonly Diagnostic[]) => void;
}
export interface OneDocument {
  /** The same on both sides. */
  readonly key: string;
  /** Folder of its case. */
  readonly folder: string;
  /** `acme audit-plan`, for progress. */
  readonly name: string;
  readonly title: Prose;
  readonly lang: string;
  readonly materials: Materials;
}
export interface LaidOutDocument {
  readonly document: Document;
  readonly pdf: PdfFile;
}

/** Where a side has errors of its own there is no value, and nothing to compare with. */
export async function documentsOf(
  root: string,
  only: readonly string[],
  { proven, onFaults, ...options }: SideOptions,
): Promise<Outcome<{ readonly documents: Iterable<OneDocument>; readonly planned: PlannedProject }>> {
  const { value: planned, diagnostics } = await plannedProject(
    { root, only: only.map((folder) => join(root, folder)) },
    { options, proven, once: (found) => found },
  );
  if (!planned) return { diagnostics };
  const wrong = [...planned.houseFaults, ...(planned.told.tools ?? [])].filter(({ severity }) => severity === 'error');
  return wrong.length > 0
    ? { diagnostics: wrong }
    : { value: { documents: each(planned, options.documents, onFaults), planned }, diagnostics: [] };
}

function* each(
  { planned, toolsOf }: PlannedProject,
  asked: BuildOptions['documents'],
  onFaults: SideOptions['onFaults'],
): Generator<OneDocument, void, undefined> {
  for (const { scope, orders, judgement } of planned.work) {
    const tools = toolsOf.get(schemeKey(scope.scheme.id, scope.scheme.version));
    const ready = readinessOf(scope, judgement, tools, asked, (found) => found);
    if (ready.isHeld || !tools) {
      // A rule that holds it back is told with its case.
      const { rows = [] } = planned.cases.find(({ folder }) => folder === scope.case.folder)?.rest.take().told ?? {};
      onFaults?.([...ready.diagnostics, ...rows].filter(({ severity }) => severity === 'error'));
      continue;
    }
    for (const order of orders) {
      yield {
        key: JSON.stringify([scope.case.folder, order.audit, order.document, order.subject, order.lang]),
        folder: scope.case.folder,
        name: `${order.case} ${[scope.outputFolder, scope.outputName].filter(Boolean).join('/')}`,
        title: scope.document.title,
        lang: order.lang,
        materials: { scope, lang: order.lang, tools, version: versionOf(scope), ...ready, wording: wordingOf(scope) },
      };
    }
  }
}

/** The hashes of its models, in all variants of its layout; undefined where it cannot be composed. */
export function modelsOf({ materials }: OneDocument): string | undefined {
  const { names, at } = compositionOf(materials);
  const models = names.map((_, n) => at(n).value?.model);
  return models.includes(undefined) ? undefined : models.join(' ');
}

/** The engine of one side draws both: another engine is no other document. */
export function writerFor({ project: { config, root } }: PlannedProject): Outcome<PdfWriter> {
  const engine = chooseEngine(engineOfProject(root, config));
  return engine.problem ? failed(engine.problem) : ok(createPdfWriter(engine));
}

export async function laidOut({ materials }: OneDocument, writer: PdfWriter): Promise<Outcome<LaidOutDocument>> {
  const { composed, diagnostics } = await composeFitting(materials, writer);
  if (!composed || hasErrors(diagnostics)) return { diagnostics };
  const { document, pdf } = await layOut(writer, composed.document);
  return pdf.value ? { value: { document, pdf: pdf.value }, diagnostics: [] } : { diagnostics: pdf.diagnostics };
}
