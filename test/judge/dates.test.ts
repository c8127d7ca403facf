/**
 * Sums of days and months, at the places where calendars are got wrong; expected by the Gregorian calendar (ISO 8601, year 0000 included).
 */
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, addYears, dayOfNextMonth, daysBetween, weekdayOf } from '../../src/rules/dates.js';

describe('dates', () => {
  it('know leap years: every fourth, not every hundredth, but every four-hundredth', () => {
    expect(['2024-02-28', '1900-02-28', '2000-02-28', '2100-02-28'].map((date) => addDays(date, 1))).toEqual([
      '2024-02-29',
      '1900-03-01',
      '2000-02-29',
      '2100-03-01',
    ]);
    expect([
      daysBetween('1900-01-01', '1901-01-01'),
      daysBetween('2000-01-01', '2001-01-01'),
      daysBetween('2001-01-01', '2000-01-01'),
    ]).toEqual([365, 366, -366]);
  });
  it('keep the day of the month, or take its last', () => {
    expect([
      addMonths('2026-01-31', 1),
      addMonths('2024-01-31', 1),
      addMonths('2026-03-31', -1),
      addMonths('2026-08-31', 6),
      addMonths('2026-12-15', 1),
    ]).toEqual(['2026-02-28', '2024-02-29', '2026-02-28', '2027-02-28', '2027-01-15']);
    expect([addYears('2024-02-29', 3), addYears('2024-02-29', 4)]).toEqual(['2027-02-28', '2028-02-29']);
    expect([dayOfNextMonth('2026-01-31', 30), dayOfNextMonth('2026-12-05', 10), dayOfNextMonth('2026-01-01', 1)]).toEqual([
      '2026-02-28',
      '2027-01-10',
      '2026-02-01',
    ]);
  });
  it('of the first century are of the first century', () => {
    expect([addDays('0000-01-01', 1), addDays('0099-12-31', 1), daysBetween('0000-01-01', '0001-01-01')]).toEqual([
      '0000-01-02',
      '0100-01-01',
      366,
    ]);
  });
  it('end where a record can write no more', () => {
    expect([addDays('9999-12-31', 1), addMonths('9999-12-01', 1), addDays('0000-01-01', -1), addMonths('0000-01-31', -1)]).toEqual([
      '9999-12-31',
      '9999-12-31',
      '0000-01-01',
      '0000-01-01',
    ]);
    expect([addDays('2026-01-01', 1e12), addDays('2026-01-01', -1e12), addMonths('2026-01-01', 1e12)]).toEqual([
      '9999-12-31',
      '0000-01-01',
      '9999-12-31',
    ]);
  });
  it('fall on their weekdays', () => {
    // 28 November 2026 is a Saturday, 1 January 1900 was a Monday.
    expect([weekdayOf('2026-11-28'), weekdayOf('1900-01-01'), weekdayOf('2000-02-29')]).toEqual([6, 1, 2]);
  });
});
