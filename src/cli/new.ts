/** `certpress new project|case`: writes a commented skeleton that says at each field what the scheme asks. */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { Outcome } from '../diagnostics/index.js';
import { newCase, newProject } from '../validate/skeleton.js';
import type { Terminal } from './terminal.js';

export function newCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  const group = program.command('new').description({ zh: '建立项目或案卷的骨架', en: 'write the skeleton of a project or a case' }[lang]);
  const report = (outcome: Outcome<readonly string[]>): void => {
    terminal.diagnostics(outcome.diagnostics);
    for (const file of outcome.value ?? []) terminal.out(file);
    if (!outcome.value) process.exitCode = 1;
  };
  group
    .command('project')
    .argument('<folder>', { zh: '项目文件夹', en: 'folder of the project' }[lang])
    .description({ zh: '新建项目：certpress.yaml 与 people.yaml', en: 'a new project: certpress.yaml and people.yaml' }[lang])
    .action(async (folder: string) => report(await newProject(resolve(folder))));
  group
    .command('case')
    .argument('<folder>', { zh: '案卷文件夹', en: 'folder of the case' }[lang])
    .description({ zh: '新建案卷，逐项写明认证方案的要求', en: 'a new case; each field says what the scheme asks' }[lang])
    .requiredOption('--scheme <id>', { zh: '认证方案，如 wanding', en: 'the scheme, such as wanding' }[lang])
    .addOption(new Option('--type <type>', { zh: '审核类型', en: 'kind of audit' }[lang]).choices(['initial', 'surveillance', 'recertification']).makeOptionMandatory())
    .action(async (folder: string, options: { scheme: string; type: 'initial' | 'surveillance' | 'recertification' }) =>
      report(await newCase({ folder: resolve(folder), scheme: options.scheme, type: options.type })));
  for (const command of group.commands) command.exitOverride();
}
