/**
 * CMS SignedData, read and checked (RFC 5652, RFC 5035), with exactly one signer.
 *
 * In:  DER. Out: its parts; and whether the signature is that of the certificate named, over the content given.
 */
import { createHash } from 'node:crypto';
import { digestOf, isSignedBy, NotAccepted, readDigest, readSignatureAlgorithm, type SignatureAlgorithm } from './algorithms.js';
import { tryCertificate, type Certificate } from '../x509/certificate.js';
import { Fields, der, element, elements, readOid, readSmallInteger, readTime, tags, type Element } from './der.js';
import { Malformed, sameBytes } from '../../files/malformed.js';
import { oids } from './oids.js';
import type { Prose } from '../../diagnostics/index.js';
import type { DigestName } from '../types.js';

export interface SignedData {
  readonly contentType: string;
  /** None: the signature is detached. */
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Uint8Array[];
  /** Some time stamp services send revocation lists along. */
  readonly crls: readonly Uint8Array[];
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  readonly digest: DigestName;
  /** As they were signed: a SET. */
  readonly signedAttributes: Uint8Array;
  readonly signed: ReadonlyMap<string, Element>;
  readonly unsigned: ReadonlyMap<string, Element>;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

/** @throws Malformed, NotAccepted */
export function readSignedData(bytes: Uint8Array): SignedData {
  const info = new Fields(element(bytes, tags.sequence));
  if (readOid(info.next(tags.oid)) !== oids.signedData) throw new Malformed('not signed data');
  const fields = new Fields(element(info.next(0xa0).content, tags.sequence));
  info.end();
  const version = readSmallInteger(fields.next(tags.integer));
  const digests = elements(fields.next(tags.set).content).map(readDigest);
  const encapsulated = new Fields(fields.next(tags.sequence));
  const contentType = readOid(encapsulated.next(tags.oid));
  const inner = encapsulated.optional(0xa0);
  encapsulated.end();
  const certificates = elements(fields.optional(0xa0)?.content ?? new Uint8Array()).map((one) => {
    if (one.tag !== tags.sequence) throw new Malformed('something else among the certificates');
    return one.raw;
  });
  const crls = elements(fields.optional(0xa1)?.content ?? new Uint8Array()).map((one) => one.raw);
  const signers = elements(fields.next(tags.set).content);
  fields.end();
  const [signer] = signers;
  if (!signer || signers.length > 1) throw new Malformed(`${signers.length} signers instead of one`);
  if (version !== (contentType === oids.data ? 1 : 3)) throw new Malformed('version of the signed data');
  const one = readSigner(signer);
  if (!digests.includes(one.digest)) throw new Malformed('the digest is not announced');
  return { contentType, content: inner && element(inner.content, tags.octets).content, certificates, crls, ...one };
}
function readSigner(signer: Element): Omit<SignedData, 'contentType' | 'content' | 'certificates' | 'crls'> {
  const fields = new Fields(signer);
  if (readSmallInteger(fields.next(tags.integer)) !== 1) throw new Malformed('version of the signer');
  const id = new Fields(fields.next(tags.sequence));
  const issuer = id.next(tags.sequence).raw;
  const serial = id.next(tags.integer).raw;
  id.end();
  const digest = readDigest(fields.next(tags.sequence));
  const attributes = fields.next(0xa0);
  const algorithm = readSignatureAlgorithm(fields.next(tags.sequence));
  const signature = fields.next(tags.octets).content;
  const unsigned = fields.optional(0xa1);
  fields.end();
  if (algorithm.digest !== undefined && algorithm.digest !== digest) throw new NotAccepted('two digests in one signature');
  return {
    issuer,
    serial,
    digest,
    algorithm,
    signature,
    signed: readAttributes(attributes),
    unsigned: unsigned ? readAttributes(unsigned) : new Map(),
    signedAttributes: der(tags.set, attributes.content),
  };
}
/** Each attribute once, with one value. */
function readAttributes(list: Element): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const one of elements(list.content)) {
    const fields = new Fields(one);
    const id = readOid(fields.next(tags.oid));
    const values = elements(fields.next(tags.set).content);
    fields.end();
    const [value] = values;
    if (!value || values.length > 1 || found.has(id)) throw new Malformed('an attribute with several values');
    found.set(id, value);
  }
  return found;
}

