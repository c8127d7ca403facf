/**
 * Taking in what others made: into a case's `evidence/`, and into its `evidence.yaml`.
 *
 * In:  files, the case, what they are and who signed them. Out: new files under `evidence/`, never over another, and entries at the
 * end of the register; or neither. Names of incoming files are used for nothing but messages.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import { hasErrors, failed, ok, type Diagnostic, type Outcome, type Prose } from '../../diagnostics/index.js';
import { limits } from '../../files/limits.js';
import { loadProject } from '../../load/project.js';
import { isInside, readInside } from '../../files/read-file.js';
import { recordsIn } from '../../packs/records-of-schemes.js';
import { loadSchemes } from '../../packs/schemes-of-project.js';
import type { CaseFolder, Project } from '../../load/types.js';
import type { Scheme, SchemeTable } from '../../packs/types.js';
import { documentsOf } from '../../validate/documents-of-case.js';
import { engineOfProject } from '../../load/engine-named.js';
import { houseOf } from '../../load/house.js';
import { loadSchemeTools } from '../../make/scheme-tools.js';
import { projectsOf } from '../../load/project-paths.js';
import { whileBusy } from '../../files/while-busy.js';
import { outputFailed, sha256, unfinished } from '../../files/write-file.js';
import { packageInfo } from '../../program/package-info.js';
import { verifyOthers, type Trust } from '../../seal/index.js';
import { chooseEngine } from '../../writers/pdf/choose-engine.js';
import { createPdfWriter } from '../../writers/pdf/index.js';
import { noted, peopleTrust } from '../evidence-signatures.js';
import { checkChoice, entryOf, evidenceName, type IntakeChoice } from './choice.js';
import { entryText, withEntries, type NewEntry } from './register-entry.js';
import { takeIn, type Taken } from './take-in.js';

export interface IntakeOptions extends IntakeChoice {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly case: string;
  /** Signature in a file of its own, over the one PDF, by the one who is said to have signed. Absolute. */
  readonly signature?: string;
  readonly today: string;
  readonly dryRun: boolean;
}
export interface TakenIn extends Pick<Taken, 'from' | 'pages' | 'facts'> {
  /** Path from the case folder. */
  readonly file: string;
  readonly sha256: string;
}
export interface IntakeResult {
  readonly taken: readonly TakenIn[];
  /** As appended to `evidence.yaml`. */
  readonly entries: string;
}
const mostFiles = 500;

