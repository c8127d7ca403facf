/**
 * What the schemes of a project say of its records: which papers they have, and which fields they and the house add. For the loader, which
 * knows no packs.
 *
 * In:  certpress's folder, a project's folder and its certpress.yaml. Out: by scheme and version, the shapes of the records and the kinds
 * of papers; undefined where the scheme or a definition cannot be read. What is wrong with packs is said when the schemes are loaded.
 */
import { joined, recordsWith } from '../../schemas/record/added-fields.js';
import { paperShape } from '../../schemas/record/paper.js';
import { houseOf } from '../load/house.js';
import { ownPacks, packsOf } from '../load/pack-places.js';
import type { RecordsOf } from '../load/records-of.js';
import type { Project } from '../load/types.js';
import { recordsOfScheme } from './load-scheme.js';

export const recordsIn =
  (packageRoot: string) =>
  (root: string, config: Project['config']): RecordsOf => {
    const known = new Map<string, ReturnType<typeof recordsOfScheme>>();
    const find = (id: string, version: string | undefined): ReturnType<typeof recordsOfScheme> => {
      const key = `${id} ${version ?? ''}`;
      if (!known.has(key))
        known.set(key, recordsOfScheme(id, version, packsOf(packageRoot, ownPacks(root, config)), houseOf(root, config)));
      return known.get(key);
    };
    return {
      papers: (id, version) => {
        const found = find(id, version);
        return (
          found &&
          new Map(
            [...found.documents.values()]
              .filter(({ of }) => of === 'paper')
              .map((one) => [one.id, { shape: paperShape(one.fields ?? {}), lies: one.lies }]),
          )
        );
      },
      shapes: (id, versions) => {
        const found = (versions.length === 0 ? [undefined] : versions).flatMap((version) => find(id, version) ?? []);
        const oldestFirst = found.sort((a, b) => (a.from < b.from ? -1 : 1));
        return recordsWith(oldestFirst.map(({ adds = {} }) => adds).reduce(joined, {}));
      },
    };
  };
