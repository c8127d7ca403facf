/**
 * A Word file as the paragraphs that a person sees, one after the other.
 *
 * In:  the tree of a file. Out: its paragraphs that say or show something or are the place of something, each with its text, the names of
 * the places in it, its pictures, and the row that it stands in; those of headers and footers apart.
 */
import { isBlockName } from '../carried/index.js';
import { sha256 } from '../files/write-file.js';
import { bookmarksOf } from '../word/controls.js';
import type { ControlName, WordBlock, WordDocument, WordInline, WordParagraph, WordPlace, WordTable } from '../word/types.js';

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
/** A picture of the file, each time that it is shown. */
export interface PictureIn {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Word's own sign for a picture that nobody has put in yet. */
  readonly asks: boolean;
  readonly isCropped: boolean;
}

/** What Word counts or looks up by itself is nobody's word. */
const counted = /^(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|STYLEREF)\b/i;
/** Controls that still ask for a value say nothing. */
export function wordsOfInlines(content: readonly WordInline[]): string {
  let out = '';
  for (const one of content) out += wordsOfInline(one);
  return out;
}
function wordsOfInline(one: WordInline): string {
  switch (one.type) {
    case 'text':
      return one.value;
    case 'tab':
    case 'break':
      return ' ';
    case 'box':
      return one.checked ? '☑' : '☐';
    case 'control':
      return one.isPlaceholder ? '' : wordsOfInlines(one.content);
    case 'field':
      return counted.test(one.instruction) ? '' : wordsOfInlines(one.content);
    default:
      return '';
  }
}

interface Seen {
  readonly block: WordParagraph;
  readonly row?: RowOf | undefined;
  readonly cell?: readonly WordBlock[] | undefined;
}
function* within(blocks: readonly WordBlock[], row?: RowOf, cell?: readonly WordBlock[]): Iterable<Seen> {
  for (const block of blocks) {
    if (block.type === 'paragraph') yield { block, row, cell };
    else
      for (const [n, { cells }] of block.rows.entries()) {
        const at: RowOf = { table: block, row: n, around: row };
        for (const one of cells) yield* within(one.blocks, at, one.blocks);
      }
  }
}

/** More paragraphs than this lie in no place, however it was torn. */
const widest = 200;

export function paragraphsOf({ sections, pictures }: WordDocument): readonly FormParagraph[] {
  const shown = picturesOf(pictures);
  const seen = sections.flatMap(({ blocks }) => [...within(blocks)]);
  const begun = new Map<string, { readonly name: string; readonly at: number }>();
  const names: Set<string>[] = [];
  const goesOn: Set<string>[] = [];
  const add = (to: Set<string>[], n: number, name: string): void => {
    (to[n] ??= new Set()).add(name);
  };
  seen.forEach(({ block }, n) => {
    for (const mark of bookmarksOf(block.content)) {
      if (mark.edge === 'start') {
        if (!isBlockName(mark.name)) continue;
        add(names, n, mark.name);
        begun.set(mark.id, { name: mark.name, at: n });
      } else {
        const start = begun.get(mark.id);
        if (!start || n - start.at > widest) continue;
        for (let k = start.at + 1; k <= n; k++) {
          add(names, k, start.name);
          add(goesOn, k, start.name);
        }
        begun.delete(mark.id);
      }
    }
  });
  const out: FormParagraph[] = [];
  seen.forEach(({ block, row, cell }, n) => {
    const paragraph: FormParagraph = {
      ...{ block, place: block.place, row, cell },
      text: wordsOfInlines(block.content),
      names: [...(names[n] ?? none)],
      goesOn: [...(goesOn[n] ?? none)],
      tags: tagsOf(block),
      isToc: /^(?:toc|contents|目录) ?\d/.test(block.style),
      pictures: [...shown(block.content)],
    };
    if (saysOrIsPlace(paragraph) || paragraph.pictures.length > 0) out.push(paragraph);
  });
  return out;
}
const none: readonly string[] = [];
function tagsOf({ controls, content }: WordParagraph): readonly string[] {
  let out: Set<string> | undefined;
  for (const list of [controls, controlsIn(content)])
    for (const { tag } of list) {
      const name = tag === undefined ? undefined : /^(_cp[0-9a-z]{1,8})\.\d{1,4}$/.exec(tag)?.[1];
      if (name !== undefined) (out ??= new Set()).add(name);
    }
  return out ? [...out] : none;
}
/** What it was written as can be told: by a place, its words, or, of a picture in a copied entry, its control. */
export const saysOrIsPlace = ({ names, text, tags, pictures }: FormParagraph): boolean =>
  names.length > 0 || /\S/.test(text) || (pictures.length > 0 && tags.length > 0);

/** The pictures of a line, by the parts of the file that they are. */
function picturesOf(parts: WordDocument['pictures']): (content: readonly WordInline[]) => Iterable<PictureIn> {
  const hashes = new Map<string, string>();
  return function* inLine(content: readonly WordInline[], asks = false): Iterable<PictureIn> {
    for (const one of content) {
      if (one.type === 'control') yield* inLine(one.content, asks || (one.kind === 'picture' && one.isPlaceholder));
      else if (one.type === 'field') yield* inLine(one.content, asks);
      const bytes = one.type === 'picture' ? parts.get(one.key) : undefined;
      if (one.type !== 'picture' || !bytes) continue;
      const sha = hashes.get(one.key) ?? sha256(bytes);
      hashes.set(one.key, sha);
      yield { bytes, sha256: sha, asks, isCropped: one.isCropped === true };
    }
  };
}

function* controlsIn(content: readonly WordInline[]): Iterable<ControlName> {
  for (const one of content) {
    if (one.type === 'control') yield one;
    if (one.type === 'box' && one.control) yield one.control;
    if (one.type === 'control' || one.type === 'field') yield* controlsIn(one.content);
  }
}

/** What runs at head and foot of pages, without fields, each text once. */
export function runningWords({ sections }: WordDocument): readonly { readonly text: string; readonly place: WordPlace }[] {
  const found = new Map<string, WordPlace>();
  for (const { header, footer } of sections)
    for (const blocks of [header.usual, header.first, header.even, footer.usual, footer.first, footer.even])
      for (const { block } of within(blocks ?? [])) {
        const text = wordsOfInlines(block.content.filter(({ type }) => type !== 'field'));
        // A text box holds the mark of a working copy, which is the writer's alone.
        if (block.place.part !== 'text-box' && /\S/.test(text) && !found.has(text)) found.set(text, block.place);
      }
  return [...found].map(([text, place]) => ({ text, place }));
}

/** The pictures at head and foot of pages. */
export function runningPictures({ sections, pictures }: WordDocument): readonly { readonly picture: PictureIn; readonly at: WordPlace }[] {
  const shown = picturesOf(pictures);
  return sections.flatMap(({ header, footer }) =>
    [header.usual, header.first, header.even, footer.usual, footer.first, footer.even].flatMap((blocks) =>
      [...within(blocks ?? [])].flatMap(({ block }) => [...shown(block.content)].map((picture) => ({ picture, at: block.place }))),
    ),
  );
}
