/**
 * The file that the layout engine writes, and an update appended to it.
 *
 * In:  the bytes of a file. Out: its objects as text, and the file with changed and new objects at its end.
 *
 * `pdf/file.ts` reads it; here objects are text that is cut and pasted, for what the engine wrote must stay as it stands. It
 * knows exactly the shape that the engine writes, and says so (`UnknownShape`) when a file has another one.
 */
import { createHash } from 'node:crypto';
import { Malformed } from '../../files/malformed.js';
import { PdfFile, type PdfObject } from '../../pdf/file.js';
import { Reference, written, type Value } from '../../pdf/syntax.js';

export class UnknownShape extends Error {}

export class ClassicFile {
  readonly root: number;
  private readonly file: PdfFile;
  private readonly changed = new Map<number, Buffer>();
  private size: number;

  constructor(private readonly bytes: Uint8Array) {
    this.file = known(() => new PdfFile(bytes));
    if (this.file.revisions.length !== 1) throw new UnknownShape('updated already');
    this.size = Number(written(this.trailer('Size')));
    this.root = this.trailerReference('Root');
  }

  /**
   * The dictionary or array of an object, without `obj` and `endobj`; for a stream, what comes before `stream`. From Typst 0.15 on there is
   * no space where none is due: such an object is spelled with its spaces, as all that goes on here expects.
   */
  object(number: number): string {
    const { from, to, value } = this.read(number);
    if (/^\d+ 0 obj\s*<<\//.test(this.file.text.slice(from, from + 24))) return written(value);
    const body = this.file.text
      .slice(from, to)
      .replace(/^\d+ 0 obj\s/, '')
      .slice(0, -'endobj'.length);
    const stream = body.search(/\bstream\r?\n/);
    return (stream < 0 ? body : body.slice(0, stream)).trimEnd();
  }
  /** The bytes of an uncompressed stream, as text of one character a byte. */
  stream(number: number): string {
    if (/\/Filter/.test(this.object(number))) throw new UnknownShape(`stream ${number} is compressed`);
    const { stream } = this.read(number);
    if (!stream) throw new UnknownShape(`object ${number} is no stream`);
    return Buffer.from(stream).toString('latin1');
  }
  private read(number: number): PdfObject {
    const object = known(() => this.file.object(number));
    if (!object) throw new UnknownShape(`there is no object ${number}`);
    return object;
  }
  private trailer(key: string): Value {
    const value = this.file.revisions[0]?.trailer.get(key);
    if (value === undefined) throw new UnknownShape(`no /${key}`);
    return value;
  }
  private trailerReference(key: string): number {
    const value = this.trailer(key);
    if (!(value instanceof Reference)) throw new UnknownShape(`no /${key}`);
    return value.number;
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
    return [...list.replace(/<<[^<>]*>>/g, '').matchAll(/\b(\d+) 0 R/g)].map((m) => Number(m[1]));
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

  /** The file as it was, where nothing has changed. */
  save(): Uint8Array {
    if (this.changed.size === 0) return this.bytes;
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
    const info = this.trailerReference('Info');
    const identity = this.trailer('ID');
    const first = Array.isArray(identity) ? written((identity as readonly Value[])[0] ?? null) : undefined;
    if (first === undefined) throw new UnknownShape('no /ID');
    // The second half of the identity says which version this is: that of these very bytes.
    const version = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 32);
    write(
      Buffer.from(
        `${xref}trailer\n<< /Size ${this.size} /Root ${this.root} 0 R /Info ${info} 0 R /ID [${first} <${version}>] /Prev ${this.file.revisions[0]?.table ?? 0} >>\nstartxref\n${table}\n%%EOF\n`,
        'latin1',
      ),
    );
    return Buffer.concat(parts);
  }
}

/** What the reader refuses is of another shape. */
function known<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) throw new UnknownShape(error.message);
    throw error;
  }
}

const streamObject = (dictionary: string, content: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`, 'latin1'),
    Buffer.from(content),
    Buffer.from('\nendstream'),
  ]);
