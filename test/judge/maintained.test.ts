/** A surveillance after which wanding 5.13.7 asks for no decision awaits none; one that lacks a condition of 5.13.7 does. */
import { describe, expect, it } from 'vitest';
import { checkContents } from '../../src/validate/contents.js';
import type { DocumentScope } from '../../src/validate/scope.js';
import { small, type Small } from './setup.js';

const report = (outcome: string): string =>
  `number: "R"\ndate: 2026-09-10\nrecommendation: {outcome: ${outcome}}\nteam: [{id: A, person: p1, role: leader}]\n`;
const of = (scheme: string, version: string, outcome = 'maintain', nc?: string, isMonitored?: boolean): Small =>
  small(
    {
      'c/case.yaml': `scheme: ${scheme}\n`,
      'c/audits/surveillance-1/audit.yaml': `kind: S\nversion: "${version}"\nstart: 2026-09-01\nend: 2026-09-02\n`,
      'c/audits/surveillance-1/report.yaml': report(outcome),
      'c/documents.yaml': '- {kind: maintenance-record, audit: surveillance-1, revision: "1", date: 2026-09-14}\n',
      'c/audits/surveillance-1/review.yaml': `date: 2026-09-14\n${isMonitored === undefined ? '' : `conditions: [{clause: "5.13.7(3)", met: ${isMonitored}}]\n`}`,
      ...(nc === undefined ? {} : { 'c/audits/surveillance-1/nonconformities/NC-01.yaml': `date: 2026-09-02\ngrade: ${nc}\n` }),
    },
    '- {kind: assert, for: audit, kinds: [S], that: decision.date >= audit.end}',
  );
const states = (one: Small): string[] => one.judge('2026-10-01').verdicts.map((verdict) => verdict.state);

describe('a surveillance without a decision', () => {
  it('awaits none where it maintains certification', () => {
    expect(states(of('wanding', 'B/1'))).toEqual(['notApplicable']);
    expect(states(of('wanding', 'B/1', 'maintain', 'minor'))).toEqual(['notApplicable']);
  });
  it('awaits one after a major nonconformity, a negative conclusion, a condition that the review denies, before its report, and in a scheme that always decides (cusc 5.9)', () => {
    expect(states(of('wanding', 'B/1', 'maintain', 'major'))).toEqual(['pending']);
    expect(states(of('wanding', 'B/1', 'suspend'))).toEqual(['pending']);
    expect(states(of('wanding', 'B/1', 'maintain', undefined, false))).toEqual(['pending']);
    expect(
      of('wanding', 'B/1')
        .judge('2026-09-09')
        .verdicts.map((verdict) => verdict.state),
    ).toEqual(['pending']);
    expect(states(of('cusc', '2023'))).toEqual(['pending']);
  });
});

/** 5.13.7: its record is made where the review confirms them, lacks a content where it leaves one open, is none where it denies one. */
it('is recorded on its conditions', () => {
  const record = (one: Small): DocumentScope | undefined => one.scopes.find(({ kind }) => kind === 'maintenance-record');
  const confirmed = record(of('wanding', 'B/1', 'maintain', undefined, true));
  expect(
    confirmed &&
      checkContents(confirmed)
        .diagnostics.map((d) => d.message.en)
        .filter((m) => m.includes('Conditions')),
  ).toEqual([]);
  const open = record(of('wanding', 'B/1'));
  expect(
    open &&
      checkContents(open)
        .diagnostics.map((d) => d.message.en)
        .filter((m) => m.includes('Conditions')),
  ).toHaveLength(1);
  expect(record(of('wanding', 'B/1', 'maintain', undefined, false))).toBeUndefined();
});
