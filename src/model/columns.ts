/**
 * Where the cells of a table stand.
 *
 * In:  a table of the model. Out: the column in which each cell begins, and the width of a cell, mm.
 */
import type { Cell, Table } from './types.js';

/** The column in which each cell of each row begins. */
export function columnsOf(table: Table): number[][] {
  const open: number[] = table.widths.map(() => 0);
  return table.rows.map((row) => {
    let x = 0;
    const begins = row.cells.map((cell) => {
      while ((open[x] ?? 0) > 0) x++;
      const at = x;
      for (let k = x; k < x + cell.columns; k++) open[k] = cell.rows;
      x += cell.columns;
      return at;
    });
    for (let k = 0; k < open.length; k++) open[k] = Math.max(0, (open[k] ?? 0) - 1);
    return begins;
  });
}

export const widthOf = (table: Table, cell: Cell, x: number): number => table.widths.slice(x, x + cell.columns).reduce((a, b) => a + b, 0);
