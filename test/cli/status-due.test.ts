/** `status`, `due` and `explain` of rules as a user runs them: formats read back, languages, statuses, other time zones. */
import { mkdtemp, readFile, rm, writeFile, cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listSchemes, loadScheme } from '../../src/packs/load-scheme.js';
import { explainRule } from '../../src/explain/rule.js';
import { packageInfo } from '../../src/program/package-info.js';
import { compile, type Ran } from '../setup/run.js';
import { installWith, run } from '../setup/pack.js';
import { isLongRun, long, sweep, swept } from '../setup/long.js';
import { copySamples, samplesFolder } from '../setup/samples.js';

let installed: string;
let place: string;
/** The three cases whose days are counted here. */
let three: string;
beforeAll(async () => {
  await compile();
  installed = await installWith(join(packageInfo().root, 'test/judge/due-pack/rules.yaml'), { compiled: true });
  place = await mkdtemp(join(tmpdir(), 'certpress-due-'));
  three = join(place, 'three');
  await copySamples(three);
});
afterAll(() => Promise.all([installed, place].map((folder) => rm(folder, { recursive: true, force: true }))));

const certpress = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> => run(installed, args, { env });
interface Due {
  due: {
    id: string;
    due: string;
    daysLeft: number;
    overdue: boolean;
    case: string;
    clause: string;
    rule: string;
    what: { zh: string; en: string };
    file: string;
    line: number;
  }[];
  diagnostics: { code: string }[];
  summary: { cases: number; due: number; overdue: number };
}

