/**
 * The working of audit time: every example of the schemes' appendices with its neighbours, one person more and one less at each border of
 * the tables. All figures are written out from the schemes' texts: none comes from `audit-time.yaml` or from the program.
 */
import { describe, expect, it } from 'vitest';
import { timeFacts, type Site, type TimeRecords } from '../../src/time/facts.js';
import { bandOf, proposed, sampleOf } from '../../src/time/table.js';
import { workingOf } from '../../src/time/working.js';
import type { Line, Working } from '../../src/time/types.js';
import type { RecordOf } from '../../schemas/record/index.js';
import { schemes } from '../lawful/vocabulary.js';

type Audit = RecordOf<'audit'>;
const tableOf = (scheme: 'wanding' | 'cusc') => {
  const { auditTime } = schemes[scheme];
  if (!auditTime) throw new Error(`${scheme} has no audit-time.yaml`);
  return auditTime;
};
const site = (id: string, distanceKm: number, more: Partial<Site> = {}): Site => ({ id, kind: 'permanent', distanceKm, ...more });
const main = site('S1', 0, { kind: 'main' });
const work = (scheme: 'wanding' | 'cusc', records: Partial<TimeRecords>): Working =>
  workingOf(tableOf(scheme), timeFacts({ case: undefined, audit: undefined, before: [], sites: [main], headcount: undefined, ...records }));
const audit = (kind: Audit['kind'], more: Audit = {}): Audit => ({ kind, sites: ['S1'], ...more });
const lineOf = ({ lines }: Working, id: string): Line | undefined => lines.find((line) => line.id === id);

// The appendices, last person of each row and its person-days.
const wandingRows = [
  [275, 1],
  [550, 1.5],
  [825, 2],
  [1100, 2.5],
  [1375, 3],
] as const;
const cuscRows = [
  [25, 4],
  [45, 5],
  [65, 6],
  [85, 7],
  [125, 8],
  [175, 9],
  [275, 10],
  [425, 11],
  [625, 12],
  [875, 13],
  [1175, 14],
  [1550, 15],
  [2025, 16],
  [2675, 17],
  [3450, 18],
  [4350, 19],
  [5450, 20],
  [6800, 21],
  [8500, 22],
  [10_700, 23],
  // 遵循上述递进规律: bounds that grow by a quarter, to a multiple of 25.
  [13_375, 24],
  [16_725, 25],
  [20_925, 26],
] as const;

describe('the tables', () => {
  it.each([
    ['wanding', wandingRows],
    ['cusc', cuscRows],
  ] as const)('%s: the last person of a row, the one before and the next', (scheme, rows) => {
    const { table } = tableOf(scheme);
    rows.forEach(([last, days], i) => {
      const next = rows[i + 1]?.[1];
      expect(bandOf(table, last - 1).days, String(last - 1)).toBe(days);
      expect(bandOf(table, last).days, String(last)).toBe(days);
      if (next !== undefined) expect(bandOf(table, last + 1).days, String(last + 1)).toBe(next);
    });
    expect(bandOf(table, 1)).toMatchObject({ from: 1, days: rows[0]?.[1], toConfirm: false });
  });
  it('counts a part of a person as one: part-time persons are converted, and the sum is rounded up', () => {
    expect([275, 275.1].map((persons) => bandOf(tableOf('wanding').table, persons).days)).toEqual([1, 1.5]);
    expect([25.000_000_000_1, 25.4].map((persons) => bandOf(tableOf('cusc').table, persons).days)).toEqual([4, 5]);
  });
  it('marks what lies beyond the table where its rows had to be carried on, and only there', () => {
    expect([10_700, 10_701].map((persons) => bandOf(tableOf('cusc').table, persons).toConfirm)).toEqual([false, true]);
    // 每增加 275 人增加 0.5 人日 says how it goes on.
    expect(bandOf(tableOf('wanding').table, 20_000).toConfirm).toBe(false);
    expect(lineOf(work('cusc', { audit: audit('I2'), headcount: 10_701 }), 'base')?.note?.zh).toContain('须由人确认');
  });
  it('ends for any headcount', () => {
    for (const scheme of ['wanding', 'cusc'] as const)
      expect(bandOf(tableOf(scheme).table, 1_000_000).upTo).toBeGreaterThanOrEqual(1_000_000);
  });
  it('samples the square root, rounded up, or the sample would be smaller than it', () => {
    const { sampling } = tableOf('wanding');
    const sizes = [
      [1, 1],
      [2, 2],
      [3, 2],
      [4, 2],
      [5, 3],
      [9, 3],
      [10, 4],
      [16, 4],
      [17, 5],
      [25, 5],
      [26, 6],
      [100, 10],
      [101, 11],
    ] as const;
    for (const [sites, least] of sizes) expect(sampling && sampleOf(sampling, sites), String(sites)).toBe(least);
    expect(tableOf('cusc').sampling).toBeUndefined();
  });
  it('proposes half days, never less than what is required', () => {
    expect([4 / 3, 8 / 3, 1.5, 6.001].map((days) => proposed(tableOf('cusc'), days))).toEqual([1.5, 3, 1.5, 6.5]);
  });
});

