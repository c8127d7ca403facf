/**
 * `certpress time PATH`: how long each audit of a case takes by its scheme, worked out line by line.
 *
 * In:  a case folder, or a folder that holds some; a day. Out: text on stdout in the language of the interface, or one JSON object. What
 * cannot be worked out does not fail the command: it says which facts are missing.
 */
import type { Command } from 'commander';
import { hasErrors, type Diagnostic, type Prose } from '../../diagnostics/index.js';
import { placedFrom } from '../../files/places.js';
import type { AuditTimeTold } from '../../telling/audit-times.js';
import { asOfOption, casePaths, localToday } from '../options.js';
import { jsonResult } from '../result-json.js';
import type { Terminal } from '../terminal.js';

interface Flags {
  asOf?: string;
  json?: boolean;
}

export function timeCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  const say = (prose: Prose): string => prose[lang];
  program
    .command('time')
    .argument('<path>', say({ zh: '案卷文件夹，或含有案卷的文件夹', en: 'a case folder, or a folder that holds some' }))
    .description(
      say({
        zh: '按认证方案逐行计算各次审核的时间，每行注明条款；缺什么就说什么',
        en: 'work out the time of each audit by its scheme, line by line with clauses, and say what is missing',
      }),
    )
    .addOption(asOfOption(say))
    .option('--json', say({ zh: '在标准输出打印一个 JSON 对象', en: 'print one JSON object on stdout' }))
    .action((path: string, flags: Flags) => run(path, flags, terminal));
}

async function run(path: string, flags: Flags, terminal: Terminal): Promise<void> {
  const cwd = process.cwd();
  const [{ judgedProjects }, { auditTimesOf }, { timeText }] = await Promise.all([
    import('../../judge/judged-projects.js'),
    import('../../telling/audit-times.js'),
    import('./text.js'),
  ]);
  const { value: projects = [], diagnostics: found } = await judgedProjects(await casePaths([path], cwd), {
    asOf: flags.asOf,
    today: localToday(),
  });
  const times: AuditTimeTold[] = [];
  for (const one of projects) for (const { project, judgement } of one) times.push(...auditTimesOf(project, one.schemes, judgement));
  const diagnostics = [...found, ...projects.flatMap(({ faults }) => faults)].map((d) => placedFrom(d, cwd));
  if (hasErrors(diagnostics)) process.exitCode = 1;
  if (flags.json) {
    terminal.out(JSON.stringify({ times: times.map(asJson), diagnostics: asDiagnostics(diagnostics) }, null, 2));
    return;
  }
  terminal.diagnostics(diagnostics);
  if (times.length > 0) terminal.out(times.map((one) => timeText(one, terminal.lang)).join('\n\n'));
  else if (!hasErrors(diagnostics)) terminal.say({ zh: '这里没有审核。', en: 'There is no audit here.' });
}

const asDiagnostics = (diagnostics: readonly Diagnostic[]): unknown =>
  (jsonResult(diagnostics, [], { cases: 0, documents: 0, errors: 0, warnings: 0, infos: 0, ms: 0 }) as { readonly diagnostics: unknown })
    .diagnostics;

function asJson({ case: name, client, scheme, version, audit, kind, name: called, working, why }: AuditTimeTold): object {
  return {
    case: name,
    client: client ?? null,
    scheme,
    version: version ?? null,
    audit: audit ?? null,
    kind: kind ?? null,
    name: called,
    why: why ?? null,
    lines: (working?.lines ?? []).map(({ id, what, figure, unit, clause, note }) => ({
      id,
      what,
      figure,
      unit,
      clause: clause ?? null,
      note: note ?? null,
    })),
    missing: working?.missing ?? [],
    figures: working?.figures ?? null,
  };
}
