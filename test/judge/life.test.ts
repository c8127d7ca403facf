/** The life of a certificate: states from events and dates, and events that a state does not allow. */
import { describe, expect, it } from 'vitest';
import { lifeOf, type LifeEvent } from '../../src/judge/life.js';
import { loadScheme } from '../../src/packs/load-scheme.js';
import { packageInfo } from '../../src/program/package-info.js';
import { small } from './setup.js';

const scheme = (id: string, version: string) => loadScheme(id, version, packageInfo().root).value?.scheme.life ?? [];
const wanding = scheme('wanding', 'B/1');
const cusc = scheme('cusc', '2023');
const certificate = { number: 'N1', issued: '2026-01-10', validFrom: '2026-01-05', validTo: '2029-01-04' };
const event = (kind: LifeEvent['kind'], date: string, number = 'N1'): LifeEvent => ({ kind, date, certificate: number });
const issued = event('issued', '2026-01-10');
const life = (events: readonly LifeEvent[], asOf = '2028-12-31', rows = wanding, all = [certificate]) =>
  lifeOf(certificate, all, events, rows, asOf);
const state = (...args: Parameters<typeof life>): string => life(...args).state;

describe.each([
  ['wanding', wanding],
  ['cusc', cusc],
] as const)('%s', (_, rows) => {
  it('none, valid, expired', () => {
    expect(state([issued], '2026-01-09', rows)).toBe('none');
    expect(state([issued], '2026-01-10', rows)).toBe('valid');
    expect(state([issued], '2029-01-04', rows)).toBe('valid');
    expect(state([issued], '2029-01-05', rows)).toBe('expired');
    expect(life([issued], '2026-01-10', rows).changesOn).toBe('2029-01-05');
  });
  it('suspended, restored, withdrawn', () => {
    const suspended = [issued, event('suspended', '2027-02-01')];
    expect(state(suspended, '2027-01-31', rows)).toBe('valid');
    expect(state(suspended, '2027-02-01', rows)).toBe('suspended');
    expect(state([...suspended, event('restored', '2027-05-01')], '2027-05-01', rows)).toBe('valid');
    const withdrawn = life([...suspended, event('withdrawn', '2027-08-02')], '2029-06-01', rows);
    expect(withdrawn.state).toBe('withdrawn');
    expect(withdrawn.refused).toEqual([]);
    expect(withdrawn.steps.map((step) => step.state)).toEqual(['valid', 'suspended', 'withdrawn']);
  });
  it('refuses what the state does not allow, and goes on', () => {
    const found = life(
      [
        issued,
        event('restored', '2026-06-01'),
        event('suspended', '2027-02-01'),
        event('suspended', '2027-03-01'),
        event('withdrawn', '2027-04-01'),
        event('restored', '2027-05-01'),
      ],
      '2028-01-01',
      rows,
    );
    expect(found.state).toBe('withdrawn');
    expect(found.refused.map((one) => [one.event, one.kind, one.state])).toEqual([
      [1, 'restored', 'valid'],
      [3, 'suspended', 'suspended'],
      [5, 'restored', 'withdrawn'],
    ]);
    expect(life([issued, event('suspended', '2029-02-01')], '2029-03-01', rows).refused.map((one) => one.state)).toEqual(['expired']);
    expect(life([event('suspended', '2025-12-01'), issued], '2026-03-01', rows).refused.map((one) => one.state)).toEqual(['none']);
  });
});

