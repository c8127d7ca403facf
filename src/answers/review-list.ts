/**
 * What reviewers left in a file that certpress wrote, with the places of the record that it is about.
 *
 * In:  the file as read, and what it says of itself. Out: a list in the order of the text, comments behind what they answer: author, date
 * as written, words, what they are about, and which values of the record stand there.
 */
import type { Carried, PlacedSegment } from '../carried/index.js';
import type { TrackedChange, WordComment, WordDocument, WordPlace } from '../word/types.js';
import { plainly } from './typed-text.js';

export interface ReviewEntry {
  readonly kind: 'comment' | TrackedChange['kind'];
  readonly by: string;
  readonly on?: string;
  readonly words: string;
  /** Of a comment: the words that it is about. */
  readonly about: string;
  readonly at: WordPlace;
  /** Files relative to the project, and JSON Pointers; none where it stands at fixed words. */
  readonly places: readonly { readonly file: string; readonly pointer: string }[];
  readonly isDone: boolean;
  /** How many comments deep it answers. */
  readonly depth: number;
}

export function reviewList({ changes, comments }: Pick<WordDocument, 'changes' | 'comments'>, carried: Carried | undefined): ReviewEntry[] {
  const blocks = new Map(carried?.blocks.flatMap((block) => (block.name === undefined ? [] : [[block.name, block] as const])) ?? []);
  const placesOf = (bookmarks: readonly string[], about: string): ReviewEntry['places'] => {
    const placed = bookmarks
      .flatMap((name) => blocks.get(name)?.segments ?? [])
      .filter((one): one is PlacedSegment => typeof one !== 'string');
    const touched = placed.filter(({ words }) => overlaps(words, about));
    const found = new Map<string, { file: string; pointer: string }>();
    for (const { file, pointer } of touched.length > 0 ? touched : placed) {
      const path = carried?.files[file]?.path;
      if (path !== undefined) found.set(`${path}#${pointer}`, { file: path, pointer });
    }
    return [...found.values()];
  };
  const ofChange = (one: TrackedChange): ReviewEntry =>
    entryOf(one, one.kind, '', placesOf(one.bookmarks, one.kind === 'deletion' ? one.words : ''), 0);
  const told = [
    ...changes.map((one) => ({ order: one.order, entry: ofChange(one) })),
    ...threads(comments).map(({ comment, depth, order }) => ({
      order,
      entry: entryOf(comment, 'comment', comment.about, placesOf(comment.bookmarks, comment.about), depth),
    })),
  ];
  return told.sort((a, b) => a.order - b.order).map(({ entry }) => entry);
}

const entryOf = (
  { by, on, words, place, ...rest }: TrackedChange | WordComment,
  kind: ReviewEntry['kind'],
  about: string,
  places: ReviewEntry['places'],
  depth: number,
): ReviewEntry => ({
  kind,
  by,
  ...(on === undefined ? {} : { on }),
  words,
  about,
  at: place,
  places,
  isDone: 'isDone' in rest && rest.isDone,
  depth,
});

/** Whether a value is what a comment is about, or a part of it, or has it within. */
export function overlaps(words: string, about: string): boolean {
  const [one, other] = [plainly(words), plainly(about)];
  return one !== '' && other !== '' && (one.includes(other) || other.includes(one));
}

/** Each comment with its answers behind it, in the place of the first; one that answers in a circle begins anew. */
function threads(comments: readonly WordComment[]): { readonly comment: WordComment; readonly depth: number; readonly order: number }[] {
  const known = new Set(comments.map(({ id }) => id));
  const answersTo = new Map<string, WordComment[]>();
  const first: WordComment[] = [];
  for (const comment of comments) {
    if (comment.answers === undefined || !known.has(comment.answers)) first.push(comment);
    else answersTo.set(comment.answers, [...(answersTo.get(comment.answers) ?? []), comment]);
  }
  const out: { comment: WordComment; depth: number; order: number }[] = [];
  const told = new Set<WordComment>();
  const tell = (comment: WordComment, depth: number, order: number): void => {
    if (told.has(comment)) return;
    told.add(comment);
    out.push({ comment, depth, order });
    // Word has one level of answers; whoever nests a thousand is told flat.
    for (const answer of answersTo.get(comment.id) ?? []) tell(answer, Math.min(depth + 1, 5), order);
  };
  for (const comment of [...first, ...comments]) tell(comment, 0, comment.order);
  return out;
}
