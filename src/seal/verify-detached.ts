/**
 * Detached signatures: over manifests and records of an archive.
 *
 * In:  the content or its digest, the signature in DER, the roots. Out: a verdict; never an exception.
 */
import type { Prose } from '../diagnostics/index.js';
import { digestOf, methodName, publicKey } from './cms/algorithms.js';
import { carriedProblems, evidenceProblems } from './x509/carried.js';
import { checkSignedData, readSignedData, signingTime, type SignedData } from './cms/read.js';
import { Malformed } from '../files/malformed.js';
import { judgeTrust } from './x509/judge-trust.js';
import { oids } from './cms/oids.js';
import { noEvidence, type Evidence } from './x509/revocation.js';
import { isOver, readToken, type Token } from './cms/token.js';
import type { DigestName, SignatureVerdict, Trust } from './types.js';

/** Content that was hashed elsewhere, by the digest's name as the signature asks for it. */
export interface ContentDigests {
  readonly digests: Readonly<Partial<Record<DigestName, Uint8Array>>>;
}
/** Signatures are some kilobytes; time stamps and long chains make them tens. */
export const largestSignature = 1_000_000;

export function verifyDetached(content: Uint8Array | ContentDigests, cms: Uint8Array, trust: Trust): SignatureVerdict {
  return guarded(() => {
    if (cms.length > largestSignature) throw new Malformed('too large');
    const data = readSignedData(cms);
    if (data.content || data.contentType !== oids.data) throw new Malformed('not a detached signature');
    const digest = content instanceof Uint8Array ? digestOf(data.digest, content) : content.digests[data.digest];
    if (!digest) throw new Malformed(`no ${data.digest} of the content is at hand`);
    return judgeSignature(data, digest, { evidence: noEvidence, trust, claimed: signingTime(data) });
  });
}

/** A verdict where the input is no signature at all. */
export function guarded(run: () => SignatureVerdict): SignatureVerdict {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return broken({ zh: `签名无法读取：${error.message}`, en: `the signature cannot be read: ${error.message}` });
  }
}
export const broken = (problem: Prose): SignatureVerdict => ({
  intact: false,
  trusted: false,
  signedBy: '?',
  level: 'none',
  problems: [problem],
});

export interface JudgeOptions {
  readonly evidence: Evidence;
  readonly trust: Trust;
  readonly claimed: Date | undefined;
  /** The earliest time by which the whole file, signature included, is proven to have existed: a document time stamp. */
  readonly sealedBy?: Date;
}
/** Judges a signature that was read: first whether it is intact, then who signed when, then whether to trust that. */
export function judgeSignature(
  data: SignedData,
  contentDigest: Uint8Array,
  options: JudgeOptions,
): SignatureVerdict & { readonly complete: boolean } {
  const { certificate, problems } = checkSignedData(data, contentDigest);
  const intact: Prose[] = [...problems];
  const trust: Prose[] = [];
  let evidence: Evidence = { ...options.evidence, certificates: [...data.certificates, ...options.evidence.certificates] };
  const attribute = data.unsigned.get(oids.signatureTimeStamp);
  for (const id of data.unsigned.keys()) {
    if (id !== oids.signatureTimeStamp)
      intact.push({ zh: `签名里有未经签署的其他内容（${id}）`, en: `the signature holds something else that is not signed (${id})` });
  }
  let token: Token | undefined;
  let complete = true;
  if (attribute) {
    token = readToken(attribute.raw);
    intact.push(...tokenProblems(token));
    if (!isOver(token, data.signature)) intact.push({ zh: '时间戳不是加在这个签名上的', en: 'the time stamp is not over this signature' });
  }
  const carried = [...data.certificates, ...(token?.data.certificates ?? [])];
  const known = [...carried, ...options.evidence.certificates, ...options.trust.roots];
  intact.push(
    ...carriedProblems(carried, known),
    ...evidenceProblems({ ...noEvidence, crls: [...data.crls, ...(token?.data.crls ?? [])] }, known),
  );
  let proven: Date | undefined;
  if (token?.checked.certificate && intact.length === 0) {
    evidence = { ...evidence, certificates: [...evidence.certificates, ...token.data.certificates] };
    const moment = { time: options.sealedBy ?? options.trust.at ?? token.at, proven: options.sealedBy !== undefined, reach: token.at };
    const judged = judgeTrust(token.checked.certificate, 'time-stamp', moment, evidence, options.trust.roots);
    trust.push(...judged.problems.map(asOfStamp));
    complete &&= judged.complete;
    if (judged.problems.length === 0) proven = token.at;
  }
  proven ??= options.sealedBy;
  const { claimed } = options;
  if (claimed && proven && claimed.getTime() > proven.getTime() + 600_000)
    trust.push({ zh: '签名者所称的时间晚于时间戳', en: 'the time that the signer claims is later than the time stamp' });
  if (certificate && intact.length === 0) {
    const time = proven ?? options.trust.at ?? claimed;
    if (!time) trust.push({ zh: '签名没有说明时间', en: 'nothing says when it was signed' });
    else {
      const judged = judgeTrust(certificate, 'signer', { time, proven: proven !== undefined }, evidence, options.trust.roots);
      trust.push(...judged.problems);
      complete &&= judged.complete;
    }
  }
  const level = intact.length > 0 ? 'none' : attribute ? 'B-T' : 'B-B';
  return {
    intact: intact.length === 0,
    trusted: intact.length === 0 && trust.length === 0,
    signedBy: certificate?.name ?? '?',
    level,
    ...(certificate
      ? { algorithm: `${methodName(data.algorithm.scheme === 'rsa-pss', publicKey(certificate.spki))}, ${data.digest}` }
      : {}),
    ...(claimed ? { claimedAt: iso(claimed) } : {}),
    ...(proven ? { provenAt: iso(proven) } : {}),
    problems: [...intact, ...trust],
    complete,
  };
}
/** What is wrong with a token itself. */
export function tokenProblems({ checked, data }: Token): Prose[] {
  const unsigned = [...data.unsigned.keys()].map((id) => ({
    zh: `有未经签署的其他内容（${id}）`,
    en: `it holds something else that is not signed (${id})`,
  }));
  return [...checked.problems, ...unsigned].map(asOfStamp);
}
export const asOfStamp = ({ zh, en }: Prose): Prose => ({ zh: `时间戳：${zh}`, en: `time stamp: ${en}` });
export const iso = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');
