/** What falls due, from rows of the test's own: order, boundaries, ids; durations; and plan and report compared. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueLines, type DueLine } from '../../src/telling/due.js';
import { addDuration } from '../../src/rules/dates.js';
import { parseDuration } from '../../src/telling/duration.js';
import { judge } from '../../src/judge/judge.js';
import { statusOf } from '../../src/telling/status.js';
import { storyOf } from '../../src/telling/story.js';
import { KnownOn } from '../../src/judge/known.js';
import { small } from './setup.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import type { Diagnostic } from '../../src/diagnostics/index.js';
import { installWith } from '../setup/pack.js';
import { copySamples, samplesFolder } from '../setup/samples.js';

let packs: string;
beforeAll(async () => {
  packs = await installWith(join(packageInfo().root, 'test/judge/due-pack/rules.yaml'), { compiled: false });
});
afterAll(() => rm(packs, { recursive: true, force: true }));

const loaded = (folder: string) => {
  const project = loadProject(folder).value;
  if (!project) throw new Error('the samples do not load');
  const schemes = loadSchemes(project, packs);
  if (!schemes.value) throw new Error('no schemes');
  expect(schemes.diagnostics).toEqual([]);
  return { project, schemes: schemes.value };
};
let known: ReturnType<typeof loaded> | undefined;
const samples = (): ReturnType<typeof loaded> => (known ??= loaded(samplesFolder));
/** The samples whose days are written out here; another sample changes nothing. */
const writtenOut: ReadonlySet<string> = new Set(['nuantu-heating', 'qingyu-payment', 'jieyu-contact-services']);
const dueOn = (asOf: string, within?: string): DueLine[] => {
  const { project, schemes } = samples();
  const span = within === undefined ? undefined : parseDuration(within);
  const lines = dueLines(judge(project, schemes, { asOf }), project, span ? { within: span } : {});
  return lines.filter((line) => writtenOut.has(line.case));
};
const brief = (lines: readonly DueLine[]): string[] =>
  lines.map((l) => `${l.due} ${l.isOverdue ? 'overdue' : l.daysLeft} ${l.case} ${l.thing.en} ${l.row}`);

