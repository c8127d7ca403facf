/**
 * The document model: what a layout and a record have become, and all that a writer needs to know.
 *
 * In:  nothing (types only; `build.ts` makes the nodes and checks them).
 * Out: a closed set of node types. Everything is readonly and JSON-serialisable.
 *
 * A writer can be written from this file alone. The rules that hold for every model:
 *
 * - The two languages are arranged already. A bilingual label is two paragraphs, or one paragraph with two runs;
 *   a writer never asks which language comes first.
 * - All lengths are millimetres, all type sizes points. Widths of tables and grids are resolved: they add up to
 *   `indent + widths = the measure of the section` (or of the cell) and never exceed it.
 * - Looks are named. A node carries the name of a style, `Document.theme` says what the name means. There is no
 *   direct formatting.
 * - Every run of text has a language, so that line breaking, quotes, fonts and screen readers follow.
 * - Reading order is document order. `Table` is data with headers; `Grid` is arrangement only and is read cell after
 *   cell, row by row, as if it were not there.
 */
import type { Paper } from '../../schemas/stationery.js';
import type { Theme } from './theme.js';

export type Lang = 'zh' | 'en';
/** The form of a document: one language, or both, one of them leading. */
export type DocLang = 'zh' | 'en' | 'zh-en';
/** `main` is the leading language of the document; `second` is the other one below it. */
export type Rank = 'main' | 'second';

/** A place in a record file. `pointer` is a JSON Pointer (RFC 6901) into that file; line and column count from 1. */
export interface RecordPlace {
  readonly file: string;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
}
/** A place in a layout, partial, label or theme file; line and column count from 1. */
export interface TemplatePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
/** Where a node came from: the tag or expression of the layout, and every record value that flowed into it. */
export interface Origin {
  readonly template?: TemplatePlace;
  readonly record?: readonly RecordPlace[];
}

interface Node {
  readonly origin?: Origin;
}
/** A block may answer required contents of the scheme (`report.deviations`), and then says so. */
interface BlockNode extends Node {
  readonly contents?: readonly string[];
}

// ---- inline ------------------------------------------------------------------------------------------------------

/**
 * Text in one language. `style` names a character style of the theme. Non-breaking spaces and hyphens stand as such. `anchor` names it,
 * the first of that name in the document, as a place that others lead `to`; what leads nowhere is plain text.
 */
export interface Text extends Node {
  readonly type: 'text';
  readonly value: string;
  readonly lang: Lang;
  readonly style?: string;
  readonly anchor?: string;
  readonly to?: string;
  /** Of a copy for review: indices in `Document.remarks` of those that begin before this text, and of those that end behind it. */
  readonly remarks?: { readonly begin: readonly number[]; readonly end: readonly number[] };
}
/** A line break inside a paragraph. */
export interface LineBreak extends Node {
  readonly type: 'line-break';
}
/** White space of `em` times the size of the text beside it, as between a Chinese label and its English. */
export interface Gap extends Node {
  readonly type: 'gap';
  readonly em: number;
}
/** What follows stands at the right edge of the measure (a right tab). At most one in a paragraph. */
export interface Fill extends Node {
  readonly type: 'fill';
}
/**
 * A box, ticked or not; read and written as the characters ☑ and ☐. `ticked`: the word that its tick gives to the place it came from, where
 * it is one of several.
 */
export interface CheckBox extends Node {
  readonly type: 'check-box';
  readonly checked: boolean;
  readonly ticked?: string;
}
/** A ruled blank to write on by hand, `width` mm long. It has no text. */
export interface Blank extends Node {
  readonly type: 'blank';
  readonly width: number;
}
/** The number of the page, or of all pages. */
export interface PageNumber extends Node {
  readonly type: 'page-number' | 'page-count';
  readonly lang: Lang;
  readonly style?: string;
}
/**
 * Where in the document a page is: the title, or the mark, of the first heading of these levels that begins on it, else of the last
 * before it; nothing where there is none. Only in running headers and footers; `running.ts` says which words. Of two languages both, `gap`
 * em apart, the one that does not lead in the character style `second`. Word says titles of one level, and no marks.
 */
export interface RunningHeading extends Node {
  readonly type: 'running-heading';
  readonly from: 2 | 3 | 4;
  readonly to: 2 | 3 | 4;
  readonly part: 'title' | 'mark';
  readonly gap: number;
  readonly style?: string;
  readonly second?: string;
}
export type Inline = Text | LineBreak | Gap | Fill | CheckBox | Blank | PageNumber | RunningHeading;

// ---- blocks ------------------------------------------------------------------------------------------------------

