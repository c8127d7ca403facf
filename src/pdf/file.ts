/**
 * A PDF with classic cross-reference tables, as a row of revisions: each an update appended to the one before.
 *
 * In:  bytes. Out: revisions with what each defines, and objects as they were in any of them.
 *
 * Refuses what it does not know (cross-reference streams, encryption, tables that point about): a file that two readers
 * may read in two ways cannot be judged.
 */
import { Malformed } from '../files/malformed.js';
import { Dictionary, Name, Numeral, Reader, Reference, type Value } from './syntax.js';

export interface Revision {
  /** Where its table begins. */
  readonly table: number;
  readonly trailer: Dictionary;
  /** Object numbers to places; `undefined` where it was taken away. */
  readonly entries: ReadonlyMap<number, number | undefined>;
  /** Behind its last byte, the line feed after `%%EOF` included. */
  readonly end: number;
}
export interface PdfObject {
  readonly value: Value;
  readonly from: number;
  /** Behind `endobj`. */
  readonly to: number;
  /** The bytes of a stream as they stand, filters not undone. */
  readonly stream?: Uint8Array;
}
/** An audit's file has some; renewals add two each. */
const mostRevisions = 200;
const deepestPages = 40;
export const largestPdf = 500_000_000;

export class PdfFile {
  readonly text: string;
  /** The oldest first. */
  readonly revisions: readonly Revision[];
  private readonly objects = new Map<number, PdfObject>();

  /** @throws Malformed */
  constructor(readonly bytes: Uint8Array) {
    if (bytes.length > largestPdf) throw new Malformed('too large');
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    if (!this.text.startsWith('%PDF-')) throw new Malformed('not a PDF');
    const found: Revision[] = [];
    const start = this.text.lastIndexOf('startxref');
    if (start < 0) throw new Malformed('no cross-reference table');
    const reader = new Reader(this.text, start + 'startxref'.length);
    for (let table: number | undefined = reader.natural(); table !== undefined;) {
      const one = this.readRevision(table);
      const later = found[0];
      if (later && one.end > later.table) throw new Malformed('updates are not in order');
      if (found.length >= mostRevisions) throw new Malformed('too many updates');
      found.unshift(one);
      const previous: Value | undefined = one.trailer.get('Prev');
      if (previous !== undefined && !(previous instanceof Numeral)) throw new Malformed('/Prev is not a number');
      table = previous?.value;
    }
    this.revisions = found;
  }

  private readRevision(table: number): Revision {
    const reader = new Reader(this.text, table);
    if (!reader.word('xref')) throw new Malformed('no cross-reference table where one is named');
    const entries = new Map<number, number | undefined>();
    for (;;) {
      reader.skip();
      if (reader.word('trailer')) break;
      const first = reader.natural();
      const count = reader.natural();
      const lead = /^[ ]?(?:\r\n|\r|\n)/.exec(this.text.slice(reader.at, reader.at + 3))?.[0];
      if (lead === undefined) throw new Malformed('a cross-reference table of another shape');
      reader.at += lead.length;
      for (let i = 0; i < count; i++, reader.at += 20) {
        const line = /^(\d{10}) (\d{5}) ([nf])(?: \n| \r|\r\n)$/.exec(this.text.slice(reader.at, reader.at + 20));
        if (!line || entries.has(first + i)) throw new Malformed('a line of the cross-reference table');
        if (line[3] === 'n' && line[2] !== '00000') throw new Malformed('an object of a later generation');
        entries.set(first + i, line[3] === 'n' ? Number(line[1]) : undefined);
      }
    }
    const trailer = reader.value();
    if (!(trailer instanceof Dictionary)) throw new Malformed('no trailer');
    if (trailer.has('XRefStm') || trailer.has('Encrypt')) throw new Malformed('a second table, or encryption');
    reader.must('startxref');
    if (reader.natural() !== table) throw new Malformed('a table that another startxref names');
    // A comment to readers, and the end of a revision to us.
    reader.skip(false);
    if (!reader.word('%%EOF')) throw new Malformed('an update without its end');
    const end = /^(?:\r\n|\r|\n)?/.exec(this.text.slice(reader.at, reader.at + 2))?.[0] ?? '';
    return { table, trailer, entries, end: reader.at + end.length };
  }

