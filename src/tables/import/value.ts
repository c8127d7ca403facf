/**
 * A cell as the value of a field: right, or refused with the reason. Nothing is changed without a word.
 *
 * In:  a cell, what the field wants, what words are called. Out: the value, and what is to be said of how it was taken; or why not.
 */
import { typedFlag } from '../../answers/choices.js';
import { typedDate } from '../../answers/typed-date.js';
import type { Prose } from '../../diagnostics/index.js';
import { codeFault } from '../../../schemas/record/codes.js';
import type { GridCell } from './grid.js';
import type { ValueKind } from './targets.js';

export type CellValue = string | number | boolean;
export type Taken = { readonly ok: true; readonly value: CellValue; readonly said?: Prose } | { readonly ok: false; readonly why: Prose };
/** What a word of the records is called, in any language: `监督审核` for `S`. */
export type WordsCalled = (text: string, words: readonly string[]) => readonly string[];

const no = (zh: string, en: string): Taken => ({ ok: false, why: { zh, en } });
const yes = (value: CellValue, said?: Prose): Taken => ({ ok: true, value, ...(said ? { said } : {}) });

export function valueOf(cell: GridCell, kind: ValueKind, called: WordsCalled): Taken {
  if (cell.is === 'error')
    return cell.error.startsWith('=')
      ? no('公式没有算出的值：用表格程序打开并保存一次', 'a formula without its value: open and save the file in a spreadsheet program')
      : no(`单元格是错误值 ${cell.error}`, `the cell holds the error ${cell.error}`);
  const taken = ofKind(cell, kind, called);
  if (!taken.ok || !cell.formula) return taken;
  const said: Prose = { zh: `公式的值 ${String(taken.value)}`, en: `the value ${String(taken.value)} of a formula` };
  return { ...taken, said: taken.said ? { zh: `${said.zh}；${taken.said.zh}`, en: `${said.en}; ${taken.said.en}` } : said };
}

function ofKind(cell: Exclude<GridCell, { is: 'error' }>, kind: ValueKind, called: WordsCalled): Taken {
  switch (kind.is) {
    case 'day':
      return dayOf(cell);
    case 'amount':
      return amountOf(cell);
    case 'flag':
      return flagOf(cell);
    case 'text':
      return textOf(cell);
    case 'id':
      return codeOf(cell, 'reference');
    case 'code':
      return codeOf(cell, kind.form);
    case 'word':
      return wordOf(cell, kind.words, called);
  }
}
type Whole = Exclude<GridCell, { is: 'error' }>;

function dayOf(cell: Whole): Taken {
  if (cell.is === 'day') {
    if (cell.day < '1900-03-01' || cell.day > '9999-12-31') return no(`不是日期：${cell.day}`, `it is no day: ${cell.day}`);
    return cell.time === undefined
      ? yes(cell.day)
      : yes(cell.day, { zh: `只取日期，时间 ${cell.time} 不取`, en: `the day was taken, the time ${cell.time} was not` });
  }
  if (cell.is === 'number')
    return no(
      `是数字 ${cell.shown}，不是日期：把单元格设为日期格式`,
      `it is the number ${cell.shown}, not a day: give the cell a format of dates`,
    );
  if (cell.is === 'flag') return no('不是日期', 'it is no day');
  const reading = typedDate(cell.text);
  if (reading.ok) return yes(String(reading.value));
  return reading.why === 'date-impossible'
    ? no(`没有这一天：${cell.text}`, `there is no such day: ${cell.text}`)
    : no(
        `看不出是哪一天：${cell.text}（写 2026-03-01 或 2026年3月1日）`,
        `which day it is cannot be told: ${cell.text} (write 2026-03-01)`,
      );
}

const isPercent = (format: string): boolean => format.replace(/"[^"]*"|\\./g, '').includes('%');
function amountOf(cell: Whole): Taken {
  if (cell.is === 'number') {
    if (isPercent(cell.format))
      return no(`是百分比 ${cell.shown}：写成数字`, `it is a percentage, ${cell.shown}: write the number that is meant`);
    const shown = Number(cell.shown.replaceAll(',', ''));
    return shown === cell.number || !Number.isFinite(shown)
      ? yes(cell.number)
      : yes(cell.number, {
          zh: `表格显示为 ${cell.shown}，取所存的 ${cell.number}`,
          en: `shown as ${cell.shown}; ${cell.number}, which is stored, was taken`,
        });
  }
  if (cell.is !== 'text') return no('不是数字', 'it is no number');
  const text = cell.text.normalize('NFKC').trim();
  return /^-?\d{1,15}(?:\.\d{1,10})?$/.test(text) ? yes(Number(text)) : no(`不是数字：${cell.text}`, `it is no number: ${cell.text}`);
}

