/**
 * What whoever works in a folder sees: certpress's packs, those of the project that the folder is in, and its house.
 *
 * In:  the folder, certpress's own. Out: the folders of packs; the house, where the project names one.
 */
import { ownPacksNamedIn, packsOf, type PackPlace } from '../load/pack-places.js';
import { houseNamedIn, type House } from '../load/house.js';
import { projectAbove } from '../load/project-paths.js';

export type { Packs } from '../load/pack-places.js';

export function packsSeenFrom(folder: string, packageRoot: string): readonly PackPlace[] {
  const project = projectAbove(folder);
  return packsOf(packageRoot, project === undefined ? undefined : ownPacksNamedIn(project));
}

export function houseSeenFrom(folder: string): House | undefined {
  const project = projectAbove(folder);
  return project === undefined ? undefined : houseNamedIn(project);
}
