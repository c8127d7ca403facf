/**
 * What a document says otherwise than another.
 *
 * In:  two models. Out: `TextChange`s in reading order: which entry of one (`model/canon.ts`: a block, a cell) stands for which of the
 * other, and their words, each the same, gone or new. Only words count: where a page breaks, or in which row of its table a cell stands, is
 * no change of text.
 */
import { diffArrays } from 'diff';
import { canonText, eachEntry, partText, type Document } from '../model/index.js';

export interface Piece {
  readonly is: 'same' | 'gone' | 'new';
  readonly text: string;
}
/** From and to, in the text of an entry without its white space. */
export type Range = readonly [from: number, to: number];
export interface TextChange {
  /** Number of the entry in each; where it is only in one, that of the last one before it that both have, or -1. */
  readonly before: number;
  readonly after: number;
  readonly pieces: readonly Piece[];
  readonly gone: readonly Range[];
  readonly new: readonly Range[];
}

/** The texts of the entries, in the order in which a file has them. */
export function entriesOf(document: Document): string[] {
  const out: string[] = [];
  eachEntry(document, ({ parts }) => {
    const text = parts.map(partText).join('');
    if (canonText(text) !== '') out.push(text.normalize('NFC').replace(/\s+/gu, ' ').trim());
  });
  return out;
}

/** So many differences are followed; beyond, all is another text. */
const mostEdits = 4_000;

export function textChanges(before: readonly string[], after: readonly string[]): TextChange[] {
  const out: TextChange[] = [];
  let b = 0;
  let a = 0;
  const steps = diffArrays(before.map(canonText), after.map(canonText), { maxEditLength: mostEdits }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    if (!step) continue;
    const next = steps[i + 1];
    const isPair = next !== undefined && ((step.removed && next.added) || (step.added && next.removed));
    if (!step.removed && !step.added) {
      b += step.value.length;
      a += step.value.length;
      continue;
    }
    const gone = [step, ...(isPair ? [next] : [])].find(({ removed }) => removed)?.value.length ?? 0;
    const added = [step, ...(isPair ? [next] : [])].find((one) => one.added)?.value.length ?? 0;
    if (isPair) i++;
    out.push(...inRun(before, after, [b, b + gone], [a, a + added]));
    b += gone;
    a += added;
  }
  return out;
}

/** Among entries that all differ: which of them is another wording of which. */
function inRun(before: readonly string[], after: readonly string[], [b0, b1]: Range, [a0, a1]: Range): TextChange[] {
  const out: TextChange[] = [];
  let [b, a] = [b0, a0];
  const flush = (toB: number, toA: number): void => {
    for (; b < toB; b++) out.push(wordChange(before[b], undefined, b, a - 1));
    for (; a < toA; a++) out.push(wordChange(undefined, after[a], b - 1, a));
  };
  for (const [i, j] of alike(before.slice(b0, b1), after.slice(a0, a1))) {
    flush(b0 + i, a0 + j);
    out.push(wordChange(before[b], after[a], b, a));
    b++;
    a++;
  }
  flush(b1, a1);
  return out;
}

/** Entries that share less than this of their words are two. */
const alikeFrom = 0.4;
/** Longer runs are told entry by entry: to compare each with each would take too long. */
const longestRun = 200;

/** Pairs that share the most words, in order in both. */
function alike(before: readonly string[], after: readonly string[]): [number, number][] {
  if (before.length > longestRun || after.length > longestRun) return [];
  const bags = [before.map(wordsOf), after.map(wordsOf)] as const;
  const width = after.length + 1;
  const best = new Float64Array((before.length + 1) * width);
  const shared = new Map<number, number>();
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--) {
      const share = sharedBy(bags[0][i] ?? [], bags[1][j] ?? []);
      shared.set(i * width + j, share);
      const taken = share >= alikeFrom ? share + (best[(i + 1) * width + j + 1] ?? 0) : 0;
      best[i * width + j] = Math.max(taken, best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  const out: [number, number][] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    const here = best[i * width + j] ?? 0;
    const share = shared.get(i * width + j) ?? 0;
    if (share >= alikeFrom && here === share + (best[(i + 1) * width + j + 1] ?? 0)) out.push([i++, j++]);
    else if (here === (best[(i + 1) * width + j] ?? 0)) i++;
    else j++;
  }
  return out;
}
function sharedBy(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of one) counts.set(word, (counts.get(word) ?? 0) + 1);
  let both = 0;
  for (const word of other) {
    const left = counts.get(word) ?? 0;
    if (left > 0) both++;
    counts.set(word, left - 1);
  }
  return (2 * both) / Math.max(one.length + other.length, 1);
}

/** A Chinese character is a word, a number or a word of letters one; all else by itself. */
const word = /\p{Script=Han}|[\p{L}\p{M}\p{N}]+|\s+|[^]/gu;
const wordsOf = (text: string): string[] => (text.match(word) ?? []).filter((one) => one.trim() !== '');

function wordChange(before: string | undefined, after: string | undefined, b: number, a: number): TextChange {
  const pieces: Piece[] = [];
  const gone: Range[] = [];
  const added: Range[] = [];
  let [atB, atA] = [0, 0];
  const from = [...(before?.match(word) ?? [])];
  const to = [...(after?.match(word) ?? [])];
  const steps = diffArrays(from, to, { maxEditLength: mostEdits }) ?? [
    { value: from, removed: true, added: false },
    { value: to, removed: false, added: true },
  ];
  for (const { value, removed, added: isNew } of steps) {
    const text = value.join('');
    const { length } = canonText(text);
    if (text !== '') pieces.push({ is: removed ? 'gone' : isNew ? 'new' : 'same', text });
    if (removed && length > 0) gone.push([atB, atB + length]);
    if (isNew && length > 0) added.push([atA, atA + length]);
    if (!isNew) atB += length;
    if (!removed) atA += length;
  }
  return { before: b, after: a, pieces, gone, new: added };
}
