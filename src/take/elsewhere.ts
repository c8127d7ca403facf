/**
 * What was changed where no value stands: typed outside of every place, fixed words, places that were moved or are there twice, head and
 * foot of pages.
 *
 * In:  what matched and what is new in between, the paragraphs that were taken already. Out: each of them with where it stands, its words,
 * and the field that it seems to belong to. Nothing of it is taken.
 */
import type { CarriedBlock, PlacedSegment } from '../carried/index.js';
import type { Code, Diagnostic, Prose } from '../diagnostics/index.js';
import type { WordPlace } from '../word/types.js';
import { isPlaced, printedBy } from './align.js';
import { compactText } from './folded.js';
import type { Form } from './form.js';
import { placeOfGap, type Gap, type Matched, type Pair } from './match.js';
import type { FormParagraph } from './paragraphs.js';
import { quoted } from './where.js';

export interface Elsewhere {
  readonly code: Code;
  readonly at: WordPlace;
  readonly words: string;
  readonly message: Prose;
  /** An error, if nothing else is said. */
  readonly severity?: Diagnostic['severity'];
}

const placedIn = (blocks: readonly CarriedBlock[]): PlacedSegment[] => blocks.flatMap(({ segments }) => segments.filter(isPlaced));

/** What is left in a gap: typed where no place is, fixed words that changed or are gone. */
export function typedOutside(
  { before, after, extra: all, missing }: Gap,
  used: ReadonlySet<FormParagraph>,
  nameOf: (segment: PlacedSegment) => Prose,
): readonly Elsewhere[] {
  // A picture without words is told as a picture (`pictures.ts`).
  const extra = all.filter((paragraph) => !used.has(paragraph) && /\S/.test(paragraph.text));
  const isEntryGone = missing.some(({ name }) => name !== undefined);
  const lost = isEntryGone ? [] : missing.filter(({ name }) => name === undefined);
  const near = [before, after].flatMap((pair) => (pair ? placedIn(pair.blocks) : []))[0];
  const belongs = near ? nameOf(near) : undefined;
  const out = extra.map(({ place: at, text: words }, i): Elsewhere => {
    const was = extra.length === lost.length ? lost[i] : undefined;
    if (was)
      return {
        ...{ code: 'take-fixed-changed', at, words },
        message: {
          zh: `固定文字原为“${quoted(printedBy(was.segments))}”，没有采用`,
          en: `fixed words were “${quoted(printedBy(was.segments))}”; the change is not taken`,
        },
      };
    return {
      ...{ code: 'take-outside', at, words },
      message: {
        zh: `写在字段之外，没有采用${belongs ? `；最近的字段是“${belongs.zh}”` : ''}`,
        en: `typed outside of every field, and not taken${belongs ? `; the nearest field is ${belongs.en}` : ''}`,
      },
    };
  });
  if (extra.length === lost.length) return out;
  const at = placeOfGap({ before, after, extra, missing });
  return [
    ...out,
    ...lost.map(({ segments }): Elsewhere => ({
      ...{ code: 'take-fixed-changed', at, words: printedBy(segments) },
      message: { zh: '固定文字被删除，没有采用', en: 'fixed words were deleted; that is not taken' },
    })),
  ];
}

const placeKey = (place: WordPlace): string => JSON.stringify([place.part, place.paragraph, place.table, place.row, place.cell]);
const rowKey = ({ row, place }: FormParagraph): string => placeKey(row ? { ...place, cell: 0, paragraph: 0 } : place);

/** `isAmongItsOwn`: whether the n-th pair is a paragraph of a long text that changed places with others of it. */
export function misplaced(
  { pairs, moved, doubled, disagreements, unknown }: Matched,
  isAmongItsOwn: (pair: Pair, n: number) => boolean,
): readonly Elsewhere[] {
  const out: Elsewhere[] = [];
  const tell = (
    code: Code,
    { place: at, text: words }: FormParagraph,
    message: Prose,
    severity: Diagnostic['severity'] = 'error',
  ): void => {
    out.push({ code, at, words, message, severity });
  };
  const rows = new Set<string>();
  const order = new Map(pairs.map((pair, n) => [pair, n] as const));
  for (const pair of moved) {
    const [first] = pair.paragraphs;
    if (!first || isAmongItsOwn(pair, order.get(pair) ?? 0) || rows.has(rowKey(first))) continue;
    rows.add(rowKey(first));
    tell('take-moved', first, {
      zh: '移到了别处；次序以记录为准，没有采用',
      en: 'stands elsewhere than it did; order is that of the record, and the move is not taken',
    });
  }
  for (const { paragraph, block } of doubled) {
    if (rows.has(rowKey(paragraph))) continue;
    rows.add(rowKey(paragraph));
    tell('take-doubled', paragraph, {
      zh: `与“${quoted(printedBy(block.segments))}”是同一个位置；同一位置有两份时，都不采用`,
      en: `has the place of “${quoted(printedBy(block.segments))}”; of a place that is there twice nothing is taken`,
    });
  }
  for (const { paragraph, byBookmark, byControl, believed } of disagreements) {
    const [zh, en] = believed === 'bookmark' ? ['书签', 'bookmark'] : ['控件', 'control'];
    const [one, other] = [byBookmark, byControl].map(({ segments }) => quoted(printedBy(segments)));
    tell(
      'take-carriers-disagree',
      paragraph,
      {
        zh: `书签指“${one}”的位置，控件指“${other}”的位置；${believed ? `采用${zh}，因为文字与它写出时相同` : '文字与两者都不能对应，没有采用'}`,
        en: `its bookmark is that of “${one}”, its control that of “${other}”; ${believed ? `the ${en} is believed, since the words are those that were written there` : 'the words decide for neither, and nothing is taken'}`,
      },
      believed ? 'warning' : 'error',
    );
  }
  for (const paragraph of unknown)
    tell('take-place-refused', paragraph, {
      zh: '书签指向一个文件没有说明的位置',
      en: 'its bookmark names a place of which the file says nothing',
    });
  return out;
}

/** Words at head and foot of pages come from the layout. */
export function changedAtHeadAndFoot({ carried, running }: Form): readonly Elsewhere[] {
  if (!carried.running) return [];
  const known = new Set(carried.running.map((text) => compactText(text)));
  return running
    .filter(({ text }) => !known.has(compactText(text)))
    .map(({ text: words, place: at }) => ({
      ...{ code: 'take-fixed-changed', at, words },
      message: { zh: '页眉页脚出自版式，改动没有采用', en: 'headers and footers come from the layout; the change is not taken' },
    }));
}
