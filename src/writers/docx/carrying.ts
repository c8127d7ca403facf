/**
 * What a Word file carries so that it can be read back: which of its words are values of the record (`src/carried`).
 *
 * In:  the words of each paragraph, told as they are written. Out: a bookmark around the words of a paragraph that prints a value, and the
 * state of the whole file. Words at head and foot are told as words, lines of a table of contents not at all; a document that is of no
 * record carries nothing.
 */
import { blockName, type Carried, type CarriedBlock, type PlacedSegment, type Segment } from '../../carried/index.js';
import { placeOfWords, type CheckBox, type Document, type Lang, type Text } from '../../model/index.js';

/** Bookmarks of headings and links have lower numbers (`toc.ts`, `document-parts.ts`). */
const firstBookmark = 2_000_000;

export class Carrying {
  private readonly files = new Map<string, number>();
  private readonly blocks: CarriedBlock[] = [];
  private readonly atHeadAndFoot: string[] = [];
  private named = 0;
  /** Of the paragraph at hand. */
  private segments: Segment[] | undefined;

  constructor(private readonly document: Document) {}

  /** What `write` writes, a paragraph's content, in a bookmark where it prints a value. */
  block(write: () => string): string {
    if (!this.document.meta.scheme) return write();
    const { content, segments } = this.told(write);
    if (segments.every((one) => typeof one === 'string')) {
      if (segments.length > 0) this.blocks.push({ segments: [...segments] });
      return content;
    }
    const n = this.named++;
    const name = blockName(n);
    this.blocks.push({ name, segments: [...segments] });
    const id = firstBookmark + n;
    return `<w:bookmarkStart w:id="${id}" w:name="${name}"/>${content}<w:bookmarkEnd w:id="${id}"/>`;
  }

  /** The same of a paragraph at head or foot of pages, which nobody fills in: what it prints of the record stands elsewhere too. */
  running(write: () => string): string {
    if (!this.document.meta.scheme) return write();
    const { content, segments } = this.told(write);
    if (segments.length > 0) this.atHeadAndFoot.push(segments.map((one) => (typeof one === 'string' ? one : one.words)).join(''));
    return content;
  }
  private told(write: () => string): { readonly content: string; readonly segments: readonly Segment[] } {
    const segments: Segment[] = [];
    this.segments = segments;
    const content = write();
    this.segments = undefined;
    return { content, segments };
  }

  /** Words that are no value. */
  fixed(words: string): void {
    const { segments } = this;
    if (!segments || words === '') return;
    const last = segments.at(-1);
    if (typeof last === 'string') segments[segments.length - 1] = last + words;
    else segments.push(words);
  }
  /** Words as they are written; a value where the model says of which place they are. */
  words(inline: Text | CheckBox, words: string): void {
    const place = this.segments && placeOfWords(inline);
    // A place without steps is a whole file, which no words are the value of.
    if (!place || place.pointer === '') this.fixed(words);
    else if (inline.type === 'text')
      this.value({ file: this.fileOf(place.file), pointer: place.pointer, words, lang: languageOf(place.pointer, inline.lang) });
    else if (inline.ticked === undefined) this.fixed(words);
    else
      this.value({
        file: this.fileOf(place.file),
        pointer: place.pointer,
        words,
        lang: languageOf(place.pointer, 'zh'),
        as: 'box',
        ticked: inline.ticked,
      });
  }
  /** Runs of one value, and the breaks between its lines, are one segment. */
  private value(segment: PlacedSegment): void {
    const { segments } = this;
    if (!segments) return;
    const same = (one: Segment | undefined): one is PlacedSegment =>
      typeof one === 'object' &&
      one.as === undefined &&
      segment.as === undefined &&
      one.file === segment.file &&
      one.pointer === segment.pointer;
    const [before, last] = segments.slice(-2);
    if (same(last)) segments[segments.length - 1] = { ...last, words: last.words + segment.words };
    else if (same(before) && last === '\n') segments.splice(-2, 2, { ...before, words: `${before.words}\n${segment.words}` });
    else segments.push(segment);
  }
  private fileOf(path: string): number {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    this.files.set(path, this.files.size);
    return this.files.size - 1;
  }

  /** What the whole file says of itself, once its body is written; nothing where nothing of it is a value. */
  state(): Carried | undefined {
    const { meta, lang, lead } = this.document;
    if (!meta.scheme || this.named === 0) return undefined;
    return {
      version: 1,
      document: {
        kind: meta.kind,
        lang,
        lead: lead ?? (lang === 'en' ? 'en' : 'zh'),
        ...(meta.number === '' ? {} : { number: meta.number }),
        scheme: meta.scheme.id,
        schemeVersion: meta.scheme.version,
        as: 'document',
      },
      files: [...this.files.keys()].map((path) => ({ path })),
      blocks: this.blocks,
      ...(this.atHeadAndFoot.length > 0 ? { running: this.atHeadAndFoot } : {}),
    };
  }
}

/** Of a text in two languages the place says which it is; a run of figures alone does not know. */
const languageOf = (pointer: string, otherwise: Lang): Lang =>
  pointer.endsWith('/zh') ? 'zh' : pointer.endsWith('/en') ? 'en' : otherwise;
