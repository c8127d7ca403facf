import { describe, expect, it } from 'vitest';
import { lostFigures } from '../../src/validate/recurrence.js';

describe('figures of the Chinese that the English lacks', () => {
  it.each([
    ['2025年9月16日至17日', '16–17 September 2025'],
    ['抽查12份记录', 'Twelve records were sampled'],
    ['14家客户投诉', 'Fourteen customers complained'],
    ['第20条', 'the twentieth clause'],
    ['第2阶段', 'the second stage'],
    ['2万笔', '20,000 transactions'],
    ['41,208单', '41208 orders'],
    ['演练报告BC-E-2025-03，用时5 h 10 min', 'Exercise report BC‑E‑2025‑03, 5 h 10 min'],
    ['符合GB/T 30146-2023', 'conforms to GB/T 30146-2023'],
    ['3个月内', 'within three months'],
    ['达成率99.95%', '99.95% reached'],
    ['2.5亿元', '250 million yuan'],
  ])('none: %s', (zh, en) => expect(lostFigures(zh, en)).toEqual([]));

  it.each([
    ['2025年9月16日', '17 September 2025', ['16']],
    ['2025年9月16日', '16 October 2025', ['9月']],
    ['报告QY-EX-26-02', 'report QY-EX-26-03', ['QY-EX-26-02']],
    ['有效人数568人', 'effective headcount 586', ['568']],
    // “Fourteen” holds no four.
    ['4家客户投诉', 'Fourteen customers complained', ['4']],
    ['RTO 4 h', 'RTO 14 h', ['4']],
  ])('some: %s', (zh, en, lost) => expect(lostFigures(zh, en)).toEqual(lost));
});
