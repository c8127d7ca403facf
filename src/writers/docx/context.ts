/**
 * What the parts of one document share while it is written.
 *
 * In:  the document. Out: its style sheet, numbering, pictures, counters and diagnostics; one object a document, nothing of
 * it outlives the document.
 */
import type { Diagnostic } from '../../diagnostics/index.js';
import type { Document, Inline, Origin } from '../../model/index.js';
import { Numbering } from './numbering.js';
import type { Relationships } from './package.js';
import { StyleSheet } from './stylesheet.js';
import { cannotBeXml } from './xml.js';

export interface Media {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

export class Context {
  readonly sheet: StyleSheet;
  readonly numbering = new Numbering();
  readonly media = new Map<string, Media>();
  readonly diagnostics: Diagnostic[] = [];
  private drawings = 0;

  constructor(readonly document: Document) {
    this.sheet = new StyleSheet(document.theme, document.lang);
  }

  /** Ids of drawings are unique in the whole document, headers and footers included. */
  drawingId(): number {
    return ++this.drawings;
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
    const codes = [...value].filter(cannotBeXml).map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).join(', ');
    this.diagnostics.push({
      code: 'docx-character',
      severity: 'error',
      message: { zh: `文字“${printable(value)}”含有 Word 文件不能保存的字符 ${codes}`, en: `The text “${printable(value)}” holds a character that a Word file cannot carry: ${codes}` },
      help: { zh: '在记录中删去该字符。', en: 'Delete the character in the record.' },
      ...placeOf(inline.type === 'text' ? inline.origin : undefined),
    });
  }
}

/** Where what is being written goes: the part's relationships. */
export interface Part {
  readonly context: Context;
  readonly relationships: Relationships;
}

const printable = (s: string): string => [...s].map((c) => (cannotBeXml(c) ? '□' : c)).join('').slice(0, 40);
function placeOf(origin: Origin | undefined): Pick<Diagnostic, 'place'> {
  const place = origin?.record?.[0] ?? origin?.template;
  return place ? { place } : {};
}
