/**
 * One document in one language: composed, fitted, inspected, written, read back and proved.
 *
 * In:  its scope, the kit of its scheme, what the contents check found. Out: the finished bytes of both formats with what
 * the manifest and the trace need; or diagnostics and nothing, since a document is whole or is not made.
 */
import { documentKinds, type Content, type Wording } from '../../schemas/pack/index.js';
import { compose, renderHtml, variantsOf, type Asset, type ComposeInput } from '../compose/index.js';
import { contextOf } from '../compose/context.js';
import { hasErrors, type Diagnostic, type Prose } from '../diagnostics/index.js';
import { inspect } from '../inspect/index.js';
import { canon, canonText, type DocLang, type Document, type Meta, type TemplatePlace } from '../model/index.js';
import { sha256 } from '../output/files.js';
import { templatePlaces } from '../output/trace.js';
import { readDocx } from '../proof/read-docx.js';
import { readPdf } from '../proof/read-pdf.js';
import { proveSame } from '../proof/same.js';
import { proveWording, type ReadBack } from '../proof/wording.js';
import type { DocumentScope } from '../validate/scope.js';
import { writeDocx } from '../writers/docx/index.js';
import type { PdfWriter, SealSpot } from '../writers/pdf/index.js';
import { contentsOfDocument } from './contents-of.js';
import type { Kit } from './kit.js';

export type Format = 'docx' | 'pdf';
export interface MadeFile {
  readonly format: Format;
  readonly bytes: Uint8Array;
}
export interface Composed {
  readonly document: Document;
  readonly variant: string;
  /** Hash of what it says and looks like: the model without origins. */
  readonly model: string;
  /** Hash of its words. */
  readonly words: string;
  readonly shares: readonly number[];
  readonly templates: ReadonlyMap<string, TemplatePlace>;
  readonly diagnostics: readonly Diagnostic[];
}
export interface Made {
  readonly files: readonly MadeFile[];
  readonly pages: number;
  readonly contentPages: Readonly<Record<string, number>>;
  readonly seals: readonly SealSpot[];
}
/** What the pipeline decided about a document before it is made. */
export interface Order {
  readonly scope: DocumentScope;
  readonly lang: DocLang;
  readonly kit: Kit;
  readonly version: Prose;
  readonly contents: readonly Content[];
  readonly wording: readonly Wording[];
  readonly assets: ReadonlyMap<string, Asset>;
  readonly pdf: PdfWriter;
}

/** The name by which diagnostics call the layout of a document. */
export const layoutName = (order: Order): string => order.kit.layouts.layouts.get(order.scope.kind)?.file ?? `templates/${order.scope.kind}.hbs`;

/** Composes the first variant that fits; `document` is absent where none does, or where the layout or record has errors. */
export async function composeFitting(order: Order): Promise<{ readonly composed?: Composed; readonly diagnostics: readonly Diagnostic[] }> {
  const { scope, kit } = order;
  const variants = variantsOf(kit.layouts, scope.kind);
  for (const variant of variants) {
    const outcome = compose(kit.layouts, scope.kind, composeInput(order, variant));
    if (!outcome.value || hasErrors(outcome.diagnostics)) return { diagnostics: outcome.diagnostics };
    const document = outcome.value;
    const fit = variants.length > 1 ? await order.pdf.fits(document) : undefined;
    if (fit && !fit.value) return { diagnostics: [...outcome.diagnostics, ...fit.diagnostics] };
    if (fit?.value && !fit.value.fits) continue;
    return {
      composed: { document, variant, model: modelHash(document), words: sha256(JSON.stringify(canon(document))), shares: fit?.value?.shares ?? [], templates: templatePlaces(document), diagnostics: outcome.diagnostics },
      diagnostics: [...outcome.diagnostics, ...inspect(document, order.contents, layoutName(order))],
    };
  }
  return {
    diagnostics: [{
      code: 'page-too-full', severity: 'error', document: scope.kind, place: { file: scope.asks.file.file },
      message: { zh: `“${scope.number}”的文字放不进一页，即使最紧的版式也放不下`, en: `The texts of ${scope.number} do not fit on the page, even in the tightest variant of the layout` },
      help: { zh: '缩短名称、范围或地址的文字。', en: 'Shorten the name, the scope or the addresses.' },
    }],
  };
}

