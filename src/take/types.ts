/**
 * What a file that came back says, on its way into the records.
 *
 * In:  nothing. Out: types.
 */
import type { ReviewEntry } from '../answers/review-list.js';
import type { Carried } from '../carried/index.js';
import type { RecordFile } from '../load/types.js';
import type { Edit, YamlValue } from '../record-edit/types.js';
import type { WholeFile } from '../record-edit/write-records.js';
import type { Prose } from '../diagnostics/index.js';
import type { Lang } from '../model/index.js';
import type { WordBlock, WordPlace } from '../word/types.js';
import type { Picture } from '../files/picture.js';
import type { PictureIn } from './in-line.js';

/** Who saved a file with what, as far as it says so. */
export interface Producer {
  readonly kind: 'certpress' | 'word' | 'wps' | 'libreoffice' | 'other';
  /** As the file has it. */
  readonly application: string;
  readonly by?: string;
  readonly on?: string;
}

/** A value of the record that the file says otherwise than it was written. */
export interface ValueChange {
  readonly kind: 'value';
  readonly file: string;
  readonly pointer: string;
  readonly lang: Lang;
  readonly printed: string;
  readonly said: string;
  /** Of a box: the value of which it was the tick. */
  readonly ticked?: string;
  readonly at: WordPlace;
}
/** A long text, all its paragraphs as they stand now. */
export interface LongChange {
  readonly kind: 'long';
  readonly file: string;
  readonly pointer: string;
  readonly lang: Lang;
  /** The words of its paragraphs as they were written. */
  readonly printed: readonly string[];
  readonly blocks: readonly WordBlock[];
  readonly at: WordPlace;
}
/** A new entry of a list, behind the entry `after`. */
export interface EntryChange {
  readonly kind: 'entry';
  readonly file: string;
  /** Of the list. */
  readonly list: string;
  readonly after: number;
  /** Entries that the record has got since the file was written; of one that is as it was nothing. */
  readonly since?: readonly number[];
  readonly values: readonly {
    readonly tail: string;
    readonly lang: Lang;
    readonly said: string;
    readonly sample: string;
    /** Of a long text: its paragraphs. */
    readonly blocks?: readonly WordBlock[];
    readonly picture?: PictureIn;
  }[];
  /** What goes into the record along with it, without being typed. */
  readonly given?: readonly { readonly tail: string; readonly values: readonly string[] }[];
  readonly at: WordPlace;
}
/** Another picture in the place of one, or none. */
export interface PictureChange {
  readonly kind: 'picture';
  readonly file: string;
  readonly pointer: string;
  readonly lang: Lang;
  readonly printed: string;
  /** The SHA-256 of the one that the record had when the file was written. */
  readonly was?: string;
  readonly picture?: PictureIn;
  readonly at: WordPlace;
}
export interface GoneChange {
  readonly kind: 'gone';
  readonly file: string;
  readonly pointer: string;
  readonly printed: string;
  /** Where it stood: behind this. */
  readonly at: WordPlace;
}
export type Change = ValueChange | LongChange | PictureChange | EntryChange | GoneChange;

/** The changes of one Word file. */
export interface Said {
  readonly form: string;
  readonly scheme: string;
  readonly schemeVersion: string;
  /** Hashes of record files when the Word file was written, where it says them. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly changes: readonly Change[];
  /** What goes into the record along with an entry that the file has begun, once something is written in it. */
  readonly given: readonly { readonly file: string; readonly pointer: string; readonly values: readonly string[] }[];
}
/** What a file says of a field, as a value of the record. */
export interface Answer {
  readonly said: Said;
  readonly change: ValueChange | LongChange | PictureChange;
  readonly record: RecordFile;
  /** Undefined: emptied. */
  readonly value: YamlValue | undefined;
}

/** One difference that a person reads, of one field or entry. */
export interface Difference {
  readonly file: string;
  readonly pointer: string;
  /** The field in words: `审核发现 3 › 审核证据`. */
  readonly field: Prose;
  readonly lang?: Lang;
  readonly before: string;
  readonly after: string;
  /** Names of the Word files that say so. */
  readonly forms: readonly string[];
  readonly at: WordPlace;
}
/** `translations.yaml` of a case, and how many texts it says more of. */
export interface StaleEnglish extends WholeFile {
  readonly texts: number;
}
/** The edits of one record file. */
export interface TakenFile extends WholeFile {
  readonly edits: readonly Edit[];
  readonly differences: readonly Difference[];
}
/** A picture that goes into `evidence/`, by its path from the project. */
export interface NewPicture extends Pick<Picture, 'mime' | 'width' | 'height'> {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}
export interface TakenForm {
  readonly name: string;
  readonly producer: Producer;
  readonly document: Carried['document'];
  /** Tracked changes that are open, and comments. */
  readonly review: readonly ReviewEntry[];
}
export interface Taken {
  /** Of the differences those in what only the body writes, and no client answers. */
  readonly ofBody: readonly Difference[];
  readonly forms: readonly TakenForm[];
  readonly files: readonly TakenFile[];
  /** Those that the files name and that are not there yet. */
  readonly pictures: readonly NewPicture[];
  /** What is known of translations, where Chinese was changed and the English beside it was not. */
  readonly stale: readonly StaleEnglish[];
}
