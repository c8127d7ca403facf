/**
 * Pictures put into a Word file, as an editor does it: a part, what it is related by, and a drawing that shows it.
 *
 * In:  a file as `edited.ts` has it, the place, the bytes. Out: the file with them. The pictures are made here, of a few bytes each.
 */
import { crc32, deflateSync } from 'node:zlib';
import { nameAt, type WordFile } from './edited.js';

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
/** One shade of grey, 8 bits a dot; `rows` as a head may lie of them. */
export function png(shade: number, width = 30, height = 20, rows = height): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 0], 8);
  const dots = Buffer.alloc((width + 1) * rows, shade);
  for (let y = 0; y < rows; y++) dots[y * (width + 1)] = 0;
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(dots)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}
const segment = (marker: number, data: readonly number[]): number[] => [
  0xff,
  marker,
  (data.length + 2) >> 8,
  (data.length + 2) & 255,
  ...data,
];
/** Head and end of a JPEG of 10 × 20, which is all that a program looks at that does not show it; with Exif's mark to turn it. */
export const jpeg = (turn?: number): Uint8Array =>
  Uint8Array.from([
    ...[0xff, 0xd8],
    ...(turn === undefined
      ? []
      : segment(0xe1, [...Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0', 'latin1'), turn, 0, 0, 0, 0, 0, 0, 0])),
    ...segment(0xc0, [8, 0, 20, 0, 10, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
    ...segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    ...[0, 0xff, 0xd9],
  ]);

/** The id of a new part with these bytes; of a link, which has none. */
function related(file: WordFile, bytes: Uint8Array | string, ext: string): string {
  const rels = 'word/_rels/document.xml.rels';
  const n = Object.keys(file.parts).length;
  const id = `rIdPut${n}`;
  const name = `media/Smith's photo ${n}.${ext}`.replaceAll(' ', '_');
  const target = typeof bytes === 'string' ? `Target="${bytes}" TargetMode="External"` : `Target="${name}"`;
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image';
  file.setPart(rels, file.part(rels).replace('</Relationships>', `<Relationship Id="${id}" Type="${type}" ${target}/></Relationships>`));
  if (typeof bytes === 'string') file.setPart(`word/media/none${n}.txt`, '');
  else file.parts[`word/${name}`] = bytes;
  return id;
}
const drawing = (id: string, more = ''): string =>
  '<w:r><w:drawing><wp:inline><wp:extent cx="1080000" cy="720000"/><wp:docPr id="990" name="C:\\photos\\Smith.jpg" descr="Smith.jpg"/>' +
  '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>' +
  `<a:blip r:${more === 'link' ? 'link' : 'embed'}="${id}"/>${more === 'crop' ? '<a:srcRect l="10000"/>' : ''}<a:stretch><a:fillRect/></a:stretch>` +
  '</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>';

/** In place of what is shown there. `bytes`: or where a link leads. */
export function putPicture(file: WordFile, pointer: string, bytes: Uint8Array | string, ext = 'png', more = ''): void {
  const { from, to, xml } = file.paragraph(nameAt(file, pointer));
  const said = drawing(related(file, bytes, ext), typeof bytes === 'string' ? 'link' : more);
  const put = xml.replace(/<w:r><w:drawing>.*?<\/w:drawing><\/w:r>/s, () => said);
  if (put === xml) throw new Error(`no picture at ${pointer}`);
  file.replace(from, to, put);
}
export const paragraphOf = (file: WordFile, bytes: Uint8Array, ext = 'png', words = ''): string =>
  `<w:p>${words === '' ? '' : `<w:r><w:t>${words}</w:t></w:r>`}${drawing(related(file, bytes, ext))}</w:p>`;
/** In a paragraph of its own below a place. */
export function putBelow(file: WordFile, pointer: string, bytes: Uint8Array, ext = 'png', words = ''): void {
  const said = paragraphOf(file, bytes, ext, words);
  const { to } = file.paragraph(nameAt(file, pointer));
  file.replace(to, to, said);
}
