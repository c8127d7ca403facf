/**
 * What stands in the controls of a paragraph, by their tags.
 *
 * In:  a paragraph, and the block that it was written as. Out: the words of each control; and, where these and the fixed words around them
 * are all of the paragraph, what it says at each place: then the tags agree with the words, and are believed. Where they do not, or an
 * editor has dropped them, words alone tell (`align.ts`).
 */
import type { CarriedBlock } from '../carried/index.js';
import type { WordInline } from '../word/types.js';
import { isPlaced, type Aligned } from './align.js';
import { folded } from './folded.js';
import type { FormParagraph } from './paragraphs.js';

function* controlsIn(content: readonly WordInline[]): Iterable<{ readonly tag: string | undefined; readonly words: string }> {
  for (const one of content) {
    if (one.type === 'box') yield { tag: one.control?.tag, words: one.checked ? '☑' : '☐' };
    else if (one.type === 'control') {
      yield { tag: one.tag, words: one.isPlaceholder ? '' : wordsOf(one.content) };
      yield* controlsIn(one.content);
    } else if (one.type === 'field') yield* controlsIn(one.content);
  }
}
const wordsOf = (content: readonly WordInline[]): string =>
  content
    .map((one) => (one.type === 'text' ? one.value : one.type === 'break' ? '\n' : one.type === 'control' ? wordsOf(one.content) : ''))
    .join('');

export const controlsOf = ({ block }: FormParagraph): ReadonlyMap<string | undefined, string> =>
  new Map([...controlsIn(block.content)].map(({ tag, words }) => [tag, words]));

/** `name`: the block that its tags name, where the paragraph was copied from another one. */
export function saidInControls({ segments, name: own }: CarriedBlock, paragraph: FormParagraph, name = own): Aligned | undefined {
  const byTag = controlsOf(paragraph);
  const now = segments.map((segment, n) => (isPlaced(segment) ? (byTag.get(`${name ?? ''}.${n}`) ?? segment.words) : segment));
  if (folded(now.join('')) !== folded(paragraph.text)) return undefined;
  return { ok: true, said: now.filter((_, n) => isPlaced(segments[n] ?? '')) };
}
