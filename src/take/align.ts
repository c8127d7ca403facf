/**
 * What a paragraph says now against what was written in it: fixed words hold it, what stands between them are the values.
 *
 * In:  the segments of a paragraph as they were written, and its text as it came back. Out: the words of each value; or why nobody can
 * tell: fixed words were changed, or the text can be cut in more ways than one that leave as many values as they were.
 */
import type { PlacedSegment, Segment } from '../carried/index.js';
import { compact, compactText, original, saysSame, type Compact } from './folded.js';

export type Aligned = { readonly ok: true; readonly said: readonly string[] } | { readonly ok: false; readonly why: 'fixed' | 'ambiguous' };

/** Steps of one paragraph, and of all of a file; a form that was made to take longer is not worth it. */
const mostSteps = 200_000;
const mostOfFile = 1_000_000;
/** What is left of them: one for a file, so that a thousand slow paragraphs are no slower than a few. */
export class Steps {
  private left = mostOfFile;
  /** How many may be taken at once. */
  most = (): number => Math.min(this.left, mostSteps);
  use(steps: number): void {
    this.left -= steps;
  }
}
/** A value that changed costs this, and one more where its letters are those of the other language. */
const changed = 10;
const otherLanguage = 1;
const impossible = Number.POSITIVE_INFINITY;

const wordsOfSegment = (segment: Segment): string => (typeof segment === 'string' ? segment : segment.words);
export const isPlaced = (segment: Segment): segment is PlacedSegment => typeof segment !== 'string';
export function printedBy(segments: readonly Segment[]): string {
  let out = '';
  for (const segment of segments) out += wordsOfSegment(segment);
  return out;
}

interface Value {
  readonly words: string;
  readonly lang: 'zh' | 'en';
  /** Fixed words behind it, and whether white space alone parts it from the next value. */
  readonly behind: string;
  readonly isParted: boolean;
}
interface Best {
  readonly cost: number;
  /** How many ways come to it: 1, or more. */
  readonly ways: number;
  readonly end: number;
}

export function align(segments: readonly Segment[], text: string, steps = new Steps()): Aligned {
  const placed = segments.filter(isPlaced);
  if (saysSame(printedBy(segments), text)) return { ok: true, said: placed.map(({ words }) => words) };
  const now = compact(text);
  const { before, values } = cut(segments);
  if (values.length === 0 || !now.text.startsWith(before)) return { ok: false, why: 'fixed' };
  const cutting = new Cutting(values, now, steps.most());
  const found = cutting.from(before.length);
  steps.use(cutting.steps);
  if (found === 'too-long') return { ok: false, why: 'ambiguous' };
  if (!found) return { ok: false, why: 'fixed' };
  if (found.ways > 1) return { ok: false, why: 'ambiguous' };
  return { ok: true, said: found.spans.map(([from, to]) => original(text, now, from, to)) };
}

function cut(segments: readonly Segment[]): { readonly before: string; readonly values: readonly Value[] } {
  let before = '';
  const values: { words: string; lang: 'zh' | 'en'; behind: string; isParted: boolean }[] = [];
  for (const segment of segments) {
    const words = compactText(wordsOfSegment(segment));
    const last = values.at(-1);
    if (isPlaced(segment)) {
      values.push({ words, lang: segment.lang, behind: '', isParted: false });
      // Spaces may belong to the words of either.
      if (last && (/\s$/.test(segment.words) || /^\s/.test(segment.words))) last.isParted = true;
    } else if (last) {
      last.behind += words;
      last.isParted ||= /\s/.test(segment);
    } else before += words;
  }
  return { before, values };
}

class Cutting {
  private readonly known = new Map<number, Best>();
  steps = 0;
  constructor(
    private readonly values: readonly Value[],
    private readonly now: Compact,
    private readonly most: number,
  ) {}

  from(start: number): { readonly ways: number; readonly spans: readonly (readonly [number, number])[] } | 'too-long' | undefined {
    // From the last value to the first, so that no call goes deep: only starts that can be reached are looked at.
    const best = this.best(0, start);
    if (this.steps > this.most) return 'too-long';
    if (best.cost === impossible) return undefined;
    const spans: (readonly [number, number])[] = [];
    let at = start;
    for (const [i, { behind }] of this.values.entries()) {
      const { end } = this.best(i, at);
      spans.push([at, end]);
      at = end + behind.length;
    }
    return { ways: best.ways, spans };
  }

  /** The cheapest way to cut what begins at `start` with the n-th value. */
  private best(n: number, start: number): Best {
    const key = n * (this.now.text.length + 1) + start;
    const known = this.known.get(key);
    if (known) return known;
    let best: Best = { cost: impossible, ways: 0, end: start };
    if (this.steps > this.most) return best;
    const value = this.values[n] as Value;
    // Looking for words in what is left takes its time too.
    this.steps += (this.now.text.length - start) >> 6;
    for (const end of this.ends(n, start)) {
      if (++this.steps > this.most) return best;
      const own = this.cost(value, this.now.text.slice(start, end));
      const rest = n + 1 < this.values.length ? this.best(n + 1, end + value.behind.length) : { cost: 0, ways: 1, end };
      const cost = own + rest.cost;
      if (cost === impossible) continue;
      if (cost < best.cost) best = { cost, ways: rest.ways, end };
      else if (cost === best.cost) best = { ...best, ways: best.ways + rest.ways };
    }
    this.known.set(key, best);
    return best;
  }

  private cost({ words, lang }: Value, said: string): number {
    if (said === words) return 0;
    const isOther = lang === 'zh' ? /[A-Za-z]/.test(said) && !/\p{Script=Han}/u.test(said) : /\p{Script=Han}/u.test(said);
    const wasOther = lang === 'zh' ? !/\p{Script=Han}/u.test(words) : /\p{Script=Han}/u.test(words);
    return changed + (isOther && !wasOther ? otherLanguage : 0);
  }

  /** Where the n-th value may end. */
  private ends(n: number, start: number): Iterable<number> {
    const { text, gaps } = this.now;
    const { words, behind, isParted } = this.values[n] as Value;
    const next = this.values[n + 1];
    if (!next) return text.length - behind.length >= start && text.endsWith(behind) ? [text.length - behind.length] : [];
    if (behind !== '') return occurrences(text, behind, start);
    // Nothing is left to hold them apart: one of the two stands as it did, or is empty, or white space parts them.
    const ends = new Set<number>([start]);
    if (text.startsWith(words, start)) ends.add(start + words.length);
    if (next.words !== '') for (const at of occurrences(text, next.words, start)) ends.add(at);
    if (next.behind !== '') for (const at of occurrences(text, next.behind, start)) ends.add(at);
    else if (n + 2 === this.values.length) ends.add(text.length);
    if (isParted) for (const at of gaps) if (at >= start) ends.add(at);
    return ends;
  }
}

function* occurrences(text: string, words: string, from: number): Iterable<number> {
  for (let at = text.indexOf(words, from); at >= 0; at = text.indexOf(words, at + 1)) yield at;
}
