/**
 * `certpress translate --export|--import FILE|--settle [paths…]`: English by a translator, and what is known of it.
 *
 * In:  options. Out: an XLIFF file with every text whose English is missing or stale; or such a file brought back into the records; or the
 * English that is there, taken as right.
 */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { hasErrors, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { placedFrom } from '../files/places.js';

import type { ChangedFile } from '../translation/exchange.js';
import type { TranslatedProject as Project } from '../translation/projects.js';
import type { Term } from '../translation/glossary.js';
import { casePaths, withCasePaths } from './options.js';
import type { Terminal } from './terminal.js';

interface Flags {
  export?: boolean;
  import?: string;
  settle?: boolean;
  out?: string;
  glossary?: string;
}

export function translateCommand(program: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  withCasePaths(program.command('translate'), say)
    .description(
      say({
        zh: '把缺少的和过时的英文交给译者（XLIFF），并把译文取回记录',
        en: 'English that is missing or stale to a translator (XLIFF), and back into the records',
      }),
    )
    .option('--export', say({ zh: '写出待译的文字', en: 'write the texts to be translated' }))
    .option('--import <file>', say({ zh: '取回译文', en: 'bring translations back' }))
    .option('--settle', say({ zh: '确认现有的英文与中文相符', en: 'take the English that is there as right' }))
    .option('--out <file>', say({ zh: '写出的文件（缺省为 translate.xlf）', en: 'the file to write (default: translate.xlf)' }))
    .option(
      '--glossary <file>',
      say({ zh: '术语表（缺省为项目的 glossary.yaml）', en: "terms of the house (default: the project's glossary.yaml)" }),
    )
    .action((paths: string[], flags: Flags) => run(paths, flags, terminal));
}

async function run(paths: readonly string[], flags: Flags, terminal: Terminal): Promise<void> {
  const cwd = process.cwd();
  const tell = (list: readonly Diagnostic[]): void => {
    terminal.diagnostics(list.map((d) => placedFrom(d, cwd)));
    if (hasErrors(list)) process.exitCode = 1;
  };
  if ([flags.export, flags.import, flags.settle].filter((one) => one !== undefined).length !== 1) {
    terminal.say({ zh: '写 --export、--import 文件、--settle 之一', en: 'Give one of --export, --import FILE and --settle' });
    return void (process.exitCode = 2);
  }
  const { projectsToTranslate } = await import('../translation/projects.js');
  const projects = await projectsToTranslate(await casePaths(paths, cwd));
  tell(projects.diagnostics);
  if (!projects.value) return void (process.exitCode = 1);
  const terms = await termsOf(projects.value, flags, cwd);
  tell(terms.diagnostics);
  if (!terms.value) return;
  const job = { projects: projects.value, terms: terms.value, cwd, tell };
  if (flags.export) return send(job, flags.out ?? 'translate.xlf', terminal);
  if (flags.import !== undefined) return bring(job, flags.import, terminal);
  return settle(job, terminal);
}

interface Job {
  readonly projects: readonly Project[];
  readonly terms: readonly Term[];
  readonly cwd: string;
  readonly tell: (list: readonly Diagnostic[]) => void;
}

async function termsOf(projects: readonly Project[], { glossary }: Flags, cwd: string): Promise<Outcome<readonly Term[]>> {
  const own = projects.map(({ root }) => join(root, 'glossary.yaml')).filter((path) => existsSync(path));
  const files = glossary === undefined ? own : [resolve(cwd, glossary)];
  if (files.length === 0) return { value: [], diagnostics: [] };
  const { loadGlossary } = await import('../translation/glossary.js');
  const loaded = files.map(loadGlossary);
  const diagnostics = loaded.flatMap((one) => one.diagnostics);
  return loaded.some(({ value }) => !value) ? { diagnostics } : { value: loaded.flatMap(({ value }) => value ?? []), diagnostics };
}

async function send({ projects, terms, cwd, tell }: Job, out: string, terminal: Terminal): Promise<void> {
  const [{ unitsToSend }, { missingOfProject }, { xliffOf }, { writeWhole }] = await Promise.all([
    import('../translation/exchange.js'),
    import('../translation/texts.js'),
    import('../translation/xliff.js'),
    import('../files/write-file.js'),
  ]);
  if (projects.length > 1) {
    terminal.say({ zh: '一个文件只装一个项目的文字', en: 'A file holds the texts of one project' });
    return void (process.exitCode = 2);
  }
  const units = projects.flatMap((project) => unitsToSend(project.cases, missingOfProject(project, project.cases), terms));
  const stale = units.filter((unit) => unit.stale !== undefined).length;
  const told: Prose = {
    zh: `${units.length} 段文字：${units.length - stale} 段没有英文，${stale} 段的中文在译后改动过`,
    en: `${units.length} text(s): ${units.length - stale} without English, ${stale} whose Chinese has changed since`,
  };
  if (units.length === 0) return terminal.say(told);
  const outcome = await writeWhole(resolve(cwd, out), xliffOf(units));
  tell(outcome.diagnostics);
  if (!outcome.value) return;
  terminal.out(out);
  terminal.say(told);
}

async function bring({ projects, terms, cwd, tell }: Job, file: string, terminal: Terminal): Promise<void> {
  const [{ bringBack }, { missingOfProject }, { unitsIn, xliffLimits }, { readInside }] = await Promise.all([
    import('../translation/exchange.js'),
    import('../translation/texts.js'),
    import('../translation/xliff.js'),
    import('../files/read-file.js'),
  ]);
  const path = resolve(cwd, file);
  const bytes = readInside(path, dirname(path), xliffLimits.bytes);
  tell(bytes.diagnostics);
  if (!bytes.value) return;
  const units = unitsIn(bytes.value, path);
  tell(units.diagnostics);
  const [project] = projects;
  if (!units.value || !project) return;
  const brought = bringBack(units.value, project.cases, {
    file: path,
    root: project.root,
    ofProject: missingOfProject(project, project.cases),
    terms,
  });
  tell(brought.diagnostics);
  if (!brought.value) return terminal.say({ zh: '没有写任何文件', en: 'Nothing was written' });
  if (!(await write(brought.value.files, tell))) return;
  const { taken, left } = brought.value;
  terminal.say({ zh: `取回 ${taken} 段译文，${left} 段没有译`, en: `${taken} translation(s) brought back, ${left} left` });
}

async function settle({ projects, tell }: Job, terminal: Terminal): Promise<void> {
  const { settled } = await import('../translation/exchange.js');
  let pairs = 0;
  for (const { cases, root } of projects) {
    const all = settled(cases, root);
    if (!(await write(all.files, tell))) return;
    pairs += all.pairs;
  }
  terminal.say({ zh: `确认了 ${pairs} 段英文`, en: `${pairs} English text(s) taken as right` });
}

async function write(files: readonly ChangedFile[], tell: Job['tell']): Promise<boolean> {
  const { writeWhole } = await import('../files/write-file.js');
  for (const { path, text } of files) {
    const outcome = await writeWhole(path, text);
    tell(outcome.diagnostics);
    if (!outcome.value) return false;
  }
  return true;
}
