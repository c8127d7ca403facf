/**
 * The `typst` program of this machine.
 *
 * In:  the path that somebody names, or none: then it is looked for on the PATH. Out: the program with its version; or why there is none
 * to use. Found programs are asked for their version once a run.
 *
 * A name is looked for in the whole folders of the PATH alone, never in the folder that somebody happens to stand in, and on Windows
 * under `typst.exe` alone: what runs is a program that the owner of this machine has put there.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { platform } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { env as environment } from 'node:process';

export interface TypstProgram {
  readonly path: string;
  /** What it says of itself: `typst 0.15.1 (unknown commit)`. */
  readonly version: string;
}
export interface NoTypst {
  readonly why: 'not-found' | 'not-whole' | 'no-typst' | 'too-old';
  /** The version of one that is too old; the path of one that does not answer as typst does. */
  readonly what?: string;
}
/** The first that makes PDF/A-3a and PDF/UA-1 at once. */
export const oldestTypst = '0.15.0';

const known = new Map<string, TypstProgram | NoTypst>();

export function findTypst(named?: string, env: Readonly<Record<string, string | undefined>> = environment): TypstProgram | NoTypst {
  if (named !== undefined && !isAbsolute(named)) return { why: 'not-whole', what: named };
  const path = named ?? onPath(env['PATH'] ?? env['Path'] ?? '');
  if (path === undefined) return { why: 'not-found' };
  const found = known.get(path) ?? asked(path);
  known.set(path, found);
  return found;
}
export const isTypst = (found: TypstProgram | NoTypst): found is TypstProgram => 'version' in found;

function onPath(path: string): string | undefined {
  const name = platform() === 'win32' ? 'typst.exe' : 'typst';
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, name))
    .find(isProgram);
}
function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function asked(path: string): TypstProgram | NoTypst {
  if (!isProgram(path)) return { why: 'not-found', what: path };
  const { stdout } = spawnSync(path, ['--version'], { env: typstEnvironment(), encoding: 'utf8', timeout: 60_000, windowsHide: true });
  const [version, ...numbers] = /^typst (\d{1,4})\.(\d{1,4})\.(\d{1,4})[^\r\n]{0,100}/.exec(stdout ?? '') ?? [];
  if (version === undefined) return { why: 'no-typst', what: path };
  return isBefore(numbers, oldestTypst.split('.')) ? { why: 'too-old', what: version } : { path: realpathSync(path), version };
}
const isBefore = (numbers: readonly string[], least: readonly string[]): boolean => {
  const i = numbers.findIndex((n, at) => Number(n) !== Number(least[at]));
  return i >= 0 && Number(numbers[i]) < Number(least[i]);
};

/**
 * With what it runs: what this program runs with, without anything that would tell typst what to do. Nothing is ever fetched: the program
 * that lays out imports no package, and what asks for one all the same finds no way out.
 */
export function typstEnvironment(env: Readonly<Record<string, string | undefined>> = environment): Record<string, string> {
  const nowhere = 'http://127.0.0.1:9';
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(?:TYPST_.*|SOURCE_DATE_EPOCH|(?:https?|all|no)_proxy)$/i.test(entry[0]),
  );
  // A flag for it is unknown to a typst that was made without faces.
  return {
    ...Object.fromEntries(kept),
    TYPST_IGNORE_EMBEDDED_FONTS: 'true',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    ALL_PROXY: nowhere,
  };
}
