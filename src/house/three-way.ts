/**
 * What the standard text has gained since somebody made his own of it.
 *
 * In:  three texts: what it was made from, what stands there now, the house's own. Out: each change from the first to the second, with the
 * lines in all three, and whether the house can take it as it is; and the three of them merged.
 */
import { diff3Merge, diffPatch, mergeDiff3 } from 'node-diff3';

export interface Gain {
  /** Lines of the text that it was made from, and of the one that stands there now; counted from 1. */
  readonly was: Lines;
  readonly now: Lines;
  /** `there`: the house has the same change already. */
  readonly state: 'clean' | 'conflict' | 'there';
  /** Of a conflict: the lines of the house's text. */
  readonly house?: { readonly line: number; readonly count: number };
}
export interface Lines {
  readonly line: number;
  readonly text: readonly string[];
}
export interface ThreeWay {
  readonly gains: readonly Gain[];
  readonly isClean: boolean;
  /** Where it is not clean, with marks. */
  readonly merged: string;
}

/** How a text ends its lines: what is compared are the lines. */
const endOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
export const linesOf = (text: string): string[] => text.split(/\r?\n/);

export function threeWay(base: string, now: string, house: string): ThreeWay {
  const [o, b, a] = [linesOf(base), linesOf(now), linesOf(house)];
  const conflicts = diff3Merge(a, o, b, { excludeFalseConflicts: true }).flatMap(({ conflict }) => (conflict ? [conflict] : []));
  const own = new Set(diffPatch(o, a).map(({ buffer1, buffer2 }) => JSON.stringify([buffer1.offset, buffer1.length, buffer2.chunk])));
  const gains = diffPatch(o, b).map(({ buffer1, buffer2 }): Gain => {
    const [from, to] = [buffer1.offset, buffer1.offset + buffer1.length];
    const conflict = conflicts.find(({ oIndex, o: old }) => from <= oIndex + old.length && to >= oIndex);
    const isThere = own.has(JSON.stringify([buffer1.offset, buffer1.length, buffer2.chunk]));
    return {
      was: { line: from + 1, text: buffer1.chunk },
      now: { line: buffer2.offset + 1, text: buffer2.chunk },
      state: isThere ? 'there' : conflict ? 'conflict' : 'clean',
      ...(conflict && !isThere ? { house: { line: conflict.aIndex + 1, count: conflict.a.length } } : {}),
    };
  });
  const { result } = mergeDiff3(a, o, b, { excludeFalseConflicts: true, label: { a: 'house', o: 'base', b: 'now' } });
  return { gains, isClean: conflicts.length === 0, merged: result.join(endOf(house)) };
}

/** In how many places two texts differ. */
export const differences = (one: string, other: string): number => diffPatch(linesOf(one), linesOf(other)).length;
