/**
 * Whether two PDFs are the same file but for how their streams were deflated.
 *
 * In:  the bytes of both, as the writer makes them. Out: yes or no; no where one of them cannot be read.
 *
 * The same content may be deflated to other bytes by another zlib, or another version of it; lengths, places and the hash in the
 * identity follow from that. Everything else must agree: the revisions, which objects each holds, every value, every stream.
 */
import { inflateSync } from 'node:zlib';
import { Malformed, sameBytes } from '../files/malformed.js';
import { PdfFile, type PdfObject, type Revision } from '../pdf/file.js';
import { Dictionary, Name, sameValue } from '../pdf/syntax.js';

/** Both files are of our own making, and yet one came in a bag. */
const mostInflated = 400_000_000;

export function isSameInflated(a: Uint8Array, b: Uint8Array): boolean {
  try {
    const [one, other] = [new PdfFile(a), new PdfFile(b)];
    const bounds = { left: mostInflated };
    return (
      one.revisions.length === other.revisions.length &&
      one.revisions.every((revision, i) => isSameRevision(one, other, revision, other.revisions[i], bounds))
    );
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

function isSameRevision(a: PdfFile, b: PdfFile, one: Revision, other: Revision | undefined, bounds: { left: number }): boolean {
  if (!other || !sameValue(withoutPlaces(a, one), withoutPlaces(b, other)) || one.entries.size !== other.entries.size) return false;
  for (const [number, place] of one.entries) {
    const there = other.entries.get(number);
    if (!other.entries.has(number) || (place === undefined) !== (there === undefined)) return false;
    if (place !== undefined && there !== undefined && !isSameObject(a.objectAt(place, number), b.objectAt(there, number), bounds))
      return false;
  }
  return true;
}
/** Of the identity only the first half stays: the second is a hash of the bytes. */
function withoutPlaces(file: PdfFile, { trailer }: Revision): Dictionary {
  const rest = new Dictionary(trailer);
  rest.delete('Prev');
  rest.set('ID', file.list(trailer.get('ID')).slice(0, 1));
  return rest;
}
function isSameObject(a: PdfObject, b: PdfObject, bounds: { left: number }): boolean {
  if (!a.stream || !b.stream || !isDeflated(a) || !isDeflated(b)) {
    return (
      sameValue(a.value, b.value) &&
      (a.stream === undefined) === (b.stream === undefined) &&
      sameBytes(a.stream ?? new Uint8Array(), b.stream ?? new Uint8Array())
    );
  }
  if (!sameValue(withoutLength(a), withoutLength(b))) return false;
  if (sameBytes(a.stream, b.stream)) return true;
  const [one, other] = [inflated(a.stream, bounds), inflated(b.stream, bounds)];
  return one !== undefined && other !== undefined && sameBytes(one, other);
}
function isDeflated({ value }: PdfObject): boolean {
  const filter = value instanceof Dictionary ? value.get('Filter') : undefined;
  return filter instanceof Name && filter.name === 'FlateDecode';
}
function withoutLength({ value }: PdfObject): Dictionary {
  const rest = new Dictionary(value instanceof Dictionary ? value : []);
  rest.delete('Length');
  return rest;
}
function inflated(bytes: Uint8Array, bounds: { left: number }): Uint8Array | undefined {
  if (bounds.left <= 0) return undefined;
  try {
    const whole = inflateSync(bytes, { maxOutputLength: bounds.left });
    bounds.left -= whole.length;
    return whole;
  } catch {
    bounds.left -= bytes.length;
    return undefined;
  }
}
