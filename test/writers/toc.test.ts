// A table of contents: both formats list the same headings with the same pages, and the proof knows when one does not.
// Expected lines are those of the headings as they are written here; pages follow from the page breaks between them.
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { build as b, canon, settleToc, tocLines, type Block, type Document } from '../../src/model/index.js';
import { readDocx } from '../../src/proof/read-docx.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { proveToc } from '../../src/proof/same.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { plainReport } from './pdf-samples.js';

const z = (value: string) => b.text(value, 'zh');
const h = (level: 1 | 2 | 3 | 4, style: string, title: string, mark?: string): Block =>
  b.heading({
    level,
    style,
    rank: 'main',
    lang: 'zh',
    content: [z(title)],
    ...(mark === undefined ? {} : { mark: [b.text(mark, 'en', { style: 'mark' })] }),
    ...(level === 4 ? { aside: [z('符合')] } : {}),
  });
const title = [b.paragraph({ style: 'toc-title', rank: 'main', lang: 'zh', content: [z('目录')] })];
const documentWith = (toc: { readonly over: number; readonly depth?: 2 | 3 | 4 }): Document =>
  plainReport([
    h(1, 'title', '审核报告'),
    b.toc({ title, depth: toc.depth ?? 3, over: toc.over }),
    b.pageBreak(),
    h(2, 'group', '审核的实施'),
    h(3, 'item', '审核范围', '5.11.3(7)'),
    b.pageBreak(),
    h(2, 'group', '审核发现'),
    h(3, 'item', '证据', '5.11.3(12)'),
    h(4, 'clause', '业务影响分析', '8.2.2'),
    b.paragraph({ style: 'prose', rank: 'main', lang: 'zh', content: [z('无。')] }),
  ]);
const three = ['审核的实施2', '5.11.3(7)审核范围2', '审核发现3', '5.11.3(12)证据3'];
const writer = createPdfWriter();
async function both(document: Document) {
  const pdf = (await writer.write(document)).value;
  const docx = writeDocx(document, { shares: [], headingPages: pdf?.headingPages ?? [] }).value ?? new Uint8Array();
  return { pdf, docx, fromPdf: (await readPdf(pdf?.bytes ?? new Uint8Array())).value, fromDocx: readDocx(docx).value };
}

describe('a table of contents', () => {
  test.each([
    [3, three],
    [2, ['审核的实施2', '审核发现3']],
    [4, [...three, '8.2.2业务影响分析3']],
  ] as const)('of depth %i lists the same in both formats', async (depth, lines) => {
    const document = documentWith({ over: 0, depth });
    const { pdf, fromPdf, fromDocx } = await both(document);
    expect(pdf?.headingPages).toEqual([1, 2, 2, 3, 3, 3]);
    expect(fromPdf?.toc).toEqual(lines);
    expect(fromDocx?.toc).toEqual(lines);
    expect(tocLines(document, pdf?.headingPages ?? [])).toEqual(lines);
    expect(fromPdf?.entries).toEqual(canon(document));
    expect(fromDocx?.entries).toEqual(canon(document));
    expect(
      canon(document)
        .map((e) => e.text)
        .slice(0, 3),
    ).toEqual(['审核报告', '目录', '审核的实施']);
  });

  test('links each line: in the PDF to its heading, in Word to a bookmark that stands there', async () => {
    const { pdf, docx } = await both(documentWith({ over: 0 }));
    // A line may be several areas to click on: each goes to one of the four headings.
    const objects = Buffer.from(pdf?.bytes ?? [])
      .toString('latin1')
      .split('endobj')
      .filter((object) => /\/Subtype \/Link/.test(object));
    const places = objects.map((object) => /\/Dest (\d+) 0 R/.exec(object)?.[1]);
    expect(places).not.toContain(undefined);
    expect(new Set(places).size).toBe(4);
    const xml = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array());
    const anchors = [...xml.matchAll(/w:anchor="([^"]+)"/g)].map((m) => m[1]);
    expect(anchors).toHaveLength(4);
    expect([...xml.matchAll(/<w:bookmarkStart w:id="\d+" w:name="([^"]+)"/g)].map((m) => m[1])).toEqual(anchors);
    expect(xml).toContain('TOC \\o "1-2" \\h \\z');
    expect(xml.match(/w:fldCharType="begin"/g)?.length).toBe(xml.match(/w:fldCharType="end"/g)?.length);
  });

  test('is refused where a line or its page is another', async () => {
    const document = documentWith({ over: 0 });
    const { pdf, docx, fromDocx } = await both(document);
    const pages = pdf?.headingPages ?? [];
    expect(proveToc(document, pages, fromDocx?.toc ?? [], 'docx')).toEqual([]);
    const wrongPage = readDocx(writeDocx(document, { shares: [], headingPages: pages.map((n) => n + 1) }).value ?? docx).value;
    expect(proveToc(document, pages, wrongPage?.toc ?? [], 'docx').map((d) => d.code)).toEqual(['format-differs']);
    expect(proveToc(document, pages, fromDocx?.toc.slice(1) ?? [], 'docx').map((d) => d.code)).toEqual(['format-differs']);
  });

  test('stands in documents of more pages than its layout says, and the number of pages settles it for good', async () => {
    const document = documentWith({ over: 3 });
    const { pdf } = await both(document);
    expect(pdf?.pages).toBe(3);
    const without = settleToc(document, 3);
    expect(without.sections[0]?.blocks.some((block) => block.type === 'toc')).toBe(false);
    expect(settleToc(document, 4)).toBe(document);
    // Without its table a document has no more pages than with it: settled once more it stays the same.
    const again = await both(without);
    expect(settleToc(document, again.pdf?.pages ?? 99)).toEqual(without);
    expect(again.fromPdf?.toc).toEqual([]);
    expect(again.fromDocx?.entries).toEqual(canon(without));
  });
});
