/**
 * What whoever works in a folder sees: certpress's packs, and those of the project that the folder is in.
 *
 * In:  the folder, certpress's own. Out: the folders of packs.
 */
import { ownPacksNamedIn, packsOf, type PackPlace } from '../load/pack-places.js';
import { projectAbove } from '../load/project-paths.js';

export type { Packs } from '../load/pack-places.js';

export function packsSeenFrom(folder: string, packageRoot: string): readonly PackPlace[] {
  const project = projectAbove(folder);
  return packsOf(packageRoot, project === undefined ? undefined : ownPacksNamedIn(project));
}
