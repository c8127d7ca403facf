/**
 * pdfjs, without what it does to the process that loads it.
 *
 * In:  nothing. Out: the library, ready to read text.
 *
 * When it is loaded it asks for a canvas, thirty megabytes of native code that take longer to load than pdfjs itself; reading
 * text needs none, so it is given names that stand for nothing while it asks. And it puts functions of its own in the place
 * of some of the language (`Array.prototype.push`, `JSON.parse`), which slow down everything in the process: those are put
 * back.
 */
import { createRequire } from 'node:module';

export type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

const require = createRequire(import.meta.url);
class Undrawn {}

export async function loadPdfJs(): Promise<PdfJs> {
  const putBack = keep([Array.prototype, 'push'], [JSON, 'parse']);
  const canvas = canvasPath();
  const seeded = canvas !== undefined && require.cache[canvas] === undefined;
  if (seeded) {
    require.cache[canvas] = {
      id: canvas,
      filename: canvas,
      loaded: true,
      exports: { DOMMatrix: Undrawn, ImageData: Undrawn, Path2D: Undrawn },
    } as NodeJS.Module;
  }
  try {
    const library = await import('pdfjs-dist/legacy/build/pdf.mjs');
    // The half that reads, which it would load with the first file; it is found again as `globalThis.pdfjsWorker`.
    // @ts-expect-error It has no types; nothing of it is called from here.
    await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
    return library;
  } finally {
    putBack();
    if (seeded) delete require.cache[canvas];
  }
}

/** A file, opened to read its text; whoever opens it destroys the task. */
export async function openWithPdfJs(bytes: Uint8Array): Promise<ReturnType<PdfJs['getDocument']>> {
  const { getDocument, VerbosityLevel } = await loadPdfJs();
  return getDocument({ data: Uint8Array.from(bytes), disableFontFace: true, useSystemFonts: false, verbosity: VerbosityLevel.ERRORS });
}

/** Remembers functions of the language; the result puts them back. */
function keep(...places: readonly (readonly [holder: object, name: string])[]): () => void {
  const before = places.map(([holder, name]) => ({ holder, name, was: Object.getOwnPropertyDescriptor(holder, name) }));
  return () => {
    for (const { holder, name, was } of before) if (was) Object.defineProperty(holder, name, was);
  };
}

/** Where pdfjs would find its canvas, if that is installed. */
function canvasPath(): string | undefined {
  try {
    return createRequire(require.resolve('pdfjs-dist/package.json')).resolve('@napi-rs/canvas');
  } catch {
    return undefined;
  }
}