/** A paragraph. `style` and `rank` name one style of the theme, `lang` is the language it is mainly in. */
export interface Paragraph extends BlockNode {
  readonly type: 'paragraph';
  readonly style: string;
  readonly rank: Rank;
  readonly lang: Lang;
  readonly content: readonly Inline[];
}
/**
 * A heading. Level 1 is the title of the document; levels never skip. `mark` hangs in the mark column to the left
 * (a clause), `aside` stands at the right edge (a result). Read as mark, content, aside.
 */
export interface Heading extends BlockNode {
  readonly type: 'heading';
  readonly level: 1 | 2 | 3 | 4;
  readonly style: string;
  readonly rank: Rank;
  readonly lang: Lang;
  readonly mark?: readonly Inline[];
  readonly content: readonly Inline[];
  readonly aside?: readonly Inline[];
}
/**
 * A list. Ordered lists are numbered `1.`, `2.`, … from `start` on (1 where none is said), with `sign` after the number (a full
 * stop where none is said), and the number is read with the item; `style` is that of a paragraph.
 */
export interface List extends BlockNode {
  readonly type: 'list';
  readonly ordered: boolean;
  readonly start?: number;
  readonly sign?: '.' | ')';
  readonly style: string;
  readonly rank: Rank;
  readonly lang: Lang;
  readonly items: readonly ListItem[];
}
export interface ListItem extends Node {
  readonly blocks: readonly (Paragraph | List)[];
}

/**
 * A table of data or a form. The first `headerRows` rows repeat on every page. `style` names a table style.
 * A table in a cell is part of what the cell says (a table of long text in a form), and holds no further table. A row of a few lines never
 * splits across pages, a long answer may (in Word one that no page may hold); `keep: 'whole'` keeps the table on one page, `'rows'` lets it
 * break between rows.
 */
export interface Table extends BlockNode {
  readonly type: 'table';
  readonly style: string;
  /** Distance from the left edge of the measure, mm. */
  readonly indent: number;
  /** Width of each column, mm. */
  readonly widths: readonly number[];
  readonly headerRows: number;
  readonly keep: 'whole' | 'rows';
  readonly caption?: readonly Paragraph[];
  /**
   * What its repeated header says on every page but the first, where a format can: above its own words where the table has a caption, else
   * behind them.
   */
  readonly continued?: readonly Inline[];
  readonly rows: readonly Row[];
}
export interface Row extends Node {
  readonly contents?: readonly string[];
  readonly cells: readonly Cell[];
  /** Height in mm, for what is filled in by hand; otherwise as high as its text. In Word it grows with what is typed. */
  readonly height?: number;
  /** Keep on one page with the next row (a day row with its first session). */
  readonly keepNext?: boolean;
  /** Said again at the head of a page on which what it heads goes on; where a format can. */
  readonly repeats?: boolean;
}
export interface Cell extends Node {
  readonly contents?: readonly string[];
  readonly columns: number;
  readonly rows: number;
  /** A header cell of a column or of a row; tagged TH. */
  readonly header?: 'column' | 'row';
  /** Names a cell style of the theme: `label`, `band`, … */
  readonly style?: string;
  readonly align?: 'top' | 'middle' | 'bottom';
  readonly blocks: readonly Block[];
}

/** Arrangement side by side, without meaning of its own; not a table for a screen reader. */
export interface Grid extends BlockNode {
  readonly type: 'grid';
  readonly indent: number;
  readonly widths: readonly number[];
  /** Space between columns, mm; included in the measure. */
  readonly gutter: number;
  readonly rows: readonly GridRow[];
}
export interface GridRow extends Node {
  readonly cells: readonly GridCell[];
}
export interface GridCell extends Node {
  readonly align: 'top' | 'middle' | 'bottom';
  readonly side: 'left' | 'right';
  readonly blocks: readonly Block[];
}

/** A picture: PNG or JPEG bytes in base64; `width` mm, height by its proportions; `alt` for those who do not see it. */
export interface Image extends BlockNode {
  readonly type: 'image';
  readonly mime: 'image/png' | 'image/jpeg';
  readonly data: string;
  readonly pixels: { readonly width: number; readonly height: number };
  readonly width: number;
  readonly indent: number;
  readonly alt: string;
  readonly lang: Lang;
}
/** A QR symbol: rows of modules, `1` dark; `size` mm, quiet zone not included; `text` is what it encodes. */
export interface QrCode extends BlockNode {
  readonly type: 'qr-code';
  readonly text: string;
  readonly modules: readonly string[];
  readonly size: number;
  readonly alt: string;
  readonly lang: Lang;
}
/** A dotted circle of `diameter` mm where the seal goes, its caption in the middle. */
export interface SealPlace extends BlockNode {
  readonly type: 'seal-place';
  readonly diameter: number;
  readonly caption: readonly Paragraph[];
}
/** A horizontal rule over the measure. `style` names a rule of the theme. */
export interface Rule extends BlockNode {
  readonly type: 'rule';
  readonly style: string;
}
/**
 * Vertical space: `height` mm; or a `share` of what is left on the page, in a section with `fill` (`height` is then the
 * least it may shrink to). What is `fixed` is never set closer: the room of a letterhead.
 */
