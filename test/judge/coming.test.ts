/** The days of the records themselves that `due` must not leave out, each beside a case in which it is settled. */
import { describe, expect, it } from 'vitest';
import { dueLines } from '../../src/telling/due.js';
import { statusOf } from '../../src/telling/status.js';
import { small } from './setup.js';

const stage2 = 'kind: I2\nversion: "B/1"\nstart: 2025-03-10\nend: 2025-03-11\nstage1: stage-1\n';
const certificate = '- {number: "N1", audit: stage-2, version: "B/1", issued: 2025-04-10, validFrom: 2025-04-08, validTo: 2028-04-07}\n';
const certified = { 'c/audits/stage-2/audit.yaml': stage2, 'c/certificates.yaml': certificate };
const lines = (files: Record<string, string>, asOf: string): string[] => {
  const one = small(files);
  return dueLines(one.judge(asOf), one.project, { schemes: one.schemes }).map(
    (line) => `${line.due} ${line.isOverdue ? 'overdue ' : ''}${line.thing.en}: ${line.what.en} (${line.clause})`,
  );
};

describe('a certificate', () => {
  // wanding 6.2.2 and 5.13.5.
  const both = ['2028-04-07 N1: Recertification: its audit and its decision (5.13.5)', '2028-04-07 N1: End of the certificate (6.2.2)'];
  it('ends, and is recertified before that: said until its last days', () => {
    expect(lines(certified, '2026-01-01')).toEqual(both);
    // Four days before the end.
    expect(lines(certified, '2028-04-03')).toEqual(both);
    expect(lines(certified, '2028-04-08')).toEqual([]);
  });
  it('that was withdrawn ends no more', () => {
    expect(
      lines(
        {
          ...certified,
          'c/events.yaml':
            '- {kind: issued, date: 2025-04-10, certificate: "N1"}\n- {kind: withdrawn, date: 2026-02-01, certificate: "N1"}\n',
        },
        '2026-03-01',
      ),
    ).toEqual([]);
  });
  it('whose recertification has begun waits for the decision', () => {
    const recertified = {
      ...certified,
      'c/audits/recertification/audit.yaml': 'kind: R\nversion: "B/1"\nstart: 2028-02-10\nend: 2028-02-11\n',
    };
    expect(lines(recertified, '2028-03-01')[0]).toBe('2028-04-07 N1: The recertification has begun: its decision (5.13.5)');
  });
  it('that stands only in what replaces it ends too, until that is issued', () => {
    const replacing = (issued: string): Record<string, string> => ({
      'c/audits/recertification/audit.yaml': 'kind: R\nversion: "B/1"\nstart: 2025-02-10\nend: 2025-02-11\n',
      'c/certificates.yaml': `- {number: "N2", audit: recertification, version: "B/1", ${issued}validTo: 2028-04-07, replaces: {number: "N1", validTo: 2025-04-07}}\n`,
    });
    expect(lines(replacing(''), '2025-03-01')).toEqual([
      '2025-04-07 N1: End of the certificate before; N2, which replaces it, is not issued yet (6.2.2)',
    ]);
    expect(lines(replacing('issued: 2025-03-20, validFrom: 2025-04-07, '), '2025-03-21').filter((line) => line.includes('N1'))).toEqual([]);
  });
});

describe('audits', () => {
  const programme =
    'scheme: wanding\nprogramme:\n  audits:\n    - {kind: I1, planned: 2025-02-10, audit: stage-1}\n    - {kind: S, planned: 2026-02-20}\n';
  it('are listed by their plan, else by the programme, and no more once they have begun', () => {
    const planned = {
      'c/case.yaml': programme,
      'c/audits/stage-1/audit.yaml': 'kind: I1\nversion: "B/1"\n',
      'c/audits/stage-1/plan.yaml': 'date: 2025-01-20\nstart: 2025-02-12\n',
    };
    expect(lines(planned, '2025-02-01')).toEqual([
      '2025-02-12 stage-1: Initial certification audit, stage 1 (5.4.1.1)',
      '2026-02-20 programme: Surveillance audit (5.4.1.1)',
    ]);
    expect(lines(planned, '2025-02-13')[0]).toBe('2025-02-12 overdue stage-1: Initial certification audit, stage 1 (5.4.1.1)');
    // A surveillance that was held answers the programme, though nobody wrote its name there.
    expect(
      lines(
        {
          'c/case.yaml': programme,
          'c/audits/stage-1/audit.yaml': 'kind: I1\nversion: "B/1"\nstart: 2025-02-10\n',
          'c/audits/s/audit.yaml': 'kind: S\nversion: "B/1"\nstart: 2026-02-18\n',
        },
        '2026-03-01',
      ),
    ).toEqual([]);
  });
  // wanding 5.6.1: at most 6 months between the stages.
  it('a stage 2 is awaited after stage 1, planned or not', () => {
    const stage1 = { 'c/audits/stage-1/audit.yaml': 'kind: I1\nversion: "B/1"\nstart: 2025-06-16\nend: 2025-06-17\n' };
    expect(lines(stage1, '2025-07-01')).toEqual(['2025-12-17 stage-1: Stage 2 begins (not planned yet) (5.6.1)']);
    expect(lines({ ...stage1, 'c/audits/stage-1/notice.yaml': 'date: 2025-06-18\nready: false\n' }, '2025-07-01')).toEqual([]);
    expect(lines({ ...stage1, 'c/audits/stage-2/audit.yaml': 'kind: I2\nversion: "B/1"\nstage1: stage-1\n' }, '2025-07-01')).toEqual([]);
  });
});

