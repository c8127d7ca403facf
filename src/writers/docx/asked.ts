/**
 * What a form asks, place by place: what the writer is told of a document that it writes as a form.
 *
 * In:  nothing. Out: types.
 */
import type { Lang, PlaceOfWords } from '../../model/index.js';

/** What a form asks at one place. */
export interface Asked {
  readonly kind: 'text' | 'choice' | 'date' | 'picture';
  readonly isOpen: boolean;
  /** What the field is called. */
  readonly title: string;
  /** What stands there as long as nobody has written anything. */
  readonly hint: () => string;
  readonly choices?: readonly ({ readonly value: string } & Readonly<Record<Lang, string>>)[];
  /** Of a date that is there. */
  readonly day?: string;
  /** Of a picture: the record has none yet, and what is shown asks for one. */
  readonly isEmpty?: boolean;
  /** How the value may be printed, the longest first; words that are none of it are not the value. Long text is printed piece by piece. */
  readonly printed: readonly string[] | 'pieces';
}
export interface FormOfDocument {
  readonly of: (place: PlaceOfWords) => Asked | undefined;
  /** What the list at a pointer is called; nothing where no entry can be added to it. */
  readonly list: (file: string, pointer: string) => string | undefined;
  /** The sign that stands for words that are not there yet. */
  readonly blank: RegExp;
  readonly hashes: ReadonlyMap<string, string>;
  /** What goes into the record along with a new entry. */
  readonly given: readonly { readonly file: string; readonly pointer: string; readonly values: readonly string[] }[];
  readonly for?: string;
  readonly part?: string;
}
