/**
 * The paragraphs of a file that came back beside those that it had when it was written.
 *
 * In:  what the file says of itself, and its paragraphs. Out: which paragraph is which; what is new, and between which of the others it
 * stands; what is gone, was moved, or is there twice. A bookmark says which paragraph it is, wherever it stands; a paragraph without one is
 * known by its words and its neighbours.
 */
import type { CarriedBlock } from '../carried/index.js';
import { printedBy } from './align.js';
import type { ControlName, WordPlace } from '../word/types.js';
import { compactText } from './folded.js';
import { named, type Disagreement } from './named.js';
import type { FormParagraph } from './paragraphs.js';

/** A paragraph as it was written, beside what it is now: several, where somebody pressed Enter in it; several of them in one paragraph. */
export interface Pair {
  readonly blocks: readonly CarriedBlock[];
  readonly paragraphs: readonly FormParagraph[];
}
export interface Gap {
  /** The pairs around it. */
  readonly before?: Pair | undefined;
  readonly after?: Pair | undefined;
  readonly extra: readonly FormParagraph[];
  readonly missing: readonly CarriedBlock[];
}
/** Where a gap is: behind what stands before it. */
export const placeOfGap = ({ before, after }: Gap): WordPlace =>
  before?.paragraphs.at(-1)?.place ?? after?.paragraphs[0]?.place ?? { part: 'body', page: 1, paragraph: 1 };

export interface Matched {
  /** In the order in which they stand now. */
  readonly pairs: readonly Pair[];
  readonly gaps: readonly Gap[];
  /** Pairs that stand elsewhere than they did. */
  readonly moved: readonly Pair[];
  /** Paragraphs with the place of one that is there already. */
  readonly doubled: readonly { readonly paragraph: FormParagraph; readonly block: CarriedBlock }[];
  /** Places that are there twice, and say in neither what was written: which of the two is meant nobody knows. */
  readonly disputed: ReadonlySet<CarriedBlock>;
  readonly disagreements: readonly Disagreement[];
  /** Names of places that the file says nothing of. */
  readonly unknown: readonly FormParagraph[];
}

/** What `a` and `b` have in common, as pairs of indices, in order. */
export function inCommon(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  let [head, aEnd, bEnd] = [0, a.length, b.length];
  while (head < aEnd && head < bEnd && a[head] === b[head]) head += 1;
  while (aEnd > head && bEnd > head && a[aEnd - 1] === b[bEnd - 1]) [aEnd, bEnd] = [aEnd - 1, bEnd - 1];
  const out: (readonly [number, number])[] = [];
  for (let i = 0; i < head; i++) out.push([i, i]);
  const [n, m] = [aEnd - head, bEnd - head];
  // Where so much differs, nobody is helped by the best of all ways.
  if (n * m > 0 && n * m <= 4_000_000) {
    const lengths = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
    for (let i = n - 1; i >= 0; i--)
      for (let k = m - 1; k >= 0; k--)
        (lengths[i] as Uint32Array)[k] =
          a[head + i] === b[head + k] ? (lengths[i + 1]?.[k + 1] ?? 0) + 1 : Math.max(lengths[i + 1]?.[k] ?? 0, lengths[i]?.[k + 1] ?? 0);
    for (let i = 0, k = 0; i < n && k < m;) {
      if (a[head + i] === b[head + k]) out.push([head + i++, head + k++]);
      else if ((lengths[i + 1]?.[k] ?? 0) >= (lengths[i]?.[k + 1] ?? 0)) i += 1;
      else k += 1;
    }
  }
  for (let i = 0; aEnd + i < a.length; i++) out.push([aEnd + i, bEnd + i]);
  return out;
}

/** Indices of a longest part of `list` that only rises. */
function rising(list: readonly number[]): ReadonlySet<number> {
  const before: number[] = [];
  const tails: number[] = [];
  list.forEach((value, i) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = i;
  });
  const out = new Set<number>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i] as number) out.add(i);
  return out;
}

