/** At which level documents are sealed where nobody says. */
import { expect, it } from 'vitest';
import { levelOf, servicesOf } from '../../src/cli/archive/key.js';

it('a seal has validation data under it where there is an authority to ask, unless another level is asked for', async () => {
  const tsa = 'http://127.0.0.1:9/';
  expect([levelOf({}), levelOf({ tsa }), levelOf({ tsa, level: 'B-B' }), levelOf({ tsa, level: 'B-LTA' })]).toEqual([
    'B-B',
    'B-LT-INSIDE',
    'B-B',
    'B-LTA',
  ]);
  expect(await servicesOf({}, undefined)).toMatchObject({ value: undefined, diagnostics: [] });
  expect((await servicesOf({ tsa }, undefined)).value?.timeStampUrl).toBe(tsa);
  expect((await servicesOf({ level: 'B-LT-INSIDE' }, undefined)).diagnostics.map((d) => d.code)).toEqual(['archive-key']);
});
