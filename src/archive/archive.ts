/**
 * Archiving: from cases to bags.
 *
 *     load, judge -> build (PDF, into a folder of its own) -> which audits are closed -> seal -> bag
 *
 * In:  paths, days, the store, a function that seals. Out: what became of each audit and certificate, and what was found. A case
 * with an error archives nothing; an audit that is still open is said, and is no error.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { hasErrors, type Diagnostic, type Outcome, type Progress, type Prose } from '../diagnostics/index.js';
import { judgedProjects, type JudgedProject } from '../judge/judged-projects.js';
import { isInside } from '../files/read-file.js';
import { placeIn } from '../load/record-file.js';
import { engineOfProject } from '../load/engine-named.js';
import { houseOf } from '../load/house.js';
import type { CaseFolder, Project } from '../load/types.js';
import type { SchemeTable } from '../packs/types.js';
import { chooseEngine } from '../writers/pdf/choose-engine.js';
import { loadSchemeTools } from '../make/scheme-tools.js';
import type { DocLang } from '../model/index.js';
import { absolute, placedFrom } from '../files/places.js';
import { outputsIn } from '../output/manifest-files.js';
import type { TraceRow } from '../output/trace.js';
import { packageInfo } from '../program/package-info.js';
import { runBuild } from '../build.js';
import type { BuildOptions, BuildResult } from '../plan/options.js';
import type { SealPosition } from '../writers/pdf/index.js';
import { bagContents } from './bag-contents.js';
import { closingsOf, type Closing } from './closing.js';
import { engineOf, type Engine } from './engine-info.js';
import { checkSignatures } from './evidence-signatures.js';
import type { Added, PlaceState, Revision } from './store/index.js';
import type { BagContents, BagPlace } from './types.js';

export interface ArchiveOptions {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly today: string;
  readonly asOf?: string;
  readonly langs?: readonly DocLang[];
  /** Why there is a new revision, where there is one. */
  readonly reason?: string;
  readonly signal: AbortSignal;
  /** How many documents are made at once. */
  readonly jobs: number;
  readonly shared?: BuildOptions['shared'];
  readonly progress: (progress: Progress) => void;
  /** The file with the body's seal on it; `spots` are where the layout has a place for it. */
  readonly seal: (bytes: Uint8Array, document: SealedDocument) => Promise<Outcome<Uint8Array>>;
  /** What the archive holds of it: where the last revision is of the same identity, nothing need be sealed. */
  readonly standing: (place: BagPlace) => PlaceState | undefined;
  /** Makes a term longer. */
  readonly retain: (bag: string, until: string, reason: string) => Promise<Outcome<true>>;
  readonly add: (contents: BagContents, reason: string | undefined) => Promise<Outcome<Added>>;
}
export interface SealedDocument {
  readonly title: Prose;
  readonly spots: readonly SealPosition[];
}

export interface Archived {
  readonly place: BagPlace;
  /** `disposed`: its term was over and it was destroyed; nothing is archived again. */
  readonly state: 'added' | 'unchanged' | 'open' | 'refused' | 'disposed';
  readonly revision?: number;
  /** Path of the bag in the archive. */
  readonly bag?: string;
  /** What an open one waits for. */
  readonly open: readonly Prose[];
  readonly retainUntil?: string;
  readonly documents: number;
}
export interface ArchiveResult {
  readonly archived: readonly Archived[];
  readonly diagnostics: readonly Diagnostic[];
}