// wanding 7.3 and 7.5: what is withdrawn or cancelled is under surveillance no more. ISO/IEC 17021-1, 9.6.3.2.5: one that ran out may be
// recertified within 6 months.
describe('audits planned under a certification that is over', () => {
  const programme = (cycleStart: string): string =>
    `scheme: wanding\nprogramme:\n  cycleStart: ${cycleStart}\n  audits:\n    - {kind: S, planned: 2027-03-10}\n    - {kind: R, planned: 2028-02-10}\n`;
  const event = (kind: string): string =>
    `- {kind: issued, date: 2025-04-10, certificate: "N1"}\n- {kind: ${kind}, date: 2026-02-01, certificate: "N1"}\n`;
  const both = ['2027-03-10 programme: Surveillance audit (5.4.1.1)', '2028-02-10 programme: Recertification audit (5.4.1.1)'];
  const planned = (files: Record<string, string>, asOf: string): string[] =>
    lines({ ...certified, 'c/case.yaml': programme('2025-04-08'), ...files }, asOf).filter((line) => line.includes('audit (5.4.1.1)'));

  it.each(['withdrawn', 'cancelled'])('are not awaited once it is %s', (kind) => {
    expect(planned({ 'c/events.yaml': event(kind) }, '2026-01-31')).toEqual(both);
    expect(planned({ 'c/events.yaml': event(kind) }, '2026-02-01')).toEqual([]);
    expect(
      planned(
        {
          'c/events.yaml': event(kind),
          'c/audits/s/audit.yaml': 'kind: S\nversion: "B/1"\n',
          'c/audits/s/plan.yaml': 'date: 2026-01-20\nstart: 2026-03-10\n',
        },
        '2026-02-02',
      ),
    ).toEqual([]);
  });
  it('are awaited while it is suspended', () => {
    expect(planned({ 'c/events.yaml': event('suspended') }, '2026-02-02')).toEqual(both);
  });
  it('that ran out: a recertification still is, a surveillance is not', () => {
    expect(planned({}, '2028-04-07')).toHaveLength(2);
    expect(planned({}, '2028-04-08')).toEqual(['2028-02-10 overdue programme: Recertification audit (5.4.1.1)']);
  });
  it('are awaited where the programme is of a later cycle, or an initial audit began after the end', () => {
    expect(planned({ 'c/events.yaml': event('withdrawn'), 'c/case.yaml': programme('2026-10-01') }, '2026-12-01')).toEqual(both);
    const again = 'kind: I2\nversion: "B/1"\nstart: 2026-09-01\nend: 2026-09-02\n';
    expect(planned({ 'c/events.yaml': event('withdrawn'), 'c/audits/again/audit.yaml': again }, '2026-12-01')).toEqual(both);
  });
  it('are not awaited after a refusal; an initial audit is', () => {
    const refused = {
      'c/case.yaml': `${programme('2025-04-08')}    - {kind: I1, planned: 2027-01-10}\n`,
      'c/certificates.yaml': '[]\n',
      'c/audits/stage-2/decision.yaml': 'date: 2025-05-06\noutcome: refuse\n',
    };
    expect(planned(refused, '2025-05-05')).toEqual(both);
    expect(lines({ ...certified, ...refused }, '2025-05-06')).toEqual([
      '2027-01-10 programme: Initial certification audit, stage 1 (5.4.1.1)',
    ]);
  });
  it('stand in no status either', () => {
    const one = small({ ...certified, 'c/case.yaml': programme('2025-04-08'), 'c/events.yaml': event('cancelled') });
    const on = (asOf: string): number => {
      const [folder] = one.project.cases;
      return folder ? statusOf(one.project, one.schemes, one.judge(asOf), folder).planned.length : -1;
    };
    expect([on('2026-01-31'), on('2026-02-01')]).toEqual([2, 0]);
  });
});

