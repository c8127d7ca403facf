/**
 * A signer from outside: a card, a token, a remote service.
 *
 * In:  what somebody else's module made. Out: a signer, or what is wrong with it. Whether it really signs is seen at each
 * signature (`cms/write.ts`): asking for one here would cost a card's owner a confirmation.
 */
import { ok, type Outcome } from '../../diagnostics/index.js';
import { goTogether, publicKey, schemesOf } from '../cms/algorithms.js';
import { readCertificate, type Certificate } from '../x509/certificate.js';
import { isIssuedBy } from '../x509/chain.js';
import { Malformed } from '../../files/malformed.js';
import { Refusal, asOutcome } from '../diagnose.js';
import { checkSuitable } from './load-signer.js';
import type { DigestName, SignatureScheme, Signer } from '../types.js';

const schemes: readonly SignatureScheme[] = ['rsa-pkcs1', 'rsa-pss', 'ecdsa', 'sm2'];
const digests: readonly DigestName[] = ['SHA-256', 'SHA-384', 'SHA-512', 'SM3'];
const wrong = (zh: string, en: string): Refusal => new Refusal('seal-signer-wrong', zh, en);

export function acceptSigner(given: unknown): Promise<Outcome<Signer>> {
  return asOutcome(() => {
    if (typeof given !== 'object' || given === null) throw wrong('createSigner() 没有给出对象', 'createSigner() gave no object');
    const { chain, scheme, digest, sign } = given as Readonly<Record<string, unknown>>;
    if (!Array.isArray(chain) || chain.length === 0 || !chain.every((one) => one instanceof Uint8Array)) {
      throw wrong(
        'chain 不是由 DER 证书（Uint8Array）组成的非空数组',
        'chain is not an array of certificates in DER (Uint8Array) with at least one',
      );
    }
    if (!isOneOf(schemes, scheme)) throw wrong(`scheme 不是 ${schemes.join('、')} 之一`, `scheme is not one of ${schemes.join(', ')}`);
    if (!isOneOf(digests, digest)) throw wrong(`digest 不是 ${digests.join('、')} 之一`, `digest is not one of ${digests.join(', ')}`);
    if (typeof sign !== 'function') throw wrong('sign 不是函数', 'sign is not a function');
    checkKey(chain.map(read), scheme, digest);
    let failed = false;
    return ok({
      chain: chain.map((one) => Uint8Array.from(one)),
      scheme,
      digest,
      sign: async (hash, message) => {
        // A run signs many times, and a card locks itself after three wrong PINs.
        if (failed) throw new Error('it failed before and is not asked again');
        try {
          const signature: unknown = await (given as Signer).sign(hash, message);
          if (!(signature instanceof Uint8Array)) throw new Error('sign() gave no Uint8Array');
          return signature;
        } catch (error) {
          failed = true;
          throw error;
        }
      },
    });
  });
}
const isOneOf = <T extends string>(list: readonly T[], value: unknown): value is T => list.some((one) => one === value);

function read(der: Uint8Array, n: number): Certificate {
  try {
    return readCertificate(der);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw wrong(
      `chain 的第 ${n + 1} 项不是 DER 证书：${error.message}`,
      `number ${n + 1} of chain is not a certificate in DER: ${error.message}`,
    );
  }
}
function checkKey(chain: readonly Certificate[], scheme: SignatureScheme, digest: DigestName): void {
  const [own] = chain;
  if (!own) return;
  try {
    checkSuitable(own);
    const fitting = schemesOf(publicKey(own.spki));
    if (!fitting.includes(scheme))
      throw wrong(
        `证书“${own.name}”的密钥不能以 ${scheme} 签名，只能用 ${fitting.join('、')}`,
        `the key of the certificate “${own.name}” does not sign by ${scheme}, only by ${fitting.join(', ')}`,
      );
    if (!goTogether(scheme, digest))
      throw wrong(`签名方法 ${scheme} 不能与摘要 ${digest} 合用`, `the scheme ${scheme} does not go with the digest ${digest}`);
    chain.slice(1).forEach((issuer, i) => {
      const one = chain[i];
      if (one && !isIssuedBy(one, issuer)) {
        throw wrong(
          `chain 的顺序或证书不对：“${one.name}”不是由其后的“${issuer.name}”签发的`,
          `chain is out of order or has a wrong certificate: “${one.name}” was not issued by “${issuer.name}”, which follows it`,
        );
      }
    });
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw wrong(
      `证书“${own.name}”的密钥不能使用：${error.message}`,
      `the key of the certificate “${own.name}” cannot be used: ${error.message}`,
    );
  }
}
