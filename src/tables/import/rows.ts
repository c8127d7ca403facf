/**
 * The rows of a table as values of fields.
 *
 * In:  a map, a sheet, which column is which field. Out: of each row its values by their fields, each with its cell, in the order of the
 * records; and each cell that cannot be one, with the reason.
 */
import type { Code, Diagnostic, Prose } from '../../diagnostics/index.js';
import { cellName, type Grid, type GridRow } from './grid.js';
import type { LoadedMap } from './map.js';
import { fieldsOfTable, type TargetField } from './targets.js';
import { valueOf, type CellValue, type WordsCalled } from './value.js';

/** A value of a row, with its field and cell. */
export interface RowValue {
  readonly field: TargetField;
  readonly value: CellValue;
  readonly cell: string;
}
export type RowValues = ReadonlyMap<string, RowValue>;

export class Rows {
  readonly diagnostics: Diagnostic[] = [];
  private readonly fixed: readonly RowValue[];
  private readonly order: readonly string[];
  constructor(
    { map, placeOf }: LoadedMap,
    private readonly grid: Grid,
    private readonly file: string,
    private readonly columns: ReadonlyMap<number, TargetField>,
    private readonly called: WordsCalled,
  ) {
    const byName = new Map(fieldsOfTable(map.table).map((field) => [field.name, field]));
    this.order = [...byName.keys()];
    this.fixed = Object.entries(map.fixed).flatMap(([name, text]): RowValue[] => {
      const field = byName.get(name);
      const taken = field && valueOf({ is: 'text', text }, field.kind, called);
      if (field && taken?.ok) return [{ field, value: taken.value, cell: `fixed.${name}` }];
      if (taken && !taken.ok)
        this.diagnostics.push({ code: 'table-map-wrong', severity: 'error', place: placeOf('fixed', name), message: taken.why });
      return [];
    });
  }

  /** Undefined where a cell of it is refused. */
  valuesOf(row: GridRow): RowValues | undefined {
    const values = new Map<string, RowValue>();
    let refused = false;
    for (const [column, field] of this.columns) {
      const cell = row.cells.get(column);
      const name = cellName(this.grid.sheet, row.number, column);
      const tell = (code: Code, severity: Diagnostic['severity'], { zh, en }: Prose): void => {
        this.diagnostics.push({
          code,
          severity,
          place: { file: this.file, ...(this.grid.sheet === '' ? { line: row.number, column: 1 } : {}) },
          message: { zh: `${name}（${field.name}）：${zh}`, en: `${name} (${field.name}): ${en}` },
        });
      };
      if (row.joined.has(column)) {
        refused = true;
        tell('table-cell-refused', 'error', {
          zh: '与旁边的单元格合并，不知道属于哪一列：取消合并',
          en: 'it is joined with the cell beside it, and belongs to no one column: undo the join',
        });
        continue;
      }
      if (!cell) continue;
      const taken = valueOf(cell, field.kind, this.called);
      if (!taken.ok) {
        refused = true;
        tell('table-cell-refused', 'error', taken.why);
        continue;
      }
      if (taken.said) tell('table-cell-said', 'info', taken.said);
      if (cell.from !== undefined)
        tell('table-cell-said', 'info', {
          zh: `合并的单元格，取 ${cell.from} 的值`,
          en: `joined cells: the value of ${cell.from} was taken`,
        });
      values.set(field.name, { field, value: taken.value, cell: name });
    }
    if (refused) return undefined;
    // A row without a value of its own is none.
    if (values.size > 0) for (const one of this.fixed) if (!values.has(one.field.name)) values.set(one.field.name, one);
    // In the order of the records, whatever that of the columns.
    return new Map([...values].sort(([a], [b]) => this.order.indexOf(a) - this.order.indexOf(b)));
  }
}
