/** Conditions: typed when the pack is loaded, and unknown where a fact is not recorded. */
import { describe, expect, test } from 'vitest';
import { conditionFault, truthOf } from '../../src/rules/conditions.js';

describe('what fits the records', () => {
  test.each([
    `audit.kind == 'I2'`,
    `has(plan.remote) && has(plan.remote.days) && plan.remote.days > 0`,
    `plan.team.exists(m, m.role == 'expert')`,
    `sites.size() > 1`,
    `sites.exists(s, s.kind == 'temporary')`,
    `ncs.exists(n, n.grade == 'major' && n.id != '')`,
    `client.name.zh != ''`,
    `has(previous.notice.date)`,
    `scheme == 'wanding'`,
    `lang == 'zh'`,
    `findings.exists(f, f.conclusion == 'minor')`,
    `cert.sites.size() > 1`,
    `case.programme.audits.size() > 0`,
    `stage1.ncs.size() == 0`,
    `headcount.effective > 10`,
  ])('%s', (expression) => {
    expect(conditionFault(expression)).toBeUndefined();
  });
});

describe('what does not', () => {
  test.each([
    [`audit.knd == 'I2'`, 'knd'],
    [`has(plan.remot)`, 'remot'],
    [`has(plan.team) && has(plan.tema)`, 'tema'],
    [`plan.team.exists(m, has(m.rol))`, 'rol'],
    [`plan.team.exists(m, m.rol == 'expert')`, 'rol'],
    [`reprot.date == ''`, 'reprot'],
    [`audit.kind == 1`, ''],
    [`audit.kind`, ''],
    [`audit.kind ==`, ''],
    [`previous.notice.dat == ''`, 'dat'],
    // 30 February would be 2 March, and half a character the first of a name.
    [`plan.date != '' && timestamp(plan.date + 'T00:00:00Z') > timestamp('2025-02-30T00:00:00Z')`, 'timestamp'],
    [`client.name.zh.substring(0, 1) == '北'`, ''],
  ])('%s', (expression, at) => {
    const fault = conditionFault(expression);
    expect(fault).toBeDefined();
    if (at !== '') expect(expression.slice(fault?.start)).toMatch(new RegExp(`^${at}`));
  });
});

test('a fact that is not recorded is unknown, any other failure a fault', () => {
  expect(truthOf(`plan.scope.zh == 'x'`, { plan: {} })).toBe('unknown');
  expect(truthOf(`has(plan.scope)`, { plan: {} })).toBe('false');
  expect(truthOf(`plan.date == '2025-01-01'`, { plan: { date: '2025-01-01' } })).toBe('true');
  expect(truthOf(`plan.date == '2025-01-01'`, {})).toBe('unknown');
  expect(truthOf(`plan.team[1].role == 'leader'`, { plan: { team: [{}] } })).toMatchObject({
    message: expect.stringContaining('index') as string,
  });
});

// Empty lists say nothing (`answer-path.ts`): what has nothing to print is not asked.
describe('a list of a record that is empty', () => {
  const notice = (results: readonly object[]): Readonly<Record<string, unknown>> => ({ notice: { results } });
  test('is as if nobody had written it', () => {
    expect(truthOf('has(notice.results)', notice([]))).toBe('false');
    expect(truthOf('has(notice.results)', notice([{ text: { zh: '已核对' } }]))).toBe('true');
    expect(truthOf('has(plan.changes) && plan.changes.size() > 0', { plan: { changes: [] } })).toBe('false');
  });
  test('a list that is counted is whole', () => {
    expect(truthOf('stage1.ncs.size() == 0', { stage1: { ncs: [] } })).toBe('true');
  });
});
