/**
 * The folders that a build reads: what `--watch` watches.
 *
 * In:  absolute paths of case folders, or of folders that hold some. Out: absolute folders; they need not exist.
 */
import { join } from 'node:path';
import { projectsOf } from '../load/project-paths.js';
import { houseNamedIn } from '../load/house.js';
import { ownPacksNamedIn } from '../load/pack-places.js';
import { packageInfo } from '../program/package-info.js';

/** Every folder that a build of these paths reads, layouts and packs outside of the project among them. */
export async function inputFoldersOf(paths: readonly string[]): Promise<readonly string[]> {
  const projects = (await projectsOf(paths)).value ?? [];
  const named = projects.flatMap(({ root }) => [root, houseNamedIn(root)?.path, ownPacksNamedIn(root)?.path]);
  return [...paths, ...named.filter((path) => path !== undefined), ...ownFolders()];
}
/** The stock layouts and the packs. */
export const ownFolders = (): string[] => ['templates', 'schemas'].map((folder) => join(packageInfo().root, folder));