export async function intake(options: IntakeOptions): Promise<Outcome<IntakeResult>> {
  const diagnostics: Diagnostic[] = [];
  const keep = <T>({ value, diagnostics: found }: Outcome<T>): T | undefined => {
    diagnostics.push(...found);
    return value;
  };
  const target = keep(await targetOf(options.case));
  if (!target) return failed(...diagnostics);
  const { project, folder, schemes, scheme } = target;
  const named =
    scheme.archive?.records.find((record) => record.kind === options.kind)?.title ?? scheme.scheme.documents[options.kind]?.title;
  const subjects = documentsOf(project, folder, schemes, [options.kind]).flatMap((one) =>
    one.kind === options.kind ? (one.subject ?? []) : [],
  );
  const choice = keep(
    checkChoice(options, folder, options.today, {
      isNamed: named !== undefined,
      documents: [...scheme.documents.keys()],
      subjects: subjects.length > 0 ? subjects : undefined,
    }),
  );
  if (!choice) return failed(...diagnostics);
  if (options.files.length > mostFiles)
    return failed(refuse(options.case, { zh: `一次最多存入${mostFiles}个文件`, en: `At most ${mostFiles} files are taken in at a time` }));
  const incoming = options.files.flatMap((path) => {
    const bytes = keep(readInside(path, parse(path).root, limits.evidenceBytes));
    return bytes ? [{ path, bytes }] : [];
  });
  const tools = keep(await loadSchemeTools(scheme, packageInfo().root, houseOf(project.root, project.config)));
  if (!tools || hasErrors(diagnostics)) return failed(...diagnostics);
  const title: Prose = {
    zh: options.title ?? named?.zh ?? options.kind,
    en: options.titleEn ?? (options.title === undefined ? named?.en : undefined) ?? options.title ?? options.kind,
  };
  const taken = keep(
    await takeIn(incoming, {
      title,
      kind: options.kind,
      date: choice.date,
      author: scheme.body.name.zh,
      theme: tools.theme,
      writer: createPdfWriter(chooseEngine(engineOfProject(project.root, project.config))),
      electronic: scheme.archive?.electronic,
    }),
  );
  if (!taken) return failed(...diagnostics);

  const signature =
    options.signature === undefined
      ? undefined
      : keep(await signatureOf(options.signature, taken, choice.signed.length, peopleTrust(project)));
  const root = join(project.root, folder.folder);
  const register = keep(await registerOf(root, project.root));
  const entries: NewEntry[] = [];
  const results: (TakenIn & { readonly bytes: Uint8Array })[] = [];
  const used = new Set<string>();
  for (const { bytes, from, pages, facts } of taken) {
    const hash = sha256(bytes);
    const known =
      folder.register?.value.find((entry) => entry.sha256?.toLowerCase() === hash)?.file ??
      results.find((one) => one.sha256 === hash)?.file;
    if (known !== undefined)
      diagnostics.push(refuse(from[0] ?? '', { zh: `同一个文件已登记为 ${known}`, en: `The same file is on record already, as ${known}` }));
    if (bytes.length > limits.evidenceBytes)
      diagnostics.push(
        refuse(
          from[0] ?? '',
          { zh: '转换后过大', en: 'It is too large when converted' },
          { zh: '分成几次存入，或以300 dpi扫描。', en: 'Take it in in parts, or scan at 300 dpi.' },
        ),
      );
    const file = evidenceName(
      options,
      (name) => used.has(name) || [...folder.evidence.values()].some((one) => one.file.toLowerCase() === name),
      root,
    );
    used.add(file);
    const signed = signature ? choice.signed.map((one) => ({ ...one, file: `${file}.p7s`, sha256: sha256(signature) })) : choice.signed;
    entries.push(entryOf(options, { ...choice, signed }, title, file, hash));
    results.push({ from, pages, ...(facts ? { facts } : {}), file, sha256: hash, bytes });
  }
  const text = register === undefined ? undefined : keep(withEntries(register.text, entries));
  if (text === undefined || hasErrors(diagnostics)) return failed(...diagnostics);
  const value: IntakeResult = { taken: results.map(({ bytes: _, ...one }) => one), entries: entryText(entries) };
  if (options.dryRun) return ok(value, diagnostics);
  const files = [...results, ...(signature ? results.map(({ file }) => ({ file: `${file}.p7s`, bytes: signature })) : [])];
  keep(await write(root, project.root, files, register?.text ?? '', text));
  return hasErrors(diagnostics) ? failed(...diagnostics) : ok(value, diagnostics);
}

async function signatureOf(path: string, taken: readonly Taken[], signers: number, trust: Trust | undefined): Promise<Outcome<Uint8Array>> {
  const [one] = taken;
  if (taken.length !== 1 || !one?.facts || signers !== 1) {
    return failed(
      refuse(
        path,
        { zh: '--signature 须与一个PDF和一个 --signed 一起给出', en: '--signature goes with one PDF and one --signed' },
        { zh: '图片会转换成PDF，对图片的签名因此不再成立。', en: 'Pictures become a PDF, so a signature over a picture would not hold.' },
      ),
    );
  }
  const read = readInside(path, parse(path).root, limits.yamlBytes);
  if (!read.value) return failed(...read.diagnostics);
  const { intact, signatures, problems } = await verifyOthers(one.bytes, read.value, trust ?? { roots: [] });
  const [why] = problems;
  const place = { file: path };
  return intact
    ? ok(
        read.value,
        signatures.map((signed) => ({ ...noted(basename(path), signed, trust !== undefined), place })),
      )
    : failed(
        refuse(path, {
          zh: `不是对该文件的签名${why ? `：${why.zh}` : ''}`,
          en: `It is no signature over that file${why ? `: ${why.en}` : ''}`,
        }),
      );
}

