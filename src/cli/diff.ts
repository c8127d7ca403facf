/**
 * `certpress diff [paths…]`: what a change makes of the documents, before anybody has to look for it.
 *
 * In:  the cases asked for; a revision of git or another folder of the project to compare with. Out: a report as one HTML file, or with
 * `--json` one object on stdout; the status says with `--exit-code` whether anything differs.
 */
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { DocumentKind } from '../../schemas/pack/kinds.js';
import { hasErrors, type Diagnostic, type Prose } from '../diagnostics/index.js';
import { absolute, placedFrom, slashes } from '../files/places.js';
import type { DocumentDifference } from '../diff/diff.js';
import type { DocLang } from '../model/index.js';
import { packageInfo } from '../program/package-info.js';
import { asOfOption, casePaths, idList, langOption, localToday, withCasePaths } from './options.js';
import { diagnosticJson } from './result-json.js';
import { untilStopped } from './stop-signals.js';
import type { Terminal } from './terminal.js';

interface Flags {
  readonly against: string;
  readonly out: string;
  readonly lang?: DocLang[];
  readonly doc?: DocumentKind[];
  readonly asOf?: string;
  readonly exitCode?: boolean;
  readonly json?: boolean;
}

/** Documents differ: no error, and not what a status of 1 says. */
const statusDiffers = 3;

export function diffCommand(program: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  withCasePaths(program.command('diff'), say)
    .description(
      say({
        zh: '比较改动前后的文件：逐字列出不同的文字，并列不同的页面，写成一个网页',
        en: 'compare documents before and after a change: words that differ, and pages side by side, in one page of HTML',
      }),
    )
    .option(
      '--against <revision|folder>',
      say({ zh: '与之比较的 git 版本，或另一个项目文件夹', en: 'a revision of git to compare with, or another folder of the project' }),
      'HEAD',
    )
    .option('--out <file>', say({ zh: '写到此文件', en: 'file to write to' }), 'diff.html')
    .addOption(langOption(say))
    .addOption(
      new Option(
        '--doc <ids>',
        say({ zh: '只比较这些文件（代号，可用逗号并列）', en: 'only these documents: ids, several with commas' }),
      ).argParser(idList),
    )
    .addOption(asOfOption(say))
    .option('--exit-code', say({ zh: '有不同时退出状态为 3', en: 'end with status 3 where anything differs' }))
    .option('--json', say({ zh: '在标准输出打印一个 JSON 对象，不写网页', en: 'print one JSON object on stdout, and write no page' }))
    .action((paths: string[], flags: Flags) => run(paths, flags, terminal));
}

async function run(paths: readonly string[], flags: Flags, terminal: Terminal): Promise<void> {
  const cwd = process.cwd();
  const [{ diff }, { reportHtml }, { projectOfPaths }, { projectAt }, { openProven }, { cacheFolder }, { writeWhole }] = await Promise.all([
    import('../diff/diff.js'),
    import('../diff/report.js'),
    import('../diff/project-of-paths.js'),
    import('../diff/at-revision.js'),
    import('../program/proven.js'),
    import('./cache-folder.js'),
    import('../files/write-file.js'),
  ]);
  const tell = (found: readonly Diagnostic[], project: string): void => {
    if (hasErrors(found)) process.exitCode = 1;
    terminal.diagnostics(found.map((d) => placedFrom(absolute(d, { project, package: packageInfo().root }), cwd)));
  };
  const asked = await projectOfPaths(await casePaths(paths, cwd));
  if (!asked.value) return tell(asked.diagnostics, cwd);
  const { root, only } = asked.value;
  const other = resolve(cwd, flags.against);
  const isFolder = await stat(other).then(
    (one) => one.isDirectory(),
    () => false,
  );
  const revision = isFolder ? undefined : await projectAt(root, flags.against, process.env);
  if (revision && !revision.value) return tell(revision.diagnostics, root);
  const then = revision?.value;
  const stopping = untilStopped();
  try {
    const { value, diagnostics } = await diff({
      before: then?.root ?? other,
      after: root,
      only: only.map((folder) => slashes(relative(root, folder))),
      today: localToday(),
      proven: openProven(cacheFolder(process.env) ?? null),
      progress: flags.json ? () => undefined : terminal.progress,
      signal: stopping.signal,
      ...(flags.lang ? { langs: flags.lang } : {}),
      ...(flags.doc ? { documents: flags.doc } : {}),
      ...(flags.asOf ? { asOf: flags.asOf } : {}),
    });
    terminal.clearProgress();
    if (!flags.json || !value) tell(diagnostics, root);
    if (!value || stopping.signal.aborted) return;
    const { documents, unchanged } = value;
    const shown = slashes(relative(cwd, root)) || '.';
    const before = then ? `${shown} @ ${flags.against} (${then.commit.slice(0, 12)})` : slashes(relative(cwd, other)) || '.';
    if (flags.json) {
      if (hasErrors(diagnostics)) process.exitCode = 1;
      terminal.out(JSON.stringify(asJson(documents, unchanged, before, diagnostics), null, 2));
    } else {
      for (const { state, name, texts } of documents)
        terminal.out(`${stateSigns[state]} ${name}${texts.length > 0 ? `  ${said(texts.length)[terminal.lang]}` : ''}`);
      const written = await writeWhole(resolve(cwd, flags.out), reportHtml(value, { before, after: shown }, terminal.lang));
      tell(written.diagnostics, root);
      const count = (state: string): number => documents.filter((one) => one.state === state).length;
      if (written.value)
        terminal.say({
          zh: `改动 ${count('changed')}，新增 ${count('added')}，不再有 ${count('removed')}，未变 ${unchanged}；见 ${flags.out}`,
          en: `${count('changed')} changed, ${count('added')} added, ${count('removed')} removed, ${unchanged} unchanged: see ${flags.out}`,
        });
    }
    if (flags.exitCode && documents.length > 0 && !process.exitCode) process.exitCode = statusDiffers;
  } finally {
    stopping.end();
    await then?.close();
  }
}

const stateSigns = { changed: '~', added: '+', removed: '-' } as const;
const said = (n: number): Prose => ({ zh: `${n} 处文字`, en: n === 1 ? '1 change of text' : `${n} changes of text` });

const asJson = (
  documents: readonly DocumentDifference[],
  unchanged: number,
  before: string,
  diagnostics: readonly Diagnostic[],
): object => ({
  before,
  unchanged,
  documents: documents.map(({ name, title, folder, lang, state, texts, pages }) => ({
    ...{ name, title, case: folder, lang, state, pages: state === 'changed' ? pages : null },
    texts: texts.map(({ pieces, pageBefore, pageAfter }) => ({ pageBefore: pageBefore ?? null, pageAfter: pageAfter ?? null, pieces })),
  })),
  diagnostics: diagnostics.map(diagnosticJson),
});