function flagOf(cell: Whole): Taken {
  if (cell.is === 'flag') return yes(cell.flag);
  const text = cell.is === 'text' ? cell.text.normalize('NFKC').trim() : cell.is === 'number' ? cell.shown : '';
  const reading = typedFlag(text);
  return reading.ok ? yes(reading.value === true) : no(`看不出是“是”还是“否”：${text}`, `it is neither yes nor no: ${text}`);
}

function textOf(cell: Whole): Taken {
  if (cell.is === 'text') {
    const text = cell.text.trim();
    return text === cell.text ? yes(text) : yes(text, { zh: '去掉了首尾空白', en: 'white space around it was left out' });
  }
  if (cell.is === 'flag') return yes(cell.flag ? '是' : '否', { zh: '逻辑值写成了文字', en: 'a truth value was written as a word' });
  if (cell.is === 'day') return yes(cell.day, { zh: `日期写成了文字 ${cell.day}`, en: `a day was written as the text ${cell.day}` });
  if (isLost(cell.number)) return no(lost.zh, lost.en);
  return yes(cell.shown, { zh: `数字按显示的样子写成文字 ${cell.shown}`, en: `a number was written as it is shown, ${cell.shown}` });
}

/** A spreadsheet keeps 15 digits. */
const isLost = (number: number): boolean => Math.abs(number) >= 1e15;
const lost: Prose = {
  zh: '号码存为数字，第16位起的数字已经丢失：把单元格设为文本，重新输入',
  en: 'the code was stored as a number, and its digits from the 16th on are lost: make the cell text and type it again',
};
function codeOf(cell: Whole, form: Parameters<typeof codeFault>[1]): Taken {
  if (cell.is === 'day')
    return no(
      `号码被当成了日期（${cell.day}）：把单元格设为文本，重新输入`,
      `the code was taken for a day (${cell.day}): make the cell text and type it again`,
    );
  if (cell.is === 'flag') return no('不是号码', 'it is no code');
  if (cell.is === 'number') {
    if (isLost(cell.number)) return no(lost.zh, lost.en);
    if (!Number.isInteger(cell.number) || cell.number < 0)
      return no(
        `号码存为数字 ${cell.number}，末尾的 0 可能已经丢失：把单元格设为文本，重新输入`,
        `the code was stored as the number ${cell.number}, and a zero at its end may be lost: make the cell text and type it again`,
      );
    // A format of zeros is how a spreadsheet shows zeros in front.
    const text = /^0+$/.test(cell.format) ? cell.shown : String(cell.number);
    if (form === 'postCode' && text.length < 6)
      return no(
        `邮政编码存为数字 ${text}，开头的 0 丢失了：把单元格设为文本`,
        `the post code was stored as the number ${text}, and lost its zeros: make the cell text`,
      );
    return fine(text, form, {
      zh: `号码存为数字，取为 ${text}；开头若有 0，已经丢失`,
      en: `the code was stored as a number and taken as ${text}; zeros in front of it, if any, are lost`,
    });
  }
  const text = cell.text.trim();
  return fine(text, form, text === cell.text ? undefined : { zh: '去掉了首尾空白', en: 'white space around it was left out' });
}
function fine(text: string, form: Parameters<typeof codeFault>[1], said: Prose | undefined): Taken {
  const fault = codeFault(text, form);
  if (!fault) return yes(text, said);
  if (fault.kind === 'number-lost')
    return no(`号码被写成了 ${text}，末几位数字已经丢失`, `the code was written as ${text}, and its last digits are lost`);
  return fault.better === undefined
    ? no(`不是可用的号码：${text}`, `it is no code that can be taken: ${text}`)
    : no(
        `号码中有易混的字符：${text}，应为 ${fault.better}`,
        `the code has characters that look like others: ${text}, which should be ${fault.better}`,
      );
}

function wordOf(cell: Whole, words: readonly string[], called: WordsCalled): Taken {
  const text = cell.is === 'text' ? cell.text.normalize('NFKC').trim() : cell.is === 'number' ? cell.shown : '';
  const same = words.find((word) => word.toLowerCase() === text.toLowerCase());
  if (same !== undefined) return yes(same);
  const found = called(text, words);
  const [first] = found;
  if (first === undefined || found.length > 1)
    return no(`“${text}”不是其中之一：${words.join('、')}`, `“${text}” is none of ${words.join(', ')}`);
  return yes(first);
}