it('a client that gives up: cancelled by wanding, unknown to cusc', () => {
  const events = [issued, event('cancelled', '2027-02-01')];
  expect(state(events, '2027-02-01', wanding)).toBe('cancelled');
  const found = life(events, '2027-02-01', cusc);
  expect([found.state, found.refused.length, found.refused[0]?.allowed]).toEqual(['valid', 1, []]);
});
it('reduced and extended leave it valid; a reduction settles a suspension of wanding', () => {
  expect(state([issued, event('reduced', '2027-02-01'), event('extended', '2027-03-01')])).toBe('valid');
  expect(state([issued, event('suspended', '2027-01-01'), event('reduced', '2027-02-01')])).toBe('valid');
  expect(state([issued, event('suspended', '2027-01-01'), event('reduced', '2027-02-01')], '2028-01-01', cusc)).toBe('suspended');
});
it('replaced by a later certificate, from the day on which that one stands in its place', () => {
  const later = { number: 'N2', issued: '2028-12-20', validFrom: '2029-01-01', validTo: '2031-12-31', replaces: { number: 'N1' } };
  expect(state([issued], '2028-12-31', wanding, [certificate, later])).toBe('valid');
  expect(state([issued], '2029-01-01', wanding, [certificate, later])).toBe('replaced');
  expect(life([issued], '2028-12-31', wanding, [certificate, later]).changesOn).toBe('2029-01-01');
});
it('a new edition of the same number takes the place of the one before, which nothing happens to any more', () => {
  const later = { ...certificate, issued: '2027-03-01', replaces: { number: 'N1' } };
  const all = [certificate, later];
  const events = [issued, event('extended', '2027-02-20'), event('issued', '2027-03-01'), event('suspended', '2028-01-01')];
  const first = (asOf: string) => lifeOf(certificate, all, events, wanding, asOf);
  expect(first('2027-02-28').state).toBe('valid');
  expect(first('2027-03-01')).toMatchObject({ state: 'replaced', refused: [] });
  expect(first('2028-02-01')).toMatchObject({ state: 'replaced', refused: [] });
  expect(lifeOf(later, all, events, wanding, '2027-12-31')).toMatchObject({ state: 'valid', refused: [] });
  expect(lifeOf(later, all, events, wanding, '2028-02-01')).toMatchObject({ state: 'suspended', refused: [] });
});
it('a part of the scope is suspended only where the scheme says so, and the certificate stays valid', () => {
  const part = { zh: '灾备托管服务' };
  const events = [issued, { ...event('suspended', '2027-02-01'), part }, { ...event('restored', '2027-04-01'), part }];
  const row = { clause: '6.7.2 c)', zh: '部分', en: 'part', part: true as const };
  const rows = [...wanding, { ...row, event: 'suspended' as const, from: ['valid' as const], to: 'same' as const }];
  const with_ = [...rows, { ...row, event: 'restored' as const, from: ['valid' as const], to: 'same' as const }];
  expect(life(events, '2027-05-01', with_)).toMatchObject({ state: 'valid', refused: [] });
  const found = life(events, '2027-05-01', wanding);
  expect(found.state).toBe('valid');
  expect(found.refused.map((one) => [one.kind, one.ofPart, one.allowed])).toEqual([
    ['suspended', true, []],
    ['restored', true, []],
  ]);
});
it('other events, and those of other certificates, say nothing; without an event, the date of issue counts', () => {
  expect(life([issued, event('reported', '2026-02-01'), event('suspended', '2026-03-01', 'N2')], '2026-04-01').steps).toHaveLength(1);
  expect(state([], '2026-01-10')).toBe('valid');
});

it('an event that is not allowed is a diagnostic at the event, with the clause', () => {
  const one = small({
    'c/audits/stage-2/audit.yaml': 'kind: I2\nversion: "B/1"\nstart: 2026-01-05\nend: 2026-01-06\n',
    'c/certificates.yaml': '- {number: "N1", audit: stage-2, version: "B/1", issued: 2026-01-20, validTo: 2029-01-19}\n',
    'c/events.yaml': '- {kind: reported, date: 2026-02-01, certificate: "N1"}\n- {kind: restored, date: 2026-03-01, certificate: "N1"}\n',
  });
  const { diagnostics } = one.judge('2026-06-01');
  expect(diagnostics).toMatchObject([
    {
      code: 'event-not-allowed',
      severity: 'error',
      clause: '7.2.3',
      case: 'c',
      subject: 'N1',
      scheme: 'wanding',
      place: { pointer: '/1', line: 2 },
    },
  ]);
  expect(diagnostics[0]?.message.en).toBe('On 2026-03-01 certificate N1 was valid, so it could not be restored');
});
