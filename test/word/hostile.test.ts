/**
 * Word files that are damaged, or were made to hurt what reads them: each is refused with its reason, or read as far as it is sound, and
 * nothing is ever thrown.
 *
 * What must come of each is said beside it: `unreadable` and `large` are refusals, a list of words is what of the file is sound (ISO/IEC
 * 29500).
 */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readWord } from '../../src/word/read.js';
import type { LeftoverKind, WordBlock, WordDocument, WordInline } from '../../src/word/types.js';
import { contentTypes, docx, namespaces, p, part, partsOf, picture, r, strict, tbl, tc, tr, transitional, zipped } from './made.js';

const inlineText = (one: WordInline): string =>
  one.type === 'text' ? one.value : one.type === 'control' || one.type === 'field' ? one.content.map(inlineText).join('') : '';
const textOf = (block: WordBlock): string[] =>
  block.type === 'paragraph'
    ? [block.content.map(inlineText).join('')]
    : block.rows.flatMap(({ cells }) => cells.flatMap(({ blocks }) => blocks.flatMap(textOf)));
const textsOf = (word: WordDocument): string[] =>
  word.sections.flatMap(({ blocks }) => blocks.flatMap(textOf)).filter((text) => text !== '');

const sound = partsOf({ body: p('甲') });
const soundZip = zipped(sound);
const without = (...names: readonly string[]): Uint8Array =>
  zipped(Object.fromEntries(Object.entries(sound).filter(([name]) => !names.includes(name))));
const withPart = (name: string, text: string | Uint8Array): Uint8Array =>
  zipped({ ...sound, [name]: typeof text === 'string' ? strToU8(text) : text });
