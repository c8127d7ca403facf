/**
 * A cache that several machines share, as this run sees it.
 *
 * In:  where it lies. Out: bytes by address; those whose hash is not their address are none. A cache never stops anybody: what goes wrong
 * with it is noted as a `Trouble`, and from then on it is left alone.
 */
import { sha256 } from '../files/write-file.js';
import { folderStore } from './folder-store.js';
import { StoreFailed, type CachePlace, type Shelf, type Store } from './store.js';

/**
 * `unreachable`: nothing is asked of it any more; `unwritable`: nothing is put there any more; `spoiled`: it held what
 * is not what it says.
 */
export interface Trouble {
  readonly what: 'unreachable' | 'unwritable' | 'spoiled';
  /** A short word for people: an error code, or the address of what was spoiled. */
  readonly why: string;
}

export class SharedCache {
  private isOff = false;
  private isReadOnly = false;
  private store: Promise<Store> | undefined;
  private noted: Trouble[] = [];

  constructor(private readonly place: CachePlace) {}

  /** Whether something can be put there, as far as is known. */
  get takes(): boolean {
    return !this.isOff && !this.isReadOnly;
  }
  get answers(): boolean {
    return !this.isOff;
  }
  /** What has gone wrong since the last time it was asked. */
  troubles(): readonly Trouble[] {
    const noted = this.noted;
    this.noted = [];
    return noted;
  }
  spoiled(address: string): void {
    this.noted.push({ what: 'spoiled', why: address });
  }

  /** Anything: whoever asks must see what it is. */
  async get(shelf: Shelf, id: string): Promise<Uint8Array | undefined> {
    if (this.isOff) return undefined;
    try {
      return await (await this.open()).get(shelf, id);
    } catch (error) {
      if (!(error instanceof StoreFailed)) throw error;
      this.isOff = true;
      this.noted.push({ what: 'unreachable', why: error.why });
      return undefined;
    }
  }
  /** What has this hash. */
  async getHashed(shelf: 'blobs' | 'orders', hash: string): Promise<Uint8Array | undefined> {
    const bytes = await this.get(shelf, hash);
    if (bytes === undefined || sha256(bytes) === hash) return bytes;
    this.spoiled(hash);
    return undefined;
  }
  /** Whether it lies there now. */
  async put(shelf: Shelf, id: string, bytes: Uint8Array): Promise<boolean> {
    if (!this.takes) return false;
    try {
      await (await this.open()).put(shelf, id, bytes);
      return true;
    } catch (error) {
      if (!(error instanceof StoreFailed)) throw error;
      this.isReadOnly = true;
      this.noted.push({ what: 'unwritable', why: error.why });
      return false;
    }
  }

  private open(): Promise<Store> {
    return (this.store ??= storeAt(this.place));
  }
}

const storeAt = async (place: CachePlace): Promise<Store> =>
  place.in === 'folder' ? folderStore(place.folder) : (await import('./s3-store.js')).s3Store(place);
