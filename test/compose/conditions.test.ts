/** Helpers that yield values, asked of what is there and of what is not: an absent field is the usual case in a record. */
import { expect, it } from 'vitest';
import { conditions } from '../../src/compose/helpers/conditions.js';

it.each([
  [[undefined, true], undefined],
  [[true, undefined], undefined],
  [['', true], ''],
  [[true, 'x'], 'x'],
  [[false, undefined, true], false],
  [[[], true], []],
])('and %j', (values, expected) => {
  expect(conditions['and']?.(...values)).toEqual(expected);
});
it.each([
  [[undefined, 'x'], 'x'],
  [['', undefined], undefined],
  [[false, ''], ''],
  [['x', 'y'], 'x'],
])('or %j', (values, expected) => {
  expect(conditions['or']?.(...values)).toEqual(expected);
});
