/**
 * What takes the place of a line's end where lines are joined: nothing in Chinese, a space in English.
 *
 * In:  the text before and after, and the language of the field. Out: '' or ' '. Lines are joined by YAML (plain and quoted
 * text over several lines, `>`) and in long text; both join by this.
 */
export type TextLang = 'zh' | 'en';

const cjk = /[\u2E80-\u2FFF\u3000-\u303F\u31C0-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF]|[\uD840-\uD8BF]/;
/** Han characters, or punctuation that only Chinese has. */
export const isCjk = (s: string): boolean => cjk.test(s);

/** Signs that both languages write, and those of bold: what stands beside them decides. */
const transparent = new Set('"\'“”‘’—…·*');
/** Looked through at most, so that lines of such signs alone cost no more than others. */
const furthest = 8;

function nearest(text: string, from: number, step: 1 | -1): string {
  for (let i = from, n = 0; n < furthest && i >= 0 && i < text.length; i += step, n++) {
    const char = text.charAt(i);
    if (transparent.has(char)) continue;
    // Of a character outside the basic plane its first half tells what it is.
    return char >= '\uDC00' && char <= '\uDFFF' ? text.charAt(i - 1) : char;
  }
  return '';
}

export function lineEnd(before: string, after: string, lang: TextLang): '' | ' ' {
  const left = nearest(before, before.length - 1, -1);
  const right = nearest(after, 0, 1);
  // A Chinese name in an English sentence stands between spaces; an English one in a Chinese sentence does not.
  const joined = lang === 'en' ? isCjk(left) && isCjk(right) : isCjk(left) || isCjk(right);
  return joined ? '' : ' ';
}
