/**
 * What a Word file says, as a tree: places, controls and bookmarks by name, numbers as Word prints them, sections with their headers.
 *
 * Expected by ISO/IEC 29500-1 (17.5.2 content controls, 17.9 numbering, 17.10 headers and footers, 17.13.6 bookmarks).
 */
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { numeral } from '../../src/word/numbering.js';
import { readWord } from '../../src/word/read.js';
import { symbolOf } from '../../src/word/symbols.js';
import type { WordBlock, WordDocument, WordParagraph } from '../../src/word/types.js';
import { docx, p, partsOf, r, tbl, tc, zipped } from './made.js';

function read(parts: Parameters<typeof docx>[0]): WordDocument {
  const { value } = readWord(docx(parts), 'form.docx');
  if (!value) throw new Error('not read');
  return value;
}
const paragraphs = (blocks: readonly WordBlock[]): WordParagraph[] =>
  blocks.flatMap((block) =>
    block.type === 'paragraph' ? [block] : block.rows.flatMap(({ cells }) => cells.flatMap((cell) => paragraphs(cell.blocks))),
  );
const all = (word: WordDocument): WordParagraph[] => word.sections.flatMap(({ blocks }) => paragraphs(blocks));
const words = ({ content }: WordParagraph): string => content.map((one) => (one.type === 'text' ? one.value : '')).join('');

describe('content controls and bookmarks keep their names', () => {
  const sdt = (tag: string, content: string): string =>
    `<w:sdt><w:sdtPr><w:tag w:val="${tag}"/></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
  it('around blocks, rows and cells, inside each other', () => {
    const row = sdt('row', `<w:tr>${tc('甲')}${sdt('cell', tc('乙'))}</w:tr>`);
    const found = all(read({ body: sdt('outer', p('丙') + sdt('inner', p('丁'))) + tbl([40, 40], [row]) }));
    expect(found.map((one) => [words(one), one.controls.map(({ tag }) => tag)])).toEqual([
      ['丙', ['outer']],
      ['丁', ['outer', 'inner']],
      ['甲', ['row']],
      ['乙', ['row', 'cell']],
    ]);
  });
  it('in a line: what it takes, what it offers, whether it still asks', () => {
    const list = '<w:dropDownList><w:listItem w:displayText="中文" w:value="zh"/><w:listItem w:value="en"/></w:dropDownList>';
    const control = (says: string, text: string): string =>
      `<w:sdt><w:sdtPr>${says}</w:sdtPr><w:sdtContent>${r(text)}</w:sdtContent></w:sdt>`;
    const [one] = all(
      read({
        body: p(
          control('<w:alias w:val="名称"/><w:tag w:val="client.name"/><w:showingPlcHdr/><w:text/>', '请填写') +
            control(list, '中文') +
            control('<w:date/>', '2026-03-01'),
        ),
      }),
    );
    expect(
      one?.content.map((inline) =>
        inline.type === 'control' ? [inline.kind, inline.tag, inline.alias, inline.isPlaceholder, inline.choices] : inline.type,
      ),
    ).toEqual([
      ['text', 'client.name', '名称', true, []],
      ['choice', undefined, undefined, false, ['中文', 'en']],
      ['date', undefined, undefined, false, []],
    ]);
  });
  it('bookmarks in a line and between paragraphs', () => {
    const found = all(
      read({
        body: `${p(`<w:bookmarkStart w:id="1" w:name="客户"/>${r('甲')}<w:bookmarkEnd w:id="1"/>`)}<w:bookmarkStart w:id="2" w:name="b"/>${p('乙')}<w:bookmarkEnd w:id="2"/>${p('丙')}`,
      }),
    );
    expect(
      found.map(({ content }) => content.map((one) => (one.type === 'bookmark' ? `${one.edge} ${one.id} ${one.name}`.trim() : one.type))),
    ).toEqual([
      ['start 1 客户', 'text', 'end 1'],
      ['start 2 b', 'text'],
      ['end 2', 'text'],
    ]);
  });
});

describe('numbers', () => {
  it.each([
    [1, 'decimal', '1'],
    [7, 'decimalZero', '07'],
    [3, 'chineseCounting', '三'],
    [10, 'chineseCounting', '十'],
    [12, 'chineseCountingThousand', '十二'],
    [20, 'japaneseCounting', '二十'],
    [45, 'taiwaneseCounting', '四十五'],
    [4, 'lowerRoman', 'iv'],
    [1999, 'upperRoman', 'MCMXCIX'],
    [26, 'lowerLetter', 'z'],
    // Word repeats the letter.
    [28, 'upperLetter', 'BB'],
    [5, 'decimalEnclosedCircle', '⑤'],
    // Beyond what a format can say, and of no known format: figures.
    [21, 'decimalEnclosedCircle', '21'],
    [5, 'hebrew1', '5'],
  ])('%i in %s is %s', (n, format, text) => {
    expect(numeral(n, format)).toBe(text);
  });
  it('are counted by level, begin again below another, and where an override says so', () => {
    const level = (n: number, format: string, text: string): string =>
      `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
    const numbering = [
      `<w:abstractNum w:abstractNumId="0">${level(0, 'chineseCounting', '%1、')}${level(1, 'decimal', '%2.')}${level(2, 'decimal', '%2.%3')}</w:abstractNum>`,
      '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
      '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    ].join('');
    const item = (level: number, num = 1): string => p('甲', `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${num}"/></w:numPr>`);
    const body = [item(0), item(1), item(1), item(2), item(0), item(1), item(0, 2)].join('');
    expect(all(read({ body, numbering })).map(({ numbering: as }) => as?.mark)).toEqual(['一、', '1.', '2.', '2.1', '二、', '1.', '一、']);
  });
});

