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
  const keyWith = (named: readonly string[], engine: string): string | undefined =>
    out === null || options.force || options.print
      ? undefined
      : inputKey(
          [
            { path: root },
            ...named.map((name) => ({ path: join(root, name) })),
            ...ownFolders().map((path) => ({ path, endings: /\.(yaml|hbs|png|jpe?g)$/ })),
          ],
          { version: programId() + engine, ...asked },
          out,
        );
  // Which folders the project names need not be read where the key says that its file is what it was.
  const standing = out === null ? undefined : await readStanding(out);
  // Nor need its engine where that is the one that comes with certpress, and counts with it; another may be another one today.
  const engineThen = standing && (standing.engine === '' ? '' : await engineOf(root));
  const keyThen = standing && keyWith(standing.named, engineThen ?? '');
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
  const engine = await engineOf(root);
  const isAsThen = standing && engine === engineThen && named.join('\n') === standing.named.join('\n');
  const key = isAsThen ? keyThen : keyWith(named, engine);
  const made = await make();
  const result = { ...made, diagnostics: made.diagnostics.map((d) => absolute(d, roots)) };
  if (key !== undefined && options.out !== null && !options.signal.aborted) {
    await writeStanding(options.out, {
      key,
      named,
      engine,
      cases: result.cases,
      documents: result.documents,
      ...(made.days ? { days: made.days } : {}),
      diagnostics: result.diagnostics.map((d) => portable(d, roots)),
      files: result.outputs.map((o) => o.file),
    });
  }
  return result;
}

/** What tells files of the engine that a project asks for from those of another. */
async function engineOf(root: string): Promise<string> {
  const [{ engineNamedIn }, { engineId }] = await Promise.all([import('../load/engine-named.js'), import('../writers/pdf/engine-id.js')]);
  return engineId(engineNamedIn(root));
}

const portablePath = (path: string): string => path.split('\\').join('/');
