/**
 * Pictures that somebody put into a Word file.
 *
 * In:  a file, opened, what of it matched, and the pictures that were taken with copied entries. Out: a change for each place of a picture
 * that has another one now, new entries where a list got several at once; and every other picture that the file was not written with, each
 * with where it stands and the words nearby. A picture stands in its place where its paragraph is that of the place or of its caption, or
 * one without words below these in the same cell: editors that lose the control around it keep the bookmark of the paragraph.
 */
import { entriesAround, type CarriedBlock, type PlacedSegment } from '../carried/index.js';
import type { Code, Prose } from '../diagnostics/index.js';
import type { Leftover, WordPlace } from '../word/types.js';
import { isPlaced } from './align.js';
import type { Form } from './form.js';
import type { Matched } from './match.js';
import type { PictureIn } from './in-line.js';
import type { FormParagraph } from './paragraphs.js';
import type { Change } from './types.js';
import { quoted } from './where.js';

interface Telling {
  readonly code: Code;
  readonly at: WordPlace;
  readonly words: string;
  readonly message: Prose;
}
export interface PicturesRead {
  readonly changes: readonly Change[];
  readonly tellings: readonly Telling[];
}
export const isPicturePlace = (segment: PlacedSegment): boolean => segment.as === 'picture';
const isWordless = ({ text }: FormParagraph): boolean => !/\S/.test(text);

/** What asks for a picture, in any place of the file. */
export const askingIn = ({ carried }: Pick<Form, 'carried'>): ReadonlySet<string> =>
  new Set(
    carried.blocks.flatMap(({ segments }) =>
      segments.flatMap((one) => (isPlaced(one) && one.asks === true && one.picture !== undefined ? [one.picture] : [])),
    ),
  );
/** Those that somebody put in where `shown` stood. */
export const putIn = (pictures: readonly PictureIn[], shown: string | undefined, asking: ReadonlySet<string>): readonly PictureIn[] =>
  pictures.filter((one) => !one.asks && one.sha256 !== shown && !asking.has(one.sha256));

export function readPictures(form: Form, matched: Matched, fileOf: (n: number) => string, taken: Set<PictureIn>): PicturesRead {
  const changes: Change[] = [];
  const tellings: Telling[] = [];
  const asking = askingIn(form);
  const isOfPicture = ({ segments }: CarriedBlock): boolean => segments.some((one) => isPlaced(one) && isPicturePlace(one));
  const withPlaces = matched.pairs.filter(({ blocks }) => blocks.some(isOfPicture));
  const captions: ReadonlyMap<string, readonly FormParagraph[]> = withPlaces.length > 0 ? captionsIn(matched) : new Map();
  const order = new Map<FormParagraph['block'], number>();
  if (withPlaces.length > 0) form.paragraphs.forEach(({ block }, n) => order.set(block, n));
  for (const { blocks, paragraphs } of withPlaces) {
    const segment = blocks.flatMap(({ segments }) => segments.filter(isPlaced)).find(isPicturePlace);
    const last = paragraphs.at(-1);
    if (!segment || !last || paragraphs.some(({ isDisputed = false }) => isDisputed) || blocks.some((one) => matched.disputed.has(one)))
      continue;
    const own = captions.get(around(segment)) ?? [];
    const below = [last, ...own].flatMap((one) => wordlessBelow(one, form.paragraphs, order));
    const here = [...paragraphs, ...own, ...below].flatMap(({ pictures }) => pictures);
    for (const picture of here) taken.add(picture);
    const { changes: found, tooMany } = ofPlace(segment, here, asking, fileOf(segment.file), last.place);
    changes.push(...found);
    if (tooMany)
      tellings.push({
        ...{ code: 'take-picture-refused', at: last.place, words: '' },
        message: {
          zh: '这里只能有一张图片，却有几张；没有采用',
          en: 'there is room for one picture here, and there are several; none is taken',
        },
      });
  }
  tellings.push(...elsewhere(form, taken, asking), ...unprintable(form.leftovers));
  return { changes, tellings };
}

const around = ({ file, pointer }: PlacedSegment): string => `${file}#${pointer.slice(0, pointer.lastIndexOf('/') + 1)}`;
/** Paragraphs of what stands beside a picture in the record, its caption above all, by the place around both. */
function captionsIn({ pairs }: Matched): ReadonlyMap<string, readonly FormParagraph[]> {
  const out = new Map<string, FormParagraph[]>();
  for (const { blocks, paragraphs } of pairs) {
    let first: PlacedSegment | undefined;
    let isOfOne = true;
    for (const { segments } of blocks) for (const one of segments) if (isPlaced(one)) isOfOne &&= one.pointer === (first ??= one).pointer;
    if (!first || isPicturePlace(first) || !isOfOne) continue;
    const beside = around({ ...first, pointer: first.pointer.replace(/\/(?:zh|en)$/, '') });
    const own = out.get(beside);
    if (own) own.push(...paragraphs);
    else out.set(beside, [...paragraphs]);
  }
  return out;
}

