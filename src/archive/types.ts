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

/**
 * One line of `index.jsonl`, its keys in this order. `bag` is `<scheme>/<case>/<subject>/<revision>` where a bag was added, and
 * `<scheme>/<case>/<subject>` in all other lines: what is kept, held or destroyed are all revisions together.
 */
export type IndexEntry =
  | Entry<
      'added',
      {
        readonly bag: string;
        /** SHA-256 of tagmanifest-sha256.txt. */
        readonly tagManifest: string;
        /** SHA-256 of tagmanifest-sha256.txt.p7s: so a time stamp on the index covers the signatures too. */
        readonly signature: string;
        readonly identity: string;
        /** `tagManifest` of the revision before. */
        readonly replaces?: string;
        readonly reason?: string;
        /** YYYY-MM-DD. */
        readonly retainUntil?: string;
      }
    >
  | Entry<'retained', { readonly bag: string; readonly retainUntil: string; readonly reason: string }>
  | Entry<'held', { readonly bag: string; readonly reason: string }>
  | Entry<'released', { readonly bag: string; readonly reason: string }>
  /** `tagManifest` is that of the last revision; `record` is the SHA-256 of `disposed/<n>.json`. */
  | Entry<'disposed', { readonly bag: string; readonly tagManifest: string; readonly record: string; readonly reason: string }>
  /** `head` is the SHA-256 of what was stamped: `index.head` as it was before this line. `token` is that of `renewed/<n>.tsr`. */
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
