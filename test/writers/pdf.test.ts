/** The PDF writer: what a reader of the file finds is what the model says, and nothing depends on when it is made. */
import { describe, expect, it, vi } from 'vitest';
import { build as b, canon, withDensity, type Block, type Document } from '../../src/model/index.js';
import { PdfObjects, type Dict } from '../../src/proof/pdf-objects.js';
import { readPdf, type PdfReading } from '../../src/proof/read-pdf.js';
import { createPdfWriter, type PdfFile } from '../../src/writers/pdf/index.js';
import { certificate, form, harbour, line, pair, pine, plan, report } from './pdf-samples.js';

// Slow machines are not wrong.
vi.setConfig({ testTimeout: 300_000 });

const writer = createPdfWriter();
async function write(document: Document): Promise<PdfFile> {
  const { value, diagnostics } = await writer.write(document);
  expect(diagnostics).toEqual([]);
  if (!value) throw new Error('no file');
  return value;
}
async function read(file: PdfFile): Promise<PdfReading> {
  const { value, diagnostics } = await readPdf(file.bytes);
  expect(diagnostics).toEqual([]);
  if (!value) throw new Error('nothing read');
  return value;
}
/** A document of one section with these blocks after a title. */
const small = (blocks: Block[], more: Partial<Document> = {}): Document => {
  const base = form();
  const [section] = base.sections;
  if (!section) throw new Error('no section');
  const title = b.heading({ level: 1, style: 'title', rank: 'main', lang: 'zh', content: [b.text('题目', 'zh')] });
  return { ...base, ...more, sections: [{ master: { ...section.master, header: [], footer: [] }, blocks: [title, ...blocks] }] };
};
const prose = (zh: string): Block => b.paragraph({ style: 'prose', rank: 'main', lang: 'zh', content: [b.text(zh, 'zh')] });
const english = (value: string): Block => b.paragraph({ style: 'cell', rank: 'main', lang: 'en', content: [b.text(value, 'en')] });

describe('what the file says', () => {
  it.each([
    ['a long report', () => report()],
    ['a form', form],
    ['a plan over several pages', plan],
    ['a certificate with an annex', () => certificate(harbour, {}, true)],
    ['a certificate under another theme', () => certificate(pine)],
  ])('%s: word for word and cell for cell', async (_, make) => {
    const document = make();
    const file = await write(document);
    const { entries, pages } = await read(file);
    expect(entries).toEqual(canon(document));
    expect(pages).toHaveLength(file.pages);
  });

  it('runs header and footer on the pages they belong to, outside the text', async () => {
    const file = await write(report());
    const { pages, entries } = await read(file);
    expect(file.pages).toBeGreaterThan(7);
    expect(pages[0]).not.toContain('AuditReportMQ-BC-2025-0137-AR2第1版');
    expect(pages[1]).toContain('第1版Version1');
    pages.forEach((text, i) => expect(text).toContain(`第${i + 1}页，共${file.pages}页Page${i + 1}of${file.pages}`));
    expect(entries.some(({ text }) => text.includes('Page1of'))).toBe(false);
  });

  it('keeps signs that have no glyph of their own out of the text', async () => {
    const text = 'BC-M-01与业\u2060务\u2060连\u2060续\u2060性a\u200bb，非\u00ad断\u2011开5\u00a0h——“引”……ABC\u2011DEF';
    const document = small([prose(text)]);
    const { entries } = await read(await write(document));
    expect(entries).toEqual(canon(document));
    expect(entries[1]?.text).toContain('ABC-DEF');
  });

  it('says on which page each content stands first', async () => {
    const { pageOf } = await write(report());
    expect(pageOf.get('report.identification')).toBe(1);
    expect(pageOf.get('report.objectives')).toBe(2);
    expect(pageOf.get('report.recommendation')).toBeGreaterThan(6);
  });

  it('tags headings by their level and row headers as headers', async () => {
    const objects = new PdfObjects((await write(form())).bytes);
    const roles: string[] = [];
    let rowHeaders = 0;
    const visit = (element: Dict): void => {
      const role = objects.name(element['S']);
      roles.push(role);
      if (role === 'TH' && objects.list(element['A']).some((a) => objects.name(objects.dict(a)['Scope']) === 'Row')) rowHeaders++;
      for (const kid of objects.list(element['K'])) visit(objects.dict(kid));
    };
    const catalog = objects.dict(objects.trailer['Root']);
    visit(objects.dict(catalog['StructTreeRoot']));
    expect(roles.filter((r) => r === 'H1')).toHaveLength(1);
    expect(roles.filter((r) => r === 'Table')).toHaveLength(2);
    expect(rowHeaders).toBe(12);
    expect(objects.dict(catalog['ViewerPreferences'])['DisplayDocTitle']).toBe(true);
  });

  it('tags the paragraphs of a caption as the Caption of their table, its first child', async () => {
    const caption = [
      b.paragraph({ style: 'caption', rank: 'main', lang: 'zh', content: [b.text('表1　审核组', 'zh')] }),
      b.paragraph({ style: 'caption', rank: 'second', lang: 'en', content: [b.text('Table 1: Audit team', 'en')] }),
    ];
    const table = b.table({
      style: 'prose',
      indent: 18,
      widths: [40],
      headerRows: 0,
      keep: 'whole',
      caption,
      rows: [b.row({ cells: [b.cell({ blocks: [prose('甲')] })] })],
    });
    const document = small([prose('前文。'), table, table]);
    const { bytes } = await write(document);
    const objects = new PdfObjects(bytes);
    const root = objects.dict(objects.dict(objects.trailer['Root'])['StructTreeRoot']);
    const found: string[][] = [];
    const visit = (element: Dict): void => {
      const kids = objects.list(element['K']).map((kid) => objects.dict(kid));
      if (objects.name(element['S']) === 'Table')
        found.push(
          kids.map((k) => objects.name(k['S'])).slice(0, 2),
          objects.list(kids[0]?.['K'] ?? null).map((k) => objects.name(objects.dict(k)['S'])),
        );
      else kids.forEach(visit);
    };
    visit(root);
    expect(found).toEqual([
      ['Caption', 'TR'],
      ['P', 'P'],
      ['Caption', 'TR'],
      ['P', 'P'],
    ]);
    expect((await read(await write(document))).entries).toEqual(canon(document));
  });

  it('never skips a level of headings, whatever the model does', async () => {
    const document = small([b.heading({ level: 4, style: 'clause', rank: 'main', lang: 'zh', content: [b.text('跳级', 'zh')] })]);
    const text = Buffer.from((await write(document)).bytes).toString('latin1');
    expect(text).toContain('/S /H2');
    expect(text).not.toContain('/S /H4');
  });
});

