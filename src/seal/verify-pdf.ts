/**
 * A sealed PDF, judged: its seal, what came after, and whom to believe.
 *
 * In:  bytes, the roots. Out: a verdict, and the file as it was before the seal; never an exception, and no network. What other
 * programs signed is told as theirs (`others/verify-other-pdf.ts`), whether it holds or not.
 *
 * What the last revision says about itself is not asked: the seal is the first signature that any revision names, so that no
 * later update can put another one in its place.
 */
import type { Prose } from '../diagnostics/index.js';
import { digestOf } from './cms/algorithms.js';
import { carriedByResponses, carriedProblems, evidenceProblems } from './x509/carried.js';
import { readSignedData, signingTime } from './cms/read.js';
import { isSpelledAsDue } from './cms/write.js';
import { Malformed } from '../files/malformed.js';
import { judgeTrust } from './x509/judge-trust.js';
import { oids } from './cms/oids.js';
import { Changed, additionsAfter, type Addition } from './pdf/additions.js';
import { PdfFile } from '../pdf/file.js';
import { readStore } from './pdf/security-store.js';
import { newestSpelling, promisedLevel, readSignature, spellingOf, type PdfSignature } from './pdf/signature.js';
import { Dictionary, Name, Numeral, Quoted, Reference, type Value } from '../pdf/syntax.js';
import { verifyOtherPdf } from './others/verify-other-pdf.js';
import { isOver, readToken } from './cms/token.js';
import { noEvidence, type Evidence } from './x509/revocation.js';
import { sealLevels, type PdfVerdict, type Trust } from './types.js';
import { asOfStamp, broken, judgeSignature, tokenProblems } from './verify-detached.js';

type Seal = NonNullable<PdfVerdict['seal']>;
/** The seal, and one for each document time stamp. */
const mostFields = 500;

export async function verifyPdf(bytes: Uint8Array, trust: Trust): Promise<PdfVerdict> {
  const holds = (text: string): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text);
  // A seal of ours says its level, and is held to our spelling. The name is signed with it: who takes it away breaks the signature.
  if (!holds(`/${promisedLevel}`)) return othersIn(bytes, trust);
  try {
    return judge(new PdfFile(bytes), trust);
  } catch (error) {
    if (error instanceof LaterSpelling) return othersIn(bytes, trust);
    if (!(error instanceof Malformed)) throw error;
    return holds('/ByteRange') ? { seal: unreadable(error) } : {};
  }
}
async function othersIn(bytes: Uint8Array, trust: Trust): Promise<PdfVerdict> {
  const others = await verifyOtherPdf(bytes, trust);
  return others ? { others } : {};
}
/** Sealed by a certpress of a later day: what lies outside the signature is spelled in a way that is not known here. */
class LaterSpelling extends Error {}
const unreadable = ({ message }: Malformed): Seal => ({
  ...broken({ zh: `印章无法读取：${message}`, en: `the seal cannot be read: ${message}` }),
  after: 'changes',
});

function judge(file: PdfFile, trust: Trust): PdfVerdict {
  const place = findSeal(file);
  if (!place) return {};
  const before = file.revisions[place.revision - 1]?.end;
  const unsealed = before === undefined ? {} : { unsealed: file.bytes.subarray(0, before) };
  try {
    const signature = readSignature(file, place.reference, place.revision);
    if (signature.kind !== 'seal') throw new Malformed('a document time stamp without a seal');
    if (spellingOf(signature.dictionary) > newestSpelling) throw new LaterSpelling();
    return { seal: judgeSeal(file, signature, place.revision, trust), ...unsealed };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { seal: unreadable(error), ...unsealed };
  }
}

/** The first signature that a revision names, and which revision that is. @throws Malformed */
export function findSeal(file: PdfFile): { readonly revision: number; readonly reference: Value } | undefined {
  for (let revision = 0; revision <= file.last; revision++) {
    const catalog = file.catalog(revision);
    const found = new Set<number>();
    const permissions = catalog.has('Perms') ? file.dictionary(catalog.get('Perms'), revision).get('DocMDP') : undefined;
    if (permissions instanceof Reference) found.add(permissions.number);
    const fields = catalog.has('AcroForm') ? file.list(file.dictionary(catalog.get('AcroForm'), revision).get('Fields'), revision) : [];
    if (fields.length > mostFields) throw new Malformed('too many fields');
    for (const field of fields) {
      const value = file.dictionary(field, revision).get('V');
      if (value instanceof Reference) found.add(value.number);
    }
    const [number] = found;
    if (found.size > 1) throw new Malformed('several signatures in one revision');
    if (number !== undefined) return { revision, reference: new Reference(number) };
  }
  return undefined;
}

