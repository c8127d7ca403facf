/**
 * The first stages for commands that render nothing: load and judge.
 *
 * In:  absolute paths of case folders, or of folders that hold some; the day asked for, and today. Out: each project with its
 *      judgement, and what is wrong with the files themselves. What rules complain of stays in the judgement: it is for the
 *      command to say.
 */
import { hasErrors, type Diagnostic, type Outcome } from './diagnostics/index.js';
import { judge, type Judgement } from './judge/judge.js';
import { loadProject } from './load/project.js';
import { loadSchemes } from './load/scheme.js';
import type { Project, SchemeTable } from './load/types.js';
import { projectsOf } from './make/project-paths.js';
import { absolute } from './output/places.js';
import { packageInfo } from './package-info.js';

export interface JudgedProject {
  readonly project: Project;
  readonly schemes: SchemeTable;
  readonly judgement: Judgement;
}
export interface Days {
  /** Wins over the day that a project pins. */
  readonly asOf?: string | undefined;
  readonly today: string;
}

export async function judgedProjects(paths: readonly string[], { asOf, today }: Days): Promise<Outcome<readonly JudgedProject[]>> {
  const { value: places = [], diagnostics: found } = await projectsOf(paths);
  const diagnostics: Diagnostic[] = [...found];
  const judged: JudgedProject[] = [];
  for (const { root, only } of places) {
    const keep = <T>({ value, diagnostics: more }: Outcome<T>): T | undefined => {
      diagnostics.push(...more.map((d) => absolute(d, { project: root, package: packageInfo().root })));
      return value;
    };
    const project = keep(loadProject(root, only.length > 0 ? only : undefined));
    if (!project) continue;
    const schemes = keep(loadSchemes(project, packageInfo().root)) ?? new Map();
    const judgement = judge(project, schemes, { asOf: asOf ?? project.config?.value.asOf ?? today });
    // A row that could not be judged is a fault of its pack, and leaves a gap in what is listed.
    diagnostics.push(...judgement.diagnostics.filter((d) => d.code === 'rule-wrong'));
    judged.push({ project, schemes, judgement });
  }
  return judged.length > 0 || hasErrors(diagnostics) ? { value: judged, diagnostics } : { diagnostics };
}
