/**
 * Whether a certificate was revoked: OCSP responses (RFC 6960) and revocation lists (RFC 5280, section 5), read and checked.
 *
 * In:  a certificate, its issuer, and the responses and lists at hand. Out: good, revoked since when, or not known.
 */
import { createHash } from 'node:crypto';
import { readSignatureAlgorithm } from '../cms/algorithms.js';
import { readExtensions, tryCertificate, type Certificate } from './certificate.js';
import { isIssuedBy } from './chain.js';
import { Fields, element, elements, readBits, readOid, readSmallInteger, readTime, tags, type Element } from '../cms/der.js';
import { Malformed, sameBytes } from '../../files/malformed.js';
import { oids } from '../cms/oids.js';
import { wasSignedBy } from './remembered.js';

/** What a file carries, or services gave, about certificates. All DER; OCSP responses whole, as they came. */
export interface Evidence {
  readonly certificates: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}
export interface Status {
  readonly revokedAt?: Date;
  readonly thisUpdate: Date;
  /** None: the source does not say when it speaks again. */
  readonly nextUpdate: Date | undefined;
}
export const noEvidence: Evidence = { certificates: [], ocsps: [], crls: [] };

/** All that the evidence says of this certificate, from sources that may say it. Sources that cannot be read say nothing. */
export function statusesOf(certificate: Certificate, issuer: Certificate, evidence: Evidence): Status[] {
  const tried = <T>(read: () => T | undefined): T[] => {
    try {
      const found = read();
      return found === undefined ? [] : [found];
    } catch (error) {
      if (error instanceof Malformed) return [];
      throw error;
    }
  };
  return [
    ...evidence.ocsps.flatMap((bytes) => tried(() => statusInResponse(bytes, certificate, issuer))),
    ...evidence.crls.flatMap((bytes) => tried(() => statusInList(bytes, certificate, issuer))),
  ];
}

/** @throws Malformed, NotAccepted */
export function statusInResponse(bytes: Uint8Array, certificate: Certificate, issuer: Certificate): Status | undefined {
  const outer = new Fields(element(bytes, tags.sequence));
  if (readSmallInteger(outer.next(tags.enumerated)) !== 0) return undefined;
  const holder = new Fields(element(outer.next(0xa0).content, tags.sequence));
  outer.end();
  if (readOid(holder.next(tags.oid)) !== oids.ocspBasic) return undefined;
  const basic = new Fields(element(holder.next(tags.octets).content, tags.sequence));
  holder.end();
  const data = basic.next(tags.sequence);
  const algorithm = readSignatureAlgorithm(basic.next(tags.sequence));
  const signature = readBits(basic.next(tags.bits));
  const list = basic.optional(0xa0);
  basic.end();
  const fields = new Fields(data);
  fields.optional(0xa0);
  fields.next();
  const producedAt = readTime(fields.next(tags.generalizedTime));
  const found = elements(fields.next(tags.sequence).content)
    .map(readSingle)
    .find((one) => isAbout(one.id, certificate, issuer));
  if (!found || found.status === 'unknown') return undefined;
  const enclosed = list ? elements(element(list.content, tags.sequence).content).map((one) => tryCertificate(one.raw)) : [];
  const responders = [issuer, ...enclosed.filter((one) => one !== undefined && mayRespond(one, issuer, producedAt))];
  if (!responders.some((one) => one && wasSignedBy(one.spki, algorithm, data.raw, signature))) return undefined;
  return { ...(found.revokedAt ? { revokedAt: found.revokedAt } : {}), thisUpdate: found.thisUpdate, nextUpdate: found.nextUpdate };
}
/** RFC 6960, 4.2.2.2: besides the issuer, whoever it issued a certificate for just this. */
const mayRespond = (one: Certificate, issuer: Certificate, at: Date): boolean =>
  (one.purposes?.ids.includes(oids.ocspSigning) ?? false) && one.notBefore <= at && at <= one.notAfter && isIssuedBy(one, issuer);

