/**
 * PDFs that other programs signed: whether their signatures hold, and whether bytes follow.
 *
 * In:  bytes that hold signatures, none of them ours; the roots. Out: a verdict on each, or nothing where there is none. Never an
 * exception, and no network.
 *
 * The file is not read as a PDF: other programs write what our reader refuses (streams of objects, encryption). Only the ranges
 * that signatures name are looked at. So a signature that holds says that these bytes are what was signed; it does not say what
 * a viewer shows where bytes follow, and nothing here is ever called a seal of ours.
 */
import type { Prose } from '../../diagnostics/index.js';
import { Malformed } from '../../files/malformed.js';
import { judgeTrust } from '../x509/judge-trust.js';
import { largestPdf } from '../../pdf/file.js';
import { noEvidence } from '../x509/revocation.js';
import { isOver, readToken } from '../cms/token.js';
import type { PdfOfOthers, SignatureInPdf, Trust } from '../types.js';
import { iso } from '../verify-detached.js';
import { asDer } from './as-der.js';
import { verifyLeniently } from './verify-others.js';

/** Each is hashed over the whole file. */
const mostSignatures = 30;
const ranges = /\/ByteRange\s{0,20}\[\s{0,20}(\d{1,10})\s{1,20}(\d{1,10})\s{1,20}(\d{1,10})\s{1,20}(\d{1,10})\s{0,20}\]/g;

export async function verifyOtherPdf(bytes: Uint8Array, trust: Trust): Promise<PdfOfOthers | undefined> {
  if (bytes.length > largestPdf) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const signatures: SignatureInPdf[] = [];
  for (const found of text.matchAll(ranges)) {
    if (signatures.length >= mostSignatures)
      return { signatures: [...signatures, broken({ zh: '签名过多', en: 'too many signatures' })], after: 'something' };
    signatures.push(...(await judge(bytes, text, found.index, found.slice(1).map(Number), trust)));
  }
  if (signatures.length === 0) return undefined;
  return { signatures, after: signatures.some((one) => one.coversFile) ? 'nothing' : 'something' };
}

async function judge(
  bytes: Uint8Array,
  text: string,
  at: number,
  [first = 0, hole = 0, after = 0, rest = 0]: readonly number[],
  trust: Trust,
): Promise<SignatureInPdf[]> {
  const contents = text.slice(hole, after);
  if (first !== 0 || hole >= after || after + rest > bytes.length || !/^<[0-9a-fA-F\s]*>$/.test(contents)) {
    return [
      broken({
        zh: '签名所指的范围不是除签名以外的文件内容',
        en: 'the range that the signature names is not the file but for the signature itself',
      }),
    ];
  }
  // The dictionary's entries stand on both sides of the hole.
  const near = `${text.slice(text.lastIndexOf(' obj', Math.min(at, hole)), hole)} ${text.slice(after, text.indexOf('endobj', Math.max(at, after)))}`;
  const kind = /\/SubFilter\s*\/([A-Za-z0-9._]{1,60})/.exec(near)?.[1] ?? '?';
  const value = new Uint8Array(Buffer.from(contents.slice(1, -1).replace(/\s+/g, ''), 'hex'));
  const parts = [bytes.subarray(0, hole), bytes.subarray(after, after + rest)] as const;
  const coversFile = after + rest === bytes.length;
  if (kind === 'ETSI.RFC3161') return [{ ...(await judgeStamp(value, parts, trust)), coversFile }];
  if (!['adbe.pkcs7.detached', 'ETSI.CAdES.detached', 'adbe.pkcs7.sha1'].includes(kind)) {
    return [broken({ zh: `这里不读取的签名种类（${kind}）`, en: `a kind of signature that is not read here (${kind})` })];
  }
  const verdict = await verifyLeniently(new Uint8Array(Buffer.concat(parts)), value, trust, kind === 'adbe.pkcs7.sha1');
  if (verdict.signatures.length === 0) return verdict.problems.map(broken);
  return verdict.signatures.map((one) => ({ ...one, kind: 'signature', coversFile }));
}
const broken = (problem: Prose): SignatureInPdf => ({
  kind: 'signature',
  coversFile: false,
  signedBy: '?',
  intact: false,
  trusted: false,
  form: 'CMS',
  weak: [],
  problems: [problem],
});

async function judgeStamp(value: Uint8Array, parts: readonly Uint8Array[], trust: Trust): Promise<SignatureInPdf> {
  try {
    const token = readToken(await asDer(value));
    const { certificate, problems } = token.checked;
    const wrong = [
      ...problems,
      ...(isOver(token, ...parts) ? [] : [{ zh: '时间戳不是加在这个文件上的', en: 'the time stamp is not over this file' }]),
    ];
    const intact = wrong.length === 0 && certificate !== undefined;
    const doubts = intact
      ? judgeTrust(
          certificate,
          'time-stamp',
          { time: trust.at ?? token.at, proven: false },
          { ...noEvidence, certificates: token.data.certificates, crls: token.data.crls },
          trust.roots,
        ).problems
      : [];
    return {
      kind: 'time-stamp',
      coversFile: false,
      signedBy: certificate?.name ?? '?',
      intact,
      trusted: intact && doubts.length === 0,
      form: 'CAdES',
      ...(intact && doubts.length === 0 ? { provenAt: iso(token.at) } : {}),
      weak: [],
      problems: [...wrong, ...doubts],
    };
  } catch (error) {
    if (!(error instanceof Malformed) && !(error instanceof RangeError)) throw error;
    return {
      ...broken({ zh: `时间戳无法读取：${error.message}`, en: `the time stamp cannot be read: ${error.message}` }),
      kind: 'time-stamp',
    };
  }
}
