/**
 * Whether what a record seems to lack is there under a misspelt key: `strat:` has been complained of, and `start` is not missing besides.
 *
 * In:  a record file, the path of what is missing. Out: whether an unknown key beside it (or beside a map that should hold it) is so
 * near that it must be meant: the same guess as that of the complaint (`src/files/shape-issues.ts`).
 */
import { keysOf, shapeAt } from '../../schemas/record/index.js';
import { typed } from '../../schemas/record/characters.js';
import { pathOf } from '../files/pointer.js';
import { didYouMean, valueAt } from '../files/shape-issues.js';
import type { RecordFile } from './types.js';

type Key = string | number;

export function isMisspelt(file: RecordFile, path: readonly Key[]): boolean {
  const unknown = file.misshapen.map(pathOf).filter((one) => one.length > 0);
  if (unknown.length === 0) return false;
  return path.some((wanted, depth) => {
    const parent = path.slice(0, depth);
    if (typeof wanted !== 'string' || valueAt(file.value, [...parent, wanted]) !== undefined) return false;
    const shape = shapeAt(file.shape, parent);
    const known = shape ? keysOf(shape) : [];
    return unknown.some((one) => {
      const key = one[depth] ?? '';
      if (one.length !== depth + 1 || known.includes(key) || parent.some((step, i) => String(step) !== one[i])) return false;
      // A key that runs into its value, or is typed in full width: `start：2026-04-14`.
      const plain = /^[A-Za-z_][\w-]*/.exec(typed(key))?.[0] ?? key;
      return plain === wanted || didYouMean(plain, known) === wanted;
    });
  });
}
