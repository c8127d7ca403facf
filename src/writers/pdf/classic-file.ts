/**
 * A PDF file with a classic cross-reference table, and an update appended to it.
 *
 * In:  the bytes of a file. Out: its objects as text, and the file with changed and new objects at its end.
 *
 * Not a PDF library: it knows exactly the shape that the layout engine writes, says so (`UnknownShape`) when a file has
 * another one, and takes a fraction of a millisecond where loading and saving takes half as long as layout.
 */
import { createHash } from 'node:crypto';

export class UnknownShape extends Error {}

export class ClassicFile {
  readonly root: number;
  private readonly text: string;
  private readonly offsets: number[] = [];
  private readonly changed = new Map<number, Buffer>();
  private readonly previous: number;
  private readonly trailer: string;
  private size: number;

  constructor(private readonly bytes: Uint8Array) {
    // One character a byte: offsets stay what they are.
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const end = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(this.text.slice(-200));
    this.previous = Number(end?.[1] ?? NaN);
    const table = /^xref\s+0 (\d+)\s+/.exec(this.text.slice(this.previous, this.previous + 40));
    if (!end || !table) throw new UnknownShape('no classic cross-reference table');
    let at = this.previous + table[0].length;
    for (let i = 0; i < Number(table[1]); i++, at += 20) this.offsets.push(Number(this.text.slice(at, at + 10)));
    this.trailer = this.text.slice(at);
    this.size = Number(table[1]);
    this.root = this.reference(this.trailer, 'Root');
  }

  /** The dictionary or array of an object, without `obj` and `endobj`; for a stream, what comes before `stream`. */
  object(number: number): string {
    const offset = this.offsets[number];
    const head = offset === undefined ? null : /^(\d+) 0 obj\s/.exec(this.text.slice(offset, offset + 20));
    if (offset === undefined || Number(head?.[1]) !== number || !head) throw new UnknownShape(`object ${number} is not where the table says`);
    const end = this.text.indexOf('endobj', offset);
    const body = this.text.slice(offset + head[0].length, end);
    const stream = body.search(/\bstream\r?\n/);
    return (stream < 0 ? body : body.slice(0, stream)).trimEnd();
  }
  /** The bytes of an uncompressed stream, as text of one character a byte. */
  stream(number: number): string {
    const dictionary = this.object(number);
    if (/\/Filter/.test(dictionary)) throw new UnknownShape(`stream ${number} is compressed`);
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? NaN);
    const begin = this.text.indexOf('stream', (this.offsets[number] ?? 0) + dictionary.length) + 'stream'.length;
    const from = this.text[begin] === '\r' ? begin + 2 : begin + 1;
    return this.text.slice(from, from + length);
  }
  reference(dictionary: string, key: string): number {
    const found = new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary);
    if (!found) throw new UnknownShape(`no /${key}`);
    return Number(found[1]);
  }
  /** Numbers of the objects that an array holds references to; numbers and inline dictionaries are passed over. */
  references(dictionary: string, key: string): number[] {
    const one = new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary);
    if (one) return [Number(one[1])];
    const list = new RegExp(`/${key} \\[([^\\]]*)\\]`).exec(dictionary)?.[1] ?? '';
    return [...list.replace(/<<.*?>>/gs, '').matchAll(/(\d+) 0 R/g)].map((m) => Number(m[1]));
  }
  pages(number = this.reference(this.object(this.root), 'Pages')): number[] {
    const node = this.object(number);
    return /\/Type \/Pages\b/.test(node) ? this.references(node, 'Kids').flatMap((kid) => this.pages(kid)) : [number];
  }

  put(number: number, body: string | Buffer): void {
    this.changed.set(number, typeof body === 'string' ? Buffer.from(body, 'latin1') : body);
  }
  add(body: string | Buffer): number {
    const number = this.size++;
    this.put(number, body);
    return number;
  }
  addStream(dictionary: string, content: Uint8Array): number {
    return this.add(streamObject(dictionary, content));
  }
  putStream(number: number, dictionary: string, content: Uint8Array): void {
    this.put(number, streamObject(dictionary, content));
  }

  save(): Uint8Array {
    const parts: Buffer[] = [Buffer.from(this.bytes)];
    let at = this.bytes.length;
    const write = (part: Buffer): void => {
      parts.push(part);
      at += part.length;
    };
    if (this.bytes.at(-1) !== 0x0a) write(Buffer.from('\n'));
    const numbers = [...this.changed.keys()].sort((a, b) => a - b);
    const offsets = new Map<number, number>();
    for (const number of numbers) {
      offsets.set(number, at);
      write(Buffer.concat([Buffer.from(`${number} 0 obj\n`), this.changed.get(number) ?? Buffer.alloc(0), Buffer.from('\nendobj\n\n')]));
    }
    const table = at;
    let xref = 'xref\n';
    for (let i = 0; i < numbers.length;) {
      let j = i + 1;
      while (j < numbers.length && (numbers[j] ?? 0) === (numbers[j - 1] ?? 0) + 1) j++;
      xref += `${numbers[i] ?? 0} ${j - i}\n`;
      for (; i < j; i++) xref += `${String(offsets.get(numbers[i] ?? 0)).padStart(10, '0')} 00000 n \n`;
    }
    const info = this.reference(this.trailer, 'Info');
    const first = /\/ID \[(\([^)]*\)|<[^>]*>)/.exec(this.trailer)?.[1];
    if (first === undefined) throw new UnknownShape('no /ID');
    // The second half of the identity says which version this is: that of these very bytes.
    const version = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 32);
    write(Buffer.from(`${xref}trailer\n<< /Size ${this.size} /Root ${this.root} 0 R /Info ${info} 0 R /ID [${first} <${version}>] /Prev ${this.previous} >>\nstartxref\n${table}\n%%EOF\n`, 'latin1'));
    return Buffer.concat(parts);
  }
}

const streamObject = (dictionary: string, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`, 'latin1'), Buffer.from(content), Buffer.from('\nendstream')]);
