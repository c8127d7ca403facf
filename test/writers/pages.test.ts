/** What a page must not look like: each test is something that was once seen on one. */
import { strFromU8, unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it, vi } from 'vitest';
import { build as b, canon, staysWithNext, type Block, type Document, type Inline, type Paragraph } from '../../src/model/index.js';
import { readDocx } from '../../src/proof/read-docx.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { form } from './pdf-samples.js';

vi.setConfig({ testTimeout: 300_000 });

const writer = createPdfWriter();
const small = (blocks: readonly Block[]): Document => {
  const base = form();
  const [section] = base.sections;
  if (!section) throw new Error('no section');
  const title = b.heading({ level: 1, style: 'title', rank: 'main', lang: 'zh', content: [b.text('题目', 'zh')] });
  return { ...base, sections: [{ master: { ...section.master, header: [], footer: [] }, blocks: [title, ...blocks] }] };
};
const zh = (value: string, style = 'prose'): Paragraph => b.paragraph({ style, rank: 'main', lang: 'zh', content: [b.text(value, 'zh')] });
const en = (value: string, style = 'prose'): Paragraph =>
  b.paragraph({ style, rank: 'second', lang: 'en', content: [b.text(value, 'en')] });
const tableOf = (cells: readonly (readonly Block[])[], keep: 'whole' | 'rows' = 'rows'): Block =>
  b.table({
    style: 'form',
    indent: 0,
    widths: [169],
    headerRows: 0,
    keep,
    rows: cells.map((blocks) => b.row({ cells: [b.cell({ blocks })] })),
  });

function partOf(document: Document, name: string): string {
  const { value } = writeDocx(document);
  const part = value && unzipSync(value)[`word/${name}`];
  if (!part) throw new Error(`no ${name}`);
  return strFromU8(part);
}
interface Placed {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
}
/** Lines of the first page: what stands on one baseline, with its left and right edges in mm. */
async function linesOf(document: Document): Promise<Placed[]> {
  const { value, diagnostics } = await writer.write(document);
  expect(diagnostics).toEqual([]);
  const task = getDocument({ data: Uint8Array.from(value?.bytes ?? []), disableFontFace: true, useSystemFonts: false, verbosity: 0 });
  const page = await (await task.promise).getPage(1);
  const { items } = await page.getTextContent();
  const lines = new Map<number, Placed>();
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue;
    const [x, y] = [(Number(item.transform[4]) * 25.4) / 72, Math.round(Number(item.transform[5]))];
    const right = x + (item.width * 25.4) / 72;
    const line = lines.get(y);
    lines.set(y, { text: (line?.text ?? '') + item.str, x: Math.min(line?.x ?? x, x), y, right: Math.max(line?.right ?? right, right) });
  }
  await task.destroy();
  return [...lines.values()].sort((p, q) => q.y - p.y);
}

const stays = (...blocks: readonly Block[]): boolean => staysWithNext(form().theme, blocks, 0);
const sign = b.keep([
  b.grid({
    indent: 0,
    widths: [60],
    gutter: 0,
    rows: [b.gridRow({ cells: [b.gridCell({ blocks: [b.space(11), b.rule('signature')] })] })],
  }),
]);

