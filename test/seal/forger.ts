/**
 * What a forger can do who knows how certpress writes files, and can ask any time stamp service; only the body's key is missing.
 *
 * In:  sealed files. Out: altered ones.
 */
import { PdfFile } from '../../src/pdf/file.js';
import { fill } from '../../src/seal/pdf/fill.js';
import { addTimeStampField } from '../../src/seal/pdf/seal-field.js';
import { Dictionary, Reference, type Value } from '../../src/pdf/syntax.js';
import { Update } from '../../src/pdf/update.js';
import { requestToken } from '../../src/seal/cms/token.js';
import type { Services } from '../../src/seal/index.js';

/** An update spelled as ours are. */
export function updated(bytes: Uint8Array, change: (update: Update, file: PdfFile) => void): Buffer {
  const update = new Update(new PdfFile(bytes));
  change(update, update.file);
  return Buffer.from(update.save().bytes);
}
/** An update with a genuine document time stamp, and whatever else. */
export async function stamped(
  bytes: Uint8Array,
  services: Services,
  change: (update: Update, file: PdfFile) => void = () => undefined,
): Promise<Buffer> {
  const update = new Update(new PdfFile(bytes));
  const signature = addTimeStampField(update, 9000);
  change(update, update.file);
  return Buffer.from(await fill(update, signature, 'SHA-256', (hash) => requestToken(services, 'SHA-256', hash)));
}
/** Changes entries of an object. */
export function changed(update: Update, reference: Reference, entries: Readonly<Record<string, Value | undefined>>): void {
  const value = new Dictionary(update.file.dictionary(reference));
  for (const [key, entry] of Object.entries(entries)) {
    if (entry === undefined) value.delete(key);
    else value.set(key, entry);
  }
  update.put(reference.number, value);
}
export const firstPage = (file: PdfFile): Reference => {
  const [page] = file.pages();
  if (!page) throw new Error('no page');
  return page;
};
/** Puts text in place of other text of the same length, or longer: then places after it are wrong, as a careless forger leaves them. */
export function replaced(bytes: Uint8Array, from: string | RegExp, to: string | ((found: string) => string), last = false): Buffer {
  const text = Buffer.from(bytes).toString('latin1');
  const all = [...text.matchAll(new RegExp(from instanceof RegExp ? from.source : from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g'))];
  const found = last ? all.at(-1) : all[0];
  if (!found) throw new Error(`${String(from)} is not in the file`);
  return Buffer.from(
    text.slice(0, found.index) + (typeof to === 'string' ? to : to(found[0])) + text.slice(found.index + found[0].length),
    'latin1',
  );
}
/** The last table again at the end of the file, with places and /Prev of one's own. */
export function withTable(bytes: Uint8Array, table: { readonly entries: readonly string[]; readonly trailer: string }): Buffer {
  const body = `xref\n${table.entries.join('')}trailer\n${table.trailer}\nstartxref\n${bytes.length}\n%%EOF\n`;
  return Buffer.concat([bytes, Buffer.from(body, 'latin1')]);
}
export const placeLine = (place: number): string => `${String(place).padStart(10, '0')} 00000 n \n`;