it('symbol fonts: the code with and without 0xF000, in any case of letters; other fonts keep theirs', () => {
  expect([
    symbolOf('Wingdings', 0xf0a8),
    symbolOf('WINGDINGS', 0xa8),
    symbolOf('Wingdings 2', 0x52),
    symbolOf('Arial', 0xa8),
    symbolOf('constructor', 1),
  ]).toEqual(['□', '□', '☑', undefined, undefined]);
});

describe('sections', () => {
  const sect = (more: string): string => `<w:sectPr>${more}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>`;
  const running = { 'header1.xml': p('甲'), 'header2.xml': p('乙') };
  const usual = '<w:headerReference w:type="default" r:id="header1"/>';
  const shown = (blocks: readonly WordBlock[] | undefined): string | undefined => blocks && paragraphs(blocks).map(words).join();
  it('a section without a header has that of the one before', () => {
    const body = p('一', sect(usual)) + p('二') + sect('');
    expect(read({ body, running }).sections.map(({ header, blocks }) => [shown(blocks), shown(header.usual)])).toEqual([
      ['一', '甲'],
      ['二', '甲'],
    ]);
  });
  it('another header of the first page counts where the section says so; an unnamed one is empty', () => {
    const named = `${usual}<w:headerReference w:type="first" r:id="header2"/>`;
    const firstOf = (more: string): string | undefined => shown(read({ body: p('一') + sect(more), running }).sections[0]?.header.first);
    expect([
      firstOf(named),
      firstOf(`${named}<w:titlePg/>`),
      firstOf(`${usual}<w:titlePg/>`),
      firstOf(`${named}<w:titlePg w:val="0"/>`),
    ]).toEqual([undefined, '乙', '', undefined]);
  });
  it('headers of even pages count where the settings say so', () => {
    const body = p('一') + sect(`${usual}<w:headerReference w:type="even" r:id="header2"/>`);
    const evenOf = (settings: string): string | undefined => shown(read({ body, running, settings }).sections[0]?.header.even);
    expect([evenOf(''), evenOf('<w:evenAndOddHeaders/>')]).toEqual([undefined, '乙']);
  });
});

it('a paragraph has what its style and the style below that say, unless it says otherwise', () => {
  const styles = [
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="A"/><w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style>',
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="B"/><w:basedOn w:val="a"/><w:rPr><w:sz w:val="24"/></w:rPr></w:style>',
  ].join('');
  const [one, two] = all(
    read({ body: p('甲', '<w:pStyle w:val="b"/>') + p(r('乙', '<w:b w:val="0"/>'), '<w:pStyle w:val="b"/><w:jc w:val="right"/>'), styles }),
  );
  expect([one?.align, one?.outline, one?.style, one?.content]).toEqual([
    'centre',
    1,
    'b',
    [{ type: 'text', value: '甲', look: { bold: true, underline: false, size: 12 } }],
  ]);
  expect([two?.align, two?.content]).toEqual(['right', [{ type: 'text', value: '乙', look: { bold: false, underline: false, size: 12 } }]]);
});

it('tells who saved a file with what, and the properties and data that programs left in it', () => {
  const rels = (list: readonly (readonly [string, string])[]): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
      .map(([type, target], i) => `<Relationship Id="a${i}" Type="${type}" Target="${target}"/>`)
      .join('')}</Relationships>`;
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const parts = partsOf({ body: p('甲'), relations: { x: ['customXml', '../customXml/item1.xml'] } });
  const { value } = readWord(
    zipped({
      ...parts,
      '_rels/.rels': strToU8(
        rels([
          [`${office}/officeDocument`, 'word/document.xml'],
          [`${office}/extended-properties`, 'docProps/app.xml'],
          [`${office}/custom-properties`, 'docProps/custom.xml'],
          ['http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml'],
        ]),
      ),
      'docProps/app.xml': strToU8('<Properties xmlns="urn:a"><Application>LibreOffice/7.4.7.2</Application></Properties>'),
      'docProps/core.xml': strToU8('<c:coreProperties xmlns:c="urn:c"><c:lastModifiedBy> 王岚 </c:lastModifiedBy></c:coreProperties>'),
      'docProps/custom.xml': strToU8(
        '<Properties xmlns="urn:p" xmlns:vt="urn:v"><property name="一"><vt:lpwstr>a &amp; b</vt:lpwstr></property><property name="一"><vt:lpwstr>second</vt:lpwstr></property><property name="n"><vt:i4>3</vt:i4></property></Properties>',
      ),
      'customXml/item1.xml': strToU8('<k:carried xmlns:k="urn:k">{"a":1}</k:carried>'),
    }),
    'a.docx',
  );
  expect(value?.about).toEqual({
    application: 'LibreOffice/7.4.7.2',
    lastModifiedBy: '王岚',
    properties: new Map([['一', 'a & b']]),
    data: [{ root: 'carried', text: '{"a":1}' }],
  });
});
