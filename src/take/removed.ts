/**
 * Places that are not in the file any more: entries of lists that were deleted, paragraphs of long texts, places without the rest of
 * theirs.
 *
 * In:  all paragraphs of the file as it was written, and what matched. Out: each place that is gone, in the order of the text, with what
 * that means. Names of people and the like that are printed in an entry go with it, and are not told.
 */
import { entriesAround, type CarriedBlock, type Entry, type PlacedSegment } from '../carried/index.js';
import { isPlaced, printedBy } from './align.js';
import { compactText } from './folded.js';
import { placeOfGap, type Gap, type Matched } from './match.js';
import type { WordPlace } from '../word/types.js';

export interface Removed {
  readonly segment: PlacedSegment;
  readonly at: WordPlace;
  /** Of an entry of which nothing is left: its pointer, and what stood in the first of its paragraphs. */
  readonly entry?: { readonly pointer: string; readonly printed: string };
  /** The value stands elsewhere still; of a long text other paragraphs are left. */
  readonly isLeft: boolean;
  /** It may stand under the name of another: a control that is told already says so, or its words stand at a place that is there twice. */
  readonly isElsewhere: boolean;
}
interface Lost {
  readonly segment: PlacedSegment;
  readonly block: CarriedBlock;
  readonly isLeft: boolean;
  readonly entry: Entry | undefined;
}

const key = ({ file }: PlacedSegment, pointer: string): string => `${file}#${pointer}`;

export function removedFrom(blocks: readonly CarriedBlock[], { pairs, gaps, doubled, disagreements }: Matched): readonly Removed[] {
  // Nothing is gone of most files.
  if (!gaps.some(({ missing }) => missing.some(({ name }) => name !== undefined))) return [];
  const words = new Set(doubled.map(({ paragraph }) => compactText(paragraph.text)));
  const named = new Set(disagreements.flatMap(({ byBookmark, byControl, believed }) => (believed ? [] : [byBookmark, byControl])));
  const isElsewhere = (block: CarriedBlock): boolean => named.has(block) || words.has(compactText(printedBy(block.segments)));
  const standing = new Set<string>();
  for (const segment of pairs.flatMap((pair) => pair.blocks.flatMap(({ segments }) => segments.filter(isPlaced))))
    for (const { pointer } of [...entriesAround(segment.pointer), segment]) standing.add(key(segment, pointer));
  const several = listsOf(blocks);
  const told = new Set<string>();
  return gaps.flatMap((gap) => inGap(gap, standing, several, told, isElsewhere));
}

/** Lists of which more than one entry was printed: what is not one of them was no row that can go. */
function listsOf(blocks: readonly CarriedBlock[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  const several = new Set<string>();
  for (const segment of blocks.flatMap(({ segments }) => segments.filter(isPlaced)))
    for (const { list, pointer } of entriesAround(segment.pointer)) {
      const of = key(segment, list);
      if ((first.get(of) ?? pointer) !== pointer) several.add(of);
      first.set(of, pointer);
    }
  return several;
}

function inGap(
  gap: Gap,
  standing: ReadonlySet<string>,
  several: ReadonlySet<string>,
  told: Set<string>,
  isElsewhere: (block: CarriedBlock) => boolean,
): Removed[] {
  const lost: readonly Lost[] = gap.missing
    .filter(({ name }) => name !== undefined)
    .flatMap((block) =>
      block.segments.filter(isPlaced).map((segment) => {
        const outermost = entriesAround(segment.pointer).find(({ pointer }) => !standing.has(key(segment, pointer)));
        const entry = outermost && several.has(key(segment, outermost.list)) ? outermost : undefined;
        return { segment, block, entry, isLeft: standing.has(key(segment, segment.pointer)) };
      }),
    );
  const ofEntries = new Set(lost.flatMap(({ segment, entry }) => (entry ? [segment.file] : [])));
  const at = placeOfGap(gap);
  const out: Removed[] = [];
  let around: Lost | undefined = lost.find(({ segment }) => ofEntries.has(segment.file));
  for (const one of lost) {
    const { segment, block, entry, isLeft } = one;
    if (ofEntries.has(segment.file)) around = one;
    else if (around?.entry) continue;
    // What asks for a picture is none of the record.
    if (segment.words === '' && (segment.picture === undefined || segment.asks === true)) continue;
    if (!isLeft) {
      const of = key(segment, entry?.pointer ?? segment.pointer);
      if (told.has(of)) continue;
      told.add(of);
    }
    out.push({
      segment,
      at,
      isLeft,
      isElsewhere: isElsewhere(block),
      ...(entry && !isLeft ? { entry: { pointer: entry.pointer, printed: printedBy(block.segments) } } : {}),
    });
  }
  return out;
}
