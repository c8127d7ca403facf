/**
 * The first stages for commands that render nothing: load and judge.
 *
 * In:  absolute paths of case folders, or of folders that hold some; the day asked for, and today. Out: each project with its
 *      judgement, and what is wrong with the files themselves. What rules complain of stays in the judgement: it is for the
 *      command to say.
 */
import { hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { judgedOn } from './as-it-stood.js';
import { judge } from './judge.js';
import type { Judgement } from './types.js';
import { loadProject } from '../load/project.js';
import { recordsIn } from '../packs/records-of-schemes.js';
import { loadSchemes } from '../packs/schemes-of-project.js';
import type { Project } from '../load/types.js';
import type { SchemeTable } from '../packs/types.js';
import { projectsOf } from '../load/project-paths.js';
import { absolute } from '../files/places.js';
import { packageInfo } from '../program/package-info.js';

export interface JudgedProject {
  readonly project: Project;
  readonly schemes: SchemeTable;
  readonly judgement: Judgement;
}
export interface Days {
  /** Wins over the day that a project pins. */
  readonly asOf?: string | undefined;
  readonly today: string;
  /** Take the records as they are filed, also where the day lies in the past. */
  readonly asFiled?: boolean;
}

export async function judgedProjects(
  paths: readonly string[],
  { asOf: asked, today, asFiled = false }: Days,
): Promise<Outcome<readonly JudgedProject[]>> {
  const { value: places = [], diagnostics: found } = await projectsOf(paths);
  const diagnostics: Diagnostic[] = [...found];
  const judged: JudgedProject[] = [];
  for (const { root, only } of places) {
    const keep = <T>({ value, diagnostics: more }: Outcome<T>): T | undefined => {
      diagnostics.push(...more.map((d) => absolute(d, { project: root, package: packageInfo().root })));
      return value;
    };
    const loaded = keep(loadProject(root, only.length > 0 ? only : undefined, recordsIn(packageInfo().root)));
    if (!loaded) continue;
    const { project, asOf, notYet } = judgedOn(loaded, { asked, today, asFiled });
    diagnostics.push(...notYet);
    const schemes = keep(loadSchemes(project, packageInfo().root)) ?? new Map();
    const judgement = judge(project, schemes, { asOf });
    // A row that could not be judged is a fault of its pack, and leaves a gap in what is listed.
    diagnostics.push(...judgement.diagnostics.filter((d) => d.code === 'rule-wrong'));
    judged.push({ project, schemes, judgement });
  }
  return judged.length > 0 || hasErrors(diagnostics) ? { value: judged, diagnostics } : { diagnostics };
}