export interface Checked {
  readonly certificate: Certificate | undefined;
  /** None: the signature is right. */
  readonly problems: readonly Prose[];
}
/**
 * Whether the signature is right over content with this digest. Says nothing about trust.
 *
 * `olderHash` lets a token of a time stamp name its certificate with SHA-1, as RFC 3161 itself does (RFC 5816 mends it).
 */
export function checkSignedData(data: SignedData, contentDigest: Uint8Array, olderHash = false): Checked {
  const problems: Prose[] = [];
  const say = (zh: string, en: string): void => {
    problems.push({ zh, en });
  };
  const certificate = certificateOf(data);
  const stated = data.signed.get(oids.messageDigest);
  if (stated?.tag !== tags.octets || !sameBytes(stated.content, contentDigest))
    say('内容在签名之后被改动过', 'the content was changed after it was signed');
  const type = data.signed.get(oids.contentType);
  if (!type || readOid(type) !== data.contentType)
    say('签名没有写明内容的种类', 'the signature does not say what kind of content it is over');
  if (!certificate) {
    say('签名里没有签名者的证书', 'the signature does not hold the certificate of its signer');
    return { certificate, problems };
  }
  if (!isNamed(data, certificate, olderHash)) say('签名没有指明这张证书', 'the signature does not name this certificate');
  try {
    if (!isSignedBy(certificate.spki, data.algorithm, data.signedAttributes, data.signature, data.digest))
      say('签名值与证书的密钥不符', 'the signature is not that of the key in the certificate');
  } catch (error) {
    if (!(error instanceof NotAccepted)) throw error;
    say(`不被接受的算法或密钥：${error.message}`, `an algorithm or key that is not accepted: ${error.message}`);
  }
  return { certificate, problems };
}
/** The signer's own, by issuer and serial number; `isNamed` makes sure of it. */
export const certificateOf = (data: SignedData): Certificate | undefined =>
  data.certificates.map(tryCertificate).find((one) => one && sameBytes(one.issuer, data.issuer) && sameBytes(one.serial, data.serial));
/** RFC 5035: the signer fixes its own certificate, so that no other one with the same key can take its place. */
function isNamed(data: SignedData, certificate: Certificate, olderHash: boolean): boolean {
  const second = data.signed.get(oids.signingCertificateV2);
  const first = olderHash ? data.signed.get(oids.signingCertificate) : undefined;
  const list = second ?? first;
  if (!list) return false;
  const id = new Fields(new Fields(new Fields(list).next(tags.sequence)).next(tags.sequence));
  const digest = second ? readOptionalDigest(id) : undefined;
  const hash = id.next(tags.octets).content;
  const issuerSerial = id.optional(tags.sequence);
  id.end();
  if (issuerSerial) {
    const fields = new Fields(issuerSerial);
    const [name] = elements(fields.next(tags.sequence).content);
    if (name?.tag !== 0xa4 || !sameBytes(name.content, certificate.issuer) || !sameBytes(fields.next(tags.integer).raw, certificate.serial))
      return false;
  }
  return sameBytes(hash, digest ? digestOf(digest, certificate.der) : sha1(certificate.der));
}
const readOptionalDigest = (id: Fields): DigestName => {
  const named = id.optional(tags.sequence);
  return named ? readDigest(named) : 'SHA-256';
};
/** A name of a certificate, not a protection of anything: the signature itself is never accepted with it. */
const sha1 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha1').update(bytes).digest());

export function signingTime(data: SignedData): Date | undefined {
  const value = data.signed.get(oids.signingTime);
  return value && readTime(value);
}