describe('wanding', () => {
  const least = (headcount: number, sites: readonly Site[], more: Audit = {}, kind: Audit['kind'] = 'I2'): number | undefined =>
    work('wanding', { headcount, sites, audit: audit(kind, { sites: sites.map(({ id = '' }) => id), ...more }) }).figures.least;
  it.each([
    ['W1: one person', 1, [], 1],
    ['a person less than W3', 550, [], 1.5],
    ['W3: 551, a started block counts', 551, [], 2],
    ['W5: 12, 15 and 8 km', 300, [12, 15, 8], 2.5],
    ['two far ones only', 300, [12, 15], 2.5],
    ['a second near one', 300, [12, 15, 8, 3], 3],
    ['W8: three far, two near', 600, [11, 20, 30, 5, 6], 4],
    ['a near one fewer than W8', 600, [11, 20, 30, 5], 3.5],
    ['a far one fewer than W8', 600, [11, 20, 5, 6], 3.5],
    ['one near site adds nothing', 100, [3], 1],
    ['exactly 10 km is near', 100, [10], 1],
    ['beyond 10 km is far', 100, [10.1], 1.5],
    ['near and far do not share the free one', 100, [10, 10.1], 1.5],
  ] as const)('%s', (_, headcount, distances, days) => {
    const sites = [main, ...distances.map((km, i) => site(`S${i + 2}`, km))];
    expect(least(headcount, sites)).toBe(days);
    // The three columns of the table are the same: no third, no two thirds.
    expect([least(headcount, sites, {}, 'S'), least(headcount, sites, {}, 'R')]).toEqual([days, days]);
  });
  it('adds for the sites that are visited, not for all', () => {
    expect(least(100, [main, site('S2', 12), site('S3', 15)], { sites: ['S1', 'S3'] })).toBe(1.5);
  });
  it('counts a temporary site and leaves out a virtual one, which lies nowhere', () => {
    expect(least(100, [main, site('T1', 12, { kind: 'temporary' }), site('V1', 40, { kind: 'virtual' })])).toBe(1.5);
  });
  it('adds what special circumstances were given, and requires the table', () => {
    const special = (days: number): Audit => ({ auditTime: { adjustments: [{ factor: 'special', days, reason: { zh: '三班' } }] } });
    const { figures, lines } = work('wanding', { headcount: 568, audit: audit('I2', special(1)) });
    expect([figures.least, figures.determined, figures.special]).toEqual([2, 3, 1]);
    expect(lines.find(({ id }) => id === 'special')?.clause).toBe('附录A注5');
    // The text has no reduction.
    const less = work('wanding', { headcount: 568, audit: audit('I2', special(-1)) }).figures;
    expect([less.least, less.determined, less.wrongFactors]).toEqual([2, 2, ['special']]);
  });
  it('does not hand the circumstances of one audit on to the next', () => {
    const auditTime = { adjustments: [{ factor: 'special', days: 1 }] };
    expect(work('wanding', { case: { auditTime }, headcount: 568, audit: audit('S') }).figures.determined).toBe(2);
  });
  it.each([
    [1, 1],
    [3, 1],
    [4, 1.5],
    [6, 2.5],
  ])('stage 1 with %i other systems takes at most %d', (others, most) => {
    const systems = Array.from({ length: others }, () => ({ standard: 'GB/T 19001-2016' }));
    expect(
      lineOf(work('wanding', { audit: audit('I1', { combination: { kind: 'combined', systems } }) }), 'stage-1-combined')?.figure,
    ).toBe(most);
  });
  it('gives stage 1 half a day beside the table, and nothing for other kinds of audit', () => {
    expect(work('wanding', { audit: audit('I1'), headcount: 100 }).lines.map(({ id, figure }) => [id, figure])).toEqual([
      ['stage-1-least', 0.5],
    ]);
    for (const kind of ['XE', 'XS', 'XR', 'XC', 'TR'] as const)
      expect(work('wanding', { audit: audit(kind), headcount: 100 }).lines).toEqual([]);
  });
  it('samples groups of similar sites, the main one apart, and says how many are visited', () => {
    const group = Array.from({ length: 5 }, (_, i) => site(`G${i}`, 3, { similarGroup: 'G' }));
    const sites = [{ ...main, similarGroup: 'G' }, ...group];
    const { figures } = work('wanding', { headcount: 100, sites, audit: audit('S', { sites: ['S1', 'G0', 'G1'] }) });
    expect(figures.samples).toEqual([{ group: 'G', sites: 5, least: 3, audited: 2 }]);
  });
  it('bounds remote time by 30 % of the time on site', () => {
    expect(lineOf(work('wanding', { headcount: 600, audit: audit('I2', { days: { onSite: 2 } }) }), 'remote-most')?.figure).toBe(0.6);
    expect(lineOf(work('wanding', { headcount: 600, audit: audit('I2', { days: { onSite: 3 } }) }), 'remote-most')?.figure).toBe(0.9);
  });
});

