/** Sealed PDFs: every level, key and look; what is refused; what lasts. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSignedData } from '../../src/seal/cms/read.js';
import { oids } from '../../src/seal/cms/oids.js';
import { PdfFile } from '../../src/pdf/file.js';
import { readStore } from '../../src/seal/pdf/security-store.js';
import { readSignature, type PdfSignature } from '../../src/seal/pdf/signature.js';
import { Numeral, Reference, written } from '../../src/pdf/syntax.js';
import { renewPdf, sealPdf, verifyPdf, type SealLevel, type SealOptions, type SealPlaceOnPage } from '../../src/seal/index.js';
import { findSeal } from '../../src/seal/verify-pdf.js';
import { long } from '../setup/long.js';
import { drawnPng, smallJpeg, pngOf } from './pictures.js';
import type { KeyKind } from './pki.js';
import { levels, passes, sharedSealing, type Sealing } from './sealing.js';

let s: Sealing;
beforeAll(async () => {
  s = await sharedSealing();
});

const description = '认证证书：电子印章 Certificate: electronic seal';
const place = (): SealPlaceOnPage => {
  const [spot] = s.documents.certificate.seals;
  if (!spot) throw new Error('the certificate has no place for a seal');
  return spot;
};
const signatureIn = (bytes: Uint8Array): PdfSignature => {
  const file = new PdfFile(bytes);
  const seal = findSeal(file);
  if (!seal) throw new Error('no seal');
  return readSignature(file, seal.reference, seal.revision);
};
const later = (days: number): Date => new Date(Date.now() + days * 86400_000);

describe('a seal', () => {
  it.each<[KeyKind, object, string]>([
    ['rsa', {}, 'SHA-256'],
    ['rsa', { scheme: 'rsa-pss' }, 'SHA-256'],
    ['rsa-pss', {}, 'SHA-256'],
    ['p256', {}, 'SHA-256'],
    ['p384', {}, 'SHA-384'],
  ])('by %s %o holds at every level, and what was sealed comes back', async (kind, more, digest) => {
    const signer = await s.signerOf(s.pki.signers[kind].p12, more);
    for (const level of levels) {
      const asked = s.pki.asked.length;
      const { bytes } = s.documents.form;
      const sealed = await s.sealed(bytes, signer, { level, reason: '归档' });
      expect(s.pki.asked.length > asked, level).toBe(level !== 'B-B');
      const verdict = await verifyPdf(sealed, s.trust);
      expect(verdict.seal, level).toMatchObject({
        intact: true,
        trusted: true,
        level,
        permission: 1,
        problems: [],
        after: level === 'B-LT' || level === 'B-LTA' ? 'validation-data' : 'nothing',
      });
      expect(passes(verdict, level)).toBe(true);
      expect(Buffer.compare(verdict.unsealed ?? new Uint8Array(), bytes)).toBe(0);
      expect(verdict.seal?.provenAt !== undefined).toBe(level !== 'B-B');
      const data = readSignedData(signatureIn(sealed).der);
      expect(data.digest).toBe(digest);
      expect([...data.signed.keys()].sort()).toEqual([oids.contentType, oids.messageDigest, oids.signingCertificateV2].sort());
    }
  });
  it('is right for OpenSSL, over the ranges that the file names', async () => {
    const sealed = await s.sealed(s.documents.form.bytes, await s.signerOf(s.pki.signers.p384.p12), { level: 'B-B' });
    const { der, signed } = signatureIn(sealed);
    const path = (name: string): string => join(s.pki.folder, name);
    await writeFile(path('seal.der'), der);
    await writeFile(path('seal.bin'), Buffer.concat(signed));
    const check = (): unknown =>
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
          path('seal.der'),
          '-content',
          path('seal.bin'),
          '-CAfile',
          s.pki.rootPem,
          '-purpose',
          'any',
          '-out',
          '/dev/null',
        ],
        { stdio: 'pipe' },
      );
    check();
    await writeFile(path('seal.bin'), Buffer.concat([...signed, Buffer.from('\n')]));
    expect(check).toThrow();
  });
  it('is not trusted without its root, and intact all the same', async () => {
    const sealed = await s.sealed(s.documents.form.bytes, await s.signerOf(s.pki.signers.rsa.p12), { level: 'B-LTA' });
    expect((await verifyPdf(sealed, { roots: [] })).seal).toMatchObject({
      intact: true,
      trusted: false,
      level: 'B-LTA',
      after: 'validation-data',
    });
  });
  it('needs no service to be judged', async () => {
    const sealed = await s.sealed(s.documents.form.bytes, await s.signerOf(s.pki.signers.rsa.p12), { level: 'B-LTA' });
    const asked = s.pki.asked.length;
    const fetched: unknown[] = [];
    const own = globalThis.fetch;
    globalThis.fetch = (...args) => {
      fetched.push(args);
      return Promise.reject(new Error('no network'));
    };
    try {
      expect(await verifyPdf(sealed, s.trust).then((verdict) => passes(verdict, 'B-LTA'))).toBe(true);
    } finally {
      globalThis.fetch = own;
    }
    expect([s.pki.asked.length - asked, fetched]).toEqual([0, []]);
  });
  it('is the same bytes again for the same moment, where the signature is', async () => {
    const signer = await s.signerOf(s.pki.signers.rsa.p12);
    const at = new Date();
    const [one, two, other] = await Promise.all(
      [at, at, new Date(at.getTime() + 5000)].map((when) => s.sealed(s.documents.form.bytes, signer, { level: 'B-B', at: when })),
    );
    expect(Buffer.compare(one ?? new Uint8Array(), two ?? new Uint8Array(1))).toBe(0);
    expect(Buffer.compare(one ?? new Uint8Array(), other ?? new Uint8Array())).not.toBe(0);
  });
});

describe('a seal of B-LT-INSIDE', () => {
  const inside = (signer: Parameters<typeof sealPdf>[1], more: Partial<SealOptions> = {}) =>
    sealPdf(s.documents.form.bytes, signer, { level: 'B-LT-INSIDE', at: new Date(), services: s.pki.services, ...more });
  it('is the last thing in its file, and holds what proves its certificates and those of its time stamp', async () => {
    const sealed = await s.sealed(s.documents.form.bytes, await s.signerOf(s.pki.signers.p256.p12), { level: 'B-LT-INSIDE' });
    const file = new PdfFile(sealed);
    const seal = findSeal(file);
    expect([seal?.revision, file.revisions.length]).toEqual([file.last, new PdfFile(s.documents.form.bytes).revisions.length + 1]);
    const { evidence } = readStore(file, file.last);
    // OCSP for the signer and for who stamps; the list of the root for the authority between.
    expect([evidence.ocsps.length, evidence.crls.length]).toEqual([2, 1]);
    expect(Buffer.concat(signatureIn(sealed).signed).includes(Buffer.from(evidence.ocsps[0] ?? ''))).toBe(true);
    // Prolonged later, it is one of B-LTA.
    const renewed = await renewPdf(sealed, s.pki.services);
    expect(passes(await verifyPdf(renewed.value ?? new Uint8Array(), s.trust), 'B-LTA')).toBe(true);
  });
  it('is made anew where the service stamps by turns with two certificates', long, async () => {
    const second = await s.pki.issue('tsa-2', { key: 'rsa', usage: 'critical,digitalSignature', purpose: 'critical,timeStamping' });
    let asked = 0;
    const fetch: typeof s.pki.services.fetch = async (url, type, body) => {
      if (!url.endsWith('/tsa') || asked++ % 2 === 0) return s.pki.services.fetch(url, type, body);
      await writeFile(join(s.pki.folder, 'turn.req'), body ?? new Uint8Array());
      return new Uint8Array(
        execFileSync(
          'openssl',
          ['ts', '-reply', '-queryfile', 'turn.req', '-config', 'tsa.cnf', '-signer', second.certificate, '-inkey', second.key],
          { cwd: s.pki.folder, stdio: ['ignore', 'pipe', 'ignore'] },
        ),
      );
    };
    const { value } = await inside(await s.signerOf(s.pki.signers.p256.p12), { services: { ...s.pki.services, fetch } });
    expect(asked).toBe(3);
    expect(passes(await verifyPdf(value ?? new Uint8Array(), s.trust), 'B-LT-INSIDE')).toBe(true);
  });
  it('cannot be had of a certificate that names no source, and the level that can be is said', async () => {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        '/CN=trial',
        '-days',
        '100',
        '-addext',
        'keyUsage=critical,keyCertSign',
        '-keyout',
        'trial-ca.key',
        '-out',
        'trial-ca.pem',
      ],
      { cwd: s.pki.folder, stdio: 'ignore' },
    );
    execFileSync(
      'openssl',
      ['req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=trial seal', '-keyout', 'trial.key', '-out', 'trial.csr'],
      { cwd: s.pki.folder, stdio: 'ignore' },
    );
    await writeFile(join(s.pki.folder, 'trial.ext'), 'keyUsage=critical,digitalSignature\n');
    execFileSync(
      'openssl',
      [
        'x509',
        '-req',
        '-in',
        'trial.csr',
        '-CA',
        'trial-ca.pem',
        '-CAkey',
        'trial-ca.key',
        '-days',
        '90',
        '-extfile',
        'trial.ext',
        '-set_serial',
        '7',
        '-out',
        'trial.pem',
      ],
      { cwd: s.pki.folder, stdio: 'ignore' },
    );
    execFileSync(
      'openssl',
      [
        'pkcs12',
        '-export',
        '-inkey',
        'trial.key',
        '-in',
        'trial.pem',
        '-certfile',
        'trial-ca.pem',
        '-out',
        'trial.p12',
        '-passout',
        `pass:${s.pki.password}`,
      ],
      { cwd: s.pki.folder, stdio: 'ignore' },
    );
    const [one] = (await inside(await s.signerOf(join(s.pki.folder, 'trial.p12')))).diagnostics;
    expect([
      one?.code,
      one?.message.en.endsWith('it names no OCSP responder and no revocation list'),
      one?.help?.en.includes('--level B-B or B-T'),
    ]).toEqual(['seal-service-failed', true, true]);
  });
});

describe('a visible seal', () => {
  const looks: [string, () => Uint8Array | undefined][] = [
    ['drawn', () => undefined],
    ['PNG with transparency', () => drawnPng({ alpha: true })],
    ['PNG without', () => drawnPng({ alpha: false })],
    ['JPEG', () => smallJpeg],
  ];
  it.each(looks)('(%s) stands where the layout keeps its place, and is read out', async (_, picture) => {
    const look = picture();
    const signer = await s.signerOf(s.pki.signers.p256.p12);
    const sealed = await s.sealed(s.documents.certificate.bytes, signer, {
      level: 'B-B',
      appearance: { place: place(), description, ...(look ? { picture: look } : {}) },
    });
    expect(passes(await verifyPdf(sealed, s.trust), 'B-B')).toBe(true);
    const file = new PdfFile(sealed);
    const [reference] = file.list(file.dictionary(file.catalog().get('AcroForm')).get('Fields'));
    const widget = file.dictionary(reference);
    const rectangle = file.list(widget.get('Rect')).map((one) => (one instanceof Numeral ? one.value : NaN));
    const [left = NaN, bottom = NaN, right = NaN, top = NaN] = rectangle.map((points) => (points * 25.4) / 72);
    expect((left + right) / 2).toBeCloseTo(place().left + place().diameter / 2, 2);
    expect(297 - (bottom + top) / 2).toBeCloseTo(place().top + place().diameter / 2, 1);
    expect(right - left - place().diameter).toBeGreaterThan(-0.01);
    expect(right - left - place().diameter).toBeLessThan(0.5);
    const page = file.pages()[place().page - 1];
    expect(
      page &&
        file
          .list(file.dictionary(page).get('Annots'))
          .some((one) => one instanceof Reference && reference instanceof Reference && one.number === reference.number),
    ).toBe(true);
    expect(widget.has('TU') && widget.has('StructParent') && file.dictionary(widget.get('AP')).has('N')).toBe(true);
  });
  it('stands on the annex too, read out there as well', long, async () => {
    const [first, ...also] = s.documents.certificate.seals;
    expect(also.length).toBeGreaterThan(0);
    const sealed = await s.sealed(s.documents.certificate.bytes, await s.signerOf(s.pki.signers.p256.p12), {
      level: 'B-LTA',
      appearance: { place: first ?? place(), also, description },
    });
    expect(passes(await verifyPdf(sealed, s.trust), 'B-LTA')).toBe(true);
    const file = new PdfFile(sealed);
    const keys: string[] = [];
    for (const { page } of also) {
      const reference = file.pages()[page - 1];
      const stamps = reference
        ? file
            .list(file.dictionary(reference).get('Annots'))
            .map((one) => file.dictionary(one))
            .filter((one) => written(one.get('Subtype') ?? null) === '/Stamp')
        : [];
      expect(stamps).toHaveLength(1);
      keys.push(written(stamps[0]?.get('StructParent') ?? null));
    }
    // Each has its own entry in the parent tree.
    const [field] = file.list(file.dictionary(file.catalog().get('AcroForm')).get('Fields'));
    const all = [...keys, written(file.dictionary(field).get('StructParent') ?? null)];
    expect(new Set(all).size).toBe(also.length + 1);
    const numbers = file
      .list(file.dictionary(file.dictionary(file.catalog().get('StructTreeRoot')).get('ParentTree')).get('Nums'))
      .map(written);
    for (const key of all) expect(numbers.filter((_, i) => i % 2 === 0)).toContain(key);
  });
  it('is refused where it does not fit, or its picture cannot be used', async () => {
    const signer = await s.signerOf(s.pki.signers.p256.p12);
    const codes = async (appearance: NonNullable<SealOptions['appearance']>): Promise<string[]> =>
      (await sealPdf(s.documents.certificate.bytes, signer, { level: 'B-B', at: new Date(), appearance })).diagnostics.map((d) => d.code);
    for (const wrong of [{ page: 99 }, { page: 0 }, { left: 200 }, { top: -1 }, { diameter: 0 }, { diameter: NaN }])
      expect(await codes({ place: { ...place(), ...wrong }, description }), JSON.stringify(wrong)).toEqual(['seal-place-wrong']);
    const png = drawnPng({ alpha: true });
    const head = (...bytes: number[]): Uint8Array => Uint8Array.from([0, 0, 0, 4, 0, 0, 0, 4, ...bytes]);
    const wrong: Uint8Array[] = [
      new Uint8Array(0),
      Buffer.from('GIF89a'),
      png.subarray(0, 40),
      png.subarray(0, png.length / 2),
      smallJpeg.subarray(0, 30),
      pngOf(head(16, 2, 0, 0, 0), new Uint8Array(40)),
      pngOf(head(8, 2, 0, 0, 1), new Uint8Array(60)),
      pngOf(head(8, 3, 0, 0, 0), new Uint8Array(20)),
      pngOf(head(8, 5, 0, 0, 0), new Uint8Array(20)),
      pngOf(head(8, 2, 0, 0, 0), new Uint8Array(8)),
      pngOf(Uint8Array.from([0, 1, 0, 0, 0, 1, 0, 0, 8, 2, 0, 0, 0]), new Uint8Array(8)),
      pngOf(
        head(8, 0, 0, 0, 0),
        Uint8Array.from({ length: 20 }, () => 9),
      ),
    ];
    for (const [i, picture] of wrong.entries())
      expect(await codes({ place: place(), description, picture }), `picture ${i}`).toEqual(['seal-picture-wrong']);
  });
});

describe('what cannot be sealed is refused:', () => {
  const codeOf = async (bytes: Uint8Array, more: Partial<SealOptions> = {}): Promise<string | undefined> =>
    (await sealPdf(bytes, await s.signerOf(s.pki.signers.p256.p12), { level: 'B-B', at: new Date(), ...more })).diagnostics[0]?.code;
  it('files that are sealed, damaged, or of another shape', async () => {
    const { bytes } = s.documents.form;
    expect(await codeOf(await s.sealed(bytes, await s.signerOf(s.pki.signers.rsa.p12), { level: 'B-B' }))).toBe('seal-already');
    for (const wrong of [
      new Uint8Array(0),
      Buffer.from('%PDF-1.7'),
      bytes.subarray(0, bytes.length - 1),
      bytes.subarray(0, bytes.length / 2),
      Buffer.concat([bytes, Buffer.from('%')]),
      Buffer.concat([bytes, bytes]),
    ]) {
      expect(await codeOf(wrong)).toBe('seal-pdf-shape');
    }
  });
  it('levels without their services', async () => {
    const { bytes } = s.documents.form;
    for (const level of levels.slice(1)) {
      expect(await codeOf(bytes, { level })).toBe('seal-service-missing');
      expect(await codeOf(bytes, { level, services: { fetch: s.pki.services.fetch, timeStampUrl: 'http://127.0.0.1:9/' } })).toBe(
        'seal-service-failed',
      );
    }
    const fetch: typeof s.pki.services.fetch = (url, ...rest) =>
      url.includes('/tsa') ? s.pki.services.fetch(url, ...rest) : Promise.resolve(new Uint8Array([0x30, 0]));
    expect(await codeOf(bytes, { level: 'B-LT', services: { ...s.pki.services, fetch } })).toBe('seal-service-failed');
  });
  it('but not for want of one source, where a certificate names two', async () => {
    const fetch: typeof s.pki.services.fetch = (url, ...rest) =>
      url.includes('/ocsp') ? Promise.reject(new Error('closed')) : s.pki.services.fetch(url, ...rest);
    const sealed = await s.sealed(s.documents.form.bytes, await s.signerOf(s.pki.signers.p256.p12), {
      level: 'B-LT',
      services: { ...s.pki.services, fetch },
    });
    expect(passes(await verifyPdf(sealed, s.trust), 'B-LT')).toBe(true);
    const file = new PdfFile(sealed);
    const { ocsps, crls } = readStore(file, file.last).evidence;
    expect([ocsps.length, crls.length]).toEqual([0, 2]);
  });
  it('certificates that were revoked', async () => {
    const signer = await s.signerOf((await s.pki.issue('dismissed', { key: 'p256' })).p12);
    const { bytes } = s.documents.form;
    const before = await s.sealed(bytes, signer, { level: 'B-LTA' });
    await s.pki.revoke('dismissed', later(-1));
    const refused = await sealPdf(bytes, signer, { level: 'B-LT', at: new Date(), services: s.pki.services });
    expect(refused.diagnostics[0]?.code).toBe('seal-revoked');
    // What was known when it was sealed is in the file.
    expect(passes(await verifyPdf(before, s.trust), 'B-LTA')).toBe(true);
  });
});

describe('what lasts', () => {
  const judgedAt = async (bytes: Uint8Array, at: Date, level: SealLevel): Promise<boolean> =>
    passes(await verifyPdf(bytes, { ...s.trust, at }), level);
  it('is a seal whose time is proven, beyond the certificate of its signer', async () => {
    const brief = await s.signerOf((await s.pki.issue('brief', { key: 'p256', days: 2 })).p12);
    for (const level of levels) {
      const sealed = await s.sealed(s.documents.form.bytes, brief, { level });
      expect(await judgedAt(sealed, later(1), level), level).toBe(true);
      expect(await judgedAt(sealed, later(30), level), level).toBe(level !== 'B-B');
      // Nothing reaches beyond the certificate of the time stamp; that is what renewing is for.
      expect(await judgedAt(sealed, later(2200), level), level).toBe(false);
    }
  });
  it('is renewed without touching what was there', async () => {
    let file = await s.sealed(s.documents.form.bytes, await s.signerOf(s.pki.signers.p384.p12), { level: 'B-LTA' });
    const stores: number[] = [];
    for (const _ of [1, 2]) {
      const renewed: Awaited<ReturnType<typeof renewPdf>> = await renewPdf(file, s.pki.services, 'SHA-512');
      if (!renewed.value) throw new Error(JSON.stringify(renewed.diagnostics));
      expect(Buffer.compare(renewed.value.subarray(0, file.length), file)).toBe(0);
      file = renewed.value;
      const verdict = await verifyPdf(file, s.trust);
      expect(verdict.seal?.problems).toEqual([]);
      expect(passes(verdict, 'B-LTA')).toBe(true);
      expect(Buffer.compare(verdict.unsealed ?? new Uint8Array(), s.documents.form.bytes)).toBe(0);
      const pdf = new PdfFile(file);
      stores.push(readStore(pdf, pdf.last).evidence.ocsps.length);
    }
    expect(stores[1]).toBeGreaterThan(0);
  });
  it('can begin with a renewal; what is not intact is not renewed', async () => {
    const plain = await s.sealed(s.documents.form.bytes, await s.signerOf(s.pki.signers.rsa.p12), { level: 'B-B' });
    // Neither the seal nor its file names the root.
    expect((await renewPdf(plain, s.pki.services)).diagnostics[0]?.code).toBe('seal-service-failed');
    const renewed = (await renewPdf(plain, { ...s.pki.services, authorities: s.trust.roots })).value ?? new Uint8Array();
    expect((await verifyPdf(renewed, s.trust)).seal).toMatchObject({ intact: true, trusted: true, after: 'validation-data' });
    expect((await verifyPdf(renewed, s.trust)).seal?.provenAt).toBeDefined();
    expect((await renewPdf(s.documents.form.bytes, s.pki.services)).diagnostics[0]?.code).toBe('seal-absent');
    expect((await renewPdf(plain.subarray(0, plain.length - 1), s.pki.services)).diagnostics[0]?.code).toBe('seal-absent');
    const damaged = new Uint8Array(plain);
    damaged[2000] = (damaged[2000] ?? 0) ^ 1;
    expect((await renewPdf(damaged, s.pki.services)).diagnostics[0]?.code).toBe('seal-absent');
  });
});
