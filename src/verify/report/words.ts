/**
 * What a verification report says in its own words.
 *
 * In:  verdicts. Out: sentences in both languages: states, what was looked at, and what a verification cannot tell.
 */
import type { Prose } from '../../diagnostics/index.js';
import type { Comparison, Seal, State } from '../types.js';
import type { Verification } from '../verify.js';

export const stateProse: Readonly<Record<State | 'interrupted', Prose>> = {
  sound: { zh: '完好、可信', en: 'Sound: intact and trusted' },
  otherwise: { zh: '完好、可信，由另一版本制作', en: 'Intact and trusted, made by another version' },
  untrusted: { zh: '完好，不受信任', en: 'Intact, not trusted' },
  faulty: { zh: '有问题', en: 'Faulty' },
  interrupted: { zh: '未完成', en: 'Interrupted' },
};
export const comparisonProse: Readonly<Record<Comparison, Prose>> = {
  bytes: { zh: '逐字节一致', en: 'Byte for byte' },
  words: { zh: '逐字一致', en: 'Word for word' },
  differs: { zh: '不同', en: 'Differs' },
  'left-out': { zh: '略去', en: 'Left out' },
  'not-done': { zh: '未比对', en: 'Not done' },
};
export const kindProse: Readonly<Record<Verification['kind'], Prose>> = {
  pdf: { zh: '盖章的 PDF', en: 'Sealed PDF' },
  bag: { zh: '档案包', en: 'Bag' },
  revisions: { zh: '一卷的各版次', en: 'Revisions of a bag' },
  archive: { zh: '档案库', en: 'Archive' },
};

export const timeProse = (seal: Seal): Prose =>
  seal.provenAt !== undefined
    ? { zh: `时间戳证明不晚于 ${seal.provenAt}`, en: `proven by ${seal.provenAt}` }
    : seal.claimedAt !== undefined
      ? { zh: `自称 ${seal.claimedAt}`, en: `says ${seal.claimedAt}` }
      : { zh: '没有时间', en: 'no time given' };

export function rollbackProse({ archive }: Verification): Prose {
  if (archive?.rollback === 'excluded') {
    return archive.since === 0
      ? { zh: '已排除：所给的头值就是末行', en: 'Excluded: the head that was given is the last line' }
      : {
          zh: `已排除：所给的头值之后又增加了 ${archive.since} 行`,
          en: `Excluded: ${archive.since} line(s) came after the head that was given`,
        };
  }
  return archive?.rollback === 'found'
    ? { zh: '发现回退：索引中没有所给的头值', en: 'Found: the index does not hold the head that was given' }
    : { zh: '未排除：没有给出另外保存的头值', en: 'Not excluded: no head kept elsewhere was given' };
}

export function sentenceOf({ state, kind, bags, documents, sound, document }: Verification, hasRoots: boolean): Prose {
  const what: Prose =
    kind === 'pdf'
      ? { zh: '该文件', en: 'The file' }
      : { zh: `${bags} 卷、${documents} 份文件`, en: `${bags} bag(s) with ${documents} document(s)` };
  if (state === 'sound')
    return {
      zh: `${what.zh}完好，由受信任者签署，与所列内容一致。`,
      en: `${what.en}: intact, signed by somebody trusted, and what they say they are.`,
    };
  if (state === 'untrusted' && document?.findings.some((d) => d.code === 'verify-not-ours')) {
    return {
      zh: `${what.zh}完好，但没有 certpress 的印章，只有其他软件的签名。`,
      en: `${what.en}: intact, but without a seal of certpress: it was signed with another program.`,
    };
  }
  if (state === 'otherwise') {
    return {
      zh: `${what.zh}完好，由受信任者签署；其中 ${bags - sound} 卷由另一版本的 certpress 制作，本版本由记录得出的结果不同，文件与记录是否相符须用制作时的版本查验。`,
      en: `${what.en}: intact and signed by somebody trusted; ${bags - sound} made by another version of certpress, of whose record this one makes something else: that the documents are those of the record, only the version that made them can tell.`,
    };
  }
  if (state === 'untrusted') {
    return hasRoots
      ? {
          zh: `${what.zh}完好，但签署者不受所列根证书的信任。`,
          en: `${what.en}: intact, but not signed by anybody whom the roots listed vouch for.`,
        }
      : {
          zh: `${what.zh}完好；没有给出可信的根证书，因此不能说由谁签署。`,
          en: `${what.en}: intact; no trusted root was given, so nobody vouches for who signed.`,
        };
  }
  return {
    zh: `${what.zh}：发现问题，见“发现的问题”${bags > 1 ? `；${sound} 卷完好可信` : ''}。`,
    en: `${what.en}: something is wrong, see “Findings”${bags > 1 ? `; ${sound} bag(s) are sound` : ''}.`,
  };
}

