/**
 * A Word file as the paragraphs that a person sees, one after the other.
 *
 * In:  the tree of a file. Out: its paragraphs that say or show something or are the place of something, each with its text, the names of
 * the places in it, its pictures, and the row that it stands in; those of headers and footers apart.
 */
import { isBlockName } from '../carried/index.js';
import type { WordBlock, WordDocument, WordParagraph, WordPlace, WordTable } from '../word/types.js';
import { added, InLine, PictureParts, type PictureIn } from './in-line.js';

/** A row of a table: two paragraphs stand in one if theirs are the same object. */
export interface RowOf {
  readonly table: WordTable;
  readonly row: number;
  /** A table in a cell: the row that it stands in. */
  readonly around?: RowOf | undefined;
}
export interface FormParagraph {
  readonly block: WordParagraph;
  readonly place: WordPlace;
  readonly text: string;
  /** Places that begin in it, or reach into it from a paragraph before. */
  readonly names: readonly string[];
  /** Of those, places that began before: somebody pressed Enter in them. */
  readonly goesOn: readonly string[];
  /** Places that its controls name: each control's tag is the name of its place, and a number. */
  readonly tags: readonly string[];
  readonly row?: RowOf | undefined;
  /** The cell, as an object that its paragraphs share. */
  readonly cell?: readonly WordBlock[] | undefined;
  /** Bookmark and controls name different places, and nobody can say which it is. */
  readonly isDisputed?: boolean;
  /** A table of contents, which Word makes anew. */
  readonly isToc: boolean;
  readonly pictures: readonly PictureIn[];
}
/** While what reaches into it from others is still looked for. */
interface Seen extends FormParagraph {
  names: string[];
  goesOn: string[];
}
type Visit = (block: WordParagraph, row: RowOf | undefined, cell: readonly WordBlock[] | undefined) => void;
function visit(blocks: readonly WordBlock[], each: Visit, row?: RowOf, cell?: readonly WordBlock[]): void {
  for (const block of blocks) {
    if (block.type === 'paragraph') each(block, row, cell);
    else
      block.rows.forEach(({ cells }, n) => {
        const at: RowOf = { table: block, row: n, around: row };
        for (const one of cells) visit(one.blocks, each, at, one.blocks);
      });
  }
}

/** More paragraphs than this lie in no place, however it was torn. */
const widest = 200;

export function paragraphsOf({ sections, pictures }: WordDocument): readonly FormParagraph[] {
  const parts = new PictureParts(pictures);
  const seen: Seen[] = [];
  const begun = new Map<string, { readonly name: string; readonly at: number }>();
  const each: Visit = (block, row, cell) => {
    const line = new InLine(parts);
    for (const control of block.controls) line.control(control);
    line.read(block.content);
    const n = seen.length;
    const isToc = /^(?:toc|contents|目录) ?\d/.test(block.style);
    const { text, pictures: shown } = line;
    seen.push({ block, place: block.place, row, cell, text, names: none, goesOn: none, tags: unique(line.places), isToc, pictures: shown });
    for (const { edge, id, name } of line.bookmarks) {
      if (edge === 'start') {
        if (!isBlockName(name)) continue;
        reach(seen[n], name);
        begun.set(id, { name, at: n });
        continue;
      }
      const start = begun.get(id);
      if (!start || n - start.at > widest) continue;
      for (let k = start.at + 1; k <= n; k++) reach(seen[k], start.name, true);
      begun.delete(id);
    }
  };
  for (const { blocks } of sections) visit(blocks, each);
  for (const one of seen) [one.names, one.goesOn] = [unique(one.names), unique(one.goesOn)];
  return seen.filter((one) => saysOrIsPlace(one) || one.pictures.length > 0);
}
const none: string[] = [];
function reach(paragraph: Seen | undefined, name: string, goesOn = false): void {
  if (!paragraph) return;
  paragraph.names = added(paragraph.names, name);
  if (goesOn) paragraph.goesOn = added(paragraph.goesOn, name);
}
const unique = (names: string[]): string[] => (names.length > 1 ? [...new Set(names)] : names);

/** What it was written as can be told: by a place, its words, or, of a picture in a copied entry, its control. */
export const saysOrIsPlace = ({ names, text, tags, pictures }: FormParagraph): boolean =>
  names.length > 0 || /\S/.test(text) || (pictures.length > 0 && tags.length > 0);

const headAndFoot = ({ header, footer }: WordDocument['sections'][number]): readonly (readonly WordBlock[])[] =>
  [header.usual, header.first, header.even, footer.usual, footer.first, footer.even].filter((blocks) => blocks !== undefined);

/** What runs at head and foot of pages, without fields, each text once; and the pictures there. */
export function runningOf(document: WordDocument): {
  readonly words: readonly { readonly text: string; readonly place: WordPlace }[];
  readonly pictures: readonly { readonly picture: PictureIn; readonly at: WordPlace }[];
} {
  const parts = new PictureParts(document.pictures);
  const words = new Map<string, WordPlace>();
  const pictures: { picture: PictureIn; at: WordPlace }[] = [];
  const each: Visit = ({ place, content }) => {
    const { text } = new InLine(parts).read(content.filter(({ type }) => type !== 'field'));
    // A text box holds the mark of a working copy, which is the writer's alone.
    if (place.part !== 'text-box' && /\S/.test(text) && !words.has(text)) words.set(text, place);
    for (const picture of new InLine(parts).read(content).pictures) pictures.push({ picture, at: place });
  };
  for (const section of document.sections) for (const blocks of headAndFoot(section)) visit(blocks, each);
  return { words: [...words].map(([text, place]) => ({ text, place })), pictures };
}
