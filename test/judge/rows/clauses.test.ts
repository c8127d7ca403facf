/** `docs/clauses.md` says what the texts, the rows and their tests say; every clause has a row or a reason, every row a case. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageInfo } from '../../../src/program/package-info.js';
import { clausesTable } from '../../../tools/clauses-table.js';

const table = clausesTable();

it('leaves no clause unexplained, and no implemented one untried', () => {
  expect(table.gaps).toEqual([]);
});
it('is up to date (npm run rules)', () => {
  expect(readFileSync(join(packageInfo().root, 'docs', 'clauses.md'), 'utf8')).toBe(table.text);
});
