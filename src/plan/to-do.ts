/**
 * What a run has to do, one step for each order.
 *
 * In:  the documents with their orders, the judgement, the tools of their schemes, the output folder. Out: steps in the order of the
 * orders: what is told at once (a document that waits, that stands as it would be made again, or whose layout is wrong), and the work
 * that is left. A document is composed when its step is taken, not before, so that models do not pile up.
 */
import { hasErrors, type Diagnostic } from '../diagnostics/index.js';
import type { Judgement } from '../judge/types.js';
import { composeFitting, compositionOf, htmlOf, type Materials } from '../make/document.js';
import { deliver, placed, standing, type Delivered } from '../make/deliver.js';
import type { FilesMaker } from '../make/files-maker.js';
import type { SchemeTools } from '../make/scheme-tools.js';
import { printModel } from '../model/print.js';
import type { OutputFolder } from '../output/output-folder.js';
import { schemeKey } from '../packs/types.js';
import type { Proven } from '../program/proven.js';
import type { DocumentScope } from '../validate/scope.js';
import { versionOf } from '../validate/version.js';
import { wordingOf } from '../validate/wording.js';
import type { EngineChoice } from '../writers/pdf/choose-engine.js';
import { createPdfWriter } from '../writers/pdf/index.js';
import type { BuildOptions } from './options.js';
import type { Order } from './orders.js';
import { readinessOf } from './readiness.js';

export interface Step {
  readonly order: Order;
  /** That of its case. */
  readonly folder: string;
  /** What a person calls the document. */
  readonly name: string;
  /** Whether all that is told is of its case alone: a layout with faults serves several, and they are told once. */
  readonly isAlone: boolean;
  /** Keys of labels that it asked for, once it is done. */
  readonly labelsAsked: ReadonlySet<string>;
  readonly told: Delivered;
  readonly make?: (maker: FilesMaker) => Promise<Delivered>;
}
/** A document and the judgement on its case. */
export interface Work {
  readonly scope: DocumentScope;
  readonly orders: readonly Order[];
  readonly judgement: Judgement;
}
export interface Plan {
  /** One case after the other, none before it is its turn. */
  readonly work: Iterable<Work>;
  readonly toolsOf: ReadonlyMap<string, SchemeTools | undefined>;
  readonly options: BuildOptions;
  /** Nothing is composed where a house is wrong. */
  readonly isHouseWrong: boolean;
  readonly outputFolder: OutputFolder;
  readonly proven: Proven;
  readonly engine: EngineChoice;
  /** Leaves out what was said before: a layout serves several documents. */
  readonly once: (found: readonly Diagnostic[]) => readonly Diagnostic[];
}

export async function* toDo(plan: Plan): AsyncGenerator<Step, void, undefined> {
  for (const { scope, orders, judgement } of plan.work) {
    const tools = plan.toolsOf.get(schemeKey(scope.scheme.id, scope.scheme.version));
    const ready = readinessOf(scope, judgement, tools, plan.options.documents, plan.once);
    const isAlone = (tools?.checked(scope.kind) ?? []).length === 0;
    const { folder } = scope.case;
    let before = ready.diagnostics;
    for (const order of orders) {
      if (plan.options.signal.aborted) return;
      const name = `${order.case} ${scope.outputName}`;
      const isHeld = ready.isHeld || !tools || plan.isHouseWrong || cannotBeLaidOut(plan);
      const labelsAsked = new Set<string>();
      const step = isHeld
        ? { told: { diagnostics: [] } }
        : await stepOf(
            order,
            name,
            { scope, lang: order.lang, tools, version: versionOf(scope), ...ready, wording: wordingOf(scope), labelsAsked },
            plan,
          );
      yield {
        order,
        folder,
        name,
        isAlone,
        labelsAsked,
        ...step,
        told: { ...step.told, diagnostics: [...before, ...step.told.diagnostics] },
      };
      before = [];
    }
  }
}

const cannotBeLaidOut = ({ engine, options }: Plan): boolean =>
  engine.problem !== undefined && options.formats.includes('pdf') && !options.print;

async function stepOf(
  called: Order,
  name: string,
  materials: Materials & Pick<ReturnType<typeof readinessOf>, 'answers'>,
  { options, outputFolder, proven, engine }: Plan,
): Promise<Pick<Step, 'told' | 'make'>> {
  if (options.print) return { told: await stageOf(materials, options.print, engine) };
  const composition = compositionOf(materials);
  const order = { called, materials, composition, formats: options.formats, answers: materials.answers };
  const told = await standing(order, outputFolder, proven);
  return told ? { told } : { told: { diagnostics: [] }, make: (maker) => deliver(order, name, maker, outputFolder, proven) };
}

async function stageOf(materials: Materials, stage: 'model' | 'html', engine: EngineChoice): Promise<Delivered> {
  const { composed, diagnostics: found } = await composeFitting(materials, createPdfWriter(engine));
  const diagnostics = placed(materials.scope, found);
  if (!composed || hasErrors(diagnostics)) return { diagnostics };
  return { diagnostics, printed: stage === 'model' ? printModel(composed.document) : htmlOf(materials) };
}
