/**
 * A long text as it is to stand in the record: what somebody changed in their words, the rest as the record has it.
 *
 * In:  the record's Markdown, and that of the paragraphs as they stand in the Word file. Out: Markdown in which each paragraph, item and
 * row of a table that says what it said keeps the record's own lines: where they break, how a list is numbered.
 */
import { inCommon } from './match.js';

interface Piece {
  /** Letters and figures alone. */
  readonly key: string;
  /** The lines, as they stand. */
  readonly text: string;
  /** What stands before it: a line break, or more. */
  readonly before: string;
}
const marker = /^[ \t]*(?:-|\d{1,3}[.)])[ \t]+\S/;
const isRow = (line: string): boolean => line.includes('|');
/** The sign of an item with what stands before it; nothing of a paragraph. */
const markOf = (text: string): string => /^[ \t]*(?:-|\d{1,3}[.)])[ \t]+(?=\S)/.exec(text)?.[0] ?? '';
const withoutMark = (text: string): string => text.slice(markOf(text).length);
const keyOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
/** Letters and figures of a whole text: what a list is numbered by is not printed as words. */
export const lettersOf = (text: string): string => keyOf(text.split('\n').map(withoutMark).join('\n'));
/** All that is said, without blanks and what typography sets for them. */
const signs = (text: string): string => text.replace(/[\s\u00a0\u2060\ufeff\u00ad]/gu, '').replace(/[\u2010\u2011]/g, '-');

/** Paragraphs, items and rows; lines that go on belong to the one above them. */
function piecesOf(text: string): Piece[] {
  const out: { key: string; text: string; before: string }[] = [];
  let blank = '';
  for (const line of text.trimEnd().split('\n')) {
    if (/^\s*$/.test(line)) {
      blank += '\n';
      continue;
    }
    const last = out.at(-1);
    const goesOn = last && blank === '' && !marker.test(line) && !isRow(line) && !isRow(last.text);
    if (goesOn) last.text += `\n${line}`;
    else out.push({ key: '', text: line, before: last ? `\n${blank}` : '' });
    blank = '';
  }
  return out.map((piece) => ({ ...piece, key: keyOf(withoutMark(piece.text)) }));
}

/**
 * Pieces of the record by those of the file: those that say the same, and, where as many lie between two of them here as there, those in
 * their order.
 */
function pairsOf(before: readonly Piece[], after: readonly Piece[]): ReadonlyMap<number, { readonly n: number; readonly isSame: boolean }> {
  const same = inCommon(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
  const pairs = new Map<number, { readonly n: number; readonly isSame: boolean }>();
  let [a, b] = [-1, -1];
  for (const [n, i] of [...same, [before.length, after.length] as const]) {
    if (n - a === i - b) for (let k = 1; k < n - a; k++) pairs.set(b + k, { n: a + k, isSame: false });
    if (n < before.length) pairs.set(i, { n, isSame: true });
    [a, b] = [n, i];
  }
  return pairs;
}

/** `printed`: what of the record the Word file said when it was written; only what is in it still, sign for sign, is kept. */
export function keptText(record: string, said: string, printed: readonly string[]): string {
  const [before, after] = [piecesOf(record), piecesOf(said)];
  const known = new Set(printed.map(signs));
  const plain = (text: string): string => signs(text.replace(marker, (sign) => sign.slice(-1)).replace(/\*\*/g, ''));
  const stands = (piece: Piece): boolean => known.has(plain(piece.text)) || isRow(piece.text);
  const pairs = pairsOf(before, after);
  // Below the items of the leading language the other one stands as paragraphs: that is no change of its list.
  const isUnmarked = after.every(({ text }) => markOf(text) === '');
  let out = '';
  let last: number | undefined;
  let above: Numbered | undefined;
  after.forEach((piece, i) => {
    const pair = pairs.get(i);
    const own = pair && before[pair.n];
    const keeps = own !== undefined && pair?.isSame === true && (stands(piece) || plain(own.text) === plain(piece.text));
    const mark = own && isUnmarked ? markOf(own.text) : '';
    const isNext = last !== undefined && pair?.n === last + 1;
    if (i > 0) out += own && isNext ? own.before : piece.before;
    const text = keeps ? own.text : mark + piece.text;
    const stood = own && numberOf(own.text);
    const beforeIt = isNext ? numberOf(before[pair.n - 1]?.text ?? '') : undefined;
    const number = numberOf(text);
    if (number) {
      const step = stood && beforeIt && isOfOneList(stood, beforeIt) ? stood.value - beforeIt.value : 1;
      const value = above && isOfOneList(above, number) ? above.value + step : (stood?.value ?? number.value);
      out += numbered(text, value);
      above = { ...number, value };
    } else {
      out += text;
      // What is indented goes on in its item.
      if (!/^[ \t]/.test(text)) above = undefined;
    }
    last = pair?.n;
  });
  return out;
}

/** The number of an item: LibreOffice begins a list anew where another style begins, and a new item moves those below it. */
interface Numbered {
  readonly margin: string;
  readonly value: number;
  readonly sign: string;
}
function numberOf(text: string): Numbered | undefined {
  const [, margin, value, sign] = /^([ \t]*)(\d{1,3})([.)])[ \t]+\S/.exec(text) ?? [];
  return margin === undefined || value === undefined || sign === undefined ? undefined : { margin, value: Number(value), sign };
}
const isOfOneList = (a: Numbered, b: Numbered): boolean => a.margin === b.margin && a.sign === b.sign;
const numbered = (text: string, value: number): string => text.replace(/\d{1,3}/, String(value));

/** Cells that both languages of a document share are printed once, as Chinese: of the English text the others are there, in their order. */
export function isPrintedInPart(text: string, printed: readonly string[]): boolean {
  const letters = lettersOf(text);
  let at = 0;
  return printed.map(lettersOf).every((part) => {
    const found = letters.indexOf(part, at);
    at = found + part.length;
    return found >= 0;
  });
}
