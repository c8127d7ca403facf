// Links inside a document: both formats lead from one place to the other, and what leads nowhere is plain text. And the number of a
// page in the text itself, which no model knows: the proof takes a number there and nothing else. Places follow from how the document is
// written here.
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { build as b, canon, saysSame, type Block, type Document, type Inline } from '../../src/model/index.js';
import { readDocx } from '../../src/proof/read-docx.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { proveSame } from '../../src/proof/same.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { plainReport } from './pdf-samples.js';

const p = (...content: readonly Inline[]): Block => b.paragraph({ style: 'prose', rank: 'main', lang: 'zh', content });
const code = (value: string, link: { readonly anchor?: string; readonly to?: string }) => b.text(value, 'en', link);
const documentWith = (blocks: readonly Block[]): Document =>
  plainReport([b.heading({ level: 1, style: 'title', rank: 'main', lang: 'zh', content: [b.text('报告', 'zh')] }), ...blocks]);
const writer = createPdfWriter();
async function both(document: Document) {
  const pdf = (await writer.write(document)).value?.bytes ?? new Uint8Array();
  const docx = writeDocx(document, { shares: [] }).value ?? new Uint8Array();
  const xml = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array());
  return { pdf, xml, fromPdf: (await readPdf(pdf)).value, fromDocx: readDocx(docx).value };
}

describe('links', () => {
  const document = documentWith([
    p(b.text('不符合 ', 'zh'), code('NC-01', { anchor: 'finding-NC-01', to: 'nc-NC-01' })),
    p(code('NC-01', { anchor: 'finding-NC-01' })),
    b.pageBreak(),
    p(code('NC-01', { anchor: 'nc-NC-01', to: 'finding-NC-01' }), b.text('、', 'zh'), code('NC-02', { to: 'finding-NC-02' })),
  ]);

  test('lead in both formats to the first place of the name, and say what they said without', async () => {
    const { pdf, xml, fromPdf, fromDocx } = await both(document);
    expect(fromPdf?.entries).toEqual(canon(document));
    expect(fromDocx?.entries).toEqual(canon(document));
    expect(canon(document).map((e) => e.text)).toEqual(['报告', '不符合NC-01', 'NC-01', 'NC-01、NC-02']);
    const links = Buffer.from(pdf)
      .toString('latin1')
      .split('endobj')
      .filter((object) => /\/Subtype \/Link/.test(object));
    expect(links).toHaveLength(2);
    const bookmarks = new Map([...xml.matchAll(/<w:bookmarkStart w:id="(\d+)" w:name="([^"]+)"\/>/g)].map((m) => [m[2], m.index]));
    const anchors = [...xml.matchAll(/<w:hyperlink w:anchor="([^"]+)"/g)].map((m) => m[1]);
    // The first line links down to the second page, the second page up to the first line.
    expect(anchors).toHaveLength(2);
    const [down = 0, up = 0] = anchors.map((name) => bookmarks.get(name));
    expect(bookmarks.size).toBe(2);
    expect(up).toBeLessThan(xml.indexOf('w:type="page"') < 0 ? down : xml.indexOf('w:type="page"'));
    expect(down).toBeGreaterThan(up);
  });
});

describe('the number of a page in the text', () => {
  const document = documentWith([
    p(
      b.text('第', 'zh'),
      b.pageNumber({ type: 'page-number', lang: 'zh' }),
      b.text('页，共', 'zh'),
      b.pageNumber({ type: 'page-count', lang: 'zh' }),
      b.text('页', 'zh'),
    ),
  ]);
  test('is read back as a number, and nothing else is', async () => {
    const { fromPdf, fromDocx } = await both(document);
    expect(fromPdf?.entries.map((e) => e.text)).toEqual(['报告', '第1页，共1页']);
    expect(proveSame(document, canon(document), fromPdf?.entries ?? [], 'pdf')).toEqual([]);
    expect(proveSame(document, canon(document), fromDocx?.entries ?? [], 'docx')).toEqual([]);
    const [, line] = canon(document);
    for (const text of ['第页，共1页', '第1页，共一页', '第1页，共1页。', '第11111页，共1页'])
      expect([text, saysSame(line, { cell: null, text })]).toEqual([text, false]);
    expect(saysSame(line, { cell: '1/1/1', text: '第1页，共1页' })).toBe(false);
  });
});
