/**
 * `certpress archive intake <files…>`: takes in what others made.
 *
 * In:  options. Out: files under `evidence/` and entries in `evidence.yaml`; on stdout what was entered, with `--json` one object.
 */
import { relative, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { recordKinds } from '../../../schemas/record/kinds.js';
import type { IntakeOptions, IntakeResult } from '../../archive/intake/intake.js';
import { hasErrors, type Diagnostic, type Prose } from '../../diagnostics/index.js';
import { placedFrom } from '../../files/places.js';
import { flagsOf } from './open.js';
import { isoDate, localToday } from '../options.js';
import { jsonResult } from '../result-json.js';
import type { Terminal } from '../terminal.js';

type Flags = Omit<IntakeOptions, 'files' | 'today' | 'dryRun'> & { readonly json?: boolean; readonly dryRun?: boolean };

export function intakeCommand(archive: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  archive
    .command('intake')
    .argument(
      '<files...>',
      say({ zh: 'PDF，或一份文件的各页扫描（PNG、JPEG，按页序）', en: 'PDFs, or the scanned pages of one document (PNG, JPEG, in order)' }),
    )
    .description(
      say({
        zh: '存入他人制作的文件：PDF保持原样，图片成为PDF/A的页（原图附在其中）；放入 evidence/ 并追加到 evidence.yaml',
        en: 'take in what others made: PDFs as they are, pictures as pages of a PDF/A with the originals attached; into evidence/, and onto the end of evidence.yaml',
      }),
    )
    .requiredOption('--case <dir>', say({ zh: '案卷文件夹', en: 'folder of the case' }))
    .requiredOption(
      '--kind <kind>',
      say({
        zh: `哪种记录：${recordKinds.join('、')}，或认证方案有的文件`,
        en: `what it is a record of: ${recordKinds.join(', ')}, or a document that the scheme has`,
      }),
    )
    .option('--audit <name>', say({ zh: '哪次审核（整个案卷的不写）', en: 'of which audit; none where it concerns the whole case' }))
    .option(
      '--subject <id>',
      say({
        zh: '对象：不符合代号、证书编号、opening 或 closing；通知书为其文件名中所写',
        en: 'id of a nonconformity, number of a certificate, opening or closing; of a notice, as in the name of its file',
      }),
    )
    .option(
      '--title <text>',
      say({ zh: '标题（缺省为该种记录的名称）', en: 'title in Chinese (default: what the scheme calls such a record)' }),
    )
    .option('--title-en <text>', say({ zh: '英文标题', en: 'title in English' }))
    .addOption(new Option('--date <date>', say({ zh: '文件日期（缺省为今天）', en: 'its date (default: today)' })).argParser(isoDate))
    .option(
      '--signed <party=name@date>',
      say({ zh: '谁签了字：client=姓名/English@日期；可多次', en: 'who signed: client=name/English@date; may be given often' }),
      collected,
    )
    .option(
      '--signature <file>',
      say({
        zh: '单独的签名文件（.p7s），对这一个PDF、由这一个 --signed 所签',
        en: 'signature in a file of its own (.p7s), over the one PDF, by the one --signed',
      }),
    )
    .option('--paper <place>', say({ zh: '纸质原件的存放处', en: 'where the paper original lies' }))
    .addOption(new Option('--paper-since <date>', say({ zh: '纸质原件的入库日期', en: 'since when it lies there' })).argParser(isoDate))
    .option('--dry-run', say({ zh: '只检查，并显示将要登记的内容', en: 'only check, and show what would be entered' }))
    .option('--json', say({ zh: '在标准输出打印一个 JSON 对象', en: 'print one JSON object on stdout' }))
    .action((files: string[], _: unknown, command: Command) => run(files, flagsOf<Flags>(command), terminal));
}
const collected = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

async function run(
  files: readonly string[],
  { case: folder, dryRun = false, signature, ...flags }: Flags,
  terminal: Terminal,
): Promise<void> {
  const cwd = process.cwd();
  const { intake } = await import('../../archive/intake/intake.js');
  const { value, diagnostics: found } = await intake({
    ...flags,
    files: files.map((file) => resolve(cwd, file)),
    case: resolve(cwd, folder),
    today: localToday(),
    dryRun,
    ...(signature === undefined ? {} : { signature: resolve(cwd, signature) }),
  });
  const diagnostics = found.map((d) => placedFrom(d, cwd));
  if (flags.json) terminal.out(JSON.stringify(asJson(value, diagnostics, cwd), null, 2));
  else {
    if (value) terminal.write(value.entries);
    terminal.diagnostics(diagnostics);
    for (const one of value?.taken ?? []) {
      terminal.say(
        dryRun
          ? { zh: `将存为 ${one.file}（${one.pages}页）`, en: `would be kept as ${one.file} (${one.pages} page(s))` }
          : { zh: `已存为 ${one.file}（${one.pages}页）`, en: `kept as ${one.file} (${one.pages} page(s))` },
      );
    }
  }
  if (!value || hasErrors(diagnostics)) process.exitCode = 1;
}

function asJson(value: IntakeResult | undefined, diagnostics: readonly Diagnostic[], cwd: string): object {
  const { diagnostics: said } = jsonResult(diagnostics, [], { cases: 0, documents: 0, errors: 0, warnings: 0, infos: 0, ms: 0 }) as {
    diagnostics: unknown;
  };
  return {
    taken: (value?.taken ?? []).map(({ from, file, sha256, pages, facts }) => ({
      from: from.map((path) => relative(cwd, path)),
      file,
      sha256,
      pages,
      pdf: facts ? { ...facts, claim: facts.claim ?? null } : null,
    })),
    entries: value?.entries ?? null,
    diagnostics: said,
  };
}
