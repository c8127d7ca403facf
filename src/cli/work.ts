/**
 * `certpress work`: makes documents for builds on other machines, until it is told to end.
 *
 * In:  options. Out: a line for each document on stderr; files in the shared cache. SIGTERM and SIGINT end it when what it has begun is
 * done, a second one at once.
 */
import { Option, type Command } from 'commander';
import type { Prose } from '../diagnostics/index.js';
import { jobsOption } from './options.js';
import { cacheOption, queueOption } from './shared-options.js';
import { untilStopped } from './stop-signals.js';
import type { Terminal } from './terminal.js';

interface Flags {
  queue?: string;
  cache?: string;
  jobs: number;
  engine?: 'built-in' | 'typst';
}

export function workCommand(program: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  program
    .command('work')
    .description(
      say({
        zh: '为其他机器上的 build --queue 生成文件，直到被要求结束',
        en: 'make documents for build --queue on other machines, until told to end',
      }),
    )
    .addOption(queueOption(say))
    .addOption(cacheOption(say))
    .addOption(jobsOption(say))
    .addOption(
      new Option(
        '--engine <name>',
        say({
          zh: '排版引擎，与项目 certpress.yaml 中的 engine 相同',
          en: 'the layout engine, as certpress.yaml of the projects names it',
        }),
      ).choices(['built-in', 'typst']),
    )
    .action(async (flags: Flags) => {
      const [{ endSoon, sharedBy }, { work }] = await Promise.all([import('./shared-cache.js'), import('../queue/work.js')]);
      const sharing = sharedBy({ queue: '-', ...flags });
      if ('problem' in sharing) {
        terminal.say(sharing.problem);
        process.exitCode = 2;
        return;
      }
      const { shared, address } = sharing;
      if (!shared || !address) throw new Error('neither is missing where nothing is wrong');
      const stopping = untilStopped();
      const { place } = shared;
      const { engine, jobs } = flags;
      const { value: count, diagnostics } = await work({
        address,
        place,
        jobs,
        say: terminal.say,
        signal: stopping.signal,
        ...(engine === undefined ? {} : { engine }),
      });
      endSoon();
      terminal.diagnostics(diagnostics);
      if (count === undefined) process.exitCode = 1;
      else terminal.say({ zh: `已结束，共生成 ${count} 份文件`, en: `Ended: ${count} document(s) made` });
    });
}
