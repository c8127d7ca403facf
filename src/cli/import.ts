/**
 * `certpress import TABLE`: clients, people, sites, certificates and programmes from the tables that bodies have.
 *
 * In:  a table, a map of its columns. Out: without a map, one that is proposed by the headings; with it, what the records would become,
 * value by value with its cell; with `--write` they do, all of it or nothing.
 */
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { placedFrom, slashes } from '../files/places.js';
import type { Import } from '../tables/import/plan.js';
import type { Terminal } from './terminal.js';

interface Flags {
  map?: string;
  project?: string;
  write?: boolean;
}

export function importCommand(program: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  program
    .command('import')
    .argument('<table>', say({ zh: '表格：.xlsx 或 .csv', en: 'the table: .xlsx or .csv' }))
    .description(
      say({
        zh: '从机构已有的表格导入客户、人员、场所、证书和审核方案',
        en: 'clients, people, sites, certificates and programmes from the tables that a body has',
      }),
    )
    .option(
      '--map <file>',
      say({
        zh: '列与字段的对应表；还没有时按表头写出一份（缺省为 <表格>.map.yaml）',
        en: 'the map from columns to fields; where there is none yet, one is written by the headings (default: <table>.map.yaml)',
      }),
    )
    .option(
      '--project <folder>',
      say({ zh: '项目（缺省为当前文件夹所在的项目）', en: 'the project (default: the one of the current folder)' }),
    )
    .option('--write', say({ zh: '写入记录；否则只显示', en: 'write the records; else they are only shown' }))
    .action((table: string, flags: Flags) => run(table, flags, terminal));
}

async function run(table: string, flags: Flags, terminal: Terminal): Promise<void> {
  const cwd = process.cwd();
  const path = resolve(cwd, table);
  const tell = (list: readonly Diagnostic[]): void => terminal.diagnostics(list.map((d) => placedFrom(d, cwd)));
  const fail = (list: readonly Diagnostic[]): void => {
    tell(list);
    process.exitCode = 1;
  };
  const [{ readInside }, { tableLimits }, { readTable }] = await Promise.all([
    import('../files/read-file.js'),
    import('../tables/import/grid.js'),
    import('../tables/import/read-table.js'),
  ]);
  const bytes = readInside(path, dirname(path), tableLimits.fileBytes);
  if (!bytes.value) return fail(bytes.diagnostics);
  const grids = readTable(bytes.value, path);
  if (!grids.value) return fail(grids.diagnostics);
  tell(grids.diagnostics);
  const map = resolve(cwd, flags.map ?? `${table.replace(/\.[^./\\]*$/, '')}.map.yaml`);
  const maps = await import('../tables/import/map.js');
  if (!existsSync(map)) {
    if (flags.write) {
      terminal.say({
        zh: '还没有对应表：先不带 --write 运行一次，核对写出的对应表',
        en: 'There is no map yet: run it once without --write, and check the map that it writes',
      });
      return void (process.exitCode = 2);
    }
    const proposed = maps.proposeMap(grids.value, path);
    if (!proposed.value) return fail(proposed.diagnostics);
    tell(proposed.value.unsure);
    const { writeWhole } = await import('../files/write-file.js');
    const outcome = await writeWhole(map, proposed.value.text);
    if (!outcome.value) return fail(outcome.diagnostics);
    const shown = slashes(relative(cwd, map)) || map;
    terminal.out(shown);
    terminal.say({
      zh: `按表头写出了对应表（${proposed.value.table}），其中 ${proposed.value.unsure.length} 列不能确定；核对后再运行一次`,
      en: `A map was written by the headings (${proposed.value.table}); ${proposed.value.unsure.length} column(s) are not certain. Check it, and run this again`,
    });
    return;
  }
  const [{ planImport, projectOf }, { shown, wayShown }] = await Promise.all([
    import('../tables/import/plan.js'),
    import('../tables/import/shown.js'),
  ]);
  const root = projectOf(resolve(cwd, flags.project ?? '.'));
  if (root.value === undefined) return fail(root.diagnostics);
  const loaded = maps.loadMap(map);
  if (!loaded.value) return fail(loaded.diagnostics);
  const planned = planImport({ loaded: loaded.value, grids: grids.value, file: path, root: root.value });
  tell(planned.diagnostics);
  if (!planned.value) {
    terminal.say({ zh: '有单元格或行不能导入，没有写任何文件', en: 'There are cells or rows that cannot go in; nothing was written' });
    return void (process.exitCode = 1);
  }
  const { files } = planned.value;
  for (const { path: file, before, changes } of files) {
    if (changes.length === 0) continue;
    terminal.out(`${slashes(relative(cwd, file))}${before === undefined ? (terminal.lang === 'zh' ? '（新）' : ' (new)') : ''}`);
    for (const { way, before, after, cell } of changes)
      terminal.out(`  ${wayShown(way)}: ${before === undefined ? '' : `${shown(before)} → `}${shown(after)}  (${cell})`);
  }
  if (flags.write) {
    const wrong = await write(root.value, planned.value);
    if (wrong.length > 0) return fail(wrong);
  }
  const changes = files.reduce((sum, file) => sum + file.changes.length, 0);
  const { rows } = planned.value;
  terminal.say(
    flags.write
      ? {
          zh: `${rows} 行：写入 ${files.length} 个文件，${changes} 处`,
          en: `${rows} row(s): ${changes} value(s) written into ${files.length} file(s)`,
        }
      : {
          zh: `${rows} 行：将写入 ${files.length} 个文件，${changes} 处；加 --write 写入`,
          en: `${rows} row(s): ${changes} value(s) would go into ${files.length} file(s); --write writes them`,
        },
  );
}

async function write(root: string, { files }: Import): Promise<readonly Diagnostic[]> {
  const { writeRecords } = await import('../record-edit/write-records.js');
  const whole = files.map(({ path, before, text }) => ({ file: relative(root, path), before, source: text }));
  return (await writeRecords(root, whole)).diagnostics;
}
