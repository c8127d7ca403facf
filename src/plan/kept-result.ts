/**
 * A build of a project whose inputs all stand as they did is not done again.
 *
 * In:  the project, what is asked for, the way to make it anew. Out: the earlier result, or a new one, which is kept for the next time.
 */
import { relative } from 'node:path';
import { absolute, portable, restored } from '../files/places.js';
import type { ProjectPaths } from '../load/project-paths.js';
import { houseNamedIn } from '../load/house.js';
import { ownPacksNamedIn } from '../load/pack-places.js';
import { inputKey } from '../output/input-key.js';
import { readStanding, writeStanding, type Standing } from '../output/standing.js';
import { packageInfo } from '../program/package-info.js';
import { programId } from '../program/program-id.js';
import { ownFolders } from './input-folders.js';
import type { BuildOptions, BuildResult } from './options.js';

export type MadeProject = BuildResult & Pick<Standing, 'days'>;

/** The earlier result where every input stands as it did; else a new one, kept for the next time. */
export async function keptOr(make: () => Promise<MadeProject>, { root, only }: ProjectPaths, options: BuildOptions): Promise<BuildResult> {
  const out = options.out ?? options.knownOut;
  const { formats, langs, documents, asOf } = options;
  const packages = packageInfo();
  const roots = { project: root, package: packages.root };
  const house = houseNamedIn(root);
  const packs = ownPacksNamedIn(root);
  const key =
    out === null || options.force || options.print
      ? undefined
      : await inputKey(
          [
            { path: root },
            ...(house ? [{ path: house.path }] : []),
            ...(packs ? [{ path: packs.path }] : []),
            ...ownFolders().map((path) => ({ path, endings: /\.(yaml|hbs|png|jpe?g)$/ })),
          ],
          { version: programId(), formats, langs, documents, asOf, only: only.map((o) => relative(root, o)) },
          out,
        );
  const standing = key === undefined || out === null ? undefined : await readStanding(out, key, options.today);
  if (standing) {
    const outputs = standing.outputs.map((o) => ({ ...o, reused: true }));
    return { ...standing, diagnostics: standing.diagnostics.map((d) => restored(d, roots)), outputs, printed: [] };
  }
  const made = await make();
  const result = { ...made, diagnostics: made.diagnostics.map((d) => absolute(d, roots)) };
  if (key !== undefined && options.out !== null && !options.signal.aborted) {
    await writeStanding(options.out, {
      key,
      cases: result.cases,
      documents: result.documents,
      ...(made.days ? { days: made.days } : {}),
      diagnostics: result.diagnostics.map((d) => portable(d, roots)),
      files: result.outputs.map((o) => o.file),
    });
  }
  return result;
}
