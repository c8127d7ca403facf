/** Signers from modules of the user's own: one that signs in another process, and those that are wrong. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { signerFromModule } from '../../src/cli/signer-module.js';
import { sealPdf, signDetached, verifyDetached, verifyPdf } from '../../src/seal/index.js';
import { sharedSealing, type Sealing } from './sealing.js';
import { makeSm2Pki } from './sm2-pki.js';

let s: Sealing;
beforeAll(async () => {
  s = await sharedSealing();
  await writeFile(
    join(s.pki.folder, 'given-chain.pem'),
    (await readFile(s.pki.signers.p256.certificate, 'utf8')) + (await readFile(s.pki.chainPem, 'utf8')),
  );
});

let modules = 0;
const moduleOf = async (text: string): Promise<string> => {
  const file = join(s.pki.folder, `signer-${++modules}.mjs`);
  await writeFile(file, text);
  return file;
};
/** The key stays with OpenSSL, which gets a digest on stdin. */
const outside = (key: string, chainFile: string, ways: { scheme: string; digest: string; options?: readonly string[] }): Promise<string> =>
  moduleOf(`
  import { execFileSync } from 'node:child_process';
  import { readFileSync } from 'node:fs';
  export async function createSigner() {
    const chain = readFileSync(${JSON.stringify(chainFile)}, 'utf8').match(/-----BEGIN C[^-]+-----[^-]+-----END C[^-]+-----/g)
      .map((pem) => Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64'));
    return {
      chain, scheme: '${ways.scheme}', digest: '${ways.digest}',
      sign: async (digest) => execFileSync('openssl', ['pkeyutl', '-sign', '-inkey', ${JSON.stringify(key)}, ...${JSON.stringify(ways.options ?? [])}], { input: digest, stdio: ['pipe', 'pipe', 'pipe'] }),
    };
  }`);
/** A module in which all is right for the P-256 key but what `own` says. */
const parts = (own: string): string => `
  import { readFileSync } from 'node:fs';
  const pems = readFileSync(new URL('given-chain.pem', import.meta.url), 'utf8').match(/-----BEGIN C[^-]+-----[^-]+-----END C[^-]+-----/g);
  const chain = pems.map((pem) => new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64')));
  const sign = async () => new Uint8Array(64);
  const right = { chain, scheme: 'ecdsa', digest: 'SHA-256', sign };
  export const createSigner = () => (${own});`;
const content = new TextEncoder().encode('kept\n');
const at = (): Date => new Date();

