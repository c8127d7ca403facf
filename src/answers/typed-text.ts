/**
 * Text as it comes back from a word processor: the record's own signs where nothing was typed, plain ones where something was.
 *
 * In:  words, and what the record says. Out: the text to write. Layouts print some signs otherwise than the record has them (no-break
 * spaces in `ISO 22301`), editors change others (U+2011 for a hyphen), and none of that is an answer.
 */
import { protect, latinClause, hasHan } from '../compose/typography.js';

/** What takes no room and nobody types. */
const unseen = /[\u00AD\u200B\u2060\uFEFF]/g;
const unseenOne = /[\u00AD\u200B\u2060\uFEFF]/;
/** Signs that stand for one another, as one. */
const alike = (char: string): string => {
  if (/[\u00A0\u2002-\u200A\u202F\t\u2028\u2029]/.test(char)) return ' ';
  return char === '\u2010' || char === '\u2011' ? '-' : char;
};

/** As a person types it: plain spaces and hyphens, nothing unseen, lines without blanks at their ends, one line end. */
export const plainly = (words: string): string =>
  Array.from(words.replace(unseen, '').replace(/\r\n?|\u000B/g, '\n'), alike)
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();

/** As it is printed, sign by sign beside the record's: each has one. */
function printed(text: string, lang: 'zh' | 'en'): string {
  const lines = text.split('\n').map((line) => protect(lang === 'en' && !hasHan(line) ? latinClause(line) : line));
  return lines.join('\n');
}

export function typedText(words: string, present: unknown, lang: 'zh' | 'en'): string {
  const said = plainly(words);
  if (typeof present !== 'string') return said;
  const before = sided(present, printed(present, lang));
  const after = Array.from(said);
  let head = 0;
  while (head < before.length && head < after.length && before[head]?.plain === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before[before.length - 1 - tail]?.plain === after[after.length - 1 - tail])
    tail++;
  const own = (list: readonly Sign[]): string => list.map((one) => one.own).join('');
  return own(before.slice(0, head)) + after.slice(head, after.length - tail).join('') + own(before.slice(before.length - tail));
}

interface Sign {
  /** As it is typed, and as the record has it: with what takes no room before it. */
  readonly plain: string;
  readonly own: string;
}
/** The record's text, sign by sign; blanks at the ends of its lines belong to the sign before them. */
function sided(text: string, shown: string): Sign[] {
  const isSameLength = text.length === shown.length;
  const [own, seen] = [Array.from(text.replace(/\r\n?/g, '\n')), Array.from(isSameLength ? shown : text)];
  const signs: Sign[] = [];
  let held = '';
  own.forEach((char, i) => {
    if (unseenOne.test(char)) {
      held += char;
      return;
    }
    signs.push({ plain: alike(seen[i] ?? char), own: held + char });
    held = '';
  });
  const last = signs.at(-1);
  if (last && held !== '') signs[signs.length - 1] = { ...last, own: last.own + held };
  return withoutEdges(signs);
}

/** Blanks that begin or end a line are not printed, nor are empty lines around a text: they go with what stands beside them. */
function withoutEdges(signs: readonly Sign[]): Sign[] {
  // Of each sign, what the next one that is no blank is; nothing where there is none but line ends.
  const next: ('\n' | 'sign' | undefined)[] = [];
  let [line, any] = [undefined as '\n' | 'sign' | undefined, false];
  for (let i = signs.length - 1; i >= 0; i--) {
    const { plain } = signs[i] as Sign;
    if (plain !== ' ' && plain !== '\n') any = true;
    if (plain !== ' ') line = plain === '\n' ? '\n' : 'sign';
    next[i] = any ? line : undefined;
  }
  const out: Sign[] = [];
  let before = '';
  signs.forEach((sign, i) => {
    const isBlank = sign.plain === ' ' || sign.plain === '\n';
    const beginsLine = out.length === 0 || (sign.plain === ' ' && out.at(-1)?.plain === '\n');
    const endsLine = isBlank && (next[i] === undefined || (sign.plain === ' ' && next[i] === '\n'));
    const last = out.at(-1);
    if (isBlank && beginsLine && !endsLine) before += sign.own;
    else if (endsLine && last) out[out.length - 1] = { ...last, own: last.own + sign.own };
    else if (endsLine) before += sign.own;
    else {
      out.push(before === '' ? sign : { ...sign, own: before + sign.own });
      before = '';
    }
  });
  return out;
}
