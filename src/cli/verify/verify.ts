/**
 * `certpress verify PATH`: whether a sealed PDF, a bag or a whole archive is still what it was.
 *
 * In:  options. Out: a line for each bag and the verdict on stdout, findings on stderr; with `--json` one object. Exit status 0
 * only where everything is sound and trusted; 130 where it was interrupted (`stop-signals.ts`).
 */
import { existsSync } from 'node:fs';
import { basename, relative, resolve, sep } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { failed, hasErrors, ok, type Diagnostic, type Outcome, type Prose } from '../../diagnostics/index.js';
import { sha256 } from '../../files/write-file.js';
import { placedFrom } from '../../files/places.js';
import { isInside } from '../../files/read-file.js';
import { programId } from '../../program/program-id.js';
import type { Trust } from '../../seal/index.js';
import { found } from '../../verify/finding.js';
import type { ArchiveRun, BagRow, BagVerdict, openCheckpoint, Target } from '../../verify/index.js';
import { jobsOption, readIfThere } from '../options.js';
import { untilStopped } from '../stop-signals.js';
import type { Terminal } from '../terminal.js';
import { diagnosticsOf, jsonPrinter, textPrinter, type Printer } from './print.js';
import { userSecret } from './secret.js';

interface Flags {
  trust?: string[];
  head?: string;
  report?: string;
  force?: boolean;
  resume?: string;
  render: boolean;
  jobs: number;
  json?: boolean;
}

export function verifyCommand(program: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  program
    .command('verify')
    .argument(
      '<path>',
      say({ zh: '盖章的 PDF、档案包、一卷的各版次，或整个档案库', en: 'a sealed PDF, a bag, the revisions of a bag, or a whole archive' }),
    )
    .description(
      say({
        zh: '离线查验归档的文件：完整、未改动、签名可信、与记录一致',
        en: 'verify what was archived, offline: complete, unchanged, signed by somebody trusted, and what the record says',
      }),
    )
    .option('--trust <files...>', say({ zh: '受信任的根证书（PEM）', en: 'trusted root certificates (PEM)' }))
    .option(
      '--head <hash>',
      say({
        zh: '另外保存的索引头值：查出整个档案库被恢复到较早状态',
        en: 'head of the index that was kept elsewhere: finds an archive that was put back to an earlier state',
      }),
      hashArgument,
    )
    .option('--report <file>', say({ zh: '写出中英文查验报告（PDF）', en: 'write a bilingual verification report (PDF)' }))
    .option('--force', say({ zh: '覆盖已有的查验报告', en: 'write over a report that is there' }))
    .option(
      '--resume <file>',
      say({
        zh: '中断记录：Ctrl-C 之后用同一文件接着查验（须在档案库之外）',
        en: 'checkpoint: after Ctrl-C, go on with the same file (outside the archive)',
      }),
    )
    .option('--no-render', say({ zh: '不由记录重新生成文件来比对', en: 'do not make the documents again from the record to compare them' }))
    .addOption(jobsOption(say))
    .option('--json', say({ zh: '在标准输出打印一个 JSON 对象', en: 'print one JSON object on stdout' }))
    .action((path: string, flags: Flags) => run(path, flags, terminal));
}

function hashArgument(value: string): string {
  if (!/^[0-9a-fA-F]{64}$/.test(value)) throw new InvalidArgumentError('64 × 0-9a-f');
  return value.toLowerCase();
}

async function run(path: string, flags: Flags, terminal: Terminal): Promise<void> {
  const cwd = process.cwd();
  const began = new Date();
  const [{ openCheckpoint, rowOf, targetOf, verify, writeReport }, { tryCertificate }] = await Promise.all([
    import('../../verify/index.js'),
    import('../../seal/x509/certificate.js'),
  ]);
  const target = await targetOf(resolve(cwd, path));
  const trust = await trustOf(flags.trust ?? []);
  const diagnostics = [...target.diagnostics, ...trust.diagnostics, ...(target.value ? refusals(target.value, flags, cwd) : [])];
  if (!target.value || !trust.value || hasErrors(diagnostics)) {
    if (flags.json)
      terminal.out(
        JSON.stringify(
          {
            path,
            kind: target.value?.kind ?? null,
            state: 'faulty',
            bags: [],
            archive: null,
            document: null,
            ...diagnosticsOf(diagnostics, cwd),
          },
          null,
          1,
        ),
      );
    else terminal.diagnostics(diagnostics.map((d) => placedFrom(d, cwd)));
    process.exitCode = 1;
    return;
  }
  const { value: one } = target;
  const { roots } = trust.value;
  const stopping = untilStopped();
  try {
    const options = { trust: trust.value, render: flags.render };
    const printer = flags.json ? jsonPrinter(path, one, terminal, cwd) : textPrinter(terminal, cwd, trust.value);
    const kept = flags.report === undefined ? undefined : keepingRows(printer, rowOf);
    const verdict = await verify(one, options, {
      signal: stopping.signal,
      jobs: flags.jobs,
      ...(flags.head === undefined ? {} : { head: flags.head }),
      progress: flags.json ? () => undefined : terminal.progress,
      begin: printer.begin,
      bag: kept?.bag ?? printer.bag,
      ...(flags.resume === undefined
        ? {}
        : { checkpoint: (head) => checkpointOf(openCheckpoint, flags.resume ?? '', one, head, options, began, cwd) }),
    });
    terminal.clearProgress();
    const isInterrupted = verdict.archive?.interrupted === true || verdict.state === 'interrupted';
    const report =
      kept && flags.report !== undefined && !isInterrupted
        ? await writeReport(
            {
              verdict,
              rows: kept.rows,
              name: basename(one.path),
              began: began.toISOString(),
              ended: new Date().toISOString(),
              program: `certpress ${programId()}`,
              isRendered: flags.render,
              roots: roots.map((root) => ({ name: tryCertificate(root)?.name ?? '?', sha256: sha256(root) })),
              findings: [...verdict.findings, ...(verdict.document?.findings ?? []), ...kept.findings]
                .filter((d) => roots.length > 0 || d.code !== 'verify-untrusted')
                .map((d) => below(one.path, d)),
            },
            resolve(cwd, flags.report),
          )
        : undefined;
    const unwritten = (report?.diagnostics ?? []).filter((d) => d.severity === 'error');
    printer.end({ ...verdict, findings: [...verdict.findings, ...unwritten] });
    if (isInterrupted && kept && !flags.json)
      terminal.say({ zh: '查验未完成，没有写报告。', en: 'The verification was not finished, so no report was written.' });
    if (isInterrupted && verdict.archive && !flags.json) {
      terminal.say(
        flags.resume === undefined
          ? {
              zh: '没有保存进度；用 --resume <文件> 运行，中断后即可接着查验。',
              en: 'Nothing was kept of this run; with --resume <file> an interrupted one can be gone on with.',
            }
          : {
              zh: `用同样的选项和 --resume ${flags.resume} 再次运行，即接着查验。`,
              en: `Run it again with the same options and --resume ${flags.resume} to go on.`,
            },
      );
    }
    process.exitCode = isInterrupted
      ? stopping.exitCode()
      : (verdict.state === 'sound' || verdict.state === 'otherwise') && unwritten.length === 0
        ? 0
        : 1;
  } finally {
    stopping.end();
  }
}

