/**
 * One sealed PDF.
 *
 * In:  its bytes, whom to trust. Out: a verdict with a sentence for each thing that was looked at; and the file as it was before
 * it was sealed. Garbage is a finding.
 */
import { basename } from 'node:path';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import type { PdfOfOthers, PdfVerdict, SignatureVerdict } from '../seal/types.js';
import { claimsOf } from './claims.js';
import { found, joined } from './finding.js';
import { tellOthers, verifyPdf } from '../seal/index.js';
import { stateOf, type DocumentVerdict, type Seal, type VerifyOptions } from './types.js';

export interface PdfChecked {
  readonly verdict: DocumentVerdict;
  readonly unsealed?: Uint8Array;
}

/** `place` is where diagnostics say the file lies. */
export async function checkPdf(bytes: Uint8Array, place: string, { trust }: Pick<VerifyOptions, 'trust'>): Promise<PdfChecked> {
  const name = basename(place);
  const findings: Diagnostic[] = [];
  const sentences: Prose[] = [];
  if (Buffer.from(bytes.subarray(0, 1024)).indexOf('%PDF-') < 0) {
    findings.push(found('verify-seal', place, `${name} 不是 PDF`, `${name} is no PDF`));
    return { verdict: { file: place, state: stateOf(findings), sentences, findings } };
  }
  const { seal, others, unsealed } = await verifyPdf(bytes, trust);
  if (others) {
    sentences.push(...othersSentences(others));
    findings.push(...ofOthers(others, place, name));
  } else if (!seal) {
    sentences.push({ zh: '没有印章。', en: 'It carries no seal.' });
    findings.push(found('verify-seal', place, `${name} 没有印章`, `${name} carries no seal`));
  } else {
    sentences.push(...sealSentences(seal), permissionSentence(seal.permission), afterSentence(seal.after));
    findings.push(...unbelieved(seal, place, name, 'verify-seal'));
    if (seal.after === 'changes')
      findings.push(found('verify-seal', place, `${name} 在盖章后被改动`, `${name} was changed after it was sealed`));
  }
  const claims = claimsOf(bytes);
  sentences.push(
    claims.length > 0
      ? { zh: `自称符合 ${claims.join('、')}（此处不核验）。`, en: `It claims to be ${claims.join(' and ')}; that is not checked here.` }
      : { zh: '没有声称符合 PDF/A 或 PDF/UA。', en: 'It makes no claim to PDF/A or PDF/UA.' },
  );
  return {
    verdict: { file: place, state: stateOf(findings), ...(seal ? { seal: sealOf(seal) } : {}), sentences, findings },
    ...(unsealed ? { unsealed } : {}),
  };
}

export const sealOf = ({ signedBy, level, claimedAt, provenAt }: SignatureVerdict): Seal => ({
  signedBy,
  level,
  ...(claimedAt === undefined ? {} : { claimedAt }),
  ...(provenAt === undefined ? {} : { provenAt }),
});

/** Findings of a signature that is not intact, or not trusted. */
export function unbelieved(
  verdict: SignatureVerdict,
  place: string,
  name: string,
  broken: 'verify-seal' | 'verify-signature',
): Diagnostic[] {
  if (verdict.intact && verdict.trusted) return [];
  const why = joined(verdict.problems);
  const because = { zh: why.zh === '' ? '' : `：${why.zh}`, en: why.en === '' ? '' : `: ${why.en}` };
  return [
    verdict.intact
      ? found(
          'verify-untrusted',
          place,
          `${name} 完好，但签名者“${verdict.signedBy}”不受信任${because.zh}`,
          `${name} is intact, but “${verdict.signedBy}”, who signed it, is not trusted${because.en}`,
        )
      : found(broken, place, `${name} 的签名不成立${because.zh}`, `the signature of ${name} does not hold${because.en}`),
  ];
}

