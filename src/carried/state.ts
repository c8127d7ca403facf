/**
 * The state of a Word file, written twice and read back.
 *
 * In:  what a file says of itself. Out: as JSON, in a custom XML part, where anyone can read it; and, deflated and cut into short strings,
 * as custom properties: LibreOffice keeps both in a DOCX, and these alone by way of an ODT. And back again, bounded and checked, with the
 * reason where it cannot be believed.
 */
import { inflateRawSync } from 'node:zlib';
import { deflateSync, strToU8 } from 'fflate';
import { sha256 } from '../files/write-file.js';
import { bounds } from './bounds.js';
import { carriedShape, type Carried } from './types.js';

/** The root element of the custom XML part is `carried` in this namespace; its text is the JSON. */
export const carriedNamespace = 'urn:certpress:carried:1';
/** Ids of custom XML parts are GUIDs, so that a program finds one again; ours is the same in every file. */
export const carriedPartId = '{6C0F3B52-7D0E-4E57-9C1B-3A3C5B1F9D41}';

/** Name of a block's bookmark: hidden in Word's lists (a low line comes first), and short enough for every editor (40). */
export const blockName = (n: number): string => `_cp${n.toString(36)}`;
export const isBlockName = (name: string): boolean => /^_cp[0-9a-z]{1,8}$/.test(name);

/** How long a string property may be that Word shows and saves whole. */
const pieceLength = 255;
const prefix = 'certpress-places';
const property = (n: number): string => `${prefix}-${n}`;
/** Same bytes on every Node: fflate is JavaScript, and what `node:zlib` packs is not the same in all; what it unpacks is. */
const level = 4;

export interface Property {
  readonly name: string;
  readonly value: string;
}
/** The same state, as text and as properties: the first says how many follow, and the hash of the text. */
export function writeCarried(carried: Carried): { readonly json: string; readonly properties: readonly Property[] } {
  const json = JSON.stringify(carried);
  const packed = Buffer.from(deflateSync(strToU8(json), { level })).toString('base64');
  const pieces = Array.from({ length: Math.ceil(packed.length / pieceLength) }, (_, i) =>
    packed.slice(i * pieceLength, (i + 1) * pieceLength),
  );
  const head = { name: prefix, value: `1 ${pieces.length} ${sha256(json)}` };
  return { json, properties: [head, ...pieces.map((value, i) => ({ name: property(i + 1), value }))] };
}

/**
 * `absent`: it carries nothing; `newer`: a later version of certpress wrote it; `damaged`: part of it is missing or changed; `invalid`: it
 * is whole, and says what no file of ours says; `too-large`.
 */
export type NotCarried = 'absent' | 'newer' | 'damaged' | 'invalid' | 'too-large';
export type CarriedReading =
  { readonly ok: true; readonly carried: Carried; readonly json: string } | { readonly ok: false; readonly why: NotCarried };
const no = (why: NotCarried): CarriedReading => ({ ok: false, why });

/** `text`: that of the root element of the part. */
export function readCarriedText(text: string | undefined): CarriedReading {
  if (text === undefined) return no('absent');
  if (text.length > bounds.json) return no('too-large');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return no('damaged');
  }
  if (typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number' && value.version > 1)
    return no('newer');
  const { data, success } = carriedShape.safeParse(value);
  return success ? { ok: true, carried: data, json: text } : no('invalid');
}

/** `properties`: all custom properties that are strings, by name; `other`: the other copy, whose text need not be read again. */
export function readCarriedProperties(properties: ReadonlyMap<string, string>, other?: CarriedReading): CarriedReading {
  const head = properties.get(prefix);
  if (head === undefined) return no('absent');
  const [, version, count, hash] = /^(\d{1,6}) (\d{1,6}) ([0-9a-f]{64})$/.exec(head.trim()) ?? [];
  if (version === undefined || count === undefined) return no('damaged');
  if (version !== '1') return no('newer');
  if (Number(count) * pieceLength > bounds.json) return no('too-large');
  let packed = '';
  for (let n = 1; n <= Number(count); n++) {
    const piece = properties.get(property(n));
    if (piece === undefined || piece.length > 2 * pieceLength) return no('damaged');
    packed += piece.trim();
  }
  const json = inflated(Buffer.from(packed, 'base64'));
  if (json === undefined) return no('damaged');
  if (json === 'too-large') return no('too-large');
  if (sha256(json) !== hash) return no('damaged');
  return other?.ok === true && other.json === json ? other : readCarriedText(json);
}

/** No more than the bound, so that a small file cannot become a huge one. */
function inflated(packed: Uint8Array): string | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: bounds.json }).toString('utf8');
  } catch (error) {
    return error instanceof RangeError ? 'too-large' : undefined;
  }
}
