/** The working where layouts print it, and the figures that rows see: nothing that is worked out gets lost on the way. */
import { describe, expect, it } from 'vitest';
import { auditTimeContext, auditTimeShape } from '../../src/compose/audit-time.js';
import { sharedEnvironment } from '../../src/rules/environment.js';
import { timeFacts } from '../../src/time/facts.js';
import { workingOf } from '../../src/time/working.js';
import type { DocumentScope } from '../../src/validate/scope.js';
import { judge } from '../../src/judge/judge.js';
import { schemeKey, type SchemeTable } from '../../src/packs/types.js';
import { auditTimesOf } from '../../src/telling/audit-times.js';
import { schemes } from '../lawful/vocabulary.js';
import { sampleScopes } from '../setup/samples.js';

const { scopes } = await sampleScopes();
const scopeOf = (scheme: 'wanding' | 'cusc', kind: string, audit: string): DocumentScope => {
  const found = scopes.find((scope) => scope.scheme.id === scheme && scope.kind === kind && scope.audit?.name === audit);
  if (!found) throw new Error(`the samples of ${scheme} have no ${kind} of ${audit}`);
  return found;
};
const figures = (scope: DocumentScope, id: string): string[] =>
  (auditTimeContext(scope)?.lines ?? [])
    .filter((line) => line.id === id)
    .map(({ figure, unit, clause }) => `${figure} ${unit.zh} ${clause ?? ''}`);

describe('time in layouts', () => {
  it('is the working of the audit that the document belongs to', () => {
    // 324 persons and two sites more than 10 km away; 5.8.5 sends recertifications to Appendix A.
    const scope = scopeOf('wanding', 'audit-report', 'recertification');
    expect(['base', 'sites-far', 'least'].map((id) => figures(scope, id))).toEqual([
      ['1.5 人日 附录A'],
      ['1 人日 附录A注3'],
      ['2.5 人日 5.8.5'],
    ]);
    // 246 persons take 10, 9 as adjusted; a third of it.
    expect(figures(scopeOf('cusc', 'audit-report', 'surveillance-1'), 'least')).toEqual(['3 人日 5.3']);
  });
  it('has the shape that layouts are checked against', () => {
    for (const scope of scopes) expect(auditTimeShape.optional().safeParse(auditTimeContext(scope)).error).toBeUndefined();
  });
  it('is not there where the text gives no table', () => {
    const { auditTime: _, ...scheme } = scopeOf('wanding', 'audit-plan', 'stage-2').scheme;
    expect(auditTimeContext({ ...scopeOf('wanding', 'audit-plan', 'stage-2'), scheme })).toBeUndefined();
  });
});

it('without a table, or a time for such an audit, says so in its place', () => {
  const { project, case: folder } = scopeOf('wanding', 'audit-plan', 'stage-2');
  const one = { ...project, cases: [folder] };
  const whys = (table: SchemeTable, kind: 'I2' | 'XE'): (string | undefined)[] => {
    const audits = folder.audits.map((audit) => ({ ...audit, audit: { ...audit.audit, value: { ...audit.audit.value, kind } } }));
    const changed = { ...one, cases: [{ ...folder, audits }] };
    return auditTimesOf(changed, table, judge(changed, table, { asOf: '2027-01-01' })).map(({ why }) => why?.en.split(':')[0]);
  };
  const schemeTable: SchemeTable = new Map(Object.values(schemes).map((scheme) => [schemeKey(scheme.id, scheme.version), scheme]));
  const bare = new Map([...schemeTable].map(([key, { auditTime: _, ...scheme }]) => [key, { ...scheme, rules: [] }]));
  expect(new Set(whys(bare, 'I2'))).toEqual(new Set(['the text of this scheme gives no table of audit time']));
  expect(new Set(whys(schemeTable, 'XE'))).toEqual(new Set(['the text of this scheme gives no time for such an audit']));
  expect(new Set(whys(schemeTable, 'I2'))).toEqual(new Set([undefined]));
});

it('rows that state a number of their own state the one of the table', () => {
  const numbers = (scheme: 'wanding' | 'cusc', id: string): number[] => {
    const row = schemes[scheme].rules.find((one) => one.id === id);
    return [...new Set([...(row?.kind === 'assert' ? row.that : '').matchAll(/(?<![\w.])\d+\.?\d*/g)].map(([text]) => Number(text)))];
  };
  const [wanding, cusc] = [schemes.wanding.auditTime, schemes.cusc.auditTime];
  const together = wanding?.combination.stage1;
  expect(numbers('wanding', 'stage1-time')).toContain(wanding?.stage1.least);
  // Systems besides this one: four together are three of them.
  expect(numbers('wanding', 'stage1-combined-time')).toEqual(
    expect.arrayContaining([together?.most, together?.each, together && together.systems - 1]),
  );
  for (const id of ['remote-share', 'remote-share-planned', 'remote-share-of-presence'])
    expect(numbers('wanding', id), id).toContain(wanding?.remote?.most);
  expect(numbers('cusc', 'stage1-share')).toEqual(expect.arrayContaining([cusc?.stage1.least, cusc?.stage1.mostOfOnSite]));
  expect(numbers('cusc', 'stage2-time')).toEqual([cusc?.stage2?.least]);
  for (const [scheme, table] of [
    ['wanding', wanding],
    ['cusc', cusc],
  ] as const)
    expect(numbers(scheme, 'planned-hours')).toEqual([table?.hours]);
  expect(numbers('cusc', 'travel-counted')).toEqual([cusc?.hours]);
});

it('figures are declared for rows, each of them', () => {
  const declared = Object.keys(sharedEnvironment().types.fieldsOfType('Time') ?? {});
  const found = new Set<string>();
  for (const { auditTime } of Object.values(schemes)) {
    const combination = { kind: 'combined' as const, systems: [{ days: 2, required: 2 }] };
    const plan = {
      start: '2026-03-10',
      end: '2026-03-10',
      duration: { onSite: 1, offSite: 0 },
      team: [{ id: 'A', role: 'leader' as const, days: 1 }],
      schedule: [{ date: '2026-03-10', slots: [{ start: '08:00', end: '16:00' }] }],
    };
    const sites = [{ id: 'S1', kind: 'main' as const }];
    const case_ = { auditTime: { base: 1, adjustments: [] } };
    const stage1 = { audit: { days: { onSite: 1, offSite: 0 } }, plan: undefined };
    for (const systems of [{ combination }, {}]) {
      const audit = { kind: 'I2' as const, sites: ['S1'], ...systems };
      const facts = timeFacts({ case: case_, audit, plan, stage1, before: [], headcount: 100, sites });
      if (auditTime) for (const figure of Object.keys(workingOf(auditTime, facts).figures)) found.add(figure);
    }
  }
  expect([...found].sort()).toEqual([...declared].sort());
});