export async function runArchive(options: ArchiveOptions): Promise<ArchiveResult> {
  const { paths, today, asOf } = options;
  const judged = await judgedProjects(paths, { asOf, today, asFiled: true });
  const diagnostics: Diagnostic[] = [...judged.diagnostics];
  const archived: Archived[] = [];
  for (const one of judged.value ?? []) {
    const folder = await mkdtemp(join(tmpdir(), 'certpress-archive-'));
    try {
      const only = paths.filter((path) => isInside(path, one.project.root));
      const build = await runBuild({
        paths: only.length > 0 ? only : [one.project.root],
        cwd: options.cwd,
        out: folder,
        knownOut: null,
        formats: ['pdf'],
        today,
        asFiled: true,
        force: false,
        ...(asOf === undefined ? {} : { asOf }),
        ...(options.langs ? { langs: options.langs } : {}),
        signal: options.signal,
        jobs: options.jobs,
        ...(options.shared ? { shared: options.shared } : {}),
        progress: options.progress,
      });
      diagnostics.push(...build.diagnostics.filter((d) => d.code !== 'waiting' && d.code !== 'drafts'));
      if (options.signal.aborted) break;
      const result = await archiveProject(one, build, folder, options);
      archived.push(...result.archived);
      diagnostics.push(...result.diagnostics);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  // What loading finds, the build finds again.
  const told = new Map(diagnostics.map((d) => placedFrom(d, options.cwd)).map((d) => [JSON.stringify(d), d]));
  return { archived, diagnostics: [...told.values()] };
}

async function archiveProject(judged: JudgedProject, build: BuildResult, built: string, options: ArchiveOptions): Promise<ArchiveResult> {
  const { schemes } = judged;
  const diagnostics: Diagnostic[] = [];
  const archived: Archived[] = [];
  const engines = new Map<string, Engine>();
  const wrong = build.diagnostics.filter((d) => d.severity === 'error');
  const [isWrong, wrongCases] = [wrong.some((d) => d.case === undefined), new Set(wrong.map((d) => d.case))];
  let done = 0;
  for (const { project, folder, judgement } of judged) {
    if (options.signal.aborted) break;
    const outputs = outputsIn(built, folder.name);
    const hasWrong = isWrong || wrongCases.has(folder.name);
    const closings = closingsOf({ project, folder, schemes, judgement, outputs, hasErrors: hasWrong });
    const of = { project, schemes, folder, asOf: judgement.asOf, built, engines };
    const progress = (closing: Closing): void => {
      const errors = diagnostics.filter((d) => d.severity === 'error').length;
      options.progress({ done, total: judged.count, errors, what: `${closing.place.case} ${closing.place.subject}` });
    };
    const one = await archiveCase(closings, of, progress, options);
    archived.push(...one.archived);
    diagnostics.push(...one.diagnostics);
    done += 1;
  }
  return { archived, diagnostics };
}

interface OfCase {
  readonly project: Project;
  readonly schemes: SchemeTable;
  readonly folder: CaseFolder;
  readonly asOf: string;
  /** The folder with its documents. */
  readonly built: string;
  readonly engines: Map<string, Engine>;
}

async function archiveCase(
  closings: readonly Closing[],
  { project, schemes, folder, asOf, built, engines }: OfCase,
  progress: (closing: Closing) => void,
  options: ArchiveOptions,
): Promise<ArchiveResult> {
  const packageRoot = packageInfo().root;
  const diagnostics: Diagnostic[] = [];
  const archived: Archived[] = [];
  for (const closing of closings) {
    if (options.signal.aborted) break;
    progress(closing);
    if (options.signal.aborted) break;
    const { place, open, retention } = closing;
    const about = {
      place,
      open,
      documents: closing.outputs.length,
      ...(retention.until === undefined ? {} : { retainUntil: retention.until }),
    };
    diagnostics.push(...closing.diagnostics.map((d) => absolute(d, { project: project.root, package: packageRoot })));
    if (open.length > 0) {
      diagnostics.push(stillOpen(closing, placeIn(project.root, closing.audit.audit, [])));
      archived.push({ ...about, state: 'open' });
      continue;
    }
    const signatures = await checkSignatures(project, folder, closing.entries);
    diagnostics.push(...signatures);
    if (hasErrors([...closing.diagnostics, ...signatures])) {
      archived.push({ ...about, state: 'refused' });
      continue;
    }
    const theme = await engineFor(closing, engines, packageRoot, project);
    const files = new Map(
      await Promise.all(
        closing.outputs.map(async (output): Promise<[string, Uint8Array]> => [output.file, await readFile(join(built, output.file))]),
      ),
    );
    const trace = JSON.parse(await readFile(join(built, folder.name, 'trace.json'), 'utf8')) as TraceRow[];
    const input = { closing, project, folder, schemes, packageRoot, trace, engine: theme, asOf };
    const before = bagContents({ ...input, sealed: new Map() });
    diagnostics.push(...before.diagnostics);
    if (!before.value) continue;
    const standing = options.standing(place);
    const last = standing?.revisions.at(-1);
    if (standing?.disposed) {
      archived.push({ ...about, state: 'disposed' });
      continue;
    }
    if (standing && last?.identity === before.value.identity) {
      if (retention.until !== undefined && (standing.retainUntil === undefined || retention.until > standing.retainUntil)) {
        const why = retention.countedFrom
          ? `${retention.clause}: ${retention.countedFrom.what.en}, ${retention.countedFrom.day}`
          : retention.clause;
        diagnostics.push(...(await options.retain(standing.place, retention.until, why)).diagnostics);
      }
      archived.push({ ...about, state: 'unchanged', revision: last.revision, bag: last.bag });
      continue;
    }
    if (last && options.reason === undefined) {
      diagnostics.push(needsReason(closing, last, placeIn(project.root, closing.audit.audit, [])));
      archived.push({ ...about, state: 'refused' });
      continue;
    }
    const sealed = await sealAll(closing, files, options, diagnostics);
    // Once a bag is being added it is finished.
    if (options.signal.aborted) break;
    const contents = sealed && bagContents({ ...input, sealed });
    const added = contents?.value && (await options.add(contents.value, last ? options.reason : undefined));
    diagnostics.push(...(added?.diagnostics ?? []));
    archived.push(
      added?.value && added.value.state !== 'disposed'
        ? { ...about, state: added.value.state, revision: added.value.revision, bag: added.value.bag }
        : { ...about, state: 'refused' },
    );
  }
  return { archived, diagnostics };
}

/** Each document with its seal; undefined where one of them could not be sealed, since a bag is whole or is not made. */
async function sealAll(
  closing: Closing,
  files: ReadonlyMap<string, Uint8Array>,
  options: ArchiveOptions,
  diagnostics: Diagnostic[],
): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  const sealed = new Map<string, Uint8Array>();
  for (const output of closing.outputs) {
    const title = closing.scheme.scheme.documents[output.document as keyof typeof closing.scheme.scheme.documents]?.title ?? {
      zh: basename(output.file),
      en: basename(output.file),
    };
    const result = await options.seal(files.get(output.file) ?? new Uint8Array(), { title, spots: output.seals ?? [] });
    diagnostics.push(...result.diagnostics);
    if (!result.value) return undefined;
    sealed.set(output.file, result.value);
  }
  return sealed;
}

async function engineFor(closing: Closing, known: Map<string, Engine>, packageRoot: string, { root, config }: Project): Promise<Engine> {
  const key = `${closing.scheme.id}/${closing.scheme.version}`;
  const had = known.get(key);
  if (had) return had;
  const tools = await loadSchemeTools(closing.scheme, packageRoot, houseOf(root, config));
  if (!tools.value) throw new Error(`documents of ${key} were made without a theme`);
  const engine = engineOf(tools.value.theme, chooseEngine(engineOfProject(root, config)).version);
  known.set(key, engine);
  return engine;
}

function needsReason({ place, scheme, audit }: Closing, last: Revision, at: Diagnostic['place']): Diagnostic {
  return {
    code: 'archive-reason-missing',
    severity: 'error',
    scheme: scheme.id,
    case: place.case,
    audit: audit.name,
    subject: place.subject,
    ...(at ? { place: at } : {}),
    message: {
      zh: `${place.subject} 的记录、证据或文件的文字与已归档的第${last.revision}版不同`,
      en: `The records, the evidence or the words of the documents of ${place.subject} are not those of its revision ${last.revision} in the archive`,
    },
    help: {
      zh: '确属更正的，加 --reason "理由" 再运行，立为新版次；否则恢复原来的记录、证据、标签和版式。',
      en: 'If this is a correction, run again with --reason "why" for a new revision; otherwise restore records, evidence, labels and layouts.',
    },
  };
}

function stillOpen({ place, open, scheme, audit }: Closing, at: Diagnostic['place']): Diagnostic {
  return {
    code: 'archive-open',
    severity: 'info',
    scheme: scheme.id,
    case: place.case,
    audit: audit.name,
    ...(at ? { place: at } : {}),
    message: {
      zh: `${place.subject} 暂不归档：${open.map((one) => one.zh).join('；')}`,
      en: `${place.subject} is not archived yet: ${open.map((one) => one.en).join('; ')}`,
    },
  };
}
