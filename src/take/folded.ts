/**
 * Words as they are compared: without what an editor, a font or our own typography does to them.
 *
 * In:  text of a file or of a record. Out: the same words with one kind of space, one kind of hyphen and no sign that nobody sees; for
 * finding words, without any white space, each character knowing where it stood.
 */
/** Word joiners, soft hyphens, zero-width spaces and byte order marks: nobody types them. */
const unseen = /[\u00ad\u200b\u2060\ufeff]/;
/** Those that Unicode calls white space, and so the gaps that a layout sets. */
const white = /\s/;

/** What folding changes: most words have none of it. */
const unfolded = /[\u00ad\u200b\u2060\ufeff\u2010\u2011]|[^\S ]|\s\s|^\s|\s$/;
export const folded = (text: string): string => (unfolded.test(text) ? refolded(text) : text);
const refolded = (text: string): string =>
  text
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();

/** The same words: most are compared with words that are the very same. */
export const saysSame = (a: string, b: string): boolean => a === b || folded(a) === folded(b);

export interface Compact {
  readonly text: string;
  /** Where each character of it stands in the original. */
  readonly at: readonly number[];
  /** Offsets, in `text`, before which white space was left out. */
  readonly gaps: ReadonlySet<number>;
}
export function compact(original: string): Compact {
  let text = '';
  const at: number[] = [];
  const gaps = new Set<number>();
  for (let i = 0; i < original.length; i++) {
    const c = original.charAt(i);
    if (unseen.test(c)) continue;
    if (white.test(c)) {
      gaps.add(text.length);
      continue;
    }
    text += c === '\u2010' || c === '\u2011' ? '-' : c;
    at.push(i);
  }
  return { text, at, gaps };
}
/** The words alone of `compact`. */
export const compactText = (text: string): string =>
  uncompact.test(text) ? text.replace(/[\s\u00ad\u200b\u2060\ufeff]+/g, '').replace(/[\u2010\u2011]/g, '-') : text;
const uncompact = /[\s\u00ad\u200b\u2060\ufeff\u2010\u2011]/;

/** What stands between two offsets of the compact text, as it was typed. */
export const original = (text: string, { at }: Compact, from: number, to: number): string =>
  to <= from ? '' : text.slice(at[from], (at[to - 1] ?? text.length) + 1);
