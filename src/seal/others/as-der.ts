/**
 * What other tools write, brought to the one spelling that our reader takes.
 *
 * In:  ASN.1 in BER or DER, with or without PEM around it. Out: the same in DER, elements in the order in which they stood.
 *
 * RFC 5652 allows BER: lengths that are not said beforehand, strings in pieces. `asn1js` reads it, within bounds of its own; it is
 * loaded here, when such a file comes, and never for our own seals. (PKI.js, which stands on it, has a schema for signatures that
 * refuses some that OpenSSL takes, and does not keep the bytes that were signed as they stood.)
 */
import { der, octets } from '../cms/der.js';
import { Malformed } from '../../files/malformed.js';
import { isPem, pemBlocks } from '../keys/pem.js';

/** A revocation list may have many entries; a signature nests a dozen deep. */
const bounds = { maxDepth: 60, maxNodes: 200_000 };

/** @throws Malformed */
export async function asDer(bytes: Uint8Array): Promise<Uint8Array> {
  const plain = isPem(bytes)
    ? pemBlocks(Buffer.from(bytes).toString('latin1')).find(({ label }) => label === 'CMS' || label === 'PKCS7')?.der
    : bytes;
  if (!plain) throw new Malformed('PEM without a signature');
  const { EndOfContent, OctetString, fromBER } = await import('asn1js');
  const read = fromBER(plain, bounds);
  if (read.offset < 0) throw new Malformed(read.result.error || 'not ASN.1');
  // Some tools fill a file up with zeros; anything else behind the signature would be read by nobody.
  if (plain.subarray(read.offset).some((byte) => byte !== 0)) throw new Malformed('bytes follow the element');
  type Block = typeof read.result;
  const spelled = (block: Block): Uint8Array => {
    const raw = block.valueBeforeDecodeView;
    const tag = raw[0] ?? 0;
    if ((tag & 0x1f) === 0x1f) throw new Malformed('a tag of several bytes');
    if (block instanceof OctetString) return octets(new Uint8Array(block.getValue()));
    if (block.idBlock.isConstructed) {
      const parts = (block.valueBlock as unknown as { readonly value?: unknown }).value;
      if (!Array.isArray(parts)) throw new Malformed('a simple element with others in it');
      const blocks = parts as readonly Block[];
      // asn1js lets an element reach beyond the one that holds it.
      const held = blocks.reduce((sum, one) => sum + one.valueBeforeDecodeView.length, 0);
      if (!block.lenBlock.isIndefiniteForm && held !== block.lenBlock.length) throw new Malformed('lengths that do not agree');
      return der(tag, ...blocks.filter((one) => !(one instanceof EndOfContent)).map(spelled));
    }
    return der(tag, raw.subarray(1 + block.lenBlock.blockLength));
  };
  return spelled(read.result);
}
