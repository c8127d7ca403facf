/**
 * From a certificate to a root that is believed (RFC 5280, section 6, without policies and name constraints).
 *
 * In:  a certificate, others that may lie between, the roots, a time. Out: the chain, or the first reason why there is none.
 */
import type { Prose } from '../../diagnostics/index.js';
import { NotAccepted } from '../cms/algorithms.js';
import { isSelfIssued, type Certificate } from './certificate.js';
import { Malformed, sameBytes } from '../../files/malformed.js';
import { oids } from '../cms/oids.js';
import { wasSignedBy } from './remembered.js';

export interface Chain {
  /** The certificate first, the root last. */
  readonly chain: readonly Certificate[];
  readonly problem?: undefined;
}
export type ChainOrNot = Chain | { readonly chain?: undefined; readonly problem: Prose };
/** `other-signer`: whoever signs evidence. RFC 5280 lets a certificate leave its uses open; ours must say them. */
export type Role = 'signer' | 'other-signer' | 'time-stamp';

/** A path longer than this is no path; a pool with many alike certificates must not take forever. */
const longest = 8;
const mostTries = 200;

export const day = (date: Date): string => date.toISOString().slice(0, 10);

export function findChain(
  leaf: Certificate,
  pool: readonly Certificate[],
  roots: readonly Certificate[],
  at: Date,
  role: Role,
): ChainOrNot {
  const unfit = unfitFor(leaf, role);
  if (unfit) return { problem: unfit };
  let tries = 0;
  let reason: Prose | undefined;
  const because = (zh: string, en: string): undefined => {
    reason ??= { zh, en };
    return undefined;
  };
  const walk = (path: readonly Certificate[]): readonly Certificate[] | undefined => {
    const last = path.at(-1);
    if (!last || path.length > longest || ++tries > mostTries) return undefined;
    if (at < last.notBefore || at > last.notAfter) {
      return because(
        `证书“${last.name}”的有效期是 ${day(last.notBefore)} 至 ${day(last.notAfter)}，不含 ${day(at)}`,
        `the certificate “${last.name}” is valid from ${day(last.notBefore)} to ${day(last.notAfter)}, not on ${day(at)}`,
      );
    }
    if (last.notUnderstood.length > 0)
      return because(
        `证书“${last.name}”有不认识的关键扩展 ${last.notUnderstood.join('、')}`,
        `the certificate “${last.name}” has critical extensions that are not understood: ${last.notUnderstood.join(', ')}`,
      );
    if (roots.some((root) => sameBytes(root.der, last.der))) return path;
    for (const issuer of [...roots, ...pool]) {
      if (!sameBytes(issuer.subject, last.issuer) || path.some((one) => sameBytes(one.der, issuer.der))) continue;
      if (!mayIssue(issuer, path.filter((one) => !isSelfIssued(one)).length - 1)) {
        because(`证书“${issuer.name}”无权签发证书“${last.name}”`, `the certificate “${issuer.name}” may not issue “${last.name}”`);
        continue;
      }
      const wrong = signatureProblem(last, issuer);
      if (wrong) {
        because(wrong.zh, wrong.en);
        continue;
      }
      const whole = walk([...path, issuer]);
      if (whole) return whole;
    }
    return because(
      `找不到从证书“${last.name}”到受信任的根证书的路径`,
      `no path leads from the certificate “${last.name}” to a trusted root`,
    );
  };
  const chain = walk([leaf]);
  return chain ? { chain } : { problem: reason ?? { zh: '证书链过长', en: 'the chain of certificates is too long' } };
}

/** Whether what it is for allows this. */
function unfitFor(leaf: Certificate, role: Role): Prose | undefined {
  const signs = leaf.usage === undefined ? role !== 'signer' : leaf.usage.has('digitalSignature') || leaf.usage.has('nonRepudiation');
  if (!signs) return { zh: `证书“${leaf.name}”不用于数字签名`, en: `the certificate “${leaf.name}” is not for digital signatures` };
  if (role === 'time-stamp') {
    // RFC 3161, 2.3: this purpose alone, and critical.
    const { purposes } = leaf;
    if (!purposes?.critical || purposes.ids.length !== 1 || purposes.ids[0] !== oids.timeStamping) {
      return { zh: `证书“${leaf.name}”不是专用于时间戳的证书`, en: `the certificate “${leaf.name}” is not one for time stamps alone` };
    }
  }
  return undefined;
}
function mayIssue(issuer: Certificate, authoritiesBelow: number): boolean {
  return (
    issuer.isAuthority &&
    issuer.usage?.has('keyCertSign') !== false &&
    (issuer.pathLength === undefined || authoritiesBelow <= issuer.pathLength)
  );
}
export function isIssuedBy(one: Certificate, issuer: Certificate): boolean {
  return sameBytes(one.issuer, issuer.subject) && signatureProblem(one, issuer) === undefined;
}
function signatureProblem(one: Certificate, issuer: Certificate): Prose | undefined {
  if (!one.algorithm)
    return {
      zh: `证书“${one.name}”的签名算法不被接受`,
      en: `the certificate “${one.name}” was signed with an algorithm that is not accepted`,
    };
  try {
    if (wasSignedBy(issuer.spki, one.algorithm, one.tbs, one.signature)) return undefined;
    return { zh: `证书“${one.name}”不是由“${issuer.name}”签发的`, en: `the certificate “${one.name}” was not signed by “${issuer.name}”` };
  } catch (error) {
    if (error instanceof NotAccepted)
      return {
        zh: `证书“${issuer.name}”的密钥不被接受：${error.message}`,
        en: `the key of the certificate “${issuer.name}” is not accepted: ${error.message}`,
      };
    if (error instanceof Malformed)
      return { zh: `证书“${issuer.name}”的密钥无法读取`, en: `the key of the certificate “${issuer.name}” cannot be read` };
    throw error;
  }
}
