/**
 * What processes that make files are given to do.
 *
 * In:  nothing. Out: types, all of it plain data.
 */
import type { CachedMade, CacheUse, fulfil, Offered } from '../cached-files.js';
import type { FilesOrder } from '../files.js';

export interface Make {
  readonly do: 'make';
  readonly order: FilesOrder;
  readonly use?: CacheUse;
}
export interface Offer {
  readonly do: 'offer';
  readonly order: FilesOrder;
  readonly use: CacheUse;
  readonly offer: boolean;
}
/** Somebody else's order, by its address in the cache. */
export interface Fulfil {
  readonly do: 'fulfil';
  readonly address: string;
  readonly use: CacheUse;
  /** As a project would name it; else the one that comes with certpress. */
  readonly engine?: string;
}
export type Piece = Make | Offer | Fulfil;
export type Fulfilment = Awaited<ReturnType<typeof fulfil>>;
export type Came = CachedMade | Offered | Fulfilment;
