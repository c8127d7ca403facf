/**
 * What is wrong with a code, a time or a date, in words.
 *
 * In:  the name of the field, the value, what is wrong. Out: code, message and what to do; the character complained of.
 */
import { codePoint, nameOf, typed } from '../../schemas/record/characters.js';
import type { CodeFault, CodeForm } from '../../schemas/record/codes.js';
import type { Code, Prose } from '../diagnostics/index.js';

export interface CodeComplaint {
  readonly code: Code;
  readonly message: Prose;
  readonly help: Prose;
  readonly character: string;
}
const formNames: Readonly<Partial<Record<CodeForm, Prose>>> = {
  phone: { zh: '电话号码', en: 'a telephone number' },
  postCode: { zh: '邮政编码', en: 'a post code' },
  email: { zh: '电子邮件地址', en: 'an e-mail address' },
  time: { zh: '24小时制的时刻', en: 'a time of 24 hours' },
};

export function codeComplaint(name: Prose, value: string, fault: CodeFault, form: CodeForm): CodeComplaint {
  const { kind, character, better } = fault;
  const about = (code: Code, zh: string, en: string, help?: Prose): CodeComplaint => ({
    code,
    message: { zh: `${name.zh}${zh}`, en: `${name.en}${en.startsWith(':') ? '' : ' '}${en}` },
    help: help ?? rewrite(better, form),
    character,
  });
  if (kind === 'number-lost') {
    return about(
      'number-lost',
      `写作 ${value}，这是电子表格舍入过的数：后面的数字已经丢失`,
      `is ${value}, a number that a spreadsheet has rounded: its last digits are lost`,
      lookUp,
    );
  }
  if (form === 'time' && kind === 'next-day') {
    return about('time-wrong', `：没有 ${value} 这个时刻`, `: there is no time ${value}`, {
      zh: `次日的 ${better ?? ''} 写作 "${better ?? ''}"：结束早于开始的时段，视为到次日。`,
      en: `For ${better ?? ''} of the next day write "${better ?? ''}": a slot that ends before it begins goes on into the next day.`,
    });
  }
  const code = form === 'time' ? 'time-wrong' : 'code-character';
  switch (kind) {
    case 'full-width':
      return about(code, `中有全角字符“${character}”`, `holds the full-width character “${character}”`);
    case 'dash':
      return about(
        code,
        `中的“${character}”不是键盘上的连字符“-”（${codePoint(character)}）`,
        `holds “${character}” (${codePoint(character)}), which is not the hyphen of the keyboard`,
      );
    case 'look-alike':
      return about(
        code,
        `中的“${character}”是希腊或俄文字母（${codePoint(character)}），只是看上去像拉丁字母`,
        `holds “${character}” (${codePoint(character)}), a Greek or Cyrillic letter that only looks Latin`,
      );
    case 'quotes':
      return about(
        code,
        `中有中文引号“${character}”：YAML的引号是半角的 "`,
        `holds the curly quote “${character}”: the quotes of YAML are straight, "`,
      );
    case 'invisible':
      return about(
        code,
        `中有${nameOf(character)?.zh ?? ''}（${codePoint(character)}）`,
        `holds ${nameOf(character)?.en ?? ''} (${codePoint(character)})`,
        retype(better),
      );
    case 'space':
      return about(
        code,
        character === ' ' ? '的开头或末尾有空格' : `中有不该有的空白（${codePoint(character)}）`,
        character === ' ' ? 'begins or ends with a space' : `holds an odd space (${codePoint(character)})`,
      );
    default: {
      const asked = formNames[form] ?? { zh: '编号', en: 'a code' };
      return about(code, `应为${asked.zh}，这里是“${value.slice(0, 60)}”`, `should be ${asked.en}; here is “${value.slice(0, 60)}”`);
    }
  }
}

