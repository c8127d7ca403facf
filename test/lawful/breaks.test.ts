/**
 * One rule broken at a time: exactly that rule is reported, with those that its rows declare as implied.
 */
import { describe, expect, it } from 'vitest';
import { sweep, swept } from '../setup/long.js';
import { brokenCases, faultOf } from './break-run.js';
import { breaks } from './breaks.js';
import { told } from './judged.js';
import { misfits } from './project.js';
import { schemes } from './vocabulary.js';
import { withoutBreak } from './without-break.js';

describe.each(['wanding', 'cusc', 'cqm', 'zoho'] as const)('%s', (scheme) => {
  const own = breaks.filter((one) => one.scheme === scheme);

  it.each(
    swept(own, 150).map((one) => ({ name: `${one.rule}: ${one.what}${one.missed ? ` (${one.missed.step})` : ''} [${one.severity}]`, one })),
  )('$name', sweep, ({ one }) => {
    const cases = brokenCases(one, 2);
    expect(cases.length, 'no lawful case can be broken in this way').toBeGreaterThan(0);
    const faults = cases.flatMap((broken) => {
      const fault = faultOf(broken);
      return [...misfits(broken.project), ...(fault === undefined ? [] : [`as of ${broken.asOf}, ${fault}\n${told(broken.one)}`])];
    });
    expect(faults.join('\n')).toBe('');
  });

  it('breaks every rule that has rows', () => {
    const broken = new Set(own.map((one) => one.rule));
    const rules = [...new Set(schemes[scheme].rules.filter((row) => row.severity !== 'info').map((row) => row.rule))];
    expect(rules.filter((rule) => !broken.has(rule)).sort()).toEqual(Object.keys(withoutBreak[scheme]).sort());
  });
});
