/**
 * What the parts of one document share while it is written.
 *
 * In:  the document. Out: its style sheet, numbering, pictures, counters and diagnostics; one object a document, nothing of
 * it outlives the document.
 */
import type { Diagnostic } from '../../diagnostics/index.js';
import { anchorsOf, tocsOf, type Document, type Inline, type Origin, type Text, type Toc } from '../../model/index.js';
import { Carrying } from './carrying.js';
import type { FormOfDocument } from './asked.js';
import { Numbering } from './numbering.js';
import { OpenPlaces } from './open-places.js';
import type { Relationships } from './package.js';

import { StyleSheet } from './stylesheet.js';
import { cannotBeXml } from './xml.js';

export interface Media {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** Bookmarks of headings are numbered from 0, those of links from here. */
const firstOfLinks = 1_000_000;
const bookmarkOf = (n: number): string => `_Ref${String(n + 1).padStart(9, '0')}`;

export class DocumentParts {
  readonly sheet: StyleSheet;
  readonly numbering = new Numbering();
  readonly media = new Map<string, Media>();
  readonly diagnostics: Diagnostic[] = [];
  readonly carrying: Carrying;
  /** Of a form. */
  readonly open: OpenPlaces | undefined;
  private drawings = 0;
  private controls = 0;

  /** In an entry of a list that grows (`repeating.ts`): it can be deleted with all in it. */
  inEntry = false;

  private headings = 0;
  readonly tocs: readonly Toc[];
  private readonly anchors: readonly string[];
  /** Anchors that have their bookmark: of several of one name the first. */
  private readonly marked = new Set<string>();

  /** `headingPages`: the page of each heading in the PDF, which a table of contents shows until Word counts anew; `pages`: all of them. */
  constructor(
    readonly document: Document,
    readonly headingPages: readonly number[] = [],
    readonly pages = 1,
    readonly form?: FormOfDocument,
  ) {
    this.carrying = new Carrying(document, form);
    this.open = form && new OpenPlaces(form);
    this.tocs = tocsOf(document);
    this.anchors = anchorsOf(document);
    // A document that fills its page by measured shares is looked at, not written in: its lines keep their measure.
    this.sheet = new StyleSheet(document.theme, document.lang, !document.sections.some((section) => section.master.fill));
  }

  /** Ids of drawings are unique in the whole document, headers and footers included. */
  drawingId(): number {
    return ++this.drawings;
  }

  /** The number of the heading at hand among all of the document. */
  nextHeading(): number {
    return this.headings++;
  }

  /** A run as the place that links lead to, or as a link, or both. */
  linked({ anchor, to }: Text, run: string): string {
    const target = to === undefined ? -1 : this.anchors.indexOf(to);
    const link = target < 0 ? run : `<w:hyperlink w:anchor="${bookmarkOf(target)}" w:history="1">${run}</w:hyperlink>`;
    if (anchor === undefined || this.marked.has(anchor)) return link;
    this.marked.add(anchor);
    const n = this.anchors.indexOf(anchor);
    const id = firstOfLinks + n;
    return `<w:bookmarkStart w:id="${id}" w:name="${bookmarkOf(n)}"/>${link}<w:bookmarkEnd w:id="${id}"/>`;
  }

  /** Ids of content controls, likewise. */
  controlId(): number {
    return ++this.controls;
  }

  /** The part of a picture, stored once however often it is shown. `key` tells pictures apart. */
  picture(key: string, extension: string, mime: string, bytes: () => Uint8Array): Media {
    const known = this.media.get(key);
    if (known) return known;
    const made: Media = { name: `media/image${this.media.size + 1}.${extension}`, mime, bytes: bytes() };
    this.media.set(key, made);
    return made;
  }

  /** Says which text loses a character that XML cannot carry. */
  checkText(value: string, inline: Inline): void {
    if (!cannotBeXml(value)) return;
    const codes = [...value]
      .filter(cannotBeXml)
      .map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
      .join(', ');
    this.diagnostics.push({
      code: 'docx-character',
      severity: 'error',
      message: {
        zh: `文字“${printable(value)}”含有 Word 文件不能保存的字符 ${codes}`,
        en: `The text “${printable(value)}” holds a character that a Word file cannot carry: ${codes}`,
      },
      help: { zh: '在记录中删去该字符。', en: 'Delete the character in the record.' },
      ...placeOf(inline.type === 'text' ? inline.origin : undefined),
    });
  }
}

/** Where what is being written goes: the part's relationships. */
export interface Part {
  readonly context: DocumentParts;
  readonly relationships: Relationships;
  /** What its paragraphs say of their words: in the body which are values of the record, at head and foot what they are. */
  readonly carries: 'block' | 'running';
}

const printable = (s: string): string =>
  [...s]
    .map((c) => (cannotBeXml(c) ? '□' : c))
    .join('')
    .slice(0, 40);
function placeOf(origin: Origin | undefined): Pick<Diagnostic, 'place'> {
  const place = origin?.record?.[0] ?? origin?.template;
  return place ? { place } : {};
}