export interface Space extends BlockNode {
  readonly type: 'space';
  readonly height: number;
  readonly fixed?: true;
  readonly share?: number;
}
export interface PageBreak extends BlockNode {
  readonly type: 'page-break';
}
/**
 * A table of contents: the headings of levels 2 to `depth` with their pages, each a link to its heading; printed in documents of
 * more than `over` pages. Its lines are those of the headings, so `canon` has its title alone; `toc.ts` says what they are. It stands on
 * the page
 * itself, in the blocks of a section.
 */
export interface Toc extends BlockNode {
  readonly type: 'toc';
  readonly title: readonly Paragraph[];
  readonly depth: 2 | 3 | 4;
  readonly over: number;
}
/** Blocks that stay together on one page. */
export interface Keep extends BlockNode {
  readonly type: 'keep';
  readonly blocks: readonly Block[];
}
export type Block = Paragraph | Heading | List | Table | Grid | Image | QrCode | SealPlace | Rule | Space | PageBreak | Keep | Toc;

// ---- the whole ---------------------------------------------------------------------------------------------------

/**
 * A picture on the sheet itself, behind its text: PNG or JPEG bytes in base64, at a place from the sheet's upper left corner, mm. An
 * ornament, which is not read aloud. `firstOnly`: on the first page of the section.
 */
export interface Backdrop {
  readonly mime: 'image/png' | 'image/jpeg';
  readonly data: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly firstOnly?: true;
}
/** Paper, margins (mm, from the paper's edge to the text), what runs at head and foot, and the frame around the page. */
export interface PageMaster extends Node {
  readonly paper: Paper;
  /** Upright where nothing is said. */
  readonly orientation?: 'landscape';
  readonly margins: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  /** Distance of the header's top and of the footer's bottom from the paper's edge, mm. */
  readonly headerFrom: number;
  readonly footerFrom: number;
  /** Running header; `firstHeader` replaces it on the first page of the section (an empty list: none). */
  readonly header: readonly Block[];
  readonly firstHeader?: readonly Block[];
  readonly footer: readonly Block[];
  /** A frame of the theme (`guilloche`, `ruled`, `none`). */
  readonly frame: string;
  /** From the lowest up; the frame is drawn over them. */
  readonly backdrops?: readonly Backdrop[];
  /** The section is exactly one page, and its shares of space take up what the text leaves. */
  readonly fill: boolean;
}
/** A run of pages under one master. Every section begins on a new page; pages are counted through the document. */
export interface Section extends Node {
  readonly master: PageMaster;
  readonly blocks: readonly Block[];
}

export interface Meta {
  /** Kind of document: `certificate`, `audit-report`, … */
  readonly kind: string;
  readonly title: string;
  readonly number: string;
  /** As printed: `1`, or the word for a draft. */
  readonly version: string;
  /** YYYY-MM-DD; the date of the document, and the only date in a produced file. */
  readonly date: string;
  /** The certification body. */
  readonly author: string;
  readonly subject: string;
  /** The scheme whose records it is made of; absent where it is of no record. */
  readonly scheme?: { readonly id: string; readonly version: string };
  readonly keywords: readonly string[];
}

/** What somebody said of a document, as it stands beside the text of a copy for review. */
export interface Remark {
  /** By which it is called: `3`; of an answer `3.1`. */
  readonly label: string;
  readonly by: string;
  /** As the file that it came in has it: `2026-11-29T08:30:00Z`. */
  readonly on?: string;
  /** A paragraph a line. */
  readonly words: string;
  /** The index of the one that it answers. */
  readonly answers?: number;
  readonly isDone: boolean;
  /** Some text of the document is what it is about; else it is only listed. */
  readonly stands: boolean;
}
export interface Document {
  readonly type: 'document';
  /** There where it is a copy for review, which is never issued; each that stands in the text is named by one. */
  readonly remarks?: readonly Remark[];
  readonly lang: DocLang;
  /** Of two languages English leads; else Chinese does. */
  readonly lead?: 'en';
  readonly meta: Meta;
  /** Resolved for this document: densities are applied. */
  readonly theme: Theme;
  /** Which variant of the layout this is (`regular`); `only` where the layout names none. */
  readonly variant: string;
  readonly sections: readonly Section[];
}
