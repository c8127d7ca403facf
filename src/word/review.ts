/**
 * What reviewers left in a Word file: changes that were tracked and are open, comments with what they are about.
 *
 * In:  the comments parts, and the marks as the body is read, one after the other. Out: changes and comments, each with its author, its
 * date as written, its words, its place and the bookmarks of its paragraph. Who reads says which text is wanted: with the changes, or as it
 * was before them.
 */
import type { TrackedChange, WordComment, WordPlace } from './types.js';
import { below, type WordElement } from './xml.js';

export type TextAs = 'accepted' | 'before';
/** Of a kind; a person reads a list. */
const mostEntries = 2_000;
const mostWords = 4_000;
const mostName = 200;
/** Comments around one piece of text. */
const mostOpen = 50;

interface Open {
  words: string;
  place: WordPlace;
  bookmarks: readonly string[];
  readonly order: number;
}

export class WordReview {
  readonly changes: (TrackedChange & { bookmarks: readonly string[] })[] = [];
  private readonly open = new Map<string, Open>();
  /** By the id of the comment: those that the text refers to, in its order. */
  private readonly about = new Map<string, Open>();
  private order = 0;
  /** Those that began since a paragraph was read: they are of the next one. */
  private waiting: Open[] = [];
  /** Characters of text read so far outside of changes: two changes with nothing between them are one. */
  private said = 0;
  private saidAtLast = -1;

  constructor(
    readonly as: TextAs,
    private readonly part: WordElement | undefined,
    private readonly extended: WordElement | undefined,
  ) {}

  /** Whether the text of a change is part of what is wanted. */
  isWanted = (kind: TrackedChange['kind']): boolean => (kind === 'insertion') === (this.as === 'accepted');

  change(kind: TrackedChange['kind'], element: WordElement, words: string, place: WordPlace): void {
    if (words === '' || this.changes.length >= mostEntries) return;
    const [by, on] = [nameIn(element, 'w:author'), element.attributes['w:date']];
    const last = this.changes.at(-1);
    if (last?.kind === kind && last.by === by && this.saidAtLast === this.said && samePlace(last.place, place))
      this.changes[this.changes.length - 1] = { ...last, words: cut(last.words + words) };
    else
      this.changes.push({ kind, by, ...(on ? { on: cut(on, mostName) } : {}), words: cut(words), place, bookmarks: [], order: this.order });
    this.saidAtLast = this.said;
  }
  /** Text as it is read: of what is commented on. */
  text(value: string, isChanged: boolean): void {
    if (!isChanged) this.said += value.length;
    for (const one of this.open.values()) if (one.words.length < mostWords) one.words += value;
  }

  start(id: string, place: WordPlace): void {
    if (this.open.size < mostOpen) this.open.set(id, this.begun(place));
  }
  private begun(place: WordPlace): Open {
    const one: Open = { words: '', place, bookmarks: [], order: this.order };
    this.waiting.push(one);
    return one;
  }
  end(id: string): void {
    const one = this.open.get(id);
    this.open.delete(id);
    if (one && !this.about.has(id) && this.about.size < mostEntries) this.about.set(id, one);
  }
  /** A comment on a place, with no range of text before it. */
  reference(id: string, place: WordPlace): void {
    if (!this.about.has(id) && this.about.size < mostEntries) this.about.set(id, this.open.get(id) ?? this.begun(place));
  }

  /** A paragraph is read: what was found in it since is of its bookmarks. In most nothing was found, and nobody asks for these. */
  paragraph(place: WordPlace, bookmarksIn: () => readonly string[]): void {
    this.order += 1;
    if (this.waiting.length + this.changes.length === 0) return;
    const bookmarks = bookmarksIn();
    for (const one of this.waiting) Object.assign(one, { place, bookmarks });
    this.waiting = [];
    if (bookmarks.length === 0) return;
    for (let i = this.changes.length - 1; i >= 0 && samePlace((this.changes[i] as TrackedChange).place, place); i--)
      this.changes[i] = { ...(this.changes[i] as TrackedChange), bookmarks };
  }

  comments(): WordComment[] {
    const byParagraph = new Map<string, string>();
    const out: WordComment[] = [];
    for (const comment of this.part?.children.filter(({ name }) => name === 'w:comment') ?? []) {
      const id = comment.attributes['w:id'] ?? '';
      const about = this.about.get(id) ?? this.open.get(id);
      if (out.length >= mostEntries || !about) continue;
      const last = below(comment, 'w:p').at(-1)?.attributes['w14:paraId'];
      if (last !== undefined) byParagraph.set(last, id);
      const on = comment.attributes['w:date'];
      out.push({
        id,
        by: nameIn(comment, 'w:author'),
        ...(on ? { on: cut(on, mostName) } : {}),
        words: saidIn(comment),
        about: cut(about.words),
        place: about.place,
        bookmarks: about.bookmarks,
        order: about.order,
        isDone: false,
      });
    }
    return out.map((comment) => this.threaded(comment, byParagraph));
  }
  /** What a comment answers, and whether it is settled: by the paragraph that it ends in (ISO/IEC 29500 knows neither). */
  private threaded(comment: WordComment, byParagraph: ReadonlyMap<string, string>): WordComment {
    const own = [...byParagraph].find(([, id]) => id === comment.id)?.[0];
    const says = own === undefined ? undefined : this.extended?.children.find(({ attributes: a }) => a['w15:paraId'] === own)?.attributes;
    const answers = byParagraph.get(says?.['w15:paraIdParent'] ?? '');
    return {
      ...comment,
      isDone: /^(?:1|true|on)$/.test(says?.['w15:done'] ?? ''),
      ...(answers === undefined || answers === comment.id ? {} : { answers }),
    };
  }
}

const cut = (text: string, most = mostWords): string => (text.length > most ? `${text.slice(0, most)}…` : text);
const nameIn = ({ attributes }: WordElement, name: string): string => cut((attributes[name] ?? '').trim(), mostName);
const samePlace = (a: WordPlace, b: WordPlace): boolean =>
  a.part === b.part && a.paragraph === b.paragraph && a.table === b.table && a.row === b.row && a.cell === b.cell;

/** All words of a comment, a paragraph a line. */
function saidIn(comment: WordElement): string {
  return cut(
    below(comment, 'w:p')
      .map((paragraph) => textOf(paragraph).trim())
      .filter((line) => line !== '')
      .join('\n'),
  );
}
/** Words of runs, deleted ones too; no more than a person reads. */
export function textOf(element: WordElement): string {
  let out = '';
  const visit = ({ name, text, children }: WordElement): void => {
    if (out.length > mostWords) return;
    if (name === 'w:t' || name === 'w:delText') out += text;
    else if (name === 'w:tab') out += '\t';
    else if (name === 'w:br' || name === 'w:cr') out += '\n';
    else if (name === 'w:noBreakHyphen') out += '-';
    for (const child of children) visit(child);
  };
  visit(element);
  return out;
}
