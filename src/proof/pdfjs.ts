/**
 * pdfjs, without what it loads for drawing.
 *
 * In:  nothing. Out: the library. When it is loaded it asks for a canvas, thirty megabytes of native code that take longer to
 * load than pdfjs itself; reading text needs none, so it is given names that stand for nothing while it asks.
 */
import { createRequire } from 'node:module';

export type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

const require = createRequire(import.meta.url);
class Undrawn {}

export async function loadPdfJs(): Promise<PdfJs> {
  const canvas = canvasPath();
  const seeded = canvas !== undefined && require.cache[canvas] === undefined;
  if (seeded) {
    require.cache[canvas] = { id: canvas, filename: canvas, loaded: true, exports: { DOMMatrix: Undrawn, ImageData: Undrawn, Path2D: Undrawn } } as NodeJS.Module;
  }
  try {
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } finally {
    if (seeded) delete require.cache[canvas];
  }
}

/** Where pdfjs would find it, if it is installed. */
function canvasPath(): string | undefined {
  try {
    return createRequire(require.resolve('pdfjs-dist/package.json')).resolve('@napi-rs/canvas');
  } catch {
    return undefined;
  }
}
