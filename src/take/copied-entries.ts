/**
 * New entries of lists that Word copied: whoever clicks the sign behind an entry of a form gets its rows, or paragraphs, once more.
 *
 * In:  what matched, what is new in between, and what the file says of itself. Out: entries with the words and pictures of their fields. A
 * copy has no bookmark: the tags of its controls say which place each of them was copied from. `used` gets what was taken; what in a
 * copy is neither a control's nor a fixed word of ours is left for whoever tells what was typed elsewhere.
 */
import { commonEntry, isWithin, type CarriedBlock, type Entry, type PlacedSegment } from '../carried/index.js';
import type { ControlName } from '../word/types.js';
import { align, isPlaced, printedBy, type Steps } from './align.js';
import type { Form } from './form.js';
import { controlsOf, saidInControls } from './in-controls.js';
import { compactText, folded } from './folded.js';
import { itemOf, type Matched, type Pair } from './match.js';
import type { PictureIn } from './in-line.js';
import type { FormParagraph } from './paragraphs.js';
import { askingIn, isPicturePlace, putIn } from './pictures.js';
import type { EntryChange } from './types.js';

type Value = EntryChange['values'][number];
/** A segment of a block, and what its copy says. */
interface SaidSegment {
  readonly segment: PlacedSegment;
  readonly said: string;
  /** The paragraph is a piece of one value, and of nothing else. */
  readonly isWhole: boolean;
  readonly paragraph: FormParagraph;
}

export function copiedEntries(
  { pairs, gaps }: Matched,
  form: Form,
  used: { readonly paragraphs: Set<FormParagraph>; readonly pictures: Set<PictureIn> },
  fileOf: (n: number) => string,
  steps: Steps,
): readonly EntryChange[] {
  // A copy has a control of its own around it.
  if (!gaps.some(({ extra }) => extra.some((paragraph) => itemOf(paragraph) !== undefined))) return [];
  const { blocks, given = [] } = form.carried;
  const asking = askingIn(form);
  const standing = new Set(pairs.flatMap(({ paragraphs }) => paragraphs.map(itemOf)));
  const byName = new Map(blocks.map((block) => [block.name, block]));
  const fixed = new Set(blocks.filter((block) => !block.segments.some(isOpen)).map(({ segments }) => compactText(printedBy(segments))));
  return gaps.flatMap((gap) =>
    copies(gap.extra, standing).flatMap((paragraphs): EntryChange[] => {
      const said = paragraphs.flatMap((paragraph) => saidBy(paragraph, byName, steps));
      const entry = entryOf(said.map(({ segment }) => segment));
      if (!entry) return [];
      const values = valuesOf(paragraphs, said, entry, asking);
      for (const picture of values.pictures) used.pictures.add(picture);
      for (const paragraph of paragraphs)
        if (values.of.has(paragraph) || fixed.has(compactText(paragraph.text))) used.paragraphs.add(paragraph);
      const [first] = paragraphs;
      if (!first || values.list.length === 0) return [];
      const along = given.flatMap(({ file, pointer, values: words }) =>
        file === entry.file && pointer.startsWith(`${entry.pointer}/`)
          ? [{ tail: pointer.slice(entry.pointer.length), values: words }]
          : [],
      );
      return [
        {
          kind: 'entry',
          file: fileOf(entry.file),
          list: entry.list,
          after: indexBefore(gap.before, entry) ?? entry.index,
          values: values.list,
          ...(along.length > 0 ? { given: along } : {}),
          at: first.place,
        },
      ];
    }),
  );
}

const isOpen = (segment: CarriedBlock['segments'][number]): boolean => isPlaced(segment) && segment.locked !== true;

/** Paragraphs by the entry that they are in, of entries in which nothing is that was there before. */
function copies(extra: readonly FormParagraph[], standing: ReadonlySet<ControlName | undefined>): readonly (readonly FormParagraph[])[] {
  const out = new Map<ControlName, FormParagraph[]>();
  for (const paragraph of extra) {
    const item = itemOf(paragraph);
    if (item && !standing.has(item)) out.set(item, [...(out.get(item) ?? []), paragraph]);
  }
  return [...out.values()];
}