export function howProse(
  kind: Verification['kind'],
  isRendered: boolean,
): { readonly done: readonly Prose[]; readonly not: readonly Prose[] } {
  const pdf: readonly Prose[] = [
    {
      zh: '印章：所签的正是文件的全部内容；签名、证书链、时间戳，以及文件所带的吊销信息；盖章后是否增加了内容。',
      en: 'The seal: that it is over the whole file; its signature, chain, time stamps, and the revocation data that the file carries; whether anything came after it.',
    },
  ];
  const bag: readonly Prose[] = [
    {
      zh: '档案包：每个文件都读过并计算 SHA-256 和 SHA-512，与两份清单比对；清单没有列出的一律算作问题。',
      en: 'The bag: every file was read and hashed with SHA-256 and SHA-512 and compared with both manifests; whatever they do not list is a finding.',
    },
    { zh: '两份标签清单上的签名。', en: 'The signatures over both tag manifests.' },
    {
      zh: '记录：按包中的认证方案、以归档时的判定日重新判定；应归档的证据、保存期限与包中所写一致。',
      en: 'The record: judged again under the scheme in the bag, on the day it was judged on then; evidence that it asks for and the term of keeping are those of the bag.',
    },
    ...(isRendered
      ? [
          {
            zh: '文件：由包中的记录和版式重新生成，与盖章前的文件比对；程序、引擎和字体相同时逐字节，否则逐字。',
            en: 'The documents: made again from the record and layouts in the bag and compared with what was sealed; byte for byte where program, engine and faces are the same, else word for word.',
          },
        ]
      : []),
  ];
  const archive: readonly Prose[] = [
    {
      zh: '索引：每一行都指向前一行的 SHA-256；末行的签名；每一卷正是索引所列的那一卷；销毁的记录和时间戳。',
      en: 'The index: each line names the SHA-256 of the one before; the signature of the last; each bag is the one that it lists; records of what was destroyed, and time stamps.',
    },
  ];
  return {
    done: [...(kind === 'archive' ? archive : []), ...(kind === 'pdf' ? [] : bag), ...pdf],
    not: [
      ...(kind !== 'pdf' && !isRendered
        ? [{ zh: '没有由记录重新生成文件来比对（--no-render）。', en: 'The documents were not made again from the record (--no-render).' }]
        : []),
      { zh: '没有联网：所依据的吊销信息只是文件自身所带的。', en: 'No network was used: of revocations it knows what the files carry.' },
      { zh: '没有时间戳的签名，其时间只是签署者自己所称。', en: 'Where a signature has no time stamp, its time is what the signer says.' },
      {
        zh: 'PDF/A 和 PDF/UA 只读取其声称，没有逐条核验；可用 veraPDF 核验。',
        en: 'Of PDF/A and PDF/UA only the claim was read; veraPDF checks them.',
      },
      { zh: '记录所述的事实是否属实。', en: 'Whether what the record says is true.' },
    ],
  };
}
