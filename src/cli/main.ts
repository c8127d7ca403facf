/**
 * The command line: one file a command; this one joins them.
 *
 * In:  argv and the environment. Out: an exit status: 0 everything asked for was done, 1 the records, layouts or files
 * have errors, 2 wrong usage, 3 documents differ (`diff --exit-code`), 70 a bug in certpress. `start/start.ts` loads it.
 */
import { Command, CommanderError } from 'commander';
import type { Prose } from '../diagnostics/index.js';
import { packageInfo } from '../program/package-info.js';
import { keepProgramIdIn } from '../program/program-id.js';
import { cacheFolder } from './cache-folder.js';
import { createTerminal, uiLang, type Terminal } from './terminal.js';

type Add = (program: Command, terminal: Terminal) => void;
/** Where each command is defined, in the order of the help. A command loads its own code and no other's. */
const commands: readonly { readonly word: string; readonly load: () => Promise<Add> }[] = [
  { word: 'build', load: async () => (await import('./build/build.js')).buildCommand },
  { word: 'check', load: async () => (await import('./build/check.js')).checkCommand },
  { word: 'preview', load: async () => (await import('./preview.js')).previewCommand },
  { word: 'diff', load: async () => (await import('./diff.js')).diffCommand },
  { word: 'archive', load: async () => (await import('./archive/archive.js')).archiveCommand },
  { word: 'verify', load: async () => (await import('./verify/verify.js')).verifyCommand },
  { word: 'status', load: async () => (await import('./status/status.js')).statusCommand },
  { word: 'take', load: async () => (await import('./take/take.js')).takeCommand },
  { word: 'work', load: async () => (await import('./work.js')).workCommand },
  { word: 'due', load: async () => (await import('./due/due.js')).dueCommand },
  { word: 'time', load: async () => (await import('./time/time.js')).timeCommand },
  { word: 'form', load: async () => (await import('./form.js')).formCommand },
  { word: 'export', load: async () => (await import('./export.js')).exportCommand },
  { word: 'import', load: async () => (await import('./import.js')).importCommand },
  { word: 'translate', load: async () => (await import('./translate.js')).translateCommand },
  { word: 'explain', load: async () => (await import('./explain.js')).explainCommand },
  { word: 'lint', load: async () => (await import('./lint.js')).lintCommand },
  { word: 'templates', load: async () => (await import('./templates/templates.js')).templatesCommand },
  { word: 'new', load: async () => (await import('./new.js')).newCommand },
  { word: 'schema', load: async () => (await import('./schema.js')).schemaCommand },
];

keepProgramIdIn(cacheFolder(process.env));
const argv = process.argv.slice(2);
const lang = uiLang(argv, process.env);
const terminal = createTerminal(lang, process);
const say = (prose: Prose): string => prose[lang];

const program = new Command('certpress')
  .description(
    say({
      zh: '由认证机构的 YAML 记录生成认证方案要求的文件（Word 与 PDF，中文与英文），并拒绝方案禁止的文件。',
      en: "Turns a certification body's YAML records into the documents its scheme demands, in Word and PDF, in Chinese and English, and refuses what the scheme forbids.",
    }),
  )
  .version(packageInfo().version, '-V, --version', say({ zh: '显示版本', en: 'show the version' }))
  .helpOption('-h, --help', say({ zh: '显示帮助', en: 'show help' }))
  .helpCommand('help [command]', say({ zh: '显示某个命令的帮助', en: 'show help for a command' }))
  .option('--ui <zh|en>', say({ zh: '界面语言（缺省随终端）', en: 'language of messages (default: that of the terminal)' }))
  .configureHelp({
    styleTitle: (t) =>
      lang === 'zh' ? ({ 'Usage:': '用法：', 'Options:': '选项：', 'Commands:': '命令：', 'Arguments:': '参数：' }[t] ?? t) : t,
  })
  .addHelpText(
    'after',
    `\n${say({
      zh: '退出状态：0 已完成；1 记录、版式或文件有错误；2 用法错误；3 文件有不同（diff --exit-code）；70 certpress 自身的缺陷。',
      en: 'Exit status: 0 done; 1 errors in records, layouts or files; 2 wrong usage; 3 documents differ (diff --exit-code); 70 a defect of certpress.',
    })}`,
  )
  .exitOverride();

const commandLine = async (): Promise<void> => {
  // Help and misspelt commands need all of them: the list, and “did you mean”.
  const word = argv[0]?.startsWith('--ui=') ? argv[1] : argv[0] === '--ui' ? argv[2] : argv[0];
  const asked = commands.filter((command) => command.word === word);
  for (const add of await Promise.all((asked.length > 0 ? asked : commands).map(({ load }) => load()))) add(program, terminal);
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command.exitOverride().helpOption('-h, --help', say({ zh: '显示帮助', en: 'show help' }));

  // A closed pipe (`certpress … | head`) ends the program quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });

  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else {
      terminal.clearProgress();
      terminal.say({
        zh: `certpress 自身出错，这是缺陷，请报告：${(error as Error).message}`,
        en: `certpress failed on its own; this is a defect, please report it: ${(error as Error).message}`,
      });
      if (process.env['CERTPRESS_DEBUG']) console.error(error);
      process.exitCode = 70;
    }
  }
};
void commandLine();
