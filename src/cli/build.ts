/**
 * `certpress build` and `certpress check`.
 *
 * In:  options. Out: documents (build), diagnostics, and with `--json` or `--sarif` one object on stdout and nothing else.
 */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { documentKinds, type DocumentKind } from '../../schemas/pack/index.js';
import { hasErrors, type Prose } from '../diagnostics/index.js';
import type { DocLang } from '../model/index.js';
import { packageInfo } from '../package-info.js';
import { runBuild, type BuildOptions, type BuildResult, type Format } from '../pipeline.js';
import { jsonResult, sarifResult, type Summary } from './result-json.js';
import type { Terminal } from './terminal.js';
import { watchAndRun } from './watch.js';

interface Flags {
  out: string;
  format: Format[];
  lang?: DocLang[];
  doc?: DocumentKind[];
  asOf?: string;
  force?: boolean;
  json?: boolean;
  sarif?: boolean;
  watch?: boolean;
  to?: 'model' | 'html';
}

export const listOf = <T extends string>(choices: readonly T[]) => (value: string): T[] => {
  const words = value.split(',').map((w) => w.trim()).filter(Boolean);
  const wrong = words.find((w) => !choices.includes(w as T));
  if (wrong !== undefined || words.length === 0) throw new InvalidArgumentError(`${choices.join(', ')}`);
  return words as T[];
};
export const isoDate = (value: string): string => {
  const date = new Date(`${value}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) throw new InvalidArgumentError('YYYY-MM-DD');
  return value;
};

export function buildCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  const say = (prose: Prose): string => prose[lang];
  const shared = (command: Command): Command => command
    .argument('[paths...]', say({ zh: '案卷文件夹，或含有案卷的文件夹（缺省为当前文件夹）', en: 'case folders, or folders that hold some (default: the current folder)' }))
    .addOption(new Option('--lang <langs>', say({ zh: '语言：zh、en、zh-en，可用逗号并列', en: 'zh, en, zh-en, or several with commas' })).argParser(listOf(['zh', 'en', 'zh-en'] as const)))
    .addOption(new Option('--doc <ids>', say({ zh: `只处理这些文件：${documentKinds.join('、')}`, en: `only these documents: ${documentKinds.join(', ')}` })).argParser(listOf(documentKinds)))
    .addOption(new Option('--as-of <date>', say({ zh: '判定日（缺省为项目所定之日，否则为今天）', en: "the day to judge on (default: the project's, else today)" })).argParser(isoDate))
    .option('--json', say({ zh: '在标准输出打印一个 JSON 对象', en: 'print one JSON object on stdout' }))
    .option('--sarif', say({ zh: '在标准输出打印 SARIF 2.1.0', en: 'print SARIF 2.1.0 on stdout' }));

  shared(program.command('build'))
    .description(say({ zh: '检查记录并生成文件', en: 'check the records and write the documents' }))
    .option('--out <dir>', say({ zh: '输出文件夹', en: 'output folder' }), 'out')
    .addOption(new Option('--format <formats>', say({ zh: '格式：docx、pdf', en: 'docx, pdf' })).argParser(listOf(['docx', 'pdf'] as const)).default(['docx', 'pdf'], 'docx,pdf'))
    .option('--force', say({ zh: '覆盖生成后被修改过的文件', en: 'overwrite files that were edited after they were built' }))
    .option('--watch', say({ zh: '保存记录或版式后自动重新生成', en: 'build again whenever a record or layout is saved' }))
    .addOption(new Option('--to <stage>', say({ zh: '不写文件，打印某一阶段的结果', en: 'write no files; print what a stage yields' })).choices(['model', 'html']))
    .action(async (paths: string[], flags: Flags) => {
      if (flags.watch) await watchAndRun(paths.length > 0 ? paths : ['.'], terminal, () => run(paths, flags, flags.out, terminal));
      else await run(paths, flags, flags.out, terminal);
    });
  shared(program.command('check'))
    .description(say({ zh: '完成全部检查，不写任何文件', en: 'all checks, writing nothing' }))
    .option('--out <dir>', say({ zh: '已有输出文件夹（其中已证明的文件不再重做）', en: 'an output folder; what it proves is not made again' }), 'out')
    .action((paths: string[], flags: Flags) => run(paths, { ...flags, format: ['docx', 'pdf'] }, null, terminal, flags.out));
}

async function run(paths: readonly string[], flags: Flags, out: string | null, terminal: Terminal, knownOut = out): Promise<void> {
  const started = performance.now();
  const cwd = process.cwd();
  const abort = new AbortController();
  const interrupted = (): void => {
    if (abort.signal.aborted) process.exit(130);
    abort.abort();
  };
  process.on('SIGINT', interrupted);
  const options: BuildOptions = {
    paths: (paths.length > 0 ? paths : ['.']).map((p) => resolve(cwd, p)),
    cwd,
    out: out === null ? null : resolve(cwd, out),
    knownOut: knownOut === null ? null : resolve(cwd, knownOut),
    formats: flags.format,
    today: localToday(),
    force: flags.force ?? false,
    signal: abort.signal,
    progress: flags.json || flags.sarif ? () => undefined : terminal.progress,
    ...(flags.lang ? { langs: flags.lang } : {}),
    ...(flags.doc ? { documents: flags.doc } : {}),
    ...(flags.asOf ? { asOf: flags.asOf } : {}),
    ...(flags.to ? { print: flags.to } : {}),
  };
  const result = await runBuild(options);
  process.off('SIGINT', interrupted);
  terminal.clearProgress();
  const count = (s: string): number => result.diagnostics.filter((d) => d.severity === s).length;
  const summary: Summary = { cases: result.cases, documents: result.documents, errors: count('error'), warnings: count('warning'), infos: count('info'), ms: Math.round(performance.now() - started) };
  if (flags.json) terminal.out(JSON.stringify(jsonResult(result.diagnostics, result.outputs, summary), null, 2));
  else if (flags.sarif) terminal.out(JSON.stringify(sarifResult(result.diagnostics, packageInfo().version), null, 2));
  else {
    for (const text of result.printed) terminal.out(text);
    terminal.diagnostics(result.diagnostics);
    if (!flags.to) tell(result, summary, out, terminal);
  }
  if (abort.signal.aborted) process.exitCode = 130;
  else process.exitCode = hasErrors(result.diagnostics) ? 1 : 0;
}

function tell(result: BuildResult, summary: Summary, out: string | null, terminal: Terminal): void {
  const written = result.outputs.filter((o) => !o.reused);
  if (out !== null) for (const o of written) terminal.out(`${out.replace(/\/$/, '')}/${o.file}`);
  const reused = result.outputs.length - written.length;
  const { cases, documents, errors, warnings, ms } = summary;
  if (out === null) {
    terminal.say({ zh: `已检查 ${cases} 个案卷、${documents} 份文件：${errors} 个错误，${warnings} 个警告（${ms} ms）`, en: `Checked ${cases} case(s), ${documents} document(s): ${errors} error(s), ${warnings} warning(s) (${ms} ms)` });
    return;
  }
  if (written.length === 0 && reused > 0 && errors === 0) {
    terminal.say({ zh: `输入未变，${reused} 个文件无须重做：${warnings} 个警告（${ms} ms）`, en: `Nothing changed: all ${reused} files stand; ${warnings} warning(s) (${ms} ms)` });
    return;
  }
  terminal.say({
    zh: `${cases} 个案卷、${documents} 份文件：写出 ${written.length} 个文件，沿用 ${reused} 个；${errors} 个错误，${warnings} 个警告（${ms} ms）`,
    en: `${cases} case(s), ${documents} document(s): ${written.length} file(s) written, ${reused} reused; ${errors} error(s), ${warnings} warning(s) (${ms} ms)`,
  });
}

/** Today where the user is: the rules are judged on calendar days. */
export function localToday(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
