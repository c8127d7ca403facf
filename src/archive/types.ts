/**
 * What an archive holds: bags of finished audits and certificates, and the index that says in which order they came.
 *
 * In:  nothing. Out: types. `docs/archive-format.md` says the same of the files on disk.
 */

/** What one revision of a bag is to hold, before it is written. All of its PDFs are sealed already. */
export interface BagContents {
  readonly place: BagPlace;
  /** Payload by path below `data/`, forward slashes: `documents/audit-report.zh-en.pdf`, `record/people.yaml`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /**
   * SHA-256, in hex, of what makes this revision another one: the documents before they were sealed, the records of this
   * audit, the evidence. A seal made anew alone does not change it.
   */
  readonly identity: string;
  /** The body's name, for `bag-info.txt`. */
  readonly organization: string;
  /** Keep at least until this day (`YYYY-MM-DD`); none where it cannot be said yet. */
  readonly retainUntil?: string;
}

/** `<scheme>/<case>/<subject>`; the subject is an audit's folder name, or a certificate's number. */
export interface BagPlace {
  readonly scheme: string;
  readonly case: string;
  readonly subject: string;
}

/** One line of `index.jsonl`, its keys in this order. */
export type IndexEntry =
  | Entry<'added', { readonly bag: string; readonly tagManifest: string; readonly identity: string; readonly replaces?: string; readonly reason?: string; readonly retainUntil?: string }>
  | Entry<'retained', { readonly bag: string; readonly retainUntil: string; readonly reason: string }>
  | Entry<'held', { readonly bag: string; readonly reason: string }>
  | Entry<'released', { readonly bag: string; readonly reason: string }>
  | Entry<'disposed', { readonly bag: string; readonly tagManifest: string; readonly record: string; readonly reason: string }>
  | Entry<'renewed', { readonly head: string; readonly token: string }>;

type Entry<K extends string, T> = {
  /** Counts from 1. */
  readonly n: number;
  readonly kind: K;
  /** ISO 8601, UTC, whole seconds: when it was entered. */
  readonly at: string;
  /** SHA-256 of the line before, without its line feed; 64 zeros in the first line. */
  readonly previous: string;
} & T;