describe('cusc', () => {
  const of = (kind: Audit['kind'], headcount: number, days = 0, more: Partial<TimeRecords> = {}): Working =>
    work('cusc', {
      headcount,
      audit: audit(kind),
      case: days === 0 ? {} : { auditTime: { adjustments: [{ factor: 'C-DEC-1', days, reason: { zh: '成熟' } }] } },
      ...more,
    });
  it.each([
    ['C1: 25 persons', 25, 0, [4, 4, 3.2, 0.96, 1.333, 1.5, 2.667, 3]],
    ['one person more', 26, 0, [5, 5, 4, 1.2, 1.667, 2, 3.333, 3.5]],
    ['C3: 60 persons, a tenth less', 60, -0.6, [6, 5.4, 4.32, 1.296, 1.8, 2, 3.6, 4]],
    ['a person less than C5', 175, 0, [9, 9, 7.2, 2.16, 3, 3, 6, 6]],
    ['C5: 176 persons', 176, 0, [10, 10, 8, 2.4, 3.333, 3.5, 6.667, 7]],
  ] as const)('%s', (_, headcount, less, expected) => {
    const [initial, surveillance, recertification] = (['I2', 'S', 'R'] as const).map((kind) => of(kind, headcount, less));
    const figures = initial?.figures;
    const [s, r] = [surveillance?.figures.least ?? 0, recertification?.figures.least ?? 0];
    const found = [
      figures?.base,
      figures?.adjusted,
      figures?.onSiteLeast,
      initial && lineOf(initial, 'stage-1-most')?.figure,
      s,
      proposed(tableOf('cusc'), s),
      r,
      proposed(tableOf('cusc'), r),
    ];
    expect(found.map((figure) => Number(figure?.toFixed(3)))).toEqual(expected);
    expect(figures?.least).toBe(figures?.adjusted);
  });
  it('adds both stages, on and off site', () => {
    const stage1 = { audit: audit('I1', { onSite: true, days: { onSite: 1.5, offSite: 0.5 } }), plan: undefined };
    const { figures } = of('I2', 238, -1, { stage1, audit: audit('I2', { days: { onSite: 6, offSite: 1 } }) });
    expect(figures).toMatchObject({ adjusted: 9, taken: 9, onSite: 7.5, remaining: 7 });
  });
  it('asks the stage 1 of a recertification to count, and does not ask for one', () => {
    const audited = audit('R', { days: { onSite: 3, offSite: 0.5 } });
    expect(of('R', 25, 0, { audit: audited }).figures.taken).toBe(3.5);
    const stage1 = { audit: audit('I1', { days: { onSite: 0.5, offSite: 0 } }), plan: undefined };
    expect(of('R', 25, 0, { audit: audited, stage1 }).figures.taken).toBe(4);
  });
  it('holds a combined audit to 80 % of the sum, and not this system alone', () => {
    const systems = [{ standard: 'GB/T 19001-2016', required: 6, days: 4 }];
    const combined = audit('S', { combination: { kind: 'combined', systems }, days: { onSite: 2.5, offSite: 0 } });
    // 10 / 3 and 6 are 9.333; four fifths of it are 7.467.
    const { figures } = of('S', 176, 0, { audit: combined });
    expect([figures.least, Number(figures.sumLeast?.toFixed(3)), figures.sumTaken]).toEqual([undefined, 7.467, 6.5]);
    // Two bodies at once are of one system.
    expect(of('S', 176, 0, { audit: { ...combined, combination: { kind: 'joint', systems } } }).figures.least).toBeCloseTo(10 / 3);
  });
  it('uses the adjustments of the determination before, where this audit has none of its own', () => {
    expect(of('S', 176, -1).figures.adjusted).toBe(9);
    expect(of('S', 176, -1, { audit: audit('S', { auditTime: { adjustments: [] } }) }).figures.adjusted).toBe(10);
  });
  it('knows the factors by their codes, and the sign that each has', () => {
    const wrong = (factor: string, days: number): readonly string[] =>
      work('cusc', { headcount: 100, audit: audit('I2', { auditTime: { adjustments: [{ factor, days }] } }) }).figures.wrongFactors;
    expect([wrong('C-INC-1', 1), wrong('C-DEC-5b', -1), wrong('other', -1), wrong('other', 1)]).toEqual([[], [], [], []]);
    expect([wrong('C-INC-1', -1), wrong('C-DEC-5b', 1), wrong('C-INC-9', 1)]).toEqual([['C-INC-1'], ['C-DEC-5b'], ['C-INC-9']]);
  });
  it('lets no more than 30 % be deducted', () => {
    // 8 for 100 persons. An audit that uses the adjustments of another is not asked again.
    expect([of('I2', 100, -1), of('S', 100, -1)].map(({ figures }) => figures.decreaseMost)).toEqual([2.4, undefined]);
  });
});

