/** Dates, numbers and words as people type them. What is expected comes from the calendar and from how the two languages write. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { amount, code, done, flag, hours, listOf, oneOf, person, phone, text, time } from '../../schemas/record/fields.js';
import { dateInWords, dayInWords } from '../../src/compose/dates.js';
import { protect } from '../../src/compose/typography.js';
import { addDays } from '../../src/rules/dates.js';
import { isOpen, readWords } from '../../src/answers/read-words.js';
import { reasonOf, type Known } from '../../src/answers/types.js';
import { Random } from '../lawful/random.js';

const said = (words: string, schema: z.ZodType, known: Known = {}): unknown => {
  const reading = readWords(words, schema, 'zh', known);
  return reading.ok ? reading.value : reading.why;
};

describe('a date', () => {
  const day = done('', '');
  it.each([
    '2026-3-1',
    '2026-03-01',
    '2026/3/1',
    '2026.3.1',
    '2026. 3. 1',
    '20260301',
    '2026年3月1日',
    '2026年03月01日',
    '2026 年 3 月 1 日',
    '2026年3月1号',
    '2026年3月1日 星期日',
    '2026年3月1日（周日）',
    '二〇二六年三月一日',
    '二零二六年三月一日',
    '２０２６－３－１',
    '２０２６年３月１日',
    '2026／3／1',
    '2026‑03‑01',
    '2026–03–01',
    '2026。3。1',
    ' 2026-3-1 ',
    '2026\u00A0年3月1日',
    '1 March 2026',
    '1\u00A0March\u00A02026',
    '01 Mar 2026',
    '1-Mar-2026',
    '1st March, 2026',
    '1st of March 2026',
    'March 1, 2026',
    'Mar. 1 2026',
    'march 1st 2026',
    'Sunday, 1 March 2026',
    'Sun, Mar 1, 2026',
    '1 March 2026 (Sunday)',
  ])('is read: %s', (words) => {
    expect(said(words, day)).toBe('2026-03-01');
  });
  it.each([
    // More than twelve can be no month; and where both are the same it does not matter.
    ['13/4/2026', '2026-04-13'],
    ['4/13/2026', '2026-04-13'],
    ['4/4/2026', '2026-04-04'],
    ['二〇二五年十二月三十一日', '2025-12-31'],
    ['二〇二六年十月二十日', '2026-10-20'],
    ['29 Sept 2026', '2026-09-29'],
    ['2024-2-29', '2024-02-29'],
    ['3/4/2026', 'date-ambiguous'],
    ['3.4.2026', 'date-ambiguous'],
    ['26-3-1', 'date-incomplete'],
    ['26年3月1日', 'date-incomplete'],
    ['3月1日', 'date-incomplete'],
    ['2026年3月', 'date-incomplete'],
    ['2026', 'date-incomplete'],
    ['1 March', 'date-incomplete'],
    ['1 March 26', 'date-incomplete'],
    ['2026-2-30', 'date-impossible'],
    ['2025-2-29', 'date-impossible'],
    ['2026-13-1', 'date-impossible'],
    ['2026年0月1日', 'date-impossible'],
    ['31 June 2026', 'date-impossible'],
    ['20261301', 'date-impossible'],
    ['13/13/2026', 'date-impossible'],
    ['1 Ma 2026', 'date-malformed'],
    ['明天', 'date-malformed'],
    ['2026-3/1', 'date-malformed'],
    ['2026-03-01至2026-03-05', 'date-malformed'],
    ['见附件', 'date-malformed'],
    ['', 'empty'],
    ['　', 'empty'],
  ])('%s is %s', (words, expected) => {
    expect(said(words, day)).toBe(expected);
  });
  it('reads as layouts print it, on every day of years with and without a 29 February', () => {
    for (let date = '2023-12-31'; date < '2026-01-01'; date = addDays(date, 1)) {
      for (const words of [dateInWords(date), dayInWords(date)])
        expect([said(words?.zh ?? '', day), said(words?.en ?? '', day)]).toEqual([date, date]);
    }
  });
});

describe('a number', () => {
  it.each([
    ['1200', 1200],
    ['1,200', 1200],
    ['1，200', 1200],
    ['1 200', 1200],
    ['1\u00A0200', 1200],
    ['1,234,567.5', 1234567.5],
    ['２．５', 2.5],
    ['7.0', 7],
    ['7.0人日', 7],
    ['7 人日', 7],
    ['3 person-days', 3],
    ['1 person-day', 1],
    ['85%', 85],
    ['−3', -3],
    ['12名', 12],
    ['120人', 120],
    ['1,5', 'number-malformed'],
    ['1.5万', 'number-malformed'],
    ['约120', 'number-malformed'],
    ['三', 'number-malformed'],
    ['1e3', 'number-malformed'],
    ['0x1', 'number-malformed'],
    ['12-15', 'number-malformed'],
    ['91013299000000001', 'number-malformed'],
    ['', 'empty'],
    ['人日', 'number-malformed'],
  ])('%s is %s', (words, expected) => {
    expect(said(words, amount('', ''))).toBe(expected);
  });
  it('stands in the words that were printed around it, or alone', () => {
    const known = { present: 7, printed: '共 7 人日（现场 6 人日）' };
    expect(isOpen(known.printed, amount('', ''), 'zh', known)).toBe(true);
    expect(said('共 8.5 人日（现场 6 人日）', amount('', ''), known)).toBe(8.5);
    expect(said('8.5', amount('', ''), known)).toBe(8.5);
    expect(said('共 7 人日（现场 5 人日）', amount('', ''), known)).toBe('number-malformed');
    // Twice the same number: nobody knows which is meant.
    expect(isOpen('第 7 组 7 人日', amount('', ''), 'zh', { present: 7 })).toBe(false);
  });
});

describe('a word', () => {
  const grade = oneOf(['major', 'minor'], '', '');
  const choices = [
    { value: 'major', words: ['严重不符合', 'Major nonconformity'] },
    { value: 'minor', words: ['一般不符合', 'Minor nonconformity', '其他'] },
    { value: 'none', words: ['其他'] },
  ];
  it.each([
    ['严重不符合', 'major'],
    [' 一般 不符合。', 'minor'],
    ['minor Nonconformity', 'minor'],
    ['minor', 'minor'],
    ['很严重', 'word-unknown'],
    ['其他', 'word-ambiguous'],
    ['', 'empty'],
  ])('%s is %s', (words, expected) => {
    expect(said(words, grade, { choices })).toBe(expected);
  });
  it.each([
    ['是', true],
    ['否', false],
    ['☑', true],
    ['☐', false],
    ['Yes', true],
    ['NO', false],
    ['有', true],
    ['不合格', false],
    ['也许', 'word-unknown'],
  ])('%s is %s', (words, expected) => {
    expect(said(words, flag('', ''))).toBe(expected);
  });
  it('of a yes-or-no as the layouts say it', () => {
    expect(
      said('接受', flag('', ''), {
        choices: [
          { value: 'true', words: ['接受'] },
          { value: 'false', words: ['不接受'] },
        ],
      }),
    ).toBe(true);
    // Their words come before those that usually mean yes or no.
    const choices = [
      { value: 'true', words: ['不合格'] },
      { value: 'false', words: ['合格'] },
    ];
    expect(['不合格', '合格'].map((one) => said(one, flag('', ''), { choices }))).toEqual([true, false]);
  });
  it('names a person by the name that is printed, or by the id', () => {
    const people = [
      { value: 'c-ji', words: ['纪望舒', 'Ji Wangshu'] },
      { value: 'l-li', words: ['李力'] },
      { value: 'l-li-2', words: ['李力'] },
    ];
    expect(['纪望舒', 'Ji  Wangshu', 'c-ji', '李力', '张三'].map((one) => said(one, person('', ''), { choices: people }))).toEqual([
      'c-ji',
      'c-ji',
      'c-ji',
      'name-ambiguous',
      'name-unknown',
    ]);
  });
});

describe('a code', () => {
  it.each([
    ['ISO 22301:2019', 'ISO 22301:2019'],
    ['ＪＹ－ＢＣＭ－Ｔ０１', 'JY-BCM-T01'],
    ['JY‑BCM‑T01', 'JY-BCM-T01'],
    ['JY–BCM–T01', 'JY-BCM-T01'],
    [' 007 ', '007'],
    ['910132990000000012', '910132990000000012'],
    ['豫市监〔2026〕3号', '豫市监〔2026〕3号'],
    ['9.10133E+17', 'code-malformed'],
    ['', 'empty'],
  ])('%s is %s', (words, expected) => {
    expect(said(words, code('', ''))).toBe(expected);
  });
  it('of other forms', () => {
    expect(said('0371－6555 1234', phone('', ''))).toBe('0371-6555 1234');
    expect(said('打电话给我', phone('', ''))).toBe('code-malformed');
    expect(said('下午2点30分', time('', ''))).toBe('14:30');
    expect(said('26:00', time('', ''))).toBe('code-malformed');
    expect(said('20:00–08:00', hours('', ''))).toBe('20:00–08:00');
  });
  it('is one of a list, long or short', () => {
    const clauses = listOf(code('', ''), '', '');
    expect(said('8.2、8.3', clauses)).toEqual(['8.2', '8.3']);
    expect(said('4.1–4.4, 5.1', clauses)).toEqual(['4.1', '4.2', '4.3', '4.4', '5.1']);
    // A hyphen is what a keyboard has for it; a number of another kind keeps its own.
    expect(said('4.1-4.4', clauses)).toEqual(['4.1', '4.2', '4.3', '4.4']);
    expect(said('8.2-9.1', clauses)).toEqual('code-malformed');
    expect(said('QY-BCM-01', clauses)).toEqual(['QY-BCM-01']);
    expect(said('5.6.3.2(1)(4)', clauses)).toEqual(['5.6.3.2(1)', '5.6.3.2(4)']);
    expect(said('4.1–5.4', clauses)).toEqual('code-malformed');
    expect(said('4.4–4.1', clauses)).toEqual('code-malformed');
  });
});

describe('a text', () => {
  const words = text('', '');
  const present = '按 ISO 22301:2019 审核，  3 person-days\u00A0；注\u200B意';
  it('that was not touched is the record’s own, sign by sign', () => {
    const printed = protect(present).replaceAll('-', '\u2011');
    expect(said(printed, words, { present, printed })).toBe(present);
    expect(said('  第一行 \n 第二行\n', words, { present: '第一行\n第二行\n' })).toBe('第一行\n第二行\n');
  });
  it('that was touched changes where it was', () => {
    expect(said(protect(present).replace('审核', '复核'), words, { present })).toBe(present.replace('审核', '复核'));
    expect(said('按\u00A0ISO\u00A022301 新', words, { present: '按 x' })).toBe('按 ISO 22301 新');
    expect(said('', words, { present })).toBe('empty');
  });
  it('comes back from what is printed of it, whatever is inserted', () => {
    const random = new Random(3);
    for (let n = 0; n < 500; n++) {
      const at = random.int(1, present.length - 1);
      const typed = random.pick(['新', 'new', '“引”', '，']);
      const printed = protect(present);
      const reading = said(printed.slice(0, at) + typed + printed.slice(at), words, { present, printed });
      // Of two like signs side by side nobody can say which is new.
      expect(String(reading).replaceAll(/\s|\u200B/g, ''), `${at} ${typed}`).toBe(
        (present.slice(0, at) + typed + present.slice(at)).replaceAll(/\s|\u200B/g, ''),
      );
    }
  });
  it('has a reason in both languages for each answer that is none', () => {
    expect(reasonOf('date-ambiguous')).toEqual({
      zh: expect.stringMatching(/\p{Script=Han}/u) as string,
      en: expect.stringMatching(/month/) as string,
    });
  });
});
