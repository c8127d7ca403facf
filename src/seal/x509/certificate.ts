/**
 * A certificate, read (RFC 5280).
 *
 * In:  DER. Out: its names, its time, its key, and what it may be used for.
 */
import { Fields, element, elements, readBits, readOid, readSmallInteger, readTime, tags, type Element } from '../cms/der.js';
import { Malformed } from '../../files/malformed.js';
import { readSignatureAlgorithm, type SignatureAlgorithm } from '../cms/algorithms.js';
import { oids } from '../cms/oids.js';

export interface Certificate {
  readonly der: Uint8Array;
  /** What the issuer signed. */
  readonly tbs: Uint8Array;
  /** None: an algorithm that does not count. */
  readonly algorithm: SignatureAlgorithm | undefined;
  readonly signature: Uint8Array;
  /** DER of the names. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** For people: `CN=…, O=…`. */
  readonly name: string;
  /** The serial number as it stands, tag and length included. */
  readonly serial: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly spki: Uint8Array;
  readonly isAuthority: boolean;
  /** How many authorities may follow. */
  readonly pathLength: number | undefined;
  /** Names of RFC 5280 4.2.1.3; none where the certificate does not say. */
  readonly usage: ReadonlySet<KeyUse> | undefined;
  /** None where the certificate does not say. */
  readonly purposes: { readonly ids: readonly string[]; readonly critical: boolean } | undefined;
  /** Names of keys: this one's, and that of its issuer, where said. */
  readonly keyId: Uint8Array | undefined;
  readonly issuerKeyId: Uint8Array | undefined;
  readonly ocspUrls: readonly string[];
  readonly crlUrls: readonly string[];
  /** RFC 6960 4.2.2.2.1: a responder whose own revocation is not asked for. */
  readonly noCheck: boolean;
  /** Critical extensions that are not understood here: such a certificate must not be trusted. */
  readonly notUnderstood: readonly string[];
}
const keyUses = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
] as const;
export type KeyUse = (typeof keyUses)[number];

// Policies are read over: which ones count is no question here. Constraints on names are not understood, so they refuse.
const understood: readonly string[] = [
  oids.keyUsage,
  oids.basicConstraints,
  oids.extendedKeyUsage,
  oids.certificatePolicies,
  oids.subjectAltName,
  oids.crlDistributionPoints,
];

