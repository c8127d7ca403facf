import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPdf } from '../../src/proof/read-pdf.js';
import { writeReport, type BagRow, type State } from '../../src/verify/index.js';
import { found } from '../../src/verify/finding.js';
import { long } from '../setup/long.js';
import { must } from './setup/lived.js';

async function said(rows: readonly BagRow[], name: string, findings = 0): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'certpress-report-'));
  try {
    const file = join(folder, 'report.pdf');
    must(
      await writeReport(
        {
          verdict: { kind: 'archive', state: 'faulty', bags: rows.length, documents: 3, sound: 1, findings: [] },
          rows,
          name,
          began: '2026-11-01T08:00:00.000Z',
          ended: '2026-11-01T09:00:00.000Z',
          program: 'certpress 1+a',
          isRendered: true,
          roots: [{ name: 'CN=Root', sha256: 'ab'.repeat(32) }],
          findings: Array.from({ length: findings }, (_, i) => found('verify-bag', `s/c/a/${i}`, `第${i}项`, `finding ${i} of them`)),
        },
        file,
      ),
    );
    return ((await readPdf(readFileSync(file))).value?.entries ?? []).map((entry) => entry.text).join('');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const row = (bag: string, state: State): BagRow => ({ bag, state, documents: 1, comparison: 'bytes' });

test('bags that are not sound are listed first, and what is not listed is counted', { ...long, timeout: 120_000 }, async () => {
  const rows = Array.from({ length: 600 }, (_, i) => row(`s/c/a${i}/1`, i === 590 ? 'faulty' : 'sound'));
  const text = await said(rows, 'archive');
  expect([
    text.includes('a590/1'),
    text.includes('a595/1'),
    text.includes('100morebags,allofthemsound,arenotlisted.'),
    text.includes('另有100卷未列，均完好可信。'),
  ]).toEqual([true, false, true, true]);
});

test('names that no face shows are spelled, and findings without end are counted', async () => {
  const text = await said([row('s/c/a/1', 'faulty')], 'a\u{1D11E}\u0628\u202e', 450);
  expect([
    text.includes('a\\u{1d11e}\\u{628}\\u{202e}'),
    text.includes('finding399ofthem'),
    text.includes('finding400ofthem'),
    text.includes('50morearenotlisted.'),
  ]).toEqual([true, true, false, true]);
}, 120_000);
