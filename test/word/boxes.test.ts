/**
 * Boxes to tick as editors leave them: in a content control of Word 2010 (`w14:checkbox`), MS-DOCX 2.6.1.8.
 *
 * What somebody sees is the sign; `w14:checked` says which of its two signs Word draws next.
 */
import { describe, expect, test } from 'vitest';
import { readWord } from '../../src/word/read.js';
import type { WordInline } from '../../src/word/types.js';
import { docx, p, r } from './made.js';

const box = (checked: 0 | 1, content: string): string =>
  `<w:sdt><w:sdtPr><w:tag w:val="_cp1.0"/><w14:checkbox><w14:checked w14:val="${checked}"/></w14:checkbox></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
function read(inline: string): readonly WordInline[] {
  const [block] = readWord(docx({ body: p(inline) }), 'a.docx').value?.sections[0]?.blocks ?? [];
  if (block?.type !== 'paragraph') throw new Error('no paragraph');
  return block.content;
}
const control = { tag: '_cp1.0' };

describe('a box', () => {
  test('is ticked as its sign says, whatever its control says of itself', () => {
    expect(read(box(1, r('☑')))).toEqual([{ type: 'box', checked: true, control }]);
    // As a program leaves it that types another sign.
    expect(read(box(1, r('☐')))).toEqual([{ type: 'box', checked: false, control }]);
    expect(read(box(0, r('☒')))).toEqual([{ type: 'box', checked: true, control }]);
  });
  test('of a sign of its own is ticked as its control says', () => {
    expect(read(box(1, r('X')))).toEqual([{ type: 'box', checked: true, control }]);
    expect(read(box(0, ''))).toEqual([{ type: 'box', checked: false, control }]);
  });
  test('in place of which words stand is none', () => {
    expect(read(box(1, r('不适用')))).toMatchObject([{ type: 'control', tag: '_cp1.0', content: [{ type: 'text', value: '不适用' }] }]);
  });
  test('keeps the edges of bookmarks, which LibreOffice moves into its control', () => {
    const start = '<w:bookmarkStart w:id="4" w:name="_cp1"/>';
    expect(read(`${box(1, `${start}${r('☑')}`)}${r(' 是')}<w:bookmarkEnd w:id="4"/>`)).toMatchObject([
      { type: 'bookmark', edge: 'start', name: '_cp1' },
      { type: 'box', checked: true, control },
      { type: 'text', value: ' 是' },
      { type: 'bookmark', edge: 'end' },
    ]);
    expect(read(`${start}${box(1, `${r('☑')}<w:bookmarkEnd w:id="4"/>`)}`)).toMatchObject([
      { type: 'bookmark', edge: 'start' },
      { type: 'box', checked: true },
      { type: 'bookmark', edge: 'end' },
    ]);
  });
});
