/**
 * A document as far as its pages: composed, inspected and laid out, and nothing proved yet.
 *
 * In:  what there is to make, the tools of its scheme, the PDF writer; how it was arranged the last time. Out: its pages with the model
 * that they show; or nothing, and why.
 *
 * Laying a document out takes as many tries as it needs (`make/lay-out.ts`). A saved word hardly ever changes how that ends, so it is
 * set once, as it ended the last time; whoever proves it later (`live-project.ts`) sees whether that was right.
 */
import type { Content } from '../../schemas/pack/index.js';
import { hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { compositionOf, issued, layoutName, nothingFits, type Materials } from '../make/document.js';
import { placed } from '../make/deliver.js';
import type { FilesOrder } from '../make/files.js';
import { arranged, layOut, type Arrangement } from '../make/lay-out.js';
import type { SchemeTools } from '../make/scheme-tools.js';
import { eachEntry, type Document } from '../model/index.js';
import type { Order } from '../plan/orders.js';
import { readinessOf, type Readiness } from '../plan/readiness.js';
import type { Work } from '../plan/to-do.js';
import type { Answer } from '../validate/contents.js';
import { versionOf } from '../validate/version.js';
import { wordingOf } from '../validate/wording.js';
import type { PdfPages, PdfWriter } from '../writers/pdf/index.js';

export interface Pages {
  /** As it was laid out, with the places that its words come from. */
  readonly document: Document;
  /** Hash of what it says and looks like. */
  readonly model: string;
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly arrangement: Arrangement;
  /** What proves it, and makes its Word file. */
  readonly order: FilesOrder;
}
export interface Tried {
  readonly pages?: Pages;
  readonly diagnostics: readonly Diagnostic[];
  readonly contents: readonly Content[];
  readonly answers: readonly Answer[];
}
export interface Asked {
  readonly work: Work;
  readonly order: Order;
  readonly tools: SchemeTools | undefined;
  /** Nothing is composed where the house is wrong. */
  readonly houseFaults: readonly Diagnostic[];
}

export async function pagesOf({ work, order, tools, houseFaults }: Asked, writer: PdfWriter, last: Pages | undefined): Promise<Tried> {
  const { scope, judgement } = work;
  const ready = readinessOf(scope, judgement, tools, undefined, (found) => found);
  const { contents, answers } = ready;
  const before = [...houseFaults, ...ready.diagnostics];
  const materials = materialsOf({ scope, lang: order.lang }, tools, ready, houseFaults);
  if (!materials) return { diagnostics: before, contents, answers };
  const { names, at } = compositionOf(materials);
  for (const n of names.keys()) {
    const { value: variant, diagnostics } = at(n);
    if (!variant) return { diagnostics: [...before, ...placed(scope, diagnostics)], contents, answers };
    const mustFit = names.length > 1;
    const isAsBefore = last?.model === variant.model;
    // Most documents fit in their first variant: they are laid out whole at once, and by sections only where that cannot be done.
    const whole = mustFit && !isAsBefore ? await writer.lay(variant.document) : undefined;
    if (whole?.value?.fits === false) continue;
    const fit = whole && !whole.value ? await writer.fits(variant.document) : undefined;
    if (fit?.value && !fit.value.fits) continue;
    const composed = issued(materials, variant);
    const found = [...before, ...placed(scope, [...(fit?.diagnostics ?? []), ...composed.diagnostics])];
    if (hasErrors(found)) return { diagnostics: found, contents, answers };
    const made: FilesOrder = {
      document: variant.document,
      mustFit,
      wording: materials.wording,
      layout: layoutName(materials),
      formats: ['pdf', 'docx'],
    };
    const laid = isAsBefore ? again(variant.document, last) : await laidOut(variant.document, writer, last?.arrangement, whole);
    const rest = placed(scope, laid.diagnostics);
    if (!laid.pages) return { diagnostics: [...found, ...rest], contents, answers };
    return { pages: { ...laid.pages, model: variant.model, order: made }, diagnostics: [...found, ...rest], contents, answers };
  }
  return { diagnostics: [...before, ...placed(scope, nothingFits(materials))], contents, answers };
}

/** What a document is composed with; nothing where something keeps it from being composed. */
export function materialsOf(
  { scope, lang }: Pick<Materials, 'scope' | 'lang'>,
  tools: SchemeTools | undefined,
  ready: Readiness,
  houseFaults: readonly Diagnostic[],
): Materials | undefined {
  if (ready.isHeld || !tools || hasErrors(houseFaults)) return undefined;
  return { scope, lang, tools, version: versionOf(scope), ...ready, wording: wordingOf(scope) };
}

/** What a document prints, without its pages: places of records (`file#pointer`), and clauses that ask for what it says. */
export function printedBy({ work: { scope, judgement }, order, tools, houseFaults }: Asked): ReadonlySet<string> {
  const ready = readinessOf(scope, judgement, tools, undefined, (found) => found);
  const materials = materialsOf({ scope, lang: order.lang }, tools, ready, houseFaults);
  const printed = new Set<string>();
  const document = materials && compositionOf(materials).at(0).value?.document;
  if (!document) return printed;
  const clauses = new Map(ready.contents.map(({ id, clause }) => [id, clause]));
  eachEntry(document, ({ parts, contents }) => {
    for (const id of contents) printed.add(`§${clauses.get(id) ?? ''}`);
    for (const part of parts)
      if (typeof part !== 'string') for (const { file, pointer } of part.origin?.record ?? []) printed.add(`${file}#${pointer}`);
  });
  return printed;
}

type Laid = Omit<Pages, 'model' | 'order'>;

/** The same pages; only where its words come from may have moved. */
function again(document: Document, last: Pages): { readonly pages: Laid; readonly diagnostics: readonly Diagnostic[] } {
  const { bytes, count, arrangement } = last;
  return { pages: { document: arranged(document, arrangement) ?? document, bytes, count, arrangement }, diagnostics: [] };
}

async function laidOut(
  document: Document,
  writer: PdfWriter,
  arrangement: Arrangement | undefined,
  whole: Outcome<PdfPages> | undefined,
): Promise<{ readonly pages?: Laid; readonly diagnostics: readonly Diagnostic[] }> {
  const guess = arrangement && arranged(document, arrangement);
  if (arrangement && guess) {
    const { value, diagnostics } = guess === document && whole?.value ? await whole.value.file() : await writer.write(guess);
    if (!value) return { diagnostics };
    return { pages: { document: guess, bytes: value.bytes, count: value.pages, arrangement }, diagnostics };
  }
  const { document: set, arrangement: found, pdf } = await layOut(writer, document, whole);
  if (!pdf.value) return { diagnostics: pdf.diagnostics };
  return { pages: { document: set, bytes: pdf.value.bytes, count: pdf.value.pages, arrangement: found }, diagnostics: pdf.diagnostics };
}
