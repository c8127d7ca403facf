/**
 * `certpress status PATH`: the story of a case, what holds, and what waits for what.
 *
 * In:  a case folder, or a folder that holds some; a day. Out: text on stdout in the language of the interface, or one JSON object.
 */
import type { Command } from 'commander';
import { hasErrors, type Diagnostic, type Place, type Prose } from '../../diagnostics/index.js';
import type { CaseStatus } from '../../telling/status.js';
import { absolute, placedFrom } from '../../files/places.js';
import { packageInfo } from '../../program/package-info.js';
import { asOfOption, casePaths, localToday } from '../options.js';
import { jsonResult } from '../result-json.js';
import type { Terminal } from '../terminal.js';

interface Flags {
  asOf?: string;
  json?: boolean;
}

export function statusCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  const say = (prose: Prose): string => prose[lang];
  program
    .command('status')
    .argument('<path>', say({ zh: '案卷文件夹，或含有案卷的文件夹', en: 'a case folder, or a folder that holds some' }))
    .description(
      say({
        zh: '讲述一个案卷的经过：做了什么，证书的状态，等待什么',
        en: "tell a case's life so far: what was done, its certificates, what waits for what",
      }),
    )
    .addOption(asOfOption(say))
    .option('--json', say({ zh: '在标准输出打印一个 JSON 对象', en: 'print one JSON object on stdout' }))
    .action((path: string, flags: Flags) => run(path, flags, terminal));
}

async function run(path: string, flags: Flags, terminal: Terminal): Promise<void> {
  const cwd = process.cwd();
  const [{ judgedProjects }, { statusOf }, { statusText }] = await Promise.all([
    import('../../judge/judged-projects.js'),
    import('../../telling/status.js'),
    import('./text.js'),
  ]);
  const { value: projects = [], diagnostics: found } = await judgedProjects(await casePaths([path], cwd), {
    asOf: flags.asOf,
    today: localToday(),
  });
  // What is wrong with files is told first, and each case as soon as it is judged: none is held until the others are.
  if (!flags.json) terminal.diagnostics(found.map((d) => placedFrom(d, cwd)));
  let count = 0;
  for (const one of projects) {
    for (const { project, folder, judgement } of one) {
      const placed = (d: Diagnostic): Diagnostic => placedFrom(absolute(d, { project: project.root, package: packageInfo().root }), cwd);
      const status = placedStatus(statusOf(project, one.schemes, judgement, folder), placed);
      if (flags.json) terminal.write(`${count === 0 ? '{\n  "cases": [\n' : ',\n'}${indented(asJson(status), 4)}`);
      else terminal.out(`${count === 0 ? '' : '\n'}${statusText(status, terminal.lang)}`);
      count += 1;
    }
  }
  const faults = projects.flatMap((one) => one.faults.map((d) => placedFrom(d, cwd)));
  const diagnostics = [...found.map((d) => placedFrom(d, cwd)), ...faults];
  if (hasErrors(diagnostics)) process.exitCode = 1;
  if (flags.json) {
    const told = indented(asDiagnostics(diagnostics), 2).trimStart();
    terminal.write(`${count === 0 ? '{\n  "cases": [' : '\n  '}],\n  "diagnostics": ${told}\n}\n`);
    return;
  }
  terminal.diagnostics(faults);
  if (count === 0 && !hasErrors(diagnostics)) terminal.say({ zh: '这里没有案卷。', en: 'There is no case here.' });
}

/** As `JSON.stringify` writes it within a greater value. */
const indented = (value: unknown, by: number): string => JSON.stringify(value, null, 2).replace(/^/gm, ' '.repeat(by));

/** The same status with the names of files as seen from the current folder. */
function placedStatus(status: CaseStatus, placed: (d: Diagnostic) => Diagnostic): CaseStatus {
  const at = (place: Place): Place => placed({ code: 'waiting', severity: 'info', message: { zh: '', en: '' }, place }).place ?? place;
  return {
    ...status,
    story: status.story.map((step) => ({ ...step, place: at(step.place) })),
    planned: status.planned.map((step) => ({ ...step, place: at(step.place) })),
    verdicts: status.verdicts.map((verdict) => (verdict.place ? { ...verdict, place: at(verdict.place) } : verdict)),
    waiting: status.waiting.map(placed),
    complaints: status.complaints.map(placed),
  };
}

const asDiagnostics = (diagnostics: readonly Diagnostic[]): unknown =>
  (jsonResult(diagnostics, [], { cases: 0, documents: 0, errors: 0, warnings: 0, infos: 0, ms: 0 }) as { readonly diagnostics: unknown })
    .diagnostics;
const where = (place: Place | undefined): object => ({
  file: place?.file ?? null,
  line: place?.line ?? null,
  column: place?.column ?? null,
  path: place?.pointer ?? null,
});

function asJson(status: CaseStatus): object {
  const step = ({ date, to, audit, subject, what, place }: CaseStatus['story'][number]): object => ({
    date,
    to: to ?? null,
    audit: audit ?? null,
    subject: subject ?? null,
    what,
    ...where(place),
  });
  return {
    case: status.case,
    scheme: status.scheme,
    versions: status.versions,
    number: status.number ?? null,
    client: status.client ?? null,
    asOf: status.asOf,
    story: status.story.map(step),
    planned: status.planned.map(step),
    certificates: status.certificates.map(({ number, audit, validFrom, validTo, state, steps, changesOn }) => ({
      number,
      audit: audit ?? null,
      validFrom: validFrom ?? null,
      validTo: validTo ?? null,
      state,
      steps: steps.map(({ date, state: entered, event, clause }) => ({
        date,
        state: entered,
        event: event ?? null,
        clause: clause ?? null,
      })),
      changesOn: changesOn ?? null,
    })),
    verdicts: status.verdicts.map((verdict) => ({
      verdict: verdict.state,
      row: verdict.row,
      rule: verdict.rule,
      clause: verdict.clause,
      severity: verdict.severity,
      thing: verdict.thing,
      audit: verdict.audit ?? null,
      subject: verdict.subject ?? null,
      what: verdict.what,
      event: verdict.event ?? null,
      notBefore: verdict.notBefore ?? null,
      notAfter: verdict.notAfter ?? null,
      missing: verdict.missing,
      awaited: verdict.awaited,
      holdsBack: verdict.holdsBack,
      message: verdict.message ?? null,
      ...where(verdict.place),
    })),
    waiting: asDiagnostics(status.waiting),
    complaints: asDiagnostics(status.complaints),
  };
}