describe('what runs out', () => {
  const client = (validTo: string): string =>
    `scheme: wanding\nclient:\n  - from: 2025-01-01\n    name: 甲公司\n    licences: [{name: 许可证, number: "X", validTo: ${validTo}}]\n`;
  it('a licence, while a certificate rests on it', () => {
    expect(lines({ ...certified, 'c/case.yaml': client('2026-05-31') }, '2026-05-01')[0]).toBe(
      '2026-05-31 许可证: A licence of the client runs out (7.2.1(6))',
    );
    expect(lines({ ...certified, 'c/case.yaml': client('2026-05-31') }, '2026-06-01')[0]).toBe(
      '2026-05-31 overdue 许可证: A licence of the client runs out (7.2.1(6))',
    );
    expect(lines({ 'c/case.yaml': client('2026-05-31') }, '2026-05-01')).toEqual([]);
  });
  it('the last registration of a field, of who is on a team', () => {
    const people =
      'p1: {name: {zh: 甲, en: Jia}, registrations: [{from: 2023-01-01, scheme: QMS, number: "1", validTo: 2026-01-01}, {from: 2026-01-02, scheme: QMS, number: "2", validTo: 2029-01-01}]}\np2: {name: 乙, registrations: [{from: 2023-01-01, scheme: QMS, number: "3", validTo: 2026-01-01}]}\n';
    const files = {
      'people.yaml': people,
      'c/audits/stage-2/audit.yaml': stage2,
      'c/audits/stage-2/plan.yaml': 'date: 2025-03-01\nteam: [{id: A, person: p1, role: leader}]\n',
    };
    expect(lines(files, '2025-12-01')).toEqual(['2029-01-01 Jia QMS: A registration runs out (4.2)']);
  });
  // wanding 7.3.1(7): one month; cusc 7.3.1（9）: two.
  it('misuse that was to be corrected', () => {
    const misuse = (scheme: string, version: string, more = ''): Record<string, string> => ({
      'c/case.yaml': `scheme: ${scheme}\n`,
      'c/audits/stage-2/audit.yaml': stage2.replace('B/1', version),
      'c/events.yaml': `- {kind: misuse, date: 2026-01-10, certificate: "N1"${more}}\n`,
      'c/certificates.yaml': certificate.replace('B/1', version),
    });
    expect(lines(misuse('wanding', 'B/1'), '2026-01-20')[0]).toBe(
      '2026-02-10 N1: Misuse, correction of which was asked for on 2026-01-10: corrected (7.3.1(7))',
    );
    expect(lines(misuse('wanding', 'B/1', ', closed: true'), '2026-01-20').filter((line) => line.includes('Misuse'))).toEqual([]);
    expect(lines(misuse('wanding', 'B/1', ', closedOn: 2026-01-18'), '2026-01-20').filter((line) => line.includes('Misuse'))).toEqual([]);
    // Nobody has to correct the use of a certificate that is no more.
    expect(
      lines(misuse('wanding', 'B/1', '}\n- {kind: cancelled, date: 2026-01-15, certificate: "N1", evidence: x'), '2026-01-20').filter(
        (line) => line.includes('Misuse'),
      ),
    ).toEqual([]);
    expect(lines(misuse('wanding', 'B/1'), '2040-01-20').filter((line) => line.includes('Misuse'))).toEqual([]);
    expect(lines(misuse('cusc', '2023'), '2026-01-20')[0]).toMatch(/^2026-03-10 /);
  });
});

it('a line names the client and who leads', () => {
  const one = small({
    ...certified,
    'c/case.yaml': 'scheme: wanding\nclient: [{from: 2025-01-01, name: {zh: 甲公司, en: Jia Ltd}}]\n',
    'c/audits/stage-2/report.yaml': 'date: 2025-03-20\nteam: [{id: A, person: p2, role: leader}]\n',
  });
  expect(
    dueLines(one.judge('2026-01-01'), one.project, { schemes: one.schemes }).map(({ client, leader }) => [client?.en, leader?.zh]),
  ).toEqual([
    ['Jia Ltd', '乙'],
    ['Jia Ltd', '乙'],
  ]);
});
