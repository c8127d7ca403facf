/**
 * What server and page say to each other: both are checked against these types.
 *
 * In:  nothing. Out: types; all of it is plain JSON.
 */
import type { Prose, Severity } from '../diagnostics/types.js';
import type { PageSetup, WordBlock, WordInline, WordParagraph, WordTable } from '../word/types.js';

export type { Prose, WordBlock, WordInline, WordParagraph, WordTable };

/** A place in a file that an editor can open. */
export interface Spot {
  /** As it is shown: from the project's folder, or from certpress's. */
  readonly file: string;
  /** Absolute, with forward slashes: what an editor is asked to open. */
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}
export interface Problem {
  readonly severity: Severity;
  readonly code: string;
  readonly message: Prose;
  readonly why?: Prose;
  readonly help?: Prose;
  /** The rule and the clause, as the source names them. */
  readonly tag?: string;
  readonly place?: Spot;
  readonly related: readonly Spot[];
}

export interface DocumentLine {
  /** Names it in addresses; the same from run to run. */
  readonly id: string;
  readonly title: Prose;
  /** Which of several of its kind it is (a nonconformity, a certificate, a person, a site), else its number. */
  readonly number: string;
  readonly lang: 'zh' | 'en' | 'zh-en';
  readonly audit: string | null;
  readonly kind: string;
  /** What the program knows of its kind: `report`. */
  readonly role?: string;
}
export interface CaseLine {
  /** The same from run to run. */
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly client: Prose;
  readonly scheme: string;
  readonly documents: readonly DocumentLine[];
  readonly errors: number;
  readonly warnings: number;
}
/** What there is. */
export interface ProjectState {
  readonly version: string;
  /** The day judged on. */
  readonly asOf: string;
  /** The first reading takes some seconds. */
  readonly isRead: boolean;
  readonly cases: readonly CaseLine[];
  /** What is wrong and belongs to no case. */
  readonly problems: readonly Problem[];
}

/** Where the words of a page come from; numbers point into lists, since most of them come again and again. */
export interface Origins {
  readonly files: readonly Pick<Spot, 'file' | 'path'>[];
  readonly sources: readonly Source[];
  /** For each block or cell in reading order: the pieces of its text, and where in the file they stand. */
  readonly entries: readonly OriginEntry[];
  /** What stands above and below on its pages, which the file does not mark. */
  readonly running: readonly RunningEntry[];
  /** In reading order, those of headers and footers last. */
  readonly pictures: readonly PictureOrigin[];
}
export interface RunningEntry {
  readonly at: 'header' | 'footer';
  /** So far from the edge of the page it may reach, as a share of its height. */
  readonly reach: number;
  /** Without white space and without numbers. */
  readonly text: string;
  readonly runs: OriginEntry['runs'];
}
export interface PictureOrigin {
  /** What is said to those who do not see it; the file says the same. */
  readonly alt: string;
  /** Millimetres. */
  readonly width: number;
  readonly source: number;
}
/** File (a number), line, column. */
export type At = readonly [file: number, line: number, column: number];
export interface Source {
  readonly template?: At;
  readonly record: readonly (readonly [...At, pointer: string])[];
}
export interface OriginEntry {
  /** Page (from 1), number of the marked content, its characters without white space; in reading order. */
  readonly at: readonly (readonly [page: number, mcid: number, length: number])[];
  /** Characters, without white space, and the source that they come from; -1 for none. */
  readonly runs: readonly (readonly [length: number, source: number])[];
  /** The required contents that it belongs to, the innermost last. */
  readonly contents: readonly string[];
  /** A ruled blank is in it. */
  readonly blank: boolean;
  /** Required contents of what follows it and has no words: cells that are left to write in. */
  readonly emptyAfter: readonly string[];
}
export interface ContentLine {
  readonly id: string;
  readonly clause: string;
  readonly title: Prose;
  /** The words of the source. */
  readonly text: Prose;
  readonly required: 'print' | 'later';
  readonly isAnswered: boolean;
  /** Of what comes later: where it belongs, and what of that file is due by when. */
  readonly awaited: readonly (Spot & { readonly pointer: string })[];
  readonly due: readonly Pick<DueItem, 'due' | 'daysLeft' | 'what' | 'tag'>[];
}
/** The documents of a case that print a field, or what a clause asks for. */
export interface Printed {
  readonly documents: readonly string[];
}

