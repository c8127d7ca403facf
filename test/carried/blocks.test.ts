/** The blocks of a state are checked by hand as a shape would check them: what is of it passes, and whatever else is refused. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { areBlocks } from '../../src/carried/blocks.js';
import { bounds } from '../../src/carried/bounds.js';
import { seeded } from '../take/edited.js';

const words = z.string().max(bounds.words);
const placed = z.strictObject({
  file: z.int().nonnegative().max(bounds.files),
  pointer: z
    .string()
    .max(bounds.pointer)
    .regex(/^\/(?:[^~\0]|~[01])*$/)
    .refine((p) => !p.split('/').some((step) => step === '__proto__' || step === 'constructor' || step === 'prototype')),
  words,
  lang: z.enum(['zh', 'en']),
  as: z.enum(['box', 'choice', 'date', 'picture']).optional(),
  picture: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  asks: z.literal(true).optional(),
  ticked: z.string().max(bounds.path).optional(),
  locked: z.literal(true).optional(),
});
const block = z.strictObject({
  name: z
    .string()
    .regex(/^_cp[0-9a-z]{1,8}$/)
    .optional(),
  segments: z.array(z.union([words, placed])).max(bounds.segments),
});
const shape = z.array(block).max(bounds.blocks);

const fields: Readonly<Record<string, readonly unknown[]>> = {
  file: [0, 1, bounds.files],
  pointer: ['/a', '/', '/a~1b/~0/zh', `/${'x'.repeat(bounds.pointer - 1)}`, '/constructors/x__proto__'],
  words: ['', '审核'],
  lang: ['zh', 'en'],
  as: ['box', 'choice', 'date', 'picture'],
  picture: ['0'.repeat(64)],
  asks: [true],
  ticked: ['yes', 'x'.repeat(bounds.path)],
  locked: [true],
};
const wrong: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e300,
    bounds.files + 1,
    '',
    'zh',
    'zh-en',
    '/',
    'x',
    '~',
    '/~',
    '/~2',
    '/a/__proto__',
    '/constructor/a',
  ],
  ...['/prototype', '/a\0', '/\n', '0'.repeat(63), 'A'.repeat(64), `${'0'.repeat(64)}\n`, [], {}, [[]], ['a'], { file: 0 }],
  ...[`/${'x'.repeat(bounds.pointer)}`, 'x'.repeat(bounds.path + 1)],
];

test('with anything in any place of one', () => {
  const random = seeded(20_261_201);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const names = ['_cp0', '_cpzzzzzzzz', '_cp', '_cp123456789', '_cpA', 'a', '_cp0\n'];
  const seen = { right: 0, wrong: 0 };
  for (let n = 0; n < 6_000; n++) {
    const segment: Record<string, unknown> = {};
    for (const key of Object.keys(fields))
      if (random() < 0.9 || !['file', 'pointer', 'words', 'lang'].includes(key)) segment[key] = pick(fields[key] ?? []);
    for (const key of ['as', 'picture', 'asks', 'ticked', 'locked']) if (random() < 0.5) delete segment[key];
    if (random() < 0.5) segment[pick([...Object.keys(fields), 'more', 'toString'])] = pick(wrong);
    const one: Record<string, unknown> = { segments: [pick(['', '审核', segment]), segment] };
    if (random() < 0.7) one['name'] = random() < 0.8 ? '_cp0' : pick([...names, ...wrong]);
    if (random() < 0.05) one[pick(['segments', 'more'])] = pick(wrong);
    const list = JSON.parse(JSON.stringify(random() < 0.03 ? pick([[one, pick(wrong)], one, pick(wrong)]) : [one])) as unknown;
    const is = shape.safeParse(list).success;
    expect(areBlocks(list), JSON.stringify(list).slice(0, 1_000)).toBe(is);
    seen[is ? 'right' : 'wrong'] += 1;
  }
  expect(Math.min(seen.right, seen.wrong)).toBeGreaterThan(1_000);
});

test('with names that every object has, and more than their bounds', () => {
  const segments = (most: number): unknown => [{ segments: new Array<string>(most).fill('') }];
  const blocks = (most: number): unknown => new Array<unknown>(most).fill({ segments: [] });
  const inherited = JSON.parse('[{"segments":[{"file":0,"pointer":"/a","words":"","lang":"zh","__proto__":{"as":"box"}}]}]') as unknown;
  expect(areBlocks(inherited)).toBe(false);
  expect(areBlocks(JSON.parse('[{"segments":[],"__proto__":{}}]'))).toBe(false);
  for (const [list, is] of [
    [segments(bounds.segments), true],
    [segments(bounds.segments + 1), false],
    [[{ segments: ['x'.repeat(bounds.words), { file: 0, pointer: '/a', words: 'x'.repeat(bounds.words), lang: 'zh' }] }], true],
    [[{ segments: ['x'.repeat(bounds.words + 1)] }], false],
    [[{ segments: [{ file: 0, pointer: '/a', words: 'x'.repeat(bounds.words + 1), lang: 'zh' }] }], false],
    [blocks(bounds.blocks), true],
    [blocks(bounds.blocks + 1), false],
  ] as const) {
    expect(areBlocks(list)).toBe(is);
    expect(shape.safeParse(list).success).toBe(is);
  }
});
