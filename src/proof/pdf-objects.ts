/**
 * The objects of a PDF file, as far as the proof needs them: its structure tree, its pages, what they paint.
 *
 * In:  the bytes of a file with classic cross-reference tables, updates included. Out: its objects as plain values.
 *
 * It shares no code with the writer: it is there to find the writer's faults. Readers of others are not enough: of the structure tree
 * pdfjs gives only what has text on a page, so that an empty cell is missing, and a table that goes on over the page comes in two pieces.
 */
import { inflateSync } from 'node:zlib';

/** What one stream of a document may unpack to. */
const mostUnpacked = 100_000_000;

export class Ref {
  constructor(readonly number: number) {}
}
export class Name {
  constructor(readonly name: string) {}
}
export type Value = null | boolean | number | string | Name | Ref | readonly Value[] | Dict;
export interface Dict {
  readonly [key: string]: Value;
}
export class Unreadable extends Error {}

export class PdfObjects {
  readonly trailer: Dict;
  private readonly text: string;
  private readonly bytes: Buffer;
  private readonly offsets = new Map<number, number>();
  private readonly read = new Map<number, Value>();

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.text = this.bytes.toString('latin1');
    const last = [...this.text.slice(-1024).matchAll(/startxref\s+(\d+)/g)].at(-1);
    if (!last) throw new Unreadable('no startxref');
    let newest: Dict | undefined;
    const seen = new Set<number>();
    for (let at: number | undefined = Number(last[1]); at !== undefined;) {
      if (seen.has(at)) throw new Unreadable('cross-reference tables in a circle');
      seen.add(at);
      const trailer: Dict = this.table(at);
      newest ??= trailer;
      at = typeof trailer['Prev'] === 'number' ? trailer['Prev'] : undefined;
    }
    this.trailer = newest ?? {};
  }

  /** Reads one table, newest first: what is known already is newer. */
  private table(at: number): Dict {
    const line = /\s*(\S[^\r\n]*)?[\r\n]+/y;
    const next = (): string => {
      const found = line.exec(this.text);
      if (!found) throw new Unreadable('a cross-reference table breaks off');
      return (found[1] ?? '').trim();
    };
    line.lastIndex = at;
    if (next() !== 'xref') throw new Unreadable('no classic cross-reference table');
    for (;;) {
      const head = next();
      if (head.startsWith('trailer')) break;
      const [first, count] = head.split(/\s+/).map(Number);
      if (first === undefined || count === undefined || Number.isNaN(first + count))
        throw new Unreadable('a cross-reference table of another shape');
      for (let i = 0; i < count; i++) {
        const [offset, , kind] = next().split(/\s+/);
        if (kind === 'n' && !this.offsets.has(first + i)) this.offsets.set(first + i, Number(offset));
      }
    }
    return asDict(new Parser(this.text, this.text.indexOf('<<', this.text.lastIndexOf('trailer', line.lastIndex))).value());
  }

  get(value: Value | undefined): Value {
    if (!(value instanceof Ref)) return value ?? null;
    const known = this.read.get(value.number);
    if (known !== undefined) return known;
    const parser = this.parserAt(value.number);
    if (!parser) return null;
    const found = parser.value();
    this.read.set(value.number, found);
    return found;
  }
  private parserAt(number: number): Parser | undefined {
    const at = this.offsets.get(number);
    if (at === undefined) return undefined;
    const head = /\s*(\d+) \d+ obj/y;
    head.lastIndex = at;
    if (Number(head.exec(this.text)?.[1]) !== number) throw new Unreadable(`object ${number} is not where it should be`);
    return new Parser(this.text, head.lastIndex);
  }
  /** What a stream holds, unpacked; undefined where there is none. */
  stream(value: Value | undefined): Uint8Array | undefined {
    const parser = value instanceof Ref ? this.parserAt(value.number) : undefined;
    if (!parser) return undefined;
    const dict = asDict(parser.value());
    const begin = /\s*stream\r?\n/y;
    begin.lastIndex = parser.at;
    if (!begin.exec(this.text)) return undefined;
    const length = this.number(dict['Length']);
    if (length === undefined) throw new Unreadable('a stream without a length');
    const packed = this.bytes.subarray(begin.lastIndex, begin.lastIndex + length);
    const filters = this.list(dict['Filter']).map((one) => this.name(one));
    if (filters.length === 0) return packed;
    if (filters.length > 1 || filters[0] !== 'FlateDecode' || this.get(dict['DecodeParms']) !== null)
      throw new Unreadable('a stream packed otherwise');
    try {
      return inflateSync(packed, { maxOutputLength: mostUnpacked });
    } catch {
      throw new Unreadable('a stream that does not unpack');
    }
  }
  dict(value: Value | undefined): Dict {
    return asDict(this.get(value));
  }
  /** An array, or one value as an array of itself. */
  list(value: Value | undefined): readonly Value[] {
    const found = this.get(value);
    return found === null ? [] : isList(found) ? found : [value instanceof Ref ? value : found];
  }
  name(value: Value | undefined): string {
    const found = this.get(value);
    return found instanceof Name ? found.name : '';
  }
  number(value: Value | undefined): number | undefined {
    const found = this.get(value);
    return typeof found === 'number' ? found : undefined;
  }
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
function asDict(value: Value): Dict {
  return typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Ref) && !(value instanceof Name) ? value : {};
}

/** One value of PDF syntax, from a place in the text. Strings stay as they are written: the proof needs none. */
class Parser {
  private readonly token =
    /\s*(?:%[^\r\n]*[\r\n]\s*)*(<<|>>|\[|\]|\(|<[0-9A-Fa-f\s]*>|\/[^\s<>[\]()/%]*|(\d+)\s+(\d+)\s+R\b|[^\s<>[\]()/%]+)/y;
  constructor(
    private readonly text: string,
    at: number,
  ) {
    this.token.lastIndex = at;
  }
  /** Behind what was read last. */
  get at(): number {
    return this.token.lastIndex;
  }

  value(): Value {
    const found = this.token.exec(this.text);
    const word = found?.[1];
    if (!found || word === undefined) throw new Unreadable('PDF syntax');
    if (found[2] !== undefined) return new Ref(Number(found[2]));
    if (word === '<<') {
      const out: Record<string, Value> = {};
      for (let key = this.value(); key !== end; key = this.value()) {
        if (!(key instanceof Name)) throw new Unreadable('a dictionary without keys');
        out[key.name] = this.value();
      }
      return out;
    }
    if (word === '[') {
      const out: Value[] = [];
      for (let item = this.value(); item !== end; item = this.value()) out.push(item);
      return out;
    }
    if (word === '>>' || word === ']') return end;
    if (word === '(') return this.literal();
    if (word.startsWith('<')) return word;
    if (word.startsWith('/'))
      return new Name(word.slice(1).replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))));
    if (word === 'true' || word === 'false') return word === 'true';
    const number = Number(word);
    return Number.isNaN(number) ? null : number;
  }

  private literal(): string {
    const from = this.token.lastIndex;
    let depth = 1;
    let at = from;
    for (; depth > 0 && at < this.text.length; at++) {
      const c = this.text[at];
      if (c === '\\') at++;
      else if (c === '(') depth++;
      else if (c === ')') depth--;
    }
    this.token.lastIndex = at;
    return this.text.slice(from, at - 1);
  }
}
/** What a closing bracket reads as; no value of a file is this very object. */
const end = new Name('end');
