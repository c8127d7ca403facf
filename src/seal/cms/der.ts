/**
 * ASN.1 in DER, read strictly and written.
 *
 * In:  bytes, or values. Out: elements with their exact bytes, or bytes.
 *
 * Not a general library on purpose: a verifier must refuse every second spelling of the same thing (indefinite or padded
 * lengths, bytes left over), and a revocation list has more elements than general parsers allow. Nothing here recurses
 * into its input by itself, so that nesting cannot exhaust the stack.
 */
import { Malformed } from '../../files/malformed.js';

export interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content, as they stand. */
  readonly raw: Uint8Array;
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The element that begins at `offset`; other bytes may follow it. */
export function elementAt(bytes: Uint8Array, offset = 0): Element {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new Malformed('not an ASN.1 element');
  let length = first;
  let begin = offset + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4 || begin + count > bytes.length) throw new Malformed('length is not DER');
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[begin + i] ?? 0);
    if (length < 0x80 || (count > 1 && bytes[begin] === 0)) throw new Malformed('length is not in its shortest form');
    begin += count;
  }
  if (begin + length > bytes.length) throw new Malformed('element goes beyond the end');
  return { tag, content: bytes.subarray(begin, begin + length), raw: bytes.subarray(offset, begin + length) };
}
/** The one element that these bytes are, none left over. */
export function element(bytes: Uint8Array, tag?: number): Element {
  const one = elementAt(bytes);
  if (one.raw.length !== bytes.length) throw new Malformed('bytes follow the element');
  if (tag !== undefined && one.tag !== tag) throw new Malformed(`tag ${one.tag} where ${tag} is due`);
  return one;
}
export function elements(content: Uint8Array): Element[] {
  const list: Element[] = [];
  for (let at = 0; at < content.length;) {
    const one = elementAt(content, at);
    list.push(one);
    at += one.raw.length;
  }
  return list;
}
/** Goes through the fields of a SEQUENCE in their order. */
export class Fields {
  private readonly list: readonly Element[];
  private at = 0;
  constructor(from: Element | Uint8Array, tag: number = tags.sequence) {
    const whole = from instanceof Uint8Array ? element(from) : from;
    if (whole.tag !== tag) throw new Malformed(`tag ${whole.tag} where ${tag} is due`);
    this.list = elements(whole.content);
  }
  peek(): Element | undefined {
    return this.list[this.at];
  }
  next(tag?: number): Element {
    const one = this.list[this.at++];
    if (!one || (tag !== undefined && one.tag !== tag)) throw new Malformed(`tag ${one?.tag ?? 'none'} where ${tag ?? 'any'} is due`);
    return one;
  }
  optional(tag: number): Element | undefined {
    return this.list[this.at]?.tag === tag ? this.list[this.at++] : undefined;
  }
  end(): void {
    if (this.at < this.list.length) throw new Malformed('an element too many');
  }
}

export function readOid(one: Element): string {
  if (one.tag !== tags.oid || one.content.length === 0 || one.content.length > 64) throw new Malformed('not an object identifier');
  const arcs: number[] = [];
  let value = 0;
  for (const byte of one.content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(value);
      value = 0;
    }
  }
  const first = arcs[0] ?? 0;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...arcs.slice(1)].join('.');
}
/** UTCTime or GeneralizedTime in the forms that RFC 5280 and RFC 3161 allow; fractions of a second are dropped. */
export function readTime(one: Element): Date {
  const text = Buffer.from(one.content).toString('latin1');
  const parts =
    one.tag === tags.utcTime
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)
      : one.tag === tags.generalizedTime
        ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text)
        : null;
  if (!parts) throw new Malformed('not a time');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  const full = one.tag === tags.utcTime ? year + (year < 50 ? 2000 : 1900) : year;
  const date = new Date(0);
  date.setUTCFullYear(full, month - 1, day);
  date.setUTCHours(hour, minute, second);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) throw new Malformed('not a time');
  return date;
}
/** A BIT STRING of whole bytes. */
export function readBits(one: Element): Uint8Array {
  if (one.tag !== tags.bits || one.content[0] !== 0) throw new Malformed('not a bit string of whole bytes');
  return one.content.subarray(1);
}
export function readSmallInteger(one: Element): number {
  const [first = 0, second = 0x80] = one.content;
  if (one.content.length === 0 || one.content.length > 4 || (first === 0 && second < 0x80)) throw new Malformed('not a small number');
  return one.content.reduce((sum, byte) => sum * 256 + byte, 0);
}

export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [tag];
  if (length < 0x80) head.push(length);
  else {
    const bytes: number[] = [];
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
    head.push(0x80 | bytes.length, ...bytes);
  }
  return new Uint8Array(Buffer.concat([Uint8Array.from(head), ...parts]));
}
export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => der(tags.sequence, ...parts);
/** SET OF: DER puts its elements in the order of their bytes. */
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array => der(tags.set, ...[...parts].sort((a, b) => Buffer.compare(a, b)));
export const octets = (content: Uint8Array): Uint8Array => der(tags.octets, content);
export const nothing = (): Uint8Array => der(tags.nothing);
/** `[number]`, constructed: explicit around one element, implicit in place of a SEQUENCE's or SET's own tag. */
export const tagged = (number: number, ...parts: readonly Uint8Array[]): Uint8Array => der(0xa0 | number, ...parts);
export function integer(value: number | Uint8Array): Uint8Array {
  let bytes = [...(typeof value === 'number' ? Buffer.from(value.toString(16).padStart(8, '0'), 'hex') : value)];
  while (bytes.length > 1 && bytes[0] === 0 && (bytes[1] ?? 0) < 0x80) bytes = bytes.slice(1);
  if ((bytes[0] ?? 0) >= 0x80) bytes.unshift(0);
  return der(tags.integer, Uint8Array.from(bytes));
}
export function oid(dotted: string): Uint8Array {
  const [top = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [top * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc % 128];
    for (let more = Math.floor(arc / 128); more > 0; more = Math.floor(more / 128)) digits.unshift((more % 128) | 0x80);
    return digits;
  });
  return der(tags.oid, Uint8Array.from(bytes));
}
/** RFC 5652 11.3: UTCTime until 2049, GeneralizedTime after; whole seconds. */
export function time(date: Date): Uint8Array {
  const digits = date.toISOString().replace(/\.\d+/, '').replace(/[-:T]/g, '');
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050 ? der(tags.utcTime, Buffer.from(digits.slice(2))) : der(tags.generalizedTime, Buffer.from(digits));
}
