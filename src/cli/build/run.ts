/**
 * What `certpress build` and `certpress check` do.
 *
 * In:  flags. Out: documents (build), diagnostics (of check on stdout), and with `--json` or `--sarif` one object on stdout and nothing
 * else.
 */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { DocumentKind } from '../../../schemas/pack/kinds.js';
import { hasErrors, type Diagnostic, type Prose } from '../../diagnostics/index.js';
import type { DocLang } from '../../model/index.js';
import { packageInfo } from '../../program/package-info.js';
import type { Format } from '../../make/files.js';
import type { BuildOptions, BuildResult } from '../../plan/options.js';
import { asOfOption, casePaths, idList, jobsOption, langOption, localToday, withCasePaths } from '../options.js';
import { jsonResult, sarifResult, type Summary } from '../result-json.js';
import { cacheOption } from '../shared-options.js';
import { untilStopped } from '../stop-signals.js';
import type { Terminal } from '../terminal.js';
import { linePrinter } from './lines.js';

export interface Flags {
  out: string;
  format: Format[];
  lang?: DocLang[];
  doc?: DocumentKind[];
  asOf?: string;
  force?: boolean;
  jobs: number;
  cache?: string;
  queue?: string;
  json?: true | 'object' | 'lines';
  sarif?: boolean;
  later?: boolean;
  watch?: boolean;
  to?: 'model' | 'html';
  comments?: string[];
}

/** The options that both commands have. */
export const withBuildOptions = (command: Command, say: (prose: Prose) => string): Command =>
  withCasePaths(command, say)
    .addOption(langOption(say))
    .addOption(
      new Option(
        '--doc <ids>',
        say({
          zh: '只处理这些文件（audit-plan 等代号，可用逗号并列）',
          en: 'only these documents: ids such as audit-plan, several with commas',
        }),
      ).argParser(idList),
    )
    .addOption(asOfOption(say))
    .addOption(jobsOption(say))
    .addOption(cacheOption(say))
    .addOption(
      new Option(
        '--json [how]',
        say({
          zh: '在标准输出打印一个 JSON 对象；--json=lines 每份文件一行，随做随打',
          en: 'print one JSON object on stdout; --json=lines prints a line for each document as it is made',
        }),
      ).choices(['object', 'lines']),
    )
    .option('--sarif', say({ zh: '在标准输出打印 SARIF 2.1.0', en: 'print SARIF 2.1.0 on stdout' }));

/** `out`: `null` writes nothing; `knownOut`: whose manifests say what need not be made again. */
export async function run(paths: readonly string[], flags: Flags, out: string | null, terminal: Terminal, knownOut = out): Promise<void> {
  const started = performance.now();
  const cwd = process.cwd();
  const { cache, queue } = flags;
  const sharing = (cache ?? queue) === undefined ? {} : (await import('../shared-cache.js')).sharedBy(flags);
  if ('problem' in sharing) {
    terminal.say(sharing.problem);
    process.exitCode = 2;
    return;
  }
  const { shared, address } = sharing;
  const stopping = untilStopped(false);
  const [{ runBuild }, { cacheFolder }] = await Promise.all([import('../../build.js'), import('../cache-folder.js')]);
  const provenIn = cacheFolder(process.env);
  const lines = flags.json === 'lines' ? linePrinter((line) => terminal.out(line)) : undefined;
  const options: BuildOptions = {
    paths: await casePaths(paths, cwd),
    cwd,
    out: out === null ? null : resolve(cwd, out),
    knownOut: knownOut === null ? null : resolve(cwd, knownOut),
    formats: flags.format,
    today: localToday(),
    ...(provenIn === undefined ? {} : { provenIn }),
    force: flags.force ?? false,
    keepOnError: flags.watch ?? false,
    signal: stopping.signal,
    begins: stopping.begin,
    jobs: flags.jobs,
    ...(shared ? { shared } : {}),
    ...(address ? { queue: { address, say: terminal.say, priority: flags.watch ? priorities.watch : priorities.other } } : {}),
    ...(lines ? { told: lines.told } : {}),
    progress: flags.json || flags.sarif ? () => undefined : terminal.progress,
    ...(flags.lang ? { langs: flags.lang } : {}),
    ...(flags.doc ? { documents: flags.doc } : {}),
    ...(flags.asOf ? { asOf: flags.asOf } : {}),
    ...(flags.to ? { print: flags.to } : {}),
  };
  const result = await runBuild(options);
  if (address && !flags.watch) (await import('../shared-cache.js')).endSoon();
  stopping.end();
  terminal.clearProgress();
  const count = (s: string): number => result.diagnostics.filter((d) => d.severity === s).length;
  const summary: Summary = {
    cases: result.cases,
    documents: result.documents,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    later: result.diagnostics.filter(isLater).length,
    ms: Math.round(performance.now() - started),
  };
  if (lines) lines.end(result, summary);
  else if (flags.json) terminal.out(JSON.stringify(jsonResult(result.diagnostics, result.outputs, summary), null, 2));
  else if (flags.sarif) terminal.out(JSON.stringify(sarifResult(result.diagnostics, packageInfo().version), null, 2));
  else {
    for (const text of result.printed) terminal.out(text);
    const shown = flags.later ? result.diagnostics : result.diagnostics.filter((d) => !isLater(d));
    // What check finds is its result; what build finds on the way is not.
    if (out === null) terminal.report(shown);
    else terminal.diagnostics(shown);
    if (!flags.to) tell(result, summary, out, terminal, flags.later ?? false);
  }
  if (stopping.signal.aborted) process.exitCode = stopping.exitCode();
  else process.exitCode = result.diagnostics.some(isUsage) ? 2 : hasErrors(result.diagnostics) ? 1 : 0;
}

