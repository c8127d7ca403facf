/**
 * The folders that a build reads: what `--watch` watches.
 *
 * In:  absolute paths of case folders, or of folders that hold some. Out: absolute folders; they need not exist.
 */
import { projectsOf } from '../load/project-paths.js';
import { houseNamedIn } from '../load/house.js';
import { ownPacksNamedIn } from '../load/pack-places.js';
import { ownFolders } from './own-folders.js';

/** Every folder that a build of these paths reads, layouts and packs outside of the project among them. */
export async function inputFoldersOf(paths: readonly string[]): Promise<readonly string[]> {
  const projects = (await projectsOf(paths)).value ?? [];
  const named = projects.flatMap(({ root }) => [root, ...Object.values(foldersNamedIn(root))]);
  return [...paths, ...named.filter((path) => path !== undefined), ...ownFolders()];
}
/** The layouts and packs that a project names. */
export const foldersNamedIn = (root: string): { readonly house: string | undefined; readonly packs: string | undefined } => ({
  house: houseNamedIn(root)?.path,
  packs: ownPacksNamedIn(root)?.path,
});
