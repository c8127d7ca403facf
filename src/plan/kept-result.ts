/**
 * A build of a project whose inputs all stand as they did is not done again.
 *
 * In:  the project, what is asked for, the way to make it anew. Out: the earlier result, or a new one, which is kept for the next time.
 */
import { join, relative } from 'node:path';
import { absolute, portable, restored } from '../files/places.js';
import type { ProjectPaths } from '../load/project-paths.js';
import { inputKey } from '../output/input-key.js';
import { readStanding, standsOn, writeStanding, type Standing } from '../output/standing.js';
import { packageInfo } from '../program/package-info.js';
import { programId } from '../program/program-id.js';
import type { BuildOptions, BuildResult } from './options.js';
import { ownFolders } from './own-folders.js';

export type MadeProject = BuildResult & Pick<Standing, 'days'>;

/** The earlier result where every input stands as it did; else a new one, kept for the next time. */
export async function keptOr(make: () => Promise<MadeProject>, { root, only }: ProjectPaths, options: BuildOptions): Promise<BuildResult> {
  const out = options.out ?? options.knownOut;
  const { formats, langs, documents, asOf } = options;
  const packages = packageInfo();
  const roots = { project: root, package: packages.root };
  const asked = { formats, langs, documents, asOf, only: only.map((o) => relative(root, o)) };
  const keyWith = (named: readonly string[]): string | undefined =>
    out === null || options.force || options.print
      ? undefined
      : inputKey(
          [
            { path: root },
            ...named.map((name) => ({ path: join(root, name) })),
            ...ownFolders().map((path) => ({ path, endings: /\.(yaml|hbs|png|jpe?g)$/ })),
          ],
          { version: programId(), ...asked },
          out,
        );
  // Which folders the project names need not be read where the key says that its file is what it was.
  const standing = out === null ? undefined : await readStanding(out);
  const keyThen = standing && keyWith(standing.named);
  const outputs = standing && keyThen !== undefined && out !== null ? await standsOn(out, standing, keyThen, options.today) : undefined;
  if (standing && outputs) {
    const { diagnostics, cases, documents: count } = standing;
    return {
      diagnostics: diagnostics.map((d) => restored(d, roots)),
      outputs: outputs.map((o) => ({ ...o, reused: true })),
      cases,
      documents: count,
      printed: [],
    };
  }
  const named = (await import('./input-folders.js')).foldersNamedIn(root).map((path) => portablePath(relative(root, path)));
  const key = standing && named.join('\n') === standing.named.join('\n') ? keyThen : keyWith(named);
  const made = await make();
  const result = { ...made, diagnostics: made.diagnostics.map((d) => absolute(d, roots)) };
  if (key !== undefined && options.out !== null && !options.signal.aborted) {
    await writeStanding(options.out, {
      key,
      named,
      cases: result.cases,
      documents: result.documents,
      ...(made.days ? { days: made.days } : {}),
      diagnostics: result.diagnostics.map((d) => portable(d, roots)),
      files: result.outputs.map((o) => o.file),
    });
  }
  return result;
}

const portablePath = (path: string): string => path.split('\\').join('/');
