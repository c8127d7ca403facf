/**
 * XML that is read in one go is read as a whole parser reads it: the same tree, or the same refusal. A comment at its end is nothing that
 * is read in one go, and changes nothing of what a text says.
 */
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { wordLimits, WordRefused } from '../../src/word/limits.js';
import { parseWordXml } from '../../src/word/xml.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { sampleDocument } from '../setup/samples.js';
import { seeded } from '../take/edited.js';

const read = (bytes: Uint8Array): unknown => {
  try {
    return parseWordXml(bytes, 'x.xml', { left: wordLimits.elements });
  } catch (error) {
    if (error instanceof WordRefused) return error.code;
    throw error;
  }
};
const both = (bytes: Uint8Array): readonly [unknown, unknown] => [read(bytes), read(Buffer.concat([bytes, Buffer.from('<!-- -->')]))];

test('of each part of a document', async () => {
  const { composed } = await sampleDocument('qingyu-payment/stage-2/audit-report');
  const parts = Object.entries(unzipSync(writeDocx(composed.document).value ?? new Uint8Array()));
  const texts = parts.filter(([name]) => /\.(?:xml|rels)$/.test(name));
  expect(texts.length).toBeGreaterThan(5);
  for (const [name, bytes] of texts) {
    const [plain, whole] = both(bytes);
    expect(plain, name).toEqual(whole);
    expect(plain, name).toHaveProperty('children');
  }
});

const head =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
test.each([
  ['<a/>'],
  ['<a b="x>y" c="&lt;&amp;&quot;"> &gt; </a>\n'],
  [`<w:a ${head}><w:b w:c="1"/><w:b w:c="1"/><x xmlns="urn:x"><b/><b/></x><b/></w:a>`],
  [
    `<w:a ${head}><mc:AlternateContent><mc:Choice Requires="w"><w:b/></mc:Choice><mc:Fallback><w:c/></mc:Fallback></mc:AlternateContent></w:a>`,
  ],
  ["<a b='1'/>"],
  ['<a b=">" c="/>"><d e=">>"/></a>'],
  ['<a\n b="1"\t/>'],
  ['<a><![CDATA[<b>]]></a>'],
  ['<a>&#65;</a>'],
  ['<a b="x\ny"/>'],
  ['<a>\r\n</a>'],
])('reads %s', (text) => {
  const [plain, whole] = both(Buffer.from(text));
  expect(plain).toEqual(whole);
  expect(plain).toHaveProperty('children');
});
test.each([
  ['<a><b></a></b>'],
  ['<a b="1" b="2"/>'],
  ['<a b="<"/>'],
  ['<a>]]></a>'],
  ['<a>&b;</a>'],
  ['<a>\u0001</a>'],
  ['<a/><b/>'],
  ['<a>'],
  ['</a>'],
  ['<a'],
  ['a'],
  [''],
  ['<w:a/>'],
  ['<a b="1"c="2"/>'],
  ['<!DOCTYPE a><a/>'],
  ['<a b=">'],
  ['<a b=">" c=">/>'],
  ['<a></a '],
  ['<a></ab>'],
])('refuses %s', (text) => {
  const [plain, whole] = both(Buffer.from(text));
  expect(plain).toBe(whole);
  expect(typeof plain).toBe('string');
});
test('half characters are refused before either reads', () => {
  const half = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<a>\ud800</a>', 'utf16le')]);
  expect(read(half)).toBe('word-unreadable');
  expect(read(Buffer.from([0x3c, 0x61, 0x3e, 0xed, 0xa0, 0x80, 0x3c, 0x2f, 0x61, 0x3e]))).toBe('word-unreadable');
});
test('of texts in which any sign was changed', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<w:a ${head}><w:b w:c="1 &amp; 2"/><w:b w:c="1"/> 中文 &lt; <w:d w:e="x" f="y"><w:g/></w:d></w:a>\n`;
  const random = seeded(20_261_130);
  const signs = ['<', '>', '"', '&', '/', ' ', ':', '=', ';', '!', '?', '-', ']', 'w', '\n', "'", ''];
  const pick = (n: number): number => Math.floor(random() * n);
  const kinds = new Set<string>();
  for (let n = 0; n < 3_000; n++) {
    let changed = text;
    for (let k = 1 + pick(2); k > 0; k--) {
      const at = 40 + pick(changed.length - 40);
      changed = changed.slice(0, at) + (signs[pick(signs.length)] ?? '') + changed.slice(at + pick(2));
    }
    const [plain, whole] = both(Buffer.from(changed));
    expect(plain, changed).toEqual(whole);
    kinds.add(typeof plain);
  }
  expect(kinds.size).toBe(2);
});
