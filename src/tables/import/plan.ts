/**
 * What the rows of a table make of the records.
 *
 * In:  a table, its map, the project. Out: the files as they will be, with each value and the cell that it comes from; and each cell and
 * row that cannot go in, with the reason. Nothing is written here, and nothing at all where anything is refused.
 */
import { failed, hasErrors, ok, type Outcome } from '../../diagnostics/index.js';
import { projectAbove } from '../../load/project-paths.js';
import { calledIn } from './called.js';
import { cellName, type Grid } from './grid.js';
import { columnsOf, type LoadedMap } from './map.js';
import { Records, type PlannedFile } from './records.js';
import { Rows } from './rows.js';

export interface Import {
  readonly files: readonly PlannedFile[];
  /** Rows taken, and those left out because they are hidden. */
  readonly rows: number;
  readonly hidden: number;
}

export interface ImportRequest {
  readonly loaded: LoadedMap;
  readonly grids: readonly Grid[];
  /** The table's, as told. */
  readonly file: string;
  /** The project's folder, absolute. */
  readonly root: string;
}

/** The project of a folder. */
export function projectOf(folder: string): Outcome<string> {
  const root = projectAbove(folder);
  if (root !== undefined) return ok(root);
  return failed({
    code: 'project-missing',
    severity: 'error',
    place: { file: folder },
    message: { zh: '此处和上级文件夹中没有 certpress.yaml', en: 'There is no certpress.yaml here or above' },
    help: { zh: '用 --project 给出项目的文件夹。', en: 'Name the folder of the project with --project.' },
  });
}

export function planImport({ loaded, grids, file, root }: ImportRequest): Outcome<Import> {
  const { map, placeOf } = loaded;
  const grid = map.sheet === undefined ? grids[0] : grids.find(({ sheet }) => sheet === map.sheet);
  if (!grid)
    return {
      diagnostics: [
        {
          code: 'table-map-wrong',
          severity: 'error',
          place: placeOf('sheet'),
          message: { zh: `表格没有工作表 ${map.sheet ?? ''}`, en: `The table has no sheet ${map.sheet ?? ''}` },
        },
      ],
    };
  const columns = columnsOf(loaded, grid, file);
  if (!columns.value) return { diagnostics: columns.diagnostics };
  const rows = new Rows(loaded, grid, file, columns.value, calledIn(root));
  const records = new Records(loaded, root, file);
  let hidden = 0;
  let taken = 0;
  for (const row of grid.rows) {
    if (row.number <= map.header) continue;
    if (row.hidden && map.hidden === 'leave') {
      hidden += 1;
      continue;
    }
    const values = rows.valuesOf(row);
    if (!values || values.size === 0) continue;
    taken += 1;
    records.take(values, cellName(grid.sheet, row.number, 0).replace(/A(\d+)$/, '$1'));
  }
  if (hidden > 0)
    rows.diagnostics.push({
      code: 'table-cell-said',
      severity: 'warning',
      place: { file },
      message: { zh: `${hidden} 行是隐藏的，没有取`, en: `${hidden} row(s) are hidden, and were left out` },
      help: { zh: '要取的，在对应表中写 hidden: take。', en: 'To take them, say hidden: take in the map.' },
    });
  const diagnostics = [...rows.diagnostics, ...records.diagnostics];
  if (hasErrors(diagnostics)) return { diagnostics };
  const files = records.files();
  diagnostics.push(...files.diagnostics);
  return files.value ? ok({ files: files.value, rows: taken, hidden }, diagnostics) : { diagnostics };
}
