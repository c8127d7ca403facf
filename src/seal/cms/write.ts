/**
 * CMS SignedData, written (RFC 5652) with the attributes of CAdES baseline (ETSI EN 319 122-1).
 *
 * In:  a digest of the content and a signer. Out: DER.
 */
import { digestIdentifier, digestOf, digestToSign, isSignedBy, signatureIdentifier, readSignatureAlgorithm } from './algorithms.js';
import { isSelfIssued, readCertificate, type Certificate } from '../x509/certificate.js';
import { certificateOf, type SignedData } from './read.js';
import { der, element, integer, octets, oid, sequence, setOf, tagged, tags, time } from './der.js';
import { sameBytes } from '../../files/malformed.js';
import { Refusal } from '../diagnose.js';
import { oids } from './oids.js';
import type { DigestName, SignatureScheme, Signer } from '../types.js';

export interface WriteOptions {
  /** The signing-time attribute; PDF says the time in its dictionary instead, and PAdES forbids it here. */
  readonly at?: Date;
  /** Gives the token over a signature value. */
  readonly timeStamp?: (signature: Uint8Array) => Promise<Uint8Array>;
}

/** @throws Refusal when the key does not sign, or signs something else. */
export async function writeSignedData(contentDigest: Uint8Array, signer: Signer, options: WriteOptions = {}): Promise<Uint8Array> {
  const certificates = signer.chain.map(readCertificate);
  const [own] = certificates;
  if (!own) throw new Refusal('seal-key-unreadable', '签名者没有证书', 'the signer has no certificate');
  const attributes = [
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.messageDigest, octets(contentDigest)),
    attribute(
      oids.signingCertificateV2,
      sequence(
        sequence(
          sequence(
            // SHA-256 is the default, and a default is left out in DER.
            ...(signer.digest === 'SHA-256' ? [] : [digestIdentifier(signer.digest)]),
            octets(digestOf(signer.digest, own.der)),
            sequence(sequence(tagged(4, own.issuer)), own.serial),
          ),
        ),
      ),
    ),
    ...(options.at ? [attribute(oids.signingTime, time(options.at))] : []),
  ];
  const toSign = setOf(...attributes);
  const signature = await signed(signer, own.spki, toSign);
  const identifier = signatureIdentifier(signer.scheme, signer.digest);
  // A card or a service may give anything back: what does not verify is not written.
  if (!isSignedBy(own.spki, readSignatureAlgorithm(element(identifier)), toSign, signature, signer.digest)) {
    throw new Refusal(
      'seal-signing-failed',
      '签名者给出的签名与其证书不符',
      'what the signer gave back is not a signature by its certificate',
    );
  }
  const token = options.timeStamp && (await options.timeStamp(signature));
  // The root is left out: who believes it has it.
  const sent = certificates.filter((one, i) => i === 0 || !isSelfIssued(one)).map((one) => one.der);
  return spelled({
    scheme: signer.scheme,
    digest: signer.digest,
    certificates: sent,
    issuer: own.issuer,
    serial: own.serial,
    attributes: toSign,
    signature,
    token,
  });
}

interface Parts {
  readonly scheme: SignatureScheme;
  readonly digest: DigestName;
  readonly certificates: readonly Uint8Array[];
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  /** A SET. */
  readonly attributes: Uint8Array;
  readonly signature: Uint8Array;
  readonly token: Uint8Array | undefined;
}
function spelled({ scheme, digest, certificates, issuer, serial, attributes, signature, token }: Parts): Uint8Array {
  const info = sequence(
    integer(1),
    sequence(issuer, serial),
    digestIdentifier(digest),
    der(0xa0, element(attributes).content),
    signatureIdentifier(scheme, digest),
    octets(signature),
    ...(token ? [tagged(1, attribute(oids.signatureTimeStamp, token))] : []),
  );
  return sequence(
    oid(oids.signedData),
    tagged(
      0,
      sequence(
        integer(1),
        setOf(digestIdentifier(digest)),
        sequence(oid(oids.data)),
        der(0xa0, element(setOf(...certificates), tags.set).content),
        setOf(info),
      ),
    ),
  );
}
/**
 * Whether a signature is to the byte what `writeSignedData` makes of its parts, with the chain of its signer and no other
 * certificate. No signature covers what lies around the signed attributes: where it may be spelled in one way only, it
 * cannot be altered.
 */
export function isSpelledAsDue(data: SignedData, bytes: Uint8Array): boolean {
  const {
    algorithm: { scheme },
    digest,
    certificates,
    issuer,
    serial,
    signedAttributes: attributes,
    signature,
    unsigned,
  } = data;
  const own = certificateOf(data);
  if (!own || !areChainOf(own, certificates.map(readCertificate))) return false;
  return sameBytes(
    spelled({ scheme, digest, certificates, issuer, serial, attributes, signature, token: unsigned.get(oids.signatureTimeStamp)?.raw }),
    bytes,
  );
}
function areChainOf(own: Certificate, all: readonly Certificate[]): boolean {
  const chain = [own];
  for (let last: Certificate | undefined = own; last && !isSelfIssued(last) && chain.length <= all.length;) {
    const { issuer }: Certificate = last;
    last = all.find((one) => !isSelfIssued(one) && sameBytes(one.subject, issuer));
    if (last) chain.push(last);
  }
  return chain.length === all.length;
}
const attribute = (id: string, value: Uint8Array): Uint8Array => sequence(oid(id), setOf(value));

async function signed(signer: Signer, spki: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  try {
    return await signer.sign(digestToSign(signer.scheme, signer.digest, spki, message), message);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('seal-signing-failed', `签名没有成功：${reason}`, `signing failed: ${reason}`);
  }
}
