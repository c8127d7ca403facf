/**
 * Signatures and a seal with SM2 for Bouncy Castle, and the judgement of what it signs.
 *
 * In:  `make` or `check`, and a folder. Out: `make` fills the folder; `check` verifies `other.p7s` in it, and exits 1 when
 * that is not trusted, or a damaged one is.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSigner, readTrust, sealPdf, signDetached, verifyDetached } from '../src/seal/index.js';
import { writtenDocuments } from '../test/seal/documents.js';
import { makePki } from '../test/seal/pki.js';
import { makeSm2Pki } from '../test/seal/sm2-pki.js';

const [what, folder = '.cache/sm2'] = process.argv.slice(2);
const file = (name: string): string => join(folder, name);
const valueOf = <T>({ value, diagnostics }: { readonly value?: T; readonly diagnostics: readonly unknown[] }): T => {
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value;
};

async function make(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const sm2 = makeSm2Pki(file('sm2'));
  const pki = await makePki(file('pki'));
  const signer = valueOf(await loadSigner({ key: readFileSync(sm2.p12), password: sm2.password }));
  const content = Buffer.from('归档 what is kept\n');
  writeFileSync(file('content.bin'), content);
  writeFileSync(file('chain.pem'), readFileSync(sm2.certificate, 'utf8') + readFileSync(sm2.chainPem, 'utf8'));
  copyFileSync(sm2.rootPem, file('root.pem'));
  copyFileSync(sm2.key, file('signer.key'));
  for (const level of ['B-B', 'B-T'] as const) {
    writeFileSync(file(`${level}.p7s`), valueOf(await signDetached(content, signer, { at: new Date(), level, services: pki.services })));
  }
  const { form } = await writtenDocuments();
  writeFileSync(file('sealed.pdf'), valueOf(await sealPdf(form.bytes, signer, { level: 'B-T', at: new Date(), services: pki.services })));
  await pki.close();
  console.log('certpress: two signatures and a seal with SM2 are made');
}
function check(): void {
  const content = readFileSync(file('content.bin'));
  const cms = readFileSync(file('other.p7s'));
  const trust = readTrust(readFileSync(file('root.pem'), 'utf8'));
  const verdict = verifyDetached(content, cms, trust);
  console.log(`certpress: other.p7s: ${verdict.trusted ? 'trusted' : JSON.stringify(verdict.problems)}`);
  let missed = 0;
  for (let n = 0; n < cms.length; n++) {
    const damaged = Uint8Array.from(cms);
    damaged[n] = (damaged[n] ?? 0) ^ (1 << (n % 8));
    const { intact, trusted } = verifyDetached(content, damaged, trust);
    if (intact && trusted) missed++;
  }
  console.log(`certpress: ${cms.length} alterations of it, ${missed} not found`);
  if (!verdict.trusted || missed > 0) process.exitCode = 1;
}
if (what === 'make') await make();
else check();
