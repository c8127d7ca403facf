/**
 * Patterns in the paths of a command line: `cases/2026-*`, which shells of Windows hand on as they stand, and others too in quotes.
 *
 * In:  paths as typed, the folder in which the command runs. Out: absolute paths; a pattern becomes the folders that it matches, in
 *      order, or stays as it is where it matches none (`projectsOf` then says so).
 *
 * What exists under its name is that, whatever signs the name holds. Links are not followed from the first sign on, so a pattern
 * leads nowhere but below the folder that it begins with; it looks into so many folders at most, and so deep.
 */
import { existsSync, readdir } from 'node:fs';
import system, { resolve, sep, win32, type PlatformPath } from 'node:path';
import { limits } from './limits.js';

/** Loaded where a path does not exist as it stands: seldom. */
const globbing = () => import('tinyglobby');

/** Whether a path that does not exist was meant as a pattern. */
export const isPattern = async (path: string): Promise<boolean> => (await globbing()).isDynamicPattern(path);

/** A typed path taken apart: the folder before the first sign of a pattern, and the pattern from there, with forward slashes. */
export async function patternOf(
  typed: string,
  cwd: string,
  path: PlatformPath = system,
): Promise<{ readonly base: string; readonly pattern: string }> {
  const { isDynamicPattern } = await globbing();
  // `\` is the separator on Windows; elsewhere it takes a sign's meaning away.
  const parts = (path.sep === win32.sep ? typed.split(win32.sep).join('/') : typed).split('/');
  const first = parts.findIndex((part) => isDynamicPattern(part));
  const before = parts.slice(0, first).join('/');
  return {
    base: path.resolve(cwd, before === '' && first > 0 ? '/' : before),
    pattern: parts
      .slice(first)
      .filter((part) => part !== '')
      .join('/'),
  };
}

export async function expanded(paths: readonly string[], cwd: string): Promise<string[]> {
  const found: string[] = [];
  for (const typed of paths) {
    const path = resolve(cwd, typed);
    const matches = existsSync(path) || !(await isPattern(typed)) ? [] : await foldersMatching(typed, cwd);
    found.push(...(matches.length > 0 ? matches : [path]));
  }
  return [...new Set(found)];
}

/** None where the pattern is so wide that the folders looked into have no end. */
async function foldersMatching(typed: string, cwd: string): Promise<string[]> {
  const { glob } = await globbing();
  const { base, pattern } = await patternOf(typed, cwd);
  let looked = 0;
  const tooMany = new AbortController();
  const counted = ((...args: Parameters<typeof readdir>) => {
    if (++looked > limits.folders) tooMany.abort();
    return readdir(...args);
  }) as typeof readdir;
  const names = await glob(pattern, {
    cwd: base,
    onlyDirectories: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    deep: limits.folderDepth,
    ignore: ['**/node_modules/**'],
    caseSensitiveMatch: sep !== win32.sep,
    fs: { readdir: counted },
    signal: tooMany.signal,
  });
  return tooMany.signal.aborted ? [] : names.map((name) => resolve(base, name)).sort();
}
