/**
 * Signatures by other tools: each is made by OpenSSL, the way other programs make them, and judged for what it is.
 *
 * What is expected follows from RFC 5652 (what a signature may look like) and RFC 5280 (whom to believe), not from the reader.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrust, verifyDetached, verifyOthers, type Trust, type VerdictOfOthers } from '../../src/seal/index.js';
import { readSignedDataOfOthers } from '../../src/seal/others/read-signed-data.js';
import { asDer } from '../../src/seal/others/as-der.js';
import { makePki, type Pki } from './pki.js';

let pki: Pki;
let folder: string;
let trust: Trust;
const content = Buffer.from('%PDF-1.7 evidence 证据\n'.repeat(400));
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certpress-others-'));
  pki = await makePki(folder);
  trust = readTrust(await readFile(pki.rootPem, 'utf8'));
  await writeFile(join(folder, 'content'), content);
});
afterAll(async () => {
  await pki.close();
  await rm(folder, { recursive: true, force: true });
});
const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
/** Detached, in DER unless said, by the key kinds or files named. */
function signed(
  options: readonly string[] = [],
  by: readonly { readonly certificate: string; readonly key: string }[] = [pki.signers.rsa],
  padding: readonly string[] = [],
): Buffer {
  const signers = by.flatMap(({ certificate, key }) => ['-signer', certificate, '-inkey', key, ...padding]);
  return openssl('cms', '-sign', '-binary', '-in', 'content', '-outform', 'DER', '-certfile', pki.chainPem, ...signers, ...options);
}
const judge = (cms: Uint8Array, of: Uint8Array = content, believed: Trust = trust): Promise<VerdictOfOthers> =>
  verifyOthers(of, cms, believed);
const english = ({ problems }: { readonly problems: readonly { readonly en: string }[] }): string =>
  problems.map((one) => one.en).join('; ');

