/**
 * Signatures that other tools made, told for what they are: whether they hold, who signed, when, how, and whom to believe.
 *
 * In:  the content, the signature in a file of its own, the roots. Out: a verdict; never an exception, and no network.
 *
 * The strict reader of our own seals is asked first: what it takes is CAdES in one spelling. Everything else that RFC 5652 allows
 * is read leniently: it is evidence, somebody else wrote it, and a correct signature must not be called none.
 */
import { createHash } from 'node:crypto';
import type { Prose } from '../../diagnostics/index.js';
import { NotAccepted, digestOf, readDigest } from '../cms/algorithms.js';
import { tryCertificate, type Certificate } from '../x509/certificate.js';
import { Fields, readOid, readTime, setOf, der, elements, tags, type Element } from '../cms/der.js';
import { Malformed, sameBytes } from '../../files/malformed.js';
import { judgeTrust } from '../x509/judge-trust.js';
import { oids } from '../cms/oids.js';
import type { Evidence } from '../x509/revocation.js';
import { isOver, readToken } from '../cms/token.js';
import type { SignatureOfOthers, Trust, VerdictOfOthers } from '../types.js';
import { asOfStamp, iso, verifyDetached } from '../verify-detached.js';
import { digestOfOthers, methodOf, type Method } from './algorithms.js';
import { asDer } from './as-der.js';
import { readSignedDataOfOthers, type SignedDataOfOthers, type SignerOfOthers } from './read-signed-data.js';

/** Other programs put whole revocation lists into a signature. */
const largest = 8_000_000;

export async function verifyOthers(content: Uint8Array, cms: Uint8Array, trust: Trust): Promise<VerdictOfOthers> {
  const strict = verifyDetached(content, cms, trust);
  if (!strict.intact) return verifyLeniently(content, cms, trust);
  const { signedBy, trusted, algorithm, claimedAt, provenAt, problems } = strict;
  return together([
    {
      signedBy,
      intact: true,
      trusted,
      form: 'CAdES',
      weak: [],
      problems,
      ...(algorithm === undefined ? {} : { algorithm }),
      ...(claimedAt === undefined ? {} : { claimedAt }),
      ...(provenAt === undefined ? {} : { provenAt }),
    },
  ]);
}
/** The lenient reader alone. `wrapped`: what is signed may be the SHA-1 of the content, carried along (older PDF). */
export async function verifyLeniently(content: Uint8Array, cms: Uint8Array, trust: Trust, wrapped = false): Promise<VerdictOfOthers> {
  try {
    if (cms.length > largest) throw new Malformed('too large');
    const data = readSignedDataOfOthers(await asDer(cms));
    const signed = signedContent(data, content, wrapped);
    return together(data.signers.map((signer) => judgeSigner(signer, data, signed, trust)));
  } catch (error) {
    // RangeError: nested beyond what the stack holds.
    if (!(error instanceof Malformed) && !(error instanceof RangeError)) throw error;
    return {
      intact: false,
      trusted: false,
      signatures: [],
      problems: [{ zh: `签名无法读取：${error.message}`, en: `the signature cannot be read: ${error.message}` }],
    };
  }
}
const together = (signatures: readonly SignatureOfOthers[]): VerdictOfOthers => ({
  intact: signatures.every((one) => one.intact),
  trusted: signatures.every((one) => one.trusted),
  signatures,
  problems: signatures.flatMap((one) => one.problems),
});

interface Signed {
  readonly bytes: Uint8Array;
  readonly problems: readonly Prose[];
  readonly weak: readonly Prose[];
}
function signedContent({ content: own }: SignedDataOfOthers, content: Uint8Array, wrapped: boolean): Signed {
  if (!own || sameBytes(own, content)) return { bytes: content, problems: [], weak: [] };
  if (wrapped) {
    const isHash = sameBytes(own, createHash('sha1').update(content).digest());
    return {
      bytes: own,
      problems: isHash ? [] : [otherContent],
      weak: [{ zh: '所签的是文件的 SHA-1，已弱', en: 'what is signed is the SHA-1 of the file, which is weak by now' }],
    };
  }
  return { bytes: own, problems: [otherContent], weak: [] };
}
const otherContent: Prose = { zh: '签名是对另一份内容的', en: 'it signs another content' };

function judgeSigner(signer: SignerOfOthers, data: SignedDataOfOthers, signed: Signed, trust: Trust): SignatureOfOthers {
  const pool = [...data.certificates, ...trust.roots].map(tryCertificate).filter((one) => one !== undefined);
  const certificate = pool.find((one) => isOf(signer, one));
  const names = certificate ? namesCertificate(signer, certificate) : 'no';
  const problems: Prose[] = [...signed.problems];
  let method: Method | undefined;
  if (!certificate) problems.push({ zh: '签名里没有签名者的证书', en: 'the signature does not hold the certificate of its signer' });
  else {
    if (names === 'another') problems.push({ zh: '签名指明的是另一张证书', en: 'the signature names another certificate' });
    try {
      const digest = digestOfOthers(signer.digest);
      method = methodOf(signer.algorithm, digest, certificate.spki);
      problems.push(...wrongIn(signer, data.contentType, signed.bytes, digest.node, method));
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      problems.push(
        error instanceof NotAccepted
          ? {
              zh: `不认识或不再有意义的算法：${error.message}`,
              en: `an algorithm that is not known or proves nothing any more: ${error.message}`,
            }
          : { zh: `签名无法读取：${error.message}`, en: `the signature cannot be read: ${error.message}` },
      );
    }
  }
  const intact = problems.length === 0;
  const claimed = timeIn(signer);
  const { proven, problems: doubts } =
    intact && certificate ? believed(signer, data, certificate, claimed, trust) : { proven: undefined, problems: [] };
  return {
    signedBy: certificate?.name ?? '?',
    intact,
    trusted: intact && doubts.length === 0,
    form: names === 'this' ? 'CAdES' : 'CMS',
    ...(method ? { algorithm: method.name } : {}),
    ...(claimed ? { claimedAt: iso(claimed) } : {}),
    ...(proven ? { provenAt: iso(proven) } : {}),
    weak: [...signed.weak, ...(method?.weak ?? [])],
    problems: [...problems, ...doubts],
  };
}
const isOf = ({ names }: SignerOfOthers, one: Certificate): boolean =>
  'keyId' in names
    ? one.keyId !== undefined && sameBytes(one.keyId, names.keyId)
    : sameBytes(one.issuer, names.issuer) && sameBytes(one.serial, names.serial);

