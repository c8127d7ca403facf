/** Which entry of a list several places of the record are in, by their pointers (RFC 6901). */
import { expect, test } from 'vitest';
import { commonEntry, commonPointer, entriesAround } from '../../src/carried/index.js';

test('the innermost entry that all are in', () => {
  expect(commonEntry(['/team/3/name/zh', '/team/3/role'])).toEqual({ pointer: '/team/3', list: '/team', index: 3 });
  expect(commonEntry(['/sites/1/shifts/2/from', '/sites/1/shifts/0/to'])).toMatchObject({ pointer: '/sites/1' });
  expect(commonEntry(['/measures/2', '/measures/2'])).toMatchObject({ pointer: '/measures/2' });
});

test('none, where they are in several', () => {
  // 3 and 31 begin alike as text, and are two entries.
  expect(commonEntry(['/team/3/name', '/team/31/name'])).toBeUndefined();
  expect(commonEntry(['/team/3/name', '/scope'])).toBeUndefined();
  expect(commonEntry(['/scope/zh'])).toBeUndefined();
  expect(commonEntry([])).toBeUndefined();
});

test('a number that is no index is a key', () => {
  expect(entriesAround('/scores/007/value')).toEqual([]);
  expect(entriesAround('/scores/7/value').map(({ pointer }) => pointer)).toEqual(['/scores/7']);
});

test('what two pointers are both within, at least the whole file', () => {
  expect(commonPointer('/a/b/c', '/a/b')).toBe('/a/b');
  expect(commonPointer('/a/b', '/a/b/c')).toBe('/a/b');
  expect(commonPointer('/ab', '/a')).toBe('');
});