describe('a signature by another tool holds, and is told for what it is:', () => {
  it('plain CMS, without the attributes of CAdES', async () => {
    // It is told in whole seconds.
    const began = Date.now() - 1000;
    const cms = signed();
    expect(verifyDetached(content, cms, trust)).toMatchObject({ intact: false });
    const verdict = await judge(cms);
    expect(verdict).toMatchObject({ intact: true, trusted: true, problems: [] });
    expect(verdict.signatures).toMatchObject([
      { signedBy: 'CN=signer-rsa, O=Mingqiao Certification, C=CN', form: 'CMS', algorithm: 'RSA 2048, SHA-256', weak: [] },
    ]);
    const claimed = Date.parse(verdict.signatures[0]?.claimedAt ?? '');
    expect([claimed > began, claimed <= Date.now()]).toEqual([true, true]);
    expect(verdict.signatures[0]?.provenAt).toBeUndefined();
  });
  it('CAdES', async () => {
    expect((await judge(signed(['-cades']))).signatures).toMatchObject([{ intact: true, trusted: true, form: 'CAdES' }]);
    // SHA-1 names the certificate, as the older attribute does it, and nothing else is read otherwise.
    expect((await judge(signed(['-cades', '-md', 'sha1']))).signatures).toMatchObject([
      { intact: true, form: 'CAdES', algorithm: 'RSA 2048, SHA-1' },
    ]);
  });
  it.each<['p256' | 'p384' | 'rsa-pss', string]>([
    ['p256', 'ECDSA P-256, SHA-256'],
    ['p384', 'ECDSA P-384, SHA-256'],
    ['rsa-pss', 'RSA-PSS 2048, SHA-256'],
  ])('by %s', async (kind, algorithm) => {
    expect(
      (
        await judge(
          signed(
            ['-md', 'sha256'],
            [pki.signers[kind]],
            kind === 'rsa-pss' ? ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:32'] : [],
          ),
        )
      ).signatures,
    ).toMatchObject([{ intact: true, trusted: true, algorithm }]);
  });
  it('over an older hash, which is told as weak; MD5 proves nothing', async () => {
    for (const [hash, name] of [
      ['sha1', 'SHA-1'],
      ['sha224', 'SHA-224'],
    ] as const) {
      const [one] = (await judge(signed(['-md', hash]))).signatures;
      expect(one).toMatchObject({ intact: true, trusted: true, algorithm: `RSA 2048, ${name}` });
      expect(one?.weak.map(({ en }) => en)).toEqual([`the digest ${name} is weak by now`]);
    }
    const md5 = await judge(signed(['-md', 'md5']));
    expect(md5).toMatchObject({ intact: false, trusted: false });
    expect(english(md5)).toContain('proves nothing any more');
  });
  it('by a key that is too short for ours', async () => {
    const short = await pki.issue('short', { key: 'rsa1024' });
    const [one] = (await judge(signed([], [short]))).signatures;
    expect(one).toMatchObject({ intact: true, algorithm: 'RSA 1024, SHA-256' });
    expect(one?.weak.map(({ en }) => en)).toEqual(['the key RSA 1024 is weak by now']);
  });
  it('without attributes, or by the name of a key', async () => {
    expect((await judge(signed(['-noattr']))).signatures).toMatchObject([{ intact: true, form: 'CMS' }]);
    const keyed = signed(['-keyid']);
    expect(readSignedDataOfOthers(await asDer(keyed)).signers[0]?.names).toHaveProperty('keyId');
    expect((await judge(keyed)).signatures).toMatchObject([{ intact: true, trusted: true }]);
  });
  it('in BER of indefinite length, in PEM, with its content in it or zeros behind', async () => {
    const streamed = signed(['-stream', '-nodetach']);
    // 30 80: a length that is not said beforehand.
    expect([...streamed.subarray(0, 2)]).toEqual([0x30, 0x80]);
    expect(verifyDetached(content, streamed, trust)).toMatchObject({ intact: false });
    expect(await judge(streamed)).toMatchObject({ intact: true, trusted: true });
    expect(await judge(signed(['-outform', 'PEM']))).toMatchObject({ intact: true, trusted: true });
    expect(await judge(signed(['-nodetach']))).toMatchObject({ intact: true });
    expect(await judge(Buffer.concat([signed(), Buffer.alloc(40)]))).toMatchObject({ intact: true });
    expect(await judge(indefinite(signed()))).toMatchObject({ intact: true, trusted: true });
    expect(await judge(indefinite(signed(['-cades'])))).toMatchObject({ intact: true, trusted: true, signatures: [{ form: 'CAdES' }] });
  });
  it('by several signers, each told', async () => {
    const both = await judge(signed([], [pki.signers.rsa, pki.signers.p256]));
    expect(both).toMatchObject({ intact: true, trusted: true });
    expect(both.signatures.map((one) => one.algorithm).sort()).toEqual(['ECDSA P-256, SHA-256', 'RSA 2048, SHA-256']);
    // One who is not believed leaves the file as a whole untrusted, and intact.
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=stranger',
      '-keyout',
      'stranger.key',
      '-out',
      'stranger.pem',
      '-days',
      '100',
    );
    const stranger = { certificate: 'stranger.pem', key: 'stranger.key' };
    const mixed = await judge(signed([], [pki.signers.rsa, stranger]));
    expect([mixed.intact, mixed.trusted, mixed.signatures.map((one) => one.trusted).sort()]).toEqual([true, false, [false, true]]);
    // A certificate that does not say what it may be used for may sign (RFC 5280, 4.2.1.3).
    expect(await judge(signed([], [stranger]), content, readTrust(await readFile(join(folder, 'stranger.pem'), 'utf8')))).toMatchObject({
      intact: true,
      trusted: true,
    });
  });
});

