/**
 * CMS SignedData of other tools, read leniently (RFC 5652): any number of signers, named by name or by key, with attributes or
 * without.
 *
 * In:  DER (`as-der.ts`). Out: its parts. Nothing is checked here; what is needed to check it is all there.
 */
import { Fields, element, elements, readOid, tags, type Element } from '../cms/der.js';
import { Malformed } from '../../files/malformed.js';
import { oids } from '../cms/oids.js';

export interface SignerOfOthers {
  /** Who signed: by name and serial number, or by the name of a key. */
  readonly names: { readonly issuer: Uint8Array; readonly serial: Uint8Array } | { readonly keyId: Uint8Array };
  readonly digest: Element;
  readonly algorithm: Element;
  readonly signature: Uint8Array;
  /** None: the signature is over the content itself. As they stood, without tag and length. */
  readonly attributes: Uint8Array | undefined;
  /** Each with all its values. */
  readonly signed: ReadonlyMap<string, readonly Element[]>;
  readonly unsigned: ReadonlyMap<string, readonly Element[]>;
}
export interface SignedDataOfOthers {
  readonly contentType: string;
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly signers: readonly SignerOfOthers[];
}
const mostSigners = 50;

/** @throws Malformed */
export function readSignedDataOfOthers(bytes: Uint8Array): SignedDataOfOthers {
  const info = new Fields(element(bytes, tags.sequence));
  if (readOid(info.next(tags.oid)) !== oids.signedData) throw new Malformed('not signed data');
  const fields = new Fields(element(info.next(0xa0).content, tags.sequence));
  fields.next(tags.integer);
  fields.next(tags.set);
  const encapsulated = new Fields(fields.next(tags.sequence));
  const contentType = readOid(encapsulated.next(tags.oid));
  const inner = encapsulated.optional(0xa0);
  const certificates = fields.optional(0xa0);
  const crls = fields.optional(0xa1);
  const signers = elements(fields.next(tags.set).content);
  if (signers.length === 0) throw new Malformed('nobody signed');
  if (signers.length > mostSigners) throw new Malformed('too many signers');
  return {
    contentType,
    content: inner && element(inner.content).content,
    signers: signers.map(readSigner),
    // Certificates of other kinds (attribute certificates) and answers of services say nothing here.
    certificates: elements(certificates?.content ?? new Uint8Array())
      .filter((one) => one.tag === tags.sequence)
      .map((one) => one.raw),
    crls: elements(crls?.content ?? new Uint8Array())
      .filter((one) => one.tag === tags.sequence)
      .map((one) => one.raw),
  };
}
function readSigner(one: Element): SignerOfOthers {
  const fields = new Fields(one);
  fields.next(tags.integer);
  const keyId = fields.optional(0x80);
  const names = keyId ? { keyId: keyId.content } : readName(fields.next(tags.sequence));
  const digest = fields.next(tags.sequence);
  const attributes = fields.optional(0xa0);
  const algorithm = fields.next(tags.sequence);
  const signature = fields.next(tags.octets).content;
  const unsigned = fields.optional(0xa1);
  return {
    names,
    digest,
    algorithm,
    signature,
    attributes: attributes?.content,
    signed: readAttributes(attributes),
    unsigned: readAttributes(unsigned),
  };
}
function readName(one: Element): { readonly issuer: Uint8Array; readonly serial: Uint8Array } {
  const fields = new Fields(one);
  return { issuer: fields.next(tags.sequence).raw, serial: fields.next(tags.integer).raw };
}
function readAttributes(list: Element | undefined): Map<string, readonly Element[]> {
  const found = new Map<string, readonly Element[]>();
  for (const one of list ? elements(list.content) : []) {
    const fields = new Fields(one);
    const id = readOid(fields.next(tags.oid));
    if (found.has(id)) throw new Malformed('an attribute stands twice');
    found.set(id, elements(fields.next(tags.set).content));
  }
  return found;
}
