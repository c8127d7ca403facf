/**
 * What can be said of a PDF that others made, without a validator.
 *
 * In:  bytes. Out: `PdfFacts`, or why it does not open. Nothing of the file is run or drawn, and no stream is unpacked but those
 * that hold its objects, within a bound: a small file can unpack to a very large one.
 */
import { inflateSync } from 'node:zlib';
import { decodePDFRawStream, ParseSpeeds, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream, type PDFObject } from 'pdf-lib';
import type { Prose } from '../../diagnostics/index.js';

export interface PdfFacts {
  readonly pages: number;
  readonly hasJavaScript: boolean;
  /** Actions that start a program or open another file. */
  readonly hasLaunch: boolean;
  readonly attachments: number;
  /** Fields that a reader can fill in; signature fields do not count. */
  readonly formFields: number;
  readonly hasXfa: boolean;
  readonly signatures: number;
  /** Names of faces that are not in the file. */
  readonly looseFonts: readonly string[];
  /** As its metadata claims: `PDF/A-2b`. */
  readonly claim?: string;
}
export type PdfReading = { readonly facts: PdfFacts } | { readonly broken: Prose; readonly help?: Prose };

/** Bytes of object streams when unpacked, all together; a scan has hardly any. */
const mostUnpacked = 96 * 1024 * 1024;
const mostObjects = 500_000;

export async function readPdfFacts(bytes: Uint8Array): Promise<PdfReading> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  // The trailer says so, and it is never encrypted itself.
  if (/\/Encrypt(\s+\d+\s+\d+\s+R|\s*<<)/.test(text)) {
    return { broken: { zh: '已加密：口令一旦丢失便无法阅读', en: 'it is encrypted: once its password is lost nobody can read it' }, help: { zh: '请对方提供未加密的文件。', en: 'Ask for the file without encryption.' } };
  }
  if (unpacksTooFar(bytes, text)) return { broken: { zh: '解压后过大，不予读取', en: 'it unpacks to far more than a document needs' } };
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true, parseSpeed: ParseSpeeds.Fastest });
    const pages = pdf.getPageCount();
    return pages > 0 ? { facts: { pages, ...factsOf(pdf) } } : { broken: { zh: '没有页面', en: 'it has no pages' } };
  } catch (error) {
    // Whatever a parser throws on garbage; what it says is of no use to the person at the scanner.
    return { broken: { zh: `打不开（${whyOf(error)}）`, en: `it does not open (${whyOf(error)})` } };
  }
}
const whyOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 120);

function unpacksTooFar(bytes: Uint8Array, text: string): boolean {
  let left = mostUnpacked;
  for (let at = text.indexOf('stream'); at >= 0; at = text.indexOf('stream', at + 6)) {
    if (text.startsWith('end', at - 3) || !/\/(ObjStm|XRef)/.test(text.slice(Math.max(0, at - 1024), at))) continue;
    const start = at + 6 + (text.startsWith('\r\n', at + 6) ? 2 : 1);
    try {
      left -= inflateSync(bytes.subarray(start), { maxOutputLength: Math.max(1, left) }).length;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return true;
    }
    if (left <= 0) return true;
  }
  return false;
}

function factsOf(pdf: PDFDocument): Omit<PdfFacts, 'pages'> {
  const { context, catalog } = pdf;
  const found = { hasJavaScript: false, hasLaunch: false, attachments: 0, formFields: 0, signatures: 0 };
  const looseFonts = new Set<string>();
  const nameOf = (dict: PDFDict, key: string): string | undefined => {
    const value = dict.lookup(PDFName.of(key));
    return value instanceof PDFName ? value.decodeText() : undefined;
  };
  const see = (dict: PDFDict): void => {
    const action = nameOf(dict, 'S');
    const type = nameOf(dict, 'Type');
    if (action === 'JavaScript' || (dict.has(PDFName.of('JS')) && action !== 'Rendition')) found.hasJavaScript = true;
    if (action === 'Launch' || action === 'ImportData' || action === 'GoToE') found.hasLaunch = true;
    if (dict.has(PDFName.of('EF'))) found.attachments++;
    if (dict.has(PDFName.of('ByteRange')) && dict.has(PDFName.of('Contents'))) found.signatures++;
    const field = nameOf(dict, 'FT');
    if (field !== undefined && field !== 'Sig') found.formFields++;
    if (type === 'Font' && isLoose(dict)) looseFonts.add((nameOf(dict, 'BaseFont') ?? '—').slice(0, 80));
  };
  let objects = 0;
  /** Into what is not an object of its own; objects of their own come by themselves. */
  const within = (object: PDFObject): void => {
    if (++objects > mostObjects) throw new Error('too many objects');
    if (object instanceof PDFDict) {
      see(object);
      for (const value of object.values()) within(value);
    } else if (object instanceof PDFArray) {
      for (const value of object.asArray()) within(value);
    } else if (object instanceof PDFStream) within(object.dict);
  };
  for (const [, object] of context.enumerateIndirectObjects()) within(object);
  const form = catalog.lookup(PDFName.of('AcroForm'));
  const claim = claimOf(catalog);
  return {
    ...found, hasXfa: form instanceof PDFDict && form.has(PDFName.of('XFA')), looseFonts: [...looseFonts].sort(),
    ...(claim === undefined ? {} : { claim }),
  };
}

/** A face whose descriptor holds no file; Type 3 draws itself, a composite font's face hangs on its descendant. */
function isLoose(font: PDFDict): boolean {
  const subtype = font.lookup(PDFName.of('Subtype'));
  if (subtype === PDFName.of('Type3') || subtype === PDFName.of('Type0')) return false;
  const descriptor = font.lookup(PDFName.of('FontDescriptor'));
  return !(descriptor instanceof PDFDict) || !['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor.has(PDFName.of(key)));
}

const mostMetadata = 4 * 1024 * 1024;
function claimOf(catalog: PDFDict): string | undefined {
  const stream = catalog.lookup(PDFName.of('Metadata'));
  if (!(stream instanceof PDFRawStream) || stream.contents.length > mostMetadata) return undefined;
  const packed = stream.dict.lookup(PDFName.of('Filter'));
  const raw = packed === PDFName.of('FlateDecode') ? inflated(stream.contents) : packed === undefined ? stream.contents : decodePDFRawStream(stream).decode();
  const xmp = Buffer.from(raw).toString('utf8');
  const value = (key: string): string | undefined => new RegExp(`pdfaid:${key}\\s*(?:=\\s*["']|>\\s*)([0-9A-Za-z]{1,2})`).exec(xmp)?.[1];
  const part = value('part');
  return part === undefined ? undefined : `PDF/A-${part}${(value('conformance') ?? '').toLowerCase()}`;
}
const inflated = (bytes: Uint8Array): Uint8Array => inflateSync(bytes, { maxOutputLength: mostMetadata });

