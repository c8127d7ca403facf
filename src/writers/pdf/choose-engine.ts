/**
 * Which layout engine makes the documents.
 *
 * In:  what a project says (`engine:` in `certpress.yaml`), or nothing. Out: the engine by name and version, and how to begin it; or why
 * there is none. Where nothing is said it is the one in this process, and where no package of that is for this system, the `typst` on
 * the PATH.
 */
import { realpathSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';
import type { Diagnostic, Place, Prose } from '../../diagnostics/index.js';
import { createEngineInProcess, engineVersion } from './engine-in-process.js';
import { createEngineProgram, mostSheets } from './engine-program.js';
import type { Engine } from './engine.js';
import { engineMissing, engineUnfit } from './problems.js';
import { findTypst, isTypst, oldestTypst, type NoTypst } from './typst-program.js';

export interface EngineChoice {
  /** Name and version; null where there is none. */
  readonly version: string | null;
  /** What tells its files from those of another; '' of the one that comes with certpress, which counts as a part of that. */
  readonly id: string;
  /** So many documents it lays out at once. */
  readonly atOnce: number;
  /** Why there is none. */
  readonly problem?: Diagnostic;
  /** `remembers`: for so many documents what was set may be used again; an engine that is a program remembers nothing. */
  begin(fontFolders: readonly string[], remembers: number): Engine | null;
}
export interface NamedEngine {
  /** `built-in`, `typst`, or the path of the program. */
  readonly name: string;
  readonly place?: Place;
  /** The folder of the project that names it: no program of its own may be called for. */
  readonly project: string;
}

export function chooseEngine(named?: NamedEngine): EngineChoice {
  if (!named) return own() ?? onPath() ?? none(engineMissing());
  if (named.name === 'built-in') return own() ?? none(engineMissing(named.place));
  const isPath = named.name !== 'typst';
  if (isPath && !isAbsolute(named.name)) return none(engineUnfit(notAnEngine(named.name), named.place));
  if (isPath && liesIn(named.name, named.project)) return none(engineUnfit(inProject(named.name), named.place));
  const found = findTypst(isPath ? named.name : undefined);
  return isTypst(found) ? byProgram(found) : none(engineUnfit(reason(found), named.place));
}

function own(): EngineChoice | undefined {
  const version = engineVersion();
  return version === null ? undefined : { version, id: '', atOnce: 1, begin: createEngineInProcess };
}
function onPath(): EngineChoice | undefined {
  const found = findTypst();
  return isTypst(found) ? byProgram(found) : undefined;
}
const byProgram = (typst: Parameters<typeof createEngineProgram>[0]): EngineChoice => ({
  version: typst.version,
  id: ` ${typst.version}`,
  atOnce: mostSheets,
  begin: (fontFolders) => createEngineProgram(typst, fontFolders),
});
const none = (problem: Diagnostic): EngineChoice => ({
  version: null,
  id: ' without a layout engine',
  atOnce: 1,
  problem,
  begin: () => null,
});

/** What a project brings along is anybody's, and is not run. */
function liesIn(path: string, folder: string): boolean {
  const [inner, outer] = [realPath(path), realPath(folder)];
  return inner === outer || inner.startsWith(outer + sep) || path.startsWith(folder + sep);
}
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

const notAnEngine = (name: string): Prose => ({
  zh: `engine 只能写 built-in、typst 或程序的绝对路径，不能写“${name}”`,
  en: `an engine is “built-in”, “typst” or the absolute path of the program, not “${name}”`,
});
const inProject = (path: string): Prose => ({
  zh: `${path} 在项目文件夹内：不运行项目自带的程序`,
  en: `${path} lies in the project: a program that a project brings along is not run`,
});
function reason({ why, what = '' }: NoTypst): Prose {
  if (why === 'too-old')
    return { zh: `${what} 太旧，需要 ${oldestTypst} 或更新版本`, en: `${what} is too old: ${oldestTypst} or later is needed` };
  if (why === 'no-typst') return { zh: `${what} 不是 typst 程序`, en: `${what} does not answer as typst does` };
  return what === ''
    ? { zh: 'PATH 中没有 typst 程序', en: 'there is no program typst on the PATH' }
    : { zh: `${what} 不是可以运行的程序`, en: `${what} is not a program that can be run` };
}
