/**
 * Whether two outputs print the same words, as far as a speed comparison must know.
 *
 * In:  all text of two files. Out: nothing; an error where their lengths differ by more than a fiftieth, or where more than a twenty-fifth
 * of what one says, three characters at a time, is missing in the other. (Certpress proves its own files exactly; this keeps the floors
 * from doing less.)
 */
/** The floors print no captions of tables: they may do less by that much, at the cost of our own ratios. */
const tolerance = 0.02;

/** White space aside, since readers differ in what they make of it: every three characters that stand in a row. */
function triplesOf(text: string): Set<string> {
  const clean = [...bare(text)];
  return new Set(clean.slice(2).map((c, i) => `${clean[i] ?? ''}${clean[i + 1] ?? ''}${c}`));
}
const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\u00ad\u200b\u2011\u2060\ufeff-]+/gu, '');
const lengthOf = (text: string): number => bare(text).length;

export function mustPrintTheSame(ours: string, theirs: string, who: string): void {
  const [a, b] = [lengthOf(ours), lengthOf(theirs)];
  const [left, right] = [triplesOf(ours), triplesOf(theirs)];
  const missing = [...left].filter((w) => !right.has(w));
  const added = [...right].filter((w) => !left.has(w));
  if (Math.abs(a - b) <= tolerance * a && missing.length <= 2 * tolerance * left.size && added.length <= 2 * tolerance * right.size) return;
  throw new Error(
    `${who} does not print the same words: ${a} characters against ${b}; missing: ${missing.slice(0, 40).join(' ')}; added: ${added.slice(0, 40).join(' ')}`,
  );
}
