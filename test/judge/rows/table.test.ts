/** `docs/rules.md` says what the rows and their tests say, and every id has a row or a reason. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageInfo } from '../../../src/program/package-info.js';
import { rulesTable } from '../../../tools/rules-table.js';

const table = rulesTable();

it('leaves no id and no date unexplained', () => {
  expect(table.gaps).toEqual([]);
});
it('is up to date (npm run rules)', () => {
  expect(readFileSync(join(packageInfo().root, 'docs', 'rules.md'), 'utf8')).toBe(table.text);
});
