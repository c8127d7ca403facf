// Running headings: on each page of the PDF the first heading that begins on it, else the last before it; in Word a field that can say the
// same. Expected words are those of the headings as they are written here; their pages follow from the page breaks between them.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { build as b, canon, type Block, type Document, type Inline } from '../../src/model/index.js';
import { readDocx } from '../../src/proof/read-docx.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { proveRunningDocx, proveRunningPdf } from '../../src/proof/running.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { plainReport } from './pdf-samples.js';

const z = (value: string) => b.text(value, 'zh');
const en = (value: string) => b.text(value, 'en', { style: 'english' });
const h = (level: 1 | 2 | 3 | 4, style: string, content: readonly Inline[], mark?: string): Block =>
  b.heading({
    level,
    style,
    rank: 'main',
    lang: 'zh',
    content,
    ...(mark === undefined ? {} : { mark: [b.text(mark, 'en', { style: 'mark' })] }),
    ...(level === 4 ? { aside: [z('符合')] } : {}),
  });
const p = (text: string): Block => b.paragraph({ style: 'prose', rank: 'main', lang: 'zh', content: [z(text)] });
const header = b.paragraph({
  style: 'header',
  rank: 'main',
  lang: 'zh',
  content: [
    z('报告'),
    b.gap(1),
    b.runningHeading({ from: 2, to: 2, part: 'title', gap: 0.5, second: 'english-same' }),
    b.gap(1),
    b.runningHeading({ from: 3, to: 4, part: 'mark', gap: 0.5 }),
    b.fill(),
    b.pageNumber({ type: 'page-number', lang: 'en' }),
  ],
});
const documentWith = (blocks: readonly Block[]): Document =>
  plainReport(blocks, { lang: 'zh-en', master: { header: [header], firstHeader: [] } });
const report = documentWith([
  h(1, 'title', [z('审核报告')]),
  b.pageBreak(),
  p('无。'),
  b.pageBreak(),
  h(2, 'group', [z('审核发现'), b.gap(0.6), en('Audit findings')]),
  h(3, 'item', [z('证据')], '5.11.3(12)'),
  h(4, 'clause', [z('业务影响分析')], '8.2.2'),
  p('无。'),
  b.pageBreak(),
  p('还有。'),
  b.pageBreak(),
  p('还有。'),
  h(4, 'clause', [z('内部审核')], '9.2'),
  h(2, 'group', [z('审核结论'), b.gap(0.6), en('Audit conclusion')]),
  p('无。'),
]);
const writer = createPdfWriter();
const pdfOf = async (document: Document) => {
  const pdf = (await writer.write(document)).value;
  if (!pdf) throw new Error('no PDF');
  return { pdf, running: (await readPdf(pdf.bytes)).value?.running ?? [] };
};
const references = (docx: Uint8Array) => readDocx(docx).value?.references ?? [];
const inHeaders = (docx: Uint8Array): string =>
  Object.entries(unzipSync(docx))
    .filter(([name]) => /header\d/.test(name))
    .map(([, bytes]) => strFromU8(bytes))
    .join('');

describe('a running heading', () => {
  test('names in the PDF the first heading on the page, else the last before it', async () => {
    const { pdf, running } = await pdfOf(report);
    expect(running).toEqual([
      '',
      '报告2',
      '报告审核发现Auditfindings5.11.3(12)3',
      '报告审核发现Auditfindings8.2.24',
      '报告审核结论Auditconclusion9.25',
    ]);
    expect(proveRunningPdf(report, pdf, running)).toEqual([]);
    const wrong = proveRunningPdf(report, pdf, running.with(3, '报告审核发现Auditfindings8.2.34'));
    expect(wrong.map((d) => [d.code, d.severity])).toEqual([['format-differs', 'error']]);
    expect(wrong[0]?.message.en).toContain('8.2.2');
  });

  test('is a field in Word whose style holds the titles and nothing else', () => {
    const docx = writeDocx(report, { shares: [] }).value ?? new Uint8Array();
    expect(references(docx).map((r) => r.texts)).toEqual([
      ['审核发现', '审核结论'],
      ['Auditfindings', 'Auditconclusion'],
    ]);
    expect(proveRunningDocx(report, references(docx))).toEqual([]);
    // Someone's edit of a style, or a field that names another one.
    const parts = unzipSync(docx);
    for (const name of Object.keys(parts).filter((n) => /header\d/.test(n)))
      parts[name] = strToU8(
        strFromU8(parts[name] ?? new Uint8Array()).replace(/STYLEREF &quot;[^&]*&quot;/, 'STYLEREF &quot;Nowhere&quot;'),
      );
    expect(proveRunningDocx(report, references(zipSync(parts))).map((d) => d.code)).toEqual(['format-differs']);
  });

  test('is no field where Word would print an error: no such heading, or headings of several styles', () => {
    for (const blocks of [
      [h(1, 'title', [z('审核报告')]), p('无。')],
      [h(1, 'title', [z('审核报告')]), h(2, 'group', [z('一')]), h(2, 'item', [z('二')])],
    ]) {
      const docx = writeDocx(documentWith(blocks), { shares: [] }).value ?? new Uint8Array();
      expect(inHeaders(docx)).toContain('报告');
      expect(inHeaders(docx)).not.toContain('STYLEREF');
    }
  });
});

test('a numbered table says on each further page that it goes on, in its repeated header and not among its cells', async () => {
  const cell = (text: string) => b.cell({ blocks: [b.paragraph({ style: 'cell', rank: 'main', lang: 'zh', content: [z(text)] })] });
  const head = (text: string) =>
    b.cell({ header: 'column', blocks: [b.paragraph({ style: 'column-head-line', rank: 'main', lang: 'zh', content: [z(text)] })] });
  const rows = Array.from({ length: 80 }, (_, i) => b.row({ cells: [cell(`第${i + 1}次`), cell('有效')] }));
  const document = documentWith([
    h(1, 'title', [z('审核报告')]),
    b.table({
      style: 'prose',
      indent: 18,
      widths: [40, 111],
      headerRows: 1,
      keep: 'rows',
      caption: [b.paragraph({ style: 'caption', rank: 'main', lang: 'zh', content: [z('表1　演练')] })],
      continued: [z('续表1'), b.gap(0.6), b.text('Table 1, continued', 'en')],
      rows: [b.row({ cells: [head('编号'), head('结果')] }), ...rows],
    }),
  ]);
  const { pdf, running } = await pdfOf(document);
  expect(running.map((text) => text.includes('续表1Table1,continued编号结果'))).toEqual([false, true, true]);
  expect((await readPdf(pdf.bytes)).value?.entries).toEqual(canon(document));
});
