/**
 * A number in the forms in which people type it.
 *
 * In:  words: `1,200`, `１２．５`, `7.0 人日`, `85%`. Out: the number; or why it is none. Units that layouts and people write behind numbers
 * are left off, signs of the thousands too; `1,5` may be one and a half or a slip, and is refused.
 */
import { read, unread, type Reading } from './types.js';

const units =
  /(?:人日|人·日|人天|人次|人|名|位|项|个|家|次|份|条|台|天|日|小时|时|分钟|个月|月|年|元|%|person-? ?days?|persons?|people|employees?|days?|hours?|h|minutes?|min|months?|years?)$/i;

export function typedNumber(words: string): Reading {
  const text = words
    .normalize('NFKC')
    .replace(/[\u200B\u2060\uFEFF\u00AD]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s/g, ' ')
    .trim();
  if (text === '') return unread('empty');
  const bare = text.replace(units, '').trim();
  const plain = /^[-+]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?$/.test(bare) ? bare.replace(/[, ]/g, '') : bare;
  // Beyond fifteen digits a number is a code, and would lose some.
  if (!/^[-+]?\d{1,15}(?:\.\d{1,8})?$/.test(plain)) return unread('number-malformed');
  return read(Number(plain));
}
