/**
 * PDF objects: read from bytes and written (ISO 32000-1, 7.3).
 *
 * In:  a text with one character a byte, a place. Out: values; strings know where they stand, numbers keep their spelling.
 */
import { Malformed } from '../files/malformed.js';

export class Name {
  constructor(readonly name: string) {}
}
export class Reference {
  constructor(readonly number: number) {}
}
export class Numeral {
  constructor(readonly text: string) {}
  get value(): number {
    return Number(this.text);
  }
}
/** A string as it stands, with its brackets. */
export class Quoted {
  constructor(
    readonly text: string,
    readonly from = -1,
  ) {}
  get to(): number {
    return this.from + this.text.length;
  }
}
/** Text put into a file as it is. */
export class Raw {
  constructor(readonly text: string) {}
}
export class Dictionary extends Map<string, Value> {}
export type Value = null | boolean | Name | Reference | Numeral | Quoted | Raw | Dictionary | readonly Value[];

const space = /[\x00\t\n\f\r ]/;
const regular = /[^\x00\t\n\f\r ()<>[\]{}/%]/;
const deepest = 60;

export class Reader {
  constructor(
    readonly text: string,
    public at: number,
  ) {}

  /** White space; comments too, outside of updates that must not hold any. */
  skip(comments = true): void {
    for (;;) {
      while (space.test(this.text[this.at] ?? '')) this.at++;
      if (!comments || this.text[this.at] !== '%') return;
      while (this.at < this.text.length && !/[\r\n]/.test(this.text[this.at] ?? '')) this.at++;
    }
  }
  word(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }
  must(word: string): void {
    this.skip();
    if (!this.word(word)) throw new Malformed(`“${word}” is due at ${this.at}`);
  }
  natural(): number {
    this.skip();
    const digits = /^\d{1,10}/.exec(this.text.slice(this.at, this.at + 11))?.[0];
    if (digits === undefined) throw new Malformed(`a number is due at ${this.at}`);
    this.at += digits.length;
    return Number(digits);
  }
  value(depth = 0): Value {
    if (depth > deepest) throw new Malformed('nested too deeply');
    this.skip();
    const first = this.text[this.at] ?? '';
    if (first === '/') return this.name();
    if (this.text.startsWith('<<', this.at)) return this.dictionary(depth);
    if (first === '<') return this.hex();
    if (first === '(') return this.literal();
    if (first === '[') return this.array(depth);
    if (/[0-9+.-]/.test(first)) return this.number();
    if (this.word('true')) return true;
    if (this.word('false')) return false;
    if (this.word('null')) return null;
    throw new Malformed(`no object at ${this.at}`);
  }
  private name(): Name {
    const from = ++this.at;
    while (regular.test(this.text[this.at] ?? '')) this.at++;
    return new Name(
      this.text.slice(from, this.at).replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
    );
  }
  private dictionary(depth: number): Dictionary {
    this.at += 2;
    const entries = new Dictionary();
    for (;;) {
      this.skip();
      if (this.word('>>')) return entries;
      if (this.text[this.at] !== '/') throw new Malformed(`a key is due at ${this.at}`);
      const { name } = this.name();
      // Which of two counts is not settled: readers differ, and forgers use that.
      if (entries.has(name)) throw new Malformed(`/${name} stands twice`);
      entries.set(name, this.value(depth + 1));
    }
  }
  private array(depth: number): Value[] {
    this.at++;
    const list: Value[] = [];
    for (;;) {
      this.skip();
      if (this.word(']')) return list;
      list.push(this.value(depth + 1));
    }
  }
  private hex(): Quoted {
    const from = this.at;
    const end = this.text.indexOf('>', from);
    if (end < 0) throw new Malformed('a string without an end');
    this.at = end + 1;
    const text = this.text.slice(from, this.at);
    if (/[^0-9a-fA-F\x00\t\n\f\r ]/.test(text.slice(1, -1))) throw new Malformed('not a hexadecimal string');
    return new Quoted(text, from);
  }
  private literal(): Quoted {
    const from = this.at++;
    for (let open = 1; open > 0; this.at++) {
      const one = this.text[this.at];
      if (one === undefined) throw new Malformed('a string without an end');
      if (one === '\\') this.at++;
      else if (one === '(') open++;
      else if (one === ')') open--;
    }
    return new Quoted(this.text.slice(from, this.at), from);
  }
  private number(): Numeral | Reference {
    const near = this.text.slice(this.at, this.at + 40);
    const reference = /^(\d{1,10})[\x00\t\n\f\r ]+0[\x00\t\n\f\r ]+R(?![^\x00\t\n\f\r ()<>[\]{}/%])/.exec(near);
    if (reference) {
      this.at += reference[0].length;
      return new Reference(Number(reference[1]));
    }
    const number = /^[+-]?(?:\d+\.?\d*|\.\d+)/.exec(near)?.[0];
    if (number === undefined) throw new Malformed(`no number at ${this.at}`);
    this.at += number.length;
    return new Numeral(number);
  }
}

export function written(value: Value): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (value instanceof Name)
    return `/${value.name.replace(/[^!-~]|[#()<>[\]{}/%]/g, (c) => `#${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
  if (value instanceof Reference) return `${value.number} 0 R`;
  if (value instanceof Numeral || value instanceof Quoted || value instanceof Raw) return value.text;
  if (value instanceof Dictionary) return `<< ${[...value].map(([key, one]) => `${written(new Name(key))} ${written(one)}`).join(' ')} >>`;
  return `[${value.map(written).join(' ')}]`;
}
/** Text in UTF-16, in hexadecimal: no character needs care. */
export const textString = (text: string): Quoted => new Quoted(`<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`);
export const dictionary = (entries: Readonly<Record<string, Value | undefined>>): Dictionary =>
  new Dictionary(Object.entries(entries).filter((entry): entry is [string, Value] => entry[1] !== undefined));
export const name = (text: string): Name => new Name(text);
export const number = (value: number): Numeral => new Numeral(String(Math.round(value * 10000) / 10000));
export const sameValue = (a: Value | undefined, b: Value | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && written(a) === written(b));
