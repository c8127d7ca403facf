/**
 * `certpress check [paths…]`: every check, writing nothing.
 *
 * In:  options. Out: see `run.ts`.
 */
import type { Command } from 'commander';
import type { Prose } from '../../diagnostics/index.js';
import { layByOnDisk } from '../../program/laid-by.js';
import type { Terminal } from '../terminal.js';
import { run, withBuildOptions, type Flags } from './run.js';

export function checkCommand(program: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  withBuildOptions(program.command('check'), say)
    .description(say({ zh: '完成全部检查，不写任何文件', en: 'all checks, writing nothing' }))
    .option(
      '--out <dir>',
      say({ zh: '已有输出文件夹（其中已证明的文件不再重做）', en: 'an output folder; what it proves is not made again' }),
      'out',
    )
    .option('--later', say({ zh: '也列出以后才需要的内容', en: 'also list what is not due yet' }))
    .action((paths: string[], flags: Flags) => {
      layByOnDisk();
      return run(paths, { ...flags, format: ['docx', 'pdf'] }, null, terminal, flags.out);
    });
}
