/** Signing keys, and detached signatures: what OpenSSL verifies, and what must be found. */
import { execFileSync } from 'node:child_process';
import { createHmac, pbkdf2Sync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSigner, readTrust, signDetached, verifyDetached, type Signer, type Trust } from '../../src/seal/index.js';
import { Fields, element, integer, nothing, octets, oid, sequence, tags } from '../../src/seal/cms/der.js';
import { long } from '../setup/long.js';
import { makePki, type KeyKind, type Pki } from './pki.js';

let pki: Pki;
let folder: string;
let trust: Trust;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certpress-pki-'));
  pki = await makePki(folder);
  trust = readTrust(await readFile(pki.rootPem, 'utf8'));
});
afterAll(async () => {
  await pki.close();
  await rm(folder, { recursive: true, force: true });
});
const signerOf = async (path: string, more: object = {}): Promise<Signer> => {
  const { value, diagnostics } = await loadSigner({ key: await readFile(path), password: pki.password, ...more });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
};
const codesOf = async (files: Parameters<typeof loadSigner>[0]): Promise<string[]> =>
  (await loadSigner(files)).diagnostics.map((d) => d.code);
const content = new TextEncoder().encode('{"lines":3,"head":"…"}\n');

interface Pbmac1 {
  readonly mac?: 'sha256' | 'sha512';
  readonly prf?: 'sha256' | 'sha512';
  readonly length?: number;
  /** What the file says, where that is not what was done. */
  readonly said?: { readonly rounds?: number; readonly salt?: Buffer; readonly length?: undefined };
}
/** The file with a MAC as RFC 9579 has it: made by the RFC, from its ASN.1. */
function withPbmac1(bare: Uint8Array, password: string, { mac = 'sha256', prf = 'sha256', length = 32, said = {} }: Pbmac1): Uint8Array {
  const fields = new Fields(element(bare, tags.sequence));
  const version = fields.next();
  const safes = fields.next();
  const inner = new Fields(safes);
  inner.next();
  const content = element(inner.next(0xa0).content, tags.octets).content;
  const salt = Buffer.from('0123456789abcdef');
  const value = createHmac(mac, pbkdf2Sync(Buffer.from(password, 'utf8'), salt, 2048, length, prf))
    .update(content)
    .digest();
  const hmac = (name: string): Uint8Array => sequence(oid(name === 'sha256' ? '1.2.840.113549.2.9' : '1.2.840.113549.2.11'), nothing());
  const derivation = sequence(
    oid('1.2.840.113549.1.5.12'),
    sequence(octets(said.salt ?? salt), integer(said.rounds ?? 2048), ...('length' in said ? [] : [integer(length)]), hmac(prf)),
  );
  return sequence(
    version.raw,
    safes.raw,
    sequence(
      sequence(sequence(oid('1.2.840.113549.1.5.14'), sequence(derivation, hmac(mac))), octets(value)),
      octets(Buffer.from('NOT USED')),
      integer(1),
    ),
  );
}