describe('what does not hold, or is not believed, is told:', () => {
  it('another content', async () => {
    for (const options of [[], ['-cades'], ['-noattr'], ['-nodetach']]) {
      const verdict = await judge(signed(options), Buffer.from('another'));
      expect(verdict, options.join()).toMatchObject({ intact: false, trusted: false });
      expect(verdict.signatures[0]?.signedBy).toContain('signer-rsa');
    }
  });
  it('an altered signature, wherever', async () => {
    const cms = signed([], [pki.signers.p256]);
    const whole = await judge(cms);
    const { signature, attributes } = readSignedDataOfOthers(await asDer(cms)).signers[0] ?? {};
    for (const part of [signature, attributes]) {
      const at = cms.indexOf(part ?? Buffer.alloc(1));
      expect(at).toBeGreaterThan(0);
      for (let n = at; n < at + (part?.length ?? 0); n += 5) {
        const altered = Buffer.from(cms);
        altered[n] = (altered[n] ?? 0) ^ 4;
        expect((await judge(altered)).intact, `byte ${n}`).toBe(false);
      }
    }
    expect(whole.intact).toBe(true);
  });
  it('bytes that are no signature', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('no signature'),
      content,
      signed().subarray(0, 300),
      Buffer.concat([signed(), Buffer.from('x')]),
      Buffer.alloc(2000, 0x30),
    ]) {
      const verdict = await judge(bytes);
      expect([verdict.intact, verdict.trusted, verdict.signatures]).toEqual([false, false, []]);
      expect(english(verdict)).toContain('cannot be read');
    }
  });
  it('a certificate that is not there', async () => {
    expect(english(await judge(signed(['-nocerts'])))).toContain('does not hold the certificate');
  });
  it('a signer whose certificate had ended', async () => {
    // Valid until yesterday; the signature says that it was made today.
    openssl(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/C=CN/O=Mingqiao Certification/CN=ended',
      '-keyout',
      'ended.key',
      '-out',
      'ended.csr',
    );
    await writeFile(join(folder, 'ended.ext'), 'keyUsage=critical,digitalSignature\n');
    await writeFile(
      join(folder, 'ended.cnf'),
      '[ca]\ndefault_ca=x\n[x]\ndatabase=ended.index\nnew_certs_dir=.\nserial=ended.serial\ncertificate=issuing.pem\nprivate_key=issuing.key\ndefault_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\norganizationName=optional\ncountryName=optional\n',
    );
    await writeFile(join(folder, 'ended.index'), '');
    await writeFile(join(folder, 'ended.serial'), 'F001\n');
    const day = (back: number): string => `${new Date(Date.now() - back * 86400_000).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`;
    openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      'ended.cnf',
      '-in',
      'ended.csr',
      '-startdate',
      day(100),
      '-enddate',
      day(1),
      '-extfile',
      'ended.ext',
      '-out',
      'ended.pem',
    );
    const cms = signed([], [{ certificate: 'ended.pem', key: 'ended.key' }]);
    const verdict = await judge(cms);
    expect(verdict).toMatchObject({ intact: true, trusted: false });
    expect(english(verdict)).toMatch(/is valid from .* not on /);
  });
  it('nobody vouches for the signer, or says when', async () => {
    expect(await judge(signed(), content, { roots: [] })).toMatchObject({ intact: true, trusted: false });
    expect(english(await judge(signed(['-noattr'])))).toBe('nothing says when it was signed');
  });
  it('a signature over attributes, given out for one over content', async () => {
    const { attributes = new Uint8Array() } = readSignedDataOfOthers(await asDer(signed())).signers[0] ?? {};
    const set = execDer(0x31, attributes);
    await writeFile(join(folder, 'set'), set);
    const bare = openssl(
      'cms',
      '-sign',
      '-binary',
      '-in',
      'set',
      '-outform',
      'DER',
      '-noattr',
      '-signer',
      pki.signers.rsa.certificate,
      '-inkey',
      pki.signers.rsa.key,
    );
    expect((await judge(bare, set)).intact).toBe(false);
  });
});
function execDer(tag: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x82, bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
/** Every constructed element of indefinite length, as Bouncy Castle writes the outer ones; certificates and attributes stay DER. */
function indefinite(bytes: Uint8Array, depth = 0): Buffer {
  const head = (bytes[1] ?? 0) < 0x80 ? 2 : 2 + ((bytes[1] ?? 0) & 0x7f);
  const content = Buffer.from(bytes.subarray(head));
  if (((bytes[0] ?? 0) & 0x20) === 0 || depth > 2) return Buffer.from(bytes);
  const parts: Buffer[] = [];
  for (let at = 0; at < content.length;) {
    const first = content[at + 1] ?? 0;
    const own = first < 0x80 ? 2 : 2 + (first & 0x7f);
    const length = first < 0x80 ? first : content.readUIntBE(at + 2, first & 0x7f);
    parts.push(indefinite(content.subarray(at, at + own + length), depth + 1));
    at += own + length;
  }
  return Buffer.concat([Buffer.from([bytes[0] ?? 0, 0x80]), ...parts, Buffer.from([0, 0])]);
}
