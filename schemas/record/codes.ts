/**
 * What a number, code, phone or the like may hold.
 *
 * In:  a value and the form that its field asks for. Out: the first thing that is wrong with it, where in the value it
 *      stands, and how the value should be spelled, where that is plain.
 *
 * Real numbers of Chinese offices hold Chinese characters and their brackets (`豫市监〔2026〕3号`, `（2026）第05号`), spaces
 * (`ISO 22301:2019`), and anything of the keyboard: none of that is refused. Refused is what looks like it and is not:
 * full-width letters and digits, dashes for hyphens, letters of other scripts, curly quotes, spaces nobody sees.
 */
import { curlyQuote, dash, foreignLetter, fullWidthCode, han, invisible, narrowed, oddSpace, typed } from './characters.js';

/** `code`: a number that identifies; `reference`: a number with words around it; `hours`: a span of the day. */
export type CodeForm = 'code' | 'reference' | 'phone' | 'postCode' | 'email' | 'time' | 'hours';
export type CodeFaultKind = 'full-width' | 'dash' | 'look-alike' | 'invisible' | 'space' | 'quotes' | 'number-lost' | 'next-day' | 'form';
export interface CodeFault {
  readonly kind: CodeFaultKind;
  /** The character complained of; '' where it is the whole. */
  readonly character: string;
  /** The whole value as it should be; undefined where nobody can know. */
  readonly better?: string;
}

/** A number that a spreadsheet has rounded: its last digits are gone. */
export const roundedNumber = /^[-+]?\d(?:\.\d+)?[eE]\+?\d{1,3}$/;
export const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;

const shapes: Readonly<Partial<Record<CodeForm, RegExp>>> = {
  // 0371-65551234, 400-810-1234, +86 371 6555 1234 转 802, two numbers with a comma, 、 or ;
  phone: /^[-+0-9() （）/,;、，；.#*转分机内线extEXT]*$/,
  postCode: /^[0-9A-Za-z](?:[0-9A-Za-z -]*[0-9A-Za-z])?$/,
  email: /^[^\s@,;，；]+@[^\s@,;，；]+(?:[,;] ?[^\s@,;，；]+@[^\s@,;，；]+)*$/,
};

export function codeFault(value: string, form: CodeForm): CodeFault | undefined {
  if (form === 'time') return timeFault(value);
  const odd = oddCharacter(value, form);
  if (!odd) return shapes[form]?.test(value) === false ? { kind: 'form', character: '' } : undefined;
  const straight = han.test(value) ? narrowed(value) : typed(value);
  const bare = odd.kind === 'quotes' ? straight.replace(/^["'\u2018\u201C\u300C\u300E]|["'\u2019\u201D\u300D\u300F]$/g, '') : straight;
  return bare !== '' && bare !== value && odd.kind !== 'number-lost' && codeFault(bare, form) === undefined
    ? { ...odd, better: bare }
    : odd;
}

function oddCharacter(value: string, form: CodeForm): CodeFault | undefined {
  const isFree = form === 'reference' || form === 'hours';
  // Between Chinese words, their brackets, dashes and commas are at home; so they are in a telephone number.
  const isWorded = isFree || han.test(value);
  if (!isFree && roundedNumber.test(value)) return { kind: 'number-lost', character: '' };
  const kinds: readonly (readonly [CodeFaultKind, RegExp])[] = [
    ...(isFree ? [] : [['quotes', wrapped] as const]),
    ['invisible', invisible],
    ['look-alike', foreignLetter],
    ['full-width', isWorded || form === 'phone' ? fullWidthCode : fullWidthSign],
    ...(isWorded ? [] : [['dash', dash] as const, ['quotes', curlyQuote] as const]),
    ['space', oddSpace],
    ['space', /^ | $/],
  ];
  for (const [kind, pattern] of kinds) {
    const found = pattern.exec(value);
    if (found) return { kind, character: found[0].slice(0, 1) };
  }
  return undefined;
}
/** Of a code without Chinese words, brackets alone may be wide: a scheme numbers its clauses `4.1.5（1）`. */
const fullWidthSign = /[\uFF01-\uFF07\uFF0A-\uFF5E]/;
/** Wholly in typographic quotes: somebody meant the quotes of YAML. */
const wrapped = /^[\u2018\u201C\u300C\u300E\uFF02\uFF07].*[\u2019\u201D\u300D\u300F\uFF02\uFF07]$/s;

function timeFault(value: string): CodeFault | undefined {
  if (timeOfDay.test(value)) return undefined;
  const parts =
    /^["'\u2018\u201C]?(上午|下午|晚上?|[AaPp][Mm])? ?(\d{1,2}) ?(?:[:.;时点h] ?(\d{1,2})?分?)(?::\d{2})? ?([AaPp][Mm])?["'\u2019\u201D]?$/.exec(
      typed(value),
    );
  const odd = oddCharacter(value, 'code') ?? { kind: 'form' as const, character: '' };
  if (!parts) return odd;
  const isLate = /下午|晚|p/i.test(`${parts[1] ?? ''}${parts[4] ?? ''}`);
  const hour = Number(parts[2]) + (isLate && Number(parts[2]) < 12 ? 12 : 0);
  // 26:00 is how some write two o'clock of the next morning.
  const better = `${String(hour >= 24 ? hour - 24 : hour).padStart(2, '0')}:${(parts[3] ?? '00').padStart(2, '0')}`;
  return timeOfDay.test(better) ? { ...(hour >= 24 ? { kind: 'next-day' as const, character: '' } : odd), better } : odd;
}
