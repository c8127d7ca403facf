/** SM2 with SM3: what OpenSSL verifies and signs, what must be found, and what does not go together. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { NotAccepted, isSignedBy } from '../../src/seal/cms/algorithms.js';
import { readCertificate } from '../../src/seal/x509/certificate.js';
import { readSignedData } from '../../src/seal/cms/read.js';
import {
  loadSigner,
  readTrust,
  signDetached,
  verifyDetached,
  verifyPdf,
  type Fetcher,
  type KeyFiles,
  type Signer,
  type Trust,
} from '../../src/seal/index.js';
import { knowsSm2 } from '../../src/seal/keys/sm2.js';
import { levels, passes, sharedSealing, type Sealing } from './sealing.js';
import { makeSm2Pki, type Sm2Pki } from './sm2-pki.js';

let s: Sealing;
let sm2: Sm2Pki;
/** The root of SM2, and that of the time stamps. */
let trust: Trust;
let signer: Signer;
beforeAll(async () => {
  s = await sharedSealing();
  sm2 = makeSm2Pki(join(s.pki.folder, 'sm2'));
  trust = { roots: [...readTrust(await readFile(sm2.rootPem, 'utf8')).roots, ...s.trust.roots] };
  signer = await loaded({ key: await readFile(sm2.p12), password: sm2.password });
});
const loaded = async (files: KeyFiles): Promise<Signer> => {
  const { value, diagnostics } = await loadSigner(files);
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
};
const content = new TextEncoder().encode('{"lines":3,"head":"…"}\n');
const signed = async (by: Signer = signer, level: 'B-B' | 'B-T' = 'B-B'): Promise<Uint8Array> => {
  const { value, diagnostics } = await signDetached(content, by, { at: new Date(), level, services: s.pki.services });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
};
const codeOf = async (by: Signer): Promise<string | undefined> =>
  (await signDetached(content, by, { at: new Date(), level: 'B-B' })).diagnostics[0]?.code;
const ownKey = (): Uint8Array => readCertificate(signer.chain[0] ?? new Uint8Array()).spki;

