/**
 * Which place each paragraph is, by the two that say so: the bookmark in it, and the tags of its controls.
 *
 * In:  the paragraphs that a file was written with, and those that it has now. Out: the paragraphs with the places that are believed, and
 * where bookmark and control named different ones. Then the one is believed whose words stand in the paragraph as they were written; where
 * those of neither or of both do, nothing of it is.
 */
import type { CarriedBlock } from '../carried/index.js';
import { printedBy } from './align.js';
import { compactText } from './folded.js';
import type { FormParagraph } from './paragraphs.js';

export interface Disagreement {
  readonly paragraph: FormParagraph;
  readonly byBookmark: CarriedBlock;
  readonly byControl: CarriedBlock;
  readonly believed: 'bookmark' | 'control' | undefined;
}
export interface Named {
  readonly paragraphs: readonly FormParagraph[];
  readonly disagreements: readonly Disagreement[];
}

export function named(blocks: ReadonlyMap<string, CarriedBlock>, paragraphs: readonly FormParagraph[]): Named {
  const disagreements: Disagreement[] = [];
  const believed = paragraphs.map((paragraph) => {
    const { names, tags, goesOn } = paragraph;
    if (goesOn.length > 0 || tags.every((tag) => names.includes(tag))) return paragraph;
    const known = tags.filter((tag) => blocks.has(tag));
    const [tag] = known;
    if (tag === undefined || known.some((one) => names.includes(one))) return paragraph;
    // No bookmark is no contradiction: Word copies an entry of a list with its controls, and without it.
    const name = names.find((one) => blocks.has(one));
    if (name === undefined) return paragraph;
    const [byBookmark, byControl] = [blocks.get(name) as CarriedBlock, blocks.get(tag) as CarriedBlock];
    const says = ({ segments }: CarriedBlock): boolean => compactText(printedBy(segments)) === compactText(paragraph.text);
    const [one, other] = [says(byBookmark), says(byControl)];
    disagreements.push({ paragraph, byBookmark, byControl, believed: one === other ? undefined : one ? 'bookmark' : 'control' });
    if (one === other) return { ...paragraph, isDisputed: true };
    return one ? paragraph : { ...paragraph, names: known };
  });
  return { paragraphs: believed, disagreements };
}
