/**
 * Whether a text says what it may not.
 *
 * In:  a text, as it was written or without its white space (as `canon` of the model has it), and a string. Out: whether the string stands
 * there as what is forbidden. Signs alike are no offence: “TBD” and “XXX” in the middle of a code or a size (a client's 18-digit code,
 * XXXL) are part of that, and so is a string in words that are named (`except`).
 */

/** What such a placeholder cannot be told from without white space: capitals and digits. */
const isPartOfCode = (sign: string | undefined): boolean => sign !== undefined && /^[A-Z0-9]$/.test(sign);

export function saysForbidden(text: string, string: string, except: readonly string[] = []): boolean {
  if (string === '') return false;
  for (let at = text.indexOf(string); at >= 0; at = text.indexOf(string, at + 1)) {
    const isMeant = /^[A-Z]+$/.test(string) ? isPlaceholder(runAround(text, at, string.length), string) : true;
    const inOther = except.some((words) => {
      const offset = words.indexOf(string);
      return offset >= 0 && text.startsWith(words, at - offset);
    });
    if (isMeant && !inOther) return true;
  }
  return false;
}

/** The capitals and digits that the string stands among. */
function runAround(text: string, at: number, length: number): string {
  let [from, to] = [at, at + length];
  while (isPartOfCode(text[from - 1])) from -= 1;
  while (isPartOfCode(text[to])) to += 1;
  return text.slice(from, to);
}
/** By itself, or as the part of a number that is not known yet (`2026XXX`); of one sign more than once, as often as somebody typed it. */
function isPlaceholder(run: string, string: string): boolean {
  const letters = run.replace(/[0-9]+/g, '');
  const [sign = ''] = string;
  const isOfOneSign = string === sign.repeat(string.length);
  return letters === string || (isOfOneSign && letters === sign.repeat(letters.length));
}
