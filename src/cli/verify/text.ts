/**
 * A verdict in words, for a terminal.
 *
 * In:  verdicts. Out: a line for each bag, in columns that are known before the first one is; the total in sentences.
 */
import type { Prose } from '../../diagnostics/index.js';
import type { BagVerdict, Comparison, Seal, State, Verdict } from '../../verify/index.js';
import { widthOf } from '../text-table.js';
import type { UiLang } from '../terminal.js';

export const stateWords: Readonly<Record<State | 'interrupted', Prose>> = {
  sound: { zh: '完好可信', en: 'sound' },
  otherwise: { zh: '完好，另一版本制作', en: 'other version' },
  untrusted: { zh: '完好，不受信任', en: 'not trusted' },
  faulty: { zh: '有问题', en: 'FAULTY' },
  interrupted: { zh: '未完成', en: 'interrupted' },
};
const comparisonWords: Readonly<Record<Comparison, Prose>> = {
  bytes: { zh: '逐字节一致', en: 'byte for byte' },
  words: { zh: '逐字一致', en: 'word for word' },
  differs: { zh: '不同', en: 'differs' },
  'left-out': { zh: '略去', en: 'left out' },
  'not-done': { zh: '未比对', en: 'not done' },
};
const heads: readonly Prose[] = [
  { zh: '结论', en: 'STATE' },
  { zh: '卷', en: 'BAG' },
  { zh: '文件', en: 'DOCS' },
  { zh: '与记录比对', en: 'AGAINST RECORD' },
  { zh: '签名时间(?自称)', en: 'SIGNED, ?=CLAIMED' },
  { zh: '签名者', en: 'BY' },
];

/** The common name of a distinguished name, or all of it. */
const shortName = (name: string): string => /(?:^|, )CN=((?:\\.|[^,])+)/.exec(name)?.[1] ?? name;
/** A time that a stamp proves stands as it is; one that the signer only says, with a `?`. */
const timeOf = (seal: Seal | undefined): string => {
  const time = seal?.provenAt ?? seal?.claimedAt;
  return time === undefined ? '—' : `${time.slice(0, 16).replace('T', ' ')}${seal?.provenAt === undefined ? '?' : ''}`;
};

export interface BagLines {
  readonly head: string;
  line(verdict: BagVerdict): string;
}
/** `width`: of the terminal, or none. */
export function bagLines(bags: readonly string[], lang: UiLang, width: number | undefined): BagLines {
  const widest = (words: readonly Prose[]): number => Math.max(...words.map((word) => widthOf(word[lang])));
  const head = heads.map((word) => word[lang]);
  const fixed = [
    widest([...Object.values(stateWords), ...heads.slice(0, 1)]),
    0,
    Math.max(4, widthOf(head[2] ?? '')),
    widest([...Object.values(comparisonWords), ...heads.slice(3, 4)]),
    17,
  ];
  const least = 12;
  const room = width === undefined ? Infinity : Math.max(least, width - fixed.reduce((sum, one) => sum + one + 2, 0) - least);
  // Where names are not known beforehand they are neither filled up nor shortened.
  fixed[1] = bags.length === 0 ? 0 : Math.min(room, Math.max(widthOf(head[1] ?? ''), ...bags.map(widthOf)));
  const put = (cells: readonly string[]): string => {
    const line = cells
      .map((cell, i) => {
        const size = fixed[i];
        if (size === undefined) return cell;
        const shown = i === 1 && size > 0 ? shortened(cell, size) : cell;
        const fill = ' '.repeat(Math.max(0, size - widthOf(shown)));
        return i === 2 ? fill + shown : shown + fill;
      })
      .join('  ');
    return width === undefined ? line.trimEnd() : shortened(line.trimEnd(), width, 'end');
  };
  return {
    head: put(head),
    line: ({ state, bag, documents, comparison, seal, resumed }) =>
      put([
        stateWords[state][lang],
        bag,
        String(documents.length),
        comparisonWords[comparison][lang],
        timeOf(seal),
        `${seal ? shortName(seal.signedBy) : '—'}${resumed ? { zh: '（取自先前的运行）', en: ' (earlier run)' }[lang] : ''}`,
      ]),
  };
}
/** What tells bags apart stands at the end of their names. */
function shortened(text: string, width: number, at: 'start' | 'end' = 'start'): string {
  if (widthOf(text) <= width) return text;
  let characters = [...text];
  while (characters.length > 0 && widthOf(characters.join('')) > width - 1)
    characters = at === 'start' ? characters.slice(1) : characters.slice(0, -1);
  return at === 'start' ? `…${characters.join('')}` : `${characters.join('')}…`;
}