/** Paragraphs that hold pictures and nothing else, below one in the same cell. */
function wordlessBelow(
  { block, cell }: FormParagraph,
  all: readonly FormParagraph[],
  order: ReadonlyMap<FormParagraph['block'], number>,
): readonly FormParagraph[] {
  const from = (order.get(block) ?? all.length) + 1;
  const below: FormParagraph[] = [];
  for (let n = from; n < all.length; n++) {
    const next = all[n];
    if (!next || !isWordless(next) || next.names.length > 0 || next.tags.length > 0 || next.cell !== cell) break;
    below.push(next);
  }
  return below;
}

function ofPlace(
  segment: PlacedSegment,
  here: readonly PictureIn[],
  asking: ReadonlySet<string>,
  file: string,
  at: WordPlace,
): { readonly changes: readonly Change[]; readonly tooMany: boolean } {
  const { pointer, lang, asks, picture: shown } = segment;
  const found = putIn(here, shown, asking);
  const isThere = asks !== true && here.some(({ sha256 }) => sha256 === shown);
  const about = { file, lang, printed: '', at };
  const was = asks === true || shown === undefined ? {} : { was: shown };
  const [first, ...more] = isThere ? [undefined, ...found] : found;
  const own: Change[] =
    first || (asks !== true && !isThere) ? [{ kind: 'picture', pointer, ...about, ...was, ...(first ? { picture: first } : {}) }] : [];
  if (more.length === 0) return { changes: own, tooMany: false };
  const entry = entriesAround(pointer).at(-1);
  if (!entry || isOfOneEach(pointer.slice(entry.pointer.length))) return { changes: [], tooMany: true };
  const tail = pointer.slice(entry.pointer.length);
  const added = more.flatMap((picture): Change[] =>
    picture
      ? [{ kind: 'entry', file, list: entry.list, after: entry.index, values: [{ tail, lang, said: '', sample: '', picture }], at }]
      : [],
  );
  return { changes: [...own, ...added], tooMany: false };
}
/** The figure of a finding is one of the finding, which is not doubled with it. */
const isOfOneEach = (tail: string): boolean => tail.split('/').length > 2;

function elsewhere(form: Form, taken: ReadonlySet<PictureIn>, asking: ReadonlySet<string>): readonly Telling[] {
  // A file of an earlier program does not say which pictures it was written with.
  const { pictures: known } = form.carried;
  if (!known) return [];
  const own = new Set([...known, ...asking]);
  const isForeign = (one: PictureIn): boolean => !taken.has(one) && !one.asks && !own.has(one.sha256);
  const isAny = form.paragraphs.some(({ pictures }) => pictures.some(isForeign));
  let near = '';
  const body = (isAny ? form.paragraphs : []).flatMap((paragraph) => {
    near = isWordless(paragraph) ? near : paragraph.text;
    return paragraph.pictures.filter((one) => !taken.has(one)).map((picture) => ({ picture, at: paragraph.place, words: near }));
  });
  return [...body, ...form.runningPictures.map((one) => ({ ...one, words: '' }))]
    .filter(({ picture }) => !picture.asks && !own.has(picture.sha256))
    .map(({ at, words }) => ({
      ...{ code: 'take-picture-outside', at, words: '' },
      message: {
        zh: `一张图片不在任何图片的位置${words === '' ? '' : `，靠近“${quoted(words)}”`}；没有采用`,
        en: `a picture stands where no picture is asked for${words === '' ? '' : `, near “${quoted(words)}”`}; it is not taken`,
      },
    }));
}

/** Kinds of pictures that no layout prints, and those that are not in the file at all. */
function unprintable(leftovers: readonly Leftover[]): readonly Telling[] {
  return leftovers.flatMap(({ kind, place: at, words }): Telling[] => {
    if (at.part === 'header' || at.part === 'footer') return [];
    if (kind === 'linked-picture')
      return [
        {
          ...{ code: 'take-picture-refused', at, words },
          message: {
            zh: '图片只是链接，不在文件里；没有去取，也没有采用',
            en: 'the picture is linked and not in the file; it was not fetched, and is not taken',
          },
        },
      ];
    if (kind !== 'picture') return [];
    return [
      {
        ...{ code: 'take-picture-refused', at, words: '' },
        message: {
          zh: `图片${words === '' ? '的格式不认识' : `是 ${words}`}，只接受 PNG 和 JPEG；没有采用`,
          en: `the picture is ${words === '' ? 'of a kind that is not known' : words}, and PNG and JPEG alone are taken; it is not`,
        },
      },
    ];
  });
}
