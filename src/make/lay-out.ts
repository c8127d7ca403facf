/**
 * A document on pages, as often as it takes.
 *
 * In:  the PDF writer and a model. Out: the file, read back, and the model that it shows: without a table of contents that its pages do not
 * call for. Where a code that stays whole leaves a justified line so empty that its characters are pulled apart, a reader finds spaces
 * between them, and a search does not find the words: the paragraph is set again, ragged.
 */
import { failed, type Outcome } from '../diagnostics/index.js';
import { canonText, eachBlock, inlinesOf, settleToc, type Document, type Paragraph } from '../model/index.js';
import { readPdf, type PdfReading } from '../proof/read-pdf.js';
import type { PdfFile, PdfWriter } from '../writers/pdf/index.js';

export interface LaidOut {
  readonly document: Document;
  readonly pdf: Outcome<PdfFile>;
  readonly readBack: Outcome<PdfReading>;
}

export async function layOut(writer: PdfWriter, composed: Document): Promise<LaidOut> {
  const first = await writer.write(composed);
  const document = first.value ? settleToc(composed, first.value.pages) : composed;
  const pdf = document === composed ? first : await writer.write(document);
  if (!pdf.value) return { document, pdf, readBack: failed() };
  const readBack = await readPdf(pdf.value.bytes);
  const ragged = pulledApart(document, readBack.value?.pulled ?? []);
  if (ragged.size === 0) return { document, pdf, readBack };
  const again = await writer.write(document, ragged);
  return { document, pdf: again, readBack: again.value ? await readPdf(again.value.bytes) : failed() };
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