describe('durations', () => {
  it.each([
    ['P90D', 0, 90],
    ['P3M', 3, 0],
    ['P1Y', 12, 0],
    ['P1Y6M', 18, 0],
    ['P2W', 0, 14],
    ['P1Y2M3W4D', 14, 25],
    ['p30d', 0, 30],
    ['P0D', 0, 0],
  ])('%s', (text, months, days) => {
    expect(parseDuration(text)).toEqual({ months, days });
  });
  it.each(['', 'P', '90D', 'P90', 'PT5H', 'P1DT1H', 'P-3D', 'P1.5Y', 'P3D2M', 'P99999D'])('%s is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
  it('adds months first, clamped to the end of the month', () => {
    expect(addDuration('2026-01-31', { months: 1, days: 1 })).toBe('2026-03-01');
    expect(addDuration('2024-02-29', { months: 12, days: 0 })).toBe('2025-02-28');
  });
});

describe('due', () => {
  it('lists what is pending with a last day, by date', () => {
    expect(brief(dueOn('2026-10-15'))).toEqual([
      '2027-02-27 135 nuantu-heating WD-BC-23-0061-R1 first-surveillance',
      '2027-06-26 254 qingyu-payment WD-BC-26-0093-R0 first-surveillance',
      '2027-11-19 400 jieyu-contact-services stage-2 Hua Jinnian member-note',
      '2028-10-20 736 jieyu-contact-services CUSC-BC-2025-0412-R0 archived',
      '2029-06-29 988 qingyu-payment WD-BC-26-0093-R0 archived',
    ]);
  });
  it('puts overdue first; the last day itself is not overdue', () => {
    expect(brief(dueOn('2027-06-26')).slice(0, 2)).toEqual([
      '2027-02-27 overdue nuantu-heating WD-BC-23-0061-R1 first-surveillance',
      '2027-06-26 0 qingyu-payment WD-BC-26-0093-R0 first-surveillance',
    ]);
    const next = dueOn('2027-06-27');
    expect(next[1]).toMatchObject({ due: '2027-06-26', isOverdue: true, daysLeft: -1, severity: 'error', clause: '5.4.1.4', rule: 'T-01' });
  });
  it('looks ahead as far as it is told, that day included, and never leaves out what is overdue', () => {
    expect(dueOn('2026-10-15', 'P134D')).toEqual([]);
    expect(brief(dueOn('2026-10-15', 'P135D'))).toHaveLength(1);
    expect(brief(dueOn('2027-06-27', 'P0D'))).toHaveLength(2);
  });
  it('names a line by the same id whatever the day and however far it looks', () => {
    const ids = (lines: readonly DueLine[]): string[] => lines.map((l) => l.id).sort();
    expect(ids(dueOn('2027-08-01'))).toEqual(ids(dueOn('2026-10-15')));
    expect(new Set(ids(dueOn('2026-10-15'))).size).toBe(5);
    expect(dueOn('2027-08-01', 'P1D').map((l) => l.id)).toEqual(
      dueOn('2026-10-15')
        .slice(0, 2)
        .map((l) => l.id),
    );
  });
  it('says what is only indicative, and that it is no more than a warning', () => {
    const [line] = dueOn('2026-10-15').filter((l) => l.row === 'archived');
    expect(line).toMatchObject({ isIndicative: true, severity: 'warning' });
  });
  it('says nothing of what stands in a file with errors', async () => {
    const folder = await copyOfOne();
    const file = join(folder, 'wanding/qingyu-payment/certificates.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('validTo: 2029-06-22', 'validTo: soon'));
    const { project, schemes } = loaded(folder);
    const lines = dueLines(judge(project, schemes, { asOf: '2026-10-15' }), project);
    expect(lines.filter((l) => l.case === 'qingyu-payment')).toEqual([]);
    await rm(folder, { recursive: true, force: true });
  });
});

describe('status', () => {
  const statusOn = (asOf: string) => {
    const { project, schemes } = samples();
    const folder = project.cases.find((one) => one.name === 'qingyu-payment');
    if (!folder) throw new Error('no such case');
    return statusOf(project, schemes, judge(project, schemes, { asOf }), folder);
  };
  it('tells only what had happened by the day', () => {
    const before = statusOn('2026-04-14');
    expect(before.story.at(-1)).toMatchObject({
      date: '2026-04-14',
      audit: 'stage-2',
      what: { en: 'Initial certification audit, stage 2, begun' },
    });
    expect(before.story.every((step) => step.date <= '2026-04-14')).toBe(true);
    expect(before.certificates.map((one) => one.state)).toEqual(['none']);
    expect(before.waiting.map((d) => d.code)).toEqual(['waiting']);
  });
  it('tells a reissue from the issue, whichever file says so, and the issue where nobody entered it', () => {
    const certificate = '- { number: "N-1", audit: stage-2, version: "B/1", issued: 2026-03-01 }\n';
    const issued = (date: string): string => `- { kind: issued, date: ${date}, certificate: "N-1" }\n`;
    const register = '- { kind: certificate, subject: "N-1", revision: "2", date: 2026-05-01, reason: 改址 }\n';
    const told = (files: Readonly<Record<string, string>>): string[] => {
      const one = small({ 'c/certificates.yaml': certificate, ...files });
      const [folder] = one.project.cases;
      return folder
        ? storyOf(one.project, folder, new KnownOn('2026-10-15'), () => undefined).map(({ date, what }) => `${date} ${what.zh}`)
        : [];
    };
    expect(told({})).toEqual(['2026-03-01 颁发证书']);
    expect(told({ 'c/events.yaml': issued('2026-03-01') })).toEqual(['2026-03-01 颁发证书']);
    expect(told({ 'c/events.yaml': issued('2026-03-01') + issued('2026-05-01') })).toEqual(['2026-03-01 颁发证书', '2026-05-01 换发证书']);
    expect(told({ 'c/events.yaml': issued('2026-05-01') })).toEqual(['2026-03-01 颁发证书', '2026-05-01 换发证书']);
    expect(told({ 'c/events.yaml': issued('2026-05-01'), 'c/documents.yaml': register })).toEqual([
      '2026-03-01 颁发证书',
      '2026-05-01 换发证书',
    ]);
    expect(told({ 'c/documents.yaml': register })).toEqual(['2026-03-01 颁发证书', '2026-05-01 换发证书：改址']);
  });
  it('derives the life of a certificate', () => {
    const [one] = statusOn('2026-10-15').certificates;
    expect(one).toMatchObject({
      state: 'valid',
      changesOn: '2029-06-23',
      steps: [{ date: '2026-06-26', state: 'valid', event: { zh: '颁发' }, clause: '6.2.1' }],
    });
    expect(statusOn('2029-06-23').certificates[0]?.steps.at(-1)).toEqual({ date: '2029-06-23', state: 'expired' });
  });
  it('says what waits for what, until when, and what it holds back', () => {
    const waits = statusOn('2026-03-20').verdicts.filter((one) => one.state === 'pending' && one.row === 'stage-interval');
    // The day of stage 2 is not recorded yet: only the deadline is.
    expect(waits).toMatchObject([
      { notAfter: '2026-09-12', missing: ['audit.start'], heldBack: [{ zh: '认证决定', en: 'the certification decision' }], awaited: true },
    ]);
  });
  it('plans what the programme plans and no audit has come of', () => {
    expect(statusOn('2026-10-15').planned.map((step) => step.date)).toEqual(['2027-05-18', '2028-06-06', '2029-04-17']);
  });
});

async function copyOfOne(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'certpress-due-'));
  await copySamples(folder, ['wanding/qingyu-payment']);
  return folder;
}

