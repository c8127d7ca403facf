/**
 * An update appended to a PDF (ISO 32000-1, 7.5.6).
 *
 * In:  a file, changed and new objects. Out: its bytes with the update at their end, and where each object went.
 */
import { createHash } from 'node:crypto';
import { Malformed } from '../der.js';
import { PdfFile } from './file.js';
import { Dictionary, Numeral, Reference, written, type Value } from './syntax.js';

export class Update {
  private readonly changed = new Map<number, Buffer>();
  private size: number;
  private readonly trailer: Dictionary;

  constructor(readonly file: PdfFile) {
    const trailer = file.revisions[file.last]?.trailer;
    const size = trailer?.get('Size');
    if (!trailer || !(size instanceof Numeral)) throw new Malformed('no /Size');
    this.trailer = trailer;
    this.size = size.value;
  }
  put(number: number, value: Value): void {
    this.changed.set(number, Buffer.from(written(value), 'latin1'));
  }
  add(value: Value): Reference {
    const number = this.size++;
    this.put(number, value);
    return new Reference(number);
  }
  addStream(entries: Dictionary, content: Uint8Array): Reference {
    const number = this.size++;
    const head = new Dictionary([...entries, ['Length', new Numeral(String(content.length))]]);
    this.changed.set(number, Buffer.concat([Buffer.from(`${written(head)}\nstream\n`, 'latin1'), content, Buffer.from('\nendstream')]));
    return new Reference(number);
  }
  /** A number for an object that others name before it is made. */
  reserve(): Reference {
    return new Reference(this.size++);
  }
  save(): { readonly bytes: Buffer; readonly places: ReadonlyMap<number, number> } {
    const { bytes: before, text, last, revisions } = this.file;
    const parts: Buffer[] = [Buffer.from(before.buffer, before.byteOffset, before.byteLength)];
    let at = before.length;
    const write = (part: Buffer): void => {
      parts.push(part);
      at += part.length;
    };
    // PDF/A asks for a line end before each object, and the old end may have none.
    if (!text.endsWith('\n')) write(Buffer.from('\n'));
    const places = new Map<number, number>();
    const numbers = [...this.changed.keys()].sort((a, b) => a - b);
    for (const number of numbers) {
      places.set(number, at);
      write(Buffer.concat([Buffer.from(`${number} 0 obj\n`), this.changed.get(number) ?? Buffer.alloc(0), Buffer.from('\nendobj\n')]));
    }
    const table = at;
    let lines = 'xref\n';
    numbers.forEach((number, i) => {
      if (numbers[i - 1] !== number - 1 || i === 0) {
        let count = 1;
        while (numbers[i + count] === number + count) count++;
        lines += `${number} ${count}\n`;
      }
      lines += `${String(places.get(number)).padStart(10, '0')} 00000 n \n`;
    });
    const first = this.file.list(this.trailer.get('ID'))[0];
    if (first === undefined) throw new Malformed('no /ID');
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    const info = this.trailer.get('Info');
    write(Buffer.from(`${lines}trailer\n<< /Size ${this.size} /Root ${written(this.file.root())}${info === undefined ? '' : ` /Info ${written(info)}`}`
      + ` /ID [${written(first)} <${hash.digest('hex').slice(0, 32)}>] /Prev ${revisions[last]?.table ?? 0} >>\nstartxref\n${table}\n%%EOF\n`, 'latin1'));
    return { bytes: Buffer.concat(parts), places };
  }
}
