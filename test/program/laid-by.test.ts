/** What is laid by comes back as it was. */
import { describe, expect, it } from 'vitest';
import { LaidBy } from '../../src/program/laid-by.js';

const words = (many: number): { readonly note: string }[] => Array.from({ length: many }, (_, i) => ({ note: `第${i}条：质量手册 §${i}` }));

describe('what is laid by', () => {
  it.each([
    ['nothing', null],
    ['a short text', '渡'],
    ['an empty list', []],
    ['many words', { words: words(500), day: '2026-10-15', none: null }],
  ])('%s comes back as it was, each time', (_, value) => {
    const one = new LaidBy<unknown>(value);
    expect([one.take(), one.take()]).toStrictEqual([value, value]);
    expect(one.text()).toBe(JSON.stringify(value));
  });
  it('is not altered by what becomes of the value, nor by what becomes of what was taken up', () => {
    const value = { cases: ['first'] };
    const one = new LaidBy(value);
    value.cases.push('second');
    one.take().cases.push('third');
    expect(one.take()).toEqual({ cases: ['first'] });
  });
  it('takes a fifth of its text where that says the same again and again, as records do', () => {
    const value = words(2000);
    const { bytes } = new LaidBy(value) as unknown as { readonly bytes: Uint8Array };
    expect(bytes.length).toBeLessThan(Buffer.byteLength(JSON.stringify(value)) / 5);
  });
  it('holds no more memory than that', () => {
    const many = Array.from({ length: 50 }, (_, i) => new LaidBy([i, words(40)]) as unknown as { readonly bytes: Uint8Array });
    const held = new Set(many.map(({ bytes }) => bytes.buffer));
    const sizes = [...held].reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(sizes).toBe(many.reduce((sum, { bytes }) => sum + bytes.length, 0));
  });
});
