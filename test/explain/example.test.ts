/** Examples that explain a row lie at the limit that a reader asks about: counted from another day, not beside it. */
import { expect, it } from 'vitest';
import { trialsOf } from '../../src/explain/example.js';
import { schemes } from '../lawful/vocabulary.js';

const trial = (scheme: 'wanding' | 'cusc', id: string) => {
  const row = schemes[scheme].rules.find((one) => one.id === id);
  return row && trialsOf(row, schemes[scheme])[0];
};

it('of a failed spot check the year before the application (wanding 5.1.2(8))', () => {
  expect(trial('wanding', 'spot-check-rectified')).toMatchObject({
    given: [
      { path: 'case.history.spotChecks[].national', value: true },
      { path: 'case.application.date', value: '2026-03-10' },
    ],
    path: 'case.history.spotChecks[].on',
    holds: '2025-03-10',
    violated: '2025-03-11',
  });
});
it('of a condition without a period the two days between which it lies', () => {
  expect(trial('wanding', 'licence-at-decision')).toMatchObject({ path: 'decision.date', holds: '2026-03-09', violated: '2026-03-10' });
});
