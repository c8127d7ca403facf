/**
 * Notices of holidays that a project or a pack carries: what they change, what cannot be so, and who wins.
 *
 * The days of the law in 2027, by 全国年节及纪念日放假办法 (13 days): 1 January; New Year's Eve to the third day of the first lunar month, 5 to 8
 * February; 清明 on 5 April; 1 and 2 May; 端午 on 9 June; 中秋 on 15 September; 1 to 3 October.
 */
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { differingNotices } from '../../src/packs/two-notices.js';
import { packageInfo } from '../../src/program/package-info.js';
import { chinaCalendar } from '../../src/rules/calendar.js';
import { noticeOf } from '../../src/rules/notice.js';
import { dueLines } from '../../src/telling/due.js';
import { small } from './setup.js';

const law: readonly { readonly from: string; readonly to?: string }[] = [
  { from: '2027-01-01', to: '2027-01-03' },
  { from: '2027-02-05', to: '2027-02-11' },
  { from: '2027-04-03', to: '2027-04-05' },
  { from: '2027-05-01', to: '2027-05-05' },
  { from: '2027-06-09' },
  { from: '2027-09-15' },
  { from: '2027-10-01', to: '2027-10-07' },
];
const notice = { source: { zh: '测试用的通知' }, off: [...law], worked: ['2027-02-14', '2027-10-09'] };
const faults = (change: Partial<typeof notice>): string[] =>
  noticeOf(2027, { ...notice, ...change }).faults.map(({ path, en }) => `/${path.join('/')} ${en}`);
const yaml = `source: 测试用的通知
off:
${law.map(({ from, to }) => `  - { from: ${from}${to === undefined ? '' : `, to: ${to}`} }`).join('\n')}
worked:
  - 2027-02-14
  - 2027-10-09
`;
const audit = (end: string): string => `kind: I1\nversion: "B/1"\nstart: 2027-02-04\nend: ${end}\n`;
const rows = '[{for: audit, kinds: [I1], kind: deadline, event: audit.end, notAfter: "addWorkingDays(audit.start, 2)"}]';

