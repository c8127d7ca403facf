/**
 * “None” and “not applicable”, as people type them where a list or a group of fields is asked for.
 *
 * In:  words typed at a field. Out: whether they say that there is none; why the whole does not apply, where they say so. How a record
 * says it is `statement` and `applicable` of `schemas/record/fields.ts`.
 */
import { plainly } from './typed-text.js';

const none = new Set(['无', '没有', '无此情况', '未发生', 'none', 'there are none', 'there is none', 'nil']);
export const saysNone = (words: string): boolean =>
  none.has(
    plainly(words)
      .toLowerCase()
      .replace(/[。.]$/, ''),
  );

/** The reason, which is empty where nobody has written it. */
export function reasonNotApplicable(words: string): string | undefined {
  const said = plainly(words);
  const [word] = /^(?:不适用|not applicable|n\/a)/i.exec(said) ?? [];
  if (word === undefined) return undefined;
  const [sign, reason] = [said.charAt(word.length), said.slice(word.length)];
  // “不适用于本次审核的条款有三条” is a sentence of its own.
  return reason === '' || /[:：,，;；—。.\s(（-]/.test(sign) ? reason.replace(/^[:：,，;；—。.\s-]+/, '').trim() : undefined;
}
