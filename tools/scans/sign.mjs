/**
 * A detached CMS signature by an invented person, with a key that nobody keeps: node tools/scans/sign.mjs FILE NAME TIME > FILE.p7s
 *
 * What `openssl cms -sign -binary -cades` makes, but the signing time is that of the record, not of the run.
 */
import { readFileSync } from 'node:fs';
import { webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

const [file, name, time] = process.argv.slice(2);
pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto }));
const keys = await webcrypto.subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['sign', 'verify']);

const named = (type, value) => new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) });
const certificate = new pkijs.Certificate();
certificate.version = 2;
certificate.serialNumber = new asn1js.Integer({ valueHex: new Uint8Array([0x5a, 0x4c, 0x42, 0x20, 0x26, 0x09, 0x15]).buffer });
for (const part of [certificate.subject, certificate.issuer]) {
  part.typesAndValues.push(new pkijs.AttributeTypeAndValue({ type: '2.5.4.6', value: new asn1js.PrintableString({ value: 'CN' }) }),
    named('2.5.4.10', 'certpress sample: an invented person, a key nobody has'), named('2.5.4.3', name));
}
certificate.notBefore.value = new Date('2026-01-01T00:00:00Z');
certificate.notAfter.value = new Date('2028-12-31T23:59:59Z');
const use = new asn1js.BitString({ unusedBits: 6, valueHex: new Uint8Array([0xc0]).buffer });
certificate.extensions = [new pkijs.Extension({ extnID: '2.5.29.15', critical: true, extnValue: use.toBER(false) })];
await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
await certificate.sign(keys.privateKey, 'SHA-256');

const sha256 = async (bytes) => webcrypto.subtle.digest('SHA-256', bytes);
const attribute = (type, value) => new pkijs.Attribute({ type, values: [value] });
const sequence = (...value) => new asn1js.Sequence({ value });
const attributes = [
  attribute('1.2.840.113549.1.9.3', new asn1js.ObjectIdentifier({ value: '1.2.840.113549.1.7.1' })),
  attribute('1.2.840.113549.1.9.5', new asn1js.UTCTime({ valueDate: new Date(time) })),
  attribute('1.2.840.113549.1.9.4', new asn1js.OctetString({ valueHex: await sha256(readFileSync(file)) })),
  // signingCertificateV2: which certificate was meant.
  attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(new asn1js.OctetString({ valueHex: await sha256(certificate.toSchema(true).toBER(false)) }))))),
].sort((a, b) => Buffer.compare(Buffer.from(a.toSchema().toBER(false)), Buffer.from(b.toSchema().toBER(false))));

const signed = new pkijs.SignedData({
  version: 1, encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: '1.2.840.113549.1.7.1' }), certificates: [certificate],
  signerInfos: [new pkijs.SignerInfo({
    version: 1, sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
  })],
});
await signed.sign(keys.privateKey, 0, 'SHA-256', readFileSync(file));
process.stdout.write(Buffer.from(new pkijs.ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: signed.toSchema(true) }).toSchema().toBER(false)));
