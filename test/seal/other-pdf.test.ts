/**
 * PDFs that other programs signed are intact and not ours, or broken; never sealed.
 *
 * They are made as other programs make them: by pdf-lib as a whole, or as an update of a document of ours; OpenSSL signs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFArray, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/seal/cms/algorithms.js';
import { verifyPdf, type PdfVerdict } from '../../src/seal/index.js';
import { requestToken } from '../../src/seal/cms/token.js';
import { checkPdf } from '../../src/verify/pdf.js';
import { asUpdate, filledIn, open, room } from './outsider.js';
import { sharedSealing, type Sealing } from './sealing.js';

let s: Sealing;
let folder: string;
beforeAll(async () => {
  s = await sharedSealing();
  folder = await mkdtemp(join(tmpdir(), 'certpress-other-pdf-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A file that another library wrote as a whole, its signature in it. */
async function foreign(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([200, 200]).drawText('Signed elsewhere');
  const { context } = document;
  const range = PDFArray.withContext(context);
  for (const one of [0, 1_000_000_000, 1_000_000_000, 1_000_000_000]) range.push(PDFNumber.of(one));
  const value = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'adbe.pkcs7.detached',
    ByteRange: range,
    Contents: PDFHexString.of('0'.repeat(room * 2)),
    M: PDFString.of('D:20261128120000Z'),
  });
  document.catalog.set(
    PDFName.of('AcroForm'),
    context.obj({ Fields: [context.register(context.obj({ FT: 'Sig', V: context.register(value) }))] }),
  );
  const text = Buffer.from(await document.save({ useObjectStreams: false })).toString('latin1');
  return Buffer.from(
    text.replace(
      /\/ByteRange \[ 0 1000000000 1000000000 1000000000 \]/,
      open.padEnd('/ByteRange [ 0 1000000000 1000000000 1000000000 ]'.length),
    ),
    'latin1',
  );
}
const filled = (bytes: Uint8Array, options: readonly string[] = [], sign?: (content: Buffer) => Promise<Uint8Array>): Promise<Buffer> =>
  filledIn(s.pki, bytes, options, sign);
const judge = (bytes: Uint8Array): Promise<PdfVerdict> => verifyPdf(bytes, s.trust);
const codes = async (bytes: Uint8Array): Promise<string[]> =>
  (await checkPdf(bytes, 'x.pdf', { trust: s.trust })).verdict.findings.map((d) => d.code);

