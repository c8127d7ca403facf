/**
 * A detached signature over bytes.
 *
 * In:  bytes, a signer, the time, the level. Out: CMS SignedData in DER, or why there is none.
 */
import { ok, type Outcome } from '../diagnostics/index.js';
import { digestOf, goTogether } from './cms/algorithms.js';
import { readCertificate } from './x509/certificate.js';
import { day } from './x509/chain.js';
import { writeSignedData } from './cms/write.js';
import { Refusal, asOutcome } from './diagnose.js';
import { checkSuitable } from './keys/load-signer.js';
import { requestToken } from './cms/token.js';
import type { Services, Signer } from './types.js';

export interface DetachedOptions {
  /** Stands in the signature; whole seconds count. */
  readonly at: Date;
  readonly level: 'B-B' | 'B-T';
  readonly services?: Services;
}
export function signDetached(bytes: Uint8Array, signer: Signer, { at, level, services }: DetachedOptions): Promise<Outcome<Uint8Array>> {
  return asOutcome(async () => {
    checkSigner(signer, at);
    return ok(
      await writeSignedData(digestOf(signer.digest, bytes), signer, {
        at,
        ...(level === 'B-T' ? { timeStamp: (signature) => requestToken(services, signer.digest, digestOf(signer.digest, signature)) } : {}),
      }),
    );
  });
}
/** Whoever signs: with a fitting certificate, in its time. @throws Refusal */
export function checkSigner(signer: Signer, at: Date): void {
  const [first] = signer.chain;
  if (!first) throw new Refusal('seal-key-unreadable', '签名者没有证书', 'the signer has no certificate');
  const own = readCertificate(first);
  checkSuitable(own);
  if (!goTogether(signer.scheme, signer.digest)) {
    throw new Refusal(
      'seal-key-unsuitable',
      `签名方法 ${signer.scheme} 不能与摘要 ${signer.digest} 合用`,
      `the scheme ${signer.scheme} does not go with the digest ${signer.digest}`,
    );
  }
  if (at < own.notBefore || at > own.notAfter) {
    throw new Refusal(
      'seal-certificate-expired',
      `证书“${own.name}”的有效期是 ${day(own.notBefore)} 至 ${day(own.notAfter)}，盖章时间是 ${day(at)}`,
      `the certificate “${own.name}” is valid from ${day(own.notBefore)} to ${day(own.notAfter)}; the time of sealing is ${day(at)}`,
    );
  }
}
