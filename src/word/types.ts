/**
 * A Word file as certpress sees one that somebody else made: a plain tree, each node with its place.
 *
 * In:  nothing. Out: types. Looks are here only as far as they say what something is: bold makes a heading, underlined white space a blank.
 * Content controls and bookmarks keep their names, so that a form that was filled in can be read back by them.
 */
/** Where something stands in the file; numbers count from 1. `page` is as Word last set it, where the file says so. */
export interface WordPlace {
  readonly part: 'body' | 'header' | 'footer' | 'text-box';
  readonly page: number;
  /** The paragraph in its part; in a table that of the cell. */
  readonly paragraph: number;
  readonly table?: number;
  readonly row?: number;
  readonly cell?: number;
}

export interface WordDocument {
  readonly about: WordAbout;
  readonly sections: readonly WordSection[];
  /** By the key that a picture names. PNG or JPEG. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  readonly leftovers: readonly Leftover[];
  /** What was changed while changes were tracked, and is open; what was commented on. In the order of the text. */
  readonly changes: readonly TrackedChange[];
  readonly comments: readonly WordComment[];
}
export interface TrackedChange {
  readonly kind: 'insertion' | 'deletion';
  readonly by: string;
  /** As the file has it: `2026-11-29T08:30:00Z`. */
  readonly on?: string;
  readonly words: string;
  readonly place: WordPlace;
  /** Those that begin in its paragraph. */
  readonly bookmarks: readonly string[];
  /** How many paragraphs of the file were read before its own. */
  readonly order: number;
}
export interface WordComment {
  readonly id: string;
  readonly by: string;
  readonly on?: string;
  /** A paragraph a line. */
  readonly words: string;
  /** The words that it is about; nothing where it stands at a place alone. */
  readonly about: string;
  readonly place: WordPlace;
  /** Those that begin in the paragraph in which it begins. */
  readonly bookmarks: readonly string[];
  readonly order: number;
  /** The id of the one that it answers. */
  readonly answers?: string;
  readonly isDone: boolean;
}
/** What it says of itself beside its text; all of it may be untrue. */
export interface WordAbout {
  /** `Microsoft Office Word`, `LibreOffice/7.4.7.2$Linux_X86_64 …`, `WPS Office_…`, `certpress`. */
  readonly application?: string;
  readonly applicationVersion?: string;
  readonly lastModifiedBy?: string;
  /** As written: `2026-11-29T08:30:00Z`. */
  readonly modified?: string;
  /** Custom properties that are strings, by name; of two with one name the first. */
  readonly properties: ReadonlyMap<string, string>;
  /** Name without namespace, and text, of the root element of each custom XML part. */
  readonly data: readonly { readonly root: string; readonly text: string }[];
}
export interface WordSection {
  readonly page: PageSetup;
  readonly blocks: readonly WordBlock[];
  /** What stands above and below: on all pages but the first where `first` is there; `even`: on even pages. */
  readonly header: RunningBlocks;
  readonly footer: RunningBlocks;
}
export interface RunningBlocks {
  readonly usual?: readonly WordBlock[];
  readonly first?: readonly WordBlock[];
  readonly even?: readonly WordBlock[];
}
/** Millimetres. */
export interface PageSetup {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
  readonly headerFrom: number;
  readonly footerFrom: number;
  readonly columns: number;
}

export type WordBlock = WordParagraph | WordTable;
/** A content control around whole blocks, rows or cells is told of each paragraph in it. */
export interface ControlName {
  readonly tag?: string;
  readonly alias?: string;
  /** An entry of a list to which Word adds others. */
  readonly isItem?: true;
}
export interface WordParagraph {
  readonly type: 'paragraph';
  readonly place: WordPlace;
  readonly content: readonly WordInline[];
  /** Name of its style, in lower case: `heading 1`. */
  readonly style: string;
  /** 0 is the highest. */
  readonly outline?: number;
  readonly numbering?: NumberedAs;
  readonly align: 'left' | 'centre' | 'right' | 'justify';
  readonly pageBreakBefore: boolean;
  readonly controls: readonly ControlName[];
}
export interface NumberedAs {
  readonly level: number;
  readonly isOrdered: boolean;
  /** As it is printed: `1.`, `一、`, `•`. */
  readonly mark: string;
  readonly format: string;
}
export interface WordTable {
  readonly type: 'table';
  readonly place: WordPlace;
  /** Millimetres, one for each column of the grid. */
  readonly widths: readonly number[];
  /** Rows at the top that repeat on each page. */
  readonly headerRows: number;
  readonly rows: readonly WordRow[];
  readonly isFloating: boolean;
}
export interface WordRow {
  /** Millimetres, where the file sets a least or exact height. */
  readonly height?: number;
  /** Those that begin in this row; spans down reach into the next ones. */
  readonly cells: readonly WordCell[];
}
export interface WordCell {
  readonly columns: number;
  readonly rows: number;
  readonly blocks: readonly WordBlock[];
  readonly isShaded: boolean;
}

export interface TextLook {
  readonly bold: boolean;
  readonly underline: boolean;
  /** Points. */
  readonly size: number;
}
export type WordInline =
  | { readonly type: 'text'; readonly value: string; readonly look: TextLook }
  | { readonly type: 'tab'; readonly look: TextLook; readonly leader: boolean; readonly to: 'left' | 'centre' | 'right' }
  | { readonly type: 'break'; readonly of: 'line' | 'page' | 'column' }
  /** A box to tick, whatever it was made with. */
  | { readonly type: 'box'; readonly checked: boolean; readonly control?: ControlName }
  | {
      readonly type: 'picture';
      readonly key: string;
      readonly width: number;
      readonly height: number;
      readonly alt: string;
      readonly floating: boolean;
      /** Parts of it are not shown. */
      readonly isCropped?: true;
    }
  | WordControl
  | { readonly type: 'field'; readonly instruction: string; readonly content: readonly WordInline[] }
  /** An end has the `id` of its start, and no name. */
  | { readonly type: 'bookmark'; readonly edge: 'start' | 'end'; readonly id: string; readonly name: string };
export interface WordControl extends ControlName {
  readonly type: 'control';
  readonly kind: 'text' | 'rich' | 'date' | 'choice' | 'picture';
  /** What it shows is what asks for a value, not a value. */
  readonly isPlaceholder: boolean;
  /** What a choice offers. */
  readonly choices: readonly string[];
  readonly content: readonly WordInline[];
}

export type LeftoverKind =
  | 'insertion'
  | 'deletion'
  | 'comment'
  | 'footnote'
  | 'text-box'
  | 'chart'
  | 'diagram'
  | 'drawing'
  | 'embedded'
  | 'active-control'
  | 'macro'
  | 'equation'
  | 'picture'
  | 'linked-picture'
  | 'external'
  | 'hidden'
  | 'other-file'
  | 'ruby'
  | 'symbol'
  | 'merged-words'
  | 'too-deep';
/** What the tree does not have, or has otherwise: its place and its words. */
export interface Leftover {
  readonly kind: LeftoverKind;
  readonly place: WordPlace;
  readonly words: string;
}
