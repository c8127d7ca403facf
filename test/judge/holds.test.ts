/** What verdicts hold back: documents, decisions, certificates. */
import { describe, expect, it } from 'vitest';
import { holdOn } from '../../src/judge/holds.js';
import { small, type Small } from './setup.js';

const decision = (outcome = 'grant', date = '2026-02-01'): string => `date: ${date}\nby: p1\noutcome: ${outcome}\n`;
const files = (more: Record<string, string> = {}): Record<string, string> => ({
  'c/audits/stage-1/audit.yaml': 'kind: I1\nversion: "B/1"\nstart: 2025-12-01\nend: 2025-12-01\n',
  'c/audits/stage-2/audit.yaml': 'kind: I2\nversion: "B/1"\nstage1: stage-1\nstart: 2026-01-05\nend: 2026-01-06\n',
  'c/audits/stage-2/plan.yaml': 'date: 2026-01-01\n',
  'c/audits/stage-2/report.yaml': 'date: 2026-01-10\n',
  'c/certificates.yaml': '- {number: "N1", audit: stage-2, version: "B/1", issued: 2026-02-10}\n',
  ...more,
});
const hold = (one: Small, kind: string, asOf = '2026-06-01'): { held: boolean; said: string[] } => {
  const judgement = one.judge(asOf);
  const scope = one.scopes.find((s) => s.kind === kind);
  if (!scope) throw new Error(`no ${kind}`);
  const found = holdOn(scope, judgement);
  return { held: found.held, said: found.diagnostics.map((d) => `${d.severity} ${d.message.en}`) };
};

describe('a certificate', () => {
  it('waits for its decision, and says until when that may be made', () => {
    const rows = '[{for: audit, kinds: [I2], kind: deadline, event: decision.date, notAfter: "addMonths(audit.end, 6)"}]';
    expect(hold(small(files(), rows), 'certificate')).toEqual({
      held: true,
      said: ['info Certificate N1 waits for its certification decision (by 2026-07-06, 1)'],
    });
    expect(hold(small(files({ 'c/audits/stage-2/decision.yaml': decision() }), rows), 'certificate')).toEqual({ held: false, said: [] });
  });
  it('is not issued on a decision that grants nothing', () => {
    const found = hold(small(files({ 'c/audits/stage-2/decision.yaml': decision('refuse') })), 'certificate');
    expect(found).toEqual({ held: true, said: ['error The decision is “Refused”: certificate N1 must not be issued'] });
  });
  const decided = files({ 'c/audits/stage-2/decision.yaml': decision() });
  it('waits for what an issue needs, with the missing fact', () => {
    const rows =
      '[{for: certificate, holdsBack: [issue], kind: deadline, event: cert.validFrom, notBefore: decision.date, what: {zh: 起算日期, en: the start of its validity}}]';
    expect(hold(small(decided, rows), 'certificate')).toEqual({
      held: true,
      said: ['info Certificate N1 waits for the start of its validity (missing: Certificate · Valid from)'],
    });
  });
  it('is held back by an error, not by a warning, and not by what holds nothing back', () => {
    const row = (more: string): string => `[{for: audit, kinds: [I2], ${more}, kind: assert, that: "false"}]`;
    expect(hold(small(decided, row('holdsBack: [decide]')), 'certificate').said).toEqual(['info Certificate N1 is held back by T-01 (1)']);
    expect(hold(small(decided, row('holdsBack: [issue]')), 'certificate').held).toBe(true);
    expect(hold(small(decided, row('holdsBack: [issue], severity: warning')), 'certificate').held).toBe(false);
    expect(hold(small(decided, row('holdsBack: []')), 'certificate').held).toBe(false);
    expect(hold(small(decided, row('holdsBack: [audit-plan]')), 'certificate').held).toBe(false);
  });
  it('waits for stage 1 too, which its decision rests on', () => {
    expect(hold(small(decided, '[{for: audit, kinds: [I1], holdsBack: [decide], kind: assert, that: "false"}]'), 'certificate').held).toBe(
      true,
    );
  });
});

