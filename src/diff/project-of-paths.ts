/**
 * The one project that a comparison is about.
 *
 * In:  absolute paths of cases, or of folders that hold some. Out: the project and the folders asked for in it; several projects have no
 * one revision or folder to be compared with.
 */
import { failed, type Outcome } from '../diagnostics/index.js';
import { projectsOf, type ProjectPaths } from '../load/project-paths.js';

export async function projectOfPaths(paths: readonly string[]): Promise<Outcome<ProjectPaths>> {
  const { value: [first, second] = [], diagnostics } = await projectsOf(paths);
  if (!first || diagnostics.length > 0) return failed(...diagnostics);
  if (!second) return { value: first, diagnostics: [] };
  return failed({
    code: 'path-unknown',
    severity: 'error',
    place: { file: second.root },
    message: { zh: '一次只比较一个项目', en: 'Only one project is compared at a time' },
    help: { zh: '给出一个项目，或其中的案卷。', en: 'Give one project, or cases in it.' },
  });
}
