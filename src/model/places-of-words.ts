/**
 * Which words of a document are one value of a record, and where it stands.
 *
 * In:  an inline. Out: its place, where it prints one value and no other: what a Word file says of itself, so that it can be read back.
 * What is fixed, or joined of several values, has none.
 */
import type { Inline, Lang, RecordPlace } from './types.js';

export type PlaceOfWords = Pick<RecordPlace, 'file' | 'pointer'>;

export function placeOfWords(inline: Inline): PlaceOfWords | undefined {
  if (inline.type !== 'text' && inline.type !== 'check-box') return undefined;
  const record = inline.origin?.record;
  return record?.length === 1 ? record[0] : undefined;
}

/** Of a text in two languages the place says which it is; a run of figures alone does not know. */
export const languageOfWords = ({ pointer }: PlaceOfWords, otherwise: Lang): Lang =>
  pointer.endsWith('/zh') ? 'zh' : pointer.endsWith('/en') ? 'en' : otherwise;
