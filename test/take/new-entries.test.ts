/**
 * How long it takes to find the list that new rows belong to, however many somebody pastes.
 *
 * A file of anyone may have as many as the bounds of `src/word/limits.ts` let in: ten times the rows take about ten times the time.
 */
import { expect, test } from 'vitest';
import type { CarriedBlock } from '../../src/carried/index.js';
import { Steps } from '../../src/take/align.js';
import type { Pair } from '../../src/take/match.js';
import { newEntries } from '../../src/take/new-entries.js';
import type { FormParagraph } from '../../src/take/paragraphs.js';
import type { WordParagraph, WordTable } from '../../src/word/types.js';
import { growth, linear } from '../setup/growth.js';

/** A table of one column: a row of the record, and below it rows that somebody added. */
function pasted(rows: number): () => ReturnType<typeof newEntries> {
  const place = { part: 'body', page: 1, paragraph: 1 } as const;
  const paragraphs = Array.from({ length: rows + 1 }, (_, n): WordParagraph => {
    const look = { bold: false, underline: false, size: 10 };
    const content = [{ type: 'text', value: `第${n}人`, look } as const];
    return { type: 'paragraph', place, content, style: 'cell', align: 'left', pageBreakBefore: false, controls: [] };
  });
  const cells = paragraphs.map((paragraph) => [paragraph]);
  const table = { type: 'table', place, rows: cells.map((blocks) => ({ cells: [{ blocks }] })) } as unknown as WordTable;
  const [first, ...extra] = paragraphs.map((block, row): FormParagraph => ({
    ...{ block, place, text: `第${row}人`, names: row === 0 ? ['_cp0'] : [], goesOn: [], tags: [], isToc: false, pictures: [] },
    ...{ row: { table, row }, cell: cells[row] },
  }));
  const block: CarriedBlock = { name: '_cp0', segments: [{ file: 0, pointer: '/team/0/name/zh', words: '第0人', lang: 'zh' }] };
  const before: Pair = { blocks: [block], paragraphs: first ? [first] : [] };
  const matched = {
    ...{ pairs: [before], gaps: [{ before, after: undefined, extra, missing: [] }], moved: [], doubled: [] },
    ...{ disputed: new Set<CarriedBlock>(), disagreements: [], unknown: [] },
  };
  return () => newEntries(matched, new Set(), () => 'plan.yaml', new Steps());
}

test('new rows are entries of the list of the row above them', () => {
  const { changes, faults } = pasted(3)();
  expect(faults).toEqual([]);
  expect(changes.map(({ list, after, values }) => [list, after, values.map(({ tail, said }) => `${tail} ${said}`)])).toEqual([
    ['/team', 0, ['/name/zh 第1人']],
    ['/team', 0, ['/name/zh 第2人']],
    ['/team', 0, ['/name/zh 第3人']],
  ]);
});

test('and are found in a time that grows with their number alone', () => {
  expect(pasted(400)().changes).toHaveLength(400);
  expect(growth((rows) => pasted(rows), [1_000, 10_000])).toBeLessThan(linear);
});
