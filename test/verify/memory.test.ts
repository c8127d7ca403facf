/** However many bags an archive has, verifying it takes no more memory. The heap is measured, so nothing else runs in this process. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeDisk, openStore, type Disk } from '../../src/archive/store/index.js';
import { signDetached, type Signer, type Trust } from '../../src/seal/index.js';
import { targetOf, verify } from '../../src/verify/index.js';
import { long } from '../setup/long.js';
import { livedCopy, must } from './setup/lived.js';

let folder: string;
let signer: Signer;
let trust: Trust;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certpress-memory-'));
  ({ signer, trust } = await livedCopy(folder));
}, 600_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a hundred and fifty bags, and memory stays flat', { ...long, timeout: 600_000 }, async () => {
  const dir = join(folder, 'many');
  // Nothing here is to outlive a power cut.
  const quick: Disk = {
    ...nodeDisk,
    create: (file, bytes, mode) => {
      writeFileSync(file, bytes, { flag: 'wx', mode });
      return Promise.resolve();
    },
    append: (file, bytes) => {
      writeFileSync(file, bytes, { flag: 'a' });
      return Promise.resolve();
    },
    syncFolder: () => Promise.resolve(),
  };
  const store = must(
    await openStore(dir, {
      at: '2026-11-01T00:00:00Z',
      agent: 'x',
      disk: quick,
      sign: async (bytes) => must(await signDetached(bytes, signer, { at: new Date(), level: 'B-B' })),
      checkSignature: () => Promise.resolve({ intact: true, trusted: true, signedBy: '', level: 'B-B', problems: [] }),
    }),
  );
  const count = 150;
  for (let i = 0; i < count; i++)
    must(
      await store.add({
        place: { scheme: 's', case: `c${i % 20}`, subject: `a${i}` },
        files: new Map([['note.bin', randomBytes(100_000)]]),
        identity: createHash('sha256').update(String(i)).digest('hex'),
        organization: 'x',
      }),
    );
  await store.close();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap: number[] = [];
  const target = must(await targetOf(dir));
  let seen = 0;
  const verdict = await verify(
    target,
    { trust, render: true },
    {
      jobs: 1,
      signal: new AbortController().signal,
      progress: () => undefined,
      bag: () => {
        if (++seen % 25 !== 0) return;
        collect();
        heap.push(process.memoryUsage().heapUsed);
      },
    },
  );
  expect([verdict.bags, seen]).toEqual([count, count]);
  // 150 bags of 100 kB: to keep what was read of each would be 12 MB from the first sample to the last.
  expect(Math.max(...heap) - (heap[0] ?? 0)).toBeLessThan(4_000_000);
});