/** One that bookmarks name: `numbers` are those of its blocks, `at` that of its first paragraph. */
interface Known extends Pair {
  readonly numbers: number[];
  readonly blocks: CarriedBlock[];
  readonly paragraphs: FormParagraph[];
  readonly at: number;
}
const keyOf = (text: string): string => compactText(text);

export function match(blocks: readonly CarriedBlock[], all: readonly FormParagraph[]): Matched {
  const byName = new Map<string, CarriedBlock>();
  const numbers = new Map<string, number>();
  blocks.forEach((block, n) => {
    if (block.name === undefined) return;
    byName.set(block.name, block);
    numbers.set(block.name, n);
  });
  const { paragraphs, disagreements } = named(
    byName,
    all.filter(({ isToc }) => !isToc),
  );
  const copied = inCopies(paragraphs, numbers);
  const doubled: { paragraph: FormParagraph; block: CarriedBlock }[] = [];
  const unknown: FormParagraph[] = [];
  const { own: ownOf, disputed } = claims(blocks, paragraphs, numbers);
  /** By paragraph: the blocks that it is. */
  const owned: (number[] | undefined)[] = [];
  paragraphs.forEach((paragraph, i) => {
    const own: number[] = [];
    for (const name of paragraph.names) {
      const n = numbers.get(name);
      if (n === undefined) continue;
      const isOwn = paragraph.goesOn.includes(name) ? owned[i - 1]?.includes(n) === true : ownOf.get(n) === i;
      if (isOwn) own.push(n);
      else doubled.push({ paragraph, block: blocks[n] as CarriedBlock });
    }
    if (own.length === 0 && paragraph.names.some((name) => !numbers.has(name))) unknown.push(paragraph);
    owned.push(own.length > 0 ? own : undefined);
  });

  // What goes on in the paragraphs below belongs to the first of them.
  const pairs: Known[] = [];
  paragraphs.forEach((paragraph, at) => {
    const own = owned[at];
    if (!own) return;
    const last = pairs.at(-1);
    if (last && own.some((n) => last.numbers.includes(n))) {
      last.paragraphs.push(paragraph);
      const more = own.filter((n) => !last.numbers.includes(n));
      last.numbers.push(...more);
      last.blocks.push(...more.map((n) => blocks[n] as CarriedBlock));
    } else pairs.push({ numbers: own, blocks: own.map((n) => blocks[n] as CarriedBlock), paragraphs: [paragraph], at });
  });
  const stays = rising(pairs.map(({ numbers: [first = 0] }) => first));
  const moved = pairs.filter((_, i) => !stays.has(i));
  const anchors = pairs.filter((_, i) => stays.has(i));

  // Between two that stand where they stood, words tell what is what.
  const out: (Pair & { readonly at: number })[] = [];
  const gaps: Gap[] = [];
  const taken = new Set<number>();
  // Those of places that are there already, or of which nothing is known, are told as that.
  const inPairs = new Set([...doubled.map(({ paragraph }) => paragraph), ...unknown]);
  for (const pair of pairs) {
    for (const n of pair.numbers) taken.add(n);
    for (const paragraph of pair.paragraphs) inPairs.add(paragraph);
  }
  let [fromBlock, fromParagraph] = [0, 0];
  let before: Pair | undefined;
  for (const after of [...anchors, undefined]) {
    const toBlock = after ? Math.min(...after.numbers) : blocks.length;
    const toParagraph = after ? after.at : paragraphs.length;
    const expected = between(fromBlock, toBlock, (n) => !taken.has(n));
    const found = between(fromParagraph, toParagraph, (i) => !inPairs.has(paragraphs[i] as FormParagraph));
    const same =
      expected.length === 0 || found.length === 0
        ? []
        : inCommon(
            expected.map((n) => keyOf(printedBy((blocks[n] as CarriedBlock).segments))),
            found.map((i) => (copied.has(paragraphs[i] as FormParagraph) ? '\0' : keyOf((paragraphs[i] as FormParagraph).text))),
          );
    let [e, f] = [0, 0];
    // Between most there is nothing.
    if (expected.length + found.length === 0) before = after ?? before;
    else
      for (const [i, k] of [...same, [expected.length, found.length] as const]) {
        const missing = expected.slice(e, i).map((n) => blocks[n] as CarriedBlock);
        const extra = found.slice(f, k).map((at) => paragraphs[at] as FormParagraph);
        const next =
          i < expected.length
            ? {
                blocks: [blocks[expected[i] as number] as CarriedBlock],
                paragraphs: [paragraphs[found[k] as number] as FormParagraph],
                at: found[k] as number,
              }
            : after;
        if (missing.length + extra.length > 0) gaps.push({ before, after: next, extra, missing });
        if (next && next !== after) out.push(next);
        before = next ?? before;
        [e, f] = [i + 1, k + 1];
      }
    if (after) {
      out.push(after);
      fromBlock = Math.max(...after.numbers) + 1;
      fromParagraph = after.at + after.paragraphs.length;
    }
  }
  return { pairs: [...out, ...moved].sort((a, b) => a.at - b.at), gaps, moved, doubled, disputed, disagreements, unknown };
}
/** The control around an entry of a list; each has its own. */
export const itemOf = ({ block }: FormParagraph): ControlName | undefined => block.controls.findLast((control) => control.isItem === true);

