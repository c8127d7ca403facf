/**
 * Certificates that lie in a signature or file, whether they are needed or not.
 *
 * In:  those, and all that are known. Out: problems where one is not what its issuer signed.
 *
 * No signature covers them, so an altered one that nobody needs would go unnoticed; but in a sealed file nothing may be
 * altered. Where the issuer is not at hand nothing can be said, and nothing is: time stamp services send such ones along.
 */
import type { Prose } from '../diagnostics/index.js';
import { isSignedBy } from './algorithms.js';
import { tryCertificate, type Certificate } from './certificate.js';
import { Malformed, sameBytes } from './der.js';

export function carriedProblems(carried: readonly Uint8Array[], known: readonly Uint8Array[]): Prose[] {
  const all = known.map(tryCertificate).filter((one) => one !== undefined);
  return carried.flatMap((bytes): Prose[] => {
    const one = tryCertificate(bytes);
    if (!one) return [{ zh: '随附的一张证书已损坏', en: 'a certificate that lies with the signature is damaged' }];
    // By name or by key: whoever alters one of the two leaves the other. RFC 5280 lets only self-signed ones leave the key out.
    const issuers = all.filter((issuer) => sameBytes(issuer.subject, one.issuer) || (issuer.keyId && one.issuerKeyId && sameBytes(issuer.keyId, one.issuerKeyId))
      || (one.isAuthority && !one.issuerKeyId && sameBytes(issuer.der, one.der)));
    if (issuers.length === 0 || issuers.some((issuer) => isSigned(one, issuer))) return [];
    return [{ zh: `随附的证书“${one.name}”与其签发者所签的不符`, en: `the certificate “${one.name}”, which lies with the signature, is not what its issuer signed` }];
  });
}
function isSigned(one: Certificate, issuer: Certificate): boolean {
  try {
    return one.algorithm !== undefined && isSignedBy(issuer.spki, one.algorithm, one.tbs, one.signature);
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}
