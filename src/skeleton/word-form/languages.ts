/**
 * Which language words of a form are in, and which words say the same in the other.
 *
 * In:  words, or two pieces in a row. Out: what is said in Chinese and in English. Latin letters without a small one are a code or a
 * number, not English: `GB/T 30146`, `ISO 22301`.
 */

/** One of both at least. */
export interface Said {
  readonly zh?: string;
  readonly en?: string;
}

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
const hasEnglish = (text: string): boolean => /(?:^|[^A-Za-z])[A-Za-z]*[a-z]{2,}/.test(text) && !hasHan(text);

/** `审 核 计 划`: letters set apart are one word. */
const closed = (text: string): string => (/^\p{Script=Han}(?:\s+\p{Script=Han}){2,}$/u.test(text) ? text.replace(/\s+/g, '') : text);

export function saidIn(words: string): Said {
  const text = closed(words.trim());
  if (!hasHan(text)) return { en: text };
  const letters = [...text];
  const last = letters.findLastIndex(hasHan);
  // A bracket that closes behind the last Chinese letter belongs to it.
  const end = /[)）》」”]/.test(letters[last + 1] ?? '') ? last + 2 : last + 1;
  const behind = withoutStroke(letters.slice(end).join(''));
  if (/^[A-Za-z(（]/.test(behind) && hasEnglish(behind)) return { zh: letters.slice(0, end).join(''), en: unbracketed(behind) };
  const first = letters.findIndex(hasHan);
  const before = withoutStroke(letters.slice(0, first).join(''));
  const after = letters.slice(first).join('');
  if (/^[A-Za-z]/.test(before) && hasEnglish(before) && !/[A-Za-z]/.test(after)) return { zh: after, en: before };
  return { zh: text };
}
/** A stroke or bar between two languages belongs to neither. */
const withoutStroke = (text: string): string =>
  text
    .trim()
    .replace(/^[/／|｜]|[/／|｜]$/g, '')
    .trim();
/** English that stands in brackets behind the Chinese. */
function unbracketed(text: string): string {
  const flat = text.trim();
  return /^[(（][^()（）]*[)）]$/.test(flat) ? flat.slice(1, -1).trim() : flat;
}

/** Of two that follow each other, one Chinese and the other English: both as one; undefined where they are no such pair. */
export function pairOf(first: Said, second: Said): Said | undefined {
  const [zh, en] = first.zh !== undefined ? [first, second] : [second, first];
  if (zh.zh === undefined || zh.en !== undefined || en.zh !== undefined || en.en === undefined || !hasEnglish(en.en)) return undefined;
  // A translation is longer by letters, but not by much.
  const ratio = en.en.length / zh.zh.length;
  return ratio > 0.7 && ratio < 9 ? { zh: zh.zh, en: en.en } : undefined;
}