/** Paragraphs of entries that Word copied, without their bookmarks: the fixed words in them are those of no entry that was there before. */
function inCopies(paragraphs: readonly FormParagraph[], numbers: ReadonlyMap<string, number>): ReadonlySet<FormParagraph> {
  const [standing, tagged] = [new Set<ControlName>(), new Set<ControlName>()];
  for (const one of paragraphs) {
    const item = one.block.controls.length === 0 ? undefined : itemOf(one);
    if (item && one.names.some((name) => numbers.has(name))) standing.add(item);
    if (item && one.tags.length > 0) tagged.add(item);
  }
  const copies = [...tagged].filter((item) => !standing.has(item));
  if (copies.length === 0) return new Set();
  const isCopy = new Set<ControlName | undefined>(copies);
  return new Set(paragraphs.filter((one) => isCopy.has(itemOf(one))));
}
/** Of several paragraphs that begin with one place that which says what was written in it, so that nothing of the others is taken. */
function claims(
  blocks: readonly CarriedBlock[],
  paragraphs: readonly FormParagraph[],
  numbers: ReadonlyMap<string, number>,
): { readonly own: ReadonlyMap<number, number>; readonly disputed: ReadonlySet<CarriedBlock> } {
  const own = new Map<number, number>();
  const disputed = new Set<CarriedBlock>();
  const saysPrinted = (i: number, { segments }: CarriedBlock): boolean => keyOf(paragraphs[i]?.text ?? '') === keyOf(printedBy(segments));
  paragraphs.forEach(({ names, goesOn }, i) => {
    for (const name of names) {
      const n = goesOn.includes(name) ? undefined : numbers.get(name);
      if (n === undefined) continue;
      const [block, first] = [blocks[n] as CarriedBlock, own.get(n)];
      if (first === undefined) own.set(n, i);
      else if (saysPrinted(first, block)) continue;
      else if (saysPrinted(i, block)) {
        own.set(n, i);
        disputed.delete(block);
      } else disputed.add(block);
    }
  });
  return { own, disputed };
}

const nothing: readonly number[] = [];
/** Whole numbers from one on, and below another. */
function between(from: number, to: number, isWanted: (n: number) => boolean): readonly number[] {
  let out: number[] | undefined;
  for (let n = from; n < to; n++) if (isWanted(n)) (out ??= []).push(n);
  return out ?? nothing;
}