describe('plan and report', () => {
  const found = async (edits: readonly (readonly [file: string, from: string | RegExp, to: string])[]): Promise<Diagnostic[]> => {
    const folder = await copyOfOne();
    for (const [name, from, to] of edits) {
      const file = join(folder, 'wanding/qingyu-payment/audits/stage-2', name);
      const text = await readFile(file, 'utf8');
      expect(text).toMatch(from);
      await writeFile(file, text.replace(from, to));
    }
    const { project, schemes } = loaded(folder);
    const list = judge(project, schemes, { asOf: '2026-10-15' }).diagnostics.filter((d) => d.code === 'difference-not-stated');
    await rm(folder, { recursive: true, force: true });
    return list;
  };
  it('no false alarm on the samples', () => {
    const { project, schemes } = samples();
    expect(judge(project, schemes, { asOf: '2026-10-15' }).diagnostics.filter((d) => d.code === 'difference-not-stated')).toEqual([]);
  });
  it('a difference that no deviation names is a warning with both places and the clause of the scheme', async () => {
    const [one, ...more] = await found([['report.yaml', /^sites: \[S1\]/m, 'sites: [S1, S9]']]);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      severity: 'warning',
      rule: 'G-04',
      clause: '5.11.3(8)',
      audit: 'stage-2',
      message: { zh: expect.stringContaining('S9') as string },
    });
    expect(one?.place?.file).toMatch(/report\.yaml$/);
    expect(one?.related?.map((place) => place.file.split('/').at(-1))).toEqual(['plan.yaml', 'report.yaml']);
  });
  it('one that a deviation names is not', async () => {
    expect(
      await found([
        ['report.yaml', /^sites: \[S1\]/m, 'sites: [S1, S9]'],
        ['report.yaml', '4月14日晚间', '增加S9；4月14日晚间'],
      ]),
    ).toEqual([]);
  });
  it('a day is spoken of by either day, or by a word for such a change', async () => {
    const moved = [
      ['plan.yaml', /^end: 2026-04-15/m, 'end: 2026-04-16'],
      ['report.yaml', /推迟/g, '变化'],
    ] as const;
    const [one, ...more] = await found(moved);
    expect(more).toEqual([]);
    expect(one?.message).toEqual({
      zh: '计划 2026-04-16 结束，实际 2026-04-15 结束，偏离中没有提到日期',
      en: 'Planned to end on 2026-04-16, in fact on 2026-04-15; no deviation speaks of the day',
    });
    expect(one?.related?.map((place) => `${place.file.split('/').at(-1) ?? ''} ${place.pointer ?? ''}`)).toEqual([
      'plan.yaml /end',
      'audit.yaml /end',
    ]);
    expect(await found([...moved, ['report.yaml', '4月14日晚间', '末次会议由4月16日改到前一天；4月14日晚间']])).toEqual([]);
    expect(await found(moved.slice(0, 1))).toEqual([]);
  });
  it('a member who was left out is spoken of by name, or replaced with a reason', async () => {
    const plan = ['plan.yaml', /role: auditor/, 'role: leader'] as const;
    expect((await found([plan])).map((d) => d.message.en)).toEqual([expect.stringMatching(/neither replacements nor deviations/)]);
  });
});
