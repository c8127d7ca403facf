/**
 * A finished PDF, read back.
 *
 * In:  the bytes of a file. Out: `PdfReading`: what it says, entry by entry as `canon` says it of the model; all text of
 * each page, running headers and footers included; and the page of each entry.
 *
 * pdfjs reads the text, so that what is compared is what a reader finds, not what the writer meant.
 */
import { failed, ok, type Outcome } from '../diagnostics/index.js';
import { canonText, type CanonEntry } from '../model/index.js';
import { PdfObjects, Unreadable } from './pdf-objects.js';
import { entriesOf } from './pdf-structure.js';
import { loadPdfJs, type PdfJs } from './pdfjs.js';

export interface PdfReading {
  readonly entries: readonly CanonEntry[];
  /** The lines of tables of contents, without white space. They are not among the entries. */
  readonly toc: readonly string[];
  /** All text of each page, white space removed. */
  readonly pages: readonly string[];
  /** Of that, what is no part of the document itself: running headers and footers, heads of tables that repeat. */
  readonly running: readonly string[];
  /** Entries with lines pulled so far apart that spaces are read between their characters. */
  readonly pulled: readonly { readonly text: string; readonly pieces: readonly string[] }[];
  /** For each entry, the page on which it begins, counted from 1. */
  readonly pageOf: readonly (number | null)[];
}

let loading: Promise<PdfJs> | undefined;
/** Loaded when first needed: it is large. */
const pdfjs = (): Promise<PdfJs> => (loading ??= loadPdfJs());

export async function readPdf(bytes: Uint8Array): Promise<Outcome<PdfReading>> {
  let objects: PdfObjects;
  try {
    objects = new PdfObjects(bytes);
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(error.message);
    throw error;
  }
  const { getDocument, VerbosityLevel } = await pdfjs();
  // pdfjs takes the bytes for its own, so it gets a copy.
  const task = getDocument({
    data: Uint8Array.from(bytes),
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const file = await task.promise;
    const marked = new Map<string, string>();
    const pageNumbers = new Map<number, number>();
    const pages: string[] = [];
    const running: string[] = [];
    for (let n = 1; n <= file.numPages; n++) {
      const page = await file.getPage(n);
      const object = page.ref?.num ?? -n;
      pageNumbers.set(object, n);
      const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
      let all = '';
      let outside = '';
      const open: (string | null)[] = [];
      for (const item of items) {
        if ('str' in item) {
          all += item.str;
          const id = open.findLast((key) => key !== null);
          if (id != null) marked.set(id, (marked.get(id) ?? '') + item.str);
          else outside += item.str;
        } else if (item.type === 'endMarkedContent') open.pop();
        else open.push(keyOf(object, item.id));
      }
      pages.push(all.normalize('NFC').replace(/\s+/gu, ''));
      running.push(canonText(outside));
    }
    const { entries, toc } = entriesOf(objects, (page, mcid) => marked.get(`${page}/${mcid}`) ?? '');
    return ok({
      entries: entries.map(({ cell, text }) => ({ cell, text })),
      toc,
      pages,
      running,
      pulled: entries.flatMap(({ text, pulled }) => (pulled.length === 0 ? [] : [{ text, pieces: pulled }])),
      pageOf: entries.map(({ page }) => (page === null ? null : (pageNumbers.get(page) ?? null))),
    });
  } catch (error) {
    if (error instanceof Unreadable || (error as Error).name === 'InvalidPDFException') return unreadable((error as Error).message);
    throw error;
  } finally {
    await task.destroy();
  }
}

/** pdfjs names marked content `p12R_mc3`: page object 12, content 3. */
function keyOf(page: number, id: string | null | undefined): string | null {
  const mcid = /_mc(\d+)$/.exec(id ?? '')?.[1];
  return mcid === undefined ? null : `${page}/${mcid}`;
}

const unreadable = (reason: string): Outcome<PdfReading> =>
  failed({
    code: 'pdf-unreadable',
    severity: 'error',
    message: { zh: `无法读回PDF：${reason}`, en: `the PDF cannot be read back: ${reason}` },
  });