/** What a report lists of each bag; findings of a forged archive have no end. */
const mostKept = 2000;
function keepingRows(
  printer: Printer,
  rowOf: (verdict: BagVerdict) => BagRow,
): Pick<Printer, 'bag'> & { readonly rows: readonly BagRow[]; readonly findings: readonly Diagnostic[] } {
  const rows: BagRow[] = [];
  const findings: Diagnostic[] = [];
  return {
    rows,
    findings,
    bag: (verdict) => {
      rows.push(rowOf(verdict));
      if (findings.length < mostKept) findings.push(...verdict.findings, ...verdict.documents.flatMap((one) => one.findings));
      printer.bag(verdict);
    },
  };
}
const below = (path: string, d: Diagnostic): Diagnostic =>
  d.place ? { ...d, place: { file: relative(path, d.place.file).split(sep).join('/') || basename(path) } } : d;

async function trustOf(files: readonly string[]): Promise<Outcome<Trust>> {
  const { readTrust } = await import('../../seal/index.js');
  const roots: Uint8Array[] = [];
  for (const file of files) {
    const bytes = readIfThere(file);
    const read = bytes && readTrust(Buffer.from(bytes).toString('latin1'));
    if (!read || read.roots.length === 0)
      return failed(
        found(
          'verify-trust',
          file,
          bytes ? '其中没有 PEM 格式的证书' : '不能读取该文件',
          bytes ? 'It holds no certificate in PEM' : 'This file cannot be read',
        ),
      );
    roots.push(...read.roots);
  }
  return ok({ roots });
}

/** What does not go together, before anything is verified. */
function refusals({ kind, path }: Target, { head, report, force, resume }: Flags, cwd: string): Diagnostic[] {
  const inside = (file: string): boolean => isInside(resolve(cwd, file), path);
  const list: Diagnostic[] = [];
  if (kind !== 'archive' && head !== undefined)
    list.push(found('verify-path', path, '--head 只用于整个档案库', '--head is for a whole archive'));
  if (kind !== 'archive' && resume !== undefined)
    list.push(found('verify-path', path, '--resume 只用于整个档案库', '--resume is for a whole archive'));
  if (resume !== undefined && inside(resume))
    list.push(found('verify-resume', resume, '中断记录不得放在档案库内', 'The checkpoint must not lie in the archive'));
  if (report !== undefined && inside(report))
    list.push(found('verify-report', report, '报告不得写入所查验的档案', 'The report must not be written into what is verified'));
  else if (report !== undefined && !force && existsSync(resolve(cwd, report)))
    list.push(found('verify-report', report, '已有这个文件', 'This file is there already'));
  return list;
}

async function checkpointOf(
  open: typeof openCheckpoint,
  file: string,
  { path }: Target,
  head: string,
  options: { readonly trust: Trust; readonly render: boolean },
  now: Date,
  cwd: string,
): ReturnType<NonNullable<ArchiveRun['checkpoint']>> {
  const place = resolve(cwd, file);
  try {
    const { value, diagnostics } = await open({
      file: place,
      secret: userSecret(process.env),
      archive: path,
      head,
      options,
      program: programId(),
      now: now.toISOString(),
    });
    return { ...(value ? { checkpoint: value } : {}), diagnostics };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return {
      diagnostics: [found('verify-resume', place, `无法保存本机的密钥（${code}）`, `The secret of this machine cannot be kept (${code})`)],
    };
  }
}
