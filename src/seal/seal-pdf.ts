/**
 * The seal: a certification signature that allows no change, PAdES baseline (ETSI EN 319 142-1).
 *
 * In:  a PDF as the writer makes it, a signer, time, level, look. Out: the file with the seal appended, still PDF/A and PDF/UA.
 *
 * Validation data come after the seal (B-LT, B-LTA), as the standard's usual way is, or before it and so under it (B-LT-INSIDE): there
 * are viewers that call every seal broken behind which a byte follows.
 */
import { ok, type Outcome } from '../diagnostics/index.js';
import { digestOf } from './cms/algorithms.js';
import { readCertificate, type Certificate } from './x509/certificate.js';
import { writeSignedData } from './cms/write.js';
import { sameBytes } from '../files/malformed.js';
import { Refusal, asOutcomeOfPdf } from './diagnose.js';
import { gather } from './x509/gather.js';
import { addDocumentTimeStamp, addValidationData } from './prolong.js';
import { PdfFile } from '../pdf/file.js';
import { fill, withRoom } from './pdf/fill.js';
import { addSeal } from './pdf/seal-field.js';
import { Update } from '../pdf/update.js';
import type { Evidence } from './x509/revocation.js';
import { checkSigner } from './sign-detached.js';
import { readToken, requestToken } from './cms/token.js';
import type { SealOptions, Signer } from './types.js';

/** Bytes for what is not the chain: attributes, the signature, and a token with a chain of its own. */
const roomForSignature = 3000;
const roomForToken = 9000;
/** A service may sign by turns with several certificates: so often it is asked anew for one that is known. */
const mostTurns = 4;

export function sealPdf(bytes: Uint8Array, signer: Signer, options: SealOptions): Promise<Outcome<Uint8Array>> {
  return asOutcomeOfPdf(async () => {
    const { level } = options;
    checkSigner(signer, options.at);
    if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('/ByteRange'))
      throw new Refusal('seal-already', '这个 PDF 已有签名', 'this PDF carries a signature already');
    if (level === 'B-LT-INSIDE') return ok(await sealInside(bytes, signer, options));
    const sealed = await sealOnce(bytes, signer, options);
    if (level === 'B-B' || level === 'B-T') return ok(sealed);
    const lasting = await addValidationData(sealed, options.services, signer.chain);
    return ok(level === 'B-LT' ? lasting : await addDocumentTimeStamp(lasting, options.services));
  });
}

/** `stamped` hears each token that goes into the signature. */
function sealOnce(
  bytes: Uint8Array,
  signer: Signer,
  options: SealOptions,
  evidence?: Evidence,
  stamped?: (token: Uint8Array) => void,
): Promise<Uint8Array> {
  const hasStamp = options.level !== 'B-B';
  const room = signer.chain.reduce((sum, one) => sum + one.length, roomForSignature) + (hasStamp ? roomForToken : 0);
  const timeStamp = async (value: Uint8Array): Promise<Uint8Array> => {
    const token = await requestToken(options.services, signer.digest, digestOf(signer.digest, value));
    stamped?.(token);
    return token;
  };
  return withRoom(room, async (space) => {
    const update = new Update(new PdfFile(bytes));
    const signature = addSeal(update, options, space, evidence);
    return fill(update, signature, signer.digest, (digest) => writeSignedData(digest, signer, hasStamp ? { timeStamp } : {}));
  });
}

/** Who stamps is known only from a stamp: one is asked for beforehand, over the file as it is, and thrown away. */
async function sealInside(bytes: Uint8Array, signer: Signer, options: SealOptions): Promise<Uint8Array> {
  const [own] = signer.chain.map(readCertificate);
  const stampers: Certificate[] = [];
  const pool: Uint8Array[] = [...signer.chain];
  let isKnown = true;
  const hear = (token: Uint8Array): void => {
    const {
      data,
      checked: { certificate },
    } = readToken(token);
    isKnown = stampers.some((one) => certificate && sameBytes(one.der, certificate.der));
    if (certificate && !isKnown) stampers.push(certificate);
    pool.push(...data.certificates);
  };
  hear(await requestToken(options.services, signer.digest, digestOf(signer.digest, bytes)));
  for (let turn = 0; turn < mostTurns; turn++) {
    const wanted = [...(own ? [own] : []), ...stampers].map((certificate) => ({ certificate, at: options.at }));
    const sealed = await sealOnce(bytes, signer, options, await gather(wanted, pool, options.services), hear);
    if (isKnown) return sealed;
  }
  throw new Refusal(
    'seal-service-failed',
    '时间戳服务每次用不同的证书签发，其吊销信息不能事先取得',
    'the time stamp service signs with another certificate each time, so what proves them cannot be had beforehand',
  );
}
