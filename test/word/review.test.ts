/**
 * Changes that were tracked, and comments. The markup is what ISO/IEC 29500-1 says of them (17.13.4, 17.13.5), as Word writes it; what is
 * expected is what that text means.
 */
import { describe, expect, it } from 'vitest';
import { readWord } from '../../src/word/read.js';
import type { WordBlock, WordDocument } from '../../src/word/types.js';
import { docx, type Parts } from './made.js';

const read = (parts: Parts, as: 'accepted' | 'before' = 'accepted'): WordDocument => {
  const { value, diagnostics } = readWord(docx(parts), 'x.docx', as);
  if (!value) throw new Error(diagnostics.map((one) => one.message.en).join('; '));
  return value;
};
const lines = (blocks: readonly WordBlock[]): string[] =>
  blocks.flatMap((block) =>
    block.type === 'table'
      ? block.rows.map((row) => row.cells.map((cell) => lines(cell.blocks).join('/')).join('|'))
      : [block.content.map((one) => (one.type === 'text' ? one.value : '')).join('')],
  );
const said = (parts: Parts, as?: 'accepted' | 'before'): string[] => lines(read(parts, as).sections.flatMap(({ blocks }) => blocks));

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const by = (id: number, author = '纪望舒', date = '2026-03-01T09:00:00Z'): string => `w:id="${id}" w:author="${author}" w:date="${date}"`;
const ins = (text: string, id = 1, author?: string): string => `<w:ins ${by(id, author)}>${run(text)}</w:ins>`;
const del = (text: string, id = 2, author?: string): string =>
  `<w:del ${by(id, author)}><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`;
const p = (inner: string, properties = ''): string => `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inner}</w:p>`;
const bookmarked = (name: string, inner: string): string => `<w:bookmarkStart w:id="9" w:name="${name}"/>${inner}<w:bookmarkEnd w:id="9"/>`;
const endIs = (kind: 'ins' | 'del'): string => `<w:rPr><w:${kind} ${by(7)}/></w:rPr>`;
const row = (inner: string, properties = ''): string => `<w:tr>${properties}<w:tc>${p(inner)}</w:tc></w:tr>`;

describe('text with changes that were tracked', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['words put in and taken out', p(run('甲') + ins('乙') + del('丙') + run('丁')), ['甲乙丁'], ['甲丙丁']],
    ['words put in and taken out again', p(run('甲') + `<w:ins ${by(1)}>${del('乙')}</w:ins>`), ['甲'], ['甲']],
    [
      'words moved',
      p(`<w:moveFrom ${by(1)}>${run('甲')}</w:moveFrom>${run('乙')}<w:moveTo ${by(2)}>${run('甲')}</w:moveTo>`),
      ['乙甲'],
      ['甲乙'],
    ],
    ['a paragraph put in', p(run('甲')) + p(ins('乙'), endIs('ins')) + p(run('丙')), ['甲', '乙', '丙'], ['甲', '丙']],
    ['a paragraph taken out', p(run('甲')) + p(del('乙'), endIs('del')) + p(run('丙')), ['甲', '丙'], ['甲', '乙', '丙']],
    ['two paragraphs made one', p(run('甲'), endIs('del')) + p(run('乙')), ['甲乙'], ['甲', '乙']],
    ['a paragraph parted', p(run('甲'), endIs('ins')) + p(run('乙')), ['甲', '乙'], ['甲乙']],
    ['an end without a next paragraph', p(run('甲'), endIs('del')) + `<w:tbl>${row(run('乙'))}</w:tbl>`, ['甲', '乙'], ['甲', '乙']],
    ['a row taken out', `<w:tbl>${row(run('甲'))}${row(del('乙'), `<w:trPr><w:del ${by(1)}/></w:trPr>`)}</w:tbl>`, ['甲'], ['甲', '乙']],
    ['a row put in', `<w:tbl>${row(run('甲'))}${row(ins('乙'), `<w:trPr><w:ins ${by(1)}/></w:trPr>`)}</w:tbl>`, ['甲', '乙'], ['甲']],
  ])('%s', (_, body, accepted, before) => {
    expect(said({ body })).toEqual(accepted);
    expect(said({ body }, 'before')).toEqual(before);
  });

  it('is told with author, day, words, place and bookmark', () => {
    const body = p(run('一')) + p(bookmarked('_cp1', run('甲') + del('乙', 1, 'A') + ins('丙', 2, 'B') + ins('丁', 3, 'B')));
    const expected = [
      {
        kind: 'deletion',
        by: 'A',
        on: '2026-03-01T09:00:00Z',
        words: '乙',
        place: { part: 'body', page: 1, paragraph: 2 },
        bookmarks: ['_cp1'],
        order: 1,
      },
      // Word parts a piece of typing as it likes.
      {
        kind: 'insertion',
        by: 'B',
        on: '2026-03-01T09:00:00Z',
        words: '丙丁',
        place: { part: 'body', page: 1, paragraph: 2 },
        bookmarks: ['_cp1'],
        order: 1,
      },
    ];
    expect(read({ body }).changes).toEqual(expected);
    expect(read({ body }, 'before').changes).toEqual(expected);
  });
  it('tells a row once', () => {
    const body = `<w:tbl>${row(run('甲'))}${row(del('乙'), `<w:trPr><w:del ${by(1, 'C')}/></w:trPr>`)}</w:tbl>`;
    for (const as of ['accepted', 'before'] as const)
      expect(read({ body }, as).changes.map((one) => [one.kind, one.words])).toEqual([['deletion', '乙']]);
    expect(read({ body }).changes[0]?.by).toBe('C');
  });
  it('is not one where something stands between, or another wrote it', () => {
    const body = p(ins('甲', 1, 'A') + ins('乙', 2, 'B') + run('丙') + ins('丁', 3, 'B'));
    expect(read({ body }).changes.map(({ words }) => words)).toEqual(['甲', '乙', '丁']);
  });
});

