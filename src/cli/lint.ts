/**
 * `certpress lint [folder]`: layouts against the record's shape and every scheme's contents, packs against their texts, without data.
 *
 * In:  a house's folder. Out: what is wrong with it, as text or with `--json` as one object on stdout; with `--watch` again
 * after each save.
 */
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { hasErrors } from '../diagnostics/index.js';
import { absolute, placedFrom, slashes } from '../files/places.js';
import { packageInfo } from '../program/package-info.js';
import { jsonResult } from './result-json.js';
import type { Terminal } from './terminal.js';

interface LintFlags {
  readonly json?: boolean;
  readonly watch?: boolean;
  readonly scheme?: string;
  readonly longest?: boolean;
}

export function lintCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  program
    .command('lint')
    .argument(
      '[folder]',
      { zh: '本机构的版式文件夹（缺省只查自带的版式）', en: "a house's folder of layouts (default: the ones that come with certpress)" }[
        lang
      ],
    )
    .description(
      {
        zh: '检查版式和认证方案：路径、标签、元素、样式、图片，方案要求的内容是否都有位置，方案的引文是否与原文一致',
        en: 'check layouts and packs: paths, labels, elements, styles, pictures, a place for every content that a scheme requires, and quotations against its text',
      }[lang],
    )
    .option('--scheme <id>', { zh: '只查这个认证方案', en: 'only this scheme' }[lang])
    .option(
      '--longest',
      { zh: '再用最长的文字试排各版式，找出放不下的地方', en: 'also try the layouts with the longest texts, and tell what does not fit' }[
        lang
      ],
    )
    .option('--json', { zh: '在标准输出打印一个 JSON 对象', en: 'print one JSON object on stdout' }[lang])
    .option('--watch', { zh: '保存版式后自动再查', en: 'check again whenever a layout is saved' }[lang])
    .action(async (folder: string | undefined, flags: LintFlags) => {
      const run = (): Promise<void> => lintOnce(folder, flags, terminal);
      if (!flags.watch) return run();
      const [{ ownFolders }, { packsSeenFrom }, { watchAndRun }] = await Promise.all([
        import('../plan/own-folders.js'),
        import('../packs/packs-seen.js'),
        import('./watch.js'),
      ]);
      const packs = packsSeenFrom(folder === undefined ? process.cwd() : resolve(folder), packageInfo().root).map(({ path }) => path);
      await watchAndRun(
        { folders: () => Promise.resolve([...(folder === undefined ? [] : [resolve(folder)]), ...packs, ...ownFolders()]) },
        terminal,
        run,
      );
    });
}

async function lintOnce(
  folder: string | undefined,
  { json: isJson = false, scheme, longest }: LintFlags,
  terminal: Terminal,
): Promise<void> {
  const started = performance.now();
  const [{ lint }, { packsSeenFrom }, { openProven }, { cacheFolder }] = await Promise.all([
    import('../make/lint.js'),
    import('../packs/packs-seen.js'),
    import('../program/proven.js'),
    import('./cache-folder.js'),
  ]);
  const { root } = packageInfo();
  const house = folder === undefined ? undefined : { path: resolve(folder), shown: folder.replace(/[\\/]$/, '') };
  // Named from here, as everything that this command complains of.
  const packs = packsSeenFrom(house?.path ?? process.cwd(), root).map((place, i) =>
    i === 0 ? place : { ...place, shown: slashes(relative(process.cwd(), place.path)) },
  );
  const found = (await lint(root, house, openProven(cacheFolder(process.env) ?? null), { packs, scheme, longest })).map((d) =>
    placedFrom(absolute(d, { project: process.cwd(), package: root }), process.cwd()),
  );
  const count = (severity: string): number => found.filter((d) => d.severity === severity).length;
  if (isJson) {
    const summary = {
      cases: 0,
      documents: 0,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
      ms: Math.round(performance.now() - started),
    };
    terminal.out(JSON.stringify(jsonResult(found, [], summary), null, 2));
  } else {
    terminal.diagnostics(found);
    if (found.length === 0)
      terminal.say(
        scheme === undefined
          ? { zh: '版式没有问题。', en: 'The layouts are sound.' }
          : { zh: `方案 ${scheme} 没有问题。`, en: `The scheme ${scheme} is sound.` },
      );
  }
  process.exitCode = hasErrors(found) ? 1 : 0;
}
