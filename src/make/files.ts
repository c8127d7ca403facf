/**
 * A composed document as finished files: written, read back and proved.
 *
 * In:  an order for files, all of it plain data, so that another process can carry it out as well as this one. Out: the bytes of the
 * formats asked for with what the manifest and the trace need; or diagnostics and nothing, since a document is whole or is not made.
 */
import type { Wording } from '../../schemas/pack/index.js';
import { failed, hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { canon, settleToc, type Document } from '../model/index.js';
import { readDocx, type DocxReading } from '../proof/read-docx.js';
import { proveWording, type ReadBack } from '../proof/wording.js';
import { writeDocx } from '../writers/docx/index.js';
import type { PdfPages, PdfWriter, SealPosition } from '../writers/pdf/index.js';
import { layOut, type Arrangement } from './lay-out.js';
import { proveDocx, provePdf, wordsOfDocx, wordsOfPdf, type Standing } from './prove.js';

export type Format = 'docx' | 'pdf';

export interface FilesOrder {
  readonly document: Document;
  /** There are other variants of it: where its pages do not hold it, nothing is made. */
  readonly mustFit: boolean;
  /** The sentences that the scheme asks for, and those that it forbids. */
  readonly wording: readonly Wording[];
  /** Name of the layout's file, for diagnostics. */
  readonly layout: string;
  readonly formats: readonly Format[];
}
export interface MadeFile {
  readonly format: Format;
  readonly bytes: Uint8Array;
}
export interface Made {
  readonly files: readonly MadeFile[];
  readonly pages: number;
  readonly contentPages: Readonly<Record<string, number>>;
  readonly seals: readonly SealPosition[];
  /** What a proof of the same files needs besides them and the model; absent where nothing was laid out. */
  readonly laidOut?: Arrangement & Standing;
}
export interface FilesMade {
  /** False: its pages do not hold it, and nothing else was looked at. */
  readonly fits: boolean;
  readonly made?: Made;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where there is no engine: a Word file, proved against the model alone. No page is known, so it lists none. */
function makeDocxAlone(composed: Document, wording: readonly Wording[], layout: string): Omit<FilesMade, 'fits'> {
  const document = settleToc(composed, 0);
  const docx = writeDocx(document, { shares: [] });
  const word = docx.value ? readDocx(docx.value) : failed<DocxReading>();
  const diagnostics = [...docx.diagnostics, ...word.diagnostics];
  if (!docx.value || !word.value) return { diagnostics };
  diagnostics.push(
    ...proveDocx(document, canon(document), { headingPages: [] }, word.value),
    ...proveWording(document, wording, [wordsOfDocx(word.value)], layout),
  );
  if (hasErrors(diagnostics)) return { diagnostics };
  return { made: { files: [{ format: 'docx', bytes: docx.value }], pages: 0, contentPages: {}, seals: [] }, diagnostics };
}

/** Both formats are written and proved, whichever are asked for: both must say the same. Without an engine a Word file alone. */
export async function makeFiles(writer: PdfWriter, order: FilesOrder): Promise<FilesMade> {
  if (writer.engine.version === null && !order.formats.includes('pdf'))
    return { fits: true, ...makeDocxAlone(order.document, order.wording, order.layout) };
  // Most documents fit in their first variant: they are laid out whole at once, and again only where that cannot be done.
  const whole = order.mustFit ? await writer.lay(order.document) : undefined;
  if (whole?.value?.fits === false) return { fits: false, diagnostics: [] };
  const fit = whole && !whole.value ? await writer.fits(order.document) : undefined;
  if (fit && !fit.value?.fits) return { fits: fit.value === undefined, diagnostics: fit.diagnostics };
  return { fits: true, ...(await written(writer, order, whole)) };
}

async function written(
  writer: PdfWriter,
  { document: composed, wording, layout, formats }: FilesOrder,
  whole: Outcome<PdfPages> | undefined,
): Promise<Omit<FilesMade, 'fits'>> {
  const diagnostics: Diagnostic[] = [];
  const readings: ReadBack[] = [];

  const { document, arrangement, pdf, readBack } = await layOut(writer, composed, whole);
  const wanted = canon(document);
  diagnostics.push(...pdf.diagnostics, ...readBack.diagnostics);
  if (!pdf.value) return { diagnostics };
  const { headingPages, sectionPages, pages, shares } = pdf.value;
  const standing = { headingPages, sectionPages };
  if (readBack.value) {
    diagnostics.push(...provePdf(document, wanted, standing, readBack.value));
    readings.push(wordsOfPdf(readBack.value));
  }

  const docx = writeDocx(document, { shares, headingPages, pages });
  diagnostics.push(...docx.diagnostics);
  if (!docx.value) return { diagnostics };
  const word = readDocx(docx.value);
  diagnostics.push(...word.diagnostics);
  if (word.value) {
    diagnostics.push(...proveDocx(document, wanted, standing, word.value));
    readings.push(wordsOfDocx(word.value));
  }

  diagnostics.push(...proveWording(document, wording, readings, layout));
  if (hasErrors(diagnostics)) return { diagnostics };
  const bytes: Record<Format, Uint8Array> = { docx: docx.value, pdf: pdf.value.bytes };
  return {
    made: {
      files: formats.map((format) => ({ format, bytes: bytes[format] })),
      pages,
      contentPages: Object.fromEntries(pdf.value.pageOf),
      seals: pdf.value.seals,
      laidOut: { ...arrangement, ...standing },
    },
    diagnostics,
  };
}