describe('signing keys', () => {
  it('come from PKCS#12 and PEM, with their chain', async () => {
    expect(await signerOf(pki.signers.p384.p12)).toMatchObject({ scheme: 'ecdsa', digest: 'SHA-384' });
    expect((await signerOf(pki.signers.rsa.p12)).chain).toHaveLength(3);
    expect(await signerOf(pki.signers.rsa.p12, { scheme: 'rsa-pss' })).toMatchObject({ scheme: 'rsa-pss', digest: 'SHA-256' });
    expect(await signerOf(pki.signers['rsa-pss'].p12)).toMatchObject({ scheme: 'rsa-pss' });
    const { key, certificate } = pki.signers.p256;
    const chain = Buffer.concat([await readFile(certificate), await readFile(pki.chainPem)]);
    expect((await loadSigner({ key: await readFile(key), chain })).value?.chain).toHaveLength(3);
    execFileSync('openssl', ['pkcs8', '-topk8', '-in', key, '-out', join(folder, 'locked.key'), '-passout', 'pass:secret'], {
      stdio: 'ignore',
    });
    const locked = await readFile(join(folder, 'locked.key'));
    expect((await loadSigner({ key: locked, chain, password: 'secret' })).value).toMatchObject({ scheme: 'ecdsa' });
    expect(await codesOf({ key: locked, chain, password: 'Secret' })).toEqual(['seal-password-wrong']);
    expect(await codesOf({ key: locked, chain })).toEqual(['seal-password-wrong']);
  });
  it('come from PKCS#12 that PBMAC1 protects (RFC 9579)', async () => {
    execFileSync(
      'openssl',
      [
        'pkcs12',
        '-export',
        '-nomac',
        '-inkey',
        pki.signers.p256.key,
        '-in',
        pki.signers.p256.certificate,
        '-certfile',
        pki.chainPem,
        '-out',
        join(folder, 'bare.p12'),
        '-passout',
        `pass:${pki.password}`,
      ],
      { stdio: 'ignore' },
    );
    const bare = await readFile(join(folder, 'bare.p12'));
    const codeOf = async (file: Uint8Array, password = pki.password): Promise<string> => {
      const { value, diagnostics } = await loadSigner({ key: file, password });
      return value ? value.scheme : diagnostics.map((d) => d.code).join();
    };
    for (const mac of ['sha256', 'sha512'] as const) {
      for (const prf of ['sha256', 'sha512'] as const)
        expect(await codeOf(withPbmac1(bare, pki.password, { mac, prf })), `${mac} ${prf}`).toBe('ecdsa');
    }
    const file = withPbmac1(bare, pki.password, {});
    expect(await codeOf(file, 'another')).toBe('seal-password-wrong');
    // RFC 9579, A.4 to A.6: another number of rounds, another salt, no length of the key.
    expect(await codeOf(withPbmac1(bare, pki.password, { said: { rounds: 2049 } }))).toBe('seal-password-wrong');
    expect(await codeOf(withPbmac1(bare, pki.password, { said: { salt: Buffer.alloc(16, 9) } }))).toBe('seal-password-wrong');
    expect(await codeOf(withPbmac1(bare, pki.password, { said: { length: undefined } }))).toBe('seal-key-unreadable');
    expect(await codeOf(withPbmac1(bare, pki.password, { length: 8 }))).toBe('seal-key-unreadable');
  });
  it('of older PKCS#12 are read, or the diagnostic says how to convert them', async () => {
    const old = (...args: string[]): Promise<Buffer> => {
      execFileSync(
        'openssl',
        [
          'pkcs12',
          '-export',
          '-legacy',
          '-inkey',
          pki.signers.rsa.key,
          '-in',
          pki.signers.rsa.certificate,
          '-out',
          join(folder, 'old.p12'),
          '-passout',
          'pass:secret',
          ...args,
        ],
        { stdio: 'ignore' },
      );
      return readFile(join(folder, 'old.p12'));
    };
    expect((await loadSigner({ key: await old('-certpbe', 'PBE-SHA1-3DES'), password: 'secret' })).value).toMatchObject({
      scheme: 'rsa-pkcs1',
    });
    const { diagnostics } = await loadSigner({ key: await old('-certpbe', 'PBE-SHA1-RC2-40'), password: 'secret' });
    expect(diagnostics[0]).toMatchObject({ code: 'seal-key-legacy' });
    expect(diagnostics[0]?.help?.en).toContain('openssl pkcs12 -legacy');
  });
  it('that cannot seal are refused, and no password stands in what is said', async () => {
    const key = await readFile(pki.p12);
    const wrong = await loadSigner({ key, password: 'hunter-two' });
    expect(wrong.diagnostics.map((d) => d.code)).toEqual(['seal-password-wrong']);
    expect(JSON.stringify(wrong)).not.toContain('hunter-two');
    expect(await codesOf({ key })).toEqual(['seal-password-wrong']);
    expect(await codesOf({ key: await readFile((await pki.issue('short', { key: 'rsa1024' })).p12), password: pki.password })).toEqual([
      'seal-key-unsuitable',
    ]);
    expect(
      await codesOf({
        key: await readFile((await pki.issue('cipher', { key: 'rsa', usage: 'keyEncipherment' })).p12),
        password: pki.password,
      }),
    ).toEqual(['seal-key-unsuitable']);
    // By its extension, as OpenSSL names it, and with the flag that adds it.
    const lacking = async (usage: string): Promise<string> => {
      const [one] = (
        await loadSigner({ key: await readFile((await pki.issue(`lacking-${usage}`, { key: 'p256', usage })).p12), password: pki.password })
      ).diagnostics;
      expect(one?.help?.en).toContain('-addext keyUsage=critical,digitalSignature,nonRepudiation');
      return one?.message.en.replace(/“.*”/, '…') ?? '';
    };
    expect(await lacking('')).toBe('the certificate … has no extension keyUsage, which must say digitalSignature or nonRepudiation');
    expect(await lacking('keyEncipherment')).toBe(
      'the extension keyUsage of the certificate … allows only keyEncipherment, neither digitalSignature nor nonRepudiation',
    );
    expect(
      await codesOf({ key: await readFile((await pki.issue('sha1', { key: 'rsa', digest: 'sha1' })).p12), password: pki.password }),
    ).toEqual(['seal-key-unsuitable']);
    expect(await codesOf({ key: await readFile(pki.signers.rsa.key), chain: await readFile(pki.signers.p256.certificate) })).toEqual([
      'seal-key-mismatch',
    ]);
    expect(await codesOf({ key: await readFile(pki.signers.rsa.key) })).toEqual(['seal-key-unreadable']);
    for (let n = 0; n < key.length; n += 97) {
      const damaged = new Uint8Array(key);
      damaged[n] = (damaged[n] ?? 0) ^ 4;
      expect(
        (await loadSigner({ key: damaged.subarray(0, key.length - (n % 3)), password: pki.password })).value,
        `byte ${n}`,
      ).toBeUndefined();
    }
  });
});

