/**
 * `certpress form FOLDER --doc ID --out FILE`: a document as a Word form, to be filled in without a network and taken back.
 *
 * In:  the folder of an audit or case, options. Out: one DOCX. Contents that are missing hold nothing back: they are what it asks for.
 */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { Prose } from '../diagnostics/index.js';
import { placedFrom } from '../files/places.js';
import type { DocLang } from '../model/index.js';
import { fileEnding, localToday } from './options.js';
import type { Terminal } from './terminal.js';

interface Flags {
  doc?: string;
  subject?: string;
  out: string;
  lang?: DocLang;
  for?: string;
  part?: 'findings' | 'nc' | 'plan';
}

export function formCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  const say = (prose: Prose): string => prose[lang];
  program
    .command('form')
    .argument(
      '<folder>',
      say({ zh: '审核的文件夹（案卷/audits/…），或案卷文件夹', en: 'the folder of an audit (case/audits/…), or of a case' }),
    )
    .description(
      say({
        zh: '把一份文件写成可以填写的 Word 表单：记录里的值可改，缺的内容可填，其余锁定',
        en: 'write a document as a Word form: what the record says can be changed, what is missing filled in, all else is locked',
      }),
    )
    .option('--doc <id>', say({ zh: '哪一份文件（audit-report 等代号）', en: 'which document: an id such as audit-report' }))
    .option(
      '--subject <id>',
      say({ zh: '有几份时是哪一份（如不符合的代号）', en: 'of several which one, such as the id of a nonconformity' }),
    )
    .requiredOption('--out <file>', say({ zh: '写入的文件（.docx），必填', en: 'the file (.docx), required' }), fileEnding('.docx'))
    .addOption(new Option('--lang <lang>', say({ zh: '语言', en: 'language' })).choices(['zh', 'en', 'zh-en']))
    .option(
      '--for <person>',
      say({ zh: '只让此人（people.yaml 的代号）填写自己的部分', en: 'only this person’s own part is open: an id of people.yaml' }),
    )
    .addOption(
      new Option(
        '--part <part>',
        say({
          zh: '只填一部分：findings 审核发现，nc 受审核方对不符合的答复，plan 受审核方对计划的确认',
          en: 'only a part: findings, nc (the client’s answer to a nonconformity), plan (its confirmation of a plan)',
        }),
      ).choices(['findings', 'nc', 'plan']),
    )
    .action((folder: string, flags: Flags) => run(folder, flags, terminal));
}

async function run(folder: string, flags: Flags, terminal: Terminal): Promise<void> {
  const cwd = process.cwd();
  if (flags.doc === undefined && flags.part === undefined) {
    terminal.say({ zh: '用 --doc 写明是哪一份文件，或用 --part 写明哪一部分。', en: 'Name the document by --doc, or the part by --part.' });
    process.exitCode = 2;
    return;
  }
  const [{ formOf }, { writeWhole }] = await Promise.all([import('../form/form.js'), import('../files/write-file.js')]);
  const { value: bytes, diagnostics } = await formOf({
    folder: resolve(cwd, folder),
    document: flags.doc,
    subject: flags.subject,
    lang: flags.lang,
    person: flags.for,
    part: flags.part,
    today: localToday(),
  });
  const written = bytes ? await writeWhole(resolve(cwd, flags.out), bytes) : undefined;
  const found = [...diagnostics, ...(written?.diagnostics ?? [])].map((d) => placedFrom(d, cwd));
  terminal.diagnostics(found);
  if (!written?.value) process.exitCode = 1;
  else terminal.out(flags.out);
}
