/**
 * The dictionary of a signature or document time stamp: how it is spelled, and read back.
 *
 * In:  a file, a reference, the revision that it closes. Out: the signature in DER and the bytes that it is over.
 *
 * All that forgers do to signed files begins here: a hole that is larger than the signature, a second /Contents, a range that
 * leaves bytes out. So the range must go from the first byte to the revision's last, and its one hole must be exactly the
 * string that the dictionary itself names, in one spelling, filled up with zeros.
 */
import { elementAt } from '../cms/der.js';
import { Malformed } from '../../files/malformed.js';
import { Dictionary, Name, Numeral, Quoted, Reference, type Value } from '../../pdf/syntax.js';
import type { PdfFile } from '../../pdf/file.js';

/** Ten digits each, so that the length stays when the numbers are known. */
export const openRange = '/ByteRange [0 0000000000 0000000000 0000000000]';
/** Spaces instead of leading zeros: some readers take those for octal. */
export const rangeText = (numbers: readonly number[]): string =>
  `/ByteRange [0 ${numbers.map((one) => String(one).padEnd(10, ' ')).join(' ')}]`;
export const timeStampText = (range: string, contents: string): string =>
  `<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 ${range} /Contents ${contents} >>`;
/** A name of the third class (ISO 32000-1, annex E): the level at which the file was sealed. */
export const promisedLevel = 'XXLevel';
/**
 * Another: in which spelling the seal, and what makes it last, is written. Verifiers spell again what no signature covers
 * (`additions.ts`), so a change of a space there is a new spelling, and this is how a file says which is its own. `docs/seal-format.md`
 * lists them; files without it are of the first.
 */
export const spellingKey = 'XXSpelling';
export const newestSpelling = 2;
export function spellingOf(dictionary: Dictionary): number {
  const said = dictionary.get(spellingKey);
  if (said === undefined) return 1;
  if (!(said instanceof Numeral) || !/^[1-9]\d{0,5}$/.test(said.text)) throw new Malformed('a spelling that is no number');
  return said.value;
}

export interface PdfSignature {
  readonly dictionary: Dictionary;
  readonly kind: 'seal' | 'time-stamp';
  readonly der: Uint8Array;
  readonly signed: readonly [Uint8Array, Uint8Array];
  /** The dictionary's place in the file. */
  readonly from: number;
  readonly range: readonly number[];
  readonly contents: string;
}

/** @throws Malformed */
export function readSignature(file: PdfFile, reference: Value | undefined, revision: number): PdfSignature {
  if (!(reference instanceof Reference)) throw new Malformed('no signature where one is due');
  const object = file.object(reference.number, revision);
  const closed = file.revisions[revision];
  const begin = file.revisions[revision - 1]?.end ?? 0;
  if (!object || !closed || !(object.value instanceof Dictionary) || object.stream) throw new Malformed('no dictionary of a signature');
  const dictionary = object.value;
  const kind = kindOf(dictionary);
  const list = dictionary.get('ByteRange');
  const range = (Array.isArray(list) ? (list as readonly Value[]) : []).map((one) =>
    one instanceof Numeral && /^\d{1,10}$/.test(one.text) ? one.value : NaN,
  );
  const contents = dictionary.get('Contents');
  if (!(contents instanceof Quoted) || contents.from < object.from) throw new Malformed('no /Contents');
  const [first, hole, after, rest = NaN] = range;
  if (range.length !== 4 || first !== 0 || hole !== contents.from || after !== contents.to)
    throw new Malformed('the signed range leaves out more than the signature');
  if (object.from < begin || object.to > closed.table || contents.to + rest !== closed.end)
    throw new Malformed('the signed range is not the whole file as it was signed');
  return {
    dictionary,
    kind,
    der: derOf(contents),
    from: object.from,
    range: range.slice(1),
    contents: contents.text,
    signed: [file.bytes.subarray(0, contents.from), file.bytes.subarray(contents.to, closed.end)],
  };
}
function kindOf(dictionary: Dictionary): PdfSignature['kind'] {
  const said = ['Type', 'SubFilter']
    .map((key) => {
      const value = dictionary.get(key);
      return value instanceof Name ? value.name : '';
    })
    .join(' ');
  if (said === 'Sig ETSI.CAdES.detached') return 'seal';
  if (said === 'DocTimeStamp ETSI.RFC3161') return 'time-stamp';
  throw new Malformed(`a signature of another kind (${said})`);
}
/** The hole's bytes are covered by nothing: each must be the one that it can only be. */
function derOf(contents: Quoted): Uint8Array {
  const digits = contents.text.slice(1, -1);
  if (!contents.text.startsWith('<') || digits.length % 2 !== 0 || /[^0-9a-f]/.test(digits))
    throw new Malformed('/Contents is not written in small hexadecimal digits');
  const bytes = new Uint8Array(Buffer.from(digits, 'hex'));
  const der = elementAt(bytes).raw;
  if (bytes.subarray(der.length).some((byte) => byte !== 0)) throw new Malformed('something else than zeros follows the signature');
  return der;
}
