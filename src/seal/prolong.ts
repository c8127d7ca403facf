/**
 * What makes a seal last: validation data and document time stamps (ETSI EN 319 142-1, B-LT and B-LTA).
 *
 * In:  a sealed file, services. Out: the file with an update appended.
 */
import { ok, type Outcome } from '../diagnostics/index.js';
import { certificateOf, readSignedData, type SignedData } from './cms/read.js';
import { Malformed } from '../files/malformed.js';
import { Refusal, asOutcomeOfPdf } from './diagnose.js';
import { gather, type Wanted } from './x509/gather.js';
import { oids } from './cms/oids.js';
import { additionsAfter } from './pdf/additions.js';
import { PdfFile } from '../pdf/file.js';
import { fill, withRoom } from './pdf/fill.js';
import { addTimeStampField } from './pdf/seal-field.js';
import { addStore, readStore } from './pdf/security-store.js';
import { readSignature } from './pdf/signature.js';
import { Update } from '../pdf/update.js';
import { readToken, requestToken, type Token } from './cms/token.js';
import type { DigestName, Services } from './types.js';
import { findSeal, verifyPdf } from './verify-pdf.js';

/** Bytes for a token with a chain of its own. */
const roomForToken = 9000;

/**
 * Puts into the file what proves that the certificates in use were not revoked: those of the last time stamp, and the
 * signer's where only the seal's own time stamp is there. Those of older stamps are in the file, and may no longer be had.
 *
 * @param chain certificates that may be missing in the file, such as the root
 */
export async function addValidationData(
  sealed: Uint8Array,
  services: Services | undefined,
  chain: readonly Uint8Array[] = [],
): Promise<Uint8Array> {
  const file = new PdfFile(sealed);
  const { wanted, pool } = inUse(file);
  const evidence = await gather(wanted, [...pool, ...chain], services);
  const update = new Update(file);
  addStore(update, evidence);
  return asBytes(update.save().bytes);
}
function inUse(file: PdfFile): { readonly wanted: readonly Wanted[]; readonly pool: readonly Uint8Array[] } {
  const seal = findSeal(file);
  if (!seal) throw new Malformed('no seal');
  const data = readSignedData(readSignature(file, seal.reference, seal.revision).der);
  const attribute = data.unsigned.get(oids.signatureTimeStamp);
  const own = attribute && readToken(attribute.raw);
  const stamps = additionsAfter(file, seal.revision).flatMap((one) => (one.kind === 'time-stamp' ? [readToken(one.signature.der)] : []));
  const last = stamps.at(-1) ?? own;
  const stamped = last?.checked.certificate ? [{ certificate: last.checked.certificate, at: last.at }] : [];
  const signer = stamps.length === 0 ? signerOf(data, own) : [];
  return {
    wanted: [...signer, ...stamped],
    pool: [data, own?.data, last?.data, readStore(file, file.last).evidence].flatMap((one) => one?.certificates ?? []),
  };
}
function signerOf(data: SignedData, token: Token | undefined): Wanted[] {
  const certificate = certificateOf(data);
  return certificate ? [{ certificate, at: token?.at ?? new Date(0) }] : [];
}

/** A time stamp over the whole file: from then on, what it holds is proven to be that old. */
export function addDocumentTimeStamp(
  sealed: Uint8Array,
  services: Services | undefined,
  digest: DigestName = 'SHA-256',
): Promise<Uint8Array> {
  const file = new PdfFile(sealed);
  return withRoom(roomForToken, (space) => {
    const update = new Update(file);
    return fill(update, addTimeStampField(update, space), digest, (hash) => requestToken(services, digest, hash));
  });
}

/**
 * Prolongs a seal: validation data for its last time stamp, and a new time stamp over all of it. To be done before
 * certificates of that time stamp expire or its algorithms weaken; a seal without any time stamp gets its first. Roots that
 * are not in the file are looked for among `services.authorities`.
 */
export function renewPdf(sealed: Uint8Array, services: Services, digest: DigestName = 'SHA-256'): Promise<Outcome<Uint8Array>> {
  return asOutcomeOfPdf(async () => {
    const { seal } = await verifyPdf(sealed, { roots: [] });
    if (!seal?.intact) {
      const why = seal?.problems[0] ?? { zh: '没有印章', en: 'it has no seal' };
      throw new Refusal('seal-absent', `不能延长：${why.zh}`, `it cannot be prolonged: ${why.en}`);
    }
    return ok(await addDocumentTimeStamp(await addValidationData(sealed, services), services, digest));
  });
}
const asBytes = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
