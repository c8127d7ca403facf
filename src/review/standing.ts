/**
 * Where comments stand in a document as it is now.
 *
 * In:  a composed document, comments with their places in the record. Out: for each the text that it is about, and whether it says
 * something else than when it was commented on; nothing where no such text is printed any more.
 */
import { canonText, eachBlock, inlinesOf, partText, placeOfWords, type Document, type Inline, type Text } from '../model/index.js';
import type { CommentedPlace, Thread } from './remarks.js';

export interface Standing {
  readonly text: Text;
  /** The part of the text that the comment names; else all of it. */
  readonly from: number;
  readonly to: number;
  /** The value says something else than it did. */
  readonly isChanged: boolean;
}

/** What is printed of one value of the record, in reading order. */
interface Printed {
  readonly texts: Text[];
  /** Paragraph by paragraph, without white space. */
  readonly said: Set<string>;
}

/** Texts by the value of the record that they print, and those that print none. */
export class PrintedTexts {
  private readonly byPlace = new Map<string, Printed>();
  /** Of places that differ in nothing but numbers of entries: keys of `byPlace`. */
  private readonly alike = new Map<string, string[]>();
  private readonly fixed: Text[] = [];

  constructor(document: Document) {
    eachBlock(document, (block) => this.addLine(inlinesOf(block)));
  }
  private addLine(inlines: readonly Inline[]): void {
    let [last, run] = ['', ''];
    inlines.forEach((inline, i) => {
      const place = placeOfWords(inline);
      const key = place ? keyOf(place) : '';
      if (key === '') {
        if (inline.type === 'text' && inline.value !== '') this.fixed.push(inline);
        if (inline.type === 'line-break') return;
        last = '';
        return;
      }
      const printed = this.printedAt(key);
      // Pieces of one value are one, as the Word file says them; a box is one by itself.
      if (inline.type === 'check-box' || key !== last) run = '';
      printed.said.delete(plain(run));
      run += partText(inline);
      printed.said.add(plain(run));
      last = inline.type === 'check-box' ? '' : key;
      // What is said of a box stands at the words beside it.
      const text = inline.type === 'text' ? inline : inlines.slice(i).find((next) => next.type === 'text');
      if (text && text.value !== '') printed.texts.push(text);
    });
  }
  private printedAt(key: string): Printed {
    const known = this.byPlace.get(key);
    if (known) return known;
    const made: Printed = { texts: [], said: new Set() };
    this.byPlace.set(key, made);
    const pattern = patternOf(key);
    this.alike.set(pattern, [...(this.alike.get(pattern) ?? []), key]);
    return made;
  }

  of({ places, about }: Thread): Standing | undefined {
    for (const place of places) {
      const found = this.valueAt(place);
      if (found) return standingIn(found.texts, about, found.isChanged);
    }
    if (places.length > 0 || plain(about) === '') return undefined;
    const texts = this.fixed.filter(({ value }) => plain(value).includes(plain(about)));
    return texts.length === 1 ? standingIn(texts, about, false) : undefined;
  }

  /** Entries of a list may have moved: a value that is no more where it was is looked for in the same field of the others. */
  private valueAt({
    file,
    pointer,
    written,
  }: CommentedPlace): { readonly texts: readonly Text[]; readonly isChanged: boolean } | undefined {
    const other = /\/(?:zh|en)$/.test(pointer) ? pointer.slice(0, -3) : `${pointer}/zh`;
    const keys = [pointer, other].map((p) => keyOf({ file, pointer: p }));
    const own = keys.find((key) => (this.byPlace.get(key)?.texts.length ?? 0) > 0);
    const wanted = written.map(plain).filter((words) => words !== '');
    const isSame = (key: string): boolean => {
      const said = this.byPlace.get(key)?.said;
      return said !== undefined && wanted.every((words) => said.has(words));
    };
    const textsAt = (key: string): readonly Text[] => this.byPlace.get(key)?.texts ?? [];
    if (own !== undefined && isSame(own)) return { texts: textsAt(own), isChanged: false };
    const alike = wanted.length === 0 ? [] : (this.alike.get(patternOf(keyOf({ file, pointer }))) ?? []);
    const [moved, ...others] = alike.filter((key) => isSame(key) && textsAt(key).length > 0);
    if (moved !== undefined && others.length === 0) return { texts: textsAt(moved), isChanged: false };
    // In another language it says other words in any case.
    return own === undefined ? undefined : { texts: textsAt(own), isChanged: own === keys[0] };
  }
}

const keyOf = ({ file, pointer }: { readonly file: string; readonly pointer: string }): string => `${file}#${pointer}`;
const patternOf = (key: string): string => key.replace(/\/\d+(?=\/|$)/g, '/*');
/** Without white space, and with hyphens alike. */
const plain = canonText;

function standingIn(texts: readonly Text[], about: string, isChanged: boolean): Standing | undefined {
  const wanted = about.trim();
  const exact = wanted === '' ? undefined : texts.find(({ value }) => value.includes(wanted));
  if (exact) {
    const from = exact.value.indexOf(wanted);
    return { text: exact, from, to: from + wanted.length, isChanged };
  }
  const [said, first] = [plain(about), texts[0]];
  const near = said === '' ? first : texts.find(({ value }) => plain(value).includes(said) || said.includes(plain(value)));
  const text = near ?? first;
  return text && { text, from: 0, to: text.value.length, isChanged };
}