describe('a signer from a module', () => {
  it.each([
    ['rsa', 'rsa-pkcs1', 'SHA-256', ['-pkeyopt', 'digest:sha256']],
    ['rsa', 'rsa-pss', 'SHA-256', ['-pkeyopt', 'digest:sha256', '-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:32']],
    ['p256', 'ecdsa', 'SHA-256', []],
    ['p384', 'ecdsa', 'SHA-384', []],
  ] as const)('signs in another process: %s, %s', async (kind, scheme, digest, options) => {
    const { key, certificate } = s.pki.signers[kind];
    const own = join(s.pki.folder, `outside-${kind}.pem`);
    await writeFile(own, (await readFile(certificate, 'utf8')) + (await readFile(s.pki.chainPem, 'utf8')));
    const { value: signer, diagnostics } = await signerFromModule(await outside(key, own, { scheme, digest, options }));
    if (!signer) throw new Error(JSON.stringify(diagnostics));
    const cms = (await signDetached(content, signer, { at: at(), level: 'B-B' })).value ?? new Uint8Array();
    expect(verifyDetached(content, cms, s.trust)).toMatchObject({ intact: true, trusted: true });
    const sealed =
      (await sealPdf(s.documents.form.bytes, signer, { at: at(), level: 'B-T', services: s.pki.services })).value ?? new Uint8Array();
    expect((await verifyPdf(sealed, s.trust)).seal).toMatchObject({ intact: true, trusted: true, level: 'B-T' });
  });
  it('may have an SM2 key: it signs the digest that the standard makes', async () => {
    const sm2 = makeSm2Pki(join(s.pki.folder, 'sm2'));
    const own = join(s.pki.folder, 'outside-sm2.pem');
    await writeFile(own, (await readFile(sm2.certificate, 'utf8')) + (await readFile(sm2.chainPem, 'utf8')));
    const { value: signer } = await signerFromModule(await outside(sm2.key, own, { scheme: 'sm2', digest: 'SM3' }));
    if (!signer) throw new Error('no signer');
    const cms = (await signDetached(content, signer, { at: at(), level: 'B-B' })).value ?? new Uint8Array();
    expect(verifyDetached(content, cms, s.trust)).toMatchObject({ intact: true });
  });
  it.each([
    ['export const x = 1;', 'exports no function createSigner'],
    ['export const createSigner = 5;', 'exports no function createSigner'],
    ['throw new Error("no driver");', 'The module failed: no driver'],
    ['import "./not-there.mjs"; export const createSigner = () => 1;', 'The module failed: Cannot find'],
    ['export const createSigner = async () => { throw new Error("no card in the reader"); };', 'no card in the reader'],
    ['export const createSigner = () => undefined;', 'gave no object'],
    ['export const createSigner = () => ({ chain: [] });', 'chain is not an array'],
    ['export const createSigner = () => ({ chain: ["MII"] });', 'chain is not an array'],
    [parts('{ ...right, chain: [new Uint8Array([48, 0])] }'), 'number 1 of chain is not a certificate in DER'],
    [parts('{ ...right, scheme: "dsa" }'), 'scheme is not one of'],
    [parts('{ ...right, digest: "SHA-1" }'), 'digest is not one of'],
    [parts('{ ...right, sign: undefined }'), 'sign is not a function'],
    [parts('{ ...right, scheme: "rsa-pss" }'), 'does not sign by rsa-pss, only by ecdsa'],
    [parts('{ ...right, digest: "SM3" }'), 'the scheme ecdsa does not go with the digest SM3'],
    [parts('{ ...right, chain: [chain[0], chain[2], chain[1]] }'), 'out of order or has a wrong certificate'],
  ])('that is none says so: %s', async (text, reason) => {
    const file = await moduleOf(text);
    const { value, diagnostics } = await signerFromModule(file);
    expect(value).toBeUndefined();
    expect(diagnostics.map((d) => d.code)).toEqual(['seal-signer-wrong']);
    expect(diagnostics[0]?.message.en).toContain(reason);
    expect(diagnostics[0]?.place).toEqual({ file });
    expect(diagnostics[0]?.help?.zh).toContain('createSigner');
  });
  it('that is not there, or whose certificate is of an authority, is refused', async () => {
    expect((await signerFromModule(join(s.pki.folder, 'nowhere.mjs'))).diagnostics[0]?.message.en).toBe('There is no such module');
    expect((await signerFromModule(await moduleOf(parts('{ ...right, chain: chain.slice(1) }')))).diagnostics.map((d) => d.code)).toEqual([
      'seal-key-unsuitable',
    ]);
  });
  it('that failed once is not asked again: a card locks itself after some wrong PINs', async () => {
    const { value: signer } = await signerFromModule(
      await moduleOf(`let asked = 0;\n${parts('{ ...right, sign: async () => { throw new Error(`wrong PIN, attempt ${++asked}`); } }')}`),
    );
    if (!signer) throw new Error('no signer');
    const said = async (): Promise<string | undefined> =>
      (await signDetached(content, signer, { at: at(), level: 'B-B' })).diagnostics[0]?.message.en;
    expect(await said()).toContain('attempt 1');
    for (let n = 0; n < 3; n++) expect(await said()).toContain('not asked again');
  });
  it('is not believed: what it gives back is verified first', async () => {
    for (const [own, reason] of [
      ['right', 'not a signature by its certificate'],
      ['{ ...right, sign: async () => new ArrayBuffer(64) }', 'no Uint8Array'],
      ['{ ...right, sign: () => { throw new Error("card removed"); } }', 'card removed'],
    ] as const) {
      const { value: signer } = await signerFromModule(await moduleOf(parts(own)));
      if (!signer) throw new Error(own);
      const { value, diagnostics } = await signDetached(content, signer, { at: at(), level: 'B-B' });
      expect(value).toBeUndefined();
      expect(diagnostics.map((d) => d.code)).toEqual(['seal-signing-failed']);
      expect(diagnostics[0]?.message.en).toContain(reason);
    }
  });
});
