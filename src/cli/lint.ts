/** `certpress lint [folder]`: the layouts against the record's shape and every scheme's contents, without data. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { documentKinds } from '../../schemas/pack/index.js';
import { hasErrors, type Diagnostic } from '../diagnostics/index.js';
import { listSchemes, loadScheme } from '../load/scheme.js';
import { loadKit } from '../make/kit.js';
import { absolute, placedFrom } from '../output/places.js';
import { packageInfo } from '../package-info.js';
import type { Terminal } from './terminal.js';

export function lintCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  program
    .command('lint')
    .argument('[folder]', { zh: '本机构的版式文件夹（缺省只查自带的版式）', en: "a house's folder of layouts (default: the ones that come with certpress)" }[lang])
    .description({ zh: '检查版式：路径、标签、元素、样式，以及方案要求的内容是否都有位置', en: 'check layouts: paths, labels, elements, styles, and a place for every content that a scheme requires' }[lang])
    .action(async (folder?: string) => {
      const root = packageInfo().root;
      const found: Diagnostic[] = [];
      const seen = new Set<string>();
      for (const { id, version } of await listSchemes(root)) {
        const scheme = await loadScheme(id, version, root);
        found.push(...scheme.diagnostics);
        if (!scheme.value) continue;
        const kit = await loadKit(scheme.value, root, folder === undefined ? undefined : { path: resolve(folder), shown: folder });
        found.push(...kit.diagnostics);
        if (kit.value) for (const kind of documentKinds) if (scheme.value.scheme.documents[kind]) found.push(...kit.value.checked(kind));
      }
      // One fault of a shared partial is found once for each document and scheme that reaches it.
      const once = found.map((d) => placedFrom(absolute(d, { project: process.cwd(), package: root }), process.cwd())).filter((d) => {
        const key = JSON.stringify([d.code, d.place, d.message]);
        return !seen.has(key) && seen.add(key);
      });
      terminal.diagnostics(once);
      if (once.length === 0) terminal.say({ zh: '版式没有问题。', en: 'The layouts are sound.' });
      if (hasErrors(once)) process.exitCode = 1;
    });
}
