/** How long files are kept: the day, from what it was counted, and the clause; at the boundaries. */
import { beforeAll, describe, expect, it } from 'vitest';
import { samples, type Change, type Samples } from './setup.js';

let all: Samples;
beforeAll(async () => {
  all = await samples();
});

type Events = Parameters<NonNullable<Change['events']>>[0];
type Certificates = Parameters<NonNullable<Change['certificates']>>[0];
const until = (name: string, subject: string, change?: Change): string | undefined => all.closing(name, subject, change).retention.until;
const validTo = (day: string): Change => ({ certificates: (list) => list.map((one) => ({ ...one, validTo: day })) });
const ended = (kind: 'withdrawn' | 'cancelled', date: string, certificate: string): Change => ({
  events: (list): Events => [...list, { kind, date, certificate }],
});
const q = 'WD-BC-26-0093-R0';
const j = 'CUSC-BC-2025-0412-R0';

describe('wanding keeps for two years after the certificate ends', () => {
  it('by expiry, and says of what and by which clause', () => {
    expect(all.closing('qingyu-payment', 'stage-2').retention).toEqual({
      rule: 'W-P91',
      clause: '10.1',
      until: '2031-06-22',
      validTo: '2029-06-22',
      countedFrom: { day: '2029-06-22', what: { zh: `证书 ${q} 有效期届满`, en: `certificate ${q} expires` } },
      why: {
        zh: '归档留存时间为认证证书有效期届满或者被注销、撤销之日起 2 年以上',
        en: 'Kept for at least two years after the certificate expired, or was cancelled or withdrawn',
      },
    });
    // Stage 1, stage 2 and the certificate are kept together.
    expect(['stage-1', q].map((subject) => until('qingyu-payment', subject))).toEqual(['2031-06-22', '2031-06-22']);
  });
  // The first is example 16 of the catalogue.
  it.each([
    ['2028-09-09', '2030-09-09'],
    ['2028-02-29', '2030-02-28'],
    ['2026-02-28', '2028-02-28'],
    ['2027-12-31', '2029-12-31'],
    ['2030-03-01', '2032-03-01'],
  ])('counted from %s: until %s', (day, last) => {
    expect(until('qingyu-payment', 'stage-2', validTo(day))).toBe(last);
  });
  it('by withdrawal or cancellation, from that day; by the first of both', () => {
    expect(until('qingyu-payment', 'stage-2', ended('withdrawn', '2026-09-01', q))).toBe('2028-09-01');
    const cancelled = all.closing('qingyu-payment', q, ended('cancelled', '2027-08-31', q)).retention;
    expect([cancelled.until, cancelled.validTo, cancelled.countedFrom?.what.zh]).toEqual(['2029-08-31', '2027-08-31', `证书 ${q} 被注销`]);
    expect(
      until('qingyu-payment', 'stage-2', {
        events: (list): Events => [
          ...list,
          { kind: 'withdrawn', date: '2027-01-01', certificate: q },
          { kind: 'cancelled', date: '2026-12-01', certificate: q },
        ],
      }),
    ).toBe('2028-12-01');
    // Of another certificate, or only a suspension: nothing changes.
    expect(until('qingyu-payment', 'stage-2', ended('withdrawn', '2026-09-01', 'WD-OTHER'))).toBe('2031-06-22');
    expect(
      until('qingyu-payment', 'stage-2', {
        events: (list): Events => [...list, { kind: 'suspended', date: '2026-09-01', certificate: q }],
      }),
    ).toBe('2031-06-22');
  });
});

describe('cusc keeps as long as the certificate is valid', () => {
  it('to its last day, whatever happens to it', () => {
    expect(all.closing('jieyu-contact-services', 'stage-2').retention).toMatchObject({
      rule: 'C-P68',
      clause: '14.2',
      until: '2028-10-13',
      countedFrom: { day: '2028-10-13' },
    });
    expect(until('jieyu-contact-services', 'stage-2', ended('withdrawn', '2026-09-30', j))).toBe('2028-10-13');
    expect(until('jieyu-contact-services', 'surveillance-1')).toBe('2028-10-13');
  });
});

describe('an audit', () => {
  it('of which no certificate came is kept for one cycle from its end', () => {
    const { until: day, clause, why, countedFrom } = all.closing('qingyu-payment', 'stage-2', { certificates: () => [] }).retention;
    expect([day, clause, why.zh, countedFrom]).toEqual([
      '2029-04-15',
      '10.1',
      '未颁发证书，规则未规定期限；按一个认证周期保存',
      { day: '2026-04-15', what: { zh: '审核结束', en: 'end of the audit' } },
    ]);
    expect(until('jieyu-contact-services', 'stage-2', { certificates: () => [] })).toBe('2028-09-10');
  });
  it('of a cycle with several certificates is kept by the one issued last', () => {
    const again =
      (more: Partial<Certificates[number]>): NonNullable<Change['certificates']> =>
      (list) => [
        ...list,
        ...list.map((one) => ({ ...one, number: 'AGAIN', issued: '2027-02-01', replaces: { number: one.number }, ...more })),
      ];
    expect(until('qingyu-payment', 'stage-1', { certificates: again({ validTo: '2029-05-01' }) })).toBe('2031-05-01');
    // The first one is cancelled because the second stands in its place: the cycle goes on.
    expect(until('qingyu-payment', 'stage-2', { certificates: again({}), ...ended('cancelled', '2027-02-01', q) })).toBe('2031-06-22');
    expect(until('qingyu-payment', 'stage-2', { certificates: again({}), ...ended('withdrawn', '2028-03-01', 'AGAIN') })).toBe(
      '2030-03-01',
    );
  });
  it('of surveillance belongs to the cycle that it watches, also where the next one has begun', () => {
    const renewed: Change = {
      folder: (folder) => ({
        ...folder,
        audits: [
          ...folder.audits,
          ...folder.audits
            .filter((one) => one.name === 'stage-2')
            .map((one) => ({
              ...one,
              name: 'recertification',
              audit: {
                ...one.audit,
                value: { ...one.audit.value, kind: 'R' as const, stage1: undefined, start: '2028-08-01', end: '2028-08-02' },
              },
            })),
        ],
      }),
      certificates: (list) => [
        ...list,
        ...list.map((one) => ({
          ...one,
          number: 'NEXT',
          audit: 'recertification',
          issued: '2028-10-01',
          validFrom: '2028-10-14',
          validTo: '2031-10-13',
        })),
      ],
    };
    expect(
      ['stage-1', 'stage-2', 'surveillance-1', j, 'recertification', 'NEXT'].map((subject) =>
        until('jieyu-contact-services', subject, renewed),
      ),
    ).toEqual(['2028-10-13', '2028-10-13', '2028-10-13', '2028-10-13', '2031-10-13', '2031-10-13']);
  });
});
