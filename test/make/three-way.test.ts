/** What a standard text has gained, against one that somebody made his own: told line by line, merged where nothing contradicts. */
import { describe, expect, it } from 'vitest';
import { withValues } from '../../src/house/own-values.js';
import { differences, threeWay } from '../../src/house/three-way.js';

const text = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const base = text('a', 'b', 'c', 'd', 'e', 'f');

describe('three texts', () => {
  it('merge where each changed another place', () => {
    const { gains, isClean, merged } = threeWay(base, text('a', 'b', 'c', 'd', 'E', 'f', 'g'), text('ours', 'a', 'b', 'c', 'd', 'e', 'f'));
    expect(gains.map(({ was, now, state }) => [was.line, was.text, now.line, now.text, state])).toEqual([
      [5, ['e'], 5, ['E'], 'clean'],
      [7, [], 7, ['g'], 'clean'],
    ]);
    expect([isClean, merged]).toEqual([true, text('ours', 'a', 'b', 'c', 'd', 'E', 'f', 'g')]);
  });
  it('conflict where both changed one line: the lines of all three are told, and the marks are diff3’s', () => {
    const { gains, isClean, merged } = threeWay(base, text('a', 'now', 'c', 'd', 'e', 'f'), text('x', 'a', 'ours', 'c', 'd', 'e', 'f'));
    expect(gains.map(({ was, now, state, house }) => [was.line, now.line, state, house?.line, house?.count])).toEqual([
      [2, 2, 'conflict', 3, 1],
    ]);
    expect(isClean).toBe(false);
    expect(merged).toBe(text('x', 'a', '<<<<<<< house', 'ours', '||||||| base', 'b', '=======', 'now', '>>>>>>> now', 'c', 'd', 'e', 'f'));
  });
  it('have nothing to take over where the house made the same change', () => {
    const changed = text('a', 'now', 'c', 'd', 'e', 'f');
    const { gains, isClean, merged } = threeWay(base, changed, changed);
    expect([gains.map(({ state }) => state), isClean, merged]).toEqual([['there'], true, changed]);
  });
  it('end their lines as the house does', () => {
    const windows = (one: string): string => one.replaceAll('\n', '\r\n');
    const { gains, merged } = threeWay(base, text('a', 'b', 'c', 'd', 'E', 'f'), windows(base));
    expect([gains.map(({ state }) => state), merged]).toEqual([['clean'], windows(text('a', 'b', 'c', 'd', 'E', 'f'))]);
    expect(differences(base, windows(base))).toBe(0);
    expect(differences(base, text('a', 'x', 'c', 'd', 'e', 'y'))).toBe(2);
  });
});

describe('values put into a file', () => {
  const put = (before: string, values: Readonly<Record<string, unknown>>): string | undefined =>
    withValues(before, new Map(Object.entries(values)), 'zh.yaml').value;
  it('stand where the key is, however it is written, and comments stay', () => {
    expect(put('# ours\nclient:\n  name: 旧 # why\n', { 'client.name': '新' })).toBe('# ours\nclient:\n  name: 新 # why\n');
    expect(put('client.name: 旧\n', { 'client.name': '新' })).toBe('client.name: 新\n');
    expect(put('a:\n  b.c: 旧\n', { 'a.b.c': '新' })).toBe('a:\n  b.c: 新\n');
    expect(put('', { 'client.name': '新' })).toBe('client:\n  name: 新\n');
    expect(put('client:\n  code: 1\n', { 'client.name': '新' })).toBe('client:\n  code: 1\n  name: 新\n');
  });
  it('stand under their whole key where a part of it is a text', () => {
    expect(put('client: 客户\n', { 'client.name': '新' })).toBe('client: 客户\nclient.name: 新\n');
  });
  it('are not put into what is no map', () => {
    expect(put('- a\n', { b: 1 })).toBeUndefined();
    expect(put('a: [\n', { b: 1 })).toBeUndefined();
  });
});
