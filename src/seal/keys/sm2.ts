/**
 * SM2 signatures over SM3 digests (GB/T 32918, GB/T 32905), with the identifier of signers that GM/T 0009 fixes.
 *
 * In:  a public key as certificates hold it, a message, a private key or a signature. Out: a signature, or yes or no.
 *
 * Separate because Node knows SM2 only halfway: its `sign` and `verify` take the signer for one without an identifier, and
 * then no other program verifies the signature. Its older `createSign` signs the digest as it stands; so what SM2 hashes
 * before the message, Z of the signer, is made here. A known signature is tried first: a Node that was built otherwise is found.
 */
import { createHash, createPublicKey, createSign, createVerify, type KeyObject } from 'node:crypto';
import { Fields, der, element, integer, oid, readBits, sequence, tags } from '../cms/der.js';
import { Malformed, sameBytes } from '../../files/malformed.js';
import { oids } from '../cms/oids.js';

const identifier = Buffer.from('1234567812345678');
/** a, b and the base point of the curve: GB/T 32918.5. */
const curve = Buffer.from(
  [
    'FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC',
    '28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93',
    '32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7',
    'BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0',
  ].join(''),
  'hex',
);
const keyAlgorithm = sequence(oid(oids.ecPublicKey), oid(oids.sm2Curve));

export function isSm2Key(spki: Uint8Array): boolean {
  return sameBytes(new Fields(element(spki, tags.sequence)).next(tags.sequence).raw, keyAlgorithm);
}

/** Z, GB/T 32918.2, 5.5: who signs, by identifier and key. */
function signerHash(spki: Uint8Array): Uint8Array {
  const fields = new Fields(element(spki, tags.sequence));
  fields.next(tags.sequence);
  const point = readBits(fields.next(tags.bits));
  if (point.length !== 65 || point[0] !== 4) throw new Malformed('an SM2 key that is not written in full');
  const bits = identifier.length * 8;
  return createHash('sm3')
    .update(Uint8Array.of(bits >> 8, bits & 0xff))
    .update(identifier)
    .update(curve)
    .update(point.subarray(1))
    .digest();
}
/** What an SM2 key signs of a message: `e` of GB/T 32918.2, 6.1. */
export const sm2Digest = (spki: Uint8Array, message: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sm3').update(signerHash(spki)).update(message).digest());

export const sm2Sign = (key: KeyObject, spki: Uint8Array, message: Uint8Array): Uint8Array =>
  new Uint8Array(createSign('sm3').update(signerHash(spki)).update(message).sign(key));

/** `key` is what `spki` holds. */
export function isSm2Signature(key: KeyObject, spki: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return createVerify('sm3').update(signerHash(spki)).update(message).verify(key, signature);
  } catch {
    return false;
  }
}

/** The example of GB/T 32918.5, annex A. */
const example = {
  key: '0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13',
  message: 'message digest',
  r: 'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3',
  s: 'B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA',
};
let works: boolean | undefined;
/** Whether this Node verifies SM2 as the standard has it. */
export function knowsSm2(): boolean {
  const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
  const spki = sequence(keyAlgorithm, der(tags.bits, Uint8Array.of(0), hex(example.key)));
  const signature = sequence(integer(hex(example.r)), integer(hex(example.s)));
  return (works ??= isSm2Signature(
    createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }),
    spki,
    Buffer.from(example.message),
    signature,
  ));
}
