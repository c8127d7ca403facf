/** Verdicts: boundaries, what is awaited, what does not apply, where a violation stands. */
import { describe, expect, it } from 'vitest';
import { ruleEnvironment } from '../../src/rules/environment.js';
import { Calendar } from '../../src/rules/calendar.js';
import { small, stateOf } from './setup.js';

const audits = (start: string, more: Record<string, string> = {}): Record<string, string> => ({
  'c/audits/stage-1/audit.yaml': 'kind: I1\nversion: "B/1"\nstart: 2025-08-29\nend: 2025-08-31\n',
  'c/audits/stage-2/audit.yaml': `kind: I2\nversion: "B/1"\nstage1: stage-1\n${start === '' ? '' : `start: ${start}\nend: ${start}\n`}`,
  ...more,
});
const interval =
  '[{for: audit, kinds: [I2], kind: deadline, event: audit.start, notBefore: stage1.end, notAfter: "addMonths(stage1.end, 6)", message: {zh: "{event} 晚于 {limit}", en: "{event} after {limit}, {stage1.end}"}}]';

describe('a deadline', () => {
  it.each([
    ['2025-08-30', 'violated'],
    ['2025-08-31', 'holds'],
    ['2026-02-28', 'holds'],
    ['2026-03-01', 'violated'],
  ])('an event on %s: %s', (start, state) => {
    expect(stateOf(small(audits(start), interval).judge('2026-12-31'))).toBe(state);
  });
  it('without its event is pending until the last day, and overdue from the next', () => {
    const one = small(audits(''), interval);
    const before = one.judge('2026-02-28');
    expect(stateOf(before)).toBe('pending');
    expect(before.changesOn).toBe('2026-03-01');
    expect(before.diagnostics).toEqual([]);
    const after = one.judge('2026-03-01');
    expect(after.verdicts.find((one) => one.state === 'violated')).toMatchObject({ state: 'violated', broken: 'overdue' });
    expect(after.diagnostics[0]?.message.en).toBe(
      'Overdue: the requirement, at the latest on 2026-02-28; nothing is on record on 2026-03-01',
    );
  });
  it('says both dates and points at both', () => {
    const [found] = small(audits('2026-03-01'), interval).judge('2026-12-31').diagnostics;
    expect(found).toMatchObject({
      code: 'rule-violated',
      severity: 'error',
      verdict: 'violated',
      rule: 'T-01',
      clause: '1',
      scheme: 'wanding',
      case: 'c',
      audit: 'stage-2',
      message: { zh: '2026-03-01 晚于 2026-02-28', en: '2026-03-01 after 2026-02-28, 2025-08-31' },
      place: { line: 4, pointer: '/start' },
      related: [{ line: 4, pointer: '/end' }],
    });
    expect(found?.place?.file).toMatch(/stage-2\/audit\.yaml$/);
    expect(found?.related?.[0]?.file).toMatch(/stage-1\/audit\.yaml$/);
  });
  it('without its anchor is pending, and says what is missing', () => {
    const files = { ...audits('2026-03-01'), 'c/audits/stage-1/audit.yaml': 'kind: I1\nversion: "B/1"\n' };
    const [verdict] = small(files, interval)
      .judge('2026-12-31')
      .verdicts.filter((one) => one.state === 'pending');
    expect(verdict?.missing.map((path) => path.text)).toEqual(['stage1.end']);
  });
  it('counted in a year without calendar is a warning and says so', () => {
    const rows = '[{for: audit, kinds: [I1], kind: deadline, event: audit.end, notAfter: "addWorkingDays(addDays(audit.start, -3), 1)"}]';
    const files = audits('2026-01-01');
    expect(small(files, rows).judge('2026-12-31').diagnostics[0]?.severity).toBe('error');
    const environment = ruleEnvironment(new Calendar({ holidays: {}, workdays: {} }));
    const [found] = small(files, rows).judge('2026-12-31', { environment }).diagnostics;
    expect(found).toMatchObject({ severity: 'warning' });
    expect(found?.message.en).toContain('indicative');
  });
  it('is indicative by the limit that decides only', () => {
    const rows =
      '[{for: audit, kinds: [I1], kind: deadline, event: audit.end, notBefore: audit.start, notAfter: "addWorkingDays(audit.start, 5)"}]';
    const environment = ruleEnvironment(new Calendar({ holidays: {}, workdays: {} }));
    const severity = (end: string): string | undefined => {
      const files = {
        ...audits('2026-01-01'),
        'c/audits/stage-1/audit.yaml': `kind: I1\nversion: "B/1"\nstart: 2027-03-10\nend: ${end}\n`,
      };
      return small(files, rows)
        .judge('2027-12-31', { environment })
        .diagnostics.find((one) => one.audit === 'stage-1')?.severity;
    };
    expect(severity('2027-03-09')).toBe('error');
    expect(severity('2027-03-17')).toBeUndefined();
    expect(severity('2027-03-18')).toBe('warning');
  });
});