describe('keeping together', () => {
  it('holds for Chinese with its English, and for what a list or table was announced by', () => {
    const list = b.list({ ordered: false, style: 'prose', rank: 'main', lang: 'zh', items: [b.listItem([zh('甲')])] });
    expect(stays(zh('文'), en('Text'))).toBe(true);
    expect(stays(zh('如下：'), list)).toBe(true);
    expect(stays(en('as follows: '), tableOf([[zh('甲')]]))).toBe(true);
    expect(stays(zh('完。'), list)).toBe(false);
    expect(stays(zh('文'), zh('文'))).toBe(false);
    expect(stays(zh('长'.repeat(300)), en('Long'))).toBe(false);
    // Two letters take the room of one Chinese character.
    const english = (length: number): Paragraph => ({ ...en('l'.repeat(length)), rank: 'main' });
    const below: Paragraph = { ...zh('长'), rank: 'second' };
    expect([stays(english(300), below), stays(english(330), below)]).toEqual([true, false]);
  });
  it('holds for signatures with what is signed, over their heading and white space', () => {
    const heading = b.heading({ level: 2, style: 'item', rank: 'main', lang: 'zh', content: [b.text('签字', 'zh')] });
    expect(stays(zh('正文。'), sign)).toBe(true);
    expect(stays(zh('正文。'), heading, b.space(4), sign)).toBe(true);
    expect(stays(b.space(4), sign)).toBe(true);
    // Whose the report is, below a heading of its own, is not what is signed; three sentences are.
    expect(stays(zh('正文。'), heading, zh('报告归本机构所有。'), en('The report is ours.'), b.space(4), sign)).toBe(true);
    expect(stays(zh('正文。'), heading, zh('甲。'), zh('乙。'), zh('丙。'), sign)).toBe(false);
    // A section before the heading of the signatures is what they are under.
    expect(stays(zh('正文。'), heading, zh('甲。'), en('A.'), b.keep([heading, ...sign.blocks]))).toBe(false);
    expect(stays(zh('正文。'), heading, zh('长'.repeat(400)), sign)).toBe(false);
    expect(stays(tableOf([[zh('甲')]], 'whole'), heading, sign)).toBe(true);
    // A long table breaks between its rows, wherever it ends.
    expect(stays(tableOf([[zh('甲')]]), heading, sign)).toBe(false);
    // What is signed stands above the signatures already, and goes over the page with them.
    const form = b.keep([heading, tableOf([[zh('甲')], [zh('乙')]]), ...sign.blocks]);
    expect([stays(zh('正文。'), form), stays(tableOf([[zh('甲')]], 'whole'), form)]).toEqual([false, false]);
    expect(stays(zh('正文。'), b.keep([heading, tableOf([[zh('甲')]]), ...sign.blocks]))).toBe(true);
    expect(stays(zh('正文。'), heading, zh('别的。'))).toBe(false);
  });
  it('holds for a label with what stands before it, and for the answers to one question', () => {
    const option = (ticked: boolean): Block =>
      b.paragraph({ style: 'prose-option', rank: 'main', lang: 'zh', content: [b.checkBox(ticked), b.gap(0.3), b.text('是', 'zh')] });
    expect(stays(zh('证据。'), zh('审核发现', 'prose-label'))).toBe(true);
    expect(stays(option(true), option(false))).toBe(true);
    expect(stays(option(false), zh('理由。'))).toBe(false);
  });
  it('holds for the last row of a form with its signatures, in the PDF as in Word', async () => {
    const rows = (n: number): Block => tableOf([...Array.from({ length: n }, () => [zh('行', 'cell')]), [zh('末行', 'cell')], [sign]]);
    const { value } = await writer.write(small([rows(35)]));
    const texts = (await readPdf(value?.bytes ?? new Uint8Array())).value?.pages ?? [];
    expect(texts).toHaveLength(2);
    expect(texts[1]).toContain('末行');
    expect(partOf(small([rows(1)]), 'document.xml').match(/<w:keepNext\/>/g)?.length).toBe(1);
  });
  it('says nothing of the cells of a form: Word would chain its rows', () => {
    const keeps = (keep: 'whole' | 'rows'): number =>
      partOf(
        small([
          tableOf(
            [
              [zh('一'), en('One')],
              [zh('二'), en('Two')],
            ],
            keep,
          ),
        ]),
        'document.xml',
      ).match(/<w:keepNext\/>/g)?.length ?? 0;
    expect(keeps('rows')).toBe(0);
    expect(keeps('whole')).toBe(2);
  });
});

