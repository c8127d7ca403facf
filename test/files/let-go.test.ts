/**
 * Who keeps a word of a record does not keep the file that it was read from: of ten thousand cases a few numbers and names are kept.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { yamlFromBytes } from '../../src/files/yaml-file.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const megabytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1_000_000;
};

it('a value that is kept keeps nothing of its file', () => {
  // Long enough to be cut out of the file's text instead of copied.
  const text = (n: number): string => `code: 91419900MA00000${n}\n# ${'记录'.repeat(250_000)}\n`;
  const read = (n: number): unknown =>
    yamlFromBytes({ path: 'x.yaml', file: 'x.yaml', root: '.', shape: z.object({ code: z.string() }) }, Buffer.from(text(n))).value?.value
      .code;
  read(0);
  const before = megabytes();
  const kept = Array.from({ length: 20 }, (_, n) => read(n));
  // Twenty texts of a million bytes each would be more than this.
  expect(megabytes() - before).toBeLessThan(5);
  expect(kept).toHaveLength(20);
});
