/**
 * Which papers the schemes have: for the loader, which knows no packs.
 *
 * In:  certpress's folder, a project's folder and its certpress.yaml. Out: by scheme and version, the kinds of papers with their shapes;
 * undefined where the scheme or a definition cannot be read. What is wrong with packs is said when the schemes are loaded.
 */
import { paperShape } from '../../schemas/record/paper.js';
import { houseOf } from '../load/house.js';
import { ownPacks, packsOf } from '../load/pack-places.js';
import type { KindsOfPaper, PapersOf } from '../load/papers.js';
import type { Project } from '../load/types.js';
import { documentsOfScheme } from './load-scheme.js';

export const papersIn =
  (packageRoot: string) =>
  (root: string, config: Project['config']): PapersOf => {
    const known = new Map<string, KindsOfPaper | undefined>();
    const find = (id: string, version: string | undefined): KindsOfPaper | undefined => {
      const documents = documentsOfScheme(id, version, packsOf(packageRoot, ownPacks(root, config)), houseOf(root, config));
      return (
        documents &&
        new Map(
          [...documents.values()]
            .filter(({ of }) => of === 'paper')
            .map((one) => [one.id, { shape: paperShape(one.fields ?? {}), lies: one.lies }]),
        )
      );
    };
    return (id, version) => {
      const key = `${id} ${version ?? ''}`;
      if (!known.has(key)) known.set(key, find(id, version));
      return known.get(key);
    };
  };