describe('at the right', () => {
  const line = (left: string, right: string): Paragraph =>
    b.paragraph({ style: 'prose-label', rank: 'main', lang: 'en', content: [b.text(left, 'en'), b.fill(), b.text(right, 'en')] });
  const [short, long] = [line('Evidence', 'Conforms'), line('Evidence '.repeat(10).trim(), 'Minor nonconformity NC-01')];
  it('stands what has room beside the text, else on a line of its own, in the PDF', async () => {
    const lines = await linesOf(small([short, long]));
    const [, one, two, aside] = lines;
    expect(one?.text).toMatch(/^Evidence\s*Conforms$/);
    expect(two?.text).not.toContain('NC-01');
    expect(aside?.text).toBe('Minor nonconformity NC-01');
    expect(aside?.right).toBeCloseTo(one?.right ?? 0, 0);
    expect(aside?.x).toBeGreaterThan(100);
  });
  it('and in Word', () => {
    expect(partOf(small([short]), 'document.xml')).not.toContain('<w:br/>');
    expect(partOf(small([long]), 'document.xml')).toMatch(/<w:br\/>.*<w:tab\/>/);
  });
  it('hangs the second line of a heading behind its mark', async () => {
    const heading = b.heading({
      level: 2,
      style: 'clause',
      rank: 'main',
      lang: 'zh',
      mark: [b.text('5.6.3.2(4)', 'en', { style: 'mark' })],
      content: [b.text('业务影响分析与风险评估的更新'.repeat(4), 'zh')],
      aside: [b.text('符合', 'zh')],
    });
    const [, first, second] = await linesOf(small([heading]));
    expect(first?.x).toBeCloseTo(22, 0);
    expect(second?.x).toBeCloseTo(40, 0);
    expect(second?.text).toMatch(/符合$/);
  });
});

describe('a form', () => {
  const band = b.row({ cells: [b.cell({ header: 'column', style: 'band', blocks: [zh('一、不符合', 'band')] })] });
  const filled = (n: number): Block =>
    b.table({
      style: 'form',
      indent: 0,
      widths: [169],
      headerRows: 1,
      keep: 'rows',
      continued: [b.text('（续）', 'zh')],
      rows: [band, b.row({ cells: [b.cell({ blocks: Array.from({ length: n }, () => zh('很长的回答。'.repeat(20), 'form-prose')) })] })],
    });
  it('lets a long answer go over the page, and says there that it goes on', async () => {
    const document = small([zh('上文。'.repeat(400)), filled(20)]);
    const reading = await readPdf((await writer.write(document)).value?.bytes ?? new Uint8Array());
    const pages = reading.value?.pages ?? [];
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.map((p) => p.includes('一、不符合'))).toEqual(pages.map(() => true));
    expect(pages.map((p) => p.includes('（续）'))).toEqual(pages.map((_, i) => i > 0));
    // It is no part of what the document says.
    expect(reading.value?.entries).toEqual(canon(document));
  });
  it('hangs an answer of two lines behind its box', async () => {
    const option = b.paragraph({
      style: 'option',
      rank: 'main',
      lang: 'zh',
      content: [b.checkBox(false), b.gap(0.3), b.text('关键点的监视和测量未有效运行，或者记录不完整。'.repeat(4), 'zh')],
    });
    const [, first, second] = await linesOf(small([option]));
    expect((second?.x ?? 0) - (first?.x ?? 0)).toBeGreaterThan(3);
  });
});

describe('bookmarks', () => {
  it('say the clause, and keep two languages apart', async () => {
    const heading = b.heading({
      level: 2,
      style: 'clause',
      rank: 'main',
      lang: 'zh',
      mark: [b.text('4.1', 'en')],
      content: [b.text('组织环境', 'zh'), b.gap(0.6), b.text('Context', 'en')],
      aside: [b.text('符合', 'zh')],
    });
    const task = getDocument({ data: Uint8Array.from((await writer.write(small([heading]))).value?.bytes ?? []), verbosity: 0 });
    const outline = await (await task.promise).getOutline();
    await task.destroy();
    expect(outline[0]?.items.map((i) => i.title)).toEqual(['4.1 组织环境 Context']);
  });
});

