/** A folder as a store: whole or absent, over what lies there; and nothing that could hold a run up or lead it elsewhere is read. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderStore } from '../../src/cache/folder-store.js';
import { SharedCache } from '../../src/cache/shared-cache.js';
import { most, nameOf, StoreFailed } from '../../src/cache/store.js';
import { sha256 } from '../../src/files/write-file.js';
import { freePort } from '../setup/free-port.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certpress-store-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});
const bytes = new TextEncoder().encode('some bytes');
const hash = sha256(bytes);

describe('a folder', () => {
  it('gives what was put, replaces what lies there, and leaves nothing beside it', async () => {
    const store = folderStore(join(folder, 'new'));
    expect(await store.get('blobs', hash)).toBeUndefined();
    await store.put('blobs', hash, new Uint8Array(3));
    await store.put('blobs', hash, bytes);
    expect(Buffer.from((await store.get('blobs', hash)) ?? [])).toEqual(Buffer.from(bytes));
    expect(await store.get('made', hash)).toBeUndefined();
    expect(await readdir(join(folder, 'new', 'blobs', hash.slice(0, 2)))).toEqual([hash]);
  });
  it('has nothing where no ordinary file lies, or a larger one than any', async () => {
    const store = folderStore(folder);
    const lay = async (name: string, how: (path: string) => unknown): Promise<void> => {
      const path = join(folder, nameOf('made', sha256(name)));
      await mkdir(dirname(path), { recursive: true });
      await how(path);
    };
    await lay('folder', (path) => mkdir(path));
    await lay('large', async (path) => {
      await writeFile(path, '');
      await truncate(path, most.made + 1);
    });
    if (process.platform !== 'win32') {
      await writeFile(join(folder, 'elsewhere'), 'not of the cache');
      await lay('link', (path) => symlink(join(folder, 'elsewhere'), path));
      // Whoever opens it waits until somebody writes into it.
      await lay('pipe', (path) => spawnSync('mkfifo', [path]));
    }
    for (const name of ['folder', 'large', 'link', 'pipe']) expect(await store.get('made', sha256(name)), name).toBeUndefined();
  });
  it('says why nothing can be put', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(folderStore(join(folder, 'file')).put('blobs', hash, bytes)).rejects.toThrow(StoreFailed);
  });
});

describe('a shared cache', () => {
  it('has nothing where bytes are not what they are called, and says so', async () => {
    const cache = new SharedCache({ in: 'folder', folder });
    await cache.put('blobs', hash, bytes.subarray(1));
    expect(await cache.getHashed('blobs', hash)).toBeUndefined();
    expect(cache.troubles()).toEqual([{ what: 'spoiled', why: hash }]);
    await cache.put('blobs', hash, bytes);
    expect(await cache.getHashed('blobs', hash)).toHaveLength(bytes.length);
    expect(cache.troubles()).toEqual([]);
  });
  it('that takes nothing is left alone after the first time', async () => {
    const cache = new SharedCache({ in: 'folder', folder: join(folder, 'file') });
    expect([await cache.put('blobs', hash, bytes), await cache.put('blobs', hash, bytes)]).toEqual([false, false]);
    expect(cache.troubles().map(({ what }) => what)).toEqual(['unwritable']);
    expect([cache.takes, cache.answers]).toEqual([false, true]);
  });
  it('that cannot be reached is asked once', async () => {
    const port = await freePort();
    const place = { in: 's3', url: `http://127.0.0.1:${port}/bucket`, prefix: '', region: 'r', keyId: 'k', secret: 's' } as const;
    const cache = new SharedCache(place);
    expect([await cache.get('blobs', hash), await cache.get('blobs', hash)]).toEqual([undefined, undefined]);
    expect(cache.troubles()).toEqual([{ what: 'unreachable', why: 'ECONNREFUSED' }]);
    expect([cache.takes, cache.answers]).toEqual([false, false]);
  });
});