function sealSentences(seal: SignatureVerdict): Prose[] {
  const state: Prose = !seal.intact
    ? { zh: '印章已破坏。', en: 'The seal is broken.' }
    : seal.trusted
      ? { zh: '印章完好，签章者可信。', en: 'The seal is intact and whoever sealed it is trusted.' }
      : { zh: '印章完好，但签章者不受信任。', en: 'The seal is intact, but whoever sealed it is not trusted.' };
  const times: Prose[] = [
    ...(seal.claimedAt === undefined ? [] : [{ zh: `自称盖于 ${seal.claimedAt}`, en: `it says at ${seal.claimedAt}` }]),
    seal.provenAt === undefined
      ? { zh: '没有可信的时间戳', en: 'no trusted time stamp' }
      : { zh: `时间戳证明不晚于 ${seal.provenAt}`, en: `a time stamp proves by ${seal.provenAt}` },
  ];
  return [
    state,
    {
      zh: `签章者：${seal.signedBy}；级别 ${seal.level}；${times.map((t) => t.zh).join('，')}。`,
      en: `Sealed by ${seal.signedBy}, level ${seal.level}; ${times.map((t) => t.en).join(', ')}.`,
    },
  ];
}
/** Signed with another program: told as such, and never sound, since nothing here is what this body sealed. */
function ofOthers({ signatures, after }: PdfOfOthers, place: string, name: string): Diagnostic[] {
  const wrong = signatures.filter((one) => !one.intact);
  if (wrong.length > 0) {
    const why = joined(wrong.flatMap((one) => one.problems));
    return [
      found(
        'verify-seal',
        place,
        `${name} 中其他软件的签名不成立：${why.zh}`,
        `a signature of another program in ${name} does not hold: ${why.en}`,
      ),
    ];
  }
  if (after === 'something') {
    return [
      found(
        'verify-seal',
        place,
        `${name} 由其他软件签名，签名之后又增加了内容，此处不能判断增加了什么`,
        `${name} was signed with another program, and bytes were added after; what they do cannot be judged here`,
      ),
    ];
  }
  return [
    found(
      'verify-not-ours',
      place,
      `${name} 完好，但签名是其他软件的，不是 certpress 的印章`,
      `${name} is intact, but signed with another program: it carries no seal of certpress`,
    ),
  ];
}
function othersSentences({ signatures, after }: PdfOfOthers): Prose[] {
  return [
    { zh: '没有 certpress 的印章；有其他软件的签名。', en: 'It carries no seal of certpress, but signatures of another program.' },
    ...signatures.map((one): Prose => {
      const told = tellOthers(one);
      const state: Prose = !one.intact
        ? { zh: '不成立', en: 'does not hold' }
        : one.trusted
          ? { zh: '完好、可信', en: 'is intact and trusted' }
          : { zh: '完好，签名者未经核实', en: 'is intact; nobody vouches for the signer here' };
      const what: Prose = one.kind === 'time-stamp' ? { zh: '时间戳', en: 'The time stamp' } : { zh: '签名', en: 'The signature' };
      return { zh: `${what.zh}${state.zh}：${told.zh}。`, en: `${what.en} ${state.en}: ${told.en}.` };
    }),
    after === 'nothing'
      ? { zh: '签名之后没有增加任何字节。', en: 'No byte follows what was signed.' }
      : { zh: '签名之后增加了字节。', en: 'Bytes follow what was signed.' },
  ];
}
const permissionSentence = (permission: number | undefined): Prose =>
  permission === 1
    ? { zh: '盖章时声明此后不得有任何改动。', en: 'It was sealed so that no change at all is allowed after.' }
    : permission === undefined
      ? { zh: '盖章时没有声明此后可否改动。', en: 'The seal does not say whether changes are allowed after.' }
      : { zh: '盖章时允许此后填表或批注。', en: 'The seal allows forms to be filled in or comments to be made after.' };
const afterSentence = (after: NonNullable<PdfVerdict['seal']>['after']): Prose =>
  after === 'nothing'
    ? { zh: '盖章后没有增加任何内容。', en: 'Nothing came after the seal.' }
    : after === 'validation-data'
      ? { zh: '盖章后只增加了长期验证所需的数据。', en: 'All that came after the seal is data for validating it in the long term.' }
      : { zh: '盖章后被改动。', en: 'It was changed after it was sealed.' };