describe('an assert', () => {
  const rows = (row: string): string => `[{for: audit, kinds: [I2], kind: assert, ${row}}]`;
  it('says what the part that does not hold compares with, and whatever can be computed', () => {
    const message = (that: string, text: string): string | undefined =>
      small(audits('2026-01-05'), rows(`that: "${that}", message: {zh: x, en: "${text}"}`)).judge('2026-12-31').diagnostics[0]?.message.en;
    expect(message('audit.start < addMonths(stage1.end, 3)', '{audit.start} not before {limit}')).toBe('2026-01-05 not before 2025-11-30');
    expect(message("audit.kind == 'I2' && has(audit.start) && audit.start > addDays(stage1.end, 200)", '{limit}')).toBe('2026-03-19');
    expect(message('has(report.date)', '{addDays(audit.end, 30)}, {report.date}, {addDays(report.date, 1)}')).toBe(
      '2026-02-04, (not recorded), (not recorded)',
    );
    expect(message('0.3 * 5.0 + 0.000000001 < 1.0', '{0.3 * 5.0 + 0.000000001}, at most {limit}')).toBe('1.5, at most 1');
  });
  it('is pending before its day, and judged on it', () => {
    const one = small(audits('2026-01-05'), rows('at: "addDays(audit.end, 1)", that: "has(report.date)"'));
    expect(stateOf(one.judge('2026-01-05'))).toBe('pending');
    expect(one.judge('2026-01-05').changesOn).toBe('2026-01-06');
    expect(stateOf(one.judge('2026-01-06'))).toBe('violated');
  });
  it('does not apply where `when` is false; unknown where `when` is', () => {
    const state = (when: string): unknown =>
      stateOf(small(audits('2026-01-05'), rows(`when: "${when}", that: "false"`)).judge('2026-12-31'));
    expect(state("audit.kind == 'S'")).toBe('notApplicable');
    expect(state("audit.combination.kind == 'joint'")).toBe('pending');
    expect(state('has(audit.combination.kind)')).toBe('notApplicable');
    expect(state("audit.kind == 'I2'")).toBe('violated');
  });
  it('is not broken by what one element lacks when another decides', () => {
    const nc = (id: string, text: string): Record<string, string> => ({ [`c/audits/stage-2/nonconformities/${id}.yaml`]: text });
    const all = rows('that: "ncs.all(n, n.due >= audit.end)"');
    const lacks = { ...audits('2026-01-05'), ...nc('NC-01', 'grade: minor\n') };
    expect(stateOf(small(lacks, all).judge('2026-12-31'))).toBe('pending');
    const bad = { ...lacks, ...nc('NC-02', 'grade: minor\ndue: 2026-01-04\n') };
    const judged = small(bad, all).judge('2026-12-31');
    expect(stateOf(judged)).toBe('violated');
    expect(judged.diagnostics[0]?.place).toMatchObject({ pointer: '/due', line: 2 });
    expect(judged.diagnostics[0]?.place?.file).toMatch(/NC-02\.yaml$/);
  });
  it('points at the part that does not hold, or where it says', () => {
    const files = audits('2026-01-05', {
      'c/audits/stage-2/decision.yaml': 'date: 2026-01-20\nby: p1\noutcome: grant\n',
      'c/audits/stage-2/review.yaml': 'date: 2026-01-10\nby: p1\n',
    });
    const place = (row: string): unknown =>
      small(files, rows(row))
        .judge('2026-12-31')
        .diagnostics.map((d) => [d.place?.file.split('/').at(-1), d.place?.pointer]);
    expect(place('that: "audit.kind == \'I2\' && decision.by != review.by"')).toEqual([['decision.yaml', '/by']]);
    expect(place('that: "audit.kind == \'I2\' && decision.by != review.by", place: review.by')).toEqual([['review.yaml', '/by']]);
  });
});

it('a fact dated after the day judged on does not exist, and is an error of its own', () => {
  const files = audits('2026-01-05', { 'c/audits/stage-2/decision.yaml': 'date: 2026-01-20\noutcome: grant\n' });
  const one = small(files, '[{for: audit, kinds: [I2], kind: assert, that: "has(decision.outcome)"}]');
  const early = one.judge('2026-01-19');
  expect(stateOf(early)).toBe('violated');
  expect(early.diagnostics.filter((d) => d.code === 'date-in-future')).toMatchObject([
    { rule: 'G-02', severity: 'error', place: { pointer: '/date' }, case: 'c', audit: 'stage-2' },
  ]);
  expect(early.changesOn).toBe('2026-01-20');
  expect(one.judge('2026-01-20').diagnostics).toEqual([]);
});

