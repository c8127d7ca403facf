/**
 * Validation data: what proves, without any service, that certificates were not revoked.
 *
 * In:  certificates that must hold, and since when; those that lead to their roots; services. Out: certificates, OCSP responses
 * and revocation lists; or a refusal, where one was revoked or nothing can be found out.
 */
import { createHash } from 'node:crypto';
import type { Prose } from '../../diagnostics/index.js';
import { isSelfIssued, tryCertificate, type Certificate } from './certificate.js';
import { day, isIssuedBy } from './chain.js';
import { element, nothing, octets, oid, sequence } from '../cms/der.js';
import { Malformed } from '../../files/malformed.js';
import { Refusal } from '../diagnose.js';
import { oids } from '../cms/oids.js';
import { certificatesInResponse, keyBits, statusInList, statusInResponse, type Evidence, type Status } from './revocation.js';
import { ask } from '../cms/token.js';
import type { Services } from '../types.js';

export interface Wanted {
  readonly certificate: Certificate;
  /** The proven time of what it signed: what was revoked only later still holds. */
  readonly at: Date;
}
/** Chains are short; this ends a ring of certificates that sign each other. */
const longest = 8;

/** @throws Refusal */
export async function gather(wanted: readonly Wanted[], pool: readonly Uint8Array[], services: Services | undefined): Promise<Evidence> {
  if (!services) throw new Refusal('seal-service-missing', '没有给出可用的网络服务', 'no services are given');
  const all = [...pool, ...(services.authorities ?? [])].map(tryCertificate).filter((one) => one !== undefined);
  const certificates = new Map<string, Uint8Array>();
  const found: { readonly ocsps: Uint8Array[]; readonly crls: Uint8Array[] } = { ocsps: [], crls: [] };
  const settle = async (one: Certificate, at: Date, depth: number): Promise<void> => {
    const known = Buffer.from(one.der).toString('latin1');
    if (certificates.has(known) || depth > longest) return;
    certificates.set(known, one.der);
    if (isSelfIssued(one)) return;
    const issuer = all.find((other) => isIssuedBy(one, other));
    if (!issuer) throw unknown(one, '找不到其签发者的证书', 'the certificate of its issuer is not at hand');
    const source = await statusOf(one, issuer, at, found, services);
    // RFC 6960, 4.2.2.2.1: a responder may be exempt; where it is not, it is asked about like any other.
    for (const responder of source.map(tryCertificate)) {
      if (responder && !responder.noCheck && (responder.ocspUrls.length > 0 || responder.crlUrls.length > 0))
        await settle(responder, at, depth + 1);
    }
    await settle(issuer, at, depth + 1);
  };
  for (const { certificate, at } of wanted) await settle(certificate, at, 0);
  return { certificates: [...certificates.values()], ...found };
}
const unknown = (one: Certificate, zh: string, en: string, help?: Prose): Refusal =>
  new Refusal(
    'seal-service-failed',
    `证书“${one.name}”是否被吊销无法查明：${zh}`,
    `whether the certificate “${one.name}” was revoked cannot be found out: ${en}`,
    help,
  );
const levelWithout: Prose = {
  zh: '这样的证书只能用 --level B-B 或 B-T；要更高的级别，请签发者给出写明地址的证书。',
  en: 'Such a certificate seals at --level B-B or B-T; for more, have one issued that names such an address.',
};

/** Adds the first usable answer to what was found. @returns the certificates that came with it */
async function statusOf(
  one: Certificate,
  issuer: Certificate,
  at: Date,
  found: { readonly ocsps: Uint8Array[]; readonly crls: Uint8Array[] },
  services: Services,
): Promise<readonly Uint8Array[]> {
  const usable = (read: () => Status | undefined): boolean => {
    const status = tried(read);
    if (status?.revokedAt && status.revokedAt <= at) {
      throw new Refusal(
        'seal-revoked',
        `证书“${one.name}”已于 ${day(status.revokedAt)} 被吊销`,
        `the certificate “${one.name}” was revoked on ${day(status.revokedAt)}`,
      );
    }
    return status !== undefined && (status.nextUpdate ?? status.thisUpdate) >= at;
  };
  if (found.crls.some((bytes) => usable(() => statusInList(bytes, one, issuer)))) return [];
  let last: Refusal = unknown(one, '证书没有写明 OCSP 或吊销列表的地址', 'it names no OCSP responder and no revocation list', levelWithout);
  for (const { url, kind } of [
    ...one.ocspUrls.map((url) => ({ url, kind: 'ocsps' as const })),
    ...one.crlUrls.map((url) => ({ url, kind: 'crls' as const })),
  ]) {
    try {
      const isOcsp = kind === 'ocsps';
      const answer = await ask(services, url, isOcsp ? 'application/ocsp-request' : '', isOcsp ? ocspRequest(one, issuer) : undefined);
      if (usable(() => (isOcsp ? statusInResponse(answer, one, issuer) : statusInList(answer, one, issuer)))) {
        found[kind].push(answer);
        return isOcsp ? certificatesInResponse(answer) : [];
      }
      last = unknown(one, `${url} 的回答不可用`, `the answer of ${url} is not usable`);
    } catch (error) {
      // Another address may know; that it was revoked is an answer.
      if (!(error instanceof Refusal) || error.code !== 'seal-service-failed') throw error;
      last = error;
    }
  }
  throw last;
}
function tried(read: () => Status | undefined): Status | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
/** RFC 6960, 4.1.1. SHA-1 only names the issuer here, and every responder knows it. No nonce: the time in the answer is what counts. */
function ocspRequest(one: Certificate, issuer: Certificate): Uint8Array {
  const hashed = (bytes: Uint8Array): Uint8Array => octets(new Uint8Array(createHash('sha1').update(bytes).digest()));
  const id = sequence(sequence(oid(oids.sha1), nothing()), hashed(issuer.subject), hashed(keyBits(issuer)), element(one.serial).raw);
  return sequence(sequence(sequence(sequence(id))));
}
