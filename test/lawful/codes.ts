/**
 * Synthetic unified social credit codes with a right check character, computed from rules.md §10.2.
 *
 * In:  a seed. Out: a code that no organisation has (region 4199).
 */
import type { Random } from './random.js';

const charset = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const organisation = [3, 7, 9, 10, 5, 8, 4, 2];
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

const orgValue = (char: string): number => (/\d/.test(char) ? Number(char) : char.charCodeAt(0) - 55);

export function syntheticUscc(random: Random): string {
  const eight = `MA${Array.from({ length: 6 }, () => random.pick([...charset])).join('')}`;
  const rest = (11 - ([...eight].reduce((sum, char, i) => sum + orgValue(char) * (organisation[i] ?? 0), 0) % 11)) % 11;
  const body = `91419900${eight}${rest === 10 ? 'X' : String(rest)}`;
  const sum = [...body].reduce((total, char, i) => total + charset.indexOf(char) * (weights[i] ?? 0), 0);
  return body + (charset[(31 - (sum % 31)) % 31] ?? '');
}