describe('a notice', () => {
  it('gives its days', () => {
    const { days } = noticeOf(2027, notice);
    expect(days?.off).toHaveLength(3 + 7 + 3 + 5 + 1 + 1 + 7);
    const calendar = chinaCalendar().withNotices(days ? [days] : []);
    expect(chinaCalendar().knows(2027)).toBe(false);
    expect([calendar.knows(2026), calendar.knows(2027), calendar.knows(2028)]).toEqual([true, true, false]);
    // Thursday 4 February; off until the 11th; Friday the 12th and Sunday the 14th are worked.
    expect(calendar.addWorkingDays('2027-02-04', 2)).toEqual({ date: '2027-02-14', known: true });
    expect(chinaCalendar().addWorkingDays('2027-02-04', 2)).toEqual({ date: '2027-02-10', known: false });
  });
  it('may begin in the last days of the year before, and says nothing of that year', () => {
    const { days } = noticeOf(2028, {
      source: { zh: '测试' },
      off: [
        { from: '2027-12-31', to: '2028-01-02' },
        { from: '2028-01-25', to: '2028-01-31' },
        { from: '2028-04-04' },
        { from: '2028-05-01', to: '2028-05-05' },
        { from: '2028-05-28' },
        { from: '2028-10-01', to: '2028-10-08' },
      ],
      worked: ['2027-12-26'],
    });
    const calendar = chinaCalendar().withNotices(days ? [days] : []);
    expect([
      calendar.isWorkingDay('2027-12-31'),
      calendar.isWorkingDay('2027-12-26'),
      calendar.knows(2027),
      calendar.isWorkingDay('2027-10-01'),
    ]).toEqual([false, true, false, false]);
  });
  it('takes the place of the table that the package brings', () => {
    // 2026-10-10, a Saturday, is worked by the notice of 2026; by this one of the test it is not, and 10-11 is.
    const of = (worked: string[]) =>
      noticeOf(2026, {
        source: { zh: '测试' },
        off: [
          { from: '2026-01-01' },
          { from: '2026-02-16', to: '2026-02-19' },
          { from: '2026-04-05' },
          { from: '2026-05-01', to: '2026-05-02' },
          { from: '2026-06-19' },
          { from: '2026-09-25' },
          { from: '2026-10-01', to: '2026-10-03' },
        ],
        worked,
      });
    const { days } = of(['2026-10-11']);
    const calendar = chinaCalendar().withNotices(days ? [days] : []);
    expect(
      [chinaCalendar(), calendar].map((one) => [
        one.isWorkingDay('2026-10-10'),
        one.isWorkingDay('2026-10-11'),
        one.isWorkingDay('2026-10-05'),
      ]),
    ).toEqual([
      [true, false, false],
      [false, true, true],
    ]);
  });
  it('that leaves out what the law fixes, works on a weekday, or speaks of another year, is wrong there', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ off: law.filter(({ from }) => from !== '2027-06-09') })).toEqual(['/off Holidays of the law are left out: 2027-06-09']);
    expect(faults({ off: law.map((one) => (one.from === '2027-10-01' ? { from: '2027-10-01', to: '2027-10-02' } : one)) })).toEqual([
      '/off Holidays of the law are left out: 2027-10-03',
    ]);
    expect(faults({ worked: ['2027-02-14', '2027-03-03'] })).toEqual(['/worked/1 2027-03-03 is no weekend: it is worked anyway']);
    expect(faults({ worked: ['2027-02-06'] })).toEqual(['/worked/0 2027-02-06 is listed as a day off']);
    expect(faults({ worked: ['2028-02-13'] })).toEqual(['/worked/0 2028-02-13 is no day of the notice of 2027']);
    expect(faults({ off: [...law, { from: '2026-10-01', to: '2026-10-07' }] })).toEqual([
      '/off/7/from 2026-10-01 is no day of the notice of 2027',
      '/off/7/to 2026-10-07 is no day of the notice of 2027',
    ]);
    expect(faults({ off: [...law, { from: '2027-12-20', to: '2027-12-10' }] })).toEqual([
      '/off/7/to The last day, 2027-12-10, is before the first, 2027-12-20',
    ]);
    expect(faults({ off: [...law, { from: '2027-06-20', to: '2027-09-20' }] })).toEqual([
      '/off/7/to 2027-06-20 to 2027-09-20 is more than 31 days',
    ]);
    expect(noticeOf(2027, { ...notice, source: undefined }).faults).toHaveLength(1);
    expect(noticeOf(2027, { ...notice, worked: ['2027-03-03'] }).days).toBeUndefined();
  });
});