describe('a PDF that another program signed', () => {
  it.each(['adbe.pkcs7.detached', 'ETSI.CAdES.detached'])('(%s) is intact and not ours, and who signed is told', async (subFilter) => {
    const signed = await filled(asUpdate(s.documents.form.bytes, subFilter));
    const verdict = await judge(signed);
    expect(verdict.seal).toBeUndefined();
    expect(verdict.others).toMatchObject({
      after: 'nothing',
      signatures: [{ kind: 'signature', intact: true, trusted: true, coversFile: true, algorithm: 'RSA 2048, SHA-256', problems: [] }],
    });
    const {
      verdict: { state, findings, sentences },
    } = await checkPdf(signed, 'x.pdf', { trust: s.trust });
    expect([state, findings.map((d) => d.code)]).toEqual(['untrusted', ['verify-not-ours']]);
    expect(sentences.map((one) => one.en).join(' ')).toContain('The signature is intact and trusted: CN=signer-rsa');
  });
  it('is told so where another library wrote it all, and where its hash is an older one', async () => {
    expect((await judge(await filled(await foreign(), ['-md', 'sha1']))).others).toMatchObject({
      after: 'nothing',
      signatures: [{ intact: true, algorithm: 'RSA 2048, SHA-1', weak: [{ en: 'the digest SHA-1 is weak by now' }] }],
    });
    // adbe.pkcs7.sha1: the SHA-1 of the file is what is signed, and lies in the signature.
    const old = await filled(asUpdate(s.documents.form.bytes, 'adbe.pkcs7.sha1'), [], async (content) => {
      await writeFile(join(folder, 'hash'), execFileSync('openssl', ['dgst', '-sha1', '-binary'], { input: content }));
      const { certificate, key } = s.pki.signers.rsa;
      return execFileSync(
        'openssl',
        ['cms', '-sign', '-binary', '-nodetach', '-in', join(folder, 'hash'), '-signer', certificate, '-inkey', key, '-outform', 'DER'],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      );
    });
    const [one] = (await judge(old)).others?.signatures ?? [];
    expect(one).toMatchObject({ intact: true });
    expect(one?.weak.map(({ en }) => en)).toEqual(['what is signed is the SHA-1 of the file, which is weak by now']);
  });
  it('and that has a document time stamp alone is told so', async () => {
    // It is told in whole seconds.
    const began = Date.now() - 1000;
    const stamped = await filled(asUpdate(s.documents.form.bytes, 'ETSI.RFC3161', 'DocTimeStamp'), [], (content) =>
      requestToken(s.pki.services, 'SHA-256', digestOf('SHA-256', content)),
    );
    const { others } = await judge(stamped);
    expect(others).toMatchObject({ after: 'nothing', signatures: [{ kind: 'time-stamp', intact: true, trusted: true }] });
    const proven = Date.parse(others?.signatures[0]?.provenAt ?? '');
    expect([proven > began, proven <= Date.now()]).toEqual([true, true]);
  });
  it('and then altered is broken, wherever it was altered', async () => {
    const signed = await filled(await foreign());
    const at = signed.indexOf('/Contents <') + 11;
    const length = 4 + parseInt(signed.toString('latin1', at + 4, at + 8), 16);
    for (const place of [20, signed.length - 10, signed.indexOf('/ByteRange') + 14, at + length * 2 - 40]) {
      const altered = Buffer.from(signed);
      altered[place] = altered[place] === 0x31 ? 0x32 : 0x31;
      const { seal, others } = await judge(altered);
      expect([seal, others?.signatures.every((one) => !one.intact && !one.trusted)], `byte ${place}`).toEqual([undefined, true]);
      expect(await codes(altered), `byte ${place}`).toEqual(['verify-seal']);
    }
  });
  it('and then added to is not called intact: what bytes behind a signature do is not judged here', async () => {
    const signed = await filled(await foreign());
    const added = Buffer.concat([signed, Buffer.from('\n% a note\n')]);
    expect((await judge(added)).others).toMatchObject({ after: 'something', signatures: [{ intact: true, coversFile: false }] });
    expect(await codes(added)).toEqual(['verify-seal']);
  });
  it('twice is told of both', async () => {
    const once = await filled(asUpdate(s.documents.form.bytes, 'adbe.pkcs7.detached'));
    const twice = await filled(asUpdate(once, 'ETSI.CAdES.detached'), ['-cades']);
    expect((await judge(twice)).others).toMatchObject({
      after: 'nothing',
      signatures: [
        { intact: true, form: 'CMS', coversFile: false },
        { intact: true, form: 'CAdES', coversFile: true },
      ],
    });
    expect(await codes(twice)).toEqual(['verify-not-ours']);
  });
  it('over something else than the file around the signature is broken', async () => {
    const signed = (await filled(await foreign())).toString('latin1');
    for (const [from, to] of [
      [/\/ByteRange \[0 /, '/ByteRange [1 '],
      [/adbe\.pkcs7\.detached/, 'adbe.x509.rsa_sha1 '],
      [/\/Contents </, '/Contents ('],
    ] as const) {
      expect(await codes(Buffer.from(signed.replace(from, to), 'latin1')), to).toEqual(['verify-seal']);
    }
  });
});

describe('a seal of ours', () => {
  it('that another program signed on top of is changed: it allows nothing after it', async () => {
    const sealed = await s.sealed(s.documents.form.bytes, await s.signerOf(s.pki.signers.p256.p12), { level: 'B-B' });
    const verdict = await judge(await filled(asUpdate(sealed, 'adbe.pkcs7.detached')));
    expect(verdict).toMatchObject({ seal: { intact: false, after: 'changes' } });
    expect(verdict.others).toBeUndefined();
  });
  it('of a later certpress, in a spelling that is not known here, is intact and not judged as ours', async () => {
    const sealed = (spelling: string): Promise<Buffer> =>
      filled(asUpdate(s.documents.form.bytes, 'ETSI.CAdES.detached', undefined, `/XXLevel /B-B /XXSpelling ${spelling} `), ['-cades']);
    const later = await judge(await sealed('99'));
    expect(later.seal).toBeUndefined();
    expect(later.others).toMatchObject({ signatures: [{ intact: true, form: 'CAdES' }] });
    // One that is known is held to its spelling, and OpenSSL's is another.
    for (const spelling of ['1', '2', '0', '(2)'])
      expect((await judge(await sealed(spelling))).seal, spelling).toMatchObject({ intact: false });
  });
});