/** What is wrong with the signature itself. */
function wrongIn(signer: SignerOfOthers, contentType: string, content: Uint8Array, hash: string, method: Method): Prose[] {
  const wrongValue: Prose = {
    zh: '签名值与证书的密钥或内容不符',
    en: 'the signature is not that of the key in the certificate over this content',
  };
  if (signer.attributes === undefined) {
    // A set of attributes given out for the content would make a signature over something else fit (RFC 5652, 11.1 and 5.3).
    return content[0] !== tags.set && contentType === oids.data && method.isSignature(content, signer.signature) ? [] : [wrongValue];
  }
  const only = (id: string): Element | undefined => (signer.signed.get(id)?.length === 1 ? signer.signed.get(id)?.[0] : undefined);
  const stated = only(oids.messageDigest);
  if (stated?.tag !== tags.octets || !sameBytes(stated.content, createHash(hash).update(content).digest())) {
    return [{ zh: '内容不是所签的那一份，或在签名之后被改动过', en: 'the content is not what was signed, or was changed after' }];
  }
  const type = only(oids.contentType);
  if (!type || readOid(type) !== contentType)
    return [{ zh: '签名没有写明内容的种类', en: 'the signature does not say what kind of content it is over' }];
  // DER puts a set in order before it is signed; some tools leave it as it is.
  const spellings = [der(tags.set, signer.attributes), setOf(...elements(signer.attributes).map((one) => one.raw))];
  return spellings.some((one) => method.isSignature(one, signer.signature)) ? [] : [wrongValue];
}
/** Whether what is signed fixes the certificate (RFC 5035), so that no other with the same key can take its place. */
function namesCertificate(signer: SignerOfOthers, certificate: Certificate): 'this' | 'another' | 'no' {
  const [second] = signer.signed.get(oids.signingCertificateV2) ?? [];
  const [first] = signer.signed.get(oids.signingCertificate) ?? [];
  const list = second ?? first;
  if (!list) return 'no';
  try {
    const id = new Fields(new Fields(new Fields(list).next(tags.sequence)).next(tags.sequence));
    const named = second ? id.optional(tags.sequence) : undefined;
    const expected = second
      ? digestOf(named ? readDigest(named) : 'SHA-256', certificate.der)
      : createHash('sha1').update(certificate.der).digest();
    return sameBytes(id.next(tags.octets).content, expected) ? 'this' : 'another';
  } catch (error) {
    if (error instanceof Malformed) return 'another';
    throw error;
  }
}
function timeIn(signer: SignerOfOthers): Date | undefined {
  const [value] = signer.signed.get(oids.signingTime) ?? [];
  try {
    return value && readTime(value);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** When, as far as that is proven, and whether to trust who signed. */
function believed(
  signer: SignerOfOthers,
  data: SignedDataOfOthers,
  certificate: Certificate,
  claimed: Date | undefined,
  trust: Trust,
): { readonly proven: Date | undefined; readonly problems: readonly Prose[] } {
  const problems: Prose[] = [];
  const evidence: Evidence = { certificates: data.certificates, ocsps: [], crls: data.crls };
  let proven: Date | undefined;
  const [stamp] = signer.unsigned.get(oids.signatureTimeStamp) ?? [];
  if (stamp) {
    try {
      const token = readToken(stamp.raw);
      const wrong = [
        ...token.checked.problems,
        ...(isOver(token, signer.signature) ? [] : [{ zh: '时间戳不是加在这个签名上的', en: 'the time stamp is not over this signature' }]),
      ];
      const own: Evidence = {
        ...evidence,
        certificates: [...evidence.certificates, ...token.data.certificates],
        crls: [...evidence.crls, ...token.data.crls],
      };
      if (wrong.length === 0 && token.checked.certificate) {
        const judged = judgeTrust(token.checked.certificate, 'time-stamp', { time: trust.at ?? token.at, proven: false }, own, trust.roots);
        wrong.push(...judged.problems);
        if (judged.problems.length === 0) proven = token.at;
      }
      problems.push(...wrong.map(asOfStamp));
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      problems.push(asOfStamp({ zh: `无法读取：${error.message}`, en: `it cannot be read: ${error.message}` }));
    }
  }
  const time = proven ?? trust.at ?? claimed;
  if (!time) return { proven, problems: [...problems, { zh: '签名没有说明时间', en: 'nothing says when it was signed' }] };
  return {
    proven,
    problems: [
      ...problems,
      ...judgeTrust(certificate, 'other-signer', { time, proven: proven !== undefined }, evidence, trust.roots).problems,
    ],
  };
}
