/**
 * The seal: a certification signature that allows no change, PAdES baseline (ETSI EN 319 142-1).
 *
 * In:  a PDF as the writer makes it, a signer, time, level, look. Out: the file with the seal appended, still PDF/A and PDF/UA.
 */
import { ok, type Outcome } from '../diagnostics/index.js';
import { digestOf } from './algorithms.js';
import { writeSignedData } from './cms-write.js';
import { Refusal, asOutcomeOfPdf } from './diagnose.js';
import { addDocumentTimeStamp, addValidationData } from './prolong.js';
import { PdfFile } from './pdf/file.js';
import { fill, withRoom } from './pdf/fill.js';
import { addSeal } from './pdf/seal-field.js';
import { Update } from './pdf/update.js';
import { checkSigner } from './sign-detached.js';
import { requestToken } from './token.js';
import type { SealOptions, Signer } from './types.js';

/** Bytes for what is not the chain: attributes, the signature, and a token with a chain of its own. */
const roomForSignature = 3000;
const roomForToken = 9000;

export function sealPdf(bytes: Uint8Array, signer: Signer, options: SealOptions): Promise<Outcome<Uint8Array>> {
  return asOutcomeOfPdf(async () => {
    checkSigner(signer, options.at);
    if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('/ByteRange')) throw new Refusal('seal-already', '这个 PDF 已有签名', 'this PDF carries a signature already');
    const stamped = options.level !== 'B-B';
    const room = signer.chain.reduce((sum, one) => sum + one.length, roomForSignature) + (stamped ? roomForToken : 0);
    const sealed = await withRoom(room, async (space) => {
      const update = new Update(new PdfFile(bytes));
      const signature = addSeal(update, options, space);
      return fill(update, signature, signer.digest, (digest) => writeSignedData(digest, signer, stamped
        ? { timeStamp: (value) => requestToken(options.services, signer.digest, digestOf(signer.digest, value)) } : {}));
    });
    if (options.level === 'B-B' || options.level === 'B-T') return ok(sealed);
    const lasting = await addValidationData(sealed, options.services, signer.chain);
    return ok(options.level === 'B-LT' ? lasting : await addDocumentTimeStamp(lasting, options.services));
  });
}