it('a document is held back by the rows that name it, of its own audit, and by violations only', () => {
  const row = (kinds: string, holdsBack: string, that = 'false'): string =>
    `[{for: audit, kinds: [${kinds}], holdsBack: [${holdsBack}], kind: assert, that: "${that}"}]`;
  expect(hold(small(files(), row('I2', 'audit-report')), 'audit-report')).toEqual({ held: true, said: [] });
  expect(hold(small(files(), row('I2', 'audit-report')), 'audit-plan').held).toBe(false);
  expect(hold(small(files(), row('I1', 'audit-report')), 'audit-report').held).toBe(false);
  expect(hold(small(files(), row('I2', 'audit-report', 'audit.headcount > 1')), 'audit-report').held).toBe(false);
  const nc = (id: string, grade: string): Record<string, string> => ({
    [`c/audits/stage-2/nonconformities/${id}.yaml`]: `date: 2026-01-06\ngrade: ${grade}\n`,
  });
  const one = small(
    files({ ...nc('NC-01', 'minor'), ...nc('NC-02', 'major') }),
    '[{for: nonconformity, holdsBack: [nonconformity-report], kind: assert, that: "nc.grade == \'minor\'"}]',
  );
  const judgement = one.judge('2026-06-01');
  expect(one.scopes.filter((s) => s.kind === 'nonconformity-report').map((s) => [s.subject, holdOn(s, judgement).held])).toEqual([
    ['NC-01', false],
    ['NC-02', true],
  ]);
});

describe('a decision', () => {
  const rows =
    '[{for: nonconformity, rule: W-P51, holdsBack: [decide], kind: deadline, event: nc.verification.on, notAfter: "addMonths(audit.end, 6)", what: {zh: 不符合的验证, en: verification of the nonconformity}}]';
  const nc = { 'c/audits/stage-2/nonconformities/NC-01.yaml': 'date: 2026-01-06\ngrade: major\n' };
  it('recorded before a fact that it needs is an error there, and the certificate waits', () => {
    const one = small(files({ ...nc, 'c/audits/stage-2/decision.yaml': decision() }), rows);
    const { diagnostics } = one.judge('2026-03-01');
    expect(diagnostics).toMatchObject([
      {
        code: 'act-too-early',
        severity: 'error',
        rule: 'W-P51',
        audit: 'stage-2',
        subject: 'NC-01',
        place: { pointer: '/date', line: 1 },
        related: [{ pointer: '/verification/on' }],
      },
    ]);
    expect(diagnostics[0]?.message.en).toBe(
      'The decision is dated 2026-02-01, but what it rests on is not on record: verification of the nonconformity',
    );
    expect(diagnostics[0]?.help?.en).toContain('nc.verification.on');
    expect(hold(one, 'certificate', '2026-03-01').said).toEqual([
      'info Certificate N1 waits for verification of the nonconformity (missing: Nonconformity · Verification · Date) (by 2026-07-06, 1)',
    ]);
  });
  it('that is not recorded, or refuses, needs nothing', () => {
    expect(small(files(nc), rows).judge('2026-03-01').diagnostics).toEqual([]);
    expect(small(files({ ...nc, 'c/audits/stage-2/decision.yaml': decision('refuse') }), rows).judge('2026-03-01').diagnostics).toEqual([]);
  });
  it('against a rule is named by the violation', () => {
    const late = { 'c/audits/stage-2/nonconformities/NC-01.yaml': 'date: 2026-01-06\ngrade: major\nverification: {on: 2026-07-07}\n' };
    const [found] = small(files({ ...late, 'c/audits/stage-2/decision.yaml': decision('grant', '2026-07-08') }), rows).judge(
      '2026-08-01',
    ).diagnostics;
    expect(found?.code).toBe('rule-violated');
    expect(found?.related?.map((p) => p.file.split('/').at(-1))).toContain('decision.yaml');
  });
});
