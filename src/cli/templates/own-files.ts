/**
 * `certpress templates copy|changes|settle`: files of the house's own, from their beginning on.
 *
 * In:  names of files and keys; a scheme. Out: what was written, and what the files below have gained since, as text or with `--json`.
 */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { hasErrors, type Diagnostic, type Outcome, type Prose } from '../../diagnostics/index.js';
import { placedFrom } from '../../files/places.js';
import type { HouseOfProject } from '../../house/house-of-project.js';
import type { Terminal } from '../terminal.js';

interface Flags {
  readonly project: string;
  readonly scheme?: string;
  readonly merge?: boolean;
  readonly json?: boolean;
}

export function ownFilesCommands(group: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  const command = (word: string, description: Prose): Command =>
    group
      .command(word)
      .description(say(description))
      .option('--project <folder>', say({ zh: '项目文件夹', en: 'folder of the project' }), '.');
  command('copy', {
    zh: '把自带的文件（或其中的键）取到本机构的文件夹，作为修改的开始',
    en: 'take a stock file, or keys of it, into the house as the start of its own',
  })
    .argument('<file>', say({ zh: '如 audit-plan.hbs、locales/zh.yaml', en: 'audit-plan.hbs, locales/zh.yaml, …' }))
    .argument('[keys...]', say({ zh: '标签或主题的键，或其组', en: 'keys of labels or the theme, or groups of them' }))
    .option('--scheme <id>', say({ zh: '仅用于这个认证方案', en: 'for this scheme alone' }))
    .action((name: string, keys: string[], _: Flags, own: Command) => copyFile(name, keys, flagsOf(own), terminal));
  command('changes', {
    zh: '自带的文件在取用之后有哪些改动',
    en: "what the standard files have gained since the house's own were made from them",
  })
    .option('--merge', say({ zh: '把能合并的并入本机构的文件', en: "take over into the house's files what merges" }))
    .option('--json', say({ zh: '在标准输出打印一个 JSON 对象', en: 'print one JSON object on stdout' }))
    .action((_: Flags, own: Command) => changes(flagsOf(own), terminal));
  command('settle', {
    zh: '登记：本机构的文件已包含自带文件现在的内容',
    en: 'record that a file of the house has in it what the standard one has now',
  })
    .argument('<file>', say({ zh: '如 audit-plan.hbs、schemes/cusc/theme.yaml', en: 'audit-plan.hbs, schemes/cusc/theme.yaml, …' }))
    .action((name: string, _: Flags, own: Command) => settleFile(name, flagsOf(own), terminal));
}

/** `--scheme` and `--json` are options of `templates` too, which takes them wherever they stand. */
const flagsOf = (command: Command): Flags => command.optsWithGlobals<Flags>();

function tell(diagnostics: readonly Diagnostic[], terminal: Terminal): void {
  if (hasErrors(diagnostics)) process.exitCode = 1;
  terminal.diagnostics(diagnostics.map((d) => placedFrom(d, process.cwd())));
}

/** Does something with the house of the project; a project without one is told how to have one. */
async function withHouse<T>(
  { project, scheme }: Flags,
  terminal: Terminal,
  work: (all: HouseOfProject, house: NonNullable<HouseOfProject['house']>) => Promise<Outcome<T>> | Outcome<T>,
): Promise<T | undefined> {
  const { houseOfProject, houseMissing } = await import('../../house/house-of-project.js');
  const { value: all, diagnostics } = houseOfProject(resolve(project), scheme);
  tell(diagnostics, terminal);
  if (!all) return undefined;
  if (!all.house) {
    tell([houseMissing(resolve(project))], terminal);
    return undefined;
  }
  const done = await work(all, all.house);
  tell(done.diagnostics, terminal);
  return done.value;
}

async function copyFile(name: string, keys: readonly string[], flags: Flags, terminal: Terminal): Promise<void> {
  const { copy } = await import('../../house/copy.js');
  const copied = await withHouse(flags, terminal, (all, house) => copy(all, house, { name, scheme: flags.scheme, keys }));
  if (!copied) return;
  terminal.out(copied.file);
  for (const key of copied.keys) terminal.out(`  ${key}`);
  if (copied.alsoOver.length > 0)
    terminal.say({
      zh: `方案 ${copied.alsoOver.join('、')} 自己的 ${name} 也由它替代；只想替代一个方案的，用 --scheme。`,
      en: `It also lies over the ${name} that ${copied.alsoOver.join(', ')} have of their own; --scheme takes the file for one scheme alone.`,
    });
}

async function changes(flags: Flags, terminal: Terminal): Promise<void> {
  const [{ gainsOf, merge }, { gainsText }] = await Promise.all([import('../../house/gained.js'), import('./gains-text.js')]);
  if (flags.merge) {
    const merged = await withHouse(flags, terminal, merge);
    if (flags.json) terminal.out(JSON.stringify({ merged: merged ?? [] }, null, 2));
    else
      for (const { file, written, isClean } of merged ?? []) {
        terminal.out(written);
        if (!isClean)
          terminal.say({
            zh: `${file} 有冲突，未动；${written} 中有标记。改好后放回原处，再运行 certpress templates settle。`,
            en: `${file} conflicts and stays as it is; ${written} has the marks. Settle them, put it in its place, then run certpress templates settle.`,
          });
      }
    if (merged?.length === 0) terminal.say({ zh: '没有可合并的。', en: 'There is nothing to merge.' });
    return;
  }
  const gains = await withHouse(flags, terminal, gainsOf);
  if (!gains) return;
  if (flags.json) terminal.out(JSON.stringify({ files: gains }, null, 2));
  else if (gains.length > 0) terminal.out(gainsText(gains, terminal.lang));
  else terminal.say({ zh: '本机构的文件没有落后。', en: 'No file of the house is behind.' });
}

async function settleFile(name: string, flags: Flags, terminal: Terminal): Promise<void> {
  const { settle } = await import('../../house/gained.js');
  const settled = await withHouse(flags, terminal, (all, house) => settle(all, house, name));
  if (settled !== undefined) terminal.out(settled);
}
