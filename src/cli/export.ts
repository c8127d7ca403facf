/**
 * `certpress export --table …`: certificates, audits, deadlines or people as a workbook, with the reports that the schemes ask for.
 *
 * In:  options. Out: an XLSX file. What is wrong with the records is told and does not hold the table back: it shows what is on record.
 */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { tableNames, type TableName } from '../../schemas/pack/kinds.js';
import { hasErrors, type Prose } from '../diagnostics/index.js';
import { placedFrom } from '../files/places.js';
import { parseDuration, type Duration } from '../telling/duration.js';
import { asOfOption, casePaths, fileEnding, localToday, withCasePaths } from './options.js';
import type { Terminal } from './terminal.js';

interface Flags {
  table: TableName;
  map?: string;
  out?: string;
  lang: 'zh' | 'en';
  asOf?: string;
  within?: Duration;
}

export function exportCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  const say = (prose: Prose): string => prose[lang];
  withCasePaths(program.command('export'), say)
    .description(
      say({
        zh: '把证书、审核、期限或人员写成 Excel 工作簿，连同认证方案要求上报的表',
        en: 'certificates, audits, deadlines or people as a workbook, with the reports that the schemes ask for',
      }),
    )
    .addOption(new Option('--table <table>', say({ zh: '写哪一种', en: 'which of them' })).choices(tableNames).makeOptionMandatory())
    .option(
      '--map <file>',
      say({
        zh: '用此文件所写的表和列，代替内置的和认证方案的（docs/tables.md）',
        en: 'sheets and columns as this file has them, in place of ours and the schemes’ (docs/tables.md)',
      }),
    )
    .option(
      '--out <file>',
      say({ zh: '写入的文件（.xlsx；缺省为 <表>.xlsx）', en: 'the file (.xlsx; default: <table>.xlsx)' }),
      fileEnding('.xlsx'),
    )
    .addOption(
      new Option('--lang <lang>', say({ zh: '表头和文字的语言', en: 'language of headings and texts' }))
        .choices(['zh', 'en'])
        .default('zh'),
    )
    .addOption(asOfOption(say))
    .addOption(
      new Option(
        '--within <duration>',
        say({ zh: '期限只列此期间内的，如 P90D（只用于 due）', en: 'of deadlines only those in this time, such as P90D (of due only)' }),
      ).argParser((value) => {
        const found = parseDuration(value);
        if (!found) throw new InvalidArgumentError('P90D, P3M, P1Y');
        return found;
      }),
    )
    .action((paths: string[], flags: Flags) => run(paths, flags, terminal));
}

async function run(paths: readonly string[], flags: Flags, terminal: Terminal): Promise<void> {
  const cwd = process.cwd();
  if (flags.within && flags.table !== 'due') {
    terminal.say({ zh: '--within 只用于 --table due。', en: '--within is for --table due alone.' });
    return void (process.exitCode = 2);
  }
  const [{ judgedProjects }, { sheetsForAll }, { gather }] = await Promise.all([
    import('../judge/judged-projects.js'),
    import('../tables/stock.js'),
    import('../tables/gather.js'),
  ]);
  const map = sheetsForAll(flags.map === undefined ? undefined : resolve(cwd, flags.map));
  if (!map.value) {
    terminal.diagnostics(map.diagnostics.map((d) => placedFrom(d, cwd)));
    return void (process.exitCode = 1);
  }
  const { value: projects, diagnostics: found } = await judgedProjects(await casePaths(paths, cwd), {
    asOf: flags.asOf,
    today: localToday(),
  });
  // What was asked for and is not there is no reason for a table without it, which would take the place of another.
  if (found.some(({ code }) => code === 'path-unknown')) {
    terminal.diagnostics(found.map((d) => placedFrom(d, cwd)));
    return void (process.exitCode = 1);
  }
  const filled = gather(projects ?? [], {
    table: flags.table,
    sheets: map.value,
    reports: flags.map === undefined,
    lang: flags.lang,
    ...(flags.within ? { within: flags.within } : {}),
  });
  const diagnostics = [...found, ...(projects ?? []).flatMap(({ faults }) => faults), ...filled.diagnostics];
  terminal.diagnostics(diagnostics.map((d) => placedFrom(d, cwd)));
  if (hasErrors(diagnostics)) process.exitCode = 1;
  if (!projects) return void (process.exitCode = 1);
  if (filled.sheets.length === 0) {
    terminal.say({ zh: `所给的对应表中没有 ${flags.table} 的表`, en: `The map has no sheet of ${flags.table}` });
    return void (process.exitCode = 1);
  }
  const [{ workbookOf }, { writeWhole }] = await Promise.all([import('../tables/workbook.js'), import('../files/write-file.js')]);
  const out = flags.out ?? `${flags.table}.xlsx`;
  const outcome = await writeWhole(resolve(cwd, out), await workbookOf(filled.sheets, flags.lang));
  terminal.diagnostics(outcome.diagnostics.map((d) => placedFrom(d, cwd)));
  if (!outcome.value) return void (process.exitCode = 1);
  terminal.out(out);
  const rows = filled.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  terminal.say({ zh: `${filled.sheets.length} 张表，${rows} 行`, en: `${filled.sheets.length} sheet(s), ${rows} row(s)` });
  if (filled.indicative > 0)
    terminal.say({
      zh: `${filled.indicative} 个日期仅供参考：该年节假日未知`,
      en: `${filled.indicative} day(s) are indicative: the holidays of that year are not known`,
    });
}
