/**
 * Strings in the content of a page.
 *
 * In:  a string as it is written there. Out: its bytes, each as one character; where it ends.
 */
import { Unreadable } from './pdf-objects.js';

/** Behind a string with brackets in it, from behind its first. */
export function endOfNested(content: string, from: number): number {
  let depth = 1;
  for (let at = from; at < content.length; at++) {
    const c = content.charCodeAt(at);
    if (c === 0x5c) at++;
    else if (c === 0x28) depth++;
    else if (c === 0x29 && --depth === 0) return at + 1;
  }
  throw new Unreadable('a string without an end');
}

const escapes: ReadonlyMap<number, number> = new Map([...'nrtbf'].map((letter, i) => [letter.charCodeAt(0), [10, 13, 9, 8, 12][i] ?? 0]));
const isOctal = (c: number): boolean => c >= 0x30 && c <= 0x37;
/** The bytes of `(…)`; a line end after a backslash is none. */
export function literal(word: string): string {
  if (!word.includes('\\')) return word.slice(1, -1);
  const bytes: number[] = [];
  const end = word.length - 1;
  for (let i = 1; i < end; i++) {
    const c = word.charCodeAt(i);
    if (c !== 0x5c) {
      bytes.push(c);
      continue;
    }
    const next = word.charCodeAt(++i);
    if (isOctal(next)) {
      let value = next - 0x30;
      for (let digits = 1; digits < 3 && isOctal(word.charCodeAt(i + 1)); digits++) value = value * 8 + word.charCodeAt(++i) - 0x30;
      bytes.push(value & 255);
    } else if (next === 13 || next === 10) {
      if (next === 13 && word.charCodeAt(i + 1) === 10) i++;
    } else bytes.push(escapes.get(next) ?? next);
  }
  return Buffer.from(bytes).toString('latin1');
}
/** The bytes of `<…>`. */
export const hex = (word: string): string => Buffer.from(word.slice(1, -1).replace(/\s+/g, ''), 'hex').toString('latin1');
