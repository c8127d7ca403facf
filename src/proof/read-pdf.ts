/**
 * A finished PDF, read back.
 *
 * In:  the bytes of a file. Out: `PdfReading`: what it says, entry by entry as `canon` says it of the model; all text of
 * each page, running headers and footers included; and the page of each entry.
 *
 * Text is what the file's own tables tell a reader that its glyphs mean (`pdf-text.ts`), so that what is compared is what a reader finds,
 * not what the writer meant. pdfjs, which reads the same (`test/proof/pdf-text.test.ts`), takes eight times as long.
 */
import { failed, ok, type Outcome } from '../diagnostics/index.js';
import { canonText, type CanonEntry } from '../model/index.js';
import { PdfObjects, Unreadable } from './pdf-objects.js';
import { entriesOf, type MarkedText } from './pdf-structure.js';
import type { PdfFont } from './pdf-fonts.js';
import { Ref, type Value } from './pdf-objects.js';
import { PageText, type Glyph } from './pdf-text.js';

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
  /** For each entry, the marked content that it is made of, in reading order; pages counted from 1. */
  readonly marked: readonly (readonly MarkedText[])[];
}

type OnGlyphs = (at: { page: number; mcid: number }, glyphs: readonly Glyph[]) => void;

/** `onGlyphs` is told where each word stands; a proof does not ask, since most of the time would go into it. */
export function readPdf(bytes: Uint8Array, onGlyphs?: OnGlyphs): Outcome<PdfReading> {
  const reading = readByPages(bytes, onGlyphs);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}
/** The same, with others at their turn after each page; nothing where `goesOn` says that nobody waits for it any more. */
export async function readPdfInTurns(bytes: Uint8Array, goesOn: () => Promise<boolean>): Promise<Outcome<PdfReading> | undefined> {
  const reading = readByPages(bytes);
  while (await goesOn()) {
    const { done, value } = reading.next();
    if (done) return value;
  }
  return undefined;
}

/** Stops after each page. */
function* readByPages(bytes: Uint8Array, onGlyphs?: OnGlyphs): Generator<undefined, Outcome<PdfReading>, undefined> {
  try {
    const objects = new PdfObjects(bytes);
    const fonts = new Map<Value, PdfFont>();
    const marked = new Map<string, string>();
    const pageNumbers = new Map<number, number>();
    const pages: string[] = [];
    const running: string[] = [];
    for (const page of pagesOf(objects)) {
      pageNumbers.set(page.number, pages.length + 1);
      let all = '';
      let outside = '';
      for (const { mcid, text, glyphs } of new PageText(objects, fonts, onGlyphs !== undefined).page(objects.dict(page)).shown) {
        all += text;
        if (mcid === null) outside += text;
        else {
          const key = `${page.number}/${mcid}`;
          marked.set(key, (marked.get(key) ?? '') + text);
          onGlyphs?.({ page: pages.length + 1, mcid }, glyphs ?? []);
        }
      }
      pages.push(all.normalize('NFC').replace(/\s+/gu, ''));
      running.push(canonText(outside));
      yield;
    }
    const { entries, toc } = entriesOf(objects, (page, mcid) => marked.get(`${page}/${mcid}`) ?? '');
    return ok({
      entries: entries.map(({ cell, text }) => ({ cell, text })),
      toc,
      pages,
      running,
      pulled: entries.flatMap(({ text, pulled }) => (pulled.length === 0 ? [] : [{ text, pieces: pulled }])),
      pageOf: entries.map(({ page }) => (page === null ? null : (pageNumbers.get(page) ?? null))),
      marked: entries.map(({ marked: pieces }) => pieces.map((one) => ({ ...one, page: pageNumbers.get(one.page) ?? 0 }))),
    });
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(error.message);
    throw error;
  }
}

/** Pages in trees of pages. */
const mostNested = 50;
function pagesOf(objects: PdfObjects): Ref[] {
  const out: Ref[] = [];
  const visit = (node: Value, depth: number): void => {
    if (depth > mostNested) throw new Unreadable('pages in a circle');
    const dict = objects.dict(node);
    if (objects.name(dict['Type']) !== 'Pages') {
      if (!(node instanceof Ref)) throw new Unreadable('a page that is no object');
      out.push(node);
    } else for (const kid of objects.list(dict['Kids'])) visit(kid, depth + 1);
  };
  visit(objects.dict(objects.trailer['Root'])['Pages'] ?? null, 0);
  return out;
}

const unreadable = (reason: string): Outcome<PdfReading> =>
  failed({
    code: 'pdf-unreadable',
    severity: 'error',
    message: { zh: `无法读回PDF：${reason}`, en: `the PDF cannot be read back: ${reason}` },
  });