describe('space', () => {
  it('parts the pairs of two languages from each other', async () => {
    const lines = await linesOf(small([zh('甲'), en('A'), zh('乙'), en('B')]));
    const [, a, , c] = lines.map((l) => l.y);
    const [, , second] = lines.map((l) => l.y);
    expect((second ?? 0) - (c ?? 0)).toBeGreaterThan((a ?? 0) - (second ?? 0) + 1);
    expect(partOf(small([zh('甲'), en('A'), zh('乙')]), 'styles.xml')).toContain('w:val="Prose after pair"');
  });
  it('stands above the heading that begins a keep', async () => {
    const heading = b.heading({ level: 2, style: 'item', rank: 'main', lang: 'zh', content: [b.text('确认', 'zh')] });
    const gap = async (blocks: readonly Block[]): Promise<number> => {
      const lines = await linesOf(small([zh('上文'), ...blocks]));
      return (lines[1]?.y ?? 0) - (lines[2]?.y ?? 0);
    };
    expect(await gap([b.keep([heading, zh('下文')])])).toBe(await gap([heading, zh('下文')]));
  });
  it('stands below a table, more than above other text', async () => {
    const lines = await linesOf(small([tableOf([[zh('表', 'cell')]]), zh('甲'), zh('乙')]));
    const [, table, below, next] = lines;
    expect((table?.y ?? 0) - (below?.y ?? 0)).toBeGreaterThan((below?.y ?? 0) - (next?.y ?? 0) + 3);
    expect(partOf(small([tableOf([[zh('表')]]), zh('甲')]), 'styles.xml')).toContain('w:val="Prose below table"');
  });
  it('falls away at the top of a page in Word, but not where it is to be signed', () => {
    const grid = b.grid({ indent: 0, widths: [50], gutter: 0, rows: [b.gridRow({ cells: [b.gridCell({ blocks: [b.space(11)] })] })] });
    const body = partOf(small([b.space(5), grid]), 'document.xml');
    expect(body.match(/"VerticalSpace(?:Above)?\d+"/g)).toEqual(['"VerticalSpaceAbove283"', '"VerticalSpace624"']);
  });
});

describe('a seal', () => {
  const seal = b.sealPlace({ diameter: 40, caption: [zh('盖章处', 'certificate-seal-caption')] });
  const foot = (align: 'top' | 'bottom'): Block =>
    b.grid({
      indent: 0,
      widths: [100, 65],
      gutter: 4,
      rows: [b.gridRow({ cells: [b.gridCell({ blocks: [zh('文')] }), b.gridCell({ align, side: 'right', blocks: [seal] })] })],
    });
  it('is not drawn in a cell that is aligned at the bottom, which would lose its alignment', () => {
    const bottom = partOf(small([foot('bottom')]), 'document.xml');
    expect(bottom).toContain('<w:vAlign w:val="bottom"/>');
    expect(bottom.slice(0, bottom.indexOf('</w:tbl>'))).not.toContain('<wp:anchor');
    // 100 + 4 + 65 - 40 mm to the right, 40 mm up from below the grid.
    expect(bottom.slice(bottom.indexOf('</w:tbl>'))).toMatch(
      /<wp:posOffset>4644000<\/wp:posOffset>.*<wp:posOffset>-1440000<\/wp:posOffset>/,
    );
    const top = partOf(small([foot('top')]), 'document.xml');
    expect(top.slice(0, top.indexOf('</w:tbl>'))).toContain('<wp:anchor');
  });
  it('says its caption once', () => {
    const document = small([foot('bottom')]);
    expect(readDocx(writeDocx(document).value as Uint8Array).value?.entries).toEqual(canon(document));
  });
});

