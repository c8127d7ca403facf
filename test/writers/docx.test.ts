/** The DOCX writer: what it says, that it says it in named styles, and that it always says it in the same bytes. */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { build, canon, withDensity, type Block, type Document, type Paragraph } from '../../src/model/index.js';
import { readDocx } from '../../src/proof/read-docx.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { certificate, form, p, pair, report, reportMaster, ruledTheme, theme } from './docx-samples.js';

const written = (document: Document, shares?: readonly number[]): Uint8Array => {
  const { value } = writeDocx(document, shares ? { shares } : undefined);
  if (!value) throw new Error('nothing was written');
  return value;
};
const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(bytes))
      .filter(([n]) => /\.(xml|rels)$/.test(n))
      .map(([n, b]) => [n, strFromU8(b)]),
  );
const bodyOf = (document: Document): string => partsOf(written(document))['word/document.xml'] ?? '';
const stylesOf = (document: Document): string => partsOf(written(document))['word/styles.xml'] ?? '';
const one = (blocks: readonly Block[], rest: Partial<Document> = {}): Document => ({
  ...report(0),
  sections: [{ master: reportMaster, blocks }],
  ...rest,
});
const zh = (value: string): Paragraph => p('prose', [build.text(value, 'zh')]);
/** The names of elements inside each element of this name. */
const inside = (xml: string, tag: string): Set<string> =>
  new Set(
    [...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'g'))].flatMap((m) =>
      [...(m[1] ?? '').matchAll(/<([a-z0-9]+:\w+)/gi)].map((t) => t[1] ?? ''),
    ),
  );

const samples: Record<string, () => Document> = {
  report: () => report(),
  form,
  certificate,
  'ruled certificate': () => certificate(ruledTheme),
  'tight certificate': () => certificate(withDensity(theme, 'tight')),
};

