/**
 * Algorithms that other people sign with, the older ones too, and what is to be said of them.
 *
 * In:  algorithm identifiers and a key. Out: how to verify, its name for people, and why it is weak, where it is.
 *
 * Wider than `../algorithms.js`, which names what our own seals may be made with: evidence was signed when it was signed, and
 * what is weak today is told so instead of being called no signature. MD5 and older hashes prove nothing at all and are not read.
 */
import { constants, verify } from 'node:crypto';
import type { Prose } from '../../diagnostics/index.js';
import { NotAccepted, methodName, publicKey, weakness, type PublicKey } from '../cms/algorithms.js';
import { Fields, element, readOid, readSmallInteger, tags, type Element } from '../cms/der.js';
import { oids } from '../cms/oids.js';
import { isSm2Signature } from '../keys/sm2.js';

/** By identifier: as Node names it, and as people do. */
const digests: Readonly<Record<string, readonly [node: string, name: string]>> = {
  [oids.sha1]: ['sha1', 'SHA-1'],
  '2.16.840.1.101.3.4.2.4': ['sha224', 'SHA-224'],
  '2.16.840.1.101.3.4.2.1': ['sha256', 'SHA-256'],
  '2.16.840.1.101.3.4.2.2': ['sha384', 'SHA-384'],
  '2.16.840.1.101.3.4.2.3': ['sha512', 'SHA-512'],
  '2.16.840.1.101.3.4.2.8': ['sha3-256', 'SHA3-256'],
  '2.16.840.1.101.3.4.2.9': ['sha3-384', 'SHA3-384'],
  '2.16.840.1.101.3.4.2.10': ['sha3-512', 'SHA3-512'],
  '1.2.156.10197.1.401': ['sm3', 'SM3'],
};
const rsa = '1.2.840.113549.1.1.';
const ecdsa = '1.2.840.10045.4.';
type Scheme = 'rsa' | 'rsa-pss' | 'ecdsa' | 'ed25519' | 'sm2';
/** Which digest goes with it; none where the identifier leaves that to the signer's digest. */
const schemes: Readonly<Record<string, readonly [scheme: Scheme, node?: string]>> = {
  [oids.rsaEncryption]: ['rsa'],
  [`${rsa}5`]: ['rsa', 'sha1'],
  [`${rsa}14`]: ['rsa', 'sha224'],
  [`${rsa}11`]: ['rsa', 'sha256'],
  [`${rsa}12`]: ['rsa', 'sha384'],
  [`${rsa}13`]: ['rsa', 'sha512'],
  [oids.rsaPss]: ['rsa-pss'],
  [oids.ecPublicKey]: ['ecdsa'],
  [`${ecdsa}1`]: ['ecdsa', 'sha1'],
  [`${ecdsa}3.1`]: ['ecdsa', 'sha224'],
  [`${ecdsa}3.2`]: ['ecdsa', 'sha256'],
  [`${ecdsa}3.3`]: ['ecdsa', 'sha384'],
  [`${ecdsa}3.4`]: ['ecdsa', 'sha512'],
  '1.3.101.112': ['ed25519'],
  '1.2.156.10197.1.501': ['sm2', 'sm3'],
};

export interface Digest {
  readonly node: string;
  readonly name: string;
}
/** @throws NotAccepted */
export function digestOfOthers(identifier: Element): Digest {
  const id = readOid(new Fields(identifier).next(tags.oid));
  const [node, name] = digests[id] ?? [];
  if (node === undefined || name === undefined) throw new NotAccepted(`digest ${id}`);
  return { node, name };
}

export interface Method {
  /** `RSA 2048, SHA-256`. */
  readonly name: string;
  readonly weak: readonly Prose[];
  readonly isSignature: (data: Uint8Array, signature: Uint8Array) => boolean;
}
/** How a signature by this key is verified. @throws Malformed, NotAccepted */
export function methodOf(identifier: Element, digest: Digest, spki: Uint8Array): Method {
  const fields = new Fields(identifier);
  const id = readOid(fields.next(tags.oid));
  const [scheme, own] = schemes[id] ?? [];
  if (scheme === undefined) throw new NotAccepted(`signature ${id}`);
  if (own !== undefined && own !== digest.node) throw new NotAccepted('two digests in one signature');
  const key = publicKey(spki);
  return {
    name: `${methodName(scheme === 'rsa-pss', key)}, ${digest.name}`,
    weak: weakOf(key, digest),
    isSignature: verifier(scheme, key, spki, digest, fields),
  };
}
function weakOf(read: PublicKey, { name }: Digest): Prose[] {
  const found: Prose[] = [];
  if (name === 'SHA-1' || name === 'SHA-224') found.push({ zh: `摘要算法 ${name} 已弱`, en: `the digest ${name} is weak by now` });
  const key = read.key.asymmetricKeyType === 'ed25519' ? undefined : weakness(read);
  if (key !== undefined) found.push({ zh: `密钥 ${key} 已弱`, en: `the key ${key} is weak by now` });
  return found;
}
function verifier(scheme: Scheme, { key, isSm2 }: PublicKey, spki: Uint8Array, digest: Digest, parameters: Fields): Method['isSignature'] {
  if (scheme === 'sm2') return (data, signature) => isSm2 && isSm2Signature(key, spki, data, signature);
  const type = key.asymmetricKeyType;
  const fits =
    scheme === 'ecdsa'
      ? type === 'ec' && !isSm2
      : scheme === 'ed25519'
        ? type === 'ed25519'
        : type === 'rsa' || (scheme === 'rsa-pss' && type === 'rsa-pss');
  const salt = scheme === 'rsa-pss' ? saltOf(parameters.optional(tags.sequence), digest) : 0;
  return (data, signature) => {
    try {
      if (!fits) return false;
      if (scheme === 'ed25519') return verify(null, data, key, signature);
      if (scheme === 'ecdsa') return verify(digest.node, data, { key, dsaEncoding: 'der' }, signature);
      return verify(
        digest.node,
        data,
        scheme === 'rsa-pss'
          ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt }
          : { key, padding: constants.RSA_PKCS1_PADDING },
        signature,
      );
    } catch {
      return false;
    }
  };
}
/** RFC 4055: what is left out means SHA-1 and a salt of 20 bytes. */
function saltOf(parameters: Element | undefined, digest: Digest): number {
  const fields = parameters ? new Fields(parameters) : undefined;
  const hash = fields?.optional(0xa0);
  fields?.optional(0xa1);
  const salt = fields?.optional(0xa2);
  if ((hash ? digestOfOthers(element(hash.content)).node : 'sha1') !== digest.node) throw new NotAccepted('RSA-PSS with two digests');
  return salt ? readSmallInteger(element(salt.content, tags.integer)) : 20;
}