describe('a project that carries one', () => {
  const judged = (files: Readonly<Record<string, string>>, end: string) =>
    small({ 'c/audits/stage-1/audit.yaml': audit(end), ...files }, rows);
  const said = (files: Readonly<Record<string, string>>, end: string): unknown[] =>
    judged(files, end)
      .judge('2027-06-01')
      .diagnostics.map((d) => [d.severity, d.message.en.includes('indicative')]);
  it('is judged by it, and certainly', () => {
    expect(said({}, '2027-02-11')).toEqual([['warning', true]]);
    expect(said({ 'calendars/cn-2027.yaml': yaml }, '2027-02-14')).toEqual([]);
    expect(said({ 'calendars/cn-2027.yaml': yaml }, '2027-02-15')).toEqual([['error', false]]);
  });
  it('is told by it what is due', () => {
    const one = judged(
      { 'calendars/cn-2027.yaml': yaml, 'c/audits/stage-1/audit.yaml': 'kind: I1\nversion: "B/1"\nstart: 2027-02-04\n' },
      '',
    );
    expect(dueLines(one.judge('2027-02-05'), one.project).map(({ due }) => due)).toEqual(['2027-02-14']);
  });
  it('is judged by that of a pack where it has none, and by its own before that', () => {
    const pack = { source: { zh: '测试用的通知' }, off: [...law], worked: ['2027-02-13'] };
    const ended = (files: Readonly<Record<string, string>>, end: string): unknown[] => {
      const { project, schemes } = judged(files, end);
      const carrying = new Map([...schemes].map(([key, scheme]) => [key, { ...scheme, calendars: new Map([[2027, pack]]) }]));
      return judge(project, carrying, { asOf: '2027-06-01' }).diagnostics.map((d) => d.severity);
    };
    // By the pack the second working day is Saturday the 13th, by the project Sunday the 14th.
    expect([ended({}, '2027-02-13'), ended({}, '2027-02-14')]).toEqual([[], ['error']]);
    expect([ended({ 'calendars/cn-2027.yaml': yaml }, '2027-02-14'), ended({ 'calendars/cn-2027.yaml': yaml }, '2027-02-15')]).toEqual([
      [],
      ['error'],
    ]);
  });
  it('that differs from another is told with both places and the days; two packs that differ are an error', () => {
    const { project, schemes } = judged({ 'calendars/cn-2027.yaml': yaml }, '2027-02-14');
    const [[key, scheme] = ['']] = schemes;
    if (!scheme) throw new Error('there is no scheme');
    const carrying = (name: string, ...worked: readonly string[]) => ({
      ...scheme,
      calendars: new Map([[2027, { source: { zh: '测试' }, off: [...law], worked: [...worked] }]]),
      place: { path: '/p/schemas', root: '/p', shown: 'schemas' },
      id: name,
      folder: '1',
    });
    const said = (own: boolean, ...packs: readonly ReturnType<typeof carrying>[]): unknown[] => {
      const { calendars, ...bare } = project;
      const table = new Map(packs.map((one, i) => [`${key}${i}`, one]));
      return differingNotices(own ? { ...bare, ...(calendars ? { calendars } : {}) } : bare, table).map((d) => [
        d.severity,
        d.place?.file.split('/').slice(-3).join('/'),
        d.related?.map(({ file }) => file),
        d.message.en,
      ]);
    };
    const [same, other] = [carrying('a', '2027-02-14', '2027-10-09'), carrying('b', '2027-02-13', '2027-10-09')];
    expect([said(true), said(false, same), said(true, same), said(false, same, same)]).toEqual([[], [], [], []]);
    const days = '2027-02-13, 2027-02-14';
    expect(said(false, same, other)).toEqual([
      [
        'error',
        '1/calendars/cn-2027.yaml',
        ['/p/schemas/schemes/b/1/calendars/cn-2027.yaml'],
        `This notice of 2027 and another differ: ${days}`,
      ],
    ]);
    expect(said(true, other)).toEqual([
      [
        'warning',
        expect.stringContaining('calendars/cn-2027.yaml'),
        ['/p/schemas/schemes/b/1/calendars/cn-2027.yaml'],
        `This notice of 2027 and another differ: ${days}; the one of the project counts`,
      ],
    ]);
  });
  it('that differs from the table of the package is told, by its days', () => {
    // The notice of 2026: the Saturday 10 October is worked. This one forgot it.
    const table = Object.entries({
      '2026-01-01': '2026-01-03',
      '2026-02-15': '2026-02-23',
      '2026-04-04': '2026-04-06',
      '2026-05-01': '2026-05-05',
      '2026-06-19': '2026-06-21',
      '2026-09-25': '2026-09-27',
      '2026-10-01': '2026-10-07',
    });
    const of = (worked: readonly string[]): string[] => {
      const off = table.map(([from, to]) => `  - { from: ${from}, to: ${to} }\n`).join('');
      const text = `source: 国务院办公厅的通知\noff:\n${off}worked: [${worked.join(', ')}]\n`;
      const { project } = judged({ 'calendars/cn-2026.yaml': text }, '2027-02-04');
      return differingNotices(project, new Map()).map((d) => `${d.severity} ${d.message.en}`);
    };
    const worked = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];
    expect(of(worked)).toEqual([]);
    expect(of(worked.slice(0, -1))).toEqual([
      'warning This notice of 2026 and the calendar of the program differ: 2026-10-10; the one of the project counts',
    ]);
  });
  it('that is wrong is an error at its line, and counts for nothing', () => {
    const wrong = yaml.replace('  - 2027-10-09', '  - 2027-10-11');
    const { project } = judged({ 'calendars/cn-2027.yaml': wrong, 'calendars/2027.yaml': 'x: 1\n' }, '2027-02-11');
    const found = [...loadProject(project.root).diagnostics, ...loadSchemes(project, packageInfo().root).diagnostics].filter((d) =>
      d.code.startsWith('calendar-'),
    );
    expect(found.map((d) => [d.code, d.severity, d.place?.file.slice(project.root.length + 1), d.place?.line])).toEqual([
      ['calendar-name', 'error', 'calendars/2027.yaml', 1],
      ['calendar-wrong', 'error', 'calendars/cn-2027.yaml', 12],
    ]);
    expect(said({ 'calendars/cn-2027.yaml': wrong }, '2027-02-11')).toEqual([['warning', true]]);
  });
});
