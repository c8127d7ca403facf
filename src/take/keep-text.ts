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
const keyOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
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
  return out.map((piece) => ({ ...piece, key: keyOf(piece.text) }));
}

/** `printed`: what of the record the Word file said when it was written; only what is in it still, sign for sign, is kept. */
export function keptText(record: string, said: string, printed: readonly string[]): string {
  const [before, after] = [piecesOf(record), piecesOf(said)];
  const known = new Set(printed.map(signs));
  const plain = (text: string): string => signs(text.replace(marker, (sign) => sign.slice(-1)).replace(/\*\*/g, ''));
  const stands = (piece: Piece): boolean => known.has(plain(piece.text)) || isRow(piece.text);
  const same = new Map(
    inCommon(
      before.map(({ key }) => key),
      after.map(({ key }) => key),
    ).map(([a, b]) => [b, a]),
  );
  let out = '';
  let last: number | undefined;
  after.forEach((piece, i) => {
    const n = same.get(i);
    const own = n === undefined ? undefined : before[n];
    const keeps = own !== undefined && (stands(piece) || plain(own.text) === plain(piece.text));
    if (i > 0) out += keeps && last !== undefined && n === last + 1 ? own.before : piece.before;
    out += keeps ? own.text : piece.text;
    last = keeps ? n : undefined;
  });
  return out;
}
