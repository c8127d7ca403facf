/** Which words changed: told word by word, a moved entry at its place, nothing of what is the same. */
import { describe, expect, it } from 'vitest';
import { textChanges, type TextChange } from '../../src/diff/text-changes.js';

const said = (changes: readonly TextChange[]): string[] =>
  changes.map(({ before, after, pieces }) =>
    [`${before}/${after}`, ...pieces.map(({ is, text }) => (is === 'same' ? text : is === 'gone' ? `[-${text}-]` : `{+${text}+}`))].join(
      ' ',
    ),
  );

describe('what a text says otherwise', () => {
  it('is nothing where only white space differs', () => {
    expect(textChanges(['一 二', 'one  two'], ['一二', 'one two'])).toEqual([]);
  });
  // A Chinese character is a word, and so is a number or a word of letters.
  it('is told word by word', () => {
    expect(said(textChanges(['范围', '恢复时间为 4 小时'], ['范围', '恢复时间为 12 小时']))).toEqual([
      '1/1 恢复时间为  [-4-] {+12+}  小时',
    ]);
    expect(said(textChanges(['The audit took three days.'], ['The audit took four days.']))).toEqual([
      '0/0 The audit took  [-three-] {+four+}  days.',
    ]);
  });
  // 恢复时间为 is five characters, 4 and 12 are the sixth: white space is not counted.
  it('has the places of these words in the text without its white space', () => {
    const [change] = textChanges(['恢复时间为 4 小时'], ['恢复时间为 12 小时']);
    expect([change?.gone, change?.new]).toEqual([[[5, 6]], [[5, 7]]]);
  });
  it('is told at the entry before, where an entry came or went', () => {
    expect(said(textChanges(['a', 'c'], ['a', 'b b', 'c']))).toEqual(['0/1 {+b b+}']);
    expect(said(textChanges(['a', 'b b', 'c'], ['a', 'c']))).toEqual(['1/0 [-b b-]']);
    expect(said(textChanges([], ['b']))).toEqual(['-1/0 {+b+}']);
  });
  it('pairs what was reworded, though others came between', () => {
    const before = ['intro', 'The head office keeps the plan.', 'end'];
    const after = ['intro', '新增的一段文字。', 'The head office keeps and tests the plan.', 'end'];
    expect(said(textChanges(before, after))).toEqual(['0/1 {+新增的一段文字。+}', '1/2 The head office keeps  {+and tests +} the plan.']);
  });
  it('does not pair what has little in common', () => {
    expect(said(textChanges(['审核组长', 'x'], ['Certificate number', 'x']))).toEqual(['0/-1 [-审核组长-]', '0/0 {+Certificate number+}']);
  });
  it('is found in long texts, too', () => {
    const many = Array.from({ length: 3_000 }, (_, i) => `entry ${i}`);
    const other = many.map((text, i) => (i % 100 === 7 ? `${text} altered` : text));
    expect(textChanges(many, other)).toHaveLength(30);
  });
});
