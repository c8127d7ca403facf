/**
 * The rules of every scheme, row by row: a lawful case that keeps each of them and a change that breaks it; first and last
 * lawful days; worked examples, contradictions between the schemes and traps. All dates are written out beside this file.
 */
import { describe, expect, it } from 'vitest';
import { severityOf } from '../../../src/judge/violation.js';
import { sweep, swept } from '../../setup/long.js';
import { schemeIds, schemeOf } from '../../setup/schemes.js';
import {
  baseOf,
  changed,
  judged,
  statesOf,
  verdictsOn,
  violated,
  yaml,
  type Boundary,
  type Case,
  type Changes,
  type Example,
} from './setup.js';

const applying = (states: readonly string[]): string[] => states.filter((state) => state !== 'notApplicable');

describe.each(schemeIds)('%s', (name) => {
  const base = baseOf(name);
  const { rules: rows } = schemeOf(name);
  const cases = yaml(`${name}.cases.yaml`) as readonly Case[];
  const boundaries = yaml(`${name}.boundaries.yaml`) as readonly Boundary[];

  const lawful = new Map<string, ReturnType<typeof verdictsOn>>();
  /** Most cases begin with the same records. */
  const before = (more: Changes | undefined, asOf: string): ReturnType<typeof verdictsOn> => {
    const key = JSON.stringify([more, asOf]);
    const known = lawful.get(key) ?? verdictsOn(changed(base, more), asOf);
    lawful.set(key, known);
    return known;
  };

  it('keeps every rule in the base case', () => {
    expect(violated(judged(base))).toEqual([]);
    expect(judged(base).diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  });
  it('has a case for every row', () => {
    const without = rows.filter((row) => !cases.some((one) => one.row === row.id));
    // No standard of this package has an end yet.
    expect(without.filter((row) => !/\bstandard\.to\b/.test(JSON.stringify(row))).map((row) => row.id)).toEqual([]);
  });
  it('has first and last days for every deadline', () => {
    expect(rows.filter((row) => row.kind === 'deadline' && !boundaries.some((one) => one.row === row.id)).map((row) => row.id)).toEqual([]);
  });
  it.each(swept(cases, 40).map((one) => ({ ...one, title: one.row })))(
    '$title',
    sweep,
    ({ row, asOf = base.asOf, with: more, breaks, expect: wanted, kept = 'holds' }) => {
      const good = before(more, asOf);
      expect(violated(good)).toEqual([]);
      // What a row of its own is judged for may be there only once something is wrong.
      if (kept === 'none') expect(statesOf(good, row)).toEqual([]);
      else expect(statesOf(good, row)).toContain(kept);
      expect(violated(verdictsOn(changed(base, more, breaks), asOf))).toEqual(wanted);
      expect(wanted).toContain(row);
    },
  );
  it.each(swept(boundaries, 40).map((one) => ({ ...one, title: `${one.row}: ${one.event} from ${one.anchor}` })))(
    '$title',
    sweep,
    ({ row, subject, event, anchor, with: more, days }) => {
      const rule = rows.find((one) => one.id === row);
      if (!rule) throw new Error(`${name} has no row ${row}`);
      const found = days.flatMap((day) =>
        (['early', 'first', 'last', 'late'] as const).flatMap((which) => {
          const date = day[which];
          if (date === undefined) return [];
          const isDay = event === 'asOf';
          const one = changed(base, more, { [anchor]: day.anchor }, isDay ? {} : { [event]: date });
          const { verdicts } = verdictsOn(one, isDay ? date : '2032-12-31', (other) => other === rule, subject);
          const [state] = applying(verdicts.map((verdict) => verdict.state));
          const wanted = which === 'early' || which === 'late' ? 'violated' : isDay ? 'pending' : 'holds';
          return state === wanted ? [] : [`${day.anchor} ${which} ${date}: ${state ?? 'none'}, not ${wanted}`];
        }),
      );
      expect(found).toEqual([]);
    },
  );
});

describe('examples', () => {
  const examples = yaml('examples.yaml') as readonly Example[];
  it.each(swept(examples, 40).map((one) => ({ ...one, title: `${one.scheme}: ${one.name}` })))(
    '$title',
    sweep,
    ({ scheme, with: more, asOf, is, severity = {} }) => {
      const base = baseOf(scheme);
      const asked = new Set(Object.keys(is).map((key) => key.split('@')[0] ?? ''));
      const judgement = verdictsOn(changed(base, more), asOf ?? base.asOf, (row) => asked.has(row.id));
      const found = Object.fromEntries(
        Object.keys(is).map((key) => {
          const [row = '', subject] = key.split('@');
          const states = [...new Set(statesOf(judgement, row, subject))];
          const worst = ['violated', 'pending', 'holds', 'notApplicable'].find((state) => states.includes(state));
          return [key, worst];
        }),
      );
      expect(found).toEqual(is);
      for (const [row, wanted] of Object.entries(severity)) {
        const verdict = judgement.verdicts.find((one) => one.row.id === row && one.state === 'violated');
        expect(verdict && severityOf(verdict)).toBe(wanted);
      }
    },
  );
});