interface Single {
  readonly id: Element;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt: Date | undefined;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
}
function readSingle(one: Element): Single {
  const fields = new Fields(one);
  const id = fields.next(tags.sequence);
  const state = fields.next();
  const thisUpdate = readTime(fields.next(tags.generalizedTime));
  const next = fields.optional(0xa0);
  return {
    id,
    thisUpdate,
    nextUpdate: next && readTime(element(next.content)),
    status: state.tag === 0x80 ? 'good' : state.tag === 0xa1 ? 'revoked' : 'unknown',
    revokedAt: state.tag === 0xa1 ? readTime(new Fields(state, 0xa1).next(tags.generalizedTime)) : undefined,
  };
}
function isAbout(id: Element, certificate: Certificate, issuer: Certificate): boolean {
  const fields = new Fields(id);
  const algorithm = readOid(new Fields(fields.next(tags.sequence)).next(tags.oid));
  // These hashes only name the issuer; SHA-1 is what most responders know.
  const hash = {
    [oids.sha1]: 'sha1',
    '2.16.840.1.101.3.4.2.1': 'sha256',
    '2.16.840.1.101.3.4.2.2': 'sha384',
    '2.16.840.1.101.3.4.2.3': 'sha512',
    '1.2.156.10197.1.401': 'sm3',
  }[algorithm];
  if (hash === undefined) return false;
  const hashed = (bytes: Uint8Array): Uint8Array => createHash(hash).update(bytes).digest();
  return (
    sameBytes(fields.next(tags.octets).content, hashed(issuer.subject)) &&
    sameBytes(fields.next(tags.octets).content, hashed(keyBits(issuer))) &&
    sameBytes(fields.next(tags.integer).raw, certificate.serial)
  );
}
export function keyBits(certificate: Certificate): Uint8Array {
  const fields = new Fields(element(certificate.spki, tags.sequence));
  fields.next(tags.sequence);
  return readBits(fields.next(tags.bits));
}

/** @throws Malformed, NotAccepted */
export function statusInList(bytes: Uint8Array, certificate: Certificate, issuer: Certificate): Status | undefined {
  const outer = new Fields(element(bytes, tags.sequence));
  const tbs = outer.next(tags.sequence);
  const algorithm = readSignatureAlgorithm(outer.next(tags.sequence));
  const signature = readBits(outer.next(tags.bits));
  outer.end();
  const fields = new Fields(tbs);
  fields.optional(tags.integer);
  fields.next(tags.sequence);
  if (!sameBytes(fields.next(tags.sequence).raw, issuer.subject)) return undefined;
  const thisUpdate = readTime(fields.next());
  const next = fields.peek()?.tag === tags.utcTime || fields.peek()?.tag === tags.generalizedTime ? readTime(fields.next()) : undefined;
  const revoked = fields.optional(tags.sequence);
  const extensions = readExtensions(fields.optional(0xa0));
  fields.end();
  if (!isComplete(extensions, certificate)) return undefined;
  if (issuer.usage?.has('cRLSign') === false || !wasSignedBy(issuer.spki, algorithm, tbs.raw, signature)) return undefined;
  const entry = revoked && elements(revoked.content).find((one) => sameBytes(new Fields(one).next(tags.integer).raw, certificate.serial));
  if (!entry) return { thisUpdate, nextUpdate: next };
  const entryFields = new Fields(entry);
  entryFields.next();
  return { revokedAt: readTime(entryFields.next()), thisUpdate, nextUpdate: next };
}
/** Whether a list speaks of all certificates of this kind; partial lists prove nothing by their silence. */
function isComplete(extensions: ReturnType<typeof readExtensions>, certificate: Certificate): boolean {
  for (const [id, { critical, value }] of extensions) {
    if (id === oids.deltaCrlIndicator) return false;
    if (id === oids.issuingDistributionPoint) {
      for (const part of elements(value.content)) {
        if (part.tag === 0xa0) continue;
        const yes = (part.content[0] ?? 0) !== 0;
        if (part.tag === 0x81 ? yes && certificate.isAuthority : part.tag === 0x82 ? yes && !certificate.isAuthority : true) return false;
      }
    } else if (critical) return false;
  }
  return true;
}
/** Which certificates a response brings with it. @throws Malformed */
export function certificatesInResponse(bytes: Uint8Array): Uint8Array[] {
  const outer = new Fields(element(bytes, tags.sequence));
  outer.next(tags.enumerated);
  const holder = new Fields(element(outer.next(0xa0).content, tags.sequence));
  holder.next(tags.oid);
  const basic = new Fields(element(holder.next(tags.octets).content, tags.sequence));
  basic.next(tags.sequence);
  basic.next(tags.sequence);
  basic.next(tags.bits);
  const list = basic.optional(0xa0);
  return list ? elements(element(list.content, tags.sequence).content).map((one) => one.raw) : [];
}
