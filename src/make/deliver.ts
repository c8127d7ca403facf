/**
 * A composed document into the output folder.
 *
 * In:  the document with its materials, the formats asked for, the output folder. Out: what need not be made again, told at once; or the
 * work that is left: files made by whoever makes them, written, with their trace. What is found on the way.
 */
import { hasErrors, type Diagnostic } from '../diagnostics/index.js';
import type { OutputFolder } from '../output/output-folder.js';
import { traceRows, type TraceRow } from '../output/trace.js';
import type { Proven } from '../program/proven.js';
import type { Answer } from '../validate/contents.js';
import { placeOfAsking, type DocumentScope } from '../validate/scope.js';
import { issued, layoutName, nothingFits, type Composed, type Composition, type Materials, type Variant } from './document.js';
import type { FilesMaker } from './files-maker.js';
import type { Format, Made } from './files.js';
import { madeFrom } from './made-from.js';

/** How the manifest and the trace call it. */
interface Called {
  readonly scheme: string;
  readonly case: string;
  readonly audit: string | null;
  readonly document: string;
  readonly subject: string | null;
  readonly lang: 'zh' | 'en' | 'zh-en';
}
export interface Order {
  readonly called: Called;
  readonly materials: Materials;
  readonly composition: Composition;
  readonly formats: readonly Format[];
  readonly answers: readonly Answer[];
}
export interface Delivered {
  readonly diagnostics: readonly Diagnostic[];
  /** Paths in the output folder; absent, as the trace is, where the document was not made. */
  readonly files?: readonly string[];
  readonly trace?: readonly TraceRow[];
  /** What is printed in place of files, where a stage was asked for. */
  readonly printed?: string;
}

/** What can be told without making anything: the layout or the record has errors, it stands in the folder, or it was proven before. */
export async function standing(order: Order, outputFolder: OutputFolder, proven: Proven): Promise<Delivered | undefined> {
  const { materials, composition, formats, answers, called } = order;
  const { scope, tools } = materials;
  const { names } = composition;
  const files = filesOf(order, formats);
  const entry = outputFolder.knownOf(files[0] ?? '');
  for (const [n, name] of names.entries()) {
    const { value: variant, diagnostics } = composition.at(n);
    if (!variant) return { diagnostics: placed(scope, diagnostics) };
    const stands = entry?.variant === name && entry.model === variant.model;
    const isProven = proven.has(proofOf(variant, materials));
    if (stands || isProven || names.length === 1) {
      const composed = issued(materials, variant);
      const found = placed(scope, composed.diagnostics);
      if (hasErrors(found)) return { diagnostics: found };
      const onReading: Diagnostic[] = [];
      const known = await outputFolder.reusable(files, variant.model, madeFrom(scope, tools.files), onReading);
      if (known)
        return { diagnostics: [...found, ...onReading], files, trace: traceRows(called, answers, composed.templates, known.contentPages) };
      // Where nothing is written, all that is wanted of the files is their proof.
      if (isProven) return { diagnostics: found };
    }
    const isPassedOver = names.indexOf(entry?.variant ?? '') > n || proven.has(tooFull(variant));
    if (!isPassedOver) return undefined;
  }
  return undefined;
}

/** Makes the files and writes them; `name` is what a person calls the document. */
export async function deliver(
  order: Order,
  name: string,
  maker: FilesMaker,
  outputFolder: OutputFolder,
  proven: Proven,
): Promise<Delivered> {
  const { materials, composition, formats, called, answers } = order;
  const { scope } = materials;
  const mustFit = composition.names.length > 1;
  for (const n of composition.names.keys()) {
    const { value: variant, diagnostics: onComposing } = composition.at(n);
    if (!variant) return { diagnostics: placed(scope, onComposing) };
    if (proven.has(tooFull(variant))) continue;
    const { document } = variant;
    const { fits, made, diagnostics } = await maker.make(
      { document, mustFit, wording: materials.wording, layout: layoutName(materials), formats },
      name,
    );
    if (!fits) {
      proven.add(tooFull(variant));
      continue;
    }
    const composed = issued(materials, variant);
    const isWhole = !hasErrors(composed.diagnostics);
    const found = placed(scope, isWhole ? [...composed.diagnostics, ...diagnostics] : composed.diagnostics);
    if (!made || !isWhole) return { diagnostics: found };
    if (diagnostics.length === 0) proven.add(proofOf(variant, materials));
    const files = filesOf(order, formats);
    const trace = traceRows(called, answers, composed.templates, made.contentPages);
    return { diagnostics: [...found, ...(await written(order, composed, made, outputFolder))], files, trace };
  }
  return { diagnostics: placed(scope, nothingFits(materials)) };
}

async function written(order: Order, composed: Composed, made: Made, outputFolder: OutputFolder): Promise<Diagnostic[]> {
  const { materials, called } = order;
  const { pages, contentPages, seals } = made;
  const { variant, model, words } = composed;
  const sources = madeFrom(materials.scope, materials.tools.files);
  const diagnostics: Diagnostic[] = [];
  for (const { format, bytes } of made.files) {
    const [file = ''] = filesOf(order, [format]);
    const about = { ...called, file, format, pages, variant, model, words, contentPages, madeFrom: sources };
    const withSeals = format === 'pdf' && seals.length > 0 ? { ...about, seals: [...seals] } : about;
    diagnostics.push(...(await outputFolder.add(withSeals, bytes)));
  }
  return diagnostics;
}

const proofOf = ({ model }: Variant, { wording }: Materials): string => JSON.stringify(['files', model, wording]);
const tooFull = ({ model }: Variant): string => JSON.stringify(['too full', model]);

/** Paths in the output folder, forward slashes. */
const filesOf = ({ called, materials: { scope } }: Order, formats: readonly Format[]): string[] =>
  formats.map((format) => [scope.case.name, scope.outputFolder, `${scope.outputName}.${called.lang}.${format}`].filter(Boolean).join('/'));

/** What has no place of its own is about the record that asks for the document. */
export const placed = (scope: DocumentScope, list: readonly Diagnostic[]): readonly Diagnostic[] =>
  list.map((d) => (d.place ? d : { ...d, place: placeOfAsking(scope) }));