function judgeSeal(file: PdfFile, signature: PdfSignature, revision: number, trust: Trust): Seal {
  const additions = readAdditions(file, revision);
  const { evidence } = additions.problem ? { evidence: noEvidence } : readStore(file, file.last);
  const data = readSignedData(signature.der);
  if (data.content || data.contentType !== oids.data) throw new Malformed('not a detached signature');
  const spelling: Prose[] = isSpelledAsDue(data, signature.der)
    ? []
    : [{ zh: '签名的写法与 certpress 的不同', en: 'the signature is not written as certpress writes it' }];
  const stamps = judgeStamps(additions.list, evidence, trust);
  const known = [...data.certificates, ...evidence.certificates, ...stamps.certificates, ...trust.roots];
  const { complete, ...verdict } = judgeSignature(data, digestOf(data.digest, ...signature.signed), {
    evidence: { ...evidence, certificates: [...evidence.certificates, ...stamps.certificates] },
    trust,
    claimed: dateOf(signature.dictionary.get('M')) ?? signingTime(data),
    ...(stamps.by ? { sealedBy: stamps.by } : {}),
  });
  const intact = [
    ...(additions.problem ? [additions.problem] : []),
    ...spelling,
    ...stamps.intact,
    ...carriedProblems([...evidence.certificates, ...carriedByResponses(evidence.ocsps)], known),
    ...evidenceProblems(evidence, known),
  ];
  const isIntact = verdict.intact && intact.length === 0;
  const level = isIntact ? levelOf(verdict.level, additions.list, readStore(file, revision).number !== undefined) : 'none';
  const trusted = [...stamps.trust, ...(isIntact ? missing(signature, level) : [])];
  if (isIntact && verdict.trusted && !complete && level.startsWith('B-LT')) {
    trusted.push({ zh: '长期验证数据不全', en: 'the data for validation in the long term is not complete' });
  }
  const permission = permissionOf(file, signature.dictionary, revision);
  return {
    ...verdict,
    level,
    intact: isIntact,
    trusted: isIntact && verdict.trusted && trusted.length === 0,
    problems: [...intact, ...verdict.problems, ...trusted],
    ...(permission === undefined ? {} : { permission }),
    after: intact.length > 0 ? 'changes' : additions.list.length > 0 ? 'validation-data' : 'nothing',
  };
}
function readAdditions(file: PdfFile, revision: number): { readonly list: readonly Addition[]; readonly problem?: Prose } {
  try {
    return { list: additionsAfter(file, revision) };
  } catch (error) {
    if (error instanceof Changed) return { list: [], problem: { zh: error.zh, en: error.en } };
    if (error instanceof Malformed)
      return {
        list: [],
        problem: {
          zh: `盖章后增加了无法读取的内容：${error.message}`,
          en: `something that cannot be read was added after the seal: ${error.message}`,
        },
      };
    throw error;
  }
}

interface Stamps {
  /** The oldest time that they prove for the whole file as it was sealed. */
  readonly by: Date | undefined;
  readonly certificates: readonly Uint8Array[];
  readonly intact: readonly Prose[];
  readonly trust: readonly Prose[];
}
/** From the newest to the oldest: each proves that those before it are older than any weakness that comes to be known later. */
function judgeStamps(additions: readonly Addition[], evidence: Evidence, trust: Trust): Stamps {
  const intact: Prose[] = [];
  const doubted: Prose[] = [];
  const certificates: Uint8Array[] = [];
  let by: Date | undefined;
  for (const addition of [...additions].reverse()) {
    if (addition.kind !== 'time-stamp') continue;
    const token = readToken(addition.signature.der);
    const problems = tokenProblems(token);
    if (!isOver(token, ...addition.signature.signed))
      problems.push({ zh: '时间戳不是加在这个文件上的', en: 'a time stamp is not over this file' });
    const pool = [...token.data.certificates, ...evidence.certificates];
    problems.push(
      ...carriedProblems(token.data.certificates, [...pool, ...trust.roots]),
      ...evidenceProblems({ ...noEvidence, crls: token.data.crls }, [...pool, ...trust.roots]),
    );
    intact.push(...problems);
    certificates.push(...token.data.certificates);
    if (problems.length > 0 || !token.checked.certificate) continue;
    const moment = { time: by ?? trust.at ?? token.at, proven: by !== undefined };
    const judged = judgeTrust(token.checked.certificate, 'time-stamp', moment, { ...evidence, certificates: pool }, trust.roots);
    doubted.push(...judged.problems.map(asOfStamp));
    if (by && token.at > by) doubted.push(asOfStamp({ zh: '时间早于之前的时间戳', en: 'it is older than one that came before it' }));
    if (judged.problems.length === 0) by = token.at;
  }
  return { by, certificates, intact, trust: doubted };
}

function levelOf(own: Seal['level'], additions: readonly Addition[], hasDataInside: boolean): Seal['level'] {
  if (own !== 'B-T') return own;
  if (!additions.some(({ kind }) => kind === 'validation-data')) return hasDataInside ? 'B-LT-INSIDE' : own;
  return additions.some(({ kind }) => kind === 'time-stamp') ? 'B-LTA' : 'B-LT';
}
/** The seal says, signed, at which level it was made. */
function missing({ dictionary }: PdfSignature, level: Seal['level']): Prose[] {
  const promised = dictionary.get(promisedLevel);
  const name = promised instanceof Name ? promised.name : '';
  if (sealLevels.findIndex((one) => one === level) >= sealLevels.findIndex((one) => one === name)) return [];
  return [
    {
      zh: `盖章时的级别是 ${name}，现在只有 ${level}：时间戳或验证数据被取走`,
      en: `it was sealed at level ${name} and is ${level} now: a time stamp or validation data was taken away`,
    },
  ];
}
function permissionOf(file: PdfFile, signature: Dictionary, revision: number): number | undefined {
  for (const one of file.list(signature.get('Reference'), revision)) {
    const reference = file.dictionary(one, revision);
    const method = reference.get('TransformMethod');
    if (!(method instanceof Name) || method.name !== 'DocMDP') continue;
    const permission = file.dictionary(reference.get('TransformParams'), revision).get('P');
    // ISO 32000-1, table 254: without a value, 2.
    return permission instanceof Numeral ? permission.value : 2;
  }
  return undefined;
}
function dateOf(value: Value | undefined): Date | undefined {
  const parts =
    value instanceof Quoted ? /^\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'(\d\d)'?)\)$/.exec(value.text) : null;
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const offset = (parts[7] === '-' ? -1 : 1) * (Number(parts[8] ?? 0) * 60 + Number(parts[9] ?? 0));
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000);
}
