/**
 * `certpress new project|case|audit|paper|scheme|document|template`: writes a commented skeleton that says at each field what the scheme
 * asks.
 */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { auditTypes, type AuditType } from '../../schemas/record/kinds.js';
import { documentSubjects, type DocumentSubject } from '../../schemas/pack/kinds.js';
import type { Outcome } from '../diagnostics/index.js';
import { localToday } from './options.js';
import type { Terminal } from './terminal.js';

const skeletons = () => import('../skeleton/skeleton.js');

/** One folder, not a way to another. */
const folderName = (value: string): string => {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u.test(value)) throw new InvalidArgumentError('stage-2-2026');
  return value;
};

const schemeId = (value: string): string => {
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(value)) throw new InvalidArgumentError('acme-qms');
  return value;
};
/** `B/1` lies in a folder `B-1`. */
const versionName = (value: string): string => {
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/.test(value)) throw new InvalidArgumentError('B/1');
  return value;
};

export function newCommand(program: Command, terminal: Terminal): void {
  const { lang } = terminal;
  const group = program
    .command('new')
    .description(
      {
        zh: '建立项目、案卷、审核、文书、认证方案或文件的骨架，或由 Word 表格做成文件',
        en: 'write the skeleton of a project, a case, an audit, a paper, a scheme or a document, or make one of a Word form',
      }[lang],
    );
  const report = (outcome: Outcome<readonly string[]>): void => {
    terminal.diagnostics(outcome.diagnostics);
    for (const file of outcome.value ?? []) terminal.out(file);
    if (!outcome.value) process.exitCode = 1;
  };
  group
    .command('project')
    .argument('<folder>', { zh: '项目文件夹', en: 'folder of the project' }[lang])
    .description({ zh: '新建项目：certpress.yaml 与 people.yaml', en: 'a new project: certpress.yaml and people.yaml' }[lang])
    .action(async (folder: string) => report(await (await skeletons()).newProject(resolve(folder))));
  group
    .command('case')
    .argument('<folder>', { zh: '案卷文件夹', en: 'folder of the case' }[lang])
    .description({ zh: '新建案卷，逐项写明认证方案的要求', en: 'a new case; each field says what the scheme asks' }[lang])
    .requiredOption('--scheme <id>', { zh: '认证方案，如 wanding', en: 'the scheme, such as wanding' }[lang])
    .addOption(
      new Option('--type <type>', { zh: '审核类型', en: 'kind of audit' }[lang])
        .choices(['initial', 'surveillance', 'recertification'])
        .makeOptionMandatory(),
    )
    .action(async (folder: string, options: { scheme: string; type: 'initial' | 'surveillance' | 'recertification' }) =>
      report(await (await skeletons()).newCase({ folder: resolve(folder), scheme: options.scheme, type: options.type })),
    );
  group
    .command('audit')
    .argument('<folder>', { zh: '案卷文件夹', en: 'folder of the case' }[lang])
    .description({ zh: '为案卷增加一次审核', en: 'add an audit to a case' }[lang])
    .addOption(
      new Option('--type <type>', { zh: '审核类型', en: 'kind of audit' }[lang]).choices(Object.keys(auditTypes)).makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--id <name>',
        { zh: '审核文件夹名（缺省按类型和序号）', en: "name of the audit's folder (default: its kind, numbered)" }[lang],
      ).argParser(folderName),
    )
    .action(async (folder: string, options: { type: AuditType; id?: string }) =>
      report(
        (await skeletons()).newAudit({
          folder: resolve(folder),
          type: options.type,
          ...(options.id === undefined ? {} : { id: options.id }),
        }),
      ),
    );
  group
    .command('paper')
    .argument(
      '<folder>',
      { zh: '案卷文件夹；属于一次审核的，为审核的文件夹', en: 'folder of the case, or of the audit that it belongs to' }[lang],
    )
    .description({ zh: '为案卷增加一份文书', en: 'add a paper to a case' }[lang])
    .requiredOption('--document <id>', { zh: '为哪一种文件', en: 'the document that it is for' }[lang], schemeId)
    .addOption(
      new Option('--id <name>', { zh: '文件名（缺省同文件）', en: 'name of the file (default: the document’s)' }[lang]).argParser(
        folderName,
      ),
    )
    .action(async (folder: string, options: { document: string; id?: string }) =>
      report((await skeletons()).newPaper({ folder: resolve(folder), ...options })),
    );
  group
    .command('document')
    .argument('<id>', { zh: '文件代号，如 team-card', en: 'id of the document, such as team-card' }[lang], schemeId)
    .description(
      { zh: '在本机构的文件夹中新建文件：定义、版式和标签', en: 'a document of the house’s own: definition, layout and labels' }[lang],
    )
    .addOption(
      new Option('--of <what>', { zh: '对每个什么各有一份', en: 'what there is one of it for' }[lang])
        .choices(documentSubjects)
        .default('case'),
    )
    .action(async (id: string, { of }: { of: DocumentSubject }) => {
      const { newDocument } = await import('../skeleton/document.js');
      report(newDocument({ id, of, folder: process.cwd() }));
    });
  group
    .command('template')
    .description(
      {
        zh: '把已有的 Word 表格做成本机构文件的初稿：定义、版式、标签和图片，并列出还要做什么',
        en: 'an existing Word form as the first draft of a document of the house’s own: definition, layout, labels and pictures, with a list of what is left',
      }[lang],
    )
    .requiredOption('--from <file>', { zh: 'Word 文件（.docx）', en: 'the Word file (.docx)' }[lang])
    .option(
      '--document <id>',
      { zh: '文件代号（缺省由文件名得出）', en: 'id of the document (default: from the name of the file)' }[lang],
      schemeId,
    )
    .option('--scheme <id>', { zh: '只用于这个认证方案', en: 'only for this scheme' }[lang], schemeId)
    .option('--out <folder>', { zh: '本机构的版式文件夹（缺省为项目的）', en: "a house's folder (default: the project's)" }[lang])
    .addOption(
      new Option('--of <what>', { zh: '对每个什么各有一份', en: 'what there is one of it for' }[lang])
        .choices(documentSubjects)
        .default('case'),
    )
    .action(async (flags: { from: string; document?: string; scheme?: string; out?: string; of: DocumentSubject }) => {
      const { newTemplate } = await import('../skeleton/word-form/template.js');
      const { value, diagnostics } = newTemplate({
        from: resolve(flags.from),
        id: flags.document,
        of: flags.of,
        scheme: flags.scheme,
        out: flags.out === undefined ? undefined : resolve(flags.out),
        folder: process.cwd(),
      });
      report({ diagnostics, ...(value ? { value: value.files } : {}) });
      if (value) terminal.say(value.summary);
    });
  group
    .command('scheme')
    .argument('<id>', { zh: '方案代号，如 acme-qms', en: 'id of the scheme, such as acme-qms' }[lang], schemeId)
    .description(
      { zh: '在项目中新建认证方案：一套可用的、带说明的文件', en: 'a new scheme in this project: a commented pack that is sound' }[lang],
    )
    .option('--edition <version>', { zh: '规则的版本', en: 'version of the rules' }[lang], versionName, '1')
    .option(
      '--standard <id>',
      { zh: '认证标准：standards/ 中的文件', en: 'the standard: a file in standards/' }[lang],
      schemeId,
      'iso-22301-2019',
    )
    .action(async (id: string, { edition, standard }: { edition: string; standard: string }) => {
      const { newScheme } = await import('../skeleton/scheme.js');
      report(newScheme({ id, version: edition, standard, folder: process.cwd(), today: localToday() }));
    });
}
