/**
 * Faults planted in finished files.
 *
 * In:  the bytes of a PDF or DOCX. Out: the same file with one thing altered: objects of a PDF through an appended update, as an
 * editor writes one, parts of a DOCX in their package.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { inflateSync } from 'node:zlib';

/** The objects of a PDF as text, streams unpacked; newest last. */
export function pdfObjects(bytes: Uint8Array): { readonly number: number; readonly dict: string; readonly stream: string | undefined }[] {
  const file = Buffer.from(bytes);
  const text = file.toString('latin1');
  return [...text.matchAll(/(?:^|[\r\n])(\d+) 0 obj\s/g)].map((head) => {
    const from = head.index + head[0].length;
    const end = text.indexOf('endobj', from);
    const at = text.slice(from, end).search(/stream\r?\n/);
    const dict = (at < 0 ? text.slice(from, end) : text.slice(from, from + at)).trim();
    if (at < 0) return { number: Number(head[1]), dict, stream: undefined };
    const begin = from + at + (/stream\r?\n/.exec(text.slice(from + at))?.[0].length ?? 0);
    const packed = file.subarray(begin, begin + Number(/\/Length (\d+)/.exec(dict)?.[1]));
    const isPacked = dict.includes('/FlateDecode');
    return { number: Number(head[1]), dict, stream: (isPacked ? inflateSync(packed) : packed).toString('latin1') };
  });
}

/** The first object that `alter` gives another text for, in an appended update. */
export function plantInPdf(bytes: Uint8Array, alter: (dict: string, stream: string | undefined) => string | undefined): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  for (const { number, dict, stream } of pdfObjects(bytes)) {
    const body = alter(dict, stream);
    if (body === undefined) continue;
    const [, before] = [...text.matchAll(/startxref\s+(\d+)/g)].at(-1) ?? [];
    const trailer = text.slice(text.lastIndexOf('trailer'));
    const [root, size] = [/\/Root \d+ 0 R/.exec(trailer)?.[0], /\/Size \d+/.exec(trailer)?.[0]];
    const object = `${number} 0 obj\n${body}\nendobj\n`;
    const table = `xref\n${number} 1\n${String(text.length + 1).padStart(10, '0')} 00000 n \ntrailer\n<< ${size} ${root} /Prev ${before} >>\n`;
    const update = `\n${object}${table}startxref\n${text.length + 1 + object.length}\n%%EOF\n`;
    return Buffer.concat([bytes, Buffer.from(update, 'latin1')]);
  }
  throw new Error('there is nothing to plant this fault in');
}
export const asStream = (content: string): string => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;

export function plantInDocx(bytes: Uint8Array, alter: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  const before = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  const after = alter(before);
  if (after === before) throw new Error('there is nothing to plant this fault in');
  return zipSync({ ...parts, 'word/document.xml': strToU8(after) });
}
