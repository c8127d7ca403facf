/**
 * A signer from a key file.
 *
 * In:  PKCS#12, or a private key with its chain in PEM; the password. Out: a signer, or why the key cannot seal.
 *
 * Nothing of a password or key ever stands in a diagnostic.
 */
import { X509Certificate, constants, createPrivateKey, sign as signWith, type KeyObject } from 'node:crypto';
import { ok, type Outcome } from '../../diagnostics/index.js';
import { digestLength, nodeName, publicKey, weakness } from '../cms/algorithms.js';
import { isSelfIssued, tryCertificate, type Certificate } from '../x509/certificate.js';
import { Malformed } from '../../files/malformed.js';
import { Refusal, asOutcome } from '../diagnose.js';
import { certificatesOf, isPem, pemBlocks } from './pem.js';
import { Legacy, WrongPassword, readPkcs12 } from './pkcs12.js';
import { isSm2Key, sm2Sign } from './sm2.js';
import type { DigestName, SignatureScheme, Signer } from '../types.js';

export interface KeyFiles {
  /** PKCS#12, or PEM; a PEM file may hold the certificates as well. */
  readonly key: Uint8Array;
  /** PEM. */
  readonly chain?: Uint8Array;
  readonly password?: string;
  /** For RSA keys that may sign both ways; PKCS#1 v1.5 unless said, which every validator knows. */
  readonly scheme?: 'rsa-pss' | 'rsa-pkcs1';
}
/** No key or chain is as large as this. */
const largest = 1_000_000;

export function loadSigner(files: KeyFiles): Promise<Outcome<Signer>> {
  return asOutcome(() => {
    if (files.key.length > largest || (files.chain?.length ?? 0) > largest) throw unreadable();
    const { keys, certificates } = isPem(files.key) ? fromPem(files) : fromPkcs12(files);
    const read = certificates.map(tryCertificate).filter((one) => one !== undefined);
    for (const key of keys) {
      const own = read.find((one) => belongs(key, one));
      if (own) return ok(signerOf(key, chainFrom(own, read), files.scheme));
    }
    if (keys.length === 0 || read.length === 0) throw unreadable();
    throw new Refusal(
      'seal-key-mismatch',
      `私钥不属于所给 ${read.length} 张证书中的任何一张`,
      `the private key belongs to none of the ${read.length} certificates`,
    );
  });
}
const unreadable = (): Refusal =>
  new Refusal('seal-key-unreadable', '文件中没有可用的私钥或证书', 'the files hold no usable private key or no certificate');
const wrongPassword = (given: boolean): Refusal =>
  given
    ? new Refusal('seal-password-wrong', '签名密钥的密码不对', 'the password of the signing key is wrong')
    : new Refusal('seal-password-wrong', '签名密钥有密码保护，但没有给出密码', 'the signing key is protected, and no password was given');

interface Found {
  readonly keys: readonly KeyObject[];
  readonly certificates: readonly Uint8Array[];
}
function fromPkcs12(files: KeyFiles): Found {
  try {
    const found = readPkcs12(files.key, files.password ?? '');
    return { keys: found.keys, certificates: [...found.certificates, ...chainOf(files)] };
  } catch (error) {
    if (error instanceof WrongPassword) throw wrongPassword(files.password !== undefined);
    if (error instanceof Legacy)
      throw new Refusal(
        'seal-key-legacy',
        'PKCS#12 文件用了不再支持的加密方法（如 RC2）',
        'the PKCS#12 file is encrypted by a method that is no longer supported, such as RC2',
      );
    if (error instanceof Malformed || isCryptoError(error)) throw unreadable();
    throw error;
  }
}
function fromPem(files: KeyFiles): Found {
  const text = Buffer.from(files.key).toString('latin1');
  const block = pemBlocks(text).find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (!block) throw unreadable();
  // The form that RFC 5915 gives keys on curves, whatever the label says: the OpenSSL of Node 20.19 does not know this one.
  const onCurve = block.text.replaceAll(' SM2 PRIVATE KEY-', ' EC PRIVATE KEY-');
  const locked = block.label.startsWith('ENCRYPTED') || block.text.includes('Proc-Type: 4,ENCRYPTED');
  try {
    const key = createPrivateKey({ key: onCurve, format: 'pem', ...(locked ? { passphrase: files.password ?? '' } : {}) });
    return { keys: [key], certificates: [...certificatesOf(text), ...chainOf(files)] };
  } catch (error) {
    if (!isCryptoError(error)) throw error;
    throw locked ? wrongPassword(files.password !== undefined) : unreadable();
  }
}
const chainOf = (files: KeyFiles): Uint8Array[] => (files.chain ? certificatesOf(Buffer.from(files.chain).toString('latin1')) : []);
/** OpenSSL's errors come as errors of JavaScript with a code. */
const isCryptoError = (error: unknown): boolean => error instanceof Error && 'code' in error;