describe('words', () => {
  const narrow = (value: string): Block =>
    b.table({
      style: 'prose',
      indent: 0,
      widths: [32, 137],
      headerRows: 0,
      keep: 'rows',
      rows: [b.row({ cells: [b.cell({ blocks: [zh(value, 'cell')] }), b.cell({ blocks: [zh('文', 'cell')] })] })],
    });
  it.each([
    ['各部门的业务连续性管理', '业务连续性管理'],
    ['某某高新技术股份有限公司', '股份有限公司'],
    ['这里所依据的是 GB/T 标准', 'GB/T'],
  ])('in %s are kept whole in narrow columns', async (value, whole) => {
    const lines = await linesOf(small([narrow(value)]));
    expect(lines.filter((l) => l.text.includes(whole))).toHaveLength(1);
  });
  it('of small letters are not broken where they fit', async () => {
    const cell = b.table({
      style: 'form',
      indent: 0,
      widths: [27, 142],
      headerRows: 0,
      keep: 'rows',
      rows: [b.row({ cells: [b.cell({ blocks: [en('Method of verification', 'label')] }), b.cell({ blocks: [zh('文', 'cell')] })] })],
    });
    expect((await linesOf(small([cell]))).some((l) => /verification/.test(l.text))).toBe(true);
  });
  it('that are codes stand in Word as they are typed: whoever searches for one finds it', () => {
    const body = partOf(small([zh('见BC-M-01和QY\u2011CHG-2026-0207，2026-03-20')]), 'document.xml');
    expect(body).toContain('>见BC-M-01和QY-CHG-2026-0207，2026-03-20<');
    expect(body).not.toMatch(/noBreakHyphen|\u2011/);
  });
  it('that are longer than a line may break anywhere in Chinese, where others stay whole', () => {
    const wraps = (value: string): boolean => partOf(small([zh(value)]), 'document.xml').includes('<w:wordWrap w:val="0"/>');
    expect(wraps('校验值为3F2A9C7714E0B8D65A1C9E20F7D4B3A8，与登记不符')).toBe(true);
    expect(wraps('见QY-CHG-2026-0207和BC-M-01，Business Continuity Management')).toBe(false);
  });
  it('have no Chinese figures, which some programs break in two', () => {
    expect(partOf(small([zh('2026年')]), 'document.xml')).not.toContain('w:lang w:val="zh-CN"');
  });
  it('in one box are in one box', () => {
    const boxed = { style: 'temporary' };
    const content: Inline[] = [b.text('临时', 'zh', boxed), b.gap(0.5), b.text('Temporary', 'en', boxed)];
    const body = partOf(small([b.paragraph({ style: 'annex-tag', rank: 'main', lang: 'zh', content })]), 'document.xml');
    expect(body.match(/"TemporaryChar\w*"/g)).toHaveLength(3);
  });
});

describe('a table in a cell', () => {
  const inner = b.table({
    style: 'prose',
    indent: 0,
    widths: [40, 60],
    headerRows: 1,
    keep: 'whole',
    rows: [
      ['日期', '结果'],
      ['1月', '中止'],
    ].map((cells, y) =>
      b.row({ cells: cells.map((c) => b.cell({ ...(y === 0 ? { header: 'column' as const } : {}), blocks: [zh(c, 'cell')] })) }),
    ),
  });
  const document = (): Document =>
    small([
      b.table({
        style: 'form',
        indent: 0,
        widths: [27, 142],
        headerRows: 0,
        keep: 'rows',
        rows: [
          b.row({
            cells: [
              b.cell({ header: 'row', blocks: [zh('证据', 'label')] }),
              b.cell({ blocks: [zh('如下：', 'form-prose'), inner, zh('完。', 'form-prose')] }),
            ],
          }),
        ],
      }),
      b.table({
        style: 'prose',
        indent: 0,
        widths: [40, 60],
        headerRows: 0,
        keep: 'whole',
        rows: [b.row({ cells: [b.cell({ header: 'row', blocks: [zh('行', 'label')] }), b.cell({ blocks: [zh('值', 'cell')] })] })],
      }),
    ]);
  it('is part of what the cell says', () => {
    expect(canon(document()).map((e) => [e.cell, e.text])).toEqual([
      [null, '题目'],
      ['1/1/1', '证据'],
      ['1/1/2', '如下：日期结果1月中止完。'],
      ['2/1/1', '行'],
      ['2/1/2', '值'],
    ]);
  });
  it('is read back so from both formats', async () => {
    expect(readDocx(writeDocx(document()).value as Uint8Array).value?.entries).toEqual(canon(document()));
    const { value } = await writer.write(document());
    expect((await readPdf(value?.bytes ?? new Uint8Array())).value?.entries).toEqual(canon(document()));
  });
  it('holds no further table', () => {
    const cell = (block: Block): Block => tableOf([[block]]);
    expect(() => cell(cell(inner))).toThrow();
  });
});
