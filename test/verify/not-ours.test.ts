/** A bag whose documents another program signed: intact each, and yet no bag of the body's. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ok } from '../../src/diagnostics/index.js';
import { readTrust } from '../../src/seal/index.js';
import { verifyBag } from '../../src/verify/bag.js';
import { makePki } from '../seal/pki.js';
import { asUpdate, filledIn } from '../seal/outsider.js';
import { long } from '../setup/long.js';
import { archiveInto, copyProject, keeperAt, signerFrom } from './setup/lived.js';

test(
  'a document in a bag that another program signed is told to be that, and not one that the body sealed',
  { ...long, timeout: 600_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'certpress-not-ours-'));
    const pki = await makePki(join(folder, 'pki'));
    try {
      const project = copyProject(join(folder, 'project'), ['wanding/nuantu-heating']);
      const sealingKey = keeperAt(await signerFrom(pki, pki.signers.rsa.p12), new Date(), 'B-B', pki);
      await archiveInto(join(folder, 'archive'), project, {
        ...sealingKey,
        seal: async (bytes) => ok(new Uint8Array(await filledIn(pki, asUpdate(bytes, 'adbe.pkcs7.detached')))),
      });
      const verdict = await verifyBag(join(folder, 'archive/wanding/nuantu-heating/WD-BC-23-0061-R1/1'), {
        trust: readTrust(readFileSync(pki.rootPem, 'latin1')),
        render: false,
      });
      expect(verdict.documents.map(({ state, findings }) => [state, findings.map((d) => d.code)])).toEqual([
        ['untrusted', ['verify-not-ours']],
      ]);
      expect([verdict.state, verdict.findings.map((d) => d.code)]).toEqual(['faulty', ['verify-seal']]);
    } finally {
      await pki.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
