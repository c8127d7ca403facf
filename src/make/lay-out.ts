/**
 * A document on pages, as often as it takes.
 *
 * In:  the PDF writer and a model. Out: the file, read back, and the model that it shows, with how that came about: without a table of
 * contents that its pages do not call for; set closer, where that saves a short document a page, or makes room on a last page so full that
 * other programs would go on to another; with the last rows of a table on the page of its signatures. Where a code that stays whole leaves
 * a justified line so empty that its characters are pulled apart, a reader finds spaces between them, and a search does not find the words:
 * the paragraph is set again, ragged.
 */
import { failed, type Outcome } from '../diagnostics/index.js';
import {
  bringRows,
  canonText,
  eachBlock,
  headingOfSigning,
  headingsOf,
  inlinesOf,
  setCloser,
  settleToc,
  sheetOf,
  type Document,
  type Paragraph,
} from '../model/index.js';
import { readPdf, type PdfReading } from '../proof/read-pdf.js';
import type { PdfFile, PdfPages, PdfWriter } from '../writers/pdf/index.js';

/** What laying it out made of a document. With it the same is made again, without an engine. */
export interface Arrangement {
  /** On so many pages it was laid out first, which says whether it has a table of contents. */
  readonly firstPages: number;
  readonly closer: boolean;
  readonly bringsRows: boolean;
}
export interface LaidOut {
  readonly document: Document;
  readonly arrangement: Arrangement;
  readonly pdf: Outcome<PdfFile>;
  readonly readBack: Outcome<PdfReading>;
}

/** `known`: its pages, where somebody has laid it out already. A file is made of the last pages alone. */
export async function layOut(writer: PdfWriter, composed: Document, known?: Outcome<PdfPages>): Promise<LaidOut> {
  const first = known ?? (await writer.lay(composed));
  const settled = first.value ? settleToc(composed, first.value.pages) : composed;
  const second = settled === composed ? first : await writer.lay(settled);
  const closer = second.value && (await setCloserWhereGood(writer, settled, second.value));
  const third = closer?.laid ?? second;
  const set = closer?.document ?? settled;
  const document = (third.value && signedAlone(set, third.value) && bringRows(set)) || set;
  const arrangement = { firstPages: first.value?.pages ?? 0, closer: closer !== undefined, bringsRows: document !== set };
  const pages = document === set ? third : await writer.lay(document);
  const pdf = await fileOf(pages);
  if (!pdf.value) return { document, arrangement, pdf, readBack: failed() };
  const readBack = readPdf(pdf.value.bytes);
  const ragged = pulledApart(document, readBack.value?.pulled ?? []);
  if (ragged.size === 0) return { document, arrangement, pdf, readBack };
  const again = await writer.write(document, ragged);
  return { document, arrangement, pdf: again, readBack: again.value ? readPdf(again.value.bytes) : failed() };
}
const fileOf = (pages: Outcome<PdfPages>): Promise<Outcome<PdfFile>> =>
  pages.value ? pages.value.file() : Promise.resolve(failed(...pages.diagnostics));

/** The document as it was laid out; undefined where it cannot have been laid out so. */
export function arranged(composed: Document, { firstPages, closer, bringsRows }: Arrangement): Document | undefined {
  const settled = firstPages > 0 ? settleToc(composed, firstPages) : composed;
  const set = closer ? setCloser(settled) : settled;
  return bringsRows ? bringRows(set) : set;
}

/** A longer document has no page too many that a reader would mind. */
const shortDocument = 3;
/** A last page that is fuller than this share is a page worth having. */
const fullEnough = 0.75;
/** So much stays free at the end, mm: other programs set the same text a little wider. */
const spare = 8;
interface Closer {
  readonly document: Document;
  readonly laid: Outcome<PdfPages>;
}
/** The document set closer, where it takes a page less so, or leaves room at the end that it did not leave. */
async function setCloserWhereGood(writer: PdfWriter, document: Document, { pages, end }: PdfPages): Promise<Closer | undefined> {
  const { master } = document.sections.at(-1) ?? {};
  if (!master || pages > shortDocument || document.sections.some((s) => s.master.fill)) return undefined;
  const { top, bottom } = master.margins;
  const floor = sheetOf(master).height - bottom;
  const isCrowded = end > floor - spare;
  if (!isCrowded && (pages < 2 || end - top > (floor - top) * fullEnough)) return undefined;
  const closer = setCloser(document);
  const laid = await writer.lay(closer);
  const isGood = laid.value && laid.value.end <= floor - spare && laid.value.pages <= (isCrowded ? pages : pages - 1);
  return isGood ? { document: closer, laid } : undefined;
}

/** What is signed may begin so far below the upper margin and still be the first thing on its page, mm: the space above a heading. */
const atTheTop = 8;
function signedAlone(document: Document, { pages, headingPages, headingTops }: PdfPages): boolean {
  const heading = headingOfSigning(document);
  const n = heading ? headingsOf(document).indexOf(heading) : -1;
  const margin = document.sections.at(-1)?.master.margins.top ?? 0;
  return pages > 1 && headingPages[n] === pages && (headingTops[n] ?? Infinity) < margin + atTheTop;
}

/** The paragraphs in which such pieces stand. A page that is filled by shares was measured as it is, and stays so. */
function pulledApart(document: Document, pulled: PdfReading['pulled']): Set<Paragraph> {
  const out = new Set<Paragraph>();
  if (pulled.length === 0 || document.sections.some((s) => s.master.fill)) return out;
  eachBlock(document, (block) => {
    if (block.type !== 'paragraph') return;
    const text = canonText(
      inlinesOf(block)
        .map((i) => (i.type === 'text' ? i.value : ''))
        .join(''),
    );
    if (pulled.some((p) => p.text.includes(text) && p.pieces.some((piece) => text.includes(piece)))) out.add(block);
  });
  return out;
}
