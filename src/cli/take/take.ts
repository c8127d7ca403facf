/**
 * `certpress take <form.docx…>`: what came back in Word files, shown as differences of the records; `--write` writes it into them.
 *
 * In:  Word files, the project. Out: on stdout the differences, file by file, or with `--format json` one object; on stderr what cannot be
 * taken. Status 1 where something could not; no record is touched without `--write`, and none is written half.
 */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { hasErrors, type Diagnostic, type Prose } from '../../diagnostics/index.js';
import { placedFrom } from '../../files/places.js';
import { diagnosticJson } from '../result-json.js';
import type { PartToTake } from '../../take/allowed.js';
import type { Terminal } from '../terminal.js';
import { takenText } from './text.js';

interface Flags {
  readonly project?: string;
  readonly write?: boolean;
  readonly accept?: boolean;
  readonly remove?: boolean;
  readonly part?: PartToTake;
  readonly format: 'text' | 'json';
}

export function takeCommand(program: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  program
    .command('take')
    .argument('<forms...>', say({ zh: '填好的 Word 文件（.docx）', en: 'Word files that came back (.docx)' }))
    .description(
      say({
        zh: '读回 certpress 写出、经人填写或修改的 Word 文件，逐个文件列出记录的改动；加 --write 才写入',
        en: 'read back Word files that certpress wrote and somebody filled in or edited: list what changes in the records, and with --write change them',
      }),
    )
    .option(
      '--project <folder>',
      say({ zh: '项目文件夹（缺省为当前文件夹所在的项目）', en: 'folder of the project (default: that of the current folder)' }),
    )
    .option(
      '--write',
      say({
        zh: '写入记录：只改有改动的行，要么全部写入，要么一个也不写',
        en: 'write into the records: only the lines that changed, all files or none',
      }),
    )
    .option('--accept', say({ zh: '把未接受的修订当作已接受', en: 'take open tracked changes as accepted' }))
    .option(
      '--remove',
      say({ zh: '清空的内容和删除的行也从记录中删除', en: 'values that were emptied and rows that were deleted go from the records too' }),
    )
    .addOption(
      new Option(
        '--part <part>',
        say({
          zh: '只采用这一部分，不论文件自称是什么：findings 审核发现，nc 对不符合的答复，plan 对计划的确认，client 后两者之一，all 全部（确知是机构自己的文件）；不写明时，--write 只写受审核方答复的内容',
          en: 'take only this part, whatever a file says of itself: findings, nc (answer to a nonconformity), plan (confirmation), client (either of the two), all (of files that are known to be the body’s own); without it --write writes only what clients answer',
        }),
      ).choices(['findings', 'nc', 'plan', 'client', 'all']),
    )
    .addOption(new Option('--format <text|json>', say({ zh: '输出形式', en: 'how to print it' })).choices(['text', 'json']).default('text'))
    .action((forms: string[], flags: Flags) => run(forms, flags, terminal));
}

async function run(paths: readonly string[], flags: Flags, terminal: Terminal): Promise<void> {
  const cwd = process.cwd();
  const [{ take }, { writeRecords }, { openForms, projectOf }, { unsaidPart }] = await Promise.all([
    import('../../take/take.js'),
    import('../../record-edit/write-records.js'),
    import('../../take/open.js'),
    import('../../take/whose.js'),
  ]);
  const opened = openForms(paths, cwd);
  const project = projectOf(resolve(cwd, flags.project ?? '.'));
  const diagnostics: Diagnostic[] = [...opened.diagnostics, ...project.diagnostics];
  const [root, forms = []] = [project.value, opened.value];
  const taken =
    root === undefined || forms.length === 0
      ? undefined
      : await take({ root, forms, accept: flags.accept ?? false, remove: flags.remove ?? false, part: flags.part });
  diagnostics.push(...(taken?.diagnostics ?? []));
  let written: readonly string[] = [];
  const unsaid = flags.write && taken?.value ? unsaidPart(taken.value, flags.part) : undefined;
  if (unsaid) diagnostics.push(unsaid);
  else if (flags.write && root !== undefined && taken?.value && taken.value.files.length > 0) {
    const done = await writeRecords(root, [...taken.value.files, ...taken.value.stale], taken.value.pictures);
    diagnostics.push(...done.diagnostics);
    written = done.value ?? [];
  }
  const placed = diagnostics.map((d) => placedFrom(d, cwd));
  if (flags.format === 'json') {
    const { forms: told = [], files = [], pictures = [], stale = [] } = taken?.value ?? {};
    const changes = files.map(({ file, differences }) => ({ file, differences }));
    terminal.out(
      JSON.stringify(
        {
          forms: told,
          files: changes,
          pictures: pictures.map(({ bytes, ...one }) => ({ ...one, bytes: bytes.length })),
          stale: stale.map(({ file, texts }) => ({ file, texts })),
          written,
          diagnostics: placed.map(diagnosticJson),
        },
        null,
        2,
      ),
    );
  } else {
    if (taken?.value)
      terminal.write(
        takenText(
          taken.value,
          { isAsked: flags.write ?? false, written },
          terminal.lang,
          Boolean(process.stdout.isTTY) && !process.env['NO_COLOR'],
        ),
      );
    terminal.diagnostics(placed);
  }
  if (hasErrors(diagnostics)) process.exitCode = 1;
}
