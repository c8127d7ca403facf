/**
 * `certpress archive [paths…]`: seals what is closed and puts it into the archive; and what is done with what lies there:
 * `list`, `hold`, `release`, `retain`, `dispose`, `renew`, `intake`.
 *
 * In:  options. Out: bags; on stdout the paths of new bags and the head of the index, with `--json` one object. What is still
 * open is said and is no failure; a closed audit that lacks what its scheme wants kept is one.
 */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { Archived } from '../../archive/archive.js';
import { hasErrors, type Diagnostic, type Prose } from '../../diagnostics/index.js';
import { placedFrom } from '../../files/places.js';
import { keyOptions } from './key.js';
import { intakeCommand } from './intake.js';
import { keepingCommands } from './keeping.js';
import { archiveOption, openKept, type ArchiveFlags } from './open.js';
import { casePaths, isoDate, jobsOption, listOf, localToday, withCasePaths } from '../options.js';
import { untilStopped } from '../stop-signals.js';
import { jsonResult } from '../result-json.js';
import { cacheOptionOfArchive } from '../shared-options.js';
import type { Terminal } from '../terminal.js';

export function archiveCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  const say = (prose: Prose): string => prose[lang];
  const command = program.command('archive');
  withCasePaths(keyOptions(command, say), say)
    .description(
      say({
        zh: '为已了结的审核和证书盖章归档；list、hold、release、retain、dispose、renew、intake 管理档案库',
        en: 'seal what is closed and archive it; list, hold, release, retain, dispose, renew and intake keep the archive',
      }),
    )
    .addOption(archiveOption(say))
    .option('--visible', say({ zh: '在版式留出的位置显示电子印章', en: 'show the seal at the place that the layout keeps for it' }))
    .option(
      '--picture <file>',
      say({ zh: '印章图片（PNG或JPEG），与 --visible 合用', en: 'picture of the seal (PNG or JPEG), with --visible' }),
    )
    .option('--reason <text>', say({ zh: '记录有变、须立新版次时的理由', en: 'why there is a new revision, where records have changed' }))
    .addOption(
      new Option('--lang <langs>', say({ zh: '语言：zh、en、zh-en，可用逗号并列', en: 'zh, en, zh-en, or several with commas' })).argParser(
        listOf(['zh', 'en', 'zh-en'] as const),
      ),
    )
    .addOption(
      new Option(
        '--as-of <date>',
        say({ zh: '判定日（缺省为项目所定之日，否则为今天）', en: "the day to judge on (default: the project's, else today)" }),
      ).argParser(isoDate),
    )
    .addOption(jobsOption(say))
    .addOption(cacheOptionOfArchive(say))
    .option('--json', say({ zh: '在标准输出打印一个 JSON 对象', en: 'print one JSON object on stdout' }))
    .action((paths: string[], flags: ArchiveFlags) => run(paths, flags, terminal));
  keepingCommands(command, terminal);
  intakeCommand(command, terminal);
}

async function run(paths: readonly string[], flags: ArchiveFlags, terminal: Terminal): Promise<void> {
  const cwd = process.cwd();
  const { cache } = flags;
  const sharing = cache === undefined ? {} : (await import('../shared-cache.js')).sharedBy({ cache });
  if ('problem' in sharing) {
    terminal.say(sharing.problem);
    process.exitCode = 2;
    return;
  }
  const { shared } = sharing;
  const opened = await openKept(flags, terminal);
  if (!opened.value) {
    if (flags.json) terminal.out(JSON.stringify(asJson([], opened.diagnostics, undefined), null, 2));
    else terminal.diagnostics(opened.diagnostics);
    process.exitCode = 1;
    return;
  }
  const { store, sealingKey } = opened.value;
  const [{ runArchive }, { headOf, placePath }] = await Promise.all([
    import('../../archive/archive.js'),
    import('../../archive/store/index.js'),
  ]);
  const stopping = untilStopped();
  try {
    const { archived, diagnostics: found } = await runArchive({
      paths: await casePaths(paths, cwd),
      cwd,
      today: localToday(),
      ...(flags.asOf === undefined ? {} : { asOf: flags.asOf }),
      ...(flags.lang ? { langs: flags.lang } : {}),
      ...(flags.reason === undefined ? {} : { reason: flags.reason }),
      signal: stopping.signal,
      jobs: flags.jobs,
      ...(shared ? { shared } : {}),
      progress: flags.json ? () => undefined : terminal.progress,
      seal: sealingKey.seal,
      standing: (place) => store.places().get(placePath(place) ?? ''),
      retain: (bag, until, reason) => store.retain(bag, until, reason),
      add: (contents, reason) => store.add(contents, reason),
    });
    const diagnostics = [...opened.diagnostics, ...found.map((d) => placedFrom(d, cwd))];
    const head = (await headOf(resolve(cwd, flags.archive)))?.head;
    terminal.clearProgress();
    if (flags.json) terminal.out(JSON.stringify(asJson(archived, diagnostics, head), null, 2));
    else {
      for (const one of archived) if (one.state === 'added') terminal.out(`${flags.archive.replace(/[\\/]$/, '')}/${one.bag ?? ''}`);
      terminal.diagnostics(diagnostics);
      tell(archived, terminal);
      if (head)
        terminal.say({
          zh: `索引共 ${head.lines} 行，末行的 SHA-256（另行保存，供 verify --head 核对）：${head.head}`,
          en: `The index has ${head.lines} lines; SHA-256 of the last one (keep it elsewhere, for verify --head): ${head.head}`,
        });
    }
    process.exitCode = stopping.signal.aborted ? stopping.exitCode() : hasErrors(diagnostics) ? 1 : 0;
  } finally {
    stopping.end();
    await store.close();
  }
}

function tell(archived: readonly Archived[], terminal: Terminal): void {
  const count = (state: Archived['state']): number => archived.filter((one) => one.state === state).length;
  terminal.say({
    zh: `归档 ${count('added')} 卷，未变 ${count('unchanged')} 卷，未了结 ${count('open')} 卷，拒绝 ${count('refused')} 卷`,
    en: `${count('added')} bag(s) added, ${count('unchanged')} unchanged, ${count('open')} still open, ${count('refused')} refused`,
  });
}

function asJson(
  archived: readonly Archived[],
  diagnostics: readonly Diagnostic[],
  head: { readonly lines: number; readonly head: string } | undefined,
): object {
  const { diagnostics: said } = jsonResult(diagnostics, [], { cases: 0, documents: 0, errors: 0, warnings: 0, infos: 0, ms: 0 }) as {
    diagnostics: unknown;
  };
  const count = (state: Archived['state']): number => archived.filter((one) => one.state === state).length;
  return {
    archived: archived.map(({ place, state, revision, bag, open, retainUntil, documents }) => ({
      scheme: place.scheme,
      case: place.case,
      subject: place.subject,
      state,
      revision: revision ?? null,
      bag: bag ?? null,
      waitsFor: open,
      retainUntil: retainUntil ?? null,
      documents,
    })),
    head: head ?? null,
    diagnostics: said,
    summary: {
      added: count('added'),
      unchanged: count('unchanged'),
      open: count('open'),
      refused: count('refused'),
      errors: diagnostics.filter((d) => d.severity === 'error').length,
    },
  };
}
