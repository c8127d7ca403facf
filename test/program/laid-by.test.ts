/** What is laid by comes back as it was. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LaidBy, layByOnDisk } from '../../src/program/laid-by.js';

const words = (many: number): { readonly note: string }[] => Array.from({ length: many }, (_, i) => ({ note: `第${i}条：质量手册 §${i}` }));
/** Its bytes; where they lie on disk, what says where. */
const inMemory = (one: LaidBy<unknown>): Uint8Array => (one as unknown as { readonly lies: Uint8Array }).lies;

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
    expect(inMemory(new LaidBy(value)).length).toBeLessThan(Buffer.byteLength(JSON.stringify(value)) / 5);
  });
  it('holds no more memory than that', () => {
    const many = Array.from({ length: 50 }, (_, i) => inMemory(new LaidBy([i, words(40)])));
    const held = new Set(many.map(({ buffer }) => buffer));
    const sizes = [...held].reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(sizes).toBe(many.reduce((sum, { length }) => sum + length, 0));
  });
});

describe('on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'certpress-laid-by-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    layByOnDisk(Infinity);
    rmSync(folder, { recursive: true, force: true });
  });
  const lie = (many: number): LaidBy<unknown>[] => Array.from({ length: many }, (_, i) => new LaidBy([i, words(40)]));

  it('lies all but the first, in a file that nobody has to take away', () => {
    for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, folder);
    const one = inMemory(lie(1)[0] as LaidBy<unknown>).length;
    layByOnDisk(one * 3);
    const many = lie(50);
    expect(many.filter((each) => inMemory(each) instanceof Uint8Array).length).toBeLessThan(5);
    expect(many.map((each) => each.take())).toEqual(Array.from({ length: 50 }, (_, i) => [i, words(40)]));
    expect(many[49]?.text()).toBe(JSON.stringify([49, words(40)]));
    expect(readdirSync(folder)).toEqual([]);
  });
  it('stays in memory where there is no room on disk', () => {
    for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, join(folder, 'none'));
    layByOnDisk(0);
    const [one] = lie(1);
    expect(inMemory(one as LaidBy<unknown>)).toBeInstanceOf(Uint8Array);
    expect(one?.take()).toEqual([0, words(40)]);
  });
});
