/** Faults planted in finished files of both formats: the proof finds every one, and none in the file as it was. */
import { beforeAll, describe, expect, it } from 'vitest';
import { canon, type Document } from '../../src/model/index.js';
import { readDocx } from '../../src/proof/read-docx.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { proveSame } from '../../src/proof/same.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { sampleDocument } from '../setup/samples.js';
import { asStream, plantInDocx, plantInPdf } from './setup/plant.js';

let document: Document;
let bytes: Readonly<Record<'pdf' | 'docx', Uint8Array>>;
beforeAll(async () => {
  const sample = await sampleDocument('qingyu-payment/stage-2/nonconformity-report-NC-02');
  ({ document } = sample.composed);
  const pdf = (await createPdfWriter().write(document)).value;
  const docx = pdf && writeDocx(document, { shares: pdf.shares, headingPages: pdf.headingPages, pages: pdf.pages }).value;
  if (!docx) throw new Error('not made');
  bytes = { pdf: pdf.bytes, docx };
});
const found = (format: 'pdf' | 'docx', file: Uint8Array): readonly string[] => {
  const read = format === 'pdf' ? readPdf(file) : readDocx(file);
  const differences = read.value ? proveSame(document, canon(document), read.value.entries, format) : [];
  return [...read.diagnostics, ...differences].map(({ code }) => code);
};
/** Alters the content of a page. */
const onPage =
  (change: (content: string) => string) =>
  (_: string, stream: string | undefined): string | undefined => {
    if (!stream?.includes('/MCID')) return undefined;
    const changed = change(stream);
    return changed === stream ? undefined : asStream(changed);
  };
const element =
  (role: string, change: (dict: string) => string) =>
  (dict: string, stream: string | undefined): string | undefined => {
    if (stream !== undefined || !new RegExp(`/S /${role}\\b`).test(dict)) return undefined;
    const changed = change(dict);
    return changed === dict ? undefined : changed;
  };

describe('pdf', () => {
  it('as it was: nothing', () => {
    expect(found('pdf', bytes.pdf)).toEqual([]);
  });
  it.each<[string, (dict: string, stream: string | undefined) => string | undefined]>([
    [
      'a glyph is another',
      onPage((s) => s.replace(/(\/MCID 5\b[^]*?\(\\000)\\00(\d)/, (_, head: string, n: string) => `${head}\\00${n === '1' ? 2 : 1}`)),
    ],
    ['a text is not shown', onPage((s) => s.replace(/(\/MCID 5\b[^]*?)(\[[^\]]*\] TJ|\([^)]*\) Tj)/, '$1'))],
    ['a text is shown twice', onPage((s) => s.replace(/(\/MCID 5\b[^]*?)(\[[^\]]*\] TJ|\([^)]*\) Tj)/, '$1$2\n$2'))],
    [
      'two texts have changed places',
      onPage((s) =>
        s
          .replace(/\/MCID 5\b/, '/MCID five')
          .replace(/\/MCID 6\b/, '/MCID 5')
          .replace('/MCID five', '/MCID 6'),
      ),
    ],
    ['a text belongs to nothing', onPage((s) => s.replace(/\/Span <<\s*\/MCID 5\b[^>]*>> BDC/, '/Artifact BMC'))],
    [
      'a font says other words',
      (dict, stream) =>
        stream?.includes('beginbfchar')
          ? asStream(stream.replace(/(beginbfchar\s+<[0-9A-Fa-f]+>\s*<)[0-9A-Fa-f]+>/, '$14E00>'))
          : undefined,
    ],
    [
      'a font does not say what a glyph means',
      (dict, stream) => (stream?.includes('beginbfchar') ? asStream(stream.replace(/begin(bfchar|bfrange)[^]*?end\1/g, '')) : undefined),
    ],
    ['a font says nothing', (dict) => (dict.includes('/Type0') ? dict.replace(/\/ToUnicode \d+ 0 R/, '') : undefined)],
    ['two cells have changed places', element('TR', (d) => d.replace(/\/K \[(\d+ 0 R) (\d+ 0 R)/, '/K [$2 $1'))],
    ['a row lacks a cell', element('TR', (d) => d.replace(/\/K \[\d+ 0 R /, '/K ['))],
    ['a table lacks a row', element('TBody|/S /Table', (d) => d.replace(/\/K \[\d+ 0 R /, '/K ['))],
    ['a heading is no element of the document', element('H[1-6]', (d) => d.replace(/\/K \[[^\]]*\]/, '/K []'))],
    [
      'a page does not unpack',
      (dict, stream) => (stream?.includes('/MCID') ? `<< /Length 4 /Filter /FlateDecode >>\nstream\nabcd\nendstream` : undefined),
    ],
    [
      'a page is packed twice',
      (dict, stream) =>
        stream?.includes('/MCID') ? `<< /Length 4 /Filter [/FlateDecode /FlateDecode] >>\nstream\nabcd\nendstream` : undefined,
    ],
    ['a text is shown in a way that is not followed', onPage((s) => s.replace(/(\/MCID 5\b[^]*?)\[([^\]]*)\] TJ/, '$1 0 0 (a) "'))],
  ])('%s', (_, plant) => {
    expect(found('pdf', plantInPdf(bytes.pdf, plant))).toHaveLength(1);
  });
});

describe('docx', () => {
  const cell = /<w:tc>(?:(?!<w:tc>)[^])*?<\/w:tc>/g;
  const row = /<w:tr(?: [^>]*)?>(?:(?!<w:tr[ >])[^])*?<\/w:tr>/;
  it('as it was: nothing', () => {
    expect(found('docx', bytes.docx)).toEqual([]);
  });
  it.each<[string, (xml: string) => string]>([
    ['a character is another', (x) => x.replace(/(<w:t(?: [^>]*)?>[^<]*)[\u4e00-\u9fff](?=[^<]*<\/w:t>)/, '$1另')],
    ['a run is gone', (x) => x.replace(/<w:r>(?:(?!<w:r>)[^])*?<w:t(?: [^>]*)?>[^<]+<\/w:t><\/w:r>/, '')],
    ['a run stands twice', (x) => x.replace(/<w:r>(?:(?!<w:r>)[^])*?<w:t(?: [^>]*)?>[^<]+<\/w:t><\/w:r>/, '$&$&')],
    ['a word is added', (x) => x.replace(/<w:t(?: [^>]*)?>/, '$&not ')],
    [
      'two cells have changed places',
      (x) =>
        x.replace(row, (one) => {
          const [a = '', b = ''] = one.match(cell) ?? [];
          return one.replace(a, '\u0001').replace(b, a).replace('\u0001', b);
        }),
    ],
    ['a row lacks a cell', (x) => x.replace(row, (one) => one.replace((one.match(cell) ?? [''])[1] ?? '', ''))],
    ['a table lacks a row', (x) => x.replace(row, '')],
  ])('%s', (_, plant) => {
    expect(found('docx', plantInDocx(bytes.docx, plant))).toHaveLength(1);
  });
});
