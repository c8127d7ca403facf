/** Reading a DOCX back: edited, foreign and damaged files. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { canon } from '../../src/model/index.js';
import { readDocx } from '../../src/proof/read-docx.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { form, report } from './docx-samples.js';

const bytes = writeDocx(report(1)).value as Uint8Array;
const changed = (name: string, change: (xml: string) => string): Uint8Array => {
  const files = unzipSync(bytes);
  return zipSync({ ...files, [name]: strToU8(change(strFromU8(files[name] ?? new Uint8Array()))) });
};
const codes = (file: Uint8Array): string[] => readDocx(file).diagnostics.map((d) => d.code);
/** A foreign file of one body. */
const foreign = (body: string): Uint8Array =>
  zipSync({
    '_rels/.rels': strToU8(
      '<Relationships xmlns="x"><Relationship Id="a" Type="http://x/officeDocument" Target="/main.xml"/></Relationships>',
    ),
    'main.xml': strToU8(`<w:document xmlns:w="w" xmlns:mc="mc"><w:body>${body}</w:body></w:document>`),
  });
const texts = (file: Uint8Array): (readonly [string | null, string])[] =>
  (readDocx(file).value?.entries ?? []).map((e) => [e.cell, e.text] as const);
const t = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

test('an edited word is seen', () => {
  const edited = changed('word/document.xml', (xml) => xml.replace('推荐授予认证', '不推荐'));
  expect(readDocx(edited).value?.entries).not.toEqual(canon(report(1)));
});
test('all text has headers and footers too', () => {
  const text = readDocx(bytes).value?.text ?? '';
  expect(text).toContain('Page 1 of 1');
  expect(text).toContain('WD-BC-2025-0137-AR2');
});
test('damaged files are diagnostics', () => {
  expect(codes(new Uint8Array(0))).toEqual(['docx-unreadable']);
  expect(codes(strToU8('PK not a zip'))).toEqual(['docx-unreadable']);
  expect(codes(bytes.subarray(0, bytes.length / 2))).toEqual(['docx-unreadable']);
  expect(codes(bytes.map((b, i) => (i > 3000 && i < 9000 ? b ^ 0x55 : b)))).toEqual(['docx-unreadable']);
  expect(codes(zipSync({ 'a.xml': strToU8('<a/>') }))).toEqual(['docx-unreadable']);
  expect(codes(changed('word/document.xml', (xml) => xml.slice(0, -40)))).toEqual(['docx-unreadable']);
  expect(codes(changed('word/document.xml', (xml) => xml.replace('</w:t>', '</w:x>')))).toEqual(['docx-unreadable']);
  expect(codes(changed('word/numbering.xml', () => '<w:numbering'))).toEqual(['docx-unreadable']);
  expect(codes(foreign('').map((b) => b))).toEqual([]);
});
test('entities and depth are bounded, and so is size', () => {
  expect(codes(changed('word/document.xml', (xml) => xml.replace('<w:document', '<!DOCTYPE x [<!ENTITY a "b">]><w:document')))).toEqual([
    'docx-unreadable',
  ]);
  expect(codes(foreign('<w:sdt>'.repeat(5000) + '</w:sdt>'.repeat(5000)))).toEqual(['docx-unreadable']);
  expect(codes(zipSync({ ...unzipSync(bytes), 'word/bomb.xml': new Uint8Array(65 * 1024 * 1024) }, { level: 1 }))).toEqual([
    'docx-too-large',
  ]);
});
test('what Word adds when somebody edits is read', () => {
  expect(
    texts(
      foreign(
        `<w:sdt><w:sdtContent>${t('甲')}</w:sdtContent></w:sdt>` +
          '<w:p><w:ins><w:r><w:t>加</w:t></w:r></w:ins><w:del><w:r><w:delText>减</w:delText></w:r></w:del><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink></w:p>' +
          '<w:p><w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r></w:p>',
      ),
    ),
  ).toEqual([
    [null, '甲'],
    [null, '加链'],
    [null, 'A-1'],
  ]);
});
test('cells are addressed by row and column, spans counted', () => {
  const cell = (properties: string, text: string): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${t(text)}</w:tc>`;
  expect(
    texts(
      foreign(
        `<w:tbl><w:tr>${cell('<w:gridSpan w:val="2"/>', 'a')}${cell('<w:vMerge w:val="restart"/>', 'b')}</w:tr>` +
          `<w:tr>${cell('', 'c')}${cell('', 'd')}${cell('<w:vMerge/>', '')}</w:tr></w:tbl>`,
      ),
    ),
  ).toEqual([
    ['1/1/1', 'a'],
    ['1/1/3', 'b'],
    ['1/2/1', 'c'],
    ['1/2/2', 'd'],
  ]);
});
test('the reader finds every cell of a form', () => {
  const document = form();
  expect(readDocx(writeDocx(document).value as Uint8Array).value?.entries.filter((e) => e.cell?.startsWith('3/'))).toEqual(
    canon(document).filter((e) => e.cell?.startsWith('3/')),
  );
});
