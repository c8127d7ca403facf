/**
 * The rules of both schemes, row by row: a lawful case that keeps each of them and a change that breaks it; first and last
 * lawful days; worked examples, contradictions between the schemes and traps. All dates are written out beside this file.
 */
import { describe, expect, it } from 'vitest';
import { severityOf } from '../../../src/judge/violation.js';
import { schemeTable } from '../../lawful/vocabulary.js';
import { baseOf, changed, judged, statesOf, violated, yaml, type Changes } from './setup.js';

interface Case { readonly row: string; readonly asOf?: string; readonly with?: Changes; readonly breaks: Changes; readonly expect: readonly string[]; readonly kept?: string }
interface Day { readonly anchor: string; readonly early?: string; readonly first?: string; readonly last?: string; readonly late?: string }
interface Boundary { readonly row: string; readonly subject?: string; readonly event: string; readonly anchor: string; readonly with?: Changes; readonly days: readonly Day[] }
interface Example { readonly name: string; readonly scheme: string; readonly with: Changes; readonly asOf?: string; readonly is: Readonly<Record<string, string>>; readonly severity?: Readonly<Record<string, string>> }

const packs = [['wanding', 'wanding/B/1'], ['cusc', 'cusc/2023']] as const;
const applying = (states: readonly string[]): string[] => states.filter((state) => state !== 'notApplicable');

describe.each(packs)('%s', (name, key) => {
  const base = baseOf(name);
  const rows = schemeTable.get(key)?.rules ?? [];
  const cases = yaml(`${name}.cases.yaml`) as readonly Case[];
  const boundaries = yaml(`${name}.boundaries.yaml`) as readonly Boundary[];

  it('keeps every rule in the base case', () => {
    expect(violated(judged(base))).toEqual([]);
    expect(judged(base).diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  });
  it('has a case for every row', () => {
    const without = rows.map((row) => row.id).filter((id) => !cases.some((one) => one.row === id));
    // No standard of this package has an end yet.
    expect(without).toEqual(name === 'wanding' ? ['standard-superseded'] : []);
  });
  it('has first and last days for every deadline', () => {
    expect(rows.filter((row) => row.kind === 'deadline' && !boundaries.some((one) => one.row === row.id)).map((row) => row.id)).toEqual([]);
  });
  it.each(cases.map((one) => ({ ...one, title: one.row })))('$title', ({ row, asOf = base.asOf, with: more, breaks, expect: wanted, kept = 'holds' }) => {
    const good = changed(base, more);
    const before = judged(good, asOf);
    expect(violated(before)).toEqual([]);
    expect(statesOf(before, row)).toContain(kept);
    expect(violated(judged(changed(good, breaks), asOf))).toEqual(wanted);
    expect(wanted).toContain(row);
  });
  it.each(boundaries.map((one) => ({ ...one, title: `${one.row}: ${one.event} from ${one.anchor}` })))('$title', ({ row, subject, event, anchor, with: more, days }) => {
    const found = days.flatMap((day) => (['early', 'first', 'last', 'late'] as const).flatMap((which) => {
      const date = day[which];
      if (date === undefined) return [];
      const isDay = event === 'asOf';
      const one = changed(base, more, { [anchor]: day.anchor }, isDay ? {} : { [event]: date });
      const [state] = applying(statesOf(judged(one, isDay ? date : '2032-12-31', [row]), row, subject));
      const wanted = which === 'early' || which === 'late' ? 'violated' : isDay ? 'pending' : 'holds';
      return state === wanted ? [] : [`${day.anchor} ${which} ${date}: ${state ?? 'none'}, not ${wanted}`];
    }));
    expect(found).toEqual([]);
  });
});

describe('examples', () => {
  const examples = yaml('examples.yaml') as readonly Example[];
  it.each(examples.map((one) => ({ ...one, title: `${one.scheme}: ${one.name}` })))('$title', ({ scheme, with: more, asOf, is, severity = {} }) => {
    const base = baseOf(scheme);
    const judgement = judged(changed(base, more), asOf, Object.keys(is).map((key) => key.split('@')[0] ?? ''));
    const found = Object.fromEntries(Object.keys(is).map((key) => {
      const [row = '', subject] = key.split('@');
      const states = [...new Set(statesOf(judgement, row, subject))];
      const worst = ['violated', 'pending', 'holds', 'notApplicable'].find((state) => states.includes(state));
      return [key, worst];
    }));
    expect(found).toEqual(is);
    for (const [row, wanted] of Object.entries(severity)) {
      const verdict = judgement.verdicts.find((one) => one.row.id === row && one.state === 'violated');
      expect(verdict && severityOf(verdict)).toBe(wanted);
    }
  });
});