describe('the day on which a verdict may change', () => {
  const changes = (that: string, asOf = '2026-01-10'): string | undefined =>
    small(audits('2026-01-05'), `[{for: audit, kinds: [I2], kind: assert, that: "${that}"}]`).judge(asOf).changesOn;
  it('follows from what is compared with the day', () => {
    expect(changes('asOf <= addMonths(audit.end, 1)')).toBe('2026-02-05');
    expect(changes('asOf <= addMonths(audit.end, 1)', '2026-02-05')).toBe('2026-02-06');
    expect(changes('asOf <= addMonths(audit.end, 1)', '2026-02-06')).toBeUndefined();
    expect(changes('year(asOf) >= 2026')).toBe('2027-01-01');
    expect(changes('daysBetween(audit.end, asOf) < 90')).toBe('2026-01-11');
    expect(changes("audit.kind == 'I2'")).toBeUndefined();
    expect(changes('inForce(standard, asOf)')).toBeUndefined();
    expect(changes('inForce(standard, asOf)', '2019-10-30')).toBe('2019-10-31');
  });
});

it('the last surveillance of an open cycle is a pair that lacks its second', () => {
  const s = (name: string, start: string): Record<string, string> => ({
    [`c/audits/${name}/audit.yaml`]: `kind: S\nversion: "B/1"\nstart: ${start}\nend: ${start}\n`,
  });
  const files = {
    ...audits('2026-01-05'),
    ...s('s-1', '2026-11-20'),
    ...s('s-2', '2028-01-10'),
    'c/certificates.yaml':
      '- {number: "N1", audit: stage-2, version: "B/1", issued: 2026-01-20, validFrom: 2026-01-20, validTo: 2029-01-19}\n',
  };
  const rows = `[{for: surveillancePair, kind: deadline, event: later.start, notAfter: "addMonths(earlier.end, 15)"},
    {for: certificate, kind: deadline, event: "surveillances[0].end", notAfter: "addMonths(cert.issued, 12)"},
    {for: certificate, kind: assert, that: "yearsWithout(surveillances, 2027, 2027) == []"}]`;
  const judged = small(files, rows).judge('2028-02-01');
  expect(judged.verdicts.map((v) => [v.row.id, v.subject.name, v.state])).toEqual([
    ['row-1', 'N1', 'holds'],
    ['row-2', 'N1', 'violated'],
    ['row-0', 's-2', 'holds'],
    ['row-0', 's-2', 'pending'],
  ]);
  expect(judged.verdicts.at(-1)?.notAfter).toBe('2029-04-10');
});

it('before there is an audit, a case is judged by the newest version in force', () => {
  const one = small(
    { 'c/case.yaml': 'scheme: wanding\napplication: {date: 2026-01-01}\nbcms: {operationStart: 2025-10-02}\n' },
    '[{for: case, kind: deadline, event: case.application.date, notBefore: "addMonths(case.bcms.operationStart, 3)"}]',
  );
  expect(stateOf(one.judge('2026-02-01'))).toBe('violated');
});

it('what a broken record says is not judged', () => {
  const files = audits('2026-01-05', { 'c/audits/stage-2/decision.yaml': 'date: yesterday\noutcome: grant\n' });
  const rows =
    '[{for: audit, kinds: [I2], kind: assert, that: "has(decision.date)"}, {for: audit, kinds: [I2], kind: assert, that: "has(audit.onSite)"}]';
  expect(
    small(files, rows)
      .judge('2026-12-31')
      .diagnostics.map((d) => d.place?.file.split('/').at(-1)),
  ).toEqual(['audit.yaml']);
});

describe('one person, two places', () => {
  const team = 'team:\n  - {id: A, person: p1, role: leader}\n';
  const audit = (of: string, start: string, end: string): Record<string, string> => ({
    [`${of}/case.yaml`]: 'scheme: wanding\n',
    [`${of}/audits/a/audit.yaml`]: `kind: I2\nversion: "B/1"\nstart: ${start}\nend: ${end}\n`,
    [`${of}/audits/a/plan.yaml`]: team,
  });
  const found = (files: Record<string, string>, only?: string[]): unknown =>
    small(files, '[]', only)
      .judge('2026-12-31')
      .diagnostics.map((d) => [d.code, d.severity, d.case, d.place?.pointer]);
  it('is a warning, at the second case, with the first', () => {
    expect(found({ ...audit('c', '2026-01-05', '2026-01-06'), ...audit('d', '2026-01-06', '2026-01-07') })).toEqual([
      ['person-in-two-places', 'warning', 'd', '/team/0'],
    ]);
    expect(found({ ...audit('c', '2026-01-05', '2026-01-06'), ...audit('d', '2026-01-07', '2026-01-07') })).toEqual([]);
  });
  it('is found although the other case was not asked for', () => {
    expect(found({ ...audit('c', '2026-01-05', '2026-01-06'), ...audit('d', '2026-01-06', '2026-01-07') }, ['d'])).toEqual([
      ['person-in-two-places', 'warning', 'c', '/team/0'],
    ]);
  });
  it('counts the days on which the plan gives something to do', () => {
    const files = { ...audit('c', '2026-01-05', '2026-01-06'), ...audit('d', '2026-01-06', '2026-01-07') };
    files['c/audits/a/plan.yaml'] = `${team}schedule:\n  - {date: 2026-01-05, slots: [{start: "09:00", end: "17:00", members: [A]}]}\n`;
    expect(found(files)).toEqual([]);
  });
});