/** The document that a page shows. */
export interface DocumentState {
  readonly id: string;
  readonly case: string;
  /** Names the bytes of its pages; absent until it could be made once. */
  readonly pages?: { readonly hash: string; readonly count: number };
  /** Whether the pages show the records and layouts as they are; else they are the last good ones. */
  readonly isCurrent: boolean;
  /** Whether Word and PDF of these pages were read back and say what the record says. */
  readonly isProved: boolean;
  /** What is wrong with it, and then with its case. */
  readonly problems: readonly Problem[];
  readonly caseProblems: readonly Problem[];
  /** When the file was saved that this answers, ms since 1970; absent where nothing was saved. */
  readonly savedAt?: number;
  readonly contents: readonly ContentLine[];
}

export interface Step {
  readonly date: string;
  readonly to?: string;
  readonly what: Prose;
  readonly where: string;
  readonly place?: Spot;
}
export interface CaseGlance {
  readonly id: string;
  readonly name: string;
  readonly client: Prose;
  readonly asOf: string;
  readonly certificates: readonly {
    readonly number: string;
    readonly state: string;
    readonly stateName: Prose;
    readonly validFrom?: string;
    readonly validTo?: string;
    readonly steps: readonly { readonly date: string; readonly stateName: Prose; readonly what?: Prose }[];
  }[];
  readonly story: readonly Step[];
  readonly planned: readonly Step[];
  readonly due: readonly {
    readonly due: string;
    readonly daysLeft: number;
    readonly isOverdue: boolean;
    readonly what: Prose;
    readonly thing: Prose;
    readonly tag: string;
    readonly place?: Spot;
  }[];
  readonly waiting: readonly Problem[];
}

/** A state of a certificate, as the judgement names it. */
export interface StateLine {
  readonly id: string;
  readonly name: Prose;
}
/** What is to be done by a day. */
export interface DueItem {
  /** The same from run to run. */
  readonly id: string;
  /** Id and name of the case; both '' for what belongs to no case. */
  readonly case: string;
  readonly name: string;
  readonly due: string;
  readonly daysLeft: number;
  readonly isOverdue: boolean;
  readonly notBefore?: string;
  readonly client?: Prose;
  readonly leader?: Prose;
  readonly scheme: string;
  /** Of the certificates of the case. */
  readonly states: readonly StateLine[];
  readonly thing: Prose;
  readonly what: Prose;
  readonly tag: string;
  /** Counted in working days of a year whose holidays are not known. */
  readonly isIndicative: boolean;
  /** Id of the document that it is about. */
  readonly document?: string;
  readonly place?: Spot;
}
/** A part of what is to be done over all cases. */
export interface DuePart {
  /** Another one: the records were read again since, and the parts before count no more. */
  readonly version: number;
  readonly items: readonly DueItem[];
  /** Of so many steps, so many are done. */
  readonly done: number;
  readonly steps: number;
}

/** An entry of the reference of layouts, with an example to try. */
export interface ReferenceLine {
  readonly group: 'layout' | 'element' | 'helper' | 'context' | 'style';
  readonly name: string;
  /** How it is called, or what it holds. */
  readonly usage: string;
  readonly example: string;
}
export interface Reference {
  readonly entries: readonly ReferenceLine[];
}
export interface TriedProblem extends Problem {
  /** In the text that was tried, from 1. */
  readonly at?: { readonly line: number; readonly column: number };
}
/** What a text makes when it is tried as a layout. */
export interface LayoutTried {
  readonly problems: readonly TriedProblem[];
  /** The file, in base64; absent where there are errors. */
  readonly pdf?: string;
}

/** The Word file of a document, as it is read: each word, and looks about as they are. */
export interface WordView {
  /** Names the pages that it was made with. */
  readonly hash: string;
  readonly sections: readonly WordViewSection[];
  /** Addresses with the bytes in them, by the key that a picture names. */
  readonly pictures: Readonly<Record<string, string>>;
  /** What the reading does not know, or has otherwise. */
  readonly leftovers: readonly Prose[];
}
export interface WordViewSection {
  /** Millimetres. */
  readonly page: PageSetup;
  /** Headers and footers that are not those of the section before. */
  readonly running: readonly WordRunning[];
  readonly blocks: readonly WordBlock[];
}
export interface WordRunning {
  readonly at: 'header' | 'footer';
  /** `usual`: on all pages that the others are not for. */
  readonly on: 'usual' | 'first' | 'even';
  readonly blocks: readonly WordBlock[];
}

/** What the server sends by itself, one kind an event. */
export interface Events {
  readonly project: ProjectState;
  readonly document: DocumentState;
}
