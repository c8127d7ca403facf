/**
 * PKCS#12, the file in which a key travels with its certificates (RFC 7292).
 *
 * In:  the file and its password. Out: the private key and the certificates.
 *
 * Reads what is written today (PBES2 with AES, the file's MAC by the rules of RFC 7292 or by PBMAC1 of RFC 9579) and the triple DES of
 * older files; RC2, of still older ones, is `Legacy`.
 */
import { createDecipheriv, createHash, createHmac, createPrivateKey, pbkdf2Sync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Fields, element, elements, readOid, readSmallInteger, tags, type Element } from '../cms/der.js';
import { Malformed } from '../../files/malformed.js';
import { oids } from '../cms/oids.js';

export class WrongPassword extends Error {}
export class Legacy extends Error {}

const digests: Record<string, string> = {
  [oids.sha1]: 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const hmacs: Record<string, string> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
const ciphers: Record<string, readonly [name: string, keyLength: number]> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
  '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
};
const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const pbmac1 = '1.2.840.113549.1.5.14';
const tripleDes = '1.2.840.113549.1.12.1.3';
const bags = { key: '1.2.840.113549.1.12.10.1.1', shroudedKey: '1.2.840.113549.1.12.10.1.2', certificate: '1.2.840.113549.1.12.10.1.3' };
const x509 = '1.2.840.113549.1.9.22.1';
/** More rounds than any program writes would only keep the machine busy. */
const mostRounds = 5_000_000;
const longestKey = 1024;

/** @throws Malformed, WrongPassword, Legacy */
export function readPkcs12(
  bytes: Uint8Array,
  password: string,
): { readonly keys: readonly KeyObject[]; readonly certificates: readonly Uint8Array[] } {
  const outer = new Fields(element(bytes, tags.sequence));
  if (readSmallInteger(outer.next(tags.integer)) !== 3) throw new Malformed('not PKCS#12');
  const safes = contentOf(outer.next(tags.sequence), oids.data);
  const mac = outer.optional(tags.sequence);
  if (mac) checkMac(mac, safes, password);
  const keys: KeyObject[] = [];
  const certificates: Uint8Array[] = [];
  for (const safe of elements(element(safes, tags.sequence).content)) {
    const type = readOid(new Fields(safe).next());
    const content =
      type === oids.data ? contentOf(safe, oids.data) : type === oids.encryptedData ? decryptedContent(safe, password) : undefined;
    for (const bag of content ? elements(element(content, tags.sequence).content) : []) {
      const fields = new Fields(bag);
      const kind = readOid(fields.next(tags.oid));
      const value = element(fields.next(0xa0).content);
      if (kind === bags.key) keys.push(createPrivateKey({ key: Buffer.from(value.raw), format: 'der', type: 'pkcs8' }));
      else if (kind === bags.shroudedKey) keys.push(decryptedKey(value, password));
      else if (kind === bags.certificate) {
        const certificate = new Fields(value);
        if (readOid(certificate.next()) === x509) certificates.push(element(certificate.next(0xa0).content, tags.octets).content);
      }
    }
  }
  return { keys, certificates };
}

function contentOf(info: Element, type: string): Uint8Array {
  const fields = new Fields(info);
  if (readOid(fields.next(tags.oid)) !== type) throw new Malformed('another kind of content');
  return element(fields.next(0xa0).content, tags.octets).content;
}
function checkMac(mac: Element, content: Uint8Array, password: string): void {
  const fields = new Fields(mac);
  const info = new Fields(fields.next(tags.sequence));
  const algorithm = new Fields(info.next(tags.sequence));
  const id = readOid(algorithm.next(tags.oid));
  const expected = info.next(tags.octets).content;
  const salt = fields.next(tags.octets).content;
  const rounds = roundsOf(fields.optional(tags.integer));
  const real =
    id === pbmac1
      ? pbmac(algorithm.next(tags.sequence), content, password)
      : macOf(digests[id], { content, password, salt, rounds, length: expected.length });
  if (real.length !== expected.length || !timingSafeEqual(real, expected)) throw new WrongPassword();
}
interface OldMac {
  readonly content: Uint8Array;
  readonly password: string;
  readonly salt: Uint8Array;
  readonly rounds: number;
  readonly length: number;
}
function macOf(name: string | undefined, { content, password, salt, rounds, length }: OldMac): Buffer {
  if (name === undefined) throw new Legacy('an unknown digest protects the file');
  return createHmac(name, derive(name, 3, password, salt, rounds, length))
    .update(content)
    .digest();
}
/** RFC 9579: the password as UTF-8, and salt and rounds of PBKDF2; those beside it are there for older readers. */
function pbmac(parameters: Element, content: Uint8Array, password: string): Buffer {
  const fields = new Fields(parameters);
  const { salt, rounds, length, hash } = readPbkdf2(fields.next(tags.sequence));
  const name = hmacs[readOid(new Fields(fields.next(tags.sequence)).next(tags.oid))];
  if (name === undefined) throw new Legacy('an unknown MAC protects the file');
  // Section 5: the length must be said, and a key of less than 20 bytes is none.
  if (length === undefined || length < 20 || length > longestKey) throw new Malformed('the length of the key for the MAC');
  return createHmac(name, pbkdf2Sync(password, salt, rounds, length, hash))
    .update(content)
    .digest();
}
const roundsOf = (one: Element | undefined): number => {
  const rounds = one ? readSmallInteger(one) : 1;
  if (rounds < 1 || rounds > mostRounds) throw new Malformed('rounds out of bounds');
  return rounds;
};