describe('a detached signature', () => {
  it.each<[KeyKind, object]>([
    ['rsa', {}],
    ['rsa', { scheme: 'rsa-pss' }],
    ['rsa-pss', {}],
    ['p256', {}],
    ['p384', {}],
  ])('by %s %o is right for OpenSSL and for us', async (kind, more) => {
    const signer = await signerOf(pki.signers[kind].p12, more);
    for (const level of ['B-B', 'B-T'] as const) {
      const signed = await signDetached(content, signer, { at: new Date(), level, services: pki.services });
      if (!signed.value) throw new Error(JSON.stringify(signed));
      await writeFile(join(folder, 'x.p7s'), signed.value);
      await writeFile(join(folder, 'x.bin'), content);
      execFileSync(
        'openssl',
        [
          'cms',
          '-verify',
          '-cades',
          '-binary',
          '-inform',
          'DER',
          '-in',
          join(folder, 'x.p7s'),
          '-content',
          join(folder, 'x.bin'),
          '-CAfile',
          pki.rootPem,
          '-purpose',
          'any',
          '-out',
          '/dev/null',
        ],
        { stdio: 'pipe' },
      );
      const verdict = verifyDetached(content, signed.value, { ...trust, at: new Date() });
      expect(verdict).toMatchObject({ intact: true, trusted: true, level, problems: [] });
      expect(verdict.signedBy).toContain(`CN=signer-${kind}`);
      expect(verdict.provenAt !== undefined).toBe(level === 'B-T');
    }
  });
  it('is found to be wrong after any change of a bit', long, async () => {
    for (const level of ['B-B', 'B-T'] as const) {
      const signed =
        (await signDetached(content, await signerOf(pki.signers.p256.p12), { at: new Date(), level, services: pki.services })).value ??
        new Uint8Array();
      const missed: number[] = [];
      // All bytes with EVERY_BYTE=1: half a minute.
      const step = process.env['EVERY_BYTE'] === '1' ? 1 : 7;
      for (let n = 0; n < signed.length; n += step) {
        const damaged = new Uint8Array(signed);
        damaged[n] = (damaged[n] ?? 0) ^ (1 << (n % 8));
        const { intact, trusted } = verifyDetached(content, damaged, trust);
        if (intact && trusted) missed.push(n);
      }
      expect(missed, level).toEqual([]);
      expect(verifyDetached(content.slice(1), signed, trust)).toMatchObject({ intact: false, trusted: false, level: 'none' });
      expect(verifyDetached(content, signed, { roots: [] })).toMatchObject({ intact: true, trusted: false });
      for (let n = 0; n < signed.length; n += 13) expect(verifyDetached(content, signed.subarray(0, n), trust).intact).toBe(false);
    }
  });
  it('by an expired certificate counts only where a time stamp is older', async () => {
    const signer = await signerOf((await pki.issue('brief', { key: 'p256', days: 2 })).p12);
    const later = { ...trust, at: new Date(Date.now() + 30 * 86400_000) };
    const plain = (await signDetached(content, signer, { at: new Date(), level: 'B-B' })).value ?? new Uint8Array();
    expect(verifyDetached(content, plain, trust)).toMatchObject({ trusted: true });
    expect(verifyDetached(content, plain, later)).toMatchObject({ intact: true, trusted: false });
    const stamped =
      (await signDetached(content, signer, { at: new Date(), level: 'B-T', services: pki.services })).value ?? new Uint8Array();
    expect(verifyDetached(content, stamped, later)).toMatchObject({ intact: true, trusted: true });
    expect((await signDetached(content, signer, { at: later.at, level: 'B-B' })).diagnostics[0]?.code).toBe('seal-certificate-expired');
    expect((await signDetached(content, signer, { at: new Date(), level: 'B-T' })).diagnostics[0]?.code).toBe('seal-service-missing');
    const dead = { fetch: pki.services.fetch, timeStampUrl: 'http://127.0.0.1:9/' };
    expect((await signDetached(content, signer, { at: new Date(), level: 'B-T', services: dead })).diagnostics[0]?.code).toBe(
      'seal-service-failed',
    );
  });
  it('may come from whoever signs a digest, and what does not verify is not written', async () => {
    const signer = await signerOf(pki.signers.rsa.p12);
    const wrong: Signer = { ...signer, sign: () => Promise.resolve(new Uint8Array(256)) };
    expect((await signDetached(content, wrong, { at: new Date(), level: 'B-B' })).diagnostics[0]?.code).toBe('seal-signing-failed');
    const absent: Signer = { ...signer, sign: () => Promise.reject(new Error('no card')) };
    expect((await signDetached(content, absent, { at: new Date(), level: 'B-B' })).diagnostics[0]?.message.en).toContain('no card');
  });
});