describe('pages', () => {
  it('shares out the space of a page that is filled', async () => {
    const document = certificate(harbour);
    const file = await write(document);
    expect(file.fits).toBe(true);
    expect(file.pages).toBe(1);
    expect(file.shares[0]).toBeGreaterThan(2.6);
    expect((await writer.fits(document)).value).toEqual({ fits: true, shares: file.shares });
  });

  it('says when a page does not hold its texts, and finds the density that does', async () => {
    const scope = '面向金融机构与公共服务机构的数据中心托管、云计算基础设施运行维护及灾难恢复服务，'.repeat(4);
    const scopeEn = 'Business continuity management for data centre hosting, cloud operation and disaster recovery services, '.repeat(5);
    const long = { client: '澄川云枢数据服务与灾难恢复及业务连续性咨询（河南自由贸易试验区）股份有限公司', scope, scopeEn };
    const file = await write(certificate(harbour, long));
    expect(file.fits).toBe(false);
    expect(file.pages).toBe(2);
    const shorter = { ...long, scope: scope.slice(0, 80), scopeEn: scopeEn.slice(0, 200) };
    const fits: (boolean | undefined)[] = [];
    for (const density of ['regular', 'compact', 'tight'])
      fits.push((await writer.fits(certificate(withDensity(harbour, density), shorter))).value?.fits);
    expect(fits.at(-1)).toBe(true);
    expect((await writer.fits(report())).value).toEqual({ fits: true, shares: [0] });
  });

  it('lets a table that must stay whole go over the page when no page holds it', async () => {
    const rows = Array.from({ length: 90 }, (_, i) => b.row({ cells: [b.cell({ blocks: [english(`row ${i}`)] })] }));
    const document = small([b.table({ style: 'form', indent: 0, widths: [169], headerRows: 0, keep: 'whole', rows })]);
    const file = await write(document);
    const { entries, pages } = await read(file);
    expect(file.pages).toBe(3);
    expect(entries).toEqual(canon(document));
    expect(pages.at(-1)).toContain('row89');
  });

  it('moves a table that must stay whole to the next page', async () => {
    const rows = Array.from({ length: 6 }, (_, i) => b.row({ height: 30, cells: [b.cell({ blocks: [english(`row ${i}`)] })] }));
    const table = b.table({ style: 'form', indent: 0, widths: [169], headerRows: 0, keep: 'whole', rows });
    const { pageOf } = await read(await write(small([prose('一段文字。'), b.space(110), line('caption', '表', 'Table'), table])));
    // The caption goes with its table.
    expect(pageOf).toEqual([1, 1, 2, 2, 2, 2, 2, 2, 2]);
  });

  it('leaves no row that belongs to the next one at the foot of a page', async () => {
    for (let height = 200; height < 226; height += 4) {
      const rows = [
        b.row({ keepNext: true, cells: [b.cell({ style: 'day', blocks: [english('day')] })] }),
        ...Array.from({ length: 5 }, (_, i) => b.row({ cells: [b.cell({ blocks: [...pair('cell', '会议', `session ${i}`)] })] })),
      ];
      const { entries, pageOf } = await read(
        await write(small([b.space(height), b.table({ style: 'schedule', indent: 0, widths: [169], headerRows: 0, keep: 'rows', rows })])),
      );
      const day = entries.findIndex(({ text }) => text === 'day');
      expect(pageOf[day], `space of ${height} mm`).toBe(pageOf[day + 1]);
    }
  });

  it('splits a row that no page holds, and no other', async () => {
    const table = b.table({
      style: 'form',
      indent: 0,
      widths: [40, 129],
      headerRows: 0,
      keep: 'whole',
      rows: [
        b.row({
          cells: [
            b.cell({ blocks: [english('label')] }),
            b.cell({ blocks: Array.from({ length: 30 }, (_, i) => prose(`${i}、${'长'.repeat(150)}`)) }),
          ],
        }),
      ],
    });
    const document = small([table]);
    const file = await write(document);
    const { pages, entries } = await read(file);
    expect(file.pages).toBe(4);
    expect(entries).toEqual(canon(document));
    expect(pages.at(-1)).toContain('29、长');
  });

  it('makes a row higher than it says where its text needs it', async () => {
    const cells = (text: string) => [b.cell({ blocks: Array.from({ length: 12 }, () => english(text)) })];
    const table = b.table({
      style: 'form',
      indent: 0,
      widths: [169],
      headerRows: 0,
      keep: 'rows',
      rows: [b.row({ height: 5, cells: cells('a') }), b.row({ height: 5, cells: cells('b') })],
    });
    const low = await write(small([b.space(150), table]));
    expect(low.pages).toBe(2);
  });
});

