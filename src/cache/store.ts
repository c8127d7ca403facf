/**
 * What a shared cache is kept in: bytes by shelf and address.
 *
 * In:  nothing. Out: the interface that a folder (`folder-store.ts`) and an S3 bucket (`s3-store.ts`) have; where one lies, as plain data,
 * so that processes that work for another can open it too.
 *
 * A store is shared and anybody may have written to it: it vouches for nothing, and whoever gets bytes from it asks what they are.
 */

/** `blobs`: bytes by their hash; `orders`: orders for files by theirs; `made`: what came of an order, by the order's address. */
export type Shelf = 'blobs' | 'orders' | 'made';
/** The most bytes of one. */
export const most: Readonly<Record<Shelf, number>> = { blobs: 64 * 1024 * 1024, orders: 64 * 1024 * 1024, made: 1024 * 1024 };

/** A SHA-256 in hexadecimal: no name leads anywhere else. */
const address = /^[0-9a-f]{64}$/;
export const isAddress = (text: unknown): text is string => typeof text === 'string' && address.test(text);

/** Two levels, forward slashes; 256 folders hold a million files of a shelf with four thousand each. */
export function nameOf(shelf: Shelf, id: string): string {
  if (!isAddress(id)) throw new TypeError(`no address: ${id}`);
  return `${shelf}/${id.slice(0, 2)}/${id}`;
}

/** Thrown where it cannot be asked; what is not there is no error. `why` is a short word for people. */
export class StoreFailed extends Error {
  constructor(readonly why: string) {
    super(why);
  }
}
export interface Store {
  /** Undefined where there is none, and where what lies there cannot be one: no ordinary file, or larger than any. */
  get(shelf: Shelf, id: string): Promise<Uint8Array | undefined>;
  /** Whole or not at all, over whatever lies there. */
  put(shelf: Shelf, id: string, bytes: Uint8Array): Promise<void>;
}

export interface FolderPlace {
  readonly in: 'folder';
  /** Absolute. */
  readonly folder: string;
}
export interface S3Place {
  readonly in: 's3';
  /** Of the bucket, without a slash at its end. */
  readonly url: string;
  /** In front of every name; '' or ending in a slash. */
  readonly prefix: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
  readonly token?: string;
}
export type CachePlace = FolderPlace | S3Place;
/** What people are told; no secret is in it. */
export const placeName = (place: CachePlace): string => (place.in === 'folder' ? place.folder : `${place.url}/${place.prefix}`);
