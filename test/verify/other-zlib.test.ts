/** An archive that was written where another zlib deflates. What packs drawings is replaced, so nothing else runs in this process. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readTrust } from '../../src/seal/index.js';
import { long } from '../setup/long.js';
import { makePki } from '../seal/pki.js';
import { archiveInto, copyProject, keeperAt, signerFrom } from './setup/lived.js';
import { said, verified } from './setup/verified.js';

/** As if the archive had been written where another zlib deflates. */
const elsewhere = vi.hoisted(() => ({ on: false }));
vi.mock('../../src/writers/pdf/frame.js', async (original) => {
  const real = await original<typeof import('../../src/writers/pdf/frame.js')>();
  const { deflateSync } = await import('node:zlib');
  return {
    ...real,
    packedDrawing: (drawing: string) =>
      elsewhere.on ? new Uint8Array(deflateSync(Buffer.from(drawing), { level: 1 })) : real.packedDrawing(drawing),
  };
});

test(
  'an archive whose streams were deflated by another zlib is sound: documents are compared by what streams hold',
  { ...long, timeout: 600_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'certpress-zlib-'));
    const pki = await makePki(join(folder, 'pki'));
    try {
      const project = copyProject(join(folder, 'project'), ['wanding/nuantu-heating']);
      const signer = await signerFrom(pki, pki.signers.p256.p12);
      elsewhere.on = true;
      await archiveInto(join(folder, 'archive'), project, keeperAt(signer, new Date(), 'B-B', pki)).finally(() => {
        elsewhere.on = false;
      });
      await archiveInto(join(folder, 'here'), project, keeperAt(signer, new Date(), 'B-B', pki));
      const bag = 'wanding/nuantu-heating/WD-BC-23-0061-R1/1/data';
      const hashes = ['archive', 'here'].map((dir) =>
        (JSON.parse(readFileSync(join(folder, dir, bag, 'build.json'), 'utf8')) as { documents: { sha256: string }[] }).documents.map(
          (one) => one.sha256,
        ),
      );
      // Or there would be nothing to see here.
      expect(hashes[0]).not.toEqual(hashes[1]);
      const verdict = await verified(join(folder, 'archive'), { trust: readTrust(readFileSync(pki.rootPem, 'latin1')), render: true });
      expect(verdict.each.flatMap((one) => [...said(one), ...one.documents.flatMap(said)])).toEqual([]);
      expect([verdict.state, verdict.each.map((one) => one.comparison)]).toEqual(['sound', ['bytes', 'bytes']]);
    } finally {
      await pki.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