describe('the same input, the same bytes', () => {
  it('from another writer, after other documents', async () => {
    const first = await write(certificate(harbour, {}, true));
    const other = createPdfWriter();
    await other.write(form());
    const { value } = await other.write(certificate(harbour, {}, true));
    expect(Buffer.compare(Buffer.from(first.bytes), Buffer.from(value?.bytes ?? []))).toBe(0);
  });
  it('with no date but that of the document', async () => {
    const text = Buffer.from((await write(form())).bytes).toString('latin1');
    expect([...text.matchAll(/D:(\d{8})/g)].map((m) => m[1])).toEqual(['20251016', '20251016']);
    expect(text).not.toContain(`${new Date().getFullYear() + 1}`.repeat(2));
  });
  it('draws the frame once, however many pages have it', async () => {
    const one = (await write(certificate(harbour))).bytes.length;
    const three = Buffer.from((await write(certificate(harbour, {}, true))).bytes).toString('latin1');
    expect(three.match(/\/CertpressFrame \d+ 0 R/g)?.length).toBe(3);
    expect(new Set(three.match(/\/CertpressFrame \d+ 0 R/g)).size).toBe(1);
    expect(one).toBeLessThan(150_000);
  });
});

describe('what cannot be written', () => {
  it('names a character that no font has, and the line of the record', async () => {
    const origin = { record: [{ file: 'people.yaml', pointer: '/people/0/name', line: 12, column: 5 }] };
    const document = small([b.paragraph({ style: 'prose', rank: 'main', lang: 'zh', content: [b.text('姓名𠮷', 'zh', { origin })] })]);
    const { value, diagnostics } = await writer.write(document);
    expect(value).toBeUndefined();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'glyph-missing', severity: 'error', place: { file: 'people.yaml', line: 12 } });
    expect(diagnostics[0]?.message.en).toContain('U+20BB7');
  });
  it('names every such character, in headers too', async () => {
    const base = small([prose('好😀')]);
    const [section] = base.sections;
    if (!section) throw new Error('no section');
    const document = { ...base, sections: [{ ...section, master: { ...section.master, header: [prose('\u200e')] } }] };
    const { diagnostics } = await writer.write(document);
    expect(diagnostics.map((d) => /U\+[0-9A-F]+/.exec(d.message.en)?.[0]).sort()).toEqual(['U+1F600', 'U+200E']);
  });
  it.each([
    ['is no picture', Buffer.from('not a picture at all').toString('base64')],
    ['breaks off', Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('cut')]).toString('base64')],
  ])('a picture that %s', async (_, data) => {
    const image = b.image({
      mime: 'image/png',
      data,
      pixels: { width: 10, height: 10 },
      width: 20,
      indent: 0,
      alt: '图',
      lang: 'zh',
      origin: { record: [{ file: 'report.yaml', pointer: '/figures/0', line: 3, column: 1 }] },
    });
    const { value, diagnostics } = await writer.write(small([image]));
    expect(value).toBeUndefined();
    expect(diagnostics[0]).toMatchObject({ code: 'image-undecodable', place: { file: 'report.yaml', line: 3 } });
  });
  it('a style that the theme does not have', async () => {
    const { diagnostics } = await writer.write(small([b.paragraph({ style: 'no-such-style', rank: 'main', lang: 'zh', content: [] })]));
    expect(diagnostics[0]?.code).toBe('style-unknown');
  });
});
