/**
 * Which words of a document are one value of a record, and where it stands.
 *
 * In:  an inline, or a picture. Out: its place, where it prints one value and no other: what a Word file says of itself, so that it can be
 * read back. What is fixed, or joined of several values, has none.
 */
import type { Image, Inline, Lang, RecordPlace } from './types.js';

export type PlaceOfWords = Pick<RecordPlace, 'file' | 'pointer'>;

export function placeOfWords(inline: Inline): PlaceOfWords | undefined {
  if (inline.type !== 'text' && inline.type !== 'check-box') return undefined;
  const record = inline.origin?.record;
  return record?.length === 1 ? record[0] : undefined;
}

/** The place of the record that names a picture; the entry of a list that it is printed for is around it. */
export function placeOfPicture({ origin }: Image): PlaceOfWords | undefined {
  const [first, ...others] = (origin?.record ?? []).toSorted((a, b) => b.pointer.length - a.pointer.length);
  return others.every(({ file, pointer }) => file === first?.file && first.pointer.startsWith(`${pointer}/`)) ? first : undefined;
}

/** Of a text in two languages the place says which it is; a run of figures alone does not know. */
export const languageOfWords = ({ pointer }: PlaceOfWords, otherwise: Lang): Lang =>
  pointer.endsWith('/zh') ? 'zh' : pointer.endsWith('/en') ? 'en' : otherwise;
