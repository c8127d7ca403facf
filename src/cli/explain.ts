/**
 * `certpress explain WORD`: the clause as the source prints it, what is required, where the record answers it, an example on each side of
 * the limit; or what a code of the catalogue, a heading or a word of the field means.
 */
import type { Command } from 'commander';
import { catalogue, hasErrors, type Code } from '../diagnostics/index.js';
import { packageInfo } from '../program/package-info.js';
import type { Terminal } from './terminal.js';

export function explainCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  program
    .command('explain')
    .argument(
      '<word>',
      {
        zh: '诊断代码、规则编号、条款号、标题或术语，如 content-missing、W-T01、5.11.3(8)',
        en: 'a code, rule, clause, heading or word of the field, such as content-missing, W-T01, 5.11.3(8)',
      }[lang],
    )
    .option('--scheme <id>', { zh: '只看这个认证方案', en: 'only this scheme' }[lang])
    .description({ zh: '解释一个代码、规则、条款或术语', en: 'explain a code, rule, clause or word of the field' }[lang])
    .action(async (word: string, options: { scheme?: string }) => {
      // A check of its own has the id of its code: both are told.
      const said: string[] = [];
      if (Object.hasOwn(catalogue, word)) {
        const entry = catalogue[word as Code];
        said.push(
          lang === 'zh' ? `${word}\n  ${entry.zh}\n  处理：${entry.helpZh}` : `${word}\n  ${entry.en}\n  What to do: ${entry.helpEn}`,
        );
      }
      const [{ explainWord }, { packsSeenFrom }] = await Promise.all([import('../explain/explain.js'), import('../packs/packs-seen.js')]);
      const packs = packsSeenFrom(process.cwd(), packageInfo().root);
      const { value: texts = [], diagnostics } = await explainWord(word, options.scheme, packs);
      said.push(...texts.map((text) => text[lang]));
      if (said.length > 0) terminal.out(said.join('\n\n'));
      terminal.diagnostics(diagnostics);
      if (said.length > 0) return;
      // A pack that does not load may have the word all the same.
      if (hasErrors(diagnostics)) return void (process.exitCode = 1);
      terminal.say({ zh: `没有“${word}”这个代码、规则、条款或术语。`, en: `There is no code, rule, clause or word “${word}”.` });
      process.exitCode = 2;
    });
}