const comment = (id: string, text: string, paragraph: string, author = '编辑'): string =>
  `<w:comment w:id="${id}" w:author="${author}" w:date="2026-03-02T10:00:00Z" w:initials="B">${text
    .split('\n')
    .map((line, i, all) => `<w:p${i === all.length - 1 ? ` w14:paraId="${paragraph}"` : ''}>${run(line)}</w:p>`)
    .join('')}</w:comment>`;
const range = (id: string, inner: string): string =>
  `<w:commentRangeStart w:id="${id}"/>${inner}<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;
/** As Word 2013 and later keep answers and what is settled (MS-DOCX, 2.5.4). */
const extended = (...entries: readonly string[]): Parts => ({
  files: {
    'commentsExtended.xml': `<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">${entries.join('')}</w15:commentsEx>`,
  },
  relations: { rId90: ['commentsExtended', 'commentsExtended.xml'] },
});

describe('comments', () => {
  it('have author, day, words, what they are about, place and bookmark', () => {
    const body = p(run('一')) + p(bookmarked('_cp2', run('甲') + range('0', run('乙') + ins('丙')) + run('丁')));
    const { comments } = read({ body, comments: comment('0', '为什么？\n请写明。', '00000001') });
    expect(comments).toEqual([
      {
        id: '0',
        by: '编辑',
        on: '2026-03-02T10:00:00Z',
        words: '为什么？\n请写明。',
        about: '乙丙',
        place: { part: 'body', page: 1, paragraph: 2 },
        bookmarks: ['_cp2'],
        order: 1,
        isDone: false,
      },
    ]);
  });
  it('find the bookmark where LibreOffice saves it: within the control that it was around', () => {
    const control = `<w:sdt><w:sdtPr/><w:sdtContent>${bookmarked('_cp2', range('0', run('乙')))}</w:sdtContent></w:sdt>`;
    const { comments } = read({ body: p(control), comments: comment('0', '？', '00000001') });
    expect(comments.map(({ about, bookmarks }) => [about, bookmarks])).toEqual([['乙', ['_cp2']]]);
  });
  it('reach over paragraphs, begin between them, or stand at a place alone', () => {
    const body =
      `<w:commentRangeStart w:id="0"/>${p(bookmarked('_cp1', run('甲')))}` +
      p(`${run('乙')}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>${run('丙')}`) +
      p(`${run('丁')}<w:r><w:commentReference w:id="1"/></w:r>`);
    const { comments } = read({ body, comments: comment('0', '一', 'A') + comment('1', '二', 'B') + comment('2', '无处', 'C') });
    expect(comments.map(({ words, about, place, bookmarks }) => [words, about, place.paragraph, bookmarks])).toEqual([
      ['一', '甲乙', 1, ['_cp1']],
      ['二', '', 3, []],
    ]);
  });
  it('answer each other, and are settled', () => {
    const { comments } = read({
      body: p(range('0', run('甲')) + range('1', '')),
      comments: comment('0', '问', '0A') + comment('1', '答', '0B', '作者'),
      ...extended('<w15:commentEx w15:paraId="0A" w15:done="1"/>', '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/>'),
    });
    expect(comments.map(({ words, answers, isDone }) => [words, answers, isDone])).toEqual([
      ['问', undefined, true],
      ['答', '0', false],
    ]);
  });
  it('are bounded', () => {
    const many = Array.from({ length: 3_000 }, (_, i) => String(i));
    const { comments } = read({
      body: p(many.map((id) => range(id, run('甲'))).join('')),
      comments: many.map((id) => comment(id, 'x'.repeat(3), id)).join(''),
    });
    expect(comments.length).toBe(2_000);
  });
});
