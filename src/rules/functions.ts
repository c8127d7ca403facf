/**
 * The functions that rows may call: few, each with a signature and one sentence in both languages. What they give follows from
 * what they are given and the calendar; the one thing that they do besides is to tell where a year without a notice was counted.
 *
 * In:  a calendar, and who is told that a result is only indicative. Out: declarations for the environment of the rules
 * (`environment.ts`); the reference in `docs/judgement.md` lists the same signatures, and a test compares them.
 *
 * Dates are `YYYY-MM-DD` strings. Whole numbers of CEL are `bigint`.
 */
import { isTrainee } from '../../schemas/record/words.js';
import leven from 'leven';
import type { Calendar } from './calendar.js';
import { isOrgCode, isUscc, usccFault } from './codes.js';
import { addDays, addMonths, addYears, dayOfNextMonth, daysBetween, maxDate, minDate, yearOf } from './dates.js';
import { firstUnanswered, interrupts, recertifiesBy } from './limits.js';

export interface RuleFunction {
  readonly signature: string;
  readonly zh: string;
  readonly en: string;
  // The library calls it with values of the types of the signature.
  readonly run: (...args: never[]) => unknown;
}

/** A person as in people.yaml, as far as functions read it. */
export interface PersonFacts {
  readonly registrations?: readonly {
    readonly from?: string;
    readonly scheme?: string;
    readonly grade?: string;
    readonly validTo?: string;
  }[];
  readonly bcmsTraining?: { readonly on?: string; readonly standard?: string };
}
interface FindingFacts {
  readonly clauses?: readonly string[];
}
interface AuditFacts {
  readonly start?: string;
  readonly end?: string;
  readonly findings?: readonly FindingFacts[];
}

/** What functions read of the elements of their lists, argument by argument. */
export const readOfElements: Readonly<Record<string, readonly (readonly string[])[]>> = {
  interrupted: [['date', 'until']],
  recertifiesBy: [
    ['kind', 'start', 'plan.start'],
    ['kind', 'planned'],
  ],
};

/** Thrown where a function has nothing to answer from: the row is pending, as with a fact that is not recorded. */
export class NothingRecorded extends Error {
  readonly code = 'no_such_key';
}