describe('what is missing', () => {
  it('is said, and no figure is made up', () => {
    const { missing, figures } = work('wanding', {
      sites: [main, { id: 'S2', kind: 'permanent' }],
      audit: audit('I2', { sites: ['S1', 'S2'] }),
    });
    expect(missing.map(({ where }) => where)).toEqual([
      'case.yaml headcount[].effective',
      'case.yaml sites[].list[].distanceKm',
      'plan.yaml duration, audit.yaml days',
    ]);
    expect([figures.base, figures.sites, figures.least, figures.taken]).toEqual([undefined, undefined, undefined, undefined]);
  });
  it('names the sites that the audit goes to, where only some of them count', () => {
    const { missing, figures } = work('wanding', { headcount: 100, sites: [main, site('S2', 12)], audit: { kind: 'I2' } });
    expect([missing.map(({ where }) => where).includes('audit.yaml sites'), figures.least]).toEqual([true, undefined]);
    expect(work('wanding', { headcount: 100, audit: { kind: 'I2' } }).figures.least).toBe(1);
  });
});

describe('the schedule', () => {
  const slot = (start: string, end: string, more: object = {}) => ({ start, end, ...more });
  const plan = (slots: readonly object[], days = 1): RecordOf<'plan'> => ({
    start: '2026-03-10',
    end: '2026-03-10',
    duration: { onSite: days },
    team: [
      { id: 'A', role: 'leader', days },
      { id: 'X', role: 'expert', days: 0 },
    ],
    schedule: [{ date: '2026-03-10', slots: [...slots] }],
  });
  const hours = (slots: readonly object[], days?: number) => work('wanding', { audit: audit('I2'), plan: plan(slots, days) }).figures;
  it('counts what auditors do, without travel between sites', () => {
    const slots = [slot('08:00', '12:00', { members: ['A', 'X'] }), slot('12:00', '13:00', { travel: true }), slot('13:00', '17:00')];
    expect(hours(slots)).toMatchObject({ scheduled: 8, travel: 1, hours: [{ member: 'A', days: 1, hours: 8 }] });
  });
  it('counts an hour once, whatever else is done in it', () => {
    expect(hours([slot('08:00', '12:00'), slot('09:00', '13:00', { members: ['A'] }), slot('21:00', '00:00')]).scheduled).toBe(8);
  });
  it('says nothing of a schedule that is not complete', () => {
    expect(hours([{ start: '08:00' }]).scheduled).toBeUndefined();
    expect(
      work('wanding', { audit: audit('I2'), plan: { ...plan([slot('08:00', '12:00')]), end: '2026-03-11' } }).figures.scheduled,
    ).toBeUndefined();
  });
  it('compares persons only where their days are those on site', () => {
    const one = plan([slot('08:00', '12:00')]);
    expect(work('wanding', { audit: audit('I2'), plan: { ...one, duration: { onSite: 2 } } }).figures).toMatchObject({ scheduled: 4 });
    expect(work('wanding', { audit: audit('I2'), plan: { ...one, duration: { onSite: 2 } } }).figures.hours).toBeUndefined();
  });
});