  get last(): number {
    return this.revisions.length - 1;
  }
  /** Where an object stands, as of a revision. */
  place(number: number, revision = this.last): number | undefined {
    for (let i = revision; i >= 0; i--) {
      const entries = this.revisions[i]?.entries;
      if (entries?.has(number)) return entries.get(number);
    }
    return undefined;
  }
  object(number: number, revision = this.last): PdfObject | undefined {
    const place = this.place(number, revision);
    return place === undefined ? undefined : this.objectAt(place, number);
  }
  objectAt(place: number, number: number): PdfObject {
    const head = /^(\d{1,10}) 0 obj(?=[\s<[(/])/.exec(this.text.slice(place, place + 24));
    if (!head || Number(head[1]) !== number) throw new Malformed(`object ${number} is not where the table says`);
    const known = this.objects.get(place);
    if (known) return known;
    const reader = new Reader(this.text, place);
    reader.at += head[0].length;
    const value = reader.value();
    reader.skip();
    let stream: Uint8Array | undefined;
    if (reader.word('stream')) {
      const line = /^\r?\n/.exec(this.text.slice(reader.at, reader.at + 2))?.[0];
      const length = value instanceof Dictionary ? value.get('Length') : undefined;
      if (line === undefined || !(length instanceof Numeral)) throw new Malformed('a stream without its length');
      const from = reader.at + line.length;
      if (!Number.isInteger(length.value) || length.value < 0 || from + length.value > this.bytes.length)
        throw new Malformed('a stream goes beyond the end');
      stream = this.bytes.subarray(from, from + length.value);
      reader.at = from + length.value;
      reader.must('endstream');
    }
    reader.must('endobj');
    const object: PdfObject = { value, from: place, to: reader.at, ...(stream ? { stream } : {}) };
    this.objects.set(place, object);
    return object;
  }
  /** What a value is, references followed. */
  resolve(value: Value | undefined, revision = this.last): Value {
    for (let i = 0; value instanceof Reference; i++) {
      if (i > 8) throw new Malformed('references in a ring');
      value = this.object(value.number, revision)?.value ?? null;
    }
    return value ?? null;
  }
  dictionary(value: Value | undefined, revision = this.last): Dictionary {
    const found = this.resolve(value, revision);
    if (!(found instanceof Dictionary)) throw new Malformed('no dictionary where one is due');
    return found;
  }
  list(value: Value | undefined, revision = this.last): readonly Value[] {
    const found = this.resolve(value, revision);
    return Array.isArray(found) ? (found as readonly Value[]) : [];
  }
  root(revision = this.last): Reference {
    const root = this.revisions[revision]?.trailer.get('Root');
    if (!(root instanceof Reference)) throw new Malformed('no catalog');
    return root;
  }
  catalog(revision = this.last): Dictionary {
    return this.dictionary(this.root(revision), revision);
  }
  /** References of the pages in their order. */
  pages(revision = this.last): Reference[] {
    const seen = new Set<number>();
    const walk = (node: Value | undefined, depth: number): Reference[] => {
      if (!(node instanceof Reference) || seen.has(node.number) || depth > deepestPages) throw new Malformed('the page tree');
      seen.add(node.number);
      const entry = this.dictionary(node, revision);
      const type = entry.get('Type');
      return type instanceof Name && type.name === 'Pages'
        ? this.list(entry.get('Kids'), revision).flatMap((kid) => walk(kid, depth + 1))
        : [node];
    };
    return walk(this.catalog(revision).get('Pages'), 0);
  }
}
