/**
 * Lines that are numbered by hand: `1、`, `（一）`, `①`, `a)`, `第一步` and the like.
 *
 * In:  the lines of a paragraph. Out: those that begin an entry and therefore stay lines. One alone may be the rest of a sentence
 * (“见本节\n（3）项”): a line counts where another of the paragraph bears the number before or after it, in the same form.
 * The sign is text and is printed as it was written; a list with numbers of the house is `1. `.
 */
interface Entry {
  /** The sign without its number, so that `1、` and `（1）` are two forms. */
  readonly form: string;
  readonly number: number;
}

const digits = '一二三四五六七八九';
/** 一 to 九十九; 0 for what is none. */
function chineseNumber(text: string): number {
  const [tens, ones, more] = text.split('十');
  if (more !== undefined || tens === undefined) return 0;
  const digit = (one: string): number => (one.length === 1 ? digits.indexOf(one) + 1 : 0);
  if (ones === undefined) return digit(tens);
  const [ten, rest] = [tens === '' ? 1 : digit(tens), ones === '' ? 0 : digit(ones)];
  return ten === 0 || (ones !== '' && rest === 0) ? 0 : ten * 10 + rest;
}

const letterNumber = (letter: string): number => letter.toLowerCase().charCodeAt(0) - 0x60;

/** A number, or a letter, with its sign; `1.5` and `1.` before a blank are none: a figure, and a list. */
const forms: readonly (readonly [RegExp, (number: string) => number])[] = [
  [/^([1-9]\d?)(?:、|．|）|[.)](?=[^\s\d.)]))/, Number],
  [/^[（(]([1-9]\d?)[）)]/, Number],
  [/^([一二三四五六七八九十]{1,3})[、．]/, chineseNumber],
  [/^[（(]([一二三四五六七八九十]{1,3})[）)]/, chineseNumber],
  [/^第([一二三四五六七八九十]{1,3})(?:步|项|条|点)?[、，：,:]/, chineseNumber],
  [/^([①-⑳])/, (sign) => sign.charCodeAt(0) - 0x245f],
  [/^([a-hA-H])(?:、|）|\)(?=\S))/, letterNumber],
  [/^[（(]([a-hA-H])[）)]/, letterNumber],
];

function entryOf(text: string): Entry | undefined {
  for (const [pattern, numberOf] of forms) {
    const found = pattern.exec(text);
    const number = found?.[1] === undefined ? 0 : numberOf(found[1]);
    if (found && number > 0)
      return { form: `${forms.findIndex(([one]) => one === pattern)}${found[0].replace(found[1] ?? '', '')}`, number };
  }
  return undefined;
}

/** Of each line, whether it stays a line. */
export function entriesOf(lines: readonly { readonly text: string }[]): boolean[] {
  const entries = lines.map(({ text }) => entryOf(text));
  const there = new Set(entries.flatMap((one) => (one ? [`${one.form} ${one.number}`] : [])));
  return entries.map(
    (one) => one !== undefined && (there.has(`${one.form} ${one.number - 1}`) || there.has(`${one.form} ${one.number + 1}`)),
  );
}
