/**
 * `certpress due [paths…]`: what the schemes ask next over many cases, and by when.
 *
 * In:  options. Out: lines on stdout or in a file, as a table, JSON, CSV or a calendar. Nothing is rendered, and what is overdue
 * does not fail the command: it is what one asked for.
 */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { hasErrors, type Diagnostic, type Prose } from '../../diagnostics/index.js';
import type { DueLine } from '../../telling/due.js';
import { parseDuration, type Duration } from '../../telling/duration.js';
import { placedFrom } from '../../files/places.js';
import { layByOnDisk } from '../../program/laid-by.js';
import { asOfOption, casePaths, localToday, withCasePaths } from '../options.js';
import { csv } from './csv.js';
import { cellsOf, figures, headerOf } from './table.js';
import { jsonResult } from '../result-json.js';
import type { Terminal, UiLang } from '../terminal.js';
import { textTable } from '../text-table.js';

const formats = ['table', 'json', 'csv', 'ics'] as const;
interface Flags {
  asOf?: string;
  within?: Duration;
  format: (typeof formats)[number];
  out?: string;
}

const duration = (value: string): Duration => {
  const found = parseDuration(value);
  if (!found) throw new InvalidArgumentError('P90D, P3M, P1Y');
  return found;
};

export function dueCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  const say = (prose: Prose): string => prose[lang];
  withCasePaths(program.command('due'), say)
    .description(
      say({ zh: '列出各案卷接下来须办的事项和期限，已逾期的在前', en: 'what falls due over all cases, and by when; overdue first' }),
    )
    .addOption(asOfOption(say))
    .addOption(
      new Option(
        '--within <duration>',
        say({
          zh: '只列此期间内到期的和已逾期的，如 P90D、P3M、P1Y（缺省为全部）',
          en: 'only what falls due in this time, or is overdue: P90D, P3M, P1Y (default: everything)',
        }),
      ).argParser(duration),
    )
    .addOption(
      new Option(
        '--format <format>',
        say({
          zh: '格式；csv 给Excel用时请加 --out，写出的文件带有编码标记，中文不会乱码',
          en: 'format; csv for Excel is best written with --out: that file carries the mark by which Excel knows its encoding',
        }),
      )
        .choices(formats)
        .default('table'),
    )
    .option('--out <file>', say({ zh: '写入文件，而不打印', en: 'write to a file instead of printing' }))
    .action((paths: string[], flags: Flags) => run(paths, flags, terminal));
}

async function run(paths: readonly string[], flags: Flags, terminal: Terminal): Promise<void> {
  layByOnDisk();
  const cwd = process.cwd();
  const [{ judgedProjects }, { DueLines, sortDue }] = await Promise.all([
    import('../../judge/judged-projects.js'),
    import('../../telling/due.js'),
  ]);
  const { value: projects = [], diagnostics: found } = await judgedProjects(await casePaths(paths, cwd), {
    asOf: flags.asOf,
    today: localToday(),
  });
  const ofProjects = projects.map((one) => {
    const lines = new DueLines(one.project, one.asOf, { schemes: one.schemes, ...(flags.within ? { within: flags.within } : {}) });
    for (const { judgement } of one) lines.add({ ...judgement, verdicts: judgement.verdicts.filter(({ subject }) => subject.case) });
    lines.add(one.ofProject);
    return lines.all();
  });
  const lines = sortDue(ofProjects.flat());
  const diagnostics = [...found, ...projects.flatMap(({ faults }) => faults)].map((d) => placedFrom(d, cwd));
  const cases = projects.reduce((sum, { count }) => sum + count, 0);
  const text = await written(lines, flags, terminal.lang, { diagnostics, cases, cwd });
  if (flags.format !== 'json') terminal.diagnostics(diagnostics);
  if (hasErrors(diagnostics)) process.exitCode = 1;
  if (flags.out !== undefined) {
    // Spreadsheets take a CSV file for the code page of the machine unless a mark says that it is UTF-8.
    const { writeWhole } = await import('../../files/write-file.js');
    const outcome = await writeWhole(resolve(cwd, flags.out), flags.format === 'csv' ? `\ufeff${text}` : text);
    terminal.diagnostics(outcome.diagnostics.map((d) => placedFrom(d, cwd)));
    if (!outcome.value) return void (process.exitCode = 1);
    terminal.out(flags.out);
  } else if (text !== '') {
    terminal.write(text);
  }
  if ((flags.format === 'table' || flags.out !== undefined) && (lines.length > 0 || !hasErrors(diagnostics))) tell(lines, cases, terminal);
}

interface Ran {
  readonly diagnostics: readonly Diagnostic[];
  readonly cases: number;
  readonly cwd: string;
}

async function written(lines: readonly DueLine[], { format }: Flags, lang: UiLang, ran: Ran): Promise<string> {
  switch (format) {
    case 'csv':
      return csv([headerOf(lang), ...lines.map((line) => cellsOf(line, lang))]);
    case 'ics':
      return (await import('./calendar.js')).calendarOf(lines, lang);
    case 'json':
      return `${JSON.stringify(asJson(lines, ran), null, 2)}\n`;
    case 'table':
      return lines.length === 0 ? '' : `${textTable([headerOf(lang), ...lines.map((line) => cellsOf(line, lang))], figures).join('\n')}\n`;
  }
}

function asJson(lines: readonly DueLine[], { diagnostics, cases, cwd }: Ran): object {
  const count = (severity: string): number => diagnostics.filter((d) => d.severity === severity).length;
  const { diagnostics: said } = jsonResult(diagnostics, [], { cases, documents: 0, errors: 0, warnings: 0, infos: 0, ms: 0 }) as {
    diagnostics: unknown;
  };
  return {
    due: lines.map((line) => {
      const place = line.place && placedFrom({ code: 'waiting', severity: 'info', message: line.what, place: line.place }, cwd).place;
      return {
        id: line.id,
        due: line.due,
        daysLeft: line.daysLeft,
        overdue: line.isOverdue,
        notBefore: line.notBefore ?? null,
        asOf: line.asOf,
        indicative: line.isIndicative,
        scheme: line.scheme,
        case: line.case,
        client: line.client ?? null,
        leader: line.leader ?? null,
        audit: line.audit ?? null,
        subject: line.subject ?? null,
        thing: line.thing,
        row: line.row,
        rule: line.rule,
        clause: line.clause,
        severity: line.severity,
        what: line.what,
        why: line.why,
        file: place?.file ?? null,
        line: place?.line ?? null,
        column: place?.column ?? null,
        path: place?.pointer ?? null,
      };
    }),
    diagnostics: said,
    summary: {
      cases,
      due: lines.length,
      overdue: lines.filter((line) => line.isOverdue).length,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
    },
  };
}

function tell(lines: readonly DueLine[], cases: number, terminal: Terminal): void {
  const overdue = lines.filter((line) => line.isOverdue).length;
  const days = [...new Set(lines.map((line) => line.asOf))].join(', ');
  if (lines.length === 0) {
    terminal.say({ zh: `${cases} 个案卷：没有到期的事项`, en: `${cases} case(s): nothing falls due` });
    return;
  }
  terminal.say({
    zh: `${cases} 个案卷，判定日 ${days}：${lines.length} 项，其中 ${overdue} 项已逾期`,
    en: `${cases} case(s) on ${days}: ${lines.length} line(s), ${overdue} overdue`,
  });
}
