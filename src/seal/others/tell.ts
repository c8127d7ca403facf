/**
 * What is said of a signature by another tool.
 *
 * In:  its verdict. Out: one sentence in both languages: who, in which form, with what, when as far as that is claimed or proven.
 */
import type { Prose } from '../../diagnostics/index.js';
import type { SignatureOfOthers } from '../types.js';

export function tellOthers({ signedBy, form, algorithm, claimedAt, provenAt, weak }: SignatureOfOthers): Prose {
  const parts: Prose[] = [
    { zh: signedBy, en: signedBy },
    form === 'CAdES'
      ? { zh: 'CAdES 签名', en: 'a CAdES signature' }
      : { zh: '普通 CMS 签名（不是 CAdES）', en: 'a plain CMS signature, not CAdES' },
    ...(algorithm === undefined ? [] : [{ zh: algorithm, en: algorithm }]),
    claimedAt === undefined
      ? { zh: '没有自称的时间', en: 'it does not say when' }
      : { zh: `自称签于 ${claimedAt}`, en: `it says at ${claimedAt}` },
    provenAt === undefined
      ? { zh: '没有可信的时间戳', en: 'no trusted time stamp' }
      : { zh: `时间戳证明不晚于 ${provenAt}`, en: `a time stamp proves by ${provenAt}` },
    ...weak,
  ];
  return { zh: parts.map((one) => one.zh).join('，'), en: parts.map((one) => one.en).join(', ') };
}
