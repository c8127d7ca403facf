/**
 * Which signatures and digests count, how they are named, and whether a signature is right.
 *
 * In:  algorithm identifiers, keys and signatures. Out: yes or no.
 */
import { constants, createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { Fields, element, integer, nothing, oid, readOid, readSmallInteger, sequence, tagged, tags, type Element } from './der.js';
import { Malformed } from '../../files/malformed.js';
import { oids } from './oids.js';
import { isSm2Key, isSm2Signature, knowsSm2, sm2Digest } from '../keys/sm2.js';
import type { DigestName, SignatureScheme } from '../types.js';

const digestOids: Record<DigestName, string> = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
  SM3: '1.2.156.10197.1.401',
};
/** A digest that is not in a table does not go with the scheme. */
type Oids = Readonly<Partial<Record<DigestName, string>>>;
const rsaOids: Oids = { 'SHA-256': '1.2.840.113549.1.1.11', 'SHA-384': '1.2.840.113549.1.1.12', 'SHA-512': '1.2.840.113549.1.1.13' };
const ecdsaOids: Oids = { 'SHA-256': '1.2.840.10045.4.3.2', 'SHA-384': '1.2.840.10045.4.3.3', 'SHA-512': '1.2.840.10045.4.3.4' };
const sm2Oids: Oids = { SM3: '1.2.156.10197.1.501' };
const schemeOids: Record<SignatureScheme, Oids> = { 'rsa-pkcs1': rsaOids, 'rsa-pss': rsaOids, ecdsa: ecdsaOids, sm2: sm2Oids };
const lengths: Record<DigestName, number> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64, SM3: 32 };
/** Curves of 256 bits and more that validators know. */
const curves: readonly string[] = ['prime256v1', 'secp384r1', 'secp521r1'];

/** An algorithm that is known, but too weak or not for us. */
export class NotAccepted extends Malformed {}

export const nodeName = (digest: DigestName): string => digest.replace('-', '').toLowerCase();
export const digestOf = (digest: DigestName, ...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash(nodeName(digest));
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};
export const digestLength = (digest: DigestName): number => lengths[digest];

/** Whether a signature of this scheme may be over this digest. */
export const goTogether = (scheme: SignatureScheme, digest: DigestName): boolean => schemeOids[scheme][digest] !== undefined;
/** What a key signs of a message, where it does not hash for itself. */
export const digestToSign = (scheme: SignatureScheme, digest: DigestName, spki: Uint8Array, message: Uint8Array): Uint8Array =>
  scheme === 'sm2' ? sm2Digest(spki, message) : digestOf(digest, message);

const named = (table: Oids, dotted: string): DigestName | undefined =>
  (Object.keys(table) as DigestName[]).find((name) => table[name] === dotted);

/** RFC 5754: parameters of SHA-2 are left out when written; NULL is read as well. */
export const digestIdentifier = (digest: DigestName): Uint8Array => sequence(oid(digestOids[digest]));
export function readDigest(one: Element): DigestName {
  const fields = new Fields(one);
  const dotted = readOid(fields.next(tags.oid));
  fields.optional(tags.nothing);
  fields.end();
  const digest = named(digestOids, dotted);
  if (!digest) throw new NotAccepted(`digest ${dotted}`);
  return digest;
}

export function signatureIdentifier(scheme: SignatureScheme, digest: DigestName): Uint8Array {
  const id = schemeOids[scheme][digest];
  if (id === undefined) throw new NotAccepted(`${scheme} with ${digest}`);
  if (scheme === 'rsa-pkcs1') return sequence(oid(id), nothing());
  if (scheme !== 'rsa-pss') return sequence(oid(id));
  const hash = sequence(oid(digestOids[digest]), nothing());
  return sequence(
    oid(oids.rsaPss),
    sequence(tagged(0, hash), tagged(1, sequence(oid(oids.mgf1), hash)), tagged(2, integer(lengths[digest]))),
  );
}

