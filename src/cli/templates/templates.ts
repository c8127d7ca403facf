/**
 * `certpress templates`: which layouts, labels and looks are in use, and what a house has of its own.
 *
 * In:  a folder in a project. Out: for each file, label and value of the theme where it is said and what it lies over, as text or with
 * `--json`; the other words of this command have a file each.
 */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { hasErrors, type Prose } from '../../diagnostics/index.js';
import { placedFrom } from '../../files/places.js';
import type { Terminal } from '../terminal.js';
import { ownFilesCommands } from './own-files.js';

interface Flags {
  readonly scheme?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

export function templatesCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  const say = (prose: Prose): string => prose[lang];
  const group = program
    .command('templates')
    .argument('[folder]', say({ zh: '项目文件夹', en: 'folder of the project' }), '.')
    .description(
      say({
        zh: '列出正在使用的版式、部件、标签、主题和图片，各在哪个文件，替代了什么',
        en: 'list which layouts, partials, labels, looks and pictures are in use, in which file each is, and what it lies over',
      }),
    )
    .option('--scheme <id>', say({ zh: '只看这个认证方案', en: 'only this scheme' }))
    .option('--all', say({ zh: '也列出本机构没有改动的', en: 'list what the house has not changed, too' }))
    .option('--json', say({ zh: '在标准输出打印一个 JSON 对象', en: 'print one JSON object on stdout' }))
    .action((folder: string, flags: Flags) => list(folder, flags, terminal));
  ownFilesCommands(group, terminal);
}

async function list(folder: string, { scheme: only, all: isAll = false, json: isJson = false }: Flags, terminal: Terminal): Promise<void> {
  const [{ houseOfProject }, { standingsOf, isOfHouse }, { standingsText }] = await Promise.all([
    import('../../house/house-of-project.js'),
    import('../../house/winners.js'),
    import('./text.js'),
  ]);
  const { value, diagnostics } = houseOfProject(resolve(folder), only);
  const listed = (value?.schemes ?? []).map(({ scheme, folders }) => ({ scheme, read: standingsOf(scheme, folders) }));
  const said = new Set<string>();
  const found = [...diagnostics, ...listed.flatMap(({ read }) => read.diagnostics)]
    .map((d) => placedFrom(d, process.cwd()))
    .filter((d) => !said.has(JSON.stringify(d)) && said.add(JSON.stringify(d)));
  if (hasErrors(found)) process.exitCode = 1;
  terminal.diagnostics(found);
  const schemes = listed.map(({ scheme: { id, version }, read }) => ({
    scheme: id,
    version,
    standings: (read.value ?? []).filter((one) => isAll || isOfHouse(one)),
  }));
  if (isJson) terminal.out(JSON.stringify({ house: value?.house?.shown ?? null, schemes }, null, 2));
  else if (value) terminal.out(standingsText(schemes, value.house?.shown, terminal.lang));
}