function decryptedContent(safe: Element, password: string): Uint8Array {
  const fields = new Fields(safe);
  fields.next();
  const data = new Fields(element(fields.next(0xa0).content, tags.sequence));
  data.next(tags.integer);
  const info = new Fields(data.next(tags.sequence));
  info.next(tags.oid);
  const [cipher, key, iv] = keyFor(info.next(tags.sequence), password);
  try {
    const decipher = createDecipheriv(cipher, key, iv);
    return new Uint8Array(Buffer.concat([decipher.update(info.next(0x80).content), decipher.final()]));
  } catch (error) {
    if (error instanceof Malformed) throw error;
    throw new WrongPassword();
  }
}
function decryptedKey(value: Element, password: string): KeyObject {
  // Asked first, so that a cipher that is not there is told from a wrong password.
  keyFor(new Fields(value).next(tags.sequence), password);
  try {
    return createPrivateKey({ key: Buffer.from(value.raw), format: 'der', type: 'pkcs8', passphrase: password });
  } catch {
    throw new WrongPassword();
  }
}
function keyFor(algorithm: Element, password: string): readonly [cipher: string, key: Uint8Array, iv: Uint8Array] {
  const fields = new Fields(algorithm);
  const id = readOid(fields.next(tags.oid));
  const parameters = new Fields(fields.next(tags.sequence));
  if (id === tripleDes) {
    const salt = parameters.next(tags.octets).content;
    const rounds = roundsOf(parameters.next(tags.integer));
    return ['des-ede3-cbc', derive('sha1', 1, password, salt, rounds, 24), derive('sha1', 2, password, salt, rounds, 8)];
  }
  if (id !== pbes2) throw new Legacy(id);
  const { salt, rounds, hash } = readPbkdf2(parameters.next(tags.sequence));
  const scheme = new Fields(parameters.next(tags.sequence));
  const cipher = ciphers[readOid(scheme.next(tags.oid))];
  if (!cipher) throw new Legacy('cipher');
  return [cipher[0], pbkdf2Sync(password, salt, rounds, cipher[1], hash), scheme.next(tags.octets).content];
}

/** RFC 8018, A.2. */
function readPbkdf2(derivation: Element): {
  readonly salt: Uint8Array;
  readonly rounds: number;
  readonly length: number | undefined;
  readonly hash: string;
} {
  const fields = new Fields(derivation);
  if (readOid(fields.next(tags.oid)) !== pbkdf2) throw new Legacy('key derivation');
  const details = new Fields(fields.next(tags.sequence));
  const salt = details.next(tags.octets).content;
  const rounds = roundsOf(details.next(tags.integer));
  const length = details.optional(tags.integer);
  const prf = details.optional(tags.sequence);
  const hash = prf ? hmacs[readOid(new Fields(prf).next())] : 'sha1';
  if (hash === undefined) throw new Legacy('key derivation');
  return { salt, rounds, length: length && readSmallInteger(length), hash };
}

/** RFC 7292, B.2; the password as UTF-16, high byte first, with two zero bytes at its end. */
function derive(hash: string, purpose: number, password: string, salt: Uint8Array, rounds: number, length: number): Uint8Array {
  const block = hash === 'sha384' || hash === 'sha512' ? 128 : 64;
  const filled = (bytes: Uint8Array): Uint8Array => {
    const out = new Uint8Array(block * Math.ceil(bytes.length / block));
    for (let i = 0; i < out.length; i++) out[i] = bytes[i % bytes.length] ?? 0;
    return out;
  };
  const secret = Buffer.from(`${password}\0`, 'utf16le').swap16();
  const input = Buffer.concat([filled(salt), filled(secret)]);
  const out: Buffer[] = [];
  for (let made = 0; made < length;) {
    let a = createHash(hash).update(Buffer.alloc(block, purpose)).update(input).digest();
    for (let i = 1; i < rounds; i++) a = createHash(hash).update(a).digest();
    out.push(a);
    made += a.length;
    const b = filled(a).subarray(0, block);
    for (let at = 0; at < input.length; at += block) {
      let carry = 1;
      for (let i = block - 1; i >= 0; i--) {
        carry += (input[at + i] ?? 0) + (b[i] ?? 0);
        input[at + i] = carry & 0xff;
        carry >>= 8;
      }
    }
  }
  return new Uint8Array(Buffer.concat(out).subarray(0, length));
}