export function ruleFunctions(calendar: Calendar, indicative: () => void): readonly RuleFunction[] {
  const workingDay = (date: string): boolean => {
    if (!calendar.knows(yearOf(date)) && !calendar.isStatutory(date)) indicative();
    return calendar.isWorkingDay(date);
  };
  const some = (date: string | undefined): string => {
    if (date === undefined) throw new NothingRecorded('there is no date');
    return date;
  };
  const addWorkingDays = (date: string, count: number): string => {
    const found = calendar.addWorkingDays(date, count);
    if (!found.known) indicative();
    return found.date;
  };
  return [
    {
      signature: 'addDays(string, int): string',
      zh: '若干日之后（负数为之前）',
      en: 'So many days later; earlier where negative',
      run: (d: string, n: bigint) => addDays(d, Number(n)),
    },
    {
      signature: 'addMonths(string, int): string',
      zh: '若干个月之后的同日；没有该日的取月末',
      en: "The same day so many months later, or the month's last",
      run: (d: string, n: bigint) => addMonths(d, Number(n)),
    },
    {
      signature: 'addYears(string, int): string',
      zh: '若干年之后的同日；没有该日的取月末',
      en: "The same day so many years later, or the month's last",
      run: (d: string, n: bigint) => addYears(d, Number(n)),
    },
    {
      signature: 'addWorkingDays(string, int): string',
      zh: '之后的第若干个工作日（当日不计）',
      en: 'The n-th working day after the date, which is not counted',
      run: (d: string, n: bigint) => addWorkingDays(d, Number(n)),
    },
    {
      signature: 'dayOfNextMonth(string, int): string',
      zh: '次月的某日',
      en: 'That day of the month after',
      run: (d: string, n: bigint) => dayOfNextMonth(d, Number(n)),
    },
    { signature: 'year(string): int', zh: '年份', en: 'The year', run: (d: string) => BigInt(yearOf(d)) },
    {
      signature: 'daysBetween(string, string): int',
      zh: '从前一日期到后一日期的天数',
      en: 'Days from the first date to the second',
      run: (a: string, b: string) => BigInt(daysBetween(a, b)),
    },
    {
      signature: 'earliest(list<string>): string',
      zh: '最早的日期；列表为空则待定',
      en: 'The earliest date; pending where the list is empty',
      run: (list: readonly string[]) => some(minDate(list)),
    },
    {
      signature: 'latest(list<string>): string',
      zh: '最晚的日期；列表为空则待定',
      en: 'The latest date; pending where the list is empty',
      run: (list: readonly string[]) => some(maxDate(list)),
    },
    {
      signature: 'daysOff(string, string): list<string>',
      zh: '两日期之间（含）的休息日',
      en: 'The days between two dates, both included, that are not worked',
      run: (from: string, to: string) => daysFrom(from, to).filter((day) => !workingDay(day)),
    },
    {
      signature: 'hours(string, string): double',
      zh: '从“09:00”到“12:30”的小时数',
      en: 'Hours from "09:00" to "12:30"',
      run: (from: string, to: string) => hoursBetween(from, to),
    },
    {
      signature: 'overlaps(list): list<string>',
      zh: '日程中同一成员同时被安排的两个时段',
      en: 'Of a schedule, each two slots that one member has at once',
      run: overlaps,
    },
    {
      signature: 'sum(list<double>): double',
      zh: '总和',
      en: 'The sum',
      run: (list: readonly number[]) => list.reduce((total, n) => total + n, 0),
    },
    {
      signature: 'uscc(string): bool',
      zh: '统一社会信用代码的校验码正确',
      en: 'Whether a unified social credit code is sound, check character included',
      run: isUscc,
    },
    {
      signature: 'usccFault(string): map<string, string>',
      zh: '统一社会信用代码错在哪里',
      en: 'What is wrong with a unified social credit code',
      run: (code: string) => ({ ...usccFault(code) }),
    },
    {
      signature: 'orgCode(string): bool',
      zh: '组织机构代码的校验码正确',
      en: 'Whether an organisation code is sound, check character included',
      run: isOrgCode,
    },
    {
      signature: 'registered(Person, list<string>, string, string): bool',
      zh: '在期间的每一天都有其中一个领域的审核员注册资格',
      en: 'Whether the person is registered as an auditor in one of the fields on every day from the first date to the second',
      run: isRegistered,
    },
    {
      signature: 'trained(Person, string, string): bool',
      zh: '到该日为止已接受该标准的培训',
      en: 'Whether the person was trained in the standard on or before the date',
      run: ({ bcmsTraining }: PersonFacts, standard: string, on: string) =>
        bcmsTraining?.on !== undefined && bcmsTraining.on <= on && bcmsTraining.standard === standard,
    },
    {
      signature: 'slip(string, string): bool',
      zh: '两段文字相差一两个字',
      en: 'Whether two texts differ in a character or two at most',
      run: isSlip,
    },
    {
      signature: 'missing(list, list): list',
      zh: '前一列表中有而后一列表中没有的',
      en: 'What of the first list the second lacks',
      run: (wanted: readonly unknown[], there: readonly unknown[]) => wanted.filter((one) => !there.includes(one)),
    },
    {
      signature: 'coverage(list<Finding>): list<string>',
      zh: '审核发现所涉及的条款（8.2.2 也算 8.2）',
      en: 'The clauses that findings name; 8.2.2 counts for 8.2 too',
      run: (findings: readonly FindingFacts[]) => covered(findings),
    },
    {
      signature: 'coverage(list<Audit>): list<string>',
      zh: '各次审核的审核发现所涉及的条款',
      en: 'The clauses that the findings of the audits name',
      run: (audits: readonly AuditFacts[]) => covered(audits.flatMap((audit) => audit.findings ?? [])),
    },
    {
      signature: 'yearsWithout(list<Audit>, int, int): list<int>',
      zh: '两个年份之间（含）没有现场审核的日历年',
      en: 'The calendar years from the first to the second, both included, on no day of which one of the audits was on site',
      run: yearsWithout,
    },
    {
      signature: 'interrupted(list<Interruption>, string, int, string): bool',
      zh: '期限届满前（或次日起若干个工作日内）开始的暂停、撤销或注销持续到期限之后，直至该日',
      en: 'Whether what began by the limit, or within so many working days of the day after it, ran past the limit and until the day',
      run: (list: readonly { readonly date?: string; readonly until?: string }[], limit: string, n: bigint, day: string) =>
        interrupts(list, limit, day, (late) => addWorkingDays(late, Number(n))),
    },
    {
      signature: 'recertifiesBy(list<Audit>, list, int, string, string): bool',
      zh: '第四项日期之后、不晚于该年份有再认证审核开始，或者有再认证审核计划在第五项日期当日或之后、不晚于该年份进行',
      en: 'Whether by the end of the year a recertification began after the fourth, or is planned (by its plan, or the programme) for the fifth or later',
      run: recertifiesBy,
    },
    {
      signature: 'firstUnanswered(list<string>, list<string>, int): string',
      zh: '前一列表中第一个在若干日内没有后一列表中日期跟随的日期；都有的取最后一个；前一列表为空则待定',
      en: 'The first date that none of the second list follows within so many days; where each is followed, the last; pending where there is none',
      run: (asked: readonly string[], answers: readonly string[], n: bigint) => some(firstUnanswered(asked, answers, Number(n))),
    },
    {
      signature: 'inForce(Standard, string): bool',
      zh: '标准在该日有效',
      en: 'Whether the standard is in force on the date',
      run: ({ from, to }: { from: string; to?: string }, on: string) => from <= on && (to === undefined || on <= to),
    },
  ];
}

