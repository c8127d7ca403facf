/**
 * `certpress build [paths…]`: checks the records and writes the documents, once or whenever something is saved.
 *
 * In:  options. Out: see `run.ts`.
 */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { Prose } from '../../diagnostics/index.js';
import { layByOnDisk } from '../../program/laid-by.js';
import { casePaths, listOf, localToday } from '../options.js';
import { queueOption } from '../shared-options.js';
import type { Terminal } from '../terminal.js';
import { run, withBuildOptions, type Flags } from './run.js';

export function buildCommand(program: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  withBuildOptions(program.command('build'), say)
    .description(say({ zh: '检查记录并生成文件', en: 'check the records and write the documents' }))
    .option(
      '--out <dir>',
      say({
        zh: '输出文件夹；回看时缺省为 out-<日期>，带批注时为 review',
        en: 'output folder; unless given, of a look back out-<date>, with comments review',
      }),
      'out',
    )
    .addOption(
      new Option('--format <formats>', say({ zh: '格式：docx、pdf', en: 'docx, pdf' }))
        .argParser(listOf(['docx', 'pdf'] as const))
        .default(['docx', 'pdf'], 'docx,pdf'),
    )
    .addOption(queueOption(say))
    .option(
      '--comments <files...>',
      say({
        zh: '供审阅的副本：把退回的 Word 文件中的批注印在文字旁边；不作正式文件',
        en: 'copies for review: the comments of these Word files, which came back, beside the text; never the documents themselves',
      }),
    )
    .option('--force', say({ zh: '覆盖生成后被修改过的文件', en: 'overwrite files that were edited after they were built' }))
    .option('--watch', say({ zh: '保存记录或版式后自动重新生成', en: 'build again whenever a record or layout is saved' }))
    .addOption(
      new Option('--to <stage>', say({ zh: '不写文件，打印某一阶段的结果', en: 'write no files; print what a stage yields' })).choices([
        'model',
        'html',
      ]),
    )
    .action(async (paths: string[], asked: Flags, command: Command) => {
      const isDefault = command.getOptionValueSource('out') === 'default';
      if (asked.comments) {
        // What is for review lies apart from what is issued.
        const { buildReview } = await import('./comments.js');
        const isTyped = (flag: string): boolean => command.getOptionValueSource(flag) === 'cli';
        await buildReview(paths, asked.comments, isDefault ? { ...asked, out: 'review' } : asked, isTyped, terminal);
        return;
      }
      // The documents of an earlier day must not take the place of today's.
      const looksBack = asked.asOf !== undefined && asked.asOf < localToday() && isDefault;
      const flags = looksBack ? { ...asked, out: `${asked.out}-${asked.asOf ?? ''}` } : asked;
      if (flags.watch) {
        const [{ inputFoldersOf }, { watchAndRun }] = await Promise.all([import('../../plan/input-folders.js'), import('../watch.js')]);
        const watched = { folders: async () => inputFoldersOf(await casePaths(paths, process.cwd())), outputs: resolve(flags.out) };
        await watchAndRun(watched, terminal, () => run(paths, flags, flags.out, terminal));
      } else {
        layByOnDisk();
        await run(paths, flags, flags.out, terminal);
      }
    });
}
