/**
 * Finished files in a shared cache, and out of it.
 *
 * In:  the cache, an order, its address. Out: what came of the order before, on whatever machine; nothing where there is nothing of use.
 *
 * Only what had nothing said of it is kept. Whoever can write to the cache can write anything there with hashes that are right, so what
 * comes out of it is proved as what was just made is: the files are read back and compared with this very order.
 */
import { z } from 'zod';
import type { SharedCache } from '../cache/shared-cache.js';
import { most } from '../cache/store.js';
import { sha256 } from '../files/write-file.js';
import { canon, headingsOf, type Document } from '../model/index.js';
import { readDocx } from '../proof/read-docx.js';
import { readPdf } from '../proof/read-pdf.js';
import { proveWording, type ReadBack } from '../proof/wording.js';
import type { FilesOrder, Format, Made, MadeFile } from './files.js';
import { arranged } from './lay-out.js';
import { proveDocx, provePdf, wordsOfDocx, wordsOfPdf, type Standing } from './prove.js';

const page = z.int().min(1).max(100_000);
const file = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().min(1).max(most.blobs) });
const entryShape = z.strictObject({
  /** Of these entries; what another certpress writes is not read. */
  entry: z.literal(1),
  order: z.string(),
  files: z.strictObject({ docx: file, pdf: file }),
  pages: page,
  contentPages: z.record(z.string().max(200), page),
  seals: z.array(z.strictObject({ page, left: z.number(), top: z.number(), diameter: z.number() })).max(1000),
  laidOut: z.strictObject({
    firstPages: page,
    closer: z.boolean(),
    bringsRows: z.boolean(),
    headingPages: z.array(page),
    sectionPages: z.array(page),
  }),
});
type Entry = z.infer<typeof entryShape>;

/** Whether it is there now for others to take. `made` has both formats. */
export async function keepFiles(cache: SharedCache, address: string, made: Made): Promise<boolean> {
  const { pages, contentPages, seals, laidOut } = made;
  if (!laidOut) return false;
  const files: Record<string, Entry['files']['pdf']> = {};
  for (const { format, bytes } of made.files) {
    const hash = sha256(bytes);
    if (bytes.length > most.blobs || !(await cache.put('blobs', hash, bytes))) return false;
    files[format] = { sha256: hash, bytes: bytes.length };
  }
  // Last: an entry whose files are not there yet would be of no use to anybody.
  const text = JSON.stringify({ entry: 1, order: address, files, pages, contentPages, seals, laidOut });
  return cache.put('made', address, Buffer.from(`${sha256(text)}\n${text}`));
}

export async function takeFiles(cache: SharedCache, address: string, order: FilesOrder): Promise<Made | undefined> {
  const bytes = await cache.get('made', address);
  if (!bytes) return undefined;
  const entry = entryIn(bytes, address);
  const files = entry && (await filesOf(cache, entry, order.formats));
  const made = files && proved(entry, files, order);
  // What is no more where the entry says is missing, not spoiled; it is made again all the same.
  if (!made && (!entry || files)) cache.spoiled(address);
  return made;
}

function entryIn(bytes: Uint8Array, address: string): Entry | undefined {
  const [hash = '', text = '', ...more] = Buffer.from(bytes).toString('utf8').split('\n');
  if (more.length > 0 || sha256(text) !== hash) return undefined;
  try {
    const { data } = entryShape.safeParse(JSON.parse(text));
    return data?.order === address ? data : undefined;
  } catch {
    return undefined;
  }
}

async function filesOf(cache: SharedCache, entry: Entry, formats: readonly Format[]): Promise<MadeFile[] | undefined> {
  const files: MadeFile[] = [];
  for (const format of formats) {
    const bytes = await cache.getHashed('blobs', entry.files[format].sha256);
    if (!bytes || bytes.length !== entry.files[format].bytes) return undefined;
    files.push({ format, bytes });
  }
  return files;
}

function proved({ pages, contentPages, seals, laidOut }: Entry, files: readonly MadeFile[], order: FilesOrder): Made | undefined {
  try {
    const document = arranged(order.document, laidOut);
    if (!document || !couldStand(document, laidOut, pages) || Object.values(contentPages).some((one) => one > pages)) return undefined;
    if (seals.some((seal) => seal.page > pages)) return undefined;
    return isSound(document, laidOut, pages, files, order) ? { files, pages, contentPages, seals, laidOut } : undefined;
  } catch {
    // Bytes that no writer of ours makes, and that a reader stumbles over.
    return undefined;
  }
}

/** As many places as the document has, each section after the one before, and those that are one page on one. */
function couldStand(document: Document, { headingPages, sectionPages }: Standing, pages: number): boolean {
  if (headingPages.length !== headingsOf(document).length || sectionPages.length !== document.sections.length) return false;
  if (headingPages.some((one) => one > pages)) return false;
  return document.sections.every((section, n) => {
    const length = (sectionPages[n + 1] ?? pages + 1) - (sectionPages[n] ?? 0);
    return section.master.fill ? length === 1 : length >= 1;
  });
}

function isSound(document: Document, standing: Standing, pages: number, files: readonly MadeFile[], order: FilesOrder): boolean {
  const wanted = canon(document);
  const words: ReadBack[] = [];
  for (const { format, bytes } of files) {
    if (format === 'pdf') {
      const read = readPdf(bytes);
      if (!read.value || read.value.pages.length !== pages) return false;
      if ([...read.diagnostics, ...provePdf(document, wanted, standing, read.value)].length > 0) return false;
      words.push(wordsOfPdf(read.value));
    } else {
      const read = readDocx(bytes);
      if (!read.value || [...read.diagnostics, ...proveDocx(document, wanted, standing, read.value)].length > 0) return false;
      words.push(wordsOfDocx(read.value));
    }
  }
  return proveWording(document, order.wording, words, order.layout).length === 0;
}