const rewrite = (better: string | undefined, form: CodeForm): Prose =>
  better !== undefined
    ? { zh: `写作 "${better}"`, en: `Write "${better}"` }
    : form === 'time'
      ? { zh: '写作 时:分，例如 "09:00"。', en: 'Write hours and minutes, such as "09:00".' }
      : { zh: '切换到英文输入法，重新输入这个值。', en: 'Type the value again, with the keyboard set to English.' };
const retype = (better: string | undefined): Prose =>
  better === undefined
    ? { zh: '删去整个值，重新输入（不要粘贴）。', en: 'Delete the whole value and type it again; do not paste it.' }
    : { zh: `删去整个值，重新输入（不要粘贴）："${better}"`, en: `Delete the whole value and type it again, without pasting: "${better}"` };
export const lookUp: Prose = {
  zh: '从原始资料中查出完整的号码，加引号写入；在电子表格中把该列设为文本。',
  en: 'Look up the whole number where it came from, and write it in quotes; in the spreadsheet, format the column as text.',
};

/** A date that is none: what was meant, and why it is not read as that. */
export function dateComplaint(name: Prose, value: unknown): { readonly message: Prose; readonly help: Prose } {
  const say = (zh: string, en: string, help: Prose): { message: Prose; help: Prose } => ({
    message: { zh: `${name.zh}${zh}`, en: `${name.en}${en.startsWith(':') ? '' : ' '}${en}` },
    help,
  });
  const write = (day: string): Prose => ({ zh: `写作 ${day}`, en: `Write ${day}` });
  if (typeof value === 'number') {
    const digits = String(value);
    const plain = /^(\d{4})(\d{2})(\d{2})$/.exec(digits);
    const day = plain ? dayOf(plain[1], plain[2], plain[3]) : undefined;
    if (day !== undefined) return say('应为日期，写作 年-月-日', 'should be a date, written year-month-day', write(day));
    const serial = serialDay(value);
    if (serial !== undefined) {
      return say(`写作 ${digits}，这是电子表格的日期序号`, `is ${digits}: the serial number that a spreadsheet keeps for a day`, {
        zh: `若确是日期序号，则为 ${serial}：核对后写作 ${serial}`,
        en: `As a serial number it would be ${serial}: check it against the source, and write ${serial}`,
      });
    }
    return say('应为日期，写作 年-月-日', 'should be a date, written year-month-day', example);
  }
  const text = typeof value === 'string' ? value : '';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text))
    return say(`：没有 ${text} 这一天`, `: there is no day ${text}`, { zh: '核对年月日。', en: 'Check the year, the month and the day.' });
  const straight = typed(text).replace(/^["'\u2018\u201C]|["'\u2019\u201D]$/g, '');
  const odd = [...text].find((character) => character > '\u007f' && !/[年月日号]/.test(character));
  const parts =
    /^(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?[日号]?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/.exec(straight) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(straight);
  const day = parts ? dayOf(parts[1], parts[2], parts[3]) : undefined;
  if (odd !== undefined && day !== undefined)
    return say(
      `中有全角或特殊字符“${odd}”（${codePoint(odd)}）`,
      `holds the character “${odd}” (${codePoint(odd)}), which is not of the plain keyboard`,
      write(day),
    );
  if (day !== undefined) return say('应为日期，写作 年-月-日', 'should be a date, written year-month-day', write(day));
  if (parts)
    return say(`：没有 ${text} 这一天`, `: there is no day ${text}`, { zh: '核对年月日。', en: 'Check the year, the month and the day.' });
  return say('应为日期，写作 年-月-日', 'should be a date, written year-month-day', example);
}
const example: Prose = { zh: '例如 2025-09-10', en: 'For example 2025-09-10' };

function dayOf(year = '', month = '', day = ''): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? undefined : text;
}
/** Days since the last day of 1899, as Excel and WPS count from March 1900; only of the years that records may speak of. */
function serialDay(value: number): string | undefined {
  if (value < 18_264 || value > 73_050) return undefined;
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(value) * 86_400_000).toISOString().slice(0, 10);
}
