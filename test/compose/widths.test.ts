/** Columns of tables in long text, and small things that forms need. */
import { describe, expect, it } from 'vitest';
import { widthsByContent } from '../../src/compose/build/column-widths.js';
import { eachBlock, type Block } from '../../src/model/index.js';
import { codes, composed } from './setup.js';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('columns by their content', () => {
  const columns = [
    ['序号', '1', '2'],
    ['目标', '报案受理的年可用率', 'Availability of loss notification over the year'],
    ['指标', '≥99.95%', '100%'],
  ];
  it('fill the room exactly, the longest text getting most', () => {
    const widths = widthsByContent(columns, 151) ?? [];
    expect(sum(widths)).toBeCloseTo(151, 6);
    expect(widths[1]).toBeGreaterThan(2 * (widths[0] ?? 0));
    expect(widths[0]).toBeGreaterThanOrEqual(10);
  });
  it('hold their longest words whole, however long the others are', () => {
    const widths = widthsByContent([['2026-N1QMS-9001107'], ['长文'.repeat(200)], ['Recommendation']], 120) ?? [];
    expect(sum(widths)).toBeCloseTo(120, 6);
    expect(widths[0]).toBeGreaterThan(30);
    expect(widths[2]).toBeGreaterThan(23);
  });
  it('are equal where the words do not fit, and none where there are too many', () => {
    expect(
      widthsByContent(
        Array.from({ length: 4 }, () => ['incomprehensibilities']),
        60,
      ),
    ).toEqual([15, 15, 15, 15]);
    expect(
      widthsByContent(
        Array.from({ length: 20 }, () => ['甲']),
        100,
      ),
    ).toBeUndefined();
  });
  it('are as wide in both languages together', () => {
    const yaml =
      'x:\n  zh: |\n    | 甲 | 乙 |\n    | - | - |\n    | 一 | 二 |\n  en: |\n    | Short | A much longer heading of a column |\n    | - | - |\n    | One | Two |\n';
    const { value, diagnostics } = composed('<div class="prose">{{rich x}}</div>', yaml);
    expect(codes(diagnostics)).toEqual([]);
    const table = value?.sections[0]?.blocks[0];
    expect(table?.type === 'table' && (table.widths[1] ?? 0) > (table.widths[0] ?? 0)).toBe(true);
  });
});

describe('forms', () => {
  it('hold a table of long text in a cell, at its edge', () => {
    const yaml =
      'x:\n  zh: |\n    如下：\n\n    | 甲 | 乙 |\n    | - | - |\n    | 一 | 二 |\n  en: |\n    As follows:\n\n    | A | B |\n    | - | - |\n    | One | Two |\n';
    const { value, diagnostics } = composed('<table widths="27 *"><tr><td>—</td><td>{{rich x}}</td></tr></table>', yaml);
    expect(codes(diagnostics)).toEqual([]);
    const outer = value?.sections[0]?.blocks[0];
    const inner = outer?.type === 'table' ? outer.rows[0]?.cells[1]?.blocks.find((b: Block) => b.type === 'table') : undefined;
    expect(inner?.type === 'table' && inner.indent).toBe(0);
  });
  it('know what each of several signatures answers', () => {
    const { value } = composed(
      '<sign-block><sign label="grade.minor" data-content="nc.auditor" date="2026-01-02"></sign><sign label="grade.minor"></sign></sign-block>',
      'x: y\n',
    );
    const found: string[] = [];
    if (value) eachBlock(value, (block) => found.push(...(block.contents ?? [])));
    expect(new Set(found)).toEqual(new Set(['nc.auditor']));
  });
  // The label in two languages takes about 16 mm: what is ruled beside it fits the column, and is long enough to write on.
  it.each([
    [2, 30],
    [3, 30],
    [4, 20],
    [5, 11],
  ])('leave a line for the date that fits beside its label: %i signatures, %i mm', (signs, mm) => {
    const { value, diagnostics } = composed(`<sign-block>${'<sign label="grade.minor"></sign>'.repeat(signs)}</sign-block>`, 'x: y\n');
    expect(codes(diagnostics)).toEqual([]);
    const blanks: number[] = [];
    let column = 0;
    if (value)
      eachBlock(value, (block) => {
        if (block.type === 'grid') column = block.widths[0] ?? 0;
        if (block.type === 'paragraph') for (const piece of block.content) if (piece.type === 'blank') blanks.push(piece.width);
      });
    expect(blanks).toEqual(Array.from({ length: signs }, () => mm));
    expect(mm + 16).toBeLessThanOrEqual(column);
  });
  it('break no option that stands beside others', () => {
    const text = (stack: string): string =>
      JSON.stringify(composed(`<option-set of="grade" values="minor"${stack}></option-set>`, 'x: y\n').value?.sections);
    expect(text('')).toMatch(/Minor\u00a0/);
    expect(text(' stack="true"')).not.toMatch(/Minor\u00a0/);
  });
});
