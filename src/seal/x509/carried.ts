/**
 * Certificates, responses and revocation lists that lie in a signature or file, whether they are needed or not.
 *
 * In:  those, and all certificates that are known. Out: problems where one is not what its issuer signed.
 *
 * No signature covers them, so an altered one that nobody needs would go unnoticed; but in a sealed file nothing may be
 * altered. Where the issuer is not at hand nothing can be said, and nothing is: time stamp services send such ones along.
 */
import type { Prose } from '../../diagnostics/index.js';
import { tryCertificate, type Certificate } from './certificate.js';
import { Malformed, sameBytes } from '../../files/malformed.js';
import { wasSignedBy } from './remembered.js';
import { certificatesInResponse, statusInList, statusInResponse, type Evidence, type Status } from './revocation.js';

/** Signatures checked for one file at most: many certificates of one name must not take forever. */
const mostChecks = 20_000;
const spend = (checks: number): void => {
  if (checks > mostChecks) throw new Malformed('too many certificates and revocation data');
};
/** Each once. */
const certificatesIn = (known: readonly Uint8Array[]): Certificate[] =>
  [...new Map(known.map((one) => [Buffer.from(one).toString('latin1'), one])).values()]
    .map(tryCertificate)
    .filter((one) => one !== undefined);

export function carriedProblems(carried: readonly Uint8Array[], known: readonly Uint8Array[]): Prose[] {
  const all = certificatesIn(known);
  spend(carried.length * all.length);
  return carried.flatMap((bytes): Prose[] => {
    const one = tryCertificate(bytes);
    if (!one) return [{ zh: '随附的一张证书已损坏', en: 'a certificate that lies with the signature is damaged' }];
    // By name or by key: whoever alters one of the two leaves the other. RFC 5280 lets only self-signed ones leave the key out.
    const issuers = all.filter(
      (issuer) =>
        sameBytes(issuer.subject, one.issuer) ||
        (issuer.keyId && one.issuerKeyId && sameBytes(issuer.keyId, one.issuerKeyId)) ||
        (one.isAuthority && !one.issuerKeyId && sameBytes(issuer.der, one.der)),
    );
    if (issuers.length === 0 || issuers.some((issuer) => isSigned(one, issuer))) return [];
    return [
      {
        zh: `随附的证书“${one.name}”与其签发者所签的不符`,
        en: `the certificate “${one.name}”, which lies with the signature, is not what its issuer signed`,
      },
    ];
  });
}
/** Those that responses bring along; of one that cannot be read `evidenceProblems` speaks. */
export const carriedByResponses = (ocsps: readonly Uint8Array[]): Uint8Array[] =>
  ocsps.flatMap((bytes) => {
    try {
      return certificatesInResponse(bytes);
    } catch (error) {
      if (error instanceof Malformed) return [];
      throw error;
    }
  });
/** Responses and lists must be about a certificate that is at hand, and signed by whoever may say it. */
export function evidenceProblems({ ocsps, crls }: Evidence, known: readonly Uint8Array[]): Prose[] {
  if (ocsps.length + crls.length === 0) return [];
  const all = certificatesIn(known);
  spend(all.length ** 2);
  const pairs = all.flatMap((one) => all.filter((issuer) => sameBytes(issuer.subject, one.issuer)).map((issuer) => [one, issuer] as const));
  spend(pairs.length * (ocsps.length + crls.length));
  const isSound = (read: (one: Certificate, issuer: Certificate) => Status | undefined): boolean =>
    pairs.some(([one, issuer]) => {
      try {
        return read(one, issuer) !== undefined;
      } catch (error) {
        if (error instanceof Malformed) return false;
        throw error;
      }
    });
  return [
    ...ocsps
      .filter((bytes) => !isSound((one, issuer) => statusInResponse(bytes, one, issuer)))
      .map(() => ({
        zh: '随附的一份 OCSP 应答已损坏，或不属于这里的证书',
        en: 'an OCSP response that lies with the signature is damaged, or about none of the certificates',
      })),
    ...crls
      .filter((bytes) => !isSound((one, issuer) => statusInList(bytes, one, issuer)))
      .map(() => ({
        zh: '随附的一份吊销列表已损坏，或不属于这里的证书',
        en: 'a revocation list that lies with the signature is damaged, or about none of the certificates',
      })),
  ];
}
function isSigned(one: Certificate, issuer: Certificate): boolean {
  try {
    return one.algorithm !== undefined && wasSignedBy(issuer.spki, one.algorithm, one.tbs, one.signature);
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}