/** @throws Malformed */
export function readCertificate(der: Uint8Array): Certificate {
  const outer = new Fields(element(der, tags.sequence));
  const tbs = outer.next(tags.sequence);
  const identifier = outer.next(tags.sequence);
  const signature = readBits(outer.next(tags.bits));
  outer.end();
  const fields = new Fields(tbs);
  const version = fields.optional(0xa0);
  const serial = fields.next(tags.integer);
  if (Buffer.compare(fields.next(tags.sequence).raw, identifier.raw) !== 0)
    throw new Malformed('two signature algorithms in a certificate');
  const issuer = fields.next(tags.sequence);
  const validity = new Fields(fields.next(tags.sequence));
  const notBefore = readTime(validity.next());
  const notAfter = readTime(validity.next());
  const subject = fields.next(tags.sequence);
  const spki = fields.next(tags.sequence);
  fields.optional(0x81);
  fields.optional(0x82);
  const list = fields.optional(0xa3);
  fields.end();
  if (list && (!version || readSmallInteger(element(version.content, tags.integer)) !== 2))
    throw new Malformed('extensions without version 3');
  const extensions = readExtensions(list);
  const value = (id: string): Element | undefined => extensions.get(id)?.value;
  const constraints = value(oids.basicConstraints);
  const purposes = value(oids.extendedKeyUsage);
  return {
    der,
    tbs: tbs.raw,
    signature,
    serial: serial.raw,
    notBefore,
    notAfter,
    issuer: issuer.raw,
    subject: subject.raw,
    spki: spki.raw,
    algorithm: algorithmOf(identifier),
    name: nameForPeople(subject),
    ...readConstraints(constraints),
    usage: readUsage(value(oids.keyUsage)),
    purposes: purposes && {
      ids: elements(purposes.content).map(readOid),
      critical: extensions.get(oids.extendedKeyUsage)?.critical ?? false,
    },
    ocspUrls: ocspUrls(value(oids.authorityInfoAccess)),
    crlUrls: crlUrls(value(oids.crlDistributionPoints)),
    keyId: value(oids.subjectKeyIdentifier)?.content,
    issuerKeyId: issuerKeyId(value(oids.authorityKeyIdentifier)),
    noCheck: extensions.has(oids.ocspNoCheck),
    notUnderstood: [...extensions].filter(([id, { critical }]) => critical && !understood.includes(id)).map(([id]) => id),
  };
}
/** The certificate, or nothing where these bytes are none. */
export function tryCertificate(der: Uint8Array): Certificate | undefined {
  try {
    return readCertificate(der);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}
export const isSelfIssued = (certificate: Certificate): boolean => Buffer.compare(certificate.issuer, certificate.subject) === 0;

function algorithmOf(identifier: Element): SignatureAlgorithm | undefined {
  try {
    return readSignatureAlgorithm(identifier);
  } catch {
    return undefined;
  }
}
export interface Extension {
  readonly critical: boolean;
  readonly value: Element;
}
/** From the tagged list that certificates, revocation lists and responses have. */
export function readExtensions(list: Element | undefined): Map<string, Extension> {
  const found = new Map<string, Extension>();
  for (const one of list ? elements(element(list.content, tags.sequence).content) : []) {
    const fields = new Fields(one);
    const id = readOid(fields.next(tags.oid));
    const critical = (fields.optional(tags.boolean)?.content[0] ?? 0) !== 0;
    const content = fields.next(tags.octets).content;
    fields.end();
    if (found.has(id)) throw new Malformed('an extension stands twice');
    found.set(id, { critical, value: element(content) });
  }
  return found;
}
function readConstraints(value: Element | undefined): { isAuthority: boolean; pathLength: number | undefined } {
  if (!value) return { isAuthority: false, pathLength: undefined };
  const fields = new Fields(value);
  const isAuthority = (fields.optional(tags.boolean)?.content[0] ?? 0) !== 0;
  const length = fields.optional(tags.integer);
  return { isAuthority, pathLength: length && readSmallInteger(length) };
}
function readUsage(value: Element | undefined): Set<KeyUse> | undefined {
  if (!value) return undefined;
  const bits = value.content[1] ?? 0;
  return new Set(keyUses.filter((_, i) => (bits & (0x80 >> i)) !== 0));
}
const issuerKeyId = (value: Element | undefined): Uint8Array | undefined => value && new Fields(value).optional(0x80)?.content;
const uri = (one: Element | undefined): string[] => (one?.tag === 0x86 ? [Buffer.from(one.content).toString('latin1')] : []);
function ocspUrls(value: Element | undefined): string[] {
  return (value ? elements(value.content) : [])
    .flatMap((one) => {
      const fields = new Fields(one);
      return readOid(fields.next(tags.oid)) === oids.ocsp ? uri(fields.next()) : [];
    })
    .filter(isHttp);
}
function crlUrls(value: Element | undefined): string[] {
  return (value ? elements(value.content) : [])
    .flatMap((one) => {
      const point = new Fields(one).optional(0xa0);
      const full = point && element(point.content);
      return full?.tag === 0xa0 ? elements(full.content).flatMap(uri) : [];
    })
    .filter(isHttp);
}
const isHttp = (url: string): boolean => /^https?:\/\//i.test(url);

const shortNames: Record<string, string> = { '2.5.4.3': 'CN', '2.5.4.10': 'O', '2.5.4.11': 'OU', '2.5.4.6': 'C' };
/** The parts of a name that people know it by, the most telling first. */
function nameForPeople(name: Element): string {
  const parts = elements(name.content)
    .flatMap((set) => elements(set.content))
    .flatMap((pair) => {
      const fields = new Fields(pair);
      const short = shortNames[readOid(fields.next(tags.oid))];
      const value = fields.next();
      const bytes = Buffer.from(value.content);
      // BMPString stands in old certificates: two bytes a character, the high one first.
      const text = value.tag === 0x1e && bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString('utf16le') : bytes.toString('utf8');
      return short === undefined ? [] : [[short, text.replace(/[\u0000-\u001f\u007f]/g, '')] as const];
    });
  const order = Object.values(shortNames);
  return (
    parts
      .sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]))
      .map(([key, text]) => `${key}=${text}`)
      .join(', ') || '?'
  );
}
