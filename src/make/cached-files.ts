/**
 * Files made, or taken from a shared cache where they were made before.
 *
 * In:  orders; where the cache lies, and for which program and engine, as plain data. Out: what came of each, whoever made it, with what
 * went wrong with the cache. And both halves of it for a queue (`src/queue`): an order put there for somebody else to carry out, and
 * carried out for somebody else.
 */
import { SharedCache, type Trouble } from '../cache/shared-cache.js';
import { isAddress, type CachePlace } from '../cache/store.js';
import type { PdfWriter } from '../writers/pdf/index.js';
import { makeFiles, type FilesMade, type FilesOrder } from './files.js';
import { keepFiles, takeFiles } from './kept-files.js';
import { allFormats, orderOf, orderText, type Maker } from './order-text.js';

/** Plain data: processes that work for another are told it with each piece of work. */
export interface CacheUse extends Maker {
  readonly place: CachePlace;
}
export type CachedMade = FilesMade & { readonly troubles?: readonly Trouble[] };

const opened = new Map<string, SharedCache>();
/** One for each place in a process: what cannot be reached is asked once. */
function cacheAt(place: CachePlace): SharedCache {
  const key = JSON.stringify(place);
  const known = opened.get(key);
  if (known) return known;
  const cache = new SharedCache(place);
  opened.set(key, cache);
  return cache;
}

export async function makeOrTake(writer: PdfWriter, order: FilesOrder, use: CacheUse | undefined): Promise<CachedMade> {
  // Without an engine a Word file alone is made, at once, and proved against less.
  if (!use || writer.engine.version === null) return makeFiles(writer, order);
  const cache = cacheAt(use.place);
  const { address } = orderText(order, use);
  const taken = await takeFiles(cache, address, order);
  if (taken) return { fits: true, made: taken, diagnostics: [], troubles: cache.troubles() };
  if (!cache.takes) return { ...(await makeFiles(writer, order)), troubles: cache.troubles() };
  // Both formats are made in any case; whoever wants the other one finds it.
  const done = await makeFiles(writer, { ...order, formats: allFormats });
  const { made } = done;
  if (!made) return { ...done, troubles: cache.troubles() };
  if (done.diagnostics.length === 0) await keepFiles(cache, address, made);
  const files = made.files.filter(({ format }) => order.formats.includes(format));
  return { ...done, made: { ...made, files }, troubles: cache.troubles() };
}

export interface Offered {
  readonly address: string;
  /** What the cache held of it already. */
  readonly made?: FilesMade;
  /** Whether the order lies there now, for somebody else. */
  readonly isThere: boolean;
  readonly troubles: readonly Trouble[];
}
/** `offer`: where the cache has no files of it, the order is put there. */
export async function takeOrOffer(order: FilesOrder, use: CacheUse, offer: boolean): Promise<Offered> {
  const cache = cacheAt(use.place);
  const { address, text, pictures } = orderText(order, use);
  const taken = await takeFiles(cache, address, order);
  if (taken || !offer)
    return {
      address,
      ...(taken ? { made: { fits: true, made: taken, diagnostics: [] } } : {}),
      isThere: false,
      troubles: cache.troubles(),
    };
  let isThere = true;
  for (const [hash, data] of pictures) isThere &&= await cache.put('blobs', hash, Buffer.from(data));
  isThere &&= await cache.put('orders', address, Buffer.from(text));
  return { address, isThere, troubles: cache.troubles() };
}

/**
 * `kept`: its files are in the cache; `told`: something is to be told of it, which whoever ordered it finds out by making it; `missing`: no
 * such order is there, or none for this program and engine; `failed`: the cache cannot be asked, or takes nothing.
 */
export type Fulfilled = 'kept' | 'told' | 'missing' | 'failed';
export async function fulfil(
  writer: PdfWriter,
  address: string,
  use: CacheUse,
): Promise<{ readonly done: Fulfilled; readonly troubles: readonly Trouble[] }> {
  if (!isAddress(address)) return { done: 'missing', troubles: [] };
  // What could not be reached for one order may be there for the next: a worker goes on for days.
  const cache = new SharedCache(use.place);
  const done = await fulfilled(writer, address, use, cache);
  return { done: done === 'missing' && !cache.answers ? 'failed' : done, troubles: cache.troubles() };
}
async function fulfilled(writer: PdfWriter, address: string, use: CacheUse, cache: SharedCache): Promise<Fulfilled> {
  const bytes = await cache.getHashed('orders', address);
  const text = bytes && Buffer.from(bytes).toString('utf8');
  const order = text === undefined ? undefined : await orderOf(text, use, (hash) => textOf(cache, hash));
  if (!order) return 'missing';
  const { made, diagnostics } = await makeFiles(writer, order);
  if (!made || diagnostics.length > 0) return 'told';
  return (await keepFiles(cache, address, made)) ? 'kept' : 'failed';
}
async function textOf(cache: SharedCache, hash: string): Promise<string | undefined> {
  const bytes = await cache.getHashed('blobs', hash);
  return bytes && Buffer.from(bytes).toString('latin1');
}
