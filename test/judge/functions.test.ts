/** The functions of rows, by the arithmetic of rules.md §0.5, and that docs/judgement.md names them all. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Calendar, chinaCalendar } from '../../src/rules/calendar.js';
import { isOrgCode, isUscc } from '../../src/rules/codes.js';
import { addDays, addMonths, addYears, dayOfNextMonth, daysBetween, weekdayOf } from '../../src/rules/dates.js';
import { ruleEnvironment, variables } from '../../src/rules/environment.js';
import { ruleFunctions } from '../../src/rules/functions.js';
import { statutoryHolidays } from '../../src/rules/statutory.js';
import { packageInfo } from '../../src/program/package-info.js';

const environment = ruleEnvironment();
const value = (expression: string, vars: Record<string, unknown> = {}): unknown => {
  const found = environment.of({ for: 'audit' }).expressions.evaluate(expression, vars);
  return 'value' in found ? found.value : 'unknown' in found ? 'unknown' : found.fault.message;
};
const person = (fields: object): unknown => environment.types.instance('Person', fields);

describe('months and years end with the month', () => {
  it.each([
    ['2025-08-31', 6, '2026-02-28'],
    ['2024-02-29', 36, '2027-02-28'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2025-12-31', 1, '2026-01-31'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-03-15', -15, '2023-12-15'],
    ['2025-05-05', 0, '2025-05-05'],
  ])('%s + %i months', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });
  it('years', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  });
  it('stay within the days that a record can write, so that they compare as dates do', () => {
    expect([addDays('9999-12-31', 1), addMonths('9999-11-30', 2), addYears('9998-05-05', 3)]).toEqual([
      '9999-12-31',
      '9999-12-31',
      '9999-12-31',
    ]);
    expect([addDays('9999-12-30', 1), addMonths('9999-11-30', 1), addYears('0001-05-05', -2)]).toEqual([
      '9999-12-31',
      '9999-12-30',
      '0000-01-01',
    ]);
  });
});

it('days cross months, years and leap days', () => {
  expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
  expect(daysBetween('2025-12-31', '2026-03-01')).toBe(60);
  expect(daysBetween('2026-03-01', '2025-12-31')).toBe(-60);
  expect([weekdayOf('2025-09-28'), weekdayOf('1969-12-31')]).toEqual([0, 3]);
});
it('a day of the next month', () => {
  expect(dayOfNextMonth('2025-12-31', 10)).toBe('2026-01-10');
  expect(dayOfNextMonth('2026-01-31', 10)).toBe('2026-02-10');
  expect(dayOfNextMonth('2026-01-31', 30)).toBe('2026-02-28');
});

describe('working days', () => {
  it.each([
    ['2025-09-26', 5, '2025-10-10'],
    ['2025-09-15', 30, '2025-10-31'],
    ['2025-09-26', 2, '2025-09-29'],
    ['2026-02-12', 2, '2026-02-14'],
    // The day before a holiday, and back from after it.
    ['2025-09-30', 1, '2025-10-09'],
    ['2025-10-09', -1, '2025-09-30'],
    ['2024-02-08', 1, '2024-02-09'],
  ])('%s + %i', (from, count, to) => {
    expect(chinaCalendar().addWorkingDays(from, count)).toEqual({ date: to, known: true });
  });
  it('2024 to 2026 are known; another year is counted Monday to Friday without statutory holidays, and said to be so', () => {
    expect([2024, 2025, 2026].every((year) => chinaCalendar().knows(year))).toBe(true);
    const none = new Calendar({ holidays: {}, workdays: {} });
    // National Day and the Mid-Autumn of 6 October are holidays by law; the two days of the bridge only by the notice.
    expect(none.addWorkingDays('2025-09-26', 5)).toEqual({ date: '2025-10-09', known: false });
    expect(none.addWorkingDays('2025-09-15', 30)).toEqual({ date: '2025-10-31', known: false });
  });
  it('a row is told that a date is indicative, once', () => {
    environment.wasIndicative();
    expect(value("addWorkingDays('2199-01-01', 5)")).toBe('2199-01-08');
    expect(environment.wasIndicative()).toBe(true);
    expect(value("addWorkingDays('2025-01-02', 5)")).toBe('2025-01-09');
    expect(environment.wasIndicative()).toBe(false);
  });
});

describe('statutory holidays', () => {
  const { holidays } = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as {
    readonly holidays: Readonly<Record<string, string>>;
  };
  it('are days off in the notices of the years since the law fixes thirteen of them', () => {
    for (const year of [2025, 2026]) {
      expect(statutoryHolidays(year).size).toBe(13);
      expect([...statutoryHolidays(year)].filter((day) => !Object.hasOwn(holidays, day))).toEqual([]);
    }
  });
  it('agree with the notices on the lunar days of earlier years', () => {
    // Since 2008 the three festivals are holidays; their own days are named in each notice.
    const lunar = Array.from({ length: 17 }, (_, i) => 2008 + i).flatMap((year) =>
      [...statutoryHolidays(year)].filter((day) => !/-(?:01-01|05-0[12]|10-0[123])$/.test(day)),
    );
    // New Year's Eve was worked in 2014 and 2024; the Dragon Boat Festival of 2012 was a Saturday, which the table leaves out.
    expect(lunar.filter((day) => !Object.hasOwn(holidays, day))).toEqual(['2012-06-23', '2014-01-30', '2024-02-09']);
  });
  it('of years to come: New Year, National Day, the Spring Festival of 6 February 2027', () => {
    expect([...statutoryHolidays(2027)].sort()).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
      '2027-04-05',
      '2027-05-01',
      '2027-05-02',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ]);
  });
  it('are never worked, whatever the calendar knows', () => {
    for (const year of [2027, 2031, 2048])
      for (const day of ['01-01', '10-01']) expect(chinaCalendar().isWorkingDay(`${year}-${day}`)).toBe(false);
    expect(value("daysOff('2027-01-01', '2027-01-01')")).toEqual(['2027-01-01']);
    expect(environment.wasIndicative()).toBe(false);
    expect(value("addWorkingDays('2027-09-30', 1)")).toBe('2027-10-04');
    expect(environment.wasIndicative()).toBe(true);
  });
});

it('credit codes', () => {
  for (const code of ['91350100M000100Y43', '91410100MA0ABCDE6B', '91310115MA2KTX3308']) expect(isUscc(code), code).toBe(true);
  for (const code of ['91350100M000100Y4Z', '91350100m000100y43', '91350100O000100Y43', '91350100M000100Y4', '91350100M000100Y433', ''])
    expect(isUscc(code), code).toBe(false);
  for (const code of ['M000100Y4', 'M000100Y-4']) expect(isOrgCode(code), code).toBe(true);
  for (const code of ['M000100Y5', 'M000100Y', 'm000100y4', 'M000100Y44']) expect(isOrgCode(code), code).toBe(false);
});

describe('people', () => {
  const two = person({
    registrations: [
      { from: '2023-04-18', scheme: 'QMS', grade: 'auditor', validTo: '2026-04-17' },
      { from: '2026-04-18', scheme: 'QMS', grade: 'auditor', validTo: '2029-04-17' },
      { from: '2020-01-01', scheme: 'ISMS', validTo: '2030-01-01' },
      { from: '2020-01-01', scheme: 'EMS', grade: 'trainee', validTo: '2030-01-01' },
    ],
  });
  const registered = (fields: string, from: string, to: string): unknown =>
    value(`registered(people['p'], ${fields}, '${from}', '${to}')`, { people: { p: two } });
  it('registered on every day, also across a renewal; not a day longer; not as a trainee', () => {
    expect(registered("['QMS']", '2026-04-16', '2026-04-19')).toBe(true);
    expect(registered("['QMS']", '2023-04-18', '2029-04-17')).toBe(true);
    expect(registered("['QMS']", '2029-04-17', '2029-04-18')).toBe(false);
    expect(registered("['QMS']", '2023-04-17', '2023-04-18')).toBe(false);
    expect(registered("['EMS', 'OHSMS']", '2026-04-16', '2026-04-19')).toBe(false);
    expect(value("registered(people['p'], ['QMS'], '2026-01-01', '2026-01-01')", { people: { p: person({}) } })).toBe(false);
  });
  it('trained in that standard, on that day at the latest', () => {
    const trained = (standard: string, on: string): unknown =>
      value(`trained(people['p'], '${standard}', '${on}')`, {
        people: { p: person({ bcmsTraining: { on: '2025-03-01', standard: 'S' } }) },
      });
    expect([trained('S', '2025-03-01'), trained('S', '2025-02-28'), trained('T', '2025-03-01')]).toEqual([true, false, false]);
  });
});

it('a slip is a character or two, and long texts are none', () => {
  const slip = (a: string, b: string): unknown => value(`slip('${a}', '${b}')`);
  expect([slip('支付服务', '支忖服务'), slip('支付服务', '支付的服物'), slip('支付服务', '付支服务'), slip('支付', '支付')]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([slip('支付服务', '支付和结算服务'), slip('支付服务', '维修服务吧'), slip('付', '支付服务')]).toEqual([false, false, false]);
  expect([slip('支'.repeat(5_000), '支'.repeat(4_999)), slip('支'.repeat(5_001), '支'.repeat(5_000))]).toEqual([true, false]);
});
it('lists, clauses, years, hours', () => {
  expect(value("missing(['a', 'b', 'c'], ['b'])")).toEqual(['a', 'c']);
  expect(value('sum([1.5, 2.0])')).toBe(3.5);
  expect([value("hours('09:00', '12:30')"), value("hours('20:00', '08:00')"), value("hours('soon', '08:00')")]).toEqual([
    3.5,
    12,
    'unknown',
  ]);
  expect([value("earliest(['2025-02-01', '2024-12-31'])"), value("latest(['2025-02-01', '2024-12-31'])"), value('earliest([])')]).toEqual([
    '2024-12-31',
    '2025-02-01',
    'unknown',
  ]);
  expect(value("daysOff('2025-09-26', '2025-10-02')")).toEqual(['2025-09-27', '2025-10-01', '2025-10-02']);
  const audits = environment.types.instance('list<Audit>', [
    { start: '2025-12-31', end: '2026-01-02', findings: [{ clauses: ['8.2.2', '4'] }, { clauses: ['8.3'] }] },
    { start: '2028-05-01', findings: [{ clauses: ['8.3'] }, {}] },
  ]);
  const stage1 = { findings: [] };
  expect(environment.of({ for: 'case' }).expressions.evaluate('coverage(audits)', { audits, stage1 })).toEqual({
    value: ['8.2.2', '8.2', '4', '8.3'],
  });
  expect(environment.of({ for: 'case' }).expressions.evaluate('yearsWithout(audits, 2025, 2029)', { audits })).toEqual({
    value: [2027n, 2029n],
  });
  expect(environment.of({ for: 'case' }).expressions.evaluate('yearsWithout(audits, 2026, 2025)', { audits })).toEqual({ value: [] });
  const standard = environment.types.instance('Standard', { number: 'S', from: '2025-01-01', to: '2025-12-31', clauses: [] });
  const inForce = (on: string): unknown => value(`inForce(standard, '${on}')`, { standard });
  expect([inForce('2024-12-31'), inForce('2025-01-01'), inForce('2025-12-31'), inForce('2026-01-01')]).toEqual([false, true, true, false]);
});

describe('what answers for a limit', () => {
  const interrupted = (date: string, until: string, day: string, n = 5): unknown => {
    const interruptions = environment.types.instance('list<Interruption>', [{ kind: 'suspended', date, until }]);
    const found = environment
      .of({ for: 'certificate' })
      .expressions.evaluate(`interrupted(interruptions, '2025-12-31', ${n}, '${day}')`, { interruptions });
    return 'value' in found ? found.value : 'unknown';
  };
  it('begins by the limit, or within so many working days of the day after it', () => {
    expect([interrupted('2025-12-31', '2026-06-30', '2026-03-02'), interrupted('2024-05-01', '2026-06-30', '2026-03-02')]).toEqual([
      true,
      true,
    ]);
    // The five after New Year's Day 2026 are Sunday 4 January, which was worked, and the 5th to the 8th.
    expect([interrupted('2026-01-08', '2026-06-30', '2026-03-02'), interrupted('2026-01-09', '2026-06-30', '2026-03-02')]).toEqual([
      true,
      false,
    ]);
    expect([interrupted('2026-01-09', '2026-06-30', '2026-03-02', 6), interrupted('2026-01-08', '2026-06-30', '2026-03-02', 4)]).toEqual([
      true,
      false,
    ]);
  });
  it('runs past the limit, and until the day', () => {
    expect([interrupted('2025-11-03', '2026-03-02', '2026-03-02'), interrupted('2025-11-03', '2026-03-01', '2026-03-02')]).toEqual([
      true,
      false,
    ]);
    expect([interrupted('2025-11-03', '2026-01-01', '2025-12-01'), interrupted('2025-11-03', '2025-12-31', '2025-12-01')]).toEqual([
      true,
      false,
    ]);
  });
  it('asks the calendar only where that decides', () => {
    const of = (date: string): boolean => {
      environment.wasIndicative();
      const interruptions = environment.types.instance('list<Interruption>', [{ date, until: '9999-12-31' }]);
      environment
        .of({ for: 'certificate' })
        .expressions.evaluate("interrupted(interruptions, '2098-12-31', 5, '2099-03-02')", { interruptions });
      return environment.wasIndicative();
    };
    expect([of('2098-12-31'), of('2099-01-05'), of('2099-02-02')]).toEqual([false, true, false]);
  });
});

describe('a recertification to come', () => {
  const by = (audits: readonly object[], planned: readonly object[] = []): unknown => {
    const found = environment
      .of({ for: 'case' })
      .expressions.evaluate("recertifiesBy(audits, case.programme.audits, 2027, '2026-04-15', '2027-03-01')", {
        audits: environment.types.instance('list<Audit>', audits),
        case: environment.types.instance('Case', { programme: { audits: planned } }),
      });
    return 'value' in found ? found.value : found;
  };
  it('has begun after the day before, in the year at the latest', () => {
    const begun = (start: string, kind = 'R'): unknown => by([{ kind, start }]);
    expect([begun('2026-04-16'), begun('2026-04-15'), begun('2027-12-31'), begun('2028-01-01'), begun('2027-02-01', 'S')]).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });
  it('or is planned, from the day judged on', () => {
    const planned = (start: string, kind = 'R'): readonly unknown[] => [
      by([{ kind, plan: { start } }]),
      by([], [{ kind, planned: start }]),
    ];
    expect([
      planned('2027-03-01'),
      planned('2027-02-28'),
      planned('2027-12-31'),
      planned('2028-01-01'),
      planned('2027-05-01', 'S'),
    ]).toEqual([
      [true, true],
      [false, false],
      [true, true],
      [false, false],
      [false, false],
    ]);
    // What has begun is no longer as planned.
    expect(by([{ kind: 'R', start: '2028-01-05', plan: { start: '2027-11-01' } }])).toBe(false);
  });
});

it('the first day that nothing follows in time', () => {
  const first = (asked: string, answers: string): unknown => value(`firstUnanswered(${asked}, ${answers}, 30)`);
  expect(first("['2026-05-20', '2026-09-25']", "['2026-06-19', '2026-10-20']")).toBe('2026-09-25');
  expect(first("['2026-05-20', '2026-09-25']", "['2026-06-20', '2026-10-20']")).toBe('2026-05-20');
  expect(first("['2026-09-25', '2026-05-20']", "['2026-05-20']")).toBe('2026-09-25');
  expect(first("['2026-05-20']", "['2026-05-19']")).toBe('2026-05-20');
  expect(first('[]', "['2026-05-19']")).toBe('unknown');
});

describe('docs/judgement.md', () => {
  const text = readFileSync(join(packageInfo().root, 'docs', 'judgement.md'), 'utf8');
  it('names every function', () => {
    for (const { signature } of ruleFunctions(chinaCalendar(), () => undefined))
      expect(text).toContain(`${signature.split('(')[0] ?? ''}(`);
  });
  it.each(Object.entries(variables))('names every variable of %s', (kind, names) => {
    const line = text.split('\n').find((one) => one.startsWith(`| \`${kind}\``)) ?? '';
    const everywhere = text.slice(text.indexOf('Visible to every row'), text.indexOf('| `for` |'));
    for (const name of Object.keys(names)) {
      const isNamed = [line, everywhere].some((part) => new RegExp(`[\`, (]${name}[\`, )]`).test(part));
      expect(isNamed || /all of its audit|everything of the audit/.test(line), name).toBe(true);
    }
  });
});
