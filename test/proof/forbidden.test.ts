/**
 * What may never be printed, and what only looks like it: rules.md G-28 forbids placeholders that somebody left, not the same signs in a
 * code (GB 32100-2015: 18 digits and capitals), a size or another word.
 */
import { expect, it } from 'vitest';
import { saysForbidden } from '../../schemas/pack/forbidden.js';
import { proveWording } from '../../src/proof/wording.js';
import { schemeTable } from '../setup/schemes.js';
import { sampleDocument } from '../setup/samples.js';

const waiting = ['等待填', '有待填', '期待填', '亟待填'];

it.each([
  ['XXX', 'XXX'],
  ['XXXX有限公司', 'XXX'],
  ['编号：2026XXX', 'XXX'],
  ['No. XXX-01', 'XXX'],
  ['XXX of 91419900MA0NFBXXXC', 'XXX'],
  ['TBD', 'TBD'],
  // Without its white space.
  ['thedateisTBDbytheclient', 'TBD'],
  ['签发日期待定，编号待填', '待填'],
  ['等待填报的一项，另一项待填', '待填'],
  ['{{client.name}}', '{{'],
])('%s says %s', (text, string) => {
  expect(saysForbidden(text, string, string === '待填' ? waiting : [])).toBe(true);
});
it.each([
  ['91419900MA0NFBXXXC', 'XXX'],
  ['91419900MAAXXXRN5J', 'XXX'],
  ['工作服尺码 S–XXXL', 'XXX'],
  ['Article XXXIV', 'XXX'],
  ['TBDR-7', 'TBD'],
  ['等待填报的数据', '待填'],
  ['演练记录有待填补', '待填'],
  ['XX X', 'XXX'],
])('%s does not say %s', (text, string) => {
  expect(saysForbidden(text, string, string === '待填' ? waiting : [])).toBe(false);
});

it('rows of all schemes know the words in which 待填 is part of another', () => {
  const rows = [...schemeTable.values()].flatMap(({ wording }) => wording.filter(({ string }) => string === '待填'));
  expect(rows.length).toBeGreaterThanOrEqual(4);
  for (const { except } of rows) expect(except).toEqual(waiting);
});

it('crosses in the cells of a row are no placeholder, and one cell with three of them is', async () => {
  const { composed, order } = await sampleDocument('ludu-locks/surveillance-3/audit-report');
  const rows = order.wording.filter(({ string }) => string === 'XXX');
  const found = (pieces: readonly string[]): number =>
    proveWording(composed.document, rows, [{ format: 'pdf', text: pieces.join(''), pieces }], 'report.html').length;
  expect(rows).toHaveLength(1);
  expect(found(['X', 'X', 'X'])).toBe(0);
  expect(found(['X', 'XXX', 'X'])).toBe(1);
});
