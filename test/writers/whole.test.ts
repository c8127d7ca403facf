/** What a line of a PDF does not break: codes, dates, a figure and its unit. */
import { expect, it } from 'vitest';
import { mayHoldWhole, wholePieces } from '../../src/writers/pdf/whole.js';
import { growth, linear } from '../setup/growth.js';

const whole = (text: string, room = 400): string[] =>
  mayHoldWhole(text) ? [...text.matchAll(wholePieces(text, room))].map((m) => m[0]) : [];

it.each([
  ['于2026年4月18日重建', ['2026年', '4月18日']],
  ['4月18日和2026年4月', ['4月18日', '2026年', '4月']],
  ['用时6小时20分钟，连续3个月', ['6小时', '20分钟', '3个月']],
  ['抽查备机30台、第5项、21,000元', ['30台', '第5项', '21,000元']],
  ['自2026-02-10起', ['2026-02-10']],
  ['记录QY-CHG-2026-0207在', ['QY-CHG-2026-0207']],
  ['at most 9.0\u00a0person-days on site', ['9.0\u00a0person-days']],
  // A clause is followed by a word, not by a unit.
  ['按8.3的要求', []],
  ['a sentence without any', []],
])('%s', (text, expected) => expect(whole(text)).toEqual(expected));

it('a date in a narrow column', () => expect(whole('于2026年4月18日重建', 90)).toEqual(['2026年4月18日']));

it('looks through a line of figures in time that grows with the line', () => {
  const ratio = growth(
    (n) => {
      const [digits, dotted] = [`${'1'.repeat(n)}-`, `${'1.'.repeat(n)}年`];
      return () => {
        whole(digits);
        whole(dotted);
      };
    },
    [6_000, 60_000],
  );
  expect(ratio).toBeLessThan(linear);
});
