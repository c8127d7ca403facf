/**
 * The projects whose texts are translated, with the cases asked for.
 *
 * In:  absolute paths of case folders, or of folders that hold some. Out: each project with its cases, and what is wrong with its files.
 */
import type { Outcome } from '../diagnostics/index.js';
import { ok, type Diagnostic } from '../diagnostics/index.js';
import { absolute } from '../files/places.js';
import { loadProject } from '../load/project.js';
import { projectsOf } from '../load/project-paths.js';
import type { Project as TranslatedProject } from '../load/types.js';
import { recordsIn } from '../packs/records-of-schemes.js';
import { packageInfo } from '../program/package-info.js';

export async function projectsToTranslate(paths: readonly string[]): Promise<Outcome<readonly TranslatedProject[]>> {
  const found = await projectsOf(paths);
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  const projects: TranslatedProject[] = [];
  for (const { root, only } of found.value ?? []) {
    const loaded = loadProject(root, only, recordsIn(packageInfo().root));
    diagnostics.push(...loaded.diagnostics.map((d) => absolute(d, { project: root, package: packageInfo().root })));
    if (loaded.value) projects.push(loaded.value);
  }
  return projects.length > 0 ? ok(projects, diagnostics) : { diagnostics };
}
export type { TranslatedProject };