/** Fields of a CSV text as RFC 4180 has them. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  for (let row: string[] = [], found; (found = pattern.exec(text));) {
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === ',') continue;
    rows.push(row);
    row = [];
    if (pattern.lastIndex === text.length) return rows;
  }
  throw new Error('not CSV');
}

describe('due', () => {
  it('prints a table, overdue first, with its columns one under the other', async () => {
    const { status, out, err } = await certpress(['due', samplesFolder, '--as-of', '2027-08-01']);
    expect(status, err).toBe(0);
    const [header = '', ...every] = out.split('\n');
    // Of the samples whose days are written out here; others may be there.
    const all = every.filter((line) => /jieyu-contact-services|nuantu-heating|qingyu-payment|yanting-cold-chain/.test(line));
    // Beside the rows of this test's pack stand the days of the records, which have no rule.
    const [zeroth = '', first = '', second = '', third = ''] = all.filter((line) => / T-\d/.test(line));
    expect(header).toMatch(/^due +days left +case +client +leader +thing +clause +rule +what$/);
    expect(all.filter((line) => line.includes('(overdue)')).map((line) => line.slice(0, 10))).toEqual([
      '2026-10-27',
      '2026-11-14',
      '2027-01-12',
      '2027-02-27',
      '2027-05-18',
      '2027-06-26',
    ]);
    expect(all.find((line) => line.startsWith('2029-03-19'))).toMatch(
      /nuantu-heating +Jichuan Nuantu Heating Co\., Ltd\. +Tong Ruoyu +WD-BC-23-0061-R1/,
    );
    expect(zeroth).toMatch(/^2026-11-14 +-260 +yanting-cold-chain .*\(overdue\)$/);
    expect(first).toMatch(/^2027-02-27 +-155 +nuantu-heating .*\(overdue\)$/);
    expect(second).toMatch(/^2027-06-26 +-36 +qingyu-payment/);
    expect(third).toMatch(/^2027-11-19 +110 +jieyu/);
    expect(first.indexOf('T-01')).toBe(third.indexOf('T-05'));
    expect(err).toContain(`${every.filter(Boolean).length} line(s), ${every.filter((line) => line.includes('(overdue')).length} overdue`);
  });
  it('speaks Chinese', long, async () => {
    const { out, err } = await certpress(['--ui', 'zh', 'due', three, '--as-of', '2027-08-01']);
    expect(out).toContain('第一次监督审核（已逾期）');
    expect(out).toMatch(/^期限/);
    expect(err).toContain('4 项已逾期');
  });
  it('CSV reads back to what JSON says, quotes and commas included', long, async () => {
    const args = ['due', three, '--as-of', '2027-08-01', '--format'];
    const [text, json] = await Promise.all([certpress([...args, 'csv']), certpress([...args, 'json'])]);
    const { due, summary, diagnostics } = JSON.parse(json.out) as Due;
    const [header, ...rows] = readCsv(text.out);
    expect(header).toEqual(['due', 'days left', 'case', 'client', 'leader', 'thing', 'clause', 'rule', 'what']);
    expect(rows.map(([day, left, folder, , , , clause, rule]) => [day, left, folder, clause, rule])).toEqual(
      due.map((d) => [d.due, String(d.daysLeft), d.case, d.clause, d.rule]),
    );
    expect(rows.map((row) => row[6])).toContain('10.1, "备案"');
    expect([summary, diagnostics, json.err]).toMatchObject([{ cases: 3, due: due.length, overdue: 4 }, [], '']);
    expect(due[0]?.file).toMatch(/nuantu-heating\/case\.yaml$/);
    expect(due[1]?.file).toMatch(/nuantu-heating\/certificates\.yaml$/);
  });
  it('a calendar reads back: one all-day event a line, ids that stay, no clock', long, async () => {
    const args = ['due', three, '--format'];
    const [one, same, later, chinese, json] = await Promise.all([
      certpress([...args, 'ics'], { TZ: 'Pacific/Auckland' }),
      certpress([...args, 'ics'], { TZ: 'America/Los_Angeles' }),
      certpress([...args, 'ics', '--as-of', '2027-08-01']),
      certpress(['--ui', 'zh', ...args, 'ics']),
      certpress([...args, 'json']),
    ]);
    expect(one.out).toBe(same.out);
    expect(one.out.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const events = (text: string): ICAL.Event[] =>
      new ICAL.Component(ICAL.parse(text) as unknown[] as [string, unknown[], unknown[]])
        .getAllSubcomponents('vevent')
        .map((event) => new ICAL.Event(event));
    const { due } = JSON.parse(json.out) as Due;
    const read = events(one.out);
    expect(read.map((event) => [event.startDate.toString(), event.startDate.isDate, event.endDate.toString(), event.uid])).toEqual(
      due.map((d) => {
        const next = new Date(Date.parse(d.due) + 86_400_000).toISOString().slice(0, 10);
        return [d.due, true, next, `${d.id}@certpress`];
      }),
    );
    expect(read.map((event) => event.component.getFirstPropertyValue('dtstamp')?.toString())).toEqual(
      due.map(() => '2026-10-15T00:00:00Z'),
    );
    const surveillance = read.find((event) => event.description.includes('(first-surveillance)'));
    expect(surveillance?.summary).toBe('Jichuan Nuantu Heating Co., Ltd. WD-BC-23-0061-R1: the first surveillance audit');
    for (const part of [
      'For: nuantu-heating WD-BC-23-0061-R1\n',
      'Client: Jichuan Nuantu Heating Co., Ltd.\n',
      'Team leader: Tong Ruoyu\n',
      'Clause: wanding 5.4.1.4\n',
    ])
      expect(surveillance?.description).toContain(part);
    // Each has its alarms: a month and a week before.
    for (const event of read)
      expect(event.component.getAllSubcomponents('valarm').map((alarm) => alarm.getFirstPropertyValue('trigger')?.toString())).toEqual([
        '-P30D',
        '-P7D',
      ]);
    const kept = new Set(read.map((event) => event.uid));
    // The same entries keep their ids; what has run out is not listed any more.
    expect(events(later.out).filter((event) => !kept.has(event.uid))).toEqual([]);
    expect(events(chinese.out).map((event) => event.summary)).toContain('蓟川暖途热力有限公司 WD-BC-23-0061-R1: 第一次监督审核');
  });
  it('writes to a file instead; a CSV file says that it is UTF-8', long, async () => {
    const file = join(place, 'lists', 'due.csv');
    const { status, out } = await certpress(['due', three, '--format', 'csv', '--out', file, '--within', 'P1Y']);
    expect([status, out]).toEqual([0, `${file}\n`]);
    const text = await readFile(file, 'utf8');
    expect(text.startsWith('\ufeffdue,')).toBe(true);
    const [, ...rows] = readCsv(text.slice(1));
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.every(([day = '']) => day <= '2027-10-15')).toBe(true);
  });
  it('an empty list is an empty list', long, async () => {
    const within = ['due', three, '--within', 'P1D', '--format'];
    const [table, ics, csv] = await Promise.all(['table', 'ics', 'csv'].map((format) => certpress([...within, format])));
    expect([table?.status, table?.out, table?.err]).toEqual([0, '', '3 case(s): nothing falls due\n']);
    expect(ics?.out).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/);
    expect(csv?.out).toBe('due,days left,case,client,leader,thing,clause,rule,what\r\n');
  });
  it.each(
    swept(
      [[['due', '--within', '90']], [['due', '--format', 'xml']], [['due', '--as-of', '2027-02-29']], [['status']], [['status', 'a', 'b']]],
      3,
    ),
  )('wrong usage ends with 2: %s', sweep, async (args) => {
    const { status, out } = await certpress(args);
    expect([status, out]).toEqual([2, '']);
  });
  it.each(['status', 'due', 'time'])('%s has help in both languages', long, async (command) => {
    const [en, zh] = await Promise.all([certpress([command, '--help']), certpress(['--ui', 'zh', command, '--help'])]);
    expect([en.status, zh.status]).toEqual([0, 0]);
    expect(en.out).toContain('the day to judge on');
    expect(zh.out).toContain('判定日');
  });
  it('records that cannot be read end with 1, and the rest is listed', long, async () => {
    const folder = join(place, 'broken');
    await cp(three, folder, { recursive: true });
    await writeFile(join(folder, 'wanding/nuantu-heating/case.yaml'), 'scheme: [');
    const { status, out, err } = await certpress(['due', folder]);
    expect(status).toBe(1);
    expect(err).toContain('nuantu-heating/case.yaml');
    expect(out).toContain('qingyu-payment');
    expect((await certpress(['status', join(place, 'nowhere')])).status).toBe(1);
  });
});

describe('status', () => {
  const folder = join(samplesFolder, 'wanding/qingyu-payment');
  it('tells the story of a case in either language', async () => {
    const [en, zh] = await Promise.all([certpress(['status', folder]), certpress(['--ui', 'zh', 'status', folder])]);
    expect([en.status, zh.status, en.err, zh.err]).toEqual([0, 0, '', '']);
    for (const part of [
      'What was done',
      '2026-06-23  ',
      'Certification decision: Granted',
      'WD-BC-26-0093-R0  valid, validity 2026-06-23 to 2029-06-22',
      'until 2027-06-26',
      'the first surveillance audit (awaits Surveillances of the cycle · Last day on site)',
      'What holds',
      'Planned',
    ])
      expect(en.out).toContain(part);
    for (const part of [
      '经过',
      '认证决定：授予认证',
      '有效，有效期 2026-06-23 至 2029-06-22',
      '至 2027-06-26',
      '第一次监督审核（待 本周期的监督审核 · 现场审核结束）',
      '符合的规则',
      '计划',
    ])
      expect(zh.out).toContain(part);
  });
  it('what was not yet is not told', long, async () => {
    const { out } = await certpress(['status', folder, '--as-of', '2026-04-20']);
    // Nor is a certificate that was entered later.
    expect(out).not.toContain('WD-BC-26-0093-R0');
    expect(out).not.toContain('Certification decision: ');
  });
  it('what is overdue is told as not kept', long, async () => {
    const { status, out } = await certpress(['status', folder, '--as-of', '2027-06-27']);
    expect(status).toBe(0);
    expect(out).toMatch(
      /Not kept\n {2}error {2}T-01 5\.4\.1\.4 {2}WD-BC-26-0093-R0 {2}.*certificates\.yaml:\d+\n {4}Overdue: the first surveillance audit, at the latest on 2027-06-26/,
    );
  });
  it('as JSON, one object and nothing else', long, async () => {
    const { out, err } = await certpress(['status', samplesFolder, '--json']);
    const { cases } = JSON.parse(out) as {
      cases: {
        case: string;
        story: { date: string; file: string }[];
        certificates: { number: string; state: string }[];
        verdicts: { verdict: string }[];
      }[];
    };
    expect(err).toBe('');
    expect(cases.map((one) => [one.case, one.certificates.map((certificate) => certificate.state)])).toEqual(
      expect.arrayContaining([
        ['jieyu-contact-services', ['valid']],
        ['nuantu-heating', ['valid']],
        ['qingyu-payment', ['valid']],
        ['yanting-cold-chain', ['valid']],
      ]),
    );
    // A refused application has a short story, and no row of this test's pack may be for it.
    const whole = cases.filter((one) => one.certificates.length > 0);
    expect(whole.length).toBeGreaterThan(3);
    expect(whole.every((one) => one.story.length > 10 && one.verdicts.some(({ verdict }) => verdict === 'holds'))).toBe(true);
  });
});

describe('explain', () => {
  it('a heading of the text lists what stands under it, a word what speaks of it; what is neither is unknown', long, async () => {
    const heading = await certpress(['explain', '5.10', '--scheme', 'wanding']);
    expect(heading.status).toBe(0);
    expect(heading.out).toMatch(/^There is no code, rule, clause or word “5\.10”; [^\n]*\n {2}wanding {2}5\.10\.\d /);
    for (const id of ['nc.number', 'nc.grade']) expect(heading.out).toContain(`  ${id}  `);
    expect(heading.out).not.toContain('5.11');
    expect((await certpress(['explain', 'Nonconformity', '--scheme', 'wanding'])).out).toContain('nc.statement');
    expect((await certpress(['explain', 'nonsense'])).status).toBe(2);
  });
  it('a deadline: clause, words, facts, what it holds back, both sides of both limits', async () => {
    const { status, out } = await certpress(['explain', 'T-02', '--scheme', 'wanding']);
    expect(status).toBe(0);
    expect(out).toBe(
      [
        'wanding B/1  T-02  5.6.1 (stage-interval)',
        '  source: 第一阶段与第二阶段的间隔不应超过6个月。',
        '  English: No more than 6 months lie between stage 1 and stage 2.',
        '  judged for: each audit (Initial certification audit, stage 2)',
        '  demands: audit.start, not before stage1.end, not after 6 months after stage1.end, that day included; overdue when it is not on record by then',
        '  expressions (CEL):',
        '    event: audit.start',
        '    notBefore: stage1.end',
        '    notAfter: addMonths(stage1.end, 6)',
        '  facts read:',
        '    audit.start  Audit · First day on site',
        '    stage1.end  Stage 1 audit · Last day on site',
        '  severity: error; holds back the certification decision',
        '  example:',
        '    given stage1.end 2026-03-10: audit.start 2026-03-10 holds',
        '    given stage1.end 2026-03-10: audit.start 2026-03-09 is violated',
        '    given stage1.end 2026-03-10: audit.start 2026-09-10 holds',
        '    given stage1.end 2026-03-10: audit.start 2026-09-11 is violated',
        '',
      ].join('\n'),
    );
  });
  it('strict and inclusive limits differ by a day, and nothing but the row says so', async () => {
    const { out } = await certpress(['--ui', 'zh', 'explain', 'operation', '--scheme', 'cusc']);
    expect(out).toContain('case.bcms.operationStart 之后 3 个月 早于 case.application.date');
    expect(out).toContain('设 case.bcms.operationStart 2026-03-10：case.application.date 2026-06-11 符合');
    expect(out).toContain('case.application.date 2026-06-10 不符合');
  });
  it.each(['reported', '9.3', 't-03'])('finds a row by its id, clause or rule: %s', long, async (word) => {
    expect((await certpress(['explain', word, '--scheme', 'wanding'])).out).toContain('(reported)');
  });
});

describe('every row of every scheme', () => {
  const { root } = packageInfo();
  const schemes = listSchemes(root).flatMap(({ id, version }) => loadScheme(id, version, root).value ?? []);
  it.each(schemes.map((scheme) => [`${scheme.id} ${scheme.version}`, scheme] as const))(
    '%s: has an explanation in both languages, and a deadline examples on each side',
    sweep,
    (_, scheme) => {
      const without: string[] = [];
      let [asserts, shown] = [0, 0];
      const rows = swept(scheme.rules, 30);
      for (const row of rows) {
        const { zh, en } = explainRule(scheme, row);
        expect(`${zh}${en}`).not.toMatch(/undefined|\[object|NaN/);
        expect(zh).toContain(row.zh);
        const hasExample = en.includes('\n  example:\n');
        if (row.kind === 'deadline' && !hasExample) without.push(row.id);
        if (row.kind === 'assert') [asserts, shown] = [asserts + 1, shown + Number(hasExample)];
      }
      // By no single fact: which failed spot check sets the limit is decided by all audits that followed each of them, what was first
      // planned of an audit by the line of the programme that names it, and how long a suspension runs by all events of a certificate.
      const byMany: Readonly<Record<string, readonly string[]>> = {
        cusc: ['spot-check-surveillance-held'],
        cqm: ['original-plan-after-restoration', 'resumption-in-time'],
        zoho: ['original-plan-after-restoration'],
      };
      expect(without).toEqual(rows.map((row) => row.id).filter((id) => byMany[scheme.id]?.includes(id)));
      // Conditions on whole schedules or on people have none; all others do.
      if (isLongRun) expect(shown / asserts).toBeGreaterThan(0.85);
    },
  );
});