function belongs(key: KeyObject, certificate: Certificate): boolean {
  try {
    return new X509Certificate(certificate.der).checkPrivateKey(key);
  } catch {
    return false;
  }
}
function chainFrom(own: Certificate, all: readonly Certificate[]): Certificate[] {
  const chain = [own];
  for (let last: Certificate | undefined = own; last && !isSelfIssued(last);) {
    const issuer: Uint8Array = last.issuer;
    last = all.find((one) => Buffer.compare(one.subject, issuer) === 0 && !chain.includes(one));
    if (last) chain.push(last);
  }
  return chain;
}

function signerOf(key: KeyObject, chain: readonly Certificate[], asked: KeyFiles['scheme']): Signer {
  const own = chain[0];
  if (!own) throw unreadable();
  checkSuitable(own);
  const ders = chain.map((one) => one.der);
  if (isSm2Key(own.spki))
    return { chain: ders, scheme: 'sm2', digest: 'SM3', sign: (_digest, message) => Promise.resolve(sm2Sign(key, own.spki, message)) };
  const [scheme, digest] = waysOf(key, asked);
  return {
    chain: ders,
    scheme,
    digest,
    sign: (_digest, message) =>
      Promise.resolve(
        new Uint8Array(
          signWith(
            nodeName(digest),
            message,
            scheme === 'ecdsa'
              ? { key, dsaEncoding: 'der' }
              : scheme === 'rsa-pss'
                ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: digestLength(digest) }
                : { key, padding: constants.RSA_PKCS1_PADDING },
          ),
        ),
      ),
  };
}
function waysOf(key: KeyObject, asked: KeyFiles['scheme']): readonly [SignatureScheme, DigestName] {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'ec') {
    const digest = ({ prime256v1: 'SHA-256', secp384r1: 'SHA-384', secp521r1: 'SHA-512' } as const)[details?.namedCurve ?? ''];
    if (digest) return ['ecdsa', digest];
  }
  if (type === 'rsa') return [asked ?? 'rsa-pkcs1', 'SHA-256'];
  if (type === 'rsa-pss') {
    // Such a key may say which digest alone it signs.
    const digest = ({ sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const)[details?.hashAlgorithm ?? 'sha256'];
    if (
      digest &&
      (details?.mgf1HashAlgorithm ?? details?.hashAlgorithm) === details?.hashAlgorithm &&
      (details?.saltLength ?? 0) <= digestLength(digest)
    )
      return ['rsa-pss', digest];
  }
  throw new Refusal('seal-key-unsuitable', `不支持这种密钥（${type ?? '?'}）`, `keys of this kind (${type ?? '?'}) are not supported`);
}
/** What both loaded and remote keys must be: strong enough, and for signatures. @throws Refusal */
export function checkSuitable(own: Certificate): void {
  const weak = weakness(publicKey(own.spki));
  if (weak !== undefined)
    throw new Refusal(
      'seal-key-unsuitable',
      `密钥强度不足或种类不支持：${weak}`,
      `the key is too weak or of a kind that is not supported: ${weak}`,
    );
  if (!own.usage?.has('digitalSignature') && !own.usage?.has('nonRepudiation')) {
    throw notForSignatures(own);
  }
  if (!own.algorithm) {
    throw new Refusal(
      'seal-key-unsuitable',
      `证书“${own.name}”本身用了不被接受的签名算法（如 SHA-1）`,
      `the certificate “${own.name}” was itself signed with an algorithm that is not accepted, such as SHA-1`,
    );
  }
}
/** RFC 5280, 4.2.1.3. Without the extension a certificate may do anything, which validators of seals do not take for an answer. */
function notForSignatures({ name, usage }: Certificate): Refusal {
  const others = [...(usage ?? [])];
  const zh = usage
    ? `证书“${name}”的 keyUsage 扩展只允许 ${others.join('、') || '未知用途'}，不含 digitalSignature 或 nonRepudiation`
    : `证书“${name}”没有 keyUsage 扩展，须含 digitalSignature 或 nonRepudiation`;
  const en = usage
    ? `the extension keyUsage of the certificate “${name}” allows only ${others.join(', ') || 'uses that are not known'}, neither digitalSignature nor nonRepudiation`
    : `the certificate “${name}” has no extension keyUsage, which must say digitalSignature or nonRepudiation`;
  const line = 'keyUsage=critical,digitalSignature,nonRepudiation';
  return new Refusal('seal-key-unsuitable', zh, en, {
    zh: `请签发者给出含该扩展的证书。自己试制时：openssl req -x509 … -addext ${line}；或把 ${line} 写入 openssl x509 -req 的 -extfile 文件。`,
    en: `Have it issued with that extension. For one of your own, to try: openssl req -x509 … -addext ${line}; or put ${line} into the file for -extfile of openssl x509 -req.`,
  });
}
