/**
 * A list of clauses or other numbers, in the short form in which layouts print them.
 *
 * In:  `4.1–4.4, 5.6.3.2(1)(4)`, or as people type such lists. Out: each number for itself; or why it is no list of them.
 */
import { shortClauses } from '../compose/clauses.js';
import { plainly } from './typed-text.js';
import { read, unread, type Reading } from './types.js';

/** A range leads this far at most: none of a standard does. */
const furthest = 100;

export function typedNumbers(words: string, one: (words: string) => Reading): Reading {
  const said = plainly(words);
  if (said === '') return unread('empty');
  const numbers: string[] = [];
  for (const part of said.split(/[,，、;；\n]/).map((piece) => piece.trim())) {
    if (part === '') continue;
    const each = within(part);
    if (!each) return unread('code-malformed');
    for (const number of each) {
      const reading = one(number);
      if (!reading.ok || typeof reading.value !== 'string') return reading.ok ? unread('code-malformed') : reading;
      numbers.push(reading.value);
    }
  }
  return numbers.length === 0 ? unread('empty') : read(numbers);
}

/** What a piece stands for: a run of numbers, several items of one clause, or itself; nothing where a run leads nowhere. */
function within(part: string): readonly string[] | undefined {
  // A hyphen, which is what people type, is one between clauses alone: other numbers have hyphens of their own.
  const range =
    /^([^–—~～至]*?)(\d{1,3}) ?[–—~～至] ?([^–—~～至]*?)(\d{1,3})$/.exec(part) ??
    /^((?:\d{1,3}\.)+)(\d{1,3}) ?[-－] ?((?:\d{1,3}\.)+)(\d{1,3})$/.exec(part);
  if (range) {
    const [, head = '', from = '', otherHead = '', to = ''] = range;
    const count = Number(to) - Number(from);
    if ((otherHead !== '' && otherHead !== head) || count < 1 || count > furthest) return undefined;
    return Array.from({ length: count + 1 }, (_, n) => `${head}${Number(from) + n}`);
  }
  const items = /^([^(（]+)((?:[(（][^()（）]{1,6}[)）]){2,})$/.exec(part);
  if (!items) return [part];
  const each = ((items[2] ?? '').match(/[(（][^()（）]+[)）]/g) ?? []).map((item) => `${items[1] ?? ''}${item}`);
  // 4.2.1(a)(2) is one clause: several are those that would be printed so.
  return shortClauses(each) === part ? each : [part];
}