describe.each(Object.entries(samples))('%s', (_, make) => {
  test('reads back as the model says', () => {
    const document = make();
    const back = readDocx(written(document, [3, 0]));
    expect(back.diagnostics).toEqual([]);
    expect(back.value?.entries).toEqual(canon(document));
  });
  test('is the same bytes each time', () => {
    expect(written(make())).toEqual(written(make()));
  });
  test('has named styles only, and each is defined', () => {
    const body = bodyOf(make());
    const styles = stylesOf(make());
    expect(
      [...inside(body, 'w:pPr')].filter(
        (t) =>
          ![
            'w:pStyle',
            'w:keepNext',
            'w:keepLines',
            'w:numPr',
            'w:ilvl',
            'w:numId',
            'w:tabs',
            'w:tab',
            'w:outlineLvl',
            'w:sectPr',
            'w:headerReference',
            'w:footerReference',
            'w:type',
            'w:pgSz',
            'w:pgMar',
            'w:titlePg',
          ].includes(t),
      ),
    ).toEqual([]);
    expect([...inside(body, 'w:rPr')].filter((t) => !['w:rFonts', 'w:rStyle'].includes(t))).toEqual([]);
    const defined = new Set([...styles.matchAll(/w:styleId="([^"]+)"/g)].map((m) => m[1]));
    const used = [
      ...body.matchAll(/<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"/g),
      ...styles.matchAll(/<w:basedOn w:val="([^"]+)"/g),
    ].map((m) => m[1]);
    expect(used.filter((s) => !defined.has(s))).toEqual([]);
    const names = [...styles.matchAll(/<w:name w:val="([^"]+)"/g)].map((m) => m[1]?.toLowerCase());
    expect(names.length).toBe(new Set(names).size);
  });
  test('fonts and languages are those of the styles: who changes a style changes all of its text', () => {
    const fonts = [...bodyOf(make()).matchAll(/<w:rFonts[^>]*>/g)].map((m) => m[0]);
    expect(new Set(fonts)).toEqual(new Set(['<w:rFonts w:hint="eastAsia"/>']));
    const styles = stylesOf(make());
    expect(styles).toContain('<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>');
    expect(
      [...styles.matchAll(/<w:style w:type="paragraph"[^>]*>(?:(?!<\/w:style>).)*<w:qFormat\/>.*?<\/w:style>/g)]
        .map((m) => m[0])
        .filter((style) => !style.includes('w:styleId="Normal"') && !/<w:rFonts [^>]*w:eastAsia="/.test(style)),
    ).toEqual([]);
  });
});

test('text stays text, whatever it looks like', () => {
  const nasty = [
    '<script>alert(1)</script>',
    '{ PAGE } \\* MERGEFORMAT',
    ']]>',
    '&amp; & "quoted"',
    '👩‍⚖️ 𠮷 emoji',
    'مرحبا بالعالم',
    '{{x}} ${x} {name-0}',
    '“8.5演练”——……',
    'A\u2011B\u00a0C\u00adD\u2060E',
    '%1.',
  ];
  const document = one(nasty.map((t) => zh(t)));
  const out = writeDocx(document);
  expect(out.diagnostics).toEqual([]);
  expect(readDocx(out.value as Uint8Array).value?.entries).toEqual(canon(document));
  expect(bodyOf(document)).not.toMatch(/<script|instrText|fldSimple/);
  expect(bodyOf(document)).not.toContain('noBreakHyphen');
});
test('a carriage return is white space', () => {
  const document = one([p('prose', [{ type: 'text', value: 'a\rb\nc\td', lang: 'en' }])]);
  expect(readDocx(written(document)).value?.entries).toEqual(canon(document));
});
test('a character that XML cannot carry is an error at its record', () => {
  const origin = { record: [{ file: 'audit.yaml', pointer: '/x', line: 3, column: 5 }] };
  const out = writeDocx(one([p('prose', [build.text('a\u0001b\ud800c', 'zh', { origin })])]));
  expect(out.diagnostics.map((d) => [d.code, d.place?.line])).toEqual([['docx-character', 3]]);
  expect(readDocx(out.value as Uint8Array).value?.entries[0]?.text).toBe('abc');
});

test('a document in English has no justified text, one in two languages has', () => {
  const english = one([p('prose', [build.text('Text.', 'en')], 'main', 'en')], { lang: 'en' });
  expect(stylesOf(english)).not.toContain('w:jc w:val="both"');
  expect(stylesOf(one([zh('文')]))).toContain('w:jc w:val="both"');
  expect(bodyOf(one([p('prose', [build.text('Text.', 'en')], 'main', 'en')]))).toContain('"ProseLeftFirst"');
});
test('an answer with a line to itself hangs behind its box; of several on one line none does', () => {
  const option = (value: string) => [build.checkBox(false), build.gap(0.3), build.text(value, 'zh')];
  const document = one([p('option', option('甲')), p('option', [...option('乙'), build.gap(2), ...option('丙')])]);
  const paragraphs = bodyOf(document).match(/<w:p>.*?<\/w:p>/g) ?? [];
  expect(paragraphs[0]).toMatch(/"OptionBehindBox".*<w:tab\/>/);
  expect(paragraphs[1]).not.toMatch(/BehindBox|<w:tab\/>/);
  // The tab goes to where the lines below begin: both are at the same place.
  const [left, hanging] = /w:styleId="OptionBehindBox".*?<w:ind w:left="(\d+)" w:hanging="(\d+)"/.exec(stylesOf(document))?.slice(1) ?? [];
  expect(left).toBe(hanging);
  expect(readDocx(written(document)).value?.entries).toEqual(canon(document));
});
test('headings have outline levels, marks hang, asides stand at the right', () => {
  const document = one([
    build.heading({ level: 1, style: 'title', rank: 'main', lang: 'zh', content: [build.text('标题', 'zh')] }),
    build.heading({
      level: 4,
      style: 'clause',
      rank: 'main',
      lang: 'zh',
      mark: [build.text('8.2', 'en')],
      content: [build.text('题', 'zh')],
      aside: [build.text('符合', 'zh', { style: 'result' })],
    }),
  ]);
  expect([...stylesOf(document).matchAll(/<w:outlineLvl w:val="(\d)"/g)].map((m) => m[1]).sort()).toEqual(['0', '2']);
  expect(stylesOf(document)).toContain('<w:name w:val="heading 3"/>');
  expect(stylesOf(document)).toMatch(/<w:tab w:val="left" w:pos="1020"\/><w:tab w:val="right" w:pos="9581"\/>/);
  expect(readDocx(written(document)).value?.entries.map((e) => e.text)).toEqual(['标题', '8.2题符合']);
});
test('below a heading one goes on in the text style, and what only the writer needs stays out of the galleries', () => {
  const heading = build.heading({ level: 4, style: 'clause', rank: 'main', lang: 'zh', content: [build.text('题', 'zh')] });
  const styles = stylesOf(one([heading, zh('文')]));
  expect(styles).toMatch(/<w:name w:val="heading 3"\/><w:basedOn w:val="Normal"\/><w:next w:val="Prose"\/>/);
  const galleries = [...styles.matchAll(/<w:style [^>]*>(?:(?!<\/w:style>).)*<w:qFormat\/>/g)].map(
    (m) => /<w:name w:val="([^"]+)"/.exec(m[0])?.[1] ?? '',
  );
  expect(galleries).toContain('Prose');
  expect(galleries.filter((name) => /Vertical Space|Separator| first| flush| above table| below table|Page Break/.test(name))).toEqual([]);
});
test('where people type nothing is of exact height; a page that is filled by measure keeps its lines', () => {
  const styleOf = (document: Document, name: string): string =>
    new RegExp(`<w:style [^>]*><w:name w:val="${name}"/>.*?</w:style>`).exec(stylesOf(document))?.[0] ?? '';
  expect(styleOf(report(), 'Prose')).toContain('w:lineRule="atLeast"');
  const blank = build.table({
    style: 'prose',
    indent: 0,
    widths: [40],
    headerRows: 0,
    keep: 'rows',
    rows: [{ height: 20, cells: [build.cell({ blocks: [zh('')] })] }],
  });
  expect(bodyOf(one([blank]))).toContain('<w:trHeight w:val="1134" w:hRule="atLeast"/>');
  expect(stylesOf(certificate())).not.toContain('atLeast');
});
test('a check box is one that a click ticks', () => {
  const body = bodyOf(one([p('prose', [build.checkBox(true), build.text('是', 'zh'), build.checkBox(false), build.text('否', 'zh')])]));
  const boxes = [...body.matchAll(/<w:sdt>.*?<\/w:sdt>/g)].map((m) => m[0]);
  expect(boxes.map((b) => [/<w14:checked w14:val="(\d)"/.exec(b)?.[1], /<w:t [^>]*>(.)</.exec(b)?.[1]])).toEqual([
    ['1', '☑'],
    ['0', '☐'],
  ]);
  const ids = [...body.matchAll(/<w:id w:val="(\d+)"/g)].map((m) => m[1]);
  expect(new Set(ids).size).toBe(2);
});
test('a row that no page may hold splits, a short one never does', () => {
  const table = (text: string): Block =>
    build.table({
      style: 'prose',
      indent: 0,
      widths: [30, 60],
      headerRows: 0,
      keep: 'rows',
      rows: [{ cells: [build.cell({ blocks: [zh('甲')] }), build.cell({ blocks: [zh(text)] })] }],
    });
  expect(bodyOf(one([table('短。')]))).toContain('<w:cantSplit/>');
  expect(bodyOf(one([table('很长的范围，'.repeat(200))]))).not.toContain('<w:cantSplit/>');
});
test('lists begin at 1 again, and lists inside them', () => {
  const list = (blocks: readonly (readonly Paragraph[])[]): Block =>
    build.list({ ordered: true, style: 'prose', rank: 'main', lang: 'zh', items: blocks.map((b) => build.listItem(b)) });
  const document = one([list([[zh('甲')], [zh('乙'), zh('续')]]), list([[zh('丙')]])]);
  expect(readDocx(written(document)).value?.entries.map((e) => e.text)).toEqual(['1.甲', '2.乙续', '1.丙']);
});
test('widths of tables are those of the model', () => {
  const table = build.table({
    style: 'prose',
    indent: 18,
    widths: [33.3, 33.3, 84.4],
    headerRows: 1,
    keep: 'whole',
    rows: [1, 2].map(() => ({ cells: [1, 2, 3].map((n) => build.cell({ blocks: [zh(String(n))] })) })),
  });
  const body = bodyOf(one([table]));
  expect(body).toContain('<w:tblW w:w="8561" w:type="dxa"/><w:tblInd w:w="1020" w:type="dxa"/><w:tblLayout w:type="fixed"/>');
  expect([...body.matchAll(/<w:gridCol w:w="(\d+)"/g)].reduce((n, m) => n + Number(m[1]), 0)).toBe(8561);
  expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(1);
  expect(body.match(/<w:cantSplit\/>/g)).toHaveLength(2);
});
test('tables that touch are kept apart, and cells and bodies end in a paragraph', () => {
  const body = bodyOf(form());
  expect(body).not.toMatch(/<\/w:tbl>(?:<w:tbl>|<\/w:tc>|<w:sectPr>)/);
});
test('sections have their masters; the frame is one picture', () => {
  const parts = partsOf(written(certificate(), [3, 0]));
  const media = Object.keys(unzipSync(written(certificate()))).filter((n) => n.startsWith('word/media/'));
  expect(media.filter((n) => n.endsWith('.emf'))).toHaveLength(1);
  expect(parts['word/document.xml']?.match(/<w:sectPr>/g)).toHaveLength(2);
  expect(Object.keys(parts).filter((n) => /header\d\.xml$/.test(n))).toHaveLength(2);
  expect(parts['word/header1.xml']).toContain('behindDoc="1"');
  expect(partsOf(written(report()))['word/document.xml']).toContain('<w:titlePg/>');
});
test('page numbers are fields', () => {
  // Of runs that begin and end them: a reader that knows no fields finds their results as text.
  const footer = partsOf(written(report()))['word/footer1.xml'] ?? '';
  expect(footer).toMatch(/<w:instrText[^>]*> PAGE <.*<w:instrText[^>]*> NUMPAGES </);
  expect(footer.match(/fldCharType="begin"/g)?.length).toBe(footer.match(/fldCharType="end"/g)?.length);
});
test('pictures have descriptions and their real size', () => {
  expect(bodyOf(certificate())).toMatch(/<wp:extent cx="900000" cy="900000"\/>.*?descr="二维码：证书查询 QR code: certificate enquiry"/);
  expect(bodyOf(report())).toContain('descr="蓝点 A &quot;blue&quot; dot"');
});
test('spaces share what was measured, less a reserve', () => {
  const heights = (bytes: Uint8Array): number[] =>
    [...(partsOf(bytes)['word/document.xml'] ?? '').matchAll(/"VerticalSpace(\d+)"/g)].map((m) => Number(m[1]));
  const [least, filled] = [heights(written(certificate())), heights(written(certificate(), [6, 0]))];
  expect(filled[0]).toBeGreaterThan(least[0] ?? 0);
  expect(filled[0]).toBeLessThan(6 * 1.8 * 56.7);
  // Another Latin face may need a line more.
  expect(heights(written({ ...certificate(), lang: 'en' }, [6, 0]))[0]).toBeLessThan(filled[0] ?? 0);
});
test('it says that it is a working copy, with the document’s date only', () => {
  const parts = partsOf(written(report()));
  expect(parts['docProps/core.xml']).toContain('<cp:contentStatus>工作副本，不作归档 Working copy, not for the archive</cp:contentStatus>');
  expect(parts['docProps/custom.xml']).toContain('工作副本，不作归档 Working copy, not for the archive');
  expect(parts['docProps/core.xml']?.match(/\d{4}-\d{2}-\d{2}T[^<]*/g)).toEqual(['2025-10-16T00:00:00Z', '2025-10-16T00:00:00Z']);
  expect(parts['word/settings.xml']).toMatch(/compatibilityMode" [^>]*w:val="15"/);
  expect(parts['word/settings.xml']).not.toContain('updateFields');
  expect(parts['word/fontTable.xml']).toContain('<w:font w:name="Noto Serif SC"><w:altName w:val="SimSun"/>');
});
test('every page says so, in the document’s languages', () => {
  const words = {
    zh: '工作副本，不作归档',
    en: 'Working copy, not for the archive',
    'zh-en': '工作副本，不作归档 Working copy, not for the archive',
  };
  for (const lang of ['zh', 'en', 'zh-en'] as const) {
    const parts = partsOf(written({ ...report(), lang }));
    const headers = Object.keys(parts).filter((name) => /^word\/header\d+\.xml$/.test(name));
    // A page shows the first or the default header of its section: each of them has the words, and no section is without both.
    expect(headers.length).toBeGreaterThan(1);
    for (const name of headers) expect(parts[name]).toContain(`<w:t>${words[lang]}</w:t>`);
    for (const [section] of (parts['word/document.xml'] ?? '').matchAll(/<w:sectPr>.*?<\/w:sectPr>/gs)) {
      expect(section).toContain('<w:headerReference w:type="default"');
      if (section.includes('<w:titlePg/>')) expect(section).toContain('<w:headerReference w:type="first"');
    }
  }
});
test('a pair of languages stays together', () => {
  expect(bodyOf(one(pair('prose', '文', 'Text')))).toMatch(/<w:pStyle w:val="ProseFirst"\/><w:keepNext\/>/);
});

test('the band of a form has a level in the outline, and nothing else of a heading', () => {
  const band = /<w:style [^>]*w:styleId="Band".*?<\/w:style>/.exec(stylesOf(form()))?.[0] ?? '';
  expect(band).toContain('<w:outlineLvl w:val="1"/>');
  expect(band).not.toMatch(/w:keepNext|w:keepLines/);
  expect(bodyOf(form()).match(/<w:tc>(?:(?!<\/w:tc>).)*<w:pStyle w:val="Band"\/>/g)?.length).toBeGreaterThan(1);
  // A style without one is no part of the outline.
  expect(/<w:style [^>]*w:styleId="Label".*?<\/w:style>/.exec(stylesOf(form()))?.[0]).not.toContain('w:outlineLvl');
});
