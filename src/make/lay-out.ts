/**
 * A document on pages, as often as it takes.
 *
 * In:  the PDF writer and a model. Out: the file, read back, and the model that it shows: without a table of contents that its pages do not
 * call for, and with the last rows of a table on the page of its signatures. Where a code that stays whole leaves a justified line so empty
 * that its characters are pulled apart, a reader finds spaces between them, and a search does not find the words: the paragraph is set
 * again, ragged.
 */
import { failed, type Outcome } from '../diagnostics/index.js';
import {
  bringRows,
  canonText,
  eachBlock,
  headingOfSigning,
  headingsOf,
  inlinesOf,
  settleToc,
  type Document,
  type Paragraph,
} from '../model/index.js';
import { readPdf, type PdfReading } from '../proof/read-pdf.js';
import type { PdfFile, PdfWriter } from '../writers/pdf/index.js';

export interface LaidOut {
  readonly document: Document;
  readonly pdf: Outcome<PdfFile>;
  readonly readBack: Outcome<PdfReading>;
}

export async function layOut(writer: PdfWriter, composed: Document): Promise<LaidOut> {
  const first = await writer.write(composed);
  const settled = first.value ? settleToc(composed, first.value.pages) : composed;
  const second = settled === composed ? first : await writer.write(settled);
  const document = (second.value && signedAlone(settled, second.value) && bringRows(settled)) || settled;
  const pdf = document === settled ? second : await writer.write(document);
  if (!pdf.value) return { document, pdf, readBack: failed() };
  const readBack = readPdf(pdf.value.bytes);
  const ragged = pulledApart(document, readBack.value?.pulled ?? []);
  if (ragged.size === 0) return { document, pdf, readBack };
  const again = await writer.write(document, ragged);
  return { document, pdf: again, readBack: again.value ? readPdf(again.value.bytes) : failed() };
}

/** What is signed may begin so far below the upper margin and still be the first thing on its page, mm: the space above a heading. */
const atTheTop = 8;
function signedAlone(document: Document, { pages, headingPages, headingTops }: PdfFile): boolean {
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
