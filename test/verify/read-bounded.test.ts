/** The bound on what an archived PDF may unpack to, with small files and a small bound. */
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readBounded } from '../../src/verify/read-bounded.js';

/** A file with classic tables: a page, and one stream more with the dictionary given. */
function fileWith(entries: string, stream: Buffer): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>',
    `<< ${entries} /Length ${stream.length} >>\nstream\n${stream.toString('latin1')}\nendstream`,
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
const most = 5000;
const said = async (entries: string, stream: Buffer): Promise<string> =>
  (await readBounded(fileWith(entries, stream), most)).diagnostics[0]?.message.en ?? 'read';
const packed = deflateSync(Buffer.alloc(most + 1, 'a'));
const within = deflateSync(Buffer.alloc(1000, 'a'));
const tooMuch = `it unpacks to more than ${most} bytes and is not read`;
const unknown = 'object 4 is packed in a way that certpress does not use';

test('a stream that unpacks beyond the bound is refused before its text is read, metadata and damaged ones too', async () => {
  expect(await said('/Filter /FlateDecode', packed)).toBe(tooMuch);
  expect(await said('/Filter [/FlateDecode]', packed)).toBe(tooMuch);
  expect(await said('/Type /Metadata /Subtype /XML /Filter /FlateDecode', packed)).toBe(tooMuch);
  // Its checksum is wrong, after all of it came out.
  const damaged = Buffer.from(packed);
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
  expect(await said('/Filter /FlateDecode', damaged)).toBe(tooMuch);
  expect(await said('', Buffer.alloc(most + 1, 'a'))).toBe(tooMuch);
});

test('filters one after the other, by reference, of another kind, or with the data elsewhere, are not followed', async () => {
  for (const entries of [
    '/Filter [/FlateDecode /FlateDecode]',
    '/Filter 3 0 R',
    '/Filter /LZWDecode',
    '/Filter /RunLengthDecode',
    '/F (elsewhere) /Filter /FlateDecode',
  ]) {
    expect([entries, await said(entries, within)]).toEqual([entries, unknown]);
  }
});

test('what stays within the bound goes on to be read', async () => {
  for (const entries of ['/Filter /FlateDecode', '/Filter /DCTDecode', '']) {
    // Read by what reads the text, which finds no structure in so small a file.
    expect([entries, [tooMuch, unknown].includes(await said(entries, within))]).toEqual([entries, false]);
  }
});