const main = (text: string): Uint8Array => withPart('word/document.xml', text);
const cut = (bytes: Uint8Array, share: number): Uint8Array => bytes.slice(0, Math.floor(bytes.length * share));
const changed = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
};
/** Offset of the central directory's first entry. */
const directory = (bytes: Uint8Array): number => Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
const rels = (inner: string): string => `<Relationships xmlns="${transitional}/package/2006/relationships">${inner}</Relationships>`;
const officeDocument = `${transitional}/officeDocument/2006/relationships/officeDocument`;
const nested = (open: string, close: string, depth: number, inner: string): string => open.repeat(depth) + inner + close.repeat(depth);
const style = (id: string, basedOn: string, more = ''): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/><w:basedOn w:val="${basedOn}"/>${more}</w:style>`;

type Expected = 'unreadable' | 'large' | readonly string[];
const cases: readonly (readonly [string, () => Uint8Array, Expected])[] = [
  // ---- no zip, or a broken one ----
  ['nothing', () => new Uint8Array(), 'unreadable'],
  ['one byte', () => new Uint8Array([0x50]), 'unreadable'],
  ['words', () => strToU8('审核计划'), 'unreadable'],
  [
    'an old .doc or one with a password',
    () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array<number>(600).fill(0)]),
    'unreadable',
  ],
  ['a PDF', () => strToU8('%PDF-1.7\n'), 'unreadable'],
  ['RTF', () => strToU8('{\\rtf1 a}'), 'unreadable'],
  ['HTML', () => strToU8('<html><body>a</body></html>'), 'unreadable'],
  ['the mark of a zip alone', () => new Uint8Array([0x50, 0x4b, 0x03, 0x04]), 'unreadable'],
  ['an empty zip', () => zipSync({}), 'unreadable'],
  ['cut off in the middle', () => cut(soundZip, 0.5), 'unreadable'],
  ['cut off at a tenth', () => cut(soundZip, 0.1), 'unreadable'],
  ['without its last bytes', () => cut(soundZip, 0.995), 'unreadable'],
  ['zeros in place of its directory', () => soundZip.map((byte, i) => (i >= directory(soundZip) ? 0 : byte)), 'unreadable'],
  ['packed data overwritten', () => soundZip.map((byte, i) => (i > 60 && i < directory(soundZip) - 20 ? 0xff : byte)), 'unreadable'],
  ['packed by a method that nobody knows', () => changed(soundZip, directory(soundZip) + 10, 99), 'unreadable'],
  // ---- a zip that is no Word file ----
  ['no relationships', () => without('_rels/.rels'), 'unreadable'],
  ['no main part', () => without('word/document.xml'), 'unreadable'],
  ['relationships without a main part', () => withPart('_rels/.rels', rels('')), 'unreadable'],
  [
    'a main part outside of the package',
    () => withPart('_rels/.rels', rels(`<Relationship Id="a" Type="${officeDocument}" Target="../../etc/passwd"/>`)),
    'unreadable',
  ],
  [
    'a main part on the network',
    () =>
      withPart(
        '_rels/.rels',
        rels(`<Relationship Id="a" Type="${officeDocument}" Target="https://example.com/a.xml" TargetMode="External"/>`),
      ),
    'unreadable',
  ],
  [
    'a main part of the file system',
    () => withPart('_rels/.rels', rels(`<Relationship Id="a" Type="${officeDocument}" Target="file:///etc/passwd"/>`)),
    'unreadable',
  ],
  ['a workbook', () => main(`<workbook xmlns="${transitional}/spreadsheetml/2006/main"/>`), 'unreadable'],
  [
    'an OpenDocument text',
    () => zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text'), 'content.xml': strToU8('<a/>') }),
    'unreadable',
  ],
  ['a document without a body', () => main(part('document', '')), 'unreadable'],
  ['another namespace', () => main('<w:document xmlns:w="urn:other"><w:body/></w:document>'), 'unreadable'],
  // What a part is, its relationship says; content types that contradict it change no word.
  ['wrong content types', () => withPart('[Content_Types].xml', contentTypes.replace('document.main', 'template.main')), ['甲']],
  ['no content types', () => without('[Content_Types].xml'), ['甲']],
  // ---- XML ----
  ['XML cut off', () => main(part('document', `<w:body>${p('甲')}`).slice(0, -30)), 'unreadable'],
  ['XML that is not closed', () => main(`<w:document ${namespaces}><w:body><w:p></w:body></w:document>`), 'unreadable'],
  ['two roots', () => main(`${part('document', '<w:body/>')}<a/>`), 'unreadable'],
  ['an empty part', () => main(''), 'unreadable'],
  ['an undeclared prefix', () => main(part('document', '<w:body><x:y/></w:body>')), 'unreadable'],
  // Namespaces in XML 1.0, sections 3 to 6.3.
  [
    'a prefix that is undeclared again',
    () => main(part('document', '<w:body xmlns:x="urn:a"><a xmlns:x=""><x:y/></a></w:body>')),
    'unreadable',
  ],
  ['a prefix used behind its element', () => main(part('document', '<w:body><x:a xmlns:x="urn:a"/><x:b/></w:body>')), 'unreadable'],
  ['xmlns as a prefix', () => main(part('document', '<w:body><xmlns:a/></w:body>')), 'unreadable'],
  ['the prefix xml for something else', () => main(part('document', '<w:body xmlns:xml="urn:a"/>')), 'unreadable'],
  ['two colons in a name', () => main(part('document', '<w:body><w:a:b/></w:body>')), 'unreadable'],
  [
    'one attribute by two prefixes',
    () => main(part('document', `<w:body xmlns:x="${transitional}/wordprocessingml/2006/main"><w:p w:rsid="1" x:rsid="2"/></w:body>`)),
    'unreadable',
  ],
  [
    'prefixes of its own, declared anew inside',
    () =>
      main(
        `<x:document xmlns:x="${transitional}/wordprocessingml/2006/main"><x:body><w xmlns="urn:a" xmlns:x="urn:b"><x:p/></w><x:p><x:r><x:t>甲</x:t></x:r></x:p></x:body></x:document>`,
      ),
    ['甲'],
  ],
  [
    'bytes that are no UTF-8',
    () =>
      main(
        Buffer.concat([
          Buffer.from(`<w:document ${namespaces}><w:body><w:p><w:r><w:t>`),
          Buffer.from([0xc3, 0x28]),
          Buffer.from('</w:t></w:r></w:p></w:body></w:document>'),
        ]) as unknown as string,
      ),
    'unreadable',
  ],
  ['a document type', () => main(`<!DOCTYPE w:document><w:document ${namespaces}><w:body/></w:document>`), 'unreadable'],
  [
    'an entity that reads a file',
    () =>
      main(
        `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document ${namespaces}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>`,
      ),
    'unreadable',
  ],
  [
    'entities that grow',
    () =>
      main(
        `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document ${namespaces}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>`,
      ),
    'unreadable',
  ],
  [
    'an entity that nobody declared',
    () => main(part('document', '<w:body><w:p><w:r><w:t>&nbsp;</w:t></w:r></w:p></w:body>')),
    'unreadable',
  ],
  [
    'a document type in the styles',
    () => zipped({ ...partsOf({ body: p('甲'), styles: '' }), 'word/styles.xml': strToU8('<!DOCTYPE a><a/>') }),
    'unreadable',
  ],
  ['a document type in the relationships', () => withPart('word/_rels/document.xml.rels', `<!DOCTYPE a>${rels('')}`), 'unreadable'],
  [
    'elements nested 5,000 deep',
    () => main(part('document', `<w:body>${nested('<w:customXml>', '</w:customXml>', 5_000, p('甲'))}</w:body>`)),
    'large',
  ],
  [
    'runs nested 1,000 deep',
    () => main(part('document', `<w:body><w:p>${nested('<w:smartTag>', '</w:smartTag>', 1_000, r('甲'))}</w:p></w:body>`)),
    'large',
  ],
  ['tables nested 70 deep', () => docx({ body: nested('<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>', 70, p('甲')) }), 'large'],
  // Within the bound of elements, but deeper than anybody would read: what is too deep is left out and told.
  [
    'tables nested 12 deep',
    () => docx({ body: p('乙') + nested('<w:tbl><w:tr><w:tc>', '<w:p/></w:tc></w:tr></w:tbl>', 12, p('甲')) }),
    ['乙'],
  ],
  [
    'alternatives nested 300 deep',
    () =>
      main(
        part(
          'document',
          `<w:body>${nested('<mc:AlternateContent><mc:Fallback>', '</mc:Fallback></mc:AlternateContent>', 300, p('甲'))}</w:body>`,
        ),
      ),
    'large',
  ],
  ['half a million elements and more', () => docx({ body: '<w:p/>'.repeat(500_100) }), 'large'],
  ['a paragraph of 30,000 characters', () => docx({ body: p(r('甲乙丙丁戊'.repeat(6_000))) }), 'large'],
  // ---- sizes ----
  [
    '2,100 entries',
    () => zipped({ ...sound, ...Object.fromEntries(Array.from({ length: 2_100 }, (_, i) => [`x/${i}.txt`, new Uint8Array()])) }),
    'large',
  ],
  ['a part that packs to a thousandth', () => withPart('word/media/a.xml', new Uint8Array(3 * 2 ** 20).fill(32)), 'large'],
  ['a picture that packs to a thousandth', () => withPart('word/media/a.png', new Uint8Array(3 * 2 ** 20)), 'large'],
  [
    'sizes that the directory makes small',
    () => {
      const bytes = main(part('document', `<w:body>${p('甲'.repeat(900))}</w:body>`)).slice();
      const view = Buffer.from(bytes.buffer);
      for (let at = directory(bytes); at >= 0; at = view.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]), at + 4))
        view.writeUInt32LE(40, at + 24);
      return bytes;
    },
    'unreadable',
  ],
  [
    'a size that the directory makes huge',
    () => {
      const bytes = soundZip.slice();
      Buffer.from(bytes.buffer).writeUInt32LE(0xfffffff0, directory(bytes) + 24);
      return bytes;
    },
    'large',
  ],
  [
    'two entries of one name',
    () => {
      const bytes = zipped({ ...sound, 'word/documenT.xml': sound['word/document.xml'] ?? new Uint8Array() });
      return bytes;
    },
    'unreadable',
  ],
  ['a row of 400 cells', () => docx({ body: tbl([], [tr(Array.from({ length: 400 }, () => '甲'))]) }), 'large'],
  ['a cell over 2,000,000,000 columns', () => docx({ body: tbl([], [tr([tc('甲', { span: 2_000_000_000 })])]) }), ['甲']],
  [
    '4,000 rows',
    () =>
      docx({
        body: tbl(
          [20],
          Array.from({ length: 4_000 }, () => tr(['甲'])),
        ),
      }),
    'large',
  ],
  // ---- names ----
  // Nothing is written where it points, but no program makes such a name by mistake.
  ['an entry that leads out of the folder', () => zipped({ ...sound, '../../evil.xml': strToU8('<a/>') }), 'unreadable'],
  ['an entry with an absolute name', () => zipped({ ...sound, '/etc/evil.xml': strToU8('<a/>') }), ['甲']],
  [
    'an entry called __proto__',
    () => {
      const odd = Object.create(null) as Record<string, Uint8Array>;
      Object.assign(odd, sound);
      odd['__proto__.xml'] = strToU8('<a/>');
      return zipped(odd);
    },
    ['甲'],
  ],
  [
    'attributes called __proto__ and constructor',
    () => docx({ body: '<w:p __proto__="a" constructor="b"><w:r><w:t>甲</w:t></w:r></w:p>' }),
    ['甲'],
  ],
  // ---- circles and missing things ----
  ['styles based on each other', () => docx({ body: p('甲', '<w:pStyle w:val="A"/>'), styles: style('A', 'B') + style('B', 'A') }), ['甲']],
  ['a style based on itself', () => docx({ body: p('甲', '<w:pStyle w:val="A"/>'), styles: style('A', 'A') }), ['甲']],
  [
    '2,000 styles in a chain',
    () =>
      docx({
        body: p('甲', '<w:pStyle w:val="s1999"/>'),
        styles: Array.from({ length: 2_000 }, (_, i) => style(`s${i}`, `s${i - 1}`)).join(''),
      }),
    ['甲'],
  ],
  ['a style that is not there', () => docx({ body: p('甲', '<w:pStyle w:val="gone"/>') }), ['甲']],
  [
    'numbering that leads to itself',
    () =>
      docx({
        body: p('甲', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        numbering:
          '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        styles: '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
      }),
    ['甲'],
  ],
  ['numbering that is not there', () => docx({ body: p('甲', '<w:numPr><w:ilvl w:val="8"/><w:numId w:val="77"/></w:numPr>') }), ['甲']],
  ['a level below all levels', () => docx({ body: p('甲', '<w:numPr><w:ilvl w:val="4000"/><w:numId w:val="1"/></w:numPr>') }), ['甲']],
  ['a picture that is not there', () => docx({ body: p(`${picture('gone', 10, 10)}${r('甲')}`) }), ['甲']],
  [
    'a picture of 1,000 km',
    () =>
      docx({
        body: p(`${picture('a', 1e9, 1e9)}${r('甲')}`),
        relations: { a: ['image', 'media/a.png'] },
        files: { 'media/a.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
      }),
    ['甲'],
  ],
  [
    'a header that is not there',
    () => docx({ body: `${p('甲')}<w:sectPr><w:headerReference w:type="default" r:id="gone"/></w:sectPr>` }),
    ['甲'],
  ],
  [
    'a header that is the document itself',
    () =>
      docx({
        body: `${p('甲')}<w:sectPr><w:headerReference w:type="default" r:id="self"/></w:sectPr>`,
        relations: { self: ['header', 'document.xml'] },
      }),
    ['甲'],
  ],
  [
    'a page of no size',
    () => docx({ body: `${p('甲')}<w:sectPr><w:pgSz w:w="0" w:h="-5"/><w:pgMar w:left="9999999" w:right="NaN"/></w:sectPr>` }),
    ['甲'],
  ],
  [
    'a field that never ends',
    () => docx({ body: p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r('甲')}`) }),
    ['甲'],
  ],
  ['a field that never begins', () => docx({ body: p(`${r('甲')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`) }), ['甲']],
  ['500 fields that begin', () => docx({ body: p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(500)) + p('甲') }), ['甲']],
  [
    'merged cells that begin nowhere',
    () => docx({ body: tbl([20, 20], [tr([tc('甲', { merge: 'continue' }), tc('乙', { merge: 'continue' })])]) }),
    ['甲', '乙'],
  ],
  ['a table without rows', () => docx({ body: tbl([20], []) + p('甲') }), ['甲']],
  ['rows without cells', () => docx({ body: tbl([20], [tr([]), tr([])]) + p('甲') }), ['甲']],
  [
    'a grid of nonsense',
    () => docx({ body: '<w:tbl><w:tblGrid><w:gridCol w:w="-3"/><w:gridCol w:w="x"/></w:tblGrid>' + tr(['甲', '乙', '丙']) + '</w:tbl>' }),
    ['甲', '乙', '丙'],
  ],
  ['a symbol beyond Unicode', () => docx({ body: p(`<w:r><w:sym w:font="X" w:char="FFFFFFFF"/></w:r>${r('甲')}`) }), ['甲']],
  // ---- strict, other encodings ----
  [
    'strict',
    () =>
      main(
        part('document', `<w:body>${p('甲')}</w:body>`).replaceAll(
          `${transitional}/wordprocessingml/2006/main`,
          `${strict}/wordprocessingml/main`,
        ),
      ),
    ['甲'],
  ],
  [
    'UTF-16',
    () =>
      withPart(
        'word/document.xml',
        new Uint8Array(Buffer.from(`\ufeff${part('document', `<w:body>${p('甲')}</w:body>`).replace('UTF-8', 'UTF-16')}`, 'utf16le')),
      ),
    ['甲'],
  ],
];

