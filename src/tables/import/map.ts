/**
 * The map from the columns of a table to the fields of the records.
 *
 * In:  a file, or the table itself. Out: the map, checked against the fields that there are; or one proposed by the headings, as YAML,
 * with what is not certain.
 */
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { failed, hasErrors, ok, type Diagnostic, type Outcome, type Place, type Prose } from '../../diagnostics/index.js';
import { placeAt } from '../../files/pointer.js';
import { didYouMean } from '../../files/shape-issues.js';
import { loadYaml } from '../../files/yaml-file.js';
import { cellName, type Grid, type GridCell, type GridRow } from './grid.js';
import { fieldsOfTable, importTables, type ImportTable, type TargetField } from './targets.js';

export const tableMapSchema = z.strictObject({
  table: z.enum(importTables),
  /** Name of the sheet; of a CSV file none. */
  sheet: z.string().max(100).optional(),
  /** The row of the headings. */
  header: z.int().min(1).max(1_000).default(1),
  /** What becomes of rows that the program hides, by a filter for example. */
  hidden: z.enum(['leave', 'take']).default('leave'),
  /** Of clients whose cases are not there yet. */
  scheme: z.string().max(60).optional(),
  type: z.enum(['initial', 'surveillance', 'recertification']).default('initial'),
  /** Where new cases go, from the project's folder. */
  folder: z
    .string()
    .max(200)
    .regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[\p{L}\p{N}][\p{L}\p{N}._ /-]*$/u)
    .optional(),
  columns: z
    .array(
      z.strictObject({
        heading: z.string().min(1).max(400),
        field: z.string().min(1).max(100),
        /** Where two columns have the same heading: which of them. */
        column: z
          .string()
          .regex(/^[A-Z]{1,3}$/)
          .optional(),
      }),
    )
    .min(1)
    .max(300),
  /** The same for all rows. */
  fixed: z.record(z.string().min(1).max(100), z.string().min(1).max(4_000)).default({}),
});
export type TableMap = z.output<typeof tableMapSchema>;

/** A map, and where its columns and fixed values stand. */
export interface LoadedMap {
  readonly map: TableMap;
  readonly placeOf: (...path: readonly (string | number)[]) => Place;
}