const refuse = (file: string, message: Prose, help?: Prose): Diagnostic => ({
  code: 'intake-refused',
  severity: 'error',
  place: { file },
  message,
  ...(help ? { help } : {}),
});

async function targetOf(
  path: string,
): Promise<Outcome<{ readonly project: Project; readonly folder: CaseFolder; readonly schemes: SchemeTable; readonly scheme: Scheme }>> {
  const places = await projectsOf([path]);
  const [place] = places.value ?? [];
  if (!place) return failed(...places.diagnostics);
  const loaded = loadProject(place.root, place.only.length > 0 ? place.only : undefined, recordsIn(packageInfo().root));
  const project = loaded.value;
  const folder = project?.cases.length === 1 ? project.cases[0] : undefined;
  if (!project || !folder) {
    return failed(...places.diagnostics, ...loaded.diagnostics.filter((d) => d.severity === 'error'), {
      code: 'intake-register',
      severity: 'error',
      place: { file: path },
      message: { zh: '--case 应当是一个案卷的文件夹', en: '--case must be the folder of one case' },
      help: { zh: '案卷文件夹中有 case.yaml。', en: 'The folder of a case holds its case.yaml.' },
    });
  }
  const schemes = loadSchemes(project, packageInfo().root).value ?? new Map<string, Scheme>();
  const scheme = [...schemes.values()].filter((one) => one.id === folder.case.value.scheme).at(-1);
  return scheme
    ? ok({ project, folder, schemes, scheme })
    : failed({
        code: 'intake-register',
        severity: 'error',
        place: { file: path },
        message: { zh: '案卷没有写明认证方案', en: 'The case names no scheme' },
      });
}

async function registerOf(root: string, within: string): Promise<Outcome<{ readonly text: string }>> {
  const file = join(root, 'evidence.yaml');
  const there = await readFile(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  if (!there) return ok({ text: '' });
  const { value, diagnostics } = readInside(file, within, limits.yamlBytes);
  return value ? ok({ text: Buffer.from(value).toString('utf8') }) : failed(...diagnostics);
}

/** All of it or nothing: what was put into `evidence/` is taken out again where the register cannot be written. */
async function write(
  root: string,
  within: string,
  files: readonly { readonly file: string; readonly bytes: Uint8Array }[],
  before: string,
  text: string,
): Promise<Outcome<true>> {
  const made: string[] = [];
  const beside = (path: string): string => join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}${unfinished}`);
  const register = join(root, 'evidence.yaml');
  let at = register;
  try {
    const folder = join(root, 'evidence');
    await mkdir(folder, { recursive: true });
    if (!isInside(await realpath(folder), await realpath(within))) {
      return failed({
        code: 'link-outside',
        severity: 'error',
        place: { file: folder },
        message: { zh: '这个链接指向项目文件夹以外', en: 'This link leads out of the project folder' },
      });
    }
    for (const { file, bytes } of files) {
      at = join(root, file);
      const unready = beside(at);
      await writeFile(unready, bytes, { flag: 'wx', mode: 0o444 });
      // Unlike a rename, a link never takes the place of another file.
      await link(unready, at).finally(() => rm(unready, { force: true }));
      made.push(at);
    }
    at = register;
    if (((await registerOf(root, within)).value?.text ?? '') !== before) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
    const unready = beside(register);
    await writeFile(unready, text, { flag: 'wx' });
    await whileBusy(() => rename(unready, register)).catch(async (error: unknown) => {
      await rm(unready, { force: true });
      throw error;
    });
    return ok(true);
  } catch (error) {
    for (const file of made) await rm(file, { force: true }).catch(() => undefined);
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return failed(
      (error as NodeJS.ErrnoException).code === 'EBUSY'
        ? {
            code: 'intake-register',
            severity: 'error',
            place: { file: register },
            message: {
              zh: '其间有人修改了 evidence.yaml，什么也没有写入',
              en: 'Somebody changed evidence.yaml meanwhile; nothing was written',
            },
            help: { zh: '再次运行。', en: 'Run again.' },
          }
        : { ...outputFailed(at, error), help: { zh: '检查案卷文件夹是否可写。', en: 'Check that the case folder can be written.' } },
    );
  }
}
