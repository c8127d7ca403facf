/** The text that the proof reads out of a PDF is what pdfjs finds in it, which has another author. */
import { expect, it } from 'vitest';
import { readPdf } from '../../src/proof/read-pdf.js';
import { Unreadable, PdfObjects, Ref } from '../../src/proof/pdf-objects.js';
import { PageText } from '../../src/proof/pdf-text.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { openWithPdfJs } from '../../tools/pdfjs.js';
import { sampleDocuments } from '../setup/samples.js';
import { sweep } from '../setup/long.js';

/** All text of each page, white space removed. */
async function byPdfJs(bytes: Uint8Array): Promise<string[]> {
  const task = await openWithPdfJs(bytes);
  const file = await task.promise;
  const pages: string[] = [];
  for (let n = 1; n <= file.numPages; n++) {
    const { items } = await (await file.getPage(n)).getTextContent({ disableNormalization: true });
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  await task.destroy();
  return pages.map((text) => text.normalize('NFC').replace(/\s+/gu, ''));
}
const samples = await sampleDocuments('zh-en', 16);
const writer = createPdfWriter();

it.each(samples.map((sample) => [sample.name, sample] as const))('%s', sweep, async (_, sample) => {
  const { value } = await writer.write(sample.composed.document);
  if (!value) throw new Error('not made');
  const read = readPdf(value.bytes);
  expect(read.diagnostics).toEqual([]);
  expect(read.value?.pages).toEqual(await byPdfJs(value.bytes));
});

/** A page with one font, whose code 1 is 一 and 2 a bracket's. */
function page(content: string): readonly string[] {
  const map =
    'beginbfchar <0001> <4E00> <0028> <4E8C> endbfchar beginbfrange <0041> <0043> <0061> <0050> <0051> [<0078> <00790079>] endbfrange';
  const objects = [
    '<< /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] >>',
    '<< /Type /Page /Contents 4 0 R /Resources << /Font << /f 5 0 R >> /XObject << /x 8 0 R >> /Properties << /p << /MCID 7 >> >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [7 0 R] >>',
    `<< /Length ${map.length} >>\nstream\n${map}\nendstream`,
    '<< /DW 1000 /W [65 67 500] >>',
    '<< /Subtype /Form /Length 26 >>\nstream\nBT /f 10 Tf <0041> Tj ET   \nendstream',
  ];
  let file = '%PDF-1.7\n';
  const offsets = objects.map((body, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF`;
  const read = new PdfObjects(Buffer.from(file + table, 'latin1'));
  return new PageText(read, new Map()).page(read.dict(new Ref(3))).shown.map(({ mcid, text }) => `${mcid ?? ''}:${text}`);
}
const shown = 'BT /f 10 Tf';
it.each<[string, string, readonly string[]]>([
  ['a literal with its escapes', `${shown} (\\000\\001\\0\\101\\\n) Tj ET`, [':一a']],
  ['brackets in a literal', `${shown} (\\000(\\000\\)\\000A\\000)) Tj ET`, [':二\uFFFDa\uFFFD']],
  ['hexadecimal digits, and ranges', `${shown} <0041 0043 0050 0051> Tj ET`, [':acxyy']],
  ['a glyph that the font has no text for', `${shown} <0099> Tj ET`, [':\uFFFD']],
  ['glyphs that stand apart', `${shown} [<0041> -100 <0042> -110 <0043>] TJ ET`, [':a', ':b', ': c']],
  ['spaces between all characters', `${shown} 2 Tc <00410042> Tj ET`, [':a b']],
  ['one line below another', `${shown} <0041> Tj 0 -12 Td <0042> Tj ET`, [':a', ':b']],
  [
    'the innermost marked content with a number',
    `/S <</MCID 3>> BDC /E <</ActualText <FEFF>>> BDC ${shown} <0041> Tj ET EMC EMC /S /p BDC BT <0042> Tj ET EMC`,
    ['3:a', '7:b'],
  ],
  ['what a form paints', `/S <</MCID 3>> BDC /x Do EMC`, ['3:a']],
  ['a font that is kept with the state', `q ${shown} <0041> Tj ET Q`, [':a']],
])('%s', (_, content, expected) => {
  expect(page(content)).toEqual(expected);
});
it.each([
  ['text without a font', 'BT <0041> Tj ET'],
  ['a font that is not there', 'BT /g 1 Tf <0041> Tj ET'],
  ['a picture among the text', 'BI /W 1 /H 1 ID x EI'],
  ['a string without an end', `${shown} (\\000A Tj ET`],
  ['a list without an end', `${shown} [<0041> Tj ET`],
  ['text that is no string', `${shown} 12 Tj ET`],
])('is not passed over: %s', (_, content) => {
  expect(() => page(content)).toThrow(Unreadable);
});
