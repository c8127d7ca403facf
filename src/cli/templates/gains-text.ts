/**
 * `certpress templates changes` in words.
 *
 * In:  what the files below a house have gained. Out: text: each change with its lines in both files, what it was and what it is, and
 * whether the house can take it as it is.
 */
import type { GainOfFile, GainOfKey } from '../../house/gained.js';
import type { Gain } from '../../house/three-way.js';
import type { UiLang } from '../terminal.js';

export function gainsText(gains: readonly GainOfFile[], lang: UiLang): string {
  const text = { zh: (zh: string, _: string) => zh, en: (_: string, en: string) => en }[lang];
  const states = { clean: text('可以并入', 'merges'), conflict: text('有冲突', 'conflicts'), there: text('已有', 'there already') };
  const hunk = ({ was, now, state, house }: Gain, file: string): string[] => [
    `  ${text('行', 'lines')} ${linesAt(was.line, was.text.length)} → ${linesAt(now.line, now.text.length)}  ${states[state]}${
      house ? text(`：${file} 第 ${linesAt(house.line, house.count)} 行`, ` with ${linesAt(house.line, house.count)} of ${file}`) : ''
    }`,
    ...was.text.map((line) => `    - ${line}`),
    ...now.text.map((line) => `    + ${line}`),
  ];
  const key = ({ key: name, was, now, house, state }: GainOfKey): string[] => [
    `  ${name}  ${states[state]}`,
    `    - ${shown(was)}`,
    `    + ${shown(now)}`,
    ...(state === 'conflict' ? [text(`    本机构：${shown(house)}`, `    house: ${shown(house)}`)] : []),
  ];
  return gains
    .map(({ file, over, unknownBase, since, gains: hunks, keys }) =>
      [
        `${file}  ${text('替代', 'over')} ${over}${since === undefined ? '' : text(`（取自 certpress ${since}）`, ` (made from that of certpress ${since})`)}`,
        ...(unknownBase === undefined
          ? []
          : [
              text(
                `  不知道取自什么文本；与现在的自带文件有 ${unknownBase} 处不同。`,
                `  What it was made from is not known; it differs from what stands there now in ${unknownBase} place(s).`,
              ),
            ]),
        ...hunks.flatMap((one) => hunk(one, file)),
        ...keys.flatMap(key),
      ].join('\n'),
    )
    .join('\n\n');
}

/** `12–14`; of no lines the one before which they would stand. */
const linesAt = (line: number, count: number): string => (count <= 1 ? `${line}` : `${line}–${line + count - 1}`);
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
