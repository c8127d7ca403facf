/**
 * What can be said of a PDF that others made, without a validator.
 *
 * In:  bytes. Out: `PdfFacts`, or why it does not open. Nothing of the file is run or drawn, and no stream is unpacked but those
 * that hold its objects, within a bound: a small file can unpack to a very large one.
 */
import { inflateSync } from 'node:zlib';
import { ParseSpeeds, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream, type PDFObject } from 'pdf-lib';
import type { Prose } from '../../diagnostics/index.js';
import { Malformed } from '../../files/malformed.js';
import { Dictionary, Name, Reader, Reference, type Value } from '../../pdf/syntax.js';
import { unpackedSize } from '../../files/unpacked-size.js';

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

/** `most`: bytes that its objects may come to when unpacked. */
export async function readPdfFacts(bytes: Uint8Array, most = mostUnpacked): Promise<PdfReading> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  // The trailer says so, and it is never encrypted itself.
  if (/\/Encrypt(\s+\d+\s+\d+\s+R|\s*<<)/.test(text)) {
    return {
      broken: { zh: '已加密：口令一旦丢失便无法阅读', en: 'it is encrypted: once its password is lost nobody can read it' },
      help: { zh: '请对方提供未加密的文件。', en: 'Ask for the file without encryption.' },
    };
  }
  if (await unpacksTooFar(bytes, text, most))
    return { broken: { zh: '解压后过大，不予读取', en: 'it unpacks to far more than a document needs' } };
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

/**
 * Whether the streams that hold objects, which the parser unpacks all at once, come to more than `most` bytes; or unpack in a way that
 * is not followed here: several filters one after the other, other filters than the usual one, or a type or filter that stands
 * elsewhere in the file. No program writes its objects so.
 */
async function unpacksTooFar(bytes: Uint8Array, text: string, most: number): Promise<boolean> {
  const read = streamsIn(text);
  if (!read) return true;
  const { streams, isWhole } = read;
  const isHolder = ({ dictionary }: Stream): boolean => holders.has(nameOf(dictionary.get('Type')) ?? '');
  if (streams.some(({ dictionary }) => dictionary.get('Type') instanceof Reference)) return true;
  // What could not be read might hold objects too, where the file speaks of more such streams than were read.
  if (!isWhole && (spelledOut(text).match(/\/(?:ObjStm|XRef)(?![A-Za-z])/g) ?? []).length > streams.filter(isHolder).length) return true;
  let left = most;
  for (const { dictionary, start } of streams.filter(isHolder)) {
    const filter = dictionary.get('Filter');
    if (filter === undefined) continue;
    if (nameOf(Array.isArray(filter) && filter.length === 1 ? (filter as readonly Value[])[0] : filter) !== 'FlateDecode') return true;
    left -= await unpackedSize(bytes.subarray(start), left);
    if (left <= 0) return true;
  }
  return false;
}
const holders: ReadonlySet<string> = new Set(['ObjStm', 'XRef']);
const nameOf = (value: Value | undefined): string | undefined => (value instanceof Name ? value.name : undefined);
/** `/Obj#53tm` is `/ObjStm`. */
const spelledOut = (text: string): string => text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

interface Stream {
  readonly dictionary: Dictionary;
  /** Where its bytes begin. */
  readonly start: number;
}
/** How often the text may be gone over: objects that begin within each other are read again and again. */
const mostTimes = 8;
/**
 * The streams of a file, in whatever order: what the word `obj` begins is read by the rules, wherever it stands, so that nothing within
 * a string or a comment can stand for an object, or hide one. `isWhole`: all that the word begins could be read. Undefined where that
 * takes too long.
 */
function streamsIn(text: string): { readonly streams: readonly Stream[]; readonly isWhole: boolean } | undefined {
  // By their beginning: two words may begin one object, with a comment between them.
  const streams = new Map<number, Stream>();
  let isWhole = true;
  let gone = 0;
  for (let at = text.indexOf('obj'); at >= 0; at = text.indexOf('obj', at + 3)) {
    if (/[A-Za-z]/.test(text.charAt(at - 1) + text.charAt(at + 3))) continue;
    const reader = new Reader(text, at + 3);
    try {
      const value = reader.value();
      reader.skip();
      if (value instanceof Dictionary && reader.word('stream')) {
        const start = reader.at + (text.startsWith('\r\n', reader.at) ? 2 : 1);
        streams.set(start, { dictionary: value, start });
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      isWhole = false;
    }
    gone += reader.at - at;
    if (gone > mostTimes * text.length) return undefined;
  }
  return { streams: [...streams.values()], isWhole };
}

function factsOf(pdf: PDFDocument): Omit<PdfFacts, 'pages'> {
  const { context, catalog } = pdf;
  const found = { hasJavaScript: false, hasLaunch: false, attachments: 0, formFields: 0, signatures: 0 };
  const looseFonts = new Set<string>();
  const nameIn = (dict: PDFDict, key: string): string | undefined => {
    const value = dict.lookup(PDFName.of(key));
    return value instanceof PDFName ? value.decodeText() : undefined;
  };
  const see = (dict: PDFDict): void => {
    const action = nameIn(dict, 'S');
    const type = nameIn(dict, 'Type');
    if (action === 'JavaScript' || (dict.has(PDFName.of('JS')) && action !== 'Rendition')) found.hasJavaScript = true;
    if (action === 'Launch' || action === 'ImportData' || action === 'GoToE') found.hasLaunch = true;
    if (dict.has(PDFName.of('EF'))) found.attachments++;
    if (dict.has(PDFName.of('ByteRange')) && dict.has(PDFName.of('Contents'))) found.signatures++;
    const field = nameIn(dict, 'FT');
    if (field !== undefined && field !== 'Sig') found.formFields++;
    if (type === 'Font' && isLoose(dict)) looseFonts.add((nameIn(dict, 'BaseFont') ?? '—').slice(0, 80));
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
    ...found,
    hasXfa: form instanceof PDFDict && form.has(PDFName.of('XFA')),
    looseFonts: [...looseFonts].sort(),
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
  const filter = stream.dict.lookup(PDFName.of('Filter'));
  const packed = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  // Packed otherwise, it claims nothing that anyone could read without more ado.
  if (packed !== undefined && packed !== PDFName.of('FlateDecode')) return undefined;
  const raw = packed === undefined ? stream.contents : inflated(stream.contents);
  const xmp = Buffer.from(raw).toString('utf8');
  const value = (key: string): string | undefined => new RegExp(`pdfaid:${key}\\s*(?:=\\s*["']|>\\s*)([0-9A-Za-z]{1,2})`).exec(xmp)?.[1];
  const part = value('part');
  return part === undefined ? undefined : `PDF/A-${part}${(value('conformance') ?? '').toLowerCase()}`;
}
const inflated = (bytes: Uint8Array): Uint8Array => inflateSync(bytes, { maxOutputLength: mostMetadata });
