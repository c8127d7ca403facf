/**
 * What a Word file carries so that it can be read back: which of its words are values of the record (`src/carried`).
 *
 * In:  the words of each paragraph, told as they are written. Out: a bookmark around the words of a paragraph that prints a value, and the
 * state of the whole file. Words at head and foot are told as words, lines of a table of contents not at all; a document that is of no
 * record carries nothing.
 */
import { createHash } from 'node:crypto';
import { blockName, type Carried, type CarriedBlock, type PlacedSegment, type Segment } from '../../carried/index.js';
import { languageOfWords, placeOfWords, type CheckBox, type Document, type PlaceOfWords, type Text } from '../../model/index.js';
import type { FormOfDocument } from './asked.js';

export const pictureHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bookmarks of headings and links have lower numbers (`toc.ts`, `document-parts.ts`). */
const firstBookmark = 2_000_000;

export class Carrying {
  private readonly files = new Map<string, number>();
  private readonly blocks: CarriedBlock[] = [];
  private readonly atHeadAndFoot: string[] = [];
  private named = 0;
  /** Of the paragraph at hand. */
  private segments: Segment[] | undefined;

  constructor(
    private readonly document: Document,
    private readonly form?: FormOfDocument,
  ) {}

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
  /** Words as they are written; a value where the model says of which place they are. Of a value in a form: the tag of its control. */
  words(inline: Text | CheckBox, words: string): string | undefined {
    const place = this.segments && placeOfWords(inline);
    // A place without steps is a whole file, which no words are the value of.
    if (!place || place.pointer === '' || (inline.type === 'check-box' && inline.ticked === undefined)) {
      this.fixed(words);
      return undefined;
    }
    return this.at(place, words, {
      lang: languageOfWords(place, inline.type === 'text' ? inline.lang : 'zh'),
      ...(inline.type === 'check-box' ? { as: 'box', ticked: inline.ticked } : {}),
      ...(this.form && this.form.of(place)?.isOpen !== true ? { locked: true } : {}),
    });
  }
  at({ file, pointer }: PlaceOfWords, words: string, more: Omit<PlacedSegment, 'file' | 'pointer' | 'words'>): string | undefined {
    if (!this.segments) return undefined;
    this.value({ file: this.fileOf(file), pointer, words, ...more });
    return this.form && `${blockName(this.named)}.${this.segments.length - 1}`;
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
    const [before, last] = [segments.at(-2), segments.at(-1)];
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

  /** What the whole file says of itself, once its body is written, with all `pictures` in it; nothing where nothing of it is a value. */
  state(pictures: readonly Uint8Array[]): Carried | undefined {
    const { meta, lang, lead } = this.document;
    if (!meta.scheme || this.named === 0) return undefined;
    const given = this.form?.given.map(({ file, pointer, values }) => ({ file: this.fileOf(file), pointer, values: [...values] })) ?? [];
    return {
      version: 1,
      document: {
        kind: meta.kind,
        lang,
        lead: lead ?? (lang === 'en' ? 'en' : 'zh'),
        ...(meta.number === '' ? {} : { number: meta.number }),
        scheme: meta.scheme.id,
        schemeVersion: meta.scheme.version,
        as: this.form ? 'form' : 'document',
        ...(this.form?.for === undefined ? {} : { for: this.form.for }),
        ...(this.form?.part === undefined ? {} : { part: this.form.part }),
      },
      files: [...this.files.keys()].map((path) => {
        const sha256 = this.form?.hashes.get(path);
        return sha256 === undefined ? { path } : { path, sha256 };
      }),
      blocks: this.blocks,
      ...(given.length > 0 ? { given } : {}),
      ...(this.atHeadAndFoot.length > 0 ? { running: this.atHeadAndFoot } : {}),
      pictures: [...new Set(pictures.map(pictureHash))].sort(),
    };
  }
}