export function loadMap(path: string): Outcome<LoadedMap> {
  const { value, diagnostics } = loadYaml({ path, file: basename(path), root: dirname(path), shape: tableMapSchema });
  if (!value || hasErrors(diagnostics)) return { diagnostics };
  const map = value.value;
  const placeOf = (...way: readonly (string | number)[]): Place => placeAt(value.source, way, path);
  const wrong: Diagnostic[] = [];
  const complain = (way: readonly (string | number)[], message: Prose, near?: string): void => {
    const help = near === undefined ? {} : { help: { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` } };
    wrong.push({ code: 'table-map-wrong', severity: 'error', place: placeOf(...way), message, ...help });
  };
  const names = fieldsOfTable(map.table).map(({ name }) => name);
  const seen = new Set<string>();
  const field = (name: string, ...way: readonly (string | number)[]): void => {
    if (!names.includes(name))
      complain(way, { zh: `${map.table} 没有字段 ${name}`, en: `${map.table} has no field ${name}` }, didYouMean(name, names));
    else if (seen.has(name)) complain(way, { zh: `字段 ${name} 用了两次`, en: `The field ${name} is used twice` });
    seen.add(name);
  };
  map.columns.forEach((column, i) => field(column.field, 'columns', i, 'field'));
  for (const name of Object.keys(map.fixed)) field(name, 'fixed', name);
  return wrong.length > 0 ? { diagnostics: wrong } : ok({ map, placeOf });
}

/** What a heading says: of a cell, on one line. */
export const headingIn = (cell: GridCell | undefined): string =>
  cell?.is === 'text' ? cell.text.replace(/\s+/g, ' ').trim() : cell?.is === 'number' ? cell.shown : cell?.is === 'day' ? cell.day : '';

/** Compared without white space, brackets' width and case. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*:_·-]/g, '');
interface Guess {
  readonly heading: string;
  readonly column: number;
  readonly fields: readonly TargetField[];
  readonly sure: boolean;
}

function guess(table: ImportTable, row: GridRow): Guess[] {
  const fields = fieldsOfTable(table);
  return [...row.cells].map(([column, cell]) => {
    const heading = headingIn(cell);
    const own = plain(heading);
    // What stands in brackets is a remark: `联系电话（手机）`.
    const bare = plain(heading.split(/[（(]/)[0] ?? '');
    const exact = fields.filter((one) => [one.name, ...one.called].some((name) => plain(name) === own));
    if (exact.length > 0) return { heading, column, fields: exact, sure: exact.length === 1 };
    const near = fields.filter((one) => one.called.some((name) => bare !== '' && plain(name) === bare));
    if (near.length > 0) return { heading, column, fields: near, sure: false };
    const parts = fields.filter((one) => one.called.some((name) => plain(name).length > 1 && bare.endsWith(plain(name))));
    return { heading, column, fields: parts, sure: false };
  });
}

export interface ProposedMap {
  readonly text: string;
  readonly table: ImportTable;
  readonly unsure: readonly Diagnostic[];
}

/** By the sheet and row whose headings say the most; `file`: of the table. */
export function proposeMap(grids: readonly Grid[], file: string): Outcome<ProposedMap> {
  const tries = grids
    .filter(({ hidden }) => !hidden)
    .flatMap((grid) =>
      grid.rows.slice(0, 20).flatMap((row) =>
        importTables.map((table) => {
          const guesses = guess(table, row);
          const score = guesses.reduce((sum, one) => sum + (one.sure ? 3 : one.fields.length > 0 ? 1 : 0), 0);
          return { grid, row, table, guesses, score };
        }),
      ),
    );
  const best = tries.reduce<(typeof tries)[number] | undefined>((a, b) => (a === undefined || b.score > a.score ? b : a), undefined);
  if (!best || best.score < 3)
    return failed({
      code: 'table-map-unsure',
      severity: 'error',
      place: { file },
      message: {
        zh: '没有一行表头能对应到客户、人员、场所、证书或审核方案的字段',
        en: 'No row of headings says fields of clients, people, sites, certificates or programmes',
      },
      help: { zh: '按 docs/tables.md 写一份对应表，用 --map 给出。', en: 'Write a map as docs/tables.md has it, and name it with --map.' },
    });
  const { grid, row, table, guesses } = best;
  const unsure: Diagnostic[] = [];
  const used = new Set<string>();
  const lines: string[] = [];
  // The certain ones have the first choice.
  const chosen = new Map<Guess, TargetField | undefined>();
  for (const one of [...guesses.filter(({ sure }) => sure), ...guesses.filter(({ sure }) => !sure)]) {
    const field = one.fields.find(({ name }) => !used.has(name));
    if (field) used.add(field.name);
    chosen.set(one, field);
  }
  const headings = guesses.map(({ heading }) => heading);
  for (const one of guesses) {
    const field = chosen.get(one);
    const at = cellName(grid.sheet, row.number, one.column);
    const twice = headings.filter((heading) => heading === one.heading).length > 1;
    const column = twice ? `, column: ${cellName('', 0, one.column).slice(0, -1)}` : '';
    const others = one.fields.filter(({ name }) => name !== field?.name).map(({ name }) => name);
    if (field) {
      const isSure = one.sure && one.fields[0] === field;
      const remark = isSure
        ? `${field.zh} / ${field.en}`
        : `？ ${field.zh} / ${field.en}${others.length > 0 ? `; ${others.join(', ')}` : ''}`;
      lines.push(`  - { heading: ${JSON.stringify(one.heading)}, field: ${field.name}${column} }  # ${remark.replaceAll('\n', ' ')}`);
      if (isSure) continue;
    } else lines.push(`  # - { heading: ${JSON.stringify(one.heading)}, field: ${column} }`);
    unsure.push({
      code: 'table-map-unsure',
      severity: 'warning',
      place: { file },
      message: field
        ? {
            zh: `${at}“${one.heading}”：可能是 ${[field.name, ...others].join('、')}`,
            en: `${at} “${one.heading}”: perhaps ${[field.name, ...others].join(', ')}`,
          }
        : { zh: `${at}“${one.heading}”：没有对应的字段，不会导入`, en: `${at} “${one.heading}”: no field is known for it; it is left out` },
    });
  }
  const text = [
    '# 由 certpress import 按表头写出；核对后再运行一次 / Written by certpress import by the headings: check it, and run it again',
    `table: ${table}`,
    ...(grid.sheet === '' ? [] : [`sheet: ${JSON.stringify(grid.sheet)}`]),
    `header: ${row.number}`,
    ...(table === 'clients'
      ? [
          '# scheme: wanding  # 新案卷的认证方案 / The scheme of new cases',
          'type: initial',
          '# folder: cases  # 新案卷放在此文件夹 / New cases go here',
        ]
      : []),
    'columns:',
    ...lines,
    '# fixed: { from: "2026-01-01" }  # 各行都相同的值 / The same for all rows',
    `# 字段 / Fields: ${fieldsOfTable(table)
      .map(({ name }) => name)
      .join(' ')}`,
    '',
  ].join('\n');
  return ok({ text, table, unsure });
}

/** The columns of a map in a table; a heading that is not there, or twice, is told. */
export function columnsOf({ map, placeOf }: LoadedMap, grid: Grid, file: string): Outcome<ReadonlyMap<number, TargetField>> {
  const row = grid.rows.find(({ number }) => number === map.header);
  const diagnostics: Diagnostic[] = [];
  const columns = new Map<number, TargetField>();
  const byName = new Map(fieldsOfTable(map.table).map((field) => [field.name, field]));
  map.columns.forEach(({ heading, field, column }, i) => {
    const there = [...(row?.cells ?? [])].filter(([, cell]) => headingIn(cell) === heading.replace(/\s+/g, ' ').trim()).map(([at]) => at);
    const meant = column === undefined ? there : there.filter((at) => cellName('', 0, at) === `${column}0`);
    const [at] = meant;
    const target = byName.get(field);
    if (at !== undefined && meant.length === 1 && target && !columns.has(at)) return void columns.set(at, target);
    const where = cellName(grid.sheet, map.header, 0).replace(/A(\d+)$/, '$1');
    diagnostics.push({
      code: 'table-map-wrong',
      severity: 'error',
      place: placeOf('columns', i, 'heading'),
      related: [{ file }],
      message:
        meant.length === 0
          ? { zh: `表格第 ${where} 行没有表头“${heading}”`, en: `Row ${where} of the table has no heading “${heading}”` }
          : meant.length > 1
            ? { zh: `有两列的表头是“${heading}”：写明 column`, en: `Two columns have the heading “${heading}”: say which with column` }
            : { zh: `“${heading}”这一列用了两次`, en: `The column “${heading}” is used twice` },
    });
  });
  return diagnostics.length > 0 ? { diagnostics } : ok(columns);
}
