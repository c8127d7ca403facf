/** The functions of rows, by the arithmetic of rules.md §0.5, and that docs/judgement.md names them all. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Calendar, chinaCalendar } from '../../src/judge/calendar.js';
import { isOrgCode, isUscc } from '../../src/judge/codes.js';
import { addDays, addMonths, addYears, dayOfNextMonth, daysBetween, weekdayOf } from '../../src/judge/dates.js';
import { ruleEnvironment, variables } from '../../src/judge/environment.js';
import { ruleFunctions } from '../../src/judge/functions.js';
import { packageInfo } from '../../src/package-info.js';

const environment = ruleEnvironment();
const value = (expression: string, vars: Record<string, unknown> = {}): unknown => {
  const found = environment.expressions.audit.evaluate(expression, vars);
  return 'value' in found ? found.value : 'unknown' in found ? 'unknown' : found.fault.message;
};
const person = (fields: object): unknown => environment.types.instance('Person', fields);

describe('months and years end with the month', () => {
  it.each([
    ['2025-08-31', 6, '2026-02-28'], ['2024-02-29', 36, '2027-02-28'], ['2025-11-30', 3, '2026-02-28'], ['2023-11-30', 3, '2024-02-29'],
    ['2025-12-31', 1, '2026-01-31'], ['2025-01-31', 1, '2025-02-28'], ['2025-03-31', -1, '2025-02-28'], ['2025-03-15', -15, '2023-12-15'], ['2025-05-05', 0, '2025-05-05'],
  ])('%s + %i months', (from, months, to) => { expect(addMonths(from, months)).toBe(to); });
  it('years', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
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
    ['2025-09-26', 5, '2025-10-10'], ['2025-09-15', 30, '2025-10-31'], ['2025-09-26', 2, '2025-09-29'], ['2026-02-12', 2, '2026-02-14'],
    // The day before a holiday, and back from after it.
    ['2025-09-30', 1, '2025-10-09'], ['2025-10-09', -1, '2025-09-30'], ['2024-02-08', 1, '2024-02-09'],
  ])('%s + %i', (from, count, to) => { expect(chinaCalendar().addWorkingDays(from, count)).toEqual({ date: to, known: true }); });
  it('2024 to 2026 are known; another year is counted Monday to Friday and said to be so', () => {
    expect([2024, 2025, 2026].every((year) => chinaCalendar().knows(year))).toBe(true);
    const none = new Calendar({ holidays: {}, workdays: {} });
    expect(none.addWorkingDays('2025-09-26', 5)).toEqual({ date: '2025-10-03', known: false });
    expect(none.addWorkingDays('2025-09-15', 30)).toEqual({ date: '2025-10-27', known: false });
  });
  it('a row is told that a date is indicative, once', () => {
    environment.wasIndicative();
    expect(value("addWorkingDays('2199-01-01', 5)")).toBe('2199-01-08');
    expect(environment.wasIndicative()).toBe(true);
    expect(value("addWorkingDays('2025-01-02', 5)")).toBe('2025-01-09');
    expect(environment.wasIndicative()).toBe(false);
  });
});

it('credit codes', () => {
  for (const code of ['91350100M000100Y43', '91410100MA0ABCDE6B', '91310115MA2KTX3308']) expect(isUscc(code), code).toBe(true);
  for (const code of ['91350100M000100Y4Z', '91350100m000100y43', '91350100O000100Y43', '91350100M000100Y4', '91350100M000100Y433', '']) expect(isUscc(code), code).toBe(false);
  for (const code of ['M000100Y4', 'M000100Y-4']) expect(isOrgCode(code), code).toBe(true);
  for (const code of ['M000100Y5', 'M000100Y', 'm000100y4', 'M000100Y44']) expect(isOrgCode(code), code).toBe(false);
});

describe('people', () => {
  const two = person({ registrations: [
    { from: '2023-04-18', scheme: 'QMS', grade: 'auditor', validTo: '2026-04-17' }, { from: '2026-04-18', scheme: 'QMS', grade: 'auditor', validTo: '2029-04-17' },
    { from: '2020-01-01', scheme: 'ISMS', validTo: '2030-01-01' }, { from: '2020-01-01', scheme: 'EMS', grade: 'trainee', validTo: '2030-01-01' },
  ] });
  const registered = (fields: string, from: string, to: string): unknown => value(`registered(people['p'], ${fields}, '${from}', '${to}')`, { people: { p: two } });
  it('registered on every day, also across a renewal; not a day longer; not as a trainee', () => {
    expect(registered("['QMS']", '2026-04-16', '2026-04-19')).toBe(true);
    expect(registered("['QMS']", '2023-04-18', '2029-04-17')).toBe(true);
    expect(registered("['QMS']", '2029-04-17', '2029-04-18')).toBe(false);
    expect(registered("['QMS']", '2023-04-17', '2023-04-18')).toBe(false);
    expect(registered("['EMS', 'OHSMS']", '2026-04-16', '2026-04-19')).toBe(false);
    expect(value("registered(people['p'], ['QMS'], '2026-01-01', '2026-01-01')", { people: { p: person({}) } })).toBe(false);
  });
  it('trained in that standard, on that day at the latest', () => {
    const trained = (standard: string, on: string): unknown => value(`trained(people['p'], '${standard}', '${on}')`, { people: { p: person({ bcmsTraining: { on: '2025-03-01', standard: 'S' } }) } });
    expect([trained('S', '2025-03-01'), trained('S', '2025-02-28'), trained('T', '2025-03-01')]).toEqual([true, false, false]);
  });
});

it('lists, clauses, years, hours', () => {
  expect(value("missing(['a', 'b', 'c'], ['b'])")).toEqual(['a', 'c']);
  expect(value('sum([1.5, 2.0])')).toBe(3.5);
  expect([value("hours('09:00', '12:30')"), value("hours('20:00', '08:00')"), value("hours('soon', '08:00')")]).toEqual([3.5, 12, 'unknown']);
  expect([value("earliest(['2025-02-01', '2024-12-31'])"), value("latest(['2025-02-01', '2024-12-31'])"), value('earliest([])')]).toEqual(['2024-12-31', '2025-02-01', 'unknown']);
  expect(value("daysOff('2025-09-26', '2025-10-02')")).toEqual(['2025-09-27', '2025-10-01', '2025-10-02']);
  const audits = environment.types.instance('list<Audit>', [
    { start: '2025-12-31', end: '2026-01-02', findings: [{ clauses: ['8.2.2', '4'] }, { clauses: ['8.3'] }] }, { start: '2028-05-01', findings: [{ clauses: ['8.3'] }, {}] },
  ]);
  const stage1 = { findings: [] };
  expect(environment.expressions.case.evaluate('coverage(audits)', { audits, stage1 })).toEqual({ value: ['8.2.2', '8.2', '4', '8.3'] });
  expect(environment.expressions.case.evaluate('yearsWithout(audits, 2025, 2029)', { audits })).toEqual({ value: [2027n, 2029n] });
  expect(environment.expressions.case.evaluate('yearsWithout(audits, 2026, 2025)', { audits })).toEqual({ value: [] });
  const standard = environment.types.instance('Standard', { number: 'S', from: '2025-01-01', to: '2025-12-31', clauses: [] });
  const inForce = (on: string): unknown => value(`inForce(standard, '${on}')`, { standard });
  expect([inForce('2024-12-31'), inForce('2025-01-01'), inForce('2025-12-31'), inForce('2026-01-01')]).toEqual([false, true, true, false]);
});

describe('docs/judgement.md', () => {
  const text = readFileSync(join(packageInfo().root, 'docs', 'judgement.md'), 'utf8');
  it('names every function', () => {
    for (const { signature } of ruleFunctions(chinaCalendar(), () => undefined)) expect(text).toContain(`${signature.split('(')[0] ?? ''}(`);
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
