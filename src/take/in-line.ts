/**
 * All of a line of a Word file that tells what it is, found in one walk: a file has a thousand lines.
 *
 * In:  the content of a paragraph, and the pictures of the file. Out: its text as a person sees it; the edges of bookmarks, the places that
 * its controls name, and its pictures, each in the order in which they stand.
 */
import { sha256 } from '../files/write-file.js';
import type { ControlName, WordDocument, WordInline } from '../word/types.js';

/** A picture of the file, each time that it is shown. */
export interface PictureIn {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Word's own sign for a picture that nobody has put in yet. */
  readonly asks: boolean;
  readonly isCropped: boolean;
}
type Bookmark = WordInline & { readonly type: 'bookmark' };

/** What Word counts or looks up by itself is nobody's word. */
const counted = /^(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|STYLEREF)\b/i;
/** The tag of a control of ours: the name of its place, and a number. */
const tagOfOurs = /^_cp[0-9a-z]{1,8}\.\d{1,4}$/;
/** Of most kinds there is nothing in a line. */
const none: never[] = [];

/** By the parts of the file that pictures are: the hash of each, taken once. */
export class PictureParts {
  private readonly hashes = new Map<string, string>();
  constructor(private readonly parts: WordDocument['pictures']) {}

  shown({ key, isCropped }: WordInline & { readonly type: 'picture' }, asks: boolean): PictureIn | undefined {
    const bytes = this.parts.get(key);
    if (!bytes) return undefined;
    const sha = this.hashes.get(key) ?? sha256(bytes);
    this.hashes.set(key, sha);
    return { bytes, sha256: sha, asks, isCropped: isCropped === true };
  }
}

export class InLine {
  text = '';
  bookmarks: Bookmark[] = none;
  /** Names of places; one may be there twice, if others stand between. */
  places: string[] = none;
  pictures: PictureIn[] = none;

  constructor(private readonly parts: PictureParts) {}

  /** `isSaid`: its words are somebody's; `asks`: it stands in a control that asks for a picture. */
  read(content: readonly WordInline[], isSaid = true, asks = false): this {
    for (const one of content) this.inline(one, isSaid, asks);
    return this;
  }
  /** Of a control around the line, or in it. */
  control({ tag }: ControlName): void {
    if (tag === undefined || !tagOfOurs.test(tag)) return;
    const name = tag.slice(0, tag.indexOf('.'));
    if (this.places.at(-1) !== name) this.places = added(this.places, name);
  }

  private inline(one: WordInline, isSaid: boolean, asks: boolean): void {
    switch (one.type) {
      case 'text':
        if (isSaid) this.text += one.value;
        return;
      case 'tab':
      case 'break':
        if (isSaid) this.text += ' ';
        return;
      case 'box':
        if (isSaid) this.text += one.checked ? '☑' : '☐';
        if (one.control) this.control(one.control);
        return;
      case 'control':
        this.control(one);
        // Controls that still ask for a value say nothing.
        this.read(one.content, isSaid && !one.isPlaceholder, asks || (one.kind === 'picture' && one.isPlaceholder));
        return;
      case 'field':
        this.read(one.content, isSaid && !counted.test(one.instruction), asks);
        return;
      case 'bookmark':
        this.bookmarks = added(this.bookmarks, one);
        return;
      case 'picture': {
        const picture = this.parts.shown(one, asks);
        if (picture) this.pictures = added(this.pictures, picture);
        return;
      }
      default:
    }
  }
}

/** A list of its own from the first entry on. */
export function added<T>(list: T[], entry: T): T[] {
  if (list.length === 0) return [entry];
  list.push(entry);
  return list;
}