/** What a copied paragraph says, by the segments of the one that it was copied from. */
function saidBy(paragraph: FormParagraph, byName: ReadonlyMap<string | undefined, CarriedBlock>, steps: Steps): readonly SaidSegment[] {
  const byTag = controlsOf(paragraph);
  const [name] = [...byTag.keys()].flatMap((tag) => /^(_cp[0-9a-z]{1,8})\.\d{1,4}$/.exec(tag ?? '')?.[1] ?? []);
  const block = name === undefined ? undefined : byName.get(name);
  if (!block) return [];
  const { segments } = block;
  const placed = segments.filter(isPlaced);
  const inControl = (n: number): boolean => byTag.has(`${name ?? ''}.${n}`);
  // Somebody typed beside a control: the fixed words around it say what is its own.
  const aligned = saidInControls(block, paragraph, name) ?? align(segments, paragraph.text, steps);
  if (!aligned.ok) return [];
  const [first] = placed;
  const isWhole =
    placed.every((one) => one.file === first?.file && one.pointer === first.pointer) &&
    segments.every((segment) => isPlaced(segment) || compactText(segment) === '');
  return segments.flatMap((segment, n): SaidSegment[] => {
    if (!isPlaced(segment)) return [];
    return inControl(n) ? [{ segment, said: aligned.said[placed.indexOf(segment)] ?? '', isWhole, paragraph }] : [];
  });
}

/** The entry that a copy is of: of the file most of whose values stand in it. */
function entryOf(segments: readonly PlacedSegment[]): (Entry & { readonly file: number }) | undefined {
  const byFile = new Map<number, string[]>();
  for (const { file, pointer } of segments) byFile.set(file, [...(byFile.get(file) ?? []), pointer]);
  const [most] = [...byFile].sort(([, a], [, b]) => b.length - a.length);
  const entry = most && commonEntry(most[1]);
  return most && entry && { ...entry, file: most[0] };
}

function valuesOf(
  paragraphs: readonly FormParagraph[],
  said: readonly SaidSegment[],
  entry: Entry & { readonly file: number },
  asking: ReadonlySet<string>,
): { readonly list: readonly Value[]; readonly of: ReadonlySet<FormParagraph>; readonly pictures: readonly PictureIn[] } {
  const of = new Set<FormParagraph>();
  const pictures: PictureIn[] = [];
  const values: {
    tail: string;
    lang: Value['lang'];
    said: string;
    sample: string;
    blocks: FormParagraph['block'][];
    picture?: PictureIn;
  }[] = [];
  /** The paragraph in which each value stands last. */
  const stands = new Map<(typeof values)[number], FormParagraph>();
  let open: { readonly tail: string; readonly like: FormParagraph } | undefined;
  for (const paragraph of paragraphs) {
    const own = said.filter((one) => one.paragraph === paragraph);
    const value = open && values.find(({ tail }) => tail === open?.tail);
    if (own.length === 0 && open && value && paragraph.block.style === open.like.block.style && paragraph.cell === open.like.cell) {
      // Somebody pressed Enter at the end of a long text.
      value.blocks.push(paragraph.block);
      value.said += `\n${paragraph.text}`;
      of.add(paragraph);
      continue;
    }
    open = undefined;
    for (const { segment, said: words, isWhole } of own) {
      of.add(paragraph);
      if (segment.file !== entry.file || !isWithin(segment.pointer, entry.pointer)) continue;
      const tail = segment.pointer.slice(entry.pointer.length);
      if (isPicturePlace(segment)) {
        // The picture of the entry that was copied is none of this one; of several in one place all but the first are told.
        const [picture] = putIn(paragraph.pictures, segment.picture, asking);
        pictures.push(...paragraph.pictures.filter((one) => one === picture || one.sha256 === segment.picture));
        if (picture) values.push({ tail, lang: segment.lang, said: '', sample: '', blocks: [], picture });
        continue;
      }
      // Of boxes for one value the ticked one says it.
      const text = segment.ticked === undefined ? words : words === '☑' ? segment.ticked : '';
      if (compactText(text) === '') continue;
      // Twice in one paragraph it is one value in both languages, in several it is a text; what is chosen is none.
      const before =
        isWhole && segment.as === undefined ? values.find((one) => one.tail === tail && stands.get(one) !== paragraph) : undefined;
      const value = before ?? { tail, lang: segment.lang, said: text, sample: segment.words, blocks: isWhole ? [paragraph.block] : [] };
      stands.set(value, paragraph);
      if (before) {
        before.said += `\n${text}`;
        before.blocks.push(paragraph.block);
      } else values.push(value);
      if (isWhole) open = { tail, like: paragraph };
    }
  }
  // What is printed in both languages may be typed in one of them.
  const isTyped = ({ said: words, sample }: Value): boolean => folded(words) !== folded(sample);
  const list = values.filter((one) => isTyped(one) || !values.some((other) => other.tail === one.tail && isTyped(other)));
  return { list, of, pictures };
}

/** The entry of the same list that stands before. */
function indexBefore(before: Pair | undefined, { file, list }: Entry & { readonly file: number }): number | undefined {
  const placed = before?.blocks.flatMap(({ segments }) => segments.filter(isPlaced)) ?? [];
  const within = placed.find((one) => one.file === file && one.pointer.startsWith(`${list}/`));
  const step = within?.pointer.slice(list.length + 1).split('/')[0] ?? '';
  return /^\d{1,6}$/.test(step) ? Number(step) : undefined;
}