export interface SignatureAlgorithm {
  readonly scheme: SignatureScheme;
  /** None: the identifier names the key only (rsaEncryption), the digest stands elsewhere. */
  readonly digest?: DigestName;
  readonly saltLength?: number;
}
export function readSignatureAlgorithm(one: Element): SignatureAlgorithm {
  const fields = new Fields(one);
  const dotted = readOid(fields.next(tags.oid));
  if (dotted === oids.rsaPss) {
    const parameters = new Fields(fields.next(tags.sequence));
    fields.end();
    const hash = parameters.optional(0xa0);
    const mask = parameters.optional(0xa1);
    const salt = parameters.optional(0xa2);
    parameters.end();
    // What is left out means SHA-1.
    if (!hash || !mask) throw new NotAccepted('RSA-PSS with SHA-1');
    const digest = readDigest(element(hash.content));
    const generator = new Fields(element(mask.content));
    if (readOid(generator.next()) !== oids.mgf1 || readDigest(generator.next()) !== digest)
      throw new NotAccepted('RSA-PSS with two digests');
    return { scheme: 'rsa-pss', digest, saltLength: salt ? readSmallInteger(element(salt.content, tags.integer)) : 20 };
  }
  fields.optional(tags.nothing);
  fields.end();
  if (dotted === oids.rsaEncryption) return { scheme: 'rsa-pkcs1' };
  const rsa = named(rsaOids, dotted);
  if (rsa) return { scheme: 'rsa-pkcs1', digest: rsa };
  const ecdsa = named(ecdsaOids, dotted);
  if (ecdsa) return { scheme: 'ecdsa', digest: ecdsa };
  const sm2 = named(sm2Oids, dotted);
  if (sm2) return { scheme: 'sm2', digest: sm2 };
  throw new NotAccepted(`signature ${dotted}`);
}

/** Read once and passed on: reading a key takes longer than verifying with it. */
export interface PublicKey {
  readonly key: KeyObject;
  /** Node has no name for this kind. */
  readonly isSm2: boolean;
}
export function publicKey(spki: Uint8Array): PublicKey {
  const isSm2 = isSm2Key(spki);
  try {
    return { key: createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }), isSm2 };
  } catch {
    throw new Malformed('a public key that cannot be read');
  }
}
/** Why this key is too weak or unknown; nothing when it is strong enough. */
export function weakness({ key, isSm2 }: PublicKey): string | undefined {
  if (isSm2) return knowsSm2() ? undefined : 'SM2';
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'rsa' || type === 'rsa-pss') return (details?.modulusLength ?? 0) < 2048 ? `RSA ${details?.modulusLength ?? 0}` : undefined;
  if (type === 'ec') return curves.includes(details?.namedCurve ?? '') ? undefined : `EC ${details?.namedCurve ?? '?'}`;
  return type ?? '?';
}

/** A way of signing and its key, for people: `RSA-PSS 2048`, `ECDSA P-256`. */
export function methodName(isPss: boolean, { key, isSm2 }: PublicKey): string {
  const { modulusLength, namedCurve = '?' } = key.asymmetricKeyDetails ?? {};
  if (isSm2) return 'SM2';
  if (key.asymmetricKeyType === 'ec') return `ECDSA ${curveNames[namedCurve] ?? namedCurve}`;
  return modulusLength === undefined ? 'Ed25519' : `${isPss ? 'RSA-PSS' : 'RSA'} ${modulusLength}`;
}
const curveNames: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

/** In which ways this key may sign. */
export function schemesOf({ key, isSm2 }: PublicKey): readonly SignatureScheme[] {
  if (isSm2) return ['sm2'];
  const type = key.asymmetricKeyType;
  return type === 'ec' ? ['ecdsa'] : type === 'rsa' ? ['rsa-pkcs1', 'rsa-pss'] : type === 'rsa-pss' ? ['rsa-pss'] : [];
}

/** Whether the signature over `data` is that of this key. A key that is too weak is `NotAccepted`. */
export function isSignedBy(
  spki: Uint8Array,
  algorithm: SignatureAlgorithm,
  data: Uint8Array,
  signature: Uint8Array,
  digestElsewhere?: DigestName,
): boolean {
  const digest = algorithm.digest ?? digestElsewhere;
  if (!digest) throw new Malformed('no digest');
  if (!goTogether(algorithm.scheme, digest)) throw new NotAccepted(`${algorithm.scheme} with ${digest}`);
  const read = publicKey(spki);
  const weak = weakness(read);
  if (weak !== undefined) throw new NotAccepted(weak);
  if (!schemesOf(read).includes(algorithm.scheme)) return false;
  const { key } = read;
  if (algorithm.scheme === 'sm2') return isSm2Signature(key, spki, data, signature);
  try {
    if (algorithm.scheme === 'ecdsa') return verify(nodeName(digest), data, { key, dsaEncoding: 'der' }, signature);
    return verify(
      nodeName(digest),
      data,
      algorithm.scheme === 'rsa-pss'
        ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength ?? 20 }
        : { key, padding: constants.RSA_PKCS1_PADDING },
      signature,
    );
  } catch {
    return false;
  }
}
