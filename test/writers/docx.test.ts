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
  Object.fromEntries(Object.entries(unzipSync(bytes)).filter(([n]) => /\.(xml|rels)$/.test(n)).map(([n, b]) => [n, strFromU8(b)]));
const bodyOf = (document: Document): string => partsOf(written(document))['word/document.xml'] ?? '';
const stylesOf = (document: Document): string => partsOf(written(document))['word/styles.xml'] ?? '';
const one = (blocks: readonly Block[], rest: Partial<Document> = {}): Document => ({ ...report(0), sections: [{ master: reportMaster, blocks }], ...rest });
const zh = (value: string): Paragraph => p('prose', [build.text(value, 'zh')]);
/** The names of elements inside each element of this name. */
const inside = (xml: string, tag: string): Set<string> =>
  new Set([...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'g'))].flatMap((m) => [...(m[1] ?? '').matchAll(/<([a-z0-9]+:\w+)/gi)].map((t) => t[1] ?? '')));

const samples: Record<string, () => Document> = {
  report: () => report(), form, certificate, 'ruled certificate': () => certificate(ruledTheme),
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
    expect([...inside(body, 'w:pPr')].filter((t) => !['w:pStyle', 'w:keepNext', 'w:keepLines', 'w:numPr', 'w:ilvl', 'w:numId', 'w:tabs', 'w:tab', 'w:outlineLvl', 'w:sectPr', 'w:headerReference', 'w:footerReference', 'w:type', 'w:pgSz', 'w:pgMar', 'w:titlePg'].includes(t))).toEqual([]);
    expect([...inside(body, 'w:rPr')].sort()).toEqual(['w:lang', 'w:rFonts', 'w:rStyle']);
    const defined = new Set([...styles.matchAll(/w:styleId="([^"]+)"/g)].map((m) => m[1]));
    const used = [...body.matchAll(/<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"/g), ...styles.matchAll(/<w:basedOn w:val="([^"]+)"/g)].map((m) => m[1]);
    expect(used.filter((s) => !defined.has(s))).toEqual([]);
    const names = [...styles.matchAll(/<w:name w:val="([^"]+)"/g)].map((m) => m[1]?.toLowerCase());
    expect(names.length).toBe(new Set(names).size);
  });
  test('every run of text has a language and a font for Chinese', () => {
    const runs = [...bodyOf(make()).matchAll(/<w:r>(?:(?!<\/w:r>).)*<w:t[ >].*?<\/w:r>/g)].map((m) => m[0]);
    expect(runs.filter((r) => !/<w:rFonts [^>]*w:eastAsia="/.test(r) || !/<w:lang w:val="(?:zh-CN|en-GB)"/.test(r))).toEqual([]);
  });
});

test('text stays text, whatever it looks like', () => {
  const nasty = ['<script>alert(1)</script>', '{ PAGE } \\* MERGEFORMAT', ']]>', '&amp; & "quoted"', '👩‍⚖️ 𠮷 emoji', 'مرحبا بالعالم', '{{x}} ${x} {name-0}', '“8.5演练”——……', 'A\u2011B\u00a0C\u00adD\u2060E', '%1.'];
  const document = one(nasty.map((t) => zh(t)));
  const out = writeDocx(document);
  expect(out.diagnostics).toEqual([]);
  expect(readDocx(out.value as Uint8Array).value?.entries).toEqual(canon(document));
  expect(bodyOf(document)).not.toMatch(/<script|instrText|fldSimple/);
  expect(bodyOf(document)).toContain('<w:noBreakHyphen/>');
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
test('headings have outline levels, marks hang, asides stand at the right', () => {
  const document = one([
    build.heading({ level: 1, style: 'title', rank: 'main', lang: 'zh', content: [build.text('标题', 'zh')] }),
    build.heading({ level: 4, style: 'clause', rank: 'main', lang: 'zh', mark: [build.text('8.2', 'en')], content: [build.text('题', 'zh')], aside: [build.text('符合', 'zh', { style: 'result' })] }),
  ]);
  expect([...stylesOf(document).matchAll(/<w:outlineLvl w:val="(\d)"/g)].map((m) => m[1]).sort()).toEqual(['0', '2']);
  expect(stylesOf(document)).toContain('<w:name w:val="heading 3"/>');
  expect(stylesOf(document)).toMatch(/<w:tab w:val="left" w:pos="1020"\/><w:tab w:val="right" w:pos="9581"\/>/);
  expect(readDocx(written(document)).value?.entries.map((e) => e.text)).toEqual(['标题', '8.2题符合']);
});
test('lists begin at 1 again, and lists inside them', () => {
  const list = (blocks: readonly (readonly Paragraph[])[]): Block => build.list({ ordered: true, style: 'prose', rank: 'main', lang: 'zh', items: blocks.map((b) => build.listItem(b)) });
  const document = one([list([[zh('甲')], [zh('乙'), zh('续')]]), list([[zh('丙')]])]);
  expect(readDocx(written(document)).value?.entries.map((e) => e.text)).toEqual(['1.甲', '2.乙续', '1.丙']);
});
test('widths of tables are those of the model', () => {
  const table = build.table({ style: 'prose', indent: 18, widths: [33.3, 33.3, 84.4], headerRows: 1, keep: 'whole', rows: [1, 2].map(() => ({ cells: [1, 2, 3].map((n) => build.cell({ blocks: [zh(String(n))] })) })) });
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
  expect(partsOf(written(report()))['word/footer1.xml']).toMatch(/w:instr=" PAGE ".*w:instr=" NUMPAGES "/);
});
test('pictures have descriptions and their real size', () => {
  expect(bodyOf(certificate())).toMatch(/<wp:extent cx="900000" cy="900000"\/>.*?descr="二维码：证书查询 QR code: certificate enquiry"/);
  expect(bodyOf(report())).toContain('descr="蓝点 A &quot;blue&quot; dot"');
});
test('spaces share what was measured, less a reserve', () => {
  const heights = (bytes: Uint8Array): number[] => [...(partsOf(bytes)['word/document.xml'] ?? '').matchAll(/"VerticalSpace(\d+)"/g)].map((m) => Number(m[1]));
  const [least, filled] = [heights(written(certificate())), heights(written(certificate(), [6, 0]))];
  expect(filled[0]).toBeGreaterThan(least[0] ?? 0);
  expect(filled[0]).toBeLessThan(6 * 1.8 * 56.7);
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
  const words = { zh: '工作副本，不作归档', en: 'Working copy, not for the archive', 'zh-en': '工作副本，不作归档 Working copy, not for the archive' };
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
