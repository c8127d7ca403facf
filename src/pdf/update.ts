/**
 * An update appended to a PDF (ISO 32000-1, 7.5.6).
 *
 * In:  a file, changed and new objects. Out: its bytes with the update at their end, and where each object went.
 *
 * How an update is spelled, to the last space, is part of the format: no signature covers the validation data of B-LT, so the
 * verifier spells such an update again and compares (`additions.ts`). Change a letter here, and older files are refused.
 */
import { createHash } from 'node:crypto';
import { Malformed } from '../files/malformed.js';
import { PdfFile } from './file.js';
import { Dictionary, Numeral, Reference, written, type Value } from './syntax.js';

export class Update {
  private readonly changed = new Map<number, Buffer>();
  private size: number;

  constructor(readonly file: PdfFile) {
    const trailer = file.revisions[file.last]?.trailer;
    const size = trailer?.get('Size');
    if (!(size instanceof Numeral)) throw new Malformed('no /Size');
    // What was there before must be told from what is added, exactly.
    if (file.revisions[file.last]?.end !== file.bytes.length || !file.text.endsWith('\n'))
      throw new Malformed('it does not end in “%%EOF” and a line feed');
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
    this.changed.set(number, spelledObject(new Dictionary([...entries, ['Length', new Numeral(String(content.length))]]), content));
    return new Reference(number);
  }
  /** A number for an object that others name before it is made. */
  reserve(): Reference {
    return new Reference(this.size++);
  }
  save(): { readonly bytes: Buffer; readonly places: ReadonlyMap<number, number> } {
    const { bytes: before } = this.file;
    const { update, places } = spelledUpdate(this.file, this.file.last, this.changed, this.size);
    return { bytes: Buffer.concat([before, update]), places };
  }
}

/** What stands between `obj` and `endobj`. */
export function spelledObject(value: Value, stream?: Uint8Array): Buffer {
  const head = Buffer.from(written(value), 'latin1');
  return stream ? Buffer.concat([head, Buffer.from('\nstream\n'), stream, Buffer.from('\nendstream')]) : head;
}
/** The bytes that follow a revision of the file. */
export function spelledUpdate(
  file: PdfFile,
  revision: number,
  objects: ReadonlyMap<number, Buffer>,
  size: number,
): { readonly update: Buffer; readonly places: ReadonlyMap<number, number> } {
  const before = file.revisions[revision];
  const first = file.list(before?.trailer.get('ID'), revision)[0];
  if (!before || first === undefined) throw new Malformed('no /ID');
  const parts: Buffer[] = [];
  const places = new Map<number, number>();
  let at = before.end;
  const numbers = [...objects.keys()].sort((a, b) => a - b);
  for (const number of numbers) {
    places.set(number, at);
    const part = Buffer.concat([Buffer.from(`${number} 0 obj\n`), objects.get(number) ?? Buffer.alloc(0), Buffer.from('\nendobj\n')]);
    parts.push(part);
    at += part.length;
  }
  let lines = 'xref\n';
  numbers.forEach((number, i) => {
    if (numbers[i - 1] !== number - 1 || i === 0) {
      let count = 1;
      while (numbers[i + count] === number + count) count++;
      lines += `${number} ${count}\n`;
    }
    lines += `${String(places.get(number)).padStart(10, '0')} 00000 n \n`;
  });
  const hash = createHash('sha256').update(file.bytes.subarray(0, before.end));
  for (const part of parts) hash.update(part);
  const info = before.trailer.get('Info');
  parts.push(
    Buffer.from(
      `${lines}trailer\n<< /Size ${size} /Root ${written(file.root(revision))}${info === undefined ? '' : ` /Info ${written(info)}`}` +
        ` /ID [${written(first)} <${hash.digest('hex').slice(0, 32)}>] /Prev ${before.table} >>\nstartxref\n${at}\n%%EOF\n`,
      'latin1',
    ),
  );
  return { update: Buffer.concat(parts), places };
}
