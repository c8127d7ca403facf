/**
 * The proof of finished files: they say what the model says, and the sentences that the scheme wants.
 *
 * In:  the document as it was laid out, where its headings and sections stand, and the files read back. Out: what differs; nothing where
 * they are sound. Who wrote the bytes makes no difference.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { canonText, type CanonEntry, type Document } from '../model/index.js';
import { proveCarried } from '../proof/docx-carried.js';
import type { DocxReading } from '../proof/read-docx.js';
import type { PdfReading } from '../proof/read-pdf.js';
import { proveRunningDocx, proveRunningPdf } from '../proof/running.js';
import { proveSame, proveToc } from '../proof/same.js';
import type { ReadBack } from '../proof/wording.js';

/** Pages, counted from 1. */
export interface Standing {
  /** Of each heading, in reading order. */
  readonly headingPages: readonly number[];
  /** On which each section begins. */
  readonly sectionPages: readonly number[];
}

/** `wanted`: what `canon` lists of the document. */
export const provePdf = (document: Document, wanted: readonly CanonEntry[], standing: Standing, read: PdfReading): Diagnostic[] => [
  ...proveSame(document, wanted, read.entries, 'pdf'),
  ...proveToc(document, standing.headingPages, read.toc, 'pdf'),
  ...proveRunningPdf(document, standing, read.running),
];
export const proveDocx = (
  document: Document,
  wanted: readonly CanonEntry[],
  { headingPages }: Pick<Standing, 'headingPages'>,
  word: DocxReading,
): Diagnostic[] => [
  ...proveSame(document, wanted, word.entries, 'docx'),
  ...proveToc(document, headingPages, word.toc, 'docx'),
  ...proveRunningDocx(document, word.references),
  ...proveCarried(document, word.carried()),
];

/** In reading order first: a sentence that a page break parts is whole there; page by page for what runs at head and foot. */
export const wordsOfPdf = (read: PdfReading): ReadBack => ({
  format: 'pdf',
  text: read.entries.map((e) => e.text).join('') + read.pages.join(''),
  pieces: [...read.entries.map((e) => e.text), ...read.toc, ...read.running],
});
export const wordsOfDocx = (word: DocxReading): ReadBack => ({
  format: 'docx',
  text: canonText(word.text),
  pieces: word.text.split('\n').map(canonText),
});
