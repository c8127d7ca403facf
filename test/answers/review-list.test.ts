/** What reviewers left, with the places of the record that it is about: a sample's report, commented on as Word does it. */
import { describe, expect, it } from 'vitest';
import { reviewList } from '../../src/answers/review-list.js';
import type { Carried } from '../../src/carried/index.js';
import { readWord } from '../../src/word/read.js';
import { docx, p, r, tbl, tc, tr } from '../word/made.js';

const carried: Carried = {
  version: 1,
  document: { kind: 'audit-report', lang: 'zh', lead: 'zh', scheme: 'cusc', schemeVersion: '2023', as: 'document' },
  files: [{ path: 'a/report.yaml' }, { path: 'a/audit.yaml' }],
  blocks: [
    { segments: ['标题'] },
    {
      name: '_cp1',
      segments: [
        '编号：',
        { file: 0, pointer: '/number', words: 'R2', lang: 'zh' },
        '，日期：',
        { file: 0, pointer: '/date', words: '2026年3月1日', lang: 'zh' },
      ],
    },
    { name: '_cp2', segments: [{ file: 1, pointer: '/team/0/field', words: 'QMS', lang: 'en' }] },
  ],
};
const bookmarked = (id: number, name: string, inner: string): string =>
  `<w:bookmarkStart w:id="${id}" w:name="${name}"/>${inner}<w:bookmarkEnd w:id="${id}"/>`;
const on = (id: number, inner: string): string =>
  `<w:commentRangeStart w:id="${id}"/>${inner}<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;
const comment = (id: number, words: string, by: string): string =>
  `<w:comment w:id="${id}" w:author="${by}" w:date="2026-03-02T10:00:00Z"><w:p w14:paraId="0000000${id}">${r(words)}</w:p></w:comment>`;

describe('the list of a review', () => {
  const body =
    p(on(3, r('标题'))) +
    p(bookmarked(1, '_cp1', `${r('编号：')}${r('R2')}${r('，日期：')}${on(0, r('2026年3月1日'))}`)) +
    tbl(
      [50],
      [tr([tc(p(bookmarked(2, '_cp2', `${r('QMS')}<w:ins w:id="8" w:author="乙" w:date="2026-03-03T00:00:00Z">${r('、EMS')}</w:ins>`)))])],
    ) +
    p(on(2, r('不是我们的')));
  const word = readWord(
    docx({
      body,
      comments: comment(0, '哪一天？', '甲') + comment(1, '已改', '乙') + comment(2, '？', '甲') + comment(3, '改题', '甲'),
      files: {
        'commentsExtended.xml':
          '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000" w15:done="1"/></w15:commentsEx>',
      },
      relations: { rId90: ['commentsExtended', 'commentsExtended.xml'] },
    }),
    'x.docx',
  ).value;

  it('names the value that a comment is about, the paragraph’s where it is about none, and none at fixed words', () => {
    // The answer has no place of its own in the text: it is not in this file.
    expect(word && reviewList(word, carried).map(({ kind, by, words, places }) => [kind, by, words, places])).toEqual([
      ['comment', '甲', '改题', []],
      ['comment', '甲', '哪一天？', [{ file: 'a/report.yaml', pointer: '/date' }]],
      ['insertion', '乙', '、EMS', [{ file: 'a/audit.yaml', pointer: '/team/0/field' }]],
      ['comment', '甲', '？', []],
    ]);
  });
  it('has answers behind what they answer, wherever they stand', () => {
    const answered = word && {
      changes: word.changes,
      comments: word.comments.flatMap((one) =>
        one.id === '0' ? [one, { ...one, id: '1', by: '乙', words: '已改', answers: '0', isDone: true }] : [one],
      ),
    };
    expect(answered && reviewList(answered, carried).map(({ words, depth, isDone }) => [words, depth, isDone])).toEqual([
      ['改题', 0, false],
      ['哪一天？', 0, false],
      ['已改', 1, true],
      ['、EMS', 0, false],
      ['？', 0, false],
    ]);
  });
  it('survives comments that answer each other in a circle, and a file without a state', () => {
    const [one] = word?.comments ?? [];
    const circle = one
      ? [
          { ...one, id: 'a', answers: 'b' },
          { ...one, id: 'b', answers: 'a' },
        ]
      : [];
    expect(reviewList({ changes: [], comments: circle }, undefined).map(({ places }) => places)).toEqual([[], []]);
  });
});