describe('a Word file of anyone', () => {
  it('is tried in at least sixty ways', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length);
  });
  it.each(cases)('%s', (_, make, expected) => {
    const { value, diagnostics } = readWord(make(), 'form.docx');
    if (typeof expected === 'string') {
      expect(value).toBeUndefined();
      expect(diagnostics.map(({ code, severity, place }) => [code, severity, place?.file])).toEqual([
        [expected === 'large' ? 'word-too-large' : 'word-unreadable', 'error', 'form.docx'],
      ]);
      // A person is told why, not what broke inside.
      expect(diagnostics[0]?.message.en).not.toMatch(/undefined is|undefined \(|TypeError|RangeError|\bat \w+ \(/);
    } else {
      expect(diagnostics).toEqual([]);
      expect(value && textsOf(value)).toEqual(expected);
    }
  });
});

describe('what has no place in the tree is told', () => {
  const wrapped = (inner: string, kind: string): string => `<w:${kind} w:id="1" w:author="a">${inner}</w:${kind}>`;
  const chart =
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="销售"/><a:graphic><a:graphicData uri="x"><c:chart r:id="x"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>';
  it.each<[string, string, LeftoverKind, string, string[]]>([
    ['an insertion, which is taken', p(r('甲') + wrapped(r('乙'), 'ins')), 'insertion', '乙', ['甲乙']],
    ['a deletion', p(r('甲') + wrapped('<w:r><w:delText>乙</w:delText></w:r>', 'del')), 'deletion', '乙', ['甲']],
    ['a comment', p(`${r('甲')}<w:r><w:commentReference w:id="3"/></w:r>`), 'comment', '请核对', ['甲']],
    ['a footnote', p(`${r('甲')}<w:r><w:footnoteReference w:id="2"/></w:r>`), 'footnote', '见附录', ['甲']],
    ['hidden text', p(r('甲') + r('乙', '<w:vanish/>')), 'hidden', '乙', ['甲']],
    ['an equation', p(`${r('甲')}<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>`), 'equation', 'x+1', ['甲']],
    ['a chart', p(r('甲') + chart), 'chart', '销售', ['甲']],
    [
      'an embedded object',
      p(
        `${r('甲')}<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>`
          .replace('<w:object>', '<w:r><w:object>')
          .replace('</w:object>', '</w:object></w:r>'),
      ),
      'embedded',
      'Excel.Sheet.12',
      ['甲'],
    ],
    ['a picture that is no PNG or JPEG', p(r('甲') + picture('emf', 10, 10)), 'picture', 'EMF', ['甲']],
    ['a picture on the network', p(r('甲') + picture('far', 10, 10)), 'linked-picture', 'https://example.com/a.png', ['甲']],
    ['another file', '<w:altChunk r:id="x"/>' + p('甲'), 'other-file', '', ['甲']],
    ['a symbol that nobody knows', p(`${r('甲')}<w:r><w:sym w:font="Secret" w:char="F041"/></w:r>`), 'symbol', 'Secret U+F041', ['甲']],
    [
      'a text box, whose words are kept',
      p(`${r('甲')}<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${p('乙')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`),
      'text-box',
      '乙',
      ['甲', '乙'],
    ],
  ])('%s', (_, body, kind, words, texts) => {
    const bytes = docx({
      body,
      comments: `<w:comment w:id="3">${p('请核对')}</w:comment>`,
      footnotes: `<w:footnote w:id="2">${p('见附录')}</w:footnote>`,
      files: { 'media/a.emf': new Uint8Array([1, 0, 0, 0]) },
      relations: { emf: ['image', 'media/a.emf'], far: ['image', 'https://example.com/a.png', true] },
    });
    const { value } = readWord(bytes, 'form.docx');
    expect(value && textsOf(value)).toEqual(texts);
    expect(value?.leftovers.map((left) => [left.kind, left.words])).toEqual([[kind, words]]);
  });

  it('macros, wherever they lie', () => {
    const { value } = readWord(docx({ body: p('甲'), files: { 'vbaProject.bin': new Uint8Array([1]) } }), 'form.docm');
    expect(value?.leftovers.map(({ kind }) => kind)).toEqual(['macro']);
  });
  it('with its place: the second table, row 2, cell 1, after a page break', () => {
    const marked = tc(p(r('甲') + wrapped('<w:r><w:delText>乙</w:delText></w:r>', 'del')));
    const bytes = docx({
      body: [tbl([20], [tr(['一'])]), p('<w:r><w:br w:type="page"/></w:r>'), tbl([20, 20], [tr(['二', '三']), tr([marked, '四'])])].join(
        '',
      ),
    });
    expect(readWord(bytes, 'form.docx').value?.leftovers).toEqual([
      { kind: 'deletion', words: '乙', place: { part: 'body', page: 2, table: 2, row: 2, cell: 1, paragraph: 1 } },
    ]);
  });
});
