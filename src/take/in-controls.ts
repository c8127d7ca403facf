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
import { saysSame } from './folded.js';
import type { FormParagraph } from './paragraphs.js';

type ByTag = Map<string | undefined, string>;
function addControls(content: readonly WordInline[], to: ByTag): ByTag {
  for (const one of content)
    if (one.type === 'box') to.set(one.control?.tag, one.checked ? '☑' : '☐');
    else if (one.type === 'control') {
      to.set(one.tag, one.isPlaceholder ? '' : wordsOf(one.content));
      addControls(one.content, to);
    } else if (one.type === 'field') addControls(one.content, to);
  return to;
}
function wordsOf(content: readonly WordInline[]): string {
  let out = '';
  for (const one of content)
    if (one.type === 'text') out += one.value;
    else if (one.type === 'break') out += '\n';
    else if (one.type === 'control') out += wordsOf(one.content);
  return out;
}

export const controlsOf = ({ block }: FormParagraph): ReadonlyMap<string | undefined, string> => addControls(block.content, new Map());

/** `name`: the block that its tags name, where the paragraph was copied from another one. */
export function saidInControls({ segments, name: own }: CarriedBlock, paragraph: FormParagraph, name = own): Aligned | undefined {
  const byTag = controlsOf(paragraph);
  const now = segments.map((segment, n) => (isPlaced(segment) ? (byTag.get(`${name ?? ''}.${n}`) ?? segment.words) : segment));
  if (!saysSame(now.join(''), paragraph.text)) return undefined;
  return { ok: true, said: now.filter((_, n) => isPlaced(segments[n] ?? '')) };
}
