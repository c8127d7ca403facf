/**
 * Where packs lie: certpress's own, and those that a project brings.
 *
 * In:  certpress's folder, the project's folder and its `certpress.yaml` (`packs: packs`). Out: the folders, each with `schemes/`,
 * `bodies/` and `standards/` in it, certpress's own first. Like layouts, packs may lie outside of the project: a body keeps one set for all
 * of its projects. No link leads out of a folder of packs.
 */
import { join } from 'node:path';
import type { Place } from '../diagnostics/index.js';
import { shownName } from '../files/places.js';
import { loadRecord, placeIn } from './record-file.js';
import type { Project } from './types.js';

export interface PackPlace {
  /** Absolute. */
  readonly path: string;
  /** Absolute: links must not lead out of it. */
  readonly root: string;
  /** How manifests, traces and bags name it: `schemas`; a project's own as the project does. */
  readonly shown: string;
  /** Where a project names it. */
  readonly named?: Place;
}
/** In the order in which they are looked through; certpress's own folder by itself where nothing else is given. */
export type Packs = string | readonly PackPlace[];

export const placesOf = (packs: Packs): readonly PackPlace[] =>
  typeof packs === 'string' ? [{ path: join(packs, 'schemas'), root: packs, shown: 'schemas' }] : packs;

/** The folder of packs that a project names. */
export function ownPacks(root: string, config: Project['config']): PackPlace | undefined {
  const written = config?.value.packs;
  if (written === undefined || !config) return undefined;
  const name = shownName(written);
  const path = join(root, name);
  // Not to be taken for certpress's own.
  const shown = name.split('/')[0] === 'schemas' ? `./${name}` : name;
  return { path, root: path, shown, named: placeIn(root, config, ['packs']) };
}
/** The same before a project is loaded; what is wrong with its file is said when it is. */
export const ownPacksNamedIn = (root: string): PackPlace | undefined => ownPacks(root, loadRecord('project', root, 'certpress.yaml').value);

export const packsOf = (packageRoot: string, own: PackPlace | undefined): readonly PackPlace[] => [
  ...placesOf(packageRoot),
  ...(own ? [own] : []),
];