/** All that the composition of an order asks for. */
export const composeInput = (order: Order, variant: string): ComposeInput => ({
  context: contextOf(order.scope, { version: order.version, contents: order.contents, variant }),
  lang: order.lang, variant, theme: order.kit.theme, meta: metaOf(order), assets: order.assets,
  labels: order.kit.scheme.scheme.labels, contents: knownContents(order), wording: order.wording,
});

/** Titles and clauses that a layout may ask for: of this document those that apply, of the others all. */
const knownContents = ({ scope, contents }: Order): Content[] => [
  ...contents, ...documentKinds.filter((kind) => kind !== scope.kind).flatMap((kind) => contentsOfDocument(scope.scheme, kind)),
];

/** The step before the model, for `--to html`: the layout's HTML in the first variant. */
export function htmlOf(order: Order): string {
  const variant = variantsOf(order.kit.layouts, order.scope.kind)[0] ?? 'only';
  return renderHtml(order.kit.layouts, order.scope.kind, composeInput(order, variant)).value?.html ?? '';
}

/** Writes both formats, reads them back and proves them. A format not asked for is still proved: both must say the same. */
export async function makeFiles(order: Order, composed: Composed, formats: readonly Format[]): Promise<{ readonly made?: Made; readonly diagnostics: readonly Diagnostic[] }> {
  const { document } = composed;
  const wanted = canon(document);
  const diagnostics: Diagnostic[] = [];
  const readings: ReadBack[] = [];

  const pdf = await order.pdf.write(document);
  diagnostics.push(...pdf.diagnostics);
  if (!pdf.value) return { diagnostics };
  const readBack = await readPdf(pdf.value.bytes);
  diagnostics.push(...readBack.diagnostics);
  if (readBack.value) {
    diagnostics.push(...proveSame(document, wanted, readBack.value.entries, 'pdf'));
    // In reading order first: a sentence that a page break parts is whole there; page by page for what runs at head and foot.
    readings.push({ format: 'pdf', text: readBack.value.entries.map((e) => e.text).join('') + readBack.value.pages.join('') });
  }

  const docx = writeDocx(document, { shares: pdf.value.shares });
  diagnostics.push(...docx.diagnostics);
  if (!docx.value) return { diagnostics };
  const word = readDocx(docx.value);
  diagnostics.push(...word.diagnostics);
  if (word.value) {
    diagnostics.push(...proveSame(document, wanted, word.value.entries, 'docx'));
    readings.push({ format: 'docx', text: canonText(word.value.text) });
  }

  diagnostics.push(...proveWording(document, order.wording, readings, layoutName(order)));
  if (hasErrors(diagnostics)) return { diagnostics };
  const bytes: Record<Format, Uint8Array> = { docx: docx.value, pdf: pdf.value.bytes };
  return {
    made: { files: formats.map((format) => ({ format, bytes: bytes[format] })), pages: pdf.value.pages, contentPages: Object.fromEntries(pdf.value.pageOf), seals: pdf.value.seals },
    diagnostics,
  };
}

function metaOf({ scope, kit, version, lang }: Order): Meta {
  const title = kit.scheme.scheme.documents[scope.kind]?.title ?? { zh: scope.kind, en: scope.kind };
  const { body, standard } = kit.scheme;
  const of = (prose: Prose): string => (lang === 'en' ? prose.en : lang === 'zh' ? prose.zh : `${prose.zh} ${prose.en}`);
  return {
    kind: scope.kind, title: `${of(title)} ${scope.number}`.trim(), number: scope.number, version: lang === 'en' ? version.en : version.zh,
    date: scope.date, author: lang === 'en' ? body.name.en : body.name.zh, subject: of(kit.scheme.scheme.document.title), keywords: [standard.number, scope.kind],
  };
}

/** Origins are where things came from, not what the document is: a moved line renders nothing anew. */
function modelHash(document: Document): string {
  return sha256(JSON.stringify(document, (key, value: unknown) => (key === 'origin' ? undefined : value)));
}