describe('SM2', () => {
  it('is what the standard says: its example is verified', () => {
    expect(knowsSm2()).toBe(true);
  });
  it('keys come from PKCS#12 and from PEM in each form, with their chain', async () => {
    expect(signer).toMatchObject({ scheme: 'sm2', digest: 'SM3' });
    expect(signer.chain).toHaveLength(3);
    const chain = Buffer.concat([await readFile(sm2.certificate), await readFile(sm2.chainPem)]);
    const named = execFileSync('openssl', ['ec', '-in', sm2.key], { stdio: 'pipe' }).toString();
    expect(named).toContain('BEGIN SM2 PRIVATE KEY');
    const locked = execFileSync('openssl', ['pkcs8', '-topk8', '-in', sm2.key, '-passout', 'pass:secret'], { stdio: 'pipe' });
    const forms: KeyFiles[] = [
      { key: await readFile(sm2.key), chain },
      { key: Buffer.from(named), chain },
      { key: Buffer.from(named.replaceAll('SM2 PRIVATE', 'EC PRIVATE')), chain },
      { key: locked, chain, password: 'secret' },
    ];
    for (const files of forms) {
      const one = await loaded(files);
      expect(one).toMatchObject({ scheme: 'sm2', digest: 'SM3' });
      expect(verifyDetached(content, await signed(one), trust)).toMatchObject({ trusted: true });
    }
  });
  it('signatures are right for OpenSSL and for us, alone and under a time stamp', async () => {
    for (const level of ['B-B', 'B-T'] as const) {
      const cms = await signed(signer, level);
      const verdict = verifyDetached(content, cms, trust);
      expect(verdict).toMatchObject({ intact: true, trusted: true, level, problems: [] });
      expect(verdict.signedBy).toContain('CN=sm2-signer');
      const { signedAttributes, signature, digest } = readSignedData(cms);
      expect(digest).toBe('SM3');
      expect(sm2.verifies(signedAttributes, signature)).toBe(true);
      expect(sm2.verifies(signedAttributes.slice(1), signature)).toBe(false);
    }
  });
  it('signatures of others hold: over the message, or over the digest alone', async () => {
    expect(
      verifyDetached(content, await signed({ ...signer, sign: (_digest, message) => Promise.resolve(sm2.sign(message)) }), trust),
    ).toMatchObject({ trusted: true });
    expect(
      verifyDetached(content, await signed({ ...signer, sign: (digest) => Promise.resolve(sm2.signDigest(digest)) }), trust),
    ).toMatchObject({ trusted: true });
    // Whoever leaves the identifier out signs as somebody else.
    expect(await codeOf({ ...signer, sign: (_digest, message) => Promise.resolve(sm2.sign(message, [])) })).toBe('seal-signing-failed');
  });
  it('certificates are judged below other authorities, and without a trusted root are not believed', async () => {
    const { p12 } = await s.pki.issue('mixed', { key: 'sm2' });
    const mixed = await loaded({ key: await readFile(p12), password: s.pki.password });
    const cms = await signed(mixed);
    expect(verifyDetached(content, cms, s.trust)).toMatchObject({ intact: true, trusted: true });
    expect(verifyDetached(content, await signed(), s.trust)).toMatchObject({ intact: true, trusted: false });
  });
  it('signatures are found to be wrong after any change of a bit', async () => {
    const cms = await signed();
    const missed: number[] = [];
    const step = process.env['EVERY_BYTE'] === '1' ? 1 : 5;
    for (let n = 0; n < cms.length; n += step) {
      const damaged = new Uint8Array(cms);
      damaged[n] = (damaged[n] ?? 0) ^ (1 << (n % 8));
      const { intact, trusted } = verifyDetached(content, damaged, trust);
      if (intact && trusted) missed.push(n);
    }
    expect(missed).toEqual([]);
    expect(verifyDetached(content.slice(1), cms, trust)).toMatchObject({ intact: false });
  });
  it('goes with SM3 and its own keys only', async () => {
    const other = { ...signer, sign: (_digest: Uint8Array, message: Uint8Array) => Promise.resolve(sm2.sign(message)) };
    expect(await codeOf({ ...other, digest: 'SHA-256' })).toBe('seal-key-unsuitable');
    expect(await codeOf({ ...other, scheme: 'ecdsa', digest: 'SHA-256' })).toBe('seal-signing-failed');
    expect(await codeOf({ ...other, scheme: 'rsa-pkcs1' })).toBe('seal-key-unsuitable');
    expect(await codeOf({ ...(await s.signerOf(s.pki.signers.p256.p12)), scheme: 'sm2', digest: 'SM3' })).toBe('seal-signing-failed');
    const signature = sm2.sign(content);
    expect(isSignedBy(ownKey(), { scheme: 'sm2', digest: 'SM3' }, content, signature)).toBe(true);
    expect(isSignedBy(ownKey(), { scheme: 'ecdsa', digest: 'SHA-256' }, content, signature)).toBe(false);
    for (const scheme of ['ecdsa', 'rsa-pkcs1', 'rsa-pss'] as const)
      expect(() => isSignedBy(ownKey(), { scheme }, content, signature, 'SM3')).toThrow(NotAccepted);
    expect(() => isSignedBy(ownKey(), { scheme: 'sm2', digest: 'SHA-256' }, content, signature)).toThrow(NotAccepted);
    // The identifier of ECDSA with SHA-256 has the same length.
    const cms = Buffer.from(await signed());
    const at = cms.lastIndexOf(Buffer.from('06082a811ccf55018375', 'hex'));
    cms.set(Buffer.from('06082a8648ce3d040302', 'hex'), at);
    expect(verifyDetached(content, cms, trust)).toMatchObject({ intact: false, trusted: false });
  });
  it('seals hold at every level, with revocation lists and OCSP responses of SM2', async () => {
    const asked = new Set<string>();
    const fetch: Fetcher = (url, type, body) => {
      asked.add(url);
      return sm2.fetch(s.pki.services.fetch)(url, type, body);
    };
    for (const level of levels) {
      const sealed = await s.sealed(s.documents.form.bytes, signer, { level, services: { ...s.pki.services, fetch } });
      const verdict = await verifyPdf(sealed, trust);
      expect(verdict.seal, level).toMatchObject({ intact: true, trusted: true, level, problems: [] });
      expect(passes(verdict, level)).toBe(true);
      const damaged = new Uint8Array(sealed);
      damaged[2000] = (damaged[2000] ?? 0) ^ 1;
      expect((await verifyPdf(damaged, trust)).seal?.intact).toBe(false);
    }
    expect([...asked]).toEqual(expect.arrayContaining(['http://sm2.invalid/ocsp', 'http://sm2.invalid/root']));
  });
});