/** Sentences, the first of which is the verdict. */
export function totals({ kind, state, bags, documents, sound, archive, document }: Verdict, hasRoots: boolean): Prose[] {
  const what: Prose =
    kind === 'pdf'
      ? { zh: '该 PDF', en: 'The PDF' }
      : kind === 'bag'
        ? { zh: `该档案包（文件 ${documents} 份）`, en: `The bag (${documents} document(s))` }
        : { zh: `${bags} 卷、${documents} 份文件`, en: `${bags} bag(s) with ${documents} document(s)` };
  const sentences: Prose[] = [
    state === 'sound'
      ? { zh: `${what.zh}：完好、可信。`, en: `${what.en}: sound; intact and trusted.` }
      : document?.findings.some((d) => d.code === 'verify-not-ours')
        ? {
            zh: `${what.zh}：完好，但没有 certpress 的印章，只有其他软件的签名。`,
            en: `${what.en}: intact, not ours; signed with another program.`,
          }
        : state === 'otherwise'
          ? {
              zh: `${what.zh}：完好、可信${kind === 'bag' ? '' : `；其中 ${bags - sound} 卷`}由另一版本的 certpress 制作，本版本由记录得出的结果不同：文件与记录是否相符，须用制作时的版本查验。`,
              en: `${what.en}: intact and trusted; ${kind === 'bag' ? 'it was' : `${bags - sound} of them were`} made by another version of certpress, and this one makes something else of the record: that the documents are those of the record, only the version that made them can tell.`,
            }
          : state === 'untrusted'
            ? {
                zh: `${what.zh}：完好，但不受信任${hasRoots ? '' : '（没有给出可信的根证书）'}。`,
                en: `${what.en}: intact, not trusted${hasRoots ? '' : ' (no trusted root was given)'}.`,
              }
            : state === 'interrupted'
              ? {
                  zh: `中断：${archive?.bags ?? bags} 卷中查验了 ${bags} 卷，尚未发现问题；不能据此认为完好。`,
                  en: `Interrupted after ${bags} of ${archive?.bags ?? bags} bag(s). Nothing wrong was found so far, which is no verdict.`,
                }
              : {
                  zh: `${what.zh}：有问题，见所列各项${bags > 1 ? `；其中 ${sound} 卷完好可信` : ''}。`,
                  en: `${what.en}: FAULTY, as listed${bags > 1 ? `; ${sound} bag(s) are sound` : ''}.`,
                },
  ];
  if (kind === 'bag' || kind === 'revisions') {
    sentences.push({
      zh: '没有查验所在档案库的索引：是否为最新版次、是否有被移走的，只有查验整个档案库才知道。',
      en: 'The index of its archive was not consulted: whether a newer revision was taken away, only verifying the whole archive can tell.',
    });
  }
  if (!archive) return sentences;
  const { resumed, resumedFrom, lines, head, rollback, since, disposed, stamp } = archive;
  if (resumed > 0)
    sentences.push({
      zh: `其中 ${resumed} 卷的结论取自 ${resumedFrom ?? ''} 开始的、被中断的运行，这次没有再读。`,
      en: `The verdicts on ${resumed} of them are from the interrupted run that began at ${resumedFrom ?? ''}; they were not read again.`,
    });
  if (disposed > 0)
    sentences.push({
      zh: `另有 ${disposed} 卷已依期限销毁，留有记录。`,
      en: `${disposed} more were destroyed when their terms were over; the records of that are there.`,
    });
  if (stamp)
    sentences.push({
      zh: `时间戳证明前 ${stamp.lines} 行不晚于 ${stamp.at}。`,
      en: `A time stamp proves that the first ${stamp.lines} line(s) were there by ${stamp.at}.`,
    });
  sentences.push({
    zh: `索引 ${lines} 行，末行的 SHA-256：${head}`,
    en: `The index has ${lines} line(s); SHA-256 of the last one: ${head}`,
  });
  sentences.push(
    rollback === 'excluded'
      ? since === 0
        ? { zh: '未曾恢复到较早的状态：所给的头值就是末行。', en: 'Nothing was taken back: the head that was given is the last line.' }
        : {
            zh: `未曾恢复到较早的状态：所给的头值之后又增加了 ${since} 行。`,
            en: `Nothing was taken back: ${since} line(s) came after the head that was given.`,
          }
      : rollback === 'found'
        ? { zh: '发现回退：索引中没有所给的头值。', en: 'Rollback found: the index does not hold the head that was given.' }
        : {
            zh: '未排除回退：没有给出另外保存的头值（--head），较早状态的整个档案库看起来同样完好。',
            en: 'Rollback not excluded: no head kept elsewhere was given (--head); a whole archive put back to an earlier state looks just as sound.',
          },
  );
  return sentences;
}