/** A person waits for what is built again whenever they save. */
const priorities = { watch: 1, other: 10 } as const;

/** A kind of document asked for that there is not; in a record it has a place. */
const isUsage = (d: Diagnostic): boolean => d.code === 'document-unknown' && d.place === undefined;
const isLater = (d: Diagnostic): boolean => d.code === 'content-later';

function tell(result: BuildResult, summary: Summary, out: string | null, terminal: Terminal, areShown: boolean): void {
  const later = result.diagnostics.filter(isLater);
  const waiting = new Set(later.map((d) => [d.case, d.audit, d.document, d.subject].join('\0'))).size;
  const how: Prose = areShown
    ? { zh: '', en: '' }
    : { zh: '（certpress check --later 逐项列出）', en: ' (certpress check --later lists them)' };
  const comes: Prose = {
    zh: `以后才需要：${waiting} 份文件的 ${later.length} 项内容${how.zh}`,
    en: `Not due yet: ${later.length} content(s) of ${waiting} document(s)${how.en}`,
  };
  if (later.length > 0 && out === null) terminal.out(comes[terminal.lang]);
  else if (later.length > 0) terminal.say(comes);
  const written = result.outputs.filter((o) => !o.reused);
  if (out !== null) for (const o of written) terminal.out(`${out.replace(/[\\/]$/, '')}/${o.file}`);
  const reused = result.outputs.length - written.length;
  const { cases, documents, errors, warnings, ms } = summary;
  if (out === null) {
    terminal.out(
      {
        zh: `已检查 ${cases} 个案卷、${documents} 份文件：${errors} 个错误，${warnings} 个警告（${ms} ms）`,
        en: `Checked ${cases} case(s), ${documents} document(s): ${errors} error(s), ${warnings} warning(s) (${ms} ms)`,
      }[terminal.lang],
    );
    return;
  }
  if (written.length === 0 && reused > 0 && errors === 0) {
    terminal.say({
      zh: `输入未变，${reused} 个文件无须重做：${warnings} 个警告（${ms} ms）`,
      en: `Nothing changed: all ${reused} files stand; ${warnings} warning(s) (${ms} ms)`,
    });
    return;
  }
  terminal.say({
    zh: `${cases} 个案卷、${documents} 份文件：写出 ${written.length} 个文件，沿用 ${reused} 个；${errors} 个错误，${warnings} 个警告（${ms} ms）`,
    en: `${cases} case(s), ${documents} document(s): ${written.length} file(s) written, ${reused} reused; ${errors} error(s), ${warnings} warning(s) (${ms} ms)`,
  });
}
