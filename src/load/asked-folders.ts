/**
 * Which cases of a project were asked for.
 *
 * In:  the project's folder, absolute paths: cases, or folders that hold some, or one above the project. Out: whether a folder of the
 * project is one of them, holds one or lies in one. Of ten thousand paths that is told as fast as of one.
 */
import nodePath, { type PlatformPath } from 'node:path';
import { isInside } from '../files/read-file.js';

export function askedFolders(root: string, only: readonly string[], system: PlatformPath = nodePath): (folder: string) => boolean {
  if (only.some((path) => isInside(root, path, system))) return () => true;
  // Windows takes names that differ in case only for one.
  const fold = (way: string): string => (system.sep === '\\' ? way.toLowerCase() : way);
  const asked = new Set<string>();
  const above = new Set<string>();
  for (const path of only) {
    const parts = fold(system.relative(root, path)).split(system.sep);
    asked.add(parts.join('/'));
    for (let length = 1; length <= parts.length; length++) above.add(parts.slice(0, length).join('/'));
  }
  return (folder) => {
    const parts = fold(folder).split('/');
    return above.has(parts.join('/')) || parts.some((_, i) => asked.has(parts.slice(0, i + 1).join('/')));
  };
}