/** Replaced, left out or added. The time is that of both lengths multiplied: of a text of many pages nobody can say that it is a slip. */
const isSlip = (a: string, b: string): boolean => Math.max(a.length, b.length) <= 5_000 && leven(a, b, { maxDistance: 3 }) <= 2;

function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  // An audit of years is a mistake that other rows report.
  for (let day = from; day <= to && days.length < 1_000; day = addDays(day, 1)) days.push(day);
  return days;
}

/** From "21:00" to "02:30" are 5.5. */
export function hoursBetween(from: string, to: string): number {
  const minutes = (time: string): number => {
    const found = /^(\d{1,2}):(\d{2})$/.exec(time);
    if (!found) throw new NothingRecorded(`${time} is no time of day`);
    return Number(found[1]) * 60 + Number(found[2]);
  };
  const [start, end] = [minutes(from), minutes(to)];
  // A night shift ends on the day after.
  return (end < start ? end + 24 * 60 - start : end - start) / 60;
}

interface DayFacts {
  readonly date?: string;
  readonly slots?: readonly { readonly start?: string; readonly end?: string; readonly members?: readonly string[] }[];
}
/** Day, member and the two slots; a slot that ends before it begins goes on to midnight and beyond. */
function overlaps(days: readonly DayFacts[]): string[] {
  const reach = (start: string, end: string): string => (end < start ? '99:99' : end);
  return days.flatMap(({ date = '', slots = [] }) =>
    slots.flatMap((one, i) =>
      slots.slice(i + 1).flatMap((two) => {
        if (one.start === undefined || one.end === undefined || two.start === undefined || two.end === undefined) return [];
        if (one.start >= reach(two.start, two.end) || two.start >= reach(one.start, one.end)) return [];
        return (one.members ?? [])
          .filter((member) => two.members?.includes(member))
          .map((member) => `${date} ${member} ${one.start ?? ''}–${one.end ?? ''} / ${two.start ?? ''}–${two.end ?? ''}`);
      }),
    ),
  );
}

/** Registrations may follow one another: together they must cover every day. */
function isRegistered({ registrations }: PersonFacts, fields: readonly string[], from: string, to: string): boolean {
  const valid = (registrations ?? []).filter(
    (one) => !isTrainee(one.grade) && one.scheme !== undefined && fields.includes(one.scheme) && one.validTo !== undefined,
  );
  let day = from;
  while (day <= to) {
    const reach = maxDate(valid.filter((one) => (one.from ?? '') <= day && (one.validTo ?? '') >= day).map((one) => one.validTo ?? ''));
    if (reach === undefined) return false;
    day = addDays(reach, 1);
  }
  return true;
}

function covered(findings: readonly FindingFacts[]): string[] {
  const clauses = new Set<string>();
  for (const clause of findings.flatMap((finding) => finding.clauses ?? [])) {
    const steps = clause.split('.');
    for (let length = steps.length; length > 1; length--) clauses.add(steps.slice(0, length).join('.'));
    if (steps.length === 1) clauses.add(clause);
  }
  return [...clauses];
}

function yearsWithout(audits: readonly AuditFacts[], from: bigint, to: bigint): bigint[] {
  const years: bigint[] = [];
  for (let year = from; year <= to; year++) {
    const isIn = ({ start, end }: AuditFacts): boolean =>
      start !== undefined && BigInt(yearOf(start)) <= year && BigInt(yearOf(end ?? start)) >= year;
    if (!audits.some(isIn)) years.push(year);
  }
  return years;
}
